package verifica

import (
	"fyne.io/fyne/v2"

	"github.com/esenpat/esenpat-desktop/app/present/verifica"
	"github.com/esenpat/esenpat-desktop/views/kit"
	"github.com/esenpat/esenpat-desktop/views/notizia"
	"github.com/esenpat/esenpat-desktop/views/tema"
)

// firme is the card of the signatures with every check.
func (v *Vista) firme(s verifica.State) fyne.CanvasObject {
	c := kit.Colonna(kit.Spazio12, kit.NewEtichetta(v.t.T("verifica.controlli"), kit.Sezione, kit.Neutro))
	if s.SenzaFirme {
		c.Add(kit.NewTestoLungo(s.Verdetto.Spiegazione, kit.Corpo, kit.TonoSecondario))
	}
	for i, f := range s.Firme {
		if i > 0 {
			c.Add(kit.NewLinea())
		}
		icona, tono := diStato(f.Stato)
		testa := kit.Riga(kit.Spazio8)
		if f.Titolo != "" {
			testa.Add(kit.NewEtichetta(f.Titolo, kit.Forte, kit.Neutro))
		}
		testa.Add(kit.NewBadge(f.Parola, icona, tono))
		c.Add(testa)
		if f.Prova != "" {
			c.Add(kit.Riga(0, kit.NewBadge(f.Prova, tema.IconaAvviso, kit.TonoAvviso)))
		}
		c.Add(notizia.Righe(f.Righe))
		for _, k := range f.Controlli {
			c.Add(controllo(k))
		}
	}
	return kit.NewScheda(c)
}

// controllo is one line: icon and word of the outcome, the sentence, and the
// raw value under it.
func controllo(k verifica.Controllo) fyne.CanvasObject {
	icona, tono := diEsito(k.Esito)
	testi := kit.Colonna(0, kit.NewTestoLungo(k.Testo, kit.Piccolo, kit.Neutro))
	parola := k.Parola
	if k.Valore != "" {
		parola += ": " + k.Valore
	}
	testi.Add(kit.NewTestoLungo(parola, kit.Piccolo, kit.TonoSecondario))
	return kit.Bordo(kit.Spazio8, kit.NewSegno(icona, tono), nil, testi)
}

// fascicolo is the card «Cosa c'è scritto nel fascicolo».
func (v *Vista) fascicolo(f verifica.Fascicolo) fyne.CanvasObject {
	c := kit.Colonna(kit.Spazio8, kit.NewEtichetta(v.t.T("verifica.fascicolo"), kit.Sezione, kit.Neutro))
	icona, tono := tema.IconaInfo, kit.TonoSecondario
	switch {
	case f.Diverso:
		icona, tono = tema.IconaErrore, kit.TonoErrore
	case f.Confrontato:
		icona, tono = tema.IconaSpunta, kit.TonoOK
	}
	if f.Presente {
		c.Add(kit.NewTestoLungo(v.t.T("verifica.fascicolo.spiegazione"), kit.Piccolo, kit.TonoSecondario))
	}
	c.Add(kit.Bordo(kit.Spazio8, kit.NewSegno(icona, tono), nil, kit.NewTestoLungo(f.Frase, kit.Corpo, kit.Neutro)))
	for _, x := range f.Voci {
		segno, colore := diEsito(x.Esito)
		testa := kit.Bordo(kit.Spazio8, nil, kit.Riga(kit.Spazio4, kit.NewSegno(segno, colore), kit.NewEtichetta(x.Parola, kit.Piccolo, colore)),
			kit.NewRiga(x.Nome, kit.Piccolo, kit.TonoSecondario))
		c.Add(kit.Colonna(0, testa, kit.NewTestoLungo(x.Valore, kit.Corpo, kit.Neutro)))
	}
	return kit.NewScheda(c)
}
