package regionetest_test

import (
	"sync/atomic"
	"testing"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/task/tasktest"
	"github.com/esenpat/esenpat-desktop/services/ambiente"
	"github.com/esenpat/esenpat-desktop/services/regione/regionetest"
)

// liberi are invented residents of Torino without an exemption: one can be
// issued to each.
func liberi() []string {
	return []string{
		cfAdulta, "CLMSLV75S61F205K", "FRRDVD89H08A124Z", "PTSCRN51B57D205K", "RSSNNA61A55L219O", "RSSNNA83E70L219S", "BRNNDR84D04L219V",
		"BRNNDR84D04L21VK", "FNTLRA77L57L21VG", "FNTLRA77L57L2MVR", "NSCNDR88E46Z129B", "LMRYSF79A01Z330Y", "QSPRSO95T52Z611F",
		"HUXLIX98B48Z210R", "DLLMSM69P19L219P", "DLANCL82M08A662C", "DLLMJS74D64L219Y", "BNCNMR60H66L219B", "FOXGUO49A28A859R", "LBRNCL46H02L219N",
	}
}

// intento is something that a doctor wants once, however often it is pressed.
type intento struct {
	operazione string // of the contract
	premi      func() (esenpat.Certificato, error)
}

// creazione returns what makes a certificate of one draft.
func (p *postazione) creazione(cf string) intento {
	b := p.bozza(cf)
	return intento{"creaCertificato", func() (esenpat.Certificato, error) { return p.redazione.Crea(p.t.Context(), b) }}
}

// firmaDi signs c, always with the same code: were it spent without a
// signature, or asked for twice, pressing again would be refused.
func (p *postazione) firmaDi(c esenpat.Certificato) intento {
	r := p.richiesta(c)
	return intento{"firmaCertificato", func() (esenpat.Certificato, error) {
		f, err := p.firme.FirmaCertificato(p.t.Context(), r)
		return f.Esito.Certificato, err
	}}
}

// annullo prepares the annulling document of c.
func (p *postazione) annullo(c esenpat.Certificato, fatto *esenpat.Annullativo) intento {
	return intento{"annullaCertificato", func() (_ esenpat.Certificato, err error) {
		*fatto, err = p.firme.AnnullaCertificato(p.t.Context(), riferimento(c), "Duplicato")
		return c, err
	}}
}

// firmaAnnullo signs it.
func (p *postazione) firmaAnnullo(c esenpat.Certificato, a esenpat.Annullativo) intento {
	rif := riferimento(c)
	rif.ETag = a.ETag
	_, err := p.firme.DocumentoAnnullativo(p.t.Context(), rif)
	p.bene(err)
	r := p.conOTP(rif, a.ID, a.PDF.SHA256)
	return intento{"firmaAnnullamento", func() (esenpat.Certificato, error) {
		f, err := p.firme.FirmaAnnullamento(p.t.Context(), r)
		return f.Esito.Certificato, err
	}}
}

// rilascioDi issues or requests the exemption of c.
func (p *postazione) rilascioDi(c esenpat.Certificato, m esenpat.ModalitaEsenzione) intento {
	q := rilascio(c)
	q.Modalita = m
	return intento{"rilasciaEsenzione", func() (esenpat.Certificato, error) {
		_, err := p.rilasci.RilasciaEsenzione(p.t.Context(), q)
		return c, err
	}}
}

// insisti presses, and after each press that is not known to have ended well
// does what altrimenti says, as often as a doctor would.
func (p *postazione) insisti(i intento, altrimenti func()) esenpat.Certificato {
	p.t.Helper()
	var err error
	for range 12 {
		var c esenpat.Certificato
		if c, err = i.premi(); err == nil {
			return c
		}
		if k := esenpat.KindOf(err); k != esenpat.Uncertain && k != esenpat.Offline && k != esenpat.Unavailable {
			p.t.Fatalf("%s: %v (%+v)", i.operazione, err, esenpat.AsError(err))
		}
		altrimenti()
	}
	p.t.Fatalf("%s: twelve presses were not enough: %v", i.operazione, err)
	return esenpat.Certificato{}
}

// TestServer_killedAtEveryPointLeavesOldOrNew guards FT-31: at each of the ten
// places of creation, signature, annulment, its signature, issue and request
// the server dies, comes back on its state and is asked again: nothing signed is
// lost, nothing is there twice, and the same press goes on from there.
func TestServer_killedAtEveryPointLeavesOldOrNew(t *testing.T) {
	stato, uccisioni := regionetest.Stampo(t), 0
	for range tasktest.Quante(1, 20) {
		b := &boia{postazione: apriOpzioni(t, regionetest.Opzioni{Ambiente: stato, SenzaContratto: true})}
		b.entra(regionetest.Ferraris)
		for n, punto := range ambiente.Punti() {
			b.turno = n
			uno := b.muore(punto, b.firmaDi(b.muore(punto, b.creazione(liberi()[n]))))
			b.muore(punto, b.rilascioDi(uno, esenpat.Rilascio))
			due := b.muore(punto, b.firmaDi(b.muore(punto, b.creazione(liberi()[10+n]))))
			b.muore(punto, b.rilascioDi(due, esenpat.Richiesta))
			tre := b.firmato(liberi()[n])
			var a esenpat.Annullativo
			tre = b.muore(punto, b.annullo(tre, &a))
			tre = b.muore(punto, b.firmaAnnullo(tre, a))

			c := b.Conteggi()
			if m := n + 1; c.Certificati != 3*m || c.Firme != 4*m || c.Validi != 2*m || c.Annullati != m || c.Esenzioni != 2*m || tre.Stato != esenpat.Annullato {
				t.Fatalf("%s: %+v, state %s", punto, c, tre.Stato)
			}
		}
		uccisioni += b.uccisioni
	}
	t.Logf("%d kills", uccisioni)
}

// boia kills the server. Of every day are a fifth of the kills: each place and
// each act has its own.
type boia struct {
	*postazione
	turno     int
	uccisioni int
}

func (b *boia) muore(punto ambiente.Punto, i intento) esenpat.Certificato {
	b.t.Helper()
	if b.turno++; b.turno%tasktest.Quante(5, 1) != 0 {
		return b.insisti(i, func() { b.t.Fatal("nothing was wrong") })
	}
	var colpito atomic.Bool
	vivo := false
	b.Guasti().Aggiungi(ambiente.Guasto{Operazione: i.operazione, Punto: punto, Chiudi: true, Fai: func() {
		colpito.Store(true)
		b.Relay.Stacca()
	}})
	risorgi := func() {
		vivo = true
		b.uccisioni++
		b.Spegni()
		b.Accendi()
		b.Relay.Riattacca()
		b.entra(regionetest.Ferraris)
	}
	c := b.insisti(i, risorgi)
	if !vivo { // the last of its connections to be cut still carried the outcome
		risorgi()
	}
	if !colpito.Load() {
		b.t.Errorf("%s: the server did not die at %s", i.operazione, punto)
	}
	return c
}
