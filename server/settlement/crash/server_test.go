package crash

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"time"

	"fairground/server/db"
	"fairground/server/settlement"
	"fairground/server/settlement/ledger"
)

// call is what a client asks a server: one of the three.
type call struct {
	Command *ledger.Command   `json:",omitempty"`
	Read    *ledger.AccountID `json:",omitempty"` // what is available, as of now
	Settle  bool              `json:",omitempty"` // do the projections show everything within five seconds?
}

// reply answers a call. Again means that the outcome is not known: ask again with the same key.
type reply struct {
	Outcome   ledger.Outcome
	Available int64
	Settled   bool
	Balanced  bool
	Again     bool
	Fault     string
}

// serve is a server process.
func serve(ctx context.Context, uri, listen string, stale bool) error {
	d, err := db.Open(ctx, db.Config{URI: uri})
	if err != nil {
		return fmt.Errorf("open database: %w", err)
	}
	l, err := settlement.OpenLedger(ctx, settlement.Options{
		DB: d, Logger: slog.New(slog.DiscardHandler), Now: time.Now, Writer: listen, SnapshotEvery: 50,
	})
	if err != nil {
		return err
	}
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", listen)
	if err != nil {
		return fmt.Errorf("listen: %w", err)
	}
	for {
		conn, err := listener.Accept()
		if err != nil {
			return fmt.Errorf("accept: %w", err)
		}
		go func() {
			defer func() { _ = conn.Close() }()
			in, out := json.NewDecoder(conn), json.NewEncoder(conn)
			for {
				var c call
				if in.Decode(&c) != nil || out.Encode(answer(ctx, l, c, stale)) != nil {
					return
				}
			}
		}()
	}
}

func answer(ctx context.Context, l *settlement.Ledger, c call, stale bool) (r reply) {
	var err error
	switch {
	case c.Command != nil:
		r.Outcome, err = l.Do(ctx, *c.Command)
	case c.Read != nil:
		err = l.View(ctx, !stale, func(s *ledger.State) {
			b := s.Balance(*c.Read)
			r.Available, r.Balanced = b.Posted-b.Held, s.Balanced() == nil
		})
		r.Again = err != nil
		return r
	case c.Settle:
		ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
		defer cancel()
		r.Settled = l.Projected(ctx)
	}
	switch {
	case errors.Is(err, ledger.ErrUnknown):
		r.Again = true
	case err != nil:
		r.Fault = err.Error()
	}
	return r
}

// client asks one of several servers and does not give up: what is not answered is asked again, with the same key, of the
// next.
type client struct {
	servers []*process
	turn    int
	conn    net.Conn
	in      *json.Decoder
	out     *json.Encoder
}

var errFault = errors.New("the server says")

func (c *client) ask(ctx context.Context, q call) (reply, error) {
	for ctx.Err() == nil {
		r, err := c.once(q)
		switch {
		case err != nil || r.Again:
			c.leave()
			time.Sleep(2 * time.Millisecond) // the server is away, or its database
		case r.Fault != "":
			return r, fmt.Errorf("%w: %s", errFault, r.Fault)
		default:
			return r, nil
		}
	}
	return reply{}, ctx.Err()
}

func (c *client) once(q call) (r reply, err error) {
	if c.conn == nil {
		if c.conn, err = net.DialTimeout("tcp", c.servers[c.turn%len(c.servers)].addr, time.Second); err != nil {
			return r, err
		}
		c.in, c.out = json.NewDecoder(c.conn), json.NewEncoder(c.conn)
	}
	if err = c.conn.SetDeadline(time.Now().Add(15 * time.Second)); err == nil {
		err = c.out.Encode(q)
	}
	if err == nil {
		err = c.in.Decode(&r)
	}
	return r, err
}

// leave goes to the next server.
func (c *client) leave() {
	if c.conn != nil {
		_ = c.conn.Close()
	}
	c.conn = nil
	c.turn++
}
