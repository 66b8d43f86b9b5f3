// Package impostazioni draws the settings dialog.
package impostazioni

import (
	"fyne.io/fyne/v2"

	"github.com/esenpat/esenpat-desktop/app/present/guida"
	"github.com/esenpat/esenpat-desktop/app/present/impostazioni"
	"github.com/esenpat/esenpat-desktop/views/kit"
	"github.com/esenpat/esenpat-desktop/views/tema"
)

// Testi looks up a sentence.
type Testi interface {
	T(key string, kv ...string) string
}

const larghezza = 640

// Vista is the settings dialog: built once, drawn again from each State.
type Vista struct {
	p *impostazioni.Presenter
	t Testi

	dialogo   *kit.Dialogo
	tema      *kit.Scelta
	scala     *kit.Scelta
	lingua    *kit.Scelta
	dove      *kit.Scelta
	indirizzo *kit.Testo
	autorita  *kit.Testo
	alias     *kit.Scelta
	blocco    *kit.Scelta
	campo     *kit.Campo
	rete      *fyne.Container
	uscita    *reteVista
	campi     map[string]*kit.Campo // by key of the setting
	passi     *fyne.Container
	avviso    *kit.Avviso
	attesa    *kit.Attesa
	salva     *kit.Bottone
	prova     *kit.Bottone
}

// New builds the dialog and binds it to its presenter.
func New(p *impostazioni.Presenter, t Testi, tempo kit.Tempo) *Vista {
	v := &Vista{p: p, t: t, avviso: kit.NewAvviso(), passi: kit.Colonna(kit.Spazio4)}
	v.attesa = kit.NewAttesa(tempo, p.Annulla)
	v.tema = kit.NewScelta(true, v.opzioni("impostazioni.tema.", "chiaro", "scuro", "contrasto"), nil)
	v.scala = kit.NewScelta(true, v.opzioni("impostazioni.scala.", "90", "100", "125", "150"), nil)
	v.lingua = kit.NewScelta(true, v.opzioni("impostazioni.lingua.", impostazioni.LinguaItaliana, impostazioni.LinguaInglese), nil)
	v.dove = kit.NewScelta(false, v.opzioni("impostazioni.ambiente.", "prova", "servizio"), func(string) { v.mostraRete() })
	v.indirizzo = kit.NewTesto(t.T("impostazioni.indirizzo.esempio"))
	v.autorita = kit.NewTesto("")
	v.alias = kit.NewSiNo(nil)
	v.uscita = newRete(t, v.opzioni("impostazioni.proxy.", impostazioni.ProxySistema, impostazioni.ProxyNessuno, impostazioni.ProxyManuale, impostazioni.ProxyPAC),
		func() { v.dialogo.Aggiorna() })
	v.blocco = kit.NewScelta(true, v.opzioni("impostazioni.blocco.", "2", "5", "10", "15", "30"), nil)
	v.salva = kit.NewBottone(kit.Primario, t.T("impostazioni.salva"), tema.IconaNessuna, func() { p.Salva(v.valori(), v.uscita.segreto()) })
	v.prova = kit.NewBottone(kit.Secondario, t.T("impostazioni.prova-connessione"), tema.IconaAggiorna, func() { p.ProvaConnessione(v.valori(), v.uscita.segreto()) })
	chiudi := kit.NewBottone(kit.Secondario, t.T("impostazioni.chiudi"), tema.IconaNessuna, func() { v.dialogo.Chiudi() })
	v.dialogo = kit.NewDialogo(t.T("impostazioni.titolo"), v.corpo(), larghezza, chiudi, v.salva)
	v.dialogo.Argomento(guida.Impostazioni)
	v.dialogo.Primo = v.tema
	p.Render = v.render
	return v
}

// Mostra opens the dialog with the saved settings.
func (v *Vista) Mostra(c fyne.Canvas) {
	v.p.Apri()
	v.dialogo.Mostra(c)
}

