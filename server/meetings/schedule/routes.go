package schedule

import (
	"context"
	"time"

	"fairground/server/actor"
	"fairground/server/api"
)

// View is a run as organizers read it.
type View struct {
	ID         string       `json:"id"`
	V          int64        `json:"v"`
	Exhibition string       `json:"exhibition"`
	Kind       Kind         `json:"kind" enum:"solve,repair,edit,restore"`
	State      State        `json:"state" enum:"solving,draft,failed,cancelled,publishing,published,superseded"`
	Auto       bool         `json:"auto" doc:"The program began it and publishes it by itself."`
	By         string       `json:"by"`
	ByName     string       `json:"byName,omitempty"`
	At         time.Time    `json:"at"`
	Ended      *time.Time   `json:"ended,omitempty"`
	Published  *time.Time   `json:"published,omitempty" doc:"When readers began to see it."`
	Base       string       `json:"base,omitempty" doc:"The published run that it starts from."`
	Seconds    int          `json:"seconds,omitempty"`
	Keep       Keep         `json:"keep" enum:"frozen,all,none"`
	Restores   string       `json:"restores,omitempty"`
	Progress   Progress     `json:"progress"`
	Headline   Headline     `json:"headline"`
	Counts     Counts       `json:"counts"`
	Problem    *Failure     `json:"problem,omitempty"`
	Publishing *Publication `json:"publishing,omitempty"`
	Lost       []Lost       `json:"lost" nullable:"false"`
}

func (r *Run) view() View {
	v := View{
		ID: r.ID, V: r.V, Exhibition: r.Exhibition, Kind: r.Kind, State: r.State, Auto: r.Auto, By: r.By, ByName: r.ByName, At: r.At, Base: r.Base,
		Seconds: r.Seconds, Keep: r.Keep, Restores: r.Restores, Progress: r.Progress, Headline: r.Headline, Counts: r.Counts, Problem: r.Failure,
		Publishing: r.Public, Lost: orEmpty(r.Lost),
	}
	v.Progress.Levels = orEmpty(v.Progress.Levels)
	if !r.Ended.IsZero() {
		v.Ended = &r.Ended
	}
	if r.visible() {
		v.Published = &r.Live
	}
	return v
}

type runOut struct {
	api.Tag
	Body View
}

func respond(r Run, err error) (*runOut, error) {
	if err != nil {
		return nil, err
	}
	return &runOut{Tag: api.Versioned(r.V), Body: r.view()}, nil
}

type body[T any] struct{ Body T }

func answer[T any](value T, err error) (*body[T], error) {
	if err != nil {
		return nil, err
	}
	return &body[T]{value}, nil
}

type orderIn struct {
	ID   string `path:"id" maxLength:"60"`
	Body struct {
		Kind    Kind     `json:"kind" enum:"solve,repair,edit,restore"`
		Seconds int      `json:"seconds,omitempty" minimum:"1" maximum:"60" doc:"The solver's; 10 if absent."`
		Keep    Keep     `json:"keep,omitempty" enum:"frozen,all,none" doc:"Which meetings that stand a solve leaves where they are; frozen if absent."`
		Restore string   `json:"restore,omitempty" maxLength:"60" doc:"The run whose timetable is to be restored."`
		Changes []Change `json:"changes,omitempty" maxItems:"200" nullable:"false" doc:"Of a repair. Without any, what no longer fits is placed anew."`
	}
}

type runIn struct {
	ID  string `path:"id" maxLength:"60"`
	Run string `path:"run" maxLength:"60"`
}

type runChangeIn struct {
	api.IfMatch
	ID  string `path:"id" maxLength:"60"`
	Run string `path:"run" maxLength:"60"`
}

type wishIn struct {
	ID   string `path:"id" maxLength:"60"`
	Run  string `path:"run" maxLength:"60"`
	Wish string `path:"wish" maxLength:"80"`
}

// slotsBody is what the board shows before a meeting is dropped.
type slotsBody struct {
	Slots []SlotObstacles `json:"slots" nullable:"false"`
}

const (
	base    = "/api/v1/exhibitions/{id}/schedule"
	oneRun  = base + "/runs/{run}"
	section = "schedule"
)

