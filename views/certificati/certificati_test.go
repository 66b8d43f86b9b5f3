package certificati_test

import (
	"context"
	"reflect"
	"slices"
	"strconv"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/certificati"
	"github.com/esenpat/esenpat-desktop/app/present/parti/partitest"
	"github.com/esenpat/esenpat-desktop/app/task/tasktest"
	viste "github.com/esenpat/esenpat-desktop/views/certificati"
	"github.com/esenpat/esenpat-desktop/views/kit"
	"github.com/esenpat/esenpat-desktop/views/kit/kittest"
)

type mondo struct {
	stato  esenpat.StatoCertificato
	azioni []esenpat.AzioneCertificato
	trova  int
	filtri []esenpat.FiltroCertificati
	aperti []string
}

func (m *mondo) FindCertificati(_ context.Context, f esenpat.FiltroCertificati) (esenpat.Pagina[esenpat.CertificatoSintesi], error) {
	m.filtri = append(m.filtri, f)
	p := esenpat.Pagina[esenpat.CertificatoSintesi]{Totale: m.trova}
	for i := range m.trova {
		p.Elementi = append(p.Elementi, esenpat.CertificatoSintesi{ID: "c" + strconv.Itoa(i+1), AssistitoID: "a1", Stato: m.stato})
	}
	return p, nil
}

func (m *mondo) Certificato(_ context.Context, _, id string) (esenpat.Certificato, error) {
	m.aperti = append(m.aperti, id)
	c := esenpat.Certificato{ID: "c1", Numero: "12", Stato: m.stato, Azioni: m.azioni}
	c.Date.CreatoIl = time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)
	return c, nil
}

func (m *mondo) Storico(context.Context, string, string) ([]esenpat.EventoStorico, error) {
	return nil, nil
}

func (m *mondo) Scarica(context.Context, string, string, bool) (esenpat.DocumentoScaricato, error) {
	return esenpat.DocumentoScaricato{}, nil
}

func (m *mondo) FindAssistiti(context.Context, esenpat.RicercaAssistito) ([]esenpat.AssistitoSintesi, error) {
	return []esenpat.AssistitoSintesi{{CodiceFiscale: "VRDNNA80A41L219X", Nome: "ANNA"}, {CodiceFiscale: "VRDLCU75B02L219Z", Nome: "LUCA"}}, nil
}
func (m *mondo) Salva(context.Context, string, []byte) (string, error) { return "", nil }
func (m *mondo) Apri(context.Context, string, []byte) error            { return nil }
func (m *mondo) Stampa(context.Context, string, []byte) error          { return nil }

type banco struct {
	*mondo
	p    *certificati.Presenter
	v    *viste.Vista
	coda *tasktest.Coda
	w    fyne.Window
}

func nuovo(t *testing.T, m *mondo) *banco {
	t.Helper()
	kittest.App(t)
	b := &banco{mondo: m, coda: tasktest.NewCoda()}
	tempo, txt := kittest.Tempo(), partitest.Testi(t, "../..")
	b.p = certificati.New(t.Context(), certificati.Params{UI: b.coda.Dispatch, Testi: txt, Adesso: tempo.Adesso, Archivio: m, Assistiti: m, Uscita: m})
	b.v = viste.New(b.p, txt, tempo, kit.NewToast(tempo), kit.NewLettore(tempo))
	b.w = kittest.Finestra(t, b.v.Contenuto(), 1366, 640)
	b.v.Mostra()
	b.quieto()
	return b
}

func (b *banco) quieto() {
	b.coda.Quieta(b.p.Wait)
	kittest.Assesta(b.w)
}

func (b *banco) tasto(k fyne.KeyName) {
	b.w.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: k})
	b.quieto()
}

func (b *banco) vai(t *testing.T, nome string) {
	t.Helper()
	for range 40 {
		if f := b.w.Canvas().Focused(); f != nil && kit.NomeDi(f) == nome {
			return
		}
		b.w.Canvas().FocusNext()
	}
	t.Fatalf("%q non si raggiunge col Tab: %q", nome, kit.FocusOrder(b.w.Canvas()))
}

