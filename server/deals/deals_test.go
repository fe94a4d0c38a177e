package deals

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"fairground/server/actor"
	"fairground/server/db/dbtest"
	"fairground/server/lang"
	"fairground/server/problem"
)

const fair = "exh_1"

// town is the surroundings: org_b buys, org_s sells, org_x is a stranger; mtg_1 is a meeting of the first two.
type town struct {
	mu         sync.Mutex
	unverified string
	told       []string
	at         time.Time
}

func (w *town) Organization(_ context.Context, id string) (Organization, error) {
	if len(id) != 5 {
		return Organization{}, problem.New(problem.NotFound, "organization_not_found", "there is no such organization")
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	return Organization{ID: id, Name: lang.Text{"en": "Firm " + id[4:]}, Verified: id != w.unverified, People: []string{"per_" + id[4:]}}, nil
}

func (w *town) OfMeeting(_ context.Context, id string) (Origin, error) {
	if id != "mtg_1" {
		return Origin{}, problem.New(problem.NotFound, "meeting_not_found", "there is no such meeting")
	}
	return Origin{Exhibition: fair, Orgs: []string{"org_b", "org_s"}}, nil
}

func (w *town) OfBooth(context.Context, string) (Origin, error) {
	return Origin{Exhibition: fair, Orgs: []string{"org_s"}}, nil
}

func (w *town) OfItem(context.Context, string) (Origin, error) {
	return Origin{Exhibition: fair, Orgs: []string{"org_s"}}, nil
}

func (w *town) Announce(_ context.Context, room, kind string, data map[string]string) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.told = append(w.told, room+" "+kind+" "+data["state"])
	if kind == "deal.abandoned" {
		return errors.New("nobody is there")
	}
	return nil
}

func (w *town) now() time.Time {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.at
}

func (w *town) set(at time.Time) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.at = at
}

func open(t testing.TB) (*Service, *town) {
	t.Helper()
	w := &town{at: today}
	s := New(Deps{DB: dbtest.Memory(t), Directory: w, Origins: w, Announcer: w, Now: w.now})
	if err := s.Indexes(t.Context()); err != nil {
		t.Fatal(err)
	}
	return s, w
}

func as(ctx context.Context, who string) context.Context {
	role := actor.Exhibitor
	if who == "b" {
		role = actor.Buyer
	}
	return actor.With(ctx, actor.Actor{Person: "per_" + who, Name: "Person " + who, Org: "org_" + who, Lang: "en", Grants: []actor.Grant{{Role: role, Exhibition: fair}}})
}

