package elenco

import (
	"slices"
	"strconv"
)

// Selezione says which cards may be chosen for an act on many of them. A nil
// Ammessa means that this list has no such act.
type Selezione[T any] struct {
	Ammessa func(T) bool
	Massimo func() int // the most that one act takes; asked at each choice
}

// StatoSelezione is what the bar over the list draws; empty without cards that
// may be chosen.
type StatoSelezione struct {
	Possibile bool   // at least one card may be chosen
	Quanti    int    // chosen so far
	Frase     string // «3 selezionati», with the limit when it is reached
}

// Seleziona chooses the n-th card, or drops it if it was chosen. One over the
// limit is not taken, and the bar says so.
func (e *Presenter[T]) Seleziona(n int) {
	v, ok := e.Voce(n)
	if !ok || e.p.Selezione.Ammessa == nil || !e.p.Selezione.Ammessa(v) {
		return
	}
	id := e.p.Carta(v).ID
	s := e.state
	pieno := false
	switch i := slices.Index(e.scelti, id); {
	case i >= 0:
		e.scelti = slices.Delete(e.scelti, i, i+1)
	case len(e.scelti) >= e.p.Selezione.Massimo():
		pieno = true
	default:
		e.scelti = append(e.scelti, id)
	}
	e.segna(&s, pieno)
	e.set(s)
}

// SelezionaTutti chooses from the top as many as the limit allows; when that is
// already so it drops them all.
func (e *Presenter[T]) SelezionaTutti() {
	if e.p.Selezione.Ammessa == nil {
		return
	}
	prima := e.scelti
	e.scelti = nil
	ammessi := 0
	for _, v := range e.voci {
		if !e.p.Selezione.Ammessa(v) {
			continue
		}
		if ammessi++; len(e.scelti) < e.p.Selezione.Massimo() {
			e.scelti = append(e.scelti, e.p.Carta(v).ID)
		}
	}
	if slices.Equal(slices.Sorted(slices.Values(prima)), slices.Sorted(slices.Values(e.scelti))) {
		e.scelti, ammessi = nil, 0
	}
	s := e.state
	e.segna(&s, ammessi > len(e.scelti))
	e.set(s)
}

// Deseleziona drops every choice.
func (e *Presenter[T]) Deseleziona() {
	e.scelti = nil
	s := e.state
	e.segna(&s, false)
	e.set(s)
}

// Selezionati returns the chosen elements in the order of the list.
func (e *Presenter[T]) Selezionati() []T {
	var out []T
	for _, v := range e.voci {
		if slices.Contains(e.scelti, e.p.Carta(v).ID) {
			out = append(out, v)
		}
	}
	return out
}

// segna writes the choices into the cards. What is no longer in the list, or
// may no longer be chosen, is dropped.
func (e *Presenter[T]) segna(s *State, pieno bool) {
	s.Selezione = StatoSelezione{}
	if e.p.Selezione.Ammessa == nil {
		return
	}
	s.Carte = slices.Clone(s.Carte)
	var restano []string
	for i := range s.Carte {
		v, ok := e.Voce(i)
		if !ok {
			continue // the line over a group
		}
		c := &s.Carte[i]
		c.Selezionabile = e.p.Selezione.Ammessa(v)
		c.Selezionata = c.Selezionabile && slices.Contains(e.scelti, c.ID)
		s.Selezione.Possibile = s.Selezione.Possibile || c.Selezionabile
		if c.Selezionata {
			restano = append(restano, c.ID)
		}
	}
	e.scelti = restano
	s.Selezione.Quanti = len(restano)
	t := e.p.Testi
	switch {
	case pieno:
		s.Selezione.Frase = t.T("elenco.selezione.piena", "n", strconv.Itoa(len(restano)))
	case len(restano) == 1:
		s.Selezione.Frase = t.T("elenco.selezione.uno")
	case len(restano) > 1:
		s.Selezione.Frase = t.T("elenco.selezione.n", "n", strconv.Itoa(len(restano)))
	}
}
