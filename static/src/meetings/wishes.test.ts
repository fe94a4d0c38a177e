import { describe, expect, it } from 'vitest'
import type { MeetingRequest, Suggestion } from '../api/shapes'
import type { Wish } from './shapes'
import { counted, isMet, isUnderWay, newestWith, onLevel, wished, wishedAmong } from './wishes'

const wishes: Wish[] = [
  { org: 'org_a', want: 'must' },
  { org: 'org_b', want: 'want' },
  { org: 'org_c', want: 'must' },
  { org: 'org_d', want: 'never' },
]
const request = (id: string, state: string, other: string) => ({ id, state, requester: { org: 'org_own' }, invitee: { org: other } }) as MeetingRequest

describe('the wishes of a company', () => {
  it('are counted by level', () => {
    expect(counted(wishes)).toEqual({ must: 2, want: 1, never: 1 })
  })

  it('stand under each other by name', () => {
    const names: Record<string, string> = { org_a: 'Zeit', org_c: 'Ähre' }
    expect(onLevel(wishes, 'must', (org) => names[org] ?? org, 'de').map(({ org }) => org)).toEqual(['org_c', 'org_a'])
  })

  it('change on screen before the server has answered', () => {
    expect(wished({ items: wishes }, 'org_a', 'none')?.items).toHaveLength(3)
    expect(wished({ items: wishes }, 'org_b', 'never')?.items.at(-1)).toEqual({ org: 'org_b', want: 'never' })
    expect(wished(undefined, 'org_a', 'must')).toBeUndefined()
  })

  it('take a company one never wants to meet out of the suggestions', () => {
    const list = { items: [{ org: 'org_a', want: 'none' }, { org: 'org_b', want: 'none' }] as Suggestion[] }
    expect(wishedAmong(list, 'org_a', 'never')?.items.map(({ org }) => org)).toEqual(['org_b'])
    expect(wishedAmong(list, 'org_a', 'must')?.items[0]?.want).toBe('must')
  })
})

describe('what became of a wish', () => {
  const found = newestWith([request('1', 'scheduled', 'org_a'), request('2', 'cancelled', 'org_a'), request('3', 'declined', 'org_b'), request('4', 'pending', 'org_b')], 'org_own')

  it('is the meeting, not the one that was called off', () => {
    expect(found.get('org_a')?.id).toBe('1')
    expect(isMet(found.get('org_a'))).toBe(true)
  })

  it('is the request that waits, not the one that was declined', () => {
    expect(found.get('org_b')?.id).toBe('4')
    expect(isMet(found.get('org_b'))).toBe(false)
    expect(isUnderWay(found.get('org_b'))).toBe(true)
  })

  it('is nothing with a company nobody asked', () => {
    expect(isUnderWay(found.get('org_z'))).toBe(false)
  })
})
