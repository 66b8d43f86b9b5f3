package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"strings"
)

// analizza reads options as the flag package does, but speaks Italian: help
// that was asked for is an answer and goes to stdout, a wrong option is one
// line on stderr and the usage after it. It returns flag.ErrHelp or errUso.
func analizza(fs *flag.FlagSet, args []string, t terminale, aiuto func(io.Writer)) error {
	usage := fs.Usage
	defer func() { fs.Usage = usage }()
	fs.SetOutput(io.Discard)
	fs.Usage = func() {}
	err := fs.Parse(args)
	switch {
	case err == nil:
		return nil
	case errors.Is(err, flag.ErrHelp):
		aiuto(t.out)
		return flag.ErrHelp
	}
	_, _ = fmt.Fprintf(t.err, "esenpat-desktop: %s\n\n", motivoUso(err.Error()))
	aiuto(t.err)
	return errUso
}

// motivoUso says in Italian what the flag package says in English; its errors
// have no type to ask.
func motivoUso(s string) string {
	if nome, ok := strings.CutPrefix(s, "flag provided but not defined: "); ok {
		return "l'opzione -" + nome + " non esiste"
	}
	if nome, ok := strings.CutPrefix(s, "flag needs an argument: "); ok {
		return "l'opzione -" + nome + " vuole un valore"
	}
	if strings.HasPrefix(s, "invalid ") {
		valore, resto, _ := strings.Cut(s, " for ")
		valore = valore[strings.LastIndex(valore, " value ")+len(" value "):]
		nome, _, _ := strings.Cut(strings.TrimPrefix(resto, "flag "), ":")
		return "il valore " + valore + " non va bene per l'opzione -" + nome
	}
	return "opzioni non comprensibili (" + s + ")"
}

// scriviOpzioni lists the options of fs with the two dashes they are written with.
func scriviOpzioni(w io.Writer, fs *flag.FlagSet, inglese bool) {
	fs.VisitAll(func(f *flag.Flag) {
		nome := "--" + f.Name
		if b, ok := f.Value.(interface{ IsBoolFlag() bool }); !ok || !b.IsBoolFlag() {
			nome += parola(inglese, " VALORE")
		}
		testo := parola(inglese, f.Usage)
		if f.DefValue != "" && f.DefValue != "false" && f.DefValue != "0" {
			testo += parola(inglese, " (se manca: ") + f.DefValue + ")"
		}
		_, _ = fmt.Fprintf(w, "  %-28s %s\n", nome, testo)
	})
}
