import { Button, Checkbox, NumberInput, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useChange } from '../api/change'
import { write } from '../api/client'
import { useMe, useZone } from '../api/session'
import type { Profile } from '../api/shapes'
import styles from './availability.module.css'
import { profileBody } from './profilebody'
import { hoursOf, weekOf, wholeWeek, type WeekDay } from './weekhours'

/** Monday is the first: 1 January 2024 was one. */
const weekdayName = (index: number, reader: string) => new Intl.DateTimeFormat(reader, { weekday: 'long', timeZone: 'UTC' }).format(Date.UTC(2024, 0, index + 1))

/** The hours of each day of the week on the own clock, and how many meetings a fair should bring. */
export function OwnHours({ profile }: { profile: Profile }) {
  const { t, i18n } = useTranslation()
  const exhibition = useMe()?.exhibition ?? ''
  const zone = useZone()
  const [week, setWeek] = useState<WeekDay[]>(() => weekOf(profile.hours))
  const [least, setLeast] = useState(profile.min)
  const [most, setMost] = useState(profile.max)
  const alter = (index: number, part: Partial<WeekDay>) => setWeek(week.map((day, at) => (at === index ? { ...day, ...part } : day)))
  const whole = wholeWeek(week)
  const crossed = most > 0 && least > most
  const save = useChange(
    () =>
      write('put', '/api/v1/exhibitions/{id}/profile', {
        path: { id: exhibition },
        body: { ...profileBody(profile), hours: hoursOf(week, profile.hours, zone), min: least, max: most },
        version: profile.v,
      }),
    { refresh: [['profile'], ['availability'], ['slots'], ['why'], ['suggestions']], told: t('availability.saved') },
  )
  return (
    <form
      className={`sheet ${styles.hours}`}
      onSubmit={(event) => {
        event.preventDefault()
        save.mutate()
      }}
    >
      <ul className={styles.week}>
        {week.map((day, index) => {
          const name = weekdayName(index, i18n.language)
          return (
            <li key={index} data-open={day.open || undefined}>
              <Checkbox label={name} checked={day.open} onChange={(event) => alter(index, { open: event.currentTarget.checked })} />
              {day.open ? (
                <span className={styles.span}>
                  <TextInput type="time" required withAsterisk={false} aria-label={`${name}, ${t('needs.from')}`} value={day.from} onChange={(event) => alter(index, { from: event.currentTarget.value })} />
                  <span aria-hidden="true">–</span>
                  <TextInput type="time" required withAsterisk={false} aria-label={`${name}, ${t('needs.to')}`} value={day.to} onChange={(event) => alter(index, { to: event.currentTarget.value })} />
                </span>
              ) : (
                <span className="quiet">{t('availability.dayClosed')}</span>
              )}
            </li>
          )
        })}
      </ul>
      <fieldset className={styles.targets}>
        <legend>{t('availability.targets')}</legend>
        <NumberInput hideControls label={t('availability.least')} min={0} max={200} allowDecimal={false} value={least} onChange={(value) => setLeast(Number(value) || 0)} />
        <NumberInput hideControls label={t('availability.most')} min={0} max={200} allowDecimal={false} value={most} onChange={(value) => setMost(Number(value) || 0)} error={crossed ? t('availability.crossed') : undefined} />
        <p className="quiet">{t('availability.targetsWords')}</p>
      </fieldset>
      {!whole && (
        <p className="live" role="alert">
          {t('edit.hoursWrong')}
        </p>
      )}
      <Button type="submit" disabled={!whole || crossed} loading={save.isPending}>
        {t('availability.saveHours')}
      </Button>
    </form>
  )
}
