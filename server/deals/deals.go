// Package deals takes two companies from a need to a signed deal: immutable versions of terms with a content hash, the
// difference between two of them, acceptance of the same hash by both, and two signatures over it.
//
// It does not know money movements: a signed deal is handed over by an outbox entry, and settlement asks for it. It does
// not know media: the conference asks who may enter a deal's room.
package deals

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"fairground/server/actor"
	"fairground/server/db"
	"fairground/server/lang"
	"fairground/server/problem"
)

// Limits of a deal.
const (
	MaxVersions = 100
	maxTitle    = 200
	maxReason   = 500
	maxName     = 120
	lapseAfter  = 30 * 24 * time.Hour // without a move
)

// State is a state of the deal.
type State string

// The states.
const (
	Negotiating State = "negotiating"
	Agreed      State = "agreed"
	Signing     State = "signing" // one of two has signed
	Signed      State = "signed"
	Ordered     State = "ordered"
	Abandoned   State = "abandoned"
	Lapsed      State = "lapsed"
)

// States lists every state.
func States() []State {
	return []State{Negotiating, Agreed, Signing, Signed, Ordered, Abandoned, Lapsed}
}

// Open reports whether the two can still change anything.
func (s State) Open() bool { return s == Negotiating || s == Agreed || s == Signing }

// OfferState is a state of one version.
type OfferState string

// The states of a version.
const (
	Submitted      OfferState = "submitted"
	Superseded     OfferState = "superseded"
	AcceptedByOne  OfferState = "accepted_by_one"
	AcceptedByBoth OfferState = "accepted_by_both"
	Withdrawn      OfferState = "withdrawn"
	Expired        OfferState = "expired"
)

// Party is one of the two companies.
type Party struct {
	Org     string    `json:"org" bson:"org"`
	OrgName lang.Text `json:"orgName" bson:"orgName"`
	People  []string  `json:"-" bson:"people"` // who is told
}

// Offer is one version of the terms. It never changes but for its state.
type Offer struct {
	N      int        `json:"n" bson:"n"`
	By     string     `json:"by" bson:"by" doc:"The organization."`
	Person string     `json:"person" bson:"person"`
	At     time.Time  `json:"at" bson:"at"`
	Hash   string     `json:"hash" bson:"hash" doc:"SHA-256 of the canonical form, in hex."`
	State  OfferState `json:"state" bson:"state" enum:"submitted,superseded,accepted_by_one,accepted_by_both,withdrawn,expired"`
	Terms  Terms      `json:"terms" bson:"terms"`
}

// Acceptance is the word of one side on one hash.
type Acceptance struct {
	Org    string    `json:"org" bson:"org"`
	Person string    `json:"person" bson:"person"`
	Hash   string    `json:"hash" bson:"hash"`
	At     time.Time `json:"at" bson:"at"`
}

// Signature is a simple electronic signature over one hash.
type Signature struct {
	Org         string    `json:"org" bson:"org"`
	Person      string    `json:"person" bson:"person"`
	Name        string    `json:"name" bson:"name"`
	Hash        string    `json:"hash" bson:"hash"`
	At          time.Time `json:"at" bson:"at"`
	ConsentText string    `json:"consentText" bson:"consentText"`
}

// Event is one line of what happened.
type Event struct {
	At     time.Time `json:"at" bson:"at"`
	By     string    `json:"by,omitempty" bson:"by,omitempty"`
	Person string    `json:"person,omitempty" bson:"person,omitempty"`
	Action string    `json:"action" bson:"action"`
	N      int       `json:"n,omitempty" bson:"n,omitempty"`
	Hash   string    `json:"hash,omitempty" bson:"hash,omitempty"`
	Reason string    `json:"reason,omitempty" bson:"reason,omitempty"`
}

