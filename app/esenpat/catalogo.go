package esenpat

import "time"

// Tipologia is the group of an exemption: what the wizard asks first.
type Tipologia string

// Types of certificate; Altra exists in the catalogue but not in the wizard.
const (
	MalattiaCronica Tipologia = "MC"
	MalattiaRara    Tipologia = "MR"
	Invalidita      Tipologia = "IN"
	Altra           Tipologia = "AL"
)

// Codifica names a coding of exemptions: the same letters can mean other
// things in another one, so a code is always stored and shown with it.
type Codifica string

// Codings known to the product.
const (
	CodificaNazionale Codifica = "nazionale"
	CodificaDM329     Codifica = "dm329"
	CodificaVeneto    Codifica = "veneto"
	CodificaSicilia   Codifica = "sicilia"
	CodificaPiemonte  Codifica = "piemonte" // as delivered by the regional backend
)

// VoceEsenzione is an exemption that a certificate may be written for.
type VoceEsenzione struct {
	Codifica              Codifica
	Codice                string
	Descrizione           string
	Tipologia             Tipologia
	TipologiaAura         string
	RiferimentoNormativo  string
	Durata                Durata
	ValidaDal, ValidaAl   Data
	SenzaDiagnosiCodifica bool   // the placeholder «Nessuna diagnosi codificata (000)» is allowed
	Dimostrativa          bool   // demonstration data of the test environment
	Nota                  string // warning to show with the entry («fuori dal testo 1999»)
}

// VoceDiagnosi is a diagnosis (ICD-9-CM) that goes with one exemption.
// A placeholder entry (Fittizia, code beginning with F) stands for «000».
type VoceDiagnosi struct {
	Codice              string // ICD-9-CM with the dot; F… if Fittizia
	Descrizione         string
	CodiceEsenzione     string
	Fittizia            bool
	Durata              Durata
	ValidaDal, ValidaAl Data
	Fonte               string
}

// CodiceNessunaDiagnosi is what screen and AURA show for a missing coded
// diagnosis (manual V17: "000").
const CodiceNessunaDiagnosi = "000"

// CodiceVisibile returns the code shown on the screen: 000 for a placeholder.
func (d VoceDiagnosi) CodiceVisibile() string {
	if d.Fittizia || d.Codice == "" {
		return CodiceNessunaDiagnosi
	}
	return d.Codice
}

// Voce is a code with its description as they were when chosen.
type Voce struct{ Codice, Descrizione string }

// VersioneCatalogo identifies the catalogue that a draft was written with.
type VersioneCatalogo struct {
	Nome         string
	Versione     string
	ETag         string
	Elementi     int // as many entries it has, 0 if not stated
	AggiornatoIl Data
}

// Catalogues of the regional service that the wizard is made from.
const (
	CatalogoEsenzioni = "esenzioni"
	CatalogoDiagnosi  = "diagnosi"
)

// CatalogoRegionale is one catalogue as the regional service delivers it:
// exemptions or diagnoses, by its name.
type CatalogoRegionale struct {
	VersioneCatalogo
	RicevutoIl time.Time // when this version came to this workstation
	Esenzioni  []VoceEsenzione
	Diagnosi   []VoceDiagnosi
}

// VariazioniCatalogo is what changed between two versions of a catalogue: the
// entries to add or replace and the keys of those that are gone, the code or,
// for a diagnosis, ChiaveDiagnosi.
type VariazioniCatalogo struct {
	VersioneDa, VersioneA string
	Esenzioni             []VoceEsenzione
	Diagnosi              []VoceDiagnosi
	Rimossi               []string
	Altri                 bool // more to ask for, from VersioneA
}

// ChiaveDiagnosi names a diagnosis in a catalogue: the same ICD-9-CM code goes
// with several exemptions.
func ChiaveDiagnosi(codiceEsenzione, codice string) string { return codiceEsenzione + "|" + codice }

// StatoVoce says how the entry that a draft carries stands in the catalogue of
// today. Whatever it is, the draft is flagged and never changed.
type StatoVoce string

// States of the entry of a draft; the zero value is «nothing chosen».
const (
	VoceAttuale    StatoVoce = "attuale"
	VoceTerminata  StatoVoce = "terminata"  // ended or replaced
	VoceRimossa    StatoVoce = "rimossa"    // no longer in the catalogue
	VoceModificata StatoVoce = "modificata" // same code, other words
)

// ConfrontoVoci is how exemption and diagnosis of a draft stand today.
type ConfrontoVoci struct {
	Esenzione, Diagnosi StatoVoce
	SostituitaDa        []string // codes that took the place of the exemption
	NuovaDescrizione    string   // of the exemption, when modified
}

// DaRivedere reports whether something chosen may no longer be used.
func (c ConfrontoVoci) DaRivedere() bool {
	finita := func(s StatoVoce) bool { return s == VoceTerminata || s == VoceRimossa }
	return finita(c.Esenzione) || finita(c.Diagnosi)
}

// Regime is the regime under which the document is made (FSE value set
// administrativeRequest; the manual admits two).
type Regime string

// Regimes of the manual (M68, M69).
const (
	RegimeSSN Regime = "SSN"
	RegimeSSR Regime = "SSR"
)

// TipologiaInvalidita is the kind of invalidity (G war, L work, S service, T
// victims, C civil, N law 210/92, V victims of duty) asked for type IN.
type TipologiaInvalidita string
