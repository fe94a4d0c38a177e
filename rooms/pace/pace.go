// Package pace spreads the packets of a key frame over time, so that one picture does not fill the queue of a narrow path: a leaky
// bucket that empties at 2.5 times what the path carries. As long as little is sent, everything passes at once.
//
// It holds no packets, only names of them, and drops what has waited too long: a queue that only grows would show the past. It does not
// know sockets, tracks or time other than what is handed to it. Sound is not its business: it never waits.
package pace

import "time"

// Factor is how much faster than the estimate the bucket empties: a key frame arrives in a fraction of a second, and the queue of the path stays short.
const Factor = 2.5

// Allowance is how long at the pacing rate may go out at once.
const Allowance = 40 * time.Millisecond

// MaxAge is how long a packet may wait before it is dropped, and all that wait with it: pictures that lean on it are of no use.
const MaxAge = 600 * time.Millisecond

// Name is what the owner needs to find a packet again.
type Name struct {
	Track    uint32
	Sequence uint16
	Size     uint16
}

type waiting struct {
	name Name
	at   int64
}

// Queue is the bucket and the queue of one connection. The zero value is ready. It is not safe for concurrent use.
type Queue struct {
	rate  float64 // bytes per microsecond
	level float64 // bytes in the bucket
	at    int64   // microseconds, when level was true

	list  []waiting // a ring
	head  int
	count int
	start time.Time
	// Dropped counts packets dropped by age or for want of room.
	Dropped uint64
}

const (
	firstRoom = 64
	mostRoom  = 2048 // packets; more than MaxAge of 20 Mbit/s
)

func (q *Queue) micros(now time.Time) int64 {
	if q.start.IsZero() {
		q.start = now
	}
	return now.Sub(q.start).Microseconds()
}

// Rate sets what the path carries, in bits per second. 0 switches pacing off.
func (q *Queue) Rate(estimate int, now time.Time) {
	q.leak(q.micros(now))
	q.rate = float64(estimate) * Factor / 8e6
}

func (q *Queue) leak(at int64) {
	if at > q.at {
		q.level = max(q.level-float64(at-q.at)*q.rate, 0)
		q.at = at
	}
}

func (q *Queue) room() float64 {
	return max(q.rate*float64(Allowance.Microseconds()), 3000)
}

// Pass reports whether a packet of a picture may be sent at once, and counts it if so. If not, it is to be handed to Wait.
func (q *Queue) Pass(size int, now time.Time) bool {
	if q.rate == 0 {
		return true
	}
	q.leak(q.micros(now))
	if q.count > 0 || q.level+float64(size) > q.room() {
		return false
	}
	q.level += float64(size)
	return true
}

// Charge counts what was sent without asking: sound, retransmissions.
func (q *Queue) Charge(size int, now time.Time) {
	if q.rate > 0 {
		q.leak(q.micros(now))
		q.level = min(q.level+float64(size), 2*q.room())
	}
}

// Wait queues a packet. It reports false if there is no room; the packet is dropped then and the queue is cleared, and a key frame is
// needed.
func (q *Queue) Wait(n Name, now time.Time) bool {
	at := q.micros(now)
	if q.count == mostRoom || q.count > 0 && at-q.list[q.head].at > MaxAge.Microseconds() {
		q.Dropped += uint64(q.count) + 1 //nolint:gosec // not negative
		q.Clear()
		return false
	}
	if q.count == len(q.list) {
		q.grow()
	}
	q.list[(q.head+q.count)%len(q.list)] = waiting{n, at}
	q.count++
	return true
}

func (q *Queue) grow() {
	bigger := make([]waiting, max(firstRoom, 2*len(q.list)))
	for i := range q.count {
		bigger[i] = q.list[(q.head+i)%len(q.list)]
	}
	q.list, q.head = bigger, 0
}

// Clear empties the queue.
func (q *Queue) Clear() { q.head, q.count = 0, 0 }

// Waiting is how many packets wait.
func (q *Queue) Waiting() int { return q.count }

// Next takes the next packet that may be sent now. late reports that the queue had grown too old and was cleared: key frames are needed.
func (q *Queue) Next(now time.Time) (n Name, ok, late bool) {
	if q.count == 0 {
		return Name{}, false, false
	}
	at := q.micros(now)
	q.leak(at)
	w := q.list[q.head]
	if at-w.at > MaxAge.Microseconds() {
		q.Dropped += uint64(q.count) //nolint:gosec // not negative
		q.Clear()
		return Name{}, false, true
	}
	if q.rate > 0 && q.level+float64(w.name.Size) > q.room() {
		return Name{}, false, false
	}
	q.level += float64(w.name.Size)
	q.head = (q.head + 1) % len(q.list)
	q.count--
	return w.name, true, false
}

// Delay is how long until the next packet may be sent, 0 if it may be now; ok is false if none waits.
func (q *Queue) Delay(now time.Time) (d time.Duration, ok bool) {
	if q.count == 0 {
		return 0, false
	}
	q.leak(q.micros(now))
	if q.rate == 0 {
		return 0, true
	}
	excess := q.level + float64(q.list[q.head].name.Size) - q.room()
	return max(time.Duration(excess/q.rate)*time.Microsecond, 0), true
}
