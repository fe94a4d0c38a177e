package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"runtime"
	"runtime/pprof"
	"strings"
	"sync"

	"fairground/rooms"
)

// host serves one signalling connection: a message in JSON on each line.
type host interface {
	io.Closer
	serve(ctx context.Context, conn *lines)
}

// serve is the process that is measured. It ends when its input does.
func serve(which, profile string, in io.Reader, out io.Writer) (err error) {
	var h host
	switch which {
	case "ours":
		h, err = newOurs()
	case "naive":
		h, err = newNaive()
		profile = ""
	default:
		err = fmt.Errorf("nothing is called %q", which)
	}
	if err != nil {
		return err
	}
	if profile != "" {
		f, err := os.Create(profile) //nolint:gosec // named by the user
		if err != nil {
			return fmt.Errorf("create profile: %w", err)
		}
		if err := pprof.StartCPUProfile(f); err != nil {
			return fmt.Errorf("start profile: %w", err)
		}
		defer func() {
			pprof.StopCPUProfile()
			err = errors.Join(err, f.Close())
		}()
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0") //nolint:noctx // it waits for nothing
	if err != nil {
		return fmt.Errorf("listen for signalling: %w", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	var work sync.WaitGroup
	work.Go(func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			work.Go(func() {
				l := newLines(conn)
				defer l.close()
				stop := context.AfterFunc(ctx, l.close)
				defer stop()
				h.serve(ctx, l)
			})
		}
	})
	if _, err := fmt.Fprintln(out, listener.Addr()); err != nil {
		return err
	}
	for input := bufio.NewScanner(in); input.Scan(); {
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		if _, err := fmt.Fprintf(out, "heap_mb=%.2f goroutines=%d\n", float64(m.HeapAlloc)/(1<<20), runtime.NumGoroutine()); err != nil {
			return err
		}
	}
	err = listener.Close()
	cancel()
	err = errors.Join(err, h.Close())
	work.Wait()
	return err
}

// lines is a connection with a message on each line. Writing is safe for concurrent use.
type lines struct {
	conn net.Conn
	in   *bufio.Reader
	mu   sync.Mutex
}

func newLines(conn net.Conn) *lines { return &lines{conn: conn, in: bufio.NewReaderSize(conn, 64<<10)} }

func (l *lines) read() ([]byte, error) { return l.in.ReadBytes('\n') }

// Send implements rooms.Sink.
func (l *lines) Send(m rooms.Message) error {
	frame, err := rooms.Encode(m)
	if err != nil {
		return err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	_, err = l.conn.Write(append(frame, '\n'))
	return err
}

func (l *lines) close() {
	// The other end may have closed it already.
	_ = l.conn.Close()
}

// ours is the engine.
type ours struct{ engine *rooms.Engine }

func newOurs() (*ours, error) {
	engine, err := rooms.New(rooms.Config{MaxParticipants: 1000, TCPAddress: "-"})
	if err != nil {
		return nil, err
	}
	return &ours{engine}, nil
}

func (o *ours) Close() error { return o.engine.Close() }

// Verify implements rooms.Verifier: a token is "room participant".
func (o *ours) Verify(token string) (rooms.Grant, error) {
	name, participant, ok := strings.Cut(token, " ")
	if !ok {
		return rooms.Grant{}, errors.New("a token is a room and a participant")
	}
	room, err := o.engine.Room(name)
	if err != nil {
		return rooms.Grant{}, err
	}
	return rooms.Grant{
		Room: name, Epoch: room.Epoch(), Participant: participant, Join: true, Subscribe: !strings.HasPrefix(participant, "p"),
		Publish: []rooms.Kind{rooms.Audio, rooms.Video},
	}, nil
}

func (o *ours) serve(ctx context.Context, conn *lines) {
	frame, err := conn.read()
	if err != nil {
		return
	}
	first, err := rooms.Parse(frame)
	if err != nil {
		return
	}
	peer, err := o.engine.Enter(ctx, o, first, conn)
	if err != nil {
		fmt.Fprintln(os.Stderr, "refused:", err)
		return
	}
	for {
		if frame, err = conn.read(); err != nil {
			break
		}
		if peer.Handle(ctx, frame) != nil {
			break
		}
	}
	peer.Detach()
	conn.close()
	peer.Wait()
}
