import i18next, { type TFunction } from 'i18next'
import { beforeAll, describe, expect, it } from 'vitest'
import en from '../i18n/en.json'
import organizerEn from '../i18n/organizer/en.json'
import organizerZh from '../i18n/organizer/zh-Hans.json'
import zh from '../i18n/zh-Hans.json'
import { completed, emptyChange, sayChange } from './changes'
import { atlasOf } from './layout'
import { sayCell, sayDiff, sayObstacle, sayStep, type Speech } from './says'
import type { Line, Timetable } from './shapes'

const names = { x: { en: 'Taihu Lantern', 'zh-Hans': '太湖灯影' }, b: { en: 'Nordlicht' }, c: { en: 'Casa Verde' } }
const timetable: Timetable = {
  slots: ['2026-05-14T01:00:00Z', '2026-05-14T07:00:00Z'].map((starts) => ({ starts, ends: starts, day: '2026-05-14' })),
  people: [
    { id: 'per_x', name: '魏安', org: 'org_x', orgName: names.x, zone: 'Asia/Shanghai', exhibits: true, slots: [0, 1] },
    { id: 'per_b', name: 'Jana Vogt', org: 'org_b', orgName: names.b, zone: 'Europe/Berlin', exhibits: false, slots: [1] },
    { id: 'per_c', name: 'Ana Ortiz', org: 'org_c', orgName: names.c, zone: 'Europe/Madrid', exhibits: false, slots: [1] },
  ],
  tables: 2,
  interpreters: [{ id: 'per_i', name: 'Pan Songtao' }],
  meetings: [{ wish: 'w1', meeting: 'mtg_1', people: ['per_x', 'per_b'], slot: 1, table: 't02', interpreter: 'per_i', frozen: true }],
  unmet: [{ wish: 'w2', people: ['per_x', 'per_c'], level: 'must', value: 9, reason: 'no_common_slot' }],
}
const atlas = atlasOf(timetable)
const speechIn = (language: string): Speech => ({ t: i18next.getFixedT(language) as TFunction, language, venue: 'Asia/Shanghai', org: (person) => person.orgName[language as 'en'] ?? person.orgName.en ?? '', atlas })

beforeAll(() => i18next.init({ lng: 'en', resources: { en: { translation: { ...en, ...organizerEn } }, 'zh-Hans': { translation: { ...zh, ...organizerZh } } }, interpolation: { escapeValue: false } }))

const line = (wish: string, starts: string, more: Partial<Line> = {}): Line => ({ wish, people: ['per_x', 'per_b'], orgNames: [names.x, names.b], starts, ends: starts, ...more })

describe('a comparison', () => {
  it('tells what moves, what is new and what falls away, each by time, with both times of a move', () => {
    const told = sayDiff(speechIn('en'), {
      removed: [line('w5', '2026-05-14T02:00:00Z')],
      added: [line('w4', '2026-05-14T09:00:00Z'), line('w3', '2026-05-14T08:00:00Z', { orgNames: [names.x, names.c] })],
      moved: [{ from: line('w1', '2026-05-14T01:00:00Z'), to: line('w1', '2026-05-14T07:00:00Z') }],
    })
    expect(told.map(({ kind, who, before, after }) => [kind, who, before, after])).toEqual([
      ['moved', 'Taihu Lantern × Nordlicht', 'Thu, May 14 09:00', 'Thu, May 14 15:00'],
      ['added', 'Taihu Lantern × Casa Verde', undefined, 'Thu, May 14 16:00'],
      ['added', 'Taihu Lantern × Nordlicht', undefined, 'Thu, May 14 17:00'],
      ['removed', 'Taihu Lantern × Nordlicht', 'Thu, May 14 10:00', undefined],
    ])
  })
  it('speaks the reader’s language', () => {
    expect(sayDiff(speechIn('zh-Hans'), { added: [line('w4', '2026-05-14T09:00:00Z')] })).toMatchObject([{ who: '太湖灯影 × Nordlicht', after: '5月14日周四 17:00' }])
  })
  it('tells a time once where only the table and the interpreter change', () => {
    const at = '2026-05-14T01:00:00Z'
    const moved = [{ from: line('w1', at, { table: 't01' }), to: line('w1', at, { table: 't02', interpreter: 'per_i', interpreterName: 'Pan Songtao' }) }]
    expect(sayDiff(speechIn('en'), { moved })).toMatchObject([{ before: undefined, after: 'Thu, May 14 09:00', instead: 'other table: t02, other interpreter: Pan Songtao' }])
  })
  it('of nothing is nothing', () => {
    expect(sayDiff(speechIn('en'), {})).toEqual([])
  })
})

