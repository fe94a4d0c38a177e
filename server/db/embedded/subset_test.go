package embedded

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"go.mongodb.org/mongo-driver/v2/bson"
)

// tables is what SUBSET.md must say, made from what the code does.
func tables(t *testing.T) map[string]string {
	t.Helper()
	quoted := func(names []string) string {
		if len(names) == 0 {
			return ""
		}
		return "`" + strings.Join(names, "` `") + "`"
	}
	var b strings.Builder
	b.WriteString("| Command | Options | Refused by name |\n|---|---|---|\n")
	for _, name := range commandNames {
		c, ok := commands(name)
		if !ok {
			t.Errorf("%s is listed and not known", name)
		}
		fmt.Fprintf(&b, "| `%s` | %s | %s |\n", name, quoted(c.options), quoted(c.refuses))
	}
	return map[string]string{
		"commands": strings.TrimSpace(b.String()), "filters": quoted(filterOperators), "updates": quoted(updateOperators),
		"stages": quoted(stages), "accumulators": quoted(accumulators), "expressions": quoted(expressionOperators),
		"indexes": quoted(indexOptions),
	}
}

func TestTheWrittenSubsetIsTheCodes(t *testing.T) {
	b, err := os.ReadFile("SUBSET.md")
	if err != nil {
		t.Fatal(err)
	}
	for name, table := range tables(t) {
		if !strings.Contains(string(b), "\n\n"+table+"\n\n") {
			t.Errorf("SUBSET.md does not say of %s:\n%s", name, table)
		}
	}
}

// unknown reports whether an error says that a name is not in the subset, whatever it says of arguments.
func unknown(err error) bool {
	ce, ok := isCommandError(err)
	return ok && (ce.code == codeNotImplemented || strings.Contains(ce.msg, "nknown") || strings.Contains(ce.msg, "Unrecognized"))
}

func TestEveryNameIsEitherListedOrRefused(t *testing.T) {
	arg := doc{{"x", int32(1)}}
	kinds := []struct {
		kind, names string // names: MongoDB's, of the manual
		listed      []string
		try         func(name string) error
	}{
		{
			"filter operator",
			"$eq $gt $gte $in $lt $lte $ne $nin $and $not $nor $or $exists $type $expr $jsonSchema $mod $regex $text $where $geoIntersects $geoWithin $near $nearSphere $all $elemMatch $size $bitsAllClear $bitsAllSet $bitsAnyClear $bitsAnySet $rand $comment",
			filterOperators,
			func(name string) error {
				d := doc{{"a", doc{{name, arg}}}}
				switch name {
				case "$and", "$or", "$nor", "$comment", "$expr", "$jsonSchema", "$text", "$where", "$rand":
					d = doc{{name, array{arg}}}
				}
				_, err := compileFilter(d)
				return err
			},
		},
		{
			"update operator",
			"$currentDate $inc $min $max $mul $rename $set $setOnInsert $unset $addToSet $pop $pull $push $pullAll $bit",
			updateOperators,
			func(name string) error {
				_, err := compileUpdate(doc{{name, doc{{"a", int32(1)}}}}, nil)
				return err
			},
		},
		{
			"stage",
			"$addFields $bucket $bucketAuto $changeStream $collStats $count $densify $documents $facet $fill $geoNear $graphLookup $group $indexStats $limit $listSessions $lookup $match $merge $out $planCacheStats $project $redact $replaceRoot $replaceWith $sample $set $setWindowFields $skip $sort $sortByCount $unionWith $unset $unwind",
			stages,
			func(name string) error {
				_, err := (&aggregation{r: &request{}}).compile([]doc{{{"$limit", int32(1)}}, {{name, int32(1)}}})
				return err
			},
		},
		{
			"accumulator",
			"$accumulator $addToSet $avg $bottom $bottomN $count $first $firstN $last $lastN $max $maxN $mergeObjects $min $push $stdDevPop $stdDevSamp $sum $top $topN",
			accumulators,
			func(name string) error {
				_, err := compileGroup(doc{{"_id", nil}, {"x", doc{{name, doc{}}}}})
				return err
			},
		},
		{
			"expression operator",
			"$abs $accumulator $acos $add $allElementsTrue $and $anyElementTrue $arrayElemAt $arrayToObject $avg $ceil $cmp $concat $concatArrays $cond $convert $dateAdd $dateDiff $dateFromParts $dateToParts $dateToString $dateTrunc $dayOfMonth $divide $eq $exp $filter $first $floor $function $getField $gt $gte $hour $ifNull $in $indexOfArray $isArray $isNumber $last $let $literal $ln $log $lt $lte $map $max $mergeObjects $meta $min $mod $month $multiply $ne $not $objectToArray $or $pow $range $reduce $regexMatch $replaceAll $round $setUnion $size $slice $sortArray $split $sqrt $strLenCP $substrCP $subtract $sum $switch $toDate $toDecimal $toInt $toLower $toString $toUpper $trim $trunc $type $week $year $zip",
			expressionOperators,
			func(name string) error {
				_, err := compileOperator(name, array{int32(1), int32(1)})
				return err
			},
		},
	}
	for _, k := range kinds {
		all := strings.Fields(k.names)
		for _, name := range slices.Concat(all, k.listed) {
			listed := slices.Contains(k.listed, name)
			err := k.try(name)
			if listed && unknown(err) {
				t.Errorf("%s %s is listed and refused: %v", k.kind, name, err)
			}
			if !listed && !unknown(err) {
				t.Errorf("%s %s is not listed and not refused: %v", k.kind, name, err)
			}
		}
	}
	for _, name := range []string{
		"collMod", "mapReduce", "findandupdate", "startSession", "commitTransaction", "abortTransaction", "renameCollection",
		"serverStatus", "bulkWrite", "explain", "validate", "compact", "createUser", "saslStart", "authenticate", "configureFailPoint",
		"shutdown", "getLog", "currentOp", "killOp", "setParameter", "eval", "replSetGetStatus", "usersInfo", "logRotate",
	} {
		if _, known := commands(name); known {
			t.Errorf("command %s is known and not listed", name)
		}
		if err := Check(encode(doc{{name, int32(1)}})); err == nil {
			t.Errorf("command %s is let through", name)
		}
	}
}

