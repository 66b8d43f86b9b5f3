// Package stampa draws the print dialog.
package stampa

import (
	"strings"
	"unicode"

	"fyne.io/fyne/v2"

	"github.com/esenpat/esenpat-desktop/app/present/guida"
	"github.com/esenpat/esenpat-desktop/app/present/stampa"
	"github.com/esenpat/esenpat-desktop/views/kit"
	"github.com/esenpat/esenpat-desktop/views/notizia"
	"github.com/esenpat/esenpat-desktop/views/tema"
)

// Testi looks up a sentence.
type Testi interface {
	T(key string, kv ...string) string
}

const (
	larghezza = 620
	// larghezzaCopie is for the few words under the field.
	larghezzaCopie = 130
	// unLato and dueLati are the answers about the sides.
	unLato, dueLati = "uno", "due"
)

// Vista shows the dialog over a window whenever its presenter wants it.
type Vista struct {
	p     *stampa.Presenter
	t     Testi
	tempo kit.Tempo
	tela  fyne.Canvas

	dialogo   *kit.Dialogo // of the request on the screen, nil when there is none
	titolo    string
	avviso    *kit.Avviso
	attesa    *kit.Attesa
	righe     *fyne.Container
	stampante *kit.Tendina
	nota      *kit.Etichetta
	copie     *kit.Testo
	campo     *kit.Campo // of copie
	lati      *kit.Scelta
	campoLati *kit.Campo
	senzaLati *kit.Etichetta
	stampa    *kit.Bottone
	fuoco     int
	mostrate  string // the entries of the list that is drawn
}

// New binds the dialog to its presenter; it opens over c.
func New(p *stampa.Presenter, t Testi, tempo kit.Tempo, c fyne.Canvas) *Vista {
	v := &Vista{p: p, t: t, tempo: tempo, tela: c}
	p.Render = v.render
	return v
}

func (v *Vista) costruisci(titolo string) {
	p, t := v.p, v.t
	v.titolo, v.mostrate = titolo, ""
	v.avviso, v.righe = kit.NewAvviso(), notizia.Righe(nil)
	v.attesa = kit.NewAttesa(v.tempo, p.Annulla)
	v.stampante = kit.NewTendina(t.T("stampa.stampante.segnaposto"), nil, func(x kit.Voce) { p.Scegli(x.Codice) })
	v.nota = kit.NewTestoLungo("", kit.Piccolo, kit.TonoAvviso)
	v.copie = kit.NewTesto("")
	v.copie.Filtro = dueCifre
	v.copie.OnChanged = p.SetCopie
	v.campo = kit.NewCampo(t.T("stampa.copie"), false, v.copie)
	v.lati = kit.NewScelta(true, []kit.Opzione{
		{Valore: unLato, Testo: t.T("stampa.lati.uno")}, {Valore: dueLati, Testo: t.T("stampa.lati.due")},
	}, func(x string) { p.SetFronteRetro(x == dueLati) })
	v.campoLati = kit.NewCampo(t.T("stampa.lati"), false, v.lati)
	v.senzaLati = kit.NewTestoLungo("", kit.Piccolo, kit.TonoSecondario)
	v.stampa = kit.NewBottone(kit.Primario, t.T("stampa.stampa"), tema.IconaStampa, p.Stampa)
	corpo := kit.Colonna(
		kit.Spazio12, v.righe, v.avviso, v.attesa,
		kit.Colonna(kit.Spazio4, kit.NewCampo(t.T("stampa.stampante"), false, v.stampante), v.nota),
		kit.RigaAlta(kit.Spazio24, kit.LarghezzaFissa(larghezzaCopie, v.campo), v.campoLati),
		v.senzaLati, kit.NewEtichetta(t.T("stampa.carta"), kit.Piccolo, kit.TonoSecondario),
	)
	annulla := kit.NewBottone(kit.Secondario, t.T("stampa.annulla"), tema.IconaNessuna, func() { v.dialogo.Annulla() })
	v.dialogo = kit.NewDialogo(titolo, corpo, larghezza, annulla, v.stampa)
	v.dialogo.Argomento(guida.Documenti)
	v.dialogo.Primo, v.dialogo.OnAnnulla = v.copie, p.Annulla
}

// dueCifre keeps at most two digits of what is typed or pasted.
func dueCifre(s string) string {
	var b strings.Builder
	for _, r := range s {
		if r <= unicode.MaxASCII && unicode.IsDigit(r) && b.Len() < 2 {
			b.WriteRune(r)
		}
	}
	return b.String()
}

func (v *Vista) render(s stampa.State) {
	if !s.Aperto {
		if v.dialogo != nil {
			v.attesa.Imposta(false, "")
			v.dialogo.Chiudi()
			v.dialogo = nil
		}
		v.fuoco = s.Fuoco.N
		return
	}
	nuova := v.dialogo == nil
	if nuova {
		v.costruisci(s.Titolo)
	}
	v.disegna(s)
	if !v.dialogo.Aperto() {
		v.dialogo.Mostra(v.tela)
	}
	v.dialogo.Aggiorna()
	if nuova || s.Fuoco.N != v.fuoco {
		v.fuoco = s.Fuoco.N
		v.focalizza(s.Fuoco.Campo)
	}
}

func (v *Vista) disegna(s stampa.State) {
	notizia.AggiornaRighe(v.righe, s.Documenti)
	azioni := []kit.Azione{
		{Testo: v.t.T("stampa.riprova"), Icona: tema.IconaAggiorna, Fai: v.p.Ricarica},
		{Testo: v.t.T("stampa.apri"), Icona: tema.IconaDocumento, Fai: v.p.Apri},
	}
	if !s.PuoAprire {
		azioni = nil
	}
	v.avviso.Mostra(notizia.Di(s.Avviso, azioni...))
	v.attesa.Imposta(s.Attesa != "", s.Attesa)
	v.elenca(s)
	v.nota.ImpostaTesto(s.Nota)
	kit.Mostra(v.nota, s.Nota != "")
	if v.copie.Text != s.Copie {
		v.copie.SetText(s.Copie)
	}
	v.campo.Errore(s.ErroreCopie)
	lato := unLato
	if s.FronteRetro {
		lato = dueLati
	}
	v.lati.Imposta(lato)
	kit.Mostra(v.campoLati, s.PuoFronteRetro)
	v.senzaLati.ImpostaTesto(s.Lati)
	kit.Mostra(v.senzaLati, s.Lati != "")
	v.stampa.Imposta(s.PuoStampare, "")
}

// elenca draws the list of printers; one that is the same stays as it is.
func (v *Vista) elenca(s stampa.State) {
	var b strings.Builder
	for _, o := range s.Stampanti {
		b.WriteString(o.Codice + "\n" + o.Testo + "\n")
	}
	if b.String() != v.mostrate {
		v.mostrate = b.String()
		v.stampante.ImpostaVoci(notizia.Voci(s.Stampanti))
	}
	v.stampante.Imposta(s.Scelta)
	if len(s.Stampanti) == 0 {
		v.stampante.Disable()
	} else {
		v.stampante.Enable()
	}
}

func (v *Vista) focalizza(campo string) {
	switch campo {
	case stampa.CampoStampante:
		kit.Focalizza(v.stampante)
	case stampa.CampoCopie:
		kit.Focalizza(v.copie)
		v.copie.SelezionaTutto()
	}
}
