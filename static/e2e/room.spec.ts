import { expect, test, type Page } from '@playwright/test'
import { violationsOn } from './axe'
import { furnish, type Part } from './roomworld'
import { wordsIn, type Words } from './words'
import { mock } from './world'

const screens = { desk: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } }
/** The first two cover every screen and scheme in the complete languages; AXE=all takes all six. */
const usual = 2
const readers = [
  { language: 'en', locale: 'en-GB', screen: 'desk', colorScheme: 'light' },
  { language: 'zh-Hans', locale: 'zh-CN', screen: 'phone', colorScheme: 'dark' },
  { language: 'ar', locale: 'ar-EG', screen: 'desk', colorScheme: 'dark' },
  { language: 'en', locale: 'en-GB', screen: 'phone', colorScheme: 'light' },
  { language: 'zh-Hans', locale: 'zh-CN', screen: 'desk', colorScheme: 'light' },
  { language: 'ar', locale: 'ar-EG', screen: 'phone', colorScheme: 'light' },
] as const

const panel = async (page: Page, t: Words, name: string) => {
  const tab = page.getByRole('button', { name: new RegExp(`^${t(`${name}.title`)}(\\s?\\d+)?$`) })
  if (!(await tab.isVisible())) await page.getByRole('button', { name: t('room.side'), exact: true }).click()
  await tab.click()
}

const looks: { name: string; part: Part; see: (page: Page, t: Words) => Promise<void> }[] = [
  { name: 'listener', part: 'listener', see: async (page, t) => expect(page.getByRole('region', { name: t('interp.title') })).toBeVisible() },
  {
    name: 'reader',
    part: 'listener',
    see: async (page, t) => {
      await page.getByRole('button', { name: t('captions.read') }).click()
      await expect(page.getByText('Guten Tag und willkommen am See.')).toBeVisible()
    },
  },
  { name: 'interpreter', part: 'interpreter', see: async (page, t) => expect(page.getByRole('button', { name: t('console.slower') })).toBeVisible() },
  { name: 'moderator', part: 'moderator', see: async (page, t) => expect(page.getByText(t('recording.banner'), { exact: true })).toBeVisible() },
  {
    name: 'people',
    part: 'moderator',
    see: async (page, t) => {
      const tab = page.getByRole('button', { name: t('room.people', { count: 6 }) })
      if (!(await tab.isVisible())) await page.getByRole('button', { name: t('room.side'), exact: true }).click()
      await tab.click()
      await page.locator('aside summary').nth(1).click()
    },
  },
  { name: 'questions', part: 'moderator', see: (page, t) => panel(page, t, 'questions') },
  { name: 'polls', part: 'moderator', see: (page, t) => panel(page, t, 'polls') },
  { name: 'breakouts', part: 'moderator', see: (page, t) => panel(page, t, 'breakouts') },
  { name: 'recordings', part: 'moderator', see: (page, t) => panel(page, t, 'recording') },
  {
    name: 'line',
    part: 'moderator',
    see: async (page, t) => {
      const more = page.getByRole('log').getByLabel(t('people.actsFor', { name: 'Omar Haddad' }))
      if (!(await more.isVisible())) await page.getByRole('button', { name: t('room.side'), exact: true }).click()
      await more.click()
      await expect(page.getByRole('log').getByRole('button', { name: t('people.ban') })).toBeVisible()
      await expect(page.getByRole('link', { name: t('chat.saveAs', { format: 'JSONL' }) })).toHaveAttribute('href', '/api/v1/rooms/room_1/messages/export?format=jsonl')
    },
  },
  {
    name: 'order',
    part: 'moderator',
    see: async (page, t) => {
      await panel(page, t, 'order')
      const told = page.waitForRequest((request) => request.method() === 'PATCH' && request.url().endsWith('/reports/rpt_1'))
      await page.getByRole('button', { name: t('order.resolve'), exact: true }).first().click()
      expect((await told).headers()['if-match']).toBe('"1"')
      const lifted = page.waitForRequest((request) => request.method() === 'DELETE' && request.url().endsWith('/bans/per_gone'))
      await page.getByRole('button', { name: t('order.liftOf', { name: 'per_gone' }) }).click()
      await lifted
    },
  },
  {
    name: 'streams',
    part: 'moderator',
    see: async (page, t) => {
      await panel(page, t, 'streams')
      await page.getByLabel(t('streams.name')).fill('Hall B')
      await page.getByRole('button', { name: t('streams.make') }).click()
      await expect(page.getByText('fgk_7pQ2mXw9sLr4tVb8')).toBeVisible()
      await expect(page.getByText(/^http.*\/api\/v1\/rooms\/room_1\/whip$/)).toBeVisible()
    },
  },
  {
    name: 'speakers',
    part: 'moderator',
    see: async (page, t) => {
      await panel(page, t, 'speakers')
      await expect(page.getByRole('button', { name: t('speakers.askOf', { name: '林望' }) })).toBeVisible()
    },
  },
  {
    name: 'follow-up',
    part: 'moderator',
    see: async (page, t) => {
      await panel(page, t, 'speakers')
      await page.getByRole('button', { name: t('speakers.askOf', { name: '林望' }) }).click()
      await expect(page.getByRole('dialog').getByLabel(t('ask.reason'))).toBeVisible()
    },
  },
  { name: 'nothing-recorded', part: 'listener', see: (page, t) => panel(page, t, 'recording') },
  { name: 'ceremony', part: 'moderator', see: async (page, t) => { await panel(page, t, 'ceremony'); await expect(page.getByText(t('ceremony.waits'))).toBeVisible() } },
  {
    name: 'ladder',
    part: 'listener',
    see: async (page, t) => {
      await panel(page, t, 'questions')
      const line = page.getByRole('textbox', { name: t('room.say') })
      await line.fill('/quality audio')
      await line.press('Enter')
      await expect(page.getByText(t('ladder.told.audio'))).toBeVisible()
    },
  },
  { name: 'backstage', part: 'backstage', see: async (page, t) => expect(page.getByRole('button', { name: t('stage.goOnAir') })).toBeVisible() },
  {
    name: 'settings',
    part: 'listener',
    see: async (page, t) => {
      await page.getByRole('button', { name: t('room.settings') }).click()
      await expect(page.getByRole('dialog')).toBeVisible()
    },
  },
]

