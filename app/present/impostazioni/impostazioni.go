// Package impostazioni presents the settings: how the program looks, which
// service it works with, what it remembers. They can be reached before the
// login, since a wrong address is a reason for not getting in.
package impostazioni

import (
	"context"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/esenpat/esenpat-desktop/app/present/avviso"
	"github.com/esenpat/esenpat-desktop/app/task"
)

// Keys of the preferences.
const (
	ChiaveTema     = "aspetto.tema"         // "chiaro", "scuro", "contrasto"
	ChiaveScala    = "aspetto.scala"        // "90", "100", "125", "150"
	ChiaveAmbiente = "connessione.ambiente" // "prova" or an https address
	ChiaveCA       = "connessione.autorita" // path of a PEM file, may be empty
	ChiaveAlias    = "firma.ricorda_alias"  // "si", "no"
	ChiaveBlocco   = "postazione.blocco"    // minutes, "1" to "30"
	ServizioWeb    = "https://servizi.regione.piemonte.it/catalogo/esenzione"
	AmbienteProva  = "prova"
	TemaChiaro     = "chiaro"
	ScalaPredefini = "100"
)

// Preferenze remembers harmless choices. An unknown key reads as "".
type Preferenze interface {
	Leggi(ctx context.Context, chiave string) (string, error)
	Scrivi(ctx context.Context, chiave, valore string) error
}

// Collaudo tries a connection step by step without logging in. The steps that
// were reached come back also with an error.
type Collaudo interface {
	ProvaConnessione(ctx context.Context, indirizzo, autorita string) ([]Passo, error)
}

// Navigatore opens an allow-listed https page in the user's browser.
type Navigatore interface {
	ApriURL(ctx context.Context, indirizzo string) error
}

// Passo is one line of «Prova connessione».
type Passo struct {
	Nome         string // key of the sentence: "dns", "tcp", "tls", "http", "contratto"
	Riuscito     bool
	Millisecondi int64
	Dettaglio    string // certificate issuer, version; never a secret
}

// Valori are the settings as the form shows them.
type Valori struct {
	Tema         string
	Scala        string
	UsaProva     bool
	Indirizzo    string
	Autorita     string
	RicordaAlias bool
	Blocco       time.Duration // without anybody there, until the workstation locks
}

// State is everything the view draws.
type State struct {
	Valori          Valori
	ErroreIndirizzo string // under the field, empty if none
	Avviso          avviso.Avviso
	Passi           []RigaPasso
	InCorso         bool // «Prova connessione» is running
	Salvato         bool
	Riavvio         bool // the new address is used from the next login
}

// RigaPasso is a step of the connection test, ready to be drawn.
type RigaPasso struct {
	Testo    string
	Riuscito bool
}

// Params is what New needs.
type Params struct {
	UI         task.Dispatch
	Testi      avviso.Testi
	Preferenze Preferenze
	Collaudo   Collaudo
	Navigatore Navigatore
	// Applica is called on the UI thread with what was saved.
	Applica func(prima, dopo Valori)
}

// Presenter holds the settings page. All methods run on the UI thread.
type Presenter struct {
	Render func(State)

	p       Params
	ctx     context.Context //nolint:containedctx // ends with the window
	carica  task.Latest[Valori]
	salva   task.Act[Valori]
	prova   task.Latest[[]Passo]
	apri    task.Latest[struct{}]
	salvati Valori
	state   State
}

// New returns a presenter; ctx ends when the window closes.
func New(ctx context.Context, p Params) *Presenter {
	return &Presenter{
		Render: func(State) {}, p: p, ctx: ctx,
		carica: task.Latest[Valori]{UI: p.UI}, salva: task.Act[Valori]{UI: p.UI},
		prova: task.Latest[[]Passo]{UI: p.UI}, apri: task.Latest[struct{}]{UI: p.UI},
	}
}

// Apri reads the settings and shows them.
func (p *Presenter) Apri() {
	p.carica.Start(p.ctx, func(ctx context.Context) (Valori, error) {
		return Leggi(ctx, p.p.Preferenze)
	}, func(v Valori, err error) {
		p.salvati = v
		p.set(State{Valori: v, Avviso: avviso.Di(p.p.Testi, err)})
	})
}

// Leggi returns the saved settings, with the defaults of a first start.
func Leggi(ctx context.Context, pref Preferenze) (Valori, error) {
	v := Valori{Tema: TemaChiaro, Scala: ScalaPredefini, UsaProva: true, RicordaAlias: true, Blocco: bloccoDiSerie}
	leggi := func(chiave string, usa func(string)) error {
		s, err := pref.Leggi(ctx, chiave)
		if err == nil && s != "" {
			usa(s)
		}
		return err
	}
	campi := []struct {
		chiave string
		usa    func(string)
	}{
		{ChiaveTema, func(s string) { v.Tema = s }},
		{ChiaveScala, func(s string) { v.Scala = s }},
		{ChiaveAmbiente, func(s string) { v.UsaProva = s == AmbienteProva; v.Indirizzo = strings.TrimPrefix(s, AmbienteProva) }},
		{ChiaveCA, func(s string) { v.Autorita = s }},
		{ChiaveAlias, func(s string) { v.RicordaAlias = s != "no" }},
		{ChiaveBlocco, func(s string) { v.Blocco = attesaBlocco(s) }},
	}
	for _, c := range campi {
		if err := leggi(c.chiave, c.usa); err != nil {
			return v, err
		}
	}
	return v, nil
}

