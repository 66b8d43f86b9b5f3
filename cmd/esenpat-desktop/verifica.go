package main

import (
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/fascicolo"
	"github.com/esenpat/esenpat-desktop/services/ambiente/autorita"
	"github.com/esenpat/esenpat-desktop/services/documento"
	"github.com/esenpat/esenpat-desktop/services/documento/pdfa"
	"github.com/esenpat/esenpat-desktop/services/firma/revoca"
	"github.com/esenpat/esenpat-desktop/services/firma/verifica"
)

// verificatore trusts the bundled store and, always labelled as tests, the
// embedded environment or the authority of --ca and of the settings: the verb
// «verifica» trusts the same.
func (s *servizio) verificatore() (*verifica.Verificatore, error) {
	if len(s.ca) == 0 {
		return nuovoVerificatore(s.revoche)
	}
	return nuovoVerificatore(s.revoche, s.ca)
}

// deviaRevoche lets the revocations of a test environment be asked where it
// listens: its certificates name a fixed address.
func (s *servizio) deviaRevoche() {
	radici := x509.NewCertPool()
	if radici.AppendCertsFromPEM(s.ca) {
		s.revoche.Devia(autorita.URLPredefinita, s.url+"/pki", radici)
	}
}

// nuovoVerificatore trusts the given authorities as test environments.
func nuovoVerificatore(revoche *revoca.Interroga, prova ...[]byte) (*verifica.Verificatore, error) {
	o := verifica.Opzioni{Orologio: time.Now, MedicoDi: medicoDi, Cambiato: pdfa.SoloFirme, Revoche: revoche}
	for _, pem := range prova {
		radici, err := verifica.LeggiRadici(pem)
		if err != nil {
			return nil, err
		}
		o.Radici.Prova = append(o.Radici.Prova, radici...)
	}
	return verifica.Nuovo(o), nil
}

// medicoDi reads the certifying doctor from the CDA inside a certificate.
func medicoDi(pdf []byte) (esenpat.CodiceFiscale, bool) {
	c, err := documento.LettoreCDA{}.Contenuto(context.Background(), pdf)
	return c.Medico.CodiceFiscale, err == nil && c.Medico.CodiceFiscale != ""
}

// maxFile is how much of a file is read: one byte more than the verification
// accepts, so that it is the one to refuse.
const maxFile = 20<<20 + 1

// eseguiVerifica verifies signed certificates, offline and without login. The
// code is 0 only if all of them are valid; a file that cannot be verified at
// all does not stop the others.
func eseguiVerifica(ctx context.Context, c *comando, args []string) (int, error) {
	if err := c.leggi(args, 1, -1); err != nil {
		return 0, err
	}
	b, err := apriTesti(c.opzioni)
	if err != nil {
		return 0, err
	}
	defer b.chiudi(ctx)
	prova, err := autoritaDiProva(b, c.ca)
	if err != nil {
		return 0, err
	}
	v, err := nuovoVerificatore(b.revoche, prova...)
	if err != nil {
		return 0, err
	}
	codice := esitoFatto
	for _, nome := range c.parole {
		r, err := verificaFile(ctx, v, nome)
		switch {
		case ctx.Err() != nil:
			return 0, esenpat.NewError(esenpat.Canceled, "operazione.annullata", "cmd.verifica").Because(ctx.Err())
		case err != nil:
			codice = esitoNonFatto
			err = b.diciNonVerificato(c, nome, err)
		default:
			if r.Stato != esenpat.VerificaValida && r.Stato != esenpat.VerificaValidaAvvisi {
				codice = esitoNonFatto
			}
			err = b.diciVerifica(c, nome, r)
		}
		if err != nil {
			return 0, err
		}
	}
	return codice, nil
}

func verificaFile(ctx context.Context, v *verifica.Verificatore, nome string) (esenpat.Verifica, error) {
	pdf, err := leggiFile(nome)
	if err != nil {
		return esenpat.Verifica{}, err
	}
	return v.Verifica(ctx, pdf)
}

// leggiFile reads an ordinary file, at most maxFile bytes of it.
func leggiFile(nome string) ([]byte, error) {
	illeggibile := esenpat.NewError(esenpat.NotFound, "file.non-leggibile", "cmd.leggiFile")
	info, err := os.Stat(nome)
	if err != nil {
		return nil, illeggibile.Because(err)
	}
	if !info.Mode().IsRegular() { // a pipe would be waited for, a device never ends
		return nil, illeggibile.Because(errors.New("not a regular file"))
	}
	f, err := os.Open(nome)
	if err != nil {
		return nil, illeggibile.Because(err)
	}
	defer func() { _ = f.Close() }() // only read
	b, err := io.ReadAll(io.LimitReader(f, maxFile))
	if err != nil {
		return nil, illeggibile.Because(err)
	}
	return b, nil
}

// autoritaDiProva returns the roots of the profile's own test environment, if
// it has one, and of --ca.
func autoritaDiProva(b *base, fileCA string) ([][]byte, error) {
	var out [][]byte
	pem, err := os.ReadFile(filepath.Join(b.percorsi.Ambiente, "ca.pem"))
	switch {
	case err == nil:
		out = append(out, pem)
	case !errors.Is(err, fs.ErrNotExist):
		return nil, esenpat.NewError(esenpat.Storage, "file.non-leggibile", "cmd.verifica").Because(err)
	}
	if fileCA == "" {
		return out, nil
	}
	if pem, err = os.ReadFile(fileCA); err != nil {
		return nil, esenpat.NewError(esenpat.Invalid, "rete.ca-illeggibile", "cmd.verifica").Because(err)
	}
	return append(out, pem), nil
}

// nonVerificatoJSON is the object of a file that could not be verified at all:
// the same keys as of any other, and why.
type nonVerificatoJSON struct {
	fascicolo.Rapporto
	Errore erroreJSON `json:"errore"`
}

func (b *base) diciNonVerificato(c *comando, nome string, err error) error {
	e := erroreDi(b.testi, err)
	_, _ = fmt.Fprintf(c.err, "%s: %s %s %s\n", nome, e.Titolo, e.Causa, e.Rimedio)
	if c.perPersona() {
		return nil
	}
	r := esenpat.RapportoVerifica{Nome: nome, Verifica: esenpat.Verifica{Stato: esenpat.VerificaNonVerificabile}}
	return scriviJSON(c, nonVerificatoJSON{fascicolo.Di(b.testi, b.fuso, r), e})
}

func (b *base) diciVerifica(c *comando, nome string, v esenpat.Verifica) error {
	j := fascicolo.Di(b.testi, b.fuso, esenpat.RapportoVerifica{Nome: nome, Verifica: v})
	if !c.perPersona() {
		return scriviJSON(c, j)
	}
	_, _ = fmt.Fprintf(c.out, "%s: %s\n", nome, b.testi.T("verifica.stato."+string(v.Stato)))
	for _, f := range j.Firme {
		_, _ = fmt.Fprintf(c.out, "  %s, %s, %s\n", f.Firmatario, f.Emittente, f.Data)
		if f.Prova {
			_, _ = fmt.Fprintf(c.out, "  %s\n", b.testi.T("verifica.prova"))
		}
		for _, k := range f.Controlli {
			_, _ = fmt.Fprintf(c.out, "    [%s] %s\n", k.Esito, k.Testo)
		}
	}
	return nil
}
