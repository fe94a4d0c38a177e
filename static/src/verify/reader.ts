/**
 * Reads JSON as the ledger writes it, and only so: fields in their order, empty ones left out, one spelling for every
 * value. JSON.parse would take fields twice, in any order and unknown ones, which no hash covers, and would round whole
 * numbers beyond 2^53; here they are bigints.
 */
export class Reader {
  at = 0
  constructor(readonly text: string) {}

  fault(wanted: string): never {
    throw new Misspelt(this.at, wanted)
  }

  /** Passes over white space. */
  private blank() {
    while (this.at < this.text.length && ' \t\n\r'.includes(this.text.charAt(this.at))) this.at++
  }

  /** Takes a mark of punctuation or a word, if it is next. */
  taken(mark: string): boolean {
    this.blank()
    if (!this.text.startsWith(mark, this.at)) return false
    this.at += mark.length
    return true
  }

  mark(mark: string) {
    if (!this.taken(mark)) this.fault(mark)
  }

  /** A text, and that it is spelled in the one way. */
  string(): string {
    this.blank()
    const from = this.at
    const match = /"(?:[^"\\]|\\.)*"/y
    match.lastIndex = from
    const raw = match.exec(this.text)?.[0]
    let value: unknown
    try {
      value = JSON.parse(raw ?? '')
    } catch {
      this.fault('"…"')
    }
    if (typeof value !== 'string' || spelled(value) !== raw) this.fault('"…"')
    this.at += raw.length
    return value
  }

  number(): bigint {
    this.blank()
    const match = /-?\d+/y
    match.lastIndex = this.at
    const raw = match.exec(this.text)?.[0]
    if (raw === undefined) this.fault('0')
    const value = whole(raw)
    if (value === undefined) this.fault('0')
    this.at += raw.length
    return value
  }

  /** Passes over a value of any kind; the source is JSON. */
  skip() {
    let depth = 0
    do {
      this.blank()
      const token = /"(?:[^"\\]|\\.)*"|[-+.\w]+|[[\]{}:,]/y
      token.lastIndex = this.at
      const raw = token.exec(this.text)?.[0] ?? this.fault('…')
      if ('[{'.includes(raw)) depth++
      else if (']}'.includes(raw)) depth--
      this.at += raw.length
    } while (depth > 0)
  }

  end() {
    this.blank()
    if (this.at < this.text.length) this.fault('')
  }
}

/** Where a file is not spelled as the ledger writes it. */
export class Misspelt extends Error {
  constructor(
    readonly at: number,
    readonly wanted: string,
  ) {
    super(`character ${at}: ${wanted || 'the end'} expected`)
  }
}

/** A text as the ledger's encoder spells it: beside the usual escapes also those for HTML and for two line ends. */
function spelled(text: string): string {
  const escape = (c: string) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`
  return JSON.stringify(text).replace(/[<>&\u2028\u2029]/g, escape)
}

/** A whole number of 64 bits in its one decimal spelling. */
function whole(raw: string): bigint | undefined {
  const value = BigInt(raw)
  return value.toString() === raw && BigInt.asIntN(64, value) === value ? value : undefined
}

/** How one kind of value is read. `none` is the value that is left out where it may be. */
export type Shape<T> = { read: (r: Reader) => T; none?: T }
type Read<F> = { [K in keyof F]: F[K] extends Shape<infer T> ? T : never }

export const text: Shape<string> = { read: (r) => r.string() }
export const number: Shape<bigint> = { read: (r) => r.number() }
export const flag: Shape<boolean> = { read: (r) => r.taken('true') || (r.mark('false'), false) }

/** A whole number written as a text. */
export const quoted: Shape<bigint> = {
  read: (r) => {
    const raw = r.string()
    return (/^-?\d+$/.test(raw) ? whole(raw) : undefined) ?? r.fault('"0"')
  },
}

/** So many bytes in lower-case hexadecimal. */
export const hex = (bytes: number): Shape<string> => ({
  read: (r) => {
    const raw = r.string()
    return raw.length === bytes * 2 && /^[0-9a-f]*$/.test(raw) ? raw : r.fault('0-9a-f')
  },
})

/** A list; the ledger writes null for one that was never begun. */
export const list = <T>(one: Shape<T>): Shape<T[]> => ({
  read: (r) => {
    const all: T[] = []
    if (r.taken('null')) return all
    r.mark('[')
    if (r.taken(']')) return all
    do all.push(one.read(r))
    while (r.taken(','))
    r.mark(']')
    return all
  },
})

/** A field that is left out while it is empty, and therefore never written empty. */
export const left = <T>(shape: Shape<T>, none: T): Shape<T> => ({ read: shape.read, none })
export const leftList = <T>(one: Shape<T>): Shape<T[]> => left(list(one), [])

export function object<F extends Record<string, Shape<unknown>>>(fields: F): Shape<Read<F>> {
  return {
    read: (r) => {
      const value: Record<string, unknown> = {}
      let first = true
      r.mark('{')
      for (const [name, shape] of Object.entries(fields)) {
        const before = r.at
        const optional = 'none' in shape
        if ((first || r.taken(',')) && r.taken(JSON.stringify(name))) {
          r.mark(':')
          value[name] = shape.read(r)
          if (optional && empty(value[name], shape.none)) r.fault(name)
          first = false
        } else if (optional) {
          r.at = before
          value[name] = shape.none
        } else r.fault(name)
      }
      r.mark('}')
      return value as Read<F>
    },
  }
}

const empty = (value: unknown, none: unknown) => (Array.isArray(value) ? value.length === 0 : value === none)

/** The whole of a text as one value. */
export function readAll<T>(shape: Shape<T>, source: string): T {
  const r = new Reader(source)
  const value = shape.read(r)
  r.end()
  return value
}

/** The source of a field of an object, as it is written; undefined if the object has none of that name. */
export function fieldOf(source: string, name: string): string | undefined {
  const r = new Reader(source)
  if (!r.taken('{')) return undefined
  do {
    const key = r.string()
    r.mark(':')
    const from = r.at
    r.skip()
    if (key === name) return source.slice(from, r.at)
  } while (r.taken(','))
  return undefined
}
