// Package seal encrypts and decrypts RTP packets in place, without allocation in the preferred profile, under an index that the
// caller keeps: SRTP (RFC 3711) with AES-128-GCM (RFC 7714) or AES-128 in counter mode with HMAC-SHA1.
//
// It knows packets and keys. It does not know where keys come from, nor connections, nor RTCP.
package seal

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/sha1" //nolint:gosec // HMAC-SHA1 is what RFC 3711 section 4.2.1 names
	"encoding/binary"
	"errors"
	"fmt"
	"hash"

	"github.com/pion/srtp/v3"
)

var (
	// ErrReused is returned instead of encrypting two packets under one nonce.
	ErrReused = errors.New("the index of the packet has been used")
	// ErrForged is returned for a packet that was not made with the key.
	ErrForged = errors.New("the packet is not authentic")
)

// Overhead is by how much a packet grows at most, in bytes.
const Overhead = 16

const tagSHA1 = 10 // HMAC-SHA1 truncated to 80 bits

// Cipher encrypts or decrypts with one master key. Not safe for concurrent use.
type Cipher struct {
	aead cipher.AEAD // nil: counter mode

	block cipher.Block
	mac   hash.Hash
	salt  [16]byte
	nonce [16]byte
	sum   []byte
}

// New derives the session keys of a master key and salt (RFC 3711 section 4.3; key derivation rate 0).
func New(profile srtp.ProtectionProfile, key, salt []byte) (*Cipher, error) {
	c := &Cipher{}
	session, err := derive(key, salt, 0, 16)
	if err != nil {
		return nil, err
	}
	if c.block, err = aes.NewCipher(session); err != nil {
		return nil, fmt.Errorf("make cipher: %w", err)
	}
	sessionSalt, err := derive(key, salt, 2, len(salt))
	if err != nil {
		return nil, err
	}
	copy(c.salt[:], sessionSalt)
	switch profile { //nolint:exhaustive // the others are not offered
	case srtp.ProtectionProfileAeadAes128Gcm:
		if c.aead, err = cipher.NewGCM(c.block); err != nil {
			return nil, fmt.Errorf("make GCM: %w", err)
		}
	case srtp.ProtectionProfileAes128CmHmacSha1_80:
		auth, err := derive(key, salt, 1, sha1.Size)
		if err != nil {
			return nil, err
		}
		c.mac = hmac.New(sha1.New, auth)
	default:
		return nil, fmt.Errorf("make cipher: profile %v is not carried", profile)
	}
	return c, nil
}

// derive is the key derivation of RFC 3711 section 4.3.3: AES in counter mode over zeros.
func derive(key, salt []byte, label byte, n int) ([]byte, error) {
	if len(key) != 16 || len(salt) > 14 {
		return nil, errors.New("derive session key: the master key has 16 bytes, the salt at most 14")
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, fmt.Errorf("derive session key: %w", err)
	}
	var counter [16]byte
	copy(counter[:], salt)
	counter[7] ^= label
	out := make([]byte, n)
	cipher.NewCTR(block, counter[:]).XORKeyStream(out, out)
	return out, nil
}

// iv puts the nonce of a packet into c.nonce: RFC 7714 section 8.1, or RFC 3711 section 4.1.1.
func (c *Cipher) iv(ssrc uint32, index uint64) {
	c.nonce = c.salt
	at := 2 // GCM: two zero bytes, SSRC, rollover counter, sequence number
	if c.aead == nil {
		at = 4 // counter mode: four zero bytes, SSRC, 48 bits of index, two bytes of block counter
	}
	word := func(i int, v uint32) {
		binary.BigEndian.PutUint32(c.nonce[i:], binary.BigEndian.Uint32(c.nonce[i:])^v)
	}
	word(at, ssrc)
	word(at+4, uint32(index>>16))     //nolint:gosec // the index has 48 bits
	c.nonce[at+8] ^= byte(index >> 8) //nolint:gosec // the low 16 bits
	c.nonce[at+9] ^= byte(index)      //nolint:gosec // likewise
}

