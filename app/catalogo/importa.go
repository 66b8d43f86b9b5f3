package catalogo

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/esenpat/esenpat-desktop/app/catalogo/indice"
	"github.com/esenpat/esenpat-desktop/app/catalogo/tabella"
	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// TipoImport is a kind of official file that can be brought in.
type TipoImport string

// Kinds of file.
const (
	ImportDiagnosi  TipoImport = "diagnosi"  // ICD-9-CM: version, code, description, release_date
	ImportEsenzioni TipoImport = "esenzioni" // exemptions for certificates: columns of certificabili_esenzioni.csv
)

// LeggiTipo checks a kind; the error has code "catalogo.tipo-import".
func LeggiTipo(s string) (TipoImport, error) {
	t := TipoImport(strings.ToLower(s))
	if t == ImportDiagnosi || t == ImportEsenzioni {
		return t, nil
	}
	return "", esenpat.NewError(esenpat.Invalid, "catalogo.tipo-import", "catalogo.LeggiTipo").At("tipo").With("valore", s)
}

// Importazione is an official file that was read and checked, not yet applied.
type Importazione struct {
	Tipo      TipoImport
	Nome      string // file name, no folder
	Versione  string
	SHA256    string
	Il        time.Time         // when it was put in use
	Voci      map[string]string // text by code: what the differences are told by
	Diagnosi  []Diagnosi
	Esenzioni []VoceCertificabile
	Doppi     []Doppio
}

// Doppio is a code that stands twice with different texts. The published
// ICD-9-CM list has one: 43 is a procedure and, its zero lost, COVID-19. Both
// entries are kept and the user is told; the same row twice is refused.
type Doppio struct {
	Codice string `json:"codice"`
	Righe  [2]int `json:"righe"`
}

// LeggiImport reads an official CSV. The published ICD-9-CM list has bare
// quotes inside fields and "?" for lost apostrophes: the former are accepted,
// the latter kept as printed. Errors are those of tabella.Leggi.
func LeggiImport(r io.Reader, nome string, tipo TipoImport) (*Importazione, error) {
	h := sha256.New()
	imp := &Importazione{Tipo: tipo, Nome: nome, Voci: map[string]string{}}
	var err error
	switch tipo {
	case ImportDiagnosi:
		err = imp.leggiDiagnosi(io.TeeReader(r, h))
	case ImportEsenzioni:
		err = imp.leggiEsenzioni(io.TeeReader(r, h))
	default:
		_, err = LeggiTipo(string(tipo))
	}
	if err != nil {
		return nil, err
	}
	imp.SHA256 = hex.EncodeToString(h.Sum(nil))
	imp.Versione = cmp.Or(imp.Versione, "sha256:"+imp.SHA256[:12])
	return imp, nil
}

func (i *Importazione) leggiDiagnosi(r io.Reader) error {
	t, err := tabella.Leggi(r, i.Nome, tabella.Opzioni{
		Colonne: []string{"version", "code", "description", "release_date"}, Chiave: []string{"code", "description"}, VirgoletteL: true,
	})
	if err != nil {
		return err
	}
	righe := map[string]int{}
	for _, x := range t.Righe {
		codice, ok := codiceICD(x.Testo("code"))
		if !ok {
			return x.Difetto("codice", "code")
		}
		testo := strings.TrimSpace(x.Testo("description"))
		if testo == "" {
			return x.Difetto("chiave-vuota", "description")
		}
		if inghiotte(testo) {
			return x.Difetto("virgolette", "description")
		}
		testo = inRiga(testo)
		i.Versione = strings.TrimSpace(x.Testo("version"))
		if altro, due := i.Voci[codice]; due {
			i.Doppi = append(i.Doppi, Doppio{codice, [2]int{righe[codice], x.Numero}})
			i.Voci[codice] = altro + " / " + testo
		} else {
			i.Voci[codice], righe[codice] = testo, x.Numero
		}
		i.Diagnosi = append(i.Diagnosi, Diagnosi{
			Codice: codice, Descrizione: testo, Fonte: i.Nome, Versione: i.Versione, Data: x.Testo("release_date"),
		})
	}
	return nil
}

// inghiotte reports whether a description with line breaks holds a whole row of
// the list: a quote that was not closed has swallowed it.
func inghiotte(testo string) bool {
	_, resto, _ := strings.Cut(strings.ReplaceAll(testo, "\r", "\n"), "\n")
	for riga := range strings.SplitSeq(resto, "\n") {
		campi := strings.FieldsFunc(riga, func(r rune) bool { return r == ',' || r == ';' })
		if len(campi) < 3 {
			continue
		}
		if _, ok := codiceICD(campi[1]); ok {
			return true
		}
	}
	return false
}

// inRiga writes a description that was broken over lines on one.
func inRiga(testo string) string {
	if strings.ContainsAny(testo, "\r\n") {
		return strings.Join(strings.Fields(testo), " ")
	}
	return testo
}

