package conference

import (
	"math"
	"slices"
	"strings"
	"time"

	"fairground/rooms"
	"fairground/rooms/score"
)

const (
	maxSteps      = 20 // changes of the ladder that are kept of one visit
	maxTransports = 4
	maxReported   = rooms.MaxMeasurements // tracks of one report that are looked at
	playout       = 40 * time.Millisecond // of a jitter buffer and a frame, beside the network
	reportsEvery  = 5 * time.Second       // more often than half of what clients do, a report is not looked at
	mostDelay     = 10 * time.Second      // what a client may claim
	mostReported  = int64(math.MaxInt32)  // what a counter may grow by in one report
)

// Quality is how a visit was seen and heard by the visitor: a summary of what the client reported every ten seconds. It is the
// client's word, beside what the server measured itself.
type Quality struct {
	Reports    int64    `bson:"reports" json:"reports"`
	Scored     int64    `bson:"scored" json:"scored" doc:"Reports with sound in them."`
	MOS        float64  `bson:"mos,omitempty" json:"mos,omitempty" doc:"Mean opinion score of what was heard, 1 to 4.5, on average (ITU-T G.107)."`
	MinMOS     float64  `bson:"minMos,omitempty" json:"minMos,omitempty"`
	Freezes    int64    `bson:"freezes" json:"freezes" doc:"Of pictures."`
	FreezeMS   int64    `bson:"freezeMs" json:"freezeMs"`
	Transport  string   `bson:"transport,omitempty" json:"transport,omitempty" enum:"udp,tcp,relay" doc:"The last."`
	Transports []string `bson:"transports,omitempty" json:"transports,omitempty"`
	Steps      []string `bson:"steps,omitempty" json:"steps,omitempty" doc:"Of the low-bandwidth ladder, in order, changes only."`
}

// figure is what a client counted of one track since it receives it.
type figure struct {
	track             string
	audio             bool
	codec             string
	packets, lost     int64
	freezes, freezeMS int64
	jitter, rtt       time.Duration
}

// told is one report of a client.
type told struct {
	transport, step string
	received        []figure
	rtt             time.Duration
}

// listener is what is remembered of somebody's reports between two of them.
type listener struct {
	at   time.Time
	last map[string]figure
}

// counted bounds what a client claims: neither negative nor so large that sums overflow.
func counted(n float64) int64 {
	if !(n > 0) { // also what is no number
		return 0
	}
	return int64(min(n, 1<<50))
}

func span(ms float64) time.Duration {
	return time.Duration(min(counted(ms), mostDelay.Milliseconds())) * time.Millisecond
}

// toldBy takes from a client's report what the summary needs.
func toldBy(m rooms.Measured) told {
	t := told{transport: m.Transport, step: string(m.Step)}
	for _, p := range m.Publish[:min(len(m.Publish), maxReported)] {
		t.rtt = max(t.rtt, span(p.RTTMs))
	}
	for _, p := range m.Subscribe[:min(len(m.Subscribe), maxReported)] {
		codec := strings.ToLower(p.Codec)
		t.received = append(t.received, figure{
			track: p.Track, audio: codec == "opus" || codec == "pcmu" || codec == "red", codec: codec, packets: counted(p.Packets), lost: counted(p.Lost),
			freezes: counted(p.Freezes), freezeMS: counted(p.FreezeMs), jitter: span(p.JitterMs), rtt: span(p.RTTMs),
		})
	}
	return t
}

// grown is by how much a counter grew; one that fell began anew.
func grown(now, before int64) int64 {
	now, before = max(now, 0), max(before, 0)
	if now < before {
		before = 0
	}
	return min(now-before, mostReported)
}

// take adds a report to the summary. before is the report before.
func (q *Quality) take(t told, before map[string]figure) (last map[string]figure) {
	q.Reports++
	last = map[string]figure{}
	var packets, lost int64
	var jitter time.Duration
	codec := ""
	for _, f := range t.received[:min(len(t.received), maxReported)] {
		old := before[f.track]
		last[f.track] = f
		q.Freezes += grown(f.freezes, old.freezes)
		q.FreezeMS += grown(f.freezeMS, old.freezeMS)
		if f.audio {
			packets += grown(f.packets, old.packets)
			lost += grown(f.lost, old.lost)
			jitter = max(jitter, f.jitter)
			codec = f.codec
		}
		t.rtt = max(t.rtt, f.rtt)
	}
	if packets > 0 {
		mos := score.MOS(score.Speech{
			Loss:  float64(lost) / float64(packets+lost),
			Delay: min(t.rtt, mostDelay)/2 + 2*min(jitter, mostDelay) + playout,
			Codec: score.CodecOf(codec),
		})
		q.MOS = (q.MOS*float64(q.Scored) + mos) / float64(q.Scored+1)
		if q.Scored == 0 || mos < q.MinMOS {
			q.MinMOS = mos
		}
		q.Scored++
	}
	if slices.Contains([]string{"udp", "tcp", "relay"}, t.transport) {
		q.Transport = t.transport
		if !slices.Contains(q.Transports, t.transport) && len(q.Transports) < maxTransports {
			q.Transports = append(q.Transports, t.transport)
		}
	}
	if known := []string{"video", "low", "slides", "audio", "text"}; slices.Contains(known, t.step) && len(q.Steps) < maxSteps &&
		(len(q.Steps) == 0 || q.Steps[len(q.Steps)-1] != t.step) {
		q.Steps = append(q.Steps, t.step)
	}
	return last
}

// reported takes the word of somebody's client about the visit that goes on.
func (r *recorder) reported(room, participant string, at time.Time, t told) {
	r.with(rooms.Presence{Room: room, Participant: participant}, false, func(e *Evidence) bool {
		known := r.listeners[e.ID]
		if !e.inside() || at.Sub(known.at) < reportsEvery {
			return false
		}
		visit := &e.Visits[len(e.Visits)-1]
		if visit.Quality == nil {
			visit.Quality, known.last = &Quality{}, nil
		}
		quality := *visit.Quality // the old one may be on its way to somebody who reads it
		quality.Transports, quality.Steps = slices.Clone(quality.Transports), slices.Clone(quality.Steps)
		r.listeners[e.ID] = listener{at: at, last: quality.take(t, known.last)}
		visit.Quality = &quality
		return false // stored with the next look at the transport, or when the visit ends
	})
}
