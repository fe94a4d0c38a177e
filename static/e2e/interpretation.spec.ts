import { expect, test, type Visitor } from './fair'
import { hears, loudness, tapLoudspeaker, toneForMicrophone } from './tones'

const room = 'room_kiln'
const floor = 440
const german = 1_200
const silence = -75
const audible = -55

async function enter({ page, t, context }: Visitor, hertz: number, pictures = false) {
  await context.addInitScript(toneForMicrophone, hertz)
  await context.addInitScript(tapLoudspeaker)
  await page.goto(`/rooms/${room}`)
  // Only sound matters here; pictures would cost the machine its time.
  const camera = page.getByRole('button', { name: t('test.cameraOn') })
  if (pictures) await camera.click()
  await page.getByRole('button', { name: t('test.enter'), exact: true }).click()
  await expect(page.getByRole('toolbar')).toBeVisible()
}

test('an interpreter is heard on the channel, and the floor sinks under the voice', async ({ fair, visit }) => {
  test.setTimeout(240_000)
  const { person } = await fair.read<{ person: { id: string } }>('interpreter', '/api/v1/me')
  await fair.change('organizer', 'PUT', `/api/v1/rooms/${room}/interpreters`, { interpreters: [{ person: person.id, languages: ['de'] }] })

  const speaker = await visit('organizer', { as: 'organizer', language: 'zh-Hans', locale: 'zh-CN', timezoneId: 'Asia/Shanghai' })
  await enter(speaker, floor, true)
  const listener = await visit('buyer', { as: 'buyer', language: 'en', locale: 'en-GB', timezoneId: 'Europe/Berlin' })
  await enter(listener, 300)
  const interpreter = await visit('interpreter', { as: 'interpreter', language: 'en', locale: 'en-GB', timezoneId: 'Asia/Shanghai' })
  await enter(interpreter, german)

  const desk = interpreter.page.getByRole('region', { name: interpreter.t('console.title') })
  const bar = listener.page.getByRole('region', { name: listener.t('interp.title') })

  await test.step('before anybody interprets, the listener hears the floor and is told so', async () => {
    await hears(listener.page, floor, { above: audible, what: 'the floor' })
    await bar.getByRole('combobox').selectOption('de')
    await expect(bar.getByRole('status')).toHaveText(listener.t('interp.state.nobody', { language: 'German' }))
    await hears(listener.page, floor, { above: audible, what: 'the floor, for the booth is empty' })
  })
  const full = await loudness(listener.page, floor)

  await test.step('the interpreter sits down, hears the floor and is live', async () => {
    await desk.getByRole('button', { name: /German/ }).click()
    await expect(desk.getByRole('status')).toHaveText(interpreter.t('console.live'))
    await hears(interpreter.page, floor, { above: audible, what: 'the floor in the booth' })
  })
  await test.step('the listener hears the interpreter, and the floor at a tenth', async () => {
    await expect(bar.getByRole('status')).toContainText('interprets into German')
    await hears(listener.page, german, { above: audible, what: 'the interpreter' })
    await hears(listener.page, floor, { above: full - 28, below: full - 13, what: 'the floor at ten per cent: 20 dB less' })
  })
  await test.step('the floor never hears the interpreter', async () => {
    expect(await loudness(speaker.page, german)).toBeLessThan(silence)
  })
  await test.step('the listener turns the floor up by typing', async () => {
    const line = listener.page.getByRole('textbox', { name: listener.t('room.say') })
    await line.fill('/floor 50')
    await line.press('Enter')
    await hears(listener.page, floor, { above: full - 11, below: full - 3, what: 'the floor at half: 6 dB less' })
  })
  await test.step('when the interpreter is silent, the floor is full again', async () => {
    await desk.getByRole('button', { name: interpreter.t('console.mute') }).click()
    await expect(bar.getByRole('status')).toHaveText(listener.t('interp.state.muted', { language: 'German' }))
    await hears(listener.page, floor, { above: full - 3, what: 'the floor at full level' })
    await hears(listener.page, german, { below: silence, what: 'no interpreter' })
  })
  await test.step('a caption typed at the desk is read below the faces', async () => {
    await desk.getByRole('textbox').fill('Willkommen am See.')
    await desk.getByRole('textbox').press('Enter')
    await expect(listener.page.getByRole('region', { name: listener.t('captions.title') })).toContainText('Willkommen am See.')
  })
  await test.step('a plea to speak slower reaches the speaker', async () => {
    await desk.getByRole('button', { name: interpreter.t('console.slower') }).click()
    await expect(speaker.page.getByText(speaker.t('interp.slowDown'))).toBeVisible()
  })
  await test.step('an empty booth is told, and the floor stays', async () => {
    await desk.getByRole('button', { name: interpreter.t('console.leave') }).click()
    await expect(bar.getByRole('status')).toHaveText(listener.t('interp.state.nobody', { language: 'German' }))
  })
})
