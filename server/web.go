package main

import (
	"path"
	"strings"

	"github.com/gofiber/fiber/v2"

	"fairground/static"
)

// serveClient serves the web client: its files by name, and its page for every
// address that is neither a file nor part of the API, because the client's own
// router knows the rest.
func serveClient(app *fiber.App) {
	// Plain pages name no icon, and browsers then ask for this one.
	app.Get("/favicon.ico", func(c *fiber.Ctx) error { return c.Redirect("/favicon.svg", fiber.StatusMovedPermanently) })
	app.Get("/*", func(c *fiber.Ctx) error {
		name := c.Path()
		if strings.HasPrefix(name, "/api/") {
			return fiber.ErrNotFound
		}
		body, kind, encoding, cache, etag, ok := static.Lookup(name, c.Get(fiber.HeaderAcceptEncoding))
		if !ok && path.Ext(name) == "" {
			body, kind, encoding, cache, etag, ok = static.Lookup("/index.html", c.Get(fiber.HeaderAcceptEncoding))
		}
		if !ok && path.Ext(name) == "" {
			return c.Type("html", "utf-8").SendString(unbuilt)
		}
		if !ok {
			return fiber.ErrNotFound
		}
		c.Set(fiber.HeaderVary, fiber.HeaderAcceptEncoding)
		c.Set(fiber.HeaderCacheControl, cache)
		c.Set(fiber.HeaderETag, etag)
		if c.Get(fiber.HeaderIfNoneMatch) == etag {
			return c.SendStatus(fiber.StatusNotModified)
		}
		if encoding != "" {
			c.Set(fiber.HeaderContentEncoding, encoding)
		}
		c.Set(fiber.HeaderContentType, kind)
		return c.Send(body)
	})
}

// unbuilt is what a program that was compiled without the client shows.
const unbuilt = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Fairground</title>
<p>The web client was not built into this program. Run <code>make build</code>, or open <a href="/programme">the programme</a> and <a href="/api">the API</a>, which need no scripts.</html>`
