// Package settlement turns signed deals into orders and looks after their money: escrow, milestones, releases, refunds
// and payouts. Its truth is the ledger in server/settlement/ledger; this package asks it, drives what the system itself
// has to do (timers, rails, small releases), keeps projections for lists, and serves all of it over HTTP.
//
// It does not know how a deal is negotiated, who people are beyond the actor in the context, or any real bank: the
// built-in rail is a sandbox without real money.
package settlement

import (
	"context"
	"crypto/ed25519"
	"encoding/base32"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"golang.org/x/sync/singleflight"

	"fairground/server/actor"
	"fairground/server/db"
	"fairground/server/lang"
	"fairground/server/money"
	"fairground/server/problem"
	"fairground/server/settlement/ledger"
	"fairground/server/settlement/rail"
	"fairground/server/settlement/screening"
)

// Options of the service.
type Options struct {
	DB     *db.DB
	Logger *slog.Logger
	Now    func() time.Time
	Writer string // name of this process in blocks; "server" if empty
	Rail   rail.Rail

	ExchangeBasisPoints int64              // commission of the exchange on new orders
	PlatformBasisPoints int64              // commission of the platform on new orders
	FundWithin          time.Duration      // from import to the funding deadline; 14 days if zero
	Inspection          time.Duration      // of what the deal says nothing about; 7 days if zero, and silence is no acceptance
	Clocks              ledger.Clocks      // of disputes, in milliseconds; those that are zero are the usual ones
	SnapshotEvery       int64              // blocks between two snapshots of the ledger; ledger.SnapshotEvery if zero
	SigningKey          ed25519.PrivateKey // of the heads of each day; without one none is signed
	Liability           time.Duration      // after an order's end, in which its money may be called back; 120 days if zero
	ReserveBasisPoints  int64              // of a seller's net, kept back until then; 0 to 5000
	// Limits up to which the system releases and pays out alone. Without any, every release and payout needs two people.
	Limits            []ledger.Limit
	Rates             RateSource     // of currencies; ExampleRates if nil
	SpreadBasisPoints int64          // what changing currencies costs, on top of the rate; 50 if zero
	Exposures         []money.Amount // how far the position in each currency may go; without one there are no quotes
	// Lists reads the lists of sanctioned parties; nil: there are none, and every page says so.
	Lists func() (*screening.Lists, error)
	// Names are the names of an organization in every language and script; nil: those on its orders.
	Names func(ctx context.Context, org string) ([]string, error)
	// PersonName is what a person is called; nil: people are known by their ids.
	PersonName func(ctx context.Context, person string) (string, error)
	// OrgName is what an organization is called that stands on no paper of an order; nil: by its id only.
	OrgName func(ctx context.Context, org string) (lang.Text, error)
	// Officers are told of alarms: who clears, compliance, auditors. nil: nobody.
	Officers func(ctx context.Context) ([]string, error)
}

// Service is settlement. Close it.
type Service struct {
	*machine
	opt      Options
	heads    *headStore
	words    *wordStore
	letters  *letterStore
	incoming *incomingStore

	mu      sync.Mutex      // guards what follows
	payouts map[string]bool // with something left to do for the system
	sent    map[string]bool // message ids of files that the rail has acknowledged since the start
	docket
	histories histories
	recalled  recalled
	aftermath
	lookout
	quiet    time.Time // until then the rail is left alone: it did not answer
	headsTo  string    // the day up to which heads are signed, YYYY-MM-DD
	reading  reading
	sending  chan struct{} // held by whoever sends files to the rail
	boarding chan struct{} // closed when the flush that has not begun yet has ended; nil: nobody waits for one
	listing  sync.Mutex    // one look at the lists of sanctioned parties at a time
	lists    *screening.Lists
	flows    flows
	replays  singleflight.Group // of the whole log, for auditors
}

