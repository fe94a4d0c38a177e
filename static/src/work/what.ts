import { useTranslation } from 'react-i18next'
import type { WorkItem } from './shapes'

/** Steps whose words alone would not say what they are about. */
const steps = ['propose', 'check', 'examine', 'contest']

/** What to do, in the reader's words. */
export function useWhat() {
  const { t } = useTranslation()
  return ({ kind, action }: WorkItem) => (steps.includes(action) ? t(`work.step.${action}`, { what: t(`work.kind.${kind}`) }) : t(`work.action.${action}`))
}
