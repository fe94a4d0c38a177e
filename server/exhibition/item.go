package exhibition

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"golang.org/x/text/language"

	"fairground/server/actor"
	"fairground/server/db"
	"fairground/server/lang"
	"fairground/server/money"
	"fairground/server/problem"
)

// ItemKind is what an item of the catalogue is.
type ItemKind string

// The kinds. A work carries rights, a good is carried, a service is done.
const (
	Good        ItemKind = "good"
	ServiceItem ItemKind = "service"
	Work        ItemKind = "work"
)

// Window is a way in which a work is used, and when.
type Window struct {
	Right string `bson:"right" json:"right" doc:"theatrical, tvod, svod, avod, free_tv, pay_tv, inflight, remake, merchandising, publishing, game, exhibition, educational, audio, format, adaptation or location."`
	From  string `bson:"from,omitempty" json:"from,omitempty" doc:"YYYY-MM-DD."`
	To    string `bson:"to,omitempty" json:"to,omitempty" doc:"YYYY-MM-DD."`
}

// Rights is what of a work can be licensed.
type Rights struct {
	Territories []string `bson:"territories" json:"territories" nullable:"false" doc:"ISO 3166-1 alpha-2, or WW for the whole world."`
	Languages   []string `bson:"languages" json:"languages" nullable:"false" doc:"BCP 47."`
	Windows     []Window `bson:"windows" json:"windows" nullable:"false"`
}

// Item is an entry of a booth's catalogue.
type Item struct {
	ID           string           `bson:"_id"`
	V            int64            `bson:"v"`
	Exhibition   string           `bson:"exhibition"`
	Booth        string           `bson:"booth"`
	Org          string           `bson:"org"`
	Kind         ItemKind         `bson:"kind"`
	Name         lang.Text        `bson:"name"`
	Text         lang.Text        `bson:"text"`
	Picture      string           `bson:"picture,omitempty"` // picture id
	Price        *money.Amount    `bson:"price,omitempty"`   // nil is "on request"
	MOQ          int              `bson:"moq,omitempty"`     // minimum order quantity, in units
	Unit         string           `bson:"unit,omitempty"`    // UNECE Recommendation 20 code or a plain word
	Incoterm     string           `bson:"incoterm,omitempty"`
	Place        string           `bson:"place,omitempty"` // of the Incoterm
	LeadTimeDays int              `bson:"leadTimeDays,omitempty"`
	HS           string           `bson:"hs,omitempty"` // 6 digits
	ServiceClass string           `bson:"serviceClass,omitempty"`
	Rights       *Rights          `bson:"rights,omitempty"`
	IsNew        bool             `bson:"isNew"`
	Search       string           `bson:"search"`
	Removed      time.Time        `bson:"removed,omitempty"`
	Outbox       []db.OutboxEntry `bson:"outbox,omitempty"`
}

// Incoterms lists the rules of Incoterms 2020.
func Incoterms() []string {
	return []string{"EXW", "FCA", "CPT", "CIP", "DAP", "DPU", "DDP", "FAS", "FOB", "CFR", "CIF"}
}

func windows() []string {
	return []string{
		"theatrical", "tvod", "svod", "avod", "free_tv", "pay_tv", "inflight", "remake", "merchandising", "publishing", "game", "exhibition",
		"educational", "audio", "format", "adaptation", "location",
	}
}

var (
	hsForm      = regexp.MustCompile(`^[0-9]{6}$`)
	unitForm    = regexp.MustCompile(`^[\pL0-9][\pL0-9 ./-]{0,19}$`)
	serviceForm = regexp.MustCompile(`^(S[A-L][0-9.]{0,6}|[0-9]{1,2}(\.[0-9]{1,2}){0,3})$`) // EBOPS 2010, by its letters (SA to SL) or its numbers (1 to 12)
)

// check says all that is wrong with an item.
func (i Item) check() error {
	var f faults
	f.at("body.name", i.Name.Check(nameLimit))
	if len(i.Text) > 0 {
		f.at("body.text", i.Text.Check(textLimit))
	}
	if i.Price != nil {
		f.at("body.price", i.Price.Validate())
		if i.Price.Sign() <= 0 {
			f.at("body.price", errors.New("must be positive; leave it out for a price on request"))
		}
	}
	if i.MOQ < 0 || i.MOQ > 1_000_000_000 {
		f.at("body.moq", errors.New("must be 1 to 1,000,000,000"))
	}
	if i.LeadTimeDays < 0 || i.LeadTimeDays > 3650 {
		f.at("body.leadTimeDays", errors.New("must be 0 to 3650"))
	}
	switch i.Kind {
	case Good:
		i.checkGood(&f)
	case ServiceItem:
		i.only(&f, "a service")
		if i.Rights != nil {
			f.at("body.rights", errors.New("only a work has rights"))
		}
		if i.ServiceClass != "" && !serviceForm.MatchString(i.ServiceClass) {
			f.at("body.serviceClass", errors.New("not an EBOPS 2010 class such as SK1"))
		}
	case Work:
		i.only(&f, "a work")
		if i.ServiceClass != "" {
			f.at("body.serviceClass", errors.New("only a service has a class"))
		}
		i.checkRights(&f)
	default:
		f.at("body.kind", errors.New("must be good, service or work"))
	}
	return f.err()
}

