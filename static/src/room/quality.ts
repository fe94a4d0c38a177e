/** A reading of the connection that a person understands. */
export type Quality = { level: 'good' | 'weak' | 'poor'; milliseconds?: number; lossPercent?: number }

/** Sums of one getStats report that a later report is compared with. */
export type Reading = { packets: number; lost: number; rtt?: number }

export function reading(reports: Iterable<Record<string, unknown>>): Reading {
  const sum: Reading = { packets: 0, lost: 0 }
  for (const report of reports) {
    if (report.type === 'inbound-rtp') {
      sum.packets += Number(report.packetsReceived ?? 0)
      sum.lost += Number(report.packetsLost ?? 0)
    }
    if (report.type === 'candidate-pair' && report.nominated && typeof report.currentRoundTripTime === 'number') sum.rtt = report.currentRoundTripTime
  }
  return sum
}

/** Loss is of the time between the two readings; 3 % or 300 ms is weak, 10 % or 800 ms is poor. */
export function qualityOf(before: Reading | undefined, now: Reading): Quality {
  const lost = Math.max(0, now.lost - (before?.lost ?? 0))
  const got = Math.max(0, now.packets - (before?.packets ?? 0))
  const loss = lost + got > 0 ? lost / (lost + got) : 0
  const rtt = now.rtt ?? 0
  const level = loss >= 0.1 || rtt >= 0.8 ? 'poor' : loss >= 0.03 || rtt >= 0.3 ? 'weak' : 'good'
  return { level, milliseconds: now.rtt === undefined ? undefined : Math.round(now.rtt * 1000), lossPercent: Math.round(loss * 1000) / 10 }
}
