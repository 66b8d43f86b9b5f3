package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/esenpat/esenpat-desktop/services/cifra"
)

// Exit codes of every verb.
const (
	esitoFatto         = 0
	esitoNonFatto      = 1
	esitoUsoErrato     = 2
	esitoSenzaFinestra = 3
)

// terminale is where a verb reads and writes.
type terminale struct {
	in       io.Reader
	out, err io.Writer
	argon    cifra.Argon // costs of a passphrase; zero: the product's own
}

// opzioni are the global options, accepted before and after the verb.
type opzioni struct {
	profilo  string // folder of this user's state, "" = the OS's own
	ambiente string // "prova" or the URL of a backend, "" = what the settings say
	ca       string // PEM file of an extra authority
	json     bool
	lingua   string
	log      string
	costi    cifra.Argon // of a passphrase; zero: the product's own
	segreta  string      // file with the passphrase, for where there is no key ring

	ancheInLettura bool // open a profile that cannot be written too
}

func (o *opzioni) registra(fs *flag.FlagSet) {
	fs.StringVar(&o.profilo, "profilo", o.profilo, "cartella con tutto lo stato di questo utente")
	fs.StringVar(&o.ambiente, "ambiente", o.ambiente, "prova, oppure l'indirizzo https del servizio")
	fs.StringVar(&o.ca, "ca", o.ca, "file PEM di un'autorità di certificazione da riconoscere in più")
	fs.BoolVar(&o.json, "json", o.json, "risposte ed errori in JSON")
	fs.StringVar(&o.lingua, "lingua", o.lingua, "it oppure en")
	fs.StringVar(&o.segreta, "passphrase-file", o.segreta, "file con la passphrase delle bozze, dove non c'è un portachiavi")
	fs.StringVar(&o.log, "log", o.log, "dettaglio del registro: debug, info, warn, error")
}

// comando is one call of a verb: its options, its other words, its terminal.
type comando struct {
	opzioni
	terminale
	fs     *flag.FlagSet
	uso    string
	parole []string

	inglese bool // help in English was asked for
}

// scriviUso prints how the verb is called.
func (c *comando) scriviUso(w io.Writer) {
	inglese := c.inglese || c.lingua == "en"
	_, _ = fmt.Fprintf(w, "%sesenpat-desktop %s\n\n", parola(inglese, "uso: "), c.uso)
	scriviOpzioni(w, c.fs, inglese)
}

// perPersona reports whether a person reads the answer: a terminal, and no
// --json. Programs always get JSON from the verbs whose answer is data.
func (c *comando) perPersona() bool {
	f, ok := c.out.(*os.File)
	if !ok || c.json {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

// errUso marks a wrong command line: exit code 2, usage on stderr.
const errUso = uso("uso errato")

type uso string

func (u uso) Error() string { return string(u) }

// leggi parses args, options and other words in any order, and checks how many
// words there are. It prints the usage itself when something is wrong.
func (c *comando) leggi(args []string, minimo, massimo int) error {
	rest := args
	c.inglese = chiestaInglese(args)
	for {
		if err := analizza(c.fs, rest, c.terminale, c.scriviUso); err != nil {
			return err
		}
		rest = c.fs.Args()
		if len(rest) == 0 {
			break
		}
		if n := len(args) - len(rest); n > 0 && args[n-1] == "--" { // all that follows are words
			c.parole = append(c.parole, rest...)
			break
		}
		c.parole = append(c.parole, rest[0])
		rest = rest[1:]
	}
	if len(c.parole) < minimo || (massimo >= 0 && len(c.parole) > massimo) {
		c.fs.Usage()
		return errUso
	}
	if c.lingua != "" && c.lingua != "it" && c.lingua != "en" {
		_, _ = fmt.Fprintf(c.err, "--lingua: %q non è disponibile (it, en)\n", c.lingua)
		return errUso
	}
	return nil
}

// nuovoComando prepares the options of a verb; uso is its one-line synopsis.
func nuovoComando(t terminale, globali opzioni, nome, uso string) *comando {
	c := &comando{opzioni: globali, terminale: t, fs: flag.NewFlagSet(nome, flag.ContinueOnError)}
	c.registra(c.fs)
	c.uso = strings.TrimSpace(uso)
	c.fs.Usage = func() { c.scriviUso(c.err) }
	return c
}
