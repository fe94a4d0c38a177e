import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

// The Go program serves the build; during development Vite forwards the API and the sockets to it.
const server = process.env.FAIRGROUND_URL ?? 'http://127.0.0.1:8080'

/** What dialogs and forms need beyond the shell. */
const controls =
  /@mantine\/form|@floating-ui|components\/(Modal|ModalBase|ScrollArea|Popover|Input|InputBase|Textarea|TextInput|NativeSelect|SegmentedControl|FloatingIndicator|FocusTrap)\//

/** What the frame and most pages are made of: no dialogs, no forms. Pages share more, but what they share must not come with the shell. */
const frame = /src\/((api|app|face|i18n|icons|money|states|theme|time)\/|meetings\/agendadays)/

export default defineConfig({
  plugins: [react()],
  build: {
    target: 'es2022',
    // build/clean.mjs empties dist before a build and leaves dist/.keep, which go:embed needs.
    emptyOutDir: false,
    manifest: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: { index: 'index.html', sw: 'src/offline/sw.ts' },
      output: {
        // Few files for poor links: what most pages share travels together, what few pages need stays with them.
        codeSplitting: {
          groups: [
            { name: 'library', test: (id: string) => id.includes('node_modules') && !controls.test(id), minShareCount: 5, priority: 3 },
            { name: 'controls', test: controls, minShareCount: 4, priority: 2 },
            { name: 'fair', test: frame, minShareCount: 3, minModuleSize: 0, priority: 1 },
            { name: (id: string) => /src\/(\w+)\//.exec(id)?.[1] ?? null, test: (id: string) => /src\//.test(id) && !frame.test(id), minShareCount: 3, minModuleSize: 0, priority: 1 },
          ],
        },
        entryFileNames: (chunk) => (chunk.name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js'),
      },
    },
  },
  server: { proxy: { '/api': { target: server, ws: true } } },
  test: {
    pool: 'threads',
    projects: [
      // The pure parts need no page, and nothing of one test can be seen by another: they share their modules.
      { extends: true, test: { name: 'pure', include: ['src/**/*.test.ts'], environment: 'node', isolate: false } },
      // A test that draws stands in for the server; what it puts in its place must not outlive its file.
      { extends: true, test: { name: 'drawn', include: ['src/**/*.test.tsx'], environment: 'jsdom', setupFiles: 'src/drawn.setup.ts' } },
    ],
  },
})
