import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { Page } from '@playwright/test'
import type { Run, SlotObstacles, Timetable } from '../src/schedule/shapes'
import { violationsOn } from './axe'
import { expect, openFair, program, test as base, type Fair, type Visitor } from './fair'

// Publishing moves everybody's meetings, so this fair is nobody else's.
const test = base.extend<object, { fair: Fair }>({
  // eslint-disable-next-line no-empty-pattern -- Playwright reads the names of the first argument
  fair: [async ({}, use) => openFair(use), { scope: 'worker', timeout: 90_000 }],
})

const schedule = async (fair: Fair) => `/api/v1/exhibitions/${(await fair.read<{ exhibition: string }>('organizer', '/api/v1/me')).exhibition}/schedule`
const newest = async (fair: Fair) => (await fair.read<{ items: Run[] }>('organizer', `${await schedule(fair)}/runs`)).items[0]
const standing = async (fair: Fair) => fair.read<Timetable>('organizer', `${await schedule(fair)}/timetable`)

/** When every wish is met, which is what people see of a timetable. */
const times = ({ meetings, slots }: Timetable) => Object.fromEntries(meetings.map(({ wish, slot }) => [wish, slots[slot]?.starts]))

/** Meetings that begin soon stay where they are, so the tests take later ones. */
const later = ({ meetings, slots }: Timetable) => meetings.filter(({ frozen, slot }) => !frozen && Date.parse(slots[slot]?.starts ?? '') > Date.now() + 3_600_000)

/** A meeting of the draft that could also be held at another time. */
async function movable(fair: Fair, run: string) {
  const at = `${await schedule(fair)}/runs/${run}`
  const timetable = await fair.read<Timetable>('organizer', `${at}/timetable`)
  for (const meeting of later(timetable).slice(0, 40)) {
    const { slots } = await fair.read<{ slots: SlotObstacles[] }>('organizer', `${at}/meetings/${meeting.wish}/slots`)
    if (slots.some(({ slot, obstacles }) => slot > meeting.slot && !obstacles?.length)) return { timetable, meeting, person: timetable.people.find(({ id }) => id === meeting.people[0]) }
  }
  throw new Error('no meeting of the draft can be moved')
}

const cellOf = (page: Page, person: string | undefined, slot: number) => page.locator(`tr[data-row="${person}"] > td[data-slot="${slot}"]`)
const said = (page: Page) => page.locator('article [aria-live]')

async function publish({ page, t }: Visitor, fair: Fair) {
  const published = (await newest(fair))?.id
  await page.getByRole('button', { name: t('schedule.publish'), exact: true }).click()
  await page.getByRole('dialog').getByRole('button', { name: t('schedule.publishYes') }).click()
  await expect.poll(async () => (await newest(fair))?.state, { timeout: 60_000 }).toBe('published')
  await expect.poll(async () => (await newest(fair))?.publishing, { timeout: 60_000 }).toBeUndefined()
  expect((await newest(fair))?.id).toBe(published)
  await expect(page.getByLabel(t('schedule.show'), { exact: true })).toHaveValue('')
}

async function isAccessible(page: Page, what: string) {
  expect((await violationsOn(page)).map(({ rule, nodes }) => `${what}: ${rule} ${nodes.map(({ at }) => at).join(' | ')}`)).toEqual([])
}

