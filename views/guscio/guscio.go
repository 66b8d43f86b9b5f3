package guscio

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/esenpat/esenpat-desktop/app/present/guscio"
	"github.com/esenpat/esenpat-desktop/views/kit"
	"github.com/esenpat/esenpat-desktop/views/tema"
)

// Testi looks up a sentence.
type Testi interface {
	T(key string, kv ...string) string
}

// Ids of the tabs.
const (
	SchedaCertificati = "certificati"
	SchedaEsenzioni   = "esenzioni"
	SchedaBozze       = "bozze"
	SchedaCodici      = "codici"
)

// Parti are what stands inside the frame.
type Parti struct {
	Banda       fyne.CanvasObject // over the tabs; nil: none
	Certificati fyne.CanvasObject
	Esenzioni   fyne.CanvasObject
	Bozze       fyne.CanvasObject // nil: no such tab
	Codici      fyne.CanvasObject // nil: no such tab
}

// Comandi are what the frame's own buttons and keys do.
type Comandi struct {
	Nuovo        func()
	Aggiorna     func()
	Filtri       func()
	Stampa       func() // Ctrl+P: what the tab shows, if it can be printed
	Impostazioni func()
	Informazioni func()
	Verifica     func()
	Importa      func() // brings in an official catalogue; nil: not possible
	Blocca       func()
	Diagnostica  func()
	Guida        func() // F1
	Copiato      func() // text was copied out of a field
	Rimuovi      func() // the doctor's data, from this workstation
	Ruolo        func() // nil: there is only one role and workplace
	Scheda       func(id string)
	Indietro     func() // Alt+Left: from a detail back to its list
}

// Vista is the frame: built once after the login, drawn again from each State.
type Vista struct {
	p    *guscio.Presenter
	t    Testi
	tela fyne.Canvas
	com  Comandi

	testa  *kit.Intestazione
	schede *kit.Schede
	nuovo  *kit.Bottone
	stato  *kit.BarraStato
	avviso *kit.Avviso
	toast  *kit.Toast
	tasti  *kit.Scorciatoie
	tutto  fyne.CanvasObject
}

// New builds the frame and binds it to its presenter.
func New(p *guscio.Presenter, t Testi, tela fyne.Canvas, toast *kit.Toast, parti Parti, com Comandi) *Vista {
	v := &Vista{p: p, t: t, tela: tela, com: com, stato: kit.NewBarraStato(), avviso: kit.NewAvviso(), toast: toast}
	v.testa = kit.NewIntestazione(t.T("guscio.titolo"), v.Casa)
	v.nuovo = kit.NewBottone(kit.Primario, t.T("guscio.nuovo-certificato"), tema.IconaPiu, com.Nuovo)
	v.schede = kit.NewSchede(v.voci(parti), v.nuovo)
	v.schede.OnScelta = com.Scheda
	v.tasti = v.scorciatoie()
	alto := kit.Colonna(0, v.testa, v.avviso)
	if parti.Banda != nil {
		alto.Add(parti.Banda)
	}
	radice := kit.NewRadice(container.NewStack(kit.Telaio(alto, v.schede, v.stato), v.toast.Strato()), v.tasti)
	radice.OnCopia = com.Copiato
	v.tutto = radice
	p.Render = v.render
	v.render(p.State())
	return v
}

// Oggetto returns what is put on the window.
func (v *Vista) Oggetto() fyne.CanvasObject { return v.tutto }

// Tasto runs a plain-key shortcut (F1, F5); give it to the window.
func (v *Vista) Tasto(ev *fyne.KeyEvent) { v.tasti.Tasto(ev) }

// Scheda returns the id of the tab shown.
func (v *Vista) Scheda() string { return v.schede.Scelta() }

// Casa shows the first tab.
func (v *Vista) Casa() { v.schede.Vai(0) }

// Mostra shows a tab by its id.
func (v *Vista) Mostra(id string) { v.schede.Mostra(id) }

// Annuncia says that something went well; it vanishes by itself and never
// carries what the doctor must act on.
func (v *Vista) Annuncia(testo string) { v.toast.Mostra(kit.TonoOK, testo) }

func (v *Vista) voci(parti Parti) []kit.VoceScheda {
	var voci []kit.VoceScheda
	s := v.p.State()
	aggiungi := func(c bool, id string, o fyne.CanvasObject) {
		if c && o != nil {
			voci = append(voci, kit.VoceScheda{ID: id, Titolo: v.t.T("guscio.scheda." + id), Contenuto: o})
		}
	}
	aggiungi(s.Certificati, SchedaCertificati, parti.Certificati)
	aggiungi(s.Esenzioni, SchedaEsenzioni, parti.Esenzioni)
	aggiungi(s.Nuovo, SchedaBozze, parti.Bozze)
	aggiungi(true, SchedaCodici, parti.Codici)
	return voci
}

