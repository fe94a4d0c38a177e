/// <reference lib="webworker" />

// Keeps the shell of the client: the entry page, and every hashed asset once it was fetched. Answers of the API, media
// and pages of the server are never kept. Shows what the fair pushes to this device. Nothing here talks to another host.

const worker = globalThis as unknown as ServiceWorkerGlobalScope
const shell = 'shell-1'
const entry = '/index.html'

worker.addEventListener('install', (event) => {
  event.waitUntil(
    caches
      .open(shell)
      .then((cache) => cache.add(new Request(entry, { cache: 'reload' })))
      .then(() => worker.skipWaiting()),
  )
})

worker.addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter((name) => name !== shell).map((name) => caches.delete(name))))
      .then(() => worker.clients.claim()),
  )
})

worker.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== worker.location.origin) return
  if (url.pathname.startsWith('/assets/')) {
    event.respondWith(keptFirst(request))
  } else if (request.mode === 'navigate' && !url.pathname.startsWith('/api') && !url.pathname.endsWith('.html')) {
    event.respondWith(freshFirst(request))
  }
})

/** A hashed name never changes its content: the kept copy is as good as the server's. */
async function keptFirst(request: Request): Promise<Response> {
  const cache = await caches.open(shell)
  const kept = await cache.match(request)
  if (kept) return kept
  const fresh = await fetch(request)
  if (fresh.ok) await cache.put(request, fresh.clone())
  return fresh
}

/** The page comes from the server while there is one; without a network the shell opens and says so itself. */
async function freshFirst(request: Request): Promise<Response> {
  try {
    return await fetch(request)
  } catch (failure) {
    const kept = await caches.match(entry)
    if (kept) return kept
    throw failure
  }
}

/** What the server pushes, in the language of the person. */
type Pushed = { title?: string; body?: string; path?: string; id?: string }

worker.addEventListener('push', (event) => {
  const pushed = readPushed(event.data)
  // Every push must be shown, also one that cannot be read: browsers take the right away otherwise.
  event.waitUntil(worker.registration.showNotification(pushed.title ?? 'Fairground', { body: pushed.body, tag: pushed.id, data: { path: pushed.path ?? '/notices' } }))
})

function readPushed(data: PushMessageData | null): Pushed {
  try {
    return (data?.json() ?? {}) as Pushed
  } catch {
    return {}
  }
}

worker.addEventListener('notificationclick', (event) => {
  event.notification.close()
  const { path } = (event.notification.data ?? {}) as { path?: string }
  // Only a page of ours is opened, whatever the message says.
  const page = new URL(path ?? '/notices', worker.location.origin)
  event.waitUntil(page.origin === worker.location.origin ? show(page.href) : Promise.resolve())
})

/** Brings a window of the fair to the front, on that page. */
async function show(address: string): Promise<void> {
  const [open] = await worker.clients.matchAll({ type: 'window' })
  if (!open) {
    await worker.clients.openWindow(address)
    return
  }
  await open.focus()
  await open.navigate(address)
}
