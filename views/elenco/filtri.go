package elenco

import (
	"time"

	"fyne.io/fyne/v2"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/elenco"
	"github.com/esenpat/esenpat-desktop/app/present/parti"
	"github.com/esenpat/esenpat-desktop/views/kit"
	"github.com/esenpat/esenpat-desktop/views/notizia"
	"github.com/esenpat/esenpat-desktop/views/tema"
)

// Widths of the fields that hold little; the exemption gets the rest.
const (
	largoStato   = 170
	largoPersona = 210
	largoData    = 140
	largoOrdine  = 220
)

// filtri builds the section «Filtri» (M17, M30): the fields on one line, then
// «Cerca» and «Azzera ricerca» with the order of the list beside them (G19).
func (v *Vista) filtri() fyne.CanvasObject {
	t := v.p.Testi
	v.stato = kit.NewTendina("", nil, func(kit.Voce) { v.premutoCerca() })
	v.persona = kit.NewTesto("")
	oggi := func() time.Time { return v.p.Tempo.Adesso() }
	v.dal, v.al = kit.NewDataEntry(oggi), kit.NewDataEntry(oggi)
	v.nuovoCodice()
	for _, e := range []*kit.Testo{v.persona, &v.dal.Testo, &v.al.Testo, v.codice.Entrata()} {
		e.OnInvio = func(string) { v.premutoCerca() }
		if v.p.Lettore != nil {
			e.UsaLettore(v.p.Lettore)
		}
	}
	v.campi["stato"] = kit.NewCampo(t.T("elenco.stato"), false, v.stato)
	v.campi["codice"] = kit.NewCampo(t.T("elenco.codice"), false, v.codice)
	v.campi["persona"] = kit.NewCampo(t.T("elenco.persona"), false, v.persona)
	v.campi["dal"] = kit.NewCampo(t.T(v.p.Area+".dal"), false, v.dal)
	v.campi["al"] = kit.NewCampo(t.T(v.p.Area+".al"), false, v.al)
	v.cerca = kit.NewBottone(kit.Secondario, t.T("elenco.cerca"), tema.IconaCerca, v.premutoCerca)
	azzera := kit.NewBottone(kit.Legame, t.T("elenco.azzera"), tema.IconaNessuna, v.p.P.Azzera)
	v.ordine = kit.NewTendina("", nil, v.premutoOrdine)
	v.ordine.ImpostaEtichetta(t.T("elenco.ordine"))
	v.gruppi = kit.NewCasella(t.T("elenco.gruppi"), func(bool) { v.premutoCerca() })
	v.ambito = kit.NewRiga("", kit.Piccolo, kit.TonoSecondario)
	brevi := kit.Riga(
		kit.Spazio8, kit.LarghezzaFissa(largoStato, v.campi["stato"]), kit.LarghezzaFissa(largoPersona, v.campi["persona"]),
		kit.LarghezzaFissa(largoData, v.campi["dal"]), kit.LarghezzaFissa(largoData, v.campi["al"]),
	)
	return kit.Colonna(
		kit.Spazio8,
		kit.Bordo(kit.Spazio12, kit.NewEtichetta(t.T("elenco.filtri"), kit.Forte, kit.Neutro), v.conto, v.ambito),
		kit.BordoAlto(kit.Spazio8, brevi, nil, v.campi["codice"]),
		kit.Riga(
			kit.Spazio8, v.cerca, azzera, kit.Molla(), kit.NewEtichetta(t.T("elenco.ordine"), kit.Corpo, kit.TonoSecondario),
			kit.LarghezzaFissa(largoOrdine, v.ordine), v.gruppi,
		),
	)
}

func (v *Vista) nuovoCodice() {
	t, p := v.p.Testi, v.p.P
	v.codice = kit.NewCombo(t.T("elenco.codice.esempio"))
	v.codice.NessunRisultato = t.T("elenco.codice.nessuna")
	v.codice.OnSearch = func(s string) []kit.Voce { return vociCodice(p.Codici(s)) }
	v.codice.OnChosen = func(kit.Voce) { v.premutoCerca() }
	v.codice.OnCleared = func() {
		if v.codice.Entrata().Text == "" { // else another code is being typed
			v.premutoCerca()
		}
	}
}

func vociCodice(opzioni []parti.Opzione) []kit.Voce {
	v := make([]kit.Voce, len(opzioni))
	for i, o := range opzioni {
		v[i] = voceCodice(o)
	}
	return v
}

func voceCodice(o parti.Opzione) kit.Voce {
	return kit.Voce{Codice: o.Visibile, Descrizione: o.Testo, Perche: o.Dettaglio, Valore: o.Codice}
}

// premutoOrdine: an order that does not keep persons together ends the groups.
func (v *Vista) premutoOrdine(kit.Voce) {
	v.gruppi.Imposta(false)
	v.premutoCerca()
}

// premutoCerca searches with what is in the fields.
func (v *Vista) premutoCerca() {
	f := elenco.Filtri{Codice: v.codice.Entrata().Text, Persona: v.persona.Text, Gruppi: v.gruppi.Valore()}
	if c, ok := v.codice.Scelta(); ok {
		f.Codice, _ = c.Valore.(string)
	}
	if s, ok := v.stato.Scelta(); ok {
		f.Stato = s.Codice
	}
	if o, ok := v.ordine.Scelta(); ok {
		f.Ordine = o.Codice
	}
	f.Dal, f.DalErr = giorno(v.dal)
	f.Al, f.AlErr = giorno(v.al)
	v.p.P.Cerca(f)
}

func giorno(d *kit.DataEntry) (g esenpat.Data, errata bool) {
	t, ok := d.Giorno()
	if t.IsZero() || !ok {
		return esenpat.Data{}, !ok
	}
	return esenpat.DataDi(t), false
}

// mostraFiltri writes the state's filters into the fields.
func (v *Vista) mostraFiltri(s elenco.State) {
	v.stato.ImpostaVoci(notizia.Voci(s.Stati))
	v.stato.Imposta(s.Filtri.Stato)
	v.persona.SetText(s.Filtri.Persona)
	v.dal.Imposta(quando(s.Filtri.Dal))
	v.al.Imposta(quando(s.Filtri.Al))
	v.ordine.ImpostaVoci(notizia.Voci(s.Ordini))
	v.ordine.Imposta(s.Filtri.Ordine)
	v.gruppi.Imposta(s.Filtri.Gruppi)
	if s.Codice.Codice == "" {
		v.codice.Azzera()
	}
}

// mostraOrdine shows what the presenter made of order and code: grouping sets
// the order, a typed code gets its name.
func (v *Vista) mostraOrdine(s elenco.State) {
	if o, ok := v.ordine.Scelta(); ok && o.Codice != s.Filtri.Ordine {
		v.ordine.Imposta(s.Filtri.Ordine)
	}
	if s.Codice.Codice == v.mostrato {
		return
	}
	v.mostrato = s.Codice.Codice
	if c, ok := v.codice.Scelta(); v.mostrato != "" && (!ok || c.Valore != v.mostrato) {
		v.codice.Imposta(voceCodice(s.Codice))
	}
}

func quando(d esenpat.Data) time.Time {
	if d.Vuota() {
		return time.Time{}
	}
	return d.Inizio(time.UTC)
}
