package nuovocertificato

import (
	"fyne.io/fyne/v2"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/avviso"
	"github.com/esenpat/esenpat-desktop/app/present/nuovocertificato"
	"github.com/esenpat/esenpat-desktop/app/present/parti"
	"github.com/esenpat/esenpat-desktop/views/kit"
	"github.com/esenpat/esenpat-desktop/views/notizia"
)

// righeTesto is the height of the illness text.
const righeTesto = 4

// passoDati is step 3: the form of the certificate.
type passoDati struct {
	p     *nuovocertificato.Presenter
	t     avviso.Testi
	s     nuovocertificato.StatoDati
	aiuto func(titolo, testo string)
	tela  func() fyne.Canvas

	copia   *kit.Avviso
	modelli *modelli

	corpo      *fyne.Container
	titolo     *kit.Etichetta
	doppione   *kit.Avviso
	invalidita *kit.Tendina
	esenzione  *kit.Combo
	diagnosi   *kit.Combo
	patologia  *kit.AreaTesto
	leggi      *kit.Scelta
	categoria  *kit.Etichetta
	unita      *kit.Tendina
	oscurato   *kit.Scelta
	regime     *kit.Scelta
	campi      map[string]*kit.Campo
}

func newPassoDati(p *nuovocertificato.Presenter, t avviso.Testi, lettore *kit.Lettore) *passoDati {
	d := &passoDati{
		p: p, t: t, campi: map[string]*kit.Campo{}, titolo: kit.NewEtichetta("", kit.Sezione, kit.Neutro),
		doppione: kit.NewAvviso(), copia: kit.NewAvviso(), categoria: kit.NewTestoLungo("", kit.Piccolo, kit.TonoAvviso),
	}
	d.nuoveCombo()
	d.patologia = kit.NewAreaTesto("", righeTesto, 0)
	d.patologia.OnMutato = p.SetPatologia
	d.patologia.UsaLettore(lettore)
	d.esenzione.UsaLettore(lettore)
	d.diagnosi.UsaLettore(lettore)
	d.leggi = kit.NewSiNo(func(v string) { p.SetLeggiSpeciali(risposta(v)) })
	d.oscurato = kit.NewSiNo(func(v string) { p.SetOscuratoGenitore(risposta(v)) })
	d.unita = kit.NewTendina(t.T("nuovocertificato.dati.unita.segnaposto"), nil, func(v kit.Voce) { p.SetUnita(v.Codice) })
	d.invalidita = kit.NewTendina(t.T("nuovocertificato.dati.invalidita.segnaposto"), nil, func(v kit.Voce) { p.SetTipologiaInvalidita(v.Codice) })
	d.regime = kit.NewScelta(false, []kit.Opzione{
		{Valore: string(esenpat.RegimeSSN), Testo: "SSN", Descrizione: t.T("nuovocertificato.regime.ssn.breve")},
		{Valore: string(esenpat.RegimeSSR), Testo: "SSR", Descrizione: t.T("nuovocertificato.regime.ssr.breve")},
	}, p.SetRegime)
	d.modelli = newModelli(p, t, func() fyne.Canvas { return d.tela() })
	d.componi()
	return d
}

func (d *passoDati) nuoveCombo() {
	t, p := d.t, d.p
	d.esenzione = kit.NewCombo(t.T("nuovocertificato.dati.esenzione.segnaposto"))
	d.esenzione.NessunRisultato = t.T("nuovocertificato.dati.esenzione.nessuna")
	d.esenzione.OnSearch = func(s string) []kit.Voce { return voci(p.CercaEsenzioni(s)) }
	d.esenzione.OnChosen = func(v kit.Voce) { scelta(v, p.ScegliEsenzione) }
	d.esenzione.OnCleared = p.TogliEsenzione
	d.diagnosi = kit.NewCombo(t.T("nuovocertificato.dati.diagnosi.segnaposto"))
	d.diagnosi.NessunRisultato = t.T("nuovocertificato.dati.diagnosi.nessuna")
	d.diagnosi.OnSearch = func(s string) []kit.Voce { return voci(p.CercaDiagnosi(s)) }
	d.diagnosi.OnChosen = func(v kit.Voce) { scelta(v, p.ScegliDiagnosi) }
	d.diagnosi.OnCleared = p.TogliDiagnosi
	d.esenzione.Poi = func() { d.prossimo(d.diagnosi) }
	d.diagnosi.Poi = func() { d.prossimo(d.esenzione) }
}

// prossimo goes on from one combo: to the other one if nothing is chosen there
// yet, else to the text.
func (d *passoDati) prossimo(altra *kit.Combo) {
	if _, scelta := altra.Scelta(); !scelta {
		altra.Focalizza()
		return
	}
	kit.Focalizza(d.patologia)
}

// voci splits code and description again: the combo draws them differently.
func voci(opzioni []parti.Opzione) []kit.Voce {
	v := make([]kit.Voce, len(opzioni))
	for i, o := range opzioni {
		v[i] = kit.Voce{Codice: o.Visibile, Descrizione: o.Testo, Perche: o.Dettaglio, Valore: o.Codice}
	}
	return v
}

func scelta(v kit.Voce, fai func(string)) {
	if codice, ok := v.Valore.(string); ok {
		fai(codice)
	}
}

func risposta(v string) esenpat.Scelta {
	if v == "si" {
		return esenpat.Si
	}
	return esenpat.No
}

func (d *passoDati) campo(id, chiave string, o fyne.CanvasObject) *kit.Campo {
	c := kit.NewCampo(d.t.T("nuovocertificato.dati."+chiave), true, o)
	d.campi[id] = c
	return c
}

