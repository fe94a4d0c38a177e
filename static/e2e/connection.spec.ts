import { expect, test } from './fair'

test('a test of the connection ends with a verdict in words, and the organizer sees it', async ({ visit }) => {
  test.setTimeout(120_000)
  const buyer = await visit('buyer', { as: 'buyer', language: 'en', locale: 'en-GB', timezoneId: 'Europe/Berlin' })
  await buyer.page.goto('/connection-test')
  await buyer.page.getByRole('button', { name: buyer.t('check.start') }).click()
  const result = buyer.page.getByRole('region', { name: buyer.t('check.result') })
  await expect(result).toBeVisible({ timeout: 60_000 })
  const works = (name: string) => expect(result.locator('div').filter({ has: buyer.page.getByText(buyer.t(name), { exact: true }) })).toContainText(buyer.t('check.works'))
  await works('check.udp')
  await works('test.microphone')
  await expect(result.getByRole('heading')).not.toHaveText(buyer.t('check.done'))
  const verdict = (await result.getByRole('heading').textContent()) ?? ''

  const organizer = await visit('organizer', { as: 'organizer', language: 'en', locale: 'en-GB', timezoneId: 'Asia/Shanghai' })
  await organizer.page.goto('/organizer')
  await expect(organizer.page.getByRole('listitem').filter({ hasText: 'Katrin Brandhorst' }).filter({ hasText: verdict })).toBeVisible()
})