func (v *Vista) scorciatoie() *kit.Scorciatoie {
	r := kit.NewScorciatoie(v.tela)
	t := v.t
	ctrl := fyne.KeyModifierControl
	r.Aggiungi(kit.Scorciatoia{Tasto: fyne.KeyN, Mod: ctrl, Nome: "Ctrl+N", Cosa: t.T("guscio.tasto.nuovo"), Fai: v.premiNuovo})
	r.Aggiungi(kit.Scorciatoia{Tasto: fyne.KeyF, Mod: ctrl, Nome: "Ctrl+F", Cosa: t.T("guscio.tasto.filtri"), Fai: v.com.Filtri})
	for n, k := range []fyne.KeyName{fyne.Key1, fyne.Key2, fyne.Key3, fyne.Key4} {
		s := kit.Scorciatoia{Tasto: k, Mod: ctrl, Nome: "Ctrl+1…4", Cosa: t.T("guscio.tasto.schede"), Fai: func() { v.schede.Vai(n) }}
		if n > 0 {
			s.Nome, s.Cosa = "", ""
		}
		r.Aggiungi(s)
	}
	r.Aggiungi(kit.Scorciatoia{Tasto: fyne.KeyTab, Mod: ctrl, Nome: "Ctrl+Tab", Cosa: t.T("guscio.tasto.scheda-dopo"), Fai: func() { v.schede.Avanti(1) }})
	r.Aggiungi(kit.Scorciatoia{Tasto: fyne.KeyEscape, Fai: v.com.Indietro})
	r.Aggiungi(kit.Scorciatoia{Tasto: fyne.KeyL, Mod: ctrl, Nome: "Ctrl+L", Cosa: t.T("guscio.tasto.blocca"), Fai: v.com.Blocca, Sempre: true})
	r.Aggiungi(kit.Scorciatoia{Tasto: fyne.KeyP, Mod: ctrl, Nome: "Ctrl+P", Cosa: t.T("guscio.tasto.stampa"), Fai: v.com.Stampa})
	r.Aggiungi(kit.Scorciatoia{Tasto: fyne.KeyF5, Nome: "F5", Cosa: t.T("guscio.tasto.aggiorna"), Fai: v.com.Aggiorna})
	r.Aggiungi(kit.Scorciatoia{Tasto: fyne.KeyLeft, Mod: fyne.KeyModifierAlt, Nome: "Alt+←", Cosa: t.T("guscio.tasto.indietro"), Fai: v.com.Indietro})
	for _, s := range [][2]string{{"Ctrl+Invio", "primario"}, {"Esc", "esci"}} {
		r.Aggiungi(kit.Scorciatoia{Nome: s[0], Cosa: t.T("guscio.tasto." + s[1]), Spenta: true})
	}
	r.Aggiungi(kit.Scorciatoia{Tasto: fyne.KeyF1, Nome: "F1", Cosa: t.T("guscio.tasto.guida"), Fai: v.com.Guida, Sempre: true})
	foglio := func() { r.Foglio().Mostra(v.tela) }
	r.Aggiungi(kit.Scorciatoia{Tasto: fyne.KeySlash, Mod: ctrl | fyne.KeyModifierShift, Nome: "Ctrl+?", Cosa: t.T("guscio.tasto.scorciatoie"), Fai: foglio})
	r.Aggiungi(kit.Scorciatoia{Tasto: fyne.KeyApostrophe, Mod: ctrl | fyne.KeyModifierShift, Fai: foglio}) // where ? stands on an Italian keyboard
	return r
}

func (v *Vista) premiNuovo() {
	if v.p.State().Nuovo {
		v.com.Nuovo()
	}
}

func (v *Vista) menu() []kit.VoceMenu {
	voci := []kit.VoceMenu{{Testo: v.t.T("guscio.menu.impostazioni"), Fai: v.com.Impostazioni}}
	if v.com.Ruolo != nil {
		voci = append(voci, kit.VoceMenu{Testo: v.t.T("guscio.menu.ruolo"), Fai: v.com.Ruolo})
	}
	voci = append(voci, kit.VoceMenu{Testo: v.t.T("guscio.menu.verifica"), Fai: v.com.Verifica})
	if v.com.Importa != nil {
		voci = append(voci, kit.VoceMenu{Testo: v.t.T("guscio.menu.importa"), Fai: v.com.Importa})
	}
	return append(
		voci,
		kit.VoceMenu{Testo: v.t.T("guscio.menu.guida"), Fai: v.com.Guida},
		kit.VoceMenu{Testo: v.t.T("guscio.menu.scorciatoie"), Fai: func() { v.tasti.Foglio().Mostra(v.tela) }},
		kit.VoceMenu{Testo: v.t.T("guscio.menu.informazioni"), Fai: v.com.Informazioni},
		kit.VoceMenu{Testo: v.t.T("guscio.menu.diagnostica"), Fai: v.com.Diagnostica},
		kit.VoceMenu{Testo: v.t.T("guscio.menu.rimuovi"), Fai: v.com.Rimuovi},
		kit.VoceMenu{Testo: v.t.T("guscio.menu.blocca"), Fai: v.com.Blocca},
		kit.VoceMenu{Testo: v.t.T("guscio.menu.esci"), Fai: v.p.Esci},
	)
}

func (v *Vista) render(s guscio.State) {
	v.testa.Ambiente(s.Ambiente)
	v.testa.Utente(s.Utente, v.menu())
	v.nuovo.Hidden = !s.Nuovo
	v.stato.Rete(s.InLinea, s.Rete)
	altro := s.Catalogo
	if s.Coda != "" {
		altro += " · " + s.Coda
	}
	v.stato.Altro(altro)
	v.schede.Conta(SchedaCertificati, s.DaFirmare)
	v.schede.Conta(SchedaEsenzioni, s.DaRimandare)
	v.schede.Conta(SchedaBozze, s.Bozze)
	v.avviso.Mostra(kit.Notizia{
		Tono: kit.TonoAvviso, Titolo: s.Avviso.Titolo, Causa: s.Avviso.Causa, Rimedio: s.Avviso.Rimedio, Chiudibile: true,
	})
}
