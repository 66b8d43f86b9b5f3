package main

import (
	"errors"
	"io"
	"os"
	"strings"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// maxPassphrase keeps a wrong file name from reading a whole disk.
const maxPassphrase = 4 << 10

// leggiPassphrase reads the file of --passphrase-file: its first line, without
// the end of line. "" gives an empty secret.
func leggiPassphrase(file string) (s esenpat.Secret, err error) {
	const op = "cmd.leggiPassphrase"
	if file == "" {
		return s, nil
	}
	f, err := os.Open(file)
	if err != nil {
		return s, esenpat.NewError(esenpat.Invalid, "file.non-leggibile", op).Because(err)
	}
	b, errLettura := io.ReadAll(io.LimitReader(f, maxPassphrase+1))
	if err := errors.Join(errLettura, f.Close()); err != nil {
		return s, esenpat.NewError(esenpat.Invalid, "file.non-leggibile", op).Because(err)
	}
	riga, _, _ := strings.Cut(string(b), "\n")
	riga = strings.TrimSuffix(riga, "\r")
	if riga == "" || len(b) > maxPassphrase {
		return s, esenpat.NewError(esenpat.Invalid, "passphrase.file-vuoto", op)
	}
	return esenpat.NewSecret(riga), nil
}
