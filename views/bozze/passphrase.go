package bozze

import (
	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/bozze"
	"github.com/esenpat/esenpat-desktop/views/kit"
	"github.com/esenpat/esenpat-desktop/views/tema"
)

// moduloPassphrase asks for the passphrase of a file.
type moduloPassphrase struct {
	v       *Vista
	dialogo *kit.Dialogo
	una     *kit.Segreto
	due     *kit.Segreto
	campo   *kit.Campo
	errori  int
}

func nuovoModulo(v *Vista) *moduloPassphrase { return &moduloPassphrase{v: v} }

func (m *moduloPassphrase) render(s bozze.Passphrase) {
	switch {
	case s.Aperta && m.dialogo == nil:
		m.apri(s)
	case !s.Aperta && m.dialogo != nil:
		m.una.Svuota()
		m.due.Svuota()
		m.dialogo.Chiudi()
		m.dialogo = nil
	}
	if s.Aperta && s.NErrore != m.errori {
		m.errori = s.NErrore
		m.campo.Errore(s.Errore)
		m.dialogo.Aggiorna()
		m.campo.Focalizza()
	}
}

func (m *moduloPassphrase) apri(s bozze.Passphrase) {
	t, p := m.v.t, m.v.p
	titolo, fai := t.T("bozze.importa.titolo"), t.T("bozze.passphrase.importa")
	if s.Doppia {
		titolo, fai = t.T("bozze.esporta.titolo"), t.T("bozze.passphrase.esporta")
	}
	conferma := func() { p.ConfermaPassphrase(esenpat.NewSecret(m.una.Text), esenpat.NewSecret(m.due.Text)) }
	m.una, m.due, m.errori = kit.NewSegreto("", false), kit.NewSegreto("", false), 0
	m.campo = kit.NewCampo(t.T("bozze.passphrase"), true, m.una)
	m.una.OnInvio = func(string) {
		if s.Doppia {
			kit.Focalizza(m.due)
			return
		}
		conferma()
	}
	m.due.OnInvio = func(string) { conferma() }
	corpo := kit.Colonna(kit.Spazio12, kit.NewTestoLungo(s.Testo, kit.Corpo, kit.Neutro), m.campo)
	if s.Doppia {
		corpo.Add(kit.NewCampo(t.T("bozze.passphrase.ancora"), true, m.due))
	}
	m.dialogo = kit.NewDialogo(titolo, corpo, 520,
		kit.NewBottone(kit.Secondario, t.T("bozze.passphrase.annulla"), tema.IconaNessuna, p.AnnullaPassphrase),
		kit.NewBottone(kit.Primario, fai, tema.IconaNessuna, conferma))
	m.dialogo.Primo = m.una
	m.dialogo.OnAnnulla = p.AnnullaPassphrase
	m.dialogo.Mostra(m.v.tela)
}
