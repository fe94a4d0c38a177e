import { expect, test, type Fair, type Visitor } from './fair'
import { hears, keepSound, keptSound, loudness, tapLoudspeaker, toneForMicrophone } from './tones'

const room = 'room_reed'
const floor = 440
const [firstVoice, secondVoice] = [1_200, 2_000]
const [firstName, secondName] = ['Pan Songtao', 'Dai Zhuoran']
const silence = -75
const audible = -55
/** Milliseconds that a listener may hear nobody for while a channel changes hands. */
const longestGap = 300
/** In 20 ms a tone stands clear of what a codec makes of another one only above this. */
const present = -35

type Person = { id: string; v: number; grants: { role: string }[] }

async function enter({ page, t, context }: Visitor, hertz: number) {
  await context.addInitScript(toneForMicrophone, hertz)
  await context.addInitScript(tapLoudspeaker)
  await page.goto(`/rooms/${room}`)
  await page.getByRole('button', { name: t('test.enter'), exact: true }).click()
  await expect(page.getByRole('toolbar')).toBeVisible()
}

/** Somebody of a company that shows here is an interpreter as well, for as long as this lasts. */
async function asInterpreter(fair: Fair, work: () => Promise<void>) {
  const { exhibition, person } = await fair.read<{ exhibition: string; person: Person }>('exhibitor', '/api/v1/me')
  const give = async (roles: string[]) => {
    const { person: now } = await fair.read<{ person: Person }>('exhibitor', '/api/v1/me')
    await fair.change('organizer', 'PUT', `/api/v1/exhibitions/${exhibition}/roles/${person.id}`, { roles }, now.v)
  }
  await give(['exhibitor', 'interpreter'])
  try {
    await work()
  } finally {
    await give(['exhibitor'])
  }
}