// Deal is the negotiation of two companies: one document.
type Deal struct {
	ID         string `bson:"_id"`
	V          int64  `bson:"v"`
	Exhibition string `bson:"exhibition"`
	State      State  `bson:"state"`
	Title      string `bson:"title"`
	Kind       Kind   `bson:"kind"`
	Meeting    string `bson:"meeting,omitempty"`
	Booth      string `bson:"booth,omitempty"`
	Item       string `bson:"item,omitempty"`

	Buyer  Party    `bson:"buyer"`
	Seller Party    `bson:"seller"`
	Orgs   []string `bson:"orgs"` // both, for the lists

	Versions   []Offer      `bson:"versions"`
	Current    int          `bson:"current"` // number of the version on the table, 0 for none
	Accepted   []Acceptance `bson:"accepted"`
	Signatures []Signature  `bson:"signatures"`
	Order      string       `bson:"order,omitempty"`
	Grant      string       `bson:"grant,omitempty"` // the place of a signed licence among those of its work, unique
	Wall       []string     `bson:"wall"`            // organizations that want to stand on the deal wall
	Events     []Event      `bson:"events"`

	Opened   time.Time `bson:"opened"`
	Moved    time.Time `bson:"moved"`
	SignedAt time.Time `bson:"signedAt,omitempty"`
	Due      time.Time `bson:"due,omitempty"` // when the timer has to look at it

	Outbox []db.OutboxEntry `bson:"outbox"`
}

// Organization is what deals need to know of a company.
type Organization struct {
	ID       string
	Name     lang.Text
	Verified bool     // may sign
	People   []string // who is told
}

// Directory tells of organizations.
type Directory interface {
	// Organization returns the organization, or a NotFound problem.
	Organization(ctx context.Context, org string) (Organization, error)
}

// Origin is where a negotiation comes from.
type Origin struct {
	Exhibition string
	Orgs       []string // one for a booth or item, two for a meeting
}

// Origins tells of meetings, booths and items. Each answers a NotFound problem for what the actor may not know of.
type Origins interface {
	OfMeeting(ctx context.Context, meeting string) (Origin, error)
	OfBooth(ctx context.Context, booth string) (Origin, error)
	OfItem(ctx context.Context, item string) (Origin, error)
}

// Announcer tells a live room that something has happened.
type Announcer interface {
	Announce(ctx context.Context, room, kind string, data map[string]string) error
}

// Deps are what the service needs of its surroundings.
type Deps struct {
	DB        *db.DB
	Directory Directory
	Origins   Origins
	Announcer Announcer // nil: nobody is told live
	Now       func() time.Time
	Log       *slog.Logger
}

// Service is the feature.
type Service struct {
	Deps
	store store
}

// New returns the feature on a database.
func New(d Deps) *Service {
	if d.Now == nil {
		d.Now = time.Now
	}
	if d.Log == nil {
		d.Log = slog.New(slog.DiscardHandler)
	}
	return &Service{Deps: d, store: newStore(d.DB)}
}

func (s *Service) now() time.Time { return s.Now().UTC().Truncate(time.Millisecond) }

// RoomID is the id of a deal's own room.
func RoomID(deal string) string { return "room_" + deal }

// Room is what the conference needs to know of a deal's room.
type Room struct {
	Deal         string // the room is RoomID(Deal)
	Exhibition   string
	Name         lang.Text
	Parties      []string // the organizations whose people may come in
	Hosts        []string // none: everybody of the parties
	Interpreters []string
	Over         bool // abandoned or lapsed
}

func (d *Deal) room() Room {
	return Room{
		Deal: d.ID, Exhibition: d.Exhibition, Name: lang.Text{lang.English: d.Title, lang.Chinese: d.Title}, Parties: slices.Clone(d.Orgs),
		Over: d.State == Abandoned || d.State == Lapsed,
	}
}

// party returns the company's side, nil if it is neither.
func (d *Deal) party(org string) *Party {
	switch org {
	case "":
		return nil
	case d.Buyer.Org:
		return &d.Buyer
	case d.Seller.Org:
		return &d.Seller
	}
	return nil
}

// offer returns a version by its number, nil if there is none.
func (d *Deal) offer(n int) *Offer {
	if n < 1 || n > len(d.Versions) {
		return nil
	}
	return &d.Versions[n-1]
}

