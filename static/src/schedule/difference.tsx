import { Button, Modal } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Loaded } from '../states/states'
import { sayDiff, type Speech, type Told } from './says'
import styles from './dialogs.module.css'
import { scheduleApi } from './scheduleapi'
import type { Run } from './shapes'

const kinds = ['moved', 'added', 'removed'] as const
const atFirst = 40

/** What a run changes for people, each meeting with its names and both times. */
export function Difference({ run, speech, close }: { run: Run; speech: Speech; close: () => void }) {
  const { t } = useTranslation()
  const diff = useQuery({ queryKey: ['schedule', run.exhibition, 'diff', run.id, run.v], queryFn: ({ signal }) => scheduleApi.diff(run, signal) })
  return (
    <Modal opened onClose={close} size="lg" title={t('schedule.diff.title')} closeButtonProps={{ 'aria-label': t('action.close') }}>
      <Loaded query={diff}>
        {(data) => {
          const told = sayDiff(speech, data)
          if (told.length === 0) return <p>{t('schedule.diff.none')}</p>
          return kinds.map((kind) => <Part key={kind} kind={kind} all={told.filter((one) => one.kind === kind)} />)
        }}
      </Loaded>
    </Modal>
  )
}

function Part({ kind, all }: { kind: Told['kind']; all: Told[] }) {
  const { t } = useTranslation()
  const [shown, setShown] = useState(atFirst)
  if (all.length === 0) return null
  return (
    <section className={styles.part}>
      <h3>{t(`schedule.diff.${kind}`, { count: all.length })}</h3>
      <ul className={styles.lines}>
        {all.slice(0, shown).map((one) => (
          <li key={one.wish}>
            <strong className="serif">{one.who}</strong>
            <span className="number">
              {one.before && <bdi className={one.after ? 'quiet' : styles.gone}>{one.before}</bdi>}
              {one.before && one.after && ` ${t('schedule.diff.to')} `}
              {one.after && <bdi>{one.after}</bdi>}
              {one.instead && `${t('list.separator')}${one.instead}`}
            </span>
          </li>
        ))}
      </ul>
      {all.length > shown && (
        <Button variant="subtle" onClick={() => setShown(all.length)}>
          {t('schedule.diff.more', { count: all.length - shown })}
        </Button>
      )}
    </section>
  )
}
