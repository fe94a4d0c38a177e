import { test, type Who } from './fair'

const pages: { path: string; as?: Who }[] = [
  { path: '/lobby' },
  { path: '/halls' },
  { path: '/halls/hal_film' },
  { path: '/booths/bth_reedlantern' },
  { path: '/sign-in' },
  { path: '/register' },
  { path: '/lobby', as: 'buyer' },
  { path: '/matches', as: 'buyer' },
  { path: '/requests', as: 'buyer' },
  { path: '/agenda', as: 'buyer' },
  { path: '/deals/deal_saltlantern', as: 'buyer' },
  { path: '/orders', as: 'exhibitor' },
  { path: '/orders/ord_teapots', as: 'clearing' },
  { path: '/rooms/room_open', as: 'buyer' },
  { path: '/organizer', as: 'organizer' },
  { path: '/clearing', as: 'clearing' },
  { path: '/booths/bth_reedlantern.html' },
]

/** What a first visit costs: bytes of code, words and styles as they travel, and when the largest element is painted. */
test('weight and largest contentful paint of every page', async ({ visit }) => {
  test.setTimeout(300_000)
  for (const { path, as } of pages) {
    const { page, context } = await visit(as ?? 'visitor', { as, language: 'en', locale: 'en-GB', timezoneId: 'Europe/Berlin', viewport: { width: 390, height: 844 } })
    const network = await context.newCDPSession(page)
    await network.send('Network.enable')
    let bytes = 0
    const ours = new Set<string>()
    network.on('Network.responseReceived', ({ requestId, type }) => {
      if (['Document', 'Script', 'Stylesheet'].includes(type)) ours.add(requestId)
    })
    network.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      if (ours.has(requestId)) bytes += encodedDataLength
    })
    await page.goto(path, { waitUntil: 'networkidle' })
    const painted = await page.evaluate(
      () =>
        new Promise<number>((answer) => {
          new PerformanceObserver((list) => answer(list.getEntries().at(-1)?.startTime ?? 0)).observe({ type: 'largest-contentful-paint', buffered: true })
        }),
    )
    console.log(`page=${path}${as ? `@${as}` : ''} brotli_kb=${(bytes / 1000).toFixed(1)} lcp_ms=${Math.round(painted)}`)
    await context.close()
  }
})
