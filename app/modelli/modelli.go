// Package modelli keeps the doctor's own templates of illness texts, per
// exemption, sealed on this workstation. It exists so that no template ever
// names a patient: what would is refused before it is kept.
package modelli

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/testi"
)

const (
	cassetto    = "modelli"
	massimoNome = 60
	versione    = 1
)

// Deposito keeps small sealed things; see esenpat.Conservato.
type Deposito interface {
	Conserva(ctx context.Context, proprietario string, c esenpat.Conservato) error
	Conservati(ctx context.Context, proprietario, cassetto string) ([]esenpat.Conservato, error)
	TogliConservato(ctx context.Context, proprietario, cassetto, chiave string) error
}

// Sessione knows who is working.
type Sessione interface {
	Corrente() (esenpat.Sessione, bool)
}

// Modelli is the use case.
type Modelli struct {
	deposito Deposito
	sessione Sessione
	id       func() string
	ora      func() time.Time
}

// New returns the templates of whoever works.
func New(d Deposito, s Sessione, id func() string, ora func() time.Time) *Modelli {
	return &Modelli{d, s, id, ora}
}

type record struct {
	V         int    `json:"v"`
	Esenzione string `json:"esenzione"`
	Nome      string `json:"nome"`
	Testo     string `json:"testo"`
}

func (m *Modelli) chi(op string) (string, error) {
	s, ok := m.sessione.Corrente()
	if !ok {
		return "", esenpat.NewError(esenpat.Unauthenticated, "sessione.assente", op)
	}
	return string(s.Utente.CodiceFiscale), nil
}

// Elenca returns the templates for an exemption, by name.
func (m *Modelli) Elenca(ctx context.Context, codiceEsenzione string) ([]esenpat.Modello, error) {
	chi, err := m.chi("modelli.Elenca")
	if err != nil {
		return nil, err
	}
	cc, err := m.deposito.Conservati(ctx, chi, cassetto)
	if err != nil {
		return nil, err
	}
	var out []esenpat.Modello
	for _, c := range cc {
		var r record
		if json.Unmarshal(c.Contenuto, &r) != nil || r.V != versione || r.Esenzione != codiceEsenzione {
			continue // of another exemption, or of a newer program
		}
		out = append(out, esenpat.Modello{ID: c.Chiave, CodiceEsenzione: r.Esenzione, Nome: r.Nome, Testo: r.Testo})
	}
	nomi := testi.Confronto()
	slices.SortStableFunc(out, func(a, b esenpat.Modello) int { return nomi(a.Nome, b.Nome) })
	return out, nil
}

// Salva keeps t, in place of one of the same name for the same exemption.
// paziente is whom it is being written for: a text or a name with something of
// theirs is refused ("modello.con-paziente", Invalid), as is one without name
// or text ("modello.incompleto").
func (m *Modelli) Salva(ctx context.Context, t esenpat.Modello, paziente esenpat.Assistito) error {
	const op = "modelli.Salva"
	t.Nome, t.Testo = strings.Join(strings.Fields(t.Nome), " "), strings.TrimSpace(t.Testo)
	switch {
	case t.Nome == "" || t.Testo == "" || t.CodiceEsenzione == "" || len([]rune(t.Nome)) > massimoNome:
		return esenpat.NewError(esenpat.Invalid, "modello.incompleto", op)
	case nomina(t.Nome+"\n"+t.Testo, paziente):
		return esenpat.NewError(esenpat.Invalid, "modello.con-paziente", op)
	}
	chi, err := m.chi(op)
	if err != nil {
		return err
	}
	gia, err := m.Elenca(ctx, t.CodiceEsenzione)
	if err != nil {
		return err
	}
	t.ID = m.id()
	for _, g := range gia {
		if strings.EqualFold(g.Nome, t.Nome) {
			t.ID = g.ID
		}
	}
	b, err := json.Marshal(record{versione, t.CodiceEsenzione, t.Nome, t.Testo})
	if err != nil {
		return esenpat.NewError(esenpat.Internal, "errore.imprevisto", op).Because(err)
	}
	return m.deposito.Conserva(ctx, chi, esenpat.Conservato{Cassetto: cassetto, Chiave: t.ID, Quando: m.ora(), Contenuto: b})
}

// Elimina removes a template; one that is not there is no error.
func (m *Modelli) Elimina(ctx context.Context, id string) error {
	chi, err := m.chi("modelli.Elimina")
	if err != nil {
		return err
	}
	return m.deposito.TogliConservato(ctx, chi, cassetto, id)
}

// nomina reports whether s holds the fiscal code, the birth date or, as a word,
// a part of the name of a. Parts of one or two letters are too common to tell.
func nomina(s string, a esenpat.Assistito) bool {
	piano := " " + strings.Join(strings.FieldsFunc(strings.ToLower(s), separatore), " ") + " "
	if cf := strings.ToLower(string(a.CodiceFiscale)); cf != "" && strings.Contains(strings.ReplaceAll(piano, " ", ""), cf) {
		return true
	}
	if n := a.Anagrafica.DataNascita; !n.Vuota() && (strings.Contains(s, n.Italiana()) || strings.Contains(s, n.String())) {
		return true
	}
	for parte := range strings.FieldsSeq(strings.ToLower(a.Cognome + " " + a.Nome)) {
		parte = strings.Join(strings.FieldsFunc(parte, separatore), " ")
		if len([]rune(parte)) > 2 && strings.Contains(piano, " "+parte+" ") {
			return true
		}
	}
	return false
}

// separatore is what stands between words.
func separatore(r rune) bool {
	return strings.ContainsRune(" \t\n\r.,;:!?()[]{}«»\"'’/\\-–—", r)
}
