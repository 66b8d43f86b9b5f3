// Package accesso draws the login page.
package accesso

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/accesso"
	"github.com/esenpat/esenpat-desktop/app/present/avviso"
	"github.com/esenpat/esenpat-desktop/views/kit"
	"github.com/esenpat/esenpat-desktop/views/notizia"
	"github.com/esenpat/esenpat-desktop/views/tema"
)

// Testi looks up a sentence.
type Testi interface {
	T(key string, kv ...string) string
}

// Comandi are the two links of the page.
type Comandi struct {
	Impostazioni func()
	ServizioWeb  func()
	Verifica     func() // «Verifica un documento…»: needs no login
	// ScegliFile asks for the file of a certificate.
	ScegliFile func(preso func(nome string))
}

// Vista is the login page: built once, drawn again from each state.
type Vista struct {
	p *accesso.Presenter
	t Testi

	nome          *kit.Testo
	password, pin *kit.Segreto
	campi         map[string]*kit.Campo
	accedi        *kit.Bottone
	avviso        *kit.Avviso
	mostrato      avviso.Avviso
	impostazioni  func()
	attesa        *kit.Attesa
	credenziali   *fyne.Container
	scelta        *sceltaRuolo
	altri         *altriModi
	demo          *fyne.Container
	schedaDemo    *kit.Riquadro
	tutto         fyne.CanvasObject

	svuota, modulo, fuoco, quantiDemo int
}

// New builds the page and binds it to its presenter.
func New(p *accesso.Presenter, t Testi, tempo kit.Tempo, a Comandi) *Vista {
	v := &Vista{p: p, t: t, impostazioni: a.Impostazioni, avviso: kit.NewAvviso(), campi: map[string]*kit.Campo{}, demo: kit.Colonna(kit.Spazio4)}
	v.attesa = kit.NewAttesa(tempo, p.Interrompi)
	v.scelta = newSceltaRuolo(p, t)
	v.credenziali = v.modulo1()
	v.altri = newAltriModi(p, t, v.campi, a.ScegliFile)
	legami := kit.Colonna(
		kit.Spazio4,
		kit.Riga(kit.Spazio8, kit.NewBottone(kit.Legame, t.T("accesso.impostazioni"), tema.IconaOpzioni, a.Impostazioni), kit.Molla(),
			kit.NewBottone(kit.Legame, t.T("accesso.verifica"), tema.IconaNessuna, a.Verifica)),
		kit.Riga(kit.Spazio8, kit.NewBottone(kit.Legame, t.T("accesso.servizio-web"), tema.IconaNessuna, a.ServizioWeb), kit.Molla()),
	)
	testa := kit.Colonna(
		kit.Spazio4,
		kit.NewTestoLungo(t.T("accesso.titolo"), kit.Titolo, kit.Neutro),
		kit.NewTestoLungo(t.T("accesso.sottotitolo"), kit.Corpo, kit.TonoSecondario),
	)
	sinistra := kit.NewScheda(kit.Colonna(kit.Spazio12, testa, kit.NewLinea(), v.avviso, v.credenziali,
		v.altri.moduli[esenpat.AccessoCarta], v.altri.moduli[esenpat.AccessoFile], v.altri.moduli[esenpat.AccessoBrowser],
		v.scelta.tutto, v.attesa, v.altri.legami, kit.NewLinea(), legami))
	v.schedaDemo = kit.NewScheda(kit.Colonna(
		kit.Spazio8,
		kit.NewEtichetta(t.T("accesso.demo"), kit.Sezione, kit.Neutro),
		kit.NewTestoLungo(t.T("accesso.demo.spiega"), kit.Piccolo, kit.TonoSecondario), v.demo,
	))
	due := container.New(&dueColonne{sinistra: sinistra, destra: v.schedaDemo}, sinistra, v.schedaDemo)
	v.tutto = container.NewVScroll(kit.NewMargine(due, kit.Spazio24, kit.Spazio12))
	p.Render = v.render
	v.render(p.State())
	return v
}

// Contenuto returns the page.
func (v *Vista) Contenuto() fyne.CanvasObject { return v.tutto }

// Focalizza puts the focus on the first field.
func (v *Vista) Focalizza() {
	if v.p.State().Fase == accesso.FaseScelta {
		v.scelta.focalizza()
		return
	}
	kit.Focalizza(v.nome)
}

func (v *Vista) modulo1() *fyne.Container {
	t := v.t
	v.nome = kit.NewTesto("")
	v.password, v.pin = kit.NewSegreto("", false), kit.NewSegreto("", true)
	v.nome.OnInvio = func(string) { kit.Focalizza(v.password) }
	v.password.OnInvio = func(string) { kit.Focalizza(v.pin) }
	v.pin.OnInvio = func(string) { v.premutoAccedi() }
	v.campi["nome_utente"] = kit.NewCampo(t.T("accesso.nome-utente"), true, v.nome)
	v.campi["password"] = kit.NewCampo(t.T("accesso.password"), true, v.password)
	v.campi["pin"] = kit.NewCampo(t.T("accesso.pin"), true, v.pin)
	v.campi["pin"].Aiuto(t.T("accesso.pin.aiuto"))
	v.accedi = kit.NewBottone(kit.Primario, t.T("accesso.accedi"), tema.IconaNessuna, v.premutoAccedi)
	return kit.Colonna(
		kit.Spazio12,
		kit.NewEtichetta(t.T("accesso.credenziali"), kit.Sezione, kit.Neutro),
		v.campi["nome_utente"], v.campi["password"], v.campi["pin"], v.accedi,
	)
}

func (v *Vista) premutoAccedi() {
	v.p.Accedi(v.nome.Text, esenpat.NewSecret(v.password.Text), esenpat.NewSecret(v.pin.Text))
}

