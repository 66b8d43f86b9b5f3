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

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/avviso"
	"github.com/esenpat/esenpat-desktop/app/task"
)

// Keys of the preferences.
const (
	ChiaveTema     = "aspetto.tema"         // "chiaro", "scuro", "contrasto"
	ChiaveLingua   = "aspetto.lingua"       // "it", "en"
	ChiaveScala    = "aspetto.scala"        // "90", "100", "125", "150"
	ChiaveAmbiente = "connessione.ambiente" // "prova" or an https address
	ChiaveCA       = "connessione.autorita" // path of a PEM file, may be empty
	ChiaveAlias    = "firma.ricorda_alias"  // "si", "no"
	ChiaveBlocco   = "postazione.blocco"    // minutes, "1" to "30"
	ServizioWeb    = "https://servizi.regione.piemonte.it/catalogo/esenzione"
	AmbienteProva  = "prova"
	TemaChiaro     = "chiaro"
	ScalaPredefini = "100"
	LinguaItaliana = "it"
	LinguaInglese  = "en"
)

// Preferenze remembers harmless choices. An unknown key reads as "".
type Preferenze interface {
	Leggi(ctx context.Context, chiave string) (string, error)
	Scrivi(ctx context.Context, chiave, valore string) error
}

// Collaudo tries a connection step by step without logging in. The steps that
// were reached come back also with an error.
type Collaudo interface {
	ProvaConnessione(ctx context.Context, t Tentativo) ([]Passo, error)
}

// Tentativo is what «Prova connessione» tries: the form as it is, not yet saved.
type Tentativo struct {
	Indirizzo string // AmbienteProva for the embedded environment
	Autorita  string
	Rete      Rete
	Password  esenpat.Secret // of the proxy; empty: the one that is kept
}

// Navigatore opens an allow-listed https page in the user's browser.
type Navigatore interface {
	ApriURL(ctx context.Context, indirizzo string) error
}

// Passo is one line of «Prova connessione».
type Passo struct {
	Nome         string // key of the sentence, "impostazioni.passo." and this
	Riuscito     bool
	Millisecondi int64
	Dettaglio    string // certificate issuer, version; never a secret
}

// Valori are the settings as the form shows them.
type Valori struct {
	Tema         string
	Scala        string
	Lingua       string // used from the next start
	UsaProva     bool
	Indirizzo    string
	Autorita     string
	RicordaAlias bool
	Rete         Rete
	Blocco       time.Duration // without anybody there, until the workstation locks
}

// State is everything the view draws.
type State struct {
	Valori          Valori
	ErroreIndirizzo string // under the field, empty if none
	ErroreProxy     string
	Bloccate        map[string]bool // keys that an administrator has fixed
	Avviso          avviso.Avviso
	Passi           []RigaPasso
	InCorso         bool // «Prova connessione» is running
	Salvato         bool
	Riavvio         bool // the new address is used from the next login
	Lingua          bool // another language was chosen: from the next start
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
	Segreti    Segreti // nil: the password of the proxy is not kept
	Regole     Regole  // nil: nothing is fixed
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
	v := Valori{Tema: TemaChiaro, Scala: ScalaPredefini, Lingua: LinguaItaliana, UsaProva: true, RicordaAlias: true, Rete: Rete{Proxy: ProxySistema}, Blocco: bloccoDiSerie}
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
		{ChiaveLingua, func(s string) { v.Lingua = s }},
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
	for _, c := range v.Rete.campi() {
		if err := leggi(c.chiave, func(s string) { *c.valore = s }); err != nil {
			return v, err
		}
	}
	return v, nil
}

// Salva checks the form and writes it, the password of the proxy to the key ring
// (an empty one stays as it is unless the user name went away too). Nothing is
// written if an address cannot be one.
func (p *Presenter) Salva(v Valori, password esenpat.Secret) {
	v.Indirizzo = strings.TrimSpace(v.Indirizzo)
	if !p.controlla(v) {
		return
	}
	prima := p.salvati
	p.salva.Start(p.ctx, func(ctx context.Context) (Valori, error) {
		return v, p.scrivi(ctx, v, password)
	}, func(v Valori, err error) {
		if err != nil {
			p.set(State{Valori: v, Avviso: avviso.Di(p.p.Testi, err)})
			return
		}
		p.salvati = v
		altro := prima.UsaProva != v.UsaProva || prima.Indirizzo != v.Indirizzo || prima.Autorita != v.Autorita
		p.set(State{Valori: v, Salvato: true, Riavvio: altro, Lingua: prima.Lingua != v.Lingua})
		if p.p.Applica != nil {
			p.p.Applica(prima, v)
		}
	})
}

func (p *Presenter) scrivi(ctx context.Context, v Valori, password esenpat.Secret) error {
	if p.p.Segreti != nil && (!password.Empty() || v.Rete.Utente == "") {
		if err := p.p.Segreti.Conserva(ctx, password); err != nil {
			return err
		}
	}
	return scrivi(ctx, p.p.Preferenze, v, p.bloccate())
}

func scrivi(ctx context.Context, pref Preferenze, v Valori, bloccate map[string]bool) error {
	ambiente, alias := AmbienteProva, "si"
	if !v.UsaProva {
		ambiente = v.Indirizzo
	}
	if !v.RicordaAlias {
		alias = "no"
	}
	kv := [][2]string{{ChiaveTema, v.Tema}, {ChiaveScala, v.Scala}, {ChiaveLingua, v.Lingua}, {ChiaveAmbiente, ambiente}, {ChiaveCA, v.Autorita}, {ChiaveAlias, alias}, {ChiaveBlocco, v.MinutiBlocco()}}
	for _, c := range v.Rete.campi() {
		kv = append(kv, [2]string{c.chiave, strings.TrimSpace(*c.valore)})
	}
	for _, kv := range kv {
		if bloccate[kv[0]] {
			continue
		}
		if err := pref.Scrivi(ctx, kv[0], kv[1]); err != nil {
			return err
		}
	}
	return nil
}

// controlla shows what is wrong with the addresses, and reports whether nothing is.
func (p *Presenter) controlla(v Valori) bool {
	indirizzo, proxy := p.erroreIndirizzo(v), p.controllaRete(v.Rete)
	if indirizzo != "" || proxy != "" {
		p.set(State{Valori: v, ErroreIndirizzo: indirizzo, ErroreProxy: proxy, Passi: p.state.Passi})
		return false
	}
	return true
}

// erroreIndirizzo returns the sentence of what is wrong with the address, or "".
func (p *Presenter) erroreIndirizzo(v Valori) string {
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

// ProvaConnessione tries what is in the form, without saving it.
func (p *Presenter) ProvaConnessione(v Valori, password esenpat.Secret) {
	v.Indirizzo = strings.TrimSpace(v.Indirizzo)
	if !p.controlla(v) {
		return
	}
	t := Tentativo{Indirizzo: v.Indirizzo, Autorita: v.Autorita, Rete: v.Rete, Password: password}
	if v.UsaProva {
		t.Indirizzo = AmbienteProva
	}
	p.set(State{Valori: v, InCorso: true})
	p.prova.Start(p.ctx, func(ctx context.Context) ([]Passo, error) {
		return p.p.Collaudo.ProvaConnessione(ctx, t)
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
	s.Bloccate = p.bloccate()
	p.state = s
	p.Render(s)
}
