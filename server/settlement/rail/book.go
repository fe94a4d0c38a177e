package rail

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"time"

	"fairground/server/money"
	"fairground/server/settlement/statement"
)

// ClosedAccount begins the reference of an account that the sandbox refuses to pay.
const ClosedAccount = "closed-"

// told is one thing the counterpart was told. Its book is a function of all of them in their order, and of the seed.
type told struct {
	At      int64        `json:"t"` // milliseconds since 1970, never less than the one before
	Do      string       `json:"do"`
	ID      string       `json:"id,omitempty"`      // open: name of the book; of quarrels: the payment
	File    []byte       `json:"file,omitempty"`    // submit
	Collect *Instruction `json:"collect,omitempty"` // collect
	Quarrel quarrel      `json:"quarrel,omitempty"` // quarrel
}

const (
	doOpen    = "open"
	doSubmit  = "submit"
	doCollect = "collect"
	doDay     = "day" // nothing but time has passed
	doQuarrel = "quarrel"
)

// booking is a line in the custody account.
type booking struct {
	n         int
	day       statement.Day
	amount    money.Amount // positive came in
	endToEnd  string
	reference string
	party     string
	reversal  bool
	reason    string
}

// balance is one currency of the custody account.
type balance struct {
	now, opening int64
	since        int // bookings before this day
	number       int64
	bookings     []booking
}

// item is something the counterpart has to say: a booking, an answer or a day's statement.
type item struct {
	currency money.Currency
	from, to int         // bookings of the currency
	notice   bool        // of one booking
	answer   *answer     // to a payment file
	closing  *dayBalance // of a statement
	at       int64
}

type answer struct {
	msg  string
	acks []Ack
}

type dayBalance struct {
	day              statement.Day
	number           int64
	opening, closing int64
}

// waiting is an item or a reversal that is not due before so many things were told, or the day ends.
type waiting struct {
	due     int
	item    *item
	reverse *booking
}

// book is the counterpart's double-entry book and everything that follows from it. It does no I/O.
type book struct {
	dice
	id       string
	time     int64
	told     int
	accounts map[string]map[money.Currency]int64 // of everybody; each currency sums to zero
	custody  map[money.Currency]*balance
	known    map[string]Instruction // payments by end-to-end id
	booked   map[string]int64       // what is left of each in the custody account
	files    map[string]fileAnswer  // payment files by message id
	out      []item
	waits    []waiting
}

type fileAnswer struct {
	hash string
	acks []Ack
}

const custody = "custody"

func newBook(d dice) *book {
	return &book{
		dice: d, accounts: map[string]map[money.Currency]int64{}, custody: map[money.Currency]*balance{},
		known: map[string]Instruction{}, booked: map[string]int64{}, files: map[string]fileAnswer{},
	}
}

// tell applies one thing. It is called again for each when the book is opened, and must come to the same.
func (b *book) tell(t told) []Ack {
	b.pass(t.At)
	b.told++
	var acks []Ack
	switch t.Do {
	case doOpen:
		b.id = t.ID
	case doSubmit:
		acks = b.submit(t.File)
	case doCollect:
		acks = []Ack{b.collect(*t.Collect)}
	case doQuarrel:
		acks = []Ack{b.quarrel(t.ID, t.Quarrel)}
	}
	b.release(false)
	return acks
}

// pass lets time pass; where a day ends in between, it is closed.
func (b *book) pass(at int64) {
	at = max(at, b.time)
	if b.time > 0 && b.day() != statement.DayOf(time.UnixMilli(at)) {
		b.release(true)
		b.closeDay()
	}
	b.time = at
}

func (b *book) day() statement.Day { return statement.DayOf(time.UnixMilli(b.time)) }

// refuse says what is wrong with a payment in itself.
func (b *book) refuse(in Instruction) string {
	before, again := b.known[in.EndToEnd]
	switch {
	case in.EndToEnd == "" || len(in.EndToEnd) > 35 || in.Party == "" || in.Amount.Sign() <= 0 || in.Amount.Validate() != nil:
		return "malformed"
	case again && before != in:
		return "duplicate_end_to_end"
	case in.Amount.Minor > largest:
		return "amount_too_large"
	}
	return ""
}

