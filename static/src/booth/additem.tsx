import '@mantine/dates/styles.css'
import { Button, Checkbox, Modal, MultiSelect, NativeSelect, NumberInput, Textarea, TextInput } from '@mantine/core'
import { DateInput, DatesProvider } from '@mantine/dates'
import 'dayjs/locale/ar'
import 'dayjs/locale/zh-cn'
import { useForm } from '@mantine/form'
import { useTranslation } from 'react-i18next'
import { useChange } from '../api/change'
import { write } from '../api/client'
import { Problem } from '../api/problem'
import type { Booth, Item } from '../api/shapes'
import { currencies, incoterms, listed, units } from '../deals/choices'
import { toMinor } from '../money/money'
import styles from './booth.module.css'

/** The ways in which a work is used, as the catalogue names them. */
const rights = [
  'theatrical', 'tvod', 'svod', 'avod', 'free_tv', 'pay_tv', 'inflight', 'remake', 'merchandising', 'publishing', 'game', 'exhibition',
  'educational', 'audio', 'format', 'adaptation', 'location',
] as const

const fresh = {
  kind: 'good' as Item['kind'],
  nameEn: '',
  nameZh: '',
  textEn: '',
  textZh: '',
  price: '',
  currency: 'CNY',
  unit: 'C62',
  moq: '' as number | string,
  leadTimeDays: '' as number | string,
  incoterm: '',
  place: '',
  hs: '',
  serviceClass: '',
  rights: [] as string[],
  territories: 'WW',
  languages: '',
  from: null as string | null,
  to: null as string | null,
  isNew: true,
}
type Draft = typeof fresh

/** Which field of the form a refused field of the request belongs to. */
const fieldOf = (location: string) => {
  const name = location.replace(/^body\./, '').replace(/^rights\.(territories|languages).*/, '$1').replace(/^rights.*/, 'rights')
  return name === 'name' ? 'nameEn' : name === 'text' ? 'textEn' : name
}

const both = (en: string, zh: string) => ({ ...(en.trim() && { en: en.trim() }), ...(zh.trim() && { 'zh-Hans': zh.trim() }) })

/** The request of a draft: each kind brings what belongs to it and nothing else. */
export function itemOf(draft: Draft) {
  const number = (value: number | string) => Number(value) || undefined
  return {
    kind: draft.kind,
    name: both(draft.nameEn, draft.nameZh),
    text: both(draft.textEn, draft.textZh),
    ...(draft.price.trim() && { price: { amount: draft.price.trim(), currency: draft.currency } }),
    moq: number(draft.moq),
    leadTimeDays: number(draft.leadTimeDays),
    isNew: draft.isNew,
    unit: draft.unit,
    ...(draft.kind === 'good' && {
      ...(draft.incoterm && { incoterm: draft.incoterm, place: draft.place.trim() }),
      ...(draft.hs.trim() && { hs: draft.hs.trim() }),
    }),
    ...(draft.kind === 'service' && draft.serviceClass.trim() && { serviceClass: draft.serviceClass.trim().toUpperCase() }),
    ...(draft.kind === 'work' && {
      rights: {
        territories: listed(draft.territories).map((code) => code.toUpperCase()),
        languages: listed(draft.languages),
        windows: draft.rights.map((right) => ({ right, ...(draft.from && { from: draft.from }), ...(draft.to && { to: draft.to }) })),
      },
    }),
  }
}

function priced({ price, currency }: Draft): boolean {
  if (!price.trim()) return true
  try {
    return toMinor({ amount: price.trim(), currency }) > 0n
  } catch {
    return false
  }
}

