import { defineConfig } from '@playwright/test'

// Kinds of tests: "journey", "fair", "desk" and "reach" start the whole program (FAIRGROUND names it, ../fairground by default)
// and walk through it, the journey on a fair of its own, since it uses the links up, and so "desk", which carries no media; "cut" takes the network away from a call
// and gives it another one, "hole" takes it away for eight seconds; "room" and "pages" draw the views of a room and every
// page of the built client with answers of their own, in all looks with AXE=all; "vitals" measures and prints. What
// carries media has the machine to itself; "desk", "reach" and "room" may run side by side.
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
    { name: 'fair', testMatch: ['stage.spec.ts', 'interpretation.spec.ts', 'layers.spec.ts', 'e2ee.spec.ts', 'blocked.spec.ts', 'recording.spec.ts', 'connection.spec.ts', 'stagecraft.spec.ts', 'booth.spec.ts', 'backstage.spec.ts'] },
    { name: 'desk', testMatch: ['people.spec.ts', 'schedule.spec.ts', 'dispute.spec.ts', 'clearing.spec.ts'] },
    { name: 'cut', testMatch: 'cut.spec.ts', grep: /another one comes/ },
    { name: 'hole', testMatch: 'cut.spec.ts', grep: /nobody announces/ },
    { name: 'reach', testMatch: 'reach.spec.ts', fullyParallel: true },
    { name: 'room', testMatch: 'room.spec.ts', fullyParallel: true },
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
        '--use-fake-device-for-media-stream=device-count=2',
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
