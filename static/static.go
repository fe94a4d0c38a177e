// Package static holds the web client: its source (React, TypeScript, built by Vite) and, embedded into the program,
// the files the build wrote to dist. It answers one question: which bytes and which headers belong to a path. It does
// not know HTTP servers, sessions or languages, and it does not decide that an unknown path is a page of the client:
// the server asks for "index.html" where it wants that.
package static

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"io/fs"
	"path"
	"strconv"
	"strings"
)

// all: keeps the placeholder dist/.keep in the pattern, so that the program compiles before the client was built.
//
//go:embed all:dist
var embedded embed.FS

const (
	// immutable is for files whose name carries a hash of their content.
	immutable = "public, max-age=31536000, immutable"
	// revalidate is for entry points: kept, but asked for again with If-None-Match every time.
	revalidate = "no-cache"
)

// Files returns the built client, rooted at its index.html. It is empty but for a placeholder when the client was not
// built before the program.
func Files() fs.FS {
	dist, err := fs.Sub(embedded, "dist")
	if err != nil {
		// fs.Sub fails only for an invalid name, and "dist" is valid.
		return embed.FS{}
	}
	return dist
}

// Lookup finds the file for a URL path ("/assets/index-1a2b.js"; "/" is index.html) in the encoding that the client
// accepts and that is smallest: brotli, gzip or none. acceptEncoding is the header's value (RFC 9110 section 12.5.3).
// The encoding returned is "br", "gzip" or empty. The etag is strong, quoted, and differs between encodings. ok is
// false when there is no such file; a file's precompressed form is never reachable under its own name.
func Lookup(urlPath, acceptEncoding string) (body []byte, contentType, encoding, cacheControl, etag string, ok bool) {
	return lookup(Files(), urlPath, acceptEncoding)
}

func lookup(files fs.FS, urlPath, acceptEncoding string) (body []byte, contentType, encoding, cacheControl, etag string, ok bool) {
	name := strings.TrimPrefix(urlPath, "/")
	if name == "" {
		name = "index.html"
	}
	contentType, known := contentTypes[path.Ext(name)]
	if !known || !fs.ValidPath(name) {
		return nil, "", "", "", "", false
	}
	for _, variant := range []struct{ encoding, suffix string }{{"br", ".br"}, {"gzip", ".gz"}} {
		if !accepts(acceptEncoding, variant.encoding) {
			continue
		}
		if packed, err := fs.ReadFile(files, name+variant.suffix); err == nil {
			body, encoding = packed, variant.encoding
			break
		}
	}
	if body == nil {
		plain, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, "", "", "", "", false
		}
		body = plain
	}
	cacheControl = revalidate
	if strings.HasPrefix(name, "assets/") {
		cacheControl = immutable
	}
	sum := sha256.Sum256(body)
	return body, contentType, encoding, cacheControl, `"` + hex.EncodeToString(sum[:12]) + `"`, true
}

// contentTypes are the kinds of files the build writes; anything else is not served.
var contentTypes = map[string]string{
	".html":        "text/html; charset=utf-8",
	".js":          "text/javascript; charset=utf-8",
	".css":         "text/css; charset=utf-8",
	".svg":         "image/svg+xml",
	".json":        "application/json",
	".webmanifest": "application/manifest+json",
	".png":         "image/png",
	".woff2":       "font/woff2",
}

// accepts tells whether an Accept-Encoding header allows an encoding: named (or "*") with a weight above zero. A named
// entry wins over the asterisk.
func accepts(header, encoding string) bool {
	star := false
	for entry := range strings.SplitSeq(header, ",") {
		name, parameters, _ := strings.Cut(entry, ";")
		name = strings.ToLower(strings.TrimSpace(name))
		if name != encoding && name != "*" {
			continue
		}
		allowed := weight(parameters) > 0
		if name == encoding {
			return allowed
		}
		star = allowed
	}
	return star
}

// weight reads "q=0.5" of an Accept-Encoding entry; absent is 1 and unreadable is 0.
func weight(parameters string) float64 {
	value, found := strings.CutPrefix(strings.ToLower(strings.TrimSpace(parameters)), "q=")
	if !found {
		return 1
	}
	q, err := strconv.ParseFloat(strings.TrimSpace(value), 64)
	if err != nil {
		return 0
	}
	return q
}
