// Package cda writes and reads the machine-readable half of the certificate:
// HL7 CDA R2, «Referto di Specialistica Ambulatoriale» (spec 3). A Certificato
// is exactly what such a document says, no more: writing one and reading it
// back gives the same value, and two of them can be compared field by field.
package cda

import (
	"time"
	_ "time/tzdata" // Windows has no zone files, and Europe/Rome is part of the format

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// Certificato is what one CDA document says.
type Certificato struct {
	Documento   Documento
	Paziente    Paziente
	Medico      Medico
	Azienda     Ente
	Incontro    Incontro
	Prestazione string // narrative of the visit
	Referto     string // illness text, lines separated by \n; annulling: the sentence that annuls
	Annullativo bool
	Diagnosi    Diagnosi  // empty when Annullativo
	Esenzione   Esenzione // empty when Annullativo
	Conclusioni string    // empty when Annullativo
}

// Documento is identity, version and handling.
type Documento struct {
	Radice       string // OID root of ID and SetID
	ID           string
	SetID        string
	Versione     int
	Precedente   Precedente // zero for version 1
	Titolo       string
	Emesso       time.Time // whole seconds, Europe/Rome
	Riservatezza string    // N, or V under «leggi speciali»
}

// Precedente is the version that this one replaces or annuls.
type Precedente struct {
	ID       string
	Versione int
}

// Paziente is the record target.
type Paziente struct {
	CodiceFiscale string
	IDAura        string
	Cognome, Nome string
	Sesso         string
	Nascita       esenpat.Data // zero: not known
	LuogoNascita  Luogo        // zero: not stated
	Residenza     Luogo        // zero: not stated
}

// Luogo is an address or a birthplace. Stato is the ISTAT code of the state
// (100 Italy), Istat the code of the municipality.
type Luogo struct {
	Stato, Regione, Provincia, Citta, Istat, CAP, Indirizzo string
}

// Medico is author and legal authenticator.
type Medico struct {
	CodiceFiscale string
	Cognome, Nome string
	Titolo        string
	Recapito      string // URL of the telecom: "tel:…" or "mailto:…"
}

// Ente is a health company or structure.
type Ente struct{ Codice, Nome string }

// Incontro is where and when the care was given.
type Incontro struct {
	ID        string
	Unita     Ente // Codice = matricola of the unità produttiva
	Struttura Ente // Codice = STS.11, may be empty
}

// Diagnosi is the coded diagnosis; without Codice it is nullFlavor NI («000»).
type Diagnosi struct{ Codice, Descrizione string }

// Esenzione is the exemption proposed, Sistema the OID of its coding.
type Esenzione struct{ Sistema, Codice, Descrizione string }

// Codifiche e identificativi (spec 3, sections 2-8).
const (
	RadicePredefinita = "2.16.840.1.113883.2.9.2.10.4.4" // document ids of Piemonte

	oidCF         = "2.16.840.1.113883.2.9.4.3.2"
	oidAura       = "2.16.840.1.113883.2.9.2.10.4.1"
	oidASL        = "2.16.840.1.113883.2.9.4.1.1"
	oidSTS11      = "2.16.840.1.113883.2.9.4.1.3"
	oidUnita      = "2.16.840.1.113883.2.9.4.1.6"
	oidLOINC      = "2.16.840.1.113883.6.1"
	oidICD9       = "2.16.840.1.113883.6.103"
	oidSesso      = "2.16.840.1.113883.5.1"
	oidRiserva    = "2.16.840.1.113883.5.25"
	oidTemplate   = "2.16.840.1.113883.2.9.10.1.9.1"
	oidIncontri   = "2.16.840.1.113883.2.9.2." // + company without leading zeros + ".4.6"
	oidEsenzioni  = "2.16.840.1.113883.2.9.6.1.22"
	oidEsenzReg   = "2.16.840.1.113883.2.9.2." // + region without leading zeros + ".6.22"
	entePiemonte  = "Regione Piemonte"
	enteMinistero = "Ministero della Salute"
	enteMEF       = "MEF"

	formatoTempo  = "20060102150405-0700"
	formatoGiorno = "20060102"
)

// Sentences that are part of the document's format: they are written into the
// CDA and recognised when it is read back, whatever the language of the window.
const (
	TitoloCertificato = "Certificato di condizione o malattia"
	TitoloAnnullativo = "Annullamento di certificato di condizione o malattia"

	introPatologiaF = "È affetta dalla seguente patologia:"
	introPatologiaM = "È affetto dalla seguente patologia:"
	senzaDiagnosi   = "Nessuna diagnosi codificata (000)"
)
