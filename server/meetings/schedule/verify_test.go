package schedule

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"

	"fairground/matchmaking"
	"fairground/matchmaking/b2bsp"
	"fairground/server/problem"
)

// files are the certificate and the table of a small run.
func files(t *testing.T) (certificate, table []byte) {
	t.Helper()
	h := newHouse(t)
	h.crowd()
	r := h.run(Order{Kind: Solve, Seconds: 1})
	c, err := h.planner.Certificate(as(t.Context(), "o"), fair, r.ID)
	if err != nil {
		t.Fatal(err)
	}
	x, err := h.planner.Export(as(t.Context(), "o"), fair, r.ID, "csv")
	if err != nil {
		t.Fatal(err)
	}
	return c.Body, x.Body
}

func TestACertificateIsVerifiedFromItsFiles(t *testing.T) {
	certificate, table := files(t)
	cut := func(list []byte, line int) []byte {
		lines := bytes.SplitAfter(list, []byte("\n"))
		return bytes.Join(append(lines[:line:line], lines[line+1:]...), nil)
	}
	for _, row := range []struct {
		name               string
		certificate, table []byte
		want               error
	}{
		{"as it is", certificate, table, nil},
		{"without a table", certificate, nil, nil},
		{"people of another zone", bytes.ReplaceAll(certificate, []byte("Europe/Berlin"), []byte("America/Lima")), nil, matchmaking.ErrRejected},
		{"a meeting at nobody's table", bytes.Replace(certificate, []byte(`"room": "t001"`), []byte(`"room": "t999"`), 1), nil, matchmaking.ErrRejected},
		{"a bound that is too good", bytes.Replace(certificate, []byte(`"bound": 0`), []byte(`"bound": -1`), 1), nil, matchmaking.ErrRejected},
		{"half a file", certificate[:len(certificate)/2], nil, matchmaking.ErrBadCertificate},
		{"no file at all", nil, nil, matchmaking.ErrBadCertificate},
		{"a table that lacks a row", certificate, cut(table, 3), matchmaking.ErrBadTable},
		{"a table with a row twice", certificate, append(bytes.Clone(table), bytes.SplitAfter(table, []byte("\n"))[2]...), matchmaking.ErrBadTable},
		{"a table without a column", certificate, bytes.Replace(table, []byte("unplaced"), []byte("remarks"), 1), matchmaking.ErrBadTable},
		{"a table with another level", certificate, bytes.Replace(table, []byte(",must,"), []byte(",want,"), 1), matchmaking.ErrBadTable},
		{"an empty table", certificate, []byte{}, matchmaking.ErrBadTable},
	} {
		t.Run(row.name, func(t *testing.T) {
			var in io.Reader
			if row.table != nil {
				in = bytes.NewReader(row.table)
			}
			var out bytes.Buffer
			err := VerifyFile(bytes.NewReader(row.certificate), in, &out)
			if row.want == nil {
				if err != nil || !strings.Contains(out.String(), "unmetMust    value 0, bound 0, proven by relaxation") {
					t.Errorf("%v\n%s", err, out.String())
				}
			} else if !errors.Is(err, row.want) || out.Len() > 0 {
				t.Errorf("got %v, want %v\n%s", err, row.want, out.String())
			}
		})
	}
}

func TestATimetableLeavesInEveryFormat(t *testing.T) {
	h := newHouse(t)
	h.crowd()
	ctx := as(t.Context(), "o")
	r := h.run(Order{Kind: Solve, Seconds: 1})
	for format, begins := range map[string]string{
		"csv": "\uFEFFwish,", "xlsx": "PK", "json": "[", "ics": "BEGIN:VCALENDAR\r\n", "dzn": "",
	} {
		x, err := h.planner.Export(ctx, fair, r.ID, format)
		if err != nil || !bytes.HasPrefix(x.Body, []byte(begins)) || x.Name != r.ID+"."+format || x.Type == "" {
			t.Errorf("%s: %v %.40q %s", format, err, x.Body, x.Type)
		}
		switch format {
		case "ics":
			if n := bytes.Count(x.Body, []byte("BEGIN:VEVENT")); n != 24 {
				t.Errorf("%d events", n)
			}
		case "dzn":
			p, err := b2bsp.Read(bytes.NewReader(x.Body))
			if err != nil || len(p.Meetings) != 24 || p.Participants != 12 || p.Slots != 24 {
				t.Errorf("%+v %v", p, err)
			}
		case "csv":
			if !bytes.Contains(x.Body, []byte("House b1 – House e1")) || !bytes.Contains(x.Body, []byte("2026-11-23 15:30")) {
				t.Errorf("%s", x.Body)
			}
		}
	}
	if _, err := h.planner.Export(ctx, fair, r.ID, "pdf"); problem.Code(err) != "format_unknown" {
		t.Errorf("%v", err)
	}
}