// Seal encrypts a packet in place, of which header bytes are the header, and returns it with its tag; the slice must have a capacity
// of Overhead more bytes. index is the sequence number with 32 bits of rollover counter above it and must agree with the header.
// sent refuses an index that it has seen; nil is for a packet that is known to be byte by byte what was sealed before.
func (c *Cipher) Seal(packet []byte, header int, index uint64, sent *Window) ([]byte, error) {
	if header < 12 || header > len(packet) || cap(packet)-len(packet) < Overhead {
		return nil, errors.New("seal packet: it has no header or no room")
	}
	if sent != nil && !sent.Take(index) {
		return nil, ErrReused
	}
	c.iv(binary.BigEndian.Uint32(packet[8:]), index)
	if c.aead != nil {
		sealed := c.aead.Seal(packet[header:header], c.nonce[:12], packet[header:], packet[:header])
		return packet[:header+len(sealed)], nil
	}
	cipher.NewCTR(c.block, c.nonce[:]).XORKeyStream(packet[header:], packet[header:])
	return append(packet, c.tag(packet, index)...), nil
}

// Open checks and decrypts a packet in place and returns it without its tag. Replays are the caller's to find.
func (c *Cipher) Open(packet []byte, header int, index uint64) ([]byte, error) {
	if header < 12 || header > len(packet) {
		return nil, ErrForged
	}
	c.iv(binary.BigEndian.Uint32(packet[8:]), index)
	if c.aead != nil {
		plain, err := c.aead.Open(packet[header:header], c.nonce[:12], packet[header:], packet[:header])
		if err != nil {
			return nil, ErrForged
		}
		return packet[:header+len(plain)], nil
	}
	n := len(packet) - tagSHA1
	if n < header || !hmac.Equal(c.tag(packet[:n], index), packet[n:]) {
		return nil, ErrForged
	}
	cipher.NewCTR(c.block, c.nonce[:]).XORKeyStream(packet[header:n], packet[header:n])
	return packet[:n], nil
}

// tag authenticates packet and rollover counter (RFC 3711 section 4.2).
func (c *Cipher) tag(packet []byte, index uint64) []byte {
	var rollover [4]byte
	binary.BigEndian.PutUint32(rollover[:], uint32(index>>16)) //nolint:gosec // the index has 48 bits
	c.mac.Reset()
	_, _ = c.mac.Write(packet) // documented never to fail
	_, _ = c.mac.Write(rollover[:])
	c.sum = c.mac.Sum(c.sum[:0])
	return c.sum[:tagSHA1]
}

// windowBits is how far behind the newest index a packet may be.
const windowBits = 1024

// Window remembers which of the newest indices have been seen. The zero value has seen none.
type Window struct {
	started bool
	newest  uint64
	bits    [windowBits / 64]uint64
}

// Take marks an index as seen. It refuses one that was seen, or that is too old to tell.
func (w *Window) Take(index uint64) bool {
	if !w.Fresh(index) {
		return false
	}
	if !w.started || index > w.newest {
		w.advance(index)
	}
	w.bits[index/64%uint64(len(w.bits))] |= 1 << (index % 64)
	return true
}

// Fresh reports whether Take would take the index.
func (w *Window) Fresh(index uint64) bool {
	switch {
	case !w.started || index > w.newest:
		return true
	case w.newest-index >= windowBits-64:
		return false
	default:
		return w.bits[index/64%uint64(len(w.bits))]&(1<<(index%64)) == 0
	}
}

// advance forgets what falls out of the window. Words are cleared whole, which is why 64 of the bits are never relied on.
func (w *Window) advance(index uint64) {
	if !w.started || index-w.newest >= windowBits {
		clear(w.bits[:])
	} else {
		for word := w.newest/64 + 1; word <= index/64; word++ {
			w.bits[word%uint64(len(w.bits))] = 0
		}
	}
	w.started, w.newest = true, index
}
