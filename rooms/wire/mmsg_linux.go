//go:build linux && (amd64 || arm64)

package wire

import (
	"encoding/binary"
	"errors"
	"net"
	"net/netip"
	"strconv"
	"syscall"
	"time"
	"unsafe"

	"golang.org/x/sys/unix"
)

const (
	batchesSupported = true
	readBatch        = 32
	controlSize      = 24 // CMSG_SPACE(sizeof(uint16))
)

// mmsghdr is struct mmsghdr of the kernel, see recvmmsg(2).
type mmsghdr struct {
	header unix.Msghdr
	length uint32
	_      [4]byte
}

func segmentationSupported(raw syscall.RawConn) bool {
	supported := false
	err := raw.Control(func(fd uintptr) {
		_, err := unix.GetsockoptInt(int(fd), unix.SOL_UDP, unix.UDP_SEGMENT) //nolint:gosec // a file descriptor
		supported = err == nil
	})
	return err == nil && supported
}

// Both system calls return at once (MSG_DONTWAIT), so they are made without telling the scheduler: announced ones wake the thread that
// looks after blocked calls each time the program was idle, which cost a third of the CPU of a meeting of ten. What they delay is a
// collection's stop, by at most the time the kernel takes for maxMessages.

// reader takes up to readBatch datagrams per system call.
type reader struct {
	conn    *Conn
	headers [readBatch]mmsghdr
	vectors [readBatch]unix.Iovec
	names   [readBatch]unix.RawSockaddrInet6 // large enough for IPv4 as well
	buffers [][MaxPacket]byte
	n, at   int
	failure syscall.Errno
	receive func(fd uintptr) bool
	zones   map[uint32]string
}

func newReader(c *Conn) *reader {
	r := &reader{conn: c, buffers: make([][MaxPacket]byte, readBatch), zones: make(map[uint32]string)}
	for i := range readBatch {
		r.vectors[i].Base = &r.buffers[i][0]
		r.vectors[i].SetLen(MaxPacket)
		h := &r.headers[i].header
		h.Name = (*byte)(unsafe.Pointer(&r.names[i])) //nolint:gosec // the kernel fills it in
		h.Iov = &r.vectors[i]
		h.SetIovlen(1)
	}
	r.receive = func(fd uintptr) bool {
		for i := range readBatch {
			r.headers[i].header.Namelen = unix.SizeofSockaddrInet6
		}
		n, _, errno := unix.RawSyscall6(unix.SYS_RECVMMSG, fd, uintptr(unsafe.Pointer(&r.headers[0])), readBatch, unix.MSG_DONTWAIT, 0, 0) //nolint:gosec // the array outlives the call
		if errno == unix.EAGAIN {
			return false
		}
		r.n, r.failure = int(n), errno //nolint:gosec // at most readBatch
		if errno != 0 {
			r.n = 0
		}
		return true
	}
	return r
}

// fill waits for datagrams.
func (r *reader) fill() error {
	r.n, r.at = 0, 0
	for {
		if err := r.conn.raw.Read(r.receive); err != nil {
			return err
		}
		switch {
		case r.failure == 0:
			return nil
		case errors.Is(r.failure, unix.EINTR), errors.Is(r.failure, unix.ECONNREFUSED), errors.Is(r.failure, unix.ENOBUFS),
			errors.Is(r.failure, unix.ENOMEM), errors.Is(r.failure, unix.EHOSTUNREACH), errors.Is(r.failure, unix.ENETUNREACH):
		default:
			return r.failure
		}
	}
}

func (r *reader) next() ([]byte, netip.AddrPort, bool) {
	for r.at < r.n {
		i := r.at
		r.at++
		if r.headers[i].header.Flags&unix.MSG_TRUNC != 0 {
			continue
		}
		if from := r.address(i); from.IsValid() {
			return r.buffers[i][:r.headers[i].length], from, true
		}
	}
	return nil, netip.AddrPort{}, false
}

func (r *reader) address(i int) netip.AddrPort {
	switch name := &r.names[i]; name.Family {
	case unix.AF_INET:
		v4 := (*unix.RawSockaddrInet4)(unsafe.Pointer(name)) //nolint:gosec // smaller than what it lies in
		return netip.AddrPortFrom(netip.AddrFrom4(v4.Addr), swap(v4.Port))
	case unix.AF_INET6:
		addr := netip.AddrFrom16(name.Addr).Unmap()
		if name.Scope_id != 0 && addr.IsLinkLocalUnicast() {
			addr = addr.WithZone(r.zone(name.Scope_id))
		}
		return netip.AddrPortFrom(addr, swap(name.Port))
	default:
		return netip.AddrPort{}
	}
}

// zone names an interface. There are as many as the machine has.
func (r *reader) zone(index uint32) string {
	name, ok := r.zones[index]
	if !ok {
		name = strconv.FormatUint(uint64(index), 10)
		if i, err := net.InterfaceByIndex(int(index)); err == nil {
			name = i.Name
		}
		r.zones[index] = name
	}
	return name
}

// swap turns a port between the order of the network and that of the machine.
func swap(port uint16) uint16 {
	var b [2]byte
	binary.NativeEndian.PutUint16(b[:], port)
	return binary.BigEndian.Uint16(b[:])
}

