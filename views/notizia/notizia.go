// Package notizia draws the presenters' small common values with the kit: an
// error's three sentences, rows of a summary, an option of a combo.
package notizia

import (
	"fyne.io/fyne/v2"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/avviso"
	"github.com/esenpat/esenpat-desktop/app/present/parti"
	"github.com/esenpat/esenpat-desktop/views/kit"
	"github.com/esenpat/esenpat-desktop/views/tema"
)

// Di returns the banner for a; an empty notice hides the banner. What passes by
// itself (no connection, a service that rests, an outcome not known yet) is a
// warning, the rest an error.
func Di(a avviso.Avviso, azioni ...kit.Azione) kit.Notizia {
	if a.Vuoto() {
		return kit.Notizia{}
	}
	n := kit.Notizia{Tono: kit.TonoErrore, Titolo: a.Titolo, Causa: a.Causa, Rimedio: a.Rimedio, Dettagli: a.Codice, Azioni: azioni}
	switch a.Kind {
	case esenpat.Offline, esenpat.Unavailable, esenpat.Uncertain, esenpat.Unauthenticated:
		n.Tono = kit.TonoAvviso
	case esenpat.Internal, esenpat.Invalid, esenpat.NotFound, esenpat.Conflict, esenpat.Forbidden, esenpat.Rejected,
		esenpat.Firma, esenpat.Storage, esenpat.Keyring, esenpat.Canceled:
	}
	if a.Supporto != "" {
		n.Dettagli += " · " + a.Supporto
	}
	return n
}

// Connessione is the button that leads to the settings of the connection.
func Connessione(t interface {
	T(key string, kv ...string) string
}, apri func(),
) kit.Azione {
	return kit.Azione{Testo: t.T("accesso.impostazioni"), Icona: tema.IconaOpzioni, Fai: apri}
}

// larghezzaEtichetta lines the values of a summary up.
const larghezzaEtichetta = 170

// Righe returns labelled values, one under the other. A row without a label
// takes the whole width.
func Righe(righe []parti.Riga) *fyne.Container {
	c := kit.Colonna(kit.Spazio4)
	AggiornaRighe(c, righe)
	return c
}

// AggiornaRighe replaces the rows of a container made by Righe.
func AggiornaRighe(c *fyne.Container, righe []parti.Riga) {
	c.Objects = nil
	for _, r := range righe {
		valore := kit.NewTestoLungo(r.Valore, kit.Corpo, kit.Neutro)
		if r.Etichetta == "" {
			c.Add(valore)
			continue
		}
		c.Add(kit.Bordo(kit.Spazio12, kit.LarghezzaFissa(larghezzaEtichetta, kit.NewRiga(r.Etichetta, kit.Corpo, kit.TonoSecondario)), nil, valore))
	}
	c.Refresh()
}

// Voci turns options into entries of a drop-down.
func Voci(opzioni []parti.Opzione) []kit.Voce {
	v := make([]kit.Voce, len(opzioni))
	for i, o := range opzioni {
		v[i] = kit.Voce{Codice: o.Codice, Descrizione: o.Testo, Perche: o.Dettaglio}
	}
	return v
}

// Bottone turns a button on or off with its reason.
func Bottone(b *kit.Bottone, s parti.Bottone) { b.Imposta(s.Attivo, s.Motivo) }
