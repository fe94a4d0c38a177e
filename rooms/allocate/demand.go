package allocate

import "time"

// Demand joins what the receivers of one track want into the layers that its publisher need send. A layer is begun at once and ended
// when nobody has wanted it for a while, since ending and beginning costs a key frame each time. The zero value is ready.
type Demand struct {
	active [maxLayers]bool
	until  [maxLayers]time.Time
	told   bool
}

const (
	maxLayers = 8
	linger    = 5 * time.Second
)

// Update takes, by layer, whether anybody wants it now, and says which layers are to be sent and whether that has changed since the
// last time. It says so the first time if not all are wanted.
func (d *Demand) Update(now time.Time, wanted []bool) (active []bool, changed bool) {
	wanted = wanted[:min(len(wanted), maxLayers)]
	active = make([]bool, len(wanted))
	for i, w := range wanted {
		if !d.told {
			d.active[i], d.until[i] = true, now.Add(linger) // publishers begin with everything
		}
		if w {
			d.until[i] = now.Add(linger)
		}
		is := w || now.Before(d.until[i])
		if is != d.active[i] {
			d.active[i], changed = is, true
		}
		active[i] = is
	}
	d.told = true
	return active, changed
}
