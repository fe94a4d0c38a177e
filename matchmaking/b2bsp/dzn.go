package b2bsp

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"slices"
)

// Bounds of a file.
const (
	maxFile    = 32 << 20 // bytes
	maxNumbers = 4_000_000
)

// ErrFormat is wrapped by what Read returns for a file that it does not understand; the text names the line.
var ErrFormat = errors.New("not a b2bsp file")

// names of the parameters in the order in which they are written.
const (
	dznParticipants = "nBusiness"
	dznMeetings     = "nMeetings"
	dznTables       = "nTables"
	dznSlots        = "nTotalSlots"
	dznMorning      = "nMorningSlots"
	dznRequested    = "requested"
	dznDiary        = "meetingsxBusiness"
	dznCounts       = "nMeetingsBusiness"
	dznForbidden    = "forbidden"
	dznFixed        = "fixed"
	dznPrecedences  = "precedences"
)

// Read reads an instance in the MiniZinc data format of the benchmark (.dzn). The file says some things twice (the
// meetings of each participant, their number); a contradiction is an error. At most 32 MB are read.
func Read(r io.Reader) (*Problem, error) {
	text, err := io.ReadAll(io.LimitReader(r, maxFile+1))
	if err != nil {
		return nil, fmt.Errorf("read instance: %w", err)
	}
	if len(text) > maxFile {
		return nil, fmt.Errorf("%w: longer than %d bytes", ErrFormat, maxFile)
	}
	file, err := parse(text)
	if err != nil {
		return nil, err
	}
	return file.problem()
}

// problem builds the instance out of the parameters of a file.
func (f dznFile) problem() (*Problem, error) {
	var n [5]int
	for i, name := range []string{dznParticipants, dznMeetings, dznTables, dznSlots, dznMorning} {
		v, err := f.number(name)
		if err != nil {
			return nil, err
		}
		n[i] = v
	}
	p := &Problem{Participants: n[0], Tables: n[2], Slots: n[3], MorningSlots: n[4]}
	if p.Participants > MaxParticipants || n[1] > MaxMeetings {
		return nil, fmt.Errorf("%w: %d participants, %d meetings", ErrFormat, p.Participants, n[1])
	}
	if err := f.meetings(p, n[1]); err != nil {
		return nil, err
	}
	if err := f.restrictions(p); err != nil {
		return nil, err
	}
	if err := p.Validate(); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrFormat, err)
	}
	return p, f.diary(p)
}

func (f dznFile) meetings(p *Problem, n int) error {
	rows, err := f.rows(dznRequested, n)
	if err != nil {
		return err
	}
	fixed, err := f.row(dznFixed, n)
	if err != nil {
		return err
	}
	after, err := f.rows(dznPrecedences, n)
	if err != nil {
		return err
	}
	p.Meetings = make([]Meeting, n)
	for i, row := range rows {
		if len(row) != 3 {
			return fmt.Errorf("%w: line %d: row %d of %s has %d numbers, not 3", ErrFormat, f[dznRequested].line, i+1, dznRequested, len(row))
		}
		m := Meeting{A: row[0] - 1, B: row[1] - 1, Session: Session(row[2]), Fixed: fixed[i] - 1}
		for _, before := range after[i] {
			m.After = append(m.After, before-1)
		}
		slices.Sort(m.After)
		m.After = slices.Compact(m.After)
		p.Meetings[i] = m
	}
	return nil
}

func (f dznFile) restrictions(p *Problem) error {
	forbidden, err := f.rows(dznForbidden, p.Participants)
	if err != nil {
		return err
	}
	p.Forbidden = make([][]int, p.Participants)
	for who, row := range forbidden {
		for _, s := range row {
			if s != 0 { // the 0 stands for "none"
				p.Forbidden[who] = append(p.Forbidden[who], s-1)
			}
		}
		slices.Sort(p.Forbidden[who])
		p.Forbidden[who] = slices.Compact(p.Forbidden[who])
	}
	return nil
}

