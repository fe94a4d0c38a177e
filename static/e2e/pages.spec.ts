import { expect, test } from '@playwright/test'
import { violationsOn } from './axe'
import { looks as all } from './looks'
import { rest } from './rest'
import { mock } from './world'

const screens = { desk: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } }
const locales = ['en-GB', 'zh-CN', 'ar-EG']
/** Four of the twelve cover every language, screen and scheme; AXE=all takes all of them. */
const usual = ['en-GB desk light', 'zh-CN phone dark', 'ar-EG phone light', 'ar-EG desk dark']
/** LOOK=name,name takes these alone. */
const wanted = process.env.LOOK?.split(',')
const looks = all.filter(({ name }) => !wanted || wanted.includes(name))

for (const locale of locales) {
  for (const [screen, viewport] of Object.entries(screens)) {
    for (const colorScheme of ['light', 'dark'] as const) {
      if (process.env.AXE !== 'all' && !usual.includes(`${locale} ${screen} ${colorScheme}`)) continue
      test(`every page is accessible: ${locale}, ${screen}, ${colorScheme}`, async ({ browser }) => {
        test.setTimeout(360_000)
        for (const look of looks) {
          const context = await browser.newContext({ locale, viewport, colorScheme, timezoneId: 'Europe/Berlin', reducedMotion: 'reduce' })
          const page = await context.newPage()
          const failures: string[] = []
          page.on('pageerror', (failure) => failures.push(failure.message))
          const atRest = rest(page)
          await mock(page, look.as, look.instead)
          await page.goto(look.path)
          await look.prepare?.(page)
          await page.locator(look.ready).first().waitFor()
          await atRest()
          // The whole page in one view: what a bar at the edge covers depends on how far one has scrolled.
          await page.setViewportSize({ width: viewport.width, height: Math.max(viewport.height, await page.evaluate(() => document.documentElement.scrollHeight)) })
          if (process.env.LOOKS) await page.screenshot({ path: `${process.env.LOOKS}/${look.name}.${locale.slice(0, 2)}.${screen}.${colorScheme}.png`, fullPage: true })
          expect.soft((await violationsOn(page)).map(({ rule, nodes }) => `${look.name}: ${rule} ${nodes.map(({ at, why }) => `${at} ${why}`).join(' | ')}`)).toEqual([])
          const sideways = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
          expect.soft(sideways, `${look.name} scrolls sideways`).toBeLessThanOrEqual(0)
          expect.soft(failures, look.name).toEqual([])
          await context.close()
        }
      })
    }
  }
}
