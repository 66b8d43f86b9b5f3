package mondo

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"strconv"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// Files of the catalogue, in assets/catalogo.
const (
	fileEsenzioni = "catalogo/certificabili_esenzioni.csv"
	fileDiagnosi  = "catalogo/certificabili_diagnosi.csv"
)

// Catalogo is what a certificate may be written for.
type Catalogo struct {
	Versione  string
	Esenzioni []Esenzione
	Diagnosi  []esenpat.VoceDiagnosi
}

// Esenzione is an exemption with the kind of invalidity it belongs to.
type Esenzione struct {
	esenpat.VoceEsenzione
	TipologiaInvalidita esenpat.TipologiaInvalidita
}

func leggiCatalogo(f fs.FS) (*Catalogo, error) {
	c := &Catalogo{}
	h := sha256.New()
	for _, nome := range []string{fileEsenzioni, fileDiagnosi} {
		b, err := fs.ReadFile(f, nome)
		if err != nil {
			return nil, err
		}
		_, _ = h.Write(b)
	}
	c.Versione = "1-" + hex.EncodeToString(h.Sum(nil))[:12]
	if err := c.leggiEsenzioni(f); err != nil {
		return nil, err
	}
	return c, c.leggiDiagnosi(f)
}

func (c *Catalogo) leggiEsenzioni(f fs.FS) error {
	rr, err := righe(f, fileEsenzioni)
	if err != nil {
		return err
	}
	for _, r := range rr {
		if r["offerta"] != "true" {
			continue // superseded codes and patterns: known, but not to be written on a certificate
		}
		dal, err1 := data(r["valida_dal"])
		al, err2 := data(r["valida_al"])
		durata, err3 := durata(r["durata_valore"], r["durata_unita"], r["durata_fonte"])
		if err = cmp.Or(err1, err2, err3); err != nil {
			return fmt.Errorf("esenzione %s: %w", r["codice"], err)
		}
		if !durata.Nota() {
			// No source states it: the environment adds a demonstration value for a few entries.
			if durata, err = durataProva(r); err != nil {
				return err
			}
		}
		c.Esenzioni = append(c.Esenzioni, Esenzione{
			esenpat.VoceEsenzione{
				Codifica: esenpat.Codifica(r["codifica"]), Codice: r["codice"], Descrizione: r["descrizione"],
				Tipologia: esenpat.Tipologia(r["tipologia"]), TipologiaAura: r["tipologia_aura"],
				RiferimentoNormativo: r["riferimento_normativo"], Durata: durata, ValidaDal: dal, ValidaAl: al,
				SenzaDiagnosiCodifica: r["senza_diagnosi_codificata"] == "true", Dimostrativa: r["dimostrativa"] == "true",
			}, invalidita(r),
		})
	}
	return nil
}

// invalidita is the kind of an invalidity: the type under which AURA files the
// exemption (spec 1, 1.3), one for each code.
func invalidita(r map[string]string) esenpat.TipologiaInvalidita {
	if r["tipologia"] != string(esenpat.Invalidita) {
		return ""
	}
	return esenpat.TipologiaInvalidita(r["tipologia_aura"])
}

func durataProva(r map[string]string) (esenpat.Durata, error) {
	return durata(r["durata_prova_valore"], r["durata_prova_unita"], r["durata_prova_nota"])
}

func durata(valore, unita, fonte string) (esenpat.Durata, error) {
	d := esenpat.Durata{Unita: esenpat.UnitaDurata(unita), Fonte: fonte}
	if unita == "" || valore == "" {
		return d, nil
	}
	n, err := strconv.Atoi(valore)
	d.Valore = n
	return d, err
}

func (c *Catalogo) leggiDiagnosi(f fs.FS) error {
	rr, err := righe(f, fileDiagnosi)
	if err != nil {
		return err
	}
	for _, r := range rr {
		dal, err1 := data(r["valida_dal"])
		al, err2 := data(r["valida_al"])
		dur, err3 := durata(r["durata_valore"], r["durata_unita"], r["durata_fonte"])
		if err = cmp.Or(err1, err2, err3); err != nil {
			return fmt.Errorf("diagnosi %s: %w", r["codice"], err)
		}
		if _, ok := c.Esenzione(r["codice_esenzione"]); !ok {
			continue
		}
		c.Diagnosi = append(c.Diagnosi, esenpat.VoceDiagnosi{
			Codice: r["codice"], Descrizione: r["descrizione"], CodiceEsenzione: r["codice_esenzione"],
			Fittizia: r["fittizia"] == "true", Durata: dur, ValidaDal: dal, ValidaAl: al, Fonte: r["fonte"],
		})
	}
	return nil
}

// Esenzione returns the exemption with the given code.
func (c *Catalogo) Esenzione(codice string) (Esenzione, bool) {
	for _, e := range c.Esenzioni {
		if e.Codice == codice {
			return e, true
		}
	}
	return Esenzione{}, false
}

// CercaDiagnosi returns the diagnosis of an exemption. An empty code or 000
// asks for its placeholder, where the exemption has one.
func (c *Catalogo) CercaDiagnosi(esenzione, codice string) (esenpat.VoceDiagnosi, bool) {
	nessuna := codice == "" || codice == esenpat.CodiceNessunaDiagnosi
	for _, d := range c.Diagnosi {
		if d.CodiceEsenzione == esenzione && (d.Codice == codice || nessuna && d.Fittizia) {
			return d, true
		}
	}
	return esenpat.VoceDiagnosi{}, false
}
