package settlement

import (
	"cmp"
	"context"
	"slices"

	"fairground/server/actor"
	"fairground/server/settlement/ledger"
)

// Reason is why something can be contested, who contests for it, and what usually shows it.
type Reason struct {
	Code     string   `json:"code"`
	By       []string `json:"by" nullable:"false" doc:"buyer, seller or system."`
	Evidence []string `json:"evidence" nullable:"false" doc:"Kinds of evidence that are usual, the most telling first."`
}

// EvidenceKinds lists the kinds of evidence.
func EvidenceKinds() []string {
	return []string{"photo", "video", "waybill", "delivery_note", "inspection_report", "technical_check", "contract", "rights_document", "correspondence", "other"}
}

// DisputeReasons lists the reasons with the evidence each one calls for.
func DisputeReasons() []Reason {
	buyer, seller, both, system := []string{"buyer"}, []string{"seller"}, []string{"buyer", "seller"}, []string{"system"}
	return []Reason{
		{"not_received", buyer, []string{"waybill", "correspondence"}},
		{"damaged", buyer, []string{"photo", "video", "inspection_report", "waybill"}},
		{"incomplete", buyer, []string{"delivery_note", "photo", "contract"}},
		{"not_as_agreed", buyer, []string{"contract", "photo", "technical_check", "inspection_report"}},
		{"rights_missing", buyer, []string{"rights_document", "contract", "correspondence"}},
		{"late", buyer, []string{"contract", "waybill", "correspondence"}},
		{"arrival_not_confirmed", seller, []string{"waybill", "delivery_note", "correspondence"}},
		{"refused_without_reason", seller, []string{"delivery_note", "technical_check", "correspondence"}},
		{"other", both, []string{"contract", "correspondence"}},
		{ledger.NoResponse, system, []string{"delivery_note", "waybill", "correspondence"}},
	}
}

// reason finds a reason that people may give.
func reason(code string) (Reason, bool) {
	all := DisputeReasons()
	i := slices.IndexFunc(all, func(r Reason) bool { return r.Code == code && code != ledger.NoResponse })
	if i < 0 {
		return Reason{}, false
	}
	return all[i], true
}

// Case is a dispute with the order it is about.
type Case struct {
	Order   string    `json:"order"`
	Title   string    `json:"title"`
	Buyer   PartyView `json:"buyer"`
	Seller  PartyView `json:"seller"`
	Held    bool      `json:"held" doc:"The order is stopped: its clocks stand still."`
	Dispute Dispute   `json:"dispute"`
}

// Disputes lists the disputes the actor may see, of all orders that have not ended, by the instant they were opened:
// arbitrators, who clears and who audits all of them, parties their own.
func (s *Service) Disputes(ctx context.Context, state string) ([]Case, error) {
	type row struct {
		o  *ledger.Order
		d  ledger.Dispute
		as ledger.Role
	}
	var rows []row
	a := actor.From(ctx)
	orders := s.ordersWith(disputed)
	s.engine.View(func(st *ledger.State) {
		for _, id := range orders {
			o, ok := st.Order(id)
			if !ok || side(a, o) == "" {
				continue
			}
			for _, d := range o.Disputes {
				if state == "" || d.State == state {
					rows = append(rows, row{o, d, side(a, o)})
				}
			}
		}
	})
	slices.SortStableFunc(rows, func(x, y row) int { return cmp.Or(cmp.Compare(x.d.Opened, y.d.Opened), cmp.Compare(x.o.ID, y.o.ID)) })
	cases := []Case{}
	now := s.opt.Now().UnixMilli()
	for _, r := range rows[:min(len(rows), maxCases)] {
		text, err := s.store.text(ctx, r.o.ID)
		if err != nil {
			return nil, err
		}
		said, err := s.texts(ctx, r.o.ID)
		if err != nil {
			return nil, err
		}
		cases = append(cases, Case{
			r.o.ID, text.Title,
			PartyView{r.o.Terms.Buyer, text.BuyerName},
			PartyView{r.o.Terms.Seller, text.SellerName},
			r.o.Hold != nil,
			viewDispute(r.o, &r.d, r.as, a.Person, said, now),
		})
	}
	return cases, nil
}

// maxCases bounds the list.
const maxCases = 200
