package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"time"

	"github.com/google/uuid"

	"github.com/esenpat/esenpat-desktop/app/bozza"
	"github.com/esenpat/esenpat-desktop/app/bozze"
	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// maxRigaBozza bounds one line of an import; the draft file itself has its own,
// smaller limit.
const maxRigaBozza = 2 << 20

// eseguiBozze is the drafts of the profile without a window and without a login.
func eseguiBozze(ctx context.Context, c *comando, args []string) (int, error) {
	sottoverbi := map[string]struct {
		parole int
		esegui func(ctx context.Context, c *comando, p *bozze.Profilo) (int, error)
	}{
		"importa": {1, importaBozze},
		"elenca":  {0, elencaBozze},
		"mostra":  {1, mostraBozza},
		"elimina": {1, eliminaBozza},
	}
	if err := c.leggi(args, 1, 2); err != nil {
		return 0, err
	}
	s, ok := sottoverbi[c.parole[0]]
	if !ok || len(c.parole) != 1+s.parole {
		c.fs.Usage()
		return 0, errUso
	}
	p, err := apriProfilo(ctx, c)
	if err != nil {
		return 0, err
	}
	defer p.chiudi(ctx)
	if p.avviso != nil { // a quarantined database: the new one works, but it must be known
		_, _ = fmt.Fprintln(c.err, inRiga(erroreDi(p.testi, p.avviso)))
	}
	return s.esegui(ctx, c, bozze.NewProfilo(p.archivio, p.chiavi, uuid.NewString, p.ora))
}

func inRiga(e erroreJSON) string { return e.Titolo + " " + e.Causa + " " + e.Rimedio }

// rigaImportata is the answer to one line of `bozze importa`.
type rigaImportata struct {
	Riga    int         `json:"riga"`
	ID      string      `json:"id,omitempty"`
	Salvata bool        `json:"salvata,omitempty"`
	Errore  *erroreJSON `json:"errore,omitempty"`
}

// importaBozze answers every line as soon as its draft is on the disk, and not
// before: whoever reads "salvata" may pull the plug.
func importaBozze(ctx context.Context, c *comando, p *bozze.Profilo) (int, error) {
	t, err := caricaTesti(c.lingua)
	if err != nil {
		return 0, esenpat.NewError(esenpat.Internal, "errore.imprevisto", "cmd.importaBozze").Because(err)
	}
	in, err := daLeggere(c, c.parole[1])
	if err != nil {
		return 0, err
	}
	defer func() { _ = in.Close() }() // only read
	r := bufio.NewReaderSize(in, 64<<10)
	respinte := 0
	for n := 1; ; n++ {
		riga, err := leggiRiga(r)
		if errors.Is(err, io.EOF) {
			break
		}
		if err == nil {
			if len(bytes.TrimSpace(riga)) == 0 {
				continue
			}
			err = importaRiga(ctx, c, p, n, riga)
		}
		switch {
		case err == nil:
			continue
		case ctx.Err() != nil || senzaChiave(err):
			return 0, err
		}
		respinte++
		e := erroreDi(t, err)
		if err := scriviJSON(c, rigaImportata{Riga: n, Errore: &e}); err != nil {
			return 0, err
		}
	}
	if respinte > 0 {
		return 0, esenpat.NewError(esenpat.Invalid, "bozze.righe-respinte", "cmd.importaBozze").With("righe", strconv.Itoa(respinte))
	}
	return esitoFatto, nil
}

// daLeggere opens a file, or standard input for "-".
func daLeggere(c *comando, nome string) (io.ReadCloser, error) {
	if nome == "-" {
		return io.NopCloser(c.in), nil
	}
	f, err := os.Open(nome)
	if err != nil {
		return nil, esenpat.NewError(esenpat.NotFound, "file.non-leggibile", "cmd.daLeggere").Because(err)
	}
	return f, nil
}

// senzaChiave reports whether no line can be saved: there is no key ring and no
// passphrase. A passphrase that is not this doctor's, or a key of theirs that is
// lost, stops only their lines.
func senzaChiave(err error) bool {
	return esenpat.KindOf(err) == esenpat.Keyring && esenpat.CodeOf(err) != "cifra.passphrase-errata" && !chiavePersa(err)
}

