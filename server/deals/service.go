package deals

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"fairground/server/actor"
	"fairground/server/db"
	"fairground/server/lang"
	"fairground/server/money"
	"fairground/server/problem"
)

// Opening is how a negotiation begins. One of Meeting, Booth, Item and Counterparty says with whom.
type Opening struct {
	Exhibition   string
	Meeting      string
	Booth        string
	Item         string
	Counterparty string // organization
	Title        string
	Kind         Kind
	As           string // "buyer" or "seller"; by the actor's role if empty
}

// Begin opens a negotiation without a version.
func (s *Service) Begin(ctx context.Context, o Opening) (Deal, error) {
	who, now := actor.From(ctx), s.now()
	if err := o.check(); err != nil {
		return Deal{}, err
	}
	counterparty, exhibition, err := s.counterparty(ctx, o, who)
	if err != nil {
		return Deal{}, err
	}
	if !trades(who, exhibition) {
		return Deal{}, problem.New(problem.Forbidden, "not_taking_part", "only exhibitors and buyers of this exhibition may do this")
	}
	mine, err := s.side(ctx, who.Org)
	if err != nil {
		return Deal{}, err
	}
	theirs, err := s.side(ctx, counterparty)
	if err != nil {
		return Deal{}, err
	}
	d := Deal{
		ID: db.NewID("deal", now), Exhibition: exhibition, State: Negotiating, Title: strings.TrimSpace(o.Title), Kind: o.Kind,
		Meeting: o.Meeting, Booth: o.Booth, Item: o.Item, Buyer: mine, Seller: theirs, Opened: now,
	}
	if o.As == "seller" || o.As == "" && !who.Has(actor.Buyer, exhibition) {
		d.Buyer, d.Seller = theirs, mine
	}
	d.Orgs = []string{d.Buyer.Org, d.Seller.Org}
	d.note(who, "deal.opened", "open", "", nil, now)
	if err := s.store.Insert(ctx, d); err != nil {
		return Deal{}, fmt.Errorf("open deal: %w", err)
	}
	s.announce(ctx, &d, "deal.opened")
	return d, nil
}

func (o Opening) check() error {
	whole := problem.New(problem.Invalid, "deal_invalid", "the deal cannot be opened like this")
	bad := whole
	if n := utf8.RuneCountInString(strings.TrimSpace(o.Title)); n == 0 || n > maxTitle {
		bad = bad.Field("body.title", fmt.Sprintf("needs 1 to %d characters", maxTitle))
	}
	if !slices.Contains([]Kind{KindGood, KindService, KindWork}, o.Kind) {
		bad = bad.Field("body.kind", "must be good, service or work")
	}
	if o.Meeting == "" && o.Booth == "" && o.Item == "" && o.Counterparty == "" {
		bad = bad.Field("body.counterparty", "name a meeting, a booth, an item or an organization")
	}
	if bad != whole {
		return bad
	}
	return nil
}

// counterparty finds with whom the actor negotiates, and in which exhibition.
func (s *Service) counterparty(ctx context.Context, o Opening, who actor.Actor) (org, exhibition string, err error) {
	var from Origin
	switch {
	case o.Meeting != "":
		from, err = s.Origins.OfMeeting(ctx, o.Meeting)
		if err == nil && !slices.Contains(from.Orgs, who.Org) {
			err = problem.New(problem.NotFound, "meeting_not_found", "there is no such meeting")
		}
	case o.Booth != "":
		from, err = s.Origins.OfBooth(ctx, o.Booth)
	case o.Item != "":
		from, err = s.Origins.OfItem(ctx, o.Item)
	default:
		from = Origin{Exhibition: o.Exhibition, Orgs: []string{o.Counterparty}}
	}
	if err != nil {
		return "", "", err
	}
	if o.Exhibition != "" && from.Exhibition != o.Exhibition {
		return "", "", problem.New(problem.Invalid, "exhibition_mismatch", "this belongs to another exhibition").Field("body.exhibition", "is not the exhibition of the origin")
	}
	for _, candidate := range from.Orgs {
		if candidate != who.Org {
			return candidate, from.Exhibition, nil
		}
	}
	return "", "", problem.New(problem.Invalid, "own_organization", "this is your own organization")
}

