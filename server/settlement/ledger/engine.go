package ledger

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"runtime"
	"sync"
	"time"
)

// Engine runs a Writer against a Log in one goroutine. Whatever arrives while a block is in flight becomes the next
// block, so the busier it is the larger its blocks are.
type Engine struct {
	log     Log
	now     func() time.Time
	logger  *slog.Logger
	writer  *Writer
	poll    time.Duration
	timeout time.Duration
	turns   turns

	mu     sync.RWMutex // guards the writer's state: the loop writes, queries read
	submit chan request
	sync   chan chan error
	done   chan struct{}
	cancel context.CancelFunc
}

// Options of an engine.
type Options struct {
	Writer  string           // who writes, for diagnosis; at most 256 bytes
	Now     func() time.Time // block time
	Logger  *slog.Logger
	Start   *State        // where the replay begins, as Restore gives it; nil: before the first block
	Applied func(Delta)   // called in order for every block after Start, own and foreign; it may block
	Poll    time.Duration // how often an idle engine looks for foreign blocks; 0: every second
	Timeout time.Duration // of one append or read; 0: ten seconds
	Turns   Turns         // taken while several engines write; nil: they race for each block
}

// request is a ticket on its way to the loop.
type request struct {
	*ticket
	forget <-chan struct{}
}

type answer struct {
	out Outcome
	err error
}

// Open replays the log from Start on, verifying it, and starts the loop. It fails closed: a log that does not verify, or
// that Start does not belong to, gives no engine. Close it.
func Open(ctx context.Context, log Log, o Options) (*Engine, error) {
	if len(o.Writer) > MaxText {
		return nil, errors.New("open ledger: name of the writer is too long")
	}
	if o.Poll <= 0 {
		o.Poll = time.Second
	}
	if o.Timeout <= 0 {
		o.Timeout = 10 * time.Second
	}
	e := &Engine{
		log: log, now: o.Now, logger: o.Logger, poll: o.Poll, timeout: o.Timeout, turns: turns{from: o.Turns},
		submit: make(chan request, 4*MaxEntries), sync: make(chan chan error), done: make(chan struct{}),
	}
	e.writer = NewWriter(o.Writer, nonce, o.Applied)
	if o.Start != nil {
		if err := o.Start.belongs(ctx, log); err != nil {
			return nil, fmt.Errorf("open ledger: %w", err)
		}
		e.writer.state = o.Start
	}
	if err := e.writer.state.follow(ctx, log, 0, e.writer.tell); err != nil {
		return nil, fmt.Errorf("open ledger: %w", err)
	}
	run, cancel := context.WithCancel(context.WithoutCancel(ctx))
	e.cancel = cancel
	go e.loop(run)
	return e, nil
}

func nonce() Key {
	var k Key
	_, _ = rand.Read(k[:]) // crypto/rand.Read never fails
	return k
}

// Close stops the loop and waits for it. Commands that wait get ErrUnknown.
func (e *Engine) Close() {
	e.cancel()
	<-e.done
}

// Do submits a command and waits for its outcome, a refusal included. ErrMalformed and ErrKeyReused: nothing was recorded.
// ErrUnknown: the command may or may not take effect, ask again with the same key. ErrHalted: the ledger has stopped.
func (e *Engine) Do(ctx context.Context, c Command) (Outcome, error) {
	if err := c.Validate(); err != nil {
		return Outcome{}, err
	}
	reply := make(chan answer, 1)
	r := request{&ticket{cmd: c, print: c.Fingerprint(), reply: func(out Outcome, err error) { reply <- answer{out, err} }}, ctx.Done()}
	select {
	case e.submit <- r:
	case <-e.done:
		return Outcome{}, fmt.Errorf("submit %s: %w", c.Type, ErrUnknown)
	case <-ctx.Done():
		return Outcome{}, fmt.Errorf("submit %s: %w: %w", c.Type, ErrUnknown, ctx.Err())
	}
	select {
	case a := <-reply:
		return a.out, a.err
	case <-e.done:
		select {
		case a := <-reply:
			return a.out, a.err
		default:
			return Outcome{}, fmt.Errorf("await %s: %w", c.Type, ErrUnknown)
		}
	case <-ctx.Done():
		return Outcome{}, fmt.Errorf("await %s: %w: %w", c.Type, ErrUnknown, ctx.Err())
	}
}

