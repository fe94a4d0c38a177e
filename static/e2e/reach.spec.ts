import type { Page } from '@playwright/test'
import { violationsOn } from './axe'
import { expect, test, type Who } from './fair'

/**
 * A page of the running fair, who looks at it, and what stands on it once its data has come. Every page is looked at in English by
 * day on a desk and by night on a phone, a main page also by night on a desk in Chinese and by day on a phone in Arabic; with AXE=all
 * every page in every look.
 */
type Look = { path: string; as?: Who; ready: string; main?: boolean }

const looks: Look[] = [
  { path: '/lobby', ready: 'article ol time' },
  { path: '/sign-in', ready: 'article form' },
  { path: '/sign-in/abcdefghijklmnopqrstuvwxyz', ready: 'article button' },
  { path: '/register', ready: 'article form' },
  { path: '/verify', ready: 'article label, article h1' },
  { path: '/nowhere', ready: 'main h1, main p' },
  { path: '/lobby', as: 'buyer', ready: 'article ol time', main: true },
  { path: '/halls', as: 'buyer', ready: 'article svg', main: true },
  { path: '/halls/hal_film', as: 'buyer', ready: 'article svg', main: true },
  { path: '/booths/bth_reedlantern', as: 'buyer', ready: 'article li h3', main: true },
  { path: '/needs', as: 'buyer', ready: 'article form' },
  { path: '/matches', as: 'buyer', ready: 'article li', main: true },
  { path: '/requests', as: 'buyer', ready: 'article li, article p' },
  { path: '/agenda', as: 'buyer', ready: 'article h3', main: true },
  { path: '/wishes', as: 'buyer', ready: 'article h3', main: true },
  { path: '/availability', as: 'buyer', ready: 'article table button', main: true },
  { path: '/meetings/mtg_001', as: 'buyer', ready: 'article form', main: true },
  { path: '/account/notifications', as: 'buyer', ready: 'article form' },
  { path: '/deals', as: 'buyer', ready: 'article li' },
  { path: '/deals/deal_saltlantern', as: 'buyer', ready: 'article dl', main: true },
  { path: '/consents', as: 'buyer', ready: 'article h2' },
  { path: '/account', as: 'buyer', ready: 'article form' },
  { path: '/rooms/room_open', as: 'buyer', ready: 'article button:visible' },
  { path: '/duty', as: 'exhibitor', ready: 'article svg' },
  { path: '/requests', as: 'exhibitor', ready: 'article li h2' },
  { path: '/wishes', as: 'exhibitor', ready: 'article h3, article p' },
  { path: '/availability', as: 'exhibitor', ready: 'article table button' },
  { path: '/orders', as: 'exhibitor', ready: 'article h1' },
  { path: '/orders', as: 'clearing', ready: 'article li' },
  { path: '/orders/ord_teapots', as: 'clearing', ready: 'article h3', main: true },
  { path: '/work', as: 'buyer', ready: 'article h1' },
  { path: '/clearing', as: 'clearing', ready: 'article h1' },
  { path: '/clearing/suspense', as: 'clearing', ready: 'article h2, article p' },
  { path: '/clearing/claims', as: 'clearing', ready: 'article h2' },
  { path: '/bank', as: 'clearing', ready: 'article h2' },
  { path: '/books', as: 'clearing', ready: 'article h3' },
  { path: '/compliance', as: 'clearing', ready: 'article h2' },
  { path: '/disputes', as: 'clearing', ready: 'article h1' },
  { path: '/financing', as: 'funder', ready: 'article h2' },
  { path: '/organizer', as: 'organizer', ready: 'article dl', main: true },
  { path: '/organizer/applications', as: 'organizer', ready: 'article h1' },
  { path: '/organizer/programme', as: 'organizer', ready: 'article li strong' },
  { path: '/organizer/meetings', as: 'organizer', ready: 'article table, article li' },
  { path: '/organizer/no-shows', as: 'organizer', ready: 'article li strong, article p' },
  { path: '/organizer/settings', as: 'organizer', ready: 'article form', main: true },
  { path: '/organizer/imports', as: 'organizer', ready: 'article h3', main: true },
  { path: '/organizer/mails', as: 'organizer', ready: 'article li' },
  { path: '/programme', ready: 'main li' },
  { path: '/halls.html', ready: 'main a' },
  { path: '/halls/hal_film.html', ready: 'main a' },
  { path: '/booths/bth_reedlantern.html', ready: 'main a' },
  { path: '/items/itm_reedlantern1.html', ready: 'h1' },
  { path: '/api', ready: 'h1' },
]

