// Package rooms is the media engine of Fairground: a selective forwarding unit on pion.
//
// It knows peers, seats, tracks, permissions handed to it, the signalling messages between a client and a room, and the state
// machine behind them. It does not know users, exhibitions, meetings, HTTP, WebSockets or storage: who may enter arrives as a
// Grant, messages leave through a Sink, what happened is told to an Observer, and chat is kept by a Keeper.
//
// The parts, in the order a participant meets them:
//
//   - Tokens issues and verifies the short-lived room token that carries a Grant.
//   - Engine owns the sockets (one UDP port, one TCP port for everybody) and the rooms.
//   - Room owns the participants, the tracks, the speaking queue and the numbered stream of room events.
//   - Peer is one signalling connection on a seat. The seat outlives it for Config.Grace, so that a lost network costs nothing.
//
// SIGNALLING.md is the protocol for those who write a client, DESIGN.md explains the media path and the lock order.
package rooms
