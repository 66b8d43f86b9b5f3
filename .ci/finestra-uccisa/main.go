// Finestra-uccisa kills the real program while somebody types (spec 4, FT-01
// and FT-14): the window runs on a virtual screen, xdotool types into the
// wizard, and at a moment that the seed chooses the process gets SIGKILL. After
// each death the draft is read with the program's own verbs, from outside:
//
//   - what `bozze mostra` had answered before the death is still there;
//   - when the label «Salvato alle» had changed, something typed since is there;
//   - what is there is, byte by byte, a beginning of what was typed;
//   - after SIGTERM and after the window's own close button all of it is there;
//   - the database passes integrity_check, and there is one draft, never two;
//   - the next start asks «Recupera», and Enter goes on in the same draft.
//
// Nothing is asserted about how long anything takes; the times are printed.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

const (
	medico    = "anna.ferraris" // of the test environment, as the patient
	password  = "Prova-Ferraris-1"
	pin       = "11223"
	assistito = "RSSLNE68D52L219V"
)

// fine is how a run of the program ends.
type fine int

const (
	aCaso     fine = iota // kill -9 after some keys
	alSalvato             // kill -9 as soon as the label says that something was saved
	conSIGTERM
	colBottone // WM_DELETE_WINDOW
)

func (f fine) String() string {
	return [...]string{"kill -9 a caso", "kill -9 al «Salvato»", "SIGTERM", "chiusura"}[f]
}

func main() {
	bin := flag.String("programma", "build/esenpat-desktop", "the program")
	out := flag.String("out", "", "folder for the profile and for a picture of what went wrong")
	volte := flag.Int("volte", 3, "how many deaths")
	seme := flag.Uint64("seme", 1, "seed of the moments")
	flag.Parse()
	ctx, ferma := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer ferma()
	if err := tutte(ctx, *bin, *out, *volte, *seme); err != nil {
		fmt.Fprintln(os.Stderr, "finestra uccisa:", err)
		ferma()
		os.Exit(1)
	}
}

// conti is what is told at the end.
type conti struct {
	uccisioni, chiusure, letture, confermati int
	piuLungaChiusura                         time.Duration
}

func tutte(ctx context.Context, bin, out string, volte int, seme uint64) (err error) {
	p := &prova{bin: bin, dir: out}
	if err = p.ambiente(ctx); err != nil {
		return err
	}
	defer p.fermaTutto()
	defer func() {
		if err != nil {
			p.foto(filepath.Join(out, "ferma.png"))
		}
	}()
	sorte := rand.New(rand.NewPCG(seme, 1))
	var c conti
	prima := ""
	for i := range volte {
		modo := fine(i % 4)
		if i >= 4 { // the first four deaths are one of each kind, then four of five are kills
			modo = [...]fine{aCaso, alSalvato, aCaso, alSalvato, aCaso, alSalvato, aCaso, alSalvato, conSIGTERM, colBottone}[sorte.IntN(10)]
		}
		if prima, err = p.unaVita(ctx, i, modo, prima, sorte, &c); err != nil {
			return fmt.Errorf("morte %d di %d, %s: %w", i+1, volte, modo, err)
		}
		if (i+1)%10 == 0 {
			fmt.Printf("   %d di %d\n", i+1, volte)
		}
	}
	fmt.Printf("   %d uccisioni e %d chiusure mentre si scrive, %d letture di ciò che era salvato: 0 modifiche confermate perse, 0 archivi danneggiati (%d byte confermati; la chiusura più lunga %d ms)\n",
		c.uccisioni, c.chiusure, c.letture, c.confermati, c.piuLungaChiusura.Milliseconds())
	return nil
}

// unaVita is one run of the program from its start to its death, and the look
// at what it left. It returns the text that is in the draft.
func (p *prova) unaVita(ctx context.Context, giro int, modo fine, prima string, sorte *rand.Rand, c *conti) (string, error) {
	if err := errors.Join(p.avvia(ctx), p.entra(ctx, giro > 0)); err != nil {
		return "", err
	}
	if err := p.vaiAllaPatologia(ctx, giro > 0); err != nil {
		return "", err
	}
	testo := parole(giro, sorte)
	scritto, confermato, err := p.scrivi(ctx, testo, modo, sorte, c)
	if err != nil {
		return "", err
	}
	quanto, err := p.muore(ctx, modo)
	if err != nil {
		return "", err
	}
	resta, err := p.rimasto(ctx)
	if err != nil {
		return "", err
	}
	c.confermati += len(confermato)
	if modo == aCaso || modo == alSalvato {
		c.uccisioni++
	} else {
		c.chiusure++
		c.piuLungaChiusura = max(c.piuLungaChiusura, quanto)
	}
	return resta, giudica(modo, prima, scritto, confermato, resta)
}

// giudica compares what is left with what was typed and what was promised.
func giudica(modo fine, prima, scritto, confermato, resta string) error {
	nuovo := strings.HasPrefix(scritto, resta)
	switch {
	case !nuovo && (resta != prima || confermato != ""):
		return fmt.Errorf("in the draft %q, typed %q, acknowledged %q", resta, scritto, confermato)
	case nuovo && len(resta) < len(confermato):
		return fmt.Errorf("acknowledged edit lost: %d bytes of %d", len(resta), len(confermato))
	case modo == alSalvato && (!nuovo || resta == ""):
		return fmt.Errorf("the label said «Salvato», in the draft is still %q", resta)
	case (modo == conSIGTERM || modo == colBottone) && resta != scritto:
		return fmt.Errorf("closed with %d bytes typed, saved %d", len(scritto), len(resta))
	}
	return nil
}

// parole is a text of which every beginning is different from every other.
func parole(giro int, sorte *rand.Rand) string {
	var b strings.Builder
	fmt.Fprintf(&b, "giro %d:", giro)
	for n := range 12 + sorte.IntN(25) {
		fmt.Fprintf(&b, " %d-%c%d", n, 'a'+rune(sorte.IntN(26)), sorte.IntN(10_000))
		if n%9 == 8 {
			b.WriteByte('\n')
		}
	}
	return b.String() + "."
}

// rimasto reads the only draft of the profile, after checking the database.
func (p *prova) rimasto(ctx context.Context) (string, error) {
	if esito, err := comando(ctx, "sqlite3", "-readonly", filepath.Join(p.profilo(), "archivio.db"), "PRAGMA integrity_check"); err != nil || esito != "ok" {
		return "", fmt.Errorf("integrity_check: %q %w", esito, err)
	}
	if _, err := os.Stat(filepath.Join(p.profilo(), "quarantena")); err == nil {
		return "", errors.New("the database was put in quarantine")
	}
	out, err := comando(ctx, p.bin, "--profilo", p.profilo(), "bozze", "elenca", "--json")
	if err != nil {
		return "", err
	}
	var elenco struct{ Bozze []struct{ ID string } }
	if err = json.Unmarshal([]byte(out), &elenco); err != nil {
		return "", err
	}
	if len(elenco.Bozze) != 1 || (p.bozza != "" && elenco.Bozze[0].ID != p.bozza) {
		return "", fmt.Errorf("not the one draft: %s", out)
	}
	p.bozza = elenco.Bozze[0].ID
	return p.mostra(ctx)
}

// mostra is the text of the draft as the verb tells it.
func (p *prova) mostra(ctx context.Context) (string, error) {
	out, err := comando(ctx, p.bin, "--profilo", p.profilo(), "bozze", "mostra", p.bozza, "--json")
	if err != nil {
		return "", err
	}
	var b struct{ Patologia string }
	err = json.Unmarshal([]byte(out), &b)
	return b.Patologia, err
}
