package settlement

import (
	"context"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"fairground/server/actor"
	"fairground/server/db"
	"fairground/server/problem"
	"fairground/server/settlement/ledger"
)

// Message is what somebody wrote about an order to everybody who reads it. It is talk and no evidence: nothing follows from
// it, and the log knows nothing of it.
type Message struct {
	ID   string    `json:"id"`
	By   string    `json:"by" enum:"buyer,seller,logistics,clearing_maker,clearing_checker,arbitrator"`
	Mine bool      `json:"mine,omitempty" doc:"The reader wrote it."`
	Text string    `json:"text"`
	At   time.Time `json:"at"`
}

// letter is a message as it is kept.
type letter struct {
	ID     string           `bson:"_id"`
	V      int64            `bson:"v"`
	Order  string           `bson:"order"`
	Person string           `bson:"person"`
	Role   ledger.Role      `bson:"role"`
	Text   string           `bson:"text"`
	At     time.Time        `bson:"at"`
	Outbox []db.OutboxEntry `bson:"outbox,omitempty"`
}

// Bounds of what is written about one order.
const (
	maxMessage  = 2000 // characters
	maxMessages = 1000
)

// Messages lists what was written about an order, the oldest first, for whoever may see the order.
func (s *Service) Messages(ctx context.Context, order string) ([]Message, error) {
	if _, _, err := s.find(ctx, order); err != nil {
		return nil, err
	}
	all, err := s.letters.of(ctx, order)
	if err != nil {
		return nil, err
	}
	me, list := actor.From(ctx).Person, make([]Message, 0, len(all))
	for _, l := range all {
		list = append(list, l.read(me))
	}
	return list, nil
}

func (l letter) read(reader string) Message {
	return Message{ID: l.ID, By: roleWords[l.Role], Mine: l.Person == reader, Text: l.Text, At: l.At}
}

// Say writes a message about an order. The parties, the carrier, clearing officers and the arbitrators of its disputes do; those
// who only look do not. The same key is the same message.
func (s *Service) Say(ctx context.Context, order, text, key string) (Message, error) {
	o, r, err := s.find(ctx, order)
	if err != nil {
		return Message{}, err
	}
	if !speaks(r) {
		return Message{}, refusal(ledger.WhyRole)
	}
	if text = strings.TrimSpace(text); text == "" || !utf8.ValidString(text) || utf8.RuneCountInString(text) > maxMessage {
		return Message{}, problem.Newf(problem.Invalid, "message_length", "a message has 1 to %d characters", maxMessage)
	}
	a, now := actor.From(ctx), s.opt.Now().UTC()
	k, err := clientKey(a, key)
	if err != nil {
		return Message{}, err
	}
	l := letter{ID: "msg_" + short(k), V: 1, Order: order, Person: a.Person, Role: r, Text: text, At: now.Truncate(time.Millisecond)}
	l.Outbox = []db.OutboxEntry{{
		ID: db.NewID("out", now), Type: "order.message_written", At: now, By: a.Person, Entity: order, Exhibition: o.Terms.Exhibition, Data: map[string]string{"order": order},
	}}
	if l, err = s.letters.add(ctx, l); err != nil {
		return Message{}, err
	}
	return l.read(a.Person), nil
}

func speaks(r ledger.Role) bool {
	return slices.Contains([]ledger.Role{ledger.Buyer, ledger.Seller, ledger.Logistics, ledger.Maker, ledger.Checker, ledger.Arbitrator}, r)
}

// correspondence tells both parties of an order of what was written about it.
type correspondence struct {
	db.Outbox
	settlement *Service
	people     func(ctx context.Context, org string) ([]string, error)
}

// Correspondence is the outbox of the messages; people names whom to tell in an organization.
func (s *Service) Correspondence(people func(ctx context.Context, org string) ([]string, error)) db.Outbox {
	return correspondence{s.letters.letters, s, people}
}

// Pending lists messages of which nobody has been told yet, with the people of both parties as those to be told.
func (c correspondence) Pending(ctx context.Context, limit int) ([]db.PendingEntry, error) {
	pending, err := c.Outbox.Pending(ctx, limit)
	if err != nil {
		return nil, err
	}
	for i := range pending {
		var parties []string
		text, err := c.settlement.store.text(ctx, pending[i].Entry.Entity)
		if err != nil {
			return nil, err
		}
		pending[i].Entry.Data["title"] = text.Title
		c.settlement.engine.View(func(st *ledger.State) {
			if o, ok := st.Order(pending[i].Entry.Entity); ok {
				parties = []string{o.Terms.Buyer, o.Terms.Seller}
			}
		})
		for _, org := range parties {
			people, err := c.people(ctx, org)
			if err != nil {
				return nil, err
			}
			pending[i].Entry.To = append(pending[i].Entry.To, people...)
		}
	}
	return pending, nil
}
