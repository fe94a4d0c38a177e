import { expect, it } from 'vitest'
import { template, typeOf } from './importing'

it.each([
  ['people.csv', 'text/csv'],
  ['参会人员.CSV', 'text/csv'],
  ['people.final.xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  ['people.xls', undefined],
  ['people', undefined],
])('%s is sent as %s, whatever the system calls it', (name, type) => {
  expect(typeOf(name)).toBe(type)
})

it('gives a file to begin with in which a cell with commas stays one cell', () => {
  const text = decodeURIComponent(template('buyers').split(',').slice(1).join(','))
  expect(text.startsWith('\uFEFFname,email,')).toBe(true)
  expect(text).toContain('"de, en"')
})
