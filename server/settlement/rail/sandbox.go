package rail

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"sync"
	"time"

	"fairground/server/money"
	"fairground/server/settlement/statement"
)

// SandboxNotice stands on every screen and document of a sandbox.
const SandboxNotice = "Sandbox: no real money."

// ErrLost says that an answer was lost on its way, on purpose.
var ErrLost = errors.New("the answer is lost")

// Settings of a sandbox.
type Settings struct {
	Journal string // file that everything is kept in; "" forgets everything when the process ends
	Seed    uint64 // decides, with Faults, what goes wrong
	Faults  Faults
	Day     statement.Format // of the statement at the end of a day: camt.053 (also if empty), MT940 or CSV
	Now     func() time.Time
}

// Sandbox is a counterpart with a book of its own, kept by double entry. It does at once whatever it is told, the same for
// the same seed and the same things told. Safe for concurrent use.
type Sandbox struct {
	settings Settings

	mu      sync.Mutex
	book    *book
	journal *journal // nil without a file
	broken  error    // the journal could not be written: what the book says is no longer kept
}

// NewSandbox returns a sandbox without a file and without faults, by the clock of the machine.
func NewSandbox() *Sandbox {
	s := &Sandbox{settings: Settings{Now: time.Now}, book: newBook(dice{})}
	s.book.tell(s.opening())
	return s
}

// Open returns a sandbox as its file left it. Only one process may open a file at a time.
func Open(o Settings) (*Sandbox, error) {
	switch o.Day {
	case "", statement.Camt053, statement.MT940, statement.CSV:
	default:
		return nil, fmt.Errorf("open sandbox: %q is no format of a day's statement", o.Day)
	}
	s := &Sandbox{settings: o, book: newBook(dice{o.Seed, o.Faults})}
	if o.Journal != "" {
		j, err := openJournal(o.Journal, func(t told) error {
			if (s.book.told == 0) != (t.Do == doOpen) {
				return errors.New("a book is opened once, before everything else")
			}
			s.book.tell(t)
			return nil
		})
		if err != nil {
			return nil, fmt.Errorf("open sandbox: %w", err)
		}
		s.journal = j
	}
	if s.book.told == 0 {
		if _, err := s.tell(s.opening()); err != nil {
			return nil, fmt.Errorf("open sandbox: %w", errors.Join(err, s.Close()))
		}
	}
	return s, nil
}

// opening names the book, so that nobody takes the cursor of another for its own.
func (s *Sandbox) opening() told {
	id := make([]byte, 4)
	_, _ = rand.Read(id) // it never fails
	return told{At: s.settings.Now().UnixMilli(), Do: doOpen, ID: hex.EncodeToString(id)}
}

// Close closes the file.
func (s *Sandbox) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.journal == nil {
		return nil
	}
	j := s.journal
	s.journal, s.broken = nil, errors.New("the sandbox is closed")
	return j.close()
}

// Capabilities says that no real money is in it, and its limits.
func (s *Sandbox) Capabilities() Capabilities {
	return Capabilities{
		Name: "sandbox", RealMoney: false, Notice: SandboxNotice, Account: Account, Currencies: []money.Currency{}, Largest: largest, Batch: maxPayments,
		CutOff: "23:59", Files: []string{"pain.001.001.03", "pain.001.001.09", "pain.002.001.10", "camt.054.001.08", s.day()}, Collects: true,
	}
}

func (s *Sandbox) day() string {
	if f := s.settings.Day; f == statement.MT940 || f == statement.CSV {
		return string(f)
	}
	return "camt.053.001.08"
}

// Submit carries out what is new in the file.
func (s *Sandbox) Submit(ctx context.Context, b Batch) ([]Ack, error) {
	acks, err := s.do(ctx, told{Do: doSubmit, File: b.File})
	if err != nil {
		return nil, fmt.Errorf("submit to sandbox: %w", err)
	}
	return acks, s.lose(b.MsgID)
}

// Collect lets somebody pay in.
func (s *Sandbox) Collect(ctx context.Context, in Instruction) (Ack, error) {
	acks, err := s.do(ctx, told{Do: doCollect, Collect: &in})
	if err != nil {
		return Ack{}, fmt.Errorf("collect by sandbox: %w", err)
	}
	return acks[0], s.lose(in.EndToEnd)
}

// lose loses an answer, the same each time one asks again after as many things told.
func (s *Sandbox) lose(about string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.book.roll(LostAck, fmt.Sprintf("%s/%d", about, s.book.told)) {
		return ErrLost
	}
	return nil
}

// Poll returns the files after the cursor, at most 50.
func (s *Sandbox) Poll(ctx context.Context, cursor string) ([]File, string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := ctx.Err(); err != nil {
		return nil, cursor, fmt.Errorf("poll sandbox: %w", err)
	}
	// A day that has ended is closed by whoever comes first.
	if now := s.settings.Now(); statement.DayOf(now) > s.book.day() {
		if _, err := s.tell(told{At: now.UnixMilli(), Do: doDay}); err != nil {
			return nil, cursor, fmt.Errorf("poll sandbox: %w", err)
		}
	}
	files, next, err := s.book.deliver(cursor, s.settings.Day)
	if err != nil {
		return nil, cursor, fmt.Errorf("poll sandbox: %w", err)
	}
	return files, next, nil
}

func (s *Sandbox) do(ctx context.Context, t told) ([]Ack, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := ctx.Err(); err != nil {
		return nil, err //nolint:wrapcheck // the callers say what they did
	}
	t.At = s.settings.Now().UnixMilli()
	return s.tell(t)
}

// tell writes a thing down and then does it. A file that could not be written may hold half of it: nothing goes on.
func (s *Sandbox) tell(t told) ([]Ack, error) {
	if s.broken != nil {
		return nil, s.broken
	}
	if s.journal != nil {
		if err := s.journal.write(t); err != nil {
			s.broken = err
			return nil, err
		}
	}
	return s.book.tell(t), nil
}