func (b *book) submit(file []byte) []Ack {
	msg, payments, err := readPaymentFile(file)
	if err != nil {
		return []Ack{{State: Rejected, Reason: "malformed"}}
	}
	sum := sha256.Sum256(file)
	hash := hex.EncodeToString(sum[:])
	if before, again := b.files[msg]; again {
		if before.hash == hash {
			return slices.Clone(before.acks)
		}
		acks := make([]Ack, len(payments))
		for i, p := range payments {
			acks[i] = Ack{p.EndToEnd, Rejected, "duplicate_message_id"}
		}
		return acks
	}
	acks := make([]Ack, len(payments))
	for i, p := range payments {
		acks[i] = Ack{EndToEnd: p.EndToEnd, State: Accepted}
		if why := b.refuse(p); why != "" {
			acks[i].State, acks[i].Reason = Rejected, why
			continue
		}
		if _, again := b.known[p.EndToEnd]; again {
			continue
		}
		b.known[p.EndToEnd] = p
		if strings.HasPrefix(p.Party, ClosedAccount) {
			acks[i].State, acks[i].Reason = Rejected, "account_closed"
			continue
		}
		b.pay(p, -1)
	}
	b.files[msg] = fileAnswer{hash, slices.Clone(acks)}
	b.say(item{answer: &answer{msg, slices.Clone(acks)}})
	return acks
}

func (b *book) collect(in Instruction) Ack {
	if why := b.refuse(in); why != "" {
		return Ack{in.EndToEnd, Rejected, why}
	}
	if _, again := b.known[in.EndToEnd]; !again {
		b.known[in.EndToEnd] = in
		b.pay(in, 1)
	}
	return Ack{EndToEnd: in.EndToEnd, State: Accepted}
}

// pay books a payment and decides what goes wrong with it: side 1 comes in, -1 goes out.
func (b *book) pay(p Instruction, side int64) {
	amount := p.Amount
	if amount.Minor > 1 && b.roll(Wrong, p.EndToEnd) {
		amount.Minor -= (amount.Minor + 99) / 100
	}
	amount.Minor *= side // at most the largest payment
	k := booking{amount: amount, endToEnd: p.EndToEnd, reference: p.Reference, party: p.Party}
	b.post(k)
	if b.roll(Reverse, p.EndToEnd) {
		k.amount.Minor, k.reversal, k.reason = -amount.Minor, true, "AC06"
		b.waits = append(b.waits, waiting{due: b.told + 3, reverse: &k})
	}
}

// post moves money between the custody account and the other side's, and has the booking reported.
func (b *book) post(k booking) {
	c := k.amount.Currency
	acc := b.custody[c]
	if acc == nil {
		acc = &balance{}
		b.custody[c] = acc
	}
	b.move(custody, c, k.amount.Minor)
	b.move("party:"+k.party, c, -k.amount.Minor)
	acc.now += k.amount.Minor
	b.booked[k.endToEnd] += k.amount.Minor
	k.n, k.day = len(acc.bookings), b.day()
	acc.bookings = append(acc.bookings, k)
	it := item{currency: c, from: k.n, to: k.n + 1, notice: true}
	about := fmt.Sprintf("%s/%d/%s", c, k.n, k.endToEnd)
	switch {
	case b.roll(Late, about):
		b.waits = append(b.waits, waiting{due: b.told + 5, item: &it})
	case b.roll(Reorder, about):
		b.waits = append(b.waits, waiting{due: b.told + 1, item: &it})
	default:
		b.say(it)
	}
	if b.roll(Duplicate, about) {
		b.waits = append(b.waits, waiting{due: b.told + 2, item: &it})
	}
}

func (b *book) move(account string, c money.Currency, minor int64) {
	if b.accounts[account] == nil {
		b.accounts[account] = map[money.Currency]int64{}
	}
	b.accounts[account][c] += minor
}

func (b *book) say(it item) {
	it.at = b.time
	b.out = append(b.out, it)
}

// release does what is due; at the end of a day that is everything.
func (b *book) release(all bool) {
	for {
		i := slices.IndexFunc(b.waits, func(w waiting) bool { return all || w.due <= b.told })
		if i < 0 {
			return
		}
		w := b.waits[i]
		b.waits = slices.Delete(b.waits, i, i+1)
		if w.item != nil {
			b.say(*w.item)
		} else {
			b.post(*w.reverse)
		}
	}
}

// closeDay has a statement written for each currency in which something was booked that day.
func (b *book) closeDay() {
	for _, c := range money.Currencies() {
		acc := b.custody[c]
		if acc == nil || acc.since == len(acc.bookings) {
			continue
		}
		acc.number++
		b.say(item{currency: c, from: acc.since, to: len(acc.bookings), closing: &dayBalance{b.day(), acc.number, acc.opening, acc.now}})
		acc.opening, acc.since = acc.now, len(acc.bookings)
	}
}
