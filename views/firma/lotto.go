package firma

import (
	"strings"

	"fyne.io/fyne/v2"

	"github.com/esenpat/esenpat-desktop/app/present/avviso"
	"github.com/esenpat/esenpat-desktop/app/present/firma"
	"github.com/esenpat/esenpat-desktop/views/kit"
	"github.com/esenpat/esenpat-desktop/views/tema"
)

const (
	righeInVista = 5
	altezzaRiga  = 36
)

// lotto is the list of the documents that are signed together; the one under
// its cursor is on the right.
type lotto struct {
	t       avviso.Testi
	p       *firma.Presenter
	corpo   *fyne.Container
	tabella *kit.Tabella
	spazio  *kit.Riquadro
	motivo  *kit.Etichetta
	frase   *kit.Etichetta
	limite  *kit.Etichetta
	ferma   *kit.Bottone
	righe   int
	muove   bool // the cursor is moved by the program
}

func newLotto(p *firma.Presenter, t avviso.Testi) *lotto {
	l := &lotto{
		t: t, p: p, motivo: kit.NewTestoLungo("", kit.Piccolo, kit.TonoErrore), frase: kit.NewTestoLungo("", kit.Forte, kit.Neutro),
		limite: kit.NewTestoLungo("", kit.Piccolo, kit.TonoAvviso),
	}
	l.tabella = kit.NewTabella(t.T("firma.molti.elenco"), []kit.ColonnaTabella{
		{ID: "numero", Titolo: t.T("firma.molti.colonna.numero"), Peso: 1.9, Codice: true},
		{ID: "documento", Titolo: t.T("firma.molti.colonna.documento"), Peso: 2.9},
		{ID: "esito", Titolo: t.T("firma.molti.colonna.esito"), Peso: 1.9},
	})
	mossa := func(n int) {
		if !l.muove {
			p.MostraVoce(n)
		}
	}
	l.tabella.OnMossa, l.tabella.OnAperta = mossa, mossa
	l.ferma = kit.NewBottone(kit.Secondario, t.T("firma.molti.ferma"), tema.IconaNessuna, p.Ferma)
	l.spazio = kit.NewMargine(l.tabella, 0, 0)
	l.corpo = kit.Colonna(kit.Spazio8, l.frase, l.spazio, l.motivo, kit.Riga(0, l.ferma), l.limite)
	return l
}

func (l *lotto) render(s firma.StatoLotto) {
	kit.Mostra(l.corpo, s.Aperto)
	if !s.Aperto {
		l.righe = 0
		return
	}
	if n := len(s.Voci); n != l.righe {
		l.righe = n
		l.spazio.Minimo(0, float32(min(n, righeInVista)+1)*altezzaRiga+12)
	}
	righe := make([][]string, len(s.Voci))
	for i, v := range s.Voci {
		righe[i] = []string{v.Numero, v.Titolo, v.Testo}
	}
	l.muove = true
	l.tabella.Imposta(righe)
	if l.tabella.Cursore() != s.Qui {
		l.tabella.Vai(s.Qui)
	}
	l.muove = false
	l.motivo.ImpostaTesto(s.Voci[s.Qui].Motivo)
	kit.Mostra(l.motivo, s.Voci[s.Qui].Motivo != "")
	l.frase.ImpostaTesto(s.Frase)
	kit.Mostra(l.frase, s.Frase != "")
	l.limite.ImpostaTesto(s.Limite)
	kit.Mostra(l.limite, s.Limite != "")
	kit.Mostra(l.ferma, s.PuoFermare)
}

// nonLetti names the unread documents before they are signed.
func (l *lotto) nonLetti(numeri []string) kit.Notizia {
	t := l.t
	return kit.Notizia{
		Tono:   kit.TonoAvviso,
		Titolo: t.T("firma.molti.non-letti.titolo", "numeri", strings.Join(numeri, ", ")),
		Causa:  t.T("firma.molti.non-letti.causa"), Rimedio: t.T("firma.molti.non-letti.rimedio"),
		Azioni: []kit.Azione{
			{Testo: t.T("firma.molti.non-letti.leggi"), Icona: tema.IconaDocumento, Fai: l.p.LeggiNonLetti},
			{Testo: t.T("firma.molti.non-letti.firma"), Icona: tema.IconaFirma, Fai: l.p.ConfermaNonLetti},
		},
	}
}
