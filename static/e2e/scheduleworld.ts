import type { Diff, Explanation, LevelProof, Placed, Run, SlotObstacles, Timetable, Unmet } from '../src/schedule/shapes'

/** A timetable of a hundred exhibitors and thirty buyers in three days of sixteen slots, for tests of the board alone. */
const day = 86_400_000
const opens = Date.parse('2026-05-15T01:00:00Z')
const both = (en: string, zh: string) => ({ en, 'zh-Hans': zh })
const iso = (at: number) => new Date(at).toISOString()

const slots = Array.from({ length: 48 }, (_, index) => {
  const starts = opens + Math.floor(index / 16) * day + (index % 16) * 1_800_000
  return { starts: iso(starts), ends: iso(starts + 1_800_000), day: iso(starts + 8 * 3_600_000).slice(0, 10) }
})

const zones = ['Europe/Berlin', 'Europe/Madrid', 'Asia/Dubai', 'America/Santiago', 'Asia/Tokyo', 'Africa/Cairo', 'Asia/Singapore', 'Australia/Sydney', 'America/New_York', 'Asia/Kathmandu']
const first = ['Taihu Lantern', 'Three Mountains', 'Ink Carp', 'Clay Child', 'Purple Sand', 'Canal Light', 'Grid & Grain', 'Open Pavilion', 'Nine Bends', 'Lotus Frame']
const firstZh = ['太湖灯影', '三山', '墨鲤', '泥阿福', '紫砂', '运河灯火', '格物', '云亭', '九曲', '荷帧']
const trade = ['Pictures', 'Animation', 'Games', 'Workshop', 'Studio', 'Tours', 'Design', 'Fairs', 'Embroidery', 'VFX']
const tradeZh = ['影业', '动画', '游戏', '工坊', '工作室', '文旅', '设计', '会展', '绣坊', '视效']
const buyers = ['Nordlicht Verleih', 'Casa Verde Media', 'Gulf Story House', 'Andes Cine', 'Kawa Kids TV', 'Nile Screen', 'Straits Content', 'Harbour Drama', 'Hudson Docs', 'Everest Channel']
const names = ['Jana Vogt', 'Ana Ortiz', 'Layla Haddad', 'Pablo Rojas', 'Yui Mori', 'Omar Fathy', 'Mei Tan', 'Ruth Bell', 'Sam Ortega', 'Asha Rai']

const hourOf = (at: string, zone: string) => Number(new Intl.DateTimeFormat('en', { timeZone: zone, hour: 'numeric', hourCycle: 'h23' }).format(new Date(at)))
const awake = (zone: string) => slots.flatMap(({ starts }, slot) => (hourOf(starts, zone) >= 6 && hourOf(starts, zone) < 23 ? [slot] : []))

const people = [
  ...Array.from({ length: 100 }, (_, index) => ({
    id: `per_x${index}`,
    name: `${'魏安钱惠沈林赵陆顾唐'[index % 10]}${'桥望敏舟岚'[index % 5]}`,
    org: `org_x${index}`,
    orgName: both(`${first[index % 10]} ${trade[Math.floor(index / 10)]}`, `${firstZh[index % 10]}${tradeZh[Math.floor(index / 10)]}`),
    zone: 'Asia/Shanghai',
    exhibits: true,
    slots: slots.map((_, slot) => slot).filter((slot) => (slot + index) % 11 !== 0),
    min: 2,
    max: 12,
  })),
  ...Array.from({ length: 30 }, (_, index) => ({
    id: `per_b${index}`,
    name: names[index % 10] ?? '',
    org: `org_b${index}`,
    orgName: { en: `${buyers[index % 10]}${index < 10 ? '' : ` ${1 + Math.floor(index / 10)}`}` },
    zone: zones[index % 10] ?? 'UTC',
    exhibits: false,
    slots: awake(zones[index % 10] ?? 'UTC'),
    min: 6,
    max: 20,
  })),
]

/** Every buyer meets every eighth exhibitor, wherever both are free. */
function plan(): { meetings: Placed[]; unmet: Unmet[] } {
  const taken = new Set<string>()
  const meetings: Placed[] = []
  const unmet: Unmet[] = []
  people.slice(100).forEach((buyer, index) => {
    for (let n = 0; n < 12; n++) {
      const host = people[(index * 7 + n * 8) % 100]
      if (!host) continue
      const wish = `w_${index}_${n}`
      const slot = buyer.slots.find((one) => host.slots.includes(one) && !taken.has(`${buyer.id}${one}`) && !taken.has(`${host.id}${one}`))
      if (slot === undefined || n === 11) {
        unmet.push({ wish, people: [host.id, buyer.id], level: n % 4 === 0 ? 'must' : 'want', value: 20 - n, reason: n % 2 ? 'no_common_slot' : 'rooms_full' })
        continue
      }
      taken.add(`${buyer.id}${slot}`).add(`${host.id}${slot}`)
      meetings.push({ wish, meeting: `mtg_s${index}_${n}`, people: [host.id, buyer.id], slot, table: `t${String((meetings.length % 24) + 1).padStart(2, '0')}`, level: n % 3 === 0 ? 'must' : 'want', frozen: n === 2 && index % 6 === 0 })
    }
  })
  return { meetings, unmet }
}

const { meetings, unmet } = plan()
const timetable: Timetable = { slots, people, tables: 24, interpreters: [{ id: 'per_i', name: '潘松涛' }], meetings, unmet }

