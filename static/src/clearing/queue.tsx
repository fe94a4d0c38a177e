import { Badge, Button, NativeSelect } from '@mantine/core'
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
/** What waits longer than a day is late: money should not wait for people. */
const overdue = 86_400_000
/** What is worth nothing that can be said comes first. */
const minor = ({ amount }: ClearingTask) => (amount ? toMinor(amount) : 0n)
/** What one press decides; the others are examined on pages of their own. */
const pressed = ['release', 'payout', 'proposal']

/** What waits for the clearing office: releases and payouts, the second pair of eyes above the limit. */
export function ClearingQueue() {
  const { t } = useTranslation()
  const me = useMe()
  const [step, setStep] = useState<'all' | ClearingTask['step']>('all')
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
        <NativeSelect
          aria-label={t('clearing.step')}
          value={step}
          onChange={(event) => setStep(event.currentTarget.value as typeof step)}
          data={(['all', 'propose', 'check', 'examine', 'contest'] as const).map((value) => ({ value, label: t(`clearing.steps.${value}`) }))}
        />
      }
      wide
    >
      <Sandbox />
      <Loaded query={queue} empty={{ when: ({ items }) => items.length === 0, show: <Empty title={t('clearing.empty')}>{t('clearing.emptyWords')}</Empty> }}>
        {({ items }) => <Queue tasks={items.filter((task) => step === 'all' || task.step === step)} />}
      </Loaded>
    </Page>
  )
}

function Queue({ tasks }: { tasks: ClearingTask[] }) {
  const { t, i18n } = useTranslation()
  const zone = useZone()
  const now = useNow(30_000)
  const [sorting, setSorting] = useState<SortingState>([{ id: 'since', desc: false }])
  const columns = useMemo(
    () => [
      column.accessor('kind', {
        header: t('clearing.what'),
        cell: ({ row }) => (
          <>
            {t(`clearing.kind.${row.original.kind}`)} <span className="quiet">{row.original.title}</span>
          </>
        ),
      }),
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
        sortingFn: (a, b) => Number(minor(a.original) - minor(b.original)),
        cell: ({ getValue }) => {
          const money = getValue()
          return money ? <Amount money={money} strong /> : null
        },
      }),
      column.accessor('since', {
        header: t('clearing.since'),
        cell: ({ getValue, row }) => {
          const since = getValue()
          const { until } = row.original
          if (!since) return null
          return (
            <span className={now - Date.parse(since) > overdue ? 'live' : undefined}>
              {dayName(since, zone, i18n.language)}, {clock(since, zone, i18n.language)}
              {until && <span className="quiet"> · {t('clearing.until', { when: `${dayName(until, zone, i18n.language)}, ${clock(until, zone, i18n.language)}` })}</span>}
            </span>
          )
        },
      }),
      column.accessor('step', { header: t('clearing.step'), cell: ({ getValue }) => <Badge color={getValue() === 'check' ? 'vermilion' : 'celadon'}>{t(`clearing.steps.${getValue()}`)}</Badge> }),
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
  const approve = useChange(
    () =>
      task.kind === 'proposal'
        ? write('post', '/api/v1/clearing/proposals/{id}/confirm', { path: { id: task.object ?? '' } })
        : task.payout
        ? write('post', '/api/v1/payouts/{id}/approve', { path: { id: task.payout }, version: task.v })
        : write('post', '/api/v1/orders/{id}/milestones/{milestone}/approve-release', {
            path: { id: task.order ?? '', milestone: task.milestone ?? '' },
            body: { as: task.step === 'check' ? 'checker' : 'maker' },
            version: task.v,
          }),
    { refresh: [['clearing']], told: t('clearing.approved') },
  )
  if (!pressed.includes(task.kind)) return null
  if (!task.yours) return <span className="quiet">{t('clearing.others')}</span>
  return (
    <Button size="sm" h={44} loading={approve.isPending} onClick={() => approve.mutate()}>
      {t(task.step === 'check' ? 'clearing.confirm' : 'clearing.approve')}
    </Button>
  )
}
