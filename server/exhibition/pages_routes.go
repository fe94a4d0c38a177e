package exhibition

import (
	"bytes"
	"context"
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"encoding/xml"
	"fmt"
	"html/template"
	"net/url"
	"time"

	"fairground/server/api"
	"fairground/server/lang"
)

//go:embed pages.html
var pagesHTML string

// plainPage is what the templates show. A text that is not in the page's language carries its own.
type plainPage struct {
	Lang, Title, TitleLang, Description, Canonical, App, Note string
	Up                                                        *pageLink
	Alternates                                                []alternate
	Data                                                      map[string]any // schema.org, as JSON-LD
	Words                                                     pageWords
	Links                                                     []pageLink
	Paragraphs                                                []pageLink
	Openings                                                  []string
	Picture                                                   *pageLink
}

type pageLink struct{ Href, Text, Lang, Note string }

type alternate struct{ Lang, Href string }

// pageWords are the few words of our own on a plain page.
type pageWords struct{ App, Hours, Items, OnRequest, Halls string }

func wordsIn(tag string) pageWords {
	switch tag {
	case lang.Chinese:
		return pageWords{App: "进入展会", Hours: "开放时间（展位当地时间）", Items: "展品目录", OnRequest: "价格面议", Halls: "展馆"}
	case lang.Arabic:
		return pageWords{App: "ادخل المعرض", Hours: "ساعات العمل بتوقيت الجناح", Items: "المعروضات", OnRequest: "السعر عند الطلب", Halls: "القاعات"}
	}
	return pageWords{App: "Enter the fair", Hours: "Opening hours in the booth's time", Items: "Catalogue", OnRequest: "Price on request", Halls: "Halls"}
}

// pages registers the plain pages: they read without a script, and search engines read them.
func pages(a *api.API, s *Service) {
	t := template.Must(template.New("pages").Parse(pagesHTML))
	page := func(path, name string, fill func(context.Context, api.PageRequest, *plainPage) error) {
		api.Page(a, path, func(ctx context.Context, r api.PageRequest) (api.HTML, error) {
			p := plainPage{Lang: r.Lang, Words: wordsIn(r.Lang)}
			if err := fill(ctx, r, &p); err != nil {
				return api.HTML{}, err
			}
			for _, tag := range []string{lang.English, lang.Chinese} {
				p.Alternates = append(p.Alternates, alternate{Lang: tag, Href: p.Canonical + "?lang=" + url.QueryEscape(tag)})
			}
			var body bytes.Buffer
			if err := t.ExecuteTemplate(&body, name, p); err != nil {
				return api.HTML{}, fmt.Errorf("render page %s: %w", name, err)
			}
			sum := sha256.Sum256(body.Bytes())
			return api.HTML{Body: body.Bytes(), Lang: r.Lang, ETag: `"` + hex.EncodeToString(sum[:8]) + `"`}, nil
		})
	}
	page("/halls.html", "halls", s.hallsPage)
	page("/halls/:id.html", "hall", s.hallPage)
	page("/booths/:id.html", "booth", s.boothPage)
	page("/items/:id.html", "item", s.itemPage)
	api.Page(a, "/sitemap.xml", s.sitemap)
}

// title sets a title and, where it is not in the page's language, its own.
func (p *plainPage) title(t lang.Text) {
	p.Title, p.TitleLang = foreign(t, p.Lang)
}

// foreign is the text for a reader, and its language if that is not the reader's.
func foreign(t lang.Text, tag string) (text, in string) {
	text, in = t.In(tag)
	if in == tag {
		in = ""
	}
	return text, in
}

