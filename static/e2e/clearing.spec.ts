import { openFair, test as base, expect, type Fair, type Visitor } from './fair'

/** A fair of its own whose deals are being settled. */
const test = base.extend<object, { fair: Fair }>({
  // eslint-disable-next-line no-empty-pattern -- Playwright reads the names of the first argument
  fair: [async ({}, use) => openFair(use, ['--stage', 'settling']), { scope: 'worker', timeout: 90_000 }],
})

const english = { language: 'en', locale: 'en-GB', timezoneId: 'Europe/Berlin' } as const
const chinese = { language: 'zh-Hans', locale: 'zh-CN', timezoneId: 'Asia/Shanghai' } as const

/** The studio's licence to the buyer in Berlin: the last milestone is paid in and not yet delivered. */
const licensed = 'ord_saltlantern'
const last = 'mil_3'
/** An order that waits for its money, all of it. */
const awaited = { id: 'ord_sevenfloor', amount: '56420.00', currency: 'USD' }

type Order = { state: string; v: number; payees?: { org: string }[]; advances?: { state: string; paid?: { amount: string } }[]; milestones: { id: string; state: string; may: string[] }[] }

async function surely({ page, t }: Visitor, words: string) {
  await page.getByRole('button', { name: t(words), exact: true }).click()
  await page.getByRole('dialog').getByRole('button', { name: t('order.surely') }).click()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
}

test('a studio is paid early: a funder offers, two officers pay out, and the release goes to the funder first', async ({ fair, visit }) => {
  test.setTimeout(180_000)
  const seller = await visit('seller', { as: 'exhibitor', ...chinese })
  const funder = await visit('funder', { as: 'funder', ...chinese })
  const maker = await visit('maker', { as: 'clearing', ...english })
  const checker = await visit('checker', { as: 'clearing2', ...english })
  const buyer = await visit('buyer', { as: 'buyer', ...english })
  const path = `/orders/${licensed}`
  const order = (who: 'buyer' | 'exhibitor' = 'exhibitor') => fair.read<Order>(who, `/api/v1${path}`)

  await test.step('the studio asks on the milestone that is paid in', async () => {
    await seller.page.goto(path)
    await seller.page.getByRole('button', { name: seller.t('advance.ask'), exact: true }).last().click()
    await seller.page.getByRole('dialog').getByRole('button', { name: seller.t('advance.ask'), exact: true }).click()
    await seller.page.getByRole('dialog').waitFor({ state: 'detached' })
  })

  await test.step('the funder sees the milestone without its buyer, and offers at one annual rate', async () => {
    await funder.page.goto('/financing')
    await funder.page.getByRole('button', { name: funder.t('financing.offer'), exact: true }).first().click()
    await funder.page.getByLabel(funder.t('financing.rate')).fill('8.25')
    await expect(funder.page.getByText(funder.t('financing.back'))).toBeVisible()
    await expect(funder.page.getByText(/Spreelicht|施普雷/)).toHaveCount(0)
    await funder.page.getByRole('button', { name: funder.t('financing.send'), exact: true }).click()
    await expect(funder.page.getByText(funder.t('financing.says.offered'))).toBeVisible()
  })

  await test.step('the studio takes the offer', async () => {
    await seller.page.getByRole('button', { name: seller.t('advance.take'), exact: true }).waitFor({ timeout: 20_000 })
    await surely(seller, 'advance.take')
    await expect(seller.page.getByText(seller.t('advance.says.accepted'))).toBeVisible()
  })

  await test.step('one officer proposes, and only another one pays it out', async () => {
    await maker.page.goto(path)
    await surely(maker, 'advance.step.approve.propose')
    await expect(maker.page.getByRole('button', { name: maker.t('advance.step.approve.confirm'), exact: true })).toHaveCount(0)
    await checker.page.goto(path)
    await surely(checker, 'advance.step.approve.confirm')
    await expect(checker.page.getByText(checker.t('advance.state.disbursed'), { exact: true })).toBeVisible()
    expect((await order()).advances?.[0]?.state).toBe('DISBURSED')
  })

  await test.step('the buyer sees who is paid first, and not at what price', async () => {
    await buyer.page.goto(path)
    await expect(buyer.page.getByText(buyer.t('payees.title'))).toBeVisible()
    const seen = await order('buyer')
    expect(seen.payees?.map(({ org }) => org)).toEqual(['org_millfunding', 'org_reedlantern'])
    expect(seen.advances ?? []).toEqual([])
  })

  await test.step('the release pays the funder back before the studio', async () => {
    const on = `/api/v1${path}/milestones/${last}`
    await fair.change('exhibitor', 'POST', `${on}/ship`, { evidence: 'masters' }, (await order()).v)
    await fair.change('buyer', 'POST', `${on}/deliver`, {}, (await order()).v)
    await fair.change('buyer', 'POST', `${on}/accept`, {}, (await order()).v)
    await expect.poll(async () => (await order()).milestones.find(({ id }) => id === last)?.state).toBe('RELEASED')
    const after = await order()
    expect(after.advances?.[0]?.state).toBe('REPAID')
    expect((await order('buyer')).payees?.map(({ org }) => org) ?? []).not.toContain('org_millfunding')
  })
})

