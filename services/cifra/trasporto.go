package cifra

import (
	"encoding/json"
	"io"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

const (
	formatoTrasporto  = "esenpat-bozze"
	versioneTrasporto = 1
	// maxTrasporto bounds a file that is brought in: 2,000 long drafts.
	maxTrasporto = 64 << 20
)

// trasporto is a file that carries drafts to another workstation. Nothing in it
// says of whom.
type trasporto struct {
	Formato   string `json:"formato"`
	Versione  int    `json:"versione"`
	Argon     Argon  `json:"argon2id"`
	Sale      []byte `json:"sale"`
	Contenuto []byte `json:"contenuto"`
}

func luogoTrasporto() Luogo {
	return Luogo{Tabella: formatoTrasporto, Colonna: "contenuto", Schema: versioneTrasporto}
}

// ChiudiTrasporto seals chiaro behind a passphrase, as a file of its own
// (SE-10). Error: "cifra.passphrase-corta" (Invalid).
func ChiudiTrasporto(chiaro []byte, passphrase esenpat.Secret, costi Argon, casuale io.Reader) ([]byte, error) {
	const op = "cifra.ChiudiTrasporto"
	if !lunga(passphrase) {
		return nil, esenpat.NewError(esenpat.Invalid, "cifra.passphrase-corta", op).At("passphrase")
	}
	f := trasporto{Formato: formatoTrasporto, Versione: versioneTrasporto, Argon: costi, Sale: make([]byte, 16)}
	if _, err := io.ReadFull(casuale, f.Sale); err != nil {
		return nil, esenpat.NewError(esenpat.Internal, "cifra.casualita-assente", op).Because(err)
	}
	k, err := NewChiave(costi.Deriva(passphrase.Reveal(), f.Sale), casuale)
	if err != nil {
		return nil, err
	}
	if f.Contenuto, err = k.Sigilla(luogoTrasporto(), chiaro); err != nil {
		return nil, err
	}
	b, err := json.Marshal(f)
	if err != nil {
		return nil, esenpat.NewError(esenpat.Internal, "errore.imprevisto", op).Because(err)
	}
	return append(b, '\n'), nil
}

// ApriTrasporto opens what ChiudiTrasporto made. Errors, Invalid:
// "bozze.file-non-valido" (not such a file, or of a newer version),
// "bozze.file-chiuso" (another passphrase, or altered: nobody can tell which).
func ApriTrasporto(file []byte, passphrase esenpat.Secret, casuale io.Reader) ([]byte, error) {
	const op = "cifra.ApriTrasporto"
	var f trasporto
	if len(file) > maxTrasporto || json.Unmarshal(file, &f) != nil || f.Formato != formatoTrasporto ||
		f.Versione != versioneTrasporto || !f.Argon.plausibile() {
		return nil, esenpat.NewError(esenpat.Invalid, "bozze.file-non-valido", op)
	}
	k, err := NewChiave(f.Argon.Deriva(passphrase.Reveal(), f.Sale), casuale)
	if err != nil {
		return nil, err
	}
	chiaro, err := k.Apri(luogoTrasporto(), f.Contenuto)
	if err != nil {
		return nil, esenpat.NewError(esenpat.Invalid, "bozze.file-chiuso", op).At("passphrase")
	}
	return chiaro, nil
}
