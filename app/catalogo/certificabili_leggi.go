package catalogo

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io/fs"

	"github.com/esenpat/esenpat-desktop/app/catalogo/tabella"
	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// Files of the certificate catalogue in assets/catalogo.
const (
	FileEsenzioni = "certificabili_esenzioni.csv"
	FileDiagnosi  = "certificabili_diagnosi.csv"
	FileVersione  = "versione.json"
)

// VoceCertificabile is an exemption with what only the catalogue needs.
type VoceCertificabile struct {
	esenpat.VoceEsenzione
	Fino           string   // last code of a pattern entry ("RQannn"), else empty
	Offerta        bool     // false: replaced or no longer listed, readable but not for new certificates
	SostituitaDa   []string // codes that replaced it
	Fonte          string
	Verificata     bool
	DurataProva    esenpat.Durata // demonstration duration of the test environment
	TipiInvalidita []esenpat.TipologiaInvalidita
}

// DatiCertificabili is a complete certificate catalogue with its version.
type DatiCertificabili struct {
	Versione   string // version and hash: "2026-11-22+1f0c…"
	Esenzioni  []VoceCertificabile
	Diagnosi   []esenpat.VoceDiagnosi
	FalsiAmici map[string][]esenpat.Significato // by code: other things that it means elsewhere
}

// LeggiCertificabili reads the certificate catalogue from the root of fsys.
// Demonstration entries are left out unless dimostrative: only the test
// environment delivers them. Errors are those of tabella.Leggi.
func LeggiCertificabili(fsys fs.FS, dimostrative bool) (DatiCertificabili, error) {
	var d DatiCertificabili
	v, err := leggiVersione(fsys, FileEsenzioni, FileDiagnosi)
	if err != nil {
		return d, err
	}
	d.Versione = v
	te, err := apri(fsys, FileEsenzioni, tabella.Opzioni{Chiave: []string{"codice"}, Colonne: colonneEsenzioni()})
	if err != nil {
		return d, err
	}
	for _, r := range te.Righe {
		voce, errRiga := leggiEsenzione(r)
		if errRiga != nil {
			return DatiCertificabili{}, errRiga
		}
		if dimostrative || !voce.Dimostrativa {
			d.Esenzioni = append(d.Esenzioni, voce)
		}
	}
	if err = d.leggiDiagnosi(fsys, dimostrative); err != nil {
		return DatiCertificabili{}, err
	}
	d.FalsiAmici, err = altriSignificati(fsys)
	return d, err
}

// altriSignificati returns what the codes of certificates, which are those of
// the national coding, mean in the codings of other regions.
func altriSignificati(fsys fs.FS) (map[string][]esenpat.Significato, error) {
	var d Dati
	l := &lettore{fsys: fsys}
	d.leggiFalsiAmici(l)
	out := map[string][]esenpat.Significato{}
	for codice, f := range d.FalsiAmici {
		for _, k := range f.Codifiche {
			if f.Sensi[k] != f.Sensi[esenpat.CodificaNazionale] {
				out[codice] = append(out[codice], esenpat.Significato{Codifica: k, Testo: f.Sensi[k]})
			}
		}
	}
	return out, l.prima
}

func colonneEsenzioni() []string {
	return []string{
		"codifica", "codice", "descrizione", "tipologia", "riferimento_normativo", "durata_valore", "durata_unita", "valida_dal",
		"valida_al", "senza_diagnosi_codificata", "offerta", "dimostrativa", "verificata",
	}
}

func (d *DatiCertificabili) leggiDiagnosi(fsys fs.FS, dimostrative bool) error {
	td, err := apri(fsys, FileDiagnosi, tabella.Opzioni{Chiave: []string{"codice_esenzione", "codice"}, Colonne: []string{
		"codice_esenzione", "codice", "descrizione", "fittizia", "durata_valore", "durata_unita", "valida_dal", "valida_al", "dimostrativa", "fonte",
	}})
	if err != nil {
		return err
	}
	for _, r := range td.Righe {
		voce, demo, errRiga := leggiDiagnosi(r)
		if errRiga != nil {
			return errRiga
		}
		if dimostrative || !demo {
			d.Diagnosi = append(d.Diagnosi, voce)
		}
	}
	return nil
}

