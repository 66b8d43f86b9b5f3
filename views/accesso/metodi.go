package accesso

import (
	"fmt"

	"fyne.io/fyne/v2"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/accesso"
	"github.com/esenpat/esenpat-desktop/views/kit"
	"github.com/esenpat/esenpat-desktop/views/tema"
)

// altriModi are the forms of the logins without password, and the links that
// lead from one to another. Only what the service offers is shown.
type altriModi struct {
	p *accesso.Presenter
	t Testi

	pin, passwordFile *kit.Segreto
	file              *kit.Testo
	bottoni           []*kit.Bottone
	browser           *kit.Bottone
	moduli            map[esenpat.MetodoAccesso]*fyne.Container
	legami            *fyne.Container
	disegnati         string
}

func newAltriModi(p *accesso.Presenter, t Testi, campi map[string]*kit.Campo, scegli func(preso func(string))) *altriModi {
	m := &altriModi{
		p: p, t: t, pin: kit.NewSegreto("", false), passwordFile: kit.NewSegreto("", false), file: kit.NewTesto(""),
		legami: kit.Colonna(kit.Spazio8),
	}
	campi["pin_carta"] = kit.NewCampo(t.T("accesso.carta.pin"), true, m.pin)
	campi["file"] = kit.NewCampo(t.T("accesso.file.nome"), true, m.file)
	campi["password_file"] = kit.NewCampo(t.T("accesso.file.password"), false, m.passwordFile)
	m.pin.OnInvio = func(string) { m.conCarta() }
	m.file.OnInvio = func(string) { kit.Focalizza(m.passwordFile) }
	m.passwordFile.OnInvio = func(string) { m.conFile() }
	sfoglia := kit.NewBottone(kit.Secondario, t.T("accesso.file.sfoglia"), tema.IconaNessuna, func() {
		scegli(func(nome string) {
			m.file.SetText(nome)
			kit.Focalizza(m.passwordFile)
		})
	})
	m.browser = m.primario("accesso.browser.apri", p.ConBrowser)
	m.moduli = map[esenpat.MetodoAccesso]*fyne.Container{
		esenpat.AccessoCarta: m.modulo("accesso.carta", campi["pin_carta"], m.primario("accesso.accedi", m.conCarta)),
		esenpat.AccessoFile: m.modulo("accesso.file", kit.Colonna(kit.Spazio8, campi["file"], kit.Riga(kit.Spazio8, sfoglia, kit.Molla())),
			campi["password_file"], m.primario("accesso.accedi", m.conFile)),
		esenpat.AccessoBrowser: m.modulo("accesso.browser", m.browser),
	}
	return m
}

// modulo is one form: heading, what happens, fields, button.
func (m *altriModi) modulo(chiave string, parti ...fyne.CanvasObject) *fyne.Container {
	c := kit.Colonna(kit.Spazio12, kit.NewEtichetta(m.t.T(chiave), kit.Sezione, kit.Neutro))
	if s := m.t.T(chiave + ".spiega"); chiave != "accesso.file" {
		c.Add(kit.NewTestoLungo(s, kit.Piccolo, kit.TonoSecondario))
	}
	for _, p := range parti {
		c.Add(p)
	}
	return c
}

func (m *altriModi) primario(chiave string, fai func()) *kit.Bottone {
	b := kit.NewBottone(kit.Primario, m.t.T(chiave), tema.IconaNessuna, fai)
	m.bottoni = append(m.bottoni, b)
	return b
}

func (m *altriModi) conCarta() { m.p.ConCarta(esenpat.NewSecret(m.pin.Text)) }

func (m *altriModi) conFile() {
	m.p.ConFile(m.file.Text, esenpat.NewSecret(m.passwordFile.Text))
}

func (m *altriModi) svuota() {
	m.pin.Svuota()
	m.passwordFile.Svuota()
}

func (m *altriModi) render(s accesso.State) {
	for metodo, c := range m.moduli {
		kit.Mostra(c, s.Fase == accesso.FaseCredenziali && s.Metodo == metodo)
	}
	for _, b := range m.bottoni {
		b.Occupa(s.Occupato)
	}
	m.disegnaLegami(s)
}

// disegnaLegami lists the ways that are not the one shown.
func (m *altriModi) disegnaLegami(s accesso.State) {
	kit.Mostra(m.legami, s.Fase == accesso.FaseCredenziali && len(s.Metodi) > 0)
	come := fmt.Sprint(s.Metodo, s.Metodi)
	if come == m.disegnati {
		return
	}
	m.disegnati = come
	riga := kit.Riga(kit.Spazio8)
	for _, x := range append([]esenpat.MetodoAccesso{esenpat.AccessoCredenziali}, s.Metodi...) {
		if x == s.Metodo {
			continue
		}
		chiave := string(x)
		if x == esenpat.AccessoCredenziali {
			chiave = "credenziali"
		}
		riga.Add(kit.NewBottone(kit.Secondario, m.t.T("accesso.metodo."+chiave), tema.IconaNessuna, func() { m.p.Scegli(x) }))
	}
	m.legami.Objects = []fyne.CanvasObject{kit.NewEtichetta(m.t.T("accesso.altri"), kit.Piccolo, kit.TonoSecondario), riga}
	m.legami.Refresh()
}
