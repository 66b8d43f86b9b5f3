package sistema

import (
	"bytes"
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

// Documenti hands PDF files to other programs and takes the copies away again
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
	// Avvia starts a program, gives it ingresso as standard input, and does not
	// wait for its end. It outlives ctx, which is only for starting.
	Avvia(ctx context.Context, ingresso []byte, programma string, argomenti ...string) error
	// Esegui runs a program to its end.
	Esegui(ctx context.Context, ingresso []byte, programma string, argomenti ...string) error
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
	if err := d.esegui.Avvia(ctx, nil, programma, argomenti...); err != nil {
		return esenpat.NewError(esenpat.Unavailable, "documento.non-apribile", op).Because(err)
	}
	return nil
}

// Stampa prints a PDF on the default printer. Where lp is there it goes by
// standard input and no copy is made; elsewhere the file is opened with the
// system's viewer and aperto tells the caller to say «Stampare dal programma
// che si è aperto». Errors: those of Apri, "stampa.non-riuscita" (Unavailable).
func (d *Documenti) Stampa(ctx context.Context, pdf []byte) (aperto bool, err error) {
	if !stampaDaIngresso() {
		return true, d.Apri(ctx, pdf)
	}
	if _, err := d.esegui.Trova("lp"); err != nil {
		return true, d.Apri(ctx, pdf)
	}
	// The job's title is all that the queue shows: it names no one.
	if err := d.esegui.Esegui(ctx, pdf, "lp", "-s", "-t", "Documento", "--", "-"); err != nil {
		if ctx.Err() != nil {
			return false, esenpat.NewError(esenpat.Canceled, "operazione.annullata", "sistema.Stampa").Because(err)
		}
		return false, esenpat.NewError(esenpat.Unavailable, "stampa.non-riuscita", "sistema.Stampa").Because(err)
	}
	return false, nil
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

func (programmi) Avvia(ctx context.Context, ingresso []byte, programma string, argomenti ...string) error {
	c := comando(context.WithoutCancel(ctx), ingresso, programma, argomenti)
	if err := c.Start(); err != nil {
		return err
	}
	go func() { _ = c.Wait() }() // only so that no zombie stays; it ends with the viewer
	return nil
}

func (programmi) Esegui(ctx context.Context, ingresso []byte, programma string, argomenti ...string) error {
	return comando(ctx, ingresso, programma, argomenti).Run()
}

func comando(ctx context.Context, ingresso []byte, programma string, argomenti []string) *exec.Cmd {
	c := exec.CommandContext(ctx, programma, argomenti...) //nolint:gosec // fixed programs of comandoApri and lp; the path is ours
	if ingresso != nil {
		c.Stdin = bytes.NewReader(ingresso)
	}
	return c
}

// nomeCasuale is a short random name, for files next to a chosen one.
func nomeCasuale() string {
	b := make([]byte, 6)
	_, _ = rand.Read(b) // never fails (crypto/rand since Go 1.24)
	return hex.EncodeToString(b)
}
