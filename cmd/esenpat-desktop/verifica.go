package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/firma/verifica"
)

// verificatore trusts the bundled store and, always labelled, the profile's own
// test environment.
func (s *servizio) verificatore() (*verifica.Verificatore, error) {
	var prova [][]byte
	if s.prova != nil {
		prova = append(prova, s.prova.CA())
	}
	return nuovoVerificatore(prova...)
}

// nuovoVerificatore trusts the given authorities as test environments.
func nuovoVerificatore(prova ...[]byte) (*verifica.Verificatore, error) {
	o := verifica.Opzioni{Orologio: time.Now, MedicoDi: medicoDi}
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
	c, err := lettoreCDA{}.Contenuto(context.Background(), pdf)
	return c.Medico.CodiceFiscale, err == nil && c.Medico.CodiceFiscale != ""
}

// Objects of `verifica`, as the contract of the command line names them.
type verificaJSON struct {
	File  string                `json:"file"`
	Stato esenpat.StatoVerifica `json:"stato"`
	Prova bool                  `json:"ambiente_di_prova"`
	Firme []firmaJSON           `json:"firme"`
}

type firmaJSON struct {
	Stato         esenpat.StatoVerifica `json:"stato"`
	Firmatario    string                `json:"firmatario"`
	CodiceFiscale string                `json:"codice_fiscale,omitempty"`
	Emittente     string                `json:"emittente"`
	Data          string                `json:"data,omitempty"`
	DataGarantita bool                  `json:"data_garantita"`
	Livello       string                `json:"livello,omitempty"`
	Prova         bool                  `json:"ambiente_di_prova"`
	Controlli     []controlloJSON       `json:"controlli"`
}

type controlloJSON struct {
	ID     string                 `json:"id"`
	Esito  esenpat.EsitoControllo `json:"esito"`
	Testo  string                 `json:"testo"`
	Valore string                 `json:"valore,omitempty"`
}

// eseguiVerifica verifies signed certificates, offline and without login. The
// code is 0 only if all of them are valid.
func eseguiVerifica(ctx context.Context, c *comando, args []string) (int, error) {
	if err := c.leggi(args, 1, -1); err != nil {
		return 0, err
	}
	b, err := apriMinima(c.opzioni)
	if err != nil {
		return 0, err
	}
	defer b.chiudi(ctx)
	prova, err := autoritaDiProva(b, c.ca)
	if err != nil {
		return 0, err
	}
	v, err := nuovoVerificatore(prova...)
	if err != nil {
		return 0, err
	}
	codice := esitoFatto
	for _, nome := range c.parole {
		pdf, err := os.ReadFile(nome)
		if err != nil {
			return 0, esenpat.NewError(esenpat.NotFound, "file.non-leggibile", "cmd.verifica").Because(err)
		}
		r, err := v.Verifica(ctx, pdf)
		if err != nil {
			return 0, err
		}
		if r.Stato != esenpat.VerificaValida && r.Stato != esenpat.VerificaValidaAvvisi {
			codice = esitoNonFatto
		}
		if err := b.diciVerifica(c, nome, r); err != nil {
			return 0, err
		}
	}
	return codice, nil
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

func (b *base) diciVerifica(c *comando, nome string, v esenpat.Verifica) error {
	j := verificaJSON{File: nome, Stato: v.Stato, Prova: v.Prova, Firme: []firmaJSON{}}
	for _, f := range v.Firme {
		fj := firmaJSON{
			Stato: f.Stato, Firmatario: f.Firmatario, CodiceFiscale: f.CodiceFiscale, Emittente: f.Emittente,
			DataGarantita: f.DataGarantita, Livello: f.Livello, Prova: f.Prova, Controlli: []controlloJSON{},
		}
		if !f.Data.IsZero() {
			fj.Data = f.Data.In(b.fuso).Format(time.RFC3339)
		}
		for _, k := range f.Controlli {
			fj.Controlli = append(fj.Controlli, controlloJSON{k.ID, k.Esito, b.testi.T(k.Testo), k.Valore})
		}
		j.Firme = append(j.Firme, fj)
	}
	if !c.perPersona() {
		return scriviJSON(c, j)
	}
	_, _ = fmt.Fprintf(c.out, "%s: %s\n", nome, b.testi.T("verifica.stato."+string(v.Stato)))
	for _, f := range j.Firme {
		_, _ = fmt.Fprintf(c.out, "  %s, %s, %s\n", f.Firmatario, f.Emittente, f.Data)
		for _, k := range f.Controlli {
			_, _ = fmt.Fprintf(c.out, "    [%s] %s\n", k.Esito, k.Testo)
		}
	}
	return nil
}
