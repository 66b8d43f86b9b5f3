package nuovocertificato_test

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/views/kit/kittest"
	"github.com/esenpat/esenpat-desktop/views/tema"
)

// TestDaCopia_theDateStandsOverTheRecord: what is read from a copy says from when
// it is, in the dark theme too, and what the service answers does not.
func TestDaCopia_theDateStandsOverTheRecord(t *testing.T) {
	for _, m := range []tema.Modo{tema.Chiaro, tema.Scuro} {
		b := nuovo(t, m, 1)
		b.mostra()
		cerca := func() bool {
			b.scrivi(string(b.mondo.Assistito.CodiceFiscale))
			b.tasto(fyne.KeyReturn)
			return kittest.Mostra(b.w, "Dati letti il 21/11/2026 alle 09:05")
		}
		if cerca() {
			t.Error("the service answered, a copy is shown")
		}
		b.v.Chiudi()
		b.quieto()
		b.p.Nuova()
		b.mondo.SchedaTrovata.Letta = time.Date(2026, 11, 21, 9, 5, 0, 0, time.UTC)
		b.mostra()
		if !cerca() {
			t.Errorf("the date of the copy is not shown: %q", kittest.Scritte(b.w))
		}
		b.foto(t, "copia-"+string(m))
	}
}

// TestDaCopia_severalAreSaidToBeOnlyThoseOfHere: a search by surname among the
// copies is no search of the registry.
func TestDaCopia_severalAreSaidToBeOnlyThoseOfHere(t *testing.T) {
	const nota = "L'anagrafe non risponde: sono elencati solo gli assistiti già letti su questa postazione."
	b := nuovo(t, tema.Scuro, 1)
	b.mostra()
	letta := time.Date(2026, 11, 21, 9, 5, 0, 0, time.UTC)
	b.mondo.Trovati = []esenpat.AssistitoSintesi{
		{ID: "a1", Cognome: "VERDI", Nome: "ANNA", CodiceFiscale: b.mondo.Assistito.CodiceFiscale, Letto: letta}, {ID: "a2", Cognome: "VERDI", Nome: "UGO", Letto: letta},
	}
	b.p.SetPersona("verdi", "", "")
	b.p.Cerca()
	b.quieto()
	if !kittest.Mostra(b.w, nota) {
		t.Errorf("not told: %q", kittest.Scritte(b.w))
	}
	b.foto(t, "copie-molti")
	b.mondo.Trovati[0].Letto = time.Time{}
	b.p.Cerca()
	b.quieto()
	if kittest.Mostra(b.w, nota) {
		t.Error("told of what the registry answered")
	}
}
