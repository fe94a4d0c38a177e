import type { Report, TrackReport } from './messages'

type Stat = Record<string, unknown>
const number = (value: unknown) => (typeof value === 'number' && Number.isFinite(value) ? value : undefined)
const thousand = (value: unknown) => (typeof value === 'number' ? Math.round(value * 1000) : undefined)
/** A message of the room is small; what is above is of tracks nobody looks at. */
const mostTracks = 24

/** The browser's figures in the room's words. `sent` and `got` say whose a section is by its mid. */
export function reportOf({ publish, subscribe, sent, got, step }: { publish: Stat[]; subscribe: Stat[]; sent: Map<string, string>; got: Map<string, string>; step: string }): Report {
  const codecs = new Map([...publish, ...subscribe].filter(({ type }) => type === 'codec').map((codec) => [codec.id, String(codec.mimeType ?? '').split('/').at(-1)?.toLowerCase()]))
  const remote = new Map(publish.filter(({ type }) => type === 'remote-inbound-rtp').map((stat) => [stat.localId, stat]))
  const outgoing = publish
    .filter(({ type }) => type === 'outbound-rtp')
    .flatMap((stat): TrackReport[] => {
      const track = sent.get(String(stat.mid))
      if (!track) return []
      const far = remote.get(stat.id)
      return [
        {
          track,
          bytes: number(stat.bytesSent),
          packets: number(stat.packetsSent),
          lost: number(far?.packetsLost),
          jitterMs: thousand(far?.jitter),
          rttMs: thousand(far?.roundTripTime),
          frames: number(stat.framesEncoded),
          width: number(stat.frameWidth),
          height: number(stat.frameHeight),
          codec: codecs.get(stat.codecId),
          limitation: typeof stat.qualityLimitationReason === 'string' ? stat.qualityLimitationReason : undefined,
        },
      ]
    })
  const incoming = subscribe
    .filter(({ type }) => type === 'inbound-rtp')
    .flatMap((stat): TrackReport[] => {
      const track = got.get(String(stat.mid))
      if (!track) return []
      const samples = number(stat.concealedSamples)
      return [
        {
          track,
          bytes: number(stat.bytesReceived),
          packets: number(stat.packetsReceived),
          lost: number(stat.packetsLost),
          jitterMs: thousand(stat.jitter),
          freezes: number(stat.freezeCount),
          freezeMs: thousand(stat.totalFreezesDuration),
          frames: number(stat.framesDecoded),
          width: number(stat.frameWidth),
          height: number(stat.frameHeight),
          codec: codecs.get(stat.codecId),
          concealedMs: samples === undefined ? undefined : Math.round(samples / 48),
        },
      ]
    })
  const pair = [...subscribe, ...publish].find(({ type, nominated }) => type === 'candidate-pair' && nominated)
  const local = [...subscribe, ...publish].find(({ id }) => id !== undefined && id === pair?.localCandidateId)
  const available = publish.find(({ type, nominated }) => type === 'candidate-pair' && nominated)?.availableOutgoingBitrate
  return {
    type: 'stats',
    publish: merged(outgoing).slice(0, mostTracks),
    subscribe: incoming.sort((a, b) => (b.bytes ?? 0) - (a.bytes ?? 0)).slice(0, mostTracks),
    transport: local ? (local.candidateType === 'relay' ? 'relay' : local.protocol === 'tcp' ? 'tcp' : 'udp') : undefined,
    availableKbps: typeof available === 'number' ? Math.round(available / 1000) : undefined,
    step,
  }
}

/** The layers of one picture are one line: their sums, and the size of the largest that is sent. */
function merged(reports: TrackReport[]): TrackReport[] {
  const byTrack = new Map<string, TrackReport>()
  for (const report of reports) {
    const known = byTrack.get(report.track)
    if (!known) {
      byTrack.set(report.track, report)
      continue
    }
    const [large, small] = (report.width ?? 0) > (known.width ?? 0) ? [report, known] : [known, report]
    const sum = (key: 'bytes' | 'packets' | 'lost') => (known[key] === undefined && report[key] === undefined ? undefined : (known[key] ?? 0) + (report[key] ?? 0))
    byTrack.set(report.track, { ...small, ...large, bytes: sum('bytes'), packets: sum('packets'), lost: sum('lost') })
  }
  return [...byTrack.values()]
}