func TestCheckLooksInsideCommands(t *testing.T) {
	rows := []struct {
		command string
		ok      bool
	}{
		{`{"find":"c","filter":{"a":{"$gt":1}},"sort":{"a":1},"limit":1,"lsid":{},"$db":"x"}`, true},
		{`{"find":"c","filter":{"$where":"1"}}`, false},
		{`{"find":"c","collation":{"locale":"de"}}`, false},
		{`{"find":"c","projection":{"a":{"$slice":1}}}`, false},
		{`{"update":"c","updates":[{"q":{},"u":{"$set":{"a":1}}}],"txnNumber":1}`, true},
		{`{"update":"c","updates":[{"q":{},"u":{"$rename":{"a":"b"}}}]}`, false},
		{`{"update":"c","updates":[{"q":{},"u":[{"$set":{"a":1}}]}]}`, false},
		{`{"delete":"c","deletes":[{"q":{},"limit":1}]}`, true},
		{`{"delete":"c","deletes":[{"q":{"$text":{}},"limit":1}]}`, false},
		{`{"findAndModify":"c","query":{},"update":{"$bit":{"a":{"or":1}}}}`, false},
		{`{"aggregate":"c","pipeline":[{"$match":{}},{"$group":{"_id":1,"n":{"$sum":1}}}],"cursor":{}}`, true},
		{`{"aggregate":"c","pipeline":[{"$out":"x"}],"cursor":{}}`, false},
		{`{"createIndexes":"c","indexes":[{"key":{"a":1},"name":"a_1","unique":true}]}`, true},
		{`{"createIndexes":"c","indexes":[{"key":{"a":"text"},"name":"a"}]}`, false},
		{`{"commitTransaction":1}`, false},
		{`{"insert":"c","documents":[],"startTransaction":true}`, false},
	}
	for _, r := range rows {
		var raw bson.Raw
		if err := bson.UnmarshalExtJSON([]byte(r.command), false, &raw); err != nil {
			t.Fatal(err)
		}
		if err := Check(raw); (err == nil) != r.ok {
			t.Errorf("%s: %v", r.command, err)
		}
	}
}
