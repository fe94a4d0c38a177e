import { createColumnHelper, flexRender, getCoreRowModel, getSortedRowModel, useReactTable, type SortingState } from '@tanstack/react-table'
import { useNavigate } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { toMinor } from '../money/money'
import { placeOf } from '../work/place'
import { urgencies, type WorkItem } from '../work/shapes'
import { keyOf } from '../work/usework'
import { Act, Approval, Orders, Sum, Until, What, Whom } from './deskcells'
import { useDeskKeys } from './deskkeys'
import { useSort } from './deskwords'
import { pressable } from './press'
import styles from './clearing.module.css'

const column = createColumnHelper<WorkItem>()
/** What is worth nothing that can be said comes first. */
const minor = ({ amount }: WorkItem) => (amount ? toMinor(amount) : 0n)
const due = ({ due: at }: WorkItem) => (at ? Date.parse(at) : Infinity)

type Desk = {
  items: WorkItem[]
  picked: ReadonlySet<string>
  toggle: (item: WorkItem) => void
  /** Whether an item can be chosen beside those that are. */
  may: (item: WorkItem) => boolean
  busy: boolean
  look: (proposal: string) => void
}

/** The lines of the desk. It is sorted by its heads and walked by J, K and the arrows. */
export function DeskTable({ items, picked, toggle, may, busy, look }: Desk) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const sort = useSort()
  const [sorting, setSorting] = useState<SortingState>([])
  const open = (item: WorkItem) => {
    if (item.proposal) return look(item.proposal)
    const { to, params, search } = placeOf(item)
    void navigate({ to, params, search } as { to: string })
  }
  const columns = useMemo(
    () => [
      column.accessor('kind', { header: t('clearing.what') }),
      column.accessor('order', { header: t('clearing.order') }),
      column.accessor('org', { header: t('clearing.whom') }),
      column.accessor('amount', { header: t('clearing.amount'), sortingFn: (a, b) => Number(minor(a.original) - minor(b.original)) }),
      column.accessor('due', {
        header: t('clearing.time'),
        sortingFn: (a, b) => urgencies.indexOf(a.original.urgency) - urgencies.indexOf(b.original.urgency) || due(a.original) - due(b.original),
      }),
      column.accessor('action', { header: t('clearing.step') }),
      column.display({ id: 'act', header: () => <span className="visually-hidden">{t('clearing.approve')}</span> }),
    ],
    [t],
  )
  const table = useReactTable({ data: items, columns, getRowId: keyOf, state: { sorting }, onSortingChange: setSorting, getCoreRowModel: getCoreRowModel(), getSortedRowModel: getSortedRowModel() })
  const rows = table.getRowModel().rows
  const keys = useDeskKeys(rows.length, (at) => open(rows[at]!.original), (at) => {
    const item = rows[at]!.original
    if (may(item) || picked.has(keyOf(item))) toggle(item)
  })
  return (
    <div className={styles.scroll} tabIndex={0} role="region" aria-label={t('nav.clearing')}>
      <table className={`${styles.table} ${styles.desk}`}>
        <thead>
          {table.getHeaderGroups().map((group) => (
            <tr key={group.id}>
              <th>
                <span className="visually-hidden">{t('clearing.choose')}</span>
              </th>
              {group.headers.map((header) => {
                const sorted = header.column.getIsSorted()
                const words = flexRender(header.column.columnDef.header, header.getContext())
                return (
                  <th key={header.id} data-column={header.id} aria-sort={sorted === 'asc' ? 'ascending' : sorted === 'desc' ? 'descending' : undefined}>
                    {header.column.getCanSort() ? (
                      <button type="button" onClick={header.column.getToggleSortingHandler()}>
                        {words}
                        <span aria-hidden="true">{sorted === 'asc' ? ' ↑' : sorted === 'desc' ? ' ↓' : ''}</span>
                      </button>
                    ) : (
                      words
                    )}
                  </th>
                )
              })}
            </tr>
          ))}
        </thead>
        <tbody ref={keys.body} onKeyDown={keys.onKeyDown}>
          {rows.map((row, at) => {
            const chosen = picked.has(row.id)
            const name = `${t(`work.kind.${row.original.kind}`)} ${row.original.part ?? row.original.title ?? ''} ${row.original.order ?? row.original.payout ?? ''}`
            return (
              <tr key={row.id} tabIndex={at === keys.at ? 0 : -1} data-urgency={row.original.urgency} data-chosen={chosen || undefined} onFocus={() => keys.stand(at)}>
                <td className={styles.pick}>
                  {pressable(row.original) && (
                    <label>
                      <input type="checkbox" checked={chosen} disabled={!chosen && !may(row.original)} onChange={() => toggle(row.original)} aria-label={t('clearing.chooseLine', { line: name.trim() })} />
                    </label>
                  )}
                </td>
                <td data-cell="what">
                  <What item={row.original} sort={sort(row.original)} look={look} />
                </td>
                <td data-cell="order">
                  <Orders item={row.original} />
                </td>
                <td data-cell="whom">
                  <Whom item={row.original} />
                </td>
                <td data-cell="sum">
                  <Sum item={row.original} />
                </td>
                <td data-cell="until">
                  <Until item={row.original} />
                </td>
                <td data-cell="step">
                  <Approval item={row.original} />
                </td>
                <td data-cell="act">
                  <Act item={row.original} busy={busy} />
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}
