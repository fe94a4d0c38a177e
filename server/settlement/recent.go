package settlement

// recent keeps what was asked for last, up to about a weight: two generations, of which the older one is dropped when the younger
// one is full. Whoever has one locks it.
type recent[V any] struct {
	most       int // weight of a generation
	weight     int // of the young one
	young, old map[string]V
}

func newRecent[V any](most int) recent[V] { return recent[V]{most: most, young: map[string]V{}} }

// get finds something; weigh says how much it weighs if it has to be carried over into the young generation.
func (r *recent[V]) get(key string, weigh func(V) int) (V, bool) {
	v, ok := r.young[key]
	if ok {
		return v, true
	}
	if v, ok = r.old[key]; ok {
		delete(r.old, key)
		r.put(key, v, weigh(v))
	}
	return v, ok
}

// put keeps something.
func (r *recent[V]) put(key string, v V, weight int) {
	if r.weight+weight > r.most {
		r.old, r.young, r.weight = r.young, map[string]V{}, 0
	}
	delete(r.old, key)
	r.young[key] = v
	r.weight += weight
}

// drop forgets something.
func (r *recent[V]) drop(key string) {
	delete(r.young, key)
	delete(r.old, key)
}
