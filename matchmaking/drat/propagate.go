package drat

// assign makes a literal true; reason is none for an assumption.
func (c *checker) assign(l lit, reason int32) {
	c.values[l], c.values[l.not()] = 1, -1
	c.reasons[l>>1] = reason
	c.place[l>>1] = uint32(len(c.trail)) //nolint:gosec // at most maxLiterals
	c.trail = append(c.trail, l)
}

// undo cuts the trail.
func (c *checker) undo(length int) {
	for _, l := range c.trail[length:] {
		c.values[l], c.values[l.not()] = 0, 0
	}
	c.trail = c.trail[:length]
	for i := range c.done {
		c.done[i] = min(c.done[i], length)
	}
}

// propagate assigns what follows, by core clauses as long as these yield something. It reports false on a contradiction,
// which it leaves in c.conflict.
func (c *checker) propagate() bool {
	for {
		switch {
		case c.done[1] < len(c.trail):
			p := c.trail[c.done[1]]
			c.done[1]++
			if !c.visit(p, 1, false) {
				return false
			}
		case c.done[0] < len(c.trail):
			before := len(c.trail)
			if !c.visit(c.trail[c.done[0]], 0, true) {
				return false
			}
			if len(c.trail) == before {
				c.done[0]++ // else the rest of this list waits until the core has been tried again
			}
		default:
			return true
		}
	}
}

// visit looks at the clauses of one kind that watch the opposite of p. If told so, it stops after the first assignment.
func (c *checker) visit(p lit, kind int, stop bool) bool {
	falsified := p.not()
	ws := c.watches[kind][falsified]
	n := 0
	for i := 0; i < len(ws); i++ {
		id := ws[i]
		k := &c.clauses[id]
		lits := c.arena[k.start : k.start+k.size]
		other := lits[0] ^ lits[1] ^ falsified
		ws[n] = id
		n++
		if c.values[other] > 0 {
			continue
		}
		if c.rewatch(lits, other, falsified, kind, id) {
			n--
			continue
		}
		if c.values[other] < 0 {
			c.conflict = id
			n += copy(ws[n:], ws[i+1:])
			c.watches[kind][falsified] = ws[:n]
			return false
		}
		c.assign(other, id)
		if stop {
			n += copy(ws[n:], ws[i+1:])
			break
		}
	}
	c.watches[kind][falsified] = ws[:n]
	return true
}

// rewatch finds another literal to watch in the place of the falsified one.
func (c *checker) rewatch(lits []lit, other, falsified lit, kind int, id int32) bool {
	for i := 2; i < len(lits); i++ {
		if l := lits[i]; c.values[l] >= 0 {
			lits[0], lits[1], lits[i] = other, l, falsified
			c.watches[kind][l] = append(c.watches[kind][l], id)
			return true
		}
	}
	return false
}
