package main

import (
	"context"
	"net/mail"

	"fairground/server/accounts"
	"fairground/server/db"
	"fairground/server/exhibition"
	"fairground/server/meetings"
	"fairground/server/meetings/schedule"
	"fairground/server/notify"
)

// venues tells notify by which clock an exhibition runs.
type venues struct{ exhibition *exhibition.Service }

func (v venues) Zone(ctx context.Context, id string) (string, error) {
	e, err := v.exhibition.Exhibition(ctx, id)
	return e.Zone, err
}

// mailbox tells meetings where invitations to a person go.
type mailbox struct{ accounts *accounts.Service }

func (m mailbox) of(ctx context.Context, person string) (string, error) {
	email, _, _, err := m.accounts.Address(ctx, person)
	return email, err
}

// sender is in whose name invitations are sent: the address that mails come from.
func sender(server *notify.Server) mail.Address {
	if server == nil {
		return mail.Address{}
	}
	return server.From
}

// invitations asks the feature that knows a meeting for what a calendar must learn of it.
type invitations struct {
	meetings *meetings.Service
	schedule *schedule.Service
}

func (i invitations) Attachment(ctx context.Context, e db.OutboxEntry, person string) ([][]byte, error) {
	var write func(ctx context.Context, id, person string) ([]byte, error)
	switch e.Type {
	case "meeting_request.accepted", "meeting.rescheduled", "meeting.cancelled", "meeting.represented":
		write = i.meetings.Invitation
	case "meeting.handed_over":
		write = i.meetings.Removal
	case "schedule.published":
		write = i.schedule.Attachment
	default:
		return nil, nil
	}
	object, err := write(ctx, e.Entity, person)
	if err != nil {
		return nil, err
	}
	return [][]byte{object}, nil
}
