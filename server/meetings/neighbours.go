package meetings

import (
	"context"
	"time"

	"fairground/server/lang"
)

// Fairs tells of exhibitions and their booths.
type Fairs interface {
	// Fair returns the exhibition, or a NotFound problem.
	Fair(ctx context.Context, exhibition string) (Fair, error)
	// BoothOf returns the id of the organization's booth, "" if it has none.
	BoothOf(ctx context.Context, exhibition, org string) (string, error)
}

// Organization is what the other side may read of a company.
type Organization struct {
	ID        string
	Name      lang.Text
	Country   string
	Languages []string
}

// Person is somebody who can be met.
type Person struct {
	ID, Org, Name, Zone string
	Languages           []string
	Admin               bool // answers for the organization; only Staff says so
}

// Directory tells of organizations and their people.
type Directory interface {
	// Organization returns the organization, or a NotFound problem.
	Organization(ctx context.Context, org string) (Organization, error)
	// Person returns the person, or a NotFound problem.
	Person(ctx context.Context, person string) (Person, error)
	// Contact returns who answers for the organization at the exhibition, or a NotFound problem: the organization does not
	// take part or does not want to be seen by the actor.
	Contact(ctx context.Context, exhibition, org string) (Person, error)
}

// Session is an item of the programme in somebody's agenda.
type Session struct {
	ID     string
	Title  lang.Text
	Starts time.Time
	Ends   time.Time
	Room   string
}

// Programme tells of the sessions.
type Programme interface {
	// Sessions returns the sessions that begin in from..to and that the actor may attend.
	Sessions(ctx context.Context, from, to time.Time) ([]Session, error)
}

// Runs tells of schedule runs.
type Runs interface {
	// Published reports whether readers see what the run did. Once true it stays true.
	Published(ctx context.Context, run string) (bool, error)
}

// Roster tells who takes part.
type Roster interface {
	// Participants lists the organizations that take part in the exhibition, by id.
	Participants(ctx context.Context, exhibition string) ([]Organization, error)
}
