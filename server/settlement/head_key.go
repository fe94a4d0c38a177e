package settlement

import (
	"crypto/ed25519"
	"crypto/rand"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
)

// The key that signs heads lies in a file of its own, never in the database whose past it vouches for. Both halves are PEM,
// as any tool for certificates writes and reads them (PKCS #8 and RFC 8410).

var errKey = errors.New("not an Ed25519 key in PEM")

const maxKeyBytes = 64 << 10

// LoadSigningKey reads the private key of a file. If there is no such file it makes one that only its owner may read, and
// beside it, under the same name with ".pub", the public key for those who verify.
func LoadSigningKey(path string) (ed25519.PrivateKey, error) {
	raw, err := os.ReadFile(path) //nolint:gosec // whoever starts the program names the file
	if errors.Is(err, fs.ErrNotExist) {
		return makeSigningKey(path)
	}
	if err != nil {
		return nil, fmt.Errorf("read signing key: %w", err)
	}
	block, _ := pem.Decode(raw)
	if block == nil || block.Type != "PRIVATE KEY" {
		return nil, fmt.Errorf("read signing key %s: %w", path, errKey)
	}
	parsed, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	if err != nil {
		return nil, fmt.Errorf("read signing key %s: %w", path, errors.Join(errKey, err))
	}
	key, ok := parsed.(ed25519.PrivateKey)
	if !ok {
		return nil, fmt.Errorf("read signing key %s: %w", path, errKey)
	}
	return key, nil
}

func makeSigningKey(path string) (ed25519.PrivateKey, error) {
	public, key, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		return nil, fmt.Errorf("make signing key: %w", err)
	}
	private, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return nil, fmt.Errorf("make signing key: %w", err)
	}
	open, err := x509.MarshalPKIXPublicKey(public)
	if err != nil {
		return nil, fmt.Errorf("make signing key: %w", err)
	}
	if err := writeNew(path, 0o600, &pem.Block{Type: "PRIVATE KEY", Bytes: private}); err != nil {
		return nil, err
	}
	// A public key of an earlier private one would mislead whoever verifies.
	if err := os.Remove(path + ".pub"); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("make signing key: %w", err)
	}
	if err := writeNew(path+".pub", 0o644, &pem.Block{Type: "PUBLIC KEY", Bytes: open}); err != nil {
		return nil, err
	}
	return key, nil
}

// writeNew writes a file that must not exist yet, and sees to it that it survives a crash.
func writeNew(path string, mode fs.FileMode, block *pem.Block) (err error) {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode) //nolint:gosec // whoever starts the program names the file
	if err != nil {
		return fmt.Errorf("write key: %w", err)
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	if err := pem.Encode(f, block); err != nil {
		return fmt.Errorf("write key: %w", err)
	}
	if err := f.Sync(); err != nil {
		return fmt.Errorf("write key: %w", err)
	}
	return nil
}

// ReadPublicKey reads the public key that heads are verified with.
func ReadPublicKey(r io.Reader) (ed25519.PublicKey, error) {
	raw, err := io.ReadAll(io.LimitReader(r, maxKeyBytes))
	if err != nil {
		return nil, fmt.Errorf("read public key: %w", err)
	}
	block, _ := pem.Decode(raw)
	if block == nil || block.Type != "PUBLIC KEY" {
		return nil, fmt.Errorf("read public key: %w", errKey)
	}
	parsed, err := x509.ParsePKIXPublicKey(block.Bytes)
	if err != nil {
		return nil, fmt.Errorf("read public key: %w", errors.Join(errKey, err))
	}
	key, ok := parsed.(ed25519.PublicKey)
	if !ok {
		return nil, fmt.Errorf("read public key: %w", errKey)
	}
	return key, nil
}
