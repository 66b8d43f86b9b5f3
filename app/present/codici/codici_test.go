package codici_test

import (
	"context"
	"io/fs"
	"strings"
	"testing"
	"time"

	"github.com/esenpat/esenpat-desktop/app/catalogo"
	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/codici"
	"github.com/esenpat/esenpat-desktop/app/task/tasktest"
	"github.com/esenpat/esenpat-desktop/app/testi"
	"github.com/esenpat/esenpat-desktop/assets"
)

type appunti struct{ testo string }

func (a *appunti) Copia(s string) { a.testo = s }

type documenti struct {
	nome     string
	stampato string
	dati     []byte
	err      error
}

func (d *documenti) Salva(_ context.Context, nome string, dati []byte) (string, error) {
	d.nome, d.dati = nome, dati
	return nome, d.err
}

func (d *documenti) Stampa(_ context.Context, nome string, pdf []byte) error {
	d.stampato, d.dati = nome, pdf
	return d.err
}

type fogli struct{ foglio catalogo.Foglio }

func (f *fogli) FoglioCodici(_ context.Context, x catalogo.Foglio) ([]byte, error) {
	f.foglio = x
	return []byte("%PDF"), nil
}

type importatore struct {
	imp      *catalogo.Importazione
	diff     catalogo.Differenze
	err      error
	applicat int
}

func (i *importatore) Leggi(context.Context, catalogo.TipoImport) (*catalogo.Importazione, catalogo.Differenze, error) {
	return i.imp, i.diff, i.err
}

func (i *importatore) Applica(context.Context, *catalogo.Importazione) error {
	i.applicat++
	return nil
}

type banco struct {
	*codici.Presenter
	coda *tasktest.Coda
	app  *appunti
	doc  *documenti
	imp  *importatore
	fog  *fogli
	srv  *servizio
}

func apri(t *testing.T) banco {
	t.Helper()
	texts, err := testi.Load(assets.Locale, "locale/it")
	if err != nil {
		t.Fatal(err)
	}
	radice, err := fs.Sub(assets.Catalogo, "catalogo")
	if err != nil {
		t.Fatal(err)
	}
	d, err := catalogo.Leggi(radice)
	if err != nil {
		t.Fatal(err)
	}
	oggi := func() esenpat.Data { return esenpat.NewData(2026, 11, 22) }
	c := catalogo.New(d, texts, oggi)
	b := banco{coda: tasktest.NewCoda(), app: &appunti{}, doc: &documenti{}, imp: &importatore{}, fog: &fogli{}, srv: &servizio{}}
	b.Presenter = codici.New(t.Context(), codici.Params{
		UI: b.coda.Dispatch, Testi: texts, Codici: c, Calcoli: c, Regole: d.Regole329, Appunti: b.app, Documenti: b.doc, Importatore: b.imp, Oggi: oggi,
		Fogli: b.fog, Servizio: b.srv, Adesso: func() time.Time { return time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC) },
	})
	return b
}

func tutto(s codici.State) string {
	var b strings.Builder
	b.WriteString(s.Titolo + "\n")
	for _, x := range s.Blocchi {
		b.WriteString(x.Titolo + "\n")
		for _, r := range x.Righe {
			b.WriteString(r.Etichetta + ": " + r.Valore + "\n")
		}
		b.WriteString(strings.Join(x.Testi, "\n") + "\n")
	}
	return b.String()
}

