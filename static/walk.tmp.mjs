import { chromium } from '@playwright/test'
import { readFileSync } from 'node:fs'
const demo = JSON.parse(readFileSync('/tmp/w/web/demo.json', 'utf8'))
const out = '/tmp/w/web/real'
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox','--disable-gpu','--use-fake-device-for-media-stream','--use-fake-ui-for-media-stream','--autoplay-policy=no-user-gesture-required'] })
async function enter(role, opts = {}) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, timezoneId: 'Europe/Berlin', locale: 'en-GB', permissions: ['camera','microphone'], ...opts })
  const page = await context.newPage()
  page.on('pageerror', (e) => console.log(role, 'PAGEERROR', e.message))
  page.on('console', (m) => { if (['error','warning'].includes(m.type())) console.log(role, m.type(), m.text().slice(0, 200)) })
  page.on('response', (r) => { if (r.status() >= 400) console.log(role, r.status(), r.request().method(), r.url().replace(demo.url, '')) })
  await page.goto(demo.links[role])
  await page.locator('article button').first().click()
  await page.waitForURL(/lobby|consents/)
  await page.waitForTimeout(1200)
  return page
}
const shot = async (page, path, name) => { await page.goto(demo.url + path); await page.waitForTimeout(1500); await page.screenshot({ path: `${out}/${name}.png`, fullPage: true }) }
const json = (page, path) => page.evaluate((p) => fetch(p).then((r) => r.json()), path)
const buyer = await enter('buyer')
console.log('buyer at', buyer.url())
await buyer.screenshot({ path: `${out}/b-lobby.png`, fullPage: true })
const me = await json(buyer, '/api/v1/me'); const ex = me.exhibition
for (const [p, n] of [['/halls','b-halls'],['/matches','b-matches'],['/requests','b-requests'],['/agenda','b-agenda'],['/deals','b-deals'],['/orders','b-orders'],['/consents','b-consents'],['/account','b-account'],['/needs','b-needs']]) await shot(buyer, p, n)
const halls = await json(buyer, `/api/v1/exhibitions/${ex}/halls`)
await shot(buyer, `/halls/${halls.items[0].id}`, 'b-hall')
const hall = await json(buyer, `/api/v1/halls/${halls.items[0].id}`)
const lit = hall.booths.find((b) => b.onDuty.length) ?? hall.booths[0]
await shot(buyer, `/booths/${lit.id}`, 'b-booth')
const deals = await json(buyer, '/api/v1/deals'); console.log('deals', deals.items?.map((d) => [d.id, d.state, d.order]))
if (deals.items?.[0]) await shot(buyer, `/deals/${deals.items[0].id}`, 'b-deal')
const orders = await json(buyer, '/api/v1/orders'); console.log('orders', orders.items?.map((o) => [o.id, o.state]))
if (orders.items?.[0]) await shot(buyer, `/orders/${orders.items[0].id}`, 'b-order')
const org = await enter('organizer')
for (const [p, n] of [['/organizer','o-board'],['/organizer/applications','o-applications'],['/organizer/programme','o-programme'],['/organizer/meetings','o-meetings'],['/organizer/mails','o-mails']]) await shot(org, p, n)
const ch = await enter('clearing'); await shot(ch, '/clearing', 'c-queue')
const exh = await enter('exhibitor', { locale: 'zh-CN', timezoneId: 'Asia/Shanghai', viewport: { width: 390, height: 844 } })
for (const [p, n] of [['/duty','x-duty'],['/requests','x-requests'],['/agenda','x-agenda']]) await shot(exh, p, n)
await browser.close()
