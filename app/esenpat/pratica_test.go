package esenpat_test

import (
	"testing"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// X07: the state follows the day; the last day itself is still good.
func TestAlGiorno_expiringExpiredAndTheRest(t *testing.T) {
	oggi := esenpat.NewData(2026, time.November, 22)
	for _, c := range []struct {
		stato, vuoi esenpat.StatoEsenzione
		fine        esenpat.Data
	}{
		{esenpat.EsenzioneValidata, esenpat.EsenzioneValidata, esenpat.Data{}},
		{esenpat.EsenzioneValidata, esenpat.EsenzioneScaduta, oggi.PiuGiorni(-1)},
		{esenpat.EsenzioneValidata, esenpat.EsenzioneValidaInScadenza, oggi},
		{esenpat.EsenzioneValidata, esenpat.EsenzioneValidaInScadenza, oggi.PiuGiorni(90)},
		{esenpat.EsenzioneValidata, esenpat.EsenzioneValidata, oggi.PiuGiorni(91)},
		{esenpat.EsenzioneInScadenza, esenpat.EsenzioneInScadenza, oggi.PiuGiorni(5)},
		{esenpat.EsenzioneInScadenza, esenpat.EsenzioneScaduta, oggi.PiuGiorni(-5)},
		{esenpat.EsenzioneInviata, esenpat.EsenzioneInviata, oggi.PiuGiorni(-5)},
		{esenpat.EsenzioneRevocata, esenpat.EsenzioneRevocata, oggi.PiuGiorni(5)},
	} {
		if s := c.stato.AlGiorno(c.fine, oggi); s != c.vuoi {
			t.Errorf("%s until %v = %s, want %s", c.stato, c.fine, s, c.vuoi)
		}
	}
}

// G07: an annulled exemption keeps its papers, an annulled request never had
// any.
func TestRilasciata_anAnnulledRequestNeverWas(t *testing.T) {
	storia := func(stati ...string) (r []esenpat.EventoStorico) {
		for _, s := range stati {
			r = append(r, esenpat.EventoStorico{Stato: s})
		}
		return r
	}
	for _, c := range []struct {
		stato  esenpat.StatoEsenzione
		codice string
		storia []esenpat.EventoStorico
		vuoi   bool
	}{
		{esenpat.EsenzioneAnnullata, "", nil, false},
		{esenpat.EsenzioneAnnullata, "", storia("INV", "INM", "INV", "ANN"), false},
		{esenpat.EsenzioneAnnullata, "", storia("INV", "VAL", "ANN"), true},
		{esenpat.EsenzioneAnnullata, "AE1", nil, true},
		{esenpat.EsenzioneInviata, "AE1", storia("INV"), false},
		{esenpat.EsenzioneValidata, "", nil, true},
		{esenpat.EsenzioneScaduta, "", nil, true},
	} {
		e := esenpat.Esenzione{Stato: c.stato, CodiceAttestato: c.codice}
		if got := e.Rilasciata(c.storia); got != c.vuoi {
			t.Errorf("%s %q %v = %v", c.stato, c.codice, c.storia, got)
		}
	}
}
