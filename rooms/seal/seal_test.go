package seal

import (
	"bytes"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"testing"

	"github.com/pion/rtp"
	"github.com/pion/srtp/v3"
)

var profiles = map[string]srtp.ProtectionProfile{
	"GCM": srtp.ProtectionProfileAeadAes128Gcm, "CM": srtp.ProtectionProfileAes128CmHmacSha1_80,
}

func secrets(t testing.TB, p srtp.ProtectionProfile) (key, salt []byte) {
	t.Helper()
	n, err := p.SaltLen()
	if err != nil {
		t.Fatal(err)
	}
	return bytes.Repeat([]byte{7}, 16), bytes.Repeat([]byte{9}, n)
}

func packet(t testing.TB, sequence uint16, payload int, extension bool) ([]byte, int) {
	t.Helper()
	p := rtp.Packet{Header: rtp.Header{Version: 2, SSRC: 0xdeadbeef, SequenceNumber: sequence, PayloadType: 96}, Payload: bytes.Repeat([]byte{byte(sequence)}, payload)}
	if extension {
		if err := p.SetExtension(5, []byte{1, 2}); err != nil {
			t.Fatal(err)
		}
	}
	b, err := p.Marshal()
	if err != nil {
		t.Fatal(err)
	}
	return append(make([]byte, 0, len(b)+Overhead), b...), len(b) - payload
}

func TestDerivationIsThatOfTheStandard(t *testing.T) {
	// RFC 3711 appendix B.3.
	key, _ := hex.DecodeString("E1F97A0D3E018BE0D64FA32C06DE4139")
	salt, _ := hex.DecodeString("0EC675AD498AFEEBB6960B3AABE6")
	rows := map[string]struct {
		label byte
		want  string
	}{
		"cipher key":  {0, "c61e7a93744f39ee10734afe3ff7a087"},
		"cipher salt": {2, "30cbbc08863d8c85d49db34a9ae1"},
		"auth key":    {1, "cebe321f6ff7716b6fd4ab49af256a15"},
	}
	for name, row := range rows {
		got, err := derive(key, salt, row.label, len(row.want)/2)
		if err != nil || hex.EncodeToString(got) != row.want {
			t.Errorf("%s: %x %v", name, got, err)
		}
	}
}

func TestOthersCanOpenWhatIsSealedAndTheOtherWayRound(t *testing.T) {
	for name, profile := range profiles {
		t.Run(name, func(t *testing.T) {
			key, salt := secrets(t, profile)
			ours, err := New(profile, key, salt)
			if err != nil {
				t.Fatal(err)
			}
			out, err := srtp.CreateContext(key, salt, profile)
			if err != nil {
				t.Fatal(err)
			}
			in, err := srtp.CreateContext(key, salt, profile)
			if err != nil {
				t.Fatal(err)
			}
			var sent Window
			for i := range uint64(140_000) { // over the end of the sequence numbers, twice
				if i > 100 && i%997 != 0 && i%65536 > 3 && i%65536 < 65533 {
					continue
				}
				index := i + 10
				plain, header := packet(t, uint16(index), int(i%1200), i%2 == 0)
				want := bytes.Clone(plain)
				sealed, err := ours.Seal(plain, header, index, &sent)
				if err != nil {
					t.Fatal(err)
				}
				got, err := in.DecryptRTP(nil, sealed, nil)
				if err != nil || !bytes.Equal(got, want) {
					t.Fatalf("packet %d: %v", index, err)
				}
				theirs, err := out.EncryptRTP(nil, want, nil)
				if err != nil {
					t.Fatal(err)
				}
				if !bytes.Equal(theirs, sealed) {
					t.Fatalf("packet %d: theirs differs", index)
				}
				if _, err := ours.Open(bytes.Clone(theirs), header, index+1<<16); !errors.Is(err, ErrForged) {
					t.Fatalf("opened under another index: %v", err)
				}
				got, err = ours.Open(theirs, header, index)
				if err != nil || !bytes.Equal(got, want) {
					t.Fatalf("open packet %d: %v", index, err)
				}
			}
		})
	}
}