func TestCerca_groupsByCodingAndShowsTheFirstCard(t *testing.T) {
	p := apri(t)

	p.Cerca(codici.Filtri{Testo: "C02"})

	s := p.State()
	if len(s.Righe) < 3 || s.Righe[0].Codifica != "Nazionale" || s.Scelta != 0 || !s.Copia.Attivo {
		t.Fatalf("%+v", s.Righe)
	}
	visti := map[string]bool{}
	esatti := 0
	for esatti < len(s.Righe) && s.Righe[esatti].Codice == "C02" {
		esatti++
	}
	if esatti != 3 {
		t.Errorf("C02 of the three codings must stand first: %v", s.Righe)
	}
	for i, r := range s.Righe[esatti:] {
		if i > 0 && r.Codifica != s.Righe[esatti+i-1].Codifica && visti[r.Codifica] {
			t.Errorf("%s stands in two groups", r.Codifica)
		}
		visti[r.Codifica] = true
	}
	for _, x := range []string{"C02 · Nazionale", "indennità di accompagnamento", "001_983d05857b3753e0.txt", "Perché?"} {
		if !strings.Contains(tutto(s), x) {
			t.Errorf("the card does not say %q:\n%s", x, tutto(s))
		}
	}
	if strings.Contains(tutto(s), "⟦") {
		t.Errorf("a sentence is missing:\n%s", tutto(s))
	}
	if !strings.Contains(s.FalsoAmico, "falso amico") || strings.Contains(tutto(s), s.FalsoAmico) {
		t.Errorf("the false friend stands once, above the card: %q", s.FalsoAmico)
	}
	if len(s.Gruppi) < 3 || s.Gruppi[0] != (codici.Gruppo{Prima: 0, Titolo: "Codice C02"}) || s.Gruppi[1].Prima != 3 {
		t.Errorf("headings %v", s.Gruppi)
	}
}

func TestEveryPanelHasItsWords(t *testing.T) {
	p := apri(t)

	for _, q := range []string{"C02", "048", "D03", "6R3", "M51", "013A02", "PML284", "R99", "RCG010", "174.9", "031", "057", "490"} {
		p.Cerca(codici.Filtri{Testo: q})
		for n := range p.State().Righe {
			p.Scegli(n)
			for _, x := range p.Pannelli() {
				p.Mostra(x)
				p.Traduci("veneto")
				if s := p.State(); strings.Contains(tutto(s)+s.Avviso.Titolo+s.Avviso.Causa, "⟦") {
					t.Fatalf("%s %s: a sentence is missing:\n%s", q, x, tutto(s))
				}
			}
			p.Mostra(codici.Scheda)
		}
	}
	for _, o := range append(append(p.Codifiche(), p.Ruoli()...), p.Servizi()...) {
		if strings.Contains(o.Testo, "⟦") {
			t.Errorf("no word for %q", o.Codice)
		}
	}
}

func TestNothingFound_saysWhereItLooked(t *testing.T) {
	p := apri(t)

	p.Cerca(codici.Filtri{Testo: "zzzz", Codifica: "sicilia"})

	if s := p.State(); !strings.Contains(s.Vuoto, "zzzz") || !strings.Contains(s.Vuoto, "Sicilia") || s.Copia.Attivo {
		t.Errorf("%+v", s)
	}
}

func TestTraduci_partialAsksForConfirmation(t *testing.T) {
	p := apri(t)
	p.Cerca(codici.Filtri{Testo: "3C1"})
	p.Mostra(codici.Traduzione)

	p.Traduci("nazionale")

	if s := tutto(p.State()); !strings.Contains(s, "C01") || !strings.Contains(s, "C02") || !strings.Contains(s, "scegliere quello giusto") {
		t.Error(s)
	}
}

func TestGravidanzaAndCombina(t *testing.T) {
	p := apri(t)
	p.Mostra(codici.Gravidanza)

	p.CalcolaGravidanza(codici.ModuloGravidanza{Modo: "ultima", Data: esenpat.NewData(2026, 8, 30), AllaDat: esenpat.NewData(2026, 11, 22)})
	if s := tutto(p.State()); !strings.Contains(s, "M12") || !strings.Contains(s, "412") || !strings.Contains(s, "Settimane compiute") {
		t.Error(s)
	}
	p.CalcolaGravidanza(codici.ModuloGravidanza{Modo: "settimana", Settimana: "42"})
	if p.State().Avviso.Codice != "catalogo.settimana" {
		t.Errorf("week 42: %+v", p.State().Avviso)
	}
	p.CalcolaGravidanza(codici.ModuloGravidanza{Modo: "settimana-ignota"})
	if s := tutto(p.State()); !strings.Contains(s, "490") || !strings.Contains(s, "serve la settimana") {
		t.Error(s)
	}

	p.Mostra(codici.Combina)
	p.Unisci("A02", "013")
	if s := p.State(); !strings.Contains(tutto(s), "013A02") || !s.Avviso.Vuoto() {
		t.Errorf("%+v", s)
	}
	p.Unisci("A02", "B02")
	if !strings.Contains(p.State().Avviso.Rimedio, "013 + A31") {
		t.Errorf("%+v", p.State().Avviso)
	}
}

