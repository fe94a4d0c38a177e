package notify

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/mail"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"time"

	gomail "github.com/wneessen/go-mail"
	"github.com/wneessen/go-mail/smtp"
)

// How the way to a mail server is protected.
const (
	StartTLS    = "starttls" // RFC 3207, never without
	ImplicitTLS = "implicit" // RFC 8314
	NoTLS       = "none"
)

// Server is a mail server that takes over what the program sends.
type Server struct {
	Host           string
	Port           int
	TLS            string
	User, Password string // empty: without authentication
	From           mail.Address
	roots          *x509.CertPool // nil: those of the machine
}

// ParseServer reads smtp://user:password@host:port?from=ADDRESS&tls=starttls|implicit|none. The port is 587 unless named,
// 465 with implicit TLS and 25 with none. The error never holds the password.
func ParseServer(text string) (*Server, error) {
	u, err := url.Parse(text)
	if err != nil {
		return nil, errors.New("must look like smtp://user:password@mail.example:587?from=fair@mail.example; a sign such as @ or / in the password is written %40 or %2F")
	}
	if u.Scheme != "smtp" || u.Hostname() == "" || u.Path != "" && u.Path != "/" {
		return nil, errors.New("must begin with smtp://host and have no path")
	}
	query := u.Query()
	s := &Server{Host: u.Hostname(), TLS: query.Get("tls"), User: u.User.Username()}
	s.Password, _ = u.User.Password()
	ports := map[string]int{StartTLS: 587, ImplicitTLS: 465, NoTLS: 25}
	if s.TLS == "" {
		s.TLS = StartTLS
	}
	var known bool
	if s.Port, known = ports[s.TLS]; !known {
		return nil, errors.New("tls is starttls, implicit or none")
	}
	if u.Port() != "" {
		if s.Port, err = strconv.Atoi(u.Port()); err != nil || s.Port < 1 || s.Port > 65535 {
			return nil, errors.New("the port is a number from 1 to 65535")
		}
	}
	from, err := mail.ParseAddress(query.Get("from"))
	if err != nil {
		return nil, errors.New("from is the address that mails come from, such as from=fair@mail.example")
	}
	s.From = *from
	if s.TLS == NoTLS && s.User != "" && !loopback(s.Host) {
		return nil, errors.New("with tls=none a password may only go to this machine")
	}
	return s, nil
}

func loopback(host string) bool {
	address, err := netip.ParseAddr(host)
	return host == "localhost" || err == nil && address.IsLoopback()
}

// String names the server without its password.
func (s *Server) String() string {
	words := map[string]string{StartTLS: "STARTTLS", ImplicitTLS: "TLS", NoTLS: "without TLS"}
	line := net.JoinHostPort(s.Host, strconv.Itoa(s.Port)) + ", " + words[s.TLS]
	if s.User != "" {
		line += ", signed in"
	}
	return line + ", from " + s.From.Address
}

// domain is the part of the sender's address behind the @: what the program calls itself.
func (s *Server) domain() string {
	_, domain, _ := strings.Cut(s.From.Address, "@")
	return domain
}

const (
	commandTime = 30 * time.Second // to connect, and to hand over one mail
	parting     = 3 * time.Second  // for the mail in hand when the program stops
)

// line is an open connection to a mail server.
type line struct {
	client  *gomail.Client
	session *smtp.Client
	conn    net.Conn
	release func() bool // from the program's end
}

// dial connects, protects the connection and signs in.
func (s *Server) dial(ctx context.Context) (*line, error) {
	l := &line{release: func() bool { return true }}
	config := &tls.Config{ServerName: s.Host, RootCAs: s.roots, MinVersion: tls.VersionTLS12}
	options := []gomail.Option{
		gomail.WithPort(s.Port), gomail.WithTimeout(commandTime), gomail.WithHELO(s.domain()), gomail.WithTLSConfig(config),
		gomail.WithDialContextFunc(func(dialing context.Context, network, address string) (net.Conn, error) {
			conn, err := (&net.Dialer{}).DialContext(dialing, network, address)
			if err != nil {
				return nil, err
			}
			l.conn = &leashed{Conn: conn, program: ctx}
			l.release = context.AfterFunc(ctx, func() { _ = conn.SetDeadline(time.Now().Add(parting)) }) // fails only on a closed one
			if s.TLS == ImplicitTLS {
				l.conn = tls.Client(l.conn, config)
			}
			return l.conn, nil
		}),
	}
	switch s.TLS {
	case StartTLS:
		options = append(options, gomail.WithTLSPolicy(gomail.TLSMandatory), gomail.WithPort(s.Port))
	case ImplicitTLS:
		options = append(options, gomail.WithSSL(), gomail.WithPort(s.Port))
	default:
		options = append(options, gomail.WithTLSPolicy(gomail.NoTLS), gomail.WithPort(s.Port))
	}
	if s.User != "" {
		options = append(options, gomail.WithUsername(s.User), gomail.WithPassword(s.Password),
			gomail.WithOpportunisticSMTPAuth(gomail.SMTPAuthSCRAMSHA256, gomail.SMTPAuthPlain, gomail.SMTPAuthLogin, gomail.SMTPAuthCramMD5))
	}
	var err error
	if l.client, err = gomail.NewClient(s.Host, options...); err != nil {
		return nil, fmt.Errorf("prepare the mail client: %w", err)
	}
	if l.session, err = l.client.DialToSMTPClientWithContext(ctx); err != nil {
		l.release()
		if l.conn != nil {
			err = errors.Join(err, l.conn.Close())
		}
		return nil, fmt.Errorf("connect to the mail server: %w", err)
	}
	return l, nil
}

// The ways in which one mail can fail for good. Everything else is tried again, above all what the operator can mend: a
// refused sender or password says nothing about the mail.
var (
	errRefused = errors.New("refused")
	errUnfit   = errors.New("cannot be sent")
)

// send hands a mail over. alive reports whether the line can take another.
func (l *line) send(m *gomail.Msg) (alive bool, err error) {
	err = l.client.SendWithSMTPClient(l.session, m)
	if err == nil || m.IsDelivered() { // an RSET that fails afterwards takes nothing back
		return err == nil, nil
	}
	var said *gomail.SendError
	if !errors.As(err, &said) {
		return false, err
	}
	code := said.ErrorCode()
	about := said.Reason == gomail.ErrSMTPRcptTo || said.Reason == gomail.ErrSMTPData || said.Reason == gomail.ErrSMTPDataClose
	if about && code >= 500 && code != 530 && code != 535 {
		err = fmt.Errorf("%w: %w", errRefused, err)
	}
	return code > 0 && code != 421, err // 421: the server hangs up
}

// close says goodbye. What was taken over stays taken over, whatever the answer.
func (l *line) close() {
	l.release()
	if l.client.CloseWithSMTPClient(l.session) != nil {
		_ = l.conn.Close()
	}
}

// Try connects to the server and signs in, and sends nothing.
func (s *Server) Try(ctx context.Context) error {
	l, err := s.dial(ctx)
	if err != nil {
		return err
	}
	l.close()
	return nil
}

// leashed is a connection that outlives the program by seconds at most, also if the mail client sets a longer deadline when
// the program has ended already.
type leashed struct {
	net.Conn
	program context.Context //nolint:containedctx // the connection belongs to one run of the program
}

func (c *leashed) SetDeadline(t time.Time) error {
	if last := time.Now().Add(parting); c.program.Err() != nil && t.After(last) {
		t = last
	}
	return c.Conn.SetDeadline(t)
}