describe('what is in the way', () => {
  it.each([
    ['names the person and the other meeting', { code: 'person_busy', subject: 'per_b', by: 'w1' }, 'Jana Vogt (Nordlicht) has another meeting then: Taihu Lantern × Nordlicht.'],
    ['does without the other meeting', { code: 'person_busy', subject: 'per_b' }, 'Jana Vogt (Nordlicht) has another meeting then.'],
    ['takes the server’s name for whom the timetable does not know', { code: 'person_away', subject: 'per_z', name: 'Sam' }, 'Sam is not available then.'],
    ['names nobody where nobody is named', { code: 'person_away' }, 'One of them is not available then.'],
    ['has words for a code of tomorrow', { code: 'eclipse' }, 'Something stands in the way.'],
  ])('%s', (_, obstacle, words) => {
    expect(sayObstacle(speechIn('en'), obstacle)).toBe(words)
  })
})

describe('a step of a fix', () => {
  it.each([
    ['moves another meeting', { kind: 'move_meeting', subject: 'w1', slot: 0 }, 'Taihu Lantern × Nordlicht moves to Thu, May 14 09:00.'],
    ['opens a time of a person', { kind: 'free_slot', subject: 'per_c', slot: 0, starts: '2026-05-14T01:00:00Z' }, 'Ana Ortiz (Casa Verde) becomes available on Thu, May 14 09:00.'],
    ['raises a maximum', { kind: 'raise_person', subject: 'per_c', slot: -1 }, 'Ana Ortiz (Casa Verde) takes one meeting more.'],
  ])('%s', (_, step, words) => {
    expect(sayStep(speechIn('en'), step)).toBe(words)
  })
})

describe('a cell', () => {
  const person = (id: string) => timetable.people.find((one) => one.id === id) ?? timetable.people[0]!
  it.each([
    ['tells both clocks and the whole meeting', 'per_b', 1, 'Thu, May 14 15:00 here, 09:00 there, Taihu Lantern × Nordlicht, table t02, interpreter Pan Songtao, fixed'],
    ['says whose night it is', 'per_b', 0, 'Thu, May 14 09:00 here, 03:00 there (night), not available'],
    ['says that it is free', 'per_c', 1, 'Thu, May 14 15:00 here, 09:00 there, free'],
  ])('%s', (_, id, slot, words) => {
    expect(sayCell(speechIn('en'), person(id), slot, atlas.met(id, slot))).toBe(words)
  })
})

describe('a change of a repair', () => {
  it.each([
    ['is not complete without a person', emptyChange, undefined],
    ['is not complete without times', { ...emptyChange, person: 'per_b' }, undefined],
    ['is somebody’s lost times, in order', { ...emptyChange, person: 'per_b', slots: ['2', '1'] }, { person: 'per_b', slots: ['1', '2'] }],
    ['is a withdrawal', { ...emptyChange, kind: 'withdraw', person: 'per_b' }, { withdraw: 'per_b' }],
    ['is a meeting called off', { ...emptyChange, kind: 'cancel', meeting: 'mtg_1' }, { cancel: 'mtg_1' }],
  ] as const)('%s', (_, unfinished, change) => {
    expect(completed({ ...unfinished, slots: [...unfinished.slots] })).toEqual(change)
  })
  it.each([
    [{ person: 'per_b', slots: ['1', '2'] }, 'Jana Vogt (Nordlicht) loses 2 times'],
    [{ withdraw: 'per_b' }, 'Jana Vogt (Nordlicht) withdraws'],
    [{ cancel: 'mtg_1' }, 'Taihu Lantern × Nordlicht is called off'],
  ])('%j is said as "%s"', (change, words) => {
    expect(sayChange(speechIn('en'), change)).toBe(words)
  })
})
