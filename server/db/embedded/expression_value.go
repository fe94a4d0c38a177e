package embedded

import (
	"math/big"
	"strconv"
	"strings"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
)

// total is $add and $multiply; one date may be among what is added.
func total(op string, a array) (any, error) {
	var sum any = int32(0)
	apply := addition
	if op == "$multiply" {
		sum, apply = int32(1), multiplication
	}
	date := false
	for _, v := range a {
		if isNull(v) {
			return bson.Null{}, nil
		}
		if d, ok := v.(bson.DateTime); ok && op == "$add" && !date {
			date, v = true, int64(d)
		}
		if !isNumber(v) {
			return nil, errf(codeTypeMismatch, "%s only supports numeric or date types, not %s", op, typeAlias(v))
		}
		var err error
		if sum, err = apply.applyWide(sum, v); err != nil {
			return nil, err
		}
	}
	if !date {
		return sum, nil
	}
	return toDate(sum)
}

func toDate(v any) (any, error) {
	if f, ok := v.(float64); ok {
		v = float64(int64(f))
	}
	ms, ok := wholeNumber(v)
	if !ok {
		return nil, errf(codeOverflow, "date overflow")
	}
	return bson.DateTime(ms), nil
}

// applyWide is apply, but an integer overflow goes on as double, as expressions have it.
func (op arithmetic) applyWide(a, b any) (any, error) {
	v, err := op.apply(a, b)
	_, aInt := integer(a)
	_, bInt := integer(b)
	if err != nil && aInt && bInt {
		return op.floats(float(a), float(b)), nil
	}
	return v, err
}

func difference(op string, a array) (any, error) {
	if isNull(a[0]) || isNull(a[1]) {
		return bson.Null{}, nil
	}
	x, xDate := a[0].(bson.DateTime)
	y, yDate := a[1].(bson.DateTime)
	switch {
	case xDate && yDate:
		return int64(x) - int64(y), nil
	case xDate && isNumber(a[1]):
		v, err := subtraction.applyWide(int64(x), a[1])
		if err != nil {
			return nil, err
		}
		return toDate(v)
	case isNumber(a[0]) && isNumber(a[1]):
		return subtraction.applyWide(a[0], a[1])
	}
	return nil, errf(codeTypeMismatch, "can't %s %s from %s", op, typeAlias(a[1]), typeAlias(a[0]))
}

func quotient(op string, a array) (any, error) {
	if isNull(a[0]) || isNull(a[1]) {
		return bson.Null{}, nil
	}
	if !isNumber(a[0]) || !isNumber(a[1]) {
		return nil, errf(codeTypeMismatch, "%s only supports numeric types, not %s and %s", op, typeAlias(a[0]), typeAlias(a[1]))
	}
	return divide(a[0], a[1])
}

// divide gives a double, or a decimal when one of the two is.
func divide(a, b any) (any, error) {
	if compareNumbers(b, int32(0)) == 0 {
		return nil, errf(codeBadValue, "can't $divide by zero")
	}
	_, da := a.(bson.Decimal128)
	_, db := b.(bson.Decimal128)
	if !da && !db {
		return float(a) / float(b), nil
	}
	na, ea, okA := decimalParts(a)
	nb, eb, okB := decimalParts(b)
	if !okA || !okB {
		return nil, refused("$divide of a decimal that is no number")
	}
	const digits = 80 // far beyond the 34 that stay
	scaled := new(big.Int).Mul(na, power10(digits))
	q, exp := scaled.Quo(scaled, nb), ea-eb-digits
	ten, rest := big.NewInt(10), new(big.Int)
	for q.Sign() != 0 && exp < 0 {
		next, r := new(big.Int).QuoRem(q, ten, rest)
		if r.Sign() != 0 {
			break
		}
		q, exp = next, exp+1
	}
	return makeDecimal(q, exp)
}

func concat(op string, a array) (any, error) {
	var b strings.Builder
	for _, v := range a {
		if isNull(v) {
			return bson.Null{}, nil
		}
		s, ok := v.(string)
		if !ok {
			return nil, errf(16702, "%s only supports strings, not %s", op, typeAlias(v))
		}
		if b.Len()+len(s) > maxDocument {
			return nil, errf(codeDocumentTooLarge, "%s makes a string larger than a document", op)
		}
		b.WriteString(s)
	}
	return b.String(), nil
}

// changeCase maps ASCII letters only, as MongoDB does.
func changeCase(op string, a array) (any, error) {
	if isNull(a[0]) {
		return "", nil
	}
	s, ok := a[0].(string)
	if !ok {
		return nil, errf(16007, "%s of type %s is not part of the subset", op, typeAlias(a[0]))
	}
	return strings.Map(func(r rune) rune {
		switch {
		case op == "$toLower" && 'A' <= r && r <= 'Z':
			return r + 'a' - 'A'
		case op == "$toUpper" && 'a' <= r && r <= 'z':
			return r - 'a' + 'A'
		}
		return r
	}, s), nil
}