// Routes registers the feature.
func Routes(a *api.API, s *Service) {
	organizers := api.Roles(actor.Organizer)
	runRoutes(a, s, organizers)
	boardRoutes(a, s, organizers)
	fileRoutes(a, s, organizers)
	api.Handle(a, api.Route{
		Method: "GET", Path: base + "/why", ID: "why-no-meeting", Summary: "Why I do not meet an organization, as far as it is my own business",
		Tag: section, Access: api.Roles(actor.Exhibitor, actor.Buyer),
	}, func(ctx context.Context, in *struct {
		ID  string `path:"id" maxLength:"60"`
		Org string `query:"org" required:"true" maxLength:"60"`
	},
	) (*body[Why], error) {
		return answer(s.Why(ctx, in.ID, in.Org))
	})
}

func runRoutes(a *api.API, s *Service, organizers api.Access) {
	api.Handle(a, api.Route{
		Method: "POST", Path: base + "/runs", ID: "start-schedule-run", Summary: "Make a timetable", Tag: section, Access: organizers, Status: 201,
	}, func(ctx context.Context, in *orderIn) (*runOut, error) {
		b := in.Body
		return respond(s.Start(ctx, in.ID, Order{Kind: b.Kind, Seconds: b.Seconds, Keep: b.Keep, Restore: b.Restore, Changes: b.Changes}))
	})
	api.Handle(a, api.Route{
		Method: "GET", Path: base + "/runs", ID: "list-schedule-runs", Summary: "The runs of an exhibition, the last first", Tag: section, Access: organizers,
	}, func(ctx context.Context, in *struct {
		api.Cursor
		ID string `path:"id" maxLength:"60"`
	},
	) (*body[api.List[View]], error) {
		list, next, err := s.List(ctx, in.ID, in.Cursor.Cursor, in.Limit)
		if err != nil {
			return nil, err
		}
		views := make([]View, len(list))
		for i := range list {
			views[i] = list[i].view()
		}
		return &body[api.List[View]]{api.ListOf(views, next)}, nil
	})
	api.Handle(a, api.Route{
		Method: "GET", Path: oneRun, ID: "find-schedule-run", Summary: "How far a run has come, and what came of it", Tag: section, Access: organizers,
	}, func(ctx context.Context, in *runIn) (*runOut, error) { return respond(s.Find(ctx, in.ID, in.Run)) })
	api.Handle(a, api.Route{
		Method: "POST", Path: oneRun + "/cancel", ID: "cancel-schedule-run", Summary: "End a search, or take back a publication that nobody has seen",
		Tag: section, Access: organizers,
	}, func(ctx context.Context, in *runIn) (*runOut, error) { return respond(s.Cancel(ctx, in.ID, in.Run)) })
	api.Handle(a, api.Route{
		Method: "POST", Path: oneRun + "/publish", ID: "publish-schedule-run", Summary: "Make a draft what all read", Tag: section, Access: organizers,
		Key: api.KeyRequired,
	}, func(ctx context.Context, in *runChangeIn) (*runOut, error) {
		return respond(s.Publish(ctx, in.ID, in.Run, in.Version()))
	})
	api.Handle(a, api.Route{
		Method: "DELETE", Path: oneRun, ID: "delete-schedule-run", Summary: "Throw a run away that was not published", Tag: section, Access: organizers,
	}, func(ctx context.Context, in *runChangeIn) (*api.None, error) {
		return nil, s.Delete(ctx, in.ID, in.Run, in.Version())
	})
}