// onTable is the version that is negotiated, nil if there is none.
func (d *Deal) onTable() *Offer { return d.offer(d.Current) }

// takesPart refuses people who do not trade in the exhibition for one of the two companies.
func (d *Deal) takesPart(by actor.Actor) error {
	if d.party(by.Org) == nil {
		return notFound()
	}
	if !trades(by, d.Exhibition) {
		return problem.New(problem.Forbidden, "not_taking_part", "only exhibitors and buyers of this exhibition may do this")
	}
	return nil
}

func trades(a actor.Actor, exhibition string) bool {
	return a.Org != "" && (a.Has(actor.Exhibitor, exhibition) || a.Has(actor.Buyer, exhibition))
}

func notFound() error {
	return problem.New(problem.NotFound, "deal_not_found", "there is no such deal")
}

func (d *Deal) mustBeOpen() error {
	if !d.State.Open() {
		return problem.Newf(problem.Conflict, "deal_closed", "the deal is %s", d.State).With("state", string(d.State))
	}
	return nil
}

// note writes what happened into the history and, for the audit chain and the people of the other side, into the outbox.
func (d *Deal) note(by actor.Actor, kind, action, reason string, o *Offer, now time.Time) {
	d.V++
	d.Moved = now
	e := Event{At: now, By: by.Org, Person: by.Person, Action: action, Reason: reason}
	data := map[string]string{"title": d.Title, "state": string(d.State), "buyer": d.Buyer.Org, "seller": d.Seller.Org, "room": RoomID(d.ID)}
	if by.IsSystem() {
		e.Person = ""
	}
	if o != nil {
		e.N, e.Hash = o.N, o.Hash
		data["version"], data["hash"] = fmt.Sprint(o.N), o.Hash
	}
	if reason != "" {
		data["reason"] = reason
	}
	var to []string
	for _, p := range []Party{d.Buyer, d.Seller} {
		if p.Org == by.Org {
			data["orgName"], _ = p.OrgName.In(lang.English)
		} else {
			to = append(to, p.People...)
		}
	}
	d.Events = append(d.Events, e)
	d.Outbox = append(d.Outbox, db.OutboxEntry{
		ID: db.NewID("out", now), Type: kind, At: now, By: by.Person, Entity: d.ID, Exhibition: d.Exhibition, To: to, Data: data,
	})
	d.Due = d.due()
}

// due is when the timer has to look at the deal; zero for never.
func (d *Deal) due() time.Time {
	if !d.State.Open() {
		return time.Time{}
	}
	due := d.Moved.Add(lapseAfter)
	if o := d.onTable(); o != nil && d.State == Negotiating {
		if until := o.until(); !until.IsZero() && until.Before(due) {
			due = until
		}
	}
	return due
}

// until is the last moment at which a version can be accepted, zero for ever.
func (o *Offer) until() time.Time {
	day, err := time.Parse(time.DateOnly, o.Terms.ValidUntil)
	if err != nil {
		return time.Time{}
	}
	return endOf(day).Truncate(time.Millisecond)
}

// submit puts a new version on the table. What was agreed or signed before is on the older version and counts no more.
func (d *Deal) submit(by actor.Actor, t Terms, now time.Time) error {
	if err := d.takesPart(by); err != nil {
		return err
	}
	if err := d.mustBeOpen(); err != nil {
		return err
	}
	if len(d.Versions) >= MaxVersions {
		return problem.Newf(problem.Conflict, "versions_full", "a deal has at most %d versions", MaxVersions)
	}
	if t.Rights != nil && strings.TrimSpace(t.Rights.Work) == "" {
		r := *t.Rights
		if r.Work = d.Item; r.Work == "" {
			r.Work = d.Title
		}
		t.Rights = &r
	}
	if err := t.Check(d.Kind, now); err != nil {
		return err
	}
	o := Offer{
		N: len(d.Versions) + 1, By: by.Org, Person: by.Person, At: now, State: Submitted, Terms: t,
		Hash: Hash(d.ID, d.Kind, d.Buyer.Org, d.Seller.Org, t),
	}
	if last := d.onTable(); last != nil {
		if last.Hash == o.Hash {
			return problem.New(problem.Conflict, "terms_unchanged", "this version says the same as the one on the table")
		}
		last.State = Superseded
	}
	d.Versions = append(d.Versions, o)
	d.Current, d.State, d.Accepted, d.Signatures = o.N, Negotiating, nil, nil
	d.note(by, "offer.submitted", "submit", "", &o, now)
	return nil
}

