package catalogo

import (
	"cmp"
	"slices"
	"strings"
	"sync/atomic"

	"github.com/esenpat/esenpat-desktop/app/catalogo/indice"
	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// Certificabili is the catalogue behind the wizard's two combos: exemptions
// and diagnoses that filter each other, only of the chosen type, only in force.
// It answers at once, from any goroutine; Aggiorna replaces it as a whole.
type Certificabili struct {
	oggi    func() esenpat.Data
	attuale atomic.Pointer[insieme]
}

// insieme is one immutable set with its indexes.
type insieme struct {
	dati      DatiCertificabili
	xe, xd    *indice.Indice
	esenzioni map[string]int      // by compact code
	perDiag   map[string][]string // exemption codes by compact diagnosis code
	perEsenz  map[string][]int    // diagnoses by exemption code
	rara      *VoceCertificabile  // the pattern entry of rare diseases
}

// NewCertificabili indexes d; oggi is the day used when a search gives none.
func NewCertificabili(d DatiCertificabili, oggi func() esenpat.Data) *Certificabili {
	c := &Certificabili{oggi: oggi}
	c.Aggiorna(d)
	return c
}

// Aggiorna puts d in the place of the present catalogue.
func (c *Certificabili) Aggiorna(d DatiCertificabili) { c.attuale.Store(indicizza(d)) }

// Versione identifies the catalogue; a draft keeps it with the chosen codes.
func (c *Certificabili) Versione() string { return c.attuale.Load().dati.Versione }

func indicizza(d DatiCertificabili) *insieme {
	s := &insieme{
		dati: DatiCertificabili{Versione: d.Versione, FalsiAmici: d.FalsiAmici}, esenzioni: map[string]int{},
		perDiag: map[string][]string{}, perEsenz: map[string][]int{},
	}
	for _, e := range d.Esenzioni {
		if e.Fino != "" {
			s.rara = &e
			continue
		}
		s.dati.Esenzioni = append(s.dati.Esenzioni, e)
	}
	slices.SortStableFunc(s.dati.Esenzioni, func(a, b VoceCertificabile) int { return cmp.Compare(a.Codice, b.Codice) })
	docs, citati := make([]indice.Documento, len(s.dati.Esenzioni)), nuoviRinvii()
	for i, e := range s.dati.Esenzioni {
		s.esenzioni[indice.Compatta(e.Codice)] = i
		docs[i] = indice.Documento{Codici: []string{e.Codice}, Testi: indice.Testi{
			Descrizione: e.Descrizione, Nota: e.Nota,
			Riferimento: strings.TrimSpace(e.RiferimentoNormativo + " " + citati.forme(e.RiferimentoNormativo)),
		}}
	}
	s.xe = indice.Costruisci(docs)
	s.indicizzaDiagnosi(d.Diagnosi)
	return s
}

func (s *insieme) indicizzaDiagnosi(diagnosi []esenpat.VoceDiagnosi) {
	s.dati.Diagnosi = slices.Clone(diagnosi)
	slices.SortStableFunc(s.dati.Diagnosi, func(a, b esenpat.VoceDiagnosi) int {
		return cmp.Or(cmp.Compare(a.Codice, b.Codice), cmp.Compare(a.CodiceEsenzione, b.CodiceEsenzione))
	})
	docs := make([]indice.Documento, len(s.dati.Diagnosi))
	for i, v := range s.dati.Diagnosi {
		docs[i] = indice.Documento{Codici: []string{v.CodiceVisibile()}, Testi: indice.Testi{Descrizione: v.Descrizione}}
		k := indice.Compatta(v.CodiceVisibile())
		s.perDiag[k] = append(s.perDiag[k], v.CodiceEsenzione)
		s.perEsenz[v.CodiceEsenzione] = append(s.perEsenz[v.CodiceEsenzione], i)
	}
	s.xd = indice.Costruisci(docs)
}

// CercaEsenzioni finds exemptions for a new certificate. CodiceDiagnosi, if
// given, keeps those that the diagnosis goes with. A code of the form of a rare
// disease that the catalogue does not name is offered by its pattern.
func (c *Certificabili) CercaEsenzioni(r esenpat.RicercaVoce) []esenpat.EsenzioneTrovata {
	s, al := c.attuale.Load(), c.giorno(r.Al)
	con := s.conDiagnosi(r.CodiceDiagnosi)
	colpi, _ := s.xe.Cerca(r.Testo, r.Limite, func(i int) bool {
		e := &s.dati.Esenzioni[i]
		return e.offribile(r.Tipologia, al) && (con == nil || slices.Contains(con, e.Codice))
	})
	out := make([]esenpat.EsenzioneTrovata, 0, len(colpi))
	if v, ok := s.raraDaSchema(r); ok {
		out = append(out, esenpat.EsenzioneTrovata{Voce: v, Campo: indice.Codice.String()})
	}
	for _, h := range colpi {
		v := s.dati.Esenzioni[h.Doc].VoceEsenzione
		out = append(out, esenpat.EsenzioneTrovata{Voce: v, Campo: h.Campo.String(), Altrove: s.dati.FalsiAmici[v.Codice]})
	}
	return out
}

// CercaDiagnosi finds diagnoses for a new certificate. Without CodiceEsenzione
// it looks through those of every exemption that may be chosen and leaves out
// the placeholders; with it, the placeholder is there if the exemption admits
// one.
func (c *Certificabili) CercaDiagnosi(r esenpat.RicercaVoce) []esenpat.DiagnosiTrovata {
	s, al := c.attuale.Load(), c.giorno(r.Al)
	if v, ok := s.segnapostoRara(r); ok {
		return []esenpat.DiagnosiTrovata{{Voce: v, Campo: indice.Codice.String()}}
	}
	colpi, _ := s.xd.Cerca(r.Testo, r.Limite, func(i int) bool {
		d := &s.dati.Diagnosi[i]
		if !inVigore(d.ValidaDal, d.ValidaAl, al) {
			return false
		}
		if r.CodiceEsenzione != "" {
			return d.CodiceEsenzione == r.CodiceEsenzione
		}
		j, ok := s.esenzioni[indice.Compatta(d.CodiceEsenzione)]
		return ok && !d.Fittizia && s.dati.Esenzioni[j].offribile(r.Tipologia, al)
	})
	out := make([]esenpat.DiagnosiTrovata, len(colpi))
	for i, h := range colpi {
		out[i] = esenpat.DiagnosiTrovata{Voce: s.dati.Diagnosi[h.Doc], Campo: h.Campo.String()}
	}
	return out
}

// Esenzione returns the entry of a code, replaced ones included, so that an old
// draft stays readable; Offribile says whether it may be chosen.
func (c *Certificabili) Esenzione(codice string) (VoceCertificabile, bool) {
	s := c.attuale.Load()
	if i, ok := s.esenzioni[indice.Compatta(codice)]; ok {
		return s.dati.Esenzioni[i], true
	}
	if v, ok := s.raraDaSchema(esenpat.RicercaVoce{Testo: codice}); ok {
		return VoceCertificabile{VoceEsenzione: v, Offerta: true, Verificata: true, Fonte: s.rara.Fonte}, true
	}
	return VoceCertificabile{}, false
}

// Diagnosi returns the entry of a diagnosis of an exemption; 000 and the empty
// code mean the placeholder.
func (c *Certificabili) Diagnosi(codiceEsenzione, codice string) (esenpat.VoceDiagnosi, bool) {
	s := c.attuale.Load()
	k := indice.Compatta(cmp.Or(codice, esenpat.CodiceNessunaDiagnosi))
	for _, i := range s.perEsenz[codiceEsenzione] {
		if d := s.dati.Diagnosi[i]; indice.Compatta(d.CodiceVisibile()) == k || indice.Compatta(d.Codice) == k {
			return d, true
		}
	}
	if k == esenpat.CodiceNessunaDiagnosi {
		return s.segnapostoRara(esenpat.RicercaVoce{CodiceEsenzione: codiceEsenzione})
	}
	return esenpat.VoceDiagnosi{}, false
}

// Offribile reports whether the exemption may be chosen for a new certificate
// of type t (any type if empty) on the day al.
func (v *VoceCertificabile) Offribile(t esenpat.Tipologia, al esenpat.Data) bool {
	return v.offribile(t, al)
}

func (v *VoceCertificabile) offribile(t esenpat.Tipologia, al esenpat.Data) bool {
	return v.Offerta && (t == "" || v.Tipologia == t) && inVigore(v.ValidaDal, v.ValidaAl, al)
}

// inVigore reports whether al is between the two days, ends included.
func inVigore(dal, fino, al esenpat.Data) bool {
	return (dal.Vuota() || !al.Prima(dal)) && (fino.Vuota() || !fino.Prima(al))
}

func (c *Certificabili) giorno(al esenpat.Data) esenpat.Data {
	if al.Vuota() {
		return c.oggi()
	}
	return al
}

// conDiagnosi returns the exemption codes of a diagnosis code, nil for none.
func (s *insieme) conDiagnosi(codice string) []string {
	if codice == "" {
		return nil
	}
	k := indice.Compatta(codice)
	if strings.HasPrefix(k, "F") {
		k = esenpat.CodiceNessunaDiagnosi
	}
	if v := s.perDiag[k]; v != nil {
		return v
	}
	return []string{}
}

// raraDaSchema returns an entry for a well-formed code of a rare disease that
// the catalogue does not list. Its name is not known here and not invented.
func (s *insieme) raraDaSchema(r esenpat.RicercaVoce) (esenpat.VoceEsenzione, bool) {
	codice := indice.Compatta(r.Testo)
	if s.rara == nil || !formaRara(codice) || (r.Tipologia != "" && r.Tipologia != esenpat.MalattiaRara) {
		return esenpat.VoceEsenzione{}, false
	}
	if _, nota := s.esenzioni[codice]; nota || (r.CodiceDiagnosi != "" && indice.Compatta(r.CodiceDiagnosi) != esenpat.CodiceNessunaDiagnosi) {
		return esenpat.VoceEsenzione{}, false
	}
	v := s.rara.VoceEsenzione
	v.Codice = codice
	return v, true
}

// segnapostoRara returns the placeholder diagnosis of a rare disease known only
// by its pattern.
func (s *insieme) segnapostoRara(r esenpat.RicercaVoce) (esenpat.VoceDiagnosi, bool) {
	v, ok := s.raraDaSchema(esenpat.RicercaVoce{Testo: r.CodiceEsenzione, Tipologia: r.Tipologia})
	if !ok || len(s.perEsenz[s.rara.Codice]) == 0 {
		return esenpat.VoceDiagnosi{}, false
	}
	d := s.dati.Diagnosi[s.perEsenz[s.rara.Codice][0]]
	d.Codice, d.CodiceEsenzione = "F"+v.Codice, v.Codice
	return d, true
}

// formaRara reports whether s has the form of a code of a rare disease or
// group (D.M. 279/2001): R, a letter A-Q, a letter or digit, three digits.
func formaRara(s string) bool {
	if len(s) != 6 || s[0] != 'R' || s[1] < 'A' || s[1] > 'Q' || !strings.Contains("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", s[2:3]) {
		return false
	}
	for _, c := range s[3:] {
		if c < '0' || c > '9' {
			return false
		}
	}
	return true
}
