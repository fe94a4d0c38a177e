package allocate

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

var zero = time.Unix(1_700_000_000, 0)

func video(id string, class Class) Track {
	return Track{ID: id, Class: class, Layers: []Layer{{150_000, 320, 180}, {500_000, 640, 360}, {1_700_000, 1280, 720}}}
}

func voice(id string, class Class) Track {
	return Track{ID: id, Class: class, Layers: []Layer{{Bitrate: 32_000}}}
}

func shown(t Track, width, height int) Track {
	t.Tile = Tile{Told: true, Visible: true, Width: width, Height: height}
	return t
}

func hidden(t Track) Track {
	t.Tile = Tile{Told: true}
	return t
}

func said(decisions []Decision) map[string]string {
	m := make(map[string]string)
	for _, d := range decisions {
		m[d.ID] = fmt.Sprintf("%d%s", d.Layer, d.Reason)
	}
	return m
}

func TestWhoGetsWhat(t *testing.T) {
	everything := []Track{
		video("thumb", Thumbnail), video("screen", Screen), video("face", Face), voice("speech", Speech), voice("interpreter", Interpreter),
	}
	rows := []struct {
		name     string
		estimate int
		tracks   []Track
		want     map[string]string
	}{
		{"everything fits", 10_000_000, everything, map[string]string{"interpreter": "0", "speech": "0", "face": "2", "screen": "2", "thumb": "2"}},
		{
			"the speaker's face before the screen", 400_000,
			[]Track{voice("v", Speech), video("face", Face), video("screen", Screen)},
			map[string]string{"v": "0", "face": "0bandwidth", "screen": "0bandwidth"},
		},
		{
			"the screen before thumbnails", 2_500_000, everything,
			map[string]string{"interpreter": "0", "speech": "0", "face": "1bandwidth", "screen": "2", "thumb": "0bandwidth"},
		},
		{"sound even when it does not fit", 20_000, []Track{voice("v", Speech), voice("i", Interpreter)}, map[string]string{"v": "0", "i": "0"}},
		{"what is not shown is not sent", 10_000_000, []Track{hidden(video("a", Thumbnail))}, map[string]string{"a": "-1view"}},
		{"a small tile gets a small picture", 10_000_000, []Track{shown(video("a", Thumbnail), 320, 180)}, map[string]string{"a": "0view"}},
		{"a tile a little larger still does", 10_000_000, []Track{shown(video("a", Thumbnail), 400, 225)}, map[string]string{"a": "0view"}},
		{"a larger one does not", 10_000_000, []Track{shown(video("a", Thumbnail), 500, 280)}, map[string]string{"a": "1view"}},
		{"a full screen gets everything", 10_000_000, []Track{shown(video("a", Face), 1920, 1080)}, map[string]string{"a": "2"}},
		{"a portrait tile is measured both ways", 10_000_000, []Track{shown(video("a", Face), 180, 320)}, map[string]string{"a": "1view"}},
		{"a publisher that sends nothing", 10_000_000, []Track{{ID: "a", Class: Face}}, map[string]string{"a": "-1publisher"}},
		{"priority within a class", 350_000, []Track{
			{ID: "b", Class: Thumbnail, Priority: 0, Layers: []Layer{{Bitrate: 200_000}}},
			{ID: "a", Class: Thumbnail, Priority: 1, Layers: []Layer{{Bitrate: 200_000}}},
		}, map[string]string{"b": "0", "a": "-1bandwidth"}},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			decisions, _ := New().Allocate(zero, row.estimate, row.tracks)
			if got := said(decisions); fmt.Sprint(got) != fmt.Sprint(row.want) {
				t.Errorf("got %v, want %v", got, row.want)
			}
		})
	}
}

func TestALayerDoesNotFlap(t *testing.T) {
	a := New()
	tracks := []Track{video("face", Face)}
	at := func(seconds float64, estimate int) int {
		d, _ := a.Allocate(zero.Add(time.Duration(seconds*float64(time.Second))), estimate, tracks)
		return d[0].Layer
	}
	for _, row := range []struct {
		name     string
		seconds  float64
		estimate int
		want     int
	}{
		{"begins with what fits", 0, 600_000, 1},
		{"stays though a little short", 1, 490_000, 1},
		{"falls at once when it does not fit", 2, 400_000, 0},
		{"does not rise at once", 3, 2_500_000, 0},
		{"rises later", 6, 700_000, 1},
		{"needs room to spare for more", 7, 1_750_000, 1},
		{"and gets it with", 8, 2_100_000, 2},
	} {
		if got := at(row.seconds, row.estimate); got != row.want {
			t.Errorf("%s: layer %d, want %d", row.name, got, row.want)
		}
	}
}

