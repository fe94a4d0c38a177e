package accounts

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"fairground/server/actor"
	"fairground/server/lang"
	"fairground/server/sheet"
)

// newcomer is one row of an import of people.
type newcomer struct {
	row                       int
	name, email, org, country string
	zone                      string
	languages                 []string // the first decides the language of the interface
	role                      actor.Role
}

// newcomers reads the rows of an import and notes what is wrong in each by itself, and which address stands there twice.
func newcomers(m *sheet.Import) []newcomer {
	var list []newcomer
	zones := map[string]error{} // a zone is a file of its own, and twenty thousand rows name a dozen
	emails := map[string]int{}
	for line, r := range m.Rows() {
		n := newcomer{row: line, name: r.Cell("name"), org: r.Cell("organization"), country: strings.ToUpper(r.Cell("country")), zone: r.Cell("zone")}
		fault := func(column, code string, err error) {
			if err != nil {
				m.Fault(line, column, code, err.Error())
			}
		}
		fault("name", "name_invalid", oneLine(n.name))
		fault("organization", "organization_invalid", oneLine(n.org))
		fault("country", "country_invalid", country(n.country))
		if _, known := zones[n.zone]; !known {
			zones[n.zone] = zone(n.zone)
		}
		fault("zone", "zone_invalid", zones[n.zone])
		n.languages = tags(r.Cell("language"))
		fault("language", "language_invalid", someSpoken(n.languages))
		n.role = actor.Role(strings.ToLower(r.Cell("role")))
		if n.role == "" {
			n.role = actor.Buyer
		}
		if n.role != actor.Buyer && n.role != actor.Exhibitor {
			m.Fault(line, "role", "role_invalid", "must be buyer or exhibitor; empty is buyer")
		}
		var err error
		n.email, err = email(r.Cell("email"))
		fault("email", "email_invalid", err)
		if first, twice := emails[n.email]; twice && err == nil {
			m.Fault(line, "email", "email_twice", fmt.Sprintf("row %d has the same address", first))
		} else {
			emails[n.email] = line
		}
		list = append(list, n)
	}
	return list
}

func oneLine(s string) error { return line(s, nameLimit) }

// tags splits "zh-Hans, en" as people write lists of languages.
func tags(cell string) []string {
	return strings.FieldsFunc(cell, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(",;/、，", r) })
}

func someSpoken(tags []string) error {
	if len(tags) == 0 {
		return errors.New("must not be empty")
	}
	return spoken(tags)
}

// orgKey names an organization by what a table knows of it.
func orgKey(name, country string) string { return country + " " + searchable(name) }

// importedID is the id of an organization that an import makes: the same for the same row of a repeated import, so that one
// that was interrupted goes on where it stopped.
func importedID(exhibition, key string) string {
	sum := sha256.Sum256([]byte(exhibition + "\x00" + key))
	return "org_" + hex.EncodeToString(sum[:13])
}

// directory is who is there already when an import is judged.
type directory struct {
	exhibition string
	orgs       map[string]Organization // that take part in the exhibition, by id
	named      map[string]string       // their ids by orgKey
	people     map[string]Person       // with the addresses of the import, by address
}

func newDirectory(exhibition string, orgs []Organization, people []Person) directory {
	d := directory{exhibition: exhibition, orgs: map[string]Organization{}, named: map[string]string{}, people: map[string]Person{}}
	for _, o := range orgs {
		d.orgs[o.ID] = o
		for _, name := range o.Name {
			d.named[orgKey(name, o.Country)] = o.ID
		}
	}
	for _, p := range people {
		d.people[p.Email] = p
	}
	return d
}

// org is the id of the organization that a row names; there may be none of that id yet.
func (d directory) org(n newcomer) string {
	key := orgKey(n.org, n.country)
	if id, ok := d.named[key]; ok {
		return id
	}
	return importedID(d.exhibition, key)
}

// judge says why a row does not fit who is there, with the column and the code. A person who is there already has to be
// just what the row says: an import adds people and changes none.
func (d directory) judge(n newcomer) (column, code, message string) {
	org := d.org(n)
	if p, known := d.people[n.email]; known {
		switch {
		case p.Org != org:
			return "email", "email_taken", "this address has an account of another organization"
		case !p.Holds(n.role, d.exhibition):
			return "role", "role_differs", "this person has another role here; change it in the list of people"
		}
	}
	if o, known := d.orgs[org]; known {
		switch {
		case o.State != Approved:
			return "organization", "organization_state", fmt.Sprintf("this organization is %s", o.State)
		case !o.Takes(n.role, d.exhibition):
			return "organization", "organization_role", fmt.Sprintf("this organization does not take part as %s", n.role)
		}
	}
	return "", "", ""
}

// found makes the organization of the rows that name it: one that none of the directory is. Its first person is its admin.
func (d directory) found(rows []newcomer, contact string) Organization {
	first := rows[0]
	o := Organization{
		ID: d.org(first), V: 1, Name: lang.Text{scriptOf(first.org): first.org}, Country: first.country, Kind: Company, State: Approved,
		Contact: Contact{Person: contact, Name: first.name, Email: first.email, Lang: lang.Match(first.languages...), Zone: first.zone},
	}
	for _, n := range rows {
		if p := (Participation{Exhibition: d.exhibition, As: n.role}); !slices.Contains(o.Participations, p) {
			o.Participations = append(o.Participations, p)
		}
	}
	o.Search = o.searchText()
	return o
}

// scriptOf guesses the language under which a name is kept by the script it is written in.
func scriptOf(name string) string {
	switch {
	case strings.ContainsFunc(name, func(r rune) bool { return unicode.Is(unicode.Han, r) }):
		return lang.Chinese
	case strings.ContainsFunc(name, func(r rune) bool { return unicode.Is(unicode.Arabic, r) }):
		return lang.Arabic
	}
	return lang.English
}
