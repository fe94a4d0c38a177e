import { defineConfig } from '@playwright/test'

// Kinds of tests: "journey" and "fair" start the whole program (FAIRGROUND names it, ../fairground by default) and walk
// through it, the journey on a fair of its own, since it uses the links up; "room" and "pages" draw the views of a room
// and every page of the built client with answers of their own; "cut" takes the
// network away; "vitals" measures and prints.
// FAIRGROUND_URL points "room" and "pages" at a client that is served already.
const running = process.env.FAIRGROUND_URL
const preview = 'http://127.0.0.1:4173'

export default defineConfig({
  testDir: 'e2e',
  workers: 1,
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: [['list']],
  projects: [
    { name: 'journey', testMatch: 'journey.spec.ts' },
    { name: 'fair', testMatch: ['reach.spec.ts', 'stage.spec.ts', 'interpretation.spec.ts', 'layers.spec.ts', 'e2ee.spec.ts', 'blocked.spec.ts', 'recording.spec.ts', 'connection.spec.ts', 'stagecraft.spec.ts'] },
    { name: 'cut', testMatch: 'cut.spec.ts' },
    { name: 'room', testMatch: 'room.spec.ts' },
    { name: 'pages', testMatch: 'pages.spec.ts' },
    { name: 'vitals', testMatch: 'vitals.spec.ts' },
  ],
  use: {
    actionTimeout: 30_000,
    navigationTimeout: 30_000,
    baseURL: running ?? preview,
    serviceWorkers: 'block',
    permissions: ['camera', 'microphone'],
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--use-fake-device-for-media-stream',
        '--use-fake-ui-for-media-stream',
        '--autoplay-policy=no-user-gesture-required',
      ],
    },
  },
  webServer: running
    ? []
    : [
        {
          command: 'npx vite preview --host 127.0.0.1 --port 4173 --strictPort',
          url: preview,
          gracefulShutdown: { signal: 'SIGTERM', timeout: 2_000 },
        },
      ],
})