func TestLadder(t *testing.T) {
	a := New()
	tracks := []Track{video("face", Face), video("screen", Screen), voice("v", Speech)}
	now := zero
	stay := func(seconds, estimate int) (Step, map[string]string) {
		var d []Decision
		for range seconds * 5 {
			now = now.Add(200 * time.Millisecond)
			d, _ = a.Allocate(now, estimate, tracks)
		}
		return a.Step(), said(d)
	}
	for _, row := range []struct {
		name     string
		seconds  int
		estimate int
		step     Step
		face, v  string
	}{
		{"all is well", 1, 8_000_000, Video, "2", "0"},
		{"a moment of trouble changes no step", 1, 200_000, Video, "0bandwidth", "0"},
		{"trouble that lasts does", 2, 200_000, Low, "0bandwidth", "0"},
		{"worse", 3, 100_000, Slides, "-1bandwidth", "0"},
		{"worse still", 3, 30_000, Audio, "-1bandwidth", "0"},
		{"nothing left but words", 3, 5_000, Text, "-1bandwidth", "-1bandwidth"},
		{"a rung needs time", 4, 3_000_000, Text, "-1bandwidth", "-1bandwidth"},
		{"and goes up alone", 2, 3_000_000, Audio, "-1bandwidth", "0"},
		{"to the top in the end", 20, 8_000_000, Video, "2", "0"},
		{"on the edge nothing moves", 20, 310_000, Video, "0bandwidth", "0"},
	} {
		step, got := stay(row.seconds, row.estimate)
		if step != row.step || got["face"] != row.face || got["v"] != row.v {
			t.Errorf("%s: %s %v, want %s, face %s, voice %s", row.name, step, got, row.step, row.face, row.v)
		}
	}
	a.Limit(Audio)
	if step, got := stay(1, 3_000_000); step != Audio || got["face"] != "-1bandwidth" {
		t.Errorf("own choice of audio: %s %v", step, got)
	}
	a.Limit(Step("nonsense"))
	if a.Step() != Audio {
		t.Error("an unknown step was taken")
	}
}

func TestAStepIsNotLostForWantOfWishes(t *testing.T) {
	a := New()
	for i := range 100 {
		a.Allocate(zero.Add(time.Duration(i)*200*time.Millisecond), 200_000, []Track{shown(video("a", Thumbnail), 100, 50)})
	}
	if a.Step() != Video {
		t.Errorf("step %s although everything fits", a.Step())
	}
}

// Pictures never take more than is there, beyond the tolerance for what is being sent already, and sound is always served.
func TestPicturesFit(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := New()
		now := zero
		count := rapid.IntRange(1, 12).Draw(t, "tracks")
		var tracks []Track
		for i := range count {
			id := fmt.Sprint("t", i)
			class := Class(rapid.IntRange(0, 4).Draw(t, "class"))
			if class.Audio() {
				tracks = append(tracks, voice(id, class))
			} else {
				tracks = append(tracks, shown(video(id, class), rapid.IntRange(1, 2000).Draw(t, "w"), rapid.IntRange(1, 2000).Draw(t, "h")))
			}
		}
		for range 20 {
			now = now.Add(time.Duration(rapid.IntRange(10, 4000).Draw(t, "ms")) * time.Millisecond)
			estimate := rapid.IntRange(10_000, 8_000_000).Draw(t, "estimate")
			decisions, _ := a.Allocate(now, estimate, tracks)
			if len(decisions) != len(tracks) {
				t.Fatal("a track was forgotten")
			}
			sum, audio := 0, 0
			for _, d := range decisions {
				tr := tracks[slices.IndexFunc(tracks, func(x Track) bool { return x.ID == d.ID })]
				if tr.Class.Audio() {
					audio += 32_000
					if d.Layer != 0 && a.Step() != Text {
						t.Fatalf("no sound on step %s", a.Step())
					}
					continue
				}
				if d.Layer >= 0 {
					sum += tr.Layers[d.Layer].Bitrate
				}
			}
			if sum > 0 && float64(sum)*keepCost > float64(estimate-audio)+1 {
				t.Fatalf("%d bit/s of pictures and %d of sound with %d", sum, audio, estimate)
			}
		}
	})
}

func TestPublishersSendWhatSomebodyWants(t *testing.T) {
	var d Demand
	rows := []struct {
		name    string
		seconds int
		wanted  []bool
		active  []bool
		changed bool
	}{
		{"everything at first", 0, []bool{true, false, false}, []bool{true, true, true}, false},
		{"and for a while", 4, []bool{true, false, false}, []bool{true, true, true}, false},
		{"then only what is wanted", 6, []bool{true, false, false}, []bool{true, false, false}, true},
		{"more at once", 7, []bool{true, false, true}, []bool{true, false, true}, true},
		{"less not at once", 8, []bool{true, false, false}, []bool{true, false, true}, false},
		{"but later", 12, []bool{false, false, false}, []bool{true, false, false}, true},
		{"nothing", 20, []bool{false, false, false}, []bool{false, false, false}, true},
	}
	for _, row := range rows {
		active, changed := d.Update(zero.Add(time.Duration(row.seconds)*time.Second), row.wanted)
		if !slices.Equal(active, row.active) || changed != row.changed {
			t.Errorf("%s: %v, changed %v", row.name, active, changed)
		}
	}
}

func BenchmarkAllocate(b *testing.B) {
	a := New()
	var tracks []Track
	for i := range 40 {
		class := Thumbnail
		if i%2 == 0 {
			class = Speech
		}
		tracks = append(tracks, video(fmt.Sprint(i), class))
	}
	b.ReportAllocs()
	for i := range b.N {
		a.Allocate(zero.Add(time.Duration(i)*time.Millisecond), 4_000_000, tracks)
	}
}
