// Package bozze draws the tab «Bozze» and the questions that go with it.
package bozze

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/esenpat/esenpat-desktop/app/present/bozze"
	"github.com/esenpat/esenpat-desktop/views/kit"
	"github.com/esenpat/esenpat-desktop/views/notizia"
	"github.com/esenpat/esenpat-desktop/views/tema"
)

// Testi looks up a sentence.
type Testi interface {
	T(key string, kv ...string) string
}

// Vista is the tab: built once, drawn again from each State.
type Vista struct {
	p     *bozze.Presenter
	t     Testi
	tela  fyne.Canvas
	toast *kit.Toast
	s     bozze.State

	cerca                                  *kit.Testo
	conto, coda                            *kit.Etichetta
	pausa, esporta                         *kit.Bottone
	avviso, vecchie                        *kit.Avviso
	tabella                                *kit.Tabella
	vuoto                                  *kit.StatoVuoto
	deserto                                *container.Scroll // large texts must not make the window higher than the screen
	nota                                   *kit.Etichetta
	piede                                  *fyne.Container
	apri, duplica, riprova, togli, elimina *kit.Bottone
	tutto                                  fyne.CanvasObject
	passphrase                             *moduloPassphrase
	recupero                               *kit.Dialogo
}

// New builds the tab and binds it to its presenter; tela is the window's.
func New(p *bozze.Presenter, t Testi, tela fyne.Canvas, toast *kit.Toast) *Vista {
	v := &Vista{
		p: p, t: t, tela: tela, toast: toast, avviso: kit.NewAvviso(), vecchie: kit.NewAvviso(),
		conto: kit.NewEtichetta("", kit.Forte, kit.Neutro), coda: kit.NewEtichetta("", kit.Forte, kit.TonoAvviso),
		nota: kit.NewTestoLungo("", kit.Corpo, kit.Neutro),
	}
	v.cerca = kit.NewTesto(t.T("bozze.cerca"))
	v.cerca.ImpostaEtichetta(t.T("bozze.cerca"))
	v.cerca.OnChanged = p.Cerca
	v.pausa = kit.NewBottone(kit.Discreto, t.T("bozze.pausa"), tema.IconaNessuna, p.Pausa)
	v.esporta = kit.NewBottone(kit.Discreto, t.T("bozze.esporta"), tema.IconaSalva, p.ChiediEsporta)
	importa := kit.NewBottone(kit.Discreto, t.T("bozze.importa"), tema.IconaScarica, p.ChiediImporta)
	v.nuovaTabella()
	v.nuoveAzioni()
	v.vuoto = kit.NewStatoVuoto(tema.IconaDocumento, "", "", nil)
	v.deserto = container.NewVScroll(v.vuoto)
	v.passphrase = nuovoModulo(v)
	alto := kit.Colonna(
		kit.Spazio8,
		kit.Bordo(kit.Spazio12, nil, kit.Riga(kit.Spazio8, v.esporta, importa), v.cerca),
		v.avviso, v.vecchie,
		kit.Riga(kit.Spazio12, v.conto, v.coda, v.pausa),
	)
	v.piede = kit.Colonna(
		kit.Spazio8, v.nota,
		kit.Riga(kit.Spazio8, v.elimina, v.togli, v.duplica, v.riprova, v.apri),
	)
	v.tutto = kit.NewMargine(kit.Telaio(alto, container.NewStack(v.tabella, v.deserto), v.piede), kit.Spazio24, kit.Spazio12)
	p.Render = v.render
	v.render(p.State())
	return v
}

func (v *Vista) nuovaTabella() {
	c := func(id string, peso float32, codice bool) kit.ColonnaTabella {
		return kit.ColonnaTabella{ID: id, Titolo: v.t.T("bozze.colonna." + id), Peso: peso, Codice: codice}
	}
	v.tabella = kit.NewTabella(v.t.T("bozze.elenco"), []kit.ColonnaTabella{
		c("modificata", 2.4, false), c("assistito", 4, false), c("esenzione", 1.6, true), c("stato", 2.2, false),
	})
	v.tabella.OnMossa = v.p.Scegli
	v.tabella.OnAperta = func(n int) { v.p.Scegli(n); v.p.Apri() }
}

func (v *Vista) nuoveAzioni() {
	t, p := v.t, v.p
	v.apri = kit.NewBottone(kit.Primario, t.T("bozze.apri"), tema.IconaMatita, p.Apri)
	v.duplica = kit.NewBottone(kit.Secondario, t.T("bozze.duplica"), tema.IconaNessuna, p.Duplica)
	v.riprova = kit.NewBottone(kit.Secondario, t.T("bozze.riprova"), tema.IconaAggiorna, p.Riprova)
	v.togli = kit.NewBottone(kit.Secondario, t.T("bozze.togli"), tema.IconaNessuna, p.Togli)
	v.elimina = kit.NewBottone(kit.Discreto, t.T("bozze.elimina"), tema.IconaCestino, v.chiediElimina)
}

