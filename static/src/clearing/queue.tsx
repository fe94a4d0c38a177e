import { NativeSelect } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Page } from '../app/page'
import { Brake } from '../guards/brake'
import { Unscreened } from '../guards/unscreened'
import { Sandbox } from '../money/sandbox'
import { Empty, Loaded } from '../states/states'
import { Counts } from '../work/counts'
import { type Work, type WorkItem, type WorkKind } from '../work/shapes'
import { keyOf, useWork } from '../work/usework'
import { useBulk } from './bulk'
import { Chosen, Progressing } from './bulkbar'
import { DeskTable } from './desktable'
import { useSort } from './deskwords'
import { pressable } from './press'
import { ProposalDialog } from './proposals'
import { Tabs } from './tabs'

const steps = ['all', 'propose', 'check', 'examine', 'contest'] as const
type Step = (typeof steps)[number]
/** An import is looked into like an exception of the bank. */
const stepOf = ({ action }: WorkItem): Step => (action === 'propose' || action === 'check' || action === 'contest' ? action : 'examine')

/** The clearing office's desk: all that waits for two pairs of eyes, or for somebody to look into it. */
export function ClearingQueue() {
  const { t } = useTranslation()
  const bulk = useBulk()
  const sort = useSort()
  const work = useWork(bulk.run?.running)
  const { proposal } = useSearch({ strict: false }) as { proposal?: string }
  const navigate = useNavigate()
  const look = (id: string | undefined) => void navigate({ to: '/clearing', search: id ? { proposal: id } : {} })
  return (
    <Page title={t('nav.clearing')} above={t('clearing.above')} wide>
      <Sandbox />
      <Brake />
      <Loaded query={work} empty={{ when: ({ items }) => items.length === 0 && !bulk.run, show: <Empty title={t('clearing.empty')}>{t('clearing.emptyWords')}</Empty> }}>
        {(data) => (
          <>
            <Unscreened notice={data.screeningNotice} />
            {bulk.run && <Progressing run={bulk.run} stop={bulk.stop} go={() => void bulk.go()} close={bulk.close} />}
            <Desk work={data} busy={Boolean(bulk.run?.running)} act={(items) => void bulk.start(items.map((item) => ({ item, words: sort(item) })))} look={look} />
          </>
        )}
      </Loaded>
      {proposal && <ProposalDialog id={proposal} item={work.data?.items.find((item) => item.proposal === proposal)} close={() => look(undefined)} />}
    </Page>
  )
}

function Desk({ work, busy, act, look }: { work: Work; busy: boolean; act: (items: WorkItem[]) => void; look: (proposal: string) => void }) {
  const { t } = useTranslation()
  const own = work.items.some(({ yours }) => yours)
  const [whose, setWhose] = useState<'yours' | 'others'>(own ? 'yours' : 'others')
  const [step, setStep] = useState<Step>('all')
  const [kind, setKind] = useState<WorkKind | ''>('')
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set())
  const theirs = work.items.filter(({ yours }) => yours === (whose === 'yours'))
  const shown = theirs.filter((item) => (step === 'all' || stepOf(item) === step) && (kind === '' || item.kind === kind))
  const chosen = shown.filter((item) => picked.has(keyOf(item)))
  const [first] = chosen
  const alike = shown.filter((item) => pressable(item) && item.kind === first?.kind && item.action === first.action)
  const toggle = (item: WorkItem) => {
    const next = new Set(chosen.map(keyOf))
    if (!next.delete(keyOf(item))) next.add(keyOf(item))
    setPicked(next)
  }
  return (
    <>
      <Tabs
        label={t('clearing.whose')}
        value={whose}
        choose={setWhose}
        tabs={(['yours', 'others'] as const).map((value) => ({ value, words: t(`clearing.tab.${value}`), count: work.items.filter(({ yours }) => yours === (value === 'yours')).length }))}
        aside={<Counts work={work} />}
      />
      <Tabs
        label={t('clearing.step')}
        value={step}
        choose={setStep}
        tabs={steps.map((value) => ({ value, words: t(`clearing.steps.${value}`), count: value === 'all' ? theirs.length : theirs.filter((item) => stepOf(item) === value).length })).filter(({ value, count }) => value === 'all' || count > 0)}
        aside={
          <NativeSelect
            aria-label={t('work.which')}
            value={kind}
            onChange={(event) => setKind(event.currentTarget.value as typeof kind)}
            data={[{ value: '', label: t('work.all') }, ...[...new Set(theirs.map((item) => item.kind))].map((value) => ({ value, label: t(`work.kind.${value}`) }))]}
          />
        }
      />
      {shown.length === 0 ? (
        <Empty title={t('clearing.empty')}>{t(whose === 'yours' ? 'clearing.othersMay' : 'clearing.emptyWords')}</Empty>
      ) : (
        <DeskTable
          items={shown}
          picked={picked}
          toggle={toggle}
          may={(item) => !busy && pressable(item) && (!first || (item.kind === first.kind && item.action === first.action))}
          busy={busy}
          look={look}
        />
      )}
      {work.more > 0 && <p className="quiet">{t('work.more', { count: work.more })}</p>}
      {!busy && (
        <Chosen
          items={chosen}
          alike={alike.length}
          all={() => setPicked(new Set(alike.map(keyOf)))}
          clear={() => setPicked(new Set())}
          act={() => {
            setPicked(new Set())
            act(chosen)
          }}
        />
      )}
    </>
  )
}
