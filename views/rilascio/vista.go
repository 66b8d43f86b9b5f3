package rilascio

import (
	"fyne.io/fyne/v2"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/avviso"
	"github.com/esenpat/esenpat-desktop/app/present/guida"
	"github.com/esenpat/esenpat-desktop/app/present/rilascio"
	"github.com/esenpat/esenpat-desktop/views/kit"
)

// Vista is the form in a frame of its own: «Crea e valida esenzione» and
// «Richiedi esenzione» from the detail of a certificate.
type Vista struct {
	p      *rilascio.Presenter
	modulo *Modulo
	proc   *kit.Procedura

	// OnChiusa is called after the frame was closed.
	OnChiusa func()
}

// New builds the frame and the form. It closes the frame on «Torna alla home
// page»; whoever needs to know sets OnChiusa.
func New(p *rilascio.Presenter, t avviso.Testi, tempo kit.Tempo) *Vista {
	v := &Vista{p: p, proc: kit.NewProcedura("", tempo)}
	v.modulo = NewModulo(p, t, tempo.Adesso)
	v.proc.OnChiudi = v.Chiudi
	v.proc.Passi([]kit.Passo{{ID: "esenzione", Titolo: t.T("rilascio.passo"), Stato: kit.PassoCorrente}})
	p.Eventi.Home = v.Chiudi
	return v
}

// Mostra opens the form for pr on c. It reports false when another issue is
// under way or its outcome is unknown.
func (v *Vista) Mostra(c fyne.Canvas, pr rilascio.Pratica) bool {
	if !v.p.Apri(pr) {
		return false
	}
	v.proc.Argomento(guida.Esenzione)
	if pr.Modalita == esenpat.Richiesta {
		v.proc.Argomento(guida.Richiesta)
	}
	v.modulo.Monta(v.proc)
	v.proc.Mostra(c, nil)
	return true
}

// Chiudi closes the form unless an act is under way.
func (v *Vista) Chiudi() {
	if !v.p.Chiudi() {
		return
	}
	v.modulo.Smonta()
	v.proc.Chiudi()
	if v.OnChiusa != nil {
		v.OnChiusa()
	}
}
