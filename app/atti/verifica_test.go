package atti_test

import (
	"context"
	"testing"
	"testing/synctest"

	"github.com/esenpat/esenpat-desktop/app/atti"
	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

func TestVerifica_withoutAnythingPending(t *testing.T) {
	m := nuovo()
	m.sospesi = []esenpat.AttoInSospeso{{Chiave: "k", Proprietario: "altri", Tipo: esenpat.AttoFirma, RisorsaID: "c1"}}

	_, err := atti.Verifica(t.Context(), m.motore, esenpat.AttoInSospeso{Proprietario: "io", Tipo: esenpat.AttoFirma, RisorsaID: "c1"},
		func(context.Context, esenpat.Operazione) (string, error) { return "", nil })

	if esenpat.CodeOf(err) != "atto.nessuno-in-sospeso" {
		t.Errorf("err = %v", err)
	}
}

func TestVerificaTutti_resolvesWhatItCan(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := nuovo()
		m.sospesi = []esenpat.AttoInSospeso{
			{Chiave: "a", Proprietario: "io", Tipo: esenpat.AttoFirma, RisorsaID: "c1"},
			{Chiave: "b", Proprietario: "io", Tipo: esenpat.AttoRilascio, RisorsaID: "c2"},
		}
		m.operaz = func(n int) (esenpat.Operazione, error) {
			if n == 1 {
				return esenpat.Operazione{Stato: esenpat.OperazioneRiuscita}, nil
			}
			return esenpat.Operazione{Stato: esenpat.OperazioneInCorso}, nil
		}

		restano, err := m.motore.VerificaTutti(t.Context(), "io")

		if restano != 1 || err != nil || len(m.sospesi) != 1 || len(m.eventi) != 1 {
			t.Errorf("restano = %d, %v; pending %v, events %v", restano, err, m.sospesi, m.eventi)
		}
	})
}
