import { describe, expect, it } from 'vitest'
import { problemFrom } from './problem'

describe('a refusal by the server', () => {
  it('keeps its code, its fields and what came along', () => {
    const problem = problemFrom(409, {
      status: 409,
      code: 'slot_taken',
      detail: 'the slot is gone',
      fields: [{ location: 'body.starts', message: 'taken' }, { location: 7 }],
      alternatives: [{ starts: '2026-01-01T00:00:00Z' }],
    })
    expect(problem.code).toBe('slot_taken')
    expect(problem.fields).toEqual([{ location: 'body.starts', message: 'taken' }])
    expect(problem.extras).toEqual({ alternatives: [{ starts: '2026-01-01T00:00:00Z' }] })
  })

  it('gets a code from the status when the body is no problem document', () => {
    expect(problemFrom(502, '<html>').code).toBe('http_502')
    expect(problemFrom(500, { code: 4 }).code).toBe('http_500')
  })
})
