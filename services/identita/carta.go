//go:build cgo

package identita

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"os"
	"slices"
	"time"

	"github.com/ThalesGroup/crypto11"
	"github.com/miekg/pkcs11"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// CarteDisponibili says whether this build can use smart cards.
const CarteDisponibili = true

// Carta opens the login certificate of the smart card in the reader, with the
// PKCS#11 module of its maker. The PIN is asked by us and tried once: a card
// locks after three wrong ones. ctx bounds the wait; a module that hangs is
// left behind.
//
// Errors: "carta.modulo" (Invalid, the module cannot be loaded),
// "carta.assente" (no card in a reader), "carta.pin-errato",
// "carta.pin-ultimo" (wrong, and one try is left), "carta.pin-bloccato" (all
// Invalid, field "pin"), "carta.senza-certificato", "carta.rimossa",
// "carta.guasta" (Unavailable), "carta.lenta", "identita.scaduta".
func Carta(ctx context.Context, modulo string, pin esenpat.Secret, ora time.Time) (esenpat.Identita, error) {
	if _, err := os.Stat(modulo); err != nil {
		return esenpat.Identita{}, errore(esenpat.Invalid, "carta.modulo", err).At("modulo")
	}
	type esito struct {
		id  esenpat.Identita
		err error
	}
	fatto := make(chan esito, 1)
	go func() {
		id, err := apriCarta(modulo, pin, ora)
		fatto <- esito{id, err}
	}()
	select {
	case e := <-fatto:
		return e.id, e.err
	case <-ctx.Done():
		go func() { // the card is let go of when the module answers at last
			if e := <-fatto; e.err == nil {
				e.id.Chiudi()
			}
		}()
		return esenpat.Identita{}, errore(esenpat.Unavailable, "carta.lenta", ctx.Err())
	}
}

func apriCarta(modulo string, pin esenpat.Secret, ora time.Time) (esenpat.Identita, error) {
	posto, err := cerca(modulo)
	if err != nil {
		return esenpat.Identita{}, err
	}
	numero := int(posto)
	c, err := crypto11.Configure(&crypto11.Config{Path: modulo, SlotNumber: &numero, Pin: pin.Reveal(), MaxSessions: 3, PoolWaitTimeout: 5 * time.Second})
	if err != nil {
		return esenpat.Identita{}, traduciCarta(err, func() bool { return ultimoTentativo(modulo, posto) })
	}
	id, err := identitaDi(c, ora)
	if err != nil {
		_ = c.Close() // the cause is what counts
		return esenpat.Identita{}, err
	}
	return id, nil
}

// cerca returns the slot of the first initialised card.
func cerca(modulo string) (uint, error) {
	p := pkcs11.New(modulo)
	if p == nil {
		return 0, errore(esenpat.Invalid, "carta.modulo", errors.New("not a PKCS#11 module")).At("modulo")
	}
	defer p.Destroy()
	if err := p.Initialize(); err != nil {
		return 0, errore(esenpat.Unavailable, "carta.guasta", err)
	}
	defer func() { _ = p.Finalize() }()
	posti, err := p.GetSlotList(true)
	if err != nil {
		return 0, traduciCarta(err, nil)
	}
	for _, s := range posti {
		if t, err := p.GetTokenInfo(s); err == nil && t.Flags&pkcs11.CKF_TOKEN_INITIALIZED != 0 {
			return s, nil
		}
	}
	return 0, errore(esenpat.Unavailable, "carta.assente", nil)
}

// ultimoTentativo asks the card whether one more wrong PIN locks it.
func ultimoTentativo(modulo string, posto uint) bool {
	p := pkcs11.New(modulo)
	if p == nil {
		return false
	}
	defer p.Destroy()
	if p.Initialize() != nil {
		return false
	}
	defer func() { _ = p.Finalize() }()
	t, err := p.GetTokenInfo(posto)
	return err == nil && t.Flags&pkcs11.CKF_USER_PIN_FINAL_TRY != 0
}

// identitaDi picks the certificate for logins: the one that says so, else the
// only one. A certificate for signatures is never used for this.
func identitaDi(c *crypto11.Context, ora time.Time) (esenpat.Identita, error) {
	certificati, err := c.FindAllPairedCertificates()
	if err != nil {
		return esenpat.Identita{}, traduciCarta(err, nil)
	}
	adatti := slices.DeleteFunc(certificati, func(t tls.Certificate) bool { return t.Leaf == nil || !perAccesso(t.Leaf) })
	if len(adatti) == 0 {
		return esenpat.Identita{}, errore(esenpat.Invalid, "carta.senza-certificato", nil)
	}
	slices.SortStableFunc(adatti, func(a, b tls.Certificate) int { return b.Leaf.NotAfter.Compare(a.Leaf.NotAfter) })
	scelto := adatti[0]
	if err := inCorso(scelto.Leaf, ora); err != nil {
		return esenpat.Identita{}, err
	}
	chiave, ok := scelto.PrivateKey.(crypto11.Signer)
	if !ok {
		return esenpat.Identita{}, errore(esenpat.Invalid, "carta.senza-certificato", nil)
	}
	return nuova([]*x509.Certificate{scelto.Leaf}, chiave, func(err error) error { return traduciCarta(err, nil) }, func() { _ = c.Close() }), nil
}

func perAccesso(c *x509.Certificate) bool {
	if slices.Contains(c.ExtKeyUsage, x509.ExtKeyUsageClientAuth) {
		return true
	}
	return len(c.ExtKeyUsage) == 0 && c.KeyUsage&x509.KeyUsageDigitalSignature != 0 && c.KeyUsage&x509.KeyUsageContentCommitment == 0
}

// traduciCarta maps what PKCS#11 answers.
func traduciCarta(err error, ultimo func() bool) error {
	p, ok := errors.AsType[pkcs11.Error](err)
	if !ok {
		return errore(esenpat.Unavailable, "carta.guasta", err)
	}
	switch p {
	case pkcs11.CKR_PIN_INCORRECT, pkcs11.CKR_PIN_INVALID, pkcs11.CKR_PIN_LEN_RANGE:
		codice := "carta.pin-errato"
		if ultimo != nil && ultimo() {
			codice = "carta.pin-ultimo"
		}
		return errore(esenpat.Invalid, codice, err).At("pin")
	case pkcs11.CKR_PIN_LOCKED, pkcs11.CKR_PIN_EXPIRED:
		return errore(esenpat.Invalid, "carta.pin-bloccato", err).At("pin")
	case pkcs11.CKR_TOKEN_NOT_PRESENT, pkcs11.CKR_TOKEN_NOT_RECOGNIZED, pkcs11.CKR_SLOT_ID_INVALID:
		return errore(esenpat.Unavailable, "carta.assente", err)
	case pkcs11.CKR_DEVICE_REMOVED, pkcs11.CKR_DEVICE_ERROR, pkcs11.CKR_SESSION_HANDLE_INVALID, pkcs11.CKR_SESSION_CLOSED, pkcs11.CKR_OBJECT_HANDLE_INVALID, pkcs11.CKR_KEY_HANDLE_INVALID:
		return errore(esenpat.Unavailable, "carta.rimossa", err)
	}
	return errore(esenpat.Unavailable, "carta.guasta", err)
}
