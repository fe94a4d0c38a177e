package ledger

import (
	"fmt"
	"slices"
	"unicode/utf8"
)

// The stable reasons of refusals. Every (state, command, role) that does not succeed ends in one of them.
const (
	WhyOrderUnknown     = "order_unknown"
	WhyOrderExists      = "order_exists"
	WhyMilestoneUnknown = "milestone_unknown"
	WhyPayoutUnknown    = "payout_unknown"
	WhyPayoutExists     = "payout_exists"
	WhyRole             = "role_not_allowed"
	WhyNotParty         = "not_a_party"
	WhyParty            = "party_may_not_decide"
	WhyVersion          = "version_mismatch"
	WhyState            = "wrong_state"
	WhyNotDue           = "not_due"
	WhyNoConsent        = "consent_missing"
	WhyTwice            = "done_already"
	WhyAboveLimit       = "above_limit"
	WhyNoProposal       = "proposal_missing"
	WhySamePerson       = "same_person"
	WhyFunds            = "insufficient_funds"
	WhyAmount           = "amount_invalid"
	WhyCurrency         = "currency_mismatch"
	WhyOrderClosed      = "order_closed"
)

// Validate refuses a command that must not even reach the log: texts out of bounds, unknown type or role, amounts that
// JSON would lose. The error wraps ErrMalformed.
func (c Command) Validate() error {
	fail := func(what string) error { return fmt.Errorf("validate %s: %w: %s", c.Type, ErrMalformed, what) }
	if c.Key == (Key{}) {
		return fail("key is missing")
	}
	if _, known := rules[c.Type]; !known {
		return fail("unknown type")
	}
	if c.Type == ProposeAction && !rules[Type(c.text(doParam))].pair {
		return fail("nothing that needs a proposal")
	}
	if !slices.Contains(Roles(), c.Actor.Role) {
		return fail("unknown role")
	}
	texts := []string{c.Actor.Person, c.Actor.Org, c.Actor.Via, c.Order, c.Milestone, c.Payout, string(c.Currency), c.Rail, c.Ref, c.Note, c.Object}
	if len(c.Params) > MaxParams {
		return fail("too many details")
	}
	for i, p := range c.Params {
		if !identifier(p.Name) || (i > 0 && p.Name <= c.Params[i-1].Name) || p.Minor < -MaxAmount || p.Minor > MaxAmount {
			return fail("a detail is malformed or out of order")
		}
		texts = append(texts, p.Text)
	}
	if t := c.Terms; t != nil {
		texts = append(texts, t.Deal, t.Buyer, t.Seller, t.Organizer, t.Logistics, t.Exhibition, string(t.Currency))
		if k := t.Conditions; k != nil {
			texts = append(texts, k.SellerJurisdiction, k.SellerKind, k.Income)
			if len(k.Milestones) > MaxMilestones {
				return fail("too many milestones")
			}
		}
		if len(t.Milestones) > MaxMilestones {
			return fail("too many milestones")
		}
		for _, m := range t.Milestones {
			texts = append(texts, m.ID)
		}
	}
	for _, s := range texts {
		if len(s) > MaxText || !utf8.ValidString(s) {
			return fail("a text is longer than 256 bytes or not UTF-8")
		}
	}
	if c.Amount < 0 || c.Amount > MaxAmount || c.Version < 0 || len(c.Limits) > 256 {
		return fail("amount, version or limits out of bounds")
	}
	for _, l := range c.Limits {
		if _, err := l.Currency.Exponent(); err != nil || l.Release < 0 || l.Payout < 0 {
			return fail("a limit is malformed")
		}
	}
	return nil
}
