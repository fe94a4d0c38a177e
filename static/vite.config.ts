import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

// The Go program serves the build; during development Vite forwards the API and the sockets to it.
const server = process.env.FAIRGROUND_URL ?? 'http://127.0.0.1:8080'

/** What dialogs and forms need beyond the shell. */
const controls =
  /@mantine\/form|@floating-ui|components\/(Modal|ModalBase|ScrollArea|Popover|Input|InputBase|Textarea|TextInput|NativeSelect|SegmentedControl|FloatingIndicator|FocusTrap)\//

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
        advancedChunks: {
          groups: [
            { name: 'library', test: (id: string) => id.includes('node_modules') && !controls.test(id), minShareCount: 5, priority: 3 },
            { name: 'controls', test: controls, minShareCount: 4, priority: 2 },
            { name: 'fair', test: /src\//, minShareCount: 3, minModuleSize: 0, priority: 1 },
          ],
        },
        entryFileNames: (chunk) => (chunk.name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js'),
      },
    },
  },
  server: { proxy: { '/api': { target: server, ws: true } } },
  test: {
    include: ['src/**/*.test.{ts,tsx}'],
    // The pure parts need no page; a test that draws one asks for jsdom in its first line.
    environment: 'node',
    pool: 'threads',
    isolate: false,
  },
})
