package notify

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"log/slog"
	"math/big"
	"net"
	"net/mail"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"

	"fairground/server/db"
	"fairground/server/db/dbtest"
	"fairground/server/problem"
)

// office is a mail server on this machine that keeps what it takes over.
type office struct {
	server *smtp.Server
	at     *net.TCPAddr
	pool   *x509.CertPool
	gone   chan struct{} // closed with the server

	mu       sync.Mutex
	received []letter
	hung     bool
	replies  []reply // what becomes of the next letters, in order; taken over when there are none
}

type letter struct {
	from, to string
	data     []byte
}

// reply is what the server does to one letter.
type reply struct {
	at  string // "mail", "rcpt", "data", "cut" in the middle of the letter, "lost" after all of it but before the answer, "hang" without one
	err error
}

// certificate is one for 127.0.0.1 that nobody else believes.
func certificate(t *testing.T) (tls.Certificate, *x509.CertPool) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, BasicConstraintsValid: true, IsCA: true, KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	parsed, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	pool := x509.NewCertPool()
	pool.AddCert(parsed)
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, pool
}

// openOffice starts a mail server. way is how it protects itself; password, if not empty, is what "fair" signs in with.
func openOffice(t *testing.T, way, password string) *office {
	t.Helper()
	o := &office{gone: make(chan struct{})}
	cert, pool := certificate(t)
	o.pool = pool
	o.server = smtp.NewServer(smtp.BackendFunc(func(c *smtp.Conn) (smtp.Session, error) {
		return &clerk{office: o, conn: c, password: password, known: password == ""}, nil
	}))
	o.server.Domain, o.server.AllowInsecureAuth = "127.0.0.1", way == NoTLS
	o.server.ErrorLog = discard{}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	o.at = listener.Addr().(*net.TCPAddr)
	config := &tls.Config{Certificates: []tls.Certificate{cert}, MinVersion: tls.VersionTLS12}
	switch way {
	case StartTLS:
		o.server.TLSConfig = config
	case ImplicitTLS:
		listener = tls.NewListener(listener, config)
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		if err := o.server.Serve(listener); err != nil && !errors.Is(err, smtp.ErrServerClosed) {
			t.Errorf("mail server: %v", err)
		}
	}()
	t.Cleanup(func() {
		close(o.gone)
		_ = o.server.Close()
		<-done
	})
	return o
}

type discard struct{}

func (discard) Printf(string, ...any) {}
func (discard) Println(...any)        {}

// reach is the office as the program is told of it.
func (o *office) reach(way, user, password string) *Server {
	return &Server{
		Host: "127.0.0.1", Port: o.at.Port, TLS: way, User: user, Password: password, roots: o.pool,
		From: mail.Address{Name: "The Fair · 展会", Address: "fair@fair.example"},
	}
}

func (o *office) letters() []letter {
	o.mu.Lock()
	defer o.mu.Unlock()
	return append([]letter(nil), o.received...)
}

// answer is what the script says for a stage, and moves on in it.
func (o *office) answer(stage string) (reply, bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if len(o.replies) == 0 || o.replies[0].at != stage {
		return reply{}, false
	}
	r := o.replies[0]
	o.replies = o.replies[1:]
	return r, true
}

// clerk serves one connection.
type clerk struct {
	office   *office
	conn     *smtp.Conn
	password string
	known    bool
	from, to string
}

func (c *clerk) AuthMechanisms() []string {
	if c.password == "" {
		return nil
	}
	return []string{sasl.Plain}
}

func (c *clerk) Auth(string) (sasl.Server, error) {
	return sasl.NewPlainServer(func(_, user, password string) error {
		if user != "fair" || password != c.password {
			return &smtp.SMTPError{Code: 535, EnhancedCode: smtp.EnhancedCode{5, 7, 8}, Message: "wrong password"}
		}
		c.known = true
		return nil
	}), nil
}

func (c *clerk) Mail(from string, _ *smtp.MailOptions) error {
	if !c.known {
		return smtp.ErrAuthRequired
	}
	c.from = from
	if r, ok := c.office.answer("mail"); ok {
		return r.err
	}
	return nil
}

func (c *clerk) Rcpt(to string, _ *smtp.RcptOptions) error {
	c.to = to
	if r, ok := c.office.answer("rcpt"); ok {
		return r.err
	}
	return nil
}

func (c *clerk) Data(r io.Reader) error {
	if _, ok := c.office.answer("cut"); ok {
		_, _ = io.ReadFull(r, make([]byte, 40))
		return c.conn.Conn().Close()
	}
	data, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	if r, ok := c.office.answer("data"); ok {
		return r.err
	}
	if _, ok := c.office.answer("hang"); ok {
		c.office.mu.Lock()
		c.office.hung = true
		c.office.mu.Unlock()
		<-c.office.gone
		return errBusy()
	}
	c.office.mu.Lock()
	c.office.received = append(c.office.received, letter{c.from, c.to, data})
	c.office.mu.Unlock()
	if _, ok := c.office.answer("lost"); ok {
		return c.conn.Conn().Close()
	}
	return nil
}

func (c *clerk) Reset()        {}
func (c *clerk) Logout() error { return nil }

// people are those whom tests write to.
type people map[string]Address

func (p people) Address(_ context.Context, person string) (Address, error) {
	if a, ok := p[person]; ok {
		return a, nil
	}
	return Address{}, problem.New(problem.NotFound, "person_not_found", "no such person")
}

// hand is a clock that is set by hand.
type hand struct {
	mu sync.Mutex
	at time.Time
}

func (h *hand) now() time.Time {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.at
}

func (h *hand) pass(d time.Duration) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.at = h.at.Add(d)
}

// noon is a time at which nobody sleeps in Berlin.
func noon() time.Time { return time.Date(2026, 11, 20, 11, 0, 0, 0, time.UTC) }

// fair is a service for tests with its clock at noon.
func fair(t *testing.T, d *db.DB, server *Server) (*Service, *hand) {
	t.Helper()
	clock := &hand{at: noon()}
	s, err := New(t.Context(), d, Options{
		People: people{"per_b": {Name: "Jana", Email: "jana@kino.example", Lang: "de", Zone: "Europe/Berlin"}},
		Base:   "https://fair.example", Server: server, Now: clock.now, Log: slog.New(slog.DiscardHandler),
	})
	if err != nil {
		t.Fatal(err)
	}
	return s, clock
}

func memory(t *testing.T) *db.DB {
	t.Helper()
	return dbtest.Memory(t)
}

// told is an entry that tells Jana of something.
func told(id, kind string, data map[string]string) db.OutboxEntry {
	return db.OutboxEntry{ID: id, Type: kind, At: noon(), By: "per_o", Entity: "mtg_1", Exhibition: "exh_1", To: []string{"per_b"}, Data: data}
}

func deliver(t *testing.T, s *Service, entries ...db.OutboxEntry) {
	t.Helper()
	for _, e := range entries {
		if err := s.Deliver(t.Context(), e); err != nil {
			t.Fatal(err)
		}
	}
}

func (s *Service) kept(t *testing.T, id string) Mail {
	t.Helper()
	m, err := s.store.mail(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// errBusy is what a server says that wants to be asked later.
func errBusy() error {
	return &smtp.SMTPError{Code: 451, EnhancedCode: smtp.EnhancedCode{4, 3, 0}, Message: "busy"}
}
