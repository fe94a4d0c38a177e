package client

import (
	"context"

	"fairground/rooms"
)

// act sends a message whose answer is that it was carried out.
func (c *Client) act(ctx context.Context, build func(rooms.Request) rooms.Message) error {
	_, err := c.Do(ctx, build)
	return err
}

// Place is where the client is in the room: "" is the floor.
func (c *Client) Place() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.place
}

// Channel finds the channel of a language at the client's place, as the room told it last.
func (c *Client) Channel(language string) (rooms.Channel, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, channel := range c.channels {
		if channel.Place == c.place && channel.Language == language {
			return channel, true
		}
	}
	return rooms.Channel{}, false
}

// Move moves participants to a place; none are the client itself.
func (c *Client) Move(ctx context.Context, place string, participants ...string) error {
	return c.act(ctx, func(r rooms.Request) rooms.Message {
		return rooms.Move{Request: r, Participants: participants, Place: place}
	})
}

// Interpret sits down in the booth of a language and listens to rooms.Floor or to another language; an empty language leaves it.
func (c *Client) Interpret(ctx context.Context, language, source string) error {
	return c.act(ctx, func(r rooms.Request) rooms.Message {
		return rooms.Interpret{Request: r, Language: language, Source: source}
	})
}

// HandOver offers the channel to a partner.
func (c *Client) HandOver(ctx context.Context, language, to string) error {
	return c.act(ctx, func(r rooms.Request) rooms.Message {
		return rooms.Handover{Request: r, Language: language, To: to}
	})
}

// TakeOver accepts the offer of the active interpreter, or takes a channel nobody speaks into.
func (c *Client) TakeOver(ctx context.Context, language string) error {
	return c.act(ctx, func(r rooms.Request) rooms.Message { return rooms.TakeOver{Request: r, Language: language} })
}

// Listen listens to a language, with the floor at so many per cent; an empty language is the floor alone.
func (c *Client) Listen(ctx context.Context, language string, floor int) error {
	return c.act(ctx, func(r rooms.Request) rooms.Message {
		return rooms.Listen{Request: r, Language: language, Floor: floor}
	})
}

// Climb chooses a step of the low-bandwidth ladder.
func (c *Client) Climb(ctx context.Context, step rooms.Step) error {
	return c.act(ctx, func(r rooms.Request) rooms.Message { return rooms.Ladder{Request: r, Step: step} })
}

// Caption writes a line.
func (c *Client) Caption(ctx context.Context, line rooms.Caption) error {
	return c.act(ctx, func(r rooms.Request) rooms.Message {
		line.Request = r
		return line
	})
}
