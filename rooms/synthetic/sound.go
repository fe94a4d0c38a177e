package synthetic

import (
	"math"
	"math/bits"
	"math/rand/v2"
	"time"

	"github.com/pion/rtp"
)

const (
	sampleRate = 8000
	packetTime = 20 * time.Millisecond
	samples    = sampleRate / 50
	noteTime   = sampleRate / 4 // samples of one note
	phrase     = 12             // notes between two pauses
	pause      = 8              // notes that are silent
)

// melody plays notes of a pentatonic scale, phrase after phrase with pauses between, as somebody speaking would.
type melody struct {
	random *rand.Rand
	root   float64 // Hz
	at     int     // samples played
	note   float64 // Hz; 0 is a pause
	phase  float64
}

func newMelody(seed uint64) *melody {
	random := rand.New(rand.NewPCG(seed, 0x6d656c6f6479)) //nolint:gosec // a drawing, not a secret
	return &melody{random: random, root: 180 + float64(random.IntN(8))*20}
}

// sample is the next one, between -1 and 1.
func (m *melody) sample() float64 {
	scale := [...]float64{1, 9. / 8, 5. / 4, 3. / 2, 5. / 3, 2}
	within := m.at % noteTime
	if within == 0 {
		m.note = 0
		if m.at/noteTime%(phrase+pause) < phrase {
			m.note = m.root * scale[m.random.IntN(len(scale))]
		}
	}
	m.at++
	if m.note == 0 {
		return 0
	}
	m.phase = math.Mod(m.phase+m.note/sampleRate, 1)
	envelope := math.Sin(math.Pi * float64(within) / noteTime)
	return 0.25 * envelope * (math.Sin(2*math.Pi*m.phase) + 0.3*math.Sin(4*math.Pi*m.phase))
}

// sounds plays one packet after another. level gives the id of the audio level extension, 0 while it is not agreed.
func sounds(seed uint64, level func() uint8) func() ([]*rtp.Packet, error) {
	m := newMelody(seed)
	sequencer := rtp.NewRandomSequencer()
	var timestamp uint32
	return func() ([]*rtp.Packet, error) {
		payload := make([]byte, samples)
		power := 0.0
		for i := range payload {
			v := m.sample()
			power += v * v
			payload[i] = muLaw(int(v * 32767))
		}
		timestamp += samples
		p := &rtp.Packet{
			Header:  rtp.Header{Version: 2, SequenceNumber: sequencer.NextSequenceNumber(), Timestamp: timestamp},
			Payload: payload,
		}
		if id := level(); id != 0 {
			if err := p.SetExtension(id, []byte{loudness(power / samples)}); err != nil {
				return nil, err
			}
		}
		return []*rtp.Packet{p}, nil
	}
}

// loudness is a mean power as the audio level extension has it (RFC 6464 section 3): the voice bit and -dBov.
func loudness(power float64) byte {
	if power < 1e-12 {
		return 127
	}
	db := -10 * math.Log10(power)
	return 0x80 | byte(max(0, min(126, db)))
}

// muLaw compresses a 16-bit sample (ITU-T G.711): sign, three bits of exponent, four of mantissa, all inverted.
func muLaw(v int) byte {
	sign := 0
	if v < 0 {
		sign, v = 0x80, -v
	}
	v = min(v, 32635) + 132 // the bias makes the first segment begin at a power of two
	exponent := bits.Len(uint(v)) - 8
	return ^byte(sign | exponent<<4 | v>>(exponent+3)&0x0f) //nolint:gosec // eight bits by construction
}
