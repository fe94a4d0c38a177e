package rooms

import (
	"context"
	"sync"
	"time"
)

// Presence says whose coming or going is meant.
type Presence struct {
	Room, Epoch          string
	Participant, Session string
	Hidden, Synthetic    bool
	At                   time.Time
}

// MediaEvent is a moment in the life of somebody's media.
type MediaEvent string

// The moments. Together with Joined and Left they tell a kept appointment from a no-show and from a technical failure: somebody
// who joined and offered but never connected has tried.
const (
	MediaOffered   MediaEvent = "offered"   // negotiation of a side began
	MediaConnected MediaEvent = "connected" // ICE and DTLS stand
	MediaBroken    MediaEvent = "broken"    // disconnected or failed; it may heal
	MediaFirstIn   MediaEvent = "firstIn"   // the first packet of a track came from the participant
	MediaFirstOut  MediaEvent = "firstOut"  // the first packet of a track was sent to the participant
)

// Evidence is what the engine saw of a participant's media.
type Evidence struct {
	Presence
	Event  MediaEvent
	Side   Side
	Track  string // for the first packets
	Source Source // for the first packets
	From   string // for MediaFirstOut: the publisher
}

// Observer is told what happened, in order, from one goroutine of the engine, never under a lock of it. A slow observer delays
// later calls and nothing else; nothing is dropped. Close of the engine waits until everything has been told.
type Observer interface {
	Joined(Presence)
	Left(Presence, Reason)
	Media(Evidence)
}

// Utterance is a chat message on its way into the history.
type Utterance struct {
	Room, Epoch          string
	Participant, Session string
	Name                 string
	Place                string // where it was said, as Participant.Place
	ClientID             string // chosen by the client; the same one of the same participant is the same message
	Text, Language       string
	Note                 string // id of a voice note, empty: none
	At                   time.Time
}

// Keeper keeps a chat message before anybody sees it and returns its id; asked twice for the same participant and ClientID it
// returns the same id. If it fails, the speaker is told CodeChat, or the *Error that it returned, and nobody sees the message.
type Keeper interface {
	Keep(context.Context, Utterance) (id string, err error)
}

// teller hands calls to the observer, unbounded and in order.
type teller struct {
	mu     sync.Mutex
	cond   *sync.Cond
	calls  []func()
	closed bool
	done   chan struct{}
}

func newTeller() *teller {
	t := &teller{done: make(chan struct{})}
	t.cond = sync.NewCond(&t.mu)
	go t.run()
	return t
}

func (t *teller) tell(call func()) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.closed {
		return
	}
	t.calls = append(t.calls, call)
	t.cond.Signal()
}

func (t *teller) run() {
	defer close(t.done)
	for {
		t.mu.Lock()
		for len(t.calls) == 0 && !t.closed {
			t.cond.Wait()
		}
		calls, closed := t.calls, t.closed
		t.calls = nil
		t.mu.Unlock()
		for _, call := range calls {
			call()
		}
		if closed && len(calls) == 0 {
			return
		}
	}
}

// close tells what is left and ends.
func (t *teller) close() {
	t.mu.Lock()
	t.closed = true
	t.cond.Signal()
	t.mu.Unlock()
	<-t.done
}
