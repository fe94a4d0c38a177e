package score

import (
	"math"
	"testing"
	"time"
)

func TestMOS(t *testing.T) {
	rows := []struct {
		name  string
		s     Speech
		want  float64
		grade Grade
	}{
		{"nothing is wrong", Speech{Codec: opus}, 4.41, Good},
		{"across a continent", Speech{Codec: opus, Delay: 100 * time.Millisecond}, 4.41, Good},
		{"by satellite", Speech{Codec: opus, Delay: 400 * time.Millisecond}, 3.56, Fair},
		{"2 % lost", Speech{Codec: opus, Loss: 0.02}, 4.27, Good},
		{"2 % lost of G.711", Speech{Codec: pcmu, Loss: 0.02}, 4.23, Good},
		{"5 % lost", Speech{Codec: opus, Loss: 0.05}, 4.01, Good},
		{"5 % lost in bursts", Speech{Codec: opus, Loss: 0.05, Burst: 4}, 3.97, Fair},
		{"20 % lost and late", Speech{Codec: opus, Loss: 0.2, Delay: 300 * time.Millisecond}, 2.09, Poor},
		{"everything lost", Speech{Codec: opus, Loss: 1}, 1.26, Poor},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			got := MOS(row.s)
			if math.Abs(got-row.want) > 0.03 || SpeechGrade(got) != row.grade {
				t.Errorf("MOS %.2f %s, want %.2f %s", got, SpeechGrade(got), row.want, row.grade)
			}
		})
	}
}

func TestMOSFallsWithLossAndDelay(t *testing.T) {
	before := 5.0
	for p := range 101 {
		got := MOS(Speech{Codec: opus, Loss: float64(p) / 100})
		if got > before || got < 1 || got > 4.5 {
			t.Fatalf("%.3f at %d %%, %.3f before", got, p, before)
		}
		before = got
	}
	before = 5
	for ms := 0; ms < 5000; ms += 50 {
		got := MOS(Speech{Codec: opus, Delay: time.Duration(ms) * time.Millisecond})
		if got > before || got < 1 {
			t.Fatalf("%.3f at %d ms, %.3f before", got, ms, before)
		}
		before = got
	}
}

func TestVideo(t *testing.T) {
	const ten = 10 * time.Second
	rows := []struct {
		name string
		p    Picture
		want Grade
	}{
		{"fluent", Picture{ten, 0, 0, 300}, Good},
		{"one short stop in a minute", Picture{time.Minute, 1, 300 * time.Millisecond, 1700}, Good},
		{"a stop of half a second in ten", Picture{ten, 1, 500 * time.Millisecond, 280}, Fair},
		{"slow", Picture{ten, 0, 0, 100}, Fair},
		{"two seconds of ten stood still", Picture{ten, 2, 2 * time.Second, 240}, Poor},
		{"hardly any frames", Picture{ten, 0, 0, 20}, Poor},
		{"no time has passed", Picture{}, Good},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			if got := Video(row.p); got != row.want {
				t.Errorf("%s, want %s", got, row.want)
			}
		})
	}
	if Worse(Good, Poor) != Poor || Worse(Fair, Good) != Fair || Worse(Good, Good) != Good {
		t.Error("the worse of two grades")
	}
}

func TestCodecs(t *testing.T) {
	if CodecOf("opus") != opus || CodecOf("red") != opus || CodecOf("pcmu") != pcmu || CodecOf("?") != pcmu {
		t.Error("codec")
	}
}

func BenchmarkMOS(b *testing.B) {
	for range b.N {
		MOS(Speech{Codec: opus, Loss: 0.03, Burst: 2, Delay: 200 * time.Millisecond})
	}
}
