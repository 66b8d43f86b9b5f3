package autorita

import (
	"context"
	"crypto"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/firma/marca"
)

// qualunque stands for any document in a code that was asked for without
// naming one, as the CSC's getChallenge does.
const qualunque = "*"

// IDCredenziale names a credential to the CSC's clients: it says the provider,
// and nothing about the doctor.
func (s Situazione) IDCredenziale() string {
	h := sha256.Sum256([]byte(s.Provider + "|" + s.Alias))
	return s.Provider + "-" + hex.EncodeToString(h[:8])
}

// Abilitata reports whether the key may be used: neither revoked nor suspended.
func (s Situazione) Abilitata() bool { return s.Stato != StatoRevocato && s.Stato != StatoSospeso }

// InviaOTPQualunque sends a code that is not bound to documents.
func (a *Autorita) InviaOTPQualunque(ctx context.Context, tx *sql.Tx, s Situazione, medico esenpat.CodiceFiscale) error {
	r := RichiestaOTP{Provider: s.Provider, Alias: s.Alias, Medico: medico, Documenti: []string{qualunque}, senzaPIN: true}
	if len(s.Modalita) > 0 {
		r.Modalita = s.Modalita[0].Codice
	}
	_, err := a.InviaOTP(ctx, tx, r)
	return err
}

// RichiestaSAD asks for signature activation data: quante signatures over
// hashes (hex) of which some may be left open (fewer hashes than quante).
type RichiestaSAD struct {
	Situazione Situazione
	Medico     esenpat.CodiceFiscale
	PIN, OTP   esenpat.Secret
	Impronte   []string
	Quante     int
}

// AutorizzaHash checks PIN and OTP, which is spent, and returns the SAD.
// Refusals are [*Errore]; the package comment says what to commit.
func (a *Autorita) AutorizzaHash(ctx context.Context, tx *sql.Tx, r RichiestaSAD) (Autorizzazione, error) {
	c, err := a.titolare(ctx, tx, r.Situazione.Provider, r.Situazione.Alias, r.Medico)
	if err != nil {
		return Autorizzazione{}, err
	}
	dati, err := a.controllaPIN(ctx, tx, c, r.PIN)
	if err != nil {
		return Autorizzazione{}, err
	}
	if err = a.controllaOTP(ctx, tx, c, r.OTP, r.Impronte); err != nil {
		return Autorizzazione{}, err
	}
	return a.apriSessione(c, dati, r.Impronte, r.Quante)
}

// FirmaHash signs digests with the key that a SAD opens, in their order.
func (a *Autorita) FirmaHash(ctx context.Context, tx *sql.Tx, s Situazione, medico esenpat.CodiceFiscale, sad esenpat.Secret, digests [][]byte, h crypto.Hash) ([][]byte, error) {
	c, err := a.titolare(ctx, tx, s.Provider, s.Alias, medico)
	if err != nil {
		return nil, err
	}
	if c.bloccata {
		return nil, rifiuto(PINBloccato, "pin").conTentativi(0)
	}
	var impronte []string
	for _, d := range digests {
		impronte = append(impronte, hex.EncodeToString(d))
	}
	dati, err := a.usaSessione(c, sad, impronte)
	if err != nil {
		return nil, err
	}
	chiave, err := a.chiaveDi(c, dati)
	if err != nil {
		return nil, err
	}
	var firme [][]byte
	for _, d := range digests {
		f, err := chiave.Sign(a.o.Caso, d, h)
		if err != nil {
			return nil, fmt.Errorf("autorita: %w", err)
		}
		firme = append(firme, f)
	}
	return firme, nil
}

// Estendi turns a SAD with signatures left into one for other hashes: the next
// revision of the same document.
func (a *Autorita) Estendi(ctx context.Context, tx *sql.Tx, s Situazione, medico esenpat.CodiceFiscale, sad esenpat.Secret, impronte []string) (Autorizzazione, error) {
	c, err := a.titolare(ctx, tx, s.Provider, s.Alias, medico)
	if err != nil {
		return Autorizzazione{}, err
	}
	a.sessioni.mu.Lock()
	k := sha256.Sum256([]byte(sad.Reveal()))
	v := a.sessioni.vive[k]
	delete(a.sessioni.vive, k)
	a.sessioni.mu.Unlock()
	switch {
	case v == nil || v.credenziale != c.id || v.restano == 0 || !a.o.Orologio().Before(v.scade):
		return Autorizzazione{}, rifiuto(AutorizzazioneScaduta, "SAD")
	case v.restano > 0 && len(impronte) > v.restano:
		return Autorizzazione{}, rifiuto(NonAutorizzato, "SAD")
	}
	return a.apriSessione(c, v.dati, impronte, v.restano)
}

// MarcaHash returns a time stamp token over a digest.
func (a *Autorita) MarcaHash(ctx context.Context, r marca.Richiesta) ([]byte, error) {
	return a.timbra(ctx, r)
}

// Trova returns the credential of that CSC name among those of medico.
func (a *Autorita) Trova(ctx context.Context, tx *sql.Tx, id string, medico esenpat.CodiceFiscale) (Situazione, error) {
	tutte, err := a.Situazioni(ctx, tx, medico)
	if err != nil {
		return Situazione{}, err
	}
	i := slices.IndexFunc(tutte, func(s Situazione) bool { return s.IDCredenziale() == id })
	if i < 0 {
		return Situazione{}, rifiuto(AliasSconosciuto, "credentialID")
	}
	return tutte[i], nil
}

// ConContatori runs f in a transaction that a refusal commits: wrong attempts
// must count. It returns what f returned.
func ConContatori(ctx context.Context, transazione func(context.Context, func(*sql.Tx) error) error, f func(*sql.Tx) error) error {
	var rifiutato *Errore
	err := transazione(ctx, func(tx *sql.Tx) error {
		err := f(tx)
		if e, si := errors.AsType[*Errore](err); si {
			rifiutato = e
			return nil
		}
		return err
	})
	if err == nil && rifiutato != nil {
		return rifiutato
	}
	return err
}
