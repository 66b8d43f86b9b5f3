// Package stampa hands documents to the printers of the workstation. It exists
// so that a document on its way to paper lies in no file of ours (SE-11): where
// the print system is CUPS it goes by the standard input of lp, on Windows its
// pages are drawn on the printer.
package stampa

import (
	"bytes"
	"context"
	"errors"
	"image"
	"os"
	"os/exec"
	"strings"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// titolo is all that the print queue shows of a document: it names no one.
const titolo = "Documento"

// How long the print system is waited for. The list asks printers of the whole
// network, a document may go to a server that is far away.
const (
	limiteLista = 10 * time.Second
	limiteInvio = time.Minute
)

// ErrAssente says that a program is not installed.
var ErrAssente = errors.New("program not installed")

// Programmi runs programs of the system to their end.
type Programmi interface {
	// Esegui gives ingresso as standard input and returns what was written. The
	// program is killed when ctx ends. ErrAssente when it is not installed;
	// another error when it failed.
	Esegui(ctx context.Context, ingresso []byte, programma string, argomenti ...string) (uscita, lamento string, err error)
}

// Disegno draws a document for printers that take pictures only. foglio is
// called for each page in order; its error ends the drawing.
type Disegno interface {
	CiascunaPagina(ctx context.Context, pdf []byte, dpi int, foglio func(image.Image) error) error
}

// Sistema is the print system of the workstation. It is safe for concurrent use.
type Sistema struct {
	programmi Programmi
	disegno   Disegno
	lista     time.Duration
	invio     time.Duration
}

// New returns the print system. A nil programmi is the operating system.
func New(programmi Programmi, disegno Disegno) *Sistema {
	if programmi == nil {
		programmi = sistemaOperativo{}
	}
	return &Sistema{programmi: programmi, disegno: disegno, lista: limiteLista, invio: limiteInvio}
}

// ConLimiti returns a copy with other limits of time, for tests.
func (s *Sistema) ConLimiti(lista, invio time.Duration) *Sistema {
	return &Sistema{programmi: s.programmi, disegno: s.disegno, lista: lista, invio: invio}
}

// entro bounds one question to the print system and names its failure: Canceled
// when the user gave up, codice when nothing came in time.
func entro(ctx context.Context, limite time.Duration, op string, kind esenpat.Kind, codice string, fai func(context.Context) error) error {
	dentro, fine := context.WithTimeout(ctx, limite)
	defer fine()
	err := fai(dentro)
	switch {
	case err == nil:
		return nil
	case ctx.Err() != nil:
		return esenpat.NewError(esenpat.Canceled, "operazione.annullata", op).Because(ctx.Err())
	case dentro.Err() != nil:
		return esenpat.NewError(kind, codice, op).Because(dentro.Err())
	}
	return err
}

// sistemaOperativo runs real programs.
type sistemaOperativo struct{}

func (sistemaOperativo) Esegui(ctx context.Context, ingresso []byte, programma string, argomenti ...string) (uscita, lamento string, err error) {
	dove, err := exec.LookPath(programma)
	if err != nil {
		return "", "", errors.Join(ErrAssente, err)
	}
	var fuori, errori strings.Builder
	c := exec.CommandContext(ctx, dove, argomenti...) //nolint:gosec // lp, lpstat and lpoptions only; nothing of it is read by a shell
	// Their answers are read, hence in English. On macOS they look at the user's
	// own language unless SOFTWARE is set.
	c.Env = append(os.Environ(), "LC_ALL=C.UTF-8", "LANG=en_US.UTF-8", "SOFTWARE=")
	c.Stdin, c.Stdout, c.Stderr = bytes.NewReader(ingresso), &fuori, &errori
	c.WaitDelay = time.Second // a child that keeps the pipe does not keep us
	err = c.Run()
	return fuori.String(), errori.String(), err
}
