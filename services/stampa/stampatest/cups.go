//go:build linux

// Package stampatest starts a print system of its own for tests: the real CUPS,
// with its own folders and socket, whose printers hand over what arrives.
package stampatest

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// limite is how long a test waits for a sheet before it fails.
const limite = 30 * time.Second

// Stampante is a printer of the test's print system.
type Stampante struct {
	Nome, Descrizione           string
	Predefinita, Ferma, Rifiuta bool
	FronteRetro                 bool
}

// Lavoro is what arrived at a printer.
type Lavoro struct {
	Stampante, Titolo, Copie string
	Opzioni                  map[string]string
	PDF                      []byte
}

// Cups is a running print system. Programs find it by CUPS_SERVER, which Avvia
// sets for the test.
type Cups struct {
	dir   string
	carta string // a pipe: what a printer prints
}

// Avvia starts CUPS with these printers and stops it when the test ends.
func Avvia(tb testing.TB, stampanti ...Stampante) *Cups {
	tb.Helper()
	c := &Cups{dir: tb.TempDir()}
	c.carta = c.file("carta")
	c.prepara(tb, stampanti)
	demone := exec.CommandContext(tb.Context(), "/usr/sbin/cupsd", "-f", "-c", c.file("etc/cupsd.conf"), "-s", c.file("etc/cups-files.conf")) //nolint:gosec // files of this test
	registro, err := demone.StderrPipe()
	if err == nil {
		err = demone.Start()
	}
	if err != nil {
		tb.Fatalf("%v: the packages cups-daemon and cups-client are needed (.ci/pacchetti test)", err)
	}
	fine := make(chan struct{})
	pronto := make(chan struct{})
	go func() {
		defer close(fine)
		for r := bufio.NewScanner(registro); r.Scan(); {
			if strings.Contains(r.Text(), "Resuming new connection processing") {
				close(pronto)
			}
		}
	}()
	tb.Cleanup(func() {
		_ = demone.Process.Signal(os.Interrupt)
		<-fine
		_ = demone.Wait()
	})
	select {
	case <-pronto:
	case <-fine:
		tb.Fatal("CUPS has stopped at once")
	case <-time.After(limite):
		tb.Fatal("CUPS does not start")
	}
	if t, ok := tb.(interface{ Setenv(key, value string) }); ok {
		t.Setenv("CUPS_SERVER", c.Indirizzo())
		t.Setenv("HOME", c.dir) // the user's own default printer does not count
		for _, k := range []string{"LPDEST", "PRINTER"} {
			t.Setenv(k, "") // put back when the test ends
			esegui(tb, os.Unsetenv(k))
		}
	}
	return c
}

// Indirizzo is where the print system listens.
func (c *Cups) Indirizzo() string { return c.file("s") }

// Attendi returns the next document that a printer prints.
func (c *Cups) Attendi(tb testing.TB) Lavoro {
	tb.Helper()
	type letto struct {
		b   []byte
		err error
	}
	arriva := make(chan letto, 1)
	go func() {
		f, err := os.Open(c.carta) // waits for the printer
		if err != nil {
			arriva <- letto{nil, err}
			return
		}
		b, err := io.ReadAll(f)
		_ = f.Close()
		arriva <- letto{b, err}
	}()
	select {
	case l := <-arriva:
		if l.err != nil {
			tb.Fatal(l.err)
		}
		return lavoro(l.b)
	case <-time.After(limite):
		tb.Fatal("nothing was printed")
	}
	return Lavoro{}
}

// lavoro reads what the backend wrote: four lines, then the document.
func lavoro(b []byte) Lavoro {
	p := bytes.SplitN(b, []byte("\n"), 5)
	if len(p) < 5 {
		return Lavoro{}
	}
	l := Lavoro{Stampante: string(p[0]), Titolo: string(p[1]), Copie: string(p[2]), Opzioni: map[string]string{}, PDF: p[4]}
	for o := range strings.FieldsSeq(string(p[3])) {
		k, v, _ := strings.Cut(o, "=")
		l.Opzioni[k] = v
	}
	return l
}

func (c *Cups) file(nome string) string { return filepath.Join(c.dir, nome) }

func (c *Cups) prepara(tb testing.TB, stampanti []Stampante) {
	tb.Helper()
	for _, d := range []string{"etc/ppd", "spool", "cache", "stato", "tmp", "bin/backend", "bin/daemon"} {
		esegui(tb, os.MkdirAll(c.file(d), 0o700))
	}
	esegui(tb, os.Symlink("/usr/lib/cups/daemon/cups-exec", c.file("bin/daemon/cups-exec")))
	esegui(tb, os.WriteFile(c.file("bin/backend/carta"), []byte(backend), 0o700)) //nolint:gosec // a program: run by who runs cupsd
	esegui(tb, syscall.Mkfifo(c.carta, 0o600))
	esegui(tb, os.WriteFile(c.file("etc/cupsd.conf"), []byte(strings.ReplaceAll(configurazione, "DIR", c.dir)), 0o600))
	esegui(tb, os.WriteFile(c.file("etc/cups-files.conf"), []byte(strings.ReplaceAll(cartelle, "DIR", c.dir)), 0o600))
	var code strings.Builder
	for _, s := range stampanti {
		c.coda(tb, &code, s)
	}
	esegui(tb, os.WriteFile(c.file("etc/printers.conf"), []byte(code.String()), 0o600))
}

func (c *Cups) coda(tb testing.TB, w io.Writer, s Stampante) {
	tb.Helper()
	tipo, stato, accetta, duplex := "Printer", "Idle", "Yes", ""
	if s.Predefinita {
		tipo = "DefaultPrinter"
	}
	if s.Ferma {
		stato = "Stopped"
	}
	if s.Rifiuta {
		accetta = "No"
	}
	if s.FronteRetro {
		duplex = ppdDuplex
	}
	_, err := fmt.Fprintf(w, "<%s %s>\nInfo %s\nDeviceURI carta:%s\nState %s\nAccepting %s\n</%s>\n",
		tipo, s.Nome, s.Descrizione, c.carta, stato, accetta, tipo)
	esegui(tb, err)
	esegui(tb, os.WriteFile(c.file("etc/ppd/"+s.Nome+".ppd"), []byte(ppd+duplex), 0o600))
}

func esegui(tb testing.TB, err error) {
	tb.Helper()
	if err != nil {
		tb.Fatal(err)
	}
}
