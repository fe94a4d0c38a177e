import { Button, NumberInput, Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { read } from '../api/client'
import type { List, Organization } from '../api/shapes'
import { useWords } from '../i18n/words'
import type { MeetingSettings } from '../meetings/shapes'
import styles from './meetingsettings.module.css'

type OrgTarget = MeetingSettings['orgTargets'][number]

/** Companies with bounds of their own, as a package promises them. */
export function OrgTargets({ targets, set }: { targets: OrgTarget[]; set: (targets: OrgTarget[]) => void }) {
  const { t } = useTranslation()
  const words = useWords()
  const companies = useQuery({
    queryKey: ['organizations', 'approved'],
    queryFn: ({ signal }) => read<List<Organization>>('/api/v1/organizations', { query: { state: 'approved', limit: 200 } }, signal),
    enabled: targets.length > 0,
  })
  const choices = (companies.data?.items ?? []).map(({ id, name }) => ({ value: id, label: words(name) || id }))
  const alter = (index: number, part: Partial<OrgTarget>) => set(targets.map((one, at) => (at === index ? { ...one, ...part } : one)))
  return (
    <div className={styles.orgTargets}>
      {targets.map((one, index) => (
        <div key={index} className={styles.orgTarget}>
          <Select
            searchable
            aria-label={t('meetingSettings.company')}
            placeholder={t('meetingSettings.company')}
            limit={50}
            data={choices.some(({ value }) => value === one.org) || !one.org ? choices : [{ value: one.org, label: one.org }, ...choices]}
            value={one.org || null}
            onChange={(org) => alter(index, { org: org ?? '' })}
          />
          <NumberInput hideControls aria-label={t('availability.least')} min={0} max={1000} allowDecimal={false} value={one.min} onChange={(min) => alter(index, { min: Number(min) || 0 })} />
          <NumberInput hideControls aria-label={t('availability.most')} min={0} max={1000} allowDecimal={false} value={one.max} onChange={(max) => alter(index, { max: Number(max) || 0 })} />
          <Button variant="subtle" color="gray" onClick={() => set(targets.filter((_, at) => at !== index))}>
            {t('editor.remove')}
          </Button>
        </div>
      ))}
      <Button variant="outline" onClick={() => set([...targets, { org: '', min: 0, max: 0 }])}>
        {t('meetingSettings.addTarget')}
      </Button>
    </div>
  )
}
