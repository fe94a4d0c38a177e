package main

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"github.com/pion/webrtc/v4"

	"fairground/rooms"
)

const (
	patience    = 20 * time.Second
	sample      = 50 // one packet in so many is decrypted
	frames      = 30 // per second
	perFrame    = 5  // packets
	pictureSize = 1200
	soundSize   = 80
	stampAt     = 16 // in the payload: when it was sent
	magic       = 0x0fa16d0c
	transport   = "http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01"
)

// crowd is everybody who publishes and listens.
type crowd struct {
	scenario    scenario
	address     string
	renegotiate bool // subscribers ask for their offer
	certificate *webrtc.Certificate

	publishers, subscribers []*person
	hold                    atomic.Bool // no pictures
	stop                    chan struct{}
	work                    sync.WaitGroup
}

// publish begins all publishers and waits until they are connected.
func (c *crowd) publish(ctx context.Context) error {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return err
	}
	if c.certificate, err = webrtc.GenerateCertificate(key); err != nil {
		return err
	}
	c.stop = make(chan struct{})
	for r := range c.scenario.rooms {
		for i := range c.scenario.publishers {
			prefix := "p"
			if c.scenario.both {
				prefix = "b"
			}
			p, err := c.enter(fmt.Sprintf("bench%d", r), fmt.Sprintf("%s%d", prefix, i))
			if err != nil {
				return err
			}
			c.publishers = append(c.publishers, p)
			if err := p.publish(ctx); err != nil {
				return fmt.Errorf("publish: %w", err)
			}
		}
	}
	time.Sleep(500 * time.Millisecond) // the streams are known
	return nil
}

// subscribe lets the listeners in, one after the other, each until its first packet.
func (c *crowd) subscribe(ctx context.Context) error {
	// The fan-out alone is spared the pictures meanwhile: near saturation hundreds of handshakes would take minutes.
	c.hold.Store(c.renegotiate)
	defer c.hold.Store(false)
	for r := range c.scenario.rooms {
		for i := range c.scenario.subscribers {
			var p *person
			if c.scenario.both {
				p = c.publishers[r*c.scenario.publishers+i]
			} else {
				var err error
				begun := time.Now()
				if p, err = c.prepare(fmt.Sprintf("bench%d", r), fmt.Sprintf("s%d", i), begun); err != nil {
					return err
				}
			}
			c.subscribers = append(c.subscribers, p)
			if c.renegotiate {
				if c.scenario.both {
					if err := p.listen(time.Now()); err != nil {
						return err
					}
				}
				if err := p.conn.Send(rooms.Restart{PC: rooms.Subscribe}); err != nil {
					return err
				}
			}
			if p.ear == nil {
				continue // the engine has offered already
			}
			select {
			case <-p.ear.heard:
			case <-ctx.Done():
				return ctx.Err()
			case <-time.After(patience):
				return fmt.Errorf("%s hears nothing", p.name)
			}
		}
	}
	return nil
}

// begin and end bound a measurement.
func (c *crowd) begin() {
	for _, p := range c.subscribers {
		p.ear.begin()
	}
}

func (c *crowd) end() result {
	var r result
	var lost uint64
	var delays, joins []float64
	for _, p := range c.subscribers {
		e := p.ear
		e.mu.Lock()
		e.measuring = false
		r.packets += e.packets
		for _, s := range e.streams {
			lost += uint64(max(0, s.newest()-s.began-int64(s.count))) //nolint:gosec // not negative
		}
		delays = append(delays, e.delays...)
		joins = append(joins, e.join)
		e.mu.Unlock()
	}
	r.loss = float64(lost) / float64(r.packets+lost)
	r.p50, r.p99, r.join = quantile(delays, 0.5), quantile(delays, 0.99), median(joins)
	return r
}

// leave ends the subscribers.
func (c *crowd) leave(context.Context) error {
	var err error
	for _, p := range c.subscribers {
		_ = p.conn.Send(rooms.Leave{}) // or it has ended
		err = errors.Join(err, p.close())
	}
	c.subscribers = nil
	return err
}

func (c *crowd) close() error {
	if c.stop != nil {
		close(c.stop)
	}
	var err error
	for _, p := range c.subscribers {
		err = errors.Join(err, p.close())
	}
	for _, p := range c.publishers {
		err = errors.Join(err, p.close())
	}
	c.work.Wait()
	return err
}