// Open makes the indexes, tries out what the ledger rests on, replays and verifies the log from the newest snapshot on and
// starts the writer and the projector. It fails closed. Run drives the timers.
func Open(ctx context.Context, o Options) (*Service, error) {
	if o.FundWithin <= 0 {
		o.FundWithin = 14 * 24 * time.Hour
	}
	if o.Inspection <= 0 {
		o.Inspection = 7 * 24 * time.Hour
	}
	if o.Liability <= 0 {
		o.Liability = 120 * 24 * time.Hour
	}
	if o.Rates == nil {
		o.Rates = ExampleRates()
	}
	s := &Service{opt: o, heads: newHeadStore(o.DB), words: newWordStore(o.DB), letters: newLetterStore(o.DB), incoming: newIncomingStore(o.DB), payouts: map[string]bool{}, sent: map[string]bool{}, sending: make(chan struct{}, 1), docket: newDocket(), histories: newHistories(), recalled: newRecalled(), aftermath: newAftermath(), lookout: newLookout()}
	var err error
	if s.machine, err = openMachine(ctx, o, s.applied); err != nil {
		return nil, fmt.Errorf("open settlement: %w", err)
	}
	s.resume()
	s.histories.begin()
	if err := errors.Join(s.heads.ensureIndexes(ctx), s.words.ensureIndexes(ctx), s.letters.ensureIndexes(ctx), s.incoming.ensureIndexes(ctx), s.setPolicy(ctx), s.setExposures(ctx), s.useLists(ctx)); err != nil {
		s.Close()
		return nil, fmt.Errorf("open settlement: %w", err)
	}
	return s, nil
}

// Close stops the writer, lets the projector write what it has, for at most five seconds, and waits for both. What is not
// written then is written after the next start.
func (s *Service) Close() { s.close() }

// applied hears of every block in order.
func (s *Service) applied(d ledger.Delta) {
	s.histories.heard(&d.Block)
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, o := range d.Orders {
		s.file(o)
		s.stir(o.ID)
	}
	for _, f := range d.Archived { // the replay of a start brings what has rested for long
		s.drop(f.Order)
		s.leave(f.Order.ID)
		delete(s.asleep, f.Order.ID)
	}
	if slices.ContainsFunc(d.Block.Entries, func(e ledger.Entry) bool { return stirring(&e) }) {
		for id := range s.orders {
			s.stir(id)
		}
	}
	for _, p := range d.Payouts {
		s.payouts[p.ID] = true
	}
	s.heard(d)
}

// resume marks what is under way at the start: a replay that began with a snapshot has not heard of it.
func (s *Service) resume() {
	var orders []*ledger.Order
	var payouts []string
	var debts []ledger.Debt
	s.engine.View(func(st *ledger.State) {
		payouts, debts = st.Payouts(), st.Debts()
		for _, id := range st.Orders() {
			o, _ := st.Order(id)
			orders = append(orders, o)
		}
	})
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, o := range orders {
		if _, heard := s.orders[o.ID]; !heard { // else of a block since the start, which is newer
			s.file(o)
			s.reserve(o)
			s.stir(o.ID)
		}
	}
	for _, id := range payouts {
		s.payouts[id] = true
	}
	for _, d := range debts {
		s.debtors[ledger.AccountID{Name: ledger.DebtAccount(d.Org), Currency: d.Currency}] = true
	}
}

// setPolicy writes the limits into the log unless they are what the log says already.
func (s *Service) setPolicy(ctx context.Context) error {
	var seq int64
	same := true
	s.engine.View(func(st *ledger.State) {
		seq = st.Seq
		for _, l := range s.opt.Limits {
			same = same && st.Limit(l.Currency) == l
		}
	})
	if same {
		return nil
	}
	parts := []string{"policy", strconv.FormatInt(seq, 10)}
	for _, l := range s.opt.Limits {
		parts = append(parts, string(l.Currency), strconv.FormatInt(l.Release, 10), strconv.FormatInt(l.Payout, 10))
	}
	return s.do(ctx, ledger.Command{Key: ledger.NewKey(parts...), Type: ledger.SetPolicy, Actor: ledger.Actor{Role: ledger.Timer}, Limits: s.opt.Limits})
}

// do gives a command to the ledger and turns whatever is not success into a problem.
func (s *Service) do(ctx context.Context, c ledger.Command) error {
	out, err := s.engine.Do(ctx, c)
	switch {
	case errors.Is(err, ledger.ErrMalformed):
		return problem.New(problem.Invalid, "command_malformed", "the ledger does not take this").Wrap(err)
	case errors.Is(err, ledger.ErrKeyReused):
		return problem.New(problem.Conflict, "idempotency_key_reused", "this Idempotency-Key was used for something else")
	case errors.Is(err, ledger.ErrHalted):
		return problem.New(problem.Unavailable, "ledger_halted", "the ledger has stopped itself; nothing moves until it is examined").Wrap(err)
	case errors.Is(err, ledger.ErrUnknown):
		return problem.New(problem.Unavailable, "outcome_unknown", "it is not known whether this happened; ask again with the same Idempotency-Key").Wrap(err)
	case err != nil:
		return fmt.Errorf("ask ledger: %w", err)
	case !out.OK:
		return refusal(out.Why)
	}
	return nil
}

