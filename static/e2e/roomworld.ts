import type { Page } from '@playwright/test'
import type { Breakout, Caption, Channel, Participant } from '../src/room/messages'
import { now } from './world'

/** A room that plays its part over a socket of the test's own: everything a seat can be told, without a server or media. */
export type Part = 'listener' | 'interpreter' | 'moderator' | 'backstage'

const at = (seconds: number) => new Date(now.getTime() + seconds * 1000).toISOString()
const may = { publish: ['audio' as const, 'video' as const, 'screen' as const], subscribe: true, data: true, moderate: false, interpret: false, record: false }

const people: Participant[] = [
  { id: 'per_wei', name: '魏安', organization: '太湖灯影影业', language: 'zh-Hans', joined: at(-900), connected: true, permissions: may },
  { id: 'per_jana', name: 'Jana Vogt', organization: 'Nordlicht Verleih', language: 'de', joined: at(-800), connected: true, permissions: may },
  { id: 'per_omar', name: 'Omar Haddad', organization: 'Gulf Story House', language: 'ar', joined: at(-700), connected: true, permissions: may },
  { id: 'per_lin', name: 'Lin Qiao', language: 'zh-Hans', joined: at(-850), connected: true, permissions: { ...may, publish: [], interpret: true } },
  { id: 'per_paul', name: 'Paul Sauter', language: 'de', joined: at(-840), connected: true, permissions: { ...may, publish: [], interpret: true } },
  { id: 'per_ines', name: 'Inês Duarte', organization: 'Casa Verde Media', language: 'pt', joined: at(-300), connected: false, permissions: { ...may, publish: [] } },
]

const channels: Channel[] = [
  { language: 'de', place: '', track: 'chn_de', active: 'per_lin', booth: ['per_lin', 'per_paul'], source: 'floor', muted: false },
  { language: 'ar', place: '', track: 'chn_ar', active: '', booth: [], source: 'floor', muted: false },
]

const captions: Caption[] = [
  { id: 'c1', language: 'de', text: 'Wir haben die Serie am See gedreht, mit den alten Booten.', final: true, participant: 'per_lin', speaker: 'per_wei', at: at(-12) },
  { id: 'c2', language: 'de', text: 'Sechs Folgen sind fertig; die siebte wird gerade', final: false, participant: 'per_lin', speaker: 'per_wei', at: at(-3) },
]

const breakouts: Breakout[] = [
  { id: 'brk_1', name: { en: 'Rights', 'zh-Hans': '版权' }, ends: at(250), roam: true },
  { id: 'brk_2', name: { en: 'Co-production', 'zh-Hans': '联合制作' }, ends: at(250), roam: true },
]

