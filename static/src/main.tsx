import './theme/library.css'
import '@mantine/notifications/styles.css'
import './theme/theme.css'
import { createRoot } from 'react-dom/client'
import { App } from './app/app'
import { startWords } from './i18n/setup'

await startWords()
const root = document.getElementById('root')
if (root) createRoot(root).render(<App />)

if ('serviceWorker' in navigator && import.meta.env.PROD) {
  addEventListener('load', () => {
    // Without the worker the client works all the same, only not without a network.
    navigator.serviceWorker.register('/sw.js').catch((failure: unknown) => console.warn('no service worker', failure))
  })
}
