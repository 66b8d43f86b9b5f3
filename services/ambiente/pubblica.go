package ambiente

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/esenpat/esenpat-desktop/services/ambiente/mondo"
)

// pubblicazione is the catalogue in force, as it is applied and as it is
// served, and the versions served before it. It never changes.
type pubblicazione struct {
	catalogo *mondo.Catalogo
	serviti  *cataloghi
	prima    []*cataloghi
}

func (p *pubblicazione) versione(v string) (*cataloghi, bool) {
	for _, c := range append(slices.Clone(p.prima), p.serviti) {
		if c.versione == v {
			return c, true
		}
	}
	return nil, false
}

// voci is the catalogue in force.
func (s *server) voci() *mondo.Catalogo { return s.pubblicati.Load().catalogo }

// PubblicaCatalogo puts a newer version of the catalogue in force, as the Region
// does when an entry ends: cambia is given a copy of the present one to change.
// It is not kept: a new start serves the catalogue of the program again.
func (a *Ambiente) PubblicaCatalogo(cambia func(*mondo.Catalogo)) error {
	return a.s.pubblica(func(c *mondo.Catalogo) error { cambia(c); return nil })
}

// pubblica puts what cambia makes of the present catalogue in force, unless it
// fails. When two publish at once, the second one starts again from the first
// one's.
func (s *server) pubblica(cambia func(*mondo.Catalogo) error) error {
	for {
		p := s.pubblicati.Load()
		nuovo := &mondo.Catalogo{Esenzioni: slices.Clone(p.catalogo.Esenzioni), Diagnosi: slices.Clone(p.catalogo.Diagnosi)}
		if err := cambia(nuovo); err != nil {
			return err
		}
		b, err := json.Marshal([]any{nuovo.Esenzioni, nuovo.Diagnosi})
		if err != nil {
			return err
		}
		nuovo.Versione = fmt.Sprintf("%d-%s", len(p.prima)+2, impronta(b)[:12])
		serviti, err := s.componiCataloghi(nuovo)
		if err != nil {
			return err
		}
		if s.pubblicati.CompareAndSwap(p, &pubblicazione{nuovo, serviti, append(slices.Clone(p.prima), p.serviti)}) {
			return nil
		}
	}
}

// differenze compares the elements of a catalogue by their keys.
func differenze(prima, dopo []any) (variazioni, error) {
	v := variazioni{Aggiunti: []any{}, Modificati: []any{}, Rimossi: []string{}}
	vecchi := map[string][]byte{}
	ordine := []string{}
	for _, x := range prima {
		k, b, err := chiaveElemento(x)
		if err != nil {
			return v, err
		}
		vecchi[k], ordine = b, append(ordine, k)
	}
	for _, x := range dopo {
		k, b, err := chiaveElemento(x)
		if err != nil {
			return v, err
		}
		vecchio, cera := vecchi[k]
		delete(vecchi, k)
		switch {
		case !cera:
			v.Aggiunti = append(v.Aggiunti, x)
		case !bytes.Equal(vecchio, b):
			v.Modificati = append(v.Modificati, x)
		}
	}
	for _, k := range ordine {
		if _, resta := vecchi[k]; resta {
			v.Rimossi = append(v.Rimossi, k)
		}
	}
	return v, nil
}

// chiaveElemento returns what names an element: its code, and for a diagnosis
// exemption and code joined by «|».
func chiaveElemento(x any) (string, []byte, error) {
	b, err := json.Marshal(x)
	if err != nil {
		return "", nil, err
	}
	var c struct {
		Esenzione string `json:"codice_esenzione"`
		Codice    string `json:"codice"`
		Diagnosi  string `json:"codice_diagnosi"`
		Servizio  string `json:"codice_prestazione"`
		Azienda   string `json:"id_azienda"`
		Istat     string `json:"codice_istat"`
	}
	if err = json.Unmarshal(b, &c); err != nil {
		return "", nil, err
	}
	if c.Servizio != "" {
		return c.Esenzione + "|" + c.Diagnosi + "|" + c.Servizio, b, nil
	}
	if c.Esenzione != "" {
		return c.Esenzione + "|" + c.Codice, b, nil
	}
	return c.Codice + c.Azienda + c.Istat, b, nil
}
