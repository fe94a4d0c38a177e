import '@mantine/dates/styles.css'
import { Button, Checkbox, Modal, NativeSelect, NumberInput, Textarea, TextInput } from '@mantine/core'
import { DateInput, DatesProvider } from '@mantine/dates'
import 'dayjs/locale/ar'
import 'dayjs/locale/zh-cn'
import { useForm } from '@mantine/form'
import { useTranslation } from 'react-i18next'
import { useChange } from '../api/change'
import { write } from '../api/client'
import type { Deal, Money, Terms } from '../api/shapes'
import { Amount } from '../money/amount'
import { sum, times, toMinor } from '../money/money'
import { currencies, incoterms, listed, units } from './choices'
import styles from './deals.module.css'

const licences = ['svod', 'avod', 'tvod', 'free_tv', 'pay_tv', 'theatrical', 'festival', 'merchandising', 'publishing', 'game', 'remake']

type Draft = ReturnType<typeof draftOf>

function draftOf(deal: Deal, terms: Terms | undefined) {
  return {
    subject: terms?.subject.en ?? terms?.subject['zh-Hans'] ?? deal.title,
    currency: terms?.total.currency ?? 'EUR',
    feePaidBy: terms?.feePaidBy ?? 'split',
    lines: (terms?.lines ?? []).map((line) => ({ text: line.text, quantity: line.quantity, unit: line.unit, price: line.price.amount })),
    incoterm: terms?.incoterm ?? (deal.kind === 'good' ? 'DAP' : ''),
    place: terms?.place ?? '',
    hs: terms?.hs ?? '',
    rights: terms?.rights?.rights.join(', ') ?? 'svod',
    territories: terms?.rights?.territories.join(', ') ?? '',
    languages: terms?.rights?.languages.join(', ') ?? '',
    from: terms?.rights?.from.slice(0, 10) ?? null,
    to: terms?.rights?.to.slice(0, 10) ?? null,
    exclusive: terms?.rights?.exclusive ?? false,
    milestones: (terms?.milestones ?? []).map((milestone) => ({ ...milestone, amount: milestone.amount.amount, due: milestone.due.slice(0, 10) as string | null })),
    validUntil: (terms?.validUntil?.slice(0, 10) ?? null) as string | null,
    clauses: terms?.clauses ?? [],
  }
}

/** A sum, or nothing while a field is half typed. */
function tried<T>(compute: () => T): T | undefined {
  try {
    return compute()
  } catch (failure) {
    if (failure instanceof RangeError) return undefined
    throw failure
  }
}

function termsOf(draft: Draft, deal: Deal, before: Terms | undefined, language: string): Terms | undefined {
  const { currency } = draft
  const money = (amount: string): Money => ({ amount: amount.trim(), currency })
  return tried(() => {
    const lines = draft.lines.map((line) => {
      const price = money(line.price)
      return { text: line.text, quantity: line.quantity, unit: line.unit, price, amount: times(price, line.quantity) }
    })
    const milestones = draft.milestones.map((milestone) => ({ ...milestone, due: milestone.due ?? '', amount: money(milestone.amount) }))
    milestones.forEach((milestone) => toMinor(milestone.amount))
    return {
      subject: { ...before?.subject, [language]: draft.subject.trim() },
      lines,
      total: sum(lines.map((line) => line.amount), currency),
      feePaidBy: draft.feePaidBy,
      ...(deal.kind === 'good' && { incoterm: draft.incoterm, place: draft.place.trim(), hs: draft.hs.trim() }),
      ...(deal.kind === 'work' && {
        rights: {
          work: before?.rights?.work ?? '',
          rights: listed(draft.rights),
          territories: listed(draft.territories).map((code) => code.toUpperCase()),
          languages: listed(draft.languages),
          from: draft.from ?? '',
          to: draft.to ?? '',
          exclusive: draft.exclusive,
          ...(before?.rights?.holdback && { holdback: before.rights.holdback }),
        },
      }),
      milestones,
      ...(draft.validUntil && { validUntil: draft.validUntil }),
      clauses: draft.clauses,
    }
  })
}

