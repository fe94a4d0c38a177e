package settlement

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"fairground/server/lang"
	"fairground/server/money"
	"fairground/server/problem"
	"fairground/server/settlement/ledger"
	"fairground/server/settlement/paper"
)

// Document is a paper that an order has, or could have.
type Document struct {
	Kind      string        `json:"kind" enum:"confirmation,proforma,receipt,invoice,credit_note,tax_certificate,statement"`
	Number    string        `json:"number,omitempty"`
	Issued    *time.Time    `json:"issued,omitempty"`
	Amount    *money.Amount `json:"amount,omitempty"`
	Milestone string        `json:"milestone,omitempty" doc:"Which one, of kinds that an order has several of."`
	Entry     string        `json:"entry,omitempty" doc:"Which one, of receipts: block and entry."`
	Available bool          `json:"available"`
}

// DocumentFile is a document in one form.
type DocumentFile struct {
	Name string
	Type string // media type
	Tag  string // SHA-256 of the bytes
	Body []byte
}

// recorded is an entry of an order that happened, with its place in the log.
type recorded struct {
	block *ledger.Block
	index int
}

func (r recorded) entry() *ledger.Entry { return &r.block.Entries[r.index] }
func (r recorded) at() time.Time        { return time.UnixMilli(r.block.Time).UTC() }

// place names the entry as people read it: block and entry, counted from one.
func (r recorded) place() string {
	return strconv.FormatInt(r.block.Seq, 10) + "-" + strconv.Itoa(r.index+1)
}

// dossier is all that an order's papers are made of.
type dossier struct {
	order   *ledger.Order
	text    dealText
	history []recorded
	sandbox bool
	lending bool // the reader may see that the seller was paid early
	taxOf   func(at int64) (ledger.TaxRow, bool)
}

// dossier collects what the log says of an order that the actor may see.
func (s *Service) dossier(ctx context.Context, id string) (dossier, error) {
	_, role, err := s.find(ctx, id)
	if err != nil {
		return dossier{}, err
	}
	d := dossier{sandbox: !s.opt.Rail.Capabilities().RealMoney, lending: seesLending(role)}
	d.taxOf = func(at int64) (row ledger.TaxRow, ok bool) {
		s.engine.View(func(st *ledger.State) { row, ok = st.TaxOf(d.order, at) })
		return row, ok
	}
	var trail []int64
	if d.order, trail, err = s.recall(ctx, id); err != nil {
		return d, err
	}
	if d.text, err = s.store.text(ctx, id); err != nil {
		return d, err
	}
	d.history, err = s.history(ctx, id, trail)
	return d, err
}

// history reads the entries of an order that happened, each within its whole block; refusals are no part of any paper.
func (s *Service) history(ctx context.Context, id string, trail []int64) ([]recorded, error) {
	return recollect(ctx, id, trail, s.store.blocksOf)
}

// happened is history without the entries of others, for what needs no proof of a place.
func (s *Service) happened(ctx context.Context, id string, trail []int64) ([]recorded, error) {
	return recollect(ctx, id, trail, func(ctx context.Context, part []int64) ([]ledger.Block, error) {
		return s.store.entriesOf(ctx, id, part)
	})
}

func recollect(ctx context.Context, id string, trail []int64, read func(context.Context, []int64) ([]ledger.Block, error)) ([]recorded, error) {
	var all []recorded
	for part := range slices.Chunk(trail, ledger.ReadBatch) {
		blocks, err := read(ctx, part)
		if err != nil {
			return nil, fmt.Errorf("read the order's entries: %w", err)
		}
		for b := range blocks {
			for i, e := range blocks[b].Entries {
				if e.Order == id && e.OK {
					all = append(all, recorded{&blocks[b], i})
				}
			}
		}
	}
	return all, nil
}

// Documents lists the papers of an order for whoever may see it, also those that it does not have yet.
func (s *Service) Documents(ctx context.Context, id string) ([]Document, error) {
	d, err := s.dossier(ctx, id)
	if err != nil {
		return nil, err
	}
	return d.list(), nil
}

// found is a paper with what tells it from others of its kind.
type found struct {
	paper.Document
	milestone string
	entry     string
}

