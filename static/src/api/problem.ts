/** A refusal by the server (RFC 9457), with the stable code the words are chosen by. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly detail: string,
    readonly fields: { location: string; message: string }[],
    readonly extras: Record<string, unknown>,
  ) {
    super(detail || code)
    this.name = 'Problem'
  }
}

/** The server could not be reached at all. */
export class Unreachable extends Error {
  constructor(cause: unknown) {
    super('unreachable', { cause })
    this.name = 'Unreachable'
  }
}

const known = new Set(['type', 'title', 'status', 'code', 'detail', 'fields', 'instance'])

/** Reads a problem+json body; anything else becomes a problem with the code "http_<status>". */
export function problemFrom(status: number, body: unknown): Problem {
  if (typeof body !== 'object' || body === null) return new Problem(status, `http_${status}`, '', [], {})
  const record = body as Record<string, unknown>
  const text = (key: string) => (typeof record[key] === 'string' ? (record[key] as string) : '')
  const fields = Array.isArray(record.fields)
    ? record.fields.flatMap((field: { location?: unknown; message?: unknown }) =>
        typeof field?.location === 'string' && typeof field.message === 'string'
          ? [{ location: field.location, message: field.message }]
          : [],
      )
    : []
  const extras = Object.fromEntries(Object.entries(record).filter(([key]) => !known.has(key)))
  return new Problem(status, text('code') || `http_${status}`, text('detail'), fields, extras)
}
