import { Button, NativeSelect, NumberInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useChange } from '../api/change'
import { write } from '../api/client'
import { useExhibition, useMe } from '../api/session'
import type { Exhibition } from '../api/shapes'
import { Page, Section } from '../app/page'
import { settingsPath, settingsQuery } from '../meetings/settingsquery'
import type { MeetingSettings as Settings, SettingsChange } from '../meetings/shapes'
import { Loaded } from '../states/states'
import { dayIn } from '../time/zones'
import styles from './meetingsettings.module.css'
import { touches, WhatChanges } from './meetingsettingschange'
import { Interpreters } from './meetingsettingsinterpreters'
import { Windows } from './meetingsettingswindows'
import { OrgTargets } from './meetingsettingstargets'
import { rowsOf, slotsIn, spansOf, wrongRows, type Row } from './venueclock'

/** How the meetings of the exhibition are asked for, placed and bounded. */
export function MeetingSettings() {
  const { t } = useTranslation()
  const me = useMe()
  const exhibition = useExhibition()
  const settings = useQuery(settingsQuery(me?.exhibition ?? ''))
  return (
    <Page title={t('nav.meetingSettings')} above={t('programme.venue', { zone: exhibition?.zone ?? '' })}>
      <Loaded query={settings}>{(data) => (exhibition ? <Form key={data.v} settings={data} exhibition={exhibition} /> : null)}</Loaded>
    </Page>
  )
}

const lengths = [15, 20, 30, 45, 60] as const
const requestModes = ['opt_in', 'opt_out'] as const
const schedulingModes = ['participants', 'organizer', 'auto'] as const

function Form({ settings, exhibition }: { settings: Settings; exhibition: Exhibition }) {
  const { t } = useTranslation()
  const { zone } = exhibition
  const [draft, setDraft] = useState(settings)
  const [rows, setRows] = useState<Row[]>(() => rowsOf(settings.windows, zone))
  const [asked, setAsked] = useState<SettingsChange[]>()
  const put = (part: Partial<Settings>) => setDraft({ ...draft, ...part })
  const wrong = wrongRows(rows, zone)
  const windows = wrong.length === 0 ? spansOf(rows, zone) : []
  const unpaired = draft.interpreters.some(({ person, pairs }) => !person || pairs.length === 0 || pairs.some(({ a, b }) => !a || !b || a === b))
  const crossed = [draft.targets, ...draft.orgTargets].some(({ min, max }) => max > 0 && min > max) || draft.orgTargets.some(({ org }) => !org)
  const { v: _, ...rest } = draft
  const body = { ...rest, windows }
  const path = { id: exhibition.id }
  const save = useChange(() => write<Settings>('put', settingsPath, { path, body, version: settings.v }), {
    refresh: [['meeting-settings'], ['meetings'], ['slots'], ['requests']],
    told: t('meetingSettings.saved'),
    done: () => setAsked(undefined),
  })
  // What a change does to meetings that stand is shown before it is done.
  const preview = useChange(() => write<{ changes: SettingsChange[] }>('post', '/api/v1/exhibitions/{id}/meeting-settings/preview', { path, body }), {
    done: ({ changes }) => (touches(changes) ? setAsked(changes) : save.mutate()),
  })
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        preview.mutate()
      }}
    >
      <Section title={t('meetingSettings.modes')}>
        <div className={styles.modes}>
          <Choice name="request" legend={t('meetingSettings.requestMode')} values={requestModes} chosen={draft.requestMode} choose={(requestMode) => put({ requestMode })} words={(mode) => [t(`meetingSettings.request.${mode}`), t(`meetingSettings.requestWords.${mode}`)]} />
          <Choice name="scheduling" legend={t('meetingSettings.schedulingMode')} values={schedulingModes} chosen={draft.schedulingMode} choose={(schedulingMode) => put({ schedulingMode })} words={(mode) => [t(`meetingSettings.scheduling.${mode}`), t(`meetingSettings.schedulingWords.${mode}`)]} />
        </div>
      </Section>
      <Section title={t('meetingSettings.slots')}>
        <div className={styles.numbers}>
          <NativeSelect label={t('meetingSettings.slotMinutes')} value={String(draft.slotMinutes)} data={lengths.map((count) => ({ value: String(count), label: t('programme.minutes', { count }) }))} onChange={(event) => put({ slotMinutes: lengths.find((length) => String(length) === event.currentTarget.value) ?? draft.slotMinutes })} />
          <Count label={t('meetingSettings.tables')} words={t('meetingSettings.tablesWords')} most={5000} value={draft.tables} set={(tables) => put({ tables })} />
          <Count label={t('meetingSettings.quota')} words={t('meetingSettings.quotaWords')} least={1} most={1000} value={draft.quota} set={(quota) => put({ quota })} />
        </div>
        <Windows rows={rows} wrong={wrong} first={dayIn(exhibition.starts ?? Date.now(), zone)} set={setRows} empty={t('meetingSettings.windowsNone')} />
        {windows.length > 0 && <p className="quiet">{t('meetingSettings.slotCount', { count: slotsIn(windows, draft.slotMinutes) })}</p>}
      </Section>
      <Section title={t('meetingSettings.targets')}>
        <div className={styles.numbers}>
          <Count label={t('availability.least')} most={1000} value={draft.targets.min} set={(min) => put({ targets: { ...draft.targets, min } })} />
          <Count label={t('availability.most')} words={t('meetingSettings.zero')} most={1000} value={draft.targets.max} set={(max) => put({ targets: { ...draft.targets, max } })} />
        </div>
        <OrgTargets targets={draft.orgTargets} set={(orgTargets) => put({ orgTargets })} />
        {crossed && (
          <p className="live" role="alert">
            {t('meetingSettings.targetsWrong')}
          </p>
        )}
      </Section>
      <Section title={t('meetingSettings.interpreters')}>
        <Interpreters zone={zone} first={dayIn(exhibition.starts ?? Date.now(), zone)} interpreters={draft.interpreters} set={(interpreters) => put({ interpreters })} />
      </Section>
      <div className={styles.save}>
        <Button type="submit" disabled={wrong.length > 0 || unpaired || crossed} loading={preview.isPending || save.isPending}>
          {t('meetingSettings.save')}
        </Button>
        <span className="quiet">{t('meetingSettings.saveWords')}</span>
      </div>
      {asked && <WhatChanges changes={asked} pending={save.isPending} confirm={() => save.mutate()} close={() => setAsked(undefined)} />}
    </form>
  )
}

function Count({ label, words, least = 0, most, value, set }: { label: string; words?: string; least?: number; most: number; value: number; set: (value: number) => void }) {
  return <NumberInput hideControls label={label} description={words} inputWrapperOrder={['label', 'input', 'description', 'error']} min={least} max={most} allowDecimal={false} value={value} onChange={(next) => set(Math.max(least, Number(next) || 0))} />
}

function Choice<T extends string>({ name, legend, values, chosen, choose, words }: { name: string; legend: string; values: readonly T[]; chosen: T; choose: (value: T) => void; words: (value: T) => [ReactNode, ReactNode] }) {
  return (
    <fieldset className={styles.choice}>
      <legend>{legend}</legend>
      {values.map((value) => {
        const [title, more] = words(value)
        return (
          <label key={value} data-chosen={value === chosen || undefined}>
            <input type="radio" name={name} checked={value === chosen} onChange={() => choose(value)} />
            <span>
              <strong>{title}</strong>
              <small className="quiet">{more}</small>
            </span>
          </label>
        )
      })}
    </fieldset>
  )
}