// writer is what a batch tells the kernel.
type writer struct {
	headers  [maxMessages]mmsghdr
	vectors  [maxMessages]unix.Iovec
	names    [maxMessages]unix.RawSockaddrInet6
	controls [maxMessages][controlSize]byte
	first, n int
	sent     int
	failure  syscall.Errno
	fd       func(fd uintptr) bool
	poll     func(fd uintptr)
}

func (w *writer) init() {
	for i := range maxMessages {
		h := &w.headers[i].header
		h.Name = (*byte)(unsafe.Pointer(&w.names[i])) //nolint:gosec // read by the kernel during the call
		h.Iov = &w.vectors[i]
		h.SetIovlen(1)
		c := (*unix.Cmsghdr)(unsafe.Pointer(&w.controls[i])) //nolint:gosec // of CMSG_SPACE
		c.Level, c.Type = unix.SOL_UDP, unix.UDP_SEGMENT
		c.SetLen(unix.CmsgLen(2))
	}
	w.fd = func(fd uintptr) bool {
		n, _, errno := unix.RawSyscall6(unix.SYS_SENDMMSG, fd, uintptr(unsafe.Pointer(&w.headers[w.first])), uintptr(w.n), unix.MSG_DONTWAIT, 0, 0) //nolint:gosec // the array outlives the call
		w.sent, w.failure = int(n), errno                                                                                                           //nolint:gosec // at most maxMessages
		if errno != 0 {
			w.sent = 0
		}
		return true
	}
	w.poll = func(fd uintptr) {
		// A failure means no waiting; the next attempt tells more.
		_, _ = unix.Poll([]unix.PollFd{{Fd: int32(fd), Events: unix.POLLOUT}}, 1) //nolint:gosec // a file descriptor
	}
}

// address writes a destination in the form of the socket's own family.
func (w *writer) address(i int, to netip.AddrPort, local netip.Addr) {
	name := &w.names[i]
	if local.Is4() {
		v4 := (*unix.RawSockaddrInet4)(unsafe.Pointer(name)) //nolint:gosec // smaller than what it lies in
		v4.Family, v4.Port, v4.Addr = unix.AF_INET, swap(to.Port()), to.Addr().Unmap().As4()
		w.headers[i].header.Namelen = unix.SizeofSockaddrInet4
		return
	}
	name.Family, name.Port, name.Addr, name.Scope_id = unix.AF_INET6, swap(to.Port()), to.Addr().As16(), 0
	if zone := to.Addr().Zone(); zone != "" {
		if i, err := net.InterfaceByName(zone); err == nil {
			name.Scope_id = uint32(i.Index) //nolint:gosec // small
		} else if n, err := strconv.ParseUint(zone, 10, 32); err == nil {
			name.Scope_id = uint32(n)
		}
	}
	w.headers[i].header.Namelen = unix.SizeofSockaddrInet6
}

// transmit sends all messages. It fails when the socket is closed.
func (b *Batch) transmit() error {
	if !b.conn.batching.Load() {
		b.singly(b.messages)
		return nil
	}
	w, local := &b.out, b.conn.local.Addr()
	for i := range b.messages {
		m := &b.messages[i]
		w.address(i, m.to, local)
		w.vectors[i].Base = &b.arena[m.start]
		w.vectors[i].SetLen(m.size)
		h := &w.headers[i].header
		h.Control = nil
		h.SetControllen(0)
		if m.count > 1 {
			binary.NativeEndian.PutUint16(w.controls[i][unix.CmsgLen(0):], uint16(m.segment)) //nolint:gosec // at most MaxSegment
			h.Control = &w.controls[i][0]
			h.SetControllen(controlSize)
		}
	}
	var deadline time.Time
	for w.first = 0; w.first < len(b.messages); {
		w.n = len(b.messages) - w.first
		if err := b.conn.raw.Write(w.fd); err != nil {
			return err
		}
		if w.failure == 0 {
			if b.messages[w.first].count > 1 {
				b.conn.refusals.Store(0)
			}
			w.first += w.sent
			continue
		}
		switch {
		case errors.Is(w.failure, unix.EINTR):
		case errors.Is(w.failure, unix.EAGAIN), errors.Is(w.failure, unix.ENOBUFS):
			now := time.Now()
			if deadline.IsZero() {
				deadline = now.Add(patience)
			}
			if now.After(deadline) {
				for _, m := range b.messages[w.first:] {
					b.conn.dropped.Add(uint64(m.count)) //nolint:gosec // at most MaxTrain
				}
				return nil
			}
			if err := b.conn.raw.Control(w.poll); err != nil {
				return err
			}
		case errors.Is(w.failure, unix.ENOSYS):
			b.conn.batching.Store(false)
			b.conn.segmentation.Store(false)
			b.singly(b.messages[w.first:])
			return nil
		default:
			b.refused(b.messages[w.first], w.failure)
			w.first++
		}
	}
	return nil
}

// refused deals with one message that the kernel would not have. A train is sent piece by piece; a device or kernel that cannot cut
// trains is not asked again, and neither is one that says so by EINVAL time after time (a single EINVAL may be a path with a smaller MTU).
func (b *Batch) refused(m message, failure syscall.Errno) {
	if m.count == 1 {
		b.conn.dropped.Add(1)
		return
	}
	b.singly([]message{m})
	unable := errors.Is(failure, unix.EIO) || errors.Is(failure, unix.EOPNOTSUPP) || errors.Is(failure, unix.ENOPROTOOPT)
	if unable || b.conn.refusals.Add(1) >= maxRefusals {
		b.conn.segmentation.Store(false)
	}
}
