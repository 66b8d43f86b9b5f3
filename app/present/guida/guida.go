// Package guida presents the user guide: it reads docs/MANUALE.md, leaves out
// what only a browser can show, and finds the section of the screen that the
// doctor has in front.
package guida

import (
	"regexp"
	"slices"
	"strings"
)

// Screens, as the guide's «schermo» comments name them. Each has its section.
const (
	Parole               = "parole"
	Accesso              = "accesso"
	Impostazioni         = "impostazioni"
	Percorso             = "percorso"
	Home                 = "home"
	Esenzioni            = "esenzioni"
	DettaglioEsenzione   = "dettaglio-esenzione"
	Certificati          = "certificati"
	DettaglioCertificato = "dettaglio-certificato"
	Assistito            = "assistito"
	Tipologia            = "tipologia"
	Dati                 = "dati"
	Riepilogo            = "riepilogo"
	Firma                = "firma"
	Annullamento         = "annullamento"
	Esenzione            = "esenzione"
	Richiesta            = "richiesta"
	Documenti            = "documenti"
	Bozze                = "bozze"
	Codici               = "codici"
	Verifica             = "verifica"
	Blocco               = "blocco"
	Diagnostica          = "diagnostica"
	Scorciatoie          = "scorciatoie"
)

// Schermi returns all screens, in the order of the guide.
func Schermi() []string {
	return []string{
		Parole, Accesso, Impostazioni, Percorso, Home, Esenzioni, DettaglioEsenzione, Certificati, DettaglioCertificato,
		Assistito, Tipologia, Dati, Riepilogo, Firma, Annullamento, Esenzione, Richiesta, Documenti, Bozze, Codici, Verifica, Blocco,
		Diagnostica, Scorciatoie,
	}
}

// Passo returns the screen of the wizard's step n, 1 to 6.
func Passo(n int) string {
	passi := []string{Assistito, Tipologia, Dati, Riepilogo, Firma, Esenzione}
	if n < 1 || n > len(passi) {
		return Percorso
	}
	return passi[n-1]
}

// Riga is a paragraph or one point of a list.
type Riga struct {
	Testo string
	// Segno is «•» or the number of a list's point, empty for a paragraph.
	Segno string
}

// Sezione is one chapter.
type Sezione struct {
	Schermo string
	Titolo  string
	Righe   []Riga
}

// State is what the view draws.
type State struct {
	Titolo  string
	Sezioni []Sezione
	Scelta  int // the section to show first
}

const (
	fine     = "<!-- fine della guida nella finestra -->"
	apreNota = "<!-- schermo: "
)

// Apri returns the guide open at the section of schermo, at its beginning if
// there is none.
func Apri(titolo, testo, schermo string) State {
	s := State{Titolo: titolo, Sezioni: leggi(testo)}
	s.Scelta = max(slices.IndexFunc(s.Sezioni, func(x Sezione) bool { return x.Schermo == schermo }), 0)
	return s
}

// leggi cuts the text into chapters.
func leggi(testo string) []Sezione {
	testo, _, _ = strings.Cut(testo, fine)
	marchi := regexp.MustCompile("\\*\\*|`")
	punto := regexp.MustCompile(`^(\d+\.|-) +(.*)$`)
	var out []Sezione
	for r := range strings.Lines(testo) {
		r = strings.TrimSpace(r)
		if t, ok := strings.CutPrefix(r, "## "); ok {
			out = append(out, Sezione{Titolo: t})
			continue
		}
		if len(out) == 0 || r == "" || strings.HasPrefix(r, "![") {
			continue
		}
		s := &out[len(out)-1]
		if t, ok := strings.CutPrefix(r, apreNota); ok {
			s.Schermo = strings.TrimSuffix(t, " -->")
			continue
		}
		r = marchi.ReplaceAllString(r, "")
		if p := punto.FindStringSubmatch(r); p != nil {
			s.Righe = append(s.Righe, Riga{Testo: p[2], Segno: strings.Replace(p[1], "-", "•", 1)})
			continue
		}
		s.Righe = append(s.Righe, Riga{Testo: r})
	}
	return out
}
