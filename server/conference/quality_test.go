package conference

import (
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"fairground/rooms"
)

func TestTheQualityOfAVisit(t *testing.T) {
	sound := func(packets, lost int64, rtt time.Duration) told {
		return told{transport: "udp", step: "video", rtt: rtt, received: []figure{{track: "a", audio: true, codec: "opus", packets: packets, lost: lost}}}
	}
	t.Run("a good line is good, and a bad minute shows as the least", func(t *testing.T) {
		var q Quality
		last := q.take(sound(500, 0, 40*time.Millisecond), nil)
		good := q.MOS
		if good < 4.2 || q.MinMOS != good {
			t.Fatalf("without loss it is %.2f", good)
		}
		last = q.take(sound(900, 100, 400*time.Millisecond), last) // 100 of the 500 since then
		q.take(sound(1400, 100, 40*time.Millisecond), last)
		if q.MinMOS > 2.8 || q.MOS <= q.MinMOS || q.MOS >= good || q.Scored != 3 {
			t.Errorf("the summary is %+v", q)
		}
	})
	t.Run("freezes are counted once, also when the counters begin anew", func(t *testing.T) {
		var q Quality
		frozen := func(n, ms int64) told { return told{received: []figure{{track: "v", freezes: n, freezeMS: ms}}} }
		last := q.take(frozen(2, 500), nil)
		last = q.take(frozen(2, 500), last)
		last = q.take(frozen(3, 900), last)
		q.take(frozen(1, 100), last)
		if q.Freezes != 4 || q.FreezeMS != 1000 || q.Scored != 0 || q.MOS != 0 {
			t.Errorf("the summary is %+v", q)
		}
	})
	t.Run("steps and transports are what changed, and only what there is", func(t *testing.T) {
		var q Quality
		for _, s := range []string{"video", "video", "low", "audio", "low", "$where"} {
			q.take(told{transport: "tcp", step: s}, nil)
		}
		q.take(told{transport: "pigeon", step: "low"}, nil)
		q.take(told{transport: "relay"}, nil)
		if fmt.Sprint(q.Steps) != "[video low audio low]" || fmt.Sprint(q.Transports) != "[tcp relay]" || q.Transport != "relay" {
			t.Errorf("the summary is %+v", q)
		}
	})
	t.Run("a client that lies gets a number all the same", func(t *testing.T) {
		var q Quality
		last := q.take(told{rtt: 1 << 62, received: []figure{{track: "a", audio: true, packets: 1 << 62, lost: 1 << 62, jitter: 1 << 62, freezes: -5}}}, nil)
		q.take(told{received: []figure{{track: "a", audio: true, packets: -1, lost: -1}}}, last)
		if q.MOS != 1 || q.Freezes != 0 {
			t.Errorf("the summary is %+v", q)
		}
	})
}

func TestAReportIsReadAndKeptWithTheVisit(t *testing.T) {
	f := open(t, Config{})
	f.enter("buyer", meetingRoom)
	report := func(packets, lost float64) told {
		r := toldBy(rooms.Measured{
			Publish: []rooms.Measurement{{Track: "m", RTTMs: 60}},
			Subscribe: []rooms.Measurement{
				{Track: "a", Codec: "OPUS", Packets: packets, Lost: lost, JitterMs: 3.5},
				{Track: "v", Codec: "vp8", Packets: 900, Freezes: 1, FreezeMs: 300.2},
			},
			Transport: "tcp", Step: rooms.StepLow,
		})
		if r.rtt != 60*time.Millisecond || len(r.received) != 2 || r.received[1].audio {
			t.Fatalf("read is %+v", r)
		}
		return r
	}
	at := f.now()
	eventually(t, "the visit to be known", func() bool {
		f.presence.reported(meetingRoom, "per_buyer", at, report(500, 0))
		list, err := f.evidence(t.Context(), meetingRoom)
		return err == nil && len(list) == 1 && len(list[0].Visits) == 1 && list[0].Visits[0].Quality != nil
	})
	f.presence.reported(meetingRoom, "per_buyer", at.Add(time.Second), report(600, 300)) // too soon to be looked at
	f.presence.reported(meetingRoom, "per_buyer", at.Add(10*time.Second), report(1000, 0))
	f.presence.reported(meetingRoom, "per_nobody", at, report(500, 0))
	presence := f.ask("organizer", "GET", "/api/v1/rooms/"+meetingRoom+"/presence", nil)
	visit := presence.items()[0].(map[string]any)["visits"].([]any)[0].(map[string]any)
	quality, _ := visit["quality"].(map[string]any)
	if quality["reports"] != 2.0 || quality["freezes"] != 1.0 || quality["transport"] != "tcp" || fmt.Sprint(quality["steps"]) != "[low]" || quality["minMos"].(float64) < 4 {
		t.Errorf("kept is %v", visit)
	}
	t.Run("over the socket, too", func(t *testing.T) {
		other, _ := f.enter("exhibitor", meetingRoom)
		eventually(t, "the report to be kept", func() bool {
			other.say(rooms.Measured{
				Request: rooms.Request{Ref: "s"}, Publish: []rooms.Measurement{}, Subscribe: []rooms.Measurement{{Track: "a", Codec: "opus", Packets: 500}},
				Transport: "relay", Step: rooms.StepAudio,
			})
			await[rooms.OK](other)
			list, err := f.evidence(t.Context(), meetingRoom)
			return err == nil && len(list) == 2 && list[1].Visits[0].Quality != nil && list[1].Visits[0].Quality.Transport == "relay"
		})
	})
	live, _ := f.engine.Lookup(meetingRoom)
	if err := live.Remove("per_buyer", "done"); err != nil {
		t.Fatal(err)
	}
	eventually(t, "the visit to be stored with its quality", func() bool {
		e, found, err := f.store.evidenceFor(t.Context(), evidenceID(meetingRoom, "per_buyer"))
		return err == nil && found && e.Visits[0].Left != nil && e.Visits[0].Quality != nil && e.Visits[0].Quality.Scored == 2
	})
}

func FuzzTheQualityOfAVisit(f *testing.F) {
	f.Add([]byte(`{"subscribe":[{"track":"a","codec":"opus","packets":1e308,"lost":-5,"jitterMs":1e99}],"transport":"udp"}`))
	f.Add([]byte(`{"subscribe":[{}],"publish":[{"rttMs":-1}]}`))
	f.Fuzz(func(t *testing.T, frame []byte) {
		var m rooms.Measured
		if json.Unmarshal(frame, &m) != nil {
			return
		}
		r := toldBy(m)
		var q Quality
		q.take(r, q.take(r, nil))
		if q.MOS != 0 && (q.MOS < 1 || q.MOS > 4.51) || q.Freezes < 0 || q.FreezeMS < 0 || len(q.Steps) > maxSteps {
			t.Errorf("the summary is %+v", q)
		}
	})
}