// mostraAvviso leads to the settings where they are what helps. The same notice
// is not drawn twice: its details stay open and its button under the finger.
func (v *Vista) mostraAvviso(s accesso.State) {
	if s.Avviso == v.mostrato {
		return
	}
	v.mostrato = s.Avviso
	if s.Avviso.DiConnessione() {
		v.avviso.Mostra(notizia.Di(s.Avviso, notizia.Connessione(v.t, v.impostazioni)))
		return
	}
	v.avviso.Mostra(notizia.Di(s.Avviso))
}

func (v *Vista) render(s accesso.State) {
	v.mostraAvviso(s)
	v.attesa.Imposta(s.Occupato, v.t.T("accesso.in-corso"))
	v.accedi.Occupa(s.Occupato)
	v.campi["nome_utente"].Errore(s.ErrNome)
	v.campi["password"].Errore(s.ErrPassword)
	v.campi["pin"].Errore(s.ErrPIN)
	v.campi["pin_carta"].Errore(s.ErrPIN)
	v.campi["file"].Errore(s.ErrFile)
	kit.Mostra(v.credenziali, s.Fase == accesso.FaseCredenziali && s.Metodo == esenpat.AccessoCredenziali)
	v.altri.render(s)
	v.scelta.render(s)
	v.mostraDemo(s)
	if s.Svuota != v.svuota {
		v.svuota = s.Svuota
		v.password.Svuota()
		v.pin.Svuota()
		v.altri.svuota()
	}
	if s.NModulo != v.modulo {
		v.modulo = s.NModulo
		v.nome.SetText(s.Modulo.NomeUtente)
		v.password.SetText(s.Modulo.Password.Reveal())
		v.pin.SetText(s.Modulo.PIN.Reveal())
	}
	v.tutto.Refresh()
	if s.Fuoco.N != v.fuoco {
		v.fuoco = s.Fuoco.N
		v.sposta(s.Fuoco.Campo)
	}
}

func (v *Vista) sposta(campo string) {
	switch campo {
	case "accedi":
		kit.Focalizza(v.accedi)
	case "ruolo":
		v.scelta.focalizza()
	case "browser":
		kit.Focalizza(v.altri.browser)
	default:
		if c, ok := v.campi[campo]; ok {
			c.Focalizza()
		}
	}
}

// mostraDemo lists the doctors of the embedded environment.
func (v *Vista) mostraDemo(s accesso.State) {
	kit.Mostra(v.schedaDemo, len(s.Demo) > 0 && s.Fase == accesso.FaseCredenziali && s.Metodo == esenpat.AccessoCredenziali)
	if len(s.Demo) == v.quantiDemo {
		return
	}
	v.quantiDemo = len(s.Demo)
	v.demo.Objects = nil
	for i, m := range s.Demo {
		usa := kit.NewBottone(kit.Secondario, v.t.T("accesso.demo.usa"), tema.IconaNessuna, func() { v.p.UsaDemo(i) })
		usa.ImpostaNome(v.t.T("accesso.demo.usa") + " " + m.Nome)
		testi := kit.Colonna(0, kit.NewRiga(m.Nome, kit.Forte, kit.Neutro), kit.NewTestoLungo(m.Descrizione, kit.Piccolo, kit.TonoSecondario))
		v.demo.Add(kit.Bordo(kit.Spazio12, nil, usa, testi))
	}
	v.demo.Refresh()
}

// dueColonne centres the login card, with the demo doctors beside it when they
// are there, or under it in a narrow window.
type dueColonne struct {
	sinistra, destra fyne.CanvasObject
	larga            float32
}

const larghezzaModulo, larghezzaDemo float32 = 460, 420

func (l *dueColonne) Layout(_ []fyne.CanvasObject, s fyne.Size) {
	l.larga = s.Width
	a, b := tema.Misura(l.sinistra, larghezzaModulo), tema.Misura(l.destra, larghezzaDemo)
	a, b = min(a, s.Width), min(b, s.Width)
	l.sinistra.Resize(fyne.NewSize(a, l.sinistra.Size().Height))
	ha := l.sinistra.MinSize().Height
	if !l.destra.Visible() {
		l.sinistra.Resize(fyne.NewSize(a, ha))
		l.sinistra.Move(fyne.NewPos((s.Width-a)/2, 0))
		return
	}
	l.destra.Resize(fyne.NewSize(b, l.destra.Size().Height))
	hb := l.destra.MinSize().Height
	l.sinistra.Resize(fyne.NewSize(a, ha))
	l.destra.Resize(fyne.NewSize(b, hb))
	if l.affiancate(s.Width) {
		x := (s.Width - a - b - kit.Spazio24) / 2
		l.sinistra.Move(fyne.NewPos(x, 0))
		l.destra.Move(fyne.NewPos(x+a+kit.Spazio24, 0))
		return
	}
	l.sinistra.Move(fyne.NewPos((s.Width-a)/2, 0))
	l.destra.Move(fyne.NewPos((s.Width-b)/2, ha+kit.Spazio16))
}

func (l *dueColonne) affiancate(w float32) bool {
	return w >= tema.Misura(l.sinistra, larghezzaModulo+larghezzaDemo)+kit.Spazio24
}

func (l *dueColonne) MinSize([]fyne.CanvasObject) fyne.Size {
	h := l.sinistra.MinSize().Height
	if l.destra.Visible() {
		if hb := l.destra.MinSize().Height; l.affiancate(l.larga) {
			h = max(h, hb)
		} else {
			h += hb + kit.Spazio16
		}
	}
	return fyne.NewSize(tema.Misura(l.sinistra, 320), h)
}