func (i Item) checkGood(f *faults) {
	if !unitForm.MatchString(i.Unit) {
		f.at("body.unit", errors.New("a good needs its unit of 1 to 20 letters or digits"))
	}
	if i.HS != "" && !hsForm.MatchString(i.HS) {
		f.at("body.hs", errors.New("an HS code has 6 digits"))
	}
	if i.Incoterm != "" && !slices.Contains(Incoterms(), i.Incoterm) {
		f.at("body.incoterm", errors.New("not an Incoterm 2020"))
	}
	if (i.Incoterm == "") != (i.Place == "") {
		f.at("body.place", errors.New("an Incoterm and its place go together"))
	}
	if len(i.Place) > nameLimit {
		f.at("body.place", errors.New("too long"))
	}
	if i.ServiceClass != "" {
		f.at("body.serviceClass", errors.New("only a service has a class"))
	}
	if i.Rights != nil {
		f.at("body.rights", errors.New("only a work has rights"))
	}
}

// only refuses on something that is not carried what belongs to goods.
func (i Item) only(f *faults, what string) {
	for _, x := range []struct{ at, value string }{{"hs", i.HS}, {"incoterm", i.Incoterm}, {"place", i.Place}} {
		if x.value != "" {
			f.at("body."+x.at, errors.New(what+" has none"))
		}
	}
	if i.Unit != "" && !unitForm.MatchString(i.Unit) {
		f.at("body.unit", errors.New("a unit has 1 to 20 letters or digits"))
	}
}

const rightsLimit = 250

func (i Item) checkRights(f *faults) {
	if i.Rights == nil {
		f.at("body.rights", errors.New("a work needs its rights"))
		return
	}
	r := *i.Rights
	if len(r.Territories) == 0 || len(r.Territories) > rightsLimit {
		f.at("body.rights.territories", fmt.Errorf("1 to %d territories", rightsLimit))
	}
	for n, t := range r.Territories {
		if t == "WW" {
			continue
		}
		region, err := language.ParseRegion(t)
		if err != nil || !region.IsCountry() || len(t) != 2 || t != strings.ToUpper(t) {
			f.at(fmt.Sprintf("body.rights.territories[%d]", n), errors.New("not an ISO 3166 country code, nor WW"))
		}
	}
	f.at("body.rights.languages", tags(r.Languages))
	if len(r.Windows) == 0 || len(r.Windows) > 4*len(windows()) {
		f.at("body.rights.windows", errors.New("a work needs at least one window"))
	}
	for n, w := range r.Windows {
		at := fmt.Sprintf("body.rights.windows[%d]", n)
		if !slices.Contains(windows(), w.Right) {
			f.at(at+".right", errors.New("must be one of "+strings.Join(windows(), ", ")))
		}
		from, err := day(w.From)
		f.at(at+".from", err)
		to, errTo := day(w.To)
		f.at(at+".to", errTo)
		if err == nil && errTo == nil && !from.IsZero() && !to.IsZero() && to.Before(from) {
			f.at(at+".to", errors.New("must not be before from"))
		}
	}
}

// day reads a date; "" is no date.
func day(s string) (time.Time, error) {
	if s == "" {
		return time.Time{}, nil
	}
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return t, errors.New("not a date YYYY-MM-DD")
	}
	return t, nil
}

// Item returns an item that is in the catalogue. One that was removed is Gone `item_removed`.
func (s *Service) Item(ctx context.Context, id string) (Item, error) {
	i, err := s.store.items.Find(ctx, id)
	if err == nil && !i.Removed.IsZero() {
		err = problem.New(problem.Gone, "item_removed", "the exhibitor has removed this item")
	}
	if err != nil {
		return Item{}, err
	}
	return i, nil
}

// Items lists the catalogue of a booth, new ones first.
func (s *Service) Items(ctx context.Context, booth string) ([]Item, error) {
	return s.store.itemsOf(ctx, booth)
}

const itemsEach = 1000

