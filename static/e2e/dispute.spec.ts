import type { Page } from '@playwright/test'
import { openFair, test as base, expect, type Fair, type Visitor } from './fair'

/** A fair of its own whose orders are under way and whose disputes have clocks that a test can wait for. */
const test = base.extend<object, { fair: Fair }>({
  fair: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads the names of the first argument
    async ({}, use) => openFair(use, ['--stage', 'settling', '--dispute-negotiation', '5s', '--dispute-escalation', '20m', '--dispute-evidence', '20m', '--dispute-appeal', '5s']),
    { scope: 'worker', timeout: 90_000 },
  ],
})

/** The Berlin buyer's licence: the first milestone is released, the masters lie before her. */
const contested = 'ord_saltlantern'
/** Another order that is under way, without a dispute. */
const stopped = 'ord_water'

const english = { language: 'en', locale: 'en-GB', timezoneId: 'Europe/Berlin' } as const

type Sums = { [sum: string]: { amount: string } }
type Seen = { state: string; totals: Sums; milestones: { id: string; state: string; amount: { amount: string } }[]; disputes: { state: string }[] }

const cents = (totals: Sums, ...sums: string[]) => sums.reduce((whole, sum) => whole + Math.round(Number(totals[sum]!.amount) * 100), 0)

/** Presses a button that asks once more, and says yes. */
async function surely({ page, t }: Visitor, words: string) {
  await page.getByRole('button', { name: t(words), exact: true }).click()
  await page.getByRole('dialog').getByRole('button', { name: t('order.surely') }).click()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
}

