package api

import (
	"net/http"
	"time"

	"github.com/gofiber/fiber/v2"
)

// SessionCookie is the Set-Cookie header of a new session that ends at the
// given time.
func SessionCookie(secret string, expires time.Time) string {
	return (&http.Cookie{
		Name: CookieName, Value: secret, Path: "/", Expires: expires,
		HttpOnly: true, Secure: true, SameSite: http.SameSiteLaxMode,
	}).String()
}

// NoCookie is the Set-Cookie header that ends the session in the browser.
func NoCookie() string {
	return (&http.Cookie{Name: CookieName, Path: "/", MaxAge: -1, HttpOnly: true, Secure: true, SameSite: http.SameSiteLaxMode}).String()
}

// EndedCookie is NoCookie for Fiber's own answers.
func EndedCookie() *fiber.Cookie {
	return &fiber.Cookie{Name: CookieName, Path: "/", MaxAge: -1, Expires: time.Unix(0, 0), HTTPOnly: true, Secure: true, SameSite: fiber.CookieSameSiteLaxMode}
}
