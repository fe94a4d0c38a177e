package crash

import (
	"bytes"
	"encoding/binary"
	"io"
	"net"
	"sync"
	"testing"
)

// cut is where a connection ends at the chosen message: before the database gets it, in the middle of it, in the middle of
// the answer, or after the database has done it and before anybody hears of that.
type cut int

const (
	cutNever cut = iota
	cutBefore
	cutWithin
	cutAnswer
	cutAfter
)

func (c cut) String() string { return [...]string{"never", "before", "within", "answer", "after"}[c] }

// proxy stands between a driver and its database, counts the messages of the driver (its heartbeat aside) and cuts the
// connection at one of them, once.
type proxy struct {
	listener net.Listener
	target   string
	where    cut
	point    int // the message, counted from 1

	mu    sync.Mutex
	count int
	done  bool // the cut was made
	conns []net.Conn
	wg    sync.WaitGroup
}

func newProxy(t *testing.T, target string, where cut, point int) *proxy {
	t.Helper()
	l, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p := &proxy{listener: l, target: target, where: where, point: point}
	p.wg.Go(func() {
		for {
			client, err := l.Accept()
			if err != nil {
				return
			}
			p.wg.Go(func() { p.serve(client) })
		}
	})
	return p
}

func (p *proxy) uri() string {
	return "mongodb://" + p.listener.Addr().String() + "/?directConnection=true"
}

func (p *proxy) close() {
	_ = p.listener.Close()
	p.mu.Lock()
	for _, c := range p.conns {
		_ = c.Close()
	}
	p.mu.Unlock()
	p.wg.Wait()
}

// messages is how many were counted, and whether the cut was made.
func (p *proxy) messages() (n int, made bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.count, p.done
}

func (p *proxy) serve(client net.Conn) {
	database, err := net.Dial("tcp", p.target)
	if err != nil {
		_ = client.Close()
		return
	}
	p.mu.Lock()
	p.conns = append(p.conns, client, database)
	p.mu.Unlock()
	defer func() { _, _ = client.Close(), database.Close() }()
	for {
		question, err := message(client)
		if err != nil {
			return
		}
		where := p.next(question)
		switch where {
		case cutBefore:
			return
		case cutWithin:
			_, _ = database.Write(question[:len(question)/2])
			return
		default: // later, or never
		}
		if _, err := database.Write(question); err != nil {
			return
		}
		answer, err := message(database)
		switch {
		case err != nil || where == cutAfter:
			return
		case where == cutAnswer:
			answer = answer[:len(answer)/2]
		}
		if _, err := client.Write(answer); err != nil || where == cutAnswer {
			return
		}
	}
}

// next counts a message and says where to cut at it.
func (p *proxy) next(question []byte) cut {
	if bytes.Contains(question, []byte("hello\x00")) || bytes.Contains(question, []byte("helloOk\x00")) {
		return cutNever
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.count++
	if p.done || p.count != p.point {
		return cutNever
	}
	p.done = true
	return p.where
}

// message reads one message of the wire protocol: its length stands in its first four bytes.
func message(r io.Reader) ([]byte, error) {
	var head [4]byte
	if _, err := io.ReadFull(r, head[:]); err != nil {
		return nil, err
	}
	n := binary.LittleEndian.Uint32(head[:])
	if n < 16 || n > 48_000_000 {
		return nil, io.ErrUnexpectedEOF
	}
	b := make([]byte, n)
	copy(b, head[:])
	_, err := io.ReadFull(r, b[4:])
	return b, err
}
