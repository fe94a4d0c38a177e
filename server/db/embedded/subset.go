package embedded

import (
	"fmt"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
)

// The names below and in the tables stages, accumulators and expressionOperators are the whole subset. SUBSET.md is
// compared with them in a test, and so is the code.
var (
	commandNames = []string{
		"hello", "ping", "buildInfo", "getParameter", "listDatabases", "endSessions", "killAllSessions",
		"insert", "update", "delete", "findAndModify", "find", "getMore", "killCursors", "aggregate", "count", "distinct",
		"createIndexes", "listIndexes", "dropIndexes", "listCollections", "create", "drop", "dropDatabase",
	}
	filterOperators = []string{
		"$eq", "$ne", "$gt", "$gte", "$lt", "$lte", "$in", "$nin", "$and", "$or", "$nor", "$not", "$exists", "$type",
		"$regex", "$options", "$elemMatch", "$all", "$size", "$comment",
	}
	updateOperators = []string{
		"$set", "$setOnInsert", "$unset", "$inc", "$mul", "$min", "$max", "$currentDate", "$push", "$addToSet", "$pull", "$pop",
	}
	indexOptions = []string{"key", "name", "unique", "sparse", "partialFilterExpression", "expireAfterSeconds", "v", "background", "ns"}
)

// Check reports whether a command, as the driver sends it, lies within the written subset. It looks at names only and
// runs nothing, so it also serves to watch what is sent to a real server; txnNumber, which drivers add there by
// themselves for retryable writes, passes.
func Check(command bson.Raw) error {
	d, err := decode(command)
	if err != nil {
		return fmt.Errorf("read command: %w", err)
	}
	if len(d) == 0 {
		return errf(codeFailedToParse, "empty command")
	}
	r := &request{name: d[0].key, body: d}
	c, known := commands(r.name)
	if !known {
		return errf(codeCommandNotFound, "no such command: '%s'", r.name)
	}
	for _, f := range d[1:] {
		if f.key == "txnNumber" {
			continue
		}
		if err := r.checkOption(c, f); err != nil {
			return err
		}
	}
	return r.checkParts()
}

// checkParts compiles the filters, updates, pipelines and indexes of a command.
func (r *request) checkParts() error {
	e := &Engine{now: time.Now}
	for _, name := range []string{"filter", "query"} {
		d, err := r.document(name)
		if err != nil {
			return err
		}
		if _, err := compileFilter(d); err != nil {
			return err
		}
	}
	switch r.name {
	case "find":
		order, err := r.document("sort")
		if err != nil {
			return err
		}
		if _, err := compileSort(order); err != nil {
			return err
		}
		fields, err := r.document("projection")
		if err != nil {
			return err
		}
		_, err = compileProjection(fields, false)
		return err
	case "update":
		return r.each("updates", func(d doc) error {
			_, err := e.readUpdate(d)
			return err
		})
	case "delete":
		return r.each("deletes", func(d doc) error {
			_, err := (&write{e: &Engine{working: nil}}).deleteEntry(r, "", d)
			return err
		})
	case "findAndModify":
		if change := r.body.value("update"); change != nil {
			_, err := e.compileModification(doc{}, change, r.body.value("arrayFilters"))
			return err
		}
	case "aggregate":
		pipeline, err := r.list("pipeline")
		if err != nil {
			return err
		}
		_, err = (&aggregation{r: r}).compile(pipeline)
		return err
	case "createIndexes":
		return r.each("indexes", func(d doc) error {
			_, err := newIndex(d)
			return err
		})
	}
	return nil
}

func (r *request) each(name string, check func(d doc) error) error {
	list, err := r.list(name)
	if err != nil {
		return err
	}
	for _, d := range list {
		if err := check(d); err != nil {
			return err
		}
	}
	return nil
}
