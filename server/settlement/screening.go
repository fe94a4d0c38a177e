package settlement

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"fairground/server/actor"
	"fairground/server/lang"
	"fairground/server/money"
	"fairground/server/problem"
	"fairground/server/settlement/ledger"
	"fairground/server/settlement/screening"
)

// Screening says what parties are compared with.
type Screening struct {
	Version  string `json:"version" doc:"Of the lists; none: the operator has supplied none; unreadable: nobody can be paid."`
	Loaded   bool   `json:"loaded" doc:"There are lists. Without any, everybody is clear and every page says so."`
	Readable bool   `json:"readable"`
	Names    int    `json:"names" doc:"Listed names, aliases included."`
	Notice   string `json:"notice,omitempty"`
	Open     int    `json:"open" doc:"Parties that are not clear."`

	Sources []screening.Source `json:"sources" nullable:"false" doc:"Whose lists they are."`
	Day     *time.Time         `json:"day,omitempty" doc:"When the newest of the files was last changed."`
}

// Standing is what is known of a party.
type Standing struct {
	Org      string            `json:"org"`
	Decision string            `json:"decision" enum:"clear,review,hit"`
	Lists    string            `json:"lists"`
	Current  bool              `json:"current" doc:"Decided under the lists of now."`
	Blocked  bool              `json:"blocked"`
	Kept     []money.Amount    `json:"kept" nullable:"false" doc:"What lies on its blocked account."`
	By       string            `json:"by,omitempty" doc:"Who decided; nobody: the system."`
	ByName   string            `json:"byName,omitempty"`
	Reason   string            `json:"reason,omitempty"`
	At       time.Time         `json:"at"`
	Names    []string          `json:"names" nullable:"false"`
	Matches  []screening.Match `json:"matches" nullable:"false" doc:"What resembles it on the lists of now."`
	Orders   []PartyOrder      `json:"orders" nullable:"false" doc:"Its open orders."`
	Unblock  *Proposal         `json:"unblock,omitempty" doc:"Compliance has proposed to give it its money back; a checker has to confirm."`
	May      []string          `json:"may" nullable:"false" doc:"What the reader may do: clear, hit, block, propose-unblock, unblock."`
}

// PartyOrder is an open order of a party.
type PartyOrder struct {
	Order string `json:"order"`
	As    string `json:"as" enum:"buyer,seller"`
	Held  bool   `json:"held"`
}

// What every page shows while nobody is compared with anything.
const (
	noListsNotice    = "No lists of sanctioned parties are loaded: nobody is compared with anything."
	unreadableNotice = "The lists of sanctioned parties cannot be read: nothing is paid out until they can."
)

// useLists reads the lists and tells the ledger under which everybody must be clear from now on. Lists that are configured
// and cannot be read make nobody clear.
func (s *Service) useLists(ctx context.Context) error {
	s.listing.Lock()
	defer s.listing.Unlock()
	lists, version := screening.Empty(), screening.None
	if s.opt.Lists != nil {
		var err error
		version = ledger.UnreadableLists
		if lists, err = s.opt.Lists(); err == nil {
			version = lists.Version()
		} else {
			s.opt.Logger.ErrorContext(ctx, "lists of sanctioned parties not read, nothing is paid out", "err", err)
		}
	}
	s.mu.Lock()
	s.lists = lists
	s.mu.Unlock()
	var known string
	var seq int64
	s.engine.View(func(st *ledger.State) { known, seq = st.Lists(), st.Seq })
	if known == version || (known == "" && version == screening.None) {
		return nil
	}
	err := s.do(ctx, ledger.Command{
		Key: ledger.NewKey("system", "lists", version, strconv.FormatInt(seq, 10)), Type: ledger.UseLists, Actor: ledger.Actor{Role: ledger.Timer}, Ref: version,
	})
	if problem.Is(err, problem.Conflict) { // another process was first
		return nil
	}
	return err
}

// readable returns the lists, nil if they cannot be read.
func (s *Service) readable() *screening.Lists {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.lists
}

// names are all names of an organization in every language, sorted.
func (s *Service) names(ctx context.Context, org string, more lang.Text) ([]string, error) {
	names := slices.Collect(maps.Values(more))
	if s.opt.Names != nil {
		known, err := s.opt.Names(ctx, org)
		if err != nil && !problem.Is(err, problem.NotFound) {
			return nil, fmt.Errorf("names of %s: %w", org, err)
		}
		names = append(names, known...)
	}
	slices.Sort(names)
	return slices.Compact(names), nil
}

