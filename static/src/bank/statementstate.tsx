import { Badge } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useDoubtWords } from './doubtwords'
import type { Statement } from './shapes'

const colours = { taken: 'celadon', held: 'vermilion', foreign: 'gray' } as const

/** Why nothing of a statement counts, as exceptions are named; of an account that is none of ours nothing else matters. */
export const doubtOf = ({ state, proof }: Pick<Statement, 'state' | 'proof'>) => (state === 'held' && proof ? proof : 'account_unknown')

/** Whether the lines of a statement count, and if not why. */
export function StatementState({ statement }: { statement: Pick<Statement, 'state' | 'proof'> }) {
  const { t } = useTranslation()
  const { title } = useDoubtWords()
  return (
    <>
      <Badge variant="outline" color={colours[statement.state]}>
        {t(`bank.statements.state.${statement.state}`)}
      </Badge>
      {statement.state !== 'taken' && <span className="quiet"> {title(doubtOf(statement))}</span>}
    </>
  )
}
