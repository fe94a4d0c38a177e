import { Button, Modal } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMe } from '../api/session'
import type { Session } from '../api/shapes'
import { Words } from '../i18n/words'
import { sessionOf } from '../room/roomapi'
import { Loaded } from '../states/states'
import { AskToMeet, type Invitee } from './asktomeet'
import styles from './meetings.module.css'

/** Who speaks in a session, and the way to a meeting with their company afterwards. */
export function Speakers({ exhibition, session, ask }: { exhibition: string; session: string; ask: (invitee: Invitee) => void }) {
  const { t } = useTranslation()
  const me = useMe()
  const query = useQuery({ queryKey: ['session', session], queryFn: ({ signal }) => sessionOf(exhibition, session, signal), enabled: exhibition !== '', staleTime: 60_000 })
  return (
    <Loaded query={query} empty={{ when: ({ speakers }) => speakers.length === 0, show: <p>{t('speakers.none')}</p> }}>
      {({ speakers, languages }) => (
        <ul className={styles.speakers}>
          {speakers.map(({ name, org, company }, index) => (
            <li key={index}>
              <span>
                <strong>
                  <bdi>{name}</bdi>
                </strong>
                {(company || org) && (
                  <small>
                    <Words of={company?.name ?? org} />
                  </small>
                )}
              </span>
              {company && company.organization !== me?.person?.org &&
                (me?.person ? (
                  <button type="button" className={styles.askSpeaker} aria-label={t('speakers.askOf', { name })} onClick={() => ask({ org: company.organization, name: company.name, languages, booth: company.booth })}>
                    {t('booth.meet')}
                  </button>
                ) : (
                  <Link to="/sign-in">{t('booth.signInToTalk')}</Link>
                ))}
            </li>
          ))}
        </ul>
      )}
    </Loaded>
  )
}

/** The same from the programme, before and after a session: first who, then the request. */
export function MeetSpeakers({ session }: { session: Session }) {
  const { t } = useTranslation()
  const exhibition = useMe()?.exhibition ?? ''
  const [shown, setShown] = useState(false)
  const [invitee, setInvitee] = useState<Invitee>()
  return (
    <>
      <Button className={styles.meetSpeakers} variant="subtle" size="compact-md" aria-haspopup="dialog" onClick={() => setShown(true)}>
        {t('speakers.title')}
      </Button>
      <Modal opened={shown} onClose={() => setShown(false)} title={t('speakers.title')} closeButtonProps={{ 'aria-label': t('action.close') }}>
        <Speakers
          exhibition={exhibition}
          session={session.id}
          ask={(company) => {
            setShown(false)
            setInvitee(company)
          }}
        />
      </Modal>
      {invitee && <AskToMeet opened close={() => setInvitee(undefined)} invitee={invitee} />}
    </>
  )
}
