package ambiente

import "context"

// Conteggi are how many things exist, for tests that cut connections.
type Conteggi struct {
	Certificati int // ever created
	DaFirmare   int
	Validi      int
	Annullati   int
	Firme       int // documents that carry a signature, annulling ones included
	Esenzioni   int
	InAURA      int
	Atti        int // outcomes kept
}

// Conta counts what exists now.
func (a *Ambiente) Conta(ctx context.Context) (Conteggi, error) {
	var c Conteggi
	for condizione, n := range map[string]*int{
		`certificati`: &c.Certificati,
		`certificati WHERE json_extract(corpo, '$.Stato') = 'DA_FIRMARE'`:     &c.DaFirmare,
		`certificati WHERE json_extract(corpo, '$.Stato') = 'VALIDO'`:         &c.Validi,
		`certificati WHERE json_extract(corpo, '$.Stato') = 'ANNULLATO'`:      &c.Annullati,
		`documenti WHERE instr(pdf, CAST('ETSI.CAdES.detached' AS BLOB)) > 0`: &c.Firme,
		`esenzioni`: &c.Esenzioni, `aura`: &c.InAURA, `operazioni WHERE stato = 'RIUSCITA'`: &c.Atti,
	} {
		v, err := a.s.archivio.Conta(ctx, condizione)
		if err != nil {
			return Conteggi{}, err
		}
		*n = v
	}
	return c, nil
}