func boardRoutes(a *api.API, s *Service, organizers api.Access) {
	api.Handle(a, api.Route{
		Method: "GET", Path: base + "/timetable", ID: "show-timetable", Summary: "The timetable that stands now", Tag: section, Access: organizers,
	}, func(ctx context.Context, in *struct {
		ID string `path:"id" maxLength:"60"`
	},
	) (*body[Timetable], error) {
		return answer(s.Standing(ctx, in.ID))
	})
	api.Handle(a, api.Route{
		Method: "GET", Path: oneRun + "/timetable", ID: "show-run-timetable", Summary: "The timetable of a run", Tag: section, Access: organizers,
	}, func(ctx context.Context, in *runIn) (*body[Timetable], error) {
		return answer(s.Timetable(ctx, in.ID, in.Run))
	})
	api.Handle(a, api.Route{
		Method: "GET", Path: oneRun + "/diff", ID: "compare-schedule-run", Summary: "What a run would change", Tag: section, Access: organizers,
	}, func(ctx context.Context, in *struct {
		ID      string `path:"id" maxLength:"60"`
		Run     string `path:"run" maxLength:"60"`
		Against string `query:"against" maxLength:"60" default:"standing" doc:"standing, or another run."`
	},
	) (*body[Diff], error) {
		return answer(s.Diff(ctx, in.ID, in.Run, in.Against))
	})
	api.Handle(a, api.Route{
		Method: "GET", Path: oneRun + "/meetings/{wish}/slots", ID: "list-drop-slots", Summary: "What keeps a meeting from each slot", Tag: section,
		Access: organizers,
	}, func(ctx context.Context, in *wishIn) (*body[slotsBody], error) {
		list, err := s.Slots(ctx, in.ID, in.Run, in.Wish)
		return answer(slotsBody{orEmpty(list)}, err)
	})
	api.Handle(a, api.Route{
		Method: "PUT", Path: oneRun + "/meetings/{wish}", ID: "move-in-draft", Summary: "Bring a wish of a draft into a slot", Tag: section, Access: organizers,
	}, func(ctx context.Context, in *struct {
		api.IfMatch
		ID   string `path:"id" maxLength:"60"`
		Run  string `path:"run" maxLength:"60"`
		Wish string `path:"wish" maxLength:"80"`
		Body struct {
			Slot   int   `json:"slot" minimum:"0" maximum:"255"`
			Frozen *bool `json:"frozen,omitempty" doc:"Whether it is to stay there; absent leaves that as it is."`
		}
	},
	) (*runOut, error) {
		return respond(s.Put(ctx, in.ID, in.Run, in.Version(), in.Wish, in.Body.Slot, in.Body.Frozen))
	})
	api.Handle(a, api.Route{
		Method: "DELETE", Path: oneRun + "/meetings/{wish}", ID: "remove-from-draft", Summary: "Take a meeting out of a draft; its wish remains", Tag: section,
		Access: organizers, Status: 200,
	}, func(ctx context.Context, in *struct {
		api.IfMatch
		ID   string `path:"id" maxLength:"60"`
		Run  string `path:"run" maxLength:"60"`
		Wish string `path:"wish" maxLength:"80"`
	},
	) (*runOut, error) {
		return respond(s.TakeOut(ctx, in.ID, in.Run, in.Version(), in.Wish))
	})
	api.Handle(a, api.Route{
		Method: "GET", Path: oneRun + "/unmet/{wish}", ID: "explain-unmet-wish", Summary: "Why a wish is not met, and the smallest change that meets it",
		Tag: section, Access: organizers,
	}, func(ctx context.Context, in *wishIn) (*body[Explanation], error) {
		return answer(s.Explain(ctx, in.ID, in.Run, in.Wish))
	})
	api.Handle(a, api.Route{
		Method: "POST", Path: oneRun + "/fix", ID: "fix-unmet-wish", Summary: "Make that change in a draft", Tag: section, Access: organizers,
	}, func(ctx context.Context, in *struct {
		api.IfMatch
		ID   string `path:"id" maxLength:"60"`
		Run  string `path:"run" maxLength:"60"`
		Body struct {
			Wish string `json:"wish" maxLength:"80"`
		}
	},
	) (*runOut, error) {
		return respond(s.Fix(ctx, in.ID, in.Run, in.Version(), in.Body.Wish))
	})
}

func fileRoutes(a *api.API, s *Service, organizers api.Access) {
	file := func(x Export, err error) (api.File, error) {
		return api.File{Body: x.Body, Type: x.Type, Name: x.Name}, err
	}
	api.Files(a, api.Route{
		Method: "GET", Path: oneRun + "/certificate", ID: "download-certificate", Summary: "Problem, timetable and proof, for fairground verify schedule",
		Tag: section, Access: organizers, Gives: []string{"application/json"},
	}, func(ctx context.Context, in *runIn) (api.File, error) { return file(s.Certificate(ctx, in.ID, in.Run)) })
	api.Files(a, api.Route{
		Method: "GET", Path: oneRun + "/export", ID: "export-schedule-run", Summary: "The timetable of a run as a file", Tag: section, Access: organizers,
		Gives: []string{"text/csv", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "application/json", "text/calendar", "text/plain"},
	}, func(ctx context.Context, in *struct {
		ID     string `path:"id" maxLength:"60"`
		Run    string `path:"run" maxLength:"60"`
		Format string `query:"format" enum:"csv,xlsx,json,ics,dzn" default:"csv"`
	},
	) (api.File, error) {
		return file(s.Export(ctx, in.ID, in.Run, in.Format))
	})
}
