package screening

import (
	"encoding/csv"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
)

// The three published XML formats, as far as names go.

type ofacEntry struct {
	ID    string `xml:"uid"`
	First string `xml:"firstName"`
	Last  string `xml:"lastName"`
	Aka   []struct {
		First string `xml:"firstName"`
		Last  string `xml:"lastName"`
	} `xml:"akaList>aka"`
}

func (e ofacEntry) names() []string {
	names := []string{e.First + " " + e.Last}
	for _, a := range e.Aka {
		names = append(names, a.First+" "+a.Last)
	}
	return names
}

type euEntry struct {
	ID      string `xml:"euReferenceNumber,attr"`
	Logical string `xml:"logicalId,attr"`
	Alias   []struct {
		Whole string `xml:"wholeName,attr"`
		First string `xml:"firstName,attr"`
		Last  string `xml:"lastName,attr"`
	} `xml:"nameAlias"`
}

func (e euEntry) names() []string {
	var names []string
	for _, a := range e.Alias {
		name := a.Whole
		if strings.TrimSpace(name) == "" {
			name = a.First + " " + a.Last
		}
		names = append(names, name)
	}
	return names
}

type unEntry struct {
	ID       string `xml:"DATAID"`
	First    string `xml:"FIRST_NAME"`
	Second   string `xml:"SECOND_NAME"`
	Third    string `xml:"THIRD_NAME"`
	Fourth   string `xml:"FOURTH_NAME"`
	Original string `xml:"NAME_ORIGINAL_SCRIPT"`
	Person   []struct {
		Name string `xml:"ALIAS_NAME"`
	} `xml:"INDIVIDUAL_ALIAS"`
	Company []struct {
		Name string `xml:"ALIAS_NAME"`
	} `xml:"ENTITY_ALIAS"`
}

func (e unEntry) names() []string {
	names := []string{strings.Join([]string{e.First, e.Second, e.Third, e.Fourth}, " "), e.Original}
	for _, a := range e.Person {
		names = append(names, a.Name)
	}
	for _, a := range e.Company {
		names = append(names, a.Name)
	}
	return names
}

// readXML reads one of the three formats, told apart by its first element, entry by entry.
func readXML(r io.Reader) ([]listed, error) {
	d := xml.NewDecoder(r)
	source := ""
	var list []listed
	take := func(id string, names []string) error {
		for _, n := range names {
			if n = strings.Join(strings.Fields(n), " "); n != "" {
				list = append(list, listed{source: source, id: id, name: n})
			}
		}
		if len(list) > MaxNames {
			return ErrTooLarge
		}
		return nil
	}
	for {
		t, err := d.Token()
		if errors.Is(err, io.EOF) {
			return list, nil
		}
		if err != nil {
			return nil, fmt.Errorf("%w: %w", ErrFormat, err)
		}
		if _, declares := t.(xml.Directive); declares {
			return nil, ErrEntities
		}
		start, ok := t.(xml.StartElement)
		if !ok {
			continue
		}
		name := start.Name.Local
		if source == "" {
			if source = map[string]string{"sdnList": "ofac", "export": "eu", "CONSOLIDATED_LIST": "un"}[name]; source == "" {
				return nil, ErrFormat
			}
			continue
		}
		switch source + " " + name {
		case "ofac sdnEntry":
			var e ofacEntry
			if err = d.DecodeElement(&e, &start); err == nil {
				err = take(e.ID, e.names())
			}
		case "eu sanctionEntity":
			var e euEntry
			if err = d.DecodeElement(&e, &start); err == nil {
				id := e.ID
				if id == "" {
					id = e.Logical
				}
				err = take(id, e.names())
			}
		case "un INDIVIDUAL", "un ENTITY":
			var e unEntry
			if err = d.DecodeElement(&e, &start); err == nil {
				err = take(e.ID, e.names())
			}
		}
		if errors.Is(err, ErrTooLarge) {
			return nil, err
		}
		if err != nil {
			return nil, fmt.Errorf("%w: %w", ErrFormat, err)
		}
	}
}

// readCSV reads OFAC's sdn.csv (number, name, type, …) and alt.csv (number, number, type, name, remarks): no line of
// headings, "-0-" for nothing.
func readCSV(r io.Reader) ([]listed, error) {
	rows := csv.NewReader(r)
	rows.FieldsPerRecord, rows.ReuseRecord, rows.LazyQuotes = -1, true, true
	var list []listed
	for {
		row, err := rows.Read()
		if errors.Is(err, io.EOF) {
			return list, nil
		}
		if err != nil {
			return nil, fmt.Errorf("%w: %w", ErrFormat, err)
		}
		if len(row) == 1 && strings.Trim(row[0], "\x1a ") == "" {
			continue // the published files end with a control character
		}
		at := 1
		switch len(row) {
		case 12:
		case 5:
			at = 3
		default:
			return nil, ErrFormat
		}
		// sdn.csv writes "LAST, First"; the comma ends a word either way.
		id, name := strings.TrimSpace(row[0]), strings.Join(strings.Fields(row[at]), " ")
		if id == "" || strings.Trim(id, "0123456789") != "" {
			return nil, ErrFormat
		}
		if name != "" && name != "-0-" {
			list = append(list, listed{source: "ofac", id: id, name: name})
		}
		if len(list) > MaxNames {
			return nil, ErrTooLarge
		}
	}
}