/** A bank's notice of one credit whose remittance information is a misspelt order. */
const notice = `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.054.001.08"><BkToCstmrDbtCdtNtfctn>
<GrpHdr><MsgId>WIRE-1</MsgId><CreDtTm>2026-01-02T09:00:00Z</CreDtTm></GrpHdr>
<Ntfctn><Id>WIRE-1</Id><CreDtTm>2026-01-02T09:00:00Z</CreDtTm><Acct><Id><Othr><Id>SANDBOX-CUSTODY</Id></Othr></Id><Ccy>${awaited.currency}</Ccy></Acct>
<Ntry><Amt Ccy="${awaited.currency}">${awaited.amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-01-02</Dt></BookgDt>
<AcctSvcrRef>WIRE-1-1</AcctSvcrRef><BkTxCd><Prtry><Cd>TRF</Cd></Prtry></BkTxCd>
<NtryDtls><TxDtls><Refs><EndToEndId>INV-2207</EndToEndId></Refs><Amt Ccy="${awaited.currency}">${awaited.amount}</Amt>
<RltdPties><Dbtr><Pty><Nm>Hanbit Wave Co., Ltd.</Nm></Pty></Dbtr></RltdPties><RmtInf><Ustrd>sevenfloor poster series</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>
</Ntfctn></BkToCstmrDbtCdtNtfctn></Document>`

test('money that names no order waits in suspense until two officers say whose it is', async ({ fair, visit }) => {
  test.setTimeout(120_000)
  const maker = await visit('maker', { as: 'clearing', ...english })
  const checker = await visit('checker', { as: 'clearing2', ...english })
  const order = () => fair.read<Order>('clearing', `/api/v1/orders/${awaited.id}`)

  await test.step('the bank’s file is taken in, and once only', async () => {
    await maker.page.goto('/bank')
    const file = { name: 'wire.xml', mimeType: 'text/xml', buffer: Buffer.from(notice) }
    const [known = ''] = maker.t('bank.upload.outcome.known', { when: '|' }).split('|')
    for (const words of [maker.t('bank.upload.outcome.taken'), known]) {
      await maker.page.locator('input[type=file]').setInputFiles(file)
      await expect(maker.page.getByText(words).first()).toBeVisible()
    }
  })

  await test.step('one officer finds its order', async () => {
    await maker.page.goto('/clearing/suspense')
    const slip = maker.page.getByRole('listitem').filter({ hasText: 'Hanbit Wave' })
    await slip.getByRole('button', { name: maker.t('suspense.assign'), exact: true }).click()
    await maker.page.getByRole('list', { name: maker.t('suspense.candidates') }).getByRole('button').filter({ hasText: awaited.id }).click()
    await maker.page.getByRole('button', { name: maker.t('suspense.propose'), exact: true }).click()
    await expect(maker.page.getByText(maker.t('proposed.byYou'))).toBeVisible()
    expect((await order()).state).toBe('AWAITING_FUNDS')
  })

  await test.step('another one confirms it from the queue, and the order has its money', async () => {
    await checker.page.goto('/clearing')
    const line = checker.page.getByRole('row').filter({ hasText: awaited.id })
    await line.getByRole('button', { name: checker.t('clearing.confirm'), exact: true }).click()
    await expect.poll(async () => (await order()).state).toBe('FUNDED')
    await checker.page.goto('/clearing/suspense')
    await expect(checker.page.getByText(checker.t('suspense.state.assigned')).first()).toBeVisible()
  })
})

