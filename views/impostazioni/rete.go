package impostazioni

import (
	"fyne.io/fyne/v2"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/impostazioni"
	"github.com/esenpat/esenpat-desktop/views/kit"
)

// reteVista is the part of the form about the way out to the network. Only what
// the chosen mode needs is shown.
type reteVista struct {
	t          Testi
	modo       *kit.Scelta
	indirizzo  *kit.Testo
	esclusioni *kit.Testo
	script     *kit.Testo
	utente     *kit.Testo
	password   *kit.Segreto
	carta      *kit.Testo
	impronte   string // not in the form: administrators only

	campi   map[string]*kit.Campo // by key of the setting
	manuale *fyne.Container
	accesso *fyne.Container
	tutto   *fyne.Container
}

func newRete(t Testi, opzioni []kit.Opzione, cambiato func()) *reteVista {
	r := &reteVista{
		t: t, indirizzo: kit.NewTesto(t.T("impostazioni.proxy.indirizzo.esempio")), esclusioni: kit.NewTesto(""), script: kit.NewTesto(""),
		utente: kit.NewTesto(""), password: kit.NewSegreto("", false), carta: kit.NewTesto(t.T("impostazioni.carta.esempio")),
	}
	r.modo = kit.NewScelta(false, opzioni, func(string) { r.mostra(); cambiato() })
	c := func(chiave, testo string, controllo fyne.CanvasObject) *kit.Campo {
		k := kit.NewCampo(t.T(testo), false, controllo)
		r.campi[chiave] = k
		return k
	}
	r.campi = map[string]*kit.Campo{}
	r.manuale = kit.Colonna(
		kit.Spazio12,
		c(impostazioni.ChiaveProxyIndirizzo, "impostazioni.proxy.indirizzo", r.indirizzo),
		c(impostazioni.ChiaveProxyEsclusioni, "impostazioni.proxy.esclusioni", r.esclusioni),
	)
	utente := c(impostazioni.ChiaveProxyUtente, "impostazioni.proxy.utente", r.utente)
	utente.Aiuto(t.T("impostazioni.proxy.utente.aiuto"))
	password := kit.NewCampo(t.T("impostazioni.proxy.password"), false, r.password)
	password.Aiuto(t.T("impostazioni.proxy.password.aiuto"))
	r.accesso = kit.Colonna(kit.Spazio12, utente, password)
	r.tutto = kit.Colonna(
		kit.Spazio12,
		c(impostazioni.ChiaveProxy, "impostazioni.proxy", r.modo),
		r.manuale,
		c(impostazioni.ChiaveProxyScript, "impostazioni.proxy.script", r.script),
		r.accesso,
		c(impostazioni.ChiaveModuloCarta, "impostazioni.carta", r.carta),
	)
	return r
}

// mostra shows what the mode needs.
func (r *reteVista) mostra() {
	modo := r.modo.Valore()
	kit.Mostra(r.manuale, modo == impostazioni.ProxyManuale)
	kit.Mostra(r.campi[impostazioni.ChiaveProxyScript], modo == impostazioni.ProxyPAC)
	kit.Mostra(r.accesso, modo != impostazioni.ProxyNessuno)
}

func (r *reteVista) valori() impostazioni.Rete {
	return impostazioni.Rete{
		Proxy: r.modo.Valore(), Indirizzo: r.indirizzo.Text, Esclusioni: r.esclusioni.Text, Script: r.script.Text,
		Utente: r.utente.Text, ModuloCarta: r.carta.Text, Impronte: r.impronte,
	}
}

func (r *reteVista) segreto() esenpat.Secret { return esenpat.NewSecret(r.password.Text) }

func (r *reteVista) render(s impostazioni.State) {
	v := s.Valori.Rete
	r.modo.Imposta(v.Proxy)
	r.indirizzo.SetText(v.Indirizzo)
	r.esclusioni.SetText(v.Esclusioni)
	r.script.SetText(v.Script)
	r.utente.SetText(v.Utente)
	r.carta.SetText(v.ModuloCarta)
	r.impronte = v.Impronte
	if s.Salvato {
		r.password.Svuota()
	}
	r.mostra()
	inErrore := impostazioni.ChiaveProxyIndirizzo
	if v.Proxy == impostazioni.ProxyPAC {
		inErrore = impostazioni.ChiaveProxyScript
	}
	for chiave, c := range r.campi {
		c.Errore("")
		if chiave == inErrore {
			c.Errore(s.ErroreProxy)
		}
	}
	if s.ErroreProxy != "" {
		r.campi[inErrore].Focalizza()
	}
}

// blocca shows a setting that an administrator has fixed as such.
func blocca(t Testi, c *kit.Campo, bloccata bool) {
	d, ok := c.Controllo().(fyne.Disableable)
	if !ok || d.Disabled() == bloccata {
		return
	}
	if bloccata {
		d.Disable()
		c.Aiuto(t.T("impostazioni.bloccata"))
		return
	}
	d.Enable()
}
