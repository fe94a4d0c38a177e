import { Badge, Button, SegmentedControl } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { createColumnHelper, flexRender, getCoreRowModel, getSortedRowModel, useReactTable, type SortingState } from '@tanstack/react-table'
import { Link } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useChange } from '../api/change'
import { read, write } from '../api/client'
import { holds, useMe, useZone } from '../api/session'
import type { ClearingTask, List } from '../api/shapes'
import { Page } from '../app/page'
import { Amount } from '../money/amount'
import { toMinor } from '../money/money'
import { Sandbox } from '../settlement/sandbox'
import { Empty, Loaded } from '../states/states'
import { useNow } from '../time/now'
import { clock, dayName } from '../time/zones'
import styles from './clearing.module.css'

const column = createColumnHelper<ClearingTask>()

/** What waits for the clearing office: releases and payouts, the second pair of eyes above the limit. */
export function ClearingQueue() {
  const { t } = useTranslation()
  const me = useMe()
  const [as, setAs] = useState<'all' | 'maker' | 'checker'>('all')
  const queue = useQuery({
    queryKey: ['clearing'],
    queryFn: ({ signal }) => read<List<ClearingTask>>('/api/v1/clearing/queue', {}, signal),
    enabled: holds(me, 'clearing_maker', 'clearing_checker'),
    refetchInterval: 8_000,
  })
  return (
    <Page
      title={t('nav.clearing')}
      above={t('clearing.above')}
      aside={
        <SegmentedControl
          aria-label={t('clearing.as')}
          value={as}
          onChange={(value) => setAs(value as typeof as)}
          data={(['all', 'maker', 'checker'] as const).map((value) => ({ value, label: t(`clearing.${value}`) }))}
        />
      }
      wide
    >
      <Sandbox />
      <Loaded query={queue} empty={{ when: ({ items }) => items.length === 0, show: <Empty title={t('clearing.empty')}>{t('clearing.emptyWords')}</Empty> }}>
        {({ items }) => <Queue tasks={items.filter((task) => as === 'all' || task.as === as)} />}
      </Loaded>
    </Page>
  )
}

function Queue({ tasks }: { tasks: ClearingTask[] }) {
  const { t, i18n } = useTranslation()
  const zone = useZone()
  const now = useNow(30_000)
  const [sorting, setSorting] = useState<SortingState>([{ id: 'due', desc: false }])
  const columns = useMemo(
    () => [
      column.accessor('kind', { header: t('clearing.what'), cell: ({ getValue }) => t(`clearing.kind.${getValue()}`, { defaultValue: getValue() }) }),
      column.accessor('order', {
        header: t('clearing.order'),
        cell: ({ getValue }) => {
          const order = getValue()
          return order ? (
            <Link to="/orders/$order" params={{ order }}>
              {order}
            </Link>
          ) : null
        },
      }),
      column.accessor('amount', {
        header: t('clearing.amount'),
        sortingFn: (a, b) => Number(toMinor(a.original.amount) - toMinor(b.original.amount)),
        cell: ({ row }) => (
          <>
            <Amount money={row.original.amount} strong /> {row.original.aboveLimit && <Badge color="vermilion">{t('clearing.fourEyes')}</Badge>}
          </>
        ),
      }),
      column.accessor('due', {
        header: t('clearing.due'),
        cell: ({ getValue }) => {
          const due = getValue()
          if (!due) return null
          return (
            <span className={Date.parse(due) < now ? 'live' : undefined}>
              {dayName(due, zone, i18n.language)}, {clock(due, zone, i18n.language)}
            </span>
          )
        },
      }),
      column.accessor('as', { header: t('clearing.as'), cell: ({ getValue }) => t(`clearing.${getValue()}`) }),
      column.display({ id: 'act', header: () => <span className="visually-hidden">{t('clearing.approve')}</span>, cell: ({ row }) => <Approve task={row.original} /> }),
    ],
    [i18n.language, now, t, zone],
  )
  const table = useReactTable({ data: tasks, columns, state: { sorting }, onSortingChange: setSorting, getCoreRowModel: getCoreRowModel(), getSortedRowModel: getSortedRowModel() })
  return (
    <div className={styles.scroll} tabIndex={0} role="region" aria-label={t('nav.clearing')}>
      <table className={styles.table}>
        <thead>
          {table.getHeaderGroups().map((group) => (
            <tr key={group.id}>
              {group.headers.map((header) => {
                const sorted = header.column.getIsSorted()
                return (
                  <th key={header.id} aria-sort={sorted === 'asc' ? 'ascending' : sorted === 'desc' ? 'descending' : undefined}>
                    {header.column.getCanSort() ? (
                      <button type="button" onClick={header.column.getToggleSortingHandler()}>
                        {flexRender(header.column.columnDef.header, header.getContext())}
                        <span aria-hidden="true">{sorted === 'asc' ? ' ↑' : sorted === 'desc' ? ' ↓' : ''}</span>
                      </button>
                    ) : (
                      flexRender(header.column.columnDef.header, header.getContext())
                    )}
                  </th>
                )
              })}
            </tr>
          ))}
        </thead>
        <tbody>
          {table.getRowModel().rows.map((row) => (
            <tr key={row.id}>
              {row.getVisibleCells().map((cell) => (
                <td key={cell.id}>{flexRender(cell.column.columnDef.cell, cell.getContext())}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Approve({ task }: { task: ClearingTask }) {
  const { t } = useTranslation()
  const me = useMe()
  const approve = useChange(
    () =>
      task.payout
        ? write('post', '/api/v1/payouts/{id}/approve', { path: { id: task.payout }, body: { as: task.as }, version: task.v })
        : write('post', '/api/v1/orders/{id}/milestones/{m}/approve-release', { path: { id: task.order ?? '', m: task.milestone ?? '' }, body: { as: task.as }, version: task.v }),
    { refresh: [['clearing']], told: t('clearing.approved') },
  )
  // Whoever made the first approval can never give the second.
  if (task.as === 'checker' && task.maker === me?.person?.id) return <span className="quiet">{t('clearing.byYou')}</span>
  if (!holds(me, task.as === 'maker' ? 'clearing_maker' : 'clearing_checker')) return <span className="quiet">{t(`clearing.needs.${task.as}`)}</span>
  return (
    <Button size="sm" h={44} loading={approve.isPending} onClick={() => approve.mutate()}>
      {t(task.as === 'maker' ? 'clearing.approve' : 'clearing.confirm')}
    </Button>
  )
}
