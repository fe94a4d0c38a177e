import { Button, FileButton, Progress } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useChange } from '../api/change'
import { upload } from '../api/client'
import { Problem } from '../api/problem'
import type { Item } from '../api/shapes'
import { useWords } from '../i18n/words'
import { useFailureWords } from '../states/states'
import styles from './booth.module.css'

const types = ['image/jpeg', 'image/png', 'image/webp']
/** What the server takes at most, in bytes. */
const largest = 8 * 1024 * 1024
/** What is wrong with a file stands below its button until another one is tried. */
const aboutTheFile = ['media_type', 'picture_mislabelled', 'picture_unreadable', 'picture_pixels', 'picture_bytes', 'too_large']

/** Gives an item its picture; what the server would refuse for its kind or size is told before it is sent. */
export function ItemPicture({ item }: { item: Item }) {
  const { t } = useTranslation()
  const words = useWords()
  const failureWords = useFailureWords()
  const [part, setPart] = useState(0)
  const send = useChange(
    async (file: File) => {
      setPart(0)
      if (!types.includes(file.type)) throw new Problem(415, 'media_type', '', [], {})
      if (file.size > largest) throw new Problem(413, 'picture_bytes', '', [], {})
      return upload<Item>('/api/v1/items/{id}/picture', { path: { id: item.id }, file, version: item.v, progress: setPart })
    },
    { refresh: [['booth', item.booth]], told: t('item.pictureTaken'), handles: aboutTheFile },
  )
  const label = t(item.picture ? 'item.pictureOther' : 'item.picture')
  return (
    <div className={styles.picture}>
      <FileButton accept={types.join(',')} onChange={(file) => file && send.mutate(file)}>
        {(props) => (
          <Button {...props} variant="outline" size="sm" h={44} disabled={send.isPending} aria-label={`${label}: ${words(item.name)}`}>
            {label}
          </Button>
        )}
      </FileButton>
      {send.isPending && <Progress value={part * 100} animated={part >= 1} aria-label={t('item.uploading')} />}
      {send.error instanceof Problem && aboutTheFile.includes(send.error.code) && (
        <p className="live" role="alert">
          {failureWords(send.error)}
        </p>
      )}
    </div>
  )
}
