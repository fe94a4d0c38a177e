import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import ar from './ar.json'
import en from './en.json'
import officeAr from './office/ar.json'
import officeEn from './office/en.json'
import officeZh from './office/zh-Hans.json'
import organizerAr from './organizer/ar.json'
import organizerEn from './organizer/en.json'
import organizerZh from './organizer/zh-Hans.json'
import zh from './zh-Hans.json'

type Tree = { [key: string]: string | Tree }
const source = join(import.meta.dirname, '..')
const plural = /_(zero|one|two|few|many|other)$/

function flat(tree: Tree, prefix = ''): Map<string, string> {
  const found = new Map<string, string>()
  for (const [key, value] of Object.entries(tree)) {
    if (typeof value === 'string') found.set(prefix + key, value)
    else for (const [inner, text] of flat(value, `${prefix}${key}.`)) found.set(inner, text)
  }
  return found
}

const bases = (words: Map<string, string>) => new Set([...words.keys()].map((key) => key.replace(plural, '')))
/** What everybody reads, what only the offices and what only organizers read: one set of keys in three files. */
const files: Record<'english' | 'chinese' | 'arabic', Tree[]> = { english: [en, officeEn, organizerEn], chinese: [zh, officeZh, organizerZh], arabic: [ar, officeAr, organizerAr] }
const all = (trees: Tree[]) => new Map(trees.flatMap((tree) => [...flat(tree)]))
const english = all(files.english)
const chinese = all(files.chinese)
const arabic = all(files.arabic)
const known = { english: bases(english), chinese: bases(chinese), arabic: bases(arabic) }

const code = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name) && !name.includes('.test.'))
  .map((name) => readFileSync(join(source, name), 'utf8'))
  .join('\n')

/** Keys written out anywhere in the source, and the prefixes of keys that are put together: t(`phase.${phase}`). */
const literal = new Set([...code.matchAll(/['"`]([a-z][A-Za-z0-9]*(?:\.[A-Za-z0-9_-]+)+)['"`]/g)].map((match) => match[1] ?? ''))
const prefixes = [...code.matchAll(/`([a-z][A-Za-z0-9]*(?:\.[A-Za-z0-9_-]+)*[._])\$\{/g)].map((match) => match[1] ?? '')
const calledPrefixes = [...code.matchAll(/\bt\(\[?\s*`([^`$]+)\$\{/g)].map((match) => match[1] ?? '')
const called = new Set([...code.matchAll(/\bt\(\s*['"]([^'"]+)['"]/g)].map((match) => match[1] ?? ''))

describe('the dictionaries', () => {
  it('have every key the pages ask for', () => {
    const have = known.english
    expect([...called].filter((key) => !have.has(key))).toEqual([])
    expect(calledPrefixes.filter((prefix) => ![...have].some((key) => key.startsWith(prefix)))).toEqual([])
  })

  it('have every key in one file only', () => {
    for (const trees of Object.values(files)) {
      const keys = trees.flatMap((tree) => [...flat(tree).keys()])
      expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([])
    }
  })

  it('are complete in Chinese', () => {
    expect([...known.english].filter((key) => !known.chinese.has(key))).toEqual([])
    expect([...known.chinese].filter((key) => !known.english.has(key))).toEqual([])
  })

  it('have nothing in Arabic that English does not know', () => {
    expect([...known.arabic].filter((key) => !known.english.has(key))).toEqual([])
  })

  it('have no key that no page uses', () => {
    const used = (key: string) => literal.has(key) || prefixes.some((prefix) => key.startsWith(prefix))
    expect([...known.english].filter((key) => !used(key))).toEqual([])
  })

  it('fill the same blanks in every language', () => {
    const blanks = (text: string) => [...new Set([...text.matchAll(/\{\{(\w+)/g)].map((match) => match[1]))].sort()
    for (const [key, text] of [...chinese, ...arabic]) {
      const original = english.get(key) ?? english.get(`${key}_other`) ?? ''
      // A plural form may leave its number out: "one company".
      if (!plural.test(key)) expect(blanks(text), key).toEqual(blanks(original))
    }
  })

  it('say nothing twice by being empty', () => {
    expect([...english, ...chinese, ...arabic].filter(([, text]) => text.trim() === '')).toEqual([])
  })
})
