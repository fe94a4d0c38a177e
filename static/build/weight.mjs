// Prints what each page costs on a first visit: the brotli bytes of every file it needs, in its own language, in kB.
// usage: npm run build && npm run weight
import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

const root = new URL('..', import.meta.url).pathname
const dist = join(root, 'dist')
const manifest = JSON.parse(readFileSync(join(dist, '.vite/manifest.json'), 'utf8'))

const size = (file) => {
  const packed = join(dist, `${file}.br`)
  return statSync(existsSync(packed) ? packed : join(dist, file)).size
}

function filesOf(key, found = new Set()) {
  const chunk = manifest[key]
  if (found.has(chunk.file)) return found
  found.add(chunk.file)
  for (const sheet of chunk.css ?? []) found.add(sheet)
  for (const next of chunk.imports ?? []) filesOf(next, found)
  return found
}

const total = (files) => [...files].reduce((sum, file) => sum + size(file), 0)
const kilobytes = (bytes) => (bytes / 1000).toFixed(1).padStart(7)

const shell = filesOf('index.html')
const words = manifest['src/i18n/en.json'].file
console.log(`${kilobytes(total(shell) + size('index.html'))} kB  shell (entry page, libraries, frame)`)
for (const language of ['en', 'zh-Hans', 'ar']) console.log(`${kilobytes(size(manifest[`src/i18n/${language}.json`].file))} kB  words ${language}`)
console.log('\nfirst visit (shell, English, page) and on top of the shell:')
const apart = { officeWords: manifest['src/i18n/office/en.json'].file, organizerWords: manifest['src/i18n/organizer/en.json'].file }
const router = readFileSync(join(root, 'src/app/router.tsx'), 'utf8')
for (const [, path, withWords, module, which = 'officeWords'] of router.matchAll(/page\('([^']+)', lazyRouteComponent\((withWords\()?\(\) => import\('\.\.\/([^']+)'\)(?:, (\w+Words))?/g)) {
  const page = filesOf(`src/${module}.tsx`, new Set(shell))
  const own = total(page) - total(shell) + (withWords ? size(apart[which]) : 0)
  console.log(`${kilobytes(total(shell) + own + size('index.html') + size(words))} kB  ${kilobytes(own)} kB  ${path}`)
}
