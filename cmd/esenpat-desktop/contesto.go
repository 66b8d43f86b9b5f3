package main

import (
	"bytes"
	"context"
	"net/url"
	"os"
	"strings"

	"github.com/esenpat/esenpat-desktop/app/audit"
	"github.com/esenpat/esenpat-desktop/app/contesto"
	"github.com/esenpat/esenpat-desktop/app/esenpat"
	prescontesto "github.com/esenpat/esenpat-desktop/app/present/contesto"
	"github.com/esenpat/esenpat-desktop/services/sistema"
	vistecontesto "github.com/esenpat/esenpat-desktop/views/contesto"
)

// prefissoErrore begins what tells the open window of a call that was refused
// before it reached it.
const prefissoErrore = "errore "

// eseguiApri opens the program on the patient that a clinical record asks for:
// in the window that is open already, else in a new one.
func eseguiApri(ctx context.Context, c *comando, args []string) (int, error) {
	var gettone, da string
	c.fs.StringVar(&gettone, "contesto", "", "gettone opaco dato dalla cartella clinica")
	c.fs.StringVar(&da, "da", "", "file JSON privato, o - per lo standard input, con «token» oppure «cf_paziente»")
	if err := c.leggi(args, 0, 1); err != nil {
		return 0, err
	}
	modi := len(c.parole)
	for _, s := range []string{gettone, da} {
		if s != "" {
			modi++
		}
	}
	if modi != 1 {
		c.fs.Usage()
		return 0, errUso
	}
	r, err := leggiChiamata(c, gettone, da)
	if err != nil {
		// A link is opened without a terminal: who clicked it is told by the
		// window, if there is one.
		if p, errPercorsi := sistema.TrovaPercorsi(c.profilo, os.Getenv, os.UserHomeDir); errPercorsi == nil {
			sistema.Consegna(ctx, p.Profilo, []byte(prefissoErrore+esenpat.CodeOf(err)))
		}
		return 0, err
	}
	m, err := r.Messaggio()
	if err != nil {
		return 0, esenpat.NewError(esenpat.Internal, "errore.imprevisto", "cmd.apri").Because(err)
	}
	return apriFinestraPer(ctx, c, m), nil
}

func leggiChiamata(c *comando, gettone, da string) (contesto.Richiesta, error) {
	switch {
	case gettone != "":
		return contesto.DaGettone(gettone)
	case da == "-":
		return contesto.Leggi(c.in)
	case da != "":
		b, err := sistema.LeggiPrivato(da, contesto.MaxFile)
		if err != nil {
			return contesto.Richiesta{}, err
		}
		return contesto.Leggi(bytes.NewReader(b))
	case contesto.SembraCodiceFiscale(c.parole[0]) && !contesto.EIndirizzo(c.parole[0]):
		return contesto.DaGettone(c.parole[0]) // says why not
	}
	return contesto.DaIndirizzo(c.parole[0])
}

// chiamata is the word before any verb: an address that the system passes, or a
// fiscal code that somebody has put where it does not belong.
func chiamata(parola string) bool {
	return contesto.EIndirizzo(parola) || contesto.SembraCodiceFiscale(parola)
}

// gia gives the call to the window that is open on the profile, and reports
// whether there was one. It comes before anything is opened (FT-08).
func gia(ctx context.Context, o opzioni, richiesta []byte) bool {
	p, err := sistema.TrovaPercorsi(o.profilo, os.Getenv, os.UserHomeDir)
	return err == nil && sistema.Consegna(ctx, p.Profilo, richiesta)
}

// scena is the window as the call of a clinical record finds it.
type scena struct{ f *finestra }

// Corrente returns who works here.
func (s scena) Corrente() (esenpat.Sessione, bool) {
	if s.f.lavoro == nil {
		return esenpat.Sessione{}, false
	}
	return s.f.servizio.accesso.Corrente()
}

// Bloccata reports whether the workstation is locked.
func (s scena) Bloccata() bool { return s.f.lavoro.blocco.State().Bloccato }

// Ingombro says what is open: an untouched wizard is nothing.
func (s scena) Ingombro() prescontesto.Ingombro {
	l := s.f.lavoro
	aperti := len(l.w.Canvas().Overlays().List())
	if l.chiamate.vista.Aperta() {
		aperti--
	}
	if l.vistaNuovo.Aperta() && l.nuovo.Intatto() {
		aperti--
	}
	switch {
	case l.nuovo.Impegnato() || l.attoInCorso():
		return prescontesto.Fermo
	case aperti > 0:
		return prescontesto.Occupato
	}
	return prescontesto.Libero
}

// Apri starts a certificate for the patient.
func (s scena) Apri(cf esenpat.CodiceFiscale) {
	s.f.lavoro.vistaNuovo.MostraAssistito(s.f.w.Canvas(), cf)
}

// chiamate are the calls of clinical records to this window.
type chiamate struct {
	p     *prescontesto.Presenter
	vista *vistecontesto.Vista
}

func (f *finestra) nuoveChiamate() chiamate {
	p := prescontesto.New(f.ctx, prescontesto.Params{
		UI: f.ui, Testi: f.testi, Adesso: f.ora, Scena: scena{f},
		Servizio: func() (prescontesto.Risolutore, string) {
			if f.servizio == nil {
				return nil, ""
			}
			return f.servizio.client, hostDi(f.servizio.url)
		},
		Annota: func(esito string) {
			if f.servizio != nil {
				go f.servizio.audit.Annota(f.ctx, audit.Chiamata, "", "", esito) // the disk is not for the UI thread
			}
		},
	})
	p.SessioneScaduta = func(riprendi func()) {
		if f.lavoro != nil {
			f.lavoro.rientro.Chiedi(riprendi)
		}
	}
	return chiamate{p, vistecontesto.New(p, f.testi, f.w.Canvas())}
}

func hostDi(indirizzo string) string {
	u, err := url.Parse(indirizzo)
	if err != nil {
		return ""
	}
	return u.Host
}

// ricevi takes what another process of this profile asks: to come to the front
// and, with a message, to open a patient. Runs on any goroutine.
func (f *finestra) ricevi(richiesta []byte) {
	f.ui(func() {
		f.w.RequestFocus()
		if richiesta == nil {
			return
		}
		if codice, no := strings.CutPrefix(string(richiesta), prefissoErrore); no {
			f.chiamate.p.Rifiuta(esenpat.NewError(esenpat.Invalid, codice, "cmd.apri"))
			return
		}
		r, err := contesto.DaMessaggio(richiesta)
		if err != nil {
			f.chiamate.p.Rifiuta(err)
			return
		}
		f.chiamate.p.Arriva(r)
	})
}