func chiavePersa(err error) bool { return esenpat.CodeOf(err) == "cifra.chiave-persa" }

func importaRiga(ctx context.Context, c *comando, p *bozze.Profilo, n int, riga []byte) error {
	f, err := bozza.Leggi(bytes.NewReader(riga))
	if err != nil {
		return err
	}
	if f.Bozza.Origine, err = f.Origine(); err != nil {
		return err
	}
	id, err := p.Importa(ctx, f.Bozza)
	if err != nil {
		return err
	}
	return scriviJSON(c, rigaImportata{Riga: n, ID: id, Salvata: true})
}

// leggiRiga returns the next line without its end; one that is too long is read
// to its end and refused.
func leggiRiga(r *bufio.Reader) ([]byte, error) {
	var riga []byte
	lunga := false
	for {
		pezzo, err := r.ReadSlice('\n')
		if lunga = lunga || len(riga)+len(pezzo) > maxRigaBozza; !lunga {
			riga = append(riga, pezzo...)
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case err != nil && (!errors.Is(err, io.EOF) || (len(riga) == 0 && !lunga)):
			return nil, err
		case lunga:
			return nil, esenpat.NewError(esenpat.Invalid, "bozza.illeggibile", "cmd.leggiRiga")
		}
		return bytes.TrimRight(riga, "\r\n"), nil
	}
}

// voceBozza is what `bozze elenca` tells of a draft: nothing of the patient.
type voceBozza struct {
	ID           string             `json:"id"`
	Stato        esenpat.StatoBozza `json:"stato"`
	Passo        string             `json:"passo,omitempty"`
	CreataIl     time.Time          `json:"creata_il"`
	ModificataIl time.Time          `json:"modificata_il"`
	DaVerificare bool               `json:"da_verificare_in_aura"`
}

func elencaBozze(ctx context.Context, c *comando, p *bozze.Profilo) (int, error) {
	tutte, err := p.Elenca(ctx)
	if err != nil && (!chiavePersa(err) || len(tutte) == 0) {
		return 0, err
	}
	esito := esitoFatto
	if err != nil { // one doctor's loss does not take the others' drafts away
		t, errTesti := caricaTesti(c.lingua)
		if errTesti != nil {
			return 0, esenpat.NewError(esenpat.Internal, "errore.imprevisto", "cmd.elencaBozze").Because(errTesti)
		}
		esito = esitoNonFatto
		_, _ = fmt.Fprintln(c.err, inRiga(erroreDi(t, err)))
	}
	fuso, err := time.LoadLocation("Europe/Rome")
	if err != nil {
		return 0, esenpat.NewError(esenpat.Internal, "errore.imprevisto", "cmd.elencaBozze").Because(err)
	}
	voci := make([]voceBozza, len(tutte))
	for i, x := range tutte {
		b := x.Bozza
		voci[i] = voceBozza{b.ID, b.Stato, b.Passo, b.CreataIl.In(fuso), b.ModificataIl.In(fuso), b.Assistito.DaVerificare}
	}
	if !c.perPersona() {
		return esito, scriviJSON(c, map[string][]voceBozza{"bozze": voci})
	}
	for _, v := range voci {
		_, _ = fmt.Fprintf(c.out, "%s  %-11s  %s\n", v.ID, v.Stato, v.ModificataIl.Format("02/01/2006 15:04:05"))
	}
	return esito, nil
}

func mostraBozza(ctx context.Context, c *comando, p *bozze.Profilo) (int, error) {
	b, err := p.Bozza(ctx, c.parole[1])
	if err != nil {
		return 0, err
	}
	f := bozza.Di(b)
	if c.perPersona() {
		return esitoFatto, bozza.Scrivi(c.out, f)
	}
	riga, err := f.JSON()
	if err != nil {
		return 0, err
	}
	return esitoFatto, scriviJSON(c, json.RawMessage(riga))
}

func eliminaBozza(ctx context.Context, c *comando, p *bozze.Profilo) (int, error) {
	id := c.parole[1]
	if err := p.Elimina(ctx, id); err != nil {
		return 0, err
	}
	if c.perPersona() {
		return esitoFatto, nil
	}
	return esitoFatto, scriviJSON(c, map[string]any{"id": id, "eliminata": true})
}
