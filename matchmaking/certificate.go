package matchmaking

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// ErrBadCertificate says that a file is not a certificate.
var ErrBadCertificate = errors.New("not a certificate")

// MaxCertificateBytes is how long a certificate may be.
const MaxCertificateBytes = 256 << 20

// certificateFormat names the format in the file.
const certificateFormat = "fairground-schedule/1"

// Certificate is what an organizer hands out: the problem, the answer and the proof, for Verify in anybody's hands.
type Certificate struct {
	Format   string   `json:"format"`
	Problem  Problem  `json:"problem"`
	Schedule Schedule `json:"schedule"`
	Proof    Proof    `json:"proof"`
}

// WriteCertificate writes a certificate as JSON.
func WriteCertificate(w io.Writer, p Problem, s Schedule, proof Proof) error {
	out := json.NewEncoder(w)
	out.SetIndent("", " ")
	if err := out.Encode(Certificate{certificateFormat, p, s, proof}); err != nil {
		return fmt.Errorf("write certificate: %w", err)
	}
	return nil
}

// ReadCertificate reads what WriteCertificate wrote, and refuses what a strange or mutilated file says: unknown fields, more
// than one value, a problem that Validate refuses. It does not verify. The error wraps ErrBadCertificate.
func ReadCertificate(r io.Reader) (Certificate, error) {
	limited := &io.LimitedReader{R: r, N: MaxCertificateBytes + 1}
	in := json.NewDecoder(limited)
	in.DisallowUnknownFields()
	var c Certificate
	if err := in.Decode(&c); err != nil {
		return Certificate{}, fmt.Errorf("%w: %w", ErrBadCertificate, err)
	}
	if _, err := in.Token(); !errors.Is(err, io.EOF) {
		return Certificate{}, fmt.Errorf("%w: something follows it, or it is too long", ErrBadCertificate)
	}
	if c.Format != certificateFormat {
		return Certificate{}, fmt.Errorf("%w: format %q", ErrBadCertificate, c.Format)
	}
	if err := c.Problem.Validate(); err != nil {
		return Certificate{}, fmt.Errorf("%w: %w", ErrBadCertificate, err)
	}
	return c, nil
}
