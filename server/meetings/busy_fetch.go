package meetings

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"syscall"
	"time"

	"fairground/server/problem"
)

// Bounds of a calendar that is fetched.
const (
	calendarTimeout   = 5 * time.Second
	calendarBytes     = 2 << 20
	calendarRedirects = 3
)

// Codes of what can be wrong with a calendar, as the person reads them.
const (
	calendarUnreachable = "calendar_unreachable"
	calendarPrivate     = "calendar_address_private"
	calendarTooLarge    = "calendar_too_large"
	calendarUnreadable  = "calendar_unreadable"
)

// webCalendars fetches calendars from the web. An address comes from a stranger: it must not reach what only this machine
// can (server-side request forgery), so every connection is judged by the address that is really dialled, after the name was
// resolved and again after each redirect.
type webCalendars struct{ client *http.Client }

// newWebCalendars returns a fetcher that connects to the addresses that allow admits, trusting the roots; nil are the
// system's.
func newWebCalendars(allow func(netip.AddrPort) bool, roots *x509.CertPool) webCalendars {
	dialer := &net.Dialer{Control: func(_, address string, _ syscall.RawConn) error {
		to, err := netip.ParseAddrPort(address)
		if err != nil || !allow(to) {
			return problem.New(problem.Invalid, calendarPrivate, "the address is not in the public internet")
		}
		return nil
	}}
	return webCalendars{&http.Client{
		Transport: &http.Transport{
			// Proxy stays nil: behind a proxy the addresses that are dialled would be the proxy's.
			DialContext: dialer.DialContext, DisableKeepAlives: true, MaxResponseHeaderBytes: 64 << 10,
			TLSClientConfig: &tls.Config{RootCAs: roots, MinVersion: tls.VersionTLS12},
		},
		CheckRedirect: func(next *http.Request, via []*http.Request) error {
			if len(via) > calendarRedirects {
				return problem.Newf(problem.Invalid, calendarUnreachable, "more than %d redirects", calendarRedirects)
			}
			if next.URL.Scheme != "https" {
				return problem.New(problem.Invalid, calendarUnreachable, "a redirect leaves https")
			}
			next.Header.Del("Referer") // the address is a secret of the person, and the next host another
			return nil
		},
	}}
}

// Read fetches what stands at an address.
func (w webCalendars) Read(ctx context.Context, address string) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, calendarTimeout)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, http.NoBody)
	if err != nil {
		return nil, problem.New(problem.Invalid, calendarUnreachable, "this is no address")
	}
	req.Header.Set("Accept", "text/calendar")
	req.Header.Set("User-Agent", "Fairground")
	res, err := w.client.Do(req)
	if err != nil {
		return nil, unreachable(err)
	}
	raw, err := readAll(res)
	if err == nil && ctx.Err() != nil {
		err = unreachable(ctx.Err()) // what was cut off can look like an end
	}
	if closeErr := res.Body.Close(); err == nil && closeErr != nil {
		err = unreachable(closeErr)
	}
	return raw, err
}

func readAll(res *http.Response) ([]byte, error) {
	if res.StatusCode != http.StatusOK {
		return nil, problem.Newf(problem.Invalid, calendarUnreachable, "the calendar answers with status %d", res.StatusCode)
	}
	// The bound holds for what was unpacked, too: the transport unpacks before this reads.
	raw, err := io.ReadAll(io.LimitReader(res.Body, calendarBytes+1))
	switch {
	case err != nil:
		return nil, unreachable(err)
	case len(raw) > calendarBytes:
		return nil, problem.Newf(problem.TooLarge, calendarTooLarge, "the calendar has more than %d bytes", calendarBytes)
	}
	return raw, nil
}

// unreachable keeps the problem that a dial or redirect was refused with. The words of other errors are dropped: they name
// the address, which is the person's secret, and what answers at addresses inside.
func unreachable(err error) error {
	var known *problem.Problem
	if errors.As(err, &known) {
		return known
	}
	words := "the calendar cannot be reached"
	if errors.Is(err, context.DeadlineExceeded) {
		words = fmt.Sprintf("the calendar did not answer within %s", calendarTimeout)
	}
	return problem.New(problem.Unavailable, calendarUnreachable, words)
}

// public reports whether an address belongs to somebody in the public internet.
func public(to netip.AddrPort) bool {
	ip := to.Addr().Unmap()
	if !ip.IsGlobalUnicast() || ip.IsPrivate() || ip.Zone() != "" {
		return false // loopback, link-local, multicast, unspecified, RFC 1918, unique local
	}
	for _, block := range strings.Fields(reserved) {
		if netip.MustParsePrefix(block).Contains(ip) {
			return false
		}
	}
	return true
}

// reserved are blocks that look like ordinary addresses and are none (IANA special-purpose registries, RFC 6890): this
// network, carriers' NAT, protocol assignments, documentation, benchmarks, former class E; and for IPv6 those that carry an
// IPv4 address within (NAT64, Teredo, 6to4), which might be a private one.
const reserved = `0.0.0.0/8 100.64.0.0/10 192.0.0.0/24 192.0.2.0/24 192.88.99.0/24 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 240.0.0.0/4
	::/96 64:ff9b::/96 64:ff9b:1::/48 100::/64 2001::/23 2001:db8::/32 2002::/16 3fff::/20 5f00::/16 fec0::/10`
