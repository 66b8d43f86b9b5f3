package esenpat

import "log/slog"

// MassimoCopie is the most copies that one print makes.
const MassimoCopie = 99

// Stampante is a printer that the workstation knows.
type Stampante struct {
	Nome        string // what the system calls it
	Descrizione string // what people call it, may be empty
	Predefinita bool
	Ferma       bool // takes documents and keeps them until somebody starts it again
	Rifiuta     bool // takes no documents
}

// OpzioniStampa is how a document goes on paper, which is always A4.
type OpzioniStampa struct {
	Stampante   string
	Copie       int  // 1 to MassimoCopie
	FronteRetro bool // on both sides, along the long edge
}

// DaStampare is a document on its way to paper. Nome is its file's, with its
// number and no person; Titolo is what the user calls it where there
// are several. Manca says why there
// is no PDF: then it is told and not printed.
type DaStampare struct {
	Nome, Titolo string
	PDF          []byte
	Manca        error
}

// LogValue implements slog.LogValuer: the document names a patient.
func (d DaStampare) LogValue() slog.Value { return slog.StringValue(d.Nome) }
