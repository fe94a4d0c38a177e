package embedded

import (
	"bufio"
	"io"
	"log/slog"
	"slices"
	"strings"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
)

const (
	// The version this engine claims to be: the newest whose CRUD semantics it follows.
	claimedVersion = "6.0.0"
	maxWireVersion = 17
	sessionMinutes = 30
)

func newBuffered(r io.Reader) io.Reader { return bufio.NewReaderSize(r, 1<<16) }

// request is one command to be run.
type request struct {
	name      string
	db        string
	body      doc
	sequences map[string][]bson.Raw
	conn      int32
	deadline  time.Time // zero: none
	steps     int
}

// command is one the engine knows: its options and, of MongoDB's options, those it refuses by name.
type command struct {
	run     func(e *Engine, r *request) (doc, error)
	options []string
	refuses []string
}

// generalOptions may come with every command. They are checked in general or mean nothing to a standalone server.
var generalOptions = []string{
	"$db", "lsid", "$clusterTime", "$readPreference", "readConcern", "writeConcern", "comment", "maxTimeMS",
}

// commands is the whole of what the engine does.
func commands(name string) (command, bool) {
	switch name {
	case "hello", "ismaster", "isMaster":
		return command{run: (*Engine).hello, options: []string{
			"helloOk", "client", "compression", "loadBalanced", "topologyVersion", "maxAwaitTimeMS", "saslSupportedMechs", "speculativeAuthenticate", "backpressure",
		}}, true
	case "ping":
		return command{run: func(*Engine, *request) (doc, error) { return doc{}, nil }}, true
	case "buildInfo", "buildinfo":
		return command{run: (*Engine).buildInfo}, true
	case "getParameter":
		return command{run: (*Engine).getParameter, options: []string{"featureCompatibilityVersion", "enableTestCommands", "authenticationMechanisms", "allParameters"}}, true
	case "listDatabases":
		return command{run: (*Engine).listDatabases, options: []string{"filter", "nameOnly", "authorizedDatabases"}}, true
	case "endSessions", "killAllSessions":
		return command{run: func(*Engine, *request) (doc, error) { return doc{}, nil }}, true
	case "insert":
		return command{run: (*Engine).insertCommand, options: []string{"documents", "ordered", "bypassDocumentValidation"}}, true
	case "update":
		return command{run: (*Engine).updateCommand, options: []string{"updates", "ordered", "bypassDocumentValidation"}, refuses: []string{"let"}}, true
	case "delete":
		return command{run: (*Engine).deleteCommand, options: []string{"deletes", "ordered"}, refuses: []string{"let"}}, true
	case "findAndModify", "findandmodify":
		return command{run: (*Engine).findAndModify, options: []string{
			"query", "sort", "remove", "update", "new", "fields", "upsert", "arrayFilters", "hint", "bypassDocumentValidation",
		}, refuses: []string{"collation", "let"}}, true
	case "find":
		return command{run: (*Engine).find, options: []string{
			"filter", "sort", "projection", "hint", "skip", "limit", "batchSize", "singleBatch", "allowDiskUse", "noCursorTimeout", "allowPartialResults",
		}, refuses: []string{"collation", "let", "max", "min", "returnKey", "showRecordId", "tailable", "awaitData", "oplogReplay"}}, true
	case "getMore":
		return command{run: (*Engine).getMore, options: []string{"collection", "batchSize"}}, true
	case "killCursors":
		return command{run: (*Engine).killCursors, options: []string{"cursors"}}, true
	case "aggregate":
		return command{run: (*Engine).aggregate, options: []string{"pipeline", "cursor", "allowDiskUse", "hint", "bypassDocumentValidation"}, refuses: []string{"collation", "let", "explain"}}, true
	case "count":
		return command{run: (*Engine).count, options: []string{"query", "skip", "limit", "hint", "fields"}, refuses: []string{"collation"}}, true
	case "distinct":
		return command{run: (*Engine).distinct, options: []string{"key", "query", "hint"}, refuses: []string{"collation"}}, true
	case "createIndexes":
		return command{run: (*Engine).createIndexes, options: []string{"indexes"}, refuses: []string{"commitQuorum"}}, true
	case "listIndexes":
		return command{run: (*Engine).listIndexes, options: []string{"cursor"}}, true
	case "dropIndexes":
		return command{run: (*Engine).dropIndexes, options: []string{"index"}}, true
	case "listCollections":
		return command{run: (*Engine).listCollections, options: []string{"filter", "nameOnly", "authorizedCollections", "cursor"}}, true
	case "create":
		return command{run: (*Engine).create, refuses: []string{
			"capped", "size", "max", "timeseries", "expireAfterSeconds", "clusteredIndex", "changeStreamPreAndPostImages", "storageEngine",
			"validator", "validationLevel", "validationAction", "indexOptionDefaults", "viewOn", "pipeline", "collation", "encryptedFields",
		}}, true
	case "drop":
		return command{run: (*Engine).drop}, true
	case "dropDatabase":
		return command{run: (*Engine).dropDatabase}, true
	}
	return command{}, false
}

