package rooms

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/pion/webrtc/v4"
)

const (
	chromiumOffer = "v=0\r\no=- 1 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\na=group:BUNDLE 0 1\r\na=msid-semantic: WMS\r\n" +
		"m=audio 9 UDP/TLS/RTP/SAVPF 111 63\r\nc=IN IP4 0.0.0.0\r\na=ice-ufrag:abcd\r\na=ice-pwd:aaaaaaaaaaaaaaaaaaaaaaaa\r\n" +
		"a=fingerprint:sha-256 00:01:02:03:04:05:06:07:08:09:0A:0B:0C:0D:0E:0F:10:11:12:13:14:15:16:17:18:19:1A:1B:1C:1D:1E:1F\r\n" +
		"a=setup:actpass\r\na=mid:0\r\na=extmap:1 urn:ietf:params:rtp-hdrext:ssrc-audio-level\r\na=sendonly\r\na=msid:- m\r\na=rtcp-mux\r\n" +
		"a=rtpmap:111 opus/48000/2\r\na=fmtp:111 minptime=10;useinbandfec=1\r\na=rtpmap:63 red/48000/2\r\na=fmtp:63 111/111\r\na=ssrc:7 cname:c\r\n" +
		"m=video 9 UDP/TLS/RTP/SAVPF 96 97\r\nc=IN IP4 0.0.0.0\r\na=mid:1\r\na=sendonly\r\na=rtcp-mux\r\na=rtpmap:96 VP8/90000\r\n" +
		"a=rtcp-fb:96 transport-cc\r\na=rtpmap:97 rtx/90000\r\na=fmtp:97 apt=96\r\na=rid:q send\r\na=rid:h send\r\na=simulcast:send q;h\r\n"
	emptyOffer = "v=0\r\no=- 0 0 IN IP4 0.0.0.0\r\ns=-\r\nt=0 0\r\nm=application 0 x 0\r\n"
)

// webrtcbinOffer is what GStreamer 1.22's webrtcbin offers with max-bundle: all sections but the first have port 0.
const webrtcbinOffer = "v=0\r\no=- 1 0 IN IP4 0.0.0.0\r\ns=-\r\nt=0 0\r\na=group:BUNDLE video0 audio1\r\n" +
	"m=video 9 UDP/TLS/RTP/SAVPF 96\r\nc=IN IP4 0.0.0.0\r\na=mid:video0\r\na=sendonly\r\na=rtcp-mux\r\na=rtpmap:96 VP8/90000\r\n" +
	"m=audio 0 UDP/TLS/RTP/SAVPF 111\r\nc=IN IP4 0.0.0.0\r\na=mid:audio1\r\na=bundle-only\r\na=sendonly\r\na=rtcp-mux\r\na=rtpmap:111 OPUS/48000/2\r\n"

func TestASectionWithPortZeroSendsIfItGoesWithItsBundle(t *testing.T) {
	t.Parallel()
	rows := []struct {
		name, offer string
		want        []OfferedTrack
	}{
		{"picture, and sound that goes with it", webrtcbinOffer, []OfferedTrack{{Mid: "video0", Source: Camera}, {Mid: "audio1", Source: Microphone}}},
		{"picture, and sound that is refused", strings.Replace(webrtcbinOffer, "a=bundle-only\r\n", "", 1), []OfferedTrack{{Mid: "video0", Source: Camera}}},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			tracks, err := assign(row.offer)
			if err != nil || !slices.Equal(tracks, row.want) {
				t.Fatalf("%+v, %v", tracks, err)
			}
			_, sources, err := (&ingest{}).read(webrtc.SessionDescription{Type: webrtc.SDPTypeOffer, SDP: row.offer}, tracks)
			if err != nil || len(sources) != len(row.want) {
				t.Errorf("%+v, %v", sources, err)
			}
		})
	}
}

// FuzzSDP is everything that reads a description before it is believed.
func FuzzSDP(f *testing.F) {
	f.Add(chromiumOffer)
	f.Add(webrtcbinOffer)
	f.Add(emptyOffer)
	f.Add("v=0\nm=audio 0 x\na=mid:\na=mid:\n")
	f.Add("")
	f.Fuzz(func(t *testing.T, text string) {
		tracks, err := assign(text)
		if err != nil && !errors.Is(err, ErrSDP) {
			t.Fatal(err)
		}
		_, sources, err := (&ingest{}).read(webrtc.SessionDescription{Type: webrtc.SDPTypeOffer, SDP: text}, tracks)
		var refused *Error
		if err != nil && (!errors.As(err, &refused) || refused.Code == "") {
			t.Fatalf("refused without a code: %v", err)
		}
		if len(sources) > len(tracks) {
			t.Fatalf("%d sources of %d tracks", len(sources), len(tracks))
		}
		if err := wantsMedia(text); err != nil && !errors.Is(err, ErrSDP) {
			t.Fatal(err)
		}
		if _, _, err := fragmentOf(text); err != nil && !errors.Is(err, ErrSDP) {
			t.Fatal(err)
		}
		if _, err := credentials(text); err != nil {
			return
		}
		fresh := iceCredentials{ufrag: "efgh", pwd: "bbbbbbbbbbbbbbbbbbbbbbbb"}
		again, err := replaceCredentials(text, fresh)
		if err != nil {
			return // what is written out is longer than what was read, by the line ends
		}
		if got, err := credentials(again); len(again) <= MaxSDP && (err != nil || got.ufrag != "" && got.ufrag != fresh.ufrag) {
			t.Fatalf("%q became %q: %v %v", text, again, got, err)
		}
	})
}

// FuzzOffer is the same description in the hands of a peer connection: whatever it says, it is answered or refused.
func FuzzOffer(f *testing.F) {
	f.Add(chromiumOffer)
	f.Add(emptyOffer)
	f.Fuzz(func(t *testing.T, text string) {
		tracks, err := assign(text)
		if err != nil {
			return
		}
		offer := webrtc.SessionDescription{Type: webrtc.SDPTypeOffer, SDP: text}
		if _, _, err := (&ingest{}).read(offer, tracks); err != nil {
			return
		}
		pc, err := webrtc.NewPeerConnection(webrtc.Configuration{})
		if err != nil {
			t.Fatal(err)
		}
		defer func() {
			if err := pc.GracefulClose(); err != nil {
				t.Error(err)
			}
		}()
		if pc.SetRemoteDescription(offer) != nil {
			return
		}
		if answer, err := pc.CreateAnswer(nil); err == nil && answer.SDP == "" {
			t.Error("an empty answer")
		}
	})
}