// NewItem adds an item to the actor's own booth.
func (s *Service) NewItem(ctx context.Context, who actor.Actor, booth string, i Item) (Item, error) {
	b, err := s.store.booths.Find(ctx, booth)
	if err != nil {
		return Item{}, err
	}
	if !b.staffedBy(who) {
		return Item{}, notYours()
	}
	have, err := s.store.countItems(ctx, booth)
	if err != nil {
		return Item{}, err
	}
	if have >= itemsEach {
		return Item{}, problem.Newf(problem.Conflict, "catalogue_full", "a booth has at most %d items", itemsEach)
	}
	i.ID, i.V, i.Exhibition, i.Booth, i.Org = db.NewID("itm", s.now()), 1, b.Exhibition, b.ID, b.Org
	i.Picture, i.Removed = "", time.Time{}
	if err := i.check(); err != nil {
		return Item{}, err
	}
	i.Search = searchable(i.Name, i.Text)
	i.Outbox = []db.OutboxEntry{s.entry("item.added", who.Person, i.ID, i.Exhibition)}
	if err := s.store.items.Insert(ctx, i); err != nil {
		return Item{}, err
	}
	s.itemChanged(i)
	return i, nil
}

func (s *Service) itemChanged(i Item) {
	s.counts.drop(i.Exhibition)
	s.indexes.drop(i.Exhibition)
	s.halls.clear()
}

// ItemChange is what changes on an item; nil leaves a field as it is.
type ItemChange struct {
	Name, Text                              lang.Text
	Price                                   *money.Amount
	OnRequest                               bool // takes the price away
	MOQ, LeadTimeDays                       *int
	Unit, Incoterm, Place, HS, ServiceClass *string
	Rights                                  *Rights
	IsNew                                   *bool
}

func (i *Item) apply(c ItemChange) error {
	if c.Name != nil {
		i.Name = c.Name
	}
	if c.Text != nil {
		i.Text = c.Text
	}
	if c.Price != nil {
		i.Price = c.Price
	}
	if c.OnRequest {
		i.Price = nil
	}
	for _, x := range []struct{ to, from *string }{
		{&i.Unit, c.Unit}, {&i.Incoterm, c.Incoterm}, {&i.Place, c.Place}, {&i.HS, c.HS}, {&i.ServiceClass, c.ServiceClass},
	} {
		if x.from != nil {
			*x.to = *x.from
		}
	}
	if c.MOQ != nil {
		i.MOQ = *c.MOQ
	}
	if c.LeadTimeDays != nil {
		i.LeadTimeDays = *c.LeadTimeDays
	}
	if c.Rights != nil {
		i.Rights = c.Rights
	}
	if c.IsNew != nil {
		i.IsNew = *c.IsNew
	}
	i.Search = searchable(i.Name, i.Text)
	return i.check()
}

// ownItem returns an item of the actor's own booth.
func (s *Service) ownItem(ctx context.Context, who actor.Actor, id string) (Item, error) {
	i, err := s.Item(ctx, id)
	if err != nil {
		return i, err
	}
	if i.Org != who.Org || !who.Has(actor.Exhibitor, i.Exhibition) {
		return Item{}, notYours()
	}
	return i, nil
}

// ChangeItem changes an item of the actor's own booth if its version is v.
func (s *Service) ChangeItem(ctx context.Context, who actor.Actor, id string, v int64, c ItemChange) (Item, error) {
	i, err := s.ownItem(ctx, who, id)
	if err != nil {
		return i, err
	}
	if err := i.apply(c); err != nil {
		return Item{}, err
	}
	return s.saveItem(ctx, i, v, s.entry("item.changed", who.Person, i.ID, i.Exhibition))
}

// RemoveItem takes an item out of the catalogue if its version is v. What refers to it still finds its text.
func (s *Service) RemoveItem(ctx context.Context, who actor.Actor, id string, v int64) error {
	i, err := s.ownItem(ctx, who, id)
	if err != nil {
		return err
	}
	i.Removed = s.now()
	_, err = s.saveItem(ctx, i, v, s.entry("item.removed", who.Person, i.ID, i.Exhibition))
	return err
}

func (s *Service) saveItem(ctx context.Context, i Item, v int64, e db.OutboxEntry) (Item, error) {
	i.V, i.Outbox = v+1, append(i.Outbox, e)
	if err := s.store.items.Replace(ctx, i.ID, v, i); err != nil {
		return Item{}, err
	}
	s.itemChanged(i)
	return i, nil
}

// AddItem stores an item with a given id, for the demo and for imports; one that exists stays. Organization and exhibition are
// those of i.Booth.
func (s *Service) AddItem(ctx context.Context, i Item) error {
	b, err := s.store.booths.Find(ctx, i.Booth)
	if err != nil {
		return fmt.Errorf("add item %s: %w", i.ID, err)
	}
	i.V, i.Exhibition, i.Org, i.Search = 1, b.Exhibition, b.Org, searchable(i.Name, i.Text)
	if err := i.check(); err != nil {
		return fmt.Errorf("add item %s: %w", i.ID, err)
	}
	if err := ignoreTaken(s.store.items.Insert(ctx, i)); err != nil {
		return fmt.Errorf("add item %s: %w", i.ID, err)
	}
	s.itemChanged(i)
	return nil
}