for (const { language, locale, screen, colorScheme } of readers.slice(0, process.env.AXE === 'all' ? undefined : usual)) {
  test(`the room from within: ${language}, ${screen}, ${colorScheme}`, async ({ browser }) => {
    test.setTimeout(300_000)
    const t = wordsIn(language)
    for (const { name, part, see } of looks) {
      await test.step(name, async () => {
        const viewport = screens[screen]
        const context = await browser.newContext({ locale, viewport, colorScheme, timezoneId: 'Europe/Berlin', reducedMotion: 'reduce', permissions: ['camera', 'microphone'] })
        const page = await context.newPage()
        const failures: string[] = []
        page.on('pageerror', (failure) => failures.push(failure.message))
        await mock(page, part === 'moderator' || part === 'backstage' ? 'organizer' : 'buyer')
        await furnish(page, part)
        await page.goto('/rooms/room_1')
        await page.getByRole('button', { name: t('test.enter'), exact: true }).click()
        await page.getByText(t('room.speaks', { name: '魏安' })).waitFor()
        await see(page, t)
        if (process.env.LOOKS) await page.screenshot({ path: `${process.env.LOOKS}/room-${name}.${language}.${screen}.${colorScheme}.png` })
        // The whole page in one view: what the bar at the edge covers depends on how far one has scrolled.
        await page.setViewportSize({ ...viewport, height: Math.max(viewport.height, await page.evaluate(() => document.documentElement.scrollHeight)) })
        expect.soft((await violationsOn(page)).map(({ rule, nodes }) => `${name}: ${rule} ${nodes.map(({ at, why }) => `${at} ${why}`).join(' | ')}`)).toEqual([])
        const sideways = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
        expect.soft(sideways, `${name} scrolls sideways`).toBeLessThanOrEqual(0)
        expect.soft(failures, name).toEqual([])
        await context.close()
      })
    }
  })
}
