package esenzioni_test

import (
	"context"
	"slices"
	"testing"

	"fyne.io/fyne/v2"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/esenzioni"
	"github.com/esenpat/esenpat-desktop/app/present/parti/partitest"
	"github.com/esenpat/esenpat-desktop/app/task/tasktest"
	viste "github.com/esenpat/esenpat-desktop/views/esenzioni"
	"github.com/esenpat/esenpat-desktop/views/kit"
	"github.com/esenpat/esenpat-desktop/views/kit/kittest"
)

type mondo struct {
	partitest.Carta
	salvati []string
}

func (m *mondo) FindEsenzioni(context.Context, esenpat.FiltroEsenzioni) (esenpat.Pagina[esenpat.EsenzioneSintesi], error) {
	e := esenpat.EsenzioneSintesi{ID: "e1", AssistitoID: "a1", Stato: esenpat.EsenzioneValidata}
	return esenpat.Pagina[esenpat.EsenzioneSintesi]{Elementi: []esenpat.EsenzioneSintesi{e}, Totale: 1}, nil
}

func (m *mondo) Esenzione(context.Context, string, string) (esenpat.Esenzione, error) {
	e := esenpat.Esenzione{ID: "e1", Numero: "12", Stato: esenpat.EsenzioneValidata, CertificatoID: "c1"}
	for range 9 {
		e.Prestazioni = append(e.Prestazioni, esenpat.Prestazione{Codice: "89.7", Descrizione: "VISITA"})
	}
	return e, nil
}

func (m *mondo) Storico(context.Context, string, string) ([]esenpat.EventoStorico, error) {
	return nil, nil
}
func (m *mondo) Promemoria(context.Context, string, string) ([]byte, error) { return nil, nil }
func (m *mondo) Attestato(context.Context, string) ([]byte, error)          { return nil, nil }
func (m *mondo) Scarica(context.Context, string, string, bool) (esenpat.DocumentoScaricato, error) {
	return esenpat.DocumentoScaricato{}, nil
}

func (m *mondo) FindAssistiti(context.Context, esenpat.RicercaAssistito) ([]esenpat.AssistitoSintesi, error) {
	return nil, nil
}

func (m *mondo) Salva(_ context.Context, nome string, _ []byte) (string, error) {
	m.salvati = append(m.salvati, nome)
	return nome, nil
}

// Manual: M17, M19, M20, M23, M27, M28, M29, M125, G02.
func TestEsenzioni_daTastieraAlPromemoria(t *testing.T) {
	kittest.App(t)
	m, coda, tempo, txt := &mondo{}, tasktest.NewCoda(), kittest.Tempo(), partitest.Testi(t, "../..")
	p := esenzioni.New(t.Context(), esenzioni.Params{
		UI: coda.Dispatch, Testi: txt, Adesso: tempo.Adesso, Archivio: m, Documenti: m, Certificati: m, Assistiti: m, Uscita: m,
	})
	v := viste.New(p, txt, tempo, kit.NewToast(tempo), nil)
	w := kittest.Finestra(t, v.Contenuto(), 1366, 640)
	quieto := func() {
		for {
			p.Wait()
			if !coda.Svuota() {
				break
			}
		}
		kittest.Assesta(w)
	}
	vai := func(nome string) {
		t.Helper()
		for range 30 {
			if f := w.Canvas().Focused(); f != nil && kit.NomeDi(f) == nome {
				f.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
				quieto()
				return
			}
			w.Canvas().FocusNext()
		}
		t.Fatalf("%q non si raggiunge: %q", nome, kit.FocusOrder(w.Canvas()))
	}
	v.Mostra()
	quieto()
	filtri := []string{
		"Stato", "Codice fiscale o cognome", "Validità da", "a", "Codice esenzione", "Cerca", "Azzera ricerca", "Ordina", "Raggruppa per assistito", "Esenzioni trovate",
	}
	if got := kit.FocusOrder(w.Canvas()); !slices.Equal(got, filtri) {
		t.Errorf("nell'elenco %q, atteso %q", got, filtri)
	}
	for _, v := range []string{"Filtri", "Gestisci", "1 risultato"} {
		if !kittest.Mostra(w, v) {
			t.Errorf("manca %q: %q", v, kittest.Scritte(w))
		}
	}

	vai("Esenzioni trovate")
	want := []string{
		"Torna all'elenco", "Mostra tutte (9)", "Scarica certificato", "Stampa certificato", "Vai al certificato",
		"Scarica attestato di esenzione", "Stampa attestato", "Scarica promemoria esenzione", "Stampa promemoria", "Stampa per l'assistito",
	}
	if got := kit.FocusOrder(w.Canvas()); !slices.Equal(got, want) {
		t.Fatalf("nel dettaglio %q, atteso %q", got, want)
	}
	vai("Mostra tutte (9)")
	vai("Scarica promemoria esenzione")
	var carta []string
	m.Stampati = &carta
	vai("Stampa certificato")
	vai("Stampa per l'assistito")
	vai("Torna all'elenco")

	if want := []string{"Certificato_malattia_12_2026-11-22.pdf", "Promemoria_esenzione_12_2026-11-22.pdf", "Attestato_esenzione_12_2026-11-22.pdf"}; !slices.Equal(carta, want) {
		t.Errorf("stampati %q", carta)
	}
	if !slices.Equal(m.salvati, []string{"Promemoria_esenzione_12_2026-11-22.pdf"}) || p.State().Aperto {
		t.Errorf("salvati %q", m.salvati)
	}
}