const levels: LevelProof[] = [
  { level: 'unmetMust', value: 2, bound: 2, proven: true, by: 'relaxation' },
  { level: 'unmetWant', value: 318, bound: 311, proven: false, by: 'relaxation' },
  { level: 'fairness', value: 88_120_034_112, bound: 88_010_000_000, proven: false, by: 'relaxation' },
  { level: 'night', value: 9, bound: 4, proven: false, by: 'relaxation' },
  { level: 'breaks', value: 121, bound: 40, proven: false, by: 'relaxation' },
  { level: 'roomChanges', value: 64, bound: 0, proven: false, by: 'relaxation' },
]

const run = (id: string, state: Run['state'], more: Partial<Run> = {}): Run => ({
  id,
  v: 3,
  exhibition: 'exh_1',
  kind: 'solve',
  state,
  by: 'per_me',
  byName: 'Ling Tao',
  at: '2026-05-14T08:10:00Z',
  seconds: 10,
  progress: { placed: meetings.length, wishes: meetings.length + unmet.length, moves: 9_000_000, seconds: 10, levels },
  headline: { level: 'unmetWant', gap: 7 / 318 },
  counts: { meetings: meetings.length, unmetMust: unmet.filter(({ level }) => level === 'must').length, unmetWant: unmet.filter(({ level }) => level === 'want').length, people: 130 },
  ...more,
})

const draft = run('run_2', 'draft')
const lost: Run['lost'] = [{ wish: 'w_lost', requester: { org: 'org_b1', orgName: { en: 'Casa Verde Media' } }, invitee: { org: 'org_x3', orgName: both('Clay Child Pictures', '泥阿福影业') }, starts: slots[5]?.starts, code: 'changed_since' }]
const earlier = [run('run_1', 'published', { at: '2026-05-13T02:00:00Z', published: '2026-05-13T02:01:00Z', base: 'run_0', lost }), run('run_0', 'superseded', { at: '2026-05-12T02:00:00Z', published: '2026-05-12T02:01:00Z', kind: 'repair' })]

const line = (meeting: Placed | undefined, slot = meeting?.slot ?? 0) => ({ wish: meeting?.wish ?? '', people: meeting?.people ?? [], orgNames: (meeting?.people ?? []).map((id) => people.find((one) => one.id === id)?.orgName ?? {}), starts: slots[slot]?.starts ?? '', ends: slots[slot]?.ends ?? '', table: meeting?.table })
const diff: Diff = { moved: meetings.slice(3, 9).map((meeting) => ({ from: line(meeting, meeting.slot + 2), to: line(meeting) })), added: meetings.slice(10, 13).map((meeting) => line(meeting)), removed: [line(meetings[20])] }

/** What stands against the slots of a meeting: its people’s other meetings and their nights. */
function against(of: Placed | Unmet): SlotObstacles[] {
  return slots.map((_, slot) => ({
    slot,
    obstacles: of.people.flatMap((id) => {
      const other = meetings.find((one) => one.slot === slot && one.wish !== of.wish && one.people.includes(id))
      if (other) return [{ code: 'person_busy', subject: id, by: other.wish }]
      return people.find((one) => one.id === id)?.slots.includes(slot) ? [] : [{ code: 'person_away', subject: id }]
    }),
  }))
}

const why = (of: Unmet): Explanation => ({
  wish: of.wish,
  general: [],
  slots: against(of),
  fix: [{ kind: 'move_meeting', subject: meetings[4]?.wish, slot: 7, starts: slots[7]?.starts }, { kind: 'free_slot', subject: of.people[1], slot: 9, starts: slots[9]?.starts }],
})

const schedule = '/api/v1/exhibitions/exh_1/schedule'

/** The board with a draft on it. */
export const scheduleAnswers: Record<string, unknown> = {
  [`${schedule}/runs`]: { items: [draft, ...earlier] },
  [`${schedule}/timetable`]: { ...timetable, meetings: meetings.slice(0, 200) },
  [`${schedule}/runs/run_2/timetable`]: { ...timetable, run: 'run_2' },
  [`${schedule}/runs/run_2/diff`]: diff,
  ...Object.fromEntries(meetings.map((meeting) => [`${schedule}/runs/run_2/meetings/${meeting.wish}/slots`, { slots: against(meeting) }])),
  ...Object.fromEntries(unmet.map((wish) => [`${schedule}/runs/run_2/unmet/${wish.wish}`, why(wish)])),
}

/** The board at other moments: the program at work, what stands after a publication that lost a move, a failure, and before there is anything. */
export const scheduleMoments = {
  solving: { [`${schedule}/runs`]: { items: [run('run_3', 'solving', { progress: { placed: 301, wishes: meetings.length + unmet.length, seconds: 4.2, levels } }), ...earlier] } },
  standing: { [`${schedule}/runs`]: { items: earlier } },
  failed: { [`${schedule}/runs`]: { items: [run('run_3', 'failed', { problem: { code: 'fixed_clash', subject: 'w_1_2', name: 'Taihu Lantern – Nordlicht' } })] } },
  first: { [`${schedule}/runs`]: { items: [] }, [`${schedule}/timetable`]: { ...timetable, slots: [], people: [], meetings: [], unmet: [] } },
} satisfies Record<string, Record<string, unknown>>