// screen compares a party with the lists, once for each version of them, and records what it comes to. A party of which no
// name is known is for a person to look at, unless there are no lists. Who is not clear has all open orders stopped.
func (s *Service) screen(ctx context.Context, org, event string, name lang.Text) {
	lists := s.readable()
	if lists == nil || org == "" {
		return
	}
	var standing ledger.Standing
	s.engine.View(func(st *ledger.State) {
		if p, ok := st.Standing(org); ok {
			standing = *p
		}
	})
	if standing.Lists == lists.Version() {
		return
	}
	names, err := s.names(ctx, org, name)
	if err != nil {
		s.opt.Logger.WarnContext(ctx, "party not screened, it will be tried again", "org", org, "err", err)
		return
	}
	decision := lists.Screen(names...).Decision
	if len(names) == 0 && lists.Version() != screening.None {
		decision = screening.Review
	}
	seq := strconv.FormatInt(standing.Seq, 10)
	done := s.system(ctx, ledger.Command{
		Type: ledger.ScreenParty, Actor: ledger.Actor{Role: ledger.Timer}, Object: org, Ref: lists.Version(),
		Params: []ledger.Param{{Name: "decision", Text: string(decision)}, {Name: "event", Text: event}},
	}, org, lists.Version(), seq)
	if done && decision != screening.Clear {
		s.holdOrders(ctx, org, "screening: "+string(decision), seq)
	}
}

// holdOrders stops every open order of a party.
func (s *Service) holdOrders(ctx context.Context, org, reason, seq string) {
	for _, id := range s.ordersOf(org) {
		var stop bool
		s.engine.View(func(st *ledger.State) {
			o, ok := st.Order(id)
			stop = ok && o.Hold == nil && o.Ended == 0 && (o.Terms.Buyer == org || o.Terms.Seller == org)
		})
		if stop {
			s.system(ctx, ledger.Command{Type: ledger.HoldOrder, Actor: ledger.Actor{Role: ledger.Timer}, Order: id, Note: reason}, id, org, seq)
		}
	}
}

// unscreened says whether a party has not been compared with the lists of now.
func (s *Service) unscreened(org string) (due bool) {
	s.engine.View(func(st *ledger.State) {
		p, ok := st.Standing(org)
		due = !ok || (st.Lists() != "" && p.Lists != st.Lists())
	})
	return due
}

// screenOrder compares both sides of an order with the lists, if they have not been yet. It reports whether they are.
func (s *Service) screenOrder(ctx context.Context, o *ledger.Order) bool {
	if !s.unscreened(o.Terms.Buyer) && !s.unscreened(o.Terms.Seller) {
		return true
	}
	text, err := s.store.text(ctx, o.ID)
	if err != nil {
		s.opt.Logger.WarnContext(ctx, "names of an order not read", "order", o.ID, "err", err)
		return false
	}
	s.screen(ctx, o.Terms.Buyer, "lists", text.BuyerName)
	s.screen(ctx, o.Terms.Seller, "lists", text.SellerName)
	return !s.unscreened(o.Terms.Buyer) && !s.unscreened(o.Terms.Seller)
}

// PayerSuspect says whether a payer whose name a bank reports must not be credited: not clear, or not known to be while
// the lists cannot be read. Money that comes in for such a payer lies in suspense.
func (s *Service) PayerSuspect(name string) bool {
	lists := s.readable()
	return lists == nil || (name != "" && lists.Screen(name).Decision != screening.Clear)
}

// screeningNotice is what every page shows while nobody is compared with anything, or nobody is paid because of it.
func (s *Service) screeningNotice() string {
	switch lists := s.readable(); {
	case lists == nil:
		return unreadableNotice
	case lists.Version() == screening.None:
		return noListsNotice
	}
	return ""
}

// Screening says what parties are compared with. Everybody who is signed in may know.
func (s *Service) Screening() Screening {
	lists := s.readable()
	v := Screening{Version: ledger.UnreadableLists, Notice: s.screeningNotice(), Sources: []screening.Source{}}
	if lists != nil {
		v.Version, v.Loaded, v.Readable, v.Names = lists.Version(), lists.Version() != screening.None, true, lists.Names()
		v.Sources = lists.Sources()
		if day := lists.Day(); !day.IsZero() {
			day = day.UTC()
			v.Day = &day
		}
	}
	s.engine.View(func(st *ledger.State) {
		for _, p := range st.Standings() {
			if p.Blocked || p.Decision != ledger.Clear {
				v.Open++
			}
		}
	})
	return v
}

// complies says whether the actor may read what is known of parties.
func complies(a actor.Actor) bool {
	return slices.ContainsFunc([]actor.Role{actor.Compliance, actor.ClearingChecker, actor.ClearingMaker, actor.Auditor}, a.Clears)
}