// refusal gives the ledger's reason its kind and words.
func refusal(why string) error {
	kind, words := problem.Conflict, map[string]string{
		ledger.WhyState:        "this is not possible in the state it is in",
		ledger.WhyNotDue:       "its time has not come",
		ledger.WhyNoConsent:    "the seller has not consented and no deadline has passed",
		ledger.WhyTwice:        "this was done before",
		ledger.WhyAboveLimit:   "the amount needs two people",
		ledger.WhyNoProposal:   "nobody has proposed it yet",
		ledger.WhyFunds:        "there is not enough money for it",
		ledger.WhyOrderExists:  "the deal has an order already, of another version",
		ledger.WhyOrderClosed:  "the order is closed",
		ledger.WhyArchived:     "the order ended long ago and is in the archive",
		ledger.WhySamePerson:   "the second person must be another one",
		ledger.WhyRole:         "your role does not allow this",
		ledger.WhyNotParty:     "you act for neither side of this",
		ledger.WhyParty:        "who has a part in it may not decide it",
		ledger.WhyVersion:      "it has been changed by someone else",
		ledger.WhyAmount:       "the amount is not possible",
		ledger.WhyCurrency:     "the currency is not the right one",
		ledger.WhyQuoteExpired: "the price is not valid any more: ask for a new one",
		ledger.WhyQuoteTerms:   "the price is not one that can be agreed to",
		ledger.WhyExposure:     "no more of this currency can be changed at the moment",
		ledger.WhyNotAsked:     "the seller has not asked for early payment on this",
		ledger.WhyOfferExpired: "the offer is not valid any more",
		ledger.WhyOfferTerms:   "the offer is not one that can be made",
		ledger.WhyCap:          "that is more than may be advanced on the order",
		ledger.WhyOffer:        "only the newest offer of the other side can be accepted",
		ledger.WhyLate:         "the time for it is over",
		ledger.WhyOpener:       "only who opened the dispute withdraws it",
		ledger.WhyTooMany:      "there are too many of them already",
		ledger.WhyIndivisible:  "it is not made of pieces, or was divided too often",
		ledger.WhyFixed:        "parties, commissions and the day to answer by are not amended",
		ledger.WhyEvidence:     "name what shows it",
		ledger.WhyDebt:         "a debt is open: what is owed comes first",
		ledger.WhyClaim:        "a bank calls money back and that has not ended",
		ledger.WhyLiability:    "the time in which money may be called back has passed",
		ledger.WhyHeld:         "compliance has stopped the order",
		ledger.WhyReason:       "say why",
		ledger.WhyBlocked:      "compliance has blocked the party",
		ledger.WhyScreening:    "a party is not clear under the lists of now",
		ledger.WhyLists:        "the lists have changed, or cannot be read",
		ledger.WhyPeriod:       "the period is closed, or has not come",
		ledger.WhyTax:          "a tax rule names jurisdiction, income, kind of party, a day and a certificate",
	}[why]
	switch why {
	case ledger.WhyDisputeUnknown, ledger.WhyOrderUnknown, ledger.WhyMilestoneUnknown, ledger.WhyPayoutUnknown, ledger.WhySuspenseUnknown, ledger.WhyClaimUnknown,
		ledger.WhyQuoteUnknown, ledger.WhyAdvanceUnknown:
		noun := strings.TrimSuffix(why, "_unknown")
		return problem.New(problem.NotFound, noun+"_not_found", "there is no such "+noun)
	case ledger.WhyRole, ledger.WhyNotParty, ledger.WhyParty, ledger.WhySamePerson, ledger.WhyOpener:
		kind = problem.Forbidden
	case ledger.WhyVersion:
		return problem.New(problem.PreconditionFailed, "version_conflict", words)
	case ledger.WhyAmount, ledger.WhyCurrency, ledger.WhyReason, ledger.WhyEvidence, ledger.WhyTax, ledger.WhyQuoteTerms, ledger.WhyOfferTerms:
		kind = problem.Invalid
	}
	if words == "" {
		kind, words = problem.Invalid, "the terms do not allow it"
	}
	return problem.New(kind, why, words)
}

// orderID is the id of a deal's order: one deal has at most one.
func orderID(deal string) string {
	if tail, ok := strings.CutPrefix(deal, "deal_"); ok {
		return "ord_" + tail
	}
	return "ord_" + short(ledger.NewKey("order", deal))
}