// Sync returns when the engine has read the log to its end once after the call.
func (e *Engine) Sync(ctx context.Context) error {
	reply := make(chan error, 1)
	select {
	case e.sync <- reply:
	case <-e.done:
		return fmt.Errorf("sync ledger: %w", ErrHalted)
	case <-ctx.Done():
		return fmt.Errorf("sync ledger: %w", ctx.Err())
	}
	select {
	case err := <-reply:
		return err
	case <-e.done:
		return fmt.Errorf("sync ledger: %w", ErrHalted)
	case <-ctx.Done():
		return fmt.Errorf("sync ledger: %w", ctx.Err())
	}
}

// View calls look with the state; look must not keep it, but may keep the orders and payouts it finds: they never change.
func (e *Engine) View(look func(*State)) {
	e.mu.RLock()
	defer e.mu.RUnlock()
	look(e.writer.state)
}

// Err returns why the engine has stopped itself.
func (e *Engine) Err() error {
	e.mu.RLock()
	defer e.mu.RUnlock()
	return e.writer.err
}

func (e *Engine) take(r request) {
	select {
	case <-r.forget:
		return // nobody waits any more, and nothing was recorded
	default:
	}
	e.writer.submit(r.ticket)
}

// locked runs what changes the state.
func (e *Engine) locked(change func()) {
	e.mu.Lock()
	defer e.mu.Unlock()
	change()
}

func (e *Engine) loop(ctx context.Context) {
	defer close(e.done)
	var syncs []chan error
	behind := 5 * time.Millisecond
	idle := time.NewTimer(e.poll)
	defer idle.Stop()
	for ctx.Err() == nil {
		for more := true; more && e.writer.Waiting() < MaxEntries; {
			select {
			case r := <-e.submit:
				e.locked(func() { e.take(r) })
			default:
				more = false
			}
		}
		select {
		case s := <-e.sync:
			syncs = append(syncs, s)
			e.writer.CatchUp()
		default:
		}
		if e.writer.Waiting() > 0 && e.turns.await(ctx) {
			e.writer.CatchUp()
		}
		var act Action
		e.locked(func() { act = e.writer.Next(e.now().UnixMilli()) })
		failed := false
		switch act.Kind {
		case ReadBlocks:
			waiting := syncs
			failed = !e.read(ctx, act)
			if !failed && !e.writer.doubt && len(e.writer.hand) == 0 {
				for _, s := range waiting {
					s <- e.writer.err
				}
				syncs = syncs[len(waiting):]
			}
		case AppendBlock:
			if failed = !e.append(ctx, act); !failed {
				e.gather(act.Block.N)
			}
		case LookUp:
			failed = !e.lookUp(ctx, act)
		case Wait:
			failed = true
		case Idle:
			idle.Reset(e.poll)
			select {
			case r := <-e.submit:
				e.locked(func() { e.take(r) })
			case s := <-e.sync:
				syncs = append(syncs, s)
				e.writer.CatchUp()
			case <-idle.C:
				e.writer.CatchUp()
			case <-ctx.Done():
			}
			if e.writer.err != nil {
				for _, s := range syncs {
					s <- e.writer.err
				}
				syncs = nil
			}
		}
		if failed {
			pause(ctx, behind)
			behind = min(2*behind, time.Second)
		} else {
			behind = 5 * time.Millisecond
		}
	}
}

// gather lets the clients that were just answered run before the next block is built: those of a busy server ask again at
// once, and without this yield the next block would hold only the first few of them. It ends as soon as as many wait as
// were answered, or nobody comes any more; one client alone never waits.
func (e *Engine) gather(answered int) {
	for still := 0; answered > 1 && still < 100 && len(e.submit) < answered; still++ {
		before := len(e.submit)
		runtime.Gosched()
		if len(e.submit) > before {
			still = 0
		}
	}
}

func (e *Engine) read(ctx context.Context, act Action) bool {
	ctx, cancel := context.WithTimeout(ctx, e.timeout)
	defer cancel()
	blocks, err := e.log.ReadFrom(ctx, act.From, act.Limit)
	if err != nil {
		e.logger.Warn("ledger read failed", "from", act.From, "err", err)
	}
	e.locked(func() { e.writer.Read(blocks, err) })
	e.report()
	return err == nil
}

func (e *Engine) append(ctx context.Context, act Action) bool {
	ctx, cancel := context.WithTimeout(ctx, e.timeout)
	defer cancel()
	err := e.log.Append(ctx, act.Block)
	if err != nil {
		e.logger.Warn("ledger append not acknowledged", "block", act.Block.Seq, "err", err)
	}
	if errors.Is(err, ErrTaken) {
		e.turns.lost()
	}
	e.locked(func() { e.writer.Appended(err) })
	e.report()
	return err == nil || errors.Is(err, ErrTaken)
}

func (e *Engine) report() {
	if e.writer.err != nil {
		e.logger.Error("ledger has stopped itself", "err", e.writer.err)
	}
}
