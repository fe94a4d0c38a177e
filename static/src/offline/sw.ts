/// <reference lib="webworker" />

// Keeps the shell of the client: the entry page, and every hashed asset once it was fetched. Answers of the API, media
// and pages of the server are never kept. Nothing here talks to another host.

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
