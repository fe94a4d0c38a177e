// Command bench measures what the media engine costs: CPU per forwarded packet, against a fan-out made with nothing but pion in the
// same run, and loss, latency, time to join and memory. The engine is a process of its own on one core, the crowd is on another.
//
//	go run ./rooms/bench -scenario 1x100 -runs 5 -seconds 5
//
// One line per scenario, medians over the runs:
//
//	scenario=1x100 ours_us=… naive_us=… ratio=… loss=… p50_ms=… p99_ms=… join_ms=… rss_mb=…
//
// ours_us and naive_us are microseconds of CPU (user and system) per forwarded packet, ratio is the median of the ratios within each
// pair of runs, loss is the part of packets that did not come (0.01 is one in a hundred), p50_ms and p99_ms are from the publisher's
// write to the subscriber's read, join_ms is the median from joining to the first packet, rss_mb is the growth of the engine's
// memory per subscriber. The last five are of the engine, not of the fan-out.
//
// It knows the engine, its signalling and pion. It does not know the server.
package main

import (
	"cmp"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"
	"time"
)

// scenario is who publishes and who listens.
type scenario struct {
	name        string
	rooms       int     // all alike
	publishers  int     // in each room
	subscribers int     // in each room
	both        bool    // publishers are the subscribers
	picture     bool    // and not only sound
	loss        float64 // of what comes to subscribers
}

func scenarios() []scenario {
	return []scenario{
		{name: "1x100", rooms: 1, publishers: 1, subscribers: 100, picture: true},
		{name: "1x500", rooms: 1, publishers: 1, subscribers: 500, picture: true},
		{name: "10x10", rooms: 1, publishers: 10, subscribers: 10, both: true, picture: true},
		{name: "30x1", rooms: 30, publishers: 1, subscribers: 1}, // thirty interpreters, each with one listener
		{name: "1x20-loss", rooms: 1, publishers: 1, subscribers: 20, picture: true, loss: 0.05},
		{name: "10x10-loss", rooms: 1, publishers: 10, subscribers: 10, both: true, picture: true, loss: 0.05},
	}
}

// result is what one run measured.
type result struct {
	cpu     float64 // microseconds per packet
	loss    float64
	p50     float64 // milliseconds
	p99     float64
	join    float64 // milliseconds, median
	memory  float64 // MB per subscriber
	packets uint64
}

type options struct {
	runs, churn int
	seconds     time.Duration
	profile     string
	serve       string
	naive       bool
}

