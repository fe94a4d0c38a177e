package settlement

import "sync"

// finalTexts keeps the texts that were read last and never change.
type finalTexts struct {
	mu sync.Mutex
	of recent[dealText]
}

func newFinalTexts() *finalTexts { return &finalTexts{of: newRecent[dealText](1 << 14)} }

func (f *finalTexts) find(order string) (dealText, bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.of.get(order, func(dealText) int { return 1 })
}

func (f *finalTexts) keep(t dealText) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.of.put(t.ID, t, 1)
}
