package nuovocertificato

import (
	"fyne.io/fyne/v2"

	"github.com/esenpat/esenpat-desktop/app/present/nuovocertificato"
	"github.com/esenpat/esenpat-desktop/views/kit"
)

// monta puts a step's body into the frame.
func (v *Vista) monta(passo nuovocertificato.Passo) {
	v.montato = passo
	v.firma.Smonta()
	v.rilascio.Smonta()
	if passo == nuovocertificato.PassoFirma {
		v.firma.Monta(v.proc)
		return
	}
	if passo == nuovocertificato.PassoEsenzione {
		v.rilascio.Monta(v.proc)
		return
	}
	v.proc.Titolo(v.t.T("nuovocertificato.titolo"))
	v.proc.AnteprimaGrande(false)
	v.proc.Anteprima(v.anteprima(passo))
	v.proc.Corpo(v.corpo(passo))
	v.piede(v.s)
}

func (v *Vista) anteprima(passo nuovocertificato.Passo) fyne.CanvasObject {
	if passo == nuovocertificato.PassoRiepilogo || passo == nuovocertificato.PassoDati {
		return v.pdf
	}
	return nil
}

func (v *Vista) corpo(passo nuovocertificato.Passo) fyne.CanvasObject {
	switch passo {
	case nuovocertificato.PassoTipologia:
		return v.tipologia.corpo
	case nuovocertificato.PassoDati:
		return v.dati.corpo
	case nuovocertificato.PassoRiepilogo:
		return v.riepilogo.corpo
	case nuovocertificato.PassoAssistito, nuovocertificato.PassoFirma, nuovocertificato.PassoEsenzione:
	}
	return v.assistito.corpo
}

// nomi of the steps in the frame.
func nomi() []string {
	return []string{"assistito", "tipologia", "dati", "riepilogo", "firma", "esenzione"}
}

func passoDi(id string) nuovocertificato.Passo {
	for i, n := range nomi() {
		if n == id {
			return nuovocertificato.Passo(i + 1)
		}
	}
	return nuovocertificato.PassoAssistito
}

func passi(visti []nuovocertificato.PassoVisto) []kit.Passo {
	p := make([]kit.Passo, len(visti))
	for i, x := range visti {
		p[i] = kit.Passo{ID: nomi()[i], Titolo: x.Titolo}
		switch {
		case x.Corrente:
			p[i].Stato = kit.PassoCorrente
		case x.Fatto:
			p[i].Stato = kit.PassoFatto
		}
	}
	return p
}
