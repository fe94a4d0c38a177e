//go:build !race

package exhibition

// raced reports that the race detector slows everything down.
const raced = false
