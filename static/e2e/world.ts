import type { Page } from '@playwright/test'
import { bankAnswers } from './bankworld'
import { financeAnswers } from './financeworld'
import { guardAnswers } from './guardworld'
import { moneyAnswers } from './moneyworld'
import { officeAnswers } from './officeworld'
import { peopleAnswers } from './peopleworld'
import { sectors, type BoothSummary, type Deal, type MeetingRequest, type Order, type Sector, type Terms } from '../src/api/shapes'
import { scheduleAnswers } from './scheduleworld'

/**
 * A small invented fair for tests of the pages alone: every answer of the API a page asks for, at a fixed instant.
 * Tests against the running program do not use it.
 */
export const now = new Date('2026-05-14T08:20:00Z')
const at = (minutes: number) => new Date(now.getTime() + minutes * 60_000).toISOString()
const both = (en: string, zh: string) => ({ en, 'zh-Hans': zh })

const names: [string, string, Sector][] = [
  ['Taihu Lantern Pictures', '太湖灯影影业', 'film_tv'],
  ['Three Mountains Animation', '三山动画', 'digital_production'],
  ['Ink Carp Games', '墨鲤游戏', 'internet_culture'],
  ['Clay Child Workshop', '泥阿福工坊', 'heritage'],
  ['Purple Sand Studio', '紫砂小筑', 'heritage'],
  ['Canal Light Tours', '运河灯火文旅', 'cultural_tourism'],
  ['Grid & Grain Design', '格物设计', 'industrial_design'],
  ['Open Pavilion Fairs', '云亭会展', 'exhibitions'],
  ['Nine Bends Embroidery', '九曲绣坊', 'heritage'],
  ['Lotus Frame VFX', '荷帧视效', 'digital_production'],
  ['Plum Rain Stories', '梅雨故事', 'internet_culture'],
  ['Red Wall Documentary', '红墙纪录', 'film_tv'],
  ['Stone Bridge Lighting', '石桥灯具', 'industrial_design'],
  ['Moon Gate Travel', '月洞门旅行', 'cultural_tourism'],
]

const booths: BoothSummary[] = names.map(([en, zh, sector], index) => ({
  id: `bth_${index + 1}`,
  hall: 'hal_1',
  number: `A-${String(index + 1).padStart(2, '0')}`,
  org: `org_${index + 1}`,
  orgName: both(en, zh),
  sector,
  country: 'CN',
  tagline: both('Stories that begin beside a lake', '从湖边开始的故事'),
  languages: index % 3 === 0 ? ['zh-Hans', 'en'] : ['zh-Hans', 'en', 'de'],
  onDuty: index % 4 === 0 ? [{ person: 'per_x', name: '魏安', languages: ['zh-Hans', 'en'] }] : [],
  open: index % 3 !== 2,
  opens: at(17 * 60),
  closes: at(100),
  zone: 'Asia/Shanghai',
  items: 6,
  facade: { sector, seed: index * 7919 + 11 },
}))

const halls = sectors.slice(0, 4).map((sector, index) => ({
  id: `hal_${index + 1}`,
  name: [both('Screen Street', '光影街'), both('Carp Street', '墨鲤街'), both('Ruler Street', '格物街'), both('Kiln Street', '窑火街')][index],
  theme: {},
  sector,
  booths: 14,
  onDuty: index === 2 ? 0 : 4,
}))

const item = (n: number, kind: 'good' | 'service' | 'work', en: string, zh: string, price: string | null) => ({
  id: `itm_${n}`,
  kind,
  name: both(en, zh),
  text: both('Made in Wuxi, shown for the first time outside China.', '无锡制作，首次在境外展出。'),
  price: price ? { amount: price, currency: 'CNY' } : null,
  unit: kind === 'good' ? 'C62' : undefined,
  incoterm: kind === 'good' ? 'FCA' : undefined,
  place: kind === 'good' ? 'Wuxi' : undefined,
  rights: kind === 'work' ? { territories: ['DE', 'AT', 'CH'], languages: ['de'], windows: ['svod'] } : undefined,
  isNew: n === 1,
  v: 1,
})

