package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/esenpat/esenpat-desktop/app/catalogo"
	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/testi"
	"github.com/esenpat/esenpat-desktop/assets"
	"github.com/esenpat/esenpat-desktop/services/sistema"
	archiviocatalogo "github.com/esenpat/esenpat-desktop/services/store/catalogo"
)

// opzioniCatalogo are the options of all `catalogo` verbs; each verb admits
// some of them.
type opzioniCatalogo struct {
	codifica, data, da, a, ruolo, servizio, tipo string
	ultima, alla, parto                          string
	limite, settimana                            int
	pre, rischio, ignota, soloDifferenze         bool
}

func (o *opzioniCatalogo) registra(f *flag.FlagSet) {
	f.StringVar(&o.codifica, "codifica", "", "nazionale, dm329, veneto, sicilia (icd9cm per cerca e spiega)")
	f.StringVar(&o.data, "data", "", "giorno di riferimento, AAAA-MM-GG")
	f.StringVar(&o.da, "da", "", "codifica di partenza")
	f.StringVar(&o.a, "a", "", "codifica di arrivo")
	f.StringVar(&o.ruolo, "ruolo", "", "chi inserisce il codice (mmg, specialista, …)")
	f.StringVar(&o.servizio, "servizio", "", "farmaceutica oppure specialistica")
	f.StringVar(&o.tipo, "tipo", "", "diagnosi oppure esenzioni")
	f.IntVar(&o.limite, "limite", 50, "numero massimo di risultati, 0 per tutti")
	f.IntVar(&o.settimana, "settimana", 0, "settimana di gravidanza, da 1 a 41")
	f.StringVar(&o.ultima, "ultima-mestruazione", "", "primo giorno dell'ultima mestruazione")
	f.StringVar(&o.parto, "data-parto", "", "data presunta del parto")
	f.StringVar(&o.alla, "alla-data", "", "giorno della prescrizione")
	f.BoolVar(&o.pre, "preconcezionale", false, "epoca preconcezionale")
	f.BoolVar(&o.rischio, "rischio", false, "gravidanza a rischio")
	f.BoolVar(&o.ignota, "settimana-ignota", false, "settimana non quantificabile")
	f.BoolVar(&o.soloDifferenze, "solo-differenze", false, "mostra che cosa cambierebbe, senza applicarlo")
}

// verboCatalogo is one of the verbs below `catalogo`.
type verboCatalogo struct {
	uso     string
	parole  int
	ammesse []string // options beside the global ones
	esegui  func(ctx context.Context, v *lavoroCatalogo) (any, error)
}

// lavoroCatalogo is what a verb works with.
type lavoroCatalogo struct {
	c      *comando
	o      opzioniCatalogo
	parole []string
	al     esenpat.Data
	cod    esenpat.Codifica
	cat    *catalogo.Catalogo
}

func verbiCatalogo() map[string]verboCatalogo {
	return map[string]verboCatalogo{
		"cerca":    {"cerca TESTO [--codifica C] [--data D] [--limite N]", 1, []string{"codifica", "data", "limite"}, cercaCatalogo},
		"spiega":   {"spiega CODICE [--codifica C] [--data D]", 1, []string{"codifica", "data"}, spiegaCatalogo},
		"verifica": {"verifica CODICE --codifica C [--data D] [--ruolo R] [--servizio S]", 1, []string{"codifica", "data", "ruolo", "servizio"}, verificaCatalogo},
		"traduci":  {"traduci CODICE --da C --a C", 1, []string{"da", "a"}, traduciCatalogo},
		"gravidanza": {
			"gravidanza --settimana N | --ultima-mestruazione D --alla-data D | --data-parto D --alla-data D | --preconcezionale | --rischio | --settimana-ignota", 0,
			[]string{"settimana", "ultima-mestruazione", "data-parto", "alla-data", "preconcezionale", "rischio", "settimana-ignota"},
			gravidanzaCatalogo,
		},
		"combina": {"combina CODICE CODICE --codifica veneto", 2, []string{"codifica"}, combinaCatalogo},
		"importa": {"importa FILE.csv --tipo diagnosi|esenzioni [--solo-differenze]", 1, []string{"tipo", "solo-differenze"}, importaCatalogo},
	}
}

