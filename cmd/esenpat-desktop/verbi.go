package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
)

// verbo is one word of the command line.
type verbo struct {
	nome, uso, dice string
	esegui          func(ctx context.Context, c *comando, args []string) (int, error)
}

// verbi lists the command line of the product; the window is the empty verb.
func verbi() []verbo {
	return []verbo{
		{"prova", "prova --out DIR [--schermate]", "il lavoro principale, dall'inizio alla fine, su un ambiente di prova nuovo", eseguiProva},
		{"ambiente", "ambiente [--indirizzo HOST:PORTA] [--dati DIR] [--azzera] [--radice OID]", "l'ambiente di prova come servizio a sé", eseguiAmbiente},
		{"catalogo", "catalogo cerca|spiega|verifica|traduci|gravidanza|combina|importa …", "i codici di esenzione", eseguiCatalogo},
		{"anteprima", "anteprima BOZZA.json|- --pdf FILE [--cda FILE] [--png FILE] [--radice OID]", "disegna una bozza come nella finestra, senza rete", eseguiAnteprima},
		{"verifica", "verifica FILE.pdf…", "verifica i certificati firmati, senza rete e senza accesso", eseguiVerifica},
		{"bozze", "bozze importa FILE.ndjson|- · elenca · mostra ID · elimina ID", "le bozze di questo profilo", eseguiBozze},
		{"apri", "apri INDIRIZZO | --contesto GETTONE | --da FILE|-", "apre il programma sull'assistito di una cartella clinica", eseguiApri},
		{"diagnostica", "diagnostica [--zip FILE]", "versioni, OpenGL, portachiavi, archivio e connessione, senza dati di assistiti", eseguiDiagnostica},
		{"versione", "versione", "versione, commit, licenza", eseguiVersione},
	}
}

// run is the whole program: it returns the exit code.
func run(ctx context.Context, args []string, t terminale) int {
	globali := opzioni{costi: t.argon}
	fs := flag.NewFlagSet("esenpat-desktop", flag.ContinueOnError)
	globali.registra(fs)
	inglese := chiestaInglese(args)
	aiuto := func(w io.Writer) { scriviUso(w, fs, inglese) }
	if err := analizza(fs, args, t, aiuto); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			return esitoFatto
		}
		return esitoUsoErrato
	}
	if fs.NArg() == 0 {
		return apriFinestra(ctx, &comando{opzioni: globali, terminale: t, fs: fs})
	}
	nome, args := fs.Arg(0), fs.Args()[1:]
	if chiamata(nome) {
		nome, args = "apri", fs.Args()
	}
	for _, v := range verbi() {
		if v.nome == nome {
			return concludi(ctx, nuovoComando(t, globali, v.nome, v.uso), v, args)
		}
	}
	_, _ = fmt.Fprintf(t.err, "esenpat-desktop: %q non è un comando\n\n", fs.Arg(0))
	scriviUso(t.err, fs, inglese)
	return esitoUsoErrato
}

func concludi(ctx context.Context, c *comando, v verbo, args []string) int {
	code, err := v.esegui(ctx, c, args)
	switch {
	case err == nil:
		return code
	case errors.Is(err, flag.ErrHelp):
		return esitoFatto
	case errors.Is(err, errUso):
		return esitoUsoErrato
	}
	scriviErrore(c, err)
	return esitoNonFatto
}

func scriviUso(w io.Writer, fs *flag.FlagSet, inglese bool) {
	_, _ = fmt.Fprintf(w, "%sesenpat-desktop %s\n\n%s\n", parola(inglese, "uso: "), parola(inglese, "[opzioni] [comando]"),
		parola(inglese, "Senza comando apre la finestra. Comandi:"))
	for _, v := range verbi() {
		_, _ = fmt.Fprintf(w, "  %-12s %s\n", v.nome, parola(inglese, v.dice))
	}
	_, _ = fmt.Fprintf(w, "\n%s\n", parola(inglese, "Opzioni:"))
	scriviOpzioni(w, fs, inglese)
}
