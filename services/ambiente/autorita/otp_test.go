package autorita_test

import (
	"database/sql"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/ambiente/autorita"
)

// invio is an environment with an SMS credential and a document.
func invio(t *testing.T) (b *banco, pdf []byte) {
	t.Helper()
	b = nuovoBanco(t)
	b.credenziale(t, autorita.Aruba, autorita.OTPInvio)
	return b, documento(t, "prova")
}

func (b *banco) chiesto(t *testing.T, pdf []byte) string {
	t.Helper()
	if _, err := b.chiediOTP(t, richiestaOTP(autorita.Aruba, pdf)); err != nil {
		t.Fatal(err)
	}
	otp, ok := b.UltimoOTP(alias)
	if !ok || len(otp) != 8 {
		t.Fatalf("code %q", otp)
	}
	return otp
}

// altro returns eight digits that are not otp.
func altro(otp string) string {
	if otp[0] == '0' {
		return "1" + otp[1:]
	}
	return "0" + otp[1:]
}

func (b *banco) prova(t *testing.T, otp string, pdf []byte) error {
	t.Helper()
	_, err := b.firma(t, b.richiesta(autorita.Aruba, otp, pdf), pdf)
	return err
}

func TestOTP_isNeededAndWorksOnce(t *testing.T) {
	b, pdf := invio(t)

	atteso(t, b.prova(t, "", pdf), autorita.OTPMancante, -1)
	atteso(t, b.prova(t, "12345678", pdf), autorita.OTPScaduto, -1) // none was asked for
	otp := b.chiesto(t, pdf)
	if err := b.prova(t, otp, pdf); err != nil {
		t.Fatal(err)
	}
	atteso(t, b.prova(t, otp, pdf), autorita.OTPUsato, -1)
	b.riapri(t)
	atteso(t, b.prova(t, otp, pdf), autorita.OTPUsato, -1)
}

func TestOTP_fiveWrongOnesVoidTheCodeEvenOverARestart(t *testing.T) {
	b, pdf := invio(t)
	otp := b.chiesto(t, pdf)

	for i := range 5 {
		atteso(t, b.prova(t, altro(otp), pdf), autorita.OTPErrato, 4-i)
		if i == 2 {
			b.riapri(t)
		}
	}
	atteso(t, b.prova(t, otp, pdf), autorita.OTPScaduto, -1)
}

// Manual: G18.
func TestOTP_expires(t *testing.T) {
	b, pdf := invio(t)
	otp := b.chiesto(t, pdf)
	*b.ora = b.ora.Add(2 * time.Minute)

	atteso(t, b.prova(t, otp, pdf), autorita.OTPScaduto, -1)
}

func TestOTP_isBoundToTheDocumentsItWasAskedFor(t *testing.T) {
	b, pdf := invio(t)
	otp := b.chiesto(t, pdf)

	atteso(t, b.prova(t, otp, documento(t, "un altro")), autorita.OTPErrato, 5)
	if err := b.prova(t, otp, pdf); err != nil {
		t.Errorf("the right document afterwards: %v", err)
	}
}

func TestOTP_aRefusedPINDoesNotSpendIt(t *testing.T) {
	b, pdf := invio(t)
	otp := b.chiesto(t, pdf)
	r := b.richiesta(autorita.Aruba, otp, pdf)
	r.PIN = esenpat.NewSecret("1")
	_, err := b.firma(t, r, pdf)
	atteso(t, err, autorita.PINErrato, 2)

	if err := b.prova(t, otp, pdf); err != nil {
		t.Error(err)
	}
}

// The caller's transaction fails after the signature: the code is not spent.
func TestOTP_comesBackWhenTheTransactionRollsBack(t *testing.T) {
	b, pdf := invio(t)
	otp := b.chiesto(t, pdf)
	disco := errors.New("disk full")
	err := b.in(t.Context(), func(tx *sql.Tx) error {
		_, _, err := b.FirmaPDF(t.Context(), tx, b.richiesta(autorita.Aruba, otp, pdf), pdf)
		return errors.Join(err, disco)
	})
	if !errors.Is(err, disco) {
		t.Fatal(err)
	}

	if err := b.prova(t, otp, pdf); err != nil {
		t.Error(err)
	}
}

func TestOTP_theSameCodeFromManySidesSignsOnce(t *testing.T) {
	b, pdf := invio(t)
	otp := b.chiesto(t, pdf)
	var g sync.WaitGroup
	var mu sync.Mutex
	visti := map[autorita.Codice]int{}
	for range 8 {
		g.Go(func() {
			err := b.prova(t, otp, pdf)
			mu.Lock()
			defer mu.Unlock()
			visti[autorita.CodiceDi(err)]++
		})
	}
	g.Wait()

	if visti[""] != 1 || visti[autorita.OTPUsato] != 7 {
		t.Errorf("%v", visti)
	}
}

func TestOTP_resendWaitsAndIsLimited(t *testing.T) {
	b, pdf := invio(t)
	r := richiestaOTP(autorita.Aruba, pdf)
	primo, err := b.chiediOTP(t, r)
	if err != nil || !primo.RiprovaDal.Equal(b.ora.Add(time.Minute)) || !primo.ScadeIl.Equal(b.ora.Add(2*time.Minute)) {
		t.Fatalf("%+v %v", primo, err)
	}
	vecchio, _ := b.UltimoOTP(alias)

	*b.ora = b.ora.Add(20 * time.Second)
	_, err = b.chiediOTP(t, r)
	atteso(t, err, autorita.OTPTroppoPresto, -1)
	if e, _ := errors.AsType[*autorita.Errore](err); e.RiprovaTra != 40*time.Second {
		t.Errorf("wait %v", e.RiprovaTra)
	}
	for range 2 {
		*b.ora = b.ora.Add(time.Minute)
		if _, err = b.chiediOTP(t, r); err != nil {
			t.Fatal(err)
		}
	}
	*b.ora = b.ora.Add(time.Minute)
	_, err = b.chiediOTP(t, r)
	atteso(t, err, autorita.TroppeRichieste, -1)
	atteso(t, b.prova(t, vecchio, pdf), autorita.OTPErrato, 4) // a new code voids the old one
}

