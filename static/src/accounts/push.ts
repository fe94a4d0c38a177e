import { read, write } from '../api/client'
import { keyBytes } from './pushkey'

/** Whether this device can show messages, was told not to, does, or could. */
export type PushState = 'unsupported' | 'denied' | 'on' | 'off'

const subscriptions = '/api/v1/push/subscriptions'

/** The worker, if there is one: the development server and some private windows have none. */
async function worker(): Promise<ServiceWorkerRegistration | undefined> {
  if (!('serviceWorker' in navigator) || !('PushManager' in window) || !('Notification' in window)) return undefined
  return navigator.serviceWorker.getRegistration()
}

export async function pushState(): Promise<PushState> {
  const registration = await worker()
  if (!registration) return 'unsupported'
  if (Notification.permission === 'denied') return 'denied'
  return (await registration.pushManager.getSubscription()) ? 'on' : 'off'
}

/** Asks the reader, then the browser, then tells the server where this device listens. A refusal by the reader is an answer, not a failure. */
export async function subscribeHere(): Promise<void> {
  const registration = await worker()
  if (!registration || (await Notification.requestPermission()) !== 'granted') return
  const { key } = await read<{ key: string }>('/api/v1/push/key')
  const subscription = await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: keyBytes(key) })
  const { endpoint, keys } = subscription.toJSON()
  try {
    await write('post', subscriptions, { body: { endpoint, keys } })
  } catch (failure) {
    // Nobody would ever send anything there.
    await subscription.unsubscribe()
    throw failure
  }
}

export async function unsubscribeHere(): Promise<void> {
  const subscription = await (await worker())?.pushManager.getSubscription()
  if (!subscription) return
  await write('delete', subscriptions, { query: { endpoint: subscription.endpoint } })
  await subscription.unsubscribe()
}