const booth = {
  ...booths[0],
  text: both(
    'We have told stories of the lake for thirty years: documentaries, children’s series and one opera film. We look for partners who dub, broadcast and co-produce.',
    '三十年来，我们讲述太湖的故事：纪录片、儿童剧集，还有一部戏曲电影。我们寻找译制、播出与联合制作的伙伴。',
  ),
  hours: [{ weekday: 4, from: '09:00', to: '18:00' }],
  nextOpen: [0, 1, 2].map((day) => ({ from: at(day * 1440 - 440), to: at(day * 1440 + 100) })),
  items: [
    item(1, 'work', 'The Boat Opera', '船上的戏', null),
    item(2, 'good', 'Clay Afu, pair', '惠山泥阿福（一对）', '268.00'),
    item(3, 'service', 'Dubbing into Mandarin', '普通话译制', '18000.00'),
  ],
  staff: [
    { person: 'per_x', name: '魏安', languages: ['zh-Hans', 'en'], onDuty: true },
    { person: 'per_y', name: '钱小舟', languages: ['zh-Hans', 'de'], onDuty: false },
  ],
  v: 3,
}

const session = (n: number, minutes: number, state: string, en: string, zh: string) => ({
  id: `ses_${n}`,
  title: both(en, zh),
  abstract: both('Two producers and a broadcaster on what travels and what does not.', '两位制片人与一位播出方：什么能走出去，什么不能。'),
  speakers: [{ name: 'Ana Ortiz' }, { name: '林望' }],
  room: `room_${n}`,
  starts: at(minutes),
  ends: at(minutes + 45),
  languages: ['zh-Hans', 'en'],
  state,
})

const side = (org: string, en: string, zh: string, zone: string, personName: string) => ({ org, orgName: both(en, zh), person: `per_${org}`, personName, zone })
const me = side('org_b', 'Nordlicht Verleih', '北光发行', 'Europe/Berlin', 'Jana Vogt')
const them = side('org_1', 'Taihu Lantern Pictures', '太湖灯影影业', 'Asia/Shanghai', '魏安')

const request = (n: number, state: MeetingRequest['state'], awaiting?: string): MeetingRequest => ({
  id: `mtg_${n}`,
  state,
  exhibition: 'exh_1',
  round: n,
  awaiting,
  requester: them,
  invitee: me,
  reason: 'We saw your documentary slots and would like to show you The Boat Opera, 6 × 45 minutes.',
  language: 'en',
  slots: [60, 120, 900].map((minutes) => ({ starts: at(minutes), ends: at(minutes + 30), requester: '', invitee: '', night: minutes === 900 })),
  chatOpen: true,
  followUp: false,
  night: false,
  revision: 0,
  history: [
    { at: at(-600), by: 'org_1', action: 'send' },
    { at: at(-300), by: 'org_b', action: 'counter', reason: 'A little later, please.' },
  ],
  ...(state === 'scheduled' && { starts: at(60), ends: at(90), room: 'room_1' }),
  expires: at(3000),
  v: 2,
})

