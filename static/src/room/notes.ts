import { csrfToken } from '../api/client'
import { problemFrom } from '../api/problem'

/** Gives a spoken note to the room; answers its id, which goes out with a line of chat. */
export async function keepNote(room: string, sound: Blob): Promise<string> {
  const answer = await fetch(`/api/v1/rooms/${encodeURIComponent(room)}/notes`, {
    method: 'POST',
    body: sound,
    headers: { 'Content-Type': sound.type.split(';')[0] ?? '', 'X-CSRF-Token': await csrfToken(), 'Idempotency-Key': crypto.randomUUID() },
  })
  const body = (await answer.json().catch(() => undefined)) as { id?: string } | undefined
  if (!answer.ok || !body?.id) throw problemFrom(answer.status, body)
  return body.id
}