const desk = { width: 1440, height: 900 }
const phone = { width: 390, height: 844 }
const tallest = 8_000

/** Waits until the page has taken on the colours and the size, and no colour is on its way to another. */
async function settled(page: Page, scheme: string) {
  await page.waitForFunction((wanted) => (document.documentElement.dataset.mantineColorScheme ?? wanted) === wanted, scheme)
  await page.evaluate(async () => {
    const frame = () => new Promise((next) => requestAnimationFrame(next))
    // A colour that is inherited through levels changes level by level, each in frames of its own. What is folded away
    // does not change until it is unfolded.
    const coloured = () =>
      document.getAnimations().some((change) => change instanceof CSSTransition && /color|fill|stroke/.test(change.transitionProperty) && (change.effect as KeyframeEffect | null)?.target?.checkVisibility())
    for (let still = 0; still < 3; await frame()) still = coloured() ? 0 : still + 1
  })
}

/** What a reader of the page in this look would stumble over. */
async function stumbles(page: Page, size: typeof desk, colorScheme: 'light' | 'dark'): Promise<string[]> {
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
  await page.setViewportSize(size)
  await settled(page, colorScheme)
  const look = `${new URL(page.url()).pathname} ${size.width} ${colorScheme}`
  const sideways = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  // The whole page in one view: what a bar at the edge covers depends on how far one has scrolled.
  // Not beyond what the browser can draw at once: it shows no frame of a taller view, and a page without frames waits for ever.
  // There the bar goes to the end of the page: at the edge of a part it would cover what one scrolls out from under it.
  const whole = await page.evaluate(() => document.documentElement.scrollHeight)
  if (whole > tallest) await page.addStyleTag({ content: 'main ~ nav { position: static !important }' })
  await page.setViewportSize({ ...size, height: Math.min(tallest, Math.max(size.height, whole)) })
  const violations = await violationsOn(page)
  return [
    ...(sideways > 0 ? [`${look}: scrolls sideways by ${sideways}`] : []),
    ...violations.flatMap(({ rule, nodes }) => nodes.map(({ at, why }) => `${look}: ${rule} at ${at}: ${why}`)),
  ]
}

const everyScreen = [[desk, 'light'], [desk, 'dark'], [phone, 'dark'], [phone, 'light']] as const
const readers = [
  { language: 'en', locale: 'en-GB', direction: 'ltr', timezoneId: 'Europe/Berlin', pages: looks, screens: [[desk, 'light'], [phone, 'dark']] },
  { language: 'zh-Hans', locale: 'zh-CN', direction: 'ltr', timezoneId: 'Asia/Shanghai', pages: looks.filter(({ main }) => main), screens: [[desk, 'dark']] },
  { language: 'ar', locale: 'ar-EG', direction: 'rtl', timezoneId: 'Africa/Cairo', pages: looks.filter(({ main }) => main), screens: [[phone, 'light']] },
] as const

for (const { language, locale, direction, timezoneId, pages, screens } of readers) {
  for (const as of new Set(pages.map(({ as }) => as))) {
    test(`every page is within reach: ${language}, ${as ?? 'a visitor nobody knows'}`, async ({ visit }) => {
      test.setTimeout(420_000)
      const { page } = await visit(as ?? 'visitor', { as, language, locale, timezoneId, viewport: desk })
      for (const { path, ready } of pages.filter((look) => look.as === as)) {
        await test.step(path, async () => {
          await page.goto(path)
          await expect(page.locator(ready).first()).toBeVisible()
          await expect(page.getByRole('status', { name: /./ }), 'nothing is still loading').toHaveCount(0)
          if (!/\.html$|^\/(programme|api)$/.test(path)) {
            await expect(page.locator('html')).toHaveAttribute('lang', language)
            await expect(page.locator('html')).toHaveAttribute('dir', direction)
          }
          for (const [size, scheme] of process.env.AXE === 'all' ? everyScreen : screens) expect.soft(await stumbles(page, size, scheme)).toEqual([])
        })
      }
    })
  }
}