// the finds the version on the table by its hash: whoever accepts or signs says what he has read.
func (d *Deal) the(hash string) (*Offer, error) {
	o := d.onTable()
	if o == nil {
		return nil, problem.New(problem.Conflict, "no_offer", "there is no version on the table")
	}
	if o.Hash != hash {
		return nil, problem.New(problem.Conflict, "hash_stale", "another version is on the table").With("hash", o.Hash).With("current", o.N)
	}
	return o, nil
}

// accept takes the word of one side on the version on the table; with the word of both it is agreed. Saying it again
// changes nothing, which is reported.
func (d *Deal) accept(by actor.Actor, hash string, now time.Time) (changed bool, err error) {
	if err := d.takesPart(by); err != nil {
		return false, err
	}
	if err := d.mustBeOpen(); err != nil {
		return false, err
	}
	o, err := d.the(hash)
	if err != nil {
		return false, err
	}
	if slices.ContainsFunc(d.Accepted, func(a Acceptance) bool { return a.Org == by.Org && a.Hash == hash }) {
		return false, nil
	}
	if until := o.until(); !until.IsZero() && now.After(until) {
		return false, problem.New(problem.Conflict, "offer_expired", "this version can no longer be accepted")
	}
	d.Accepted = append(d.Accepted, Acceptance{Org: by.Org, Person: by.Person, Hash: hash, At: now})
	o.State = AcceptedByOne
	kind := "deal.accepted"
	if len(d.Accepted) == 2 {
		o.State, d.State, kind = AcceptedByBoth, Agreed, "deal.agreed"
	}
	d.note(by, kind, "accept", "", o, now)
	return true, nil
}

// ConsentText is what a signer consents to, in the language of the interface.
func ConsentText(tag string) string {
	if tag == lang.Chinese {
		return "我确认有权代表本机构签署，并同意以简单电子签名的方式签署与下列哈希值对应的条款。"
	}
	return "I confirm that I may sign for my organization, and I agree to sign the terms with the hash below by a simple electronic signature."
}

// sign signs the agreed version. The first signature makes the deal signing, the second signed.
func (d *Deal) sign(by actor.Actor, hash, name string, now time.Time) (changed bool, err error) {
	if err := d.takesPart(by); err != nil {
		return false, err
	}
	signed := slices.ContainsFunc(d.Signatures, func(s Signature) bool { return s.Org == by.Org && s.Hash == hash })
	switch {
	case signed:
		return false, nil
	case d.State == Negotiating:
		return false, problem.New(problem.Conflict, "not_agreed", "both sides have to accept the same version first")
	}
	if err := d.mustBeOpen(); err != nil {
		return false, err
	}
	o, err := d.the(hash)
	if err != nil {
		return false, err
	}
	name = strings.TrimSpace(name)
	if n := utf8.RuneCountInString(name); n == 0 || n > maxName {
		return false, problem.New(problem.Invalid, "name_missing", "sign with your name").Field("body.name", fmt.Sprintf("needs 1 to %d characters", maxName))
	}
	d.Signatures = append(d.Signatures, Signature{
		Org: by.Org, Person: by.Person, Name: name, Hash: hash, At: now, ConsentText: ConsentText(lang.Match(by.Lang)),
	})
	if len(d.Signatures) < 2 {
		d.State = Signing
		d.note(by, "deal.signature_given", "sign", "", o, now)
		return true, nil
	}
	d.State, d.SignedAt = Signed, now
	d.note(by, "deal.signed", "sign", "", o, now)
	return true, nil
}

