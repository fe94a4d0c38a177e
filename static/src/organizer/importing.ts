import type { components } from '../api/schema'

/** One wrong place of a table; the header is row 1, as a spreadsheet numbers it. */
export type Fault = components['schemas']['SheetFault']
export type Report = components['schemas']['SheetReport']

const spreadsheet = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** What a file is sent as. Systems with an office program call a CSV file a spreadsheet, so that its name decides. */
export function typeOf(name: string): string | undefined {
  const ending = name.toLowerCase().split('.').at(-1)
  if (ending === 'csv' || ending === 'tsv' || ending === 'txt') return 'text/csv'
  return ending === 'xlsx' ? spreadsheet : undefined
}

export const accepted = `.csv,.tsv,.xlsx,text/csv,${spreadsheet}`
/** What the server takes at most, in bytes. */
export const largest = 10 * 1024 * 1024

/** The tables that can be taken in, with the columns they have and a row as an example. */
export const imports = {
  buyers: { columns: ['name', 'email', 'organization', 'country', 'language', 'zone', 'role'], example: ['Jana Vogt', 'jana@nordlicht.example', 'Nordlicht Verleih', 'DE', 'de, en', 'Europe/Berlin', 'buyer'] },
  wishes: { columns: ['organization', 'wants', 'level'], example: ['Nordlicht Verleih', 'Taihu Lantern Pictures', 'must'] },
} as const
export type ImportKind = keyof typeof imports

const quoted = (cell: string) => (/[",;\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)

/** A file to begin with: the header and one row, with the mark by which office programs know UTF-8. */
export const template = (kind: ImportKind) => `data:text/csv;charset=utf-8,${encodeURIComponent(`\uFEFF${[imports[kind].columns, imports[kind].example].map((row) => row.map(quoted).join(',')).join('\r\n')}\r\n`)}`

/** The tables that can be taken out, each in these forms. */
export const exports = { buyers: ['csv', 'xlsx', 'json'], wishes: ['csv', 'xlsx', 'json'], meetings: ['csv', 'xlsx', 'json', 'ics'], outcomes: ['csv', 'xlsx', 'json'] } as const
export type ExportKind = keyof typeof exports
