import { describe, expect, it } from 'vitest'
import { carrying, groundOf, spotAfter, stepOf, type Carry } from './carry'

const picked: Carry = { wish: 'w1', person: 'per_1', from: 3, over: 3 }

describe('a meeting in the hand', () => {
  it('is picked up where it stands', () => {
    expect(carrying(undefined, { type: 'pick', wish: 'w1', person: 'per_1', slot: 3 })).toEqual(picked)
  })
  it.each([
    ['goes one slot on', { type: 'step', by: 1, slots: 8 }, 4],
    ['goes one slot back', { type: 'step', by: -1, slots: 8 }, 2],
    ['stays at the last slot', { type: 'step', by: 9, slots: 8 }, 7],
    ['stays at the first slot', { type: 'step', by: -9, slots: 8 }, 0],
    ['is over the slot the mouse is in', { type: 'over', slot: 6 }, 6],
  ] as const)('%s', (_, act, over) => {
    expect(carrying(picked, act)?.over).toBe(over)
  })
  it('is the same object while the mouse stays in one cell, so that nothing is drawn again', () => {
    expect(carrying(picked, { type: 'over', slot: 3 })).toBe(picked)
  })
  it('is put down', () => {
    expect(carrying(picked, { type: 'end' })).toBeUndefined()
  })
  it('does not begin by a step', () => {
    expect(carrying(undefined, { type: 'step', by: 1, slots: 8 })).toBeUndefined()
  })
})

describe('the ground under it', () => {
  const slots = [{ slot: 4, obstacles: [] }, { slot: 5, obstacles: [{ code: 'person_busy', subject: 'per_1' }] }, { slot: 6, obstacles: null }]
  it.each([
    ['is its own place', 3, 'here'],
    ['is free where nothing stands against it', 4, 'free'],
    ['is blocked where something does', 5, 'blocked'],
    ['is free where the server left the list out', 6, 'free'],
    ['is not known where the server said nothing', 7, 'asking'],
  ])('%s', (_, slot, state) => {
    expect(groundOf(picked, slots, slot).state).toBe(state)
  })
  it('is not known before the answer is there', () => {
    expect(groundOf(picked, undefined, 4).state).toBe('asking')
  })
})

describe('keys', () => {
  it.each([
    ['right is onward where one reads from the left', 'ArrowRight', false, 1],
    ['right is back where one reads from the right', 'ArrowRight', true, -1],
    ['left is onward where one reads from the right', 'ArrowLeft', true, 1],
    ['down is no step in time', 'ArrowDown', false, 0],
  ])('%s', (_, key, rightToLeft, step) => {
    expect(stepOf(key, rightToLeft)).toBe(step)
  })

  const rows = ['a', 'b', 'c']
  it.each([
    ['down goes to the next row', 'ArrowDown', { row: 'a', slot: 2 }, { row: 'b', slot: 2 }],
    ['up stays in the first row', 'ArrowUp', { row: 'a', slot: 2 }, { row: 'a', slot: 2 }],
    ['a page goes to the end at most', 'PageDown', { row: 'b', slot: 2 }, { row: 'c', slot: 2 }],
    ['home is the first slot', 'Home', { row: 'b', slot: 2 }, { row: 'b', slot: 0 }],
    ['end is the last slot', 'End', { row: 'b', slot: 2 }, { row: 'b', slot: 4 }],
    ['right stays in the last slot', 'ArrowRight', { row: 'b', slot: 4 }, { row: 'b', slot: 4 }],
    ['another key goes nowhere', 'x', { row: 'b', slot: 4 }, undefined],
  ])('%s', (_, key, from, to) => {
    expect(spotAfter(key, from, rows, 5, false)).toEqual(to)
  })
})
