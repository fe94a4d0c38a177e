package client

import (
	"errors"
	"fmt"
	"net"

	"github.com/pion/ice/v4"
	"github.com/pion/interceptor"
	"github.com/pion/logging"
	"github.com/pion/webrtc/v4"
)

const levelURI = "urn:ietf:params:rtp-hdrext:ssrc-audio-level"

// configuration is that of both peer connections.
func (o Options) configuration() webrtc.Configuration {
	var c webrtc.Configuration
	for _, server := range o.ICEServers {
		c.ICEServers = append(c.ICEServers, webrtc.ICEServer{URLs: server.URLs, Username: server.Username, Credential: server.Credential})
	}
	if o.Relay {
		c.ICETransportPolicy = webrtc.ICETransportPolicyRelay
	}
	return c
}

type dialer func(network, address string) (net.Conn, error)

// Dial implements proxy.Dialer of golang.org/x/net.
func (d dialer) Dial(network, address string) (net.Conn, error) { return d(network, address) }

func newAPI(o Options) (*webrtc.API, error) {
	engine := &webrtc.MediaEngine{}
	if err := engine.RegisterDefaultCodecs(); err != nil {
		return nil, fmt.Errorf("register codecs: %w", err)
	}
	if err := engine.RegisterHeaderExtension(webrtc.RTPHeaderExtensionCapability{URI: levelURI}, webrtc.RTPCodecTypeAudio); err != nil {
		return nil, fmt.Errorf("register audio level: %w", err)
	}
	// A browser asks again for sound too where the room offers it; pion does so for pictures only unless told.
	engine.RegisterFeedback(webrtc.RTCPFeedback{Type: "nack"}, webrtc.RTPCodecTypeAudio)
	registry := &interceptor.Registry{}
	if err := errors.Join(
		webrtc.ConfigureNack(engine, registry), webrtc.ConfigureRTCPReports(registry), webrtc.ConfigureSimulcastExtensionHeaders(engine),
		webrtc.ConfigureTWCCSender(engine, registry),
	); err != nil {
		return nil, fmt.Errorf("configure feedback: %w", err)
	}
	settings := webrtc.SettingEngine{}
	// As browsers do: the other end is the DTLS server. pion would want to be that itself, since the other end is ICE-lite.
	if err := settings.SetAnsweringDTLSRole(webrtc.DTLSRoleClient); err != nil {
		return nil, fmt.Errorf("choose DTLS role: %w", err)
	}
	loggers := logging.NewDefaultLoggerFactory()
	loggers.DefaultLogLevel = logging.LogLevelDisabled
	settings.LoggerFactory = loggers
	settings.SetICEMulticastDNSMode(ice.MulticastDNSModeDisabled)
	settings.SetIncludeLoopbackCandidate(true)
	settings.SetNetworkTypes([]webrtc.NetworkType{webrtc.NetworkTypeUDP4})
	if o.TCP {
		settings.SetNetworkTypes([]webrtc.NetworkType{webrtc.NetworkTypeTCP4})
	}
	if o.Net != nil {
		settings.SetNet(o.Net)
	}
	if o.Relay {
		settings.SetRelayAcceptanceMinWait(0) // there is nothing better to wait for
	}
	if o.Dial != nil {
		settings.SetICEProxyDialer(dialer(o.Dial))
	}
	if o.Loopback {
		settings.SetIPFilter(func(ip net.IP) bool { return ip.IsLoopback() })
	}
	return webrtc.NewAPI(
		webrtc.WithMediaEngine(engine), webrtc.WithInterceptorRegistry(registry), webrtc.WithSettingEngine(settings),
	), nil
}