func (s *Service) side(ctx context.Context, org string) (Party, error) {
	o, err := s.Directory.Organization(ctx, org)
	if err != nil {
		return Party{}, err
	}
	return Party{Org: org, OrgName: o.Name, People: o.People}, nil
}

// Find returns a deal of the actor's organization.
func (s *Service) Find(ctx context.Context, id string) (Deal, error) {
	d, err := s.store.Find(ctx, id)
	if err != nil {
		return Deal{}, err
	}
	if d.party(actor.From(ctx).Org) == nil {
		return Deal{}, notFound()
	}
	return d, nil
}

// List lists the deals of the actor's organization, the oldest first. state is a state or "" for all.
func (s *Service) List(ctx context.Context, state State, cursor string, limit int) ([]Deal, string, error) {
	if state != "" && !slices.Contains(States(), state) {
		return nil, "", problem.New(problem.Invalid, "state_unknown", "there is no such state").Field("query.state", "is not a state of a deal")
	}
	who := actor.From(ctx)
	if who.Org == "" {
		return []Deal{}, "", nil
	}
	return s.store.page(ctx, who.Org, state, cursor, limit)
}

// change finds a deal in the version that the actor saw, applies a rule and stores the result if the rule changed it.
func (s *Service) change(ctx context.Context, id string, v int64, rule func(*Deal) (bool, error)) (Deal, error) {
	d, err := s.Find(ctx, id)
	if err != nil {
		return Deal{}, err
	}
	if d.V != v {
		return Deal{}, problem.New(problem.PreconditionFailed, "version_conflict", "this deal has been changed by someone else")
	}
	changed, err := rule(&d)
	if err != nil || !changed {
		return d, err
	}
	if err := s.store.Replace(ctx, id, v, d); err != nil {
		return Deal{}, fmt.Errorf("change deal: %w", err)
	}
	s.announce(ctx, &d, d.Outbox[len(d.Outbox)-1].Type)
	return d, nil
}

// announce tells the deal's room, and the room of the meeting it came from, what has happened. It is a courtesy to those
// who are looking: the deal is stored, so a room that cannot be told is only logged.
func (s *Service) announce(ctx context.Context, d *Deal, kind string) {
	if s.Announcer == nil {
		return
	}
	data := map[string]string{"deal": d.ID, "state": string(d.State), "v": fmt.Sprint(d.V), "by": actor.From(ctx).Org}
	if o := d.onTable(); o != nil {
		data["n"], data["hash"] = fmt.Sprint(o.N), o.Hash
		if before := d.offer(o.N - 1); before != nil && kind == "offer.submitted" {
			data["changes"] = fmt.Sprint(len(Redline(before.Terms, o.Terms)))
		}
	}
	rooms := []string{RoomID(d.ID)}
	if d.Meeting != "" {
		rooms = append(rooms, "room_"+d.Meeting)
	}
	for _, room := range rooms {
		if err := s.Announcer.Announce(ctx, room, kind, data); err != nil {
			s.Log.WarnContext(ctx, "room not told", "room", room, "kind", kind, "err", err)
		}
	}
}

// Offer puts a version on the table: the first offer, or a counter-offer.
func (s *Service) Offer(ctx context.Context, id string, v int64, t Terms) (Deal, error) {
	return s.change(ctx, id, v, func(d *Deal) (bool, error) { return true, d.submit(actor.From(ctx), t, s.now()) })
}

// Accept accepts the version with the hash.
func (s *Service) Accept(ctx context.Context, id string, v int64, hash string) (Deal, error) {
	return s.change(ctx, id, v, func(d *Deal) (bool, error) { return d.accept(actor.From(ctx), hash, s.now()) })
}

