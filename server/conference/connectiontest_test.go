package conference

import (
	"net"
	"slices"
	"strings"
	"testing"

	turn "fairground/rooms/relay"
)

func TestWhatAConnectionTestMeans(t *testing.T) {
	both := Devices{Microphone: true, Camera: true}
	rows := []struct {
		name  string
		m     Measured
		want  Outlook
		hints string
	}{
		{"everything well", Measured{UDP: true, TCP: true, Relay: true, UpKbps: 3000, DownKbps: 20_000, RTTMs: 30, Devices: both}, OutlookFine, ""},
		{"UDP blocked, TCP fine, 180 kbit/s up", Measured{TCP: true, UpKbps: 180, DownKbps: 4000, RTTMs: 80, Devices: both}, OutlookAudio, "udp_blocked slow_up"},
		{"UDP blocked, TCP fine", Measured{TCP: true, Relay: true, UpKbps: 2000, DownKbps: 4000, RTTMs: 80, Devices: both}, OutlookDetour, "udp_blocked"},
		{"only the relay gets through", Measured{Relay: true, UpKbps: 2000, DownKbps: 4000, RTTMs: 80, Devices: both}, OutlookDetour, "relay_only"},
		{"no way at all", Measured{Devices: both}, OutlookBlocked, "udp_blocked"},
		{"a mobile network at its edge", Measured{UDP: true, TCP: true, UpKbps: 30, DownKbps: 60, RTTMs: 300, Devices: both}, OutlookText, "slow_up slow_down"},
		{"a small picture", Measured{UDP: true, TCP: true, UpKbps: 400, DownKbps: 4000, RTTMs: 60, Devices: both}, OutlookLow, "slow_up"},
		{"nothing measured", Measured{UDP: true, TCP: true, Devices: both}, OutlookFine, ""},
		{"by satellite", Measured{UDP: true, TCP: true, UpKbps: 2000, DownKbps: 4000, RTTMs: 650, Devices: both}, OutlookLow, "far"},
		{"nobody can talk so", Measured{UDP: true, TCP: true, UpKbps: 2000, DownKbps: 4000, RTTMs: 3000, Devices: both}, OutlookText, "far"},
		{"a bad Wi-Fi", Measured{UDP: true, TCP: true, UpKbps: 2000, DownKbps: 4000, RTTMs: 60, LossPct: 5, Devices: both}, OutlookAudio, "lossy"},
		{"hardly anything arrives", Measured{UDP: true, TCP: true, UpKbps: 2000, DownKbps: 4000, RTTMs: 60, LossPct: 30, Devices: both}, OutlookText, "lossy"},
		{"no microphone", Measured{UDP: true, TCP: true, UpKbps: 2000, DownKbps: 4000, RTTMs: 60, Devices: Devices{Camera: true}}, OutlookFine, "no_microphone"},
		{"the bounds themselves are well", Measured{UDP: true, UpKbps: goodKbps, DownKbps: goodKbps, RTTMs: farMs, LossPct: lossSmall, Devices: both}, OutlookFine, ""},
	}
	for _, row := range rows {
		v := row.m.Verdict()
		if v.Code != row.want || strings.Join(v.Hints, " ") != row.hints {
			t.Errorf("%s: %s %v, want %s %s", row.name, v.Code, v.Hints, row.want, row.hints)
		}
	}
	words := rows[1].m.Verdict().Words
	for _, want := range []string{"UDP blocked", "TCP fine", "180 kbit/s up"} {
		if !strings.Contains(words, want) {
			t.Errorf("the words %q miss %q", words, want)
		}
	}
}

func TestTheRelayReachesTheMediaAndNothingElse(t *testing.T) {
	udp := func(s string) net.Addr {
		a, err := net.ResolveUDPAddr("udp", s)
		if err != nil {
			t.Fatal(err)
		}
		return a
	}
	rows := []struct {
		name          string
		bound         net.Addr
		media, public string
		told, at      string
	}{
		{"on loopback", udp("127.0.0.1:4000"), "127.0.0.1:0", "", "127.0.0.1:4000", ""},
		{"behind a NAT", udp("10.0.0.5:7882"), "10.0.0.5:7882", "203.0.113.7", "203.0.113.7:7882", "10.0.0.5:7882"},
	}
	for _, row := range rows {
		peers, err := mediaPeers(row.bound, row.media, row.public)
		if err != nil || len(peers) != 1 || peers[0].Told.String() != row.told || row.at != "" && peers[0].At.String() != row.at {
			t.Errorf("%s: %+v, %v", row.name, peers, err)
		}
	}
	every, err := mediaPeers(nil, "0.0.0.0:7882", "")
	if err == nil && slices.ContainsFunc(every, func(p turn.Peer) bool { return p.Told.Addr().IsLoopback() || p.Told.Port() != 7882 }) {
		t.Errorf("on every interface: %+v", every)
	}
	if _, err := mediaPeers(udp("10.0.0.5:7882"), "10.0.0.5:7882", "2001:db8::1"); err == nil {
		t.Error("a public address of another family")
	}
}