// withdraw takes the version off the table that one has put there, as long as it is not agreed.
func (d *Deal) withdraw(by actor.Actor, now time.Time) error {
	if err := d.takesPart(by); err != nil {
		return err
	}
	o := d.onTable()
	switch {
	case o == nil:
		return problem.New(problem.Conflict, "no_offer", "there is no version on the table")
	case d.State != Negotiating:
		return problem.Newf(problem.Conflict, "offer_agreed", "the deal is %s: send another version or abandon it", d.State)
	case o.By != by.Org:
		return problem.New(problem.Forbidden, "not_your_offer", "only the side that sent this version may withdraw it")
	}
	o.State = Withdrawn
	d.Current, d.Accepted = 0, nil
	d.note(by, "offer.withdrawn", "withdraw", "", o, now)
	return nil
}

// abandon ends the negotiation without a deal.
func (d *Deal) abandon(by actor.Actor, reason string, now time.Time) error {
	if err := d.takesPart(by); err != nil {
		return err
	}
	if err := d.mustBeOpen(); err != nil {
		return err
	}
	if n := utf8.RuneCountInString(strings.TrimSpace(reason)); n == 0 || n > maxReason {
		return problem.New(problem.Invalid, "reason_missing", "say why").Field("body.reason", fmt.Sprintf("needs 1 to %d characters", maxReason))
	}
	d.State = Abandoned
	d.note(by, "deal.abandoned", "abandon", reason, nil, now)
	return nil
}

// look is what the timer does: a version expires, a deal in which nobody moved lapses.
func (d *Deal) look(now time.Time) bool {
	if !d.State.Open() {
		return false
	}
	if !now.Before(d.Moved.Add(lapseAfter)) {
		d.State = Lapsed
		d.note(actor.System, "deal.lapsed", "lapse", "", nil, now)
		return true
	}
	o := d.onTable()
	if o == nil || d.State != Negotiating || o.until().IsZero() || !now.After(o.until()) {
		return false
	}
	o.State = Expired
	d.Current, d.Accepted = 0, nil
	moved := d.Moved
	d.note(actor.System, "offer.expired", "expire", "", o, now)
	d.Moved = moved // the program is not a side: the deal lapses as if nothing had happened
	d.Due = d.due()
	return true
}

// order notes that settlement has made the order. Doing it again changes nothing.
func (d *Deal) order(id string, now time.Time) (changed bool, err error) {
	switch {
	case d.State == Ordered && d.Order == id:
		return false, nil
	case d.State == Ordered:
		return false, problem.New(problem.Conflict, "order_exists", "this deal has another order").With("order", d.Order)
	case d.State != Signed:
		return false, problem.Newf(problem.Conflict, "not_signed", "the deal is %s", d.State)
	}
	d.State, d.Order = Ordered, id
	d.note(actor.System, "deal.ordered", "order", "", nil, now)
	d.Outbox[len(d.Outbox)-1].To = nil // the ledger tells both sides of their order
	return true, nil
}

// show puts the deal on the wall as far as one side is concerned, or takes it off.
func (d *Deal) show(by actor.Actor, on bool, now time.Time) (changed bool, err error) {
	if err := d.takesPart(by); err != nil {
		return false, err
	}
	if slices.Contains(d.Wall, by.Org) == on {
		return false, nil
	}
	d.Wall = slices.DeleteFunc(d.Wall, func(o string) bool { return o == by.Org })
	action := "hide"
	if on {
		d.Wall = append(d.Wall, by.Org)
		action = "show"
	}
	moved := d.Moved
	d.note(by, "deal.wall_changed", action, "", nil, now)
	d.Moved = moved
	d.Due = d.due()
	return true, nil
}

// onWall reports whether both sides want the deal to be seen.
func (d *Deal) onWall() bool {
	return (d.State == Signed || d.State == Ordered) && slices.Contains(d.Wall, d.Buyer.Org) && slices.Contains(d.Wall, d.Seller.Org)
}
