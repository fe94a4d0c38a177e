package layers

import "time"

// Meter measures how much each layer of a stream takes. It is for one goroutine; readers take a Snapshot under the lock of the owner.
type Meter struct {
	since time.Time
	bytes [MaxSpatial][MaxTemporal]int64
	rates [MaxSpatial][MaxTemporal]float64 // bits per second, smoothed
	warm  bool
}

// meterWindow is how long bytes are gathered before they become a rate.
const meterWindow = 500 * time.Millisecond

// Add counts a packet.
func (m *Meter) Add(now time.Time, spatial, temporal uint8, size int) {
	if m.since.IsZero() {
		m.since = now
	}
	m.bytes[spatial&7][temporal&7] += int64(size)
	if now.Sub(m.since) >= meterWindow {
		m.roll(now)
	}
}

func (m *Meter) roll(now time.Time) {
	seconds := now.Sub(m.since).Seconds()
	for s := range m.bytes {
		for t := range m.bytes[s] {
			rate := float64(m.bytes[s][t]) * 8 / seconds
			if m.warm {
				rate = m.rates[s][t] + (rate-m.rates[s][t])/2
			}
			m.rates[s][t] = rate
			m.bytes[s][t] = 0
		}
	}
	m.warm = true
	m.since = now
}

// Rate is how many bits per second the layers up to these take together, 0 if nothing has come for two seconds.
func (m *Meter) Rate(now time.Time, spatial, temporal int) int {
	if m.since.IsZero() || now.Sub(m.since) > 2*time.Second {
		return 0
	}
	seconds := 0.0
	if !m.warm { // an early question is better answered roughly than not at all
		seconds = max(now.Sub(m.since).Seconds(), 0.1)
	}
	sum := 0.0
	for s := 0; s <= min(spatial, MaxSpatial-1); s++ {
		for t := 0; t <= min(temporal, MaxTemporal-1); t++ {
			if m.warm {
				sum += m.rates[s][t]
			} else {
				sum += float64(m.bytes[s][t]) * 8 / seconds
			}
		}
	}
	return int(sum)
}
