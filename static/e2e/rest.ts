import { expect, type Page, type Request } from '@playwright/test'

const asked = ['fetch', 'xhr', 'script', 'stylesheet', 'image', 'font']

/**
 * Tells when a page is at rest: nothing it has asked for is under way, and what came is drawn. Streams that stay open do not
 * count. To be called before the page is opened.
 */
export function rest(page: Page): () => Promise<void> {
  const pending = new Set<Request>()
  page.on('request', (request) => {
    if (asked.includes(request.resourceType())) pending.add(request)
  })
  page.on('requestfinished', (request) => pending.delete(request))
  page.on('requestfailed', (request) => pending.delete(request))
  return async () => {
    for (let quiet = 0; quiet < 2; quiet = pending.size === 0 ? quiet + 1 : 0) {
      await expect.poll(() => pending.size).toBe(0)
      await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))))
    }
  }
}
