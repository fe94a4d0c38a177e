// Writes a .br and a .gz beside every text asset, so that the Go program never compresses while it serves.
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

const dist = new URL('../dist/', import.meta.url).pathname
const text = new Set(['.html', '.js', '.css', '.svg', '.json', '.webmanifest'])
// Below this many bytes the headers cost more than the compression saves.
const worthwhile = 512

let plain = 0
let packed = 0
for (const entry of await readdir(dist, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile() || !text.has(extname(entry.name))) continue
  const path = join(entry.parentPath, entry.name)
  const body = await readFile(path)
  if (body.length < worthwhile) continue
  const br = brotliCompressSync(body, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: 11,
      [constants.BROTLI_PARAM_SIZE_HINT]: body.length,
    },
  })
  await writeFile(`${path}.br`, br)
  await writeFile(`${path}.gz`, gzipSync(body, { level: 9 }))
  plain += body.length
  packed += br.length
}
console.log(`precompressed ${(plain / 1000).toFixed(0)} kB to ${(packed / 1000).toFixed(0)} kB (brotli)`)
