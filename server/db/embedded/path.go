package embedded

import (
	"strconv"
	"strings"
)

var smallIndexes = func() (s [128]string) {
	for i := range s {
		s[i] = strconv.Itoa(i)
	}
	return s
}()

// indexKey is the field name of an array element.
func indexKey(i int) string {
	if i < len(smallIndexes) {
		return smallIndexes[i]
	}
	return strconv.Itoa(i)
}

// arrayIndex reads a path component that may be a position in an array: digits without leading zeros.
func arrayIndex(s string) (int, bool) {
	if s == "" || len(s) > 9 || len(s) > 1 && s[0] == '0' {
		return 0, false
	}
	n := 0
	for _, c := range []byte(s) {
		if c < '0' || c > '9' {
			return 0, false
		}
		n = n*10 + int(c-'0')
	}
	return n, true
}

func splitPath(s string) []string { return strings.Split(s, ".") }

// walk calls test with every value a filter path reaches, until one passes. It goes into the documents inside arrays, and by
// position into arrays. A field that is not there is reached as nil, except below scalars inside an array: {"a.b": null}
// does not match {a: [1]}. With spread, an array at the end is tested by its elements and then itself.
func walk(v any, path []string, spread bool, test func(any) bool) bool {
	if len(path) == 0 {
		if a, ok := v.(array); ok && spread {
			for _, e := range a {
				if test(e) {
					return true
				}
			}
		}
		return test(v)
	}
	switch v := v.(type) {
	case doc:
		return walk(v.value(path[0]), path[1:], spread, test)
	case array:
		if i, ok := arrayIndex(path[0]); ok && i < len(v) && walk(v[i], path[1:], spread, test) {
			return true
		}
		for _, e := range v {
			if d, ok := e.(doc); ok && walk(d, path, spread, test) {
				return true
			}
		}
		return false
	}
	return test(nil)
}
