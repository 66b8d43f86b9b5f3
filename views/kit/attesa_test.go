package kit_test

import (
	"testing"
	"time"

	"github.com/esenpat/esenpat-desktop/views/kit"
	"github.com/esenpat/esenpat-desktop/views/kit/galleria"
	"github.com/esenpat/esenpat-desktop/views/kit/kittest"
)

func TestAttesa_nienteSubitoPoiUnaLineaPoiLeParole(t *testing.T) {
	kittest.App(t)
	tempo := kittest.Tempo()
	interrotta := 0
	a := kit.NewAttesa(tempo, func() { interrotta++ })
	w := kittest.Finestra(t, galleria.Foglio(a), 400, 120)
	a.Imposta(true, "Ricerca in corso…")

	if got := kit.FocusOrder(w.Canvas()); len(got) != 0 {
		t.Errorf("subito non si vede niente: %q", got)
	}
	tempo.Avanza(400 * time.Millisecond)
	linea := a.MinSize().Height
	tempo.Avanza(2 * time.Second)
	if got := kit.FocusOrder(w.Canvas()); len(got) != 1 || got[0] != "Interrompi" || a.MinSize().Height <= linea {
		t.Errorf("dopo due secondi parole e «Interrompi»: %q", got)
	}
	a.Imposta(false, "")
	if got := kit.FocusOrder(w.Canvas()); len(got) != 0 || a.InCorso() {
		t.Errorf("alla fine sparisce: %q", got)
	}
}

func TestToast_sparisceDaSoloENonPrendeIlFuoco(t *testing.T) {
	kittest.App(t)
	tempo := kittest.Tempo()
	x := kit.NewToast(tempo)
	w := kittest.Finestra(t, x.Strato(), 400, 200)

	x.Mostra(kit.TonoOK, "Certificato salvato.")
	if w.Canvas().Focused() != nil {
		t.Error("il fuoco non si tocca")
	}
	prima := kittest.Foto(w)
	tempo.Avanza(10 * time.Second)
	dopo := kittest.Foto(w)
	if uguali(prima, dopo) {
		t.Error("il messaggio è ancora lì")
	}
}
