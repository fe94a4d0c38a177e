package ledger

import (
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
)

func TestSimulation(t *testing.T) {
	seeds, steps := 1000, 5000
	if testing.Short() {
		seeds = 50
	}
	if n, err := strconv.Atoi(os.Getenv("SIM_SEEDS")); err == nil {
		seeds = n
	}
	reports := make([]SimReport, 2)
	var wg sync.WaitGroup
	for i := range reports {
		wg.Go(func() {
			first := int64(1 + i*seeds/2)
			r, err := Simulate(SimOptions{First: first, Seeds: (i+1)*seeds/2 - i*seeds/2, Steps: steps})
			if err != nil {
				t.Error(err)
			}
			reports[i] = r
		})
	}
	wg.Wait()
	r := reports[0]
	r.Ops += reports[1].Ops
	r.Entries += reports[1].Entries
	for what, n := range reports[1].Covered {
		r.Covered[what] += n
	}
	r.Violations = append(r.Violations, reports[1].Violations...)
	for _, v := range r.Violations[:min(5, len(r.Violations))] {
		t.Errorf("seed %d step %d: %s", v.Seed, v.Step, v.What)
	}
	if seeds >= 1000 {
		covered(t, r)
	}
	caught := caughtBugs(t)
	t.Logf("seeds=%d ops=%d entries=%d violations=%d mutants=%d/%d", seeds, r.Ops, r.Entries, len(r.Violations), caught, len(PlantedBugs()))
}

// covered fails the test unless each command succeeded and each refusal occurred: a simulation that never gets to a place
// proves nothing about it.
func covered(t *testing.T, r SimReport) {
	t.Helper()
	for ty := range rules {
		if r.Covered[string(ty)+" ok"] < 20 {
			t.Errorf("%s succeeded %d times only", ty, r.Covered[string(ty)+" ok"])
		}
	}
	for _, why := range []string{
		WhyOrderExists, WhyPayoutExists, WhyRole, WhyNotParty, WhyVersion, WhyState, WhyNotDue, WhyNoConsent, WhyTwice, WhyAboveLimit,
		WhyNoProposal, WhySamePerson, WhyFunds, WhyCurrency, WhyOrderClosed,
		WhyHeld, WhyReason, WhyBlocked, WhyScreening, WhyLists, WhyPeriod, WhyTax,
		WhyIndivisible, WhyOffer, WhyLate, WhyOpener, WhyFixed,
		WhyEvidence, WhyDebt, WhyClaim, WhyClaimUnknown, WhyLiability, WhySuspenseUnknown, WhyPayer, WhyPayoutUnknown, WhyBatchUnknown, WhyBatchFull,
		WhyArchived, WhyQuoteUnknown, WhyQuoteExpired, WhyQuoteTerms, WhyExposure, WhyAdvanceUnknown, WhyNotAsked, WhyOfferExpired, WhyOfferTerms, WhyCap,
	} {
		n := 0
		for what, k := range r.Covered {
			if strings.HasSuffix(what, " "+why) {
				n += k
			}
		}
		if n < 20 {
			t.Errorf("%s occurred %d times only", why, n)
		}
	}
}

func TestASeedIsAlwaysTheSame(t *testing.T) {
	run := func() []Block {
		w := newWorld(42, 0, bug{})
		w.run(1500)
		return w.majority
	}
	same := func(a, b Block) bool { return a.Hash == b.Hash }
	if a, b := run(), run(); len(a) == 0 || !slices.EqualFunc(a, b, same) {
		t.Fatal("two runs of one seed differ")
	}
}

// TestReplayIsAFunctionOfTheLog verifies the log of a seed from its first block.
func TestReplayIsAFunctionOfTheLog(t *testing.T) {
	blocks := sample(t, 7)
	r, s, err := Verify(t.Context(), &memory{blocks: blocks})
	if err != nil {
		t.Fatal(err)
	}
	if int(r.Blocks) != len(blocks) || s.Head != blocks[len(blocks)-1].Hash {
		t.Fatalf("%+v", r)
	}
}
