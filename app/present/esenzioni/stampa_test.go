package esenzioni_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// TestStampaAssistito_saysWhatBecameOfEach: both papers in one go; what the
// exemption has not got, or cannot be read, is told and the other is printed.
func TestStampaAssistito_saysWhatBecameOfEach(t *testing.T) {
	const pro, att = "Promemoria_esenzione_2026301_2026-11-22.pdf", "Attestato_esenzione_2026301_2026-11-22.pdf"
	const fattoPro = "Promemoria inviato alla stampante."
	const fattoAtt = "Attestato inviato alla stampante."
	for nome, x := range map[string]struct {
		stato          esenpat.StatoEsenzione
		leggi, rifiuta error
		carta          []string
		fatto, titolo  string
	}{
		"both":       {esenpat.EsenzioneValidata, nil, nil, []string{pro, att}, fattoPro + " " + fattoAtt, ""},
		"expired":    {esenpat.EsenzioneScaduta, nil, nil, []string{pro}, fattoPro, "L'attestato non è stato stampato."},
		"not read":   {esenpat.EsenzioneValidata, esenpat.NewError(esenpat.Unavailable, "stampa.non-risponde", "t"), nil, []string{pro}, fattoPro, "L'attestato non è stato stampato."},
		"refused":    {esenpat.EsenzioneValidata, nil, esenpat.NewError(esenpat.Unavailable, "stampa.non-riuscita", "t"), nil, "", "Promemoria e attestato non sono stati stampati."},
		"given up":   {esenpat.EsenzioneValidata, nil, esenpat.NewError(esenpat.Canceled, "operazione.annullata", "t"), nil, "", ""},
		"no session": {esenpat.EsenzioneValidata, esenpat.NewError(esenpat.Unauthenticated, "sessione.scaduta", "t"), nil, nil, "", "La sessione è scaduta."},
	} {
		t.Run(nome, func(t *testing.T) {
			b := nuovo(t)
			var carta []string
			b.Stampati, b.Rifiuta, b.attestato = &carta, x.rifiuta, x.leggi
			b.ese = esenpat.Esenzione{ID: "e1", Numero: "2026301", Stato: x.stato}
			b.p.Apri("a1", "e1")
			b.quieto()

			b.p.StampaAssistito()
			b.quieto()

			s := b.p.State()
			if !slices.Equal(carta, x.carta) || s.Fatto != x.fatto || s.Avviso.Titolo != x.titolo || s.Occupato {
				t.Errorf("on paper %q, %q, notice %+v", carta, s.Fatto, s.Avviso)
			}
			if x.titolo != "" && (s.Avviso.Causa == "" || s.Avviso.Rimedio == "" || strings.Contains(s.Avviso.Causa, "[")) {
				t.Errorf("not three sentences: %+v", s.Avviso)
			}
		})
	}
}

// TestStampaAssistito_aRequestHasNothingToPrint: neither paper exists yet.
func TestStampaAssistito_aRequestHasNothingToPrint(t *testing.T) {
	b := nuovo(t)
	var carta []string
	b.Stampati = &carta
	b.ese = esenpat.Esenzione{ID: "e1", Numero: "2026301", Stato: esenpat.EsenzioneInviata}
	b.p.Apri("a1", "e1")
	b.quieto()

	b.p.StampaAssistito()
	b.p.StampaPromemoria()
	b.p.Stampa() // Ctrl+P: no certificate either
	b.quieto()

	if s := b.p.State(); s.Assistito.Visibile || len(carta) != 0 {
		t.Errorf("offered %+v, on paper %q", s.Assistito, carta)
	}
}
