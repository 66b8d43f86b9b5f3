package verifica_test

import (
	"errors"
	"regexp"
	"strconv"
	"testing"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/documento/pdfa"
	"github.com/esenpat/esenpat-desktop/services/firma/firmatest"
	"github.com/esenpat/esenpat-desktop/services/firma/verifica"
)

func confrontaRevisioni(ca *firmatest.CA, cambiato func(a, b []byte) (string, error)) *verifica.Verificatore {
	return verifica.Nuovo(verifica.Opzioni{
		Radici: verifica.Radici{Prova: certificati([]*firmatest.CA{ca})}, Orologio: firmatest.Ora, Cambiato: cambiato, Durata: time.Hour,
	})
}

// contenutoDi is the number of the first page's content stream.
func contenutoDi(t *testing.T, pdf []byte) int {
	t.Helper()
	n, err := strconv.Atoi(string(regexp.MustCompile(`/Contents (\d+) 0 R`).FindSubmatch(pdf)[1]))
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// A page is replaced after the doctor's signature and somebody else signs the
// result: both signatures verify, the last covers the file, and pdfsig calls
// everything valid. Here the first signer did not sign what is read now.
func TestVerifica_aPageReplacedBetweenTwoSignaturesIsSaid(t *testing.T) {
	ca := firmatest.NuovaCA(t, "CA")
	chi := ca.Firmatario(t, firmatest.EC(t), nil)
	uno := firmatest.Firma(t, firmatest.PDF(t, "Importo 100"), chi)
	altro := "<< /Length 38 >>\nstream\nBT /F1 14 Tf 50 700 Td (Importo) Tj ET\nendstream"
	v := confrontaRevisioni(ca, pdfa.SoloFirme)
	for nome, c := range map[string]struct {
		pdf  []byte
		want esenpat.StatoVerifica
	}{
		"signed again":         {firmatest.Firma(t, uno, chi), esenpat.VerificaValidaAvvisi},
		"signed twice again":   {firmatest.Firma(t, firmatest.Firma(t, uno, chi), chi), esenpat.VerificaValidaAvvisi},
		"nothing to see added": {firmatest.Firma(t, firmatestUpdate2(uno), chi), esenpat.VerificaValidaAvvisi},
		"page replaced":        {firmatest.Firma(t, aggiornato(uno, contenutoDi(t, uno), altro), chi), esenpat.VerificaModificato},
		"replaced, two after":  {firmatest.Firma(t, firmatest.Firma(t, aggiornato(uno, contenutoDi(t, uno), altro), chi), chi), esenpat.VerificaModificato},
	} {
		out := verificato(t, v, c.pdf)
		if out.Stato != c.want {
			t.Errorf("%s: %s, want %s: %+v", nome, out.Stato, c.want, out.Firme[0].Controlli)
		}
	}
}

func TestVerifica_revisionsThatCannotBeComparedAreNotCalledGood(t *testing.T) {
	ca := firmatest.NuovaCA(t, "CA")
	chi := ca.Firmatario(t, firmatest.EC(t), nil)
	due := firmatest.Firma(t, firmatest.Firma(t, firmatest.PDF(t, "uno"), chi), chi)

	out := verificato(t, confrontaRevisioni(ca, func([]byte, []byte) (string, error) { return "", errors.New("too large") }), due)

	if out.Stato != esenpat.VerificaNonVerificabile || esito(out.Firme[0], "copertura") != esenpat.ControlloND || out.Firme[1].Stato != esenpat.VerificaValida {
		t.Errorf("%+v", out)
	}
}