func (d *passoDati) componi() {
	aiuto := kit.NewCollegamento(d.t.T("nuovocertificato.dati.aiuto"), func() {
		if d.aiuto != nil {
			d.aiuto(d.t.T("nuovocertificato.leggi.titolo"), d.s.Leggi.Aiuto)
		}
	})
	leggi := kit.Colonna(
		kit.Spazio4, d.campo(nuovocertificato.CampoLeggi, "leggi", d.leggi), kit.Riga(0, aiuto), d.categoria,
	)
	d.corpo = kit.Colonna(
		kit.Spazio12, d.titolo, d.copia, d.doppione,
		d.campo(nuovocertificato.CampoInvalidita, "invalidita", d.invalidita),
		d.campo(nuovocertificato.CampoEsenzione, "esenzione", d.esenzione),
		d.campo(nuovocertificato.CampoDiagnosi, "diagnosi", d.diagnosi),
		kit.Colonna(kit.Spazio4, d.campo(nuovocertificato.CampoPatologia, "patologia", d.patologia), d.modelli.riga),
		kit.Colonne(
			240, leggi,
			d.campo(nuovocertificato.CampoUnita, "unita", d.unita),
			d.campo(nuovocertificato.CampoOscurato, "oscurato", d.oscurato),
		),
		d.campo(nuovocertificato.CampoRegime, "regime", d.regime),
	)
	d.campi[nuovocertificato.CampoRegime].Aiuto(d.t.T("nuovocertificato.regime.privato"))
}

func (d *passoDati) render(s nuovocertificato.StatoDati) {
	prima := d.s
	d.s = s
	d.titolo.ImpostaTesto(s.Titolo)
	if s.Doppione != prima.Doppione {
		d.doppione.Mostra(kit.Notizia{Tono: kit.TonoAvviso, Titolo: s.Doppione})
	}
	if s.Copia != prima.Copia {
		d.copia.Mostra(kit.Notizia{Tono: kit.TonoPrimario, Titolo: s.Copia})
	}
	d.modelli.render(s.Modelli)
	combo(d.esenzione, s.Esenzione)
	combo(d.diagnosi, s.Diagnosi)
	d.campi[nuovocertificato.CampoEsenzione].Aiuto(s.Esenzione.Nota)
	d.campi[nuovocertificato.CampoDiagnosi].Aiuto(s.Diagnosi.Nota)
	d.campi[nuovocertificato.CampoEsenzione].Errore(s.Esenzione.Superata)
	d.campi[nuovocertificato.CampoDiagnosi].Errore(s.Diagnosi.Superata)
	if d.patologia.Text != s.Patologia.Valore {
		d.patologia.SetText(s.Patologia.Valore)
	}
	campo := d.campi[nuovocertificato.CampoPatologia]
	campo.Contatore(s.Patologia.Contatore)
	campo.Errore(s.Patologia.Errore)
	campo.Aiuto(s.Patologia.Aiuto)
	d.leggi.Imposta(s.Leggi.Scelta.String())
	d.categoria.ImpostaTesto(s.Leggi.Categoria)
	kit.Mostra(d.categoria, s.Leggi.Categoria != "")
	d.oscurato.Imposta(s.Oscurato.Scelta.String())
	d.campi[nuovocertificato.CampoOscurato].Aiuto(s.Oscurato.Aiuto)
	kit.Mostra(d.campi[nuovocertificato.CampoOscurato], s.Oscurato.Visibile)
	d.regime.Imposta(s.Regime.Scelta)
	tendina(d.unita, s.Unita, prima.Unita)
	d.campi[nuovocertificato.CampoUnita].Errore(s.Unita.Avviso)
	tendina(d.invalidita, s.Invalidita, prima.Invalidita)
	kit.Mostra(d.campi[nuovocertificato.CampoInvalidita], s.Invalidita.Visibile)
	if formaDi(s) != formaDi(prima) {
		d.corpo.Refresh() // a whole layout at each key would be felt
	}
}

// forma is what the height of the form depends on.
type forma struct {
	titolo, notaEsenzione, notaDiagnosi, doppione, categoria, erroreTesto, erroreUnita, copia string
	oscurato, invalidita, modelli                                                             bool
}

func formaDi(s nuovocertificato.StatoDati) forma {
	return forma{
		s.Titolo, s.Esenzione.Nota + s.Esenzione.Superata, s.Diagnosi.Nota + s.Diagnosi.Superata, s.Doppione, s.Leggi.Categoria, s.Patologia.Errore + s.Patologia.Aiuto, s.Unita.Avviso,
		s.Copia, s.Oscurato.Visibile, s.Invalidita.Visibile, s.Modelli.Visibile,
	}
}

// combo shows the presenter's choice without disturbing what is being typed.
func combo(c *kit.Combo, s nuovocertificato.Combo) {
	v, ok := c.Scelta()
	switch {
	case s.Codice == "" && ok:
		c.Azzera()
	case s.Codice != "" && (!ok || v.String() != s.Testo):
		c.Imposta(kit.Voce{Codice: s.Visibile, Descrizione: s.Descrizione, Valore: s.Codice})
	}
}

func tendina(t *kit.Tendina, s, prima nuovocertificato.SceltaUnica) {
	if len(s.Opzioni) != len(prima.Opzioni) {
		t.ImpostaVoci(notizia.Voci(s.Opzioni))
	}
	if v, _ := t.Scelta(); v.Codice != s.Scelta {
		t.Imposta(s.Scelta)
	}
}

func (d *passoDati) focalizza(campo string) bool {
	c, ok := d.campi[campo]
	if ok {
		c.Focalizza()
	}
	return ok
}
