// Package bozza reads and writes the draft file (version 1, spec 7), says what
// a draft still lacks, and turns it into the content of the document that it
// would become. «anteprima», «bozze importa» and the window's local preview go
// through it, so a draft means the same everywhere.
package bozza

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// maxByte bounds one draft: the longest honest one has some 20 KB.
const maxByte = 1 << 20

// File is a draft with what only its file knows.
type File struct {
	Bozza          esenpat.Bozza
	TelefonoMedico string                       // empty: the company's
	Data           esenpat.Data                 // day of issue; zero: missing
	Ora            string                       // "hh:mm" or "hh:mm:ss"; empty: 12:00
	Annulla        esenpat.RiferimentoDocumento // draft of an annulling certificate

	originale map[string]any // every key as read, so that unknown ones are kept
}

// Leggi reads one draft. All fields may be missing; a field that is there must
// be readable. Errors, all Invalid: "bozza.illeggibile" (not JSON, or over
// 1 MB), "bozza.versione" (Params versione), and at the field at fault
// "bozza.campo" (wrong type or value), "cf.…", "data.non-valida",
// "patologia.…".
func Leggi(r io.Reader) (File, error) {
	const op = "bozza.Leggi"
	b, err := io.ReadAll(io.LimitReader(r, maxByte+1))
	if err != nil {
		return File{}, esenpat.NewError(esenpat.Invalid, "bozza.illeggibile", op).Because(err)
	}
	if len(b) > maxByte {
		return File{}, esenpat.NewError(esenpat.Invalid, "bozza.illeggibile", op).Because(errors.New("over 1 MB"))
	}
	var originale map[string]any
	dec := json.NewDecoder(bytes.NewReader(bytes.TrimPrefix(b, []byte("\xEF\xBB\xBF"))))
	dec.UseNumber()
	if dec.Decode(&originale) != nil || originale == nil { // the decoder's error could quote what was typed
		return File{}, esenpat.NewError(esenpat.Invalid, "bozza.illeggibile", op)
	}
	if _, err = dec.Token(); !errors.Is(err, io.EOF) {
		return File{}, esenpat.NewError(esenpat.Invalid, "bozza.illeggibile", op).Because(errors.New("more than one object"))
	}
	if v, ok := originale["versione"]; ok && fmt.Sprint(v) != "1" {
		return File{}, esenpat.NewError(esenpat.Invalid, "bozza.versione", op).At("versione")
	}
	var d dtoBozza
	if err = json.Unmarshal(bytes.TrimPrefix(b, []byte("\xEF\xBB\xBF")), &d); err != nil {
		campo := ""
		if t, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
			campo = t.Field
		}
		return File{}, esenpat.NewError(esenpat.Invalid, "bozza.campo", op).At(campo).With("campo", campo)
	}
	f, err := dominio(d)
	f.originale = originale
	return f, err
}

// Di wraps a draft of the archive. If it was imported, the keys that this
// version does not know come back.
func Di(b esenpat.Bozza) File {
	f := File{Bozza: b}
	if len(b.Origine) == 0 {
		return f
	}
	letta, err := Leggi(bytes.NewReader(b.Origine))
	if err != nil {
		return f // the draft itself is what counts
	}
	letta.Bozza = b
	return letta
}

// Origine returns the file's text for [esenpat.Bozza.Origine].
func (f File) Origine() ([]byte, error) { return f.JSON() }

// JSON returns the draft as one line, keys sorted: the same draft gives the
// same bytes, whatever the layout of the file it came from.
func (f File) JSON() ([]byte, error) {
	b, err := json.Marshal(dto(f))
	if err != nil {
		return nil, esenpat.NewError(esenpat.Internal, "errore.imprevisto", "bozza.JSON").Because(err)
	}
	var noto map[string]any
	dec := json.NewDecoder(bytes.NewReader(b))
	dec.UseNumber()
	if err = dec.Decode(&noto); err != nil {
		return nil, esenpat.NewError(esenpat.Internal, "errore.imprevisto", "bozza.JSON").Because(err)
	}
	out, err := json.Marshal(fondi(f.originale, noto, schema()))
	if err != nil {
		return nil, esenpat.NewError(esenpat.Internal, "errore.imprevisto", "bozza.JSON").Because(err)
	}
	return out, nil
}

// Scrivi writes the draft indented for people, with a final line break.
func Scrivi(w io.Writer, f File) error {
	b, err := f.JSON()
	if err != nil {
		return err
	}
	var out bytes.Buffer
	if err := json.Indent(&out, b, "", "  "); err != nil {
		return esenpat.NewError(esenpat.Internal, "errore.imprevisto", "bozza.Scrivi").Because(err)
	}
	out.WriteByte('\n')
	if _, err := w.Write(out.Bytes()); err != nil {
		return esenpat.NewError(esenpat.Storage, "bozza.non-scritta", "bozza.Scrivi").Because(err)
	}
	return nil
}

// fondi returns noto with the keys of originale that the format (tutti) does
// not know, at every level.
func fondi(originale, noto, tutti map[string]any) map[string]any {
	out := map[string]any{}
	for k, v := range originale {
		if _, conosciuto := tutti[k]; !conosciuto {
			out[k] = v
		}
	}
	for k, forma := range tutti {
		sotto, ok := forma.(map[string]any)
		if !ok {
			continue
		}
		vecchio, _ := originale[k].(map[string]any)
		nuovo, _ := noto[k].(map[string]any)
		if m := fondi(vecchio, nuovo, sotto); len(m) > 0 {
			out[k] = m
		}
	}
	for k, v := range noto {
		if _, mappa := v.(map[string]any); !mappa {
			out[k] = v
		}
	}
	return out
}

// schema returns the keys of the format as nested maps.
func schema() map[string]any {
	comune := map[string]any{"codice_istat": 0, "codice_catastale": 0, "denominazione": 0, "provincia": 0}
	azienda := map[string]any{"codice": 0, "denominazione": 0, "indirizzo": 0, "telefono": 0, "pec": 0, "partita_iva": 0}
	riferimento := map[string]any{"id": 0, "set_id": 0, "versione": 0, "numero": 0, "data": 0, "motivo": 0}
	return map[string]any{
		"versione": 0, "id": 0, "tipologia": 0, "tipologia_invalidita": 0, "codifica": 0, "codice_esenzione": 0,
		"esenzione_descrizione": 0, "codice_diagnosi": 0, "diagnosi_descrizione": 0, "patologia": 0,
		"soggetto_leggi_speciali": 0, "oscurato_genitore": 0, "regime_documento": 0, "data": 0, "ora": 0,
		"versione_catalogo": 0, "sostituisce": riferimento, "annulla": riferimento,
		"unita_produttiva": map[string]any{"matricola": 0, "descrizione": 0, "sts11": 0, "struttura": 0},
		"medico":           map[string]any{"codice_fiscale": 0, "cognome": 0, "nome": 0, "titolo": 0, "telefono": 0, "azienda": azienda},
		"assistito": map[string]any{
			"id": 0, "id_aura": 0, "codice_fiscale": 0, "cognome": 0, "nome": 0, "data_nascita": 0, "sesso": 0, "stato_nascita": 0,
			"comune_nascita": comune, "asl_residenza": azienda,
			"residenza": map[string]any{"indirizzo": 0, "cap": 0, "regione": 0, "comune": comune},
		},
	}
}
