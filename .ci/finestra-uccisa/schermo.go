package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

// Where things are in the window of 1280 by 720, as import crops them.
const (
	titolo      = "^Esenzioni per patologia$"
	accedi      = "200x24+520+454" // the blue button of the login
	recupera    = "70x20+802+409"  // the blue button of the question about the work that was cut short
	contatore   = "70x20+745+282"  // how many characters the disease has
	etichetta   = "150x18+34+680"  // «Salvato alle 10:42:07»
	tutto       = "1280x720+0+0"
	primoCampo  = "500x5+240+154" // the upper edge of the first field of the step
	patologia   = "500x6+240+302" // and of the field of the disease
	blu         = "0066CC"
	bordo       = "287ED4" // of what has the focus
	pazienza    = 60 * time.Second
	traSguardi  = 60 * time.Millisecond
	perBlocco   = 6 // keys between two looks
	traTasti    = "12"
	conferme    = 3 // looks that must be alike
	attesaMorte = 30 * time.Second
)

type prova struct {
	bin, dir, url, ca string
	server, finestra  *exec.Cmd
	finita            chan error // the window's process ended
	win               string
	bozza             string
}

func (p *prova) profilo() string { return filepath.Join(p.dir, "profilo") }

// comando runs a program that must answer soon: a screen that hangs must not
// hold the whole run.
func comando(ctx context.Context, nome string, args ...string) (string, error) {
	ctx, basta := context.WithTimeout(ctx, pazienza)
	defer basta()
	c := exec.CommandContext(ctx, nome, args...)
	var e bytes.Buffer
	c.Stderr = &e
	out, err := c.Output()
	if err != nil {
		return "", fmt.Errorf("%s: %w %s", filepath.Base(nome), err, e.String())
	}
	return strings.TrimSpace(string(out)), nil
}

// ambiente starts the test environment, which lives on while the window dies.
func (p *prova) ambiente(ctx context.Context) error {
	p.server = exec.CommandContext(ctx, p.bin, "--profilo", filepath.Join(p.dir, "del-servizio"), "ambiente", "--indirizzo", "127.0.0.1:0", "--dati", filepath.Join(p.dir, "ambiente"))
	uscita, err := p.server.StdoutPipe()
	if err != nil {
		return err
	}
	if err = p.server.Start(); err != nil {
		return err
	}
	riga, err := bufio.NewReader(uscita).ReadBytes('\n')
	if err != nil {
		return err
	}
	var detto struct{ URL, CA string }
	err = json.Unmarshal(riga, &detto)
	p.url, p.ca = detto.URL, detto.CA
	return err
}

func (p *prova) fermaTutto() {
	for _, c := range []*exec.Cmd{p.finestra, p.server} {
		if c != nil && c.Process != nil {
			_ = c.Process.Kill()
		}
	}
}

func tasti(ctx context.Context, quali ...string) error {
	_, err := comando(ctx, "xdotool", append([]string{"key", "--clearmodifiers"}, quali...)...)
	return err
}

// batti types a text. A new line is a key of its own: xdotool type loses it.
func batti(ctx context.Context, testo string) error {
	for i, riga := range strings.Split(testo, "\n") {
		if i > 0 {
			if err := tasti(ctx, "Return"); err != nil {
				return err
			}
		}
		if riga == "" {
			continue
		}
		if _, err := comando(ctx, "xdotool", "type", "--delay", traTasti, "--", riga); err != nil {
			return err
		}
	}
	return nil
}

