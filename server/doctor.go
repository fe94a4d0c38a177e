package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"runtime/debug"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"fairground/server/db"
	"fairground/static"
)

// finding is what the doctor says about one part: nil error is well.
type finding struct {
	part, words string
	err         error
	advice      string
}

// errUnwell says that the doctor found something.
var errUnwell = errors.New("something needs attention, see above")

func doctorCommand() *cobra.Command {
	var c Config
	cmd := &cobra.Command{
		Use: "doctor", Short: "Say what is wrong with ports, data folder, database, mail server and clock", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return report(cmd.OutOrStdout(), examine(cmd.Context(), c))
		},
	}
	c.bind(cmd, slog.LevelInfo)
	return cmd
}

func report(out io.Writer, findings []finding) error {
	unwell := false
	for _, f := range findings {
		if f.err == nil {
			if _, err := fmt.Fprintf(out, "ok    %-12s %s\n", f.part, f.words); err != nil {
				return err
			}
			continue
		}
		unwell = true
		if _, err := fmt.Fprintf(out, "WRONG %-12s %v\n      %-12s %s\n", f.part, f.err, "", f.advice); err != nil {
			return err
		}
	}
	if unwell {
		return errUnwell
	}
	return nil
}

// examine looks at everything the program needs, and changes nothing.
func examine(ctx context.Context, c Config) []finding {
	if err := c.check(); err != nil {
		return []finding{{part: "settings", err: err, advice: "see fairground serve --help"}}
	}
	list := []finding{
		{part: "settings", words: "pages on " + c.Listen + ", media on " + c.Media},
		portFinding("pages", "tcp", c.Listen),
		portFinding("media udp", "udp", c.Media),
		portFinding("media tcp", "tcp", c.Media),
	}
	for _, l := range []struct{ part, network, address string }{
		{"relay udp", "udp", c.Turn.UDP}, {"relay tcp", "tcp", c.Turn.TCP}, {"relay tls", "tcp", c.Turn.TLS},
	} {
		if l.address != "" {
			list = append(list, portFinding(l.part, l.network, l.address))
		}
	}
	list = append(list, databaseFindings(ctx, c)...)
	list = append(list, mailFinding(ctx, c))
	return append(list, clockFinding(time.Now()), zoneFinding(), filesFinding(), clientFinding())
}

func portFinding(part, network, address string) finding {
	f := finding{part: part, words: network + " " + address + " is free", advice: "another program listens there, perhaps a fairground that runs already: choose another port"}
	if network == "udp" {
		conn, err := net.ListenPacket(network, address) //nolint:noctx // closed at once
		if err != nil {
			f.err = err
			return f
		}
		f.err = conn.Close()
		return f
	}
	listener, err := net.Listen(network, address) //nolint:noctx // closed at once
	if err != nil {
		f.err = err
		return f
	}
	f.err = listener.Close()
	return f
}

func databaseFindings(ctx context.Context, c Config) []finding {
	var list []finding
	if c.MongoURI == "" {
		folder := finding{part: "data folder", words: c.Data + " can be written", advice: "choose a folder of your own with --data"}
		if _, err := os.Stat(c.Data); errors.Is(err, os.ErrNotExist) {
			return append(list, finding{part: "data folder", words: c.Data + " will be made at the first start"})
		}
		probe := filepath.Join(c.Data, ".doctor")
		if folder.err = os.WriteFile(probe, []byte("x"), 0o600); folder.err == nil {
			folder.err = os.Remove(probe)
		}
		if list = append(list, folder); folder.err != nil {
			return list
		}
	}
	f := finding{part: "database", advice: "if a fairground runs on this folder, that is well: the data belongs to one program at a time"}
	if c.MongoURI != "" {
		f.advice = "is the server up, and is the address in MONGODB_URI right?"
	}
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	d, err := db.Open(ctx, db.Config{URI: c.MongoURI, Dir: c.Data, Name: c.Database})
	if err != nil {
		f.err = err
		return append(list, f)
	}
	switch {
	case d.Embedded():
		f.words = "the embedded database opens"
	case d.ReplicaSet():
		f.words = "a replica set answers"
	default:
		f.words = "a standalone server answers; a replica set would survive the loss of a machine"
	}
	f.err = d.Close(ctx)
	return append(list, f)
}

// mailFinding signs in at the mail server and sends nothing.
func mailFinding(ctx context.Context, c Config) finding {
	f := finding{part: "mail server", words: "none: mails stay in the outbox", advice: "are host, port, tls, user and password of --smtp right, and does a firewall let this machine out?"}
	server, err := c.mailServer()
	if server == nil {
		f.err = err
		return f
	}
	ctx, cancel := context.WithTimeout(ctx, 20*time.Second)
	defer cancel()
	f.words, f.err = server.String(), server.Try(ctx)
	return f
}

// clockFinding compares the clock with the day the program was built.
func clockFinding(now time.Time) finding {
	f := finding{part: "clock", words: now.UTC().Format(time.RFC3339), advice: "set the clock: sign-in links, room tokens and deadlines go by it"}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return f
	}
	for _, s := range info.Settings {
		if s.Key != "vcs.time" {
			continue
		}
		if built, err := time.Parse(time.RFC3339, s.Value); err == nil && now.Before(built) {
			f.err = fmt.Errorf("the clock says %s, and this program was written on %s", now.UTC().Format(time.DateOnly), built.Format(time.DateOnly))
		}
	}
	return f
}

func zoneFinding() finding {
	f := finding{part: "time zones", words: "the zone database is there", advice: "the program carries its own zone database; this build lacks it"}
	_, f.err = time.LoadLocation("Asia/Shanghai")
	return f
}

// wantFiles is enough for a few thousand sockets.
const wantFiles = 4096

func filesFinding() finding {
	var limit syscall.Rlimit
	f := finding{part: "open files", advice: "raise it with ulimit -n, or LimitNOFILE= in the unit"}
	if f.err = syscall.Getrlimit(syscall.RLIMIT_NOFILE, &limit); f.err != nil {
		return f
	}
	f.words = fmt.Sprintf("%d may be open at once", limit.Max)
	if limit.Max < wantFiles {
		f.err = fmt.Errorf("only %d files and sockets may be open at once", limit.Max)
	}
	return f
}

func clientFinding() finding {
	f := finding{part: "web client", words: "built in", advice: "run make build, which builds the client first"}
	if _, _, _, _, _, ok := static.Lookup("/", ""); !ok {
		f.err = errors.New("this program was built without the web client")
	}
	return f
}