// Manual: M33, M87.
func TestCertificati_daTastieraDallElencoAlDettaglioERitorno(t *testing.T) {
	b := nuovo(t, &mondo{stato: esenpat.DaFirmare, azioni: []esenpat.AzioneCertificato{esenpat.PuoFirmare, esenpat.PuoAnnullare}, trova: 5})
	firmato := false
	b.p.Eventi.Firma = func(esenpat.Certificato) { firmato = true }

	b.vai(t, "Certificati trovati")
	b.tasto(fyne.KeyDown)
	b.tasto(fyne.KeyReturn)
	want := []string{"Torna all'elenco", "Scarica certificato", "Apri", "Stampa", "Annulla Certificato", "Firma Certificato"}
	if got := kit.FocusOrder(b.w.Canvas()); !slices.Equal(got, want) {
		t.Fatalf("nel dettaglio %q, atteso %q", got, want)
	}
	b.vai(t, "Firma Certificato")
	b.tasto(fyne.KeyReturn)
	if !firmato {
		t.Error("«Firma Certificato» non parte")
	}
	if !b.v.Indietro() || b.v.Indietro() {
		t.Error("si torna indietro una volta sola")
	}
	b.quieto()
	if got := kit.NomeDi(b.w.Canvas().Focused()); got != "Certificati trovati" {
		t.Errorf("il fuoco torna all'elenco, è su %q", got)
	}
}

// Issue, 7: from a detail one comes back to the same row, at the same place.
// Manual: G19.
func TestCertificati_dalDettaglioSiTornaAllaStessaRiga(t *testing.T) {
	b := nuovo(t, &mondo{stato: esenpat.Valido, trova: 50})
	b.vai(t, "Certificati trovati")
	b.tasto(fyne.KeyEnd)
	b.tasto(fyne.KeyUp)
	prima := b.w.Canvas().Capture()

	b.tasto(fyne.KeyReturn)
	b.v.Indietro()
	b.quieto()
	dopo := b.w.Canvas().Capture()
	b.tasto(fyne.KeyReturn)

	if !slices.Equal(b.aperti, []string{"c49", "c49"}) {
		t.Errorf("opened %q", b.aperti)
	}
	if !reflect.DeepEqual(prima, dopo) {
		t.Error("the list has moved")
	}
}

// Manual: M22.
func TestCertificati_ricercaPerCognomeEAzzera(t *testing.T) {
	b := nuovo(t, &mondo{stato: esenpat.Valido, trova: 1})
	b.v.Filtri()
	for _, r := range "verdi" {
		b.w.Canvas().Focused().TypedRune(r)
	}
	b.tasto(fyne.KeyReturn)

	if got := kit.FocusOrder(b.w.Canvas()); !slices.Contains(got, "Assistiti trovati") || !slices.Contains(got, "Conferma") {
		t.Fatalf("nella scelta %q", got)
	}
	for _, v := range []string{"Cognome", "Nome", "Codice fiscale", "Sesso", "Data di nascita", "Comune", "ANNA", "LUCA", "VRDLCU75B02L219Z"} {
		if !kittest.Mostra(b.w, v) {
			t.Errorf("nella scelta manca %q: %q", v, kittest.Scritte(b.w))
		}
	}
	b.vai(t, "Assistiti trovati")
	b.tasto(fyne.KeyDown)
	b.tasto(fyne.KeyReturn)
	if ultimo := b.filtri[len(b.filtri)-1]; ultimo.Persona.CodiceFiscale != "VRDLCU75B02L219Z" {
		t.Errorf("filtro %q", ultimo.Persona.CodiceFiscale)
	}
	b.vai(t, "Azzera ricerca")
	b.tasto(fyne.KeyReturn)
	if ultimo := b.filtri[len(b.filtri)-1]; ultimo.Persona.CodiceFiscale != "" {
		t.Error("«Azzera ricerca» toglie i filtri")
	}
}

// Manual: M30, G02, G26.
func TestCertificati_ogniControlloHaUnNome(t *testing.T) {
	b := nuovo(t, &mondo{stato: esenpat.Valido, trova: 80})

	got := kit.FocusOrder(b.w.Canvas())

	want := []string{"Stato", "Codice fiscale o cognome", "Emesso dal", "al", "Codice esenzione", "Cerca", "Azzera ricerca", "Ordina", "Raggruppa per assistito", "Certificati trovati"}
	if !slices.Equal(got, want) {
		t.Errorf("ordine %q, atteso %q", got, want)
	}
	for _, v := range []string{"Filtri", "Gestisci", "80 risultati"} {
		if !kittest.Mostra(b.w, v) {
			t.Errorf("manca %q: %q", v, kittest.Scritte(b.w))
		}
	}
}
