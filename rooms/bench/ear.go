package main

import (
	"encoding/binary"
	"fmt"
	mathrand "math/rand/v2"
	"net/netip"
	"sync"
	"time"

	"github.com/pion/interceptor/pkg/twcc"
	"github.com/pion/rtcp"
	"github.com/pion/rtp"
	"github.com/pion/webrtc/v4"

	"fairground/rooms/sequence"
	"fairground/rooms/wire"
)

// ear counts what comes to one listener from its clear header. It implements wire.Handler.
type ear struct {
	person *person
	begun  time.Time
	heard  chan struct{}
	stop   chan struct{}
	once   sync.Once

	mu        sync.Mutex
	transport uint8
	recorder  *twcc.Recorder
	header    rtp.Header
	seen      uint64
	measuring bool
	packets   uint64
	delays    []float64 // milliseconds
	join      float64
	streams   map[uint32]*stream
}

// stream is one SSRC.
type stream struct {
	numbers sequence.Extender
	gaps    sequence.Gaps
	missing map[int64]bool // lost on purpose, and not yet repaired
	began   int64
	count   uint64
}

func (s *stream) newest() int64 {
	n, _ := s.numbers.Newest()
	return n
}

func newEar(p *person, begun time.Time) *ear {
	return &ear{
		person: p, begun: begun, heard: make(chan struct{}), stop: make(chan struct{}),
		recorder: twcc.NewRecorder(1), streams: make(map[uint32]*stream),
	}
}

func (e *ear) setTransport(id uint8) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.transport = id
}

// repairs reports whether a payload type is that of retransmissions in this program and in pion's defaults.
func repairs(pt uint8) bool { return pt > 96 && pt < 110 && pt%2 == 1 }

// Idle implements wire.Handler.
func (e *ear) Idle(*wire.Conn) {}

// Packet implements wire.Handler.
func (e *ear) Packet(_ *wire.Conn, _ netip.AddrPort, b []byte) bool {
	if len(b) < 12 || b[0]>>6 != 2 || 192 <= b[1] && b[1] <= 223 {
		return false
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	if _, err := e.header.Unmarshal(b); err != nil {
		return false
	}
	lost := e.person.crowd.scenario.loss > 0 && mathrand.Float64() < e.person.crowd.scenario.loss //nolint:gosec // a simulated network
	if !lost && e.transport != 0 {
		if x := e.header.GetExtension(e.transport); len(x) == 2 {
			e.recorder.Record(e.header.SSRC, binary.BigEndian.Uint16(x), time.Now().UnixMicro())
		}
	}
	if repairs(e.header.PayloadType) {
		return lost // pion knows what it repairs
	}
	s := e.streams[e.header.SSRC]
	if s == nil {
		s = &stream{missing: make(map[int64]bool)}
		e.streams[e.header.SSRC] = s
	}
	n := s.numbers.Guess(e.header.SequenceNumber)
	if lost {
		return true
	}
	if _, started := s.numbers.Newest(); !started {
		s.began = n - 1
	}
	s.numbers.Accept(n)
	s.gaps.Seen(n, time.Now())
	e.count(s)
	if e.seen++; e.seen == 1 {
		e.join = float64(time.Since(e.begun).Microseconds()) / 1000
		close(e.heard)
	}
	return e.seen%sample != 0 && e.seen > 5
}

func (e *ear) count(s *stream) {
	s.count++
	if e.measuring {
		e.packets++
	}
}

// decrypted sees the packets that went through pion: samples, and what retransmission brought.
func (e *ear) decrypted(b []byte, again bool) {
	var p rtp.Packet
	if p.Unmarshal(b) != nil || len(p.Payload) < stampAt+8 {
		return
	}
	if binary.BigEndian.Uint32(p.Payload[stampAt-4:]) != magic {
		fmt.Println("a packet that nobody sent")
		return
	}
	delay := float64(time.Now().UnixNano()-int64(binary.BigEndian.Uint64(p.Payload[stampAt:]))) / 1e6 //nolint:gosec // a time
	e.mu.Lock()
	defer e.mu.Unlock()
	s := e.streams[p.SSRC]
	if s == nil {
		return
	}
	n := s.numbers.Guess(p.SequenceNumber)
	if again {
		if s.repaired(n) {
			e.count(s)
		}
		return
	}
	if e.measuring {
		e.delays = append(e.delays, delay)
	}
}

// repaired notes a packet that may have been missing.
func (s *stream) repaired(n int64) bool {
	before := s.gaps.Missing()
	s.gaps.Seen(n, time.Now())
	return s.gaps.Missing() < before
}

func (e *ear) begin() {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.measuring, e.packets, e.delays = true, 0, nil
	for _, s := range e.streams {
		s.began, s.count = s.newest(), 0
	}
}

// report tells the engine what a browser would: arrival times ten times a second, what is missing, a receiver report each second.
func (e *ear) report(pc *webrtc.PeerConnection) {
	ticker := time.NewTicker(50 * time.Millisecond)
	defer ticker.Stop()
	for i := 0; ; i++ {
		select {
		case <-e.stop:
			return
		case <-ticker.C:
		}
		var out []rtcp.Packet
		e.mu.Lock()
		if i%2 == 0 {
			out = e.recorder.BuildFeedbackPacket()
		}
		now := time.Now()
		var reports []rtcp.ReceptionReport
		for ssrc, s := range e.streams {
			if missing := s.gaps.Due(now, 60*time.Millisecond, nil); len(missing) > 0 {
				out = append(out, &rtcp.TransportLayerNack{SenderSSRC: 1, MediaSSRC: ssrc, Nacks: rtcp.NackPairsFromSequenceNumbers(missing)})
			}
			if i%20 == 0 && len(reports) < 31 {
				reports = append(reports, rtcp.ReceptionReport{SSRC: ssrc, LastSequenceNumber: uint32(s.newest())}) //nolint:gosec // as it is in packets
			}
		}
		e.mu.Unlock()
		if len(reports) > 0 {
			out = append(out, &rtcp.ReceiverReport{SSRC: 1, Reports: reports})
		}
		for _, p := range out {
			_ = pc.WriteRTCP([]rtcp.Packet{p}) // it fails when the run is over
		}
	}
}
