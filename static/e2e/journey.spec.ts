import { execFile } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import type { Locator, Page } from '@playwright/test'
import { expect, program, test, type Visitor } from './fair'
import { flows, moves } from './peers'
import { wordsIn } from './words'

const run = promisify(execFile)

const buyerOrg = { en: 'Spreelicht Filmverleih', zh: '施普雷之光电影发行' }
const studio = { id: 'org_reedlantern', en: 'Reed Lantern Pictures', booth: 'bth_reedlantern', hall: 'hal_film' }
const buyerName = 'Katrin Brandhorst'
const studioName = 'Dai Zhuoran'

/** Amounts below and above what the clearing house releases alone, 25,000 EUR. */
const small = '18000.00'
const large = '30000.00'

type Order = { id: string; state: string; v: number; totals: Record<string, { amount: string }>; timeline: { type: string }[]; milestones: { id: string; title: string; state: string }[] }

async function signIn({ page, t }: Visitor, link: string) {
  await page.goto(link)
  // Opening the link uses nothing up: only the button's POST does.
  await page.reload()
  await page.getByRole('button', { name: t('landing.enter') }).click()
  await page.waitForURL('**/lobby')
}

/** Goes where the navigation of the desk leads. */
async function go({ page, t }: Visitor, place: string) {
  await page.getByRole('navigation', { name: t('frame.places') }).first().getByRole('link', { name: t(`nav.${place}`), exact: true }).click()
}

async function chooseSlot(within: Locator, index: number) {
  const slot = within.locator('button[aria-pressed]').nth(index)
  await slot.click()
  await expect(slot).toHaveAttribute('aria-pressed', 'true')
}

/** From the device test into the room, with camera and microphone. */
async function enterRoom({ page, t }: Visitor) {
  await expect(page.getByRole('button', { name: t('test.cameraOn') })).toBeVisible({ timeout: 30_000 })
  await expect(page.getByRole('button', { name: t('test.micOn') })).toBeVisible()
  await page.getByRole('button', { name: t('test.enter'), exact: true }).click()
}

async function say({ page, t }: Visitor, text: string) {
  const line = page.getByRole('textbox', { name: t('room.say') })
  await line.fill(text)
  await line.press('Enter')
}

async function fillDate(field: Locator, day: string) {
  await field.fill(day)
  await field.press('Tab')
}

/** The day so many days from now, as a date field takes it. */
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)

async function addMilestone(editor: Locator, { t }: Visitor, index: number, title: string, amount: string, days: number) {
  await editor.getByRole('button', { name: t('editor.addMilestone') }).click()
  await editor.getByLabel(t('editor.milestone'), { exact: true }).nth(index).fill(title)
  await editor.getByLabel(t('editor.amount'), { exact: true }).nth(index).fill(amount)
  await fillDate(editor.getByLabel(t('editor.due'), { exact: true }).nth(index), inDays(days))
  await editor.getByLabel(t('editor.deliverable'), { exact: true }).nth(index).fill('ProRes 4444, M&E')
}

async function sign({ page, t }: Visitor, version: number) {
  await page.getByRole('button', { name: t('deal.sign'), exact: true }).click()
  const paper = page.getByRole('dialog', { name: t('deal.signTitle', { n: version }) })
  await paper.getByRole('button', { name: t('deal.press') }).click()
  await expect(paper).toBeHidden()
}

/** The row of a milestone on the order's page. */
const milestone = (page: Page, title: string) => page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: title }) })

/** The exhibitor delivers, the buyer receives and accepts. */
async function deliverAndAccept(exhibitor: Visitor, buyer: Visitor, title: string) {
  await milestone(exhibitor.page, title).getByRole('button', { name: exhibitor.t('order.ship'), exact: true }).click({ timeout: 20_000 })
  const proof = exhibitor.page.getByRole('dialog')
  await proof.getByLabel(exhibitor.t('order.evidence'), { exact: true }).fill('https://files.reedlantern.example/masters')
  await proof.getByRole('button', { name: exhibitor.t('order.ship'), exact: true }).click()
  await expect(milestone(exhibitor.page, title)).toContainText(exhibitor.t('milestone.state.shipped'))
  await milestone(buyer.page, title).getByRole('button', { name: buyer.t('order.confirmDelivery') }).click({ timeout: 20_000 })
  await expect(milestone(buyer.page, title)).toContainText(buyer.t('milestone.state.inspection'))
  await milestone(buyer.page, title).getByRole('button', { name: buyer.t('order.acceptWork'), exact: true }).click()
  await buyer.page.getByRole('dialog').getByRole('button', { name: buyer.t('order.surely') }).click()
}

