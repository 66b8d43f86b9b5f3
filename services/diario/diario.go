// Package diario writes the program's log: JSON lines in a few rotating files
// of the profile, without anything of a patient or of a credential. Types
// redact themselves (esenpat.Secret, CodiceFiscale, …); this package is the
// last line behind them, for the text that somebody put together by hand.
package diario

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"runtime/debug"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

const (
	nomeLog     = "esenpat.log"
	nomeArresto = "arresto.grezzo"
	// maxFile and quanti keep the log within 10 MB (SE-21).
	maxFile = 2 << 20
	quanti  = 5
)

// Opzioni open a [Diario].
type Opzioni struct {
	Dir     string // made with 0700
	Livello slog.Leveler
	Extra   []slog.Attr // version, commit: on every line
	MaxFile int         // bytes of one file, 0 for 2 MB
}

// Diario is the log of one process.
type Diario struct {
	file   *rotante
	logger *slog.Logger
	crash  *os.File
	dir    string
}

// Apri opens the log and directs the runtime's crash report next to it. The
// error is "diario.non-scrivibile" (Storage): the program then works without a
// log, see [Muto].
func Apri(o Opzioni) (*Diario, error) {
	if o.MaxFile == 0 {
		o.MaxFile = maxFile
	}
	r, err := apriRotante(o.Dir, o.MaxFile)
	if err != nil {
		return nil, esenpat.NewError(esenpat.Storage, "diario.non-scrivibile", "diario.Apri").Because(err)
	}
	return &Diario{file: r, dir: o.Dir, logger: slog.New(NewHandler(r, o.Livello).WithAttrs(o.Extra))}, nil
}

// Muto returns a logger that writes nothing.
func Muto() *slog.Logger { return slog.New(slog.DiscardHandler) }

// NewHandler returns the redacting JSON handler on any writer; the command line
// uses it on stderr.
func NewHandler(w io.Writer, livello slog.Leveler) slog.Handler {
	g := nuovaGuardia()
	return guardato{slog.NewJSONHandler(w, &slog.HandlerOptions{Level: livello, ReplaceAttr: g.attributo}), g}
}

// Logger returns the logger to hand out.
func (d *Diario) Logger() *slog.Logger { return d.logger }

// RaccogliArresto turns the report of a crash of an earlier run, if there is
// one, into a masked text file and returns its name, "" when there was none.
// Then it makes the runtime write the next crash, if ever, to the same place.
// It is called once at start, by the first instance only.
func (d *Diario) RaccogliArresto(ctx context.Context, nome string) (string, error) {
	grezzo := filepath.Join(d.dir, nomeArresto)
	trovato, err := d.maschera(grezzo, filepath.Join(d.dir, nome))
	if err != nil {
		d.logger.LogAttrs(ctx, slog.LevelWarn, "crash report of an earlier run not readable", slog.Any("err", err))
	}
	f, err := os.OpenFile(grezzo, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return trovato, esenpat.NewError(esenpat.Storage, "diario.non-scrivibile", "diario.RaccogliArresto").Because(err)
	}
	if err := debug.SetCrashOutput(f, debug.CrashOptions{}); err != nil {
		return trovato, errors.Join(esenpat.NewError(esenpat.Storage, "diario.non-scrivibile", "diario.RaccogliArresto").Because(err), f.Close())
	}
	d.crash = f
	return trovato, nil
}

// maschera copies the report without what looks like a person or a code: a
// panic's message is text that nobody redacted.
func (d *Diario) maschera(grezzo, pulito string) (string, error) {
	b, err := os.ReadFile(grezzo)
	if err != nil || len(b) == 0 {
		if errors.Is(err, os.ErrNotExist) {
			return "", nil
		}
		return "", err
	}
	if err := os.WriteFile(pulito, []byte(nuovaGuardia().righe(string(b))), 0o600); err != nil { //nolint:gosec // G703: both names are ours, in the log folder
		return "", err
	}
	return pulito, os.Remove(grezzo)
}

// Chiudi ends the log.
func (d *Diario) Chiudi() error {
	errs := []error{d.file.Close()}
	if d.crash != nil {
		// Without this the runtime would write to a closed file.
		errs = append(errs, debug.SetCrashOutput(nil, debug.CrashOptions{}), d.crash.Close())
		if info, err := os.Stat(d.crash.Name()); err == nil && info.Size() == 0 {
			errs = append(errs, os.Remove(d.crash.Name()))
		}
	}
	return errors.Join(errs...)
}
