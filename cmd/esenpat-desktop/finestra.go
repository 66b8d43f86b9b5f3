package main

import (
	"context"
	"io/fs"
	"log/slog"
	"os"
	"strconv"
	"sync/atomic"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"
	"fyne.io/fyne/v2/container"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/impostazioni"
	"github.com/esenpat/esenpat-desktop/app/present/informazioni"
	"github.com/esenpat/esenpat-desktop/assets"
	"github.com/esenpat/esenpat-desktop/services/sistema"
	visteguida "github.com/esenpat/esenpat-desktop/views/guida"
	visteimpostazioni "github.com/esenpat/esenpat-desktop/views/impostazioni"
	visteinformazioni "github.com/esenpat/esenpat-desktop/views/informazioni"
	"github.com/esenpat/esenpat-desktop/views/kit"
	"github.com/esenpat/esenpat-desktop/views/tema"
)

const (
	idProgramma = "it.esenpat.desktop"
	larghezza   = 1280
	altezza     = 720
	// attesaAtti is how long the end of the program waits for an act that is
	// under way.
	attesaAtti = 5 * time.Second
)

// finestra is the product: one window over one profile.
type finestra struct {
	ctx    context.Context //nolint:containedctx // ends when the window closes
	smetti context.CancelFunc
	opz    opzioni
	*base
	app       fyne.App
	w         fyne.Window
	tempo     tempoVero
	documenti *sistema.Documenti
	out       uscita
	appunti   *kit.Appunti
	impo      *visteimpostazioni.Vista
	impoP     *impostazioni.Presenter
	verifica  *verificaFinestra
	manuale   *visteguida.Vista // nil until F1
	servizio  *servizio         // nil until the service is up
	lavoro    *lavoro           // nil until somebody is logged in
	entra     *ingresso         // nil until the service is up
	chiamate  chiamate          // by clinical records
	valori    impostazioni.Valori
	finita    atomic.Bool // the window is gone
	guidata   bool        // by `prova`, without keyboard and mouse
	pronta    func()      // called once the login is on the screen (prova)
}

// apriFinestra opens the window and returns when it is closed.
func apriFinestra(ctx context.Context, c *comando) int { return apriFinestraPer(ctx, c, nil) }

// apriFinestraPer is apriFinestra with the call of a clinical record; nil: none.
func apriFinestraPer(ctx context.Context, c *comando, richiesta []byte) int {
	if gia(ctx, c.opzioni, richiesta) {
		return esitoFatto
	}
	if err := sistema.Schermo(ctx, os.Getenv); err != nil {
		scriviErrore(c, err)
		return esitoSenzaFinestra
	}
	c.ancheInLettura = true
	b, err := apriBase(ctx, c.opzioni)
	if err != nil {
		scriviErrore(c, err)
		return esitoNonFatto
	}
	f, err := nuovaFinestra(ctx, b, c.opzioni)
	if err != nil {
		b.chiudi(ctx)
		scriviErrore(c, err)
		return esitoNonFatto
	}
	istanza, prima, err := sistema.Unica(f.ctx, b.percorsi.Profilo, richiesta, f.ricevi)
	if !prima && (err == nil || richiesta != nil) {
		b.chiudi(ctx)
		if err != nil {
			scriviErrore(c, err)
			return esitoNonFatto
		}
		return esitoFatto // the window that is open already was brought to the front
	}
	if richiesta != nil {
		f.ricevi(richiesta)
	}
	if istanza != nil {
		b.alTermine(func(context.Context) error { return istanza.Chiudi() })
	}
	b.raccogliArresto(f.ctx)
	f.mostra()
	return esitoFatto
}

// nuovaFinestra makes the window with what needs no service.
func nuovaFinestra(ctx context.Context, b *base, o opzioni) (*finestra, error) {
	f := &finestra{base: b, opz: o, pronta: func() {}}
	f.tempo = tempoVero{b.fuso, f.ui}
	f.ctx, f.smetti = context.WithCancel(ctx)
	f.app = app.NewWithID(idProgramma)
	f.app.SetIcon(icona())
	if err := tema.Registra(assets.Locale, b.lingua); err != nil {
		return nil, esenpat.NewError(esenpat.Internal, "errore.imprevisto", "cmd.finestra").Because(err)
	}
	pref := b.preferenze()
	v, err := impostazioni.Leggi(f.ctx, pref)
	if err != nil {
		b.log.Warn("settings not readable", slog.Any("error", esenpat.AsError(err)))
	}
	f.veste(v)
	f.w = f.app.NewWindow(b.testi.T("guscio.titolo"))
	f.w.SetPadded(false)
	f.w.Resize(fyne.NewSize(larghezza, altezza))
	f.w.CenterOnScreen()
	if f.documenti, err = sistema.NewDocumenti(b.percorsi.Temporanei, nil); err != nil {
		return nil, err
	}
	b.alTermine(func(context.Context) error { return f.documenti.Chiudi() })
	f.out = uscita{finestra: f.w, ui: f.ui, annota: f.annota, documenti: f.documenti}
	f.out.stampe = f.nuovaStampa()
	f.appunti = kit.NewAppunti(f.app.Clipboard(), f.tempo)
	f.impo = f.nuoveImpostazioni(pref)
	f.verifica = f.nuovaVerifica()
	f.chiamate = f.nuoveChiamate()
	f.w.SetContent(f.avvio(""))
	f.w.SetCloseIntercept(f.chiediChiusura)
	f.app.Lifecycle().SetOnExitedForeground(func() { f.ui(f.salva) })
	return f, nil
}

