package autorita

import (
	"context"
	"crypto/subtle"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// Rules of SB-03 and SB-04. The limits on asking count only codes that were
// not spent in a signature: they stop abuse, not a doctor who signs a lot.
const (
	attesaOTP    = 60 * time.Second
	finestraOTP  = 10 * time.Minute
	maxRichieste = 3
	maxOTP       = 5
	cifreOTP     = 8
)

// RichiestaOTP asks for a one-shot code.
type RichiestaOTP struct {
	Provider, Alias string
	PIN             esenpat.Secret
	Modalita        string // may be empty where the provider has one only
	Medico          esenpat.CodiceFiscale
	Documenti       []string // SHA-256 of the documents, hex: the code signs only these
	senzaPIN        bool     // the way it is asked for has no place for it
}

// InviaOTP sends a code to the test telephone. A code asked before is void
// from then on. Refusals are [*Errore], see the package comment.
func (a *Autorita) InviaOTP(ctx context.Context, tx *sql.Tx, r RichiestaOTP) (esenpat.OTPInviato, error) {
	c, err := a.titolare(ctx, tx, r.Provider, r.Alias, r.Medico)
	if err != nil {
		return esenpat.OTPInviato{}, err
	}
	p, _ := a.profilo(c.provider)
	if len(r.Documenti) > max(p.MassimoFirme, 1) {
		return esenpat.OTPInviato{}, rifiuto(TroppiDocumenti, "documenti")
	}
	modalita, err := scegliModalita(p, c, r.Modalita)
	if err != nil {
		return esenpat.OTPInviato{}, err
	}
	if p.PINPerRichiestaOTP && !r.senzaPIN {
		if _, err = a.controllaPIN(ctx, tx, c, r.PIN); err != nil {
			return esenpat.OTPInviato{}, err
		}
	}
	ora := a.o.Orologio()
	if err = a.limitaRichieste(ctx, tx, c, ora); err != nil {
		return esenpat.OTPInviato{}, err
	}
	if leggi(a.guasti, &a.guasti.invioFallito, c.provider) {
		return esenpat.OTPInviato{}, rifiuto(OTPNonInviato, "modalita")
	}
	codice, err := a.cifre(cifreOTP)
	if err != nil {
		return esenpat.OTPInviato{}, err
	}
	out := esenpat.OTPInviato{
		InviatoIl: ora, ScadeIl: ora.Add(p.durata()), RiprovaDal: ora.Add(attesaOTP), Modalita: modalita, Destinazione: c.telefono,
	}
	if err := a.registraOTP(ctx, tx, c, codice, r.Documenti, out); err != nil {
		return esenpat.OTPInviato{}, err
	}
	a.recapita(p, c, modalita, codice, out)
	if !p.DichiaraScadenza {
		out.ScadeIl = time.Time{}
	}
	return out, nil
}

// recapita puts the message on the telephone: late or twice, if so injected.
func (a *Autorita) recapita(p Profilo, c *credenziale, modalita string, codice esenpat.Secret, out esenpat.OTPInviato) {
	ora := out.InviatoIl
	m := Messaggio{
		Alias: c.alias, Provider: c.provider, Modalita: modalita, Destinazione: c.telefono, Codice: codice.Reveal(),
		Testo:    fmt.Sprintf("Servizio di firma %s: utilizzare il codice OTP %s generato alle ore %s.", p.Descrizione, codice.Reveal(), ora.Format("15:04:05")),
		Arrivato: ora.Add(leggi(a.guasti, &a.guasti.ritardo, c.provider)), Scade: out.ScadeIl,
	}
	a.telefono.consegna(m)
	if leggi(a.guasti, &a.guasti.invioDoppio, c.provider) {
		a.telefono.consegna(m)
	}
}

// scegliModalita checks the channel against provider and credential.
func scegliModalita(p Profilo, c *credenziale, chiesta string) (string, error) {
	invii := p.modalita(OTPInvio)
	if c.modo != OTPInvio || len(invii) == 0 {
		return "", rifiuto(CanaleNonDisp, "modalita")
	}
	if chiesta == "" {
		if len(invii) > 1 {
			return "", rifiuto(ModalitaObbl, "modalita")
		}
		return invii[0].Codice, nil
	}
	if !slices.ContainsFunc(invii, func(m esenpat.Modalita) bool { return m.Codice == chiesta }) {
		return "", rifiuto(CanaleNonDisp, "modalita")
	}
	return chiesta, nil
}

// limitaRichieste refuses a second code within a minute and a fourth in ten.
func (a *Autorita) limitaRichieste(ctx context.Context, tx *sql.Tx, c *credenziale, ora time.Time) error {
	rows, err := tx.QueryContext(ctx, `SELECT inviato_il FROM autorita_otp WHERE credenziale_id = ? AND usato = 0 AND inviato_il > ?
		ORDER BY inviato_il DESC`, c.id, ora.Add(-finestraOTP).UnixMilli())
	if err != nil {
		return fmt.Errorf("autorita: %w", err)
	}
	defer rows.Close() //nolint:errcheck // read only; rows.Err is what matters
	var inviati []time.Time
	for rows.Next() {
		var ms int64
		if err := rows.Scan(&ms); err != nil {
			return fmt.Errorf("autorita: %w", err)
		}
		inviati = append(inviati, time.UnixMilli(ms))
	}
	if err := rows.Err(); err != nil {
		return fmt.Errorf("autorita: %w", err)
	}
	if n := len(inviati); n >= maxRichieste {
		e := rifiuto(TroppeRichieste, "")
		e.RiprovaTra = inviati[maxRichieste-1].Add(finestraOTP).Sub(ora)
		return e
	}
	if len(inviati) > 0 && ora.Sub(inviati[0]) < attesaOTP {
		e := rifiuto(OTPTroppoPresto, "")
		e.RiprovaTra = inviati[0].Add(attesaOTP).Sub(ora)
		return e
	}
	return nil
}

// registraOTP stores the stretched code: eight digits behind a plain hash
// would be found in seconds.
func (a *Autorita) registraOTP(ctx context.Context, tx *sql.Tx, c *credenziale, codice esenpat.Secret, documenti []string, o esenpat.OTPInviato) error {
	sale := make([]byte, lunghezzaSale)
	if _, err := io.ReadFull(a.o.Caso, sale); err != nil {
		return fmt.Errorf("autorita: %w", err)
	}
	hash := append(sale, deriva(c.kdf, codice.Reveal(), sale)...)
	return a.esegui(ctx, tx, `INSERT INTO autorita_otp (credenziale_id, hash, documenti, inviato_il, scade_il) VALUES (?, ?, ?, ?, ?)`,
		c.id, hash, strings.ToLower(strings.Join(documenti, "\n")), o.InviatoIl.UnixMilli(), o.ScadeIl.UnixMilli())
}

// controllaOTP checks and spends the second factor of a signature.
func (a *Autorita) controllaOTP(ctx context.Context, tx *sql.Tx, c *credenziale, otp esenpat.Secret, documenti []string) error {
	if c.modo == OTPNessuno {
		return nil
	}
	if otp.Empty() {
		return rifiuto(OTPMancante, "otp")
	}
	switch c.modo {
	case OTPTOTP:
		return a.controllaTOTP(ctx, tx, c, otp)
	case OTPHOTP:
		return a.controllaHOTP(ctx, tx, c, otp)
	case OTPInvio, OTPNessuno:
	}
	return a.controllaInviato(ctx, tx, c, otp, documenti)
}

type otpInviato struct {
	id        int64
	hash      []byte
	documenti string
	scade     time.Time
	errati    int
	usato     bool
}

// controllaInviato compares with the last code sent; the order of the checks
// decides what the doctor is told.
func (a *Autorita) controllaInviato(ctx context.Context, tx *sql.Tx, c *credenziale, otp esenpat.Secret, documenti []string) error {
	var o otpInviato
	var scade int64
	err := tx.QueryRowContext(ctx, `SELECT id, hash, documenti, scade_il, errati, usato FROM autorita_otp
		WHERE credenziale_id = ? ORDER BY id DESC LIMIT 1`, c.id).Scan(&o.id, &o.hash, &o.documenti, &scade, &o.errati, &o.usato)
	if errors.Is(err, sql.ErrNoRows) {
		return rifiuto(OTPScaduto, "otp")
	}
	if err != nil {
		return fmt.Errorf("autorita: %w", err)
	}
	o.scade = time.UnixMilli(scade)
	giusto := subtle.ConstantTimeCompare(deriva(c.kdf, otp.Reveal(), o.hash[:lunghezzaSale]), o.hash[lunghezzaSale:]) == 1
	switch {
	case o.usato && giusto:
		return rifiuto(OTPUsato, "otp")
	case o.usato, o.errati >= maxOTP, !a.o.Orologio().Before(o.scade):
		return rifiuto(OTPScaduto, "otp")
	case !giusto:
		if err := a.esegui(ctx, tx, `UPDATE autorita_otp SET errati = errati + 1 WHERE id = ?`, o.id); err != nil {
			return err
		}
		return rifiuto(OTPErrato, "otp").conTentativi(maxOTP - o.errati - 1)
	case !copre(o.documenti, documenti):
		return rifiuto(OTPErrato, "otp").conTentativi(maxOTP - o.errati) // asked for other documents
	}
	return a.esegui(ctx, tx, `UPDATE autorita_otp SET usato = 1 WHERE id = ?`, o.id)
}

// copre reports whether a code asked for chiesti may sign every one of voluti.
func copre(chiesti string, voluti []string) bool {
	if chiesti == qualunque {
		return true
	}
	tutti := strings.Split(chiesti, "\n")
	return !slices.ContainsFunc(voluti, func(h string) bool { return !slices.Contains(tutti, strings.ToLower(h)) })
}