func (v *Vista) corpo() fyne.CanvasObject {
	t := v.t
	v.campo = kit.NewCampo(t.T("impostazioni.indirizzo"), true, v.indirizzo)
	v.campi = map[string]*kit.Campo{impostazioni.ChiaveAmbiente: v.campo}
	c := func(chiave, testo string, controllo fyne.CanvasObject) *kit.Campo {
		v.campi[chiave] = kit.NewCampo(t.T(testo), false, controllo)
		return v.campi[chiave]
	}
	v.rete = kit.Colonna(kit.Spazio12, v.campo, c(impostazioni.ChiaveCA, "impostazioni.autorita", v.autorita), v.uscita.tutto)
	web := kit.NewCollegamento(t.T("impostazioni.servizio-web"), v.p.ApriServizioWeb)
	return kit.Colonna(
		kit.Spazio16,
		v.avviso,
		kit.NewEtichetta(t.T("impostazioni.aspetto"), kit.Sezione, kit.Neutro),
		c(impostazioni.ChiaveTema, "impostazioni.tema", v.tema),
		c(impostazioni.ChiaveScala, "impostazioni.scala", v.scala),
		c(impostazioni.ChiaveLingua, "impostazioni.lingua", v.lingua),
		kit.NewLinea(),
		kit.NewEtichetta(t.T("impostazioni.connessione"), kit.Sezione, kit.Neutro),
		c("dove", "impostazioni.ambiente", v.dove),
		v.rete,
		kit.Riga(kit.Spazio16, v.prova, web),
		v.attesa, v.passi,
		kit.NewLinea(),
		kit.NewEtichetta(t.T("impostazioni.firma"), kit.Sezione, kit.Neutro),
		c(impostazioni.ChiaveAlias, "impostazioni.ricorda-alias", v.alias),
		kit.NewLinea(),
		kit.NewEtichetta(t.T("impostazioni.postazione"), kit.Sezione, kit.Neutro),
		c(impostazioni.ChiaveBlocco, "impostazioni.blocco", v.blocco),
	)
}

func (v *Vista) opzioni(radice string, valori ...string) []kit.Opzione {
	o := make([]kit.Opzione, len(valori))
	for i, s := range valori {
		o[i] = kit.Opzione{Valore: s, Testo: v.t.T(radice + s)}
	}
	return o
}

func (v *Vista) valori() impostazioni.Valori {
	return impostazioni.Valori{
		Tema: v.tema.Valore(), Scala: v.scala.Valore(), Lingua: v.lingua.Valore(), UsaProva: v.dove.Valore() != "servizio",
		Indirizzo: v.indirizzo.Text, Autorita: v.autorita.Text, RicordaAlias: v.alias.Valore() != "no", Rete: v.uscita.valori(),
	}.ConBlocco(v.blocco.Valore())
}

func (v *Vista) mostraRete() {
	if v.dove.Valore() == "servizio" {
		v.rete.Show()
	} else {
		v.rete.Hide()
	}
	v.dialogo.Aggiorna()
}

func (v *Vista) render(s impostazioni.State) {
	v.tema.Imposta(s.Valori.Tema)
	v.scala.Imposta(s.Valori.Scala)
	v.lingua.Imposta(s.Valori.Lingua)
	v.dove.Imposta(map[bool]string{true: "prova", false: "servizio"}[s.Valori.UsaProva])
	v.indirizzo.SetText(s.Valori.Indirizzo)
	v.autorita.SetText(s.Valori.Autorita)
	v.alias.Imposta(map[bool]string{true: "si", false: "no"}[s.Valori.RicordaAlias])
	v.blocco.Imposta(s.Valori.MinutiBlocco())
	v.uscita.render(s)
	for chiave, c := range v.campi {
		blocca(v.t, c, s.Bloccate[chiave])
	}
	for chiave, c := range v.uscita.campi {
		blocca(v.t, c, s.Bloccate[chiave])
	}
	blocca(v.t, v.campi["dove"], s.Bloccate[impostazioni.ChiaveAmbiente])
	v.mostraRete()
	v.campo.Errore(s.ErroreIndirizzo)
	if s.ErroreIndirizzo != "" {
		v.campo.Focalizza()
	}
	v.attesa.Imposta(s.InCorso, v.t.T("impostazioni.prova-in-corso"))
	v.prova.Occupa(s.InCorso)
	v.passi.RemoveAll()
	for _, r := range s.Passi {
		tono, icona := kit.TonoOK, tema.IconaSpunta
		if !r.Riuscito {
			tono, icona = kit.TonoErrore, tema.IconaErrore
		}
		v.passi.Add(kit.Riga(kit.Spazio8, kit.NewSegno(icona, tono), kit.NewEtichetta(r.Testo, kit.Piccolo, kit.Neutro)))
	}
	v.notizia(s)
	v.dialogo.Aggiorna()
}

func (v *Vista) notizia(s impostazioni.State) {
	switch {
	case !s.Avviso.Vuoto():
		v.avviso.Mostra(kit.Notizia{Tono: kit.TonoErrore, Titolo: s.Avviso.Titolo, Causa: s.Avviso.Causa, Rimedio: s.Avviso.Rimedio, Dettagli: s.Avviso.Supporto})
	case s.Riavvio:
		v.avviso.Mostra(kit.Notizia{Tono: kit.TonoOK, Titolo: v.t.T("impostazioni.dal-prossimo-accesso")})
	case s.Lingua:
		v.avviso.Mostra(kit.Notizia{Tono: kit.TonoOK, Titolo: v.t.T("impostazioni.dal-prossimo-avvio")})
	case s.Salvato:
		v.avviso.Mostra(kit.Notizia{Tono: kit.TonoOK, Titolo: v.t.T("impostazioni.salvate")})
	default:
		v.avviso.Mostra(kit.Notizia{})
	}
}
