// Empties dist except dist/.keep, the placeholder that lets the Go program compile without a build.
import { mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'

const dist = new URL('../dist/', import.meta.url).pathname
await mkdir(dist, { recursive: true })
for (const name of await readdir(dist)) {
  if (name !== '.keep') await rm(join(dist, name), { recursive: true })
}
