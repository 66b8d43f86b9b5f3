package main

import (
	"context"
	"crypto/rand"
	"log/slog"
	"math"
	"time"

	"github.com/esenpat/esenpat-desktop/app/audit"
	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/guscio"
	"github.com/esenpat/esenpat-desktop/app/sessione"
	"github.com/esenpat/esenpat-desktop/services/cifra"
	"github.com/esenpat/esenpat-desktop/services/sistema"
	visteguscio "github.com/esenpat/esenpat-desktop/views/guscio"
)

// nuovoSblocco is the login that can open a locked workstation again.
func nuovoSblocco(g *sessione.Gestore) *sessione.Sblocco {
	return sessione.NewSblocco(g, cifra.ArgonDiSerie().Deriva, rand.Reader, sistema.Acceso)
}

// nuovoBlocco builds the lock of the working window.
func (l *lavoro) nuovoBlocco() *guscio.Blocco {
	inattivo := func(context.Context) (time.Duration, error) {
		return 0, esenpat.NewError(esenpat.Unavailable, "schermo.inattivita", "cmd.blocco")
	}
	i, err := sistema.NewInattivita()
	if err != nil {
		l.log.Warn("no idle counter: the workstation locks on demand only", slog.Any("error", esenpat.AsError(err)))
	} else {
		inattivo = i.Da
		context.AfterFunc(l.ctx, i.Chiudi)
	}
	return guscio.NewBlocco(l.ctx, guscio.ParamsBlocco{
		UI: l.ui, Dopo: l.tempo.Dopo, Testi: l.testi, Chi: l.s.sblocco, Inattivo: inattivo, Acceso: sistema.Acceso,
		Attesa: l.attesaBlocco,
		Prima:  l.nuovo.Salva,
		Accaduto: func(azione string) {
			l.log.Info("workstation", slog.String("azione", azione))
			go l.s.audit.Annota(l.ctx, azione, "", "", "OK") // the disk is not for the UI thread
			if azione == guscio.AzioneSblocco {
				l.chiamate.p.Riprova()
			}
		},
		Esci: l.guscio.Esci,
	})
}

// attesaBlocco is after how long without anybody the window locks. The job of
// `prova` touches neither keyboard nor mouse and must not be locked out.
func (f *finestra) attesaBlocco() time.Duration {
	if f.guidata {
		return math.MaxInt64
	}
	return f.valori.Blocco
}

// seguiSistema locks the window whenever the system locks its own session.
func (l *lavoro) seguiSistema() {
	if err := sistema.SeguiBlocco(l.ctx, func() { l.ui(l.blocco.Blocca) }); err != nil {
		l.log.Info("the system does not tell when it locks: the idle time does", slog.Any("error", esenpat.AsError(err)))
	}
}

// collegaBlocco puts the page of the lock over the window.
func (l *lavoro) collegaBlocco() {
	l.vistaBlocco = visteguscio.NewBlocco(l.blocco, l.testi, l.w.Canvas())
	l.blocco.Avvia(l.chi)
	if !l.guidata {
		go l.seguiSistema()
	}
	go l.s.audit.Annota(l.ctx, audit.Accesso, "", "", "OK")
}