func (s *Service) hallsPage(ctx context.Context, r api.PageRequest, p *plainPage) error {
	id, err := s.Current(ctx)
	if err != nil {
		return err
	}
	e, err := s.Exhibition(ctx, id)
	if err != nil {
		return err
	}
	halls, err := s.Halls(ctx, id)
	if err != nil {
		return err
	}
	p.title(e.Name)
	p.Canonical, p.App = r.Base+"/halls.html", r.Base+"/"
	for _, h := range halls {
		text, in := foreign(h.Hall.Name, r.Lang)
		p.Links = append(p.Links, pageLink{Href: "/halls/" + h.Hall.ID + ".html", Text: text, Lang: in, Note: fmt.Sprint(h.Booths)})
	}
	p.Data = map[string]any{
		"@context": "https://schema.org", "@type": "ExhibitionEvent", "name": p.Title, "url": p.Canonical,
		"startDate": e.Starts.Format(time.RFC3339), "endDate": e.Ends.Format(time.RFC3339),
		"eventAttendanceMode": "https://schema.org/OnlineEventAttendanceMode",
		"location":            map[string]any{"@type": "VirtualLocation", "url": p.App},
	}
	return nil
}

func (s *Service) hallPage(ctx context.Context, r api.PageRequest, p *plainPage) error {
	h, err := s.Hall(ctx, r.Params["id"])
	if err != nil {
		return err
	}
	p.title(h.Hall.Name)
	p.Canonical, p.App = r.Base+"/halls/"+h.Hall.ID+".html", r.Base+"/halls/"+h.Hall.ID
	p.Up = &pageLink{Href: "/halls.html", Text: p.Words.Halls}
	list := []map[string]any{}
	for i, b := range h.Booths {
		text, in := foreign(b.OrgName, r.Lang)
		tagline, _ := b.Tagline.In(r.Lang)
		href := "/booths/" + b.ID + ".html"
		p.Links = append(p.Links, pageLink{Href: href, Text: b.Number + " " + text, Lang: in, Note: tagline})
		list = append(list, map[string]any{"@type": "ListItem", "position": i + 1, "name": text, "url": r.Base + href})
	}
	p.Data = map[string]any{"@context": "https://schema.org", "@type": "ItemList", "name": p.Title, "url": p.Canonical, "numberOfItems": len(list), "itemListElement": list}
	return nil
}

func (s *Service) boothPage(ctx context.Context, r api.PageRequest, p *plainPage) error {
	b, err := s.Booth(ctx, r.Params["id"])
	if err != nil {
		return err
	}
	items, err := s.Items(ctx, b.ID)
	if err != nil {
		return err
	}
	p.title(b.OrgName)
	p.Canonical, p.App = r.Base+"/booths/"+b.ID+".html", r.Base+"/booths/"+b.ID
	p.Up = &pageLink{Href: "/halls/" + b.Hall + ".html", Text: p.Words.Halls}
	p.Note = b.Number + " · " + b.Country
	p.Description, _ = b.Tagline.In(r.Lang)
	for _, t := range []lang.Text{b.Tagline, b.Text} {
		if text, in := foreign(t, r.Lang); text != "" {
			p.Paragraphs = append(p.Paragraphs, pageLink{Text: text, Lang: in})
		}
	}
	hours := []map[string]any{}
	for _, h := range b.Hours {
		p.Openings = append(p.Openings, fmt.Sprintf("%s %s–%s (%s)", dayName(h.Weekday, r.Lang), h.From, h.To, b.Zone))
		hours = append(hours, map[string]any{
			"@type": "OpeningHoursSpecification", "dayOfWeek": "https://schema.org/" + dayName(h.Weekday, lang.English), "opens": h.From, "closes": h.To,
		})
	}
	offers := []map[string]any{}
	for _, i := range items {
		text, in := foreign(i.Name, r.Lang)
		href := "/items/" + i.ID + ".html"
		p.Links = append(p.Links, pageLink{Href: href, Text: text, Lang: in, Note: p.price(i)})
		offers = append(offers, map[string]any{"@type": "Offer", "itemOffered": map[string]any{"@type": schemaType(i.Kind), "name": text, "url": r.Base + href}})
	}
	p.Data = map[string]any{
		"@context": "https://schema.org", "@type": "Organization", "name": p.Title, "url": p.Canonical, "description": p.Description,
		"address":                   map[string]any{"@type": "PostalAddress", "addressCountry": b.Country},
		"openingHoursSpecification": hours, "makesOffer": offers,
	}
	return nil
}