test('two interpreters share a booth, and a third language is interpreted from it', async ({ fair, visit }) => {
  test.setTimeout(240_000)
  await asInterpreter(fair, async () => {
    const idOf = async (who: 'interpreter' | 'exhibitor') => (await fair.read<{ person: Person }>(who, '/api/v1/me')).person.id
    await fair.change('organizer', 'PUT', `/api/v1/rooms/${room}/interpreters`, {
      interpreters: [{ person: await idOf('interpreter'), languages: ['de', 'ar'] }, { person: await idOf('exhibitor'), languages: ['de'] }],
    })
    const speaker = await visit('organizer', { as: 'organizer', language: 'zh-Hans', locale: 'zh-CN', timezoneId: 'Asia/Shanghai' })
    // Only sound matters here; pictures would cost the machine its time.
    await speaker.page.goto(`/rooms/${room}`)
    await speaker.page.getByRole('button', { name: speaker.t('test.cameraOn') }).click()
    await enter(speaker, floor)
    const listener = await visit('buyer', { as: 'buyer', language: 'en', locale: 'en-GB', timezoneId: 'Europe/Berlin' })
    await enter(listener, 300)
    const first = await visit('interpreter', { as: 'interpreter', language: 'en', locale: 'en-GB', timezoneId: 'Asia/Shanghai' })
    await enter(first, firstVoice)
    const second = await visit('exhibitor', { as: 'exhibitor', language: 'en', locale: 'en-GB', timezoneId: 'Asia/Shanghai' })
    await enter(second, secondVoice)

    const [firstDesk, secondDesk] = [first, second].map(({ page, t }) => page.getByRole('region', { name: t('console.title') }))
    if (!firstDesk || !secondDesk) throw new Error('no desks')
    const bar = listener.page.getByRole('region', { name: listener.t('interp.title') })

    await test.step('one interprets, the other sits beside and listens along', async () => {
      await firstDesk.getByRole('button', { name: /German/ }).click()
      await expect(firstDesk.getByRole('status')).toHaveText(first.t('console.live'))
      await bar.getByRole('combobox').selectOption('de')
      await hears(listener.page, firstVoice, { above: audible, what: 'the first interpreter' })
      await secondDesk.getByRole('button', { name: /German/ }).click()
      await expect(secondDesk.getByRole('status')).toContainText(firstName)
      await expect(firstDesk).toContainText(secondName)
      await hears(second.page, floor, { above: audible, what: 'the floor in the booth' })
      expect(await loudness(listener.page, secondVoice), 'whoever sits beside is not heard').toBeLessThan(silence)
    })
    await test.step('the channel is handed over, and listeners never hear nobody', async () => {
      await keepSound(listener.page)
      await firstDesk.getByRole('button', { name: first.t('console.handover', { name: secondName }) }).click()
      await expect(secondDesk.getByRole('alert')).toContainText(firstName)
      await secondDesk.getByRole('button', { name: second.t('console.takeOffered') }).click()
      await expect(secondDesk.getByRole('status')).toHaveText(second.t('console.live'))
      await expect(firstDesk.getByRole('status')).toContainText(secondName)
      await expect(bar.getByRole('status')).toContainText(secondName)
      await hears(listener.page, secondVoice, { above: audible, what: 'the second interpreter' })
      await hears(listener.page, firstVoice, { below: silence, what: 'the first interpreter no more' })
      const [one = [], two = []] = await keptSound(listener.page, [firstVoice, secondVoice])
      const [before, after] = [one.map((level) => level > present), two.map((level) => level > present)]
      const [begins, ends] = [before.indexOf(true), after.lastIndexOf(true)]
      let [gap, longest] = [0, 0]
      for (let at = begins; at <= ends; at++) {
        gap = before[at] || after[at] ? 0 : gap + 20
        longest = Math.max(longest, gap)
      }
      console.log(`handover: longest silence ${longest} ms in ${((ends - begins) * 20) / 1_000} s; the second voice begins ${(after.indexOf(true) - before.lastIndexOf(true)) * 20} ms after the first ends`)
      expect(begins, 'the first voice is on the tape').toBeGreaterThanOrEqual(0)
      expect(ends - begins, 'more than a second is on the tape').toBeGreaterThan(50)
      expect(after.indexOf(true), 'one after the other').toBeGreaterThan(begins)
      expect(longest).toBeLessThanOrEqual(longestGap)
    })
    await test.step('relay: another language is interpreted from the first one instead of the floor', async () => {
      await firstDesk.getByRole('button', { name: first.t('console.leave') }).click()
      await firstDesk.getByRole('button', { name: /Arabic/ }).click()
      await expect(firstDesk.getByRole('status')).toHaveText(first.t('console.live'))
      await hears(first.page, floor, { above: audible, what: 'the floor in the Arabic booth' })
      const relay = firstDesk.getByRole('button', { name: first.t('console.relay', { language: 'German' }) })
      await relay.click()
      await expect(relay).toHaveAttribute('aria-pressed', 'true')
      await hears(first.page, secondVoice, { above: audible, what: 'the German voice in the Arabic booth' })
      await hears(first.page, floor, { below: silence, what: 'the floor no more' })
      await bar.getByRole('combobox').selectOption('ar')
      await hears(listener.page, firstVoice, { above: audible, what: 'what is made of it, on the Arabic channel' })
    })
    await test.step('a relay that would come back to itself cannot be chosen, nor a channel that somebody else speaks into', async () => {
      await expect(secondDesk.getByRole('button', { name: second.t('console.relay', { language: 'Arabic' }) })).toBeDisabled()
      await firstDesk.getByRole('button', { name: first.t('console.leave') }).click()
      await firstDesk.getByRole('button', { name: /German/ }).click()
      await firstDesk.getByRole('button', { name: first.t('console.take'), exact: true }).click()
      await expect(first.page.getByText(first.t('room.refused.not_offered'))).toBeVisible()
      await hears(first.page, floor, { above: audible, what: 'the floor in the German booth' })
    })
    await test.step('whoever speaks is asked to speak slower, from any booth', async () => {
      await firstDesk.getByRole('button', { name: first.t('console.slower') }).click()
      await expect(speaker.page.getByText(speaker.t('interp.slowDown'))).toBeVisible()
    })
  })
})