// mostra runs the window until it is closed; the service comes up meanwhile.
func (f *finestra) mostra() {
	go f.collega()
	if f.log.Enabled(f.ctx, slog.LevelDebug) {
		go f.sorveglia(f.ctx)
	}
	go func() {
		if err := f.immagini.Prepara(f.ctx); err != nil && f.ctx.Err() == nil {
			f.log.Warn("preview not ready", slog.Any("error", esenpat.AsError(err)))
		}
	}()
	// SIGTERM closes the window as its own button does.
	lascia := context.AfterFunc(f.ctx, func() { f.ui(f.esci) })
	f.w.ShowAndRun()
	f.dopo()
	lascia()
	f.smetti()
	fine, smetti := context.WithTimeout(context.WithoutCancel(f.ctx), attesaAtti)
	defer smetti()
	if f.lavoro != nil {
		f.lavoro.attendi(fine)
	}
	f.chiudi(fine)
}

// ui runs g on the UI thread; once the window is gone there is none, and late
// answers are dropped.
func (f *finestra) ui(g func()) {
	if !f.finita.Load() {
		fyne.Do(func() {
			g()
			if f.lavoro != nil && f.lavoro.vistaBlocco != nil {
				f.lavoro.vistaBlocco.InCima() // what opens while the workstation is locked opens under the lock
			}
		})
	}
}

// collega starts the service in the background and then shows the login.
func (f *finestra) collega() {
	s, err := apriServizio(f.ctx, f.base, f.opz, f.percorsi.Ambiente)
	f.ui(func() {
		if f.ctx.Err() != nil {
			return
		}
		if err != nil {
			f.log.Error("service not started", slog.Any("error", esenpat.AsError(err)))
			f.w.SetContent(f.nonAvviato(err))
			return
		}
		f.servizio = s
		f.mostraAccesso()
		f.pronta()
	})
	if err == nil {
		go s.motore.Segui(f.ctx)
		go s.audit.Segui(f.ctx)
		s.sonda.Esegui(f.ctx)
	}
}

// avvio is what is seen before the login: a word, and what is being done.
func (f *finestra) avvio(testo string) fyne.CanvasObject {
	if testo == "" {
		testo = f.testi.T("guscio.avvio.spiega")
	}
	return container.NewStack(kit.NewFondo(tema.Sfondo), container.NewCenter(kit.LarghezzaFissa(520,
		kit.NewStatoVuoto(tema.IconaOrologio, f.testi.T("guscio.avvio"), testo, nil))))
}

// nonAvviato says why there is no login, and leads to the settings.
func (f *finestra) nonAvviato(err error) fyne.CanvasObject {
	e := erroreDi(f.testi, err)
	a := kit.NewAvviso()
	a.Mostra(kit.Notizia{Tono: kit.TonoErrore, Titolo: e.Titolo, Causa: e.Causa, Rimedio: e.Rimedio, Azioni: []kit.Azione{
		{Testo: f.testi.T("impostazioni.titolo"), Icona: tema.IconaOpzioni, Fai: func() { f.impo.Mostra(f.w.Canvas()) }},
		{Testo: f.testi.T("guscio.menu.diagnostica"), Fai: f.mostraDiagnostica},
	}})
	return container.NewStack(kit.NewFondo(tema.Sfondo), container.NewCenter(kit.LarghezzaFissa(640, a)))
}

// veste applies theme and text size, and remembers the rest for the next login.
func (f *finestra) veste(v impostazioni.Valori) {
	f.valori = v
	scala, err := strconv.Atoi(v.Scala)
	if err != nil || scala < 80 || scala > 200 {
		scala = 100
	}
	f.app.Settings().SetTheme(tema.Nuovo(tema.Modo(v.Tema), float32(scala)/100, assets.Terzi))
}

func (f *finestra) nuoveImpostazioni(pref preferenzeDi) *visteimpostazioni.Vista {
	f.impoP = impostazioni.New(f.ctx, impostazioni.Params{
		UI: f.ui, Testi: f.testi, Preferenze: pref, Collaudo: collaudo{f},
		Navigatore: navigatore{sistema.NewBrowser([]string{"servizi.regione.piemonte.it"}, nil)},
		Segreti:    segretiProxy{f.base},
		Regole:     f.fisse,
		Applica:    f.applica,
	})
	return visteimpostazioni.New(f.impoP, f.testi, f.tempo)
}

// applica uses what was saved at once; a new way out to the network counts from
// the next connection on. Its password comes from the key ring, which may be
// slow, hence not on the UI thread.
func (f *finestra) applica(_, dopo impostazioni.Valori) {
	f.veste(dopo)
	go func() { f.rete.imposta(dopo.Rete, f.passwordProxy(f.ctx, dopo.Rete)) }()
}

func (f *finestra) mostraInformazioni() {
	v := leggiVersione()
	visteinformazioni.Mostra(f.w.Canvas(), informazioni.Di(f.testi, informazioni.Dati{
		Versione: v.Versione, Commit: v.Commit, Fyne: v.Fyne, Schema: strconv.Itoa(v.Schema), Licenze: licenze(),
	}), f.testi)
}

func icona() fyne.Resource {
	b, err := fs.ReadFile(assets.Icone, "icone/esenpat.png")
	if err != nil {
		return nil
	}
	return fyne.NewStaticResource("esenpat.png", b)
}

// apriServizioWeb opens the web service of the manual in the browser.
func (f *finestra) apriServizioWeb() { f.impoP.ApriServizioWeb() }
