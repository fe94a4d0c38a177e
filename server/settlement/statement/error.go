package statement

import (
	"errors"
	"fmt"

	"fairground/server/money"
)

// Error is a reason why a file is refused or not believed. Its text is for people; Code is stable and meant for
// programs. Amounts that cannot be are refused with the errors of package money.
type Error string

// The reasons; their values are the stable codes.
const (
	ErrFormat     Error = "statement_format"     // none of the formats
	ErrMalformed  Error = "statement_malformed"  // breaks the rules of its format
	ErrTruncated  Error = "statement_truncated"  // ends in the middle
	ErrEntities   Error = "statement_entities"   // declares a document type or uses entities of its own
	ErrEncoding   Error = "statement_encoding"   // bytes that are not in the encoding they claim
	ErrTooLarge   Error = "statement_too_large"  // more bytes, lines or depth than anybody's day has
	ErrUnbalanced Error = "statement_unbalanced" // opening balance and lines do not make the closing balance
	ErrUnprovable Error = "statement_unprovable" // it does not say enough to be checked
	ErrGap        Error = "statement_gap"        // does not open where the one before closed
	ErrUnwritable Error = "statement_unwritable" // a value that the format to be written cannot carry
)

// Code returns the stable code of the reason.
func (e Error) Code() string { return string(e) }

// Error says the reason in words.
func (e Error) Error() string {
	switch e {
	case ErrFormat:
		return "the file is in none of the known formats"
	case ErrMalformed:
		return "the file breaks the rules of its format"
	case ErrTruncated:
		return "the file ends in the middle"
	case ErrEntities:
		return "the file declares or uses entities of its own"
	case ErrEncoding:
		return "the file is not in the encoding it claims"
	case ErrTooLarge:
		return "the file is larger than a statement may be"
	case ErrUnbalanced:
		return "the opening balance and the lines do not make the closing balance"
	case ErrUnprovable:
		return "the statement does not say enough to be checked"
	case ErrGap:
		return "the statement does not open where the one before closed"
	case ErrUnwritable:
		return "the format cannot carry this value"
	}
	return string(e)
}

// placed is an error with the line of the file at which it was met.
type placed struct {
	line int
	err  error
}

func (p placed) Error() string { return fmt.Sprintf("line %d: %v", p.line, p.err) }
func (p placed) Unwrap() error { return p.err }

// LineOf is the line of the file at which it was refused, 0 if the error names none.
func LineOf(err error) int {
	var p placed
	if errors.As(err, &p) {
		return p.line
	}
	return 0
}

// Mismatch is ErrUnbalanced or ErrGap with the two amounts that ought to be one.
type Mismatch struct {
	Why   Error
	Found money.Amount // what the lines lead to, or what it opens with
	Said  money.Amount // the closing balance of it, or of the statement before
}

func (m Mismatch) Error() string {
	if m.Why == ErrGap {
		return fmt.Sprintf("%v: it opens with %s, the one before closed with %s", m.Why, m.Found, m.Said)
	}
	return fmt.Sprintf("%v: the lines lead to %s, the closing balance says %s", m.Why, m.Found, m.Said)
}

// Unwrap returns the reason.
func (m Mismatch) Unwrap() error { return m.Why }
