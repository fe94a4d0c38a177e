package main

import (
	"crypto/ed25519"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/netip"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"fairground/server/conference"
	"fairground/server/notify"
	"fairground/server/settlement"
)

// Config is everything that can be set, read once and handed out in pieces.
type Config struct {
	Listen     string // host:port of the pages
	Media      string // host:port of the media, UDP and TCP; port 0 takes a free one
	PublicIP   string // address that browsers reach the media at, where it differs from Media's
	Turn       conference.Relay
	Origin     string  // scheme://host[:port] of the pages as browsers see it; "" takes the request's own host
	Data       string  // folder of the embedded database and of uploaded files
	MongoURI   string  // a MongoDB server instead of the embedded database
	Database   string  // name of the database
	SMTP       string  // a mail server as smtp://user:password@host:port?from=ADDRESS; "" keeps all mails in the program
	Rail       string  // URL of a payment rail in a process of its own; "" runs the sandbox inside this one
	RailSecret string  // file with the secret shared with Rail
	Screening  string  // folder with the lists of sanctioned parties, empty for none
	RateLimit  float64 // requests per second of one session or address; negative is without limit
	LogLevel   slog.Level
	Signing    string  // PEM file of the key that signs the ledger's heads; "" keeps one in the data folder
	Clauses    clauses // of every new order
	demo       bool    // the invented fair: its mails are shown, sign-in links included
}

// bind declares the flags of the commands that open the whole program; level is
// what it logs unless told otherwise.
func (c *Config) bind(cmd *cobra.Command, level slog.Level) {
	f := cmd.Flags()
	f.StringVar(&c.Listen, "listen", "127.0.0.1:8080", "host:port of the pages")
	f.StringVar(&c.Media, "media", "127.0.0.1:0", "host:port of the media (UDP and TCP); port 0 takes a free one")
	f.StringVar(&c.PublicIP, "public-ip", "", "address at which browsers reach the media, where it differs")
	f.StringVar(&c.Turn.UDP, "turn-udp", c.Turn.UDP, "host:port of the media relay over UDP; empty: none")
	f.StringVar(&c.Turn.TCP, "turn-tcp", c.Turn.TCP, "host:port of the media relay over TCP; empty: none")
	f.StringVar(&c.Turn.TLS, "turn-tls", c.Turn.TLS, "host:port of the media relay over TLS, best port 443; empty: none")
	f.StringVar(&c.Turn.Certificate, "turn-cert", "", "PEM file with the certificate of --turn-tls; empty: one that only this machine should believe")
	f.StringVar(&c.Turn.Key, "turn-key", "", "PEM file with the key of --turn-cert")
	f.StringVar(&c.Turn.Host, "turn-host", "", "name or address at which browsers reach the relay, where it differs")
	f.StringVar(&c.Turn.Secret, "turn-secret", "", "at least 16 characters that all nodes share; empty: drawn at every start")
	f.StringVar(&c.Origin, "origin", "", "scheme://host[:port] of the pages as browsers see it")
	f.StringVar(&c.Data, "data", "data", "folder of the embedded database")
	f.StringVar(&c.MongoURI, "mongodb-uri", "", "a MongoDB server instead of the embedded database (MONGODB_URI)")
	f.StringVar(&c.Database, "database", "fairground", "name of the database")
	f.StringVar(&c.SMTP, "smtp", "", "a mail server: smtp://user:password@host:port?from=ADDRESS&tls=starttls|implicit|none; empty: mails stay in the outbox")
	f.StringVar(&c.Signing, "signing-key", "", "PEM file of the Ed25519 key that signs the ledger's heads, made if missing; empty: signing.key in the data folder, none with --mongodb-uri")
	f.StringVar(&c.Rail, "rail", "", "URL of a payment rail in a process of its own, as fairground rail prints it; empty: the sandbox runs inside (no real money)")
	f.StringVar(&c.Screening, "screening", "", "folder with the lists of sanctioned parties as OFAC, the EU and the UN publish them (XML, CSV); empty: nobody is compared with anything, and every page says so")
	f.StringVar(&c.RailSecret, "rail-secret-file", "", "file with the secret shared with --rail")
	c.Clauses.bind(f)
	f.Float64Var(&c.RateLimit, "rate-limit", 50, "requests per second of one session or address; negative is without limit")
	f.TextVar(&c.LogLevel, "log-level", level, "debug, info, warn or error")
}

// check says what is wrong with the configuration, before anything is opened.
func (c *Config) check() error {
	for name, address := range map[string]string{
		"listen": c.Listen, "media": c.Media, "turn-udp": c.Turn.UDP, "turn-tcp": c.Turn.TCP, "turn-tls": c.Turn.TLS,
	} {
		if address == "" && strings.HasPrefix(name, "turn-") {
			continue
		}
		if _, _, err := net.SplitHostPort(address); err != nil {
			return fmt.Errorf("--%s must be host:port: %w", name, err)
		}
	}
	if c.PublicIP != "" {
		if _, err := netip.ParseAddr(c.PublicIP); err != nil {
			return fmt.Errorf("--public-ip: %w", err)
		}
	}
	if (c.Turn.Certificate == "") != (c.Turn.Key == "") {
		return errors.New("--turn-cert and --turn-key belong together")
	}
	if c.Turn.Secret != "" && len(c.Turn.Secret) < 16 {
		return errors.New("--turn-secret has at least 16 characters")
	}
	if c.Origin != "" {
		u, err := url.Parse(c.Origin)
		if err != nil || u.Scheme == "" || u.Host == "" || u.Path != "" {
			return fmt.Errorf("--origin must look like https://fair.example, not %q", c.Origin)
		}
	}
	if _, err := c.mailServer(); err != nil {
		return err
	}
	if err := c.Clauses.check(); err != nil {
		return err
	}
	if (c.Rail == "") != (c.RailSecret == "") {
		return errors.New("--rail and --rail-secret-file belong together")
	}
	if c.MongoURI == "" && c.Data == "" {
		return errors.New("--data names the folder of the embedded database, or --mongodb-uri a server")
	}
	return nil
}

// dataFolder makes the folder of the embedded database.
func (c *Config) dataFolder() (string, error) {
	if c.MongoURI != "" {
		return "", nil
	}
	dir := filepath.Clean(c.Data)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", fmt.Errorf("make the data folder: %w", err)
	}
	return dir, nil
}

// signingKey is the key that signs the ledger's heads, nil if there is no place for one.
func (c *Config) signingKey() (ed25519.PrivateKey, error) {
	path := c.Signing
	if path == "" {
		dir, err := c.dataFolder()
		if err != nil || dir == "" {
			return nil, err
		}
		path = filepath.Join(dir, "signing.key")
	}
	return settlement.LoadSigningKey(path)
}

// mailServer is the mail server that mails leave by, nil if they stay in the program.
func (c *Config) mailServer() (*notify.Server, error) {
	if c.SMTP == "" {
		return nil, nil
	}
	server, err := notify.ParseServer(c.SMTP)
	if err != nil {
		return nil, fmt.Errorf("--smtp: %w", err)
	}
	return server, nil
}

// recordings is the folder of the rooms' recordings, "" for the database.
func (c *Config) recordings() string {
	if c.MongoURI != "" {
		return ""
	}
	return filepath.Join(filepath.Clean(c.Data), "recordings")
}

// base is the address of the pages for links in mails, once the listener is up.
func (c *Config) base(listening net.Addr) string {
	if c.Origin != "" {
		return c.Origin
	}
	return "http://" + listening.String()
}
