package embedded

import (
	"regexp"
	"strings"

	"go.mongodb.org/mongo-driver/v2/bson"
)

var typeAliases = map[string]bson.Type{
	"double": bson.TypeDouble, "string": bson.TypeString, "object": bson.TypeEmbeddedDocument, "array": bson.TypeArray,
	"binData": bson.TypeBinary, "undefined": bson.TypeUndefined, "objectId": bson.TypeObjectID, "bool": bson.TypeBoolean,
	"date": bson.TypeDateTime, "null": bson.TypeNull, "regex": bson.TypeRegex, "dbPointer": bson.TypeDBPointer,
	"javascript": bson.TypeJavaScript, "symbol": bson.TypeSymbol, "javascriptWithScope": bson.TypeCodeWithScope,
	"int": bson.TypeInt32, "timestamp": bson.TypeTimestamp, "long": bson.TypeInt64, "decimal": bson.TypeDecimal128,
	"minKey": bson.TypeMinKey, "maxKey": bson.TypeMaxKey,
}

func typeAlias(v any) string {
	t := typeOf(v)
	for name, x := range typeAliases {
		if x == t {
			return name
		}
	}
	return "missing"
}

func typeNode(path string, arg any) (node, error) {
	list, ok := arg.(array)
	if !ok {
		list = array{arg}
	}
	if len(list) == 0 {
		return nil, errf(codeFailedToParse, "%s must match at least one type", path)
	}
	types := make(map[bson.Type]bool)
	for _, v := range list {
		if s, ok := v.(string); ok {
			if s == "number" {
				types[bson.TypeDouble], types[bson.TypeInt32], types[bson.TypeInt64], types[bson.TypeDecimal128] = true, true, true, true
				continue
			}
			t, ok := typeAliases[s]
			if !ok {
				return nil, errf(codeBadValue, "Unknown type name alias: %s", s)
			}
			types[t] = true
			continue
		}
		n, ok := wholeNumber(v)
		if !ok {
			return nil, errf(codeTypeMismatch, "type must be represented as a number or a string")
		}
		t := bson.Type(n)
		known := false
		for _, x := range typeAliases {
			known = known || x == t
		}
		if !known || n < -1 || n > 127 && n != 255 {
			return nil, errf(codeBadValue, "Invalid numerical type code: %d", n)
		}
		types[t] = true
	}
	return &fieldNode{
		name: path, path: splitPath(path), op: "$type", spread: true,
		test: func(v any) bool { return v != nil && types[typeOf(v)] },
	}, nil
}

// regexNode matches with Go's RE2: no look-around, no back references, linear time.
func regexNode(path string, arg any, options string) (node, error) {
	var r bson.Regex
	switch v := arg.(type) {
	case string:
		r.Pattern = v
	case bson.Regex:
		r = v
	default:
		return nil, errf(codeBadValue, "$regex has to be a string")
	}
	test, err := compileRegex(r, options)
	if err != nil {
		return nil, err
	}
	return &fieldNode{name: path, path: splitPath(path), op: "$regex", spread: true, test: test}, nil
}

func compileRegex(r bson.Regex, options string) (func(any) bool, error) {
	if options == "" {
		options = r.Options
	}
	flags := ""
	for _, o := range options {
		switch o {
		case 'i', 'm', 's':
			if !strings.ContainsRune(flags, o) {
				flags += string(o)
			}
		case 'u':
		case 'x':
			return nil, refused("regex option x")
		default:
			return nil, errf(codeBadValue, "invalid flag in regex options: %c", o)
		}
	}
	pattern := r.Pattern
	if flags != "" {
		pattern = "(?" + flags + ")" + pattern
	}
	re, err := regexp.Compile(pattern)
	if err != nil {
		return nil, errf(codeBadValue, "this regular expression is not part of the subset (RE2) of the embedded engine: %v", err)
	}
	return func(v any) bool {
		switch v := v.(type) {
		case string:
			return re.MatchString(v)
		case bson.Symbol:
			return re.MatchString(string(v))
		case bson.Regex:
			return v == r
		}
		return false
	}, nil
}
