import { dayName } from '../src/time/zones'
import { openFair, test as base, expect, type Fair, type Visitor } from './fair'

/** A fair of its own: a timetable is published here, and who can meet whom changes. */
const test = base.extend<object, { fair: Fair }>({
  // eslint-disable-next-line no-empty-pattern -- Playwright reads the names of the first argument
  fair: [async ({}, use) => openFair(use), { scope: 'worker', timeout: 90_000 }],
})

type Profile = { needs: string[]; offers: string[]; role: string; territories: string[]; languages: string[]; budget: string; hours: { zone: string; from: string; to: string }; v: number }
type Run = { id: string; state: string; v: number }
type Why = { state: string; fix: { starts: string; person: string }[] }
const people = { buyer: 'per_spreelicht1' } as const
const fairPath = '/api/v1/exhibitions/exh_wuxi'

const english = { language: 'en', locale: 'en-GB' } as const
const buyerIs = { as: 'buyer', ...english, timezoneId: 'Europe/Berlin' } as const

/** Narrows the buyer's day to an hour in the evening, so that a timetable leaves wishes open; what needs her awake comes before. */
async function hardlyAwake(fair: Fair) {
  const { v, needs, offers, role, territories, languages, budget, hours } = await fair.read<Profile>('buyer', `${fairPath}/profile`)
  await fair.change('buyer', 'PUT', `${fairPath}/profile`, { needs, offers, role, territories, languages, budget, hours: { ...hours, from: '20:00', to: '21:00' } }, v)
}

/** A timetable that leaves what stands alone, made and published by the organizer. */
async function publishTimetable(fair: Fair) {
  await fair.change('organizer', 'POST', `${fairPath}/schedule/runs`, { kind: 'solve', seconds: 2, keep: 'all' })
  const newest = async () => (await fair.read<{ items: Run[] }>('organizer', `${fairPath}/schedule/runs`)).items[0]
  await expect.poll(async () => (await newest())?.state, { timeout: 60_000 }).toBe('draft')
  const draft = await newest()
  if (!draft) throw new Error('no run')
  await fair.change('organizer', 'POST', `${fairPath}/schedule/runs/${draft.id}/publish`, {}, draft.v)
  await expect.poll(async () => (await newest())?.state, { timeout: 60_000 }).toBe('published')
}

/** A company the buyer wants to meet, for whom only her own hours are in the way. */
async function unmet(fair: Fair): Promise<{ org: string; name: string }> {
  const wishes = await fair.read<{ items: { org: string; want: string }[] }>('buyer', `${fairPath}/preferences`)
  for (const { org, want } of wishes.items) {
    if (want === 'never') continue
    const why = await fair.read<Why>('buyer', `${fairPath}/schedule/why?org=${org}`)
    if (why.state !== 'no_slot' || why.fix[0]?.person !== people.buyer) continue
    const { name } = await fair.read<{ name: Record<string, string> }>('buyer', `/api/v1/organizations/${org}`)
    return { org, name: name.en ?? org }
  }
  throw new Error('every wish is met')
}

type OwnSlots = { slots: { starts: string; mine: string; free: string }[] }

/** Two slots of one day in a row in which the buyer is free, so far off that neither begins while she looks at them. */
async function freeInARow(fair: Fair): Promise<[string, string]> {
  const { slots } = await fair.read<OwnSlots>('buyer', `${fairPath}/availability`)
  const day = (at: number) => slots[at]?.mine.slice(0, 10)
  const first = slots.findIndex(({ starts, free }, at) => free === 'hours' && slots[at + 1]?.free === 'hours' && day(at) === day(at + 1) && Date.parse(starts) > Date.now() + 3_600_000)
  const [one, other] = slots.slice(first, first + 2).map(({ starts, mine }) => `${dayName(starts, buyerIs.timezoneId, 'en')} ${mine.slice(11, 16)}`)
  if (first < 0 || !one || !other) throw new Error('the buyer is never free for an hour')
  return [one, other]
}

const told = ({ page }: Visitor, words: string) => expect(page.getByText(words, { exact: true }).first()).toBeVisible()