// Standings lists what is known of parties: those that are not clear, or all.
func (s *Service) Standings(ctx context.Context, all bool) ([]Standing, error) {
	a := actor.From(ctx)
	if !complies(a) {
		return nil, refusal(ledger.WhyRole)
	}
	var known []*ledger.Standing
	s.engine.View(func(st *ledger.State) { known = st.Standings() })
	rows := []Standing{}
	for _, p := range known {
		if !all && !p.Blocked && p.Decision == ledger.Clear {
			continue
		}
		row, err := s.standing(ctx, a, p)
		if err != nil {
			return nil, err
		}
		rows = append(rows, row)
	}
	return rows, nil
}

func (s *Service) standing(ctx context.Context, a actor.Actor, p *ledger.Standing) (Standing, error) {
	lists := s.readable()
	names, err := s.names(ctx, p.Org, s.nameOf(ctx, p.Org))
	if err != nil {
		return Standing{}, err
	}
	v := Standing{
		Org: p.Org, Decision: p.Decision, Lists: p.Lists, Blocked: p.Blocked, By: p.By, Reason: p.Note, At: *instant(p.Time), Names: names,
		Matches: []screening.Match{}, May: []string{}, Orders: s.openOrders(p.Org), Unblock: s.proposed(a, ledger.Command{Type: ledger.UnblockParty, Object: p.Org}),
		Kept: s.kept(p.Org), ByName: s.personName(ctx, p.By),
	}
	if v.Unblock != nil {
		v.Unblock.By = s.personName(ctx, v.Unblock.ProposedBy)
	}
	if lists != nil {
		v.Current, v.Matches = p.Lists == lists.Version(), lists.Screen(names...).Matches
	}
	switch {
	case a.Org == p.Org: // nobody decides about their own
	case a.Clears(actor.Compliance) && p.Blocked && v.Unblock == nil:
		v.May = []string{"propose-unblock"}
	case a.Clears(actor.Compliance) && p.Blocked: // proposed already
	case a.Clears(actor.Compliance):
		v.May = append(v.May, "block")
		if lists != nil {
			v.May = append(v.May, map[string][]string{ledger.Clear: {"hit"}, ledger.Review: {"clear", "hit"}, ledger.Hit: {"clear"}}[p.Decision]...)
		}
	case a.Clears(actor.ClearingChecker) && p.Blocked && v.Unblock != nil:
		v.May = []string{"unblock"}
	case !p.Blocked && (a.Clears(actor.ClearingMaker) || a.Clears(actor.ClearingChecker)) && s.brakes(a):
		v.May = []string{"block"}
	}
	return v, nil
}

// kept is what lies on a party's blocked account.
func (s *Service) kept(org string) []money.Amount {
	sums := []money.Amount{}
	s.engine.View(func(st *ledger.State) {
		for _, c := range money.Currencies() {
			if v := st.Balance(ledger.AccountID{Name: ledger.BlockedAccount(org), Currency: c}).Posted; v > 0 {
				sums = append(sums, money.Amount{Minor: v, Currency: c})
			}
		}
	})
	return sums
}

// openOrders are the orders of a party that have not ended, by id.
func (s *Service) openOrders(org string) []PartyOrder {
	found := []PartyOrder{}
	orders := s.ordersOf(org)
	s.engine.View(func(st *ledger.State) {
		for _, id := range orders {
			o, ok := st.Order(id)
			switch {
			case !ok || o.Ended != 0:
			case o.Terms.Buyer == org:
				found = append(found, PartyOrder{id, roleWords[ledger.Buyer], o.Hold != nil})
			case o.Terms.Seller == org:
				found = append(found, PartyOrder{id, roleWords[ledger.Seller], o.Hold != nil})
			}
		}
	})
	slices.SortFunc(found, func(a, b PartyOrder) int { return strings.Compare(a.Order, b.Order) })
	return found
}

// nameOf finds the name of a party on one of its open orders.
func (s *Service) nameOf(ctx context.Context, org string) lang.Text {
	for _, id := range s.ordersOf(org) {
		var o *ledger.Order
		s.engine.View(func(st *ledger.State) { o, _ = st.Order(id) })
		if o == nil || (o.Terms.Buyer != org && o.Terms.Seller != org) {
			continue
		}
		text, err := s.store.text(ctx, id)
		if err != nil {
			continue
		}
		if o.Terms.Buyer == org {
			return text.BuyerName
		}
		return text.SellerName
	}
	return nil
}

// payable says whether anything may be paid to an organization now; who was not compared with the lists of now is.
func (s *Service) payable(ctx context.Context, org string) bool {
	if s.unscreened(org) {
		s.screen(ctx, org, "payout", s.nameOf(ctx, org))
	}
	var why string
	s.engine.View(func(st *ledger.State) { why = st.Suspect(org) })
	return why == ""
}
