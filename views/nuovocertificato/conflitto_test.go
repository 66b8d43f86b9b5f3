package nuovocertificato_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/views/kit/kittest"
	"github.com/esenpat/esenpat-desktop/views/tema"
)

// TestConflitto_isDecidedFieldByFieldWithTheKeyboard guards FT-36 on the screen:
// every field is asked for, Esc decides nothing, and the keys alone suffice.
func TestConflitto_isDecidedFieldByFieldWithTheKeyboard(t *testing.T) {
	for nome, modo := range map[string]tema.Modo{"conflitto": tema.Chiaro, "conflitto-scuro": tema.Scuro} {
		t.Run(nome, func(t *testing.T) {
			b := nuovo(t, modo, 1)
			b.percorriFinoA(t, "3-dati")
			altra := esenpat.Bozza{ID: "b1", Sequenza: 99, Assistito: b.mondo.Assistito, Dati: esenpat.DatiCertificato{
				Tipologia: esenpat.MalattiaCronica, Esenzione: esenpat.VoceEsenzione{Codice: "013"}, Diagnosi: esenpat.VoceDiagnosi{Codice: "250"},
				Patologia: altraPatologia, LeggiSpeciali: esenpat.Si,
			}}
			b.bozze.altra = &altra
			b.p.SetPatologia("Carcinoma della mammella")
			b.p.Salva()
			b.quieto()
			test.AssertImageMatches(t, nome+".png", kittest.Foto(b.w))
			if b.p.State().Conflitto.Titolo == "" {
				t.Fatal("no question")
			}
			b.tasto(fyne.KeyEscape)
			if b.p.State().Conflitto.Titolo == "" || len(b.w.Canvas().Overlays().List()) < 2 {
				t.Fatal("Esc took the question away")
			}
			b.vaiA(t, "Tutti i valori salvati altrove")
			b.tasto(fyne.KeySpace)
			b.vaiA(t, "Descrizione della patologia")
			b.tasto(fyne.KeyLeft)
			b.vaiA(t, "Conferma le scelte")
			b.tasto(fyne.KeySpace)

			s := b.p.State()
			if s.Conflitto.Titolo != "" || s.Lavoro.Dati.Esenzione.Codice != "013" || s.Lavoro.Dati.Patologia.Valore == altraPatologia {
				t.Errorf("%+v %+v", s.Conflitto, s.Lavoro.Dati.Esenzione)
			}
		})
	}
}

const altraPatologia = "Diabete mellito di tipo 2, in terapia orale"
