import { describe, expect, it } from 'vitest'
import type { Dispute } from '../api/shapes'
import type { Case } from './shapes'
import { byUrgency, deadlineOf, stepOf, type Step } from './step'

const clocks = { negotiateUntil: '2026-05-13T00:00:00Z', escalatesAt: '2026-05-17T00:00:00Z', evidenceUntil: '2026-05-24T00:00:00Z', appealUntil: '2026-05-31T00:00:00Z' }
const dispute = (over: Partial<Dispute>) => ({ state: 'EVIDENCE', may: [], clocks, opened: '2026-05-10T00:00:00Z', ...over }) as unknown as Dispute
const ruling = (by: string, second?: string) => ({ by, second }) as Dispute['ruling']

describe('what comes next', () => {
  it.each<[string, Partial<Dispute>, Step]>([
    ['the sides negotiate', { state: 'NEGOTIATION' }, 'negotiate'],
    ['an arbitrator hears the evidence first', { state: 'EVIDENCE' }, 'hear'],
    ['and rules once both sides were heard', { state: 'EVIDENCE', may: ['decide'] }, 'rule'],
    ['another one confirms, though he may also rule otherwise', { state: 'RULED', may: ['decide', 'confirm'], ruling: ruling('per_other') }, 'confirm'],
    ['who has ruled waits for the other', { state: 'RULED', ruling: ruling('per_me') }, 'second'],
    ['a ruling can be appealed', { state: 'DECIDED', ruling: ruling('per_me') }, 'appeal'],
    ['who has ruled does not hear the appeal', { state: 'APPEALED', ruling: ruling('per_me') }, 'judged'],
    ['nor does who has confirmed', { state: 'APPEALED', ruling: ruling('per_other', 'per_me') }, 'judged'],
    ['others do', { state: 'APPEALED', ruling: ruling('per_other') }, 'hear'],
    ['what is over is over', { state: 'SETTLED' }, 'over'],
  ])('%s', (_, over, step) => {
    expect(stepOf(dispute(over), 'per_me')).toBe(step)
  })
})

it('names the clock of the state', () => {
  expect(['NEGOTIATION', 'EVIDENCE', 'APPEALED', 'DECIDED', 'RULED', 'EXECUTED'].map((state) => deadlineOf(dispute({ state: state as Dispute['state'] })))).toEqual([
    clocks.escalatesAt,
    clocks.evidenceUntil,
    clocks.evidenceUntil,
    clocks.appealUntil,
    undefined,
    undefined,
  ])
})

it('puts what waits for the reader first, then the nearest deadline', () => {
  const one = (order: string, over: Partial<Dispute>) => ({ order, dispute: dispute(over) }) as Case
  const list = [one('decided', { state: 'DECIDED' }), one('ruled', { state: 'RULED' }), one('mine', { may: ['decide'] }), one('talking', { state: 'NEGOTIATION' }), one('to confirm', { state: 'RULED', may: ['confirm'] })]
  expect(byUrgency(list, 'per_me').map(({ order }) => order)).toEqual(['mine', 'to confirm', 'talking', 'decided', 'ruled'])
})