test('a buyer and a studio find each other, meet, agree, pay and settle', async ({ fair, visit }, info) => {
  test.setTimeout(360_000)
  const buyer = await visit('buyer', { language: 'en', locale: 'en-US', timezoneId: 'Europe/Berlin' })
  const exhibitor = await visit('exhibitor', { language: 'zh-Hans', locale: 'zh-CN', timezoneId: 'Asia/Shanghai' })
  const organizer = await visit('organizer', { language: 'en', locale: 'en-GB', timezoneId: 'Europe/London' })
  const order = async () => fair.read<Order>('buyer', `/api/v1/orders/${orderId}`)
  let meetingId = ''
  let orderId = ''

  await test.step('all three sign in by the button behind their links', async () => {
    for (const [who, visitor] of [['buyer', buyer], ['exhibitor', exhibitor], ['organizer', organizer]] as const) {
      await signIn(visitor, fair.links[who])
      fair.keep(who, visitor.context.storageState())
    }
    await expect(buyer.page.locator('html')).toHaveAttribute('lang', 'en')
    await expect(exhibitor.page.locator('html')).toHaveAttribute('lang', 'zh-Hans')
  })

  await test.step('a link that is used up is no error page: it offers the next one', async () => {
    buyer.provokes('410 /api/v1/sign-in/sessions')
    const again = await buyer.context.newPage()
    await again.goto(fair.links.buyer)
    await again.getByRole('button', { name: buyer.t('landing.enter') }).click()
    await expect(again.getByText(buyer.t('landing.spent'))).toBeVisible()
    await again.getByRole('link', { name: buyer.t('landing.askNew') }).click()
    await expect(again.getByRole('heading', { name: buyer.t('signIn.title') })).toBeVisible()
    await again.close()
  })

  await test.step('the organizer reads the fair in English although her profile says Chinese', async () => {
    await organizer.page.getByLabel(wordsIn('zh-Hans')('frame.language')).selectOption('en')
    await expect(organizer.page.locator('html')).toHaveAttribute('lang', 'en')
    await go(organizer, 'board')
    await expect(organizer.page.getByRole('heading', { name: organizer.t('nav.board') })).toBeVisible()
  })

  await test.step('the buyer walks from the lobby through the halls to the booth', async () => {
    await go(buyer, 'halls')
    await buyer.page.locator(`a[href="/halls/${studio.hall}"]`).click()
    await buyer.page.getByRole('textbox', { name: buyer.t('hall.search') }).fill('lantern')
    await buyer.page.getByRole('link', { name: studio.en }).click()
    await buyer.page.waitForURL(`**/booths/${studio.booth}`)
    await expect(buyer.page.getByRole('heading', { name: studio.en, level: 1 })).toBeVisible()
  })

  await test.step('she asks for a meeting with three times', async () => {
    await buyer.page.getByRole('button', { name: buyer.t('booth.meet') }).click()
    const ask = buyer.page.getByRole('dialog')
    await ask.getByLabel(buyer.t('ask.reason')).fill('Ferrymen for German, Austrian and Swiss screens: may we see the long cut?')
    for (const index of [1, 2, 3]) await chooseSlot(ask, index)
    await expect(ask.locator('button[aria-pressed=false]').first(), 'a fourth time cannot be chosen').toBeDisabled()
    await ask.getByRole('button', { name: buyer.t('ask.send', { count: 3 }) }).click()
    await expect(buyer.page.getByText(buyer.t('ask.sent'))).toBeVisible()
  })

  await test.step('the studio proposes the very next time instead', async () => {
    await go(exhibitor, 'requests')
    const request = exhibitor.page.getByRole('listitem').filter({ hasText: 'Ferrymen for German' }).filter({ has: exhibitor.page.getByRole('heading', { name: buyerOrg.zh }) })
    await expect(request).toContainText(exhibitor.t('requests.yourTurn'))
    await request.getByRole('button', { name: exhibitor.t('requests.counter') }).click()
    await chooseSlot(request, 0)
    await request.getByRole('textbox').fill('现在就有空，十分钟后见？')
    await request.getByRole('button', { name: exhibitor.t('requests.sendCounter') }).click()
    await expect(exhibitor.page.getByText(exhibitor.t('requests.countered'))).toBeVisible()
  })

  await test.step('the buyer accepts it', async () => {
    await go(buyer, 'requests')
    await buyer.page.getByText(buyer.t('requests.out'), { exact: true }).click()
    const request = buyer.page.getByRole('listitem').filter({ hasText: 'Ferrymen for German' })
    await request.getByRole('button', { name: buyer.t('requests.accept'), exact: true }).click()
    await expect(buyer.page.getByText(buyer.t('requests.accepted'))).toBeVisible()
    await request.getByRole('link', { name: buyer.t('lobby.toRoom') }).click()
    await buyer.page.waitForURL('**/rooms/*')
    meetingId = decodeURIComponent(new URL(buyer.page.url()).pathname).replace('/rooms/room_', '')
  })

  await test.step('both enter the room of the meeting', async () => {
    await enterRoom(buyer)
    await exhibitor.page.reload()
    await exhibitor.page.locator(`a[href="/rooms/room_${meetingId}"]`).last().click()
    await enterRoom(exhibitor)
  })

  await test.step('picture and sound flow both ways', async () => {
    await Promise.all([moves(buyer.page, studioName), moves(exhibitor.page, buyerName)])
    await Promise.all([flows(buyer.page), flows(exhibitor.page)])
  })

  await test.step('they write to each other', async () => {
    await say(buyer, 'Good morning! Can you hear me?')
    await expect(exhibitor.page.getByRole('log')).toContainText('Good morning! Can you hear me?')
    await say(exhibitor, '听得很清楚。')
    await expect(buyer.page.getByRole('log')).toContainText('听得很清楚。')
  })

  await test.step('and leave', async () => {
    for (const { page, t } of [buyer, exhibitor]) {
      await page.getByRole('button', { name: t('room.leave') }).click()
      await page.waitForURL('**/lobby')
    }
  })

  await test.step('the studio opens a deal from the meeting and makes an offer', async () => {
    await go(exhibitor, 'deals')
    await exhibitor.page.getByRole('button', { name: exhibitor.t('deals.open') }).click()
    const opening = exhibitor.page.getByRole('dialog')
    await opening.getByLabel(exhibitor.t('deals.with')).selectOption(meetingId)
    await opening.getByLabel(exhibitor.t('deals.subject')).fill('Ferrymen, German-speaking Europe')
    await opening.getByRole('button', { name: exhibitor.t('deals.begin') }).click()
    await exhibitor.page.waitForURL('**/deals/deal_*')
    await exhibitor.page.getByRole('button', { name: exhibitor.t('deal.offer') }).click()
    const editor = exhibitor.page.getByRole('dialog', { name: exhibitor.t('editor.title', { n: 1 }) })
    await editor.getByRole('button', { name: exhibitor.t('editor.addLine') }).click()
    await editor.getByLabel(exhibitor.t('editor.lineText'), { exact: true }).fill('SVOD licence, 74 minutes')
    await editor.getByLabel(exhibitor.t('editor.price'), { exact: true }).fill('50000.00')
    await editor.getByLabel(exhibitor.t('term.territories'), { exact: true }).fill('DE, AT, CH')
    await editor.getByLabel(exhibitor.t('term.languages'), { exact: true }).fill('de')
    await fillDate(editor.getByLabel(exhibitor.t('editor.from'), { exact: true }), inDays(60))
    await fillDate(editor.getByLabel(exhibitor.t('editor.to'), { exact: true }), inDays(790))
    await addMilestone(editor, exhibitor, 0, 'Masters', '20000.00', 30)
    await expect(editor.getByRole('button', { name: exhibitor.t('editor.send') }), 'milestones that do not sum to the total are not sent').toBeDisabled()
    await addMilestone(editor, exhibitor, 1, 'Artwork', large, 60)
    await editor.getByRole('button', { name: exhibitor.t('editor.send') }).click()
    await expect(editor).toBeHidden()
  })

  await test.step('the buyer counters: a lower price, and Luxembourg as well', async () => {
    await go(buyer, 'deals')
    await buyer.page.getByRole('link', { name: 'Ferrymen, German-speaking Europe' }).click()
    await buyer.page.getByRole('button', { name: buyer.t('deal.counter') }).click()
    const editor = buyer.page.getByRole('dialog', { name: buyer.t('editor.title', { n: 2 }) })
    await editor.getByLabel(buyer.t('editor.price'), { exact: true }).fill('48000.00')
    await editor.getByLabel(buyer.t('term.territories'), { exact: true }).fill('DE, AT, CH, LU')
    await editor.getByLabel(buyer.t('editor.amount'), { exact: true }).nth(0).fill(small)
    await editor.getByRole('button', { name: buyer.t('editor.send') }).click()
    await expect(editor).toBeHidden()
    await expect(exhibitor.page.getByText(exhibitor.t('deal.against', { n: 1 }))).toBeVisible({ timeout: 20_000 })
    await expect(exhibitor.page.locator('ins').filter({ hasText: '卢森堡' }), 'the change is marked in the text').toBeVisible()
  })

  await test.step('both accept the same hash', async () => {
    const hash = await buyer.page.locator('code[title]').getAttribute('title')
    expect(hash).toMatch(/^[0-9a-f]{64}$/)
    await expect(exhibitor.page.locator('code[title]')).toHaveAttribute('title', hash ?? '')
    await exhibitor.page.getByRole('button', { name: exhibitor.t('deal.accept', { n: 2 }) }).click()
    await expect(exhibitor.page.getByText(exhibitor.t('deal.waitsAccept'))).toBeVisible()
    await expect(buyer.page.getByText(buyer.t('deal.theyAccepted'))).toBeVisible()
    await buyer.page.getByRole('button', { name: buyer.t('deal.accept', { n: 2 }) }).click()
    await expect(buyer.page.getByText(buyer.t('deal.state.agreed'), { exact: true })).toBeVisible()
  })

  await test.step('both sign, and the order appears', async () => {
    await sign(buyer, 2)
    await expect(exhibitor.page.getByRole('figure').filter({ hasText: buyerName })).toBeVisible()
    await sign(exhibitor, 2)
    await expect(buyer.page.getByText(buyer.t('deal.state.ordered'), { exact: true })).toBeVisible({ timeout: 30_000 })
    await buyer.page.getByRole('link', { name: buyer.t('deal.toOrder') }).click()
    await buyer.page.waitForURL('**/orders/ord_*')
    orderId = new URL(buyer.page.url()).pathname.replace('/orders/', '')
  })

  await test.step('the buyer pays in; the second click charges nothing', async () => {
    await buyer.page.getByRole('button', { name: buyer.t('order.pay'), exact: true }).click()
    const pay = buyer.page.getByRole('dialog')
    await pay.getByRole('button', { name: buyer.t('order.payConfirm') }).dblclick()
    await expect(pay).toBeHidden({ timeout: 30_000 })
    await expect(buyer.page.getByText(buyer.t('order.paid'))).toHaveCount(1)
    await expect(buyer.page.getByText(buyer.t('order.state.funded'), { exact: true }).first()).toBeVisible({ timeout: 30_000 })
    const paid = await order()
    expect(paid.timeline.filter(({ type }) => type === 'receipt.book')).toHaveLength(1)
    expect(paid.totals.held).toEqual(paid.totals.funded)
  })

  await test.step('the studio begins and delivers the first milestone; it is released without a second pair of eyes', async () => {
    await exhibitor.page.getByRole('link', { name: exhibitor.t('deal.toOrder') }).click({ timeout: 20_000 })
    await exhibitor.page.getByRole('button', { name: exhibitor.t('order.start'), exact: true }).click({ timeout: 20_000 })
    await expect(exhibitor.page.getByText(exhibitor.t('order.state.in_delivery'), { exact: true }).first()).toBeVisible()
    await deliverAndAccept(exhibitor, buyer, 'Masters')
    await expect(milestone(buyer.page, 'Masters')).toContainText(buyer.t('milestone.state.released'), { timeout: 30_000 })
  })

  await test.step('the second is above the limit: two clearing officers release it', async () => {
    await expect(milestone(exhibitor.page, 'Masters')).toContainText(exhibitor.t('milestone.state.released'))
    await deliverAndAccept(exhibitor, buyer, 'Artwork')
    await expect(milestone(buyer.page, 'Artwork')).toContainText(buyer.t('milestone.state.accepted'))
    for (const [who, words, told] of [['clearing', 'clearing.approve', 'clearing.proposed'], ['clearing2', 'clearing.confirm', 'clearing.approved']] as const) {
      const officer = await visit(who, { language: 'en', locale: 'en-GB', timezoneId: 'Europe/London', as: who })
      await officer.page.goto('/clearing')
      const row = officer.page.getByRole('row').filter({ hasText: orderId })
      await row.getByRole('button', { name: officer.t(words), exact: true }).click()
      await expect(officer.page.getByText(officer.t(told))).toBeVisible()
      await officer.page.close()
    }
    await expect(milestone(buyer.page, 'Artwork')).toContainText(buyer.t('milestone.state.released'), { timeout: 30_000 })
    const done = await order()
    expect({ state: done.state, held: done.totals.held?.amount }).toEqual({ state: 'COMPLETED', held: '0.00' })
  })

  await test.step('the statement verifies offline, and a changed copy does not', async () => {
    const coming = buyer.page.waitForEvent('download')
    await buyer.page.getByRole('link', { name: buyer.t('order.statement') }).click()
    const statement = info.outputPath('statement.json')
    await (await coming).saveAs(statement)
    const { stdout } = await run(program, ['verify', 'statement', statement])
    expect(stdout).toContain(orderId)
    const text = await readFile(statement, 'utf8')
    expect(text).toContain('1800000')
    const changed = info.outputPath('changed.json')
    await writeFile(changed, text.replace('1800000', '1800001'))
    const refused = await run(program, ['verify', 'statement', changed]).then(
      () => undefined,
      (failure: { code: number; stderr: string }) => failure,
    )
    expect(refused?.code, 'a changed statement is refused').toBe(1)
    expect(refused?.stderr).toContain('fairground:')
  })

  await test.step('the organizer sees the meeting', async () => {
    await go(organizer, 'meetings')
    await expect(organizer.page.getByText(studio.en).first()).toBeVisible()
  })
})
