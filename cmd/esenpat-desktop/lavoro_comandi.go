package main

import (
	"context"
	"time"

	"github.com/google/uuid"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/evento"
	"github.com/esenpat/esenpat-desktop/app/modelli"
	visteguscio "github.com/esenpat/esenpat-desktop/views/guscio"
)

func (l *lavoro) apriNuovo() {
	if !l.vistaNuovo.Aperta() {
		l.vistaNuovo.Mostra(l.w.Canvas())
	}
}

func (l *lavoro) mostraScheda(id string) {
	l.bozze.Nascondi()
	switch id {
	case visteguscio.SchedaBozze:
		l.vistaBozze.Mostra()
	case visteguscio.SchedaCertificati:
		l.vistaCert.Mostra()
	case visteguscio.SchedaEsenzioni:
		l.vistaEse.Mostra()
	}
}

func (l *lavoro) aggiorna() {
	switch l.vista.Scheda() {
	case visteguscio.SchedaCertificati:
		l.vistaCert.Aggiorna()
	case visteguscio.SchedaEsenzioni:
		l.vistaEse.Aggiorna()
	case visteguscio.SchedaCodici:
		if l.vistaCodici != nil {
			l.vistaCodici.Controlla() // asks the service for newer catalogues now
		}
	case visteguscio.SchedaBozze:
		l.vistaBozze.Aggiorna()
	}
	l.guscio.Conta()
	l.contaPratiche()
}

func (l *lavoro) filtri() {
	switch l.vista.Scheda() {
	case visteguscio.SchedaBozze:
		l.vistaBozze.Filtri()
	case visteguscio.SchedaCertificati:
		l.vistaCert.Filtri()
	case visteguscio.SchedaEsenzioni:
		l.vistaEse.Filtri()
	case visteguscio.SchedaCodici:
		l.vistaCodici.Focalizza()
	}
}

// stampa prints what the tab shows (Ctrl+P): an open detail, or what stands in
// the panel of the codes. Each presenter knows when there is nothing to print.
func (l *lavoro) stampa() {
	switch l.vista.Scheda() {
	case visteguscio.SchedaCertificati:
		l.cert.Stampa()
	case visteguscio.SchedaEsenzioni:
		l.ese.Stampa()
	case visteguscio.SchedaCodici:
		if l.vistaCodici != nil {
			l.vistaCodici.Stampa()
		}
	}
}

// importaCatalogo opens the panel of the imports; nil without code tables.
func (l *lavoro) importaCatalogo() func() {
	if l.vistaCodici == nil {
		return nil
	}
	return func() {
		l.vista.Mostra(visteguscio.SchedaCodici)
		l.vistaCodici.Importa()
	}
}

func (l *lavoro) indietro() {
	switch l.vista.Scheda() {
	case visteguscio.SchedaCertificati:
		l.vistaCert.Indietro()
	case visteguscio.SchedaEsenzioni:
		l.vistaEse.Indietro()
	}
}

// aggiornaElenchi reads again lists and open details, after something changed:
// behind a detail its list would keep the old state.
func (l *lavoro) aggiornaElenchi() {
	l.vistaBozze.Aggiorna()
	l.cert.Cambiato()
	l.ese.Cambiato()
	l.guscio.Conta()
	l.contaPratiche()
}

// seguiEsiti reads the lists again when an act that had no known outcome gets
// one, also in the background: after a restart, or when AURA was slow. What was
// begun without the network is checked when it is back.
func (l *lavoro) seguiEsiti() {
	smetti := l.s.bus.Ascolta(func(e evento.Evento) {
		poi := func() {}
		switch e.(type) {
		case evento.EsitoRisolto:
			poi = l.aggiornaElenchi
		case evento.InLinea: // a patient taken from a copy, or typed by hand, is checked
			poi = l.nuovo.ReteTornata
		default:
			return
		}
		l.ui(func() {
			if l.ctx.Err() == nil {
				poi()
			}
		})
	})
	context.AfterFunc(l.ctx, smetti)
}

// attoInCorso reports whether something legal was sent and not answered.
func (l *lavoro) attoInCorso() bool {
	for _, f := range l.firme {
		if f.InCorso() {
			return true
		}
	}
	for _, r := range l.rilasci {
		if r.InCorso() {
			return true
		}
	}
	return l.pratica.InCorso()
}

// attendi waits for acts under way and for the last save, until ctx ends. It
// runs after the window is gone, off the UI thread.
func (l *lavoro) attendi(ctx context.Context) {
	fatto := make(chan struct{})
	go func() {
		for _, f := range l.firme {
			f.Wait()
		}
		for _, r := range l.rilasci {
			r.Wait()
		}
		l.pratica.Wait()
		l.nuovo.Wait()
		<-l.codaFinita
		close(fatto)
	}()
	select {
	case <-fatto:
	case <-ctx.Done():
	}
}

// uscito throws the working window away and shows the login.
func (l *lavoro) uscito() {
	l.fine()
	l.chiamate.p.Uscito() // before its doctor's window is gone
	l.blocco.Chiudi()
	l.guscio.Chiudi()
	l.s.mostrati.Svuota()
	l.appunti.Svuota()
	l.mazzo.Blocca(l.proprietario)
	if err := l.documenti.Svuota(); err != nil {
		l.log.Warn("temporary copies not removed")
	}
	for _, o := range l.w.Canvas().Overlays().List() {
		l.w.Canvas().Overlays().Remove(o)
	}
	l.lavoro = nil
	l.mostraAccesso()
}

// cambiaRuolo leads to the choice of role and workplace; nil where there is one.
func (l *lavoro) cambiaRuolo() func() {
	if l.entra == nil || !l.entra.conScelta {
		return nil
	}
	return func() { l.guscio.Esci() }
}

// soloProprie is the service's parameter about whose exemptions it shows.
func (l *lavoro) soloProprie() bool {
	s, _ := l.s.accesso.Corrente()
	return s.Parametri.SoloProprie
}

// puoCreare reports whether the role in use writes certificates.
func (l *lavoro) puoCreare() bool {
	s, _ := l.s.accesso.Corrente()
	return s.Puo(esenpat.AzioneNuovoCertificato)
}

// modelli are the doctor's own texts on this workstation.
func (l *lavoro) modelli() *modelli.Modelli {
	return modelli.New(l.deposito, l.s.accesso, uuid.NewString, time.Now)
}
