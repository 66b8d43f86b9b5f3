package main

import (
	"fyne.io/fyne/v2"

	presguida "github.com/esenpat/esenpat-desktop/app/present/guida"
	"github.com/esenpat/esenpat-desktop/app/present/impostazioni"
	"github.com/esenpat/esenpat-desktop/docs"
	visteguida "github.com/esenpat/esenpat-desktop/views/guida"
	visteguscio "github.com/esenpat/esenpat-desktop/views/guscio"
	"github.com/esenpat/esenpat-desktop/views/kit"
)

// mostraGuida opens the guide at what the doctor has in front (F1). A locked
// workstation shows nothing but its lock.
func (f *finestra) mostraGuida() {
	if f.lavoro != nil && f.lavoro.blocco.State().Bloccato {
		return
	}
	if f.manuale == nil {
		f.manuale = visteguida.New(f.testi)
	}
	f.manuale.Mostra(f.w.Canvas(), presguida.Apri(f.testi.T("guida.titolo"), testoGuida(f.lingua), f.schermata()))
}

// testoGuida is the guide in the language of the window.
func testoGuida(lingua string) string {
	if lingua == impostazioni.LinguaInglese {
		return docs.ManualeInglese
	}
	return docs.Manuale
}

// schermata names the screen: the topmost layer that says so, else the tab.
func (f *finestra) schermata() string {
	if a := kit.ArgomentoDi(f.w.Canvas()); a != "" {
		return a
	}
	if f.lavoro == nil {
		return presguida.Accesso
	}
	return f.lavoro.schermata()
}

func (l *lavoro) schermata() string {
	switch l.vista.Scheda() {
	case visteguscio.SchedaCertificati:
		if l.vistaCert.Aperto() {
			return presguida.DettaglioCertificato
		}
		return presguida.Certificati
	case visteguscio.SchedaEsenzioni:
		if l.vistaEse.Aperto() {
			return presguida.DettaglioEsenzione
		}
		return presguida.Esenzioni
	case visteguscio.SchedaBozze:
		return presguida.Bozze
	case visteguscio.SchedaCodici:
		return presguida.Codici
	}
	return presguida.Home
}

// tastoSenzaLavoro is what keys do before the login.
func (f *finestra) tastoSenzaLavoro(ev *fyne.KeyEvent) {
	if ev.Name == fyne.KeyF1 {
		f.mostraGuida()
	}
}