// eseguiCatalogo runs `catalogo VERBO …`: the answers are the JSON of the
// command line contract, one object on stdout.
func eseguiCatalogo(ctx context.Context, c *comando, args []string) (int, error) {
	var o opzioniCatalogo
	o.registra(c.fs)
	if err := c.leggi(args, 1, -1); err != nil {
		return 0, err
	}
	v, ok := verbiCatalogo()[c.parole[0]]
	if !ok || !ammesse(c, v) || (v.parole > 0 && len(c.parole) < 1+v.parole) || (c.parole[0] != "cerca" && len(c.parole) > 1+v.parole) {
		c.fs.Usage()
		return 0, errUso
	}
	l := &lavoroCatalogo{c: c, o: o, parole: c.parole[1:]}
	if err := l.prepara(ctx); err != nil {
		return 0, err
	}
	risposta, err := v.esegui(ctx, l)
	if err != nil {
		return 0, err
	}
	return esitoFatto, scriviJSON(c, risposta)
}

// ammesse reports whether only options of the verb were given.
func ammesse(c *comando, v verboCatalogo) bool {
	globali := flag.NewFlagSet("", flag.ContinueOnError)
	(&opzioni{}).registra(globali)
	ok := true
	c.fs.Visit(func(f *flag.Flag) {
		if globali.Lookup(f.Name) == nil && !slices.Contains(v.ammesse, f.Name) {
			ok = false
			_, _ = fmt.Fprintf(c.err, "--%s non vale per questo comando\nuso: esenpat-desktop catalogo %s\n", f.Name, v.uso)
		}
	})
	return ok
}

// prepara reads the options, the codings carried by the program and, if this
// profile has any, the imported lists.
func (l *lavoroCatalogo) prepara(ctx context.Context) (err error) {
	if l.cod, err = catalogo.LeggiCodifica(l.o.codifica); err != nil {
		return err
	}
	if l.al, err = dataOpzione(l.o.data); err != nil {
		return err
	}
	t, err := caricaTesti(l.c.lingua)
	if err != nil {
		return esenpat.NewError(esenpat.Internal, "errore.imprevisto", "cmd.catalogo").Because(err)
	}
	d, err := catalogo.Leggi(fileCatalogo())
	if err != nil {
		return err
	}
	l.cat = catalogo.New(d, t, func() esenpat.Data { return esenpat.DataDi(time.Now()) })
	return l.importati(ctx, t)
}

// fileCatalogo is the folder of the catalogues inside the binary.
func fileCatalogo() fs.FS {
	f, err := fs.Sub(assets.Catalogo, "catalogo")
	if err != nil {
		return assets.Catalogo // cannot be: the name is a constant
	}
	return f
}

// importati adds the diagnoses imported in this profile. A search never makes
// a database, and answers from the codings in the binary when what was imported
// cannot be read: a warning on stderr says so.
func (l *lavoroCatalogo) importati(ctx context.Context, t *testi.Catalogo) error {
	err := l.leggiImportati(ctx)
	if err == nil || errors.Is(err, context.Canceled) {
		return err
	}
	if esenpat.CodeOf(err) != "catalogo.archivio-danneggiato" {
		err = esenpat.NewError(esenpat.Storage, "catalogo.archivio-illeggibile", "cmd.importati").Because(err)
	}
	e := erroreDi(t, err)
	_, _ = fmt.Fprintf(l.c.err, "%s %s %s\n", e.Titolo, e.Causa, e.Rimedio)
	return nil
}

func (l *lavoroCatalogo) leggiImportati(ctx context.Context) error {
	p, err := sistema.TrovaPercorsi(l.c.profilo, os.Getenv, os.UserHomeDir)
	if err != nil {
		return nil //nolint:nilerr // without a profile there is nothing imported, and the codings are in the binary
	}
	if _, err = os.Stat(filepath.Join(p.Profilo, archiviocatalogo.NomeFile)); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	a, err := archiviocatalogo.Apri(ctx, p.Profilo, time.Now)
	if err != nil {
		return err
	}
	imp, err := a.Importazioni(ctx)
	if err == nil {
		err = a.Danno()
	}
	if err = errors.Join(err, a.Chiudi()); err != nil {
		return err
	}
	for _, i := range imp {
		if i.Tipo == catalogo.ImportDiagnosi {
			l.cat.AggiornaDiagnosi(i.Diagnosi)
		}
	}
	return nil
}

func dataOpzione(s string) (esenpat.Data, error) {
	if s == "" {
		return esenpat.Data{}, nil
	}
	d, err := esenpat.ParseData(s)
	if err != nil {
		return d, esenpat.NewError(esenpat.Invalid, "catalogo.data", "cmd.dataOpzione").At("data").With("valore", s).Because(err)
	}
	return d, nil
}
