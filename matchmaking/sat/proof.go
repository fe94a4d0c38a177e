package sat

import (
	"bufio"
	"fmt"
	"io"
)

// proofLog writes binary DRAT: 'a' or 'd', the literals as variable-length numbers (twice the variable, plus one if negative),
// and a zero. Every unit clause is logged as a lemma of its own before a clause that implied it may be deleted, so that it
// does not matter whether a checker obeys or ignores deletions of unit clauses.
type proofLog struct {
	on  bool
	w   *bufio.Writer
	err error
	buf []byte
}

func (p *proofLog) open(w io.Writer) {
	if w != nil {
		p.on, p.w = true, bufio.NewWriterSize(w, 1<<16)
	}
}

func (p *proofLog) add(clause ...lit)    { p.write('a', clause) }
func (p *proofLog) remove(clause ...lit) { p.write('d', clause) }

// write logs a step.
func (p *proofLog) write(kind byte, clause []lit) {
	if !p.on || p.err != nil {
		return
	}
	p.buf = append(p.buf[:0], kind)
	for _, l := range clause {
		n := uint32(l) + 2 // variables count from 1 in DIMACS
		for n >= 0x80 {
			p.buf = append(p.buf, byte(n)|0x80) //nolint:gosec // the low seven bits are meant
			n >>= 7
		}
		p.buf = append(p.buf, byte(n)) //nolint:gosec // below 0x80
	}
	p.buf = append(p.buf, 0)
	_, err := p.w.Write(p.buf)
	p.fail(err)
}

func (p *proofLog) flush() {
	if p.on && p.err == nil {
		p.fail(p.w.Flush())
	}
}

func (p *proofLog) fail(err error) {
	if err != nil && p.err == nil {
		p.err = fmt.Errorf("write proof: %w", err)
	}
}

// logCore logs the clause of the opposites of the core: the refutation under these assumptions.
func (s *Solver) logCore() {
	if !s.proof.on {
		return
	}
	clause := make([]lit, 0, len(s.core))
	for _, l := range s.core {
		e := s.internal(l).not()
		for _, o := range clause {
			if o == e.not() {
				return // two assumptions contradict each other: nothing to prove
			}
		}
		clause = append(clause, e)
	}
	s.proof.add(clause...)
}
