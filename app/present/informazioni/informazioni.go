// Package informazioni presents «Informazioni»: which program this is, under
// which licence, and the licences of what it carries.
package informazioni

import "github.com/esenpat/esenpat-desktop/app/present/avviso"

// Licenza is a part of the program with its licence in full.
type Licenza struct{ Parte, Nome, Testo string }

// Dati are the facts about this build.
type Dati struct {
	Versione, Commit, Fyne, Schema string
	Licenze                        []Licenza
}

// State is everything the view draws.
type State struct {
	Titolo  string
	Righe   []string
	Licenze []Licenza
}

// Di returns what «Informazioni» shows.
func Di(t avviso.Testi, d Dati) State {
	return State{
		Titolo: t.T("informazioni.titolo"),
		Righe: []string{
			t.T("informazioni.versione", "versione", d.Versione, "commit", d.Commit),
			t.T("informazioni.tecnica", "fyne", d.Fyne, "schema", d.Schema),
			t.T("informazioni.licenza"),
			t.T("informazioni.persone"),
		},
		Licenze: d.Licenze,
	}
}