func arrayElemAt(op string, a array) (any, error) {
	if isNull(a[0]) || isNull(a[1]) {
		return bson.Null{}, nil
	}
	list, ok := a[0].(array)
	i, whole := wholeNumber(a[1])
	if !ok || !whole {
		return nil, errf(28689, "%s needs an array and a whole number, not %s and %s", op, typeAlias(a[0]), typeAlias(a[1]))
	}
	if i < 0 {
		i += int64(len(list))
	}
	if i < 0 || i >= int64(len(list)) {
		return nil, nil
	}
	return list[i], nil
}

// compileFold is $sum, $avg, $min and $max outside $group: over the arguments, or over the one that is an array.
func compileFold(op string, arg any) (expression, error) {
	items, err := arguments(op, arg, 0, -1)
	if err != nil {
		return nil, err
	}
	return func(s *scope) (any, error) {
		a, err := evaluate(s, items)
		if err != nil {
			return nil, err
		}
		if len(a) == 1 {
			if inner, ok := a[0].(array); ok {
				a = inner
			}
		}
		acc := newAccumulator(op)
		for _, v := range a {
			if err := acc.add(v); err != nil {
				return nil, err
			}
		}
		return acc.result()
	}, nil
}

// compileDateToString formats with %Y %m %d %H %M %S %L %j %u %V %G %% in a time zone named by IANA or an offset.
func compileDateToString(arg any) (expression, error) {
	d, ok := arg.(doc)
	if !ok {
		return nil, errf(18629, "$dateToString only supports an object as its argument")
	}
	for _, e := range d {
		switch e.key {
		case "format", "date", "timezone", "onNull":
		default:
			return nil, errf(18534, "Unrecognized argument to $dateToString: %s", e.key)
		}
	}
	format, isText := d.value("format").(string)
	if d.value("format") == nil {
		format, isText = "%Y-%m-%dT%H:%M:%S.%LZ", true
	}
	if !isText || d.value("date") == nil {
		return nil, errf(18628, "$dateToString needs a date, and its format as a literal string")
	}
	zone := time.UTC
	if name, ok := d.value("timezone").(string); ok {
		var err error
		if zone, err = location(name); err != nil {
			return nil, err
		}
	} else if d.value("timezone") != nil {
		return nil, refused("a computed timezone")
	}
	if _, err := formatDate(time.Unix(0, 0), format); err != nil {
		return nil, err
	}
	date, err := compileExpression(d.value("date"))
	if err != nil {
		return nil, err
	}
	missing := constant(bson.Null{})
	if v := d.value("onNull"); v != nil {
		if missing, err = compileExpression(v); err != nil {
			return nil, err
		}
	}
	return func(s *scope) (any, error) {
		v, err := date(s)
		if err != nil {
			return nil, err
		}
		if isNull(v) {
			return missing(s)
		}
		t, ok := v.(bson.DateTime)
		if !ok {
			return nil, errf(16006, "can't convert from BSON type %s to Date", typeAlias(v))
		}
		return formatDate(t.Time().In(zone), format)
	}, nil
}

func location(name string) (*time.Location, error) {
	for _, layout := range []string{"-07:00", "-0700", "-07"} {
		if t, err := time.Parse(layout, name); err == nil {
			return t.Location(), nil
		}
	}
	zone, err := time.LoadLocation(name)
	if err != nil || name == "" || name == "Local" {
		return nil, errf(40485, "unrecognized time zone identifier: \"%s\"", name)
	}
	return zone, nil
}

func formatDate(t time.Time, format string) (any, error) {
	var b strings.Builder
	for i := 0; i < len(format); i++ {
		if format[i] != '%' {
			b.WriteByte(format[i])
			continue
		}
		if i++; i == len(format) {
			return nil, errf(18535, "Unmatched '%%' at end of format string")
		}
		year, week := t.ISOWeek()
		switch format[i] {
		case 'Y', 'm', 'd', 'H', 'M', 'S', 'j':
			layout := map[byte]string{'Y': "2006", 'm': "01", 'd': "02", 'H': "15", 'M': "04", 'S': "05", 'j': "002"}[format[i]]
			b.WriteString(t.Format(layout))
		case 'L':
			b.WriteString(t.Format(".000")[1:])
		case 'u':
			b.WriteString(strconv.Itoa((int(t.Weekday())+6)%7 + 1))
		case 'V':
			b.WriteString(pad(week, 2))
		case 'G':
			b.WriteString(pad(year, 4))
		case '%':
			b.WriteByte('%')
		default:
			return nil, errf(18536, "Invalid format character '%%%c' in format string", format[i])
		}
	}
	return b.String(), nil
}

func pad(n, width int) string {
	s := strconv.Itoa(n)
	return strings.Repeat("0", max(0, width-len(s))) + s
}
