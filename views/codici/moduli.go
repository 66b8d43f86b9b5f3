package codici

import (
	"time"

	"fyne.io/fyne/v2"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/codici"
	"github.com/esenpat/esenpat-desktop/views/kit"
	"github.com/esenpat/esenpat-desktop/views/tema"
)

// costruisciModuli builds the small forms of the panels that ask something.
func (v *Vista) costruisciModuli() fyne.CanvasObject {
	v.moduli = map[codici.Pannello]fyne.CanvasObject{
		codici.Traduzione: v.moduloTraduzione(), codici.Gravidanza: v.moduloGravidanza(), codici.Combina: v.moduloCombina(), codici.Regole: v.moduloRegole(),
	}
	c := kit.Colonna(kit.Spazio8, v.moduli[codici.Traduzione], v.moduli[codici.Gravidanza], v.moduli[codici.Combina], v.moduli[codici.Regole])
	for _, x := range v.p.Pannelli() {
		if x == codici.Importa {
			v.moduli[x] = kit.Riga(kit.Spazio8, v.bottone("codici.vista.importa-diagnosi", tema.IconaScarica, v.p.ImportaDiagnosi),
				v.bottone("codici.vista.importa-esenzioni", tema.IconaScarica, v.p.ImportaEsenzioni))
			c.Add(v.moduli[x])
		}
	}
	return c
}

func (v *Vista) moduloTraduzione() fyne.CanvasObject {
	verso := kit.NewTendina("", voci(v.p.Destinazioni()), func(x kit.Voce) {
		if !v.disegna {
			v.p.Traduci(x.Codice)
		}
	})
	verso.Imposta("")
	return kit.NewCampo(v.t.T("codici.vista.verso"), false, verso)
}

// moduloGravidanza shows only the fields that the chosen way of counting needs.
func (v *Vista) moduloGravidanza() fyne.CanvasObject {
	settimana := kit.NewTesto("12")
	quando, alla := kit.NewDataEntry(v.oggi), kit.NewDataEntry(v.oggi)
	alla.Imposta(v.oggi())
	campi := []*kit.Campo{
		kit.NewCampo(v.t.T("codici.vista.settimana"), true, settimana), kit.NewCampo(v.t.T("codici.vista.data"), true, quando),
		kit.NewCampo(v.t.T("codici.vista.alla-data"), true, alla),
	}
	modo := "settimana"
	corpo := kit.Colonne(larghezzaFiltro)
	calcola := func() {
		v.p.CalcolaGravidanza(codici.ModuloGravidanza{Modo: modo, Settimana: settimana.Text, Data: leggi(quando), AllaDat: leggi(alla)})
	}
	settimana.OnInvio = func(string) { calcola() }
	scelta := func(x string) {
		modo = x
		date := x == "ultima" || x == "parto"
		mostra(campi[0], x == "settimana")
		mostra(campi[1], date)
		mostra(campi[2], date)
		corpo.Refresh()
		if x != "settimana" && !date {
			calcola()
		}
	}
	var opzioni []kit.Voce
	for _, m := range []string{"settimana", "ultima", "parto", "preconcezionale", "rischio", "settimana-ignota"} {
		opzioni = append(opzioni, kit.Voce{Codice: m, Descrizione: v.t.T("codici.vista.modo." + m)})
	}
	tendina := kit.NewTendina("", opzioni, func(x kit.Voce) { scelta(x.Codice) })
	tendina.Imposta(modo)
	corpo.Add(kit.NewCampo(v.t.T("codici.vista.modo"), false, tendina))
	for _, c := range campi {
		corpo.Add(c)
	}
	mostra(campi[1], false)
	mostra(campi[2], false)
	bottone := kit.NewBottone(kit.Secondario, v.t.T("codici.vista.calcola"), tema.IconaNessuna, calcola)
	return kit.Colonna(kit.Spazio8, corpo, kit.Riga(0, bottone))
}

func (v *Vista) moduloCombina() fyne.CanvasObject {
	primo, secondo := kit.NewTesto("013"), kit.NewTesto("A02")
	unisci := func() { v.p.Unisci(primo.Text, secondo.Text) }
	primo.OnInvio = func(string) { unisci() }
	secondo.OnInvio = primo.OnInvio
	return kit.Colonna(
		kit.Spazio8,
		kit.Colonne(larghezzaFiltro, kit.NewCampo(v.t.T("codici.vista.primo"), true, primo), kit.NewCampo(v.t.T("codici.vista.secondo"), true, secondo)),
		kit.Riga(0, kit.NewBottone(kit.Secondario, v.t.T("codici.vista.unisci"), tema.IconaNessuna, unisci)),
	)
}

// moduloRegole checks a prescription, and reckons a term of the decree.
func (v *Vista) moduloRegole() fyne.CanvasObject {
	nome := kit.NewTesto(v.t.T("codici.vista.ricetta-esempio"))
	aggiungi := func(esente bool) func() {
		return func() {
			v.p.AggiungiPrestazione(nome.Text, esente)
			nome.SetText("")
			kit.Focalizza(nome)
		}
	}
	nome.OnInvio = func(string) { aggiungi(true)() }
	dal := kit.NewDataEntry(v.oggi)
	dal.OnData = func(t time.Time) { v.p.Proroga(giorno(t)) }
	return kit.Colonna(
		kit.Spazio8,
		kit.Colonne(larghezzaFiltro, kit.NewCampo(v.t.T("codici.vista.ricetta-titolo"), false, nome), kit.NewCampo(v.t.T("codici.vista.comunicazione"), false, dal)),
		kit.Flusso(
			kit.Spazio8, kit.NewBottone(kit.Secondario, v.t.T("codici.vista.ricetta-aggiungi-esente"), tema.IconaPiu, aggiungi(true)),
			kit.NewBottone(kit.Secondario, v.t.T("codici.vista.ricetta-aggiungi-altra"), tema.IconaPiu, aggiungi(false)),
			kit.NewBottone(kit.Secondario, v.t.T("codici.vista.ricetta-svuota"), tema.IconaCestino, v.p.SvuotaRicetta),
		),
	)
}

func leggi(d *kit.DataEntry) esenpat.Data {
	t, ok := d.Giorno()
	if !ok {
		t = time.Time{}
	}
	return giorno(t)
}