// Limits stop abuse, not work: a code spent in a signature does not count.
func TestOTP_signingManyDocumentsInARowIsNotLimited(t *testing.T) {
	b, _ := invio(t)
	for i := range 6 {
		pdf := documento(t, fmt.Sprint("documento ", i))
		if err := b.prova(t, b.chiesto(t, pdf), pdf); err != nil {
			t.Fatal(err)
		}
	}
}

func TestOTP_channels(t *testing.T) {
	b, pdf := invio(t)
	con := func(f func(*autorita.RichiestaOTP)) error {
		r := richiestaOTP(autorita.Aruba, pdf)
		f(&r)
		_, err := b.chiediOTP(t, r)
		return err
	}

	atteso(t, con(func(r *autorita.RichiestaOTP) { r.Modalita = "" }), autorita.ModalitaObbl, -1)
	atteso(t, con(func(r *autorita.RichiestaOTP) { r.Modalita = "FAX" }), autorita.CanaleNonDisp, -1)
	atteso(t, con(func(r *autorita.RichiestaOTP) { r.Modalita = autorita.App }), autorita.CanaleNonDisp, -1)
	atteso(t, con(func(r *autorita.RichiestaOTP) { r.PIN = esenpat.NewSecret("1") }), autorita.PINErrato, 2)
	b.Guasti().InvioFallito(autorita.Aruba, true)
	atteso(t, con(func(*autorita.RichiestaOTP) {}), autorita.OTPNonInviato, -1)
	b.Guasti().Azzera()
	b.Guasti().RitardoOTP(autorita.Aruba, 30*time.Second)
	if err := con(func(r *autorita.RichiestaOTP) { r.Modalita = autorita.Chiamata }); err != nil {
		t.Fatal(err)
	}
	if _, arrivato := b.UltimoOTP(alias); arrivato {
		t.Error("the message should be late")
	}
	*b.ora = b.ora.Add(30 * time.Second)
	if m := b.Telefono().Messaggi(); len(m) != 1 || m[0].Modalita != autorita.Chiamata || fmt.Sprintf("%v %+v %q", m[0], m, m[0]) != "messaggio ••• [messaggio •••] messaggio •••" {
		t.Errorf("%d messages", len(m))
	}
}

// InfoCert wants neither PIN nor channel to send a code.
func TestOTP_infoCertNeedsOnlyTheAlias(t *testing.T) {
	b := nuovoBanco(t)
	b.credenziale(t, autorita.InfoCert, autorita.OTPInvio)
	pdf := documento(t, "prova")

	o, err := b.chiediOTP(t, autorita.RichiestaOTP{Provider: autorita.InfoCert, Alias: "ada", Medico: medico().CodiceFiscale, Documenti: []string{impronta(pdf)}})

	if err != nil || o.Modalita != autorita.SMS || o.Destinazione == "" {
		t.Errorf("%+v %v", o, err)
	}
}

func TestOTP_appCodesAreNotReplayed(t *testing.T) {
	b := nuovoBanco(t)
	b.credenziale(t, autorita.Aruba, autorita.OTPTOTP)
	pdf := documento(t, "prova")
	otp, _ := b.UltimoOTP(alias)

	if err := b.prova(t, otp, pdf); err != nil || len(otp) != 6 {
		t.Fatal(err, otp)
	}
	atteso(t, b.prova(t, otp, pdf), autorita.OTPUsato, -1)
	*b.ora = b.ora.Add(30 * time.Second)
	b.riapri(t)
	nuovo, _ := b.UltimoOTP(alias)
	*b.ora = b.ora.Add(30 * time.Second) // one step late is still good
	if err := b.prova(t, nuovo, pdf); err != nil {
		t.Error(err)
	}
	*b.ora = b.ora.Add(5 * time.Minute)
	for i := range 4 {
		atteso(t, b.prova(t, "000000", pdf), autorita.OTPErrato, 4-i)
	}
	atteso(t, b.prova(t, "000000", pdf), autorita.PINBloccato, 0)
}

func TestOTP_tokenPressedTooOftenMustBeSynchronised(t *testing.T) {
	b := nuovoBanco(t)
	b.credenziale(t, autorita.Aruba, autorita.OTPHOTP)
	pdf := documento(t, "prova")
	premi := func(n int) (otp string) {
		for range n {
			otp, _ = b.UltimoOTP(alias)
		}
		return otp
	}

	buono := premi(3) // pressed twice in vain: still within the window
	if err := b.prova(t, buono, pdf); err != nil {
		t.Fatal(err)
	}
	atteso(t, b.prova(t, buono, pdf), autorita.OTPUsato, -1)
	atteso(t, b.prova(t, premi(15), pdf), autorita.OTPDesincronizzato, -1)
	uno, due := premi(1), premi(1)
	if err := b.in(t.Context(), func(tx *sql.Tx) error {
		return b.Risincronizza(t.Context(), tx, autorita.Aruba, "ada", esenpat.NewSecret(uno), esenpat.NewSecret(due))
	}); err != nil {
		t.Fatal(err)
	}
	if err := b.prova(t, premi(1), pdf); err != nil {
		t.Error(err)
	}
}