// short spells a key in 26 lower-case characters.
func short(k ledger.Key) string {
	return strings.ToLower(base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(k[:]))
}

// Party is one side of a deal.
type Party struct {
	Org  string
	Name lang.Text
}

// SignedDeal is what settlement needs of a deal that both sides have signed.
type SignedDeal struct {
	Deal       string
	Hash       string // SHA-256 of the signed version, 64 hexadecimal digits
	Title      string
	Exhibition string
	Organizer  string // organization of the organizer; its people may not clear
	Logistics  string // organization that ships, if one is agreed
	Buyer      Party
	Seller     Party
	FeePaidBy  string       // "buyer", "seller" or "split"
	CancelFee  money.Amount // to the seller if the buyer cancels with consent; the zero value is none
	Milestones []SignedMilestone
	Tax        TaxFacts // of the seller; the zero value: no tax is withheld
}

// TaxFacts say which rules of the tax table hold for what a seller earns.
type TaxFacts struct {
	Jurisdiction string // ISO 3166-1 alpha-2
	Kind         string // "company" or "person"
	Income       string // "goods", "services", "royalties"
}

// SignedMilestone is a part of the deal with its own money.
type SignedMilestone struct {
	Title  string
	Amount money.Amount
	Due    time.Time // after it the buyer may cancel what has not been shipped; zero: never

	InspectionDays int   // 0: as long as Options say
	SilenceAccepts bool  // silence after the inspection is acceptance; without it, it is a dispute
	Quantity       int64 // pieces that can be accepted one by one; 0: it is one thing
}

// ImportDeal makes the order of a signed deal and returns its id. It is idempotent by deal and version hash; the outbox
// worker calls it at least once. Another version of a deal that has an order already is a Conflict "order_exists".
func (s *Service) ImportDeal(ctx context.Context, d SignedDeal) (string, error) {
	terms, err := s.terms(d)
	if err != nil {
		return "", err
	}
	id := orderID(d.Deal)
	text := dealText{ID: id, V: 1, Final: true, Title: d.Title, BuyerName: d.Buyer.Name, SellerName: d.Seller.Name, Milestones: map[string]string{}}
	for i, m := range d.Milestones {
		text.Milestones[terms.Milestones[i].ID] = m.Title
	}
	if err := s.store.saveText(ctx, text); err != nil {
		return "", fmt.Errorf("import deal: %w", err)
	}
	s.screen(ctx, d.Buyer.Org, "import", d.Buyer.Name)
	s.screen(ctx, d.Seller.Org, "import", d.Seller.Name)
	key := ledger.NewKey("deal", d.Deal, d.Hash)
	out, known := s.outcome(ctx, key)
	if !known {
		err = s.do(ctx, ledger.Command{Key: key, Type: ledger.ImportOrder, Actor: ledger.Actor{Role: ledger.Timer}, Order: id, Terms: terms})
	} else if !out.OK { // the terms carry the funding deadline of the first import, so asking again would be another command
		err = refusal(out.Why)
	}
	if err != nil {
		return "", err
	}
	return id, nil
}

