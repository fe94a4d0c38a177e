package main

import (
	"bytes"
	"context"
	_ "embed"
	"fmt"
	"html/template"
	"regexp"
	"time"

	"fairground/server/api"
	"fairground/server/notify"
)

//go:embed demo_mails.html
var mailsHTML string

const (
	mailsPath  = "/demo/mails"
	mailsShown = 50
)

// mailLine is one mail with its link apart, so that it can be followed.
type mailLine struct{ Subject, To, At, Lang, Before, Link, After string }

// mailsPage shows the demo's mailbox, sign-in links included. It is registered
// for the invented fair only.
func mailsPage(a *api.API, mails *notify.Service) {
	page := template.Must(template.New("mails").Parse(mailsHTML))
	link := regexp.MustCompile(`https?://\S+`)
	api.Page(a, mailsPath, func(ctx context.Context, _ api.PageRequest) (api.HTML, error) {
		list, err := mails.Everything(ctx, mailsShown)
		if err != nil {
			return api.HTML{}, err
		}
		lines := make([]mailLine, 0, len(list))
		for _, m := range list {
			line := mailLine{Subject: m.Subject, To: m.To, At: m.At.UTC().Format(time.RFC3339), Lang: m.Lang, Before: m.Text}
			if at := link.FindStringIndex(m.Text); at != nil {
				line.Before, line.Link, line.After = m.Text[:at[0]], m.Text[at[0]:at[1]], m.Text[at[1]:]
			}
			lines = append(lines, line)
		}
		var body bytes.Buffer
		if err := page.Execute(&body, lines); err != nil {
			return api.HTML{}, fmt.Errorf("render the mails: %w", err)
		}
		return api.HTML{Body: body.Bytes(), Lang: "en"}, nil
	})
}