export async function playRoom(page: Page, part: Part) {
  const id = part === 'interpreter' ? 'per_paul' : 'per_jana'
  const moderate = part === 'moderator'
  const all = people.map((person) => (person.id === 'per_jana' && moderate ? { ...person, permissions: { ...may, moderate: true } } : person.id === id && part === 'backstage' ? { ...person, place: 'backstage', permissions: { ...may, moderate: true } } : person))
  const self = all.find((person) => person.id === id)
  await page.routeWebSocket(/\/api\/v1\/rooms\/room_1\/socket/, (socket) => {
    let offset = 40
    const say = (message: object) => socket.send(JSON.stringify(message))
    const tell = (message: object) => say({ ...message, offset: ++offset })
    socket.onMessage((text) => {
      const message = JSON.parse(String(text)) as { type: string; ref?: string }
      if (message.type !== 'join') {
        if (message.ref && message.type !== 'offer') say({ type: 'ok', ref: message.ref })
        return
      }
      say({
        type: 'joined', version: 1, room: 'room_1', epoch: 'e', offset, self: { ...self, ...(part === 'listener' && { listening: { language: 'de', floor: 15 } }) }, participants: all,
        tracks: [{ id: 'trk_1', participant: 'per_wei', source: 'microphone', muted: false }, ...(part === 'moderator' ? [] : [{ id: 'trk_2', participant: 'per_wei', source: 'screen', muted: false }])],
        hands: [{ participant: 'per_omar', language: 'ar', raised: at(-60) }], channels, breakouts: moderate ? breakouts : [], slowMode: moderate ? 10 : 0,
        recording: moderate ? { id: 'rec_1', since: at(-120) } : null, graceSeconds: 30, resumed: false,
      })
      tell({ type: 'chat', id: 'msg_1', participant: 'per_wei', name: '魏安', text: '大家好，我们从第一集开始。', language: 'zh-Hans', at: at(-50) })
      tell({ type: 'chat', id: 'msg_2', participant: 'per_omar', name: 'Omar Haddad', text: 'Is there a version with Arabic subtitles?', language: 'en', at: at(-30) })
      say({ type: 'speakers', speakers: [{ participant: 'per_wei', level: 28 }] })
      for (const caption of captions) say({ type: 'caption', ...caption })
      if (moderate) {
        say({ type: 'quality', participants: [{ participant: 'per_wei', audioMos: 4.2, video: 'good', transport: 'udp', rttMs: 48, loss: 0.2, step: 'video' }, { participant: 'per_omar', audioMos: 2.7, video: 'poor', transport: 'tcp', rttMs: 420, loss: 7.5, step: 'low' }] })
      }
    })
  })
}

const both = (en: string, zh: string) => ({ en, 'zh-Hans': zh })

