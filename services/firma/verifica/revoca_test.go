package verifica_test

import (
	"context"
	"crypto/x509"
	"errors"
	"testing"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/firma/firmatest"
	"github.com/esenpat/esenpat-desktop/services/firma/revoca"
	"github.com/esenpat/esenpat-desktop/services/firma/verifica"
)

type revoche func() (revoca.Stato, error)

func (r revoche) Stato(context.Context, *x509.Certificate, *x509.Certificate) (revoca.Stato, error) {
	return r()
}

func TestVerifica_revocationIsAskedOnlyOfTrustedIssuers(t *testing.T) {
	ca, altra := firmatest.NuovaCA(t, "CA"), firmatest.NuovaCA(t, "altra")
	pdf := firmatest.Firma(t, firmatest.PDF(t, "uno"), ca.Firmatario(t, firmatest.EC(t), nil))
	chieste := 0
	for nome, c := range map[string]struct {
		radice *firmatest.CA
		stato  revoca.Stato
		err    error
		esito  esenpat.EsitoControllo
		want   esenpat.StatoVerifica
		chiede int
	}{
		"good":    {ca, revoca.Stato{Fonte: "OCSP"}, nil, esenpat.ControlloOK, esenpat.VerificaValida, 1},
		"revoked": {ca, revoca.Stato{Fonte: "CRL", Revocato: true, Dal: firmatest.Ora()}, nil, esenpat.ControlloKO, esenpat.VerificaNonValida, 1},
		"revoked after, but nothing proves the date": {ca, revoca.Stato{Fonte: "CRL", Revocato: true, Dal: firmatest.Ora().Add(time.Hour)}, nil, esenpat.ControlloKO, esenpat.VerificaNonValida, 1},
		"no answer":      {ca, revoca.Stato{}, errors.New("offline"), esenpat.ControlloND, esenpat.VerificaValida, 1},
		"unknown issuer": {altra, revoca.Stato{Fonte: "OCSP"}, nil, esenpat.ControlloND, esenpat.VerificaNonVerificabile, 0},
	} {
		chieste = 0
		v := verifica.Nuovo(verifica.Opzioni{
			Radici: verifica.Radici{Prova: certificati([]*firmatest.CA{c.radice})}, Orologio: firmatest.Ora,
			Revoche: revoche(func() (revoca.Stato, error) { chieste++; return c.stato, c.err }),
		})

		out := verificato(t, v, pdf)

		if got := esito(out.Firme[0], "revoca"); got != c.esito || out.Stato != c.want || chieste != c.chiede {
			t.Errorf("%s: %s %s, asked %d times", nome, out.Stato, got, chieste)
		}
	}
}
