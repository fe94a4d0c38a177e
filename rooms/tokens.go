package rooms

import (
	"crypto/ed25519"
	"errors"
	"fmt"
	"time"

	"github.com/golang-jwt/jwt/v5"
)

// TokenLife is how long a room token is valid. It is needed only while coming in: a seat outlives it.
const TokenLife = 5 * time.Minute

// ErrToken is every reason not to believe a room token; errors.Is with jwt's sentinels tells more for a log.
var ErrToken = errors.New("invalid room token")

const (
	tokenIssuer   = "fairground"
	tokenAudience = "room"
)

// Tokens issues and verifies room tokens: JWT (RFC 7519) signed with Ed25519 (RFC 8037), bound to session, room and epoch.
type Tokens struct {
	private ed25519.PrivateKey
	public  ed25519.PublicKey
	now     func() time.Time
}

// NewTokens makes an issuer from a private key. All nodes of an installation share the key. now is the clock, nil for the real one.
func NewTokens(key ed25519.PrivateKey, now func() time.Time) (*Tokens, error) {
	if len(key) != ed25519.PrivateKeySize {
		return nil, fmt.Errorf("make tokens: an Ed25519 private key has %d bytes, not %d", ed25519.PrivateKeySize, len(key))
	}
	public, ok := key.Public().(ed25519.PublicKey)
	if !ok {
		return nil, errors.New("make tokens: the key has no Ed25519 public half")
	}
	if now == nil {
		now = time.Now
	}
	return &Tokens{private: key, public: public, now: now}, nil
}

type tokenClaims struct {
	jwt.RegisteredClaims
	Session      string      `json:"sid"`
	Room         string      `json:"room"`
	Epoch        string      `json:"epoch"`
	Name         string      `json:"name,omitempty"`
	Organization string      `json:"org,omitempty"`
	Language     string      `json:"lang,omitempty"`
	Grants       tokenGrants `json:"grants"`
}

type tokenGrants struct {
	Join      bool   `json:"join"`
	Publish   []Kind `json:"publish,omitempty"`
	Subscribe bool   `json:"subscribe,omitempty"`
	Data      bool   `json:"data,omitempty"`
	Hidden    bool   `json:"hidden,omitempty"`
	Moderate  bool   `json:"moderate,omitempty"`
	Interpret bool   `json:"interpret,omitempty"`
	Record    bool   `json:"record,omitempty"`
	Caption   bool   `json:"caption,omitempty"`

	Languages []string `json:"languages,omitempty"`
	Place     string   `json:"place,omitempty"`
	Roam      bool     `json:"roam,omitempty"`
}

// Issue signs a token for a grant. Session, Room, Epoch and Participant are required; Synthetic cannot be carried by a token.
func (t *Tokens) Issue(g Grant) (string, error) {
	if g.Session == "" || g.Room == "" || g.Epoch == "" || g.Participant == "" {
		return "", errors.New("issue room token: session, room, epoch and participant are required")
	}
	if g.Synthetic {
		return "", errors.New("issue room token: a synthetic participant has no token")
	}
	now := t.now()
	claims := tokenClaims{
		RegisteredClaims: jwt.RegisteredClaims{
			Issuer:    tokenIssuer,
			Audience:  jwt.ClaimStrings{tokenAudience},
			Subject:   g.Participant,
			IssuedAt:  jwt.NewNumericDate(now),
			ExpiresAt: jwt.NewNumericDate(now.Add(TokenLife)),
		},
		Session: g.Session, Room: g.Room, Epoch: g.Epoch, Name: g.Name, Organization: g.Organization, Language: g.Language,
		Grants: tokenGrants{
			Join: g.Join, Publish: g.Publish, Subscribe: g.Subscribe, Data: g.Data,
			Hidden: g.Hidden, Moderate: g.Moderate, Interpret: g.Interpret, Record: g.Record,
			Caption: g.Caption, Languages: g.Languages, Place: g.Place, Roam: g.Roam,
		},
	}
	signed, err := jwt.NewWithClaims(jwt.SigningMethodEdDSA, claims).SignedString(t.private)
	if err != nil {
		return "", fmt.Errorf("sign room token: %w", err)
	}
	if len(signed) > MaxToken {
		return "", fmt.Errorf("issue room token: %d bytes, more than %d", len(signed), MaxToken)
	}
	return signed, nil
}

// Verify reads a token. Everything that is not a valid token of this issuer for a room, unexpired now, is ErrToken.
func (t *Tokens) Verify(token string) (Grant, error) {
	if len(token) > MaxToken {
		return Grant{}, fmt.Errorf("%w: too long", ErrToken)
	}
	var claims tokenClaims
	_, err := jwt.ParseWithClaims(token, &claims,
		func(*jwt.Token) (any, error) { return t.public, nil },
		jwt.WithValidMethods([]string{jwt.SigningMethodEdDSA.Alg()}),
		jwt.WithIssuer(tokenIssuer), jwt.WithAudience(tokenAudience),
		jwt.WithExpirationRequired(), jwt.WithIssuedAt(), jwt.WithLeeway(2*time.Second), jwt.WithTimeFunc(t.now),
	)
	if err != nil {
		return Grant{}, fmt.Errorf("%w: %w", ErrToken, err)
	}
	if claims.Session == "" || claims.Room == "" || claims.Epoch == "" || claims.Subject == "" {
		return Grant{}, fmt.Errorf("%w: not bound to session, room, epoch and participant", ErrToken)
	}
	for _, k := range claims.Grants.Publish {
		if !k.valid() {
			return Grant{}, fmt.Errorf("%w: unknown kind to publish", ErrToken)
		}
	}
	return Grant{
		Session: claims.Session, Room: claims.Room, Epoch: claims.Epoch, Participant: claims.Subject,
		Name: claims.Name, Organization: claims.Organization, Language: claims.Language,
		Join: claims.Grants.Join, Publish: claims.Grants.Publish, Subscribe: claims.Grants.Subscribe, Data: claims.Grants.Data,
		Hidden: claims.Grants.Hidden, Moderate: claims.Grants.Moderate, Interpret: claims.Grants.Interpret, Record: claims.Grants.Record,
		Caption: claims.Grants.Caption, Languages: claims.Grants.Languages, Place: claims.Grants.Place, Roam: claims.Grants.Roam,
	}, nil
}