// diary compares what the file says about each participant with the meetings.
func (f dznFile) diary(p *Problem) error {
	rows, err := f.rows(dznDiary, p.Participants)
	if err != nil {
		return err
	}
	counts, err := f.row(dznCounts, p.Participants)
	if err != nil {
		return err
	}
	for who, meetings := range p.meetingsOf() {
		var said []int
		for _, m := range rows[who] {
			if m != 1 { // the 1 stands for "no meeting", meetings are numbered from 2 here
				said = append(said, m-2)
			}
		}
		slices.Sort(said)
		if !slices.Equal(slices.Compact(said), meetings) || counts[who] != len(meetings) {
			return fmt.Errorf("%w: line %d: the meetings of participant %d are not those of %s", ErrFormat, f[dznDiary].line, who+1, dznRequested)
		}
	}
	return nil
}

// Write writes a valid problem as Read reads it.
func Write(w io.Writer, p *Problem) error {
	if err := p.Validate(); err != nil {
		return err
	}
	out := bufio.NewWriter(w)
	for _, v := range []struct {
		name  string
		value int
	}{
		{dznParticipants, p.Participants},
		{dznMeetings, len(p.Meetings)},
		{dznTables, p.Tables},
		{dznSlots, p.Slots},
		{dznMorning, p.MorningSlots},
	} {
		fmt.Fprintf(out, "%s = %d;\n", v.name, v.value) //nolint:errcheck // the buffer keeps the error for Flush
	}
	var requested []byte
	fixed, after := make([]int, len(p.Meetings)), make([][]int, len(p.Meetings))
	for i, m := range p.Meetings {
		requested = fmt.Appendf(requested, "|%d, %d, %d\n", m.A+1, m.B+1, m.Session)
		fixed[i] = m.Fixed + 1
		after[i] = shifted(m.After, 1)
	}
	diary, counts, forbidden := p.meetingsOf(), make([]int, p.Participants), make([][]int, p.Participants)
	for who, meetings := range diary {
		counts[who] = len(meetings)
		diary[who] = append([]int{1}, shifted(meetings, 2)...)
		forbidden[who] = shifted(p.Forbidden[who], 1)
		if len(forbidden[who]) == 0 {
			forbidden[who] = []int{0}
		}
	}
	fmt.Fprintf(out, "\n%s = [%s|];\n", dznRequested, requested)               //nolint:errcheck // as above
	fmt.Fprintf(out, "\n%s = %s;\n", dznDiary, appendSets(nil, diary))         //nolint:errcheck // as above
	fmt.Fprintf(out, "\n%s = [%s];\n", dznCounts, appendNumbers(nil, counts))  //nolint:errcheck // as above
	fmt.Fprintf(out, "\n%s = %s;\n", dznForbidden, appendSets(nil, forbidden)) //nolint:errcheck // as above
	fmt.Fprintf(out, "\n%s = [%s];\n", dznFixed, appendNumbers(nil, fixed))    //nolint:errcheck // as above
	fmt.Fprintf(out, "\n%s = %s;\n", dznPrecedences, appendSets(nil, after))   //nolint:errcheck // as above
	if err := out.Flush(); err != nil {
		return fmt.Errorf("write instance: %w", err)
	}
	return nil
}

func shifted(list []int, by int) []int {
	out := make([]int, len(list))
	for i, v := range list {
		out[i] = v + by
	}
	return out
}

func appendNumbers(b []byte, list []int) []byte {
	for i, v := range list {
		if i > 0 {
			b = append(b, ',')
		}
		b = fmt.Append(b, v)
	}
	return b
}

func appendSets(b []byte, sets [][]int) []byte {
	b = append(b, '[')
	for i, set := range sets {
		if i > 0 {
			b = append(b, ",\n"...)
		}
		b = append(b, '{')
		b = appendNumbers(b, set)
		b = append(b, '}')
	}
	return append(b, ']')
}
