package main

import (
	"bytes"
	"context"
	"fmt"

	"fairground/server/settlement/rail"
	"fairground/server/settlement/statement"
)

// bank is the sandbox as a customer sees it whose bank changes the form of its statements: camt.053, MT940 and CSV in turn.
type bank struct {
	*rail.Sandbox
	spoil func(*statement.Statement) // a test's: what a dishonest bank does with a day
}

func openBank(s rail.Settings) (*bank, error) {
	r, err := rail.Open(s)
	if err != nil {
		return nil, fmt.Errorf("open bank: %w", err)
	}
	return &bank{Sandbox: r}, nil
}

// Poll writes the day's statements anew in the form of the day.
func (b *bank) Poll(ctx context.Context, cursor string) ([]rail.File, string, error) {
	files, next, err := b.Sandbox.Poll(ctx, cursor)
	if err != nil {
		return nil, cursor, err //nolint:wrapcheck // a rail as the sandbox is
	}
	for i := range files {
		if files[i].Data, err = b.reform(files[i].Data); err != nil {
			return nil, cursor, fmt.Errorf("form of file %s: %w", files[i].ID, err)
		}
	}
	return files, next, nil
}

func (b *bank) reform(data []byte) ([]byte, error) {
	if !bytes.Contains(data[:min(len(data), 300)], []byte("camt.053")) {
		return data, nil
	}
	f, err := statement.Read(bytes.NewReader(data))
	if err != nil {
		return nil, err //nolint:wrapcheck // Poll says of which file
	}
	if b.spoil != nil {
		b.spoil(&f.Statements[0])
	}
	var w bytes.Buffer
	switch int(f.Statements[0].Closing.Day) % 3 {
	case 1:
		err = statement.WriteMT940(&w, f)
	case 2:
		err = statement.WriteCSV(&w, f)
	default:
		err = statement.WriteCamt(&w, f.Version, f.Statements[0].Closing.Day.Time(), f)
	}
	return w.Bytes(), err //nolint:wrapcheck // as above
}