func main() {
	var o options
	names := flag.String("scenario", "", "names, separated by commas; all if empty")
	flag.IntVar(&o.runs, "runs", 5, "pairs of runs")
	seconds := flag.Int("seconds", 5, "length of a measurement")
	flag.StringVar(&o.profile, "profile", "", "file for a CPU profile of the engine")
	flag.StringVar(&o.serve, "serve", "", "internal: be the process that is measured, ours or naive")
	flag.BoolVar(&o.naive, "naive", true, "measure the fan-out beside it")
	flag.IntVar(&o.churn, "churn", 0, "instead, let so many join and leave, and compare memory and goroutines")
	flag.Parse()
	o.seconds = time.Duration(*seconds) * time.Second
	if err := run(o, *names, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(o options, names string, out io.Writer) error {
	if o.serve != "" {
		return serve(o.serve, o.profile, os.Stdin, os.Stdout)
	}
	pin()
	ctx := context.Background()
	if o.churn > 0 {
		return churn(ctx, o, out)
	}
	for _, s := range scenarios() {
		if names != "" && !slices.Contains(strings.Split(names, ","), s.name) {
			continue
		}
		if err := compare(ctx, s, o, out); err != nil {
			return fmt.Errorf("%s: %w", s.name, err)
		}
	}
	return nil
}

// compare runs ours and the fan-out in turn.
func compare(ctx context.Context, s scenario, o options, out io.Writer) error {
	var ours, naive, ratios []float64
	var results []result
	for range o.runs {
		r, err := measure(ctx, s, o, "ours")
		if err != nil {
			return err
		}
		results = append(results, r)
		ours = append(ours, r.cpu)
		if o.naive {
			n, err := measure(ctx, s, o, "naive")
			if err != nil {
				return fmt.Errorf("naive: %w", err)
			}
			naive = append(naive, n.cpu)
			ratios = append(ratios, r.cpu/n.cpu)
		}
	}
	of := func(f func(result) float64) float64 {
		var list []float64
		for _, r := range results {
			list = append(list, f(r))
		}
		return median(list)
	}
	_, err := fmt.Fprintf(out, "scenario=%s ours_us=%.2f naive_us=%.2f ratio=%.2f loss=%.4f p50_ms=%.1f p99_ms=%.1f join_ms=%.0f rss_mb=%.2f\n",
		s.name, median(ours), median(naive), median(ratios), of(func(r result) float64 { return r.loss }),
		of(func(r result) float64 { return r.p50 }), of(func(r result) float64 { return r.p99 }),
		of(func(r result) float64 { return r.join }), of(func(r result) float64 { return r.memory }))
	return err
}

func median[T cmp.Ordered](list []T) T {
	var none T
	if len(list) == 0 {
		return none
	}
	return quantile(list, 0.5)
}

func quantile[T cmp.Ordered](list []T, q float64) T {
	var none T
	if len(list) == 0 {
		return none
	}
	sorted := slices.Sorted(slices.Values(list))
	return sorted[min(int(q*float64(len(sorted))), len(sorted)-1)]
}

// measure is one run of one program.
func measure(ctx context.Context, s scenario, o options, which string) (_ result, err error) {
	p, err := start(ctx, which, o.profile)
	if err != nil {
		return result{}, err
	}
	c := &crowd{scenario: s, address: p.address, renegotiate: which == "naive"}
	defer func() { err = errors.Join(err, c.close(), p.stop()) }()
	before, err := p.memory()
	if err != nil {
		return result{}, err
	}
	if err := c.publish(ctx); err != nil {
		return result{}, err
	}
	if !s.both { // else publishers are what is counted
		if before, err = p.memory(); err != nil {
			return result{}, err
		}
	}
	if err := c.subscribe(ctx); err != nil {
		return result{}, err
	}
	time.Sleep(time.Second) // the rush of joining is over
	after, err := p.memory()
	if err != nil {
		return result{}, err
	}
	c.begin()
	used, err := p.cpu()
	if err != nil {
		return result{}, err
	}
	time.Sleep(o.seconds)
	total, err := p.cpu()
	if err != nil {
		return result{}, err
	}
	r := c.end()
	if r.packets == 0 {
		return result{}, errors.New("nothing was received")
	}
	r.cpu = float64((total - used).Microseconds()) / float64(r.packets)
	r.memory = (after - before) / float64(s.rooms*s.subscribers)
	return r, nil
}

// churn lets subscribers come and go, and shows what stays behind.
func churn(ctx context.Context, o options, out io.Writer) (err error) {
	p, err := start(ctx, "ours", o.profile)
	if err != nil {
		return err
	}
	s := scenario{name: "churn", rooms: 1, publishers: 1, subscribers: 20, picture: true}
	c := &crowd{scenario: s, address: p.address}
	defer func() { err = errors.Join(err, c.close(), p.stop()) }()
	if err := c.publish(ctx); err != nil {
		return err
	}
	var line string
	for done := 0; ; done += s.subscribers {
		if done == s.subscribers || done >= o.churn { // the first round fills pools
			line, err = p.state()
			if err != nil {
				return err
			}
			if _, err := fmt.Fprintf(out, "joins=%d %s\n", done, line); err != nil {
				return err
			}
		}
		if done >= o.churn {
			return nil
		}
		if err := c.subscribe(ctx); err != nil {
			return err
		}
		if err := c.leave(ctx); err != nil {
			return err
		}
	}
}

// pin keeps the crowd away from the core of the engine. Without taskset everything runs everywhere, and figures move more.
func pin() {
	if path, err := exec.LookPath("taskset"); err == nil {
		_ = exec.Command(path, "-a", "-c", "-p", "1-63", fmt.Sprint(os.Getpid())).Run() //nolint:gosec,noctx // our own process; it waits for nothing
	}
}