test('the organizer makes a timetable, mends it by hand, publishes it, proves it, repairs it and takes it back', async ({ fair, visit }, info) => {
  test.setTimeout(300_000)
  const organizer = await visit('organizer', { as: 'organizer', language: 'en', locale: 'en-GB', timezoneId: 'Asia/Shanghai', viewport: { width: 1440, height: 900 } })
  const { page, t } = organizer
  const draft = page.getByRole('region', { name: t('schedule.draft') })
  const grid = page.getByRole('grid', { name: t('schedule.matrix') })
  const told = (words: string) => page.getByText(words, { exact: true }).first()

  await test.step('what stands is there to read', async () => {
    await page.goto('/organizer/schedule')
    await expect(grid).toBeVisible()
    await expect(page.getByText(t('schedule.readOnly'))).toBeVisible()
  })
  await test.step('Auto-schedule makes a draft, and says how good it can be proven to be', async () => {
    await page.getByLabel(t('schedule.seconds')).selectOption('5')
    await page.getByRole('button', { name: t('schedule.solve') }).click()
    await expect(draft).toBeVisible({ timeout: 60_000 })
    await expect(draft.getByText(t('schedule.level.unmetMust'))).toBeVisible()
    await expect(draft.getByText(t('schedule.proven')).first()).toBeVisible()
  })

  const run = (await newest(fair))?.id ?? ''
  const { timetable, meeting, person } = await movable(fair, run)
  const find = page.getByRole('searchbox', { name: t('schedule.search') })
  await test.step('a meeting is carried to a free time by keyboard, and put back by undo', async () => {
    await find.fill(person?.name ?? '')
    await cellOf(page, person?.id, meeting.slot).focus()
    await page.keyboard.press('Enter')
    await expect(said(page)).toContainText(t('schedule.carry.picked', { who: '', when: '' }).split(':')[0] ?? '')
    await expect(page.locator('td[data-ground="free"]').first()).toBeAttached()
    await page.keyboard.press('ArrowDown')
    const target = Number(await page.locator('td:focus').getAttribute('data-slot'))
    expect(target).toBeGreaterThan(meeting.slot)
    await expect(page.locator('td:focus')).toHaveAttribute('data-ground', 'free')
    await page.keyboard.press('Enter')
    await expect(told(t('schedule.moved'))).toBeVisible()
    const slotNow = async () => (await fair.read<Timetable>('organizer', `${await schedule(fair)}/runs/${run}/timetable`)).meetings.find(({ wish }) => wish === meeting.wish)?.slot
    expect(await slotNow()).toBe(target)
    await draft.getByRole('button', { name: t('schedule.undo') }).click()
    await expect.poll(slotNow).toBe(meeting.slot)
  })
  await test.step('the same with the mouse, where the blocked times say why', async () => {
    const cell = cellOf(page, person?.id, meeting.slot)
    const { slots } = await fair.read<{ slots: SlotObstacles[] }>('organizer', `${await schedule(fair)}/runs/${run}/meetings/${meeting.wish}/slots`)
    const near = slots.filter(({ slot, obstacles }) => slot !== meeting.slot && !obstacles?.length).sort((a, b) => Math.abs(a.slot - meeting.slot) - Math.abs(b.slot - meeting.slot))[0]?.slot ?? 0
    await cell.locator('[draggable]').scrollIntoViewIfNeeded()
    await cell.locator('[draggable]').hover()
    await page.mouse.down()
    await cell.hover({ position: { x: 30, y: 20 } })
    const target = cellOf(page, person?.id, near)
    await expect(target).toHaveAttribute('data-ground', 'free')
    await target.hover()
    await target.hover({ position: { x: 20, y: 20 } })
    await page.mouse.up()
    await expect(target.locator('[draggable]')).toBeVisible()
    await draft.getByRole('button', { name: t('schedule.undo') }).click()
    await expect(cell.locator('[draggable]')).toBeVisible()
  })
  await test.step('it is fixed, and cannot be picked up any more', async () => {
    const cell = cellOf(page, person?.id, meeting.slot)
    await cell.focus()
    await page.keyboard.press('f')
    await expect(told(t('schedule.frozeIt'))).toBeVisible()
    await expect(cell.locator('[data-frozen]')).toBeVisible()
    await cell.focus()
    await page.keyboard.press('Enter')
    await expect(said(page)).toHaveText(t('schedule.carry.fixed'))
  })
  await test.step('another one is taken out; why it is not met is said, and the fix places it again', async () => {
    const other = later(timetable).find(({ wish, people }) => wish !== meeting.wish && !people.some((id) => meeting.people.includes(id)))
    const who = timetable.people.find(({ id }) => id === other?.people[0])
    await find.fill(who?.name ?? '')
    await cellOf(page, who?.id, other?.slot ?? 0).focus()
    await page.keyboard.press('Delete')
    await expect(told(t('schedule.tookOut'))).toBeVisible()
    const orgs = other?.people.map((id) => timetable.people.find((one) => one.id === id)?.orgName.en ?? '') ?? []
    const wish = orgs.reduce((found, org) => found.filter({ hasText: org }), page.getByRole('listitem').filter({ has: page.getByRole('button', { name: t('schedule.unmet.why') }) }))
    await wish.getByRole('button', { name: t('schedule.unmet.why') }).click()
    const why = page.getByRole('dialog')
    await expect(why.getByRole('listitem').first()).toBeVisible()
    await why.getByRole('button', { name: t('schedule.unmet.apply') }).click()
    await expect(told(t('schedule.unmet.applied'))).toBeVisible()
    await expect(wish).toHaveCount(0)
    await find.fill('')
  })
  await test.step('the board with a draft is accessible by day and by night', async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      await isAccessible(page, colorScheme)
    }
    await page.emulateMedia({ colorScheme: 'light' })
  })
  await test.step('what would change is told with both times', async () => {
    await draft.getByRole('button', { name: t('schedule.compare') }).click()
    await expect(page.getByRole('dialog').getByRole('listitem').first()).toBeVisible()
    await page.keyboard.press('Escape')
  })
  await test.step('it is published, and what stands is what was drafted', async () => {
    const drafted = await fair.read<Timetable>('organizer', `${await schedule(fair)}/runs/${run}/timetable`)
    await publish(organizer, fair)
    const lost = new Set((await newest(fair))?.lost?.map(({ wish }) => wish))
    const now = times(await standing(fair))
    expect(Object.entries(times(drafted)).filter(([wish, at]) => now[wish] !== at && !lost.has(wish))).toEqual([])
    expect((await standing(fair)).meetings.find(({ wish }) => wish === meeting.wish)?.frozen).toBe(true)
  })
  await test.step('the certificate proves it without the program that made it', async () => {
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: t('schedule.runs.certificate') }).first().click()])
    const file = info.outputPath('certificate.json')
    await download.saveAs(file)
    const { stdout } = await promisify(execFile)(program, ['verify', 'schedule', file])
    expect(stdout).toMatch(/valid/)
    expect(stdout).toMatch(/unmetMust/)
  })

  const before = times(await standing(fair))
  await test.step('somebody withdraws: the repair tells whom it moves before anybody else sees it', async () => {
    const leaving = (await standing(fair)).people.find(({ id }) => id !== person?.id && !meeting.people.includes(id))
    await page.getByRole('button', { name: t('schedule.repair') }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText(t('schedule.repairs.withdraw')).click()
    await dialog.getByLabel(t('schedule.repairs.person')).selectOption(leaving?.id ?? '')
    await dialog.getByRole('button', { name: t('schedule.repairs.start') }).click()
    await expect(page.getByRole('dialog', { name: t('schedule.diff.title') }).getByRole('listitem').first()).toBeVisible()
    await page.keyboard.press('Escape')
    await publish(organizer, fair)
    expect(times(await standing(fair))).not.toEqual(before)
  })
  await test.step('and the publication is undone', async () => {
    await page.getByRole('button', { name: t('schedule.runs.undoPublish') }).click()
    await expect(draft).toBeVisible()
    await page.getByRole('dialog').getByRole('button', { name: t('action.close') }).click()
    await publish(organizer, fair)
    expect(times(await standing(fair))).toEqual(before)
  })
})
