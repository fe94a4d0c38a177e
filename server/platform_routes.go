package main

import (
	"context"
	"strconv"
	"sync/atomic"
	"time"

	"github.com/gofiber/fiber/v2"

	"fairground/server/actor"
	"fairground/server/api"
	"fairground/server/audit"
	"fairground/server/db"
	"fairground/server/problem"
)

// health tells load balancers and people how the program is.
type health struct {
	db       *db.DB
	started  time.Time
	draining atomic.Bool
}

// readyWithin bounds the question to the database.
const readyWithin = 2 * time.Second

//nolint:contextcheck // the context is the request's: c.UserContext()
func (h *health) routes(app *fiber.App) {
	app.Get("/healthz", func(c *fiber.Ctx) error {
		return c.JSON(fiber.Map{"status": "ok", "version": version(), "uptimeSeconds": int(time.Since(h.started).Seconds())})
	})
	app.Get("/readyz", func(c *fiber.Ctx) error {
		if h.draining.Load() {
			return c.Status(fiber.StatusServiceUnavailable).JSON(fiber.Map{"status": "draining"})
		}
		ctx, cancel := context.WithTimeout(c.UserContext(), readyWithin)
		defer cancel()
		if err := h.db.Ping(ctx); err != nil {
			return c.Status(fiber.StatusServiceUnavailable).JSON(fiber.Map{"status": "database unavailable"})
		}
		return c.JSON(fiber.Map{"status": "ready"})
	})
}

type versionOut struct {
	Body struct {
		Version string `json:"version"`
	}
}

type recordsIn struct {
	Cursor string `query:"cursor" maxLength:"20" doc:"The next of the page before."`
	Limit  int    `query:"limit" minimum:"1" maximum:"200" default:"50"`
}

type recordsOut struct{ Body api.List[audit.Record] }

type chainOut struct {
	Body struct {
		Records int64  `json:"records"`
		Head    string `json:"head" doc:"Hash of the newest record."`
		Intact  bool   `json:"intact"`
	}
}

// platformRoutes registers what belongs to no feature.
func platformRoutes(a *api.API, chain *audit.Chain) {
	api.Handle(a, api.Route{Method: "GET", Path: "/api/v1/version", ID: "version", Tag: "platform", Summary: "The version of the program", Access: api.Public},
		func(context.Context, *struct{}) (*versionOut, error) {
			out := &versionOut{}
			out.Body.Version = version()
			return out, nil
		})
	api.Handle(a, api.Route{Method: "GET", Path: "/api/v1/audit", ID: "list-audit", Tag: "platform", Summary: "Who did what, newest first", Access: api.Roles(actor.Organizer, actor.Auditor)},
		func(ctx context.Context, in *recordsIn) (*recordsOut, error) { return auditPage(ctx, chain, in) })
	api.Handle(a, api.Route{Method: "GET", Path: "/api/v1/audit/verify", ID: "verify-audit", Tag: "platform", Summary: "Recompute the audit chain", Access: api.Roles(actor.Organizer, actor.Auditor)},
		func(ctx context.Context, _ *struct{}) (*chainOut, error) {
			records, head, err := chain.Verify(ctx)
			if err != nil {
				return nil, problem.New(problem.Conflict, "audit_broken", err.Error())
			}
			out := &chainOut{}
			out.Body.Records, out.Body.Head, out.Body.Intact = records, head, true
			return out, nil
		})
}

// auditPage is a page of the chain: the auditor reads all of it, an organizer
// what happened in her exhibitions.
func auditPage(ctx context.Context, chain *audit.Chain, in *recordsIn) (*recordsOut, error) {
	var before int64
	if in.Cursor != "" {
		seq, err := strconv.ParseInt(in.Cursor, 10, 64)
		if err != nil || seq < 1 {
			return nil, problem.New(problem.Invalid, "cursor_invalid", "this cursor was not issued by this list")
		}
		before = seq
	}
	records, err := chain.Latest(ctx, before, in.Limit)
	if err != nil {
		return nil, err
	}
	next := ""
	if len(records) == in.Limit {
		next = strconv.FormatInt(records[len(records)-1].Seq, 10)
	}
	who := actor.From(ctx)
	visible := make([]audit.Record, 0, len(records))
	for _, r := range records {
		if who.Clears(actor.Auditor) || who.Has(actor.Organizer, r.Exhibition) {
			visible = append(visible, r)
		}
	}
	return &recordsOut{api.ListOf(visible, next)}, nil
}
