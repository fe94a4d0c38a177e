package pace

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

var zero = time.Unix(1_700_000_000, 0)

func TestLittlePassesAtOnce(t *testing.T) {
	var q Queue
	q.Rate(2_000_000, zero)
	for i := range 1000 { // 1 Mbit/s
		if !q.Pass(1200, zero.Add(time.Duration(i)*9600*time.Microsecond)) {
			t.Fatalf("packet %d of half the rate had to wait", i)
		}
	}
}

func TestWithoutARateEverythingPasses(t *testing.T) {
	var q Queue
	for range 10_000 {
		if !q.Pass(1500, zero) {
			t.Fatal("waited")
		}
	}
}

func TestAKeyFrameIsSpread(t *testing.T) {
	var q Queue
	q.Rate(500_000, zero)
	now, sent := zero, 0
	for i := range 60 { // 72 kB at once: 460 ms at 2.5 times 500 kbit/s
		if q.Pass(1200, now) {
			sent++
		} else if !q.Wait(Name{1, uint16(i), 1200}, now) {
			t.Fatal("no room")
		}
	}
	if sent == 0 || sent > 6 {
		t.Fatalf("%d packets at once", sent)
	}
	next := uint16(sent)
	for q.Waiting() > 0 {
		d, ok := q.Delay(now)
		if !ok {
			t.Fatal("nothing waits")
		}
		now = now.Add(d + time.Millisecond)
		for {
			n, ok, late := q.Next(now)
			if late {
				t.Fatal("dropped by age")
			}
			if !ok {
				break
			}
			if n.Sequence != next {
				t.Fatalf("packet %d, want %d", n.Sequence, next)
			}
			next++
		}
	}
	if took := now.Sub(zero); took < 350*time.Millisecond || took > 550*time.Millisecond {
		t.Errorf("the key frame took %v", took)
	}
}

func TestOverloadDropsByAge(t *testing.T) {
	var q Queue
	q.Rate(100_000, zero)
	now := zero
	needed := 0
	worst := 0
	for i := range 3000 { // 1 Mbit/s into 250 kbit/s
		now = now.Add(10 * time.Millisecond)
		for {
			_, ok, late := q.Next(now)
			if late {
				needed++
			}
			if !ok {
				break
			}
		}
		if !q.Pass(1250, now) && !q.Wait(Name{1, uint16(i), 1250}, now) {
			needed++
		}
		worst = max(worst, q.Waiting())
	}
	if worst > 62 {
		t.Errorf("%d packets waited, more than %v of them", worst, MaxAge)
	}
	if needed == 0 || q.Dropped == 0 {
		t.Error("nothing was dropped")
	}
}

func TestChargesCountAndAreBounded(t *testing.T) {
	var q Queue
	q.Rate(1_000_000, zero)
	q.Charge(1_000_000, zero)
	if q.Pass(100, zero) {
		t.Error("passed although the bucket was full")
	}
	if !q.Pass(100, zero.Add(100*time.Millisecond)) {
		t.Error("sound must not stop pictures for longer than the bucket")
	}
}

// The bytes sent within any time are at most what leaks and the allowance, and packets keep their order.
func TestTheBucketHolds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var q Queue
		estimate := rapid.IntRange(50_000, 5_000_000).Draw(t, "estimate")
		q.Rate(estimate, zero)
		now, total, in, out := zero, 0, uint16(0), uint16(0)
		for range rapid.IntRange(1, 200).Draw(t, "steps") {
			now = now.Add(time.Duration(rapid.IntRange(0, 20).Draw(t, "ms")) * time.Millisecond)
			for {
				n, ok, late := q.Next(now)
				if late {
					out = in
				}
				if !ok {
					break
				}
				if n.Sequence != out {
					t.Fatalf("%d, want %d", n.Sequence, out)
				}
				out++
				total += int(n.Size)
			}
			for range rapid.IntRange(0, 12).Draw(t, "burst") {
				size := rapid.IntRange(50, 1200).Draw(t, "size")
				if q.Pass(size, now) {
					if in != out {
						t.Fatal("overtook what waits")
					}
					total += size
					out++
				} else if !q.Wait(Name{1, in, uint16(size)}, now) {
					out = in + 1
				}
				in++
			}
			bytes := float64(estimate) * Factor / 8
			if limit := bytes*now.Sub(zero).Seconds() + max(bytes*Allowance.Seconds(), 3000) + 1; float64(total) > limit {
				t.Fatalf("%d bytes after %v, at most %.0f", total, now.Sub(zero), limit)
			}
		}
	})
}

func BenchmarkPass(b *testing.B) {
	var q Queue
	q.Rate(20_000_000, zero)
	b.ReportAllocs()
	for i := range b.N {
		q.Pass(1200, zero.Add(time.Duration(i)*time.Millisecond))
	}
}