// codiceICD checks an ICD-9-CM code and writes it with its dot: three digits,
// V and two digits, E and three digits, or two digits for procedures, then up
// to two more.
func codiceICD(s string) (string, bool) {
	k := strings.ToUpper(strings.TrimSpace(s))
	testa, coda, punto := strings.Cut(k, ".")
	n := 3
	if strings.HasPrefix(k, "E") {
		n = 4
	}
	if !punto && len(testa) > n {
		testa, coda = testa[:n], testa[n:]
	}
	if len(testa) < 2 || len(testa) > n || len(coda) > 2 || strings.Trim(testa[1:]+coda, "0123456789") != "" || !strings.Contains("0123456789VE", testa[:1]) {
		return "", false
	}
	if coda == "" {
		return testa, true
	}
	return testa + "." + coda, true
}

func (i *Importazione) leggiEsenzioni(r io.Reader) error {
	t, err := tabella.Leggi(r, i.Nome, tabella.Opzioni{Chiave: []string{"codice"}, Colonne: colonneEsenzioni()})
	if err != nil {
		return err
	}
	for _, x := range t.Righe {
		v, errRiga := leggiEsenzione(x)
		if errRiga != nil {
			return errRiga
		}
		i.Esenzioni = append(i.Esenzioni, v)
		i.Voci[v.Codice] = impronta(v)
	}
	return nil
}

// impronta is what of an exemption counts as a change.
func impronta(v VoceCertificabile) string {
	return strings.Join([]string{
		v.Descrizione, string(v.Tipologia), v.RiferimentoNormativo, string(v.Durata.Unita), strconv.Itoa(v.Durata.Valore),
		v.ValidaDal.String(), v.ValidaAl.String(),
	}, "\x00")
}

// AttualiDiagnosi gives the classification in use as Confronta wants it.
func AttualiDiagnosi(v []Diagnosi) map[string]string {
	out := make(map[string]string, len(v))
	for _, d := range v {
		if altro, due := out[d.Codice]; due && altro != d.Descrizione {
			out[d.Codice] = altro + " / " + d.Descrizione
			continue
		}
		out[d.Codice] = d.Descrizione
	}
	return out
}

// AttualiEsenzioni gives the exemptions in use as Confronta wants them.
func AttualiEsenzioni(v []VoceCertificabile) map[string]string {
	out := make(map[string]string, len(v))
	for _, e := range v {
		out[e.Codice] = impronta(e)
	}
	return out
}

// Risposta returns the answer of `catalogo importa`.
func (i *Importazione) Risposta(d Differenze, applicato bool) RispostaImporta {
	vuoto := func(s []string) []string {
		if s == nil {
			return []string{}
		}
		return s
	}
	return RispostaImporta{
		Tipo: string(i.Tipo), File: i.Nome, Versione: i.Versione, Aggiunti: vuoto(d.Aggiunti), Modificati: vuoto(d.Modificati),
		Modifiche: d.Modifiche, Rimossi: vuoto(d.Rimossi), Doppi: i.Doppi, Invariati: d.Invariati, Totale: len(i.Voci), Applicato: applicato,
	}
}

// ConImport returns the certificate catalogue with what an import brings: the
// malignant neoplasms 140-208 of an ICD-9-CM list go with exemption 048, and
// keep its duration; an exemption list replaces the exemptions. The rest of a
// diagnosis list belongs to no exemption and is only searched in «Codici».
func (d DatiCertificabili) ConImport(i *Importazione) DatiCertificabili {
	d.Versione += "+" + i.SHA256[:12]
	switch i.Tipo {
	case ImportEsenzioni:
		d.Esenzioni = i.Esenzioni
	case ImportDiagnosi:
		d.Diagnosi = conTumori(d.Diagnosi, i.Diagnosi)
	}
	return d
}

const esenzioneTumori = "048"

// tumoreMaligno reports whether the code is of the categories 140-208. The
// procedures of the same list (15.01, operations on the eye) have two digits.
func tumoreMaligno(codice string) bool {
	categoria, _, _ := strings.Cut(codice, ".")
	return len(categoria) == 3 && categoria >= "140" && categoria <= "208"
}

func conTumori(attuali []esenpat.VoceDiagnosi, lista []Diagnosi) []esenpat.VoceDiagnosi {
	out := slices.Clone(attuali)
	posto := map[string]int{}
	var durata esenpat.Durata
	for i, d := range out {
		if d.CodiceEsenzione == esenzioneTumori {
			posto[indice.Compatta(d.Codice)] = i
			durata = d.Durata
		}
	}
	for _, d := range lista {
		if !tumoreMaligno(d.Codice) {
			continue
		}
		v := esenpat.VoceDiagnosi{Codice: d.Codice, Descrizione: d.Descrizione, CodiceEsenzione: esenzioneTumori, Durata: durata, Fonte: d.Fonte + " " + d.Versione}
		if i, gia := posto[indice.Compatta(d.Codice)]; gia {
			out[i] = v
			continue
		}
		out = append(out, v)
	}
	return out
}