// of makes all papers of a kind that the order has.
func (d dossier) of(kind paper.Kind) []found {
	var list []found
	switch kind {
	case paper.Receipt:
		for _, r := range d.history {
			if p, ok := d.receipt(r); ok {
				list = append(list, found{p, "", r.place()})
			}
		}
	case paper.Invoice, paper.TaxCertificate, paper.CreditNote:
		for _, v := range d.order.Invoices {
			if p, ok := d.numbered(kind, v); ok {
				list = append(list, found{p, v.Milestone, ""})
			}
		}
	default:
		if p, ok := d.single(kind); ok {
			list = append(list, found{p, "", ""})
		}
	}
	return list
}

// list is the table of contents: kinds in the order in which an order comes to have them, also what it may get yet.
func (d dossier) list() []Document {
	var list []Document
	for _, kind := range paper.Kinds() {
		all := d.of(kind)
		for _, f := range all {
			row := Document{Kind: string(kind), Number: f.Number, Issued: &f.Issued, Milestone: f.milestone, Entry: f.entry, Available: true}
			for _, sum := range f.Totals {
				if sum.Grand {
					row.Amount = &sum.Amount
				}
			}
			list = append(list, row)
		}
		switch kind {
		case paper.Invoice:
			for _, m := range d.order.Milestones {
				if !slices.ContainsFunc(all, func(f found) bool { return f.milestone == m.ID }) && m.State != ledger.Cancelled && m.State != ledger.Refunded {
					list = append(list, Document{Kind: string(kind), Milestone: m.ID})
				}
			}
		case paper.Confirmation, paper.Proforma:
			if len(all) == 0 {
				list = append(list, Document{Kind: string(kind)})
			}
		default: // whether the others come is not known
		}
	}
	return list
}

// Which says which paper of an order is meant, where it has several of a kind: by number, or by milestone or entry.
type Which struct{ Kind, Number, Milestone, Entry string }

// choose finds one paper. Errors: NotFound "document_not_found" if there is no such kind or the order has none like that yet,
// Invalid "document_ambiguous" if it has several.
func (d dossier) choose(w Which) (paper.Document, error) {
	all := slices.DeleteFunc(d.of(paper.Kind(w.Kind)), func(f found) bool {
		return (w.Number != "" && w.Number != f.Number) || (w.Milestone != "" && w.Milestone != f.milestone) || (w.Entry != "" && w.Entry != f.entry)
	})
	switch len(all) {
	case 0:
		return paper.Document{}, problem.New(problem.NotFound, "document_not_found", "the order has no such document, or not yet")
	case 1:
		return all[0].Document, nil
	}
	return paper.Document{}, problem.New(problem.Invalid, "document_ambiguous", "the order has several of them: say which one")
}

// Document returns a paper of an order in a language ("zh-Hans" or "en") and a format ("pdf", "json" or "csv"). The same
// paper is the same bytes at any time.
func (s *Service) Document(ctx context.Context, id string, w Which, language, format string) (DocumentFile, error) {
	d, err := s.dossier(ctx, id)
	if err != nil {
		return DocumentFile{}, err
	}
	p, err := d.choose(w)
	if err != nil {
		return DocumentFile{}, err
	}
	return write(p, language, format)
}

func write(p paper.Document, language, format string) (DocumentFile, error) {
	if language == "" {
		language = lang.English
	}
	var b bytes.Buffer
	var err error
	f := DocumentFile{}
	switch format {
	case "json":
		f.Type, err = "application/json", paper.WriteJSON(&b, p)
	case "csv":
		f.Type, err = "text/csv; charset=utf-8", paper.WriteCSV(&b, p, language)
	default:
		format, f.Type, err = "pdf", "application/pdf", paper.Render(&b, p, language)
	}
	if err != nil {
		return DocumentFile{}, fmt.Errorf("write %s: %w", p.Number, err)
	}
	sum := sha256.Sum256(b.Bytes())
	f.Name, f.Tag, f.Body = strings.ToLower(p.Number)+"."+format, `"`+hex.EncodeToString(sum[:16])+`"`, b.Bytes()
	return f, nil
}

// tail is what tells an order's number from others.
func tail(id string) string { return strings.ToUpper(strings.TrimPrefix(id, "ord_")) }
