package autorita_test

import (
	"bytes"
	"database/sql"
	"errors"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/ambiente/autorita"
)

// atteso fails unless err is the refusal want with those attempts left.
func atteso(t *testing.T, err error, want autorita.Codice, tentativi int) {
	t.Helper()
	e, ok := errors.AsType[*autorita.Errore](err)
	if !ok || e.Codice != want || e.Tentativi != tentativi {
		t.Errorf("got %v %+v, want %s with %d attempts", err, e, want, tentativi)
	}
}

// Manual: G18.
func TestPIN_threeWrongOnesLockEvenOverARestart(t *testing.T) {
	b := nuovoBanco(t)
	puk := b.credenziale(t, autorita.InfoCert, autorita.OTPNessuno)
	pdf := documento(t, "prova")
	r := b.richiesta(autorita.InfoCert, "", pdf)
	sbagliato := r
	sbagliato.PIN = esenpat.NewSecret("00000000")

	_, err := b.firma(t, sbagliato, pdf)
	atteso(t, err, autorita.PINErrato, 2)
	b.riapri(t)
	_, err = b.firma(t, sbagliato, pdf)
	atteso(t, err, autorita.PINErrato, 1)
	_, err = b.firma(t, sbagliato, pdf)
	atteso(t, err, autorita.PINBloccato, 0)
	b.riapri(t)
	_, err = b.firma(t, r, pdf)
	atteso(t, err, autorita.PINBloccato, 0)

	nuovo := esenpat.NewSecret("23420000")
	err = b.in(t.Context(), func(tx *sql.Tx) error {
		return b.Sblocca(t.Context(), tx, autorita.InfoCert, "ada", esenpat.NewSecret("1"), nuovo)
	})
	atteso(t, err, autorita.PINErrato, 9)
	if err := b.in(t.Context(), func(tx *sql.Tx) error {
		return b.Sblocca(t.Context(), tx, autorita.InfoCert, "ada", puk, nuovo)
	}); err != nil {
		t.Fatal(err)
	}
	r.PIN = nuovo
	if _, err := b.firma(t, r, pdf); err != nil {
		t.Errorf("after the PUK: %v", err)
	}
}

func TestPIN_aRightOneForgetsTheWrongOnes(t *testing.T) {
	b := nuovoBanco(t)
	b.credenziale(t, autorita.InfoCert, autorita.OTPNessuno)
	pdf := documento(t, "prova")
	giusto := b.richiesta(autorita.InfoCert, "", pdf)
	sbagliato := giusto
	sbagliato.PIN = esenpat.NewSecret("1")

	for range 3 {
		_, err := b.firma(t, sbagliato, pdf)
		atteso(t, err, autorita.PINErrato, 2)
		if _, err := b.firma(t, giusto, pdf); err != nil {
			t.Fatal(err)
		}
	}
}

func TestPIN_attemptsFromManySidesAreAllCounted(t *testing.T) {
	b := nuovoBanco(t)
	b.credenziale(t, autorita.InfoCert, autorita.OTPNessuno)
	pdf := documento(t, "prova")
	r := b.richiesta(autorita.InfoCert, "", pdf)
	r.PIN = esenpat.NewSecret("1")

	var g sync.WaitGroup
	var mu sync.Mutex
	visti := map[autorita.Codice]int{}
	for range 8 {
		g.Go(func() {
			_, err := b.firma(t, r, pdf)
			mu.Lock()
			defer mu.Unlock()
			visti[autorita.CodiceDi(err)]++
		})
	}
	g.Wait()

	if visti[autorita.PINErrato] != 2 || visti[autorita.PINBloccato] != 6 {
		t.Errorf("%v", visti)
	}
}

func TestCredenziale_checksGoFromAliasToState(t *testing.T) {
	b := nuovoBanco(t)
	b.credenziale(t, autorita.InfoCert, autorita.OTPNessuno)
	pdf := documento(t, "prova")
	base := b.richiesta(autorita.InfoCert, "", pdf)
	con := func(f func(*autorita.RichiestaFirma)) error {
		r := base
		f(&r)
		_, err := b.firma(t, r, pdf)
		return err
	}

	atteso(t, con(func(r *autorita.RichiestaFirma) { r.Alias = "ugo" }), autorita.AliasSconosciuto, -1)
	atteso(t, con(func(r *autorita.RichiestaFirma) { r.Provider = autorita.Aruba }), autorita.AliasSconosciuto, -1)
	atteso(t, con(func(r *autorita.RichiestaFirma) { r.Medico = "RSSMRA70A01L219K" }), autorita.AliasAltrui, -1)
	atteso(t, con(func(r *autorita.RichiestaFirma) { r.SHA256 = strings.Repeat("0", 64) }), autorita.ContenutoCambiato, -1)
	b.Guasti().ProviderGiu(autorita.InfoCert, true)
	atteso(t, con(func(*autorita.RichiestaFirma) {}), autorita.ProviderGiu, -1)
	b.Guasti().Azzera()
	for stato, want := range map[autorita.Stato]autorita.Codice{autorita.Revocata: autorita.CertRevocato, autorita.Sospesa: autorita.CertSospeso} {
		b.stato(t, stato)
		atteso(t, con(func(r *autorita.RichiestaFirma) { r.PIN = esenpat.NewSecret("1") }), want, -1)
	}
	b.stato(t, autorita.Attiva)
	b.riemetti(t, -400*24*time.Hour, -time.Hour)
	atteso(t, con(func(*autorita.RichiestaFirma) {}), autorita.CertScaduto, -1)
	b.riemetti(t, time.Hour, 24*time.Hour)
	atteso(t, con(func(*autorita.RichiestaFirma) {}), autorita.CertNonAncoraValido, -1)
	b.riemetti(t, -time.Hour, 24*time.Hour)
	if err := con(func(r *autorita.RichiestaFirma) { r.Alias = " ADA" }); err != nil {
		t.Errorf("the alias is not case sensitive: %v", err)
	}
}

func (b *banco) stato(t *testing.T, s autorita.Stato) {
	t.Helper()
	if err := b.in(t.Context(), func(tx *sql.Tx) error {
		return b.ImpostaStato(t.Context(), tx, autorita.InfoCert, "ada", s)
	}); err != nil {
		t.Fatal(err)
	}
}

func (b *banco) riemetti(t *testing.T, da, fino time.Duration) {
	t.Helper()
	if err := b.in(t.Context(), func(tx *sql.Tx) error {
		return b.Riemetti(t.Context(), tx, autorita.InfoCert, "ada", b.ora.Add(da), b.ora.Add(fino))
	}); err != nil {
		t.Fatal(err)
	}
}

// Neither PIN nor PUK nor OTP may be found in the database, its log or anywhere
// near it (SE-20).
func TestFile_holdsNoSecretInClear(t *testing.T) {
	b := nuovoBanco(t)
	puk := b.credenziale(t, autorita.Aruba, autorita.OTPInvio)
	pdf := documento(t, "prova")
	b.firmato(t, autorita.Aruba, pdf)
	otp, _ := b.UltimoOTP(alias)

	for _, f := range []string{b.file, b.file + "-wal", b.file + "-shm"} {
		contenuto, err := os.ReadFile(f)
		if err != nil {
			continue
		}
		for nome, s := range map[string]string{"PIN": pinBuono, "PUK": puk.Reveal(), "OTP": otp} {
			if bytes.Contains(contenuto, []byte(s)) {
				t.Errorf("%s holds the %s", f, nome)
			}
		}
	}
}
