import { useTranslation } from 'react-i18next'
import type { Spot } from './carry'
import type { Atlas } from './layout'
import styles from './matrix.module.css'
import { sayCell, sayPerson, type Speech } from './says'

export type Looked = Spot

/** The line below the matrix: what stands in the cell one points at or carries over, on both clocks. */
export function Lens({ atlas, speech, at, carried, blocked }: { atlas: Atlas; speech: Speech; at: Looked | undefined; carried: string | undefined; blocked: boolean }) {
  const { t } = useTranslation()
  const person = at && atlas.people.get(at.row)
  return (
    <p className={styles.lens} data-blocked={blocked || undefined} data-carried={carried ? true : undefined}>
      {carried ?? (person && at ? (
        <>
          <strong>{sayPerson(speech, person.id)}</strong> {sayCell(speech, person, at.slot, atlas.met(person.id, at.slot))}
        </>
      ) : (
        <span className="quiet">{t('schedule.look')}</span>
      ))}
    </p>
  )
}