/** Writes a new version of the terms. Sent versions never change: this makes the next one. */
export function Editor({ deal, from, close }: { deal: Deal; from?: Terms; close: () => void }) {
  const { t, i18n } = useTranslation()
  const form = useForm({ initialValues: draftOf(deal, from) })
  const draft = form.values
  const terms = termsOf(draft, deal, from, i18n.language)
  const planned = terms && tried(() => sum(terms.milestones.map((milestone) => milestone.amount), draft.currency))
  const balanced = Boolean(terms && planned && toMinor(planned) === toMinor(terms.total))
  const complete = draft.lines.length > 0 && draft.milestones.length > 0 && draft.milestones.every(({ due, title }) => due && title.trim())
  const send = useChange(() => write('post', '/api/v1/deals/{id}/offers', { path: { id: deal.id }, body: { terms }, version: deal.v }), {
    refresh: [['deal', deal.id], ['deals']],
    told: t('editor.sent'),
    done: close,
  })
  return (
    <DatesProvider settings={{ locale: i18n.language === 'zh-Hans' ? 'zh-cn' : i18n.language, firstDayOfWeek: 1 }}>
      <Modal opened onClose={close} size="xl" title={t('editor.title', { n: (deal.versions?.length ?? 0) + 1 })} closeButtonProps={{ 'aria-label': t('action.close') }}>
        <form
          className={styles.form}
          onSubmit={(event) => {
            event.preventDefault()
            send.mutate()
          }}
        >
          <TextInput label={t('term.subject')} required {...form.getInputProps('subject')} />
          <div className={styles.pair}>
            <NativeSelect label={t('editor.currency')} data={currencies} {...form.getInputProps('currency')} />
            <NativeSelect
              label={t('term.fee')}
              data={(['buyer', 'seller', 'split'] as const).map((value) => ({ value, label: t(`term.feePaidBy.${value}`) }))}
              {...form.getInputProps('feePaidBy')}
            />
          </div>
          <fieldset className={styles.group}>
            <legend>{t('editor.lines')}</legend>
            {draft.lines.map((_, index) => (
              <div key={index} className={styles.lineRow}>
                <TextInput label={t('editor.lineText')} {...form.getInputProps(`lines.${index}.text`)} />
                <TextInput label={t('editor.quantity')} inputMode="decimal" {...form.getInputProps(`lines.${index}.quantity`)} />
                <NativeSelect label={t('editor.unit')} data={units.map((unit) => ({ value: unit, label: t(`unit.${unit}`) }))} {...form.getInputProps(`lines.${index}.unit`)} />
                <TextInput label={t('editor.price')} inputMode="decimal" {...form.getInputProps(`lines.${index}.price`)} />
                <Button variant="subtle" color="gray" onClick={() => form.removeListItem('lines', index)}>
                  {t('editor.remove')}
                </Button>
              </div>
            ))}
            <Button variant="outline" onClick={() => form.insertListItem('lines', { text: '', quantity: '1', unit: 'C62', price: '' })}>
              {t('editor.addLine')}
            </Button>
          </fieldset>
          {deal.kind === 'good' && (
            <div className={styles.pair}>
              <NativeSelect label={t('term.incoterm')} data={incoterms} {...form.getInputProps('incoterm')} />
              <TextInput label={t('editor.place')} {...form.getInputProps('place')} />
              <TextInput label={t('term.hs')} inputMode="numeric" pattern="\d{6}" {...form.getInputProps('hs')} />
            </div>
          )}
          {deal.kind === 'work' && (
            <fieldset className={styles.group}>
              <legend>{t('term.section.rights')}</legend>
              <div className={styles.pair}>
                <TextInput label={t('term.rights')} description={licences.slice(0, 5).join(', ')} {...form.getInputProps('rights')} />
                <TextInput label={t('term.territories')} description="DE, AT, CH" {...form.getInputProps('territories')} />
                <TextInput label={t('term.languages')} description="de, en" {...form.getInputProps('languages')} />
              </div>
              <div className={styles.pair}>
                <DateInput label={t('editor.from')} {...form.getInputProps('from')} />
                <DateInput label={t('editor.to')} {...form.getInputProps('to')} />
              </div>
              <Checkbox mt="sm" label={t('term.exclusive')} {...form.getInputProps('exclusive', { type: 'checkbox' })} />
            </fieldset>
          )}
          <fieldset className={styles.group}>
            <legend>{t('editor.milestones')}</legend>
            {draft.milestones.map((_, index) => (
              <div key={index} className={styles.lineRow}>
                <TextInput label={t('editor.milestone')} {...form.getInputProps(`milestones.${index}.title`)} />
                <TextInput label={t('editor.amount')} inputMode="decimal" {...form.getInputProps(`milestones.${index}.amount`)} />
                <DateInput label={t('editor.due')} {...form.getInputProps(`milestones.${index}.due`)} />
                <NumberInput label={t('editor.inspection')} min={0} max={120} {...form.getInputProps(`milestones.${index}.inspectionDays`)} />
                <Button variant="subtle" color="gray" onClick={() => form.removeListItem('milestones', index)}>
                  {t('editor.remove')}
                </Button>
                <TextInput className={styles.whole} label={t('editor.deliverable')} {...form.getInputProps(`milestones.${index}.deliverable`)} />
                <Checkbox className={styles.whole} label={t('editor.silence')} {...form.getInputProps(`milestones.${index}.silenceAccepts`, { type: 'checkbox' })} />
              </div>
            ))}
            <Button
              variant="outline"
              onClick={() => form.insertListItem('milestones', { title: '', amount: terms?.total.amount ?? '', due: null, deliverable: '', inspectionDays: 10, silenceAccepts: false })}
            >
              {t('editor.addMilestone')}
            </Button>
          </fieldset>
          <fieldset className={styles.group}>
            <legend>{t('term.section.clauses')}</legend>
            {draft.clauses.map((clause, index) => (
              <div key={clause.id} className={styles.clauseRow}>
                <TextInput label={t('editor.clauseTitle')} {...form.getInputProps(`clauses.${index}.title`)} />
                <Textarea label={t('editor.clauseText')} {...form.getInputProps(`clauses.${index}.text`)} />
                <Button variant="subtle" color="gray" onClick={() => form.removeListItem('clauses', index)}>
                  {t('editor.remove')}
                </Button>
              </div>
            ))}
            <Button variant="outline" onClick={() => form.insertListItem('clauses', { id: crypto.randomUUID().slice(0, 8), title: '', text: '' })}>
              {t('editor.addClause')}
            </Button>
          </fieldset>
          <DateInput label={t('term.validUntil')} {...form.getInputProps('validUntil')} />
          <footer className={styles.editorFoot}>
            <p>
              {t('term.total')} {terms ? <Amount money={terms.total} strong /> : '–'}
              {terms && planned && !balanced && draft.milestones.length > 0 && (
                <strong className="live" role="alert">
                  {' '}
                  {t('editor.unbalanced')} <Amount money={planned} />
                </strong>
              )}
            </p>
            <Button type="submit" disabled={!balanced || !complete} loading={send.isPending}>
              {t('editor.send')}
            </Button>
          </footer>
        </form>
      </Modal>
    </DatesProvider>
  )
}
