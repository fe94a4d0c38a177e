package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"math"
	"time"

	"github.com/spf13/cobra"

	"fairground/server/conference"
	"fairground/server/demo"
	"fairground/server/demo/staging"
)

// linkLife is how long the demo's sign-in links work: as long as somebody keeps
// the terminal open.
const linkLife = 24 * time.Hour

func demoCommand() *cobra.Command {
	// A browser whose UDP is blocked finds another way, also on the machine on which somebody tries that out.
	c := Config{Turn: conference.Relay{UDP: "127.0.0.1:0", TCP: "127.0.0.1:0", TLS: "127.0.0.1:0"}}
	var stage string
	var seed uint64
	var asJSON bool
	cmd := &cobra.Command{
		Use: "demo", Short: "Show a fair with a hundred firms and thirty buyers, all invented", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if seed > math.MaxInt64 {
				return errors.New("--seed is at most 9223372036854775807")
			}
			log := slog.New(slog.NewTextHandler(cmd.ErrOrStderr(), &slog.HandlerOptions{Level: c.LogLevel}))
			c.demo, c.SMTP = true, "" // invented people have no mailboxes
			return withApp(cmd.Context(), c, log, func(ctx context.Context, a *app, base string) error {
				opened, err := a.stage(ctx, demo.Stage(stage), seed, base)
				if err != nil {
					return err
				}
				if asJSON {
					return json.NewEncoder(cmd.OutOrStdout()).Encode(opened)
				}
				return opened.print(cmd.OutOrStdout())
			})
		},
	}
	c.bind(cmd, slog.LevelWarn)
	cmd.Flags().StringVar(&stage, "stage", string(demo.Live), "setup, booking, live, settling or closed")
	cmd.Flags().Uint64Var(&seed, "seed", 1, "another seed is another fair")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print one JSON object when ready")
	return cmd
}

// opening is what a script needs to walk into the fair.
type opening struct {
	URL    string            `json:"url"`
	Links  map[string]string `json:"links"`
	Tokens map[string]string `json:"tokens"`
}

// visitors are those for whom the demo prints links, in order.
var visitors = []struct{ key, who string }{ //nolint:gochecknoglobals // a constant list
	{"buyer", "a film distributor from Berlin"},
	{"exhibitor", "a film studio in Wuxi"},
	{"organizer", "runs the fair"},
	{"interpreter", "Chinese and German"},
	{"clearing", "clearing officer who proposes"},
	{"clearing2", "clearing officer who checks"},
	{"compliance", "stops money that must not move"},
	{"arbitrator", "rules on disputes"},
	{"arbitrator2", "confirms rulings on large amounts"},
	{"arbitrator3", "hears appeals"},
	{"arbitrator4", "confirms rulings on large appeals"},
	{"funder", "pays early, for interest"},
	{"logistics", "says where goods are"},
	{"auditor", "reads everything"},
}

func (o opening) print(out io.Writer) error {
	text := "Fairground is open at " + o.URL + "\n\nSign in as\n"
	for _, v := range visitors {
		text += fmt.Sprintf("  %-12s %s\n               %s\n", v.key, o.Links[v.key], v.who)
	}
	text += "\nMails are not sent; they are shown at " + o.URL + mailsPath + "\nCompanies and people are invented, and the money is not real. Ctrl-C closes the fair; its data stays.\n"
	_, err := io.WriteString(out, text)
	return err
}

// stage puts the invented fair into the program, if it is not there yet, and
// fills its rooms. What takes longer than a visitor should wait goes on behind
// the open doors and ends with the program.
func (a *app) stage(ctx context.Context, stage demo.Stage, seed uint64, base string) (opening, error) {
	mark, err := staging.Mark(ctx, a.db, seed, stage, a.now())
	if err != nil {
		return opening{}, err
	}
	fair := demo.World(seed, mark.Start)
	features := a.features()
	if !mark.Loaded {
		if err := staging.Load(ctx, features, fair, stage); err != nil {
			return opening{}, err
		}
		if err := mark.SetLoaded(ctx, a.db); err != nil {
			return opening{}, err
		}
	}
	a.behind = append(a.behind, func(ctx context.Context) error { return staging.Pictures(ctx, features, fair, stage) })
	if stage == demo.Live {
		a.behind = append(a.behind,
			func(ctx context.Context) error { return staging.Populate(ctx, features, fair, a.now()) },
			func(ctx context.Context) error { return staging.Play(ctx, features, fair, a.now) })
	}
	o := opening{URL: base, Links: map[string]string{}, Tokens: map[string]string{}}
	for key, person := range fair.Known {
		secret, err := a.accounts.IssueLink(ctx, person, linkLife)
		if err != nil {
			return opening{}, err
		}
		o.Links[key] = base + "/sign-in/" + secret
		if o.Tokens[key], err = a.accounts.IssueToken(ctx, person, "demo"); err != nil {
			return opening{}, err
		}
	}
	return o, nil
}
