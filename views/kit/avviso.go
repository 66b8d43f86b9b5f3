package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"github.com/esenpat/esenpat-desktop/views/tema"
)

// Azione is a button of a banner, an empty state or a dialog.
type Azione struct {
	Testo   string
	Icona   tema.Icona
	Fai     func()
	Aspetto Aspetto
}

// Notizia is what a banner says: what happened, why, what to do now; details
// are folded away.
type Notizia struct {
	Tono       Tono
	Titolo     string
	Causa      string
	Rimedio    string
	Dettagli   string // assistance code and the like
	Azioni     []Azione
	Chiudibile bool
}

// Avviso is a banner inside a screen. It is hidden while it has no title.
type Avviso struct {
	widget.BaseWidget
	// OnChiuso is called after the user closed the banner.
	OnChiuso func()

	segno          *Segno
	titolo         *Etichetta
	causa, rimedio *Etichetta
	dettagli       *Etichetta
	apri           *Bottone
	copia          *fyne.Container // below the details: beside «Dettagli» a narrow banner has no room
	chiudi         *Bottone
	azioni         *fyne.Container
	riquadro       *Riquadro
	corrente       string

	cambiato func() // lays out again whatever stands below the banner
}

// NewAvviso returns a hidden banner.
func NewAvviso() *Avviso {
	a := &Avviso{
		segno: NewSegno(tema.IconaErrore, TonoErrore), titolo: NewTestoLungo("", Forte, Neutro),
		causa: NewTestoLungo("", Corpo, Neutro), rimedio: NewTestoLungo("", Corpo, Neutro),
		dettagli: NewTestoLungo("", Codice, TonoSecondario), azioni: Riga(Spazio8),
	}
	a.apri = NewBottone(Legame, parola("dettagli"), tema.IconaGiu, a.piega)
	a.copia = Riga(0, NewBottone(Legame, parola("copia.dettagli"), tema.IconaNessuna, a.copiaDettagli))
	a.chiudi = NewBottoneIcona(tema.IconaChiudi, parola("chiudi.avviso"), func() {
		a.Mostra(Notizia{})
		if a.OnChiuso != nil {
			a.OnChiuso()
		}
	})
	sotto := container.New(&rientro{32}, Colonna(Spazio4, a.causa, a.rimedio, a.azioni, a.dettagli, a.copia))
	testi := Colonna(Spazio4, Bordo(Spazio12, a.segno, a.chiudi, a.titolo), sotto)
	a.riquadro = newRiquadro(testi, tema.Superficie, tema.Linea, Spazio16, Spazio12)
	a.riquadro.barra = tema.Errore
	a.Hidden = true
	a.ExtendBaseWidget(a)
	return a
}

// Mostra shows n; a Notizia without title hides the banner.
func (a *Avviso) Mostra(n Notizia) {
	a.corrente = n.Titolo
	a.segno.Imposta(n.Tono.icona(), n.Tono)
	a.riquadro.barra = n.Tono.colore()
	a.titolo.ImpostaTesto(n.Titolo)
	a.causa.ImpostaTesto(n.Causa)
	a.causa.Hidden = n.Causa == ""
	a.rimedio.ImpostaTesto(n.Rimedio)
	a.rimedio.Hidden = n.Rimedio == ""
	a.dettagli.ImpostaTesto(n.Dettagli)
	a.dettagli.Hide()
	a.copia.Hide()
	a.apri.ImpostaIcona(tema.IconaGiu)
	a.azioni.Objects = nil
	for _, z := range n.Azioni {
		a.azioni.Add(NewBottone(z.Aspetto, z.Testo, z.Icona, z.Fai))
	}
	if n.Dettagli != "" {
		a.azioni.Add(a.apri)
	}
	a.azioni.Hidden = len(a.azioni.Objects) == 0
	a.chiudi.Hidden = !n.Chiudibile
	a.Hidden = n.Titolo == ""
	a.Refresh()
	if a.cambiato != nil {
		a.cambiato()
	}
}

// Titolo returns what happened, "" while hidden.
func (a *Avviso) Titolo() string { return a.corrente }

func (a *Avviso) piega() {
	a.dettagli.Hidden = !a.dettagli.Hidden
	a.copia.Hidden = a.dettagli.Hidden
	i := tema.IconaSu
	if a.dettagli.Hidden {
		i = tema.IconaGiu
	}
	a.apri.ImpostaIcona(i)
	a.Refresh()
}

// copiaDettagli puts the codes that the assistance asks for on the clipboard;
// the window takes them away again after a minute.
func (a *Avviso) copiaDettagli() {
	if app := fyne.CurrentApp(); app != nil {
		app.Clipboard().SetContent(a.dettagli.Testo())
		copiato(a)
	}
}

// CreateRenderer implements fyne.Widget.
func (a *Avviso) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(a.riquadro) }
