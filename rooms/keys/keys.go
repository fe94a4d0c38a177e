// Package keys learns the SRTP keys of a DTLS handshake through the hooks that a webrtc.SettingEngine offers to everybody: the key log
// gives the master secret, the hello hook the server's random value, and RFC 5705 the rest. So media can be encrypted and decrypted
// beside pion, with the very keys pion uses.
//
// It knows handshakes of DTLS 1.2 in which this side is the server. It does not know connections, packets or who is at the other
// end, and it keeps no secret longer than until it is asked for once.
package keys

import (
	"bytes"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"sync"

	"github.com/pion/dtls/v3"
	"github.com/pion/dtls/v3/pkg/crypto/prf"
	"github.com/pion/dtls/v3/pkg/protocol/extension"
	"github.com/pion/dtls/v3/pkg/protocol/handshake"
	"github.com/pion/srtp/v3"
	"github.com/pion/webrtc/v4"
)

// ErrUnknown is returned when the handshake has not been seen whole: this side was the client, it is not finished, or the keys have
// been taken already.
var ErrUnknown = errors.New("the handshake's keys are not known")

// Keys are those of one connection, as the DTLS server sees them: it writes with Local and reads with Remote.
type Keys struct {
	Profile               srtp.ProtectionProfile
	LocalKey, LocalSalt   []byte
	RemoteKey, RemoteSalt []byte
}

// Tap listens to one handshake. The zero value is ready.
type Tap struct {
	mu      sync.Mutex
	server  []byte
	client  []byte
	master  []byte
	suite   dtls.CipherSuiteID
	profile dtls.SRTPProtectionProfile
}

// Attach puts the tap into the settings of one peer connection, which must not be used for another.
func (t *Tap) Attach(settings *webrtc.SettingEngine) {
	settings.SetDTLSKeyLogWriter(t)
	settings.SetDTLSServerHelloMessageHook(t.hello)
}

// hello notes what the server chose; the message goes out as it is.
func (t *Tap) hello(m handshake.MessageServerHello) handshake.Message {
	t.mu.Lock()
	defer t.mu.Unlock()
	random := m.Random.MarshalFixed()
	t.server = bytes.Clone(random[:])
	if m.CipherSuiteID != nil {
		t.suite = dtls.CipherSuiteID(*m.CipherSuiteID)
	}
	for _, e := range m.Extensions {
		if use, ok := e.(*extension.UseSRTP); ok && len(use.ProtectionProfiles) == 1 {
			t.profile = use.ProtectionProfiles[0]
		}
	}
	return &m
}

var clientRandom = []byte("CLIENT_RANDOM")

// Write takes a line of the NSS key log: "CLIENT_RANDOM <random> <master secret>", both in hexadecimal digits.
func (t *Tap) Write(line []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	fields := bytes.Fields(line)
	if len(fields) != 3 || !bytes.Equal(fields[0], clientRandom) {
		return len(line), nil // of another version of TLS
	}
	random, secret := make([]byte, hex.DecodedLen(len(fields[1]))), make([]byte, hex.DecodedLen(len(fields[2])))
	if _, err := hex.Decode(random, fields[1]); err != nil {
		return 0, errors.New("read key log: the random value is not hexadecimal")
	}
	if _, err := hex.Decode(secret, fields[2]); err != nil {
		return 0, errors.New("read key log: the secret is not hexadecimal")
	}
	t.client, t.master = random, secret
	return len(line), nil
}

// Take derives the keys, once; afterwards the secret is forgotten. Call it when the handshake is known to be over and the other
// side's certificate verified: the secret is there earlier.
func (t *Tap) Take() (Keys, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if len(t.server) == 0 || len(t.client) == 0 || len(t.master) == 0 {
		return Keys{}, ErrUnknown
	}
	defer t.forget()
	profile, err := profileOf(t.profile)
	if err != nil {
		return Keys{}, err
	}
	config := srtp.Config{Profile: profile}
	if err := config.ExtractSessionKeysFromDTLS(exporter{t}, false); err != nil {
		return Keys{}, fmt.Errorf("derive SRTP keys: %w", err)
	}
	return Keys{
		Profile: profile, LocalKey: config.Keys.LocalMasterKey, LocalSalt: config.Keys.LocalMasterSalt,
		RemoteKey: config.Keys.RemoteMasterKey, RemoteSalt: config.Keys.RemoteMasterSalt,
	}, nil
}

func (t *Tap) forget() {
	clear(t.master)
	t.server, t.client, t.master = nil, nil, nil
}

// exporter implements srtp.KeyingMaterialExporter while the tap's lock is held.
type exporter struct{ tap *Tap }

// ExportKeyingMaterial is RFC 5705 section 4 without a context, with the pseudorandom function of the cipher suite (RFC 5246 section 5).
func (e exporter) ExportKeyingMaterial(label string, context []byte, length int) ([]byte, error) {
	if len(context) != 0 {
		return nil, errors.New("export keying material: a context is not used here")
	}
	seed := append(append([]byte(label), e.tap.client...), e.tap.server...)
	return prf.PHash(e.tap.master, seed, length, hashOf(e.tap.suite))
}

// hashOf is the hash of a suite's pseudorandom function: SHA-256 unless the suite names another (RFC 5246 section 5).
func hashOf(suite dtls.CipherSuiteID) func() hash.Hash {
	switch suite { //nolint:exhaustive // all others use SHA-256
	case dtls.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384, dtls.TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384:
		return sha512.New384
	default:
		return sha256.New
	}
}

func profileOf(p dtls.SRTPProtectionProfile) (srtp.ProtectionProfile, error) {
	switch p { //nolint:exhaustive // the others are not offered
	case dtls.SRTP_AEAD_AES_128_GCM:
		return srtp.ProtectionProfileAeadAes128Gcm, nil
	case dtls.SRTP_AES128_CM_HMAC_SHA1_80:
		return srtp.ProtectionProfileAes128CmHmacSha1_80, nil
	default:
		return 0, ErrUnknown
	}
}
