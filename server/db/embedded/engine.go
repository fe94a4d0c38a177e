// Package embedded is a small MongoDB-compatible database inside the process. It speaks the wire protocol, so that the
// official driver is its client; what it understands is written down in SUBSET.md, and everything else it refuses by
// name. It behaves as a standalone server: no transactions over several documents, no change streams.
//
// It does not know the application, its collections or its rules; it has no users and no network of its own.
package embedded

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"sync"
	"sync/atomic"
	"time"
)

// DefaultSweep is how often TTL indexes are looked at.
const DefaultSweep = time.Minute

// Options says how to open an engine.
type Options struct {
	// Dir is the data folder, created when missing and locked for this process. Empty: in memory, gone at Close.
	Dir string
	// Logger may be nil.
	Logger *slog.Logger
	// Now is the clock for TTL indexes, $currentDate and idle cursors; nil means time.Now.
	Now func() time.Time
	// SweepEvery is the time between two looks at TTL indexes and idle cursors; 0 means DefaultSweep.
	SweepEvery time.Duration
}

// Engine is an open database. It implements the driver's Dialer.
//
// Lock order: mu before cursorsMu; connsMu alone. Nothing is locked while the disk is waited for.
type Engine struct {
	logger  *slog.Logger
	now     func() time.Time
	storage *storage // nil: in memory

	mu       sync.Mutex // held by the one writer
	working  map[string]*collection
	group    *group
	inFlight *group // being written to the disk
	lastID   uint64
	closed   bool
	broken   *commandError

	published atomic.Pointer[snapshot]
	wake      chan struct{}
	stop      chan struct{}
	wait      sync.WaitGroup

	cursorsMu sync.Mutex
	cursors   map[int64]*cursor

	connsMu   sync.Mutex
	conns     map[net.Conn]bool
	listeners map[net.Listener]bool
	ended     bool

	lastConn atomic.Int32
}

// Open opens the data folder, reads everything into memory and starts the engine's goroutines; Close ends them. Errors
// wrap ErrInUse or ErrDamaged where they apply.
func Open(o Options) (*Engine, error) {
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.SweepEvery <= 0 {
		o.SweepEvery = DefaultSweep
	}
	e := &Engine{
		logger: o.Logger, now: o.Now, working: make(map[string]*collection), group: newGroup(),
		wake: make(chan struct{}, 1), stop: make(chan struct{}),
		cursors: make(map[int64]*cursor), conns: make(map[net.Conn]bool), listeners: make(map[net.Listener]bool),
	}
	if o.Dir != "" {
		s, err := openStorage(o.Dir)
		if err != nil {
			return nil, err
		}
		if e.working, err = s.load(); err != nil {
			return nil, errors.Join(err, s.close())
		}
		e.storage = s
	}
	first := make(snapshot, len(e.working))
	for ns, c := range e.working {
		first[ns] = c.freeze()
		e.lastID = max(e.lastID, c.id)
	}
	e.publish(first)
	e.wait.Add(2)
	go e.committer()
	go e.sweeper(o.SweepEvery)
	return e, nil
}

// DialContext opens a connection to the engine; network and address do not matter.
func (e *Engine) DialContext(ctx context.Context, _, _ string) (net.Conn, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	client, server := net.Pipe()
	if !e.start(server) {
		return nil, errors.Join(errors.New("the embedded database is closed"), client.Close(), server.Close())
	}
	return client, nil
}

// Serve answers the connections of a listener until it or the engine is closed. The engine has no authentication: listen
// only where every client may do everything.
func (e *Engine) Serve(l net.Listener) error {
	e.connsMu.Lock()
	if e.ended {
		e.connsMu.Unlock()
		return errors.Join(net.ErrClosed, l.Close())
	}
	e.listeners[l] = true
	e.connsMu.Unlock()
	for {
		conn, err := l.Accept()
		if err != nil {
			e.connsMu.Lock()
			delete(e.listeners, l)
			e.connsMu.Unlock()
			if errors.Is(err, net.ErrClosed) {
				return nil
			}
			return fmt.Errorf("accept: %w", err)
		}
		if !e.start(conn) {
			return conn.Close()
		}
	}
}

func (e *Engine) start(conn net.Conn) bool {
	e.connsMu.Lock()
	defer e.connsMu.Unlock()
	if e.ended {
		return false
	}
	e.conns[conn] = true
	e.wait.Add(1)
	go e.serve(conn)
	return true
}

// serve answers one connection, one request after the other. Its errors end the connection: the driver opens another.
func (e *Engine) serve(conn net.Conn) {
	defer e.wait.Done()
	id := e.lastConn.Add(1)
	err := e.converse(conn, id)
	e.logger.Debug("database connection ended", slog.Int("connection", int(id)), slog.Any("reason", err))
	e.connsMu.Lock()
	delete(e.conns, conn)
	e.connsMu.Unlock()
	_ = conn.Close() // it is the second close when Close was first
}

// converse returns why it ended, never nil.
func (e *Engine) converse(conn net.Conn, id int32) error {
	reader := newBuffered(conn)
	for n := int32(1); ; n++ {
		m, err := readMessage(reader)
		if err != nil {
			return err
		}
		answer := e.answer(m, id)
		if m.noReply {
			continue
		}
		if _, err := conn.Write(m.reply(n, answer)); err != nil {
			return err
		}
	}
}

// Close answers what has been asked, ends all connections and goroutines, and releases the data folder. It may be called
// more than once.
func (e *Engine) Close() error {
	e.mu.Lock()
	already := e.closed
	e.closed = true
	e.mu.Unlock()
	if already {
		e.wait.Wait()
		return nil
	}
	e.connsMu.Lock()
	e.ended = true
	for l := range e.listeners {
		_ = l.Close() // Serve reports
	}
	for c := range e.conns {
		_ = c.Close() // serve reports
	}
	e.connsMu.Unlock()
	close(e.stop)
	e.wait.Wait()
	e.endCursors()
	if e.storage == nil {
		return nil
	}
	var err error
	if e.broken == nil {
		err = e.storage.settle()
	}
	return errors.Join(err, e.storage.close())
}

// sweeper removes expired documents and idle cursors.
func (e *Engine) sweeper(every time.Duration) {
	defer e.wait.Done()
	t := time.NewTicker(every)
	defer t.Stop()
	for {
		select {
		case <-e.stop:
			return
		case <-t.C:
		}
		e.expireCursors()
		if err := e.Sweep(); err != nil && !errors.Is(err, errShutdown) {
			e.logger.Warn("expired documents were not removed", slog.Any("error", err))
		}
	}
}
