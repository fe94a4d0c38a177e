import { defineConfig } from '@playwright/test'

// FAIRGROUND_URL points the tests at a running program; without it the built client is served by
// Vite's preview and the tests answer the API themselves.
const running = process.env.FAIRGROUND_URL
const preview = 'http://127.0.0.1:4173'

export default defineConfig({
  testDir: 'e2e',
  workers: 1,
  retries: 0,
  timeout: 60_000,
  reporter: [['list']],
  use: {
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