test('an organizer decides against the evidence, with a reason', async ({ fair, visit }) => {
  // At some hours of the first day everybody has come so far, so somebody says that one side did not.
  const { v } = await fair.read<{ v: number }>('organizer', '/api/v1/meetings/mtg_001')
  await fair.change('organizer', 'POST', '/api/v1/meetings/mtg_001/verdict', { state: 'no_show', sides: ['invitee'], reason: 'The host saw nobody.' }, v)
  const { page, t } = await visit('organizer', { as: 'organizer', ...english, timezoneId: 'Asia/Shanghai' })
  await page.goto('/organizer/no-shows')
  const rows = page.getByRole('main').getByRole('listitem')
  const row = rows.filter({ hasText: 'Spreelicht Filmverleih' })
  await expect(row).toHaveCount(1)
  const before = await rows.count()
  await row.getByRole('button', { name: t('noShows.evidence') }).click()
  await row.getByRole('button', { name: t('noShows.judge') }).click()
  await page.getByRole('textbox', { name: t('noShows.reason') }).fill('Both met at the booth instead.')
  await page.getByRole('button', { name: t('noShows.send'), exact: true }).click()
  await expect(page.getByText(t('noShows.judged'))).toBeVisible()
  await expect(row).toHaveCount(0)
  await expect(rows).toHaveCount(before - 1)
})

test('a buyer says when she can meet, slot by slot and for the whole week', async ({ fair, visit }) => {
  const buyer = await visit('buyer', buyerIs)
  const { page, t } = buyer
  await page.goto('/availability')
  const grid = page.getByRole('grid', { name: t('availability.title') })
  const [first, next] = await freeInARow(fair)
  const slot = (when: string, state: string) => grid.getByRole('button', { name: `${when}: ${t(`availability.free.${state}`)}`, exact: true })
  const closed = grid.getByRole('button', { name: new RegExp(`: ${t('availability.free.closed')}$`) })
  await test.step('a press closes a slot, the keyboard the one beside it', async () => {
    await slot(first, 'hours').focus()
    await page.keyboard.press('Space')
    await expect(slot(first, 'closed')).toBeFocused()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Space')
    await expect(slot(next, 'closed')).toBeFocused()
    await expect(page.getByText(t('availability.unsaved', { count: 2 }))).toBeVisible()
    await page.getByRole('button', { name: t('action.save'), exact: true }).click()
    await told(buyer, t('availability.saved'))
    await page.reload()
    await expect(closed).toHaveCount(2)
  })
  await test.step('hours outside the own ones unfold, and one of them opens', async () => {
    const before = await grid.getByRole('button').count()
    await page.getByRole('button', { name: /outside your hours$/ }).last().click()
    await expect.poll(() => grid.getByRole('button').count()).toBeGreaterThan(before)
    await grid.getByRole('button', { name: new RegExp(`: ${t('availability.free.night')}$`) }).last().click()
    await page.getByRole('button', { name: t('action.save'), exact: true }).click()
    await expect(grid.getByRole('button', { name: new RegExp(`: ${t('availability.free.open')}$`) })).toHaveCount(1)
  })
  await test.step('a week with a short Friday, no Sunday, and at most eight meetings', async () => {
    await page.getByLabel(`Friday, ${t('needs.to')}`).fill('13:00')
    await page.getByRole('checkbox', { name: 'Sunday' }).uncheck()
    await page.getByLabel(t('availability.most'), { exact: true }).fill('8')
    await page.getByRole('button', { name: t('availability.saveHours') }).click()
    await expect(page.getByText(t('availability.dayClosed'))).toBeVisible()
    await page.reload()
    await expect(page.getByLabel(`Friday, ${t('needs.to')}`)).toHaveValue('13:00')
    await expect(page.getByRole('checkbox', { name: 'Sunday' })).not.toBeChecked()
    await expect(page.getByLabel(t('availability.most'), { exact: true })).toHaveValue('8')
  })
  await test.step('a calendar is named by an address that is safe', async () => {
    await page.getByLabel(t('availability.busyUrl')).fill('http://calendar.example/me.ics')
    await expect(page.getByText(t('availability.busyHttps'))).toBeVisible()
    await expect(page.getByRole('button', { name: t('availability.busySave') })).toBeDisabled()
  })
})

