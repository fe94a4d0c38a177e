import { expect, test, type Visitor } from './fair'
import { flows, moves, reports } from './peers'

const room = 'room_kiln'
const hostName = 'Ye Wanqing'
const guestName = 'Katrin Brandhorst'
const otherName = 'Dai Zhuoran'

type Recording = { state: string; consents: { person: string; given: boolean }[]; files: { id: string; kind: string; source?: string; participant?: string; type: string; bytes: number; seconds: number }[] }

async function enter({ page, t }: Visitor) {
  await page.goto(`/rooms/${room}`)
  await page.getByRole('button', { name: t('test.enter'), exact: true }).click()
  await expect(page.getByRole('toolbar')).toBeVisible()
}

/** The host gives somebody the floor. */
async function callUp(host: Visitor, name: string) {
  const row = host.page.getByRole('listitem').filter({ hasText: name })
  await row.getByText(host.t('people.acts'), { exact: true }).click()
  await row.getByRole('button', { name: host.t('people.callUp') }).click()
}

const banner = ({ page, t }: Visitor) => page.locator('header').getByRole('status').getByText(t('recording.banner'), { exact: true })
const question = ({ page, t }: Visitor) => page.getByRole('dialog', { name: t('recording.askTitle') })

/** Plays a file from its middle on, as somebody would who drags the handle there. */
function watchFromTheMiddle(video: HTMLVideoElement) {
  const when = (event: string) => new Promise((done, fail) => {
    video.addEventListener(event, done, { once: true })
    video.addEventListener('error', () => fail(new Error(video.error?.message)), { once: true })
  })
  return (async () => {
    if (video.readyState < HTMLMediaElement.HAVE_METADATA) await when('loadedmetadata')
    const { duration } = video
    const sought = when('seeked')
    video.currentTime = duration / 2
    await sought
    const from = video.currentTime
    video.muted = true
    await video.play()
    while (video.currentTime < from + 0.5) await when('timeupdate')
    return { duration, seekable: video.seekable.end(0), from, to: video.currentTime, width: video.videoWidth, frames: video.getVideoPlaybackQuality().totalVideoFrames }
  })()
}

test('who agrees is recorded, who does not is not, and the file can be watched', async ({ fair, visit }) => {
  test.setTimeout(120_000)
  const host = await visit('organizer', { as: 'organizer', language: 'en', locale: 'en-GB', timezoneId: 'Asia/Shanghai' })
  const guest = await visit('buyer', { as: 'buyer', language: 'en', locale: 'en-GB', timezoneId: 'Europe/Berlin' })
  const other = await visit('exhibitor', { as: 'exhibitor', language: 'en', locale: 'en-GB', timezoneId: 'Asia/Shanghai' })
  const idOf = async (who: 'organizer' | 'buyer' | 'exhibitor') => (await fair.read<{ person: { id: string } }>(who, '/api/v1/me')).person.id
  const newest = async () => (await fair.read<{ items: Recording[] }>('organizer', `/api/v1/rooms/${room}/recordings`)).items[0]

  await test.step('two of three are on the stage', async () => {
    await host.page.goto(`/rooms/${room}`)
    await expect(host.page.getByRole('button', { name: host.t('test.cameraOn') })).toBeVisible()
    await enter(host)
    await enter(guest)
    await host.page.getByText(host.t('room.people', { count: 2 })).click()
    await callUp(host, guestName)
    await guest.page.getByRole('button', { name: guest.t('room.cameraOn') }).click()
    await Promise.all([moves(host.page, guestName), moves(guest.page, hostName)])
  })
  await test.step('the host asks, and nothing is recorded before the guest has agreed', async () => {
    await host.page.getByRole('button', { name: host.t('recording.title'), exact: true }).click()
    await host.page.getByRole('button', { name: host.t('recording.ask') }).click()
    await expect(question(guest)).toBeVisible()
    expect((await newest())?.state).toBe('asked')
    await expect(banner(host)).toHaveCount(0)
    await expect(banner(guest)).toHaveCount(0)
    await question(guest).getByRole('button', { name: guest.t('recording.yes') }).click()
  })
  await test.step('both see that it is recorded', async () => {
    await expect(banner(host)).toBeVisible()
    await expect(banner(guest)).toBeVisible()
  })
  await test.step('who comes on stage later is asked, says no, and is heard all the same', async () => {
    await enter(other)
    await expect(banner(other)).toBeVisible()
    await expect(question(other)).toHaveCount(0)
    await host.page.getByText(host.t('room.people', { count: 3 })).click()
    await callUp(host, otherName)
    await question(other).getByRole('button', { name: other.t('recording.no') }).click()
    await expect(question(other)).toHaveCount(0)
    await other.page.getByRole('button', { name: other.t('room.micOn') }).click()
    const sent = async () => (await other.page.evaluate(reports)).flatMap(({ stats }) => stats).reduce((sum, { type, packetsSent }) => sum + (type === 'outbound-rtp' ? Number(packetsSent) : 0), 0)
    await expect.poll(sent, { message: 'three seconds of a voice' }).toBeGreaterThan(150)
    await flows(host.page)
  })
  const [hostId, guestId, otherId] = [await idOf('organizer'), await idOf('buyer'), await idOf('exhibitor')]
  await test.step('the host stops it, and there are files of the two, and none of the third', async () => {
    await host.page.getByRole('button', { name: host.t('recording.title'), exact: true }).click()
    await host.page.getByRole('button', { name: host.t('recording.stop') }).click()
    await expect(host.page.getByText(host.t('recording.state.ready'), { exact: true })).toBeVisible()
    for (const one of [host, guest, other]) await expect(banner(one)).toHaveCount(0)
    const made = await newest()
    expect(made?.files.map(({ participant, kind, source }) => [participant, kind, source ?? ''].join(' ')).sort()).toEqual(
      [`${hostId} participant `, `${hostId} track camera`, `${hostId} track microphone`, `${guestId} track camera`].sort(),
    )
    expect(made?.consents.filter(({ given }) => !given).map(({ person }) => person)).toEqual([otherId])
    for (const { bytes, seconds } of made?.files ?? []) expect({ bytes: bytes > 10_000, seconds: seconds > 3 }).toEqual({ bytes: true, seconds: true })
  })
  await test.step('each plays from the middle', async () => {
    const files = (await newest())?.files ?? []
    const both = files.find(({ kind }) => kind === 'participant')
    const silent = files.find(({ participant }) => participant === guestId)
    for (const [name, file] of [[hostName, both], [guestName, silent]] as const) {
      const seen = await host.page.locator(`video[src*="${file?.id}"]`).evaluate(watchFromTheMiddle)
      console.log(`recording of ${name}: ${seen.duration.toFixed(1)} s, ${seen.width} pixels wide, from ${seen.from.toFixed(1)} to ${seen.to.toFixed(1)} s, ${seen.frames} frames`)
      expect(seen.duration).toBeGreaterThan(3)
      expect(seen.seekable).toBeCloseTo(seen.duration, 1)
      expect(Math.abs(seen.from - seen.duration / 2)).toBeLessThan(0.5)
      expect(seen.width).toBeGreaterThan(0)
      expect(seen.frames).toBeGreaterThan(0)
    }
  })
})