func dayName(weekday int, tag string) string {
	day := time.Weekday(weekday % 7)
	switch tag {
	case lang.Chinese:
		return [...]string{"星期日", "星期一", "星期二", "星期三", "星期四", "星期五", "星期六"}[day]
	case lang.Arabic:
		return [...]string{"الأحد", "الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت"}[day]
	}
	return day.String()
}

func schemaType(k ItemKind) string {
	switch k {
	case Good:
		return "Product"
	case ServiceItem:
		return "Service"
	case Work:
	}
	return "CreativeWork"
}

func (p *plainPage) price(i Item) string {
	if i.Price == nil {
		return p.Words.OnRequest
	}
	return i.Price.Format()
}

func (s *Service) itemPage(ctx context.Context, r api.PageRequest, p *plainPage) error {
	i, err := s.Item(ctx, r.Params["id"])
	if err != nil {
		return err
	}
	b, err := s.Booth(ctx, i.Booth)
	if err != nil {
		return err
	}
	p.title(i.Name)
	p.Canonical, p.App = r.Base+"/items/"+i.ID+".html", r.Base+"/items/"+i.ID
	seller, _ := b.OrgName.In(r.Lang)
	p.Up = &pageLink{Href: "/booths/" + b.ID + ".html", Text: seller}
	p.Note = p.price(i)
	text, in := foreign(i.Text, r.Lang)
	if text != "" {
		p.Paragraphs = append(p.Paragraphs, pageLink{Text: text, Lang: in})
	}
	p.Description = text
	if runes := []rune(text); len(runes) > 160 {
		p.Description = string(runes[:160])
	}
	p.Data = map[string]any{"@context": "https://schema.org", "@type": schemaType(i.Kind), "name": p.Title, "description": p.Description, "url": p.Canonical}
	if i.Picture != "" {
		p.Picture = &pageLink{Href: pictureAddress(i.Picture), Text: p.Title}
		p.Data["image"] = r.Base + pictureAddress(i.Picture)
	}
	if i.Price != nil {
		p.Data["offers"] = map[string]any{
			"@type": "Offer", "price": i.Price.Decimal(), "priceCurrency": string(i.Price.Currency),
			"seller": map[string]any{"@type": "Organization", "name": seller},
		}
	}
	return nil
}

// sitemapLimit is the number of addresses of one file (sitemaps.org protocol).
const sitemapLimit = 50_000

func (s *Service) sitemap(ctx context.Context, r api.PageRequest) (api.HTML, error) {
	type entry struct {
		Loc string `xml:"loc"`
	}
	type set struct {
		XMLName xml.Name `xml:"urlset"`
		NS      string   `xml:"xmlns,attr"`
		URLs    []entry  `xml:"url"`
	}
	out := set{NS: "http://www.sitemaps.org/schemas/sitemap/0.9", URLs: []entry{{Loc: r.Base + "/halls.html"}}}
	add := func(folder, id string) {
		if len(out.URLs) < sitemapLimit {
			out.URLs = append(out.URLs, entry{Loc: r.Base + "/" + folder + "/" + url.PathEscape(id) + ".html"})
		}
	}
	id, err := s.Current(ctx)
	if err != nil {
		return api.HTML{}, err
	}
	if id != "" {
		halls, err := s.store.hallsOf(ctx, id)
		if err != nil {
			return api.HTML{}, err
		}
		x, err := s.directory(ctx, id)
		if err != nil {
			return api.HTML{}, err
		}
		for _, h := range halls {
			add("halls", h.ID)
		}
		for _, b := range x.booths {
			add("booths", b.summary.ID)
			for _, i := range b.items {
				add("items", i.ID)
			}
		}
	}
	body, err := xml.Marshal(out)
	if err != nil {
		return api.HTML{}, fmt.Errorf("write sitemap: %w", err)
	}
	return api.HTML{Body: append([]byte(xml.Header), body...), Type: "application/xml; charset=utf-8"}, nil
}
