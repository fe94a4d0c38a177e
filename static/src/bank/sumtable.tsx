import type { ReactNode } from 'react'
import type { Money } from '../api/shapes'
import { Amount } from '../money/amount'
import styles from './bank.module.css'

export type SumRow = { sign?: '+' | '−' | '='; words: ReactNode; money: Money; kind?: 'total' | 'wrong' }

/** Numbers that make a sum, set as one would write it by hand: one below the other, a line, what comes out. */
export function SumTable({ title, rows }: { title: string; rows: SumRow[] }) {
  return (
    <table className={styles.sum}>
      <caption className="visually-hidden">{title}</caption>
      <tbody>
        {rows.map(({ sign, words, money, kind }, index) => (
          <tr key={index} data-kind={kind}>
            <td>{sign}</td>
            <th scope="row">{words}</th>
            <td>
              <Amount money={money} strong={kind !== undefined} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
