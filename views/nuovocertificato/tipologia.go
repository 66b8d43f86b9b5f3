package nuovocertificato

import (
	"fyne.io/fyne/v2"

	"github.com/esenpat/esenpat-desktop/app/present/avviso"
	"github.com/esenpat/esenpat-desktop/app/present/nuovocertificato"
	"github.com/esenpat/esenpat-desktop/views/kit"
	"github.com/esenpat/esenpat-desktop/views/tema"
)

// passoTipologia is step 2: three buttons, each off with its reason.
type passoTipologia struct {
	p      *nuovocertificato.Presenter
	corpo  *fyne.Container
	voci   []*kit.Bottone
	spiega []*kit.Etichetta
}

func newPassoTipologia(p *nuovocertificato.Presenter, t avviso.Testi) *passoTipologia {
	s := &passoTipologia{p: p, corpo: kit.Colonna(kit.Spazio16, kit.NewEtichetta(t.T("nuovocertificato.tipologia.sezione"), kit.Sezione, kit.Neutro))}
	return s
}

func (s *passoTipologia) render(voci []nuovocertificato.Tipologia) {
	if len(voci) > 0 && len(s.voci) == 0 {
		for _, v := range voci {
			b := kit.NewBottone(kit.Secondario, v.Etichetta, tema.IconaDocumento, func() { s.p.ScegliTipologia(v.Codice) })
			e := kit.NewTestoLungo(v.Spiega, kit.Corpo, kit.TonoSecondario)
			s.voci, s.spiega = append(s.voci, b), append(s.spiega, e)
			s.corpo.Add(kit.LarghezzaMassima(640, kit.NewScheda(kit.Colonna(kit.Spazio8, kit.Riga(0, b), e))))
		}
	}
	for i, v := range voci {
		s.voci[i].Imposta(v.Bottone.Attivo, v.Bottone.Motivo)
	}
}

// focalizza goes to the first type that may be chosen.
func (s *passoTipologia) focalizza() {
	for _, b := range s.voci {
		if !b.Disabled() {
			kit.Focalizza(b)
			return
		}
	}
}
