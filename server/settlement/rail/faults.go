package rail

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Fault is something that goes wrong at banks.
type Fault string

// The faults of the sandbox.
const (
	Duplicate Fault = "duplicate" // a booking is reported twice
	Late      Fault = "late"      // a booking is reported some time later
	Reorder   Fault = "reorder"   // a booking is reported after the next one
	Reverse   Fault = "reverse"   // a booking is taken back
	Wrong     Fault = "wrong"     // another amount is booked than was told
	LostAck   Fault = "lostack"   // it happens, and the answer is lost
)

// Faults are how often each happens, in millionths.
type Faults map[Fault]uint32

// ParseFaults reads "duplicate=0.01,late=0.05": a share between 0 and 1 with at most six decimals for each.
func ParseFaults(s string) (Faults, error) {
	f := Faults{}
	for part := range strings.SplitSeq(s, ",") {
		if part = strings.TrimSpace(part); part == "" {
			continue
		}
		name, share, _ := strings.Cut(part, "=")
		if !slices.Contains([]Fault{Duplicate, Late, Reorder, Reverse, Wrong, LostAck}, Fault(name)) {
			return nil, fmt.Errorf("no fault is called %q: duplicate, late, reorder, reverse, wrong, lostack", name)
		}
		whole, decimals, _ := strings.Cut(share, ".")
		if len(decimals) > 6 {
			return nil, fmt.Errorf("%s: at most six decimals", name)
		}
		n, err := strconv.ParseUint(whole+decimals+strings.Repeat("0", 6-len(decimals)), 10, 32)
		if err != nil || n > 1_000_000 || whole == "" {
			return nil, fmt.Errorf("%s: %q is no share between 0 and 1", name, share)
		}
		f[Fault(name)] = uint32(n)
	}
	return f, nil
}

// dice decides, the same for the same seed, fault and thing.
type dice struct {
	seed   uint64
	faults Faults
}

func (d dice) roll(f Fault, about string) bool {
	if d.faults[f] == 0 {
		return false
	}
	sum := sha256.Sum256(fmt.Appendf(nil, "%d/%s/%s", d.seed, f, about))
	return binary.BigEndian.Uint64(sum[:8])%1_000_000 < uint64(d.faults[f])
}