func leggiEsenzione(r tabella.Riga) (VoceCertificabile, error) {
	var (
		v VoceCertificabile
		e errori
	)
	v.Codifica = esenpat.Codifica(uno(&e, r, "codifica", "dm329", "nazionale", "piemonte"))
	v.Tipologia = esenpat.Tipologia(uno(&e, r, "tipologia", "MC", "MR", "IN", "AL"))
	v.Codice, v.Fino, v.Descrizione = r.Testo("codice"), r.Testo("codice_a"), r.Testo("descrizione")
	v.TipologiaAura, v.RiferimentoNormativo = r.Testo("tipologia_aura"), r.Testo("riferimento_normativo")
	v.Durata = durata(&e, r, "durata")
	v.DurataProva = durata(&e, r, "durata_prova")
	v.ValidaDal, v.ValidaAl = data(&e, r, "valida_dal"), data(&e, r, "valida_al")
	v.SenzaDiagnosiCodifica = booleano(&e, r, "senza_diagnosi_codificata")
	v.Offerta, v.Dimostrativa = booleano(&e, r, "offerta"), booleano(&e, r, "dimostrativa")
	v.Verificata = booleano(&e, r, "verificata")
	v.SostituitaDa, v.Fonte, v.Nota = r.Lista("sostituita_da"), r.Testo("fonte"), r.Testo("nota")
	for _, t := range r.Lista("tipologia_invalidita") {
		v.TipiInvalidita = append(v.TipiInvalidita, esenpat.TipologiaInvalidita(t))
	}
	return v, e.prima
}

func leggiDiagnosi(r tabella.Riga) (esenpat.VoceDiagnosi, bool, error) {
	var e errori
	v := esenpat.VoceDiagnosi{
		Codice: r.Testo("codice"), Descrizione: r.Testo("descrizione"), CodiceEsenzione: r.Testo("codice_esenzione"),
		Fittizia: booleano(&e, r, "fittizia"), Durata: durata(&e, r, "durata"), Fonte: r.Testo("fonte"),
		ValidaDal: data(&e, r, "valida_dal"), ValidaAl: data(&e, r, "valida_al"),
	}
	return v, booleano(&e, r, "dimostrativa"), e.prima
}

// errori keeps the first fault of a row, so that reading one stays flat.
type errori struct{ prima error }

func (e *errori) tieni(err error) {
	if e.prima == nil && err != nil {
		e.prima = err
	}
}

func uno(e *errori, r tabella.Riga, colonna string, valori ...string) string {
	s, err := r.Uno(colonna, valori...)
	e.tieni(err)
	return s
}

func booleano(e *errori, r tabella.Riga, colonna string) bool {
	b, err := r.Booleano(colonna)
	e.tieni(err)
	return b
}

func data(e *errori, r tabella.Riga, colonna string) esenpat.Data {
	d, err := r.Data(colonna)
	e.tieni(err)
	return d
}

// durata reads <p>_valore, <p>_unita and <p>_fonte: a number for G, M and A,
// none for I and for a duration that no source states.
func durata(e *errori, r tabella.Riga, p string) esenpat.Durata {
	n, err := r.Intero(p + "_valore")
	e.tieni(err)
	u := esenpat.UnitaDurata(uno(e, r, p+"_unita", "", "G", "M", "A", "I"))
	fissa := u == esenpat.DurataGiorni || u == esenpat.DurataMesi || u == esenpat.DurataAnni
	if fissa != (n > 0) {
		e.tieni(r.Difetto("durata", p+"_valore"))
	}
	return esenpat.Durata{Valore: n, Unita: u, Fonte: r.Testo(p+"_fonte") + r.Testo(p+"_nota")}
}

// apri reads one table of fsys.
func apri(fsys fs.FS, nome string, o tabella.Opzioni) (*tabella.Tabella, error) {
	f, err := fsys.Open(nome)
	if err != nil {
		return nil, esenpat.NewError(esenpat.Storage, "catalogo.file-mancante", "catalogo.apri").With("file", nome).Because(err)
	}
	defer f.Close() //nolint:errcheck // read only
	return tabella.Leggi(f, nome, o)
}

// leggiVersione returns the stated version followed by a hash of the files.
func leggiVersione(fsys fs.FS, nomi ...string) (string, error) {
	mancante := esenpat.NewError(esenpat.Storage, "catalogo.file-mancante", "catalogo.versione")
	b, err := fs.ReadFile(fsys, FileVersione)
	if err != nil {
		return "", mancante.With("file", FileVersione).Because(err)
	}
	var v struct{ Versione string }
	if err = json.Unmarshal(b, &v); err != nil || v.Versione == "" {
		return "", esenpat.NewError(esenpat.Invalid, "catalogo.json-forma", "catalogo.versione").With("file", FileVersione).Because(err)
	}
	h := sha256.New()
	for _, n := range nomi {
		if b, err = fs.ReadFile(fsys, n); err != nil {
			return "", mancante.With("file", n).Because(err)
		}
		h.Write(b)
	}
	return v.Versione + "+" + hex.EncodeToString(h.Sum(nil))[:12], nil
}
