package firma

import (
	"context"
	"crypto/sha256"
	"encoding/hex"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/avviso"
)

// Rapporti lays the report of a verification out as a PDF; it names signers and
// checks, not the patient. It may be repeated.
type Rapporti interface {
	RapportoVerifica(ctx context.Context, r esenpat.RapportoVerifica) ([]byte, error)
}

// avvisoVerifica is empty for a signature that may be handed out. Else it says
// what is wrong with it, and carries the operation's code for the assistance:
// the document stays in memory, behind the report, and goes nowhere.
func (p *Presenter) avvisoVerifica(f esenpat.CertificatoFirmato) avviso.Avviso {
	if firmaIntegra(f.Verifica.Stato) {
		return avviso.Avviso{}
	}
	e := esenpat.NewError(esenpat.Firma, "firma.verifica-fallita", "present.firma").With("motivo", p.motivo(f.Verifica))
	e.RequestID = f.Esito.IDOperazione
	return avviso.Di(p.par.Testi, e)
}

// motivo is the sentence of the first check that failed, or the verdict.
func (p *Presenter) motivo(v esenpat.Verifica) string {
	for _, f := range v.Firme {
		for _, c := range f.Controlli {
			if c.Esito == esenpat.ControlloKO {
				return p.par.Testi.T(c.Testo)
			}
		}
	}
	return p.par.Testi.T("firma.verifica."+string(v.Stato)) + "."
}

// inQuarantena: the document in front was signed, says the service, and its
// verification failed here.
func (p *Presenter) inQuarantena() bool {
	return p.m.fase == FaseFirmata && len(p.m.firmato.PDF) > 0 && !firmaIntegra(p.m.firmato.Verifica.Stato)
}

// SalvaRapporto saves the report of a verification that failed: what the
// assistance needs, while the document itself is not handed out.
func (p *Presenter) SalvaRapporto() {
	if !p.inQuarantena() || p.par.Porte.Rapporti == nil {
		return
	}
	f, porte, nome := p.m.firmato, p.par.Porte, p.nomeFile()
	somma := sha256.Sum256(f.PDF)
	r := esenpat.RapportoVerifica{
		Nome: nome, Byte: len(f.PDF), SHA256: hex.EncodeToString(somma[:]), Eseguita: p.par.Adesso(), Verifica: f.Verifica,
	}
	p.consegna.Start(p.ctx, func(ctx context.Context) (consegnato, error) {
		b, err := porte.Rapporti.RapportoVerifica(ctx, r)
		if err != nil {
			return consegnato{}, err
		}
		dove, err := porte.Uscita.Salva(ctx, "Rapporto_verifica_"+nome, b)
		return consegnato{percorso: dove}, err
	}, func(c consegnato, err error) {
		switch {
		case err == nil: // the notice stays: the document is as bad as before
			p.m.fatto = p.par.Testi.T("firma.fatto.rapporto", "percorso", c.percorso)
		case esenpat.KindOf(err) != esenpat.Canceled:
			p.m.avviso = avviso.Di(p.par.Testi, err)
		}
		p.disegna()
	})
}
