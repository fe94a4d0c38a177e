package embedded

import "slices"

// sortKeys is a compiled sort specification.
type sortKeys []indexField

func compileSort(d doc) (sortKeys, error) {
	keys := make(sortKeys, 0, len(d))
	for _, e := range d {
		if m, ok := e.val.(doc); ok && m.find("$meta") >= 0 {
			return nil, refused("$meta in a sort")
		}
		n, ok := wholeNumber(e.val)
		if !ok || n != 1 && n != -1 {
			return nil, errf(codeBadValue, "$sort key ordering must be 1 (for ascending) or -1 (for descending)")
		}
		path := splitPath(e.key)
		if slices.Contains(path, "") {
			return nil, errf(codeBadValue, "sort path '%s' has an empty part", e.key)
		}
		keys = append(keys, indexField{name: e.key, path: path, desc: n < 0})
	}
	return keys, nil
}

// key is what a document sorts by: the smallest key it would have in an index on these fields. So of several values in an
// array the smallest counts when ascending, the largest when descending, and an empty array is below null.
func (s sortKeys) key(d doc) (string, error) {
	g := keyGenerator{fields: s}
	states := make([]keyState, len(s))
	for i, f := range s {
		states[i] = keyState{val: d, rest: f.path}
	}
	if err := g.run(states); err != nil {
		return "", errf(codeBadValue, "cannot sort with keys that are parallel arrays")
	}
	least := g.entries[0].key
	for _, e := range g.entries[1:] {
		least = min(least, e.key)
	}
	return least, nil
}
