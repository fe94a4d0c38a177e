package rail

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"sync"
)

// SandboxNotice stands on every screen and document of a sandbox.
const SandboxNotice = "Sandbox: no real money."

// ClosedAccount begins the reference of an account that the sandbox refuses to pay.
const ClosedAccount = "closed-"

// Sandbox is a counterpart inside the process with books of its own. It does at once whatever it is told, the same for the
// same instructions, and forgets everything when the process ends: submitting again after a restart is harmless, because
// the notices it then gives again carry the same ids. Safe for concurrent use.
type Sandbox struct {
	mu      sync.Mutex
	known   map[string]Instruction
	notices []Notice
}

// NewSandbox returns a sandbox in which nothing has happened.
func NewSandbox() *Sandbox { return &Sandbox{known: map[string]Instruction{}} }

// Capabilities says that no real money is in it.
func (s *Sandbox) Capabilities() Capabilities {
	return Capabilities{Name: "sandbox", RealMoney: false, Notice: SandboxNotice}
}

// Submit carries out what is new in the batch. An EndToEnd used for another instruction is rejected.
func (s *Sandbox) Submit(ctx context.Context, batch []Instruction) ([]Ack, error) {
	if err := ctx.Err(); err != nil {
		return nil, fmt.Errorf("submit to sandbox: %w", err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	acks := make([]Ack, len(batch))
	for i, in := range batch {
		acks[i] = s.take(in)
	}
	return acks, nil
}

func (s *Sandbox) take(in Instruction) Ack {
	before, again := s.known[in.EndToEnd]
	switch {
	case again && before == in:
		return Ack{EndToEnd: in.EndToEnd}
	case again:
		return Ack{in.EndToEnd, true, "duplicate_end_to_end"}
	case in.EndToEnd == "" || len(in.EndToEnd) > 35 || in.Amount.Sign() <= 0 || in.Amount.Validate() != nil:
		return Ack{in.EndToEnd, true, "malformed"}
	}
	s.known[in.EndToEnd] = in
	n := Notice{ID: "sbx-" + in.EndToEnd, EndToEnd: in.EndToEnd, Reference: in.Reference, Amount: in.Amount, Event: Received}
	if in.Kind == Pay {
		n.Event = Paid
		if strings.HasPrefix(in.Party, ClosedAccount) {
			n.Event, n.Reason = Returned, "account_closed"
		}
	}
	s.notices = append(s.notices, n)
	return Ack{EndToEnd: in.EndToEnd}
}

// Poll returns at most 500 notices after the cursor.
func (s *Sandbox) Poll(ctx context.Context, cursor string) ([]Notice, string, error) {
	if err := ctx.Err(); err != nil {
		return nil, cursor, fmt.Errorf("poll sandbox: %w", err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	from := 0
	if cursor != "" {
		n, err := strconv.Atoi(cursor)
		if err != nil || n < 0 || n > len(s.notices) {
			return nil, cursor, errors.New("poll sandbox: unknown cursor")
		}
		from = n
	}
	to := min(from+500, len(s.notices))
	return append([]Notice(nil), s.notices[from:to]...), strconv.Itoa(to), nil
}