// Sign signs the agreed version. Both companies must be verified, and the rights must be free.
func (s *Service) Sign(ctx context.Context, id string, v int64, hash, name string, consent bool) (Deal, error) {
	if !consent {
		return Deal{}, problem.New(problem.Invalid, "consent_missing", "a signature needs your consent").Field("body.consent", "must be true")
	}
	var d Deal
	var err error
	for range attempts {
		d, err = s.change(ctx, id, v, func(d *Deal) (bool, error) {
			changed, err := d.sign(actor.From(ctx), hash, name, s.now())
			if err != nil || !changed {
				return changed, err
			}
			if err := s.verified(ctx, d); err != nil {
				return false, err
			}
			return true, s.avails(ctx, d)
		})
		if !takenGrant(err) {
			return d, err
		}
		// Another licence of the work was signed between the look at the rights and the write: look again.
	}
	return d, err
}

func (s *Service) verified(ctx context.Context, d *Deal) error {
	for _, org := range d.Orgs {
		o, err := s.Directory.Organization(ctx, org)
		if err != nil {
			return err
		}
		if !o.Verified {
			return problem.New(problem.Conflict, "organization_unverified", "both organizations have to be verified before they sign").With("org", org)
		}
	}
	return nil
}

// avails refuses a licence that clashes with one that the seller has signed before. A licence that becomes signed takes the
// next place among those of its work, which the database gives away once: so two clashing ones cannot be signed at the
// same moment, each unaware of the other.
func (s *Service) avails(ctx context.Context, d *Deal) error {
	o := d.onTable()
	if o == nil || o.Terms.Rights == nil {
		return nil
	}
	sold, err := s.store.sold(ctx, d.Seller.Org)
	if err != nil {
		return err
	}
	places := 0
	for _, other := range sold {
		granted := other.signed()
		if granted == nil || granted.Terms.Rights == nil || !strings.EqualFold(granted.Terms.Rights.Work, o.Terms.Rights.Work) {
			continue
		}
		places++
		if !granted.Terms.Rights.clashes(*o.Terms.Rights) {
			continue
		}
		p := problem.New(problem.Conflict, "rights_taken", "a part of these rights has been granted exclusively")
		if actor.From(ctx).Org == d.Seller.Org {
			p = p.With("deal", other.ID) // only the owner may see which
		}
		return p
	}
	if d.State == Signed {
		d.Grant = d.Seller.Org + "|" + strings.ToLower(o.Terms.Rights.Work) + "|" + strconv.Itoa(places)
	}
	return nil
}

// signed is the version that both have signed, nil if there is none.
func (d *Deal) signed() *Offer {
	if len(d.Signatures) != 2 || d.Signatures[0].Hash != d.Signatures[1].Hash {
		return nil
	}
	i := slices.IndexFunc(d.Versions, func(o Offer) bool { return o.Hash == d.Signatures[0].Hash })
	if i < 0 {
		return nil
	}
	return &d.Versions[i]
}

// clashes reports whether two grants of one work overlap in every dimension while one of them is exclusive.
func (r Rights) clashes(o Rights) bool {
	common := func(a, b []string) bool {
		return slices.ContainsFunc(a, func(s string) bool {
			return slices.ContainsFunc(b, func(t string) bool { return strings.EqualFold(s, t) })
		})
	}
	everywhere := slices.Contains(r.Territories, World) || slices.Contains(o.Territories, World)
	return strings.EqualFold(r.Work, o.Work) && (r.Exclusive || o.Exclusive) && common(r.Rights, o.Rights) &&
		(everywhere || common(r.Territories, o.Territories)) && common(r.Languages, o.Languages) && r.From <= o.To && o.From <= r.To
}

// Withdraw takes the actor's version off the table.
func (s *Service) Withdraw(ctx context.Context, id string, v int64) (Deal, error) {
	return s.change(ctx, id, v, func(d *Deal) (bool, error) { return true, d.withdraw(actor.From(ctx), s.now()) })
}

// Abandon ends the negotiation.
func (s *Service) Abandon(ctx context.Context, id string, v int64, reason string) (Deal, error) {
	return s.change(ctx, id, v, func(d *Deal) (bool, error) { return true, d.abandon(actor.From(ctx), reason, s.now()) })
}

// Show opts one side in to the deal wall, or out of it.
func (s *Service) Show(ctx context.Context, id string, v int64, on bool) (Deal, error) {
	return s.change(ctx, id, v, func(d *Deal) (bool, error) { return d.show(actor.From(ctx), on, s.now()) })
}

