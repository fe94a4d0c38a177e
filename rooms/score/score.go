// Package score puts measurements of a call into words and one number: how speech sounds, as a mean opinion score by the E-model of ITU-T
// G.107, and whether pictures moved.
//
// It is arithmetic. It does not know where the measurements come from nor who is told.
package score

import (
	"math"
	"time"
)

// Grade is a judgement in one word.
type Grade string

// The grades.
const (
	Good Grade = "good"
	Fair Grade = "fair"
	Poor Grade = "poor"
)

// Codec is what the E-model needs to know about one: how much it takes away by itself, and how well it stands losses.
type Codec struct {
	Impairment float64 // Ie
	Robustness float64 // Bpl
}

// The codecs. G.113 appendix I gives G.711 with concealment 0 and 25.1. It has no entry for Opus: at 24 kbit/s and more it is taken to
// take nothing away from a narrowband call, and with its redundancy and concealment to stand losses a little better than G.711.
var (
	opus = Codec{Impairment: 0, Robustness: 30}
	pcmu = Codec{Impairment: 0, Robustness: 25.1}
)

// CodecOf finds a codec by its name in lower case; an unknown one is judged as G.711 is.
func CodecOf(name string) Codec {
	if name == "opus" || name == "red" {
		return opus
	}
	return pcmu
}

// Speech is what was measured of sound in one direction.
type Speech struct {
	Loss  float64       // share of packets that were missing when they were to be played, 0 to 1
	Burst float64       // mean number of packets lost in a row; 1 or less: at random
	Delay time.Duration // mouth to ear, one way
	Codec Codec
}

// base is R without loss and delay: all defaults of G.107 (table 2) together.
const base = 93.2

// MOS is the mean opinion score, 1 to 4.5 (G.107 annex B).
func MOS(s Speech) float64 {
	r := base - delay(s.Delay) - loss(s)
	switch {
	case r <= 0:
		return 1
	case r >= 100:
		return 4.5
	}
	return max(1+0.035*r+r*(r-60)*(100-r)*7e-6, 1)
}

// delay is Idd: what waiting takes away from a conversation without echo (G.107 section 7.4, equation 7-27 f).
func delay(d time.Duration) float64 {
	ms := float64(d.Milliseconds())
	if ms <= 100 {
		return 0
	}
	x := math.Log2(ms / 100)
	return 25 * (math.Pow(1+math.Pow(x, 6), 1.0/6) - 3*math.Pow(1+math.Pow(x/3, 6), 1.0/6) + 2)
}

// loss is Ie-eff: what codec and losses take away together (G.107 section 7.5, equation 7-29).
func loss(s Speech) float64 {
	p := min(max(s.Loss, 0), 1) * 100
	if p == 0 {
		return s.Codec.Impairment
	}
	// BurstR is the mean length of a row of losses over that of losses at random, which is 1/(1-p).
	burst := max(s.Burst, 1) * (1 - p/100)
	burst = max(burst, 1)
	return s.Codec.Impairment + (95-s.Codec.Impairment)*p/(p/burst+max(s.Codec.Robustness, 1))
}

// SpeechGrade puts a mean opinion score into a word: most are satisfied from 4.0 on, and many are not below 3.1 (G.107 annex B).
func SpeechGrade(mos float64) Grade {
	switch {
	case mos >= 4.0:
		return Good
	case mos >= 3.1:
		return Fair
	default:
		return Poor
	}
}

// Picture is what was measured of a picture in one interval.
type Picture struct {
	Interval time.Duration
	Freezes  int
	Frozen   time.Duration // sum of the freezes
	Frames   int           // shown in the interval
}

// Video grades pictures: good without a noticeable stop, fair if they stopped now and then, poor if they stood still for a tenth of the
// time, or came slower than five a second.
func Video(p Picture) Grade {
	if p.Interval <= 0 {
		return Good
	}
	share := p.Frozen.Seconds() / p.Interval.Seconds()
	rate := float64(p.Frames) / p.Interval.Seconds()
	often := float64(p.Freezes) / p.Interval.Minutes()
	switch {
	case share >= 0.1 || rate < 5:
		return Poor
	case share >= 0.01 || often > 3 || rate < 12:
		return Fair
	default:
		return Good
	}
}

// Worse is the worse of two grades.
func Worse(a, b Grade) Grade {
	rank := func(g Grade) int {
		switch g {
		case Poor:
			return 2
		case Fair:
			return 1
		case Good:
			return 0
		}
		return 0
	}
	if rank(b) > rank(a) {
		return b
	}
	return a
}
