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
