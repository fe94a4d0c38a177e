package rooms

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"fmt"
	"log/slog"
	"math/big"
	"strings"
	"time"

	"github.com/pion/dtls/v3"
	"github.com/pion/logging"
	"github.com/pion/sdp/v3"
	"github.com/pion/webrtc/v4"
)

// audioLevelURI is the header extension by which a publisher tells how loud a packet is (RFC 6464).
const audioLevelURI = "urn:ietf:params:rtp-hdrext:ssrc-audio-level"

// protectionProfiles prefers AES-GCM: with hardware AES it costs a tenth less CPU per packet than AES-CM with HMAC-SHA1, which
// remains for clients without it.
func protectionProfiles() []dtls.SRTPProtectionProfile {
	return []dtls.SRTPProtectionProfile{dtls.SRTP_AEAD_AES_128_GCM, dtls.SRTP_AES128_CM_HMAC_SHA1_80}
}

// transportURI is the header extension of transport-wide sequence numbers (draft-holmer-rmcat-transport-wide-cc-extensions-01).
const transportURI = "http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01"

// dependencyURI is the header extension by which AV1 says what a frame leans on (RTP Payload Format For AV1, appendix A).
const dependencyURI = "https://aomediacodec.github.io/av1-rtp-spec/#dependency-descriptor-rtp-header-extension"

func codecs() []webrtc.RTPCodecParameters {
	again := []webrtc.RTCPFeedback{{Type: "nack"}}
	feedback := []webrtc.RTCPFeedback{{Type: "nack"}, {Type: "nack", Parameter: "pli"}, {Type: "transport-cc"}}
	audio := func(mime string, clock uint32, channels uint16, fmtp string, pt webrtc.PayloadType) webrtc.RTPCodecParameters {
		return webrtc.RTPCodecParameters{
			RTPCodecCapability: webrtc.RTPCodecCapability{MimeType: mime, ClockRate: clock, Channels: channels, SDPFmtpLine: fmtp, RTCPFeedback: again},
			PayloadType:        pt,
		}
	}
	video := func(mime, fmtp string, pt webrtc.PayloadType) webrtc.RTPCodecParameters {
		return webrtc.RTPCodecParameters{
			RTPCodecCapability: webrtc.RTPCodecCapability{MimeType: mime, ClockRate: 90000, SDPFmtpLine: fmtp, RTCPFeedback: feedback},
			PayloadType:        pt,
		}
	}
	const h264 = "level-asymmetry-allowed=1;packetization-mode=1;profile-level-id="
	return []webrtc.RTPCodecParameters{
		audio(webrtc.MimeTypeOpus, 48000, 2, "minptime=10;useinbandfec=1;usedtx=1", 111),
		audio(webrtc.MimeTypePCMU, 8000, 1, "", 0),
		video(webrtc.MimeTypeVP8, "", 96),
		video(webrtc.MimeTypeH264, h264+"42e01f", 102),
		video(webrtc.MimeTypeH264, h264+"42001f", 104),
		video(webrtc.MimeTypeH264, h264+"64001f", 108),
		video(webrtc.MimeTypeVP9, "profile-id=0", 98),
		video(webrtc.MimeTypeAV1, "", 112),
	}
}

// codecName is how clients and statistics name a codec.
func codecName(mime string) string {
	_, name, _ := strings.Cut(mime, "/")
	return strings.ToLower(name)
}

// repeats is the list entry for the retransmissions of a codec (RFC 4588 section 8): the payload type is one higher.
func repeats(c webrtc.RTPCodecParameters) webrtc.RTPCodecParameters {
	return webrtc.RTPCodecParameters{
		RTPCodecCapability: webrtc.RTPCodecCapability{
			MimeType: webrtc.MimeTypeRTX, ClockRate: c.ClockRate, SDPFmtpLine: fmt.Sprintf("apt=%d", c.PayloadType),
		},
		PayloadType: c.PayloadType + 1,
	}
}