// Diff is the redline between two versions of a deal.
func (s *Service) Diff(ctx context.Context, id string, n, m int) ([]Change, error) {
	d, err := s.Find(ctx, id)
	if err != nil {
		return nil, err
	}
	before, after := d.offer(n), d.offer(m)
	if before == nil || after == nil {
		return nil, problem.New(problem.NotFound, "version_not_found", "the deal has no such version")
	}
	return Redline(before.Terms, after.Terms), nil
}

// Posting is a deal on the wall: who has found whom, and no amounts.
type Posting struct {
	Title  string    `json:"title"`
	Kind   Kind      `json:"kind"`
	Buyer  lang.Text `json:"buyer"`
	Seller lang.Text `json:"seller"`
	Signed time.Time `json:"signed"`
	Seal   string    `json:"seal" doc:"The first sixteen characters of the signed hash."`
}

// Wall lists the newest deals of an exhibition that both sides want to be seen.
func (s *Service) Wall(ctx context.Context, exhibition string) ([]Posting, error) {
	list, err := s.store.wall(ctx, exhibition)
	if err != nil {
		return nil, err
	}
	postings := []Posting{}
	for _, d := range list {
		if o := d.signed(); o != nil && d.onWall() {
			postings = append(postings, Posting{
				Title: d.Title, Kind: d.Kind, Buyer: d.Buyer.OrgName, Seller: d.Seller.OrgName, Signed: d.SignedAt, Seal: o.Hash[:16],
			})
		}
	}
	return postings, nil
}

// SignedDeal is what settlement needs of a deal that both have signed.
type SignedDeal struct {
	Deal       string
	Hash       string // of the signed version, 64 hexadecimal digits
	Title      string
	Exhibition string
	Kind       Kind
	Buyer      Party
	Seller     Party
	FeePaidBy  string // buyer, seller or split
	Total      money.Amount
	Milestones []SignedMilestone
	SignedAt   time.Time
}

// SignedMilestone is a part of the deal with its own money.
type SignedMilestone struct {
	Title          string
	Amount         money.Amount
	Due            time.Time // the end of the day, UTC
	Deliverable    string
	InspectionDays int
	SilenceAccepts bool
	Quantity       int64 // pieces of equal price; 0: it is one thing
}

// SignedDeal returns the signed version of a deal, for the program itself. Errors: NotFound, Conflict "not_signed".
func (s *Service) SignedDeal(ctx context.Context, id string) (SignedDeal, error) {
	d, err := s.store.Find(ctx, id)
	if err != nil {
		return SignedDeal{}, err
	}
	o := d.signed()
	if o == nil || d.State != Signed && d.State != Ordered {
		return SignedDeal{}, problem.Newf(problem.Conflict, "not_signed", "the deal is %s", d.State)
	}
	sd := SignedDeal{
		Deal: d.ID, Hash: o.Hash, Title: d.Title, Exhibition: d.Exhibition, Kind: d.Kind, Buyer: d.Buyer, Seller: d.Seller,
		FeePaidBy: o.Terms.FeePaidBy, Total: o.Terms.Total, SignedAt: d.SignedAt,
	}
	for _, m := range o.Terms.Milestones {
		due, err := time.Parse(time.DateOnly, m.Due)
		if err != nil {
			return SignedDeal{}, fmt.Errorf("read due date of deal %s: %w", id, err)
		}
		sd.Milestones = append(sd.Milestones, SignedMilestone{
			Title: m.Title, Amount: m.Amount, Due: endOf(due).Truncate(time.Second), Deliverable: m.Deliverable,
			InspectionDays: m.InspectionDays, SilenceAccepts: m.SilenceAccepts, Quantity: m.Quantity,
		})
	}
	return sd, nil
}

// MarkOrdered notes the order that settlement has made of a signed deal. It is idempotent.
func (s *Service) MarkOrdered(ctx context.Context, id, order string) error {
	return s.again(ctx, id, func(d *Deal) (bool, error) { return d.order(order, s.now()) })
}

