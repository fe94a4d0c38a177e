import { Button, Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useChange } from '../api/change'
import { useMe } from '../api/session'
import { Section } from '../app/page'
import { words, type WordList as List } from '../room/roomapi'
import styles from './organizer.module.css'

/** The words that nobody can write in the rooms of the exhibition, one on each line. */
export function WordList() {
  const { t } = useTranslation()
  const exhibition = useMe()?.exhibition ?? ''
  const list = useQuery({ queryKey: ['words', exhibition], queryFn: ({ signal }) => words.list(exhibition, signal), enabled: exhibition !== '', retry: false })
  if (!list.data) return null
  return (
    <Section title={t('wordList.title')}>
      <Editor key={list.data.v} exhibition={exhibition} list={list.data} />
    </Section>
  )
}

function Editor({ exhibition, list }: { exhibition: string; list: List }) {
  const { t } = useTranslation()
  const [text, setText] = useState(list.words.join('\n'))
  const lines = [...new Set(text.split('\n').map((line) => line.trim()))].filter(Boolean)
  const changed = lines.join('\n') !== list.words.join('\n')
  const save = useChange(() => words.set(exhibition, lines, list.v), { refresh: [['words', exhibition]], told: t('wordList.saved') })
  return (
    <form
      className={styles.wordList}
      onSubmit={(event) => {
        event.preventDefault()
        save.mutate()
      }}
    >
      <Textarea label={t('wordList.label')} description={t('wordList.words')} value={text} dir="auto" autosize minRows={4} maxRows={14} onChange={(event) => setText(event.currentTarget.value)} />
      <Button type="submit" disabled={!changed} loading={save.isPending}>
        {t('action.save')}
      </Button>
    </form>
  )
}
