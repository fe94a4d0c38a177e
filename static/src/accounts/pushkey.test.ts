import { expect, it } from 'vitest'
import { keyBytes } from './pushkey'

it.each([
  ['', []],
  ['_-8', [255, 239]],
  ['BAEC', [4, 1, 2]],
])('reads %s as browsers want it', (key, bytes) => {
  expect([...keyBytes(key)]).toEqual(bytes)
})
