import { Button, NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { read } from '../api/client'
import { useMe } from '../api/session'
import type { List } from '../api/shapes'
import { languageName } from '../i18n/words'
import type { InterpreterDuty } from '../meetings/shapes'
import { spoken } from '../meetings/choices'
import styles from './meetingsettings.module.css'
import { Windows } from './meetingsettingswindows'
import { rowsOf, spansOf, wrongRows } from './venueclock'

type Listed = { id: string; name: string; languages?: string[] }

/** Who interprets meetings, between which languages and when. */
export function Interpreters({ interpreters, set, zone, first }: { interpreters: InterpreterDuty[]; set: (interpreters: InterpreterDuty[]) => void; zone: string; first: string }) {
  const { t, i18n } = useTranslation()
  const exhibition = useMe()?.exhibition ?? ''
  const people = useQuery({
    queryKey: ['people', exhibition],
    queryFn: ({ signal }) => read<List<Listed>>('/api/v1/exhibitions/{id}/people', { path: { id: exhibition }, query: { limit: 200 } }, signal),
    enabled: exhibition !== '',
  })
  const sorter = new Intl.Collator(i18n.language)
  const known = [...(people.data?.items ?? [])].sort((a, b) => sorter.compare(a.name, b.name))
  const alter = (index: number, part: Partial<InterpreterDuty>) => set(interpreters.map((one, at) => (at === index ? { ...one, ...part } : one)))
  return (
    <div className={styles.interpreters}>
      {interpreters.length === 0 && <p className="quiet">{t('meetingSettings.noInterpreters')}</p>}
      {interpreters.map((one, index) => {
        const choices = known.some(({ id }) => id === one.person) || !one.person ? known : [{ id: one.person, name: one.person }, ...known]
        return (
          <div key={index} className={styles.interpreter}>
            <NativeSelect
              label={t('meetingSettings.interpreter')}
              value={one.person}
              data={[{ value: '', label: '–' }, ...choices.map(({ id, name }) => ({ value: id, label: name }))]}
              onChange={(event) => alter(index, { person: event.currentTarget.value })}
            />
            <Pairs pairs={one.pairs} set={(pairs) => alter(index, { pairs })} />
            <Hours duty={one} set={(windows) => alter(index, { windows })} zone={zone} first={first} />
            <Button variant="subtle" color="gray" onClick={() => set(interpreters.filter((_, at) => at !== index))}>
              {t('meetingSettings.removeInterpreter')}
            </Button>
          </div>
        )
      })}
      <Button variant="outline" onClick={() => set([...interpreters, { person: '', pairs: [{ a: 'zh', b: 'en' }], windows: [] }])}>
        {t('meetingSettings.addInterpreter')}
      </Button>
    </div>
  )
}

function Pairs({ pairs, set }: { pairs: InterpreterDuty['pairs']; set: (pairs: InterpreterDuty['pairs']) => void }) {
  const { t, i18n } = useTranslation()
  const alter = (index: number, part: Partial<{ a: string; b: string }>) => set(pairs.map((pair, at) => (at === index ? { ...pair, ...part } : pair)))
  const languages = (own: string) => [...new Set([own, ...spoken])].map((code) => ({ value: code, label: languageName(code, i18n.language) }))
  return (
    <fieldset className={styles.pairs}>
      <legend>{t('meetingSettings.pairs')}</legend>
      {pairs.map((pair, index) => (
        <div key={index} className={styles.pair}>
          <NativeSelect aria-label={t('meetingSettings.pairA')} value={pair.a} data={languages(pair.a)} onChange={(event) => alter(index, { a: event.currentTarget.value })} />
          <span aria-hidden="true">↔</span>
          <NativeSelect aria-label={t('meetingSettings.pairB')} value={pair.b} data={languages(pair.b)} error={pair.a === pair.b} onChange={(event) => alter(index, { b: event.currentTarget.value })} />
          {pairs.length > 1 && (
            <Button variant="subtle" color="gray" onClick={() => set(pairs.filter((_, at) => at !== index))}>
              {t('editor.remove')}
            </Button>
          )}
        </div>
      ))}
      <Button size="sm" h={44} variant="subtle" onClick={() => set([...pairs, { a: 'zh', b: 'de' }])}>
        {t('meetingSettings.addPair')}
      </Button>
    </fieldset>
  )
}

function Hours({ duty, set, zone, first }: { duty: InterpreterDuty; set: (windows: InterpreterDuty['windows']) => void; zone: string; first: string }) {
  const { t } = useTranslation()
  const rows = rowsOf(duty.windows ?? [], zone)
  return (
    <fieldset className={styles.pairs}>
      <legend>{t('meetingSettings.interpreterHours')}</legend>
      <Windows rows={rows} wrong={wrongRows(rows, zone)} first={first} set={(next) => set(spansOf(next, zone))} empty={t('meetingSettings.always')} />
    </fieldset>
  )
}
