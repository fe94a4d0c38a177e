// Package ring keeps the newest packets of a stream for retransmission, once for all who receive it.
//
// It knows numbered payloads. It does not know who asks for them.
package ring

import (
	"sync"

	"fairground/rooms/layers"
)

// Packet is one packet of a stream, without what differs from receiver to receiver.
type Packet struct {
	Number    int64 // extended sequence number, at least 0
	Timestamp uint32
	Marker    bool
	Payload   []byte

	// Layer is where the packet belongs among the layers of its stream, and Descriptor the AV1 dependency descriptor it came with.
	Layer      layers.Info
	Descriptor []byte
	// Primary is where the newest block of redundant sound (RFC 2198) begins in the payload; 0: it is not redundant.
	Primary int
}

// Ring keeps packets by number.
type Ring struct {
	mu    sync.Mutex
	slots []Packet
	used  []bool
}

// New makes a ring for the newest size packets.
func New(size int) *Ring { return &Ring{slots: make([]Packet, size), used: make([]bool, size)} }

// Put copies a packet into the ring. What it returns stays as it is until size packets more have been put.
func (r *Ring) Put(p Packet) *Packet {
	r.mu.Lock()
	defer r.mu.Unlock()
	i := int(p.Number % int64(len(r.slots)))
	s := &r.slots[i]
	p.Payload = append(s.Payload[:0], p.Payload...)          //nolint:gocritic // a copy into the memory of the slot
	p.Descriptor = append(s.Descriptor[:0], p.Descriptor...) //nolint:gocritic // likewise
	*s, r.used[i] = p, true
	return s
}

// Find calls f with the packet of a number, if it is still there. f must not keep it, nor call the ring.
func (r *Ring) Find(number int64, f func(*Packet)) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if number < 0 {
		return false
	}
	i := int(number % int64(len(r.slots)))
	if !r.used[i] || r.slots[i].Number != number {
		return false
	}
	f(&r.slots[i])
	return true
}
