package nuovocertificato

import (
	"slices"

	"fyne.io/fyne/v2"

	"github.com/esenpat/esenpat-desktop/app/present/avviso"
	"github.com/esenpat/esenpat-desktop/app/present/nuovocertificato"
	"github.com/esenpat/esenpat-desktop/views/kit"
	"github.com/esenpat/esenpat-desktop/views/notizia"
	"github.com/esenpat/esenpat-desktop/views/tema"
)

// modelli is the link under the illness text and the dialog with the doctor's
// own texts for the chosen exemption.
type modelli struct {
	p    *nuovocertificato.Presenter
	t    avviso.Testi
	tela func() fyne.Canvas
	apri *kit.Collegamento
	riga *fyne.Container // of apri

	s       nuovocertificato.StatoModelli
	voci    *fyne.Container
	nome    *kit.Testo
	salva   *kit.Bottone
	avviso  *kit.Avviso
	dialogo *kit.Dialogo
}

func newModelli(p *nuovocertificato.Presenter, t avviso.Testi, tela func() fyne.Canvas) *modelli {
	m := &modelli{p: p, t: t, tela: tela, voci: kit.Colonna(kit.Spazio8), avviso: kit.NewAvviso(), nome: kit.NewTesto("")}
	m.apri = kit.NewCollegamento(t.T("nuovocertificato.modelli"), m.mostra)
	m.riga = kit.Riga(0, m.apri, kit.Molla())
	m.riga.Hide()
	m.salva = kit.NewBottone(kit.Secondario, t.T("nuovocertificato.modelli.salva"), tema.IconaNessuna, m.premutoSalva)
	m.nome.OnInvio = func(string) { m.premutoSalva() }
	corpo := kit.Colonna(
		kit.Spazio16, kit.NewTestoLungo(t.T("nuovocertificato.modelli.spiega"), kit.Corpo, kit.TonoSecondario), m.avviso, m.voci, kit.NewLinea(),
		kit.NewCampo(t.T("nuovocertificato.modelli.nome"), false, m.nome), kit.Riga(0, m.salva, kit.Molla()),
	)
	m.dialogo = kit.NewDialogo(t.T("nuovocertificato.modelli.titolo"), corpo, 680,
		kit.NewBottone(kit.Secondario, t.T("nuovocertificato.chiudi"), tema.IconaNessuna, func() { m.dialogo.Chiudi() }))
	return m
}

func (m *modelli) mostra() {
	if c := m.tela(); c != nil {
		m.riempi()
		m.dialogo.Mostra(c)
	}
}

func (m *modelli) premutoSalva() {
	if m.s.Salva.Attivo {
		m.p.SalvaModello(m.nome.Text)
	}
}

func (m *modelli) render(s nuovocertificato.StatoModelli) {
	prima := m.s
	m.s = s
	kit.Mostra(m.riga, s.Visibile)
	m.salva.Imposta(s.Salva.Attivo, s.Salva.Motivo)
	if s.Fatti != prima.Fatti {
		m.nome.SetText("")
	}
	if m.dialogo.Aperto() && (!slices.Equal(s.Voci, prima.Voci) || s.Avviso != prima.Avviso) {
		m.riempi()
		m.dialogo.Aggiorna()
	}
}

// riempi draws the list of the texts with their two buttons.
func (m *modelli) riempi() {
	m.avviso.Mostra(notizia.Di(m.s.Avviso))
	m.voci.Objects = nil
	if len(m.s.Voci) == 0 {
		m.voci.Add(kit.NewTestoLungo(m.t.T("nuovocertificato.modelli.nessuno"), kit.Corpo, kit.TonoSecondario))
	}
	for _, v := range m.s.Voci {
		usa := kit.NewBottone(kit.Primario, m.t.T("nuovocertificato.modelli.usa"), tema.IconaNessuna, func() {
			m.dialogo.Chiudi()
			m.p.UsaModello(v.Codice)
		})
		elimina := kit.NewBottone(kit.Discreto, m.t.T("nuovocertificato.modelli.elimina"), tema.IconaCestino, func() { m.p.EliminaModello(v.Codice) })
		m.voci.Add(kit.NewScheda(kit.Bordo(
			kit.Spazio12, nil, kit.Riga(kit.Spazio8, usa, elimina),
			kit.Colonna(kit.Spazio4, kit.NewRiga(v.Testo, kit.Forte, kit.Neutro), kit.NewTestoLungo(v.Dettaglio, kit.Piccolo, kit.TonoSecondario)),
		)))
	}
	m.voci.Refresh()
}
