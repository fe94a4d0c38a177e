// Package netem is a bad network for tests: a network namespace of its own, joined to the machine by two TUN devices with a queue
// between them that delays, loses, limits and cuts. The same seed loses the same packets of the same traffic.
//
// It knows IP packets and sockets; it does not know media. It works on Linux, for who may make devices, where /dev/net/tun exists.
package netem