const terms = (territories: string[], total: string, dub: string): Terms => ({
  subject: both('The Boat Opera, licence', '《船上的戏》授权'),
  lines: [{ text: 'SVOD licence, 6 episodes', quantity: '6', unit: 'C62', price: { amount: '14000.00', currency: 'EUR' }, amount: { amount: total, currency: 'EUR' } }],
  total: { amount: total, currency: 'EUR' },
  feePaidBy: 'split',
  rights: { work: 'itm_1', rights: ['svod'], territories, languages: ['de'], from: '2026-07-01', to: '2028-06-30', exclusive: true },
  milestones: [
    { title: 'Masters', amount: { amount: '50000.00', currency: 'EUR' }, due: '2026-07-01', deliverable: 'ProRes 4444 and M&E', inspectionDays: 10, silenceAccepts: false },
    { title: 'Artwork', amount: { amount: '34000.00', currency: 'EUR' }, due: '2026-08-01', deliverable: 'Key art, trailer', inspectionDays: 5, silenceAccepts: true },
  ],
  validUntil: '2026-06-01',
  clauses: [
    { id: 'dub', title: 'German dub', text: dub },
    { id: 'law', title: 'Law', text: 'The law of Singapore applies; arbitration in Singapore.' },
  ],
})
const hash = (n: number) => ['3f9ac04d', '81be77f2', 'c27d10a9'][n - 1] + '5d0e8c1f6a2b9e7044cc1d83b6fa21e9905d'.padEnd(56, '0')
const deal: Deal = {
  id: 'deal_1',
  state: 'signing',
  title: 'The Boat Opera, DE/AT/CH',
  kind: 'work',
  buyer: { org: 'org_b', orgName: me.orgName },
  seller: { org: 'org_1', orgName: them.orgName },
  room: 'room_1',
  versions: [
    { n: 1, by: 'org_1', person: 'per_x', at: at(-200), hash: hash(1), state: 'superseded', terms: terms(['DE', 'AT'], '84000.00', 'The buyer makes the German dub and owns it.') },
    { n: 2, by: 'org_b', person: 'per_me', at: at(-100), hash: hash(2), state: 'accepted_by_both', terms: terms(['DE', 'AT', 'CH'], '84000.00', 'The seller makes the German dub; the buyer approves the voices.') },
  ],
  current: 2,
  accepted: [],
  signatures: [{ org: 'org_1', person: 'per_x', name: '魏安', hash: hash(2), at: at(-20), consentText: '' }],
  consent: 'I sign exactly this version, identified by its hash, for my organization.',
  wall: { mine: false, shown: false },
  order: 'ord_1',
  exhibition: 'exh_1',
  events: [],
  opened: at(-300),
  moved: at(-20),
  v: 7,
}
const money = (amount: string) => ({ amount, currency: 'EUR' })
const order: Order = {
  id: 'ord_1',
  deal: 'deal_1',
  exhibition: 'exh_1',
  state: 'IN_DELIVERY',
  buyer: { org: 'org_b', orgName: me.orgName },
  seller: { org: 'org_1', orgName: them.orgName },
  currency: 'EUR',
  total: money('84000.00'),
  milestones: [
    { id: 'mil_1', title: 'Masters', amount: money('50000.00'), state: 'RELEASED', due: at(40_000), held: money('0.00'), payable: money('0.00'), may: [], twoPeople: true, silenceAccepts: false },
    { id: 'mil_2', title: 'Artwork', amount: money('34000.00'), state: 'INSPECTION', due: at(80_000), evidence: 'Key art delivered by link', held: money('34000.00'), payable: money('0.00'), may: ['accept', 'accept-part', 'reject'], twoPeople: true, silenceAccepts: true, quantity: 40, inspectUntil: at(4_500) },
  ],
  disputes: [],
  held: false,
  withheld: money('0.00'),
  totals: { funded: money('84000.00'), held: money('34000.00'), released: money('50000.00'), refunded: money('0.00'), fees: money('420.00'), cancelFees: money('0.00'), chargedBack: money('0.00'), reserved: money('0.00') },
  title: 'The Boat Opera, DE/AT/CH',
  may: [],
  missing: money('0.00'),
  payable: money('0.00'),
  fee: { paidBy: 'split', buyer: money('210.00'), seller: money('210.00'), total: money('420.00'), exchangeBasisPoints: 40, platformBasisPoints: 10 },
  created: at(-2000),
  changed: at(-60),
  you: 'buyer',
  timeline: [
    { seq: 41, at: at(-900), type: 'receipt.book', code: 'done', actor: { role: 'rail' }, amount: money('84000.00') },
    { seq: 57, at: at(-500), type: 'milestone.ship', code: 'done', actor: { role: 'seller' } },
    { seq: 64, at: at(-60), type: 'milestone.release', code: 'done', actor: { role: 'checker' }, amount: money('50000.00') },
  ],
  asOf: 64,
  v: 9,
  sandbox: true,
}
/** The same order when the artwork is divided: a part is accepted, a part is contested and haggled over, compliance looks on. */
const contested: Order = {
  ...order,
  id: 'ord_2',
  milestones: [
    order.milestones[0]!,
    { ...order.milestones[1]!, id: 'mil_2-1', partOf: 'mil_2', amount: money('13600.00'), quantity: 16, state: 'ACCEPTED', may: [], inspectUntil: undefined },
    { ...order.milestones[1]!, id: 'mil_2-2', partOf: 'mil_2', amount: money('20400.00'), quantity: 24, state: 'DISPUTED', may: [], inspectUntil: undefined },
  ],
  totals: { ...order.totals, released: money('49000.00'), reserved: money('2500.00'), chargedBack: money('1000.00') },
  withheld: money('1500.00'),
  held: true,
  disputes: [
    {
      id: 'dsp_0',
      milestone: 'mil_1',
      state: 'EXECUTED',
      contested: money('5000.00'),
      openedBy: 'system',
      opened: at(-1800),
      reason: 'no_response',
      offers: [],
      evidence: [],
      clocks: { negotiateUntil: at(-1500), escalatesAt: at(-1400), evidenceUntil: at(-1300), appealUntil: at(-1000) },
      ruling: { seller: money('4000.00'), buyer: money('1000.00'), reason: 'The masters came complete, two days after the day agreed.', at: at(-1200), by: 'per_a', second: 'per_b' },
      appeal: { by: 'buyer', reason: 'It was four days.' },
      may: [],
      v: 9,
    },
    {
      id: 'dsp_1',
      milestone: 'mil_2-2',
      state: 'NEGOTIATION',
      contested: money('20400.00'),
      openedBy: 'buyer',
      opened: at(-400),
      reason: 'not_as_agreed',
      note: 'Twenty-four of the posters lack the Arabic title.',
      offers: [
        { n: 1, by: 'buyer', seller: money('10200.00'), buyer: money('10200.00'), at: at(-300) },
        { n: 2, by: 'seller', seller: money('18000.00'), buyer: money('2400.00'), at: at(-120) },
      ],
      evidence: [{ by: 'buyer', kind: 'technical_check', ref: 'QC-2026-118', note: 'List of the posters with the missing line.', at: at(-390) }],
      clocks: { negotiateUntil: at(900), escalatesAt: at(9_000) },
      may: ['offer', 'accept', 'escalate', 'evidence', 'withdraw'],
      v: 9,
    },
  ],
  quotes: [
    {
      id: 'quo_1', order: 'ord_2', state: 'ACCEPTED', buy: money('84000.00'), pay: { amount: '652911.97', currency: 'CNY' }, rate: '0.1293', source: 'ECB 2026-11-20', spread: { amount: '3260.00', currency: 'CNY' },
      agreedBasisPoints: 0, toleranceBasisPoints: 0, expires: at(-500), payBy: at(2_000), returnBy: at(9_000), may: [],
    },
  ],
  timeline: [...order.timeline!, { seq: 70, at: at(-20), type: 'dispute.offer', code: 'done', actor: { role: 'seller' } }],
}
const documents = [
  { kind: 'confirmation', number: 'ord_2', issued: at(-2000), amount: money('84000.00'), available: true },
  { kind: 'receipt', number: 'R-41', entry: '41.0', issued: at(-900), amount: money('84000.00'), available: true },
  { kind: 'invoice', milestone: 'mil_2-1', available: false },
]

