package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"slices"
	"sync"
	"testing"
	"time"

	"fairground/server/actor"
	"fairground/server/demo"
	"fairground/server/demo/staging"
	"fairground/server/meetings"
)

// The load: as many clients as a busy hall has at once, and rounds enough for a
// median. Clients and server share the machine.
const (
	benchClients = 50
	benchRounds  = 5
	hallRequests = 4000 // in a round
	accepts      = 60   // in a round
)

// BenchmarkHTTP measures what visitors wait for: the hall page's API and the
// acceptance of a meeting, over real connections. `make bench-http` prints it.
func BenchmarkHTTP(b *testing.B) {
	f := openFair(b)
	b.Run("hall", func(b *testing.B) {
		for b.Loop() {
			f.rounds(b, func(int) []*http.Request {
				list := make([]*http.Request, hallRequests)
				for i := range list {
					hall := f.fair.Halls[i%len(f.fair.Halls)].ID
					list[i] = f.request(b, "GET", "/api/v1/halls/"+hall, f.tokens[f.buyers[i%len(f.buyers)]], nil)
				}
				return list
			}, http.StatusOK)
		}
	})
	b.Run("accept", func(b *testing.B) {
		for b.Loop() {
			f.rounds(b, func(round int) []*http.Request { return f.acceptances(b, round) }, http.StatusOK)
		}
	})
}

// benchFair is a running program with the demo's world and a token for everyone.
type benchFair struct {
	app    *app
	fair   demo.Fair
	url    string
	client *http.Client
	tokens map[string]string // by person
	buyers []string          // persons, one of each organization
	firms  []string
}

func openFair(b *testing.B) *benchFair {
	b.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	config := Config{Listen: "127.0.0.1:0", Media: "127.0.0.1:0", Data: b.TempDir(), Database: "fairground", RateLimit: -1}
	a, err := newApp(ctx, config, "http://"+listener.Addr().String(), slog.New(slog.DiscardHandler))
	if err != nil {
		b.Fatal(err)
	}
	f := &benchFair{
		app: a, fair: demo.World(1, a.now().UTC()), url: "http://" + listener.Addr().String(), tokens: map[string]string{},
		client: &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: benchClients, MaxConnsPerHost: benchClients}},
	}
	if err := staging.Load(ctx, a.features(), f.fair, demo.Live); err != nil {
		b.Fatal(err)
	}
	seen := map[string]bool{}
	for _, p := range f.fair.People {
		if p.Role != string(actor.Buyer) && p.Role != string(actor.Exhibitor) || seen[p.Org] {
			continue
		}
		seen[p.Org] = true
		if f.tokens[p.ID], err = a.accounts.IssueToken(ctx, p.ID, "bench"); err != nil {
			b.Fatal(err)
		}
		if p.Role == string(actor.Buyer) {
			f.buyers = append(f.buyers, p.ID)
		} else {
			f.firms = append(f.firms, p.ID)
		}
	}
	served := make(chan error, 1)
	go func() { served <- a.serve(ctx, listener) }()
	b.Cleanup(func() {
		f.client.CloseIdleConnections()
		cancel()
		if err := <-served; err != nil {
			b.Error(err)
		}
	})
	return f
}