/** What the room's own resources answer. */
export async function furnish(page: Page, part: Part) {
  const lead = part === 'moderator' || part === 'backstage'
  const room = {
    id: 'room_1', v: 1, kind: lead ? 'stage' : 'meeting', name: both('Lake Stage', '湖心舞台'), state: 'open', participants: 6, exhibition: 'exh_1', waiting: 0, moderated: false, slowMode: 0, languages: ['de', 'ar'], ...(lead && { session: 'ses_1' }),
    may: { join: true, knock: false, admit: lead, interpret: part === 'interpreter', publish: part === 'interpreter' ? [] : ['audio', 'video', 'screen'], moderate: lead, lead, police: lead },
  }
  const answers: Record<string, unknown> = {
    '': room,
    '/tickets': { ticket: 't', token: 't', url: '/api/v1/rooms/room_1/socket?ticket=t', expires: at(60), iceServers: [], participant: 'per_jana' },
    '/messages': { items: [] },
    '/lobby': { items: lead ? [{ participant: 'per_guest', name: 'Amélie Roux', organization: 'Canal Doc', language: 'fr', since: at(-20), knocked: at(-20) }] : [] },
    '/questions': { items: [
      { id: 'qst_1', v: 1, text: 'How are the boats insured during the shoot?', language: 'en', author: { person: 'per_omar', name: 'Omar Haddad' }, votes: 7, voted: true, state: 'open', at: at(-300) },
      { id: 'qst_2', v: 1, text: '第七集什么时候完成？', language: 'zh-Hans', anonymous: true, votes: 3, voted: false, state: 'pending', at: at(-200) },
      { id: 'qst_3', v: 1, text: 'Will there be a German dub?', language: 'en', author: { person: 'per_jana', name: 'Jana Vogt' }, votes: 12, voted: false, state: 'answering', at: at(-400) },
    ] },
    '/polls': { items: [
      { id: 'pol_1', v: 1, question: both('Which day suits the second meeting?', '第二次洽谈哪天合适？'), options: [both('Thursday', '周四'), both('Friday', '周五'), both('Next week', '下周')], multiple: false, state: 'open', cast: 18, counts: [9, 6, 3], mine: [0], at: at(-100) },
      { id: 'pol_2', v: 1, question: both('Have you worked with interpreters before?', '您以前用过同传吗？'), options: [both('Yes', '用过'), both('No', '没有')], multiple: false, state: 'open', cast: 4, at: at(-50) },
    ] },
    '/interpreters': { items: [{ person: 'per_lin', name: 'Lin Qiao', languages: ['de'] }] },
    '/recordings': { items: !lead ? [] : [{ id: 'rec_0', v: 1, state: 'ready', languages: ['de'], video: false, started: at(-90_000), erased: at(2_000_000), files: [
        { id: 'f1', kind: 'channel', language: 'de', type: 'audio/webm', seconds: 3725 },
        { id: 'f2', kind: 'track', participant: 'per_wei', source: 'microphone', type: 'audio/webm', seconds: 94, cut: true },
      ] }, { id: 'rec_lost', v: 1, state: 'ready', lost: true, languages: ['de'], video: true, started: at(-180_000), files: [] }, { id: 'rec_no', v: 1, state: 'refused', languages: [], video: true, asked: at(-190_000), files: [] }] },
    '/reports': { items: [
      { id: 'rpt_1', v: 1, room: 'room_1', participant: 'per_omar', message: 'msg_2', reason: 'Sells tickets in the chat.', by: 'per_jana', byName: 'Jana Vogt', at: at(-25) },
      { id: 'rpt_2', v: 2, room: 'room_1', participant: 'per_gone', reason: '多次打断发言。', by: 'per_wei', byName: '魏安', at: at(-600), resolved: { at: at(-500), by: 'per_jana', reason: 'Talked to them' } },
    ] },
    '/bans': { items: [{ participant: 'per_gone', at: at(-450), by: 'per_jana', reason: 'Shouted at the interpreters' }] },
    '/keys': { items: [
      { id: 'key_1', v: 1, room: 'room_1', use: 'whip', name: 'Stage camera', by: 'per_jana', at: at(-7000) },
      { id: 'key_2', v: 2, room: 'room_1', use: 'whep', name: 'Foyer screen', by: 'per_jana', at: at(-90_000), revoked: { at: at(-3000), by: 'per_jana' } },
    ] },
    '/captions': { items: [{ id: 'cap_1', lineId: 'c0', language: 'de', text: 'Guten Tag und willkommen am See.', by: 'per_lin', speaker: 'per_wei', at: at(-60) }] },
  }
  await page.route(/\/api\/v1\/rooms\/room_1(\/[a-z]+)?(\?.*)?$/, async (route) => {
    const path = new URL(route.request().url()).pathname.replace('/api/v1/rooms/room_1', '')
    const body = answers[path]
    if (route.request().method() === 'GET' || path === '/tickets') await (body === undefined ? route.fulfill({ status: 404, json: { status: 404, code: 'not_mocked', detail: path } }) : route.fulfill({ json: body }))
    else if (path === '/keys') await route.fulfill({ status: 201, json: { id: 'key_3', v: 1, room: 'room_1', use: 'whip', name: 'Hall B', by: 'per_jana', at: at(0), key: 'fgk_7pQ2mXw9sLr4tVb8', url: '/api/v1/rooms/room_1/whip' } })
    else await route.fulfill({ status: 204 })
  })
  // The signing has a stage of its own hour; one side has signed.
  if (lead) {
    const session = { id: 'ses_sign', exhibition: 'exh_1', v: 1, kind: 'ceremony', room: 'room_1', title: both('Signed on stage', '现场签约'), state: 'live', starts: at(-600), ends: at(1800), languages: ['zh-Hans'], speakers: [], interpretation: [] }
    await page.route(/\/exhibitions\/exh_1\/sessions$/, (route) => route.fulfill({ json: { items: [session] } }))
    await page.route(/\/sessions\/ses_sign\/ceremony$/, (route) =>
      route.fulfill({ json: {
        title: 'Boats of the lake: television in five countries · 《湖上的船》五国电视授权', state: 'signing', hash: '3d5b9c7710aa42ef', shown: true,
        signers: [{ organization: 'org_1', name: both('Taihu Lantern Pictures', '太湖灯影影业'), signed: at(-40), by: '魏安', shows: true }, { organization: 'org_b', name: both('Nordlicht Verleih', '北光发行'), shows: true }],
      } }),
    )
  }
  await playRoom(page, part)
}
