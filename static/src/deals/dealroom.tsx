import { Badge, Button, Checkbox, Modal, NativeSelect, Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useChange } from '../api/change'
import { read, write } from '../api/client'
import { useMe, useZone } from '../api/session'
import type { Deal, Offer } from '../api/shapes'
import { Page } from '../app/page'
import { Seal } from '../face/seal'
import { useWords, Words } from '../i18n/words'
import { Failed, Loading } from '../states/states'
import { dayAndClock } from '../time/zones'
import styles from './deals.module.css'
import { MoneyPanel } from './moneypanel'
import { onTheTable, Sign } from './sign'
import { countChanges, TermSheet, useTermWords } from './termsheet'

const Editor = lazy(() => import('./editor').then((module) => ({ default: module.Editor })))
const RoomPanel = lazy(() => import('../room/roompage').then((module) => ({ default: module.RoomPanel })))

/** The deal room: the call beside the term sheet, and the money below it. */
export function DealRoom() {
  const { deal: id = '' } = useParams({ strict: false })
  const query = useQuery({
    queryKey: ['deal', id],
    queryFn: ({ signal }) => read<Deal>('/api/v1/deals/{id}', { path: { id } }, signal),
    refetchInterval: 4_000,
  })
  if (query.isError && !query.data) return <Failed failure={query.error} again={() => void query.refetch()} />
  if (!query.data) return <Loading />
  return <Open deal={query.data} />
}

function Open({ deal }: { deal: Deal }) {
  const { t } = useTranslation()
  const words = useWords()
  const me = useMe()
  const own = me?.organization?.id
  const [calling, setCalling] = useState(false)
  const [shown, setShown] = useState<number>()
  const [editing, setEditing] = useState(false)
  const versions = [...(deal.versions ?? [])].sort((a, b) => a.n - b.n)
  const current = versions.find(({ n }) => n === deal.current)
  const offer = versions.find(({ n }) => n === (shown ?? deal.current)) ?? current
  const against = offer && versions.findLast(({ n }) => n < offer.n)
  return (
    <Page
      title={deal.title}
      above={
        <>
          <Link to="/deals">{t('nav.deals')}</Link> · <Words of={deal.seller.orgName} /> → <Words of={deal.buyer.orgName} />
        </>
      }
      aside={<Badge color={deal.signatures?.length ? 'vermilion' : 'celadon'}>{t(`deal.state.${deal.state}`)}</Badge>}
      wide
    >
      <Announced deal={deal} />
      <div className={styles.room}>
        <div className={styles.side}>
          {deal.room && (
            <section className={styles.call} aria-label={t('deal.call')}>
              {calling ? (
                <Suspense fallback={<Loading />}>
                  <RoomPanel id={deal.room} leave={() => setCalling(false)} />
                </Suspense>
              ) : (
                <div className={styles.callOff}>
                  <p>{t('deal.callWords')}</p>
                  <Button onClick={() => setCalling(true)}>{t('deal.join')}</Button>
                </div>
              )}
            </section>
          )}
          <MoneyPanel deal={deal} />
          <Signatures deal={deal} />
        </div>
        <section className={styles.sheet} aria-label={t('deal.terms')}>
          {offer ? (
            <>
              <header className={styles.sheetHead}>
                <NativeSelect
                  aria-label={t('deal.version')}
                  value={String(offer.n)}
                  onChange={(event) => setShown(Number(event.currentTarget.value))}
                  data={versions.map(({ n, by }) => ({
                    value: String(n),
                    label: t('deal.versionBy', { n, name: words(by === deal.buyer.org ? deal.buyer.orgName : deal.seller.orgName) }),
                  }))}
                />
                <code className={styles.hash} title={offer.hash}>
                  {offer.hash.slice(0, 16)}
                </code>
              </header>
              {against && offer.n === deal.current && <p className="quiet">{t('deal.against', { n: against.n })}</p>}
              <TermSheet offer={offer} against={against} />
            </>
          ) : (
            <p>{t('deal.noOffer')}</p>
          )}
          {own && <Moves deal={deal} offer={current} own={own} counter={() => setEditing(true)} />}
        </section>
      </div>
      {editing && (
        <Suspense fallback={null}>
          <Editor deal={deal} from={current?.terms} close={() => setEditing(false)} />
        </Suspense>
      )}
    </Page>
  )
}

/** Says aloud what the other side did while the page was open. */
function Announced({ deal }: { deal: Deal }) {
  const { t } = useTranslation()
  const words = useWords()
  const termWords = useTermWords()
  const seen = useRef(deal.current)
  const [news, setNews] = useState('')
  useEffect(() => {
    if (deal.current <= seen.current) return
    const before = deal.versions.find(({ n }) => n === seen.current)
    const now = deal.versions.find(({ n }) => n === deal.current)
    seen.current = deal.current
    if (!now) return
    const name = words(now.by === deal.buyer.org ? deal.buyer.orgName : deal.seller.orgName)
    setNews(t('deal.news', { name, n: now.n, count: countChanges(now, before, termWords) }))
  }, [deal, t, termWords, words])
  return (
    <p className={news ? `${styles.news} arrive` : 'visually-hidden'} role="status" key={news}>
      {news}
    </p>
  )
}