func (f *benchFair) request(b *testing.B, method, path, token string, body []byte) *http.Request {
	b.Helper()
	r, err := http.NewRequestWithContext(b.Context(), method, f.url+path, bytes.NewReader(body))
	if err != nil {
		b.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer "+token)
	r.Header.Set("Content-Type", "application/json")
	return r
}

// acceptances sends requests of buyers to firms for the third day, each at a
// time of its own for both, and returns the firms' answers to come.
func (f *benchFair) acceptances(b *testing.B, round int) []*http.Request {
	b.Helper()
	window, err := fairs{f.app.exhibition}.Fair(b.Context(), f.fair.Exhibition.ID)
	if err != nil {
		b.Fatal(err)
	}
	last := window.Windows[len(window.Windows)-1]
	slots := meetings.Fair{Windows: []meetings.Window{last}, Minutes: window.Minutes}.Slots()
	var list []*http.Request
	for i := 0; len(list) < accepts && i < 20*accepts; i++ {
		buyer, firm := f.person(f.buyers[i%len(f.buyers)]), f.person(f.firms[(round*accepts+i*7)%len(f.firms)])
		slot := slots[(round*5+i+i/len(f.buyers))%len(slots)]
		as := actor.Actor{Person: buyer.ID, Org: buyer.Org, Zone: buyer.Zone, Lang: "en", Grants: []actor.Grant{{Role: actor.Buyer, Exhibition: f.fair.Exhibition.ID}}}
		m, err := f.app.meetings.Request(actor.With(b.Context(), as), meetings.Proposal{
			Exhibition: f.fair.Exhibition.ID, Invitee: firm.Org, Person: firm.ID, Reason: "bench", Language: "en", Slots: []meetings.Slot{slot},
		})
		if err != nil {
			continue // the two have met, or one is busy then
		}
		body, err := json.Marshal(map[string]any{"starts": slot.Starts})
		if err != nil {
			b.Fatal(err)
		}
		r := f.request(b, "POST", "/api/v1/meeting-requests/"+m.ID+"/accept", f.tokens[firm.ID], body)
		r.Header.Set("If-Match", fmt.Sprintf("%q", fmt.Sprint(m.V)))
		r.Header.Set("Idempotency-Key", "bench-"+m.ID)
		list = append(list, r)
	}
	if len(list) < accepts/2 {
		b.Fatalf("only %d requests could be sent", len(list))
	}
	return list
}

func (f *benchFair) person(id string) demo.Person {
	return f.fair.People[slices.IndexFunc(f.fair.People, func(p demo.Person) bool { return p.ID == id })]
}

// rounds sends each round's requests from all clients at once and reports the
// medians over the rounds.
func (f *benchFair) rounds(b *testing.B, prepare func(round int) []*http.Request, want int) {
	b.Helper()
	var rates, p50s, p99s []float64
	refused := 0
	for round := range benchRounds {
		requests := prepare(round)
		begun := time.Now()
		took := make([]time.Duration, len(requests))
		status := make([]int, len(requests))
		var next sync.Mutex
		at := 0
		var wait sync.WaitGroup
		for range benchClients {
			wait.Go(func() {
				for {
					next.Lock()
					i := at
					at++
					next.Unlock()
					if i >= len(requests) {
						return
					}
					sent := time.Now()
					resp, err := f.client.Do(requests[i])
					if err != nil {
						b.Error(err)
						return
					}
					if _, err := io.Copy(io.Discard, resp.Body); err != nil {
						b.Error(err)
					}
					if err := resp.Body.Close(); err != nil {
						b.Error(err)
					}
					took[i], status[i] = time.Since(sent), resp.StatusCode
				}
			})
		}
		wait.Wait()
		all := time.Since(begun)
		for _, s := range status {
			if s == http.StatusConflict {
				refused++ // somebody was faster at that time: the right answer, and as dear
			} else if s != want {
				b.Fatalf("status %d, want %d", s, want)
			}
		}
		slices.Sort(took)
		rates = append(rates, float64(len(requests))/all.Seconds())
		p50s = append(p50s, took[len(took)/2].Seconds()*1000)
		p99s = append(p99s, took[len(took)*99/100].Seconds()*1000)
	}
	b.ReportMetric(median(rates), "requests/s")
	b.ReportMetric(median(p50s), "p50_ms")
	b.ReportMetric(median(p99s), "p99_ms")
	b.ReportMetric(float64(refused), "conflicts")
}

func median(list []float64) float64 {
	slices.Sort(list)
	return list[len(list)/2]
}