func begin(t testing.TB, s *Service, kind Kind) Deal {
	t.Helper()
	d, err := s.Begin(as(t.Context(), "b"), Opening{Meeting: "mtg_1", Title: "Lantern", Kind: kind})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// must returns a function that fails the test on an error.
func must(t testing.TB) func(Deal, error) Deal {
	t.Helper()
	return func(d Deal, err error) Deal {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
}

func offered(t testing.TB, s *Service, kind Kind) Deal {
	t.Helper()
	d := begin(t, s, kind)
	terms := goods()
	if kind == KindWork {
		terms = licence()
	}
	return must(t)(s.Offer(as(t.Context(), "s"), d.ID, d.V, terms))
}

func agreed(t testing.TB, s *Service, kind Kind) Deal {
	t.Helper()
	d := offered(t, s, kind)
	d = must(t)(s.Accept(as(t.Context(), "s"), d.ID, d.V, d.onTable().Hash))
	return must(t)(s.Accept(as(t.Context(), "b"), d.ID, d.V, d.onTable().Hash))
}

func signed(t testing.TB, s *Service, kind Kind) Deal {
	t.Helper()
	d := agreed(t, s, kind)
	d = must(t)(s.Sign(as(t.Context(), "b"), d.ID, d.V, d.onTable().Hash, "Anna Schmidt", true))
	return must(t)(s.Sign(as(t.Context(), "s"), d.ID, d.V, d.onTable().Hash, "林悦", true))
}

func refused(t testing.TB, err error, code string) {
	t.Helper()
	if problem.Code(err) != code {
		t.Fatalf("got %v, want the problem %s", err, code)
	}
}

func TestADealIsNegotiatedAgreedAndSigned(t *testing.T) {
	s, w := open(t)
	d := begin(t, s, KindGood)
	if d.Buyer.Org != "org_b" || d.Seller.Org != "org_s" || d.State != Negotiating || d.Exhibition != fair {
		t.Fatalf("%+v", d)
	}
	d = must(t)(s.Offer(as(t.Context(), "s"), d.ID, d.V, goods()))
	v1 := d.onTable().Hash
	counter := goods()
	counter.Clauses[0].Text = "The law of Germany applies."
	d = must(t)(s.Offer(as(t.Context(), "b"), d.ID, d.V, counter))
	if d.Current != 2 || d.Versions[0].State != Superseded || d.Versions[0].Hash != v1 || d.Versions[1].By != "org_b" {
		t.Fatalf("%+v", d)
	}
	changes, err := s.Diff(as(t.Context(), "s"), d.ID, 1, 2)
	if err != nil || len(changes) != 1 || changes[0].Path != "clauses[law].text" {
		t.Fatalf("%+v, %v", changes, err)
	}
	_, err = s.Accept(as(t.Context(), "s"), d.ID, d.V, v1)
	refused(t, err, "hash_stale")
	hash := d.onTable().Hash
	d = must(t)(s.Accept(as(t.Context(), "s"), d.ID, d.V, hash))
	if d.State != Negotiating || d.onTable().State != AcceptedByOne {
		t.Fatalf("%+v", d)
	}
	again := must(t)(s.Accept(as(t.Context(), "s"), d.ID, d.V, hash))
	if again.V != d.V || len(again.Accepted) != 1 {
		t.Fatal("accepting twice changed the deal")
	}
	_, err = s.Sign(as(t.Context(), "s"), d.ID, d.V, hash, "林悦", true)
	refused(t, err, "not_agreed")
	d = must(t)(s.Accept(as(t.Context(), "b"), d.ID, d.V, hash))
	if d.State != Agreed || d.onTable().State != AcceptedByBoth {
		t.Fatalf("%+v", d)
	}
	_, err = s.Sign(as(t.Context(), "b"), d.ID, d.V, hash, "Anna Schmidt", false)
	refused(t, err, "consent_missing")
	_, err = s.Sign(as(t.Context(), "b"), d.ID, d.V, hash, " ", true)
	refused(t, err, "name_missing")
	d = must(t)(s.Sign(as(t.Context(), "b"), d.ID, d.V, hash, "Anna Schmidt", true))
	if d.State != Signing {
		t.Fatalf("%+v", d)
	}
	if _, err := s.SignedDeal(t.Context(), d.ID); problem.Code(err) != "not_signed" {
		t.Fatalf("got %v", err)
	}
	d = must(t)(s.Sign(as(t.Context(), "s"), d.ID, d.V, hash, "林悦", true))
	last := d.Outbox[len(d.Outbox)-1]
	if d.State != Signed || last.Type != "deal.signed" || last.Data["hash"] != hash || !slices.Equal(last.To, []string{"per_b"}) {
		t.Fatalf("%+v", d)
	}
	if sig := d.Signatures[0]; sig.Name != "Anna Schmidt" || sig.Hash != hash || sig.ConsentText == "" || sig.Person != "per_b" {
		t.Fatalf("%+v", sig)
	}
	sd, err := s.SignedDeal(t.Context(), d.ID)
	if err != nil || sd.Hash != hash || len(sd.Milestones) != 2 || sd.Milestones[1].Due.Format(time.RFC3339) != "2027-01-31T23:59:59Z" || sd.Total != eur(550_163) {
		t.Fatalf("%+v, %v", sd, err)
	}
	_, err = s.Offer(as(t.Context(), "b"), d.ID, d.V, goods())
	refused(t, err, "deal_closed")
	for range 2 {
		if err := s.MarkOrdered(t.Context(), d.ID, "ord_1"); err != nil {
			t.Fatal(err)
		}
	}
	refused(t, s.MarkOrdered(t.Context(), d.ID, "ord_2"), "order_exists")
	if d, err = s.Find(as(t.Context(), "b"), d.ID); err != nil || d.State != Ordered || d.Order != "ord_1" {
		t.Fatalf("%+v, %v", d, err)
	}
	for _, want := range []string{
		"room_" + d.ID + " offer.submitted negotiating", "room_mtg_1 offer.submitted negotiating", "room_" + d.ID + " deal.accepted negotiating",
		"room_" + d.ID + " deal.agreed agreed", "room_" + d.ID + " deal.signature_given signing", "room_" + d.ID + " deal.signed signed", "room_" + d.ID + " deal.ordered ordered",
	} {
		if !slices.Contains(w.told, want) {
			t.Errorf("%q was not announced: %q", want, w.told)
		}
	}
}

func TestAnEditAfterTheAgreementNegotiatesAgain(t *testing.T) {
	for _, row := range []struct {
		name string
		sign bool
	}{{"when it is agreed", false}, {"when one has signed", true}} {
		t.Run(row.name, func(t *testing.T) {
			s, _ := open(t)
			d := agreed(t, s, KindGood)
			if row.sign {
				d = must(t)(s.Sign(as(t.Context(), "b"), d.ID, d.V, d.onTable().Hash, "Anna", true))
			}
			old := d.onTable().Hash
			terms := goods()
			terms.Place = "Bremen"
			d = must(t)(s.Offer(as(t.Context(), "b"), d.ID, d.V, terms))
			if d.State != Negotiating || d.Current != 2 || len(d.Accepted) != 0 || len(d.Signatures) != 0 || d.Versions[0].State != Superseded {
				t.Fatalf("%+v", d)
			}
			_, err := s.Sign(as(t.Context(), "s"), d.ID, d.V, old, "林悦", true)
			refused(t, err, "not_agreed")
			_, err = s.Offer(as(t.Context(), "s"), d.ID, d.V, terms)
			refused(t, err, "terms_unchanged")
		})
	}
}

func TestADealIsRefused(t *testing.T) {
	for _, row := range []struct {
		name, code string
		act        func(context.Context, *Service, *town, Deal) error
	}{
		{"to a stranger who reads it", "deal_not_found", func(ctx context.Context, s *Service, _ *town, d Deal) error {
			_, err := s.Find(as(ctx, "x"), d.ID)
			return err
		}},
		{"to a stranger who accepts it", "deal_not_found", func(ctx context.Context, s *Service, _ *town, d Deal) error {
			_, err := s.Accept(as(ctx, "x"), d.ID, d.V, d.onTable().Hash)
			return err
		}},
		{"to a colleague without a role", "not_taking_part", func(ctx context.Context, s *Service, _ *town, d Deal) error {
			_, err := s.Accept(actor.With(ctx, actor.Actor{Person: "per_z", Org: "org_b"}), d.ID, d.V, d.onTable().Hash)
			return err
		}},
		{"in an older version", "version_conflict", func(ctx context.Context, s *Service, _ *town, d Deal) error {
			_, err := s.Accept(as(ctx, "b"), d.ID, d.V-1, d.onTable().Hash)
			return err
		}},
		{"when the offer has expired", "offer_expired", func(ctx context.Context, s *Service, w *town, d Deal) error {
			w.set(time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC))
			_, err := s.Accept(as(ctx, "b"), d.ID, d.V, d.onTable().Hash)
			return err
		}},
		{"when the terms are incomplete", "terms_invalid", func(ctx context.Context, s *Service, _ *town, d Deal) error {
			terms := goods()
			terms.HS = ""
			_, err := s.Offer(as(ctx, "b"), d.ID, d.V, terms)
			return err
		}},
		{"to the side that withdraws the other's offer", "not_your_offer", func(ctx context.Context, s *Service, _ *town, d Deal) error {
			_, err := s.Withdraw(as(ctx, "b"), d.ID, d.V)
			return err
		}},
		{"to who abandons it without a reason", "reason_missing", func(ctx context.Context, s *Service, _ *town, d Deal) error {
			_, err := s.Abandon(as(ctx, "b"), d.ID, d.V, " ")
			return err
		}},
		{"an order before it is signed", "not_signed", func(ctx context.Context, s *Service, _ *town, d Deal) error {
			return s.MarkOrdered(ctx, d.ID, "ord_1")
		}},
		{"a difference to a version that is none", "version_not_found", func(ctx context.Context, s *Service, _ *town, d Deal) error {
			_, err := s.Diff(as(ctx, "b"), d.ID, 1, 2)
			return err
		}},
	} {
		t.Run(row.name, func(t *testing.T) {
			s, w := open(t)
			d := offered(t, s, KindGood)
			refused(t, row.act(t.Context(), s, w, d), row.code)
			after, err := s.store.Find(t.Context(), d.ID)
			if err != nil || after.V != d.V || after.State != d.State || len(after.Versions) != 1 {
				t.Fatalf("%+v, %v", after, err)
			}
		})
	}
}

func TestOpeningADeal(t *testing.T) {
	for _, row := range []struct {
		name, who, code string
		o               Opening
		buyer, seller   string
	}{
		{"from a meeting by the buyer", "b", "", Opening{Meeting: "mtg_1"}, "org_b", "org_s"},
		{"from a meeting by the exhibitor", "s", "", Opening{Meeting: "mtg_1"}, "org_b", "org_s"},
		{"from a booth", "b", "", Opening{Booth: "bth_1"}, "org_b", "org_s"},
		{"from an item", "b", "", Opening{Item: "itm_1"}, "org_b", "org_s"},
		{"with an organization", "b", "", Opening{Exhibition: fair, Counterparty: "org_s"}, "org_b", "org_s"},
		{"by an exhibitor who buys", "s", "", Opening{Exhibition: fair, Counterparty: "org_t", As: "buyer"}, "org_s", "org_t"},
		{"from a meeting of others", "x", "meeting_not_found", Opening{Meeting: "mtg_1"}, "", ""},
		{"from no meeting", "b", "meeting_not_found", Opening{Meeting: "mtg_9"}, "", ""},
		{"with nobody", "b", "deal_invalid", Opening{}, "", ""},
		{"with oneself", "s", "own_organization", Opening{Booth: "bth_1"}, "", ""},
		{"in another exhibition than the meeting's", "b", "exhibition_mismatch", Opening{Meeting: "mtg_1", Exhibition: "exh_2"}, "", ""},
		{"in an exhibition in which one does not take part", "b", "not_taking_part", Opening{Exhibition: "exh_2", Counterparty: "org_s"}, "", ""},
		{"with an organization that is none", "b", "organization_not_found", Opening{Exhibition: fair, Counterparty: "org_none"}, "", ""},
	} {
		t.Run(row.name, func(t *testing.T) {
			s, _ := open(t)
			row.o.Title, row.o.Kind = "Lantern", KindWork
			d, err := s.Begin(as(t.Context(), row.who), row.o)
			if row.code != "" {
				refused(t, err, row.code)
				return
			}
			if err != nil || d.Buyer.Org != row.buyer || d.Seller.Org != row.seller {
				t.Fatalf("%+v, %v", d, err)
			}
		})
	}
}

func TestWithdrawingAndAbandoning(t *testing.T) {
	s, _ := open(t)
	d := offered(t, s, KindGood)
	d = must(t)(s.Withdraw(as(t.Context(), "s"), d.ID, d.V))
	if d.Current != 0 || d.Versions[0].State != Withdrawn || d.State != Negotiating {
		t.Fatalf("%+v", d)
	}
	_, err := s.Accept(as(t.Context(), "b"), d.ID, d.V, d.Versions[0].Hash)
	refused(t, err, "no_offer")
	d = must(t)(s.Offer(as(t.Context(), "s"), d.ID, d.V, goods()))
	if d.Current != 2 || d.Versions[0].State != Withdrawn {
		t.Fatalf("%+v", d)
	}
	d = must(t)(s.Abandon(as(t.Context(), "b"), d.ID, d.V, "too dear")) // and the announcement fails, which hinders nobody
	if d.State != Abandoned || !d.Due.IsZero() {
		t.Fatalf("%+v", d)
	}
	room, err := s.DealRoom(t.Context(), d.ID)
	if err != nil || !room.Over || !slices.Equal(room.Parties, []string{"org_b", "org_s"}) {
		t.Fatalf("%+v, %v", room, err)
	}
	if rooms, err := s.DealRooms(t.Context(), fair, "org_b"); err != nil || len(rooms) != 0 {
		t.Fatalf("%+v, %v", rooms, err)
	}
	agreedDeal := agreed(t, s, KindGood)
	_, err = s.Withdraw(as(t.Context(), "s"), agreedDeal.ID, agreedDeal.V)
	refused(t, err, "offer_agreed")
}

func TestTheTimer(t *testing.T) {
	s, w := open(t)
	d := offered(t, s, KindGood)
	look := func(at time.Time) Deal {
		t.Helper()
		w.set(at)
		if err := s.Lapse(t.Context(), at); err != nil {
			t.Fatal(err)
		}
		got, err := s.store.Find(t.Context(), d.ID)
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	short := goods()
	short.ValidUntil = "2026-11-30"
	d = must(t)(s.Offer(as(t.Context(), "s"), d.ID, d.V, short))
	if got := look(time.Date(2026, 11, 30, 23, 0, 0, 0, time.UTC)); got.V != d.V {
		t.Fatalf("expired on its last day: %+v", got)
	}
	got := look(time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC))
	if got.Versions[1].State != Expired || got.Current != 0 || got.State != Negotiating || !got.Moved.Equal(today) {
		t.Fatalf("%+v", got)
	}
	if got = look(today.Add(lapseAfter - time.Minute)); got.State != Negotiating {
		t.Fatalf("%+v", got)
	}
	if got = look(today.Add(lapseAfter)); got.State != Lapsed || !got.Due.IsZero() {
		t.Fatalf("%+v", got)
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	begin(t, s, KindGood)
	if err := s.Lapse(ended, today.Add(10*lapseAfter)); err == nil {
		t.Fatal("the sweep went on")
	}
}

func TestBothMustBeVerifiedToSign(t *testing.T) {
	s, w := open(t)
	d := agreed(t, s, KindGood)
	w.unverified = "org_s"
	_, err := s.Sign(as(t.Context(), "b"), d.ID, d.V, d.onTable().Hash, "Anna", true)
	refused(t, err, "organization_unverified")
	if after, err := s.Find(as(t.Context(), "b"), d.ID); err != nil || after.V != d.V {
		t.Fatalf("%+v, %v", after, err)
	}
}

func TestALicenceIsGrantedOnce(t *testing.T) {
	s, _ := open(t)
	first, second := agreed(t, s, KindWork), agreed(t, s, KindWork)
	d := must(t)(s.Sign(as(t.Context(), "b"), first.ID, first.V, first.onTable().Hash, "Anna", true))
	must(t)(s.Sign(as(t.Context(), "s"), d.ID, d.V, d.onTable().Hash, "林悦", true))
	for who, sees := range map[string]bool{"s": true, "b": false} {
		_, err := s.Sign(as(t.Context(), who), second.ID, second.V, second.onTable().Hash, "N", true)
		refused(t, err, "rights_taken")
		var p *problem.Problem
		if errors.As(err, &p) && (p.Extra["deal"] != nil) != sees {
			t.Errorf("%s sees the other deal: %v", who, p.Extra)
		}
	}
}

// atOnce runs the functions as nearly at once as possible.
func atOnce(n int, f func(i int)) {
	var done sync.WaitGroup
	start := make(chan struct{})
	for i := range n {
		done.Go(func() {
			<-start
			f(i)
		})
	}
	close(start)
	done.Wait()
}

func TestClashingLicencesAreSignedAtOnce(t *testing.T) {
	s, _ := open(t)
	const n = 20
	deals := make([]Deal, n)
	for i := range n {
		d := agreed(t, s, KindWork)
		deals[i] = must(t)(s.Sign(as(t.Context(), "b"), d.ID, d.V, d.onTable().Hash, "Anna", true))
	}
	errs := make([]error, n)
	atOnce(n, func(i int) {
		_, errs[i] = s.Sign(as(context.Background(), "s"), deals[i].ID, deals[i].V, deals[i].onTable().Hash, "林悦", true)
	})
	won := 0
	for i, err := range errs {
		after, findErr := s.store.Find(t.Context(), deals[i].ID)
		if findErr != nil {
			t.Fatal(findErr)
		}
		switch {
		case err == nil:
			won++
			if after.State != Signed {
				t.Errorf("%+v", after)
			}
		case problem.Code(err) != "rights_taken" || after.State != Signing || after.V != deals[i].V:
			t.Errorf("got %v, deal is %s", err, after.State)
		}
	}
	if won != 1 {
		t.Fatalf("%d clashing licences were signed", won)
	}
}

func TestASignatureRacesANewVersion(t *testing.T) {
	outcomes := map[State]int{}
	for i := range 30 {
		s, _ := open(t)
		d := agreed(t, s, KindGood)
		d = must(t)(s.Sign(as(t.Context(), "b"), d.ID, d.V, d.onTable().Hash, "Anna", true))
		terms := goods()
		terms.Place = fmt.Sprint("Port ", i)
		var errs [2]error
		atOnce(2, func(i int) {
			if i == 0 {
				_, errs[0] = s.Sign(as(context.Background(), "s"), d.ID, d.V, d.onTable().Hash, "林悦", true)
			} else {
				_, errs[1] = s.Offer(as(context.Background(), "b"), d.ID, d.V, terms)
			}
		})
		after, err := s.store.Find(t.Context(), d.ID)
		if err != nil {
			t.Fatal(err)
		}
		outcomes[after.State]++
		if (errs[0] == nil) == (errs[1] == nil) || (after.State == Signed) != (errs[0] == nil) || after.V != d.V+1 {
			t.Fatalf("%s, %v", after.State, errs)
		}
		if after.State == Negotiating && (len(after.Signatures) != 0 || after.Current != 2) {
			t.Fatalf("half of it: %+v", after)
		}
	}
	t.Logf("%v", outcomes)
}

func TestTheDealWall(t *testing.T) {
	s, _ := open(t)
	d := signed(t, s, KindGood)
	wall := func() []Posting {
		t.Helper()
		list, err := s.Wall(t.Context(), fair)
		if err != nil {
			t.Fatal(err)
		}
		return list
	}
	if len(wall()) != 0 {
		t.Fatal("it is shown though nobody asked for it")
	}
	d = must(t)(s.Show(as(t.Context(), "b"), d.ID, d.V, true))
	if len(wall()) != 0 {
		t.Fatal("it is shown though one side did not ask for it")
	}
	d = must(t)(s.Show(as(t.Context(), "s"), d.ID, d.V, true))
	if list := wall(); len(list) != 1 || list[0].Buyer["en"] != "Firm b" || list[0].Seal != d.onTable().Hash[:16] {
		t.Fatalf("%+v", list)
	}
	must(t)(s.Show(as(t.Context(), "b"), d.ID, d.V, false))
	if len(wall()) != 0 {
		t.Fatal("it is shown though one side took it back")
	}
}

func TestSeedingTwiceIsSeedingOnce(t *testing.T) {
	s, _ := open(t)
	seeded := Deal{
		ID: "deal_demo", Exhibition: fair, State: Signed, Title: "Seeded", Kind: KindWork, Buyer: Party{Org: "org_b"}, Seller: Party{Org: "org_s"},
		Versions: []Offer{{By: "org_s", At: today, State: AcceptedByBoth, Terms: licence()}}, Current: 1,
		Signatures: []Signature{{Org: "org_b", Name: "Anna", At: today}, {Org: "org_s", Name: "林悦", At: today}}, Moved: today, SignedAt: today,
	}
	for range 2 {
		if err := s.Seed(t.Context(), seeded); err != nil {
			t.Fatal(err)
		}
	}
	sd, err := s.SignedDeal(t.Context(), "deal_demo")
	if err != nil || sd.Hash != Hash("deal_demo", KindWork, "org_b", "org_s", licence()) {
		t.Fatalf("%+v, %v", sd, err)
	}
	list, _, err := s.List(as(t.Context(), "s"), Signed, "", 10)
	if err != nil || len(list) != 1 {
		t.Fatalf("%+v, %v", list, err)
	}
	counts, err := s.Count(t.Context(), fair)
	if err != nil || counts[Signed] != 1 {
		t.Fatalf("%v, %v", counts, err)
	}
}
