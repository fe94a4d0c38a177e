package matchmaking

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
)

// factor is the multipliers of a pair.
type factor struct {
	language, territory, budget, hours, role float64
}

func (f factor) product() float64 { return f.language * f.territory * f.budget * f.hours * f.role }

// What a pair keeps of its score when something speaks against it.
const (
	withInterpreter  = 0.6
	foreignTerritory = 0.5
	perBudgetBand    = 0.15 // is lost for each band between the two
	noCommonHour     = 0.3
	rolesApart       = 0.6
	enoughHours      = 4 * time.Hour // of overlap count as full
)

func factors(a, b *row) factor {
	f := factor{language: 1, territory: 1, budget: 1, hours: 1, role: 1}
	if len(a.languages) > 0 && len(b.languages) > 0 && !share(a.languageBits, b.languageBits, a.languages, b.languages) {
		f.language = withInterpreter
	}
	if len(a.territories) > 0 && len(b.territories) > 0 && !share(a.countryBits, b.countryBits, a.territories, b.territories) {
		f.territory = foreignTerritory
	}
	if a.budget > 0 && b.budget > 0 {
		f.budget = 1 - perBudgetBand*math.Abs(float64(a.budget-b.budget))
		f.budget = max(f.budget, perBudgetBand)
	}
	if overlap := a.hours.Overlap(b.hours); overlap < enoughHours {
		f.hours = noCommonHour + (1-noCommonHour)*float64(overlap)/float64(enoughHours)
	}
	if !a.role.fits(b.role) {
		f.role = rolesApart
	}
	return f
}

// share reports whether two ascending lists have an element in common; the bits rule most of them out at once.
func share(aBits, bBits uint64, a, b []string) bool {
	return aBits&bBits != 0 && slices.ContainsFunc(a, func(s string) bool { return slices.Contains(b, s) })
}

// roleClass is what a role means for another one.
type roleClass uint8

const (
	roleUnknown roleClass = iota
	roleSells
	roleTakes // buys or licenses
	roleInvests
	roleCoproduces
)

func classOf(r Role) roleClass {
	switch r {
	case Sell:
		return roleSells
	case Buy, License:
		return roleTakes
	case Invest:
		return roleInvests
	case Coproduce:
		return roleCoproduces
	}
	return roleUnknown
}

// fits reports whether two roles can do business: one sells and the other does not, or one co-produces and the other
// co-produces or invests.
func (r roleClass) fits(o roleClass) bool {
	switch {
	case r == roleUnknown || o == roleUnknown:
		return true
	case r == roleSells || o == roleSells:
		return r != o
	case r == roleCoproduces:
		return o == roleCoproduces || o == roleInvests
	}
	return r == roleInvests && o == roleCoproduces
}

func (f factor) reasons(a, b *row) []Reason {
	one := func(value float64, code string, params ...string) Reason {
		r := Reason{Code: code, Value: value}
		for i := 0; i+1 < len(params); i += 2 {
			if r.Params == nil {
				r.Params = map[string]string{}
			}
			r.Params[params[i]] = params[i+1]
		}
		return r
	}
	var rs []Reason
	switch both := common(a.languages, b.languages); {
	case len(a.languages) == 0 || len(b.languages) == 0:
		rs = append(rs, one(f.language, LanguageUnknown))
	case both == "":
		rs = append(rs, one(f.language, LanguageNone))
	default:
		rs = append(rs, one(f.language, LanguageShared, "languages", both))
	}
	switch both := common(a.territories, b.territories); {
	case len(a.territories) == 0 || len(b.territories) == 0:
		rs = append(rs, one(f.territory, TerritoryOpen))
	case both == "":
		rs = append(rs, one(f.territory, TerritoryNone))
	default:
		rs = append(rs, one(f.territory, TerritoryShared, "territories", both))
	}
	switch {
	case a.Budget == 0 || b.Budget == 0:
		rs = append(rs, one(f.budget, BudgetUnknown))
	case a.Budget == b.Budget:
		rs = append(rs, one(f.budget, BudgetFits, "band", strconv.Itoa(a.Budget)))
	default:
		apart := a.Budget - b.Budget
		rs = append(rs, one(f.budget, BudgetApart, "bands", strconv.Itoa(max(apart, -apart))))
	}
	if a.Hours == 0 || b.Hours == 0 {
		rs = append(rs, one(f.hours, HoursUnknown))
	} else {
		rs = append(rs, one(f.hours, HoursShared, "hours", strconv.FormatFloat(a.Hours.Overlap(b.Hours).Hours(), 'f', -1, 64)))
	}
	if f.role == 1 {
		rs = append(rs, one(f.role, RolesFit, "mine", string(a.Role), "theirs", string(b.Role)))
	} else {
		rs = append(rs, one(f.role, RolesApart, "mine", string(a.Role), "theirs", string(b.Role)))
	}
	return rs
}

func common(a, b []string) string {
	var both []string
	for _, s := range a {
		if slices.Contains(b, s) {
			both = append(both, s)
		}
	}
	return strings.Join(both, ",")
}
