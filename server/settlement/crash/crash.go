// Package crash holds the tests of the ledger that need real processes: a database and servers that are killed at random
// instants (T4 of the design), a connection that is cut at every byte that matters (T5), histories of many clients on
// several servers checked for linearizability (T6), and servers that write against each other (T7).
//
// The test binary runs itself again as a database, as `fairground db` would, and as servers that take commands of the
// ledger as lines of JSON. It knows settlement and its ledger, no people and no HTTP.
package crash
