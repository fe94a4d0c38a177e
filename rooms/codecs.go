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
	"github.com/pion/interceptor"
	"github.com/pion/interceptor/pkg/nack"
	"github.com/pion/interceptor/pkg/report"
	"github.com/pion/logging"
	"github.com/pion/webrtc/v4"
)

// audioLevelURI is the header extension by which a publisher tells how loud a packet is (RFC 6464).
const audioLevelURI = "urn:ietf:params:rtp-hdrext:ssrc-audio-level"

// protectionProfiles prefers AES-GCM: with hardware AES it costs a tenth less CPU per packet than AES-CM with HMAC-SHA1, which
// remains for clients without it.
func protectionProfiles() []dtls.SRTPProtectionProfile {
	return []dtls.SRTPProtectionProfile{dtls.SRTP_AEAD_AES_128_GCM, dtls.SRTP_AES128_CM_HMAC_SHA1_80}
}

func codecs() []webrtc.RTPCodecParameters {
	feedback := []webrtc.RTCPFeedback{{Type: "ccm", Parameter: "fir"}, {Type: "nack"}, {Type: "nack", Parameter: "pli"}}
	audio := func(mime string, clock uint32, channels uint16, fmtp string, pt webrtc.PayloadType) webrtc.RTPCodecParameters {
		return webrtc.RTPCodecParameters{
			RTPCodecCapability: webrtc.RTPCodecCapability{MimeType: mime, ClockRate: clock, Channels: channels, SDPFmtpLine: fmtp},
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
		audio(webrtc.MimeTypeOpus, 48000, 2, "minptime=10;useinbandfec=1", 111),
		audio(webrtc.MimeTypePCMU, 8000, 1, "", 0),
		video(webrtc.MimeTypeVP8, "", 96),
		video(webrtc.MimeTypeH264, h264+"42e01f", 102),
		video(webrtc.MimeTypeH264, h264+"42001f", 104),
		video(webrtc.MimeTypeH264, h264+"4d001f", 106),
		video(webrtc.MimeTypeH264, h264+"64001f", 108),
	}
}

// codecName is how clients and statistics name a codec.
func codecName(mime string) string {
	_, name, _ := strings.Cut(mime, "/")
	return strings.ToLower(name)
}

// newAPI makes peer connections of one side. Publishers need NACK and receiver reports from us. Subscribers get no interceptor at
// all: each would cost a copy of every packet per subscriber, and retransmission and sender reports come from the track instead.
func newAPI(settings webrtc.SettingEngine, publish bool) (*webrtc.API, error) {
	engine := &webrtc.MediaEngine{}
	for _, c := range codecs() {
		kind := webrtc.RTPCodecTypeVideo
		if strings.HasPrefix(c.MimeType, "audio/") {
			kind = webrtc.RTPCodecTypeAudio
		}
		if err := engine.RegisterCodec(c, kind); err != nil {
			return nil, fmt.Errorf("register %s: %w", c.MimeType, err)
		}
	}
	registry := &interceptor.Registry{}
	if publish {
		level := webrtc.RTPHeaderExtensionCapability{URI: audioLevelURI}
		if err := engine.RegisterHeaderExtension(level, webrtc.RTPCodecTypeAudio, webrtc.RTPTransceiverDirectionRecvonly); err != nil {
			return nil, fmt.Errorf("register audio level: %w", err)
		}
		generator, err := nack.NewGeneratorInterceptor(nack.WithGeneratorLoggerFactory(settings.LoggerFactory))
		if err != nil {
			return nil, fmt.Errorf("make NACK generator: %w", err)
		}
		registry.Add(generator)
		reports, err := report.NewReceiverInterceptor(report.WithReceiverLoggerFactory(settings.LoggerFactory))
		if err != nil {
			return nil, fmt.Errorf("make receiver reports: %w", err)
		}
		registry.Add(reports)
	}
	return webrtc.NewAPI(
		webrtc.WithMediaEngine(engine), webrtc.WithInterceptorRegistry(registry), webrtc.WithSettingEngine(settings),
	), nil
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