func (s *Service) terms(d SignedDeal) (*ledger.Terms, error) {
	hash, err := hex.DecodeString(d.Hash)
	if err != nil || len(hash) != len(ledger.Hash{}) {
		return nil, problem.New(problem.Invalid, "hash_invalid", "the version hash of a deal is 64 hexadecimal digits")
	}
	share, ok := shares()[d.FeePaidBy]
	if !ok {
		return nil, problem.New(problem.Invalid, "fee_invalid", "the commission is paid by buyer, seller or split")
	}
	if len(d.Milestones) == 0 || len(d.Milestones) > ledger.MaxMilestones {
		return nil, problem.Newf(problem.Invalid, "milestones_invalid", "a deal has 1 to %d milestones", ledger.MaxMilestones)
	}
	t := &ledger.Terms{
		Deal: d.Deal, Hash: ledger.Hash(hash), Signed: true, Buyer: d.Buyer.Org, Seller: d.Seller.Org, Organizer: d.Organizer, Logistics: d.Logistics,
		Exhibition: d.Exhibition, Currency: d.Milestones[0].Amount.Currency, ExchangeBP: s.opt.ExchangeBasisPoints, PlatformBP: s.opt.PlatformBasisPoints,
		BuyerShareBP: share, FundBy: s.opt.Now().Add(s.opt.FundWithin).UnixMilli(), CancelFee: d.CancelFee.Minor,
		Conditions: &ledger.Conditions{Clocks: s.opt.Clocks, Liability: s.opt.Liability.Milliseconds(), ReserveBP: s.opt.ReserveBasisPoints},
	}
	if d.CancelFee.Minor != 0 && d.CancelFee.Currency != t.Currency {
		return nil, problem.New(problem.Invalid, "currency_mismatch", "the cancellation fee is in another currency")
	}
	for i, m := range d.Milestones {
		if m.Amount.Currency != t.Currency {
			return nil, problem.New(problem.Invalid, "currency_mismatch", "the milestones of a deal are in one currency")
		}
		mt := ledger.MilestoneTerms{ID: "mil_" + strconv.Itoa(i+1), Amount: m.Amount.Minor}
		if !m.Due.IsZero() {
			mt.ShipBy = m.Due.UnixMilli()
		}
		t.Milestones = append(t.Milestones, mt)
		t.Conditions.Milestones = append(t.Conditions.Milestones, s.inspection(m.InspectionDays, m.SilenceAccepts, m.Quantity))
	}
	if d.Tax != (TaxFacts{}) {
		t.Conditions.SellerJurisdiction, t.Conditions.SellerKind, t.Conditions.Income = d.Tax.Jurisdiction, d.Tax.Kind, d.Tax.Income
	}
	return t, nil
}

// side is what the actor is to an order: a ledger role, "" for a stranger. Parties come first: who clears and is a party
// is a party.
func side(a actor.Actor, o *ledger.Order) ledger.Role {
	t := o.Terms
	switch {
	case a.IsSystem():
		return ledger.Timer
	case a.Org != "" && a.Org == t.Buyer:
		return ledger.Buyer
	case a.Org != "" && a.Org == t.Seller:
		return ledger.Seller
	case a.Org != "" && a.Org == t.Logistics && a.Clears(actor.Logistics):
		return ledger.Logistics
	case a.Clears(actor.ClearingMaker):
		return ledger.Maker
	case a.Clears(actor.ClearingChecker):
		return ledger.Checker
	case a.Clears(actor.Arbitrator) && len(o.Disputes) > 0:
		return ledger.Arbitrator
	case a.Clears(actor.Auditor):
		return ledger.Auditor
	case a.Clears(actor.Compliance):
		return ledger.Compliance
	case a.Has(actor.Organizer, t.Exhibition):
		return ledger.Organizer
	}
	return ""
}

// readsAll says whether the actor may see every order.
func readsAll(a actor.Actor) bool {
	return a.IsSystem() || slices.ContainsFunc([]actor.Role{actor.ClearingMaker, actor.ClearingChecker, actor.Auditor, actor.Compliance}, a.Clears)
}

func as(a actor.Actor, r ledger.Role) ledger.Actor {
	return ledger.Actor{Person: a.Person, Org: a.Org, Role: r, Via: "api"}
}

// find returns an order the actor may see, and what he is to it. To strangers it does not exist.
func (s *Service) find(ctx context.Context, id string) (*ledger.Order, ledger.Role, error) {
	o, _, err := s.recall(ctx, id)
	if err != nil {
		return nil, "", err
	}
	if o == nil {
		return nil, "", refusal(ledger.WhyOrderUnknown)
	}
	r := side(actor.From(ctx), o)
	if r == "" {
		return nil, "", refusal(ledger.WhyOrderUnknown)
	}
	return o, r, nil
}

// clientKey is the ledger key of what a person asked for under an Idempotency-Key.
func clientKey(a actor.Actor, key string) (ledger.Key, error) {
	if key == "" {
		return ledger.Key{}, problem.New(problem.PreconditionRequired, "idempotency_key_required", "send an Idempotency-Key")
	}
	return ledger.NewKey("client", a.Person, key), nil
}

func (s *Service) limit(c money.Currency) ledger.Limit {
	var l ledger.Limit
	s.engine.View(func(st *ledger.State) { l = st.Limit(c) })
	return l
}

// outcome looks up what a key came to before. Where that cannot be said now it is not known: the ledger itself looks again
// before it decides.
func (s *Service) outcome(ctx context.Context, k ledger.Key) (ledger.Outcome, bool) {
	out, known, err := s.engine.Outcome(ctx, k)
	if err != nil {
		s.opt.Logger.WarnContext(ctx, "what a key came to cannot be looked up", "err", err)
	}
	return out, known
}
