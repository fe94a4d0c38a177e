package ledger

// overlay is a table of the state plus what a block that is not in the log yet changes in it. What is in base is never
// changed, only replaced at commit: whoever looked at it before may keep it.
type overlay[T any] struct {
	base    map[string]*T
	mine    map[string]*T
	changed []string    // ids in mine, in the order of first change
	clone   func(*T) *T // nil: a shallow copy is enough
}

func (o *overlay[T]) find(id string) (*T, bool) {
	if v, ok := o.mine[id]; ok {
		return v, v != nil
	}
	v, ok := o.base[id]
	return v, ok
}

// own returns a copy of what find finds that may be changed.
func (o *overlay[T]) own(id string) *T {
	if v := o.mine[id]; v != nil {
		return v
	}
	var v *T
	if o.clone != nil {
		v = o.clone(o.base[id])
	} else {
		c := *o.base[id]
		v = &c
	}
	o.put(id, v)
	return v
}

// put adds or replaces; nil takes away.
func (o *overlay[T]) put(id string, v *T) {
	if o.mine == nil {
		o.mine = map[string]*T{}
	}
	if _, ours := o.mine[id]; !ours {
		o.changed = append(o.changed, id)
	}
	o.mine[id] = v
}

// commit writes the changes into base and returns what is new or changed.
func (o *overlay[T]) commit() []*T {
	var out []*T
	for _, id := range o.changed {
		if v := o.mine[id]; v != nil {
			o.base[id] = v
			out = append(out, v)
		} else {
			delete(o.base, id)
		}
	}
	return out
}