/** What I may do now: propose, accept exactly this hash, sign it, or give up. */
function Moves({ deal, offer, own, counter }: { deal: Deal; offer?: Offer; own: string; counter: () => void }) {
  const { t } = useTranslation()
  const [signing, setSigning] = useState(false)
  const [leaving, setLeaving] = useState(false)
  const path = { id: deal.id }
  const refresh = [['deal', deal.id], ['deals']]
  const accept = useChange((hash: string) => onTheTable(deal, hash, (version) => write('post', '/api/v1/deals/{id}/accept', { path, body: { hash }, version })), {
    refresh,
    told: t('deal.accepted'),
  })
  const withdraw = useChange(() => write('post', '/api/v1/deals/{id}/withdraw', { path, version: deal.v }), { refresh, told: t('deal.withdrawn') })
  const show = useChange((shown: boolean) => write('put', '/api/v1/deals/{id}/wall', { path, body: { show: shown }, version: deal.v }), { refresh })
  const open = deal.state === 'negotiating' || deal.state === 'agreed'
  const accepted = offer && deal.accepted?.some(({ org, hash }) => org === own && hash === offer.hash)
  const theirs = offer && deal.accepted?.some(({ org, hash }) => org !== own && hash === offer.hash)
  const signed = deal.signatures?.some(({ org }) => org === own)
  const maySign = (deal.state === 'agreed' || deal.state === 'signing') && !signed
  return (
    <footer className={styles.moves}>
      {offer && deal.state === 'negotiating' && !accepted && (
        <Button loading={accept.isPending} onClick={() => accept.mutate(offer.hash)}>
          {t('deal.accept', { n: offer.n })}
        </Button>
      )}
      {offer && deal.state === 'negotiating' && theirs && !accepted && <p role="status">{t('deal.theyAccepted')}</p>}
      {offer && deal.state === 'negotiating' && accepted && <p className="quiet">{t('deal.waitsAccept')}</p>}
      {maySign && (
        <Button color="vermilion" onClick={() => setSigning(true)}>
          {t('deal.sign')}
        </Button>
      )}
      {signed && deal.state === 'signing' && <p className="quiet">{t('deal.waitsSign')}</p>}
      {open && (
        <Button variant="outline" onClick={counter}>
          {t(offer ? 'deal.counter' : 'deal.offer')}
        </Button>
      )}
      {offer?.by === own && deal.state === 'negotiating' && (
        <Button variant="subtle" color="gray" loading={withdraw.isPending} onClick={() => withdraw.mutate()}>
          {t('deal.withdraw')}
        </Button>
      )}
      {(deal.state === 'signed' || deal.state === 'ordered') && <Checkbox label={t('deal.wall')} checked={deal.wall?.mine ?? false} onChange={(event) => show.mutate(event.currentTarget.checked)} />}
      {open && (
        <Button variant="subtle" color="gray" onClick={() => setLeaving(true)}>
          {t('deal.abandon')}
        </Button>
      )}
      {signing && offer && <Sign deal={deal} offer={offer} close={() => setSigning(false)} />}
      {leaving && <Abandon deal={deal} close={() => setLeaving(false)} />}
    </footer>
  )
}

function Abandon({ deal, close }: { deal: Deal; close: () => void }) {
  const { t } = useTranslation()
  const [reason, setReason] = useState('')
  const send = useChange(() => write('post', '/api/v1/deals/{id}/abandon', { path: { id: deal.id }, body: { reason: reason.trim() }, version: deal.v }), {
    refresh: [['deal', deal.id], ['deals']],
    done: close,
  })
  return (
    <Modal opened onClose={close} title={t('deal.abandon')} closeButtonProps={{ 'aria-label': t('action.close') }}>
      <Textarea data-autofocus label={t('deal.abandonReason')} value={reason} maxLength={500} onChange={(event) => setReason(event.currentTarget.value)} />
      <Button mt="md" fullWidth color="gray" disabled={!reason.trim()} loading={send.isPending} onClick={() => send.mutate()}>
        {t('deal.abandon')}
      </Button>
    </Modal>
  )
}

function Signatures({ deal }: { deal: Deal }) {
  const { t, i18n } = useTranslation()
  const zone = useZone()
  if (!deal.signatures?.length) return null
  return (
    <section className={styles.signatures} aria-label={t('deal.signatures')}>
      {deal.signatures.map((signature) => (
        <figure key={signature.org}>
          <Seal hash={signature.hash} by={signature.name} fresh />
          <figcaption>
            <strong>{signature.name}</strong>
            <span>
              <Words of={(signature.org === deal.buyer.org ? deal.buyer : deal.seller).orgName} />
            </span>
            <span className="quiet">
              {dayAndClock(signature.at, zone, i18n.language)}
            </span>
          </figcaption>
        </figure>
      ))}
    </section>
  )
}
