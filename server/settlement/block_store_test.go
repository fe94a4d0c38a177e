package settlement

import (
	"bytes"
	"reflect"
	"testing"

	"go.mongodb.org/mongo-driver/v2/bson"
	"pgregory.net/rapid"

	"fairground/server/money"
	"fairground/server/settlement/ledger"
)

// anyBlock makes up a block in which every field is sometimes empty.
func anyBlock(t *rapid.T) ledger.Block {
	text := rapid.StringN(0, 8, 20)
	hash := rapid.Custom(func(t *rapid.T) (h ledger.Hash) {
		copy(h[:], rapid.SliceOfN(rapid.Byte(), 32, 32).Draw(t, "bytes"))
		return h
	})
	number := rapid.Int64()
	b := ledger.Block{Header: ledger.Header{
		Seq: number.Draw(t, "seq"), V: 1, Time: number.Draw(t, "t"), Writer: text.Draw(t, "w"), Hash: hash.Draw(t, "hash"),
		Prev: hash.Draw(t, "prev"), Root: hash.Draw(t, "root"), N: rapid.IntRange(1, 4).Draw(t, "n"),
	}}
	for range b.N {
		e := ledger.Entry{
			Print: hash.Draw(t, "f"), Type: ledger.Type(text.Draw(t, "ty")), Order: text.Draw(t, "ord"), Milestone: text.Draw(t, "ms"), Payout: text.Draw(t, "pay"),
			Actor:   ledger.Actor{Person: text.Draw(t, "id"), Org: text.Draw(t, "org"), Role: ledger.Role(text.Draw(t, "role")), Via: text.Draw(t, "via")},
			Version: number.Draw(t, "ov"), OK: rapid.Bool().Draw(t, "ok"), Why: text.Draw(t, "why"), Maker: text.Draw(t, "maker"), Checker: text.Draw(t, "checker"),
			Amount: rapid.Int64Range(-1, 1).Draw(t, "amt"), Currency: money.Currency(text.Draw(t, "c")), Rail: text.Draw(t, "rail"), Ref: text.Draw(t, "ref"), Note: text.Draw(t, "note"),
		}
		copy(e.Key[:], rapid.SliceOfN(rapid.Byte(), 16, 16).Draw(t, "k"))
		for range rapid.IntRange(0, 3).Draw(t, "legs") {
			e.Legs = append(e.Legs, ledger.Leg{Account: text.Draw(t, "a"), Currency: "CNY", Minor: number.Draw(t, "v"), Book: "p"})
			e.Moves = append(e.Moves, ledger.Move{Kind: "o", ID: text.Draw(t, "mid"), From: text.Draw(t, "from"), To: text.Draw(t, "to")})
			e.Limits = append(e.Limits, ledger.Limit{Currency: "CNY", Release: number.Draw(t, "r"), Payout: number.Draw(t, "p")})
		}
		if rapid.Bool().Draw(t, "terms") {
			e.Terms = &ledger.Terms{
				Deal: text.Draw(t, "deal"), Hash: hash.Draw(t, "thash"), Signed: rapid.Bool().Draw(t, "signed"), Buyer: text.Draw(t, "buyer"), Seller: text.Draw(t, "seller"),
				Organizer: text.Draw(t, "organizer"), Logistics: text.Draw(t, "logistics"), Exhibition: text.Draw(t, "exh"), Currency: "CNY",
				Milestones: []ledger.MilestoneTerms{{ID: text.Draw(t, "m"), Amount: number.Draw(t, "ma"), ShipBy: number.Draw(t, "ship")}},
				ExchangeBP: number.Draw(t, "ex"), PlatformBP: number.Draw(t, "pl"), BuyerShareBP: number.Draw(t, "bs"), CancelFee: number.Draw(t, "cf"),
				AnswerBy: number.Draw(t, "ab"), FundBy: number.Draw(t, "fb"),
			}
			if rapid.Bool().Draw(t, "conditions") {
				e.Terms.Conditions = &ledger.Conditions{
					Clocks:    ledger.Clocks{Negotiate: number.Draw(t, "neg"), Appeal: number.Draw(t, "app")},
					Liability: number.Draw(t, "liable"), SellerJurisdiction: text.Draw(t, "juris"), Income: text.Draw(t, "income"),
				}
				for range rapid.IntRange(0, 2).Draw(t, "cms") {
					e.Terms.Conditions.Milestones = append(e.Terms.Conditions.Milestones, ledger.MilestoneConditions{Inspect: number.Draw(t, "insp"), Quantity: number.Draw(t, "qty"), Silence: rapid.Bool().Draw(t, "silence")})
				}
			}
		}
		e.Object = text.Draw(t, "object")
		for range rapid.IntRange(0, 2).Draw(t, "params") {
			e.Params = append(e.Params, ledger.Param{Name: text.Draw(t, "pn"), Minor: rapid.Int64Range(-1, 1).Draw(t, "pv"), Text: text.Draw(t, "ps")})
		}
		b.Entries = append(b.Entries, e)
		b.Keys = append(b.Keys, e.Key)
	}
	return b
}

func TestBlocksAreWrittenAsTheDriverWould(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := anyBlock(t)
		ours, err := encodeBlock(&b)
		if err != nil {
			t.Fatal(err)
		}
		theirs, err := bson.Marshal(b)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(ours, theirs) {
			t.Fatalf("ours   %s\ntheirs %s", ours, bson.Raw(theirs))
		}
		back, err := decodeBlock(ours)
		if err != nil || !reflect.DeepEqual(back, b) {
			t.Fatalf("came back as %+v, %v; was %+v", back, err, b)
		}
	})
}

func FuzzDecodeStoredBlock(f *testing.F) {
	b := ledger.Block{Header: ledger.Header{Seq: 1, V: 1, N: 1}, Keys: []ledger.Key{{1}}, Entries: []ledger.Entry{{
		Key: ledger.Key{1}, Type: ledger.ImportOrder, Legs: []ledger.Leg{{Account: "a", Currency: "CNY", Minor: 1, Book: "p"}},
		Terms: &ledger.Terms{Milestones: []ledger.MilestoneTerms{{ID: "m"}}},
	}}}
	raw, err := encodeBlock(&b)
	if err != nil {
		f.Fatal(err)
	}
	f.Add([]byte(raw))
	f.Add([]byte{5, 0, 0, 0, 0})
	f.Fuzz(func(t *testing.T, data []byte) {
		b, err := decodeBlock(data)
		if err == nil {
			_ = b.Check()
		}
	})
}
