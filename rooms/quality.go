package rooms

import (
	"math"
	"slices"
	"strings"
	"time"

	"fairground/rooms/score"
)

const (
	// MaxMeasurements is how many tracks a client reports on in each direction.
	MaxMeasurements = 64

	qualityInterval = 10 * time.Second
	measuredFor     = 30 * time.Second // after which a report says nothing about now
	// playout is what a receiver's buffer and the devices at both ends add to half a round trip.
	playout = 80 * time.Millisecond
)

// Messages about quality.
type (
	// Measured is what a client's getStats says, every ten seconds. Counters run from the beginning of each track.
	Measured struct {
		Request
		Publish       []Measurement `json:"publish"`
		Subscribe     []Measurement `json:"subscribe"`
		Transport     string        `json:"transport,omitempty"` // udp, tcp or relay
		AvailableKbps float64       `json:"availableKbps,omitempty"`
		Step          Step          `json:"step,omitempty"`
	}
	// Measurement is one track in one direction.
	Measurement struct {
		Track       string  `json:"track"`
		Bytes       float64 `json:"bytes,omitempty"`
		Packets     float64 `json:"packets,omitempty"`
		Lost        float64 `json:"lost,omitempty"`
		JitterMs    float64 `json:"jitterMs,omitempty"`
		RTTMs       float64 `json:"rttMs,omitempty"`
		Freezes     float64 `json:"freezes,omitempty"`
		FreezeMs    float64 `json:"freezeMs,omitempty"`
		Frames      float64 `json:"frames,omitempty"`
		Width       float64 `json:"width,omitempty"`
		Height      float64 `json:"height,omitempty"`
		Codec       string  `json:"codec,omitempty"`
		Limitation  string  `json:"limitation,omitempty"`
		ConcealedMs float64 `json:"concealedMs,omitempty"`
	}
	// Quality tells moderators how everybody is doing, every ten seconds. Not numbered.
	Quality struct {
		Participants []ParticipantQuality `json:"participants"`
	}
	// ParticipantQuality is what one person receives: AudioMOS by the E-model of ITU-T G.107, 1 to 4.5, 0: no sound; Video good,
	// fair or poor, absent: no picture; Loss in per cent.
	ParticipantQuality struct {
		Participant string  `json:"participant"`
		AudioMOS    float64 `json:"audioMos,omitempty"`
		Video       string  `json:"video,omitempty"`
		Transport   string  `json:"transport,omitempty"`
		RTTMs       int     `json:"rttMs"`
		Loss        float64 `json:"loss"`
		Step        Step    `json:"step,omitempty"`
	}
)

// Kind implements Message.
func (Measured) Kind() string { return "stats" }

// Kind implements Message.
func (Quality) Kind() string { return "quality" }

func (m Measured) check() error {
	if len(m.Publish) > MaxMeasurements || len(m.Subscribe) > MaxMeasurements {
		return m.invalid("at most %d tracks are measured each way", MaxMeasurements)
	}
	if m.Transport != "" && !slices.Contains([]string{"udp", "tcp", "relay"}, m.Transport) || m.Step != "" && !m.Step.valid() {
		return m.invalid("transport is udp, tcp or relay, and step one of the ladder")
	}
	for _, list := range [][]Measurement{m.Publish, m.Subscribe} {
		for _, x := range list {
			if len(x.Track) > MaxIdentifier || len(x.Codec) > 32 || len(x.Limitation) > 32 {
				return m.invalid("the names of a measurement are short")
			}
		}
	}
	return m.Request.check()
}

// measured is what is known of what somebody receives. Guarded by room.mu.
type measured struct {
	at     time.Time
	before map[string]Measurement // of what is received, by track
	told   ParticipantQuality
}

// measure takes a client's report.
func (r *Room) measure(s *seat, m Measured) {
	r.mu.Lock()
	defer r.mu.Unlock()
	now := r.engine.config.Now()
	q := ParticipantQuality{Participant: s.grant.Participant, Transport: m.Transport, Step: m.Step}
	for _, x := range m.Publish {
		if s.tracks[Source(x.Track)] == nil && r.tracks[x.Track] == nil {
			continue
		}
		q.RTTMs = max(q.RTTMs, int(min(max(x.RTTMs, 0), 60_000)))
	}
	var packets, lost, soundPackets, soundLost float64
	codec, picture := "", score.Grade("")
	interval := now.Sub(s.measured.at)
	before := s.measured.before
	s.measured.before = make(map[string]Measurement, len(m.Subscribe))
	for _, x := range m.Subscribe {
		info, known := r.describes(x.Track)
		old, again := before[x.Track]
		s.measured.before[x.Track] = x
		if !known || !again || x.Packets <= old.Packets || interval <= 0 {
			continue
		}
		came, gone := x.Packets-old.Packets, max(x.Lost-old.Lost, 0)
		packets, lost = packets+came, lost+gone
		if info.Source.Audio() {
			soundPackets, soundLost, codec = soundPackets+came, soundLost+gone, info.Codec
			continue
		}
		grade := score.Video(score.Picture{
			Interval: interval, Freezes: int(x.Freezes - old.Freezes),
			Frozen: time.Duration((x.FreezeMs - old.FreezeMs) * float64(time.Millisecond)), Frames: int(x.Frames - old.Frames),
		})
		if info.Source == Screen && grade != score.Good && x.Freezes == old.Freezes {
			grade = score.Good // a still screen has few frames
		}
		picture = score.Worse(picture, grade)
		if picture == "" {
			picture = grade
		}
	}
	if packets+lost > 0 {
		q.Loss = math.Round(lost/(packets+lost)*1000) / 10
	}
	if soundPackets > 0 {
		mos := score.MOS(score.Speech{
			Loss:  soundLost / (soundPackets + soundLost),
			Delay: time.Duration(q.RTTMs)*time.Millisecond/2 + playout, Codec: score.CodecOf(codec),
		})
		q.AudioMOS = math.Round(mos*10) / 10
	}
	q.Video = string(picture)
	s.measured.at, s.measured.told = now, q
}

// describes is what a track is, channels among them. The caller holds the lock.
func (r *Room) describes(id string) (Track, bool) {
	if t := r.tracks[id]; t != nil {
		return t.info, true
	}
	for _, c := range r.channels {
		if c.track != nil && c.track.info.ID == id {
			return c.track.info, true
		}
	}
	return Track{}, false
}

// tellQuality tells the moderators how everybody is doing. The caller holds the lock.
func (r *Room) tellQuality(now time.Time) {
	if now.Sub(r.graded) < qualityInterval {
		return
	}
	r.graded = now
	m := Quality{Participants: []ParticipantQuality{}}
	for _, s := range r.seats {
		if !s.grant.Hidden && !s.measured.at.IsZero() && now.Sub(s.measured.at) < measuredFor {
			m.Participants = append(m.Participants, s.measured.told)
		}
	}
	if len(m.Participants) == 0 {
		return
	}
	slices.SortFunc(m.Participants, func(a, b ParticipantQuality) int { return strings.Compare(a.Participant, b.Participant) })
	f := &encoded{}
	for _, s := range r.seats {
		if s.peer != nil && s.participant.Permissions.Moderate {
			s.peer.post(m, f)
		}
	}
}
