import { Button, Checkbox, Textarea, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useChange } from '../api/change'
import { read, write } from '../api/client'
import { Problem } from '../api/problem'
import type { Booth, Localized } from '../api/shapes'
import { Section } from '../app/page'
import { languages } from '../i18n/setup'
import styles from './booth.module.css'
import { daysOf, hoursOf, type Day } from './week'

/** The languages a booth is written in; other ones it has are kept as they are. */
const written = languages.filter(({ code }) => code !== 'ar')

type Save = (send: (version: number) => Promise<Booth>) => Promise<void>

/**
 * The exhibitor's own hand on the booth. Every save is decided on the version that was seen; when somebody of the booth
 * was faster, the forms begin anew from what stands there now.
 */
export function EditBooth({ booth }: { booth: Booth }) {
  const queries = useQueryClient()
  const [base, setBase] = useState(booth)
  const [round, setRound] = useState(0)
  const save: Save = async (send) => {
    try {
      const saved = await send(base.v)
      setBase(saved)
      queries.setQueryData(['booth', booth.id], saved)
    } catch (failure) {
      if (failure instanceof Problem && failure.status === 412) {
        const now = await read<Booth>('/api/v1/booths/{id}', { path: { id: booth.id } })
        queries.setQueryData(['booth', booth.id], now)
        setBase(now)
        setRound((before) => before + 1)
      }
      throw failure
    }
  }
  return (
    <div className={styles.edit}>
      <EditWords key={`words ${round}`} booth={base} save={save} />
      <EditHours key={`hours ${round}`} booth={base} save={save} />
    </div>
  )
}

/** Without the languages that were left empty; a text nobody has written is no text. */
function filled(text: Localized): Localized {
  return Object.fromEntries(Object.entries(text).flatMap(([code, words]) => (words.trim() ? [[code, words.trim()]] : [])))
}

function EditWords({ booth, save }: { booth: Booth; save: Save }) {
  const { t } = useTranslation()
  const [tagline, setTagline] = useState<Localized>(booth.tagline)
  const [text, setText] = useState<Localized>(booth.text)
  const change = useChange(
    () =>
      save((version) => {
        const body = { tagline: filled(tagline), text: filled(text) }
        return write<Booth>('patch', '/api/v1/booths/{id}', { path: { id: booth.id }, body, version })
      }),
    { told: t('account.saved') },
  )
  const empty = Object.keys(filled(tagline)).length === 0
  return (
    <Section title={t('edit.words')}>
      <form
        className="sheet"
        onSubmit={(event) => {
          event.preventDefault()
          change.mutate()
        }}
      >
        <div className={styles.pair}>
          {written.map(({ code, name }) => (
            <div key={code} lang={code} dir="ltr">
              <TextInput
                label={t('edit.tagline', { language: name })}
                maxLength={240}
                value={tagline[code] ?? ''}
                onChange={(event) => setTagline({ ...tagline, [code]: event.currentTarget.value })}
              />
              <Textarea
                mt="sm"
                autosize
                minRows={4}
                maxRows={14}
                label={t('edit.text', { language: name })}
                maxLength={10_000}
                value={text[code] ?? ''}
                onChange={(event) => setText({ ...text, [code]: event.currentTarget.value })}
              />
            </div>
          ))}
        </div>
        <Button type="submit" mt="md" disabled={empty} loading={change.isPending}>
          {t('action.save')}
        </Button>
      </form>
    </Section>
  )
}

/** Monday is the first: 1 January 2024 was one. */
const weekday = (day: number, reader: string) => new Intl.DateTimeFormat(reader, { weekday: 'long', timeZone: 'UTC' }).format(Date.UTC(2024, 0, day))

function EditHours({ booth, save }: { booth: Booth; save: Save }) {
  const { t, i18n } = useTranslation()
  const [days, setDays] = useState<Day[]>(() => daysOf(booth.hours))
  const change = useChange(
    () => save((version) => write<Booth>('put', '/api/v1/booths/{id}/hours', { path: { id: booth.id }, body: { hours: hoursOf(days) }, version })),
    { told: t('account.saved') },
  )
  const alter = (index: number, spans: Day) => setDays(days.map((before, at) => (at === index ? spans : before)))
  const whole = hoursOf(days).every(({ from, to }) => from && to && from < to)
  return (
    <Section title={t('edit.hours')}>
      <form
        className="sheet"
        onSubmit={(event) => {
          event.preventDefault()
          change.mutate()
        }}
      >
        <p className="quiet">{t('edit.hoursWords', { zone: booth.zone })}</p>
        <ul className={styles.week}>
          {days.map((spans, index) => {
            const name = weekday(index + 1, i18n.language)
            return (
              <li key={index}>
                <Checkbox label={name} checked={spans.length > 0} onChange={(event) => alter(index, event.currentTarget.checked ? [{ from: '09:00', to: '18:00' }] : [])} />
                <div>
                  {spans.map((span, at) => {
                    const put = (part: Partial<typeof span>) => alter(index, spans.map((before, other) => (other === at ? { ...before, ...part } : before)))
                    return (
                      <div key={at} className={styles.span}>
                        <TextInput type="time" required aria-label={`${name} ${t('editor.from')}`} value={span.from} onChange={(event) => put({ from: event.currentTarget.value })} />
                        <span aria-hidden="true">–</span>
                        <TextInput type="time" required aria-label={`${name} ${t('editor.to')}`} value={span.to} onChange={(event) => put({ to: event.currentTarget.value })} />
                        {spans.length > 1 && (
                          <Button variant="subtle" color="gray" onClick={() => alter(index, spans.filter((_, other) => other !== at))}>
                            {t('editor.remove')}
                          </Button>
                        )}
                      </div>
                    )
                  })}
                </div>
                {spans.length > 0 && spans.length < 6 && (
                  <Button variant="subtle" aria-label={`${name}: ${t('edit.addSpan')}`} onClick={() => alter(index, [...spans, { from: spans.at(-1)?.to ?? '09:00', to: '00:00' }])}>
                    {t('edit.addSpan')}
                  </Button>
                )}
              </li>
            )
          })}
        </ul>
        {!whole && (
          <p className="live" role="alert">
            {t('edit.hoursWrong')}
          </p>
        )}
        <Button type="submit" mt="md" disabled={!whole} loading={change.isPending}>
          {t('action.save')}
        </Button>
      </form>
    </Section>
  )
}
