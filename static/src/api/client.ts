import createClient from 'openapi-fetch'
import { intentKeys } from './intent'
import { Problem, problemFrom, Unreachable } from './problem'
import type { paths } from './schema'

/** A path of the server's OpenAPI document; a misspelt one does not compile. */
type Path = keyof paths
type Method = 'post' | 'put' | 'patch' | 'delete'
type Parameters = { path?: Record<string, string>; query?: Record<string, string | number | undefined> }
type Answer = { data?: unknown; error?: unknown; response: Response }
type Call = (method: string, path: string, options: Record<string, unknown>) => Promise<Answer>

const client = createClient({ baseUrl: '' })
const request = client.request as unknown as Call
const intents = intentKeys()
/** The POSTs that wait for their answer, by what is meant. */
const underWay = new Map<string, Promise<unknown>>()
let csrf = ''
let known: () => void
const csrfKnown = new Promise<void>((resolve) => {
  known = resolve
})
/** Whoever presses a button before the page knows who they are waits for that, but not for ever. */
const patience = 10_000

/** The token of GET /api/v1/me that every change must carry. */
export function rememberCsrf(token: string) {
  csrf = token
  known()
}

/** The same token for a request that this client cannot make, as one with a body that is not JSON. */
export async function csrfToken(): Promise<string> {
  if (!csrf) await Promise.race([csrfKnown, new Promise((resolve) => setTimeout(resolve, patience))])
  return csrf
}

/** Reads a resource. Throws Problem for a refusal and Unreachable when nobody answered. */
export async function read<T>(path: Path, params: Parameters = {}, signal?: AbortSignal): Promise<T> {
  return (await ask('get', path, { params, signal })) as T
}

/** Reads a file as it is written, to the letter: what somebody verifies must not be read and written anew on the way. */
export async function readText(path: Path, params: Parameters = {}, signal?: AbortSignal): Promise<string> {
  return (await ask('get', path, { params, signal, parseAs: 'text' })) as string
}

/**
 * Changes something. `version` is the `v` the change was decided on and goes out as If-Match. Every POST carries an
 * Idempotency-Key: a second click while the first is under way waits for the same answer, and a retry after a lost
 * answer carries the same key, so neither acts twice.
 */
export async function write<T>(
  method: Method,
  path: Path,
  { path: inPath, query, body, version }: Parameters & { body?: unknown; version?: number } = {},
): Promise<T> {
  const headers: Record<string, string> = {}
  if (version !== undefined) headers['If-Match'] = `"${version}"`
  const send = async () => {
    headers['X-CSRF-Token'] = await csrfToken()
    return ask(method, path, { params: { path: inPath, query }, body, headers }) as Promise<T>
  }
  if (method !== 'post') return send()
  const intent = JSON.stringify([path, inPath, version, body])
  const joined = underWay.get(intent)
  if (joined) return joined as Promise<T>
  headers['Idempotency-Key'] = intents.begin(intent)
  const answer = send()
  underWay.set(intent, answer)
  try {
    const data = await answer
    intents.end(intent)
    return data
  } catch (failure) {
    if (failure instanceof Problem && failure.status < 500) intents.end(intent)
    throw failure
  } finally {
    underWay.delete(intent)
  }
}

/** What stands for a file on its way: where it goes, as what, and who hears the part that has left, 0 to 1. */
type Sent = { path: Record<string, string>; query?: Record<string, string>; file: File; type?: string; version?: number; progress: (part: number) => void }

/**
 * Sends a file as it is: PUT replaces what `version` names as If-Match, POST without a version takes it in. The browser's
 * fetch tells no progress of what it sends, so this is an XMLHttpRequest.
 */
export function upload<T>(path: Path, { path: inPath, query, file, type = file.type, version, progress }: Sent): Promise<T> {
  const address = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(inPath[name] ?? ''))
  return new Promise((resolve, reject) => {
    const sending = new XMLHttpRequest()
    sending.open(version === undefined ? 'POST' : 'PUT', query ? `${address}?${new URLSearchParams(query)}` : address)
    sending.responseType = 'json'
    sending.setRequestHeader('Content-Type', type)
    if (version !== undefined) sending.setRequestHeader('If-Match', `"${version}"`)
    sending.setRequestHeader('X-CSRF-Token', csrf)
    sending.upload.onprogress = ({ loaded, total }) => progress(total > 0 ? loaded / total : 0)
    sending.onerror = () => reject(new Unreachable(new Error('upload failed')))
    sending.onload = () => {
      if (sending.status >= 200 && sending.status < 300) resolve(sending.response as T)
      else reject(problemFrom(sending.status, sending.response))
    }
    sending.send(file)
  })
}

async function ask(method: string, path: string, options: Record<string, unknown>): Promise<unknown> {
  let answer: Answer
  try {
    answer = await request(method, path, options)
  } catch (failure) {
    if (failure instanceof DOMException && failure.name === 'AbortError') throw failure
    throw new Unreachable(failure)
  }
  if (answer.response.ok) return answer.data
  throw problemFrom(answer.response.status, answer.error)
}
