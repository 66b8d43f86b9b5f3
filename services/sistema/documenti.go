package sistema

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"sync"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// Documenti hands PDF files to the system's viewer and takes the copies away again
// (SE-11): they lie in a folder of this run, 0700, under random names, and are
// removed at logout, at exit, and at the next start after a crash.
type Documenti struct {
	base     string
	esegui   Esecutore
	blocco   *blocco
	cartella string
	mu       sync.Mutex
}

// Esecutore starts programs of the system.
type Esecutore interface {
	// Trova returns the path of a program, or an error when it is not there.
	Trova(nome string) (string, error)
	// Avvia starts a program and does not wait for its end. It outlives ctx,
	// which is only for starting.
	Avvia(ctx context.Context, programma string, argomenti ...string) error
}

// NewDocumenti makes the folder of this run under base (Percorsi.Temporanei)
// and removes those of runs that are over. A nil esecutore is the system.
// The error is "profilo.non-scrivibile" (Storage).
func NewDocumenti(base string, esecutore Esecutore) (*Documenti, error) {
	const op = "sistema.NewDocumenti"
	if esecutore == nil {
		esecutore = programmi{}
	}
	d := &Documenti{base: base, esegui: esecutore}
	if err := cartella(base); err != nil {
		return nil, esenpat.NewError(esenpat.Storage, "profilo.non-scrivibile", op).Because(err)
	}
	d.spazza()
	nome := filepath.Join(base, rand.Text())
	if err := os.Mkdir(nome, 0o700); err != nil {
		return nil, esenpat.NewError(esenpat.Storage, "profilo.non-scrivibile", op).Because(err)
	}
	b, ok, err := tenta(nome + ".lock")
	if err != nil || !ok {
		return nil, esenpat.NewError(esenpat.Storage, "profilo.non-scrivibile", op).Because(err)
	}
	d.cartella, d.blocco = nome, b
	return d, nil
}

// spazza removes the folders whose process is over: their lock can be taken.
func (d *Documenti) spazza() {
	voci, err := os.ReadDir(d.base)
	if err != nil {
		return
	}
	for _, v := range voci {
		if !v.IsDir() {
			continue
		}
		nome := filepath.Join(d.base, v.Name())
		b, ok, err := tenta(nome + ".lock")
		if err != nil || !ok {
			continue // another run of this user is using it
		}
		_ = os.RemoveAll(nome) // tried again at the next start
		_ = b.lascia()
		_ = os.Remove(nome + ".lock")
	}
}

// Apri shows a PDF with the program that the system uses for it. Errors:
// "documento.non-apribile" (Unavailable), "documento.non-salvato" (Storage).
func (d *Documenti) Apri(ctx context.Context, pdf []byte) error {
	const op = "sistema.Apri"
	nome, err := d.temporaneo(pdf)
	if err != nil {
		return err
	}
	programma, argomenti := comandoApri(nome)
	if _, err := d.esegui.Trova(programma); err != nil {
		return esenpat.NewError(esenpat.Unavailable, "documento.non-apribile", op).Because(err)
	}
	if err := d.esegui.Avvia(ctx, programma, argomenti...); err != nil {
		return esenpat.NewError(esenpat.Unavailable, "documento.non-apribile", op).Because(err)
	}
	return nil
}

func (d *Documenti) temporaneo(pdf []byte) (string, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if err := cartella(d.cartella); err != nil {
		return "", salvataggio("sistema.temporaneo", err)
	}
	nome := filepath.Join(d.cartella, rand.Text()+".pdf")
	if err := os.WriteFile(nome, pdf, 0o600); err != nil {
		return "", errors.Join(salvataggio("sistema.temporaneo", err), rimuovi(nome))
	}
	return nome, nil
}

// Svuota removes the copies of this run: at logout and at exit.
func (d *Documenti) Svuota() error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if err := os.RemoveAll(d.cartella); err != nil {
		return esenpat.NewError(esenpat.Storage, "documento.copie-rimaste", "sistema.Svuota").Because(err)
	}
	return nil
}

// Chiudi removes the copies and the folder of this run.
func (d *Documenti) Chiudi() error {
	err := d.Svuota()
	if err != nil {
		return errors.Join(err, d.blocco.lascia())
	}
	return errors.Join(d.blocco.lascia(), rimuovi(d.cartella+".lock"))
}

func rimuovi(nome string) error {
	if err := os.Remove(nome); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// programmi is the operating system.
type programmi struct{}

func (programmi) Trova(nome string) (string, error) { return exec.LookPath(nome) }

func (programmi) Avvia(ctx context.Context, programma string, argomenti ...string) error {
	c := exec.CommandContext(context.WithoutCancel(ctx), programma, argomenti...) //nolint:gosec // fixed programs of comandoApri; the path is ours
	if err := c.Start(); err != nil {
		return err
	}
	go func() { _ = c.Wait() }() // only so that no zombie stays; it ends with the viewer
	return nil
}

// nomeCasuale is a short random name, for files next to a chosen one.
func nomeCasuale() string {
	b := make([]byte, 6)
	_, _ = rand.Read(b) // never fails (crypto/rand since Go 1.24)
	return hex.EncodeToString(b)
}
