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
let csrf = ''

/** The token of GET /api/v1/me that every change must carry. */
export function rememberCsrf(token: string) {
  csrf = token
}

/** Reads a resource. Throws Problem for a refusal and Unreachable when nobody answered. */
export async function read<T>(path: Path, params: Parameters = {}, signal?: AbortSignal): Promise<T> {
  return (await ask('get', path, { params, signal })) as T
}

/**
 * Changes something. `version` is the `v` the change was decided on and goes out as If-Match. Every POST carries an
 * Idempotency-Key; the same change sent again while its outcome is unknown carries the same key, so a second click or
 * a retry after a lost answer never acts twice.
 */
export async function write<T>(
  method: Method,
  path: Path,
  { path: inPath, query, body, version }: Parameters & { body?: unknown; version?: number } = {},
): Promise<T> {
  const headers: Record<string, string> = { 'X-CSRF-Token': csrf }
  if (version !== undefined) headers['If-Match'] = `"${version}"`
  const intent = JSON.stringify([method, path, inPath, version, body])
  if (method === 'post') headers['Idempotency-Key'] = intents.begin(intent)
  const settled = (status: number) => {
    if (method === 'post' && status < 500) intents.end(intent)
  }
  try {
    const data = await ask(method, path, { params: { path: inPath, query }, body, headers })
    settled(200)
    return data as T
  } catch (failure) {
    if (failure instanceof Problem) settled(failure.status)
    throw failure
  }
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
