package catalogo

import (
	"io/fs"

	"github.com/esenpat/esenpat-desktop/app/catalogo/tabella"
	"github.com/esenpat/esenpat-desktop/app/codifica"
	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// CodificaICD names the diagnoses in searches and exports.
const CodificaICD esenpat.Codifica = "icd9cm"

// Voce is one entry of a coding, as its document states it. A pointer that is
// nil means that the coding does not state the thing at all; an empty text
// behind a pointer is an answer (Veneto: nobody may enter the code).
type Voce struct {
	Codifica          esenpat.Codifica
	Codice            string // "C02", or the pattern "M01-M41"
	Riga              string // printed row number; no key
	CodiceGruppo      string
	Gruppo            string
	Descrizione       string
	Riferimento       string
	Note              []Nota
	Compilatore       string  // national coding
	Farmaceutica      *string // Veneto: who enters it for drugs
	Specialistica     *string // Veneto: who enters it for specialist care
	TicketPrestazioni *string // Sicilia
	TicketFarmaci     *string // Sicilia; nil where the text has no cell (R99)
	ValidaDa          esenpat.Data
	ValidaFino        esenpat.Data
	Limiti            []Limite
	Condizioni        []Condizione
	Fonte             string // only where it is not the coding's own document
	Verificata        bool
	Tabelle           string // D.M. 329: tables of the directive besides A ("C", "D", "CD"), or TabellaB
}

// Nota is a note of a document; Numero is empty for a remark of the row itself.
type Nota struct{ Numero, Testo string }

// Limite is a time limit with the sentence that states it.
type Limite struct {
	Ambito   string
	Intero   bool // it concerns the whole code
	Da, Fino esenpat.Data
	Frase    string
}

// Condizione is something the text asks of the person. It is shown, never
// decided (REQUISITI R5.4).
type Condizione struct{ Tipo, Valore, Frase string }

// Variazione says what became of a code of 1999.
type Variazione struct {
	Codice      string
	Tipo        string
	Sostitutivi []string
	Fonte       string
	Verificata  bool
	Nota        string
	Dal         esenpat.Data // date of the act that fonte names
}

// Sostituito reports whether other codes took its place.
func (v Variazione) Sostituito() bool { return len(v.Sostitutivi) > 0 }

// Corrispondenza is one concept present in at least two codings.
type Corrispondenza struct {
	Concetto string
	Codici   map[esenpat.Codifica]string
	Note     string
	coppie   map[string]Equivalenza
}

// Anomalia is a fault of a document or a choice made in reading it.
type Anomalia struct {
	ID, File, Chiave, Campo, Testo, Valore, Motivo string
	Applicata                                      bool
}

// FalsoAmico is a code spelled alike with other meanings.
type FalsoAmico struct {
	Codice    string
	Sensi     map[esenpat.Codifica]string
	Nota      string
	Codifiche []esenpat.Codifica
}

// Regola329 is one rule of the decree as the directive explains it.
type Regola329 struct {
	ID         string
	Articolo   string
	Tema       string
	RigheSeme  []int  `json:"righe_seme"`
	Testo      string // the rule in short
	Frase      string // the words of the directive
	Avvertenza string
}

// Dati are the four codings complete: every row, note, validity, table and
// rule, with the sentences they come from.
type Dati struct {
	Versione     string
	Regole       *codifica.Regole
	Voci         []Voce
	Variazioni   map[string]Variazione
	Crosswalk    []Corrispondenza
	FalsiAmici   map[string]FalsoAmico
	Anomalie     []Anomalia
	Regole329    []Regola329
	TabellaB     []MalattiaB
	Combinazioni []Combinazione
	testi        map[chiave]testoIntero
	diagnosi     []Diagnosi
}

// Diagnosi returns the diagnoses that the program carries.
func (d *Dati) Diagnosi() []Diagnosi { return d.diagnosi }

// Combinazione is a Veneto single code with its two parts.
type Combinazione struct{ Codice, Primo, DescrizionePrimo, Secondo, DescrizioneSecondo string }

// Diagnosi is an entry of a diagnosis classification.
type Diagnosi struct{ Codice, Descrizione, Fonte, Versione, Data string }

type chiave struct {
	codifica esenpat.Codifica
	codice   string
}

// testoIntero is the sentence of an entry; posizione says where it stands when
// the document prints no row number.
type testoIntero struct{ riga, testo, posizione string }

// TabellaB marks the diseases of D.M. 1.2.1991 that stayed valid for a while:
// they have no code.
const TabellaB = "B"

// MalattiaB is a disease of table B with the act that ended its validity.
type MalattiaB struct {
	Nome, Atto string
	Fino       esenpat.Data
}

// Files of the codings in assets/catalogo.
const (
	fileRegole      = "regole_codici.json"
	fileRegole329   = "dm329_regole.json"
	fileNazionale   = "national.csv"
	fileVeneto      = "veneto.csv"
	fileVenetoNote  = "veneto_note.csv"
	fileVenetoComb  = "veneto_combinazioni.csv"
	fileSicilia     = "sicilia.csv"
	fileSiciliaNote = "sicilia_note.csv"
	fileCondizioni  = "dm329_condizioni.csv"
	fileAggiorna    = "dm329_aggiornamenti.csv"
	fileSottocodici = "dm329_sottocodici.csv"
	fileVariazioni  = "dm329_variazioni.csv"
	fileTabellaB    = "dm329_tabella_b.csv"
	fileCrosswalk   = "crosswalk.csv"
	fileFalsiAmici  = "falsi_amici.csv"
	fileValidita    = "validita.csv"
	fileTesti       = "testi_completi.csv"
	fileAnomalie    = "anomalie.csv"
	filePersona     = "condizioni_persona.csv"
)

// FileCodifiche lists the files that Leggi needs besides versione.json.
func FileCodifiche() []string {
	return []string{
		fileRegole, fileRegole329, fileNazionale, fileVeneto, fileVenetoNote, fileVenetoComb, fileSicilia, fileSiciliaNote,
		fileCondizioni, fileAggiorna, fileSottocodici, fileVariazioni, fileTabellaB, fileCrosswalk, fileFalsiAmici,
		fileValidita, fileTesti, fileAnomalie, filePersona,
	}
}

// lettore reads tables one after the other and stops at the first fault.
type lettore struct {
	fsys fs.FS
	errori
}

func (l *lettore) tabella(nome string, chiave []string, colonne ...string) []tabella.Riga {
	if l.prima != nil {
		return nil
	}
	t, err := apri(l.fsys, nome, tabella.Opzioni{Chiave: chiave, Colonne: colonne})
	if err != nil {
		l.tieni(err)
		return nil
	}
	return t.Righe
}

// Leggi reads all tables from the root of fsys. Errors are those of
// tabella.Leggi, "catalogo.file-mancante" and "catalogo.json-forma".
func Leggi(fsys fs.FS) (*Dati, error) {
	v, err := leggiVersione(fsys, append(FileCodifiche(), FileDiagnosi)...)
	if err != nil {
		return nil, err
	}
	d := &Dati{Versione: v}
	if err = d.leggiRegole(fsys); err != nil {
		return nil, err
	}
	l := &lettore{fsys: fsys}
	d.leggiNazionale(l)
	d.leggiVeneto(l)
	d.leggiSicilia(l)
	d.leggiDM329(l)
	d.leggiLegami(l)
	d.leggiProve(l)
	for _, r := range l.tabella(FileDiagnosi, nil, "codice", "descrizione", "fittizia", "fonte") {
		if !booleano(&l.errori, r, "fittizia") {
			d.diagnosi = append(d.diagnosi, Diagnosi{Codice: r.Testo("codice"), Descrizione: r.Testo("descrizione"), Fonte: r.Testo("fonte")})
		}
	}
	if l.prima != nil {
		return nil, l.prima
	}
	return d, nil
}
