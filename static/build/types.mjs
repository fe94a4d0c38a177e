// Generates src/api/schema.d.ts from the server's golden OpenAPI document.
// usage: npm run types [-- path/to/openapi.json]
import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { pathToFileURL } from 'node:url'
import { resolve } from 'node:path'
import openapi, { astToString } from 'openapi-typescript'

const source = resolve(process.argv[2] ?? '../server/testdata/openapi.json')
if (!existsSync(source)) {
  console.error(`no OpenAPI document at ${source}; give its path: npm run types -- openapi.json`)
  process.exit(1)
}
const target = new URL('../src/api/schema.d.ts', import.meta.url)
await writeFile(target, astToString(await openapi(pathToFileURL(source))))
console.log(`wrote ${target.pathname}`)
