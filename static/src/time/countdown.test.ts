import { expect, it } from 'vitest'
import { span } from './countdown'

it('names the largest unit that is left', () => {
  expect(span(3 * 86_400_000 + 5, 'en')).toBe('3 days')
  expect(span(86_400_000, 'en')).toBe('1 day')
  expect(span(7_200_000, 'en')).toBe('2 hours')
  expect(span(5_000, 'en')).toBe('1 minute')
  expect(span(3 * 86_400_000, 'zh-Hans')).toContain('3')
})
