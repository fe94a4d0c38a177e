package static

import (
	"io/fs"
	"testing"
	"testing/fstest"
)

func build() fstest.MapFS {
	return fstest.MapFS{
		".keep":                    {},
		"index.html":               {Data: []byte("<!doctype html>")},
		"index.html.br":            {Data: []byte("br-html")},
		"index.html.gz":            {Data: []byte("gz-html")},
		"sw.js":                    {Data: []byte("self")},
		"assets/index-a1.js":       {Data: []byte("plain")},
		"assets/index-a1.js.br":    {Data: []byte("br")},
		"assets/index-a1.js.gz":    {Data: []byte("gz")},
		"assets/only-gz-b2.css":    {Data: []byte("plain")},
		"assets/only-gz-b2.css.gz": {Data: []byte("gz")},
	}
}

func TestLookup(t *testing.T) {
	rows := []struct {
		name, path, accept            string
		body, kind, encoding, caching string
		missing                       bool
	}{
		{name: "a hashed asset is kept for a year", path: "/assets/index-a1.js", body: "plain", kind: "text/javascript; charset=utf-8", caching: immutable},
		{name: "brotli wins where both are accepted", path: "/assets/index-a1.js", accept: "gzip, deflate, br", body: "br", kind: "text/javascript; charset=utf-8", encoding: "br", caching: immutable},
		{name: "gzip is used where brotli is refused", path: "/assets/index-a1.js", accept: "br;q=0, gzip", body: "gz", kind: "text/javascript; charset=utf-8", encoding: "gzip", caching: immutable},
		{name: "an asterisk accepts brotli", path: "/assets/index-a1.js", accept: "*", body: "br", kind: "text/javascript; charset=utf-8", encoding: "br", caching: immutable},
		{name: "a named refusal beats the asterisk", path: "/assets/index-a1.js", accept: "*, br;q=0, gzip;q=0.0", body: "plain", kind: "text/javascript; charset=utf-8", caching: immutable},
		{name: "a weight nobody can read refuses", path: "/assets/index-a1.js", accept: "br;q=much", body: "plain", kind: "text/javascript; charset=utf-8", caching: immutable},
		{name: "a missing brotli form falls back to gzip", path: "/assets/only-gz-b2.css", accept: "br, gzip", body: "gz", kind: "text/css; charset=utf-8", encoding: "gzip", caching: immutable},
		{name: "the root is the entry page, asked for again each time", path: "/", accept: "br", body: "br-html", kind: "text/html; charset=utf-8", encoding: "br", caching: revalidate},
		{name: "the service worker is never kept", path: "/sw.js", body: "self", kind: "text/javascript; charset=utf-8", caching: revalidate},
		{name: "a page of the client is not a file", path: "/halls", missing: true},
		{name: "a compressed form has no path of its own", path: "/assets/index-a1.js.br", missing: true},
		{name: "the placeholder is not served", path: "/.keep", missing: true},
		{name: "a path cannot climb", path: "/assets/../index.html", missing: true},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			body, kind, encoding, caching, etag, ok := lookup(build(), row.path, row.accept)
			if ok == row.missing {
				t.Fatalf("found = %v, want %v", ok, !row.missing)
			}
			if row.missing {
				return
			}
			if string(body) != row.body || kind != row.kind || encoding != row.encoding || caching != row.caching {
				t.Errorf("got %q %q %q %q", body, kind, encoding, caching)
			}
			if len(etag) != 26 || etag[0] != '"' {
				t.Errorf("etag %q is not a quoted strong tag", etag)
			}
		})
	}
}

func TestEncodingsHaveTheirOwnTags(t *testing.T) {
	_, _, _, _, plain, _ := lookup(build(), "/assets/index-a1.js", "")
	_, _, _, _, packed, _ := lookup(build(), "/assets/index-a1.js", "br")
	if plain == packed {
		t.Errorf("both encodings have the tag %s", plain)
	}
}

func TestProgramCompilesWithoutABuild(t *testing.T) {
	if _, err := fs.Stat(Files(), ".keep"); err != nil {
		t.Errorf("the placeholder is missing: %v", err)
	}
}

func FuzzAccepts(f *testing.F) {
	for _, header := range []string{"", "br", "gzip;q=0.5, *;q=0", ";;,=,q=", "br;q=1e999"} {
		f.Add(header)
	}
	f.Fuzz(func(t *testing.T, header string) {
		if accepts(header, "br") && header == "" {
			t.Error("an empty header accepts nothing")
		}
	})
}
