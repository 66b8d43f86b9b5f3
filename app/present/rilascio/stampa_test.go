package rilascio_test

import (
	"slices"
	"testing"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// TestStampaAssistito_bothPapersOfWhatWasJustIssued in one go; when one cannot be
// read the other is printed, and after a login that ended both are.
func TestStampaAssistito_bothPapersOfWhatWasJustIssued(t *testing.T) {
	b := nuovo(t)
	var carta []string
	b.Stampati = &carta
	b.apri(esenpat.Rilascio)
	b.inviata(t, "22/11/2030")
	if !b.s.Esito.Assistito {
		t.Fatalf("not offered: %+v", b.s.Esito)
	}

	b.p.StampaAssistito()
	b.quieto()
	const pro, att = "Promemoria_esenzione_202601030100000001_2026-11-22.pdf", "Attestato_esenzione_202601030100000001_2026-11-22.pdf"
	if !slices.Equal(carta, []string{pro, att}) || b.s.Esito.Fatto != "Promemoria inviato alla stampante. Attestato inviato alla stampante." || !b.s.Avviso.Vuoto() {
		t.Errorf("on paper %q, %q, %+v", carta, b.s.Esito.Fatto, b.s.Avviso)
	}

	carta = nil
	b.attestato = errore(esenpat.Unavailable, "stampa.non-risponde")
	b.p.StampaAssistito()
	b.quieto()
	if !slices.Equal(carta, []string{pro}) || b.s.Esito.Fatto != "Promemoria inviato alla stampante." || b.s.Avviso.Titolo != "L'attestato non è stato stampato." {
		t.Errorf("without the attestato: %q, %q, %+v", carta, b.s.Esito.Fatto, b.s.Avviso)
	}

	carta = nil
	b.attestato = errore(esenpat.Unauthenticated, "sessione.scaduta")
	b.p.Eventi.SessioneScaduta = func(riprendi func()) {
		b.attestato = nil
		riprendi()
	}
	b.p.StampaAssistito()
	b.quieto()
	if !slices.Equal(carta, []string{pro, att}) || !b.s.Avviso.Vuoto() {
		t.Errorf("after the login: %q, %+v", carta, b.s.Avviso)
	}
}
