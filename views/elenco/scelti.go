package elenco

import (
	"strconv"

	"fyne.io/fyne/v2"

	"github.com/esenpat/esenpat-desktop/app/present/elenco"
	"github.com/esenpat/esenpat-desktop/views/kit"
	"github.com/esenpat/esenpat-desktop/views/tema"
)

// scelti is the bar over the cards where several can be chosen for one act.
type scelti struct {
	v                    *Vista
	barra                *fyne.Container
	frase                *kit.Etichetta
	tutti, nessuno, agir *kit.Bottone
}

func newScelti(v *Vista) *scelti {
	t := v.p.Testi
	s := &scelti{v: v, frase: kit.NewEtichetta("", kit.Forte, kit.Neutro)}
	s.tutti = kit.NewBottone(kit.Legame, t.T("elenco.selezione.tutti"), tema.IconaNessuna, v.p.P.SelezionaTutti)
	s.nessuno = kit.NewBottone(kit.Legame, t.T("elenco.selezione.nessuno"), tema.IconaNessuna, v.p.P.Deseleziona)
	s.agir = kit.NewBottone(kit.Primario, "", tema.IconaFirma, func() {
		if v.p.Scelti != nil {
			v.p.Scelti()
		}
	})
	s.barra = kit.Riga(kit.Spazio12, s.frase, s.tutti, s.nessuno, kit.Molla(), s.agir)
	s.barra.Hide()
	if v.p.Scelti != nil {
		v.lista.OnSelezionata = v.p.P.Seleziona
	}
	return s
}

func (s *scelti) render(st elenco.StatoSelezione) {
	kit.Mostra(s.barra, st.Possibile && s.v.p.Scelti != nil)
	s.frase.ImpostaTesto(st.Frase)
	kit.Mostra(s.frase, st.Quanti > 0)
	kit.Mostra(s.nessuno, st.Quanti > 0)
	kit.Mostra(s.agir, st.Quanti > 0)
	if s.v.p.TestoScelti != "" {
		s.agir.ImpostaTesto(s.v.p.Testi.T(s.v.p.TestoScelti, "n", strconv.Itoa(st.Quanti)))
	}
}
