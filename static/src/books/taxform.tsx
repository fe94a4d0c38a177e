import { Button, Modal, NativeSelect, TextInput } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { countries } from '../accounts/countries'
import { useChange } from '../api/change'
import { write } from '../api/client'
import { countryName } from '../i18n/words'
import { useNow } from '../time/now'
import styles from './books.module.css'
import { dayOf } from './days'
import { basisPoints } from './rate'
import type { Half, TaxRule } from './shapes'

/** A maker proposes a row of the tax table; a checker gives the same one before it is in force. */
export function TaxForm({ close }: { close: () => void }) {
  const { t, i18n } = useTranslation()
  const tomorrow = dayOf(useNow(60_000) + 86_400_000)
  const [jurisdiction, setJurisdiction] = useState('CN')
  const [income, setIncome] = useState<TaxRule['income']>('goods')
  const [kind, setKind] = useState<TaxRule['kind']>('company')
  const [from, setFrom] = useState(tomorrow)
  const [rate, setRate] = useState('')
  const [certificate, setCertificate] = useState('')
  const points = basisPoints(rate)
  const ready = points !== undefined && from !== '' && certificate.trim() !== ''
  const propose = useChange(
    () => write<Half>('post', '/api/v1/tax-rules', { body: { jurisdiction, income, kind, from: `${from}T00:00:00Z`, rateBasisPoints: points, certificate: certificate.trim() } }),
    { refresh: [['proposals'], ['books']], told: t('books.proposed'), done: close },
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (ready) propose.mutate()
  }
  const named = countries.map((code) => ({ value: code, label: countryName(code, i18n.language) })).sort((a, b) => a.label.localeCompare(b.label, i18n.language))
  return (
    <Modal opened onClose={close} title={t('books.tax.propose')} closeButtonProps={{ 'aria-label': t('action.close') }}>
      <form className={styles.fields} onSubmit={submit}>
        <p>{t('books.tax.fourEyes')}</p>
        <NativeSelect label={t('books.tax.jurisdiction')} value={jurisdiction} onChange={(event) => setJurisdiction(event.currentTarget.value)} data={named} />
        <NativeSelect
          label={t('books.tax.incomeHead')}
          value={income}
          onChange={(event) => setIncome(event.currentTarget.value as TaxRule['income'])}
          data={(['goods', 'services', 'royalties'] as const).map((value) => ({ value, label: t(`books.tax.income.${value}`) }))}
        />
        <NativeSelect
          label={t('books.tax.kindHead')}
          value={kind}
          onChange={(event) => setKind(event.currentTarget.value as TaxRule['kind'])}
          data={(['company', 'person'] as const).map((value) => ({ value, label: t(`books.tax.kind.${value}`) }))}
        />
        <TextInput type="date" label={t('books.tax.from')} description={t('books.utc')} value={from} onChange={(event) => setFrom(event.currentTarget.value)} />
        <TextInput
          label={t('books.tax.rate')}
          description={t('books.tax.rateWords')}
          inputMode="decimal"
          value={rate}
          error={rate && points === undefined ? t('books.tax.rateWrong') : undefined}
          onChange={(event) => setRate(event.currentTarget.value)}
        />
        <TextInput label={t('books.tax.certificate')} description={t('books.tax.certificateWords')} maxLength={200} value={certificate} onChange={(event) => setCertificate(event.currentTarget.value)} />
        <Button type="submit" disabled={!ready} loading={propose.isPending}>
          {t('books.tax.propose')}
        </Button>
      </form>
    </Modal>
  )
}
