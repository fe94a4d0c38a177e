package settlement

import (
	"bytes"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/x/bsonx/bsoncore"

	"fairground/server/money"
	"fairground/server/settlement/ledger"
)

func (r *bsonReader) entry(v bsoncore.Value, e *ledger.Entry) {
	r.doc(v, func(key string, v bsoncore.Value) {
		switch key {
		case "k":
			r.bin(v, e.Key[:])
		case "f":
			r.bin(v, e.Print[:])
		case "ty":
			readText(r, v, &e.Type)
		case "act":
			r.actor(v, &e.Actor)
		case "ord":
			readText(r, v, &e.Order)
		case "ms":
			readText(r, v, &e.Milestone)
		case "pay":
			readText(r, v, &e.Payout)
		case "ov":
			r.i64(v, &e.Version)
		case "ok":
			r.flag(v, &e.OK)
		case "why":
			readText(r, v, &e.Why)
		case "mv":
			r.array(v, func(v bsoncore.Value) { e.Moves = append(e.Moves, r.move(v)) })
		case "legs":
			e.Legs = make([]ledger.Leg, 0, 4)
			r.array(v, func(v bsoncore.Value) { e.Legs = append(e.Legs, r.leg(v)) })
		case "maker":
			readText(r, v, &e.Maker)
		case "checker":
			readText(r, v, &e.Checker)
		case "amt":
			r.i64(v, &e.Amount)
		case "c":
			readText(r, v, &e.Currency)
		case "rail":
			readText(r, v, &e.Rail)
		case "ref":
			readText(r, v, &e.Ref)
		case "note":
			readText(r, v, &e.Note)
		case "terms":
			e.Terms = r.terms(v)
		case "limits":
			r.array(v, func(v bsoncore.Value) { e.Limits = append(e.Limits, r.limit(v)) })
		case "obj":
			readText(r, v, &e.Object)
		case "par":
			r.array(v, func(v bsoncore.Value) { e.Params = append(e.Params, r.param(v)) })
		default:
			r.fail("unknown field of an entry: " + key)
		}
	})
}

func (r *bsonReader) actor(v bsoncore.Value, a *ledger.Actor) {
	r.doc(v, func(key string, v bsoncore.Value) {
		switch key {
		case "id":
			readText(r, v, &a.Person)
		case "org":
			readText(r, v, &a.Org)
		case "role":
			readText(r, v, &a.Role)
		case "via":
			readText(r, v, &a.Via)
		default:
			r.fail("unknown field of an actor: " + key)
		}
	})
}

func (r *bsonReader) move(v bsoncore.Value) (m ledger.Move) {
	r.doc(v, func(key string, v bsoncore.Value) {
		switch key {
		case "k":
			readText(r, v, &m.Kind)
		case "id":
			readText(r, v, &m.ID)
		case "from":
			readText(r, v, &m.From)
		case "to":
			readText(r, v, &m.To)
		default:
			r.fail("unknown field of a move: " + key)
		}
	})
	return m
}

func (r *bsonReader) leg(v bsoncore.Value) (l ledger.Leg) {
	r.doc(v, func(key string, v bsoncore.Value) {
		switch key {
		case "a":
			readText(r, v, &l.Account)
		case "c":
			readText(r, v, &l.Currency)
		case "v":
			r.i64(v, &l.Minor)
		case "b":
			readText(r, v, &l.Book)
		default:
			r.fail("unknown field of a leg: " + key)
		}
	})
	return l
}

func (r *bsonReader) limit(v bsoncore.Value) (l ledger.Limit) {
	r.doc(v, func(key string, v bsoncore.Value) {
		switch key {
		case "c":
			readText[money.Currency](r, v, &l.Currency)
		case "release":
			r.i64(v, &l.Release)
		case "payout":
			r.i64(v, &l.Payout)
		default:
			r.fail("unknown field of a limit: " + key)
		}
	})
	return l
}

func (r *bsonReader) param(v bsoncore.Value) (p ledger.Param) {
	r.doc(v, func(key string, v bsoncore.Value) {
		switch key {
		case "n":
			readText(r, v, &p.Name)
		case "v":
			r.i64(v, &p.Minor)
		case "s":
			readText(r, v, &p.Text)
		default:
			r.fail("unknown field of a detail: " + key)
		}
	})
	return p
}

// conditions takes only what is written again as the same bytes: what no hash covers must not be there.
func (r *bsonReader) conditions(v bsoncore.Value) *ledger.Conditions {
	raw, ok := v.DocumentOK()
	if !ok {
		r.fail("not a document")
		return nil
	}
	c := &ledger.Conditions{}
	if err := bson.Unmarshal(raw, c); err != nil {
		r.fail(err.Error())
		return nil
	}
	if again, err := bson.Marshal(c); err != nil || !bytes.Equal(again, raw) {
		r.fail("conditions are not spelled as they were written")
	}
	return c
}

func (r *bsonReader) terms(v bsoncore.Value) *ledger.Terms {
	t := &ledger.Terms{}
	r.doc(v, func(key string, v bsoncore.Value) {
		switch key {
		case "deal":
			readText(r, v, &t.Deal)
		case "hash":
			r.bin(v, t.Hash[:])
		case "signed":
			r.flag(v, &t.Signed)
		case "buyer":
			readText(r, v, &t.Buyer)
		case "seller":
			readText(r, v, &t.Seller)
		case "org":
			readText(r, v, &t.Organizer)
		case "log":
			readText(r, v, &t.Logistics)
		case "exh":
			readText(r, v, &t.Exhibition)
		case "c":
			readText(r, v, &t.Currency)
		case "ms":
			r.array(v, func(v bsoncore.Value) { t.Milestones = append(t.Milestones, r.milestone(v)) })
		case "exbp":
			r.i64(v, &t.ExchangeBP)
		case "plbp":
			r.i64(v, &t.PlatformBP)
		case "buyerbp":
			r.i64(v, &t.BuyerShareBP)
		case "cfee":
			r.i64(v, &t.CancelFee)
		case "answerBy":
			r.i64(v, &t.AnswerBy)
		case "fundBy":
			r.i64(v, &t.FundBy)
		case "cond":
			t.Conditions = r.conditions(v)
		default:
			r.fail("unknown field of terms: " + key)
		}
	})
	return t
}

func (r *bsonReader) milestone(v bsoncore.Value) (m ledger.MilestoneTerms) {
	r.doc(v, func(key string, v bsoncore.Value) {
		switch key {
		case "id":
			readText(r, v, &m.ID)
		case "amt":
			r.i64(v, &m.Amount)
		case "shipBy":
			r.i64(v, &m.ShipBy)
		default:
			r.fail("unknown field of a milestone: " + key)
		}
	})
	return m
}