test('after a meeting: twenty seconds, and a second one for which the other side names who goes', async ({ fair, visit }) => {
  const buyer = await visit('buyer', buyerIs)
  await test.step('the buyer says how it was', async () => {
    const { page, t } = buyer
    await page.goto('/agenda')
    await page.goto('/meetings/mtg_001')
    await page.getByText(t('outcome.interests.4'), { exact: true }).click()
    await page.getByLabel(t('outcome.steps.second_meeting')).check()
    await page.getByLabel(t('outcome.note')).fill('Wants the masters by June.')
    await page.getByRole('button', { name: t('outcome.save'), exact: true }).click()
    await told(buyer, t('outcome.saved'))
    await page.reload()
    await expect(page.getByLabel(t('outcome.note'))).toHaveValue('Wants the masters by June.')
    expect(JSON.stringify(await fair.read('exhibitor', '/api/v1/meetings/mtg_001'))).not.toContain('masters by June')
  })
  await test.step('and proposes a second meeting on the spot', async () => {
    const { page, t } = buyer
    const times = page.getByRole('heading', { name: t('outcome.second') }).locator('..')
    await times.getByRole('button', { name: /^\d\d:\d\d/ }).last().click()
    await page.getByRole('button', { name: t('outcome.askSecond') }).click()
    await told(buyer, t('outcome.asked'))
  })
  await test.step('the exhibitor accepts on the phone and says who goes', async () => {
    const { page, t } = await visit('exhibitor', { as: 'exhibitor', ...english, timezoneId: 'Asia/Shanghai', viewport: { width: 390, height: 844 } })
    await page.goto('/requests')
    const request = page.getByRole('listitem').filter({ hasText: t('requests.yourTurn') })
    const people = request.getByRole('group', { name: t('representatives.title') })
    const colleague = people.getByRole('radio').nth(1)
    await colleague.check()
    const chosen = (await colleague.locator('..').locator('bdi').first().textContent()) ?? ''
    await request.getByRole('button', { name: t('requests.accept'), exact: true }).click()
    await expect(page.getByText(t('representatives.goes', { name: chosen })).first()).toBeVisible()
  })
})

test('a buyer sets her wishes, asks why one is not met, and opens the slot that helps', async ({ fair, visit }) => {
  test.setTimeout(150_000)
  await hardlyAwake(fair)
  const buyer = await visit('buyer', buyerIs)
  const { page, t } = buyer
  const must = (await fair.read<{ items: { want: string }[] }>('buyer', `${fairPath}/preferences`)).items.filter(({ want }) => want === 'must').length
  await test.step('a wish said at a booth stands in the list, and nobody else learns it', async () => {
    await page.goto('/booths/bth_foxfire')
    await page.getByText(t('matches.want.must'), { exact: true }).click()
    await expect(page.getByText(t('wishes.secret'))).toBeVisible()
    await page.goto('/wishes')
    await expect(page.getByText(t('wishes.count.must', { count: must + 1 }))).toBeVisible()
    expect(JSON.stringify(await fair.read('exhibitor', `${fairPath}/suggestions`))).not.toContain('"never"')
  })
  await publishTimetable(fair)
  const { name } = await unmet(fair)
  await test.step('the answer speaks of her own side, with one step that helps', async () => {
    await page.reload()
    await page.getByRole('button', { name: t('why.askOf', { name }) }).click()
    const answer = page.getByRole('status', { name: t('why.ask') })
    await expect(answer).toContainText(t('why.state.no_slot'))
    await answer.getByRole('button', { name: /^Open / }).first().click()
    await told(buyer, t('why.opened'))
  })
  await test.step('the slot is open now, and a meeting can be asked for', async () => {
    const { open } = await fair.read<{ open: string[] }>('buyer', `${fairPath}/availability`)
    expect(open).not.toEqual([])
    await expect(page.getByRole('button', { name: t('speakers.askOf', { name }) })).toBeEnabled()
  })
})

