package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/esenpat/esenpat-desktop/app/catalogo"
	"github.com/esenpat/esenpat-desktop/app/codifica"
	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/sistema"
	archiviocatalogo "github.com/esenpat/esenpat-desktop/services/store/catalogo"
)

func cercaCatalogo(_ context.Context, l *lavoroCatalogo) (any, error) {
	f := catalogo.Filtro{Testo: strings.Join(l.parole, " "), InVigore: l.al, Limite: max(l.o.limite, 0)}
	if l.cod != "" {
		f.Codifiche = []esenpat.Codifica{l.cod}
	}
	return l.cat.RispondiCerca(f), nil
}

func spiegaCatalogo(_ context.Context, l *lavoroCatalogo) (any, error) {
	return l.cat.Spiega(l.parole[0], l.cod, l.al)
}

func verificaCatalogo(_ context.Context, l *lavoroCatalogo) (any, error) {
	if l.o.codifica == "" {
		return nil, l.usoErrato("verifica")
	}
	ruolo, err := codifica.LeggiRuolo(l.o.ruolo)
	if err != nil {
		return nil, err
	}
	serv := codifica.Servizio(l.o.servizio)
	if serv != "" && serv != codifica.Farmaceutica && serv != codifica.Specialistica {
		return nil, l.usoErrato("verifica")
	}
	return l.cat.Verifica(catalogo.Domanda{Codice: l.parole[0], Codifica: l.cod, Al: l.al, Ruolo: ruolo, Servizio: serv})
}

func traduciCatalogo(_ context.Context, l *lavoroCatalogo) (any, error) {
	if l.o.da == "" || l.o.a == "" {
		return nil, l.usoErrato("traduci")
	}
	da, err := catalogo.LeggiCodifica(l.o.da)
	if err != nil {
		return nil, err
	}
	a, err := catalogo.LeggiCodifica(l.o.a)
	if err != nil {
		return nil, err
	}
	return l.cat.Traduci(l.parole[0], da, a)
}

func gravidanzaCatalogo(_ context.Context, l *lavoroCatalogo) (any, error) {
	var (
		d    catalogo.DomandaGravidanza
		modi int
	)
	scelto := func(dato bool, f codifica.FaseGravidanza) {
		if dato {
			modi++
			d.Fase = f
		}
	}
	settimana := false
	l.c.fs.Visit(func(f *flag.Flag) { settimana = settimana || f.Name == "settimana" })
	scelto(settimana, codifica.Ordinaria)
	scelto(l.o.ultima != "", codifica.Ordinaria)
	scelto(l.o.parto != "", codifica.Ordinaria)
	scelto(l.o.pre, codifica.Preconcezionale)
	scelto(l.o.rischio, codifica.Rischio)
	scelto(l.o.ignota, codifica.SettimanaIgnota)
	conDate := l.o.ultima != "" || l.o.parto != ""
	if modi != 1 || conDate != (l.o.alla != "") {
		return nil, l.usoErrato("gravidanza")
	}
	d.Settimana = l.o.settimana
	var err, errParto, errAlla error
	d.Ultima, err = dataOpzione(l.o.ultima)
	d.Parto, errParto = dataOpzione(l.o.parto)
	d.Al, errAlla = dataOpzione(l.o.alla)
	if err = errors.Join(err, errParto, errAlla); err != nil {
		return nil, err
	}
	return l.cat.Gravidanza(d)
}

func combinaCatalogo(_ context.Context, l *lavoroCatalogo) (any, error) {
	if l.cod == "" {
		return nil, l.usoErrato("combina")
	}
	return l.cat.Combina(l.parole[0], l.parole[1], l.cod)
}

// importaCatalogo brings in an official list: it is read and checked whole, the
// differences are reckoned, and only then it takes the place of the old one.
func importaCatalogo(ctx context.Context, l *lavoroCatalogo) (risposta any, err error) {
	if l.o.tipo == "" {
		return nil, l.usoErrato("importa")
	}
	tipo, err := catalogo.LeggiTipo(l.o.tipo)
	if err != nil {
		return nil, err
	}
	nome := filepath.Base(l.parole[0])
	f, err := os.Open(l.parole[0])
	if err != nil {
		return nil, esenpat.NewError(esenpat.Storage, "catalogo.file", "cmd.importa").With("file", nome).Because(err)
	}
	defer f.Close() //nolint:errcheck // read only
	nuovo, err := catalogo.LeggiImport(f, nome, tipo)
	if err != nil {
		return nil, err
	}
	p, err := sistema.TrovaPercorsi(l.c.profilo, os.Getenv, os.UserHomeDir)
	if err != nil {
		return nil, err
	}
	a, err := archiviocatalogo.Apri(ctx, p.Profilo, time.Now)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, a.Chiudi()) }()
	attuali, err := inUso(ctx, a, tipo)
	if err != nil {
		return nil, err
	}
	diff := nuovo.Confronta(attuali)
	if l.o.soloDifferenze {
		return nuovo.Risposta(diff, false), nil
	}
	if err := a.Salva(ctx, nuovo); err != nil {
		return nil, err
	}
	return nuovo.Risposta(diff, true), nil
}

// inUso returns the entries that an import of this kind would replace: the last
// import, else what the program carries.
func inUso(ctx context.Context, a *archiviocatalogo.Archivio, tipo catalogo.TipoImport) (map[string]string, error) {
	imp, err := a.Importazioni(ctx)
	if err != nil && esenpat.CodeOf(err) != "catalogo.archivio-danneggiato" {
		return nil, err
	}
	for _, i := range imp {
		if i.Tipo == tipo {
			return i.Voci, nil
		}
	}
	if tipo == catalogo.ImportDiagnosi {
		d, errLettura := catalogo.Leggi(fileCatalogo())
		if errLettura != nil {
			return nil, errLettura
		}
		return catalogo.AttualiDiagnosi(d.Diagnosi()), nil
	}
	d, err := catalogo.LeggiCertificabili(fileCatalogo(), false)
	return catalogo.AttualiEsenzioni(d.Esenzioni), err
}

// usoErrato prints how the verb is used.
func (l *lavoroCatalogo) usoErrato(verbo string) error {
	_, _ = fmt.Fprintf(l.c.err, "uso: esenpat-desktop catalogo %s\n", verbiCatalogo()[verbo].uso)
	return errUso
}
