//go:build unix

package stampa

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// fronteRetro is the bit of CUPS's printer-type that says «prints on both sides».
const fronteRetro = 0x10

// Stampanti lists the printers, none where there is none. A read. Errors, all
// Unavailable: "stampa.sistema-assente", "stampa.non-risponde".
func (s *Sistema) Stampanti(ctx context.Context) ([]esenpat.Stampante, error) {
	const op = "stampa.Stampanti"
	var out []esenpat.Stampante
	err := entro(ctx, s.lista, op, esenpat.Unavailable, "stampa.non-risponde", func(ctx context.Context) error {
		if err := s.risponde(ctx, op); err != nil {
			return err
		}
		nomi, err := s.chiedi(ctx, "lpstat", "-e")
		if err != nil {
			return esenpat.NewError(esenpat.Unavailable, "stampa.non-risponde", op).Because(err)
		}
		out = elenca(nomi)
		// What follows embellishes the list: without it the names are enough.
		for _, x := range []struct {
			leggi     func([]esenpat.Stampante, string)
			argomenti []string
		}{
			{predefinita, []string{"-d"}}, {stato, []string{"-l", "-p"}}, {accettazione, []string{"-a"}},
		} {
			if testo, err := s.chiedi(ctx, "lpstat", x.argomenti...); err == nil {
				x.leggi(out, testo)
			}
		}
		return ctx.Err()
	})
	if err != nil {
		return nil, err
	}
	return out, nil
}

// risponde tells whether there is a print system and whether it is alive.
func (s *Sistema) risponde(ctx context.Context, op string) error {
	testo, err := s.chiedi(ctx, "lpstat", "-r")
	switch {
	case errors.Is(err, ErrAssente):
		return esenpat.NewError(esenpat.Unavailable, "stampa.sistema-assente", op).Because(err)
	case err != nil:
		return esenpat.NewError(esenpat.Unavailable, "stampa.non-risponde", op).Because(err)
	case !strings.Contains(testo, "is running"):
		return esenpat.NewError(esenpat.Unavailable, "stampa.non-risponde", op)
	}
	return nil
}

func (s *Sistema) chiedi(ctx context.Context, programma string, argomenti ...string) (string, error) {
	testo, _, err := s.programmi.Esegui(ctx, nil, programma, argomenti...)
	return testo, err
}

// elenca reads «lpstat -e»: one name a line.
func elenca(testo string) []esenpat.Stampante {
	var out []esenpat.Stampante
	for nome := range strings.FieldsSeq(testo) {
		out = append(out, esenpat.Stampante{Nome: nome})
	}
	return out
}

// predefinita reads «lpstat -d»: «system default destination: NAME».
func predefinita(s []esenpat.Stampante, testo string) {
	_, nome, _ := strings.Cut(testo, ": ")
	for i := range s {
		s[i].Predefinita = s[i].Nome == strings.TrimSpace(nome)
	}
}

// stato reads «lpstat -l -p»: a line «printer NAME is idle. …» or «printer NAME
// disabled since …», and under it «Description: …».
func stato(s []esenpat.Stampante, testo string) {
	nome := ""
	for riga := range strings.Lines(testo) {
		if p := strings.Fields(riga); len(p) > 2 && p[0] == "printer" && !strings.HasPrefix(riga, "\t") {
			nome = p[1]
			ciascuna(s, nome, func(x *esenpat.Stampante) { x.Ferma = p[2] == "disabled" })
			continue
		}
		if d, ok := strings.CutPrefix(strings.TrimSpace(riga), "Description: "); ok {
			ciascuna(s, nome, func(x *esenpat.Stampante) { x.Descrizione = d })
		}
	}
}

// accettazione reads «lpstat -a»: «NAME accepting requests since …» or «NAME not
// accepting requests since …».
func accettazione(s []esenpat.Stampante, testo string) {
	for riga := range strings.Lines(testo) {
		if p := strings.Fields(riga); len(p) > 2 && p[1] == "not" && p[2] == "accepting" {
			ciascuna(s, p[0], func(x *esenpat.Stampante) { x.Rifiuta = true })
		}
	}
}

// ciascuna finds a printer and the presets that the user has made of it, which
// are called NAME/PRESET.
func ciascuna(s []esenpat.Stampante, nome string, fai func(*esenpat.Stampante)) {
	for i := range s {
		if base, _, _ := strings.Cut(s[i].Nome, "/"); base == nome {
			fai(&s[i])
		}
	}
}

// FronteRetro tells whether a printer says that it prints on both sides. A
// read. Errors as those of Stampanti.
func (s *Sistema) FronteRetro(ctx context.Context, nome string) (bool, error) {
	const op = "stampa.FronteRetro"
	puo := false
	err := entro(ctx, s.lista, op, esenpat.Unavailable, "stampa.non-risponde", func(ctx context.Context) error {
		testo, err := s.chiedi(ctx, "lpoptions", "-p", nome)
		if err != nil {
			return esenpat.NewError(esenpat.Unavailable, "stampa.non-risponde", op).Because(err)
		}
		for parola := range strings.FieldsSeq(testo) {
			if v, ok := strings.CutPrefix(parola, "printer-type="); ok {
				tipo, err := strconv.ParseUint(v, 10, 64)
				puo = err == nil && tipo&fronteRetro != 0
			}
		}
		return nil
	})
	return puo, err
}

// Stampa hands a document to a printer, once: nothing is tried again. Errors:
// "stampa.sistema-assente", "stampa.non-risponde", "stampa.non-riuscita"
// (Unavailable), "stampa.stampante-assente" (NotFound), and
// "stampa.senza-risposta" (Uncertain): it may be in the queue.
func (s *Sistema) Stampa(ctx context.Context, pdf []byte, o esenpat.OpzioniStampa) error {
	const op = "stampa.Stampa"
	return entro(ctx, s.invio, op, esenpat.Uncertain, "stampa.senza-risposta", func(ctx context.Context) error {
		lati := "one-sided"
		if o.FronteRetro {
			lati = "two-sided-long-edge"
		}
		_, lamento, err := s.programmi.Esegui(ctx, pdf, "lp", "-d", o.Stampante, "-n", strconv.Itoa(o.Copie), "-t", titolo,
			"-o", "media=A4", "-o", "sides="+lati, "-o", "collate=true", "--", "-")
		if err == nil || ctx.Err() != nil {
			return err
		}
		return s.rifiuto(ctx, op, o.Stampante, lamento, err)
	})
}

// rifiuto says why lp did not take a document. It calls a printer missing also
// when nobody answers, so that is asked first.
func (s *Sistema) rifiuto(ctx context.Context, op, nome, lamento string, err error) error {
	if errors.Is(err, ErrAssente) {
		return esenpat.NewError(esenpat.Unavailable, "stampa.sistema-assente", op).Because(err)
	}
	if morto := s.risponde(ctx, op); morto != nil {
		return morto
	}
	err = errors.Join(err, errors.New(strings.TrimSpace(lamento)))
	if strings.Contains(lamento, "does not exist") {
		return esenpat.NewError(esenpat.NotFound, "stampa.stampante-assente", op).With("stampante", nome).Because(err)
	}
	return esenpat.NewError(esenpat.Unavailable, "stampa.non-riuscita", op).With("stampante", nome).Because(err)
}
