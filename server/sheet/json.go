package sheet

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
)

// writeJSON writes objects whose members stand in the order of the columns, one a line. Nothing is guarded: programs do not
// compute.
func writeJSON(w io.Writer, t Table) error {
	names := make([][]byte, len(t.Columns))
	for i, column := range t.Columns {
		name, err := json.Marshal(column)
		if err != nil {
			return fmt.Errorf("write json: %w", err)
		}
		names[i] = name
	}
	var out bytes.Buffer
	out.WriteString("[")
	for i, row := range t.Rows {
		if i > 0 {
			out.WriteString(",\n")
		}
		out.WriteString("{")
		for j, cell := range row[:min(len(row), len(names))] {
			if j > 0 {
				out.WriteString(",")
			}
			value, err := json.Marshal(text(cell))
			if err != nil {
				return fmt.Errorf("write json: %w", err)
			}
			out.Write(names[j])
			out.WriteString(":")
			out.Write(value)
		}
		out.WriteString("}")
	}
	out.WriteString("]\n")
	if _, err := out.WriteTo(w); err != nil {
		return fmt.Errorf("write json: %w", err)
	}
	return nil
}
