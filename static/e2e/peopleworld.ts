import type { Availability, MeetingSettings, OwnSlot, SlotState, Why } from '../src/meetings/shapes'

/** What the invented fair answers about when people can meet, whom they want to meet and how they are told. */
export function peopleAnswers(at: (minutes: number) => string): Record<string, unknown> {
  const states: SlotState[] = ['hours', 'hours', 'meeting', 'hours', 'closed', 'hours', 'busy', 'busy', 'hours', 'open', 'night', 'night', 'night', 'night']
  const days = [1, 2, 3]
  const slots: OwnSlot[] = days.flatMap((day) =>
    states.map((free, index) => ({ starts: at(day * 1440 - 140 + index * 30), ends: at(day * 1440 - 110 + index * 30), mine: '', free: day === 2 && free === 'meeting' ? 'hours' : free })),
  )
  const availability: Availability = {
    open: slots.filter(({ free }) => free === 'open').map(({ starts }) => starts),
    closed: slots.filter(({ free }) => free === 'closed').map(({ starts }) => starts),
    busyUrl: 'https://calendar.nordlicht.example/jana/basic.ics',
    busy: { state: 'ok', at: at(-12), events: 6 },
    slots,
    v: 3,
  }
  const why: Why = { state: 'no_slot', own: [{ code: 'person_away', subject: 'per_me', slots: 12 }], fix: [{ kind: 'free_slot', person: 'per_me', starts: at(1440 - 140) }] }
  const settings: MeetingSettings = {
    slotMinutes: 30,
    windows: days.map((day) => ({ from: at(day * 1440 - 440), to: at(day * 1440 + 100) })),
    tables: 24,
    interpreters: [{ person: 'per_i', pairs: [{ a: 'zh', b: 'de' }, { a: 'zh', b: 'en' }], windows: [] }],
    targets: { min: 2, max: 12 },
    orgTargets: [],
    quota: 20,
    requestMode: 'opt_in',
    schedulingMode: 'participants',
    v: 2,
  }
  const people = [
    { person: 'per_x', name: '魏安', languages: ['zh-Hans', 'en'], load: 4, free: false, reason: 'busy' },
    { person: 'per_y', name: '钱小舟', languages: ['zh-Hans', 'de'], load: 2, free: true, reason: '' },
    { person: 'per_z', name: '陆远', languages: ['zh-Hans'], load: 1, free: true, reason: 'other_language' },
  ]
  const fair = '/api/v1/exhibitions/exh_1'
  return {
    [`${fair}/availability`]: availability,
    [`${fair}/preferences`]: {
      items: [
        { org: 'org_1', want: 'must' },
        { org: 'org_2', want: 'must' },
        { org: 'org_3', want: 'want' },
        { org: 'org_4', want: 'want' },
        { org: 'org_9', want: 'never' },
      ],
    },
    [`${fair}/schedule/why`]: why,
    [`${fair}/meeting-settings`]: settings,
    [`${fair}/people`]: { items: [{ id: 'per_i', name: '苏译', languages: ['zh-Hans', 'de', 'en'] }], hidden: 0 },
    '/api/v1/meeting-requests/mtg_2/representatives': { items: people },
    '/api/v1/meetings/mtg_1/next': { slots: [1440, 1470, 1500].map((minutes) => ({ starts: at(minutes), ends: at(minutes + 30) })) },
    '/api/v1/notification-settings': { quiet: { from: '22:00', to: '07:00' }, digest: 'daily', digestAt: '08:00', mail: true, push: true, v: 1 },
    '/api/v1/outbox/summary': { states: { kept: 2, bounced: 1, waiting: 3, sent: 40 }, server: true },
  }
}