func TestNoNonceIsUsedTwice(t *testing.T) {
	for name, profile := range profiles {
		key, salt := secrets(t, profile)
		c, err := New(profile, key, salt)
		if err != nil {
			t.Fatal(err)
		}
		var sent Window
		seal := func(index uint64, w *Window) ([]byte, error) {
			p, header := packet(t, uint16(index), 100, false)
			return c.Seal(p, header, index, w)
		}
		first, err := seal(5, &sent)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := seal(5, &sent); !errors.Is(err, ErrReused) {
			t.Errorf("%s: %v", name, err)
		}
		again, err := seal(5, nil)
		if err != nil || !bytes.Equal(first, again) {
			t.Errorf("%s: the repetition differs: %v", name, err)
		}
	}
}

func TestTheWindowKnowsWhatItHasSeen(t *testing.T) {
	rows := map[string]struct {
		seen  []uint64
		index uint64
		fresh bool
	}{
		"the first":                     {nil, 0, true},
		"the next":                      {[]uint64{1}, 2, true},
		"twice":                         {[]uint64{1}, 1, false},
		"late":                          {[]uint64{1, 3}, 2, true},
		"late and twice":                {[]uint64{1, 3, 2}, 2, false},
		"too old to tell":               {[]uint64{5000}, 3000, false},
		"as old as can be told":         {[]uint64{5000}, 5000 - windowBits + 65, true},
		"seen, as old as can be told":   {[]uint64{5000 - windowBits + 65, 5000}, 5000 - windowBits + 65, false},
		"after a leap":                  {[]uint64{1, 1 << 40}, 1<<40 - 1, true},
		"the same place, a round later": {[]uint64{64, 64 + windowBits}, 64 + windowBits - 1, true},
	}
	for name, row := range rows {
		var w Window
		for _, i := range row.seen {
			if !w.Take(i) {
				t.Fatalf("%s: %d was not taken", name, i)
			}
		}
		if w.Fresh(row.index) != row.fresh || w.Take(row.index) != row.fresh {
			t.Errorf("%s: not %v", name, row.fresh)
		}
	}
}

func TestBadPacketsAreRefused(t *testing.T) {
	for name, profile := range profiles {
		key, salt := secrets(t, profile)
		c, err := New(profile, key, salt)
		if err != nil {
			t.Fatal(err)
		}
		for _, n := range []int{0, 11, 12, 13, 21, 27} {
			if _, err := c.Open(make([]byte, n), 12, 0); err == nil {
				t.Errorf("%s: %d bytes were opened", name, n)
			}
		}
		if _, err := c.Seal(make([]byte, 20), 12, 0, nil); err == nil {
			t.Errorf("%s: sealed without room", name)
		}
		if _, err := c.Seal(make([]byte, 8, 100), 12, 0, nil); err == nil {
			t.Errorf("%s: sealed without a header", name)
		}
	}
	if _, err := New(srtp.ProtectionProfileAeadAes256Gcm, make([]byte, 32), make([]byte, 12)); err == nil {
		t.Error("a profile that is not carried")
	}
	if _, err := New(srtp.ProtectionProfileAeadAes128Gcm, make([]byte, 4), nil); err == nil {
		t.Error("a key that is none")
	}
}

func FuzzOpen(f *testing.F) {
	f.Add([]byte{0x80, 96, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3}, uint64(1), 12)
	ciphers := map[string]*Cipher{}
	for name, profile := range profiles {
		key, salt := secrets(f, profile)
		c, err := New(profile, key, salt)
		if err != nil {
			f.Fatal(err)
		}
		ciphers[name] = c
	}
	f.Fuzz(func(t *testing.T, b []byte, index uint64, header int) {
		for name, c := range ciphers {
			if _, err := c.Open(bytes.Clone(b), header, index); err == nil {
				t.Errorf("%s: opened %x", name, b)
			}
		}
	})
}

func BenchmarkSeal(b *testing.B) {
	for name, profile := range profiles {
		for _, size := range []int{100, 1200} {
			b.Run(fmt.Sprintf("%s/%d", name, size), func(b *testing.B) {
				key, salt := secrets(b, profile)
				c, err := New(profile, key, salt)
				if err != nil {
					b.Fatal(err)
				}
				buf := make([]byte, 12+size, 12+size+Overhead)
				var sent Window
				index := uint64(0)
				b.ReportAllocs()
				b.SetBytes(int64(size))
				for b.Loop() {
					index++
					binary.BigEndian.PutUint16(buf[2:], uint16(index))
					if _, err := c.Seal(buf, 12, index, &sent); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}