// Salva checks the form and writes it. Nothing is written if the address is
// not an https address.
func (p *Presenter) Salva(v Valori) {
	v.Indirizzo = strings.TrimSpace(v.Indirizzo)
	if testo := p.controlla(v); testo != "" {
		p.set(State{Valori: v, ErroreIndirizzo: testo, Passi: p.state.Passi})
		return
	}
	prima := p.salvati
	p.salva.Start(p.ctx, func(ctx context.Context) (Valori, error) {
		return v, scrivi(ctx, p.p.Preferenze, v)
	}, func(v Valori, err error) {
		if err != nil {
			p.set(State{Valori: v, Avviso: avviso.Di(p.p.Testi, err)})
			return
		}
		p.salvati = v
		altro := prima.UsaProva != v.UsaProva || prima.Indirizzo != v.Indirizzo || prima.Autorita != v.Autorita
		p.set(State{Valori: v, Salvato: true, Riavvio: altro})
		if p.p.Applica != nil {
			p.p.Applica(prima, v)
		}
	})
}

func scrivi(ctx context.Context, pref Preferenze, v Valori) error {
	ambiente, alias := AmbienteProva, "si"
	if !v.UsaProva {
		ambiente = v.Indirizzo
	}
	if !v.RicordaAlias {
		alias = "no"
	}
	for _, kv := range [][2]string{{ChiaveTema, v.Tema}, {ChiaveScala, v.Scala}, {ChiaveAmbiente, ambiente}, {ChiaveCA, v.Autorita}, {ChiaveAlias, alias}, {ChiaveBlocco, v.MinutiBlocco()}} {
		if err := pref.Scrivi(ctx, kv[0], kv[1]); err != nil {
			return err
		}
	}
	return nil
}

// controlla returns the sentence of what is wrong with the address, or "".
func (p *Presenter) controlla(v Valori) string {
	if v.UsaProva {
		return ""
	}
	u, err := url.Parse(v.Indirizzo)
	switch {
	case v.Indirizzo == "":
		return p.p.Testi.T("impostazioni.indirizzo.vuoto")
	case err != nil || u.Scheme != "https" || u.Host == "":
		return p.p.Testi.T("impostazioni.indirizzo.non-https")
	case strings.HasPrefix(v.Indirizzo, ServizioWeb):
		return p.p.Testi.T("impostazioni.indirizzo.servizio-web")
	}
	return ""
}

// ProvaConnessione tries the address in the form, without saving it.
func (p *Presenter) ProvaConnessione(v Valori) {
	v.Indirizzo = strings.TrimSpace(v.Indirizzo)
	if testo := p.controlla(v); testo != "" {
		p.set(State{Valori: v, ErroreIndirizzo: testo})
		return
	}
	indirizzo := v.Indirizzo
	if v.UsaProva {
		indirizzo = AmbienteProva
	}
	p.set(State{Valori: v, InCorso: true})
	p.prova.Start(p.ctx, func(ctx context.Context) ([]Passo, error) {
		return p.p.Collaudo.ProvaConnessione(ctx, indirizzo, v.Autorita)
	}, func(passi []Passo, err error) {
		p.set(State{Valori: v, Passi: p.righe(passi), Avviso: avviso.Di(p.p.Testi, err)})
	})
}

func (p *Presenter) righe(passi []Passo) []RigaPasso {
	righe := make([]RigaPasso, 0, len(passi))
	for _, s := range passi {
		testo := p.p.Testi.T("impostazioni.passo."+s.Nome, "ms", strconv.FormatInt(s.Millisecondi, 10), "dettaglio", s.Dettaglio)
		righe = append(righe, RigaPasso{Testo: testo, Riuscito: s.Riuscito})
	}
	return righe
}

// ApriServizioWeb opens the web service of the manual in the browser.
func (p *Presenter) ApriServizioWeb() {
	p.apri.Start(p.ctx, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, p.p.Navigatore.ApriURL(ctx, ServizioWeb)
	}, func(_ struct{}, err error) {
		if err != nil {
			s := p.state
			s.Avviso = avviso.Di(p.p.Testi, err)
			p.set(s)
		}
	})
}

// Annulla stops a connection test that is running.
func (p *Presenter) Annulla() {
	p.prova.Cancel()
	s := p.state
	s.InCorso = false
	p.set(s)
}

// State returns what is drawn now.
func (p *Presenter) State() State { return p.state }

func (p *Presenter) set(s State) {
	p.state = s
	p.Render(s)
}
