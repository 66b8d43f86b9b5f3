package verifica_test

import (
	"context"
	"os"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/verifica"
	"github.com/esenpat/esenpat-desktop/app/task/tasktest"
	"github.com/esenpat/esenpat-desktop/app/testi"
	"github.com/esenpat/esenpat-desktop/assets"
	"github.com/esenpat/esenpat-desktop/views/kit"
	"github.com/esenpat/esenpat-desktop/views/kit/kittest"
	"github.com/esenpat/esenpat-desktop/views/tema"
	viste "github.com/esenpat/esenpat-desktop/views/verifica"
)

type mondo struct {
	esito esenpat.Verifica
	voci  []esenpat.VoceFascicolo
	testo []string
}

func (m *mondo) Verifica(context.Context, []byte) (esenpat.Verifica, error) { return m.esito, nil }

func (m *mondo) Fascicolo(context.Context, []byte) ([]esenpat.VoceFascicolo, error) {
	if m.voci == nil {
		return nil, esenpat.NewError(esenpat.Invalid, "pdf.senza-cda", "prova")
	}
	return m.voci, nil
}

func (m *mondo) Testo(context.Context, []byte) ([]string, error) { return m.testo, nil }

func (m *mondo) RapportoVerifica(context.Context, esenpat.RapportoVerifica) ([]byte, error) {
	return []byte("%PDF"), nil
}
func (m *mondo) Salva(context.Context, string, []byte) (string, error) { return "/tmp/x", nil }
func (m *mondo) Copia(string)                                          {}

func firmata(stato esenpat.StatoVerifica) esenpat.Verifica {
	controllo := func(id string, e esenpat.EsitoControllo, valore string) esenpat.Controllo {
		return esenpat.Controllo{ID: id, Esito: e, Testo: "verifica.controllo." + id + "." + string(e), Valore: valore}
	}
	return esenpat.Verifica{Stato: stato, Prova: true, Firme: []esenpat.FirmaVerificata{{
		Stato: stato, Firmatario: "Bruno Collaudi", CodiceFiscale: "CLLBRN75S05D205X", Emittente: "Prestatore di prova NON VALIDA",
		Data: time.Date(2026, 11, 22, 9, 30, 0, 0, time.UTC), Livello: "di prova", Prova: true,
		Controlli: []esenpat.Controllo{
			controllo("formato", esenpat.ControlloOK, "ETSI.CAdES.detached"), controllo("copertura", esenpat.ControlloOK, ""),
			controllo("integrita", esenpat.ControlloOK, "SHA-256"), controllo("firma", esenpat.ControlloOK, ""),
			controllo("catena", esenpat.ControlloOK, "Prestatore di prova NON VALIDA"),
			controllo("revoca", esenpat.ControlloND, ""), controllo("medico", esenpat.ControlloAvviso, "CLLBRN75S05D205X"),
			controllo("livello", esenpat.ControlloND, "AMBIENTE DI PROVA"),
		},
	}}}
}

func voci() []esenpat.VoceFascicolo {
	return []esenpat.VoceFascicolo{
		{Campo: "assistito", Valore: "Provetti Ada", SuCarta: []string{"Provetti Ada"}},
		{Campo: "patologia", Valore: "Carcinoma duttale infiltrante della mammella destra, in trattamento adiuvante.", SuCarta: []string{"Carcinoma duttale infiltrante della mammella destra, in trattamento adiuvante."}},
		{Campo: "diagnosi", Valore: "174.4 - Tumori maligni", SuCarta: []string{"174.4", "Tumori maligni"}},
		{Campo: "leggi_speciali", Valore: "Normale (N)"},
	}
}

func apri(t *testing.T, m *mondo) (fyne.Window, *verifica.Presenter) {
	t.Helper()
	kittest.App(t)
	texts, err := testi.Load(assets.Locale, "locale/it")
	if err != nil {
		t.Fatal(err)
	}
	q := tasktest.NewCoda()
	p := verifica.New(t.Context(), verifica.Params{
		UI: q.Dispatch, Testi: texts, Adesso: kittest.Tempo().Adesso,
		Porte: verifica.Porte{Verificatore: m, Lettore: m, Immagini: m, Rapporti: m, Uscita: m, Appunti: m},
	})
	w := kittest.Finestra(t, kit.NewFondo(tema.Sfondo), 1100, 900)
	viste.New(p, texts, kittest.Tempo()).Mostra(w.Canvas(), "certificato.pdf", []byte("%PDF"))
	q.Fino(t, func() bool { return p.State().Verificato })
	kittest.Assesta(w)
	return w, p
}

func TestVista_theSixVerdictsAreWordsAndThePictureIsWhole(t *testing.T) {
	casi := map[string]*mondo{
		"diverso":          {esito: firmata(esenpat.VerificaValidaAvvisi), voci: voci(), testo: []string{"Provetti Ada Carcinoma duttale infiltrante della mammella destra, in trattamento adiuvante. 174.9 altro"}},
		"valida":           {esito: firmata(esenpat.VerificaValida), voci: voci(), testo: []string{"Provetti Ada Carcinoma duttale infiltrante della mammella destra, in trattamento adiuvante. 174.4 Tumori maligni"}},
		"non_verificabile": {esito: firmata(esenpat.VerificaNonVerificabile), voci: voci()},
		"non_valida":       {esito: firmata(esenpat.VerificaNonValida)},
		"modificato":       {esito: firmata(esenpat.VerificaModificato)},
		"non_firmato":      {esito: esenpat.Verifica{Stato: esenpat.VerificaNonFirmato}},
	}
	for nome, m := range casi {
		t.Run(nome, func(t *testing.T) {
			w, p := apri(t, m)
			kittest.SalvaFoto(t, w, os.Getenv("FOTO"), "verifica-"+nome)

			if s := p.State(); s.Verdetto.Titolo == "" || s.Verdetto.Spiegazione == "" {
				t.Errorf("%+v", s.Verdetto)
			}
			want := []string{"Chiudi", "Copia dettagli", "Salva rapporto JSON", "Salva rapporto PDF"}
			got := kit.FocusOrder(w.Canvas())
			if len(got) != len(want) {
				t.Fatalf("tab order %q", got)
			}
			for i := range want {
				if got[i] != want[i] {
					t.Errorf("place %d: got %q, want %q", i, got[i], want[i])
				}
			}
		})
	}
}

func TestVista_escClosesAndForgetsTheFile(t *testing.T) {
	w, p := apri(t, &mondo{esito: firmata(esenpat.VerificaValida)})

	kittest.Assesta(w)
	if o := w.Canvas().Overlays().Top(); o == nil {
		t.Fatal("no dialog")
	}
	w.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})

	if w.Canvas().Overlays().Top() != nil || p.State().Verificato {
		t.Error("the dialog stayed")
	}
}
