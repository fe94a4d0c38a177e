package accounts

import (
	"context"
	"slices"
	"time"

	"fairground/server/actor"
	"fairground/server/lang"
	"fairground/server/problem"
)

// ConsentKind is one of two agreements that are asked for separately.
type ConsentKind string

// The kinds. Cross-border consent follows article 39 of the PIPL: separate, informed, and as easy to withdraw as to give.
const (
	Terms       ConsentKind = "terms"
	CrossBorder ConsentKind = "cross-border"
)

// Recipient is who receives personal data in another country.
type Recipient struct {
	Name    lang.Text `bson:"name" json:"name"`
	Contact string    `bson:"contact" json:"contact"`
	Country string    `bson:"country" json:"country"`
}

func demoRecipient() Recipient {
	return Recipient{
		Name:    lang.Text{lang.English: "The exhibitors of the fair whom you allow to find you", lang.Chinese: "您允许查找您的本届展会参展商"},
		Contact: "privacy@fairground.example",
		Country: "CN",
	}
}

// Wording is the text of a consent as it is asked for now. A changed text is a new version.
type Wording struct {
	Kind       ConsentKind `json:"kind"`
	Version    string      `json:"version"`
	Text       lang.Text   `json:"text"`
	Recipient  *Recipient  `json:"recipient,omitempty"`
	Purpose    lang.Text   `json:"purpose,omitempty"`
	Categories []lang.Text `json:"categories,omitempty"`
	Rights     lang.Text   `json:"rights"`
}

// Consent is one entry of a person's history, with all that was named when it was given or declined.
type Consent struct {
	Kind       ConsentKind `bson:"kind" json:"kind"`
	Given      bool        `bson:"given" json:"given"`
	Version    string      `bson:"version" json:"version"`
	At         time.Time   `bson:"at" json:"at"`
	Recipient  *Recipient  `bson:"recipient,omitempty" json:"recipient,omitempty"`
	Purpose    lang.Text   `bson:"purpose,omitempty" json:"purpose,omitempty"`
	Categories []lang.Text `bson:"categories,omitempty" json:"categories,omitempty"`
	Rights     lang.Text   `bson:"rights,omitempty" json:"rights,omitempty"`
}

// Wordings are the consents that are asked for now.
func (s *Service) Wordings() []Wording {
	recipient := s.config.Recipient
	return []Wording{
		{
			Kind: Terms, Version: "terms-2026-11",
			Text: lang.Text{
				lang.English: "I agree to the terms of the fair: I act for my organization, I treat others with respect, and what I sign binds my organization.",
				lang.Chinese: "我同意展会条款：我代表本机构行事，尊重他人，我所签署的内容对本机构有约束力。",
			},
			Rights: lang.Text{
				lang.English: "You may withdraw at any time on your account page; what was done before stays valid.",
				lang.Chinese: "您可随时在账户页面撤回；撤回前已发生的行为仍然有效。",
			},
		},
		{
			Kind: CrossBorder, Version: "cross-border-2026-11",
			Text: lang.Text{
				lang.English: "I separately agree that my personal data named here is transferred to the recipient named here in another country. I can decline and still visit the fair; exhibitors of other countries then do not find me.",
				lang.Chinese: "我单独同意将此处列明的个人信息提供给境外的下述接收方。我可以拒绝并继续参观展会；届时其他国家的参展商将无法找到我。",
			},
			Recipient: &recipient,
			Purpose: lang.Text{
				lang.English: "Arranging and holding meetings, answering questions, and preparing deals at this fair.",
				lang.Chinese: "在本届展会上安排和举行洽谈、回答问题以及准备交易。",
			},
			Categories: []lang.Text{
				{lang.English: "Name, organization and country", lang.Chinese: "姓名、机构和国家"},
				{lang.English: "Business e-mail address", lang.Chinese: "业务电子邮箱"},
				{lang.English: "Languages and time zone", lang.Chinese: "语言和时区"},
				{lang.English: "What you seek and what you offer", lang.Chinese: "您的需求和供给"},
			},
			Rights: lang.Text{
				lang.English: "You may read, correct, export and erase this data, ask the recipient directly, and withdraw at any time on your account page.",
				lang.Chinese: "您可以查阅、更正、导出和删除这些信息，可直接联系接收方，并可随时在账户页面撤回同意。",
			},
		},
	}
}

// Agreed returns the newest answer of the kind; ok is false if the person was never asked.
func (p Person) Agreed(kind ConsentKind) (c Consent, ok bool) {
	for _, c := range slices.Backward(p.Consents) {
		if c.Kind == kind {
			return c, true
		}
	}
	return Consent{}, false
}

// Agrees reports whether the newest answer of the kind is yes.
func (p Person) Agrees(kind ConsentKind) bool {
	c, _ := p.Agreed(kind)
	return c.Given
}

// consent appends an answer to the wording; the same answer to the same version again changes nothing.
func (p *Person) consent(w Wording, given bool, at time.Time) (changed bool) {
	if last, ok := p.Agreed(w.Kind); ok && last.Given == given && last.Version == w.Version {
		return false
	}
	p.Consents = append(p.Consents, Consent{
		Kind: w.Kind, Given: given, Version: w.Version, At: at,
		Recipient: w.Recipient, Purpose: w.Purpose, Categories: w.Categories, Rights: w.Rights,
	})
	return true
}

// tries bounds how often an append is repeated because something else changed the person meanwhile.
const tries = 20

// Consent records the actor's answer to the version of the wording that they read. Answers are appended, so this needs no
// version of the person; a wording that has changed is a Conflict `wording_changed`, except for a withdrawal, which is
// always taken.
func (s *Service) Consent(ctx context.Context, who actor.Actor, kind ConsentKind, given bool, version string) (Person, error) {
	i := slices.IndexFunc(s.Wordings(), func(w Wording) bool { return w.Kind == kind })
	if i < 0 {
		return Person{}, problem.New(problem.NotFound, "consent_not_found", "there is no such consent")
	}
	w := s.Wordings()[i]
	if given && version != w.Version {
		return Person{}, problem.New(problem.Conflict, "wording_changed", "the wording has changed; read it again").With("version", w.Version)
	}
	for range tries {
		p, err := s.store.people.Find(ctx, who.Person)
		if err != nil {
			return Person{}, err
		}
		if !p.consent(w, given, s.now()) {
			return p, nil
		}
		e := s.entry("consent.declined", p.ID, p.ID)
		if given {
			e.Type = "consent.given"
		}
		e.Data = map[string]string{"kind": string(kind), "version": w.Version}
		p.Outbox = append(p.Outbox, e)
		saved, err := s.save(ctx, p, p.V)
		if !problem.Is(err, problem.PreconditionFailed) {
			return saved, err
		}
	}
	return Person{}, problem.New(problem.Conflict, "version_conflict", "your account is being changed elsewhere; try again")
}
