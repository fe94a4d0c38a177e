package relay

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"fmt"
	"math/big"
	"net"
	"os"
	"sync"
	"time"
)

// SelfSigned makes a certificate for a name or address that nobody vouches for: for trying out on one's own machine. Browsers take a
// relay with such a certificate only when they are told to.
func SelfSigned(host string, now time.Time) (func(*tls.ClientHelloInfo) (*tls.Certificate, error), error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, fmt.Errorf("make certificate: %w", err)
	}
	serial, err := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 120))
	if err != nil {
		return nil, fmt.Errorf("make certificate: %w", err)
	}
	template := &x509.Certificate{
		SerialNumber: serial, Subject: pkix.Name{CommonName: host}, NotBefore: now.AddDate(0, 0, -1), NotAfter: now.AddDate(1, 0, 0),
		KeyUsage: x509.KeyUsageDigitalSignature, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}, BasicConstraintsValid: true,
	}
	if ip := net.ParseIP(host); ip != nil {
		template.IPAddresses = []net.IP{ip}
	} else {
		template.DNSNames = []string{host}
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		return nil, fmt.Errorf("make certificate: %w", err)
	}
	c := &tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}
	return func(*tls.ClientHelloInfo) (*tls.Certificate, error) { return c, nil }, nil
}

// certificateAge is how long a certificate that was read is used before its files are looked at again.
const certificateAge = time.Minute

// FromFiles reads a certificate chain and its key in PEM, and again when the file has changed: a renewal needs no restart. A renewal
// that cannot be read leaves the one before in use.
func FromFiles(certificate, key string, now func() time.Time) (func(*tls.ClientHelloInfo) (*tls.Certificate, error), error) {
	pair, err := tls.LoadX509KeyPair(certificate, key)
	if err != nil {
		return nil, fmt.Errorf("read certificate: %w", err)
	}
	var mu sync.Mutex
	current, looked := &pair, now()
	var changed time.Time
	if info, err := os.Stat(certificate); err == nil {
		changed = info.ModTime()
	}
	return func(*tls.ClientHelloInfo) (*tls.Certificate, error) {
		mu.Lock()
		defer mu.Unlock()
		if now().Sub(looked) < certificateAge {
			return current, nil
		}
		looked = now()
		info, err := os.Stat(certificate)
		if err != nil || info.ModTime().Equal(changed) {
			return current, nil //nolint:nilerr // the one in use stays
		}
		if pair, err := tls.LoadX509KeyPair(certificate, key); err == nil {
			current, changed = &pair, info.ModTime()
		}
		return current, nil
	}, nil
}