// Contenuto returns what is put in the tab.
func (v *Vista) Contenuto() fyne.CanvasObject { return v.tutto }

// Mostra is called when the tab comes to the front.
func (v *Vista) Mostra() { v.p.Mostra() }

// Filtri puts the focus on the search (Ctrl+F).
func (v *Vista) Filtri() { kit.Focalizza(v.cerca) }

// Aggiorna reads the drafts again (F5).
func (v *Vista) Aggiorna() { v.p.Aggiorna() }

func (v *Vista) chiediElimina() {
	if n := v.s.Selezione; n < len(v.s.Righe) {
		r := v.s.Righe[n]
		v.conferma(v.t.T("bozze.elimina.testo", "assistito", r.Paziente, "quando", r.Modificata), func() { v.p.Elimina(r.ID) })
	}
}

func (v *Vista) conferma(testo string, fai func()) {
	kit.NewConferma(v.t.T("bozze.elimina.titolo"), testo, v.t.T("bozze.elimina.no"), v.t.T("bozze.elimina.si"), true, fai).Mostra(v.tela)
}

func (v *Vista) render(s bozze.State) {
	prima := v.s
	v.s = s
	v.conto.ImpostaTesto(s.Conto)
	v.coda.ImpostaTesto(s.Coda)
	kit.Mostra(v.pausa, s.Coda != "" || s.InPausa)
	v.pausa.ImpostaTesto(v.t.T("bozze.pausa"))
	if s.InPausa {
		v.pausa.ImpostaTesto(v.t.T("bozze.riprendi"))
	}
	v.esporta.Imposta(s.Esporta, "")
	v.avviso.Mostra(notizia.Di(s.Avviso))
	v.vecchie.Mostra(kit.Notizia{Tono: kit.TonoAvviso, Titolo: s.Vecchie})
	v.renderRighe(s, prima)
	v.passphrase.render(s.Passphr)
	v.renderRecupero(s.Recupero)
	if s.NFatto != prima.NFatto && s.Fatto != "" {
		v.toast.Mostra(kit.TonoOK, s.Fatto)
	}
}

func (v *Vista) renderRighe(s, prima bozze.State) {
	vuota := len(s.Righe) == 0
	kit.Mostra(v.tabella, !vuota)
	kit.Mostra(v.deserto, vuota)
	kit.Mostra(v.piede, !vuota)
	if vuota {
		v.vuoto.Imposta(tema.IconaDocumento, s.VuotoT, s.VuotoX)
		return
	}
	if !slices.Equal(s.Righe, prima.Righe) {
		righe := make([][]string, len(s.Righe))
		for i, r := range s.Righe {
			righe[i] = []string{r.Modificata, r.Paziente, r.Codice, segno(r.Tono) + r.Stato}
		}
		v.tabella.Imposta(righe)
	}
	if v.tabella.Cursore() != s.Selezione {
		v.tabella.Vai(s.Selezione)
	}
	r := s.Righe[s.Selezione]
	v.nota.ImpostaTesto(r.Nota)
	kit.Mostra(v.riprova, r.Riprova)
	kit.Mostra(v.togli, r.Togli)
	kit.Mostra(v.duplica, r.Duplica)
	kit.Mostra(v.elimina, r.Elimina)
	kit.Mostra(v.apri, r.Apri)
	v.piede.Refresh()
}

// segno goes before the word of a state: colour alone carries no meaning.
func segno(t bozze.Tono) string {
	switch t {
	case bozze.Buono:
		return "✓ "
	case bozze.Attesa:
		return "… "
	case bozze.Cattivo:
		return "! "
	case bozze.Neutro:
	}
	return ""
}

// renderRecupero asks, once, about the work that was cut short.
func (v *Vista) renderRecupero(s bozze.Recupero) {
	switch {
	case s.Aperto && v.recupero == nil:
		t := v.t
		chiudi := func(fai func()) func() {
			return func() { v.recupero.Chiudi(); v.recupero = nil; fai() }
		}
		dopo := kit.NewBottone(kit.Secondario, t.T("bozze.recupero.dopo"), tema.IconaNessuna, chiudi(v.p.DecidiDopo))
		elimina := kit.NewBottone(kit.Pericolo, t.T("bozze.recupero.elimina"), tema.IconaCestino, func() {
			v.conferma(t.T("bozze.recupero.elimina.testo"), chiudi(v.p.EliminaRecupero))
		})
		recupera := kit.NewBottone(kit.Primario, t.T("bozze.recupero.recupera"), tema.IconaNessuna, chiudi(v.p.Recupera))
		v.recupero = kit.NewDialogo(t.T("bozze.recupero.titolo"), kit.NewTestoLungo(s.Testo, kit.Corpo, kit.Neutro), 520, dopo, elimina, recupera)
		v.recupero.Primo = recupera
		v.recupero.OnAnnulla = chiudi(v.p.DecidiDopo)
		v.recupero.Mostra(v.tela)
	case !s.Aperto && v.recupero != nil:
		v.recupero.Chiudi()
		v.recupero = nil
	}
}