func (p *prova) avvia(ctx context.Context) error {
	p.finestra = exec.CommandContext(ctx, p.bin, "--profilo", p.profilo(), "--ambiente", p.url, "--ca", p.ca)
	registro, err := os.OpenFile(filepath.Join(p.dir, "finestra.txt"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	defer registro.Close()
	p.finestra.Stderr = registro
	if err = p.finestra.Start(); err != nil {
		return err
	}
	p.finita = make(chan error, 1)
	go func(c *exec.Cmd, f chan<- error) { f <- c.Wait() }(p.finestra, p.finita)
	err = finche(ctx, "la finestra", func() bool {
		out, _ := comando(ctx, "xdotool", "search", "--onlyvisible", "--name", titolo)
		p.win, _, _ = strings.Cut(out, "\n")
		return p.win != ""
	})
	if err != nil {
		return err
	}
	err = finche(ctx, "l'accesso", func() bool { return p.hanno(ctx, accedi, blu) })
	_, focus := comando(ctx, "xdotool", "windowfocus", p.win)
	return errors.Join(err, focus)
}

// entra logs in; a start after a death must ask about the work that was cut short.
func (p *prova) entra(ctx context.Context, ripresa bool) error {
	if err := errors.Join(batti(ctx, medico), tasti(ctx, "Tab"), batti(ctx, password), tasti(ctx, "Tab"), batti(ctx, pin), tasti(ctx, "Return")); err != nil {
		return err
	}
	if err := finche(ctx, "l'ingresso", func() bool { return !p.hanno(ctx, accedi, blu) }); err != nil {
		return err
	}
	if !ripresa {
		return p.ferma(ctx, "gli elenchi", tutto, "")
	}
	return finche(ctx, "la domanda «Recupera»", func() bool { return p.hanno(ctx, recupera, blu) })
}

// vaiAllaPatologia opens the draft at the field where the test types: by
// «Recupera», or the first time with a new certificate.
func (p *prova) vaiAllaPatologia(ctx context.Context, ripresa bool) error {
	passi := []string{"ctrl+n", "", "Return", "Return", "Return"}
	if ripresa {
		passi = []string{"Return"}
	}
	for i, t := range passi {
		prima := p.vista(ctx, tutto)
		var err error
		if t == "" {
			err = batti(ctx, assistito)
		} else {
			err = tasti(ctx, t)
		}
		if err = errors.Join(err, p.ferma(ctx, fmt.Sprint("il passo ", i+1, " verso la patologia"), tutto, prima)); err != nil {
			return err
		}
	}
	if err := finche(ctx, "la scritta «Salvato alle»", func() bool { return strings.Trim(p.vista(ctx, etichetta), "\xff") != "" }); err != nil {
		return err
	}
	if p.bozza == "" {
		if _, err := p.rimasto(ctx); err != nil {
			return err
		}
	}
	if err := finche(ctx, "il fuoco sul primo campo", func() bool { return p.hanno(ctx, primoCampo, bordo) }); err != nil {
		return err
	}
	if err := tasti(ctx, "Tab", "Tab"); err != nil {
		return err
	}
	if err := finche(ctx, "il fuoco sulla patologia", func() bool { return p.hanno(ctx, patologia, bordo) }); err != nil {
		return err
	}
	return tasti(ctx, "ctrl+a")
}

// scrivi types until the moment of the death, which it leaves to muore. It
// returns what was typed and what was known as saved by then.
func (p *prova) scrivi(ctx context.Context, testo string, modo fine, sorte *rand.Rand, c *conti) (scritto, confermato string, err error) {
	prima := p.vista(ctx, etichetta)
	fino := len(testo)
	switch modo {
	case aCaso:
		fino = 1 + sorte.IntN(len(testo))
	case conSIGTERM, colBottone:
		fino-- // the last key comes after all others have arrived
	case alSalvato:
	}
	guarda := 1 + sorte.IntN(6) // every so many blocks somebody else reads the draft
	for n := 1; len(scritto) < fino; n++ {
		blocco := testo[len(scritto):min(len(scritto)+perBlocco, fino)]
		scritto += blocco
		if err = batti(ctx, blocco); err != nil {
			return "", "", err
		}
		if modo == alSalvato && p.vista(ctx, etichetta) != prima {
			return scritto, confermato, nil
		}
		if n%guarda == 0 {
			letto, err := p.mostra(ctx)
			if err != nil {
				return "", "", err
			}
			c.letture++
			if strings.HasPrefix(testo, letto) { // else the text of the life before
				confermato = letto
			}
		}
	}
	switch modo {
	case alSalvato:
		err = finche(ctx, "un nuovo «Salvato alle»", func() bool { return p.vista(ctx, etichetta) != prima })
	case conSIGTERM, colBottone:
		scritto = testo
		err = p.ultimoTasto(ctx, testo, c)
	case aCaso:
		time.Sleep(time.Duration(sorte.IntN(1500)) * time.Millisecond) // the moment of the death, between two autosaves
	}
	return scritto, confermato, err
}

// ultimoTasto types the last key, once the others are known to be in the draft,
// and waits until the counter of the field has seen it.
func (p *prova) ultimoTasto(ctx context.Context, testo string, c *conti) error {
	err := finche(ctx, "il salvataggio di ciò che è scritto", func() bool {
		c.letture++
		letto, err := p.mostra(ctx)
		return err == nil && letto == testo[:len(testo)-1]
	})
	prima := p.vista(ctx, contatore)
	if err = errors.Join(err, batti(ctx, testo[len(testo)-1:])); err != nil {
		return err
	}
	return finche(ctx, "l'ultimo tasto", func() bool { return p.vista(ctx, contatore) != prima })
}

// muore ends the program and returns how long it took.
func (p *prova) muore(ctx context.Context, modo fine) (time.Duration, error) {
	da := time.Now()
	var err error
	switch modo {
	case conSIGTERM:
		err = p.finestra.Process.Signal(syscall.SIGTERM)
	case colBottone:
		err = p.chiudi(ctx)
	case aCaso, alSalvato:
		err = p.finestra.Process.Kill()
	}
	if err != nil {
		return 0, err
	}
	select {
	case <-p.finita:
		return time.Since(da), nil
	case <-time.After(attesaMorte):
		return 0, errors.New("the program does not end")
	}
}