test('a charge of the bank is booked as a loss by two officers, and a file that broke off says so in the reader’s language', async ({ fair, visit }) => {
  test.setTimeout(120_000)
  const maker = await visit('maker', { as: 'clearing', ...chinese })
  const checker = await visit('checker', { as: 'clearing2', ...english })
  const charge = notice
    .replaceAll('WIRE-1', 'FEE-1')
    .replaceAll(`>${awaited.amount}<`, '>35.00<')
    .replace('CRDT', 'DBIT')
    .replace('INV-2207', 'FEE-2026')

  await test.step('a file without its end is refused in Chinese, with the line it ends in', async () => {
    maker.provokes('422 /api/v1/statements')
    await maker.page.goto('/bank')
    await maker.page.locator('input[type=file]').setInputFiles({ name: 'half.xml', mimeType: 'text/xml', buffer: Buffer.from(charge.slice(0, charge.length / 2)) })
    const refused = maker.page.getByRole('listitem').filter({ hasText: 'half.xml' })
    await expect(refused).toContainText(maker.t('problem.statement_truncated'))
    await expect(refused).toContainText(maker.t('bank.says.line'))
  })

  await test.step('the whole file has a line nobody can place', async () => {
    await maker.page.locator('input[type=file]').setInputFiles({ name: 'fee.xml', mimeType: 'text/xml', buffer: Buffer.from(charge) })
    await expect(maker.page.getByRole('heading', { name: maker.t('bank.kind.line_unknown') })).toBeVisible()
  })

  await test.step('one proposes the loss in the currency of the line, another one confirms it', async () => {
    await maker.page.goto('/clearing/claims')
    await maker.page.getByRole('button', { name: maker.t('losses.propose') }).click()
    const dialog = maker.page.getByRole('dialog')
    await dialog.getByRole('combobox').selectOption(awaited.currency)
    await dialog.getByLabel(maker.t('payout.amount', { currency: awaited.currency })).fill('35.00')
    await dialog.getByLabel(maker.t('losses.evidence')).fill('FEE-1')
    await dialog.getByRole('button', { name: maker.t('suspense.propose') }).click()
    await expect(maker.page.getByText(maker.t('proposed.byYou'))).toBeVisible()
    await checker.page.goto('/clearing')
    const line = checker.page.getByRole('row').filter({ hasText: checker.t('proposals.command.loss.book') })
    await line.getByRole('button', { name: checker.t('work.kind.proposal'), exact: true }).click()
    const proposal = checker.page.getByRole('dialog')
    await expect(proposal).toContainText('35.00')
    await proposal.getByRole('button', { name: checker.t('proposed.confirm'), exact: true }).click()
    await checker.page.getByRole('button', { name: checker.t('order.surely') }).click()
    type Class = { class: string; currency: string; debit: { amount: string } }
    await expect.poll(async () => (await fair.read<{ lines: Class[] }>('auditor', '/api/v1/ledger/trial-balance')).lines.find(({ class: of, currency }) => of === 'loss' && currency === awaited.currency)?.debit.amount).toBe('35.00')
  })

  await test.step('what was dealt with is open no more', async () => {
    await maker.page.goto('/bank')
    await maker.page.getByRole('listitem').filter({ hasText: maker.t('bank.kind.line_unknown') }).getByRole('button', { name: maker.t('bank.doubts.resolve') }).click()
    const dialog = maker.page.getByRole('dialog')
    await dialog.getByLabel(maker.t('bank.doubts.reason')).fill('已由两人入账为损失，FEE-1')
    await dialog.getByRole('button', { name: maker.t('bank.doubts.say') }).click()
    await expect(maker.page.getByText(maker.t('bank.findings.none'))).toBeVisible()
  })
})
