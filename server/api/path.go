package api

import (
	"net/url"

	"github.com/danielgtaylor/huma/v2"
)

// decodePath gives operations the values in their path as RFC 3986 means them. Fiber leaves them as they were sent, and its
// own setting for that takes a plus for a space.
func decodePath(ctx huma.Context, next func(huma.Context)) { next(decoded{ctx}) }

// exchange is huma.Context under a name that leaves its method Context alone.
type exchange = huma.Context

type decoded struct{ exchange }

// Param is a value in the path. What is no proper encoding stands for itself, and names nothing.
func (d decoded) Param(name string) string {
	raw := d.exchange.Param(name)
	if value, err := url.PathUnescape(raw); err == nil {
		return value
	}
	return raw
}

// Unwrap lets the adapter find its own context.
func (d decoded) Unwrap() huma.Context { return d.exchange }
