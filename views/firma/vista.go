package firma

import (
	"fyne.io/fyne/v2"

	"github.com/esenpat/esenpat-desktop/app/present/avviso"
	"github.com/esenpat/esenpat-desktop/app/present/firma"
	"github.com/esenpat/esenpat-desktop/app/present/guida"
	"github.com/esenpat/esenpat-desktop/views/kit"
)

// Vista is the form in a frame of its own: «Firma Certificato» from the detail
// of a certificate.
type Vista struct {
	p      *firma.Presenter
	modulo *Modulo
	proc   *kit.Procedura

	// OnChiusa is called after the frame was closed.
	OnChiusa func()
}

// New builds the frame and the form. It closes the frame on «Torna alla home
// page»; whoever needs to know sets OnChiusa.
func New(p *firma.Presenter, t avviso.Testi, tempo kit.Tempo, accanto ...fyne.CanvasObject) *Vista {
	v := &Vista{p: p, proc: kit.NewProcedura("", tempo)}
	v.modulo = NewModulo(p, t, accanto...)
	v.proc.Argomento(guida.Firma)
	v.proc.OnChiudi = v.Chiudi
	v.proc.Passi([]kit.Passo{{ID: "firma", Titolo: t.T("firma.passo"), Stato: kit.PassoCorrente}})
	p.Eventi.Home = v.Chiudi
	return v
}

// Mostra opens the form for doc on c. It reports false when another signature
// is under way or its outcome is unknown.
func (v *Vista) Mostra(c fyne.Canvas, doc firma.Documento) bool {
	return v.mostra(c, v.p.Apri(doc))
}

// MostraMolti opens the form for several certificates; see Mostra.
func (v *Vista) MostraMolti(c fyne.Canvas, scelti []firma.DaFirmare) bool {
	return v.mostra(c, v.p.ApriMolti(scelti))
}

func (v *Vista) mostra(c fyne.Canvas, aperta bool) bool {
	if !aperta {
		return false
	}
	v.proc.Titolo(v.p.State().Titolo)
	v.modulo.Monta(v.proc)
	v.proc.Mostra(c, v.modulo.campi.provider)
	return true
}

// Chiudi closes the form unless a signature is under way.
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