// answer runs the command of a message. It never fails: what goes wrong becomes the answer.
func (e *Engine) answer(m *message, conn int32) doc {
	r := &request{name: m.body[0].key, body: m.body, sequences: m.sequences, conn: conn}
	d, err := e.dispatch(r)
	if err == nil {
		return append(d, elem{"ok", float64(1)})
	}
	ce, ok := isCommandError(err)
	if !ok {
		e.logger.Error("database command failed", slog.String("command", r.name), slog.Any("error", err))
		ce = asCommandError(err)
	}
	d = doc{{"ok", float64(0)}, {"errmsg", ce.msg}, {"code", ce.code}, {"codeName", ce.name()}}
	return append(d, ce.detail...)
}

func (e *Engine) dispatch(r *request) (doc, error) {
	c, known := commands(r.name)
	if !known {
		return nil, errf(codeCommandNotFound, "no such command: '%s' (not part of the subset of the embedded engine)", r.name)
	}
	var ok bool
	if r.db, ok = r.body.value("$db").(string); !ok || !validDatabase(r.db) {
		return nil, errf(codeInvalidNamespace, "Invalid database name: '%s'", r.db)
	}
	for _, f := range r.body[1:] {
		if err := r.checkOption(c, f); err != nil {
			return nil, err
		}
	}
	for name := range r.sequences {
		if !slices.Contains(c.options, name) {
			return nil, errf(codeUnknownField, "BSON field '%s.%s' is an unknown field.", r.name, name)
		}
	}
	return c.run(e, r)
}

func (r *request) checkOption(c command, f elem) error {
	switch f.key {
	case "txnNumber", "startTransaction", "autocommit":
		return errf(codeIllegalOperation, "Transaction numbers are only allowed on a replica set member or mongos")
	case "apiVersion", "apiStrict", "apiDeprecationErrors":
		return errf(codeAPIVersion, "the versioned API (%s) is not part of the subset of the embedded engine", f.key)
	case "readConcern":
		return checkReadConcern(f.val)
	case "writeConcern":
		return checkWriteConcern(f.val)
	case "maxTimeMS":
		ms, ok := wholeNumber(f.val)
		if !ok || ms < 0 || ms > 1<<31-1 {
			return errf(codeBadValue, "maxTimeMS must be a whole number from 0 to 2147483647")
		}
		if ms > 0 {
			r.deadline = time.Now().Add(time.Duration(ms) * time.Millisecond)
		}
		return nil
	}
	switch {
	case slices.Contains(generalOptions, f.key), slices.Contains(c.options, f.key):
		return nil
	case slices.Contains(c.refuses, f.key):
		if !isNull(f.val) && (class(f.val) != classBoolean || truthy(f.val)) {
			return refused("option " + f.key + " of " + r.name)
		}
		return nil
	}
	return errf(codeUnknownField, "BSON field '%s.%s' is an unknown field.", r.name, f.key)
}

func checkReadConcern(v any) error {
	d, _ := v.(doc)
	for _, f := range d {
		level, _ := f.val.(string)
		switch {
		case f.key != "level":
			return refused("readConcern " + f.key)
		case level == "local", level == "majority", level == "available", level == "linearizable":
		case level == "snapshot":
			return errf(codeInvalidOptions, "read concern snapshot is not part of the subset of the embedded engine")
		default:
			return errf(codeFailedToParse, "read concern level '%s' is unknown", level)
		}
	}
	return nil
}

func checkWriteConcern(v any) error {
	d, ok := v.(doc)
	if !ok {
		return errf(codeTypeMismatch, "writeConcern must be a document")
	}
	for _, f := range d {
		switch f.key {
		case "w":
			if n, ok := wholeNumber(f.val); ok && n > 1 {
				return errf(codeBadValue, "cannot use 'w' > 1 when a host is not replicated")
			} else if s, isText := f.val.(string); !ok && (!isText || s != "majority") {
				return errf(codeBadValue, "cannot use this 'w' when a host is not replicated")
			}
		case "j", "fsync", "wtimeout", "provenance":
		default:
			return errf(codeFailedToParse, "unrecognized write concern field: %s", f.key)
		}
	}
	return nil
}

// tick is called for every document looked at; it ends what has taken longer than maxTimeMS.
func (r *request) tick() error {
	if r.steps++; r.steps&255 == 0 && !r.deadline.IsZero() && time.Now().After(r.deadline) {
		return errf(codeMaxTimeMSExpired, "operation exceeded time limit")
	}
	return nil
}

func validDatabase(s string) bool {
	return s != "" && len(s) < 64 && !strings.ContainsAny(s, "/\\. \"$*<>:|?\x00")
}

// namespace reads the collection a command is about.
func (r *request) namespace() (string, error) {
	s, ok := r.body[0].val.(string)
	if !ok {
		return "", errf(codeInvalidNamespace, "collection name has invalid type %s", typeAlias(r.body[0].val))
	}
	return r.collectionName(s)
}

