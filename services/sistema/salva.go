package sistema

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"unicode"
	"unicode/utf8"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// maxNome is the longest file name in bytes that we give (FT-61).
const maxNome = 120

// Salva writes a document to percorso, chosen by the user: whole or not at all,
// synced, readable by this user only. An existing file is replaced only when
// sovrascrivi says that the user agreed. Errors: "documento.esiste" (Conflict);
// Storage: "archivio.disco-pieno", "archivio.sola-lettura", "documento.non-salvato".
func Salva(ctx context.Context, percorso string, dati []byte, sovrascrivi bool) (err error) {
	const op = "sistema.Salva"
	if err = ctx.Err(); err != nil {
		return esenpat.NewError(esenpat.Canceled, "operazione.annullata", op).Because(err)
	}
	dir, nome := filepath.Split(percorso)
	tmp := filepath.Join(dir, "."+nomeCasuale()+".parziale")
	defer func() {
		// After a success there is nothing left to remove.
		err = errors.Join(err, salvataggio(op, rimuovi(tmp)))
	}()
	if err = scriviSincrono(tmp, dati); err != nil {
		return salvataggio(op, err)
	}
	percorso = filepath.Join(dir, nome)
	if sovrascrivi {
		err = os.Rename(tmp, percorso)
	} else {
		err = pubblica(tmp, percorso)
	}
	if err != nil {
		return salvataggio(op, err)
	}
	fissaCartella(filepath.Dir(percorso))
	return nil
}

// fissaCartella makes a new name survive a power cut. Some file systems and
// Windows do not offer it and keep names in order by themselves.
func fissaCartella(dir string) {
	if d, err := os.Open(dir); err == nil {
		_ = d.Sync()
		_ = d.Close()
	}
}

// pubblica gives tmp its name only if that is free: a link fails when the name
// exists, so nothing that appeared meanwhile is lost. File systems without
// links (FAT, some shares) get a check and a rename.
func pubblica(tmp, percorso string) error {
	err := os.Link(tmp, percorso)
	if err == nil || errors.Is(err, fs.ErrExist) {
		return err
	}
	if _, err := os.Lstat(percorso); err == nil {
		return fs.ErrExist
	}
	return os.Rename(tmp, percorso)
}

func scriviSincrono(nome string, dati []byte) error {
	f, err := os.OpenFile(nome, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, errScrittura := f.Write(dati)
	return errors.Join(errScrittura, f.Sync(), f.Close())
}

func salvataggio(op string, err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, fs.ErrExist):
		return esenpat.NewError(esenpat.Conflict, "documento.esiste", op).Because(err)
	case errors.Is(err, syscall.ENOSPC):
		return esenpat.NewError(esenpat.Storage, "archivio.disco-pieno", op).Because(senzaPercorso(err))
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		return esenpat.NewError(esenpat.Storage, "documento.cartella-protetta", op).Because(senzaPercorso(err))
	default:
		return esenpat.NewError(esenpat.Storage, "documento.non-salvato", op).Because(senzaPercorso(err))
	}
}

// senzaPercorso drops the path from an error of package os: the user's folder
// may be called after a patient, and causes go to the log.
func senzaPercorso(err error) error {
	if p, ok := errors.AsType[*fs.PathError](err); ok {
		return p.Err
	}
	if l, ok := errors.AsType[*os.LinkError](err); ok {
		return l.Err
	}
	return err
}

// NomeSicuro returns a file name for a document: only the last element of nome,
// letters, digits, blank and -_. , at most 120 bytes, always ending in .pdf,
// never a device name of Windows. What a server sends can so never choose a
// folder or another program.
func NomeSicuro(nome string) string {
	if i := strings.LastIndexAny(nome, `/\`); i >= 0 {
		nome = nome[i+1:]
	}
	if c := strings.LastIndex(strings.ToLower(nome), ".pdf"); c >= 0 && c == len(nome)-4 {
		nome = nome[:c]
	}
	nome = strings.Map(func(r rune) rune {
		switch {
		case r == utf8.RuneError, unicode.IsControl(r), unicode.Is(unicode.Cf, r):
			return -1 // bidi overrides and zero-width characters can hide an extension
		case unicode.IsLetter(r), unicode.IsDigit(r), strings.ContainsRune(" -_", r):
			return r
		default:
			return '_'
		}
	}, nome)
	nome = strings.Trim(nome, " _")
	for len(nome) > maxNome-len(".pdf") {
		_, n := utf8.DecodeLastRuneInString(nome)
		nome = nome[:len(nome)-n]
	}
	nome = strings.TrimRight(nome, " ")
	if nome == "" || riservato(nome) {
		nome = "Documento" + nome
	}
	return nome + ".pdf"
}

// riservato reports the names that Windows keeps for devices, whatever follows.
func riservato(nome string) bool {
	n := strings.ToUpper(nome)
	switch n {
	case "CON", "PRN", "AUX", "NUL":
		return true
	}
	return len(n) == 4 && (strings.HasPrefix(n, "COM") || strings.HasPrefix(n, "LPT")) && n[3] >= '0' && n[3] <= '9'
}