test('an organizer sees what a change of the rules does before it is done', async ({ visit }) => {
  const { page, t } = await visit('organizer', { as: 'organizer', ...english, timezoneId: 'Asia/Shanghai' })
  await page.goto('/organizer/settings')
  await page.getByLabel(t('meetingSettings.request.opt_out')).check()
  await page.getByLabel(t('meetingSettings.scheduling.organizer')).check()
  await page.getByLabel(t('meetingSettings.tables')).fill('40')
  const show = page.getByRole('button', { name: t('meetingSettings.save') })
  const dialog = page.getByRole('dialog', { name: t('meetingSettings.changes') })
  await test.step('looking changes nothing', async () => {
    await show.click()
    await expect(dialog.getByRole('listitem').first()).toBeVisible()
    await dialog.getByRole('button', { name: t('action.cancel') }).click()
    await page.reload()
    await expect(page.getByLabel(t('meetingSettings.scheduling.participants'))).toBeChecked()
  })
  await test.step('confirming does just that', async () => {
    await page.getByLabel(t('meetingSettings.scheduling.organizer')).check()
    await show.click()
    // What touches nothing is done without a question.
    const question = dialog.getByRole('button', { name: t('meetingSettings.confirm') })
    const saved = page.getByText(t('meetingSettings.saved'))
    await expect(question.or(saved).first()).toBeVisible()
    if (await question.isVisible()) await question.click()
    await expect(saved).toBeVisible()
    await page.reload()
    await expect(page.getByLabel(t('meetingSettings.scheduling.organizer'))).toBeChecked()
  })
})

test('an organizer imports people: a bad row is named by its cell, and nothing is taken before all is right', async ({ fair, visit }) => {
  const organizer = await visit('organizer', { as: 'organizer', language: 'zh-Hans', locale: 'zh-CN', timezoneId: 'Asia/Shanghai' })
  const { page, t } = organizer
  const header = 'name,email,organization,country,language,zone,role'
  const good = 'Ana Lind,ana@fjordkino.example,Fjordkino,NO,en,Europe/Oslo,buyer'
  const file = (rows: string[]) => ({ name: '买家.csv', mimeType: 'application/vnd.ms-excel', buffer: Buffer.from(`\uFEFF${[header, ...rows].join('\r\n')}\r\n`) })
  const list = async () => JSON.stringify(await fair.read('organizer', `${fairPath}/exports/buyers?format=json`))
  await page.goto('/organizer/imports')
  const form = page.getByRole('region', { name: t('imports.kind.buyers') })
  await form.locator('input[type=file]').setInputFiles(file([good, 'Per Moe,per at fjordkino,Fjordkino,NO,en,Europe/Oslo,buyer']))
  await expect(form.getByRole('row', { name: /3.*email/ })).toContainText(t('imports.error.email_invalid'))
  await expect(form.getByRole('button', { name: t('imports.take', { count: 1 }) })).toHaveCount(0)
  expect(await list()).not.toContain('fjordkino')
  await form.locator('input[type=file]').setInputFiles(file([good, 'Per Moe,per@fjordkino.example,Fjordkino,NO,en,Europe/Oslo,buyer']))
  await form.getByRole('button', { name: t('imports.take', { count: 2 }) }).click()
  await expect(form.getByText(t('imports.done', { count: 2 }))).toBeVisible()
  expect(await list()).toContain('per@fjordkino.example')
})

test('everybody chooses how to be told', async ({ visit }) => {
  const { page, t } = await visit('buyer', buyerIs)
  await page.goto('/account/notifications')
  await page.getByLabel(t('notifications.daily')).check()
  await page.getByLabel(t('notifications.digestAt')).fill('07:30')
  await page.getByLabel(t('needs.to'), { exact: true }).fill('06:00')
  await page.getByRole('button', { name: t('action.save'), exact: true }).click()
  await expect(page.getByText(t('account.saved'))).toBeVisible()
  await page.reload()
  await expect(page.getByLabel(t('notifications.digestAt'))).toHaveValue('07:30')
  await expect(page.getByLabel(t('needs.to'), { exact: true })).toHaveValue('06:00')
})