/** Presses a button that asks why. */
async function because({ page, t }: Visitor, words: string, why: string, reason: string) {
  await page.getByRole('button', { name: t(words), exact: true }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel(t(why)).fill(reason)
  await dialog.getByRole('button', { name: t(words), exact: true }).click()
  await dialog.waitFor({ state: 'detached' })
}

async function bringsEvidence({ page, t }: Visitor, kind: string, shows: string) {
  await page.getByRole('button', { name: t('dispute.addEvidence') }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel(t('dispute.kind')).selectOption(kind)
  await dialog.getByLabel(t('dispute.shows')).fill(shows)
  await dialog.getByRole('button', { name: t('dispute.addEvidence') }).click()
  await expect(page.getByText(shows)).toBeVisible()
}

const panel = (page: Page) => page.locator('section[id^=dsp]')

test('a contested milestone is heard and ruled on, 70 to 30, and every sum still adds up', async ({ fair, visit }) => {
  test.setTimeout(240_000)
  const buyer = await visit('buyer', { as: 'buyer', ...english })
  const seller = await visit('seller', { as: 'exhibitor', ...english })
  const judge = await visit('arbitrator', { as: 'arbitrator', ...english })
  const order = () => fair.read<Seen>('buyer', `/api/v1/orders/${contested}`)
  const before = await order()

  await test.step('the buyer contests a part of one milestone, and only that is frozen', async () => {
    await buyer.page.goto(`/orders/${contested}`)
    await buyer.page.getByRole('button', { name: buyer.t('inspection.reject'), exact: true }).click()
    const dialog = buyer.page.getByRole('dialog')
    await dialog.getByLabel(buyer.t('inspection.reason')).selectOption('not_as_agreed')
    await dialog.getByLabel(buyer.t('inspection.note')).fill('Two of the six episodes have no separate music and effects track.')
    await dialog.getByLabel(buyer.t('inspection.contested', { currency: 'EUR' })).fill('20000.00')
    await dialog.getByRole('button', { name: buyer.t('inspection.reject') }).click()
    await expect(panel(buyer.page)).toContainText('20,000.00')
    await expect(panel(buyer.page).getByText(buyer.t('dispute.clock.negotiate'))).toBeVisible()
    const { milestones } = await order()
    expect(milestones.filter(({ state }) => state === 'DISPUTED').map(({ amount }) => amount.amount)).toEqual(['20000.00'])
    expect(milestones.at(-1)).toEqual(before.milestones.at(-1))
  })

  await test.step('both sides bring evidence, the buyer goes to an arbitrator', async () => {
    await expect(async () => {
      await buyer.page.reload()
      await expect(buyer.page.getByRole('button', { name: buyer.t('dispute.escalate') })).toBeVisible({ timeout: 5_000 })
    }).toPass({ timeout: 60_000 })
    await surely(buyer, 'dispute.escalate')
    await expect(panel(buyer.page)).toContainText(buyer.t('dispute.state.evidence'))
    await bringsEvidence(buyer, 'video', 'Episode 5, minute 12.')
  })

  await test.step('the arbitrator finds the case and may rule once both were heard', async () => {
    await judge.page.goto('/disputes')
    const row = judge.page.getByRole('row').filter({ hasText: 'Salt Lantern' })
    await expect(row).toContainText(judge.t('arbitration.step.hear'))
    await row.getByRole('link').click()
    await expect(judge.page.getByText(judge.t('dispute.unheard'))).toBeVisible()
    await seller.page.goto(`/orders/${contested}`)
    await bringsEvidence(seller, 'correspondence', 'The buyer agreed to stereo on 4 May.')
    await expect(judge.page.getByText(judge.t('dispute.heard'))).toBeVisible({ timeout: 30_000 })
    await expect(judge.page.getByRole('region', { name: judge.t('dispute.evidenceOf.seller') })).toContainText('stereo')
  })

  await test.step('the ruling needs reasons, shows both shares once more, and is carried out after the time to appeal', async () => {
    await judge.page.getByRole('button', { name: '70%' }).click()
    const rule = judge.page.getByRole('button', { name: judge.t('dispute.decide'), exact: true })
    await expect(rule).toBeDisabled()
    await judge.page.getByLabel(judge.t('dispute.decideReason')).fill('Two of six episodes lack the track; the letter of 4 May covers the others.')
    await rule.click()
    await expect(judge.page.getByRole('dialog')).toContainText('14,000.00')
    await judge.page.getByRole('dialog').getByRole('button', { name: judge.t('order.surely') }).click()
    await expect.poll(async () => (await order()).disputes[0]?.state, { timeout: 90_000, intervals: [1_000] }).toBe('EXECUTED')
    await expect(panel(buyer.page)).toContainText('6,000.00', { timeout: 30_000 })
    const { totals } = await order()
    expect(cents(totals, 'held', 'released', 'refunded', 'cancelFees', 'chargedBack')).toBe(cents(totals, 'funded'))
  })
})

test('an order is stopped with the glass broken, and goes on with two people', async ({ visit }) => {
  test.setTimeout(180_000)
  const maker = await visit('maker', { as: 'clearing', ...english })
  const compliance = await visit('compliance', { as: 'compliance', ...english })
  const checker = await visit('checker', { as: 'clearing2', ...english })
  await maker.page.goto(`/orders/${stopped}`)
  await because(maker, 'brake.take', 'brake.reason', 'Nobody of compliance answers.')
  await expect(maker.page.getByText(maker.t('brake.yours'))).toBeVisible()
  await because(maker, 'hold.hold', 'hold.reason', 'The bank reports a stolen account.')
  await expect(maker.page.getByText(maker.t('order.stoppedWords'))).toBeVisible()

  await compliance.page.goto('/compliance')
  await expect(compliance.page.getByText(compliance.t('compliance.noLists'))).toBeVisible()
  await expect(compliance.page.getByText('Nobody of compliance answers.')).toBeVisible()
  await surely(compliance, 'hold.propose')
  await expect(compliance.page.getByText(compliance.t('hold.proposedByYou')).first()).toBeVisible()

  await checker.page.goto(`/orders/${stopped}`)
  await surely(checker, 'hold.confirm')
  await expect(checker.page.getByText(checker.t('order.stoppedWords'))).toBeHidden()
})
