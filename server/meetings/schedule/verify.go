package schedule

import (
	"fmt"
	"io"
	"strings"

	"fairground/matchmaking"
)

// VerifyFile reads a certificate and recomputes everything that it claims with code that shares nothing with the solver. If
// table is not nil it is an exported CSV, which has to say the same. What was checked is written to out; the error says what is
// wrong, and wraps matchmaking.ErrBadCertificate, ErrBadTable or ErrRejected.
func VerifyFile(certificate, table io.Reader, out io.Writer) error {
	c, err := matchmaking.ReadCertificate(certificate)
	if err != nil {
		return err
	}
	if err := matchmaking.Verify(c.Problem, c.Schedule, c.Proof); err != nil {
		return err
	}
	if table != nil {
		if err := matchmaking.VerifyScheduleCSV(table, c.Problem, c.Schedule); err != nil {
			return err
		}
	}
	if _, err := io.WriteString(out, report(c)); err != nil {
		return fmt.Errorf("write what was checked: %w", err)
	}
	return nil
}

// report says how good the timetable of a certificate is that holds.
func report(c matchmaking.Certificate) string {
	var w strings.Builder
	for _, l := range c.Proof.Levels {
		state := "proven"
		if !l.Proven {
			state = fmt.Sprintf("gap %.4f", float64(l.Value-l.Bound)/float64(max(1, l.Value)))
		}
		fmt.Fprintf(&w, "%-12s value %d, bound %d, %s by %s\n", l.Level, l.Value, l.Bound, state, l.By)
	}
	if level, gap := c.Proof.Headline(); level != "" {
		fmt.Fprintf(&w, "first level not proven: %s, gap %.4f\n", level, gap)
	} else {
		w.WriteString("optimal on every level\n")
	}
	fmt.Fprintf(&w, "valid: %d of %d wishes met, %d people, %d slots\n",
		len(c.Schedule.Meetings), len(c.Problem.Wishes), len(c.Problem.People), len(c.Problem.Slots))
	return w.String()
}
