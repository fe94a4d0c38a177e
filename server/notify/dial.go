package notify

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"syscall"
	"time"
)

// errPrivate says that an address belongs to no public network.
var errPrivate = errors.New("the address is not a public one")

// public reports whether an address may be reached on behalf of a stranger: no loopback, private, link-local, shared
// (RFC 6598), translated (RFC 6052, RFC 3056) or documentation address, and no multicast.
func public(a netip.Addr) bool {
	a = a.Unmap()
	if !a.IsGlobalUnicast() || a.IsPrivate() {
		return false
	}
	for _, net := range reserved() {
		if net.Contains(a) {
			return false
		}
	}
	return true
}

func reserved() []netip.Prefix {
	var list []netip.Prefix
	for _, text := range []string{
		"0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "192.0.2.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "240.0.0.0/4",
		"64:ff9b::/96", "64:ff9b:1::/48", "2001::/23", "2001:db8::/32", "2002::/16", "fec0::/10",
	} {
		list = append(list, netip.MustParsePrefix(text))
	}
	return list
}

// checkEndpoint refuses an endpoint of a push service that is no https URL or names a private place outright. What its
// name leads to is seen when it is dialled.
func checkEndpoint(endpoint string) error {
	u, err := url.Parse(endpoint)
	if err != nil || u.Scheme != "https" || u.User != nil || u.Hostname() == "" {
		return errors.New("must be an https URL")
	}
	host := strings.ToLower(strings.TrimSuffix(u.Hostname(), "."))
	if a, err := netip.ParseAddr(host); err == nil {
		if !public(a) {
			return errPrivate
		}
		return nil
	}
	if !strings.Contains(host, ".") {
		return errPrivate
	}
	for _, suffix := range []string{".localhost", ".local", ".internal", ".home.arpa", ".lan"} {
		if strings.HasSuffix(host, suffix) {
			return errPrivate
		}
	}
	return nil
}

// pushTime is how long a push service may take for one message.
const pushTime = 10 * time.Second

// pushClient reaches public addresses only, checked after the name was resolved, and follows no redirect. Tests hand in
// certificates to believe, and may let it reach inside: this machine.
func pushClient(roots *x509.CertPool, inside bool) *http.Client {
	dialer := &net.Dialer{Timeout: pushTime}
	if !inside {
		dialer.Control = func(_, address string, _ syscall.RawConn) error {
			a, err := netip.ParseAddrPort(address)
			if err != nil || !public(a.Addr()) {
				return errPrivate
			}
			return nil
		}
	}
	return &http.Client{
		Timeout:       pushTime,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		Transport: &http.Transport{
			DialContext: dialer.DialContext, TLSClientConfig: &tls.Config{RootCAs: roots, MinVersion: tls.VersionTLS12},
			ForceAttemptHTTP2: true, TLSHandshakeTimeout: pushTime, IdleConnTimeout: time.Minute, MaxIdleConnsPerHost: 2,
		},
	}
}