// attempts bounds how often a write of the program is tried again that met another one.
const attempts = 8

func (s *Service) again(ctx context.Context, id string, rule func(*Deal) (bool, error)) error {
	var err error
	for range attempts {
		var d Deal
		if d, err = s.store.Find(ctx, id); err != nil {
			return err
		}
		v := d.V
		changed, ruleErr := rule(&d)
		if ruleErr != nil || !changed {
			return ruleErr
		}
		if err = s.store.Replace(ctx, id, v, d); err == nil {
			s.announce(ctx, &d, d.Outbox[len(d.Outbox)-1].Type)
			return nil
		}
		if !problem.Is(err, problem.PreconditionFailed) {
			return err
		}
	}
	return fmt.Errorf("change deal %s: %w", id, err)
}

// Lapse lets versions expire and deals lapse in which nobody has moved for thirty days. It ends when nothing is due or with
// the context; calling it twice at once is harmless.
func (s *Service) Lapse(ctx context.Context, now time.Time) error {
	now = now.UTC().Truncate(time.Millisecond)
	due, err := s.store.due(ctx, now)
	if err != nil {
		return fmt.Errorf("find deals that are due: %w", err)
	}
	for _, id := range due {
		if err := ctx.Err(); err != nil {
			return err
		}
		err := s.again(ctx, id, func(d *Deal) (bool, error) { return d.look(now), nil })
		if err != nil && !problem.Is(err, problem.PreconditionFailed) && !problem.Is(err, problem.NotFound) {
			return err
		}
	}
	return nil
}

// DealRoom says who may enter a deal's room, for the conference.
func (s *Service) DealRoom(ctx context.Context, deal string) (Room, error) {
	d, err := s.store.Find(ctx, deal)
	if err != nil {
		return Room{}, err
	}
	return d.room(), nil
}

// DealRooms lists the rooms of an organization's deals that are neither abandoned nor lapsed, at most 200.
func (s *Service) DealRooms(ctx context.Context, exhibition, org string) ([]Room, error) {
	if org == "" {
		return []Room{}, nil
	}
	list, err := s.store.live(ctx, org, exhibition)
	if err != nil {
		return nil, err
	}
	rooms := make([]Room, len(list))
	for i := range list {
		rooms[i] = list[i].room()
	}
	return rooms, nil
}

// Count returns how many deals of an exhibition are in each state, for the organizer's board.
func (s *Service) Count(ctx context.Context, exhibition string) (map[State]int64, error) {
	return s.store.count(ctx, exhibition)
}

// Indexes makes sure that the database has the indexes it needs.
func (s *Service) Indexes(ctx context.Context) error { return s.store.indexes(ctx) }

// Outboxes lists the collections that the delivery worker empties, by name.
func (s *Service) Outboxes() map[string]db.Outbox { return map[string]db.Outbox{"deals": s.store} }

// Seed stores deals as they are, for demonstrations and imports: hashes of versions that have none, version numbers and
// the timer's next look are filled in. Acceptances and signatures without a hash are those of the version on the table.
// Deals whose id exists already are left alone.
func (s *Service) Seed(ctx context.Context, list ...Deal) error {
	for _, d := range list {
		d.V = max(d.V, 1)
		d.Orgs = []string{d.Buyer.Org, d.Seller.Org}
		for i := range d.Versions {
			o := &d.Versions[i]
			o.N = i + 1
			if o.Hash == "" {
				o.Hash = Hash(d.ID, d.Kind, d.Buyer.Org, d.Seller.Org, o.Terms)
			}
		}
		if o := d.onTable(); o != nil {
			for i := range d.Accepted {
				if d.Accepted[i].Hash == "" {
					d.Accepted[i].Hash = o.Hash
				}
			}
			for i := range d.Signatures {
				if d.Signatures[i].Hash == "" {
					d.Signatures[i].Hash = o.Hash
				}
			}
		}
		d.Due = d.due()
		if err := s.store.Insert(ctx, d); err != nil && !problem.Is(err, problem.Conflict) {
			return fmt.Errorf("seed deal %s: %w", d.ID, err)
		}
	}
	return nil
}
