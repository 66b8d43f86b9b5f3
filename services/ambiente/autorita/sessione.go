package autorita

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/base64"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// durataSessione is how long one authorisation may be used. Signing sessions
// of real gateways live a few minutes.
const durataSessione = 5 * time.Minute

// sessione is one authorisation for several documents: PIN and OTP were given
// once. It lives in memory only, like the session of an HSM: a restart ends it.
type sessione struct {
	credenziale int64
	dati        []byte   // data key of the credential
	impronte    []string // SHA-256 of the documents that it may sign, hex
	restano     int      // signatures left; negative: as many as there are documents
	scade       time.Time
}

// sessioni are the living authorisations, by hash of their token.
type sessioni struct {
	mu   sync.Mutex
	vive map[[32]byte]*sessione
}

// Autorizzazione lets its bearer sign the documents it was given for without
// PIN and OTP. Token is shown once and stored nowhere.
type Autorizzazione struct {
	Token   esenpat.Secret
	ScadeIl time.Time
	Firme   int // documents it covers
}

// apriSessione makes an authorisation for those documents.
func (a *Autorita) apriSessione(c *credenziale, dati []byte, impronte []string, restano int) (Autorizzazione, error) {
	b := make([]byte, 32)
	if _, err := io.ReadFull(a.o.Caso, b); err != nil {
		return Autorizzazione{}, fmt.Errorf("autorita: %w", err)
	}
	token := base64.RawURLEncoding.EncodeToString(b)
	ora := a.o.Orologio()
	s := &sessione{credenziale: c.id, dati: dati, restano: restano, scade: ora.Add(durataSessione)}
	for _, h := range impronte {
		s.impronte = append(s.impronte, strings.ToLower(h))
	}
	a.sessioni.mu.Lock()
	defer a.sessioni.mu.Unlock()
	if a.sessioni.vive == nil {
		a.sessioni.vive = map[[32]byte]*sessione{}
	}
	for k, v := range a.sessioni.vive {
		if !ora.Before(v.scade) {
			delete(a.sessioni.vive, k)
		}
	}
	a.sessioni.vive[sha256.Sum256([]byte(token))] = s
	return Autorizzazione{Token: esenpat.NewSecret(token), ScadeIl: s.scade, Firme: len(s.impronte)}, nil
}

// usaSessione returns the data key if the token lets c sign impronte, and takes
// their number from what is left.
func (a *Autorita) usaSessione(c *credenziale, token esenpat.Secret, impronte []string) ([]byte, error) {
	a.sessioni.mu.Lock()
	defer a.sessioni.mu.Unlock()
	k := sha256.Sum256([]byte(token.Reveal()))
	s := a.sessioni.vive[k]
	if s == nil || s.credenziale != c.id {
		return nil, rifiuto(AutorizzazioneScaduta, "autorizzazione")
	}
	if !a.o.Orologio().Before(s.scade) || s.restano == 0 {
		delete(a.sessioni.vive, k)
		return nil, rifiuto(AutorizzazioneScaduta, "autorizzazione")
	}
	for _, h := range impronte {
		if !slices.Contains(s.impronte, strings.ToLower(h)) {
			return nil, rifiuto(NonAutorizzato, "autorizzazione")
		}
	}
	if s.restano > 0 {
		if len(impronte) > s.restano {
			return nil, rifiuto(NonAutorizzato, "autorizzazione")
		}
		s.restano -= len(impronte)
	}
	return s.dati, nil
}

// autorizza checks PIN and OTP of a signature, or the authorisation that stands
// for both, and returns the data key of the credential.
func (a *Autorita) autorizza(ctx context.Context, tx *sql.Tx, c *credenziale, r RichiestaFirma, hash string) ([]byte, error) {
	if !r.Autorizzazione.Empty() {
		if c.bloccata { // locked meanwhile, from another side
			return nil, rifiuto(PINBloccato, "pin").conTentativi(0)
		}
		return a.usaSessione(c, r.Autorizzazione, []string{hash})
	}
	dati, err := a.controllaPIN(ctx, tx, c, r.PIN)
	if err != nil {
		return nil, err
	}
	if r.ConMarca && a.guasti.laTSAGiu() { // before the OTP is spent
		return nil, rifiuto(TSAGiu, "")
	}
	return dati, a.controllaOTP(ctx, tx, c, r.OTP, append([]string{hash}, r.Altri...))
}
