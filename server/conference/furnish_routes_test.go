package conference

import (
	"testing"

	"fairground/server/lang"
)

func TestAnOlderDoorDoesNotFurnishARoomAnew(t *testing.T) {
	f := open(t, Config{})
	stage := f.stage("Workshop")
	f.enter("moderator", stage)
	old, err := f.room(t.Context(), stage)
	if err != nil {
		t.Fatal(err)
	}
	if err := f.BreakOut(as("moderator"), stage, []Breakout{{Name: lang.Text{"en": "Film"}}}, 10); err != nil {
		t.Fatal(err)
	}
	live, ok := f.engine.Lookup(stage)
	if !ok || len(live.Breakouts()) != 1 {
		t.Fatalf("the room has %v", live.Breakouts())
	}
	f.furnish(old)
	if len(live.Breakouts()) != 1 {
		t.Error("somebody who looked at the door before takes the breakouts away")
	}
	t.Run("and a room that opens anew is furnished by its door", func(t *testing.T) {
		live.Close("restart")
		if _, joined := f.enter("moderator", stage); len(joined.Breakouts) != 1 {
			t.Errorf("the snapshot has %v", joined.Breakouts)
		}
	})
}