func (r *request) collectionName(s string) (string, error) {
	if s == "" || len(s) > 180 || strings.ContainsAny(s, "$\x00") || strings.HasPrefix(s, ".") || strings.HasPrefix(s, "system.") {
		return "", errf(codeInvalidNamespace, "Invalid collection name: '%s'", s)
	}
	return r.db + "." + s, nil
}

// document reads an optional document.
func (r *request) document(name string) (doc, error) {
	switch v := r.body.value(name).(type) {
	case nil, bson.Null:
		return doc{}, nil
	case doc:
		return v, nil
	default:
		return nil, errf(codeTypeMismatch, "BSON field '%s.%s' is the wrong type '%s', expected type 'object'", r.name, name, typeAlias(v))
	}
}

func (r *request) flag(name string) bool { return truthy(r.body.value(name)) }

// number reads an optional whole number that is not negative.
func (r *request) number(name string, missing int64) (int64, error) {
	v := r.body.value(name)
	if isNull(v) {
		return missing, nil
	}
	n, ok := wholeNumber(v)
	if !ok {
		return 0, errf(codeTypeMismatch, "BSON field '%s.%s' is the wrong type '%s', expected a whole number", r.name, name, typeAlias(v))
	}
	if n < 0 {
		return 0, errf(codeBadValue, "BSON field '%s' value must be >= 0, actual value '%d'", name, n)
	}
	return n, nil
}

// list reads documents from a sequence beside the command or an array inside it.
func (r *request) list(name string) ([]doc, error) {
	if raws, ok := r.sequences[name]; ok {
		list := make([]doc, len(raws))
		for i, raw := range raws {
			d, err := decode(raw)
			if err != nil {
				return nil, errf(codeFailedToParse, "%s.%d: %v", name, i, err)
			}
			list[i] = d
		}
		return list, nil
	}
	a, ok := r.body.value(name).(array)
	if !ok {
		return nil, errf(codeMissingField, "BSON field '%s.%s' is missing but a required field", r.name, name)
	}
	list := make([]doc, len(a))
	for i, v := range a {
		if list[i], ok = v.(doc); !ok {
			return nil, errf(codeTypeMismatch, "BSON field '%s.%s.%d' is the wrong type '%s', expected type 'object'", r.name, name, i, typeAlias(v))
		}
	}
	return list, nil
}

// writes is list for a batch of writes.
func (r *request) writes(name string) ([]doc, error) {
	list, err := r.list(name)
	if err == nil && (len(list) == 0 || len(list) > maxWriteBatch) {
		return nil, errf(codeInvalidLength, "Write batch sizes must be between 1 and %d. Got %d operations.", maxWriteBatch, len(list))
	}
	return list, err
}

// hintOn finds the index a hint names; nil without a hint.
func (c *collection) hintOn(v any) (*index, error) {
	switch v := v.(type) {
	case nil, bson.Null:
		return nil, nil
	case string:
		if x := c.index(v); x != nil {
			return x, nil
		}
	case doc:
		if len(v) == 0 || v[0].key == "$natural" {
			return nil, nil
		}
		for _, x := range c.indexes {
			if compareDocs(x.keys, v) == 0 {
				return x, nil
			}
		}
	default:
		return nil, errf(codeFailedToParse, "hint must be a string or an object")
	}
	return nil, errf(codeBadValue, "error processing query: hint provided does not correspond to an existing index")
}

// hello tells a client what it talks to.
func (e *Engine) hello(r *request) (doc, error) {
	primary := "isWritablePrimary"
	if r.name != "hello" {
		primary = "ismaster"
	}
	return doc{
		{primary, true},
		{"helloOk", true},
		{"maxBsonObjectSize", int32(maxDocument)},
		{"maxMessageSizeBytes", int32(maxMessage)},
		{"maxWriteBatchSize", int32(maxWriteBatch)},
		{"localTime", bson.NewDateTimeFromTime(e.now())},
		{"logicalSessionTimeoutMinutes", int32(sessionMinutes)},
		{"connectionId", r.conn},
		{"minWireVersion", int32(0)},
		{"maxWireVersion", int32(maxWireVersion)},
		{"readOnly", false},
	}, nil
}

func (e *Engine) buildInfo(*request) (doc, error) {
	return doc{
		{"version", claimedVersion},
		{"versionArray", array{int32(6), int32(0), int32(0), int32(0)}},
		{"gitVersion", "fairground-embedded"},
		{"modules", array{}},
		{"bits", int32(64)},
		{"debug", false},
		{"maxBsonObjectSize", int32(maxDocument)},
		{"storageEngines", array{"fairground-embedded"}},
	}, nil
}

func (e *Engine) getParameter(r *request) (doc, error) {
	var d doc
	for _, f := range r.body[1:] {
		switch f.key {
		case "featureCompatibilityVersion":
			d = append(d, elem{f.key, doc{{"version", claimedVersion[:3]}}})
		case "enableTestCommands":
			d = append(d, elem{f.key, false})
		case "authenticationMechanisms":
			d = append(d, elem{f.key, array{}})
		}
	}
	if s, ok := r.body[0].val.(string); len(d) == 0 && (!ok || s != "*") {
		return nil, errf(codeInvalidOptions, "no option found to get")
	}
	return d, nil
}