const wording = (kind: 'terms' | 'cross-border') => ({
  kind,
  version: '2026-01',
  text: kind === 'terms' ? both('You use the fair under your own name and keep to what you sign here.', '您以真实身份使用本平台，并遵守在此签署的内容。') : both('Your name, organization and requests are shown to exhibitors in China and stored there.', '您的姓名、机构与邀约会展示给中国境内的参展商，并在境内存储。'),
  ...(kind === 'cross-border' && {
    recipient: { name: both('Wuxi Cloud Fair Office', '无锡云展办公室'), contact: 'privacy@fair.example', country: 'CN' },
    purpose: both('Arranging meetings and deals', '安排洽谈与交易'),
    categories: [both('name', '姓名'), both('organization', '机构')],
  }),
  rights: both('You can withdraw at any time; your data there is then erased.', '您可随时撤回，届时境内数据将被删除。'),
})

export type As = 'visitor' | 'buyer' | 'exhibitor' | 'organizer' | 'clearing_maker' | 'clearing_checker' | 'arbitrator' | 'compliance' | 'funder' | 'logistics' | 'auditor'

function answers(as: As): Record<string, unknown> {
  const person = { id: 'per_me', name: 'Jana Vogt', email: 'jana@nordlicht.example', lang: '', zone: 'Europe/Berlin', org: 'org_b', languages: ['de', 'en'], visibility: 'exhibitors', v: 1 }
  const list = (items: unknown[]) => ({ items })
  return {
    '/api/v1/me':
      as === 'visitor'
        ? { csrf: 'x', exhibition: 'exh_1', grants: [] }
        : {
            person,
            organization: as === 'exhibitor' ? { id: 'org_1', name: them.orgName, country: 'CN' } : { id: 'org_b', name: me.orgName, country: 'DE' },
            grants: [{ role: as, exhibition: 'exh_1' }],
            consents: { terms: { given: true, at: at(-9000), version: '2026-01' }, crossBorder: { given: true, at: at(-9000), version: '2026-01' } },
            csrf: 'x',
            exhibition: 'exh_1',
          },
    '/api/v1/exhibitions/exh_1': { id: 'exh_1', name: both('Wuxi Cloud Fair of Culture 2026', '2026 无锡云上文化展'), zone: 'Asia/Shanghai', phase: 'live', starts: at(-1440), ends: at(4000), v: 4 },
    '/api/v1/exhibitions/exh_1/halls': list(halls),
    ...Object.fromEntries(halls.map((hall, index) => [`/api/v1/halls/${hall.id}`, { ...hall, booths: index === 0 ? booths : [...booths.slice(index * 3), ...booths.slice(0, index * 3)] }])),
    '/api/v1/exhibitions/exh_1/booths': list(booths),
    '/api/v1/booths/bth_1': booth,
    '/api/v1/booths/bth_1/questions': list([{ id: 'qst_1', text: 'Is there a version with English subtitles?', asked: at(-50), promise: at(600), askerName: 'Casa Verde Media', v: 1 }]),
    '/api/v1/exhibitions/exh_1/sessions': list([
      session(1, -10, 'live', 'What travels: documentaries between two rivers', '什么能走出去：两江之间的纪录片'),
      session(2, 70, 'open', 'Co-producing animation under two laws', '两种法律下的动画联合制作'),
      session(3, 1500, 'open', 'Signing on stage', '现场签约'),
    ]),
    '/api/v1/exhibitions/exh_1/sessions/ses_1': {
      ...session(1, -10, 'live', 'What travels: documentaries between two rivers', '什么能走出去：两江之间的纪录片'),
      speakers: [{ name: 'Ana Ortiz' }, { name: '林望', person: 'per_lin', company: { organization: 'org_12', name: both('Red Wall Documentary', '红墙纪录'), booth: 'bth_12' } }],
    },
    '/api/v1/exhibitions/exh_1/words': { words: ['casino', '代购'], v: 3 },
    '/api/v1/agenda': list([
      { id: 'mtg_1', kind: 'meeting', title: {}, with: them, starts: at(8), ends: at(38), state: 'scheduled', room: 'room_1', v: 1 },
      { id: 'ses_2', kind: 'session', title: both('Co-producing animation under two laws', '两种法律下的动画联合制作'), starts: at(70), ends: at(115), room: 'room_2' },
      { id: 'mtg_2', kind: 'meeting', title: {}, with: side('org_4', 'Clay Child Workshop', '泥阿福工坊', 'Asia/Shanghai', '惠敏'), starts: at(1400), ends: at(1430), state: 'cancelled', v: 1 },
    ]),
    '/api/v1/meeting-requests': list([request(2, 'pending', as === 'exhibitor' ? 'org_1' : 'org_b'), request(1, 'scheduled')]),
    '/api/v1/exhibitions/exh_1/slots': list([60, 90, 120, 900, 930, 1500].map((minutes) => ({ starts: at(minutes), ends: at(minutes + 30) }))),
    '/api/v1/exhibitions/exh_1/suggestions': list(
      booths.slice(0, 4).map((one, index) => ({
        org: one.org,
        booth: one.id,
        orgName: one.orgName,
        country: 'CN',
        sector: one.sector,
        languages: one.languages,
        score: 0.92 - index * 0.11,
        reasons: [
          { code: 'need', text: both('You want documentaries for Germany, they license them', '您需要德国地区的纪录片，对方正好授权') },
          { code: 'language', text: both('Both speak English', '双方都讲英语') },
        ],
        want: index === 0 ? 'must' : 'none',
        freeSlots: 6 - index,
      })),
    ),
    '/api/v1/exhibitions/exh_1/deal-wall': list([{ title: 'Clay Afu, 400 pairs', kind: 'good', buyer: both('Casa Verde Media', '绿屋传媒'), seller: both('Clay Child Workshop', '泥阿福工坊'), signed: at(-70), seal: hash(3).slice(0, 16) }]),
    '/api/v1/exhibitions/exh_1/profile': { needs: ['audiovisual'], offers: [], role: 'license', territories: ['DE'], languages: ['en', 'de'], budget: '50k_250k', hours: { zone: 'Europe/Berlin', from: '08:00', to: '18:00' }, v: 1 },
    '/api/v1/taxonomy': list([{ id: 'av', label: both('Audio-visual media', '视听媒体'), children: [{ id: 'audiovisual', label: both('Documentaries', '纪录片') }] }]),
    '/api/v1/deals': list([deal, { ...deal, id: 'deal_2', title: 'Clay Afu, 400 pairs', state: 'negotiating', signatures: [], kind: 'good' }]),
    '/api/v1/deals/deal_1': deal,
    '/api/v1/orders': list([order, contested]),
    '/api/v1/orders/ord_1': order,
    '/api/v1/orders/ord_1/documents': list(documents.slice(0, 1)),
    '/api/v1/orders/ord_2': contested,
    '/api/v1/orders/ord_2/documents': list(documents),
    '/api/v1/dispute-reasons': list([
      { code: 'not_as_agreed', by: ['buyer'], evidence: ['contract', 'photo', 'technical_check', 'inspection_report'] },
      { code: 'no_response', by: ['system'], evidence: ['delivery_note', 'waybill', 'correspondence'] },
    ]),
    '/api/v1/balances': list([{ currency: 'EUR', available: money('12600.00'), leaving: money('0.00'), requested: money('0.00'), reserve: money('2500.00'), blocked: money('0.00'), debt: money('0.00') }]),
    ...officeAnswers,
    '/api/v1/exhibitions/exh_1/board': {
      rooms: { open: 11, participants: 64 },
      meetings: { scheduled: 210, live: 14, completed: 96, no_show: 4, cancelled: 9 },
      acceptanceRate: 0.57,
      keptRate: 0.88,
      deals: { negotiating: 18, agreed: 5, signed: 3, ordered: 6 },
      escrow: [money('412000.00'), { amount: '1860000.00', currency: 'CNY' }],
    },
    '/api/v1/organizations': list(
      names.slice(5, 9).map(([en, zh, sector], index) => ({
        id: `org_a${index}`,
        name: index === 1 ? { 'zh-Hans': zh } : both(en, zh),
        country: 'CN',
        kind: index === 2 ? 'creator' : 'company',
        sector,
        state: 'applied',
        contact: { name: '沈桥', email: 'qiao@example.cn', lang: 'zh-Hans', zone: 'Asia/Shanghai' },
        participations: [{ exhibition: 'exh_1', as: 'exhibitor' }],
        applied: at(-4000),
        v: 1,
      })),
    ),
    '/api/v1/exhibitions/exh_1/meetings': list(
      Array.from({ length: 28 }, (_, index) => ({
        ...request(1, 'scheduled'),
        id: `mtg_m${index}`,
        state: ['scheduled', 'live', 'completed', 'no_show'][index % 4],
        invitee: { ...them, org: `org_${(index % 7) + 1}`, orgName: booths[index % 7]?.orgName },
        requester: { ...me, orgName: both(['Nordlicht Verleih', 'Casa Verde Media', 'Atlas Kids TV', 'Gulf Story House'][index % 4] ?? '', '') },
        starts: at(Math.floor(index / 4) * 30),
      })),
    ),
    '/api/v1/outbox': list([
      { id: 'mai_1', to: 'jana@nordlicht.example', subject: 'Your meeting with Taihu Lantern Pictures', state: 'kept', at: at(-20) },
      { id: 'mai_3', to: 'nobody@gone.example', subject: 'The timetable is published', state: 'bounced', at: at(-90), attempts: 3, lastError: '550 5.1.1 no such user here' },
      { id: 'mai_4', to: 'jana@nordlicht.example', subject: 'Your day at the fair', state: 'waiting', at: at(-30), due: at(600) },
      { id: 'mai_2', to: 'qiao@example.cn', subject: '您的参展申请已收到', state: 'kept', at: at(-2) },
    ]),
    ...peopleAnswers(at),
    ...guardAnswers(at, contested),
    ...financeAnswers({ at, order }),
    '/api/v1/meetings/mtg_1': { ...request(1, 'completed'), starts: at(-40), ends: at(-10), room: 'room_mtg_1' },
    '/api/v1/rooms': list([{ id: 'room_1', kind: 'stage', name: both('Lake Stage', '湖心舞台'), state: 'open', participants: 64, may: { join: true, knock: false, admit: true, interpret: false, publish: [], moderate: true }, v: 1 }]),
    '/api/v1/rooms/room_1': { id: 'room_1', kind: 'meeting', name: both('Nordlicht and Taihu Lantern', '北光 × 太湖灯影'), state: 'open', starts: at(8), ends: at(38), participants: 2, may: { join: true, knock: false, admit: true, interpret: false, publish: ['audio', 'video', 'screen'], moderate: true }, v: 1 },
    '/api/v1/exhibitions/exh_1/connection-tests': list([
      { person: 'per_x', name: '魏安', orgName: 'Taihu Lantern Pictures', measured: {}, verdict: { code: 'audio', hints: ['slow_up'] }, at: at(-300) },
      { person: 'per_me', name: 'Jana Vogt', orgName: 'Nordlicht Verleih', measured: {}, verdict: { code: 'fine', hints: [] }, at: at(-200) },
    ]),
    '/api/v1/rooms/room_1/messages': list([]),
    '/api/v1/me/consents': { wordings: [wording('terms'), wording('cross-border')], history: [{ kind: 'terms', given: true, at: at(-9000), version: '2026-01' }] },
    '/api/v1/sessions': list([{ id: 'ses_a', agent: 'Firefox, Linux', created: at(-900), seen: at(-1), current: true, expires: at(900) }]),
    '/api/v1/applications/key1': { name: both('Canal Light Tours', '运河灯火文旅'), state: 'applied', applied: at(-4000) },
    '/api/v1/notices': list([{ id: 'not_1', type: 'meeting_request.sent', entity: 'mtg_2', path: '/requests', title: both('Taihu Lantern Pictures asks for a meeting', '太湖灯影影业邀您洽谈'), at: at(-12), read: false, v: 1 }]),
    ...scheduleAnswers,
    ...moneyAnswers,
    ...bankAnswers,
    '/api/v1/tokens': list([{ id: 'tok_1', name: 'Catalogue import', created: at(-90_000) }]),
  }
}

/** Answers the API inside the browser. What is not in the world is a 404, and the test that asked for it shows it. */
export async function mock(page: Page, as: As, instead: Record<string, unknown> = {}) {
  const world: Record<string, unknown> = { ...answers(as), ...instead }
  await page.clock.setFixedTime(now)
  await page.route('**/api/v1/**', async (route) => {
    const url = new URL(route.request().url())
    if (route.request().method() !== 'GET') {
      await route.fulfill({ status: 204 })
      return
    }
    // What a question asks for may have an answer of its own.
    const body = world[url.pathname + url.search] ?? world[url.pathname]
    if (body === undefined) await route.fulfill({ status: 404, contentType: 'application/problem+json', body: JSON.stringify({ status: 404, code: 'not_mocked', detail: url.pathname }) })
    else await route.fulfill({ json: body })
  })
}
