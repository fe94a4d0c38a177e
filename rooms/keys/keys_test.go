package keys

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"errors"
	"net"
	"testing"
	"time"

	"github.com/pion/dtls/v3"
	"github.com/pion/dtls/v3/pkg/crypto/selfsign"
	"github.com/pion/srtp/v3"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func certificate(t testing.TB) tls.Certificate {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	c, err := selfsign.SelfSign(key)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func socket(t testing.TB) *net.UDPConn {
	t.Helper()
	c, err := net.ListenUDP("udp4", &net.UDPAddr{IP: net.IPv4(127, 0, 0, 1)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() })
	return c
}

func TestTheKeysAreThoseOfTheHandshake(t *testing.T) {
	gcm, cm := dtls.SRTP_AEAD_AES_128_GCM, dtls.SRTP_AES128_CM_HMAC_SHA1_80
	rows := map[string]struct {
		suite   dtls.CipherSuiteID
		profile dtls.SRTPProtectionProfile
		want    srtp.ProtectionProfile
	}{
		"GCM under SHA-256":     {dtls.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, gcm, srtp.ProtectionProfileAeadAes128Gcm},
		"GCM under SHA-384":     {dtls.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384, gcm, srtp.ProtectionProfileAeadAes128Gcm},
		"CM under CBC and SHA1": {dtls.TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA, cm, srtp.ProtectionProfileAes128CmHmacSha1_80},
		"CM under CCM":          {dtls.TLS_ECDHE_ECDSA_WITH_AES_128_CCM, cm, srtp.ProtectionProfileAes128CmHmacSha1_80},
	}
	for name, row := range rows {
		t.Run(name, func(t *testing.T) {
			var tap Tap
			if _, err := tap.Take(); !errors.Is(err, ErrUnknown) {
				t.Fatalf("before the handshake: %v", err)
			}
			a, b := socket(t), socket(t)
			shared := []dtls.Option{
				dtls.WithCipherSuites(row.suite), dtls.WithSRTPProtectionProfiles(row.profile), dtls.WithCertificates(certificate(t)),
				dtls.WithInsecureSkipVerify(true), dtls.WithExtendedMasterSecret(dtls.RequireExtendedMasterSecret),
			}
			var serving []dtls.ServerOption
			var dialing []dtls.ClientOption
			for _, o := range shared {
				serving, dialing = append(serving, o), append(dialing, o)
			}
			serving = append(serving, dtls.WithKeyLogWriter(&tap), dtls.WithServerHelloMessageHook(tap.hello))
			server, err := dtls.ServerWithOptions(a, b.LocalAddr(), serving...)
			if err != nil {
				t.Fatal(err)
			}
			client, err := dtls.ClientWithOptions(b, a.LocalAddr(), dialing...)
			if err != nil {
				t.Fatal(err)
			}
			ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
			defer cancel()
			done := make(chan error, 1)
			go func() { done <- server.HandshakeContext(ctx) }()
			if err := errors.Join(client.HandshakeContext(ctx), <-done); err != nil {
				t.Fatal(err)
			}
			state, ok := client.ConnectionState()
			if !ok {
				t.Fatal("no state")
			}
			want := srtp.Config{Profile: row.want}
			if err := want.ExtractSessionKeysFromDTLS(&state, true); err != nil {
				t.Fatal(err)
			}
			got, err := tap.Take()
			if err != nil {
				t.Fatal(err)
			}
			if got.Profile != row.want || !bytes.Equal(got.RemoteKey, want.Keys.LocalMasterKey) || !bytes.Equal(got.LocalKey, want.Keys.RemoteMasterKey) ||
				!bytes.Equal(got.RemoteSalt, want.Keys.LocalMasterSalt) || !bytes.Equal(got.LocalSalt, want.Keys.RemoteMasterSalt) {
				t.Error("the client has other keys")
			}
			if _, err := tap.Take(); !errors.Is(err, ErrUnknown) || tap.master != nil {
				t.Errorf("taken twice: %v", err)
			}
			if err := errors.Join(client.Close(), server.Close()); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestOnlyLinesOfTheKeyLogAreRead(t *testing.T) {
	rows := map[string]struct {
		line string
		ok   bool
	}{
		"of TLS 1.3":         {"CLIENT_TRAFFIC_SECRET_0 00 00\n", true},
		"nothing":            {"", true},
		"not hexadecimal":    {"CLIENT_RANDOM xy 00\n", false},
		"a secret not so":    {"CLIENT_RANDOM 00 0\n", false},
		"more than is known": {"CLIENT_RANDOM 00 00 00\n", true},
	}
	for name, row := range rows {
		var tap Tap
		if _, err := tap.Write([]byte(row.line)); (err == nil) != row.ok {
			t.Errorf("%s: %v", name, err)
		}
		if _, err := tap.Take(); !errors.Is(err, ErrUnknown) {
			t.Errorf("%s: keys out of nothing", name)
		}
	}
}

func BenchmarkTake(b *testing.B) {
	for b.Loop() {
		tap := Tap{server: make([]byte, 32), client: make([]byte, 32), master: make([]byte, 48), profile: dtls.SRTP_AEAD_AES_128_GCM}
		if _, err := tap.Take(); err != nil {
			b.Fatal(err)
		}
	}
}
