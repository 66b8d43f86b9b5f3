package impostazioni

import (
	"context"
	"strings"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// Keys of the network's preferences.
const (
	ChiaveProxy           = "connessione.proxy" // one of the Proxy modes
	ChiaveProxyIndirizzo  = "connessione.proxy.indirizzo"
	ChiaveProxyEsclusioni = "connessione.proxy.esclusioni" // separated by commas
	ChiaveProxyScript     = "connessione.proxy.script"
	ChiaveProxyUtente     = "connessione.proxy.utente"
	ChiaveImpronte        = "connessione.impronte" // separated by commas; by administrators only
	ChiaveModuloCarta     = "accesso.modulo-carta" // path of a PKCS#11 library
)

// Modes of the proxy.
const (
	ProxySistema = "sistema"
	ProxyNessuno = "nessuno"
	ProxyManuale = "manuale"
	ProxyPAC     = "pac"
)

// Rete says how to get out to the service and what reads the card.
type Rete struct {
	Proxy       string
	Indirizzo   string // host:port
	Esclusioni  string
	Script      string
	Utente      string
	Impronte    string
	ModuloCarta string
}

// Segreti keeps the password of the proxy in the key ring of the system.
// Conserva with an empty secret forgets it. Errors have Kind Keyring.
type Segreti interface {
	Conserva(ctx context.Context, password esenpat.Secret) error
}

// Regole say which settings an administrator has fixed (SE-35).
type Regole interface {
	Bloccata(chiave string) bool
}

func (r *Rete) campi() []campo {
	return []campo{
		{ChiaveProxy, &r.Proxy},
		{ChiaveProxyIndirizzo, &r.Indirizzo},
		{ChiaveProxyEsclusioni, &r.Esclusioni},
		{ChiaveProxyScript, &r.Script},
		{ChiaveProxyUtente, &r.Utente},
		{ChiaveImpronte, &r.Impronte},
		{ChiaveModuloCarta, &r.ModuloCarta},
	}
}

// campo is one preference that is a text.
type campo struct {
	chiave string
	valore *string
}

// Lista splits a text at its commas and drops what is empty.
func Lista(s string) []string {
	var l []string
	for v := range strings.SplitSeq(s, ",") {
		if v = strings.TrimSpace(v); v != "" {
			l = append(l, v)
		}
	}
	return l
}

// bloccate tells which of all the settings are fixed.
func (p *Presenter) bloccate() map[string]bool {
	b := map[string]bool{}
	if p.p.Regole == nil {
		return b
	}
	var r Rete
	chiavi := []string{ChiaveTema, ChiaveScala, ChiaveLingua, ChiaveAmbiente, ChiaveCA, ChiaveAlias, ChiaveBlocco}
	for _, c := range r.campi() {
		chiavi = append(chiavi, c.chiave)
	}
	for _, c := range chiavi {
		if p.p.Regole.Bloccata(c) {
			b[c] = true
		}
	}
	return b
}

// controllaRete returns the sentence of what is wrong with the proxy, or "".
func (p *Presenter) controllaRete(r Rete) string {
	switch {
	case r.Proxy == ProxyManuale && strings.TrimSpace(r.Indirizzo) == "":
		return p.p.Testi.T("impostazioni.proxy.indirizzo.vuoto")
	case r.Proxy == ProxyManuale && strings.ContainsAny(strings.TrimSpace(r.Indirizzo), " /@"):
		return p.p.Testi.T("impostazioni.proxy.indirizzo.errato")
	case r.Proxy == ProxyPAC && strings.TrimSpace(r.Script) == "":
		return p.p.Testi.T("impostazioni.proxy.script.vuoto")
	}
	return ""
}