// newMediaEngine says what is carried on one side. There are no interceptors on either: each would cost a copy of every packet per
// connection. Retransmission and reports for subscribers come from the track, those for publishers from the feed.
func newMediaEngine(publish bool) (*webrtc.MediaEngine, error) {
	engine := &webrtc.MediaEngine{}
	for _, c := range codecs() {
		kind := webrtc.RTPCodecTypeVideo
		if strings.HasPrefix(c.MimeType, "audio/") {
			kind = webrtc.RTPCodecTypeAudio
		}
		if err := engine.RegisterCodec(c, kind); err != nil {
			return nil, fmt.Errorf("register %s: %w", c.MimeType, err)
		}
		if kind == webrtc.RTPCodecTypeAudio {
			continue
		}
		if err := engine.RegisterCodec(repeats(c), kind); err != nil {
			return nil, fmt.Errorf("register repeats of %s: %w", c.MimeType, err)
		}
	}
	// Redundant sound is passed on to those who take it; what a track is, is what is inside. It is not among the codecs of a track.
	red := webrtc.RTPCodecParameters{
		RTPCodecCapability: webrtc.RTPCodecCapability{MimeType: mimeRED, ClockRate: 48000, Channels: 2, SDPFmtpLine: "111/111"}, PayloadType: 63,
	}
	if err := engine.RegisterCodec(red, webrtc.RTPCodecTypeAudio); err != nil {
		return nil, fmt.Errorf("register redundant sound: %w", err)
	}
	direction := webrtc.RTPTransceiverDirectionSendonly
	if publish {
		direction = webrtc.RTPTransceiverDirectionRecvonly
		level := webrtc.RTPHeaderExtensionCapability{URI: audioLevelURI}
		if err := engine.RegisterHeaderExtension(level, webrtc.RTPCodecTypeAudio, direction); err != nil {
			return nil, fmt.Errorf("register audio level: %w", err)
		}
		for _, uri := range []string{sdp.SDESMidURI, sdp.SDESRTPStreamIDURI, sdp.SDESRepairRTPStreamIDURI} {
			name := webrtc.RTPHeaderExtensionCapability{URI: uri}
			if err := engine.RegisterHeaderExtension(name, webrtc.RTPCodecTypeVideo, direction); err != nil {
				return nil, fmt.Errorf("register names of encodings: %w", err)
			}
		}
	}
	// Pictures only: sound is sent again bit by bit, which a number of the transmission would not allow.
	transport := webrtc.RTPHeaderExtensionCapability{URI: transportURI}
	if err := engine.RegisterHeaderExtension(transport, webrtc.RTPCodecTypeVideo, direction); err != nil {
		return nil, fmt.Errorf("register transport-wide sequence numbers: %w", err)
	}
	dependency := webrtc.RTPHeaderExtensionCapability{URI: dependencyURI}
	if err := engine.RegisterHeaderExtension(dependency, webrtc.RTPCodecTypeVideo, direction); err != nil {
		return nil, fmt.Errorf("register dependency descriptors: %w", err)
	}
	return engine, nil
}

// newCertificate makes the one self-signed certificate that all peer connections of an engine show (RFC 8827 section 6.5: the
// fingerprint in the signalling is what is checked). One for all saves a key generation per connection.
func newCertificate(now time.Time) (webrtc.Certificate, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return webrtc.Certificate{}, fmt.Errorf("generate DTLS key: %w", err)
	}
	serial, err := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 120))
	if err != nil {
		return webrtc.Certificate{}, fmt.Errorf("draw serial number: %w", err)
	}
	// pion refuses an expired certificate when a connection is made, so it outlives any run of the program.
	certificate, err := webrtc.NewCertificate(key, x509.Certificate{
		Subject: pkix.Name{CommonName: "fairground"}, SerialNumber: serial, Version: 2,
		NotBefore: now.AddDate(0, 0, -1), NotAfter: now.AddDate(10, 0, 0), SignatureAlgorithm: x509.ECDSAWithSHA256,
	})
	if err != nil {
		return webrtc.Certificate{}, fmt.Errorf("make DTLS certificate: %w", err)
	}
	return *certificate, nil
}

// loggerFactory lets pion speak through slog, one level lower than it means: what a stranger's packets cause is no error of ours.
type loggerFactory struct{ to *slog.Logger }

// NewLogger implements logging.LoggerFactory.
func (f loggerFactory) NewLogger(scope string) logging.LeveledLogger {
	return logger{f.to.With("scope", scope)}
}

type logger struct{ to *slog.Logger }

func (l logger) write(level slog.Level, format string, args ...any) {
	if l.to.Enabled(context.Background(), level) {
		l.to.Log(context.Background(), level, "webrtc", "detail", fmt.Sprintf(format, args...))
	}
}

func (l logger) Trace(string)                      {}
func (l logger) Tracef(string, ...any)             {}
func (l logger) Debug(string)                      {}
func (l logger) Debugf(string, ...any)             {}
func (l logger) Info(string)                       {}
func (l logger) Infof(string, ...any)              {}
func (l logger) Warn(msg string)                   { l.write(slog.LevelDebug, "%s", msg) }
func (l logger) Warnf(format string, args ...any)  { l.write(slog.LevelDebug, format, args...) }
func (l logger) Error(msg string)                  { l.write(slog.LevelInfo, "%s", msg) }
func (l logger) Errorf(format string, args ...any) { l.write(slog.LevelInfo, format, args...) }

// isRTX reports whether a codec stands for retransmissions (RFC 4588 section 8.6) and of which payload type.
func isRTX(c webrtc.RTPCodecParameters) (of webrtc.PayloadType, ok bool) {
	if !strings.EqualFold(c.MimeType, webrtc.MimeTypeRTX) {
		return 0, false
	}
	var pt webrtc.PayloadType
	if _, err := fmt.Sscanf(c.SDPFmtpLine, "apt=%d", &pt); err != nil {
		return 0, false
	}
	return pt, true
}
