package rooms

import (
	"encoding/base64"
	"slices"
	"strings"
	"time"
)

// Step is a step of the low-bandwidth ladder.
type Step string

// The steps, from everything to words alone.
const (
	StepVideo  Step = "video"
	StepLow    Step = "low"    // pictures in their lowest layer
	StepSlides Step = "slides" // no moving pictures; slides as images
	StepAudio  Step = "audio"  // no pictures
	StepText   Step = "text"   // neither pictures nor sound: chat and voice notes
)

func (s Step) valid() bool {
	return slices.Contains([]Step{StepVideo, StepLow, StepSlides, StepAudio, StepText}, s)
}

// receives reports whether media of a source are sent at this step. A seat that has not said anything is at StepVideo.
func (s Step) receives(source Source) bool {
	switch s {
	case StepSlides, StepAudio:
		return source.Audio()
	case StepText:
		return false
	default:
		return true
	}
}

const (
	// MaxSlide is how many bytes a slide has at most, as a data URI.
	MaxSlide = 48 << 10

	slideInterval = 2 * time.Second
)

// Messages of the ladder.
type (
	// Ladder chooses a step; it is kept with the seat.
	Ladder struct {
		Request
		Step Step `json:"step"`
	}
	// Slide is a still image of a shared screen, from whoever shares it to those at StepSlides who see it. Not numbered; the
	// newest one is told to whoever comes later. From the server an empty Image says that nothing is shown any more.
	Slide struct {
		Request
		Image string `json:"image"` // a data URI: image/webp, image/jpeg or image/png in base64

		// Of the server only.
		Participant string    `json:"participant,omitempty"`
		At          time.Time `json:"at,omitzero"`
	}
)

// Kind implements Message.
func (Ladder) Kind() string { return "ladder" }

// Kind implements Message.
func (Slide) Kind() string { return "slide" }

func (m Ladder) check() error {
	if !m.Step.valid() {
		return m.invalid("a step is video, low, slides, audio or text")
	}
	return m.Request.check()
}

func (m Slide) check() error {
	if m.Participant != "" || !m.At.IsZero() {
		return m.invalid("participant and at are the server's")
	}
	if err := bounded(m.Ref, "image", m.Image, 1, MaxSlide); err != nil {
		return err
	}
	for _, kind := range []string{"webp", "jpeg", "png"} {
		if data, ok := strings.CutPrefix(m.Image, "data:image/"+kind+";base64,"); ok {
			if _, err := base64.StdEncoding.Strict().DecodeString(data); err != nil || data == "" || strings.ContainsAny(data, "\r\n") {
				return m.invalid("the image is not base64")
			}
			return nil
		}
	}
	return m.invalid("a slide is a data URI of image/webp, image/jpeg or image/png in base64")
}

// climb changes the step of a seat.
func (r *Room) climb(s *seat, step Step) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if s.ended {
		return ErrEnded
	}
	before := s.step
	s.step = step
	if before != step {
		r.showSlide(s)
	}
	s.nudge()
	return nil
}

// slide tells a slide to those who see it.
func (r *Room) slide(s *seat, m Slide) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	now := r.engine.config.Now()
	screen := s.tracks[Screen]
	switch {
	case s.ended:
		return ErrEnded
	case screen == nil || screen.info.Muted:
		return refuse(CodeForbidden, "slides come from whoever shares a screen")
	case now.Sub(s.slid) < slideInterval:
		return refuse(CodeRate, "at most one slide in %s", slideInterval)
	}
	s.slid = now
	shown := Slide{Image: m.Image, Participant: s.grant.Participant, At: now.UTC()}
	place := s.participant.Place
	r.slides[place] = shown
	r.tellSlide(place, shown)
	return nil
}

func (r *Room) tellSlide(place string, m Slide) {
	f := &encoded{}
	for _, s := range r.seats {
		if s.peer != nil && s.step == StepSlides && hears(s.participant.Place, place) && s.grant.Participant != m.Participant {
			s.peer.post(m, f)
		}
	}
}

// showSlide gives a seat the newest slide of its place, or else of the floor if it is backstage.
func (r *Room) showSlide(s *seat) {
	if s.peer == nil || s.step != StepSlides {
		return
	}
	shown, ok := r.slides[s.participant.Place]
	if !ok && hears(s.participant.Place, "") {
		shown, ok = r.slides[""]
	}
	if ok && shown.Participant != s.grant.Participant {
		s.peer.send(shown)
	}
}

// dropSlide takes the slide of a seat away: it shares its screen no longer, or no longer here. The caller holds the lock.
func (r *Room) dropSlide(s *seat) {
	place := s.participant.Place
	if shown, ok := r.slides[place]; ok && shown.Participant == s.grant.Participant {
		delete(r.slides, place)
		r.tellSlide(place, Slide{Participant: s.grant.Participant, At: r.engine.config.Now().UTC()})
	}
}