/** One more thing on show: a good, a service or a work, each with what a buyer must know of it. */
export function AddItem({ booth, close }: { booth: Booth; close: () => void }) {
  const { t, i18n } = useTranslation()
  const form = useForm<Draft>({
    initialValues: { ...fresh, languages: booth.languages.join(', ') },
    validate: {
      nameEn: (name, { nameZh }) => (name.trim() || nameZh.trim() ? null : t('register.nameMissing')),
      price: (_, draft) => (priced(draft) ? null : t('problem.amount_invalid')),
      hs: (hs, { kind }) => (kind !== 'good' || /^(\d{6})?$/.test(hs.trim()) ? null : t('item.hsWrong')),
      place: (place, { kind, incoterm }) => (kind !== 'good' || !incoterm || place.trim() ? null : t('item.placeMissing')),
      rights: (chosen, { kind }) => (kind !== 'work' || chosen.length > 0 ? null : t('item.rightsMissing')),
      territories: (codes, { kind }) => (kind !== 'work' || listed(codes).length > 0 ? null : t('item.rightsMissing')),
    },
  })
  const { kind, incoterm } = form.values
  const add = useChange((draft: Draft) => write<Item>('post', '/api/v1/booths/{id}/items', { path: { id: booth.id }, body: itemOf(draft) }), {
    refresh: [['booth', booth.id]],
    told: t('item.added'),
    done: close,
  })
  const send = (draft: Draft) =>
    add.mutate(draft, {
      onError: (failure) => {
        if (failure instanceof Problem) form.setErrors(Object.fromEntries(failure.fields.map(({ location }) => [fieldOf(location), t('problem.http_422')])))
      },
    })
  return (
    <DatesProvider settings={{ locale: i18n.language === 'zh-Hans' ? 'zh-cn' : i18n.language, firstDayOfWeek: 1 }}>
      <Modal opened onClose={close} size="lg" title={t('item.add')} closeButtonProps={{ 'aria-label': t('action.close') }}>
        <form className={styles.itemForm} onSubmit={form.onSubmit(send)}>
          <NativeSelect label={t('item.kind')} data={(['good', 'service', 'work'] as const).map((value) => ({ value, label: t(`item.${value}`) }))} {...form.getInputProps('kind')} />
          <div className={styles.pair}>
            <TextInput data-autofocus label={t('item.name', { language: 'English' })} maxLength={120} {...form.getInputProps('nameEn')} />
            <TextInput lang="zh-Hans" label={t('item.name', { language: '简体中文' })} maxLength={120} {...form.getInputProps('nameZh')} />
            <Textarea label={t('edit.text', { language: 'English' })} autosize minRows={2} maxRows={8} maxLength={10_000} {...form.getInputProps('textEn')} />
            <Textarea lang="zh-Hans" label={t('edit.text', { language: '简体中文' })} autosize minRows={2} maxRows={8} maxLength={10_000} {...form.getInputProps('textZh')} />
          </div>
          <div className={styles.pair}>
            <TextInput label={t('editor.price')} description={t('item.priceWords')} inputMode="decimal" {...form.getInputProps('price')} />
            <NativeSelect label={t('editor.currency')} description={t('item.currencyWords')} data={currencies} {...form.getInputProps('currency')} />
            <NativeSelect label={t('editor.unit')} data={units.map((unit) => ({ value: unit, label: t(`unit.${unit}`) }))} {...form.getInputProps('unit')} />
            <NumberInput label={t('item.moq')} min={1} max={1_000_000_000} allowDecimal={false} {...form.getInputProps('moq')} />
            <NumberInput label={t('item.leadTime')} min={0} max={3650} allowDecimal={false} {...form.getInputProps('leadTimeDays')} />
          </div>
          {kind === 'good' && (
            <div className={styles.pair}>
              <NativeSelect label={t('term.incoterm')} data={[{ value: '', label: '–' }, ...incoterms]} {...form.getInputProps('incoterm')} />
              {incoterm && <TextInput label={t('editor.place')} maxLength={120} {...form.getInputProps('place')} />}
              <TextInput label={t('term.hs')} inputMode="numeric" maxLength={6} {...form.getInputProps('hs')} />
            </div>
          )}
          {kind === 'service' && <TextInput label={t('item.serviceClass')} description="SK1" maxLength={8} {...form.getInputProps('serviceClass')} />}
          {kind === 'work' && (
            <>
              <MultiSelect label={t('term.rights')} data={rights.map((value) => ({ value, label: t(`right.${value}`) }))} {...form.getInputProps('rights')} />
              <div className={styles.pair}>
                <TextInput label={t('term.territories')} description={t('item.territoriesWords')} {...form.getInputProps('territories')} />
                <TextInput label={t('term.languages')} description="zh-Hans, en" {...form.getInputProps('languages')} />
                <DateInput clearable label={t('editor.from')} {...form.getInputProps('from')} />
                <DateInput clearable label={t('editor.to')} {...form.getInputProps('to')} />
              </div>
            </>
          )}
          <Checkbox label={t('item.new')} {...form.getInputProps('isNew', { type: 'checkbox' })} />
          <Button type="submit" loading={add.isPending}>
            {t('item.putOnShow')}
          </Button>
        </form>
      </Modal>
    </DatesProvider>
  )
}
