import { describe, expect, it } from 'vitest'
import { redline } from './redline'

const marked = (before: string, after: string) =>
  redline(before, after)
    .map(({ kind, text }) => (kind === 'same' ? text : kind === 'added' ? `{+${text}+}` : `[-${text}-]`))
    .join('')

describe('the redline of a clause', () => {
  it.each([
    ['nothing changed', 'for 24 months', 'for 24 months', 'for 24 months'],
    ['a number', 'for 24 months in DE', 'for 36 months in DE', 'for [-24-]{+36+} months in DE'],
    ['an amount is one token', 'EUR 23.42 net', 'EUR 23.40 net', 'EUR [-23.42-]{+23.40+} net'],
    ['words were added', 'exclusive', 'exclusive, German dub', 'exclusive{+, German dub+}'],
    ['words were removed', 'exclusive, German dub', 'exclusive', 'exclusive[-, German dub-]'],
    ['phrases rather than alternating words', 'and owns it.', 'the buyer approves it.', '[-and owns-]{+the buyer approves+} it.'],
    ['Chinese by character', '独家授权二十四个月', '独家授权三十六个月', '独家授权[-二-]{+三+}十[-四-]{+六+}个月'],
    ['from nothing', '', 'new', '{+new+}'],
    ['to nothing', 'old', '', '[-old-]'],
  ])('%s', (_, before, after, expected) => {
    expect(marked(before, after)).toBe(expected)
  })

  it('gives both texts back, whatever they are', () => {
    const texts = ['', 'a', 'b a', 'a b a b', '交付 master 文件', 'x\n\ny', '¥1,000.00/月', '🎬🎞️ 24fps']
    for (const before of texts) {
      for (const after of texts) {
        const pieces = redline(before, after)
        expect(pieces.filter(({ kind }) => kind !== 'added').map(({ text }) => text).join('')).toBe(before)
        expect(pieces.filter(({ kind }) => kind !== 'removed').map(({ text }) => text).join('')).toBe(after)
      }
    }
  })

  it('does not freeze on texts of a whole contract', () => {
    const long = Array.from({ length: 4_000 }, (_, i) => `word${i}`).join(' ')
    const other = Array.from({ length: 4_000 }, (_, i) => `term${i}`).join(' ')
    const began = performance.now()
    redline(long, other)
    expect(performance.now() - began).toBeLessThan(500)
  })
})
