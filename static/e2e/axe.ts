import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'

const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/**
 * What breaks WCAG 2.2 AA on the page as it stands: the rule, and where. No page here frames another origin, so axe need not
 * put its results together in a page of its own, nor describe what passed; both cost more than the rules.
 */
export async function violationsOn(page: Page): Promise<{ rule: string; nodes: { at: string; why: string }[] }[]> {
  const { violations } = await new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).withTags(standards).setLegacyMode().analyze()
  return violations.map(({ id, nodes }) => ({ rule: id, nodes: nodes.map(({ target, failureSummary }) => ({ at: target.join(' '), why: (failureSummary ?? '').replace(/\s+/g, ' ') })) }))
}
