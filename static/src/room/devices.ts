/** The devices of this computer that one can choose between, by what they are for. */
export type DeviceKind = 'audioinput' | 'videoinput' | 'audiooutput'
export type Devices = Record<DeviceKind, MediaDeviceInfo[]>

export const noDevices: Devices = { audioinput: [], videoinput: [], audiooutput: [] }

/** What is plugged in now. Before a permission is given the browser names nothing, and nothing is listed. */
export async function listDevices(): Promise<Devices> {
  const all = (await navigator.mediaDevices?.enumerateDevices?.()) ?? []
  const of = (kind: DeviceKind) => all.filter((device) => device.kind === kind && device.deviceId)
  return { audioinput: of('audioinput'), videoinput: of('videoinput'), audiooutput: of('audiooutput') }
}

/** Simulcast's third layer needs 720p; smaller cameras give what they have. */
export const cameraWish: MediaTrackConstraints = { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 } }
const voiceWish: MediaTrackConstraints = { echoCancellation: true, noiseSuppression: true, autoGainControl: true }

/** One track of a camera or a microphone; without a device the browser's own choice. */
export async function capture(kind: 'microphone' | 'camera', device?: string): Promise<MediaStreamTrack> {
  const wish = { ...(kind === 'camera' ? cameraWish : voiceWish), ...(device && { deviceId: { exact: device } }) }
  const stream = await navigator.mediaDevices.getUserMedia(kind === 'camera' ? { video: wish } : { audio: wish })
  const [track] = stream.getTracks()
  if (!track) throw new DOMException('no track', 'NotFoundError')
  return track
}
