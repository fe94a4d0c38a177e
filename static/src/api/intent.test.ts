import { expect, it } from 'vitest'
import { intentKeys } from './intent'

function counted() {
  let n = 0
  return intentKeys(() => `key-${++n}`)
}

it('keeps one key for the same intent until its outcome is known', () => {
  const keys = counted()
  expect(keys.begin('fund order 1')).toBe('key-1')
  expect(keys.begin('fund order 1')).toBe('key-1')
  expect(keys.begin('fund order 2')).toBe('key-2')
})

it('takes a new key once the outcome is known', () => {
  const keys = counted()
  keys.begin('fund order 1')
  keys.end('fund order 1')
  expect(keys.begin('fund order 1')).toBe('key-2')
})
