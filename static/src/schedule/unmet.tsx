import { Badge, Button, Modal } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useChange } from '../api/change'
import { Section } from '../app/page'
import { Loaded } from '../states/states'
import type { Deeds } from './deeds'
import dialog from './dialogs.module.css'
import type { Atlas } from './layout'
import { SlotChoice } from './meetingdialog'
import { everything } from './queries'
import { sayMeeting, sayObstacle, sayStep, type Speech } from './says'
import styles from './schedule.module.css'
import { scheduleApi } from './scheduleapi'
import type { FixStep, Run, Unmet } from './shapes'

const atFirst = 8

/** The wishes without a place, the Musts first and then by value, each with what stands against it. */
export function UnmetWishes({ atlas, run, deeds, speech }: { atlas: Atlas; run: Run | undefined; deeds: Deeds; speech: Speech }) {
  const { t } = useTranslation()
  const [shown, setShown] = useState(atFirst)
  const [asked, setAsked] = useState<Unmet>()
  const unmet = [...(atlas.timetable.unmet ?? [])].sort((a, b) => Number(b.level === 'must') - Number(a.level === 'must') || b.value - a.value)
  return (
    <Section title={t('schedule.unmet.title')}>
      {unmet.length === 0 && <p className="quiet">{t('schedule.unmet.none')}</p>}
      <ul className={styles.unmet}>
        {unmet.slice(0, shown).map((wish) => (
          <li key={wish.wish}>
            <Badge color={wish.level === 'must' ? 'vermilion' : 'celadon'}>{t(`schedule.unmet.${wish.level}`)}</Badge>
            <span>
              <strong className="serif">{sayMeeting(speech, wish.people)}</strong>
              <span className="quiet">{t([`schedule.unmet.reason.${wish.reason}`, 'schedule.unmet.reason.other'])}</span>
            </span>
            {run && (
              <Button variant="outline" onClick={() => setAsked(wish)}>
                {t('schedule.unmet.why')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {unmet.length > shown && (
        <Button variant="subtle" onClick={() => setShown(unmet.length)}>
          {t('schedule.unmet.more', { count: unmet.length - shown })}
        </Button>
      )}
      {asked && run && <WhyNot wish={asked} run={run} atlas={atlas} deeds={deeds} speech={speech} close={() => setAsked(undefined)} />}
    </Section>
  )
}

/** What is in the way of a wish, slot by slot, and the smallest change that makes it possible. */
function WhyNot({ wish, run, atlas, deeds, speech, close }: { wish: Unmet; run: Run; atlas: Atlas; deeds: Deeds; speech: Speech; close: () => void }) {
  const { t } = useTranslation()
  const why = useQuery({ queryKey: ['schedule', run.exhibition, 'why', run.id, run.v, wish.wish], queryFn: ({ signal }) => scheduleApi.why(run, wish.wish, signal) })
  const place = (slot: number) => {
    deeds.move({ wish: wish.wish, people: wish.people, slot }, slot)
    close()
  }
  return (
    <Modal opened onClose={close} size="lg" title={t('schedule.unmet.whyOf', { who: sayMeeting(speech, wish.people) })} closeButtonProps={{ 'aria-label': t('action.close') }}>
      <Loaded query={why}>
        {({ general, slots, fix }) => (
          <>
            {(general?.length ?? 0) > 0 && (
              <section className={dialog.part}>
                <h3>{t('schedule.unmet.general')}</h3>
                <ul className={dialog.sentences}>
                  {general?.map((one) => <li key={one.code + (one.subject ?? '')}>{sayObstacle(speech, one)}</li>)}
                </ul>
              </section>
            )}
            {deeds.editable && slots?.some(({ obstacles }) => !obstacles?.length) && <h3 className={dialog.partTitle}>{t('schedule.unmet.place')}</h3>}
            <SlotChoice slots={slots ?? []} atlas={atlas} speech={speech} choose={deeds.editable && !general?.length ? place : undefined} />
            <Fix wish={wish.wish} run={run} steps={fix ?? []} speech={speech} done={close} />
          </>
        )}
      </Loaded>
    </Modal>
  )
}

/** The steps of a fix in words, and the button that takes them; tables and interpreters are not a draft’s to add. */
function Fix({ wish, run, steps, speech, done }: { wish: string; run: Run; steps: FixStep[]; speech: Speech; done: () => void }) {
  const { t } = useTranslation()
  const fix = useChange(() => scheduleApi.fix(run, wish), { refresh: [everything], told: t('schedule.unmet.applied'), done })
  const outside = steps.some(({ kind }) => kind === 'add_room' || kind === 'add_interpreter')
  return (
    <section className={dialog.part}>
      <h3>{t('schedule.unmet.fix')}</h3>
      {steps.length === 0 && <p>{t('schedule.unmet.noFix')}</p>}
      <ol className={dialog.sentences}>
        {steps.map((step, index) => (
          <li key={index}>{sayStep(speech, step)}</li>
        ))}
      </ol>
      {outside && (
        <Button variant="outline" renderRoot={(props) => <Link to="/organizer/settings" {...props} />}>
          {t('schedule.unmet.settings')}
        </Button>
      )}
      {steps.length > 0 && !outside && run.state === 'draft' && (
        <Button loading={fix.isPending} onClick={() => fix.mutate()}>
          {t('schedule.unmet.apply')}
        </Button>
      )}
      {steps.length > 0 && run.state !== 'draft' && <p className="quiet">{t('schedule.unmet.onDraft')}</p>}
    </section>
  )
}