func TestCopiaAndEsporta(t *testing.T) {
	p := apri(t)
	p.Cerca(codici.Filtri{Testo: "M51", Codifica: "sicilia"})

	p.CopiaDescrizione()
	if !strings.HasPrefix(p.app.testo, "M51 (Sicilia) Prestazioni inerenti") {
		t.Error(p.app.testo)
	}
	p.CopiaCodice()
	if p.app.testo != "M51" {
		t.Error(p.app.testo)
	}
	p.Esporta(codici.CSV)
	p.coda.Fino(t, func() bool { return !p.State().InCorso })
	if p.doc.nome != "codici.csv" || !strings.Contains(string(p.doc.dati), "sicilia,M51,") {
		t.Errorf("%s %s", p.doc.nome, p.doc.dati)
	}
	p.Esporta(codici.JSON)
	p.coda.Fino(t, func() bool { return !p.State().InCorso })
	if !strings.Contains(string(p.doc.dati), `"codice": "M51"`) {
		t.Errorf("%s", p.doc.dati)
	}
}

func TestImporta_changesNothingBeforeApplica(t *testing.T) {
	p := apri(t)
	p.imp.imp = &catalogo.Importazione{Nome: "icd.csv", Versione: "2007"}
	p.imp.diff = catalogo.Differenze{Aggiunti: []string{"001.0"}, Modificati: []string{"002"}, Modifiche: []catalogo.Modifica{{Codice: "002", Prima: "Tifo", Dopo: "Tifo nuovo"}}, Invariati: 3}

	p.ImportaDiagnosi()
	p.coda.Fino(t, func() bool { return p.State().Conferma })
	if s := tutto(p.State()); !strings.Contains(s, "001.0") || !strings.Contains(s, "Invariati: 3") || !strings.Contains(s, "002, in uso: Tifo\n002, nel file: Tifo nuovo") || p.imp.applicat != 0 {
		t.Error(s)
	}
	p.Rinuncia()
	p.Applica()
	p.coda.Svuota()
	if p.imp.applicat != 0 {
		t.Error("applied after the user gave up")
	}

	p.ImportaDiagnosi()
	p.coda.Fino(t, func() bool { return p.State().Conferma })
	p.Applica()
	p.Applica()
	p.coda.Fino(t, func() bool { return !p.State().InCorso })
	if p.imp.applicat != 1 || p.State().Messaggio == "" {
		t.Errorf("%d %+v", p.imp.applicat, p.State())
	}

	p.imp.imp, p.imp.err = nil, esenpat.NewError(esenpat.Invalid, "catalogo.csv-data", "test").With("file", "x.csv").With("riga", "7")
	p.ImportaEsenzioni()
	p.coda.Fino(t, func() bool { return !p.State().Avviso.Vuoto() })
	if !strings.Contains(p.State().Avviso.Causa, "riga 7") {
		t.Errorf("%+v", p.State().Avviso)
	}
}

func TestCerca_nothingFoundSaysWhatMayHaveBeenMeant(t *testing.T) {
	p := apri(t)

	for testo, want := range map[string]string{
		"OA31":        "lettera O",
		"H05":         "Codici vicini: C05",
		"sanitometro": "quota fissa sospesa",
	} {
		p.Cerca(codici.Filtri{Testo: testo})

		if s := p.State(); len(s.Righe) != 0 || !strings.Contains(s.Vuoto, want) {
			t.Errorf("%s: %d lines, %q", testo, len(s.Righe), s.Vuoto)
		}
	}
}
