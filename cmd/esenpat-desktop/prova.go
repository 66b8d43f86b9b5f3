package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/sistema"
)

// esitoProva is esito.json: what was done, what exists now, which files. It
// holds numbers and ids, never a name, a fiscal code or a secret.
type esitoProva struct {
	Versione    string        `json:"versione"`
	Commit      string        `json:"commit"`
	Inizio      string        `json:"inizio"`
	Riuscita    bool          `json:"riuscita"`
	Finestra    bool          `json:"finestra"`
	Passi       []passoProva  `json:"passi"`
	Certificati []creatoProva `json:"certificati"`
	Esenzioni   []creatoProva `json:"esenzioni"`
	File        []fileProva   `json:"file"`
}

type passoProva struct {
	Nome         string `json:"nome"`
	Esito        string `json:"esito"`
	Millisecondi int64  `json:"millisecondi"`
	Dettaglio    string `json:"dettaglio,omitempty"`
}

type creatoProva struct {
	Scopo  string `json:"scopo"`
	ID     string `json:"id"`
	Numero string `json:"numero"`
	Stato  string `json:"stato"`
}

type fileProva struct {
	Nome   string `json:"nome"`
	Byte   int    `json:"byte"`
	SHA256 string `json:"sha256"`
}

// prova is one run of the main job on a fresh test environment.
type prova struct {
	*servizio
	out     string
	medico  esenpat.UtenteDimostrativo
	ses     esenpat.Sessione
	unita   esenpat.UnitaProduttiva
	esito   esitoProva
	annulla creatoProva
}

// eseguiProva does the main job, start to end, with no one at the keyboard.
func eseguiProva(ctx context.Context, c *comando, args []string) (int, error) {
	out := c.fs.String("out", "", "cartella dove scrivere (obbligatoria)")
	schermate := c.fs.Bool("schermate", false, "esegue lo stesso lavoro nella finestra vera e ne salva le schermate")
	if err := c.leggi(args, 0, 0); err != nil {
		return 0, err
	}
	if *out == "" {
		c.fs.Usage()
		return 0, errUso
	}
	if err := preparaUscita(*out); err != nil {
		return 0, err
	}
	profilo, err := os.MkdirTemp("", "esenpat-prova-")
	if err != nil {
		return 0, esenpat.NewError(esenpat.Storage, "uscita.non-scritta", "cmd.prova").Because(err)
	}
	defer func() { _ = os.RemoveAll(profilo) }()
	o := c.opzioni
	o.profilo, o.ambiente, o.ca = profilo, "prova", ""
	if *schermate {
		return provaInFinestra(ctx, c, o, *out)
	}
	p, err := apriProva(ctx, o, *out)
	if err != nil {
		return 0, err
	}
	err = errors.Join(p.lavora(ctx), p.salva(ctx, "ca.pem", p.prova.CA()))
	err = errors.Join(err, p.termina(context.WithoutCancel(ctx), err == nil))
	return esitoFatto, err
}

func preparaUscita(out string) error {
	if err := os.MkdirAll(out, 0o700); err != nil {
		return esenpat.NewError(esenpat.Storage, "uscita.non-scritta", "cmd.prova").Because(err)
	}
	return nil
}

// apriProva opens a throw-away profile with a fresh environment in it.
func apriProva(ctx context.Context, o opzioni, out string) (*prova, error) {
	b, err := apriBase(ctx, o)
	if err != nil {
		return nil, err
	}
	p := &prova{out: out}
	if p.servizio, err = apriServizio(ctx, b, o, b.percorsi.Ambiente); err != nil {
		b.chiudi(ctx)
		return nil, err
	}
	p.esito = nuovoEsito(b)
	return p, nil
}

func nuovoEsito(b *base) esitoProva {
	return esitoProva{
		Versione: versione, Commit: commit, Inizio: b.ora().Format(time.RFC3339),
		Passi: []passoProva{}, Certificati: []creatoProva{}, Esenzioni: []creatoProva{}, File: []fileProva{},
	}
}

// passo runs one step of the job and writes down how it went.
func (p *prova) passo(nome string, f func() error) error {
	inizio := time.Now()
	err := f()
	v := passoProva{Nome: nome, Esito: "riuscito", Millisecondi: time.Since(inizio).Milliseconds()}
	if err != nil {
		v.Esito, v.Dettaglio = "fallito", esenpat.CodeOf(err)
	}
	p.esito.Passi = append(p.esito.Passi, v)
	p.log.Info("step of the job", slog.String("passo", nome), slog.String("esito", v.Esito), slog.Int64("ms", v.Millisecondi))
	return err
}

// salva writes a result of the job and remembers its hash.
func (p *prova) salva(ctx context.Context, nome string, dati []byte) error {
	if err := sistema.Salva(ctx, filepath.Join(p.out, nome), dati, true); err != nil {
		return err
	}
	somma := sha256.Sum256(dati)
	p.esito.File = append(p.esito.File, fileProva{nome, len(dati), hex.EncodeToString(somma[:])})
	return nil
}

// termina closes everything, copies the logs beside the results and writes
// esito.json.
func (p *prova) termina(ctx context.Context, riuscita bool) error {
	p.esito.Riuscita = riuscita
	fine, smetti := context.WithTimeout(ctx, chiusuraServer)
	defer smetti()
	p.chiudi(fine)
	errLog := p.copiaLog(ctx)
	slices.SortFunc(p.esito.File, func(a, b fileProva) int { return strings.Compare(a.Nome, b.Nome) })
	b, err := json.MarshalIndent(p.esito, "", "  ")
	if err != nil {
		return esenpat.NewError(esenpat.Internal, "errore.imprevisto", "cmd.prova").Because(err)
	}
	return errors.Join(errLog, sistema.Salva(ctx, filepath.Join(p.out, "esito.json"), append(b, '\n'), true))
}

func (p *prova) copiaLog(ctx context.Context) error {
	dir := filepath.Join(p.out, "log")
	if err := preparaUscita(dir); err != nil {
		return err
	}
	nomi, err := filepath.Glob(filepath.Join(p.percorsi.Log, "*.log"))
	if err != nil {
		return esenpat.NewError(esenpat.Internal, "errore.imprevisto", "cmd.copiaLog").Because(err)
	}
	for _, nome := range nomi {
		b, err := os.ReadFile(nome)
		if err != nil {
			return esenpat.NewError(esenpat.Storage, "file.non-leggibile", "cmd.copiaLog").Because(err)
		}
		if err := sistema.Salva(ctx, filepath.Join(dir, filepath.Base(nome)), b, true); err != nil {
			return err
		}
	}
	return nil
}

// inatteso says that the server's answer is not what the step asks for.
func inatteso(passo, motivo string) error {
	return esenpat.NewError(esenpat.Internal, "prova.passo-fallito", "cmd.prova").With("passo", passo).With("motivo", motivo)
}
