package db

import (
	"fmt"
	"os"
	"runtime/debug"

	"github.com/KimMachineGun/automemlimit/memlimit"
)

// heapGrowth is by how many percent the heap may grow before garbage is collected. Documents of the embedded engine and the state
// of the ledger live as long as the process, so that a collection finds little and costs much: with Go's own 100 half of a
// replay's time is its marking.
const heapGrowth = 300

// memoryShare of what the machine, or the container, has is where collecting becomes eager again instead of running out.
const memoryShare = 0.7

// SetHeap sets how much memory the process takes for speed. GOGC and GOMEMLIMIT win where they are set. It is for the main
// functions of programs that keep their data in memory.
func SetHeap() error {
	if _, set := os.LookupEnv("GOGC"); !set {
		debug.SetGCPercent(heapGrowth)
	}
	if _, set := os.LookupEnv("GOMEMLIMIT"); set {
		return nil
	}
	_, err := memlimit.Set(memlimit.WithRatio(memoryShare), memlimit.WithProvider(memlimit.ApplyFallback(memlimit.FromCgroup, memlimit.FromSystem)))
	if err != nil {
		return fmt.Errorf("bound the memory: %w", err)
	}
	return nil
}
