package regionetest_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/esenpat/esenpat-desktop/app/assistiti"
	"github.com/esenpat/esenpat-desktop/app/atti"
	"github.com/esenpat/esenpat-desktop/app/bozze"
	"github.com/esenpat/esenpat-desktop/app/certificati"
	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/esenzioni"
	"github.com/esenpat/esenpat-desktop/app/evento"
	"github.com/esenpat/esenpat-desktop/app/sessione"
	"github.com/esenpat/esenpat-desktop/services/ambiente"
	"github.com/esenpat/esenpat-desktop/services/firma/verifica"
	"github.com/esenpat/esenpat-desktop/services/keys"
	"github.com/esenpat/esenpat-desktop/services/regione"
	"github.com/esenpat/esenpat-desktop/services/regione/regionetest"
	"github.com/esenpat/esenpat-desktop/services/store"
)

// Invented people of the environment (mondo/dati/assistiti.csv).
const (
	cfAdulta   = "RSSLNE68D52L219V"
	cfMinore   = "MRCTMS16P03L219T"
	cfAltraASL = "BRBGNN57A30H355J"
	cfAttiva   = "GRDRRT62L25L219B"
	cfDeceduto = "GLLPTR40E05L219P"
	cfMilano   = "BRMPLA72B02F205X"
)

// postazione is a workstation: all use cases over a client, without a window.
type postazione struct {
	*regionetest.Prova
	Client    *regione.Client // of this workstation
	t         *testing.T
	sessione  *sessione.Gestore
	registro  *assistiti.Registro
	bozze     *bozze.Archivio
	redazione *certificati.Redazione
	archivio  *certificati.Archivio
	firme     *certificati.Firma
	rilasci   *esenzioni.Rilasci
	pratiche  *esenzioni.Pratiche
	esenzioni *esenzioni.Archivio
	motore    *atti.Motore
	deposito  *store.Memoria
	bus       *evento.Bus
	medico    string
	eventi    *[]evento.Evento
}

func apri(t *testing.T) *postazione {
	t.Helper()
	return apriCon(t, nil)
}

// apriCon is apri with another environment.
func apriCon(t *testing.T, altro func(*ambiente.Opzioni)) *postazione {
	t.Helper()
	return apriOpzioni(t, regionetest.Opzioni{Ambiente: altro})
}

func apriOpzioni(t *testing.T, o regionetest.Opzioni) *postazione {
	t.Helper()
	p := vuota(t)
	o.Client = p.osserva
	p.Prova = regionetest.Avvia(t, o)
	p.Client = p.Prova.Client
	p.monta()
	return p
}

func vuota(t *testing.T) *postazione {
	t.Helper()
	p := &postazione{t: t, bus: &evento.Bus{}, eventi: &[]evento.Evento{}, deposito: store.NewMemoria()}
	p.bus.Ascolta(func(e evento.Evento) { *p.eventi = append(*p.eventi, e) })
	return p
}

func (p *postazione) osserva(o *regione.Opzioni) {
	o.Osserva = func(err error) { p.sessione.Osserva(err) }
}

// altra is another workstation of the same service, with a disk of its own.
func (p *postazione) altra() *postazione {
	p.t.Helper()
	q := vuota(p.t)
	q.Prova = p.Prova
	q.Client = p.NuovoClient(q.osserva)
	q.monta()
	return q
}

// monta builds the use cases anew, as a restart of the program does: only what
// is durable remains.
func (p *postazione) monta() {
	p.t.Helper()
	c, mostrati, gen := p.Client, certificati.NewMostrati(), generatore(p.t)
	p.sessione = sessione.New(c, c, mezzi{p}, c, c, p.bus)
	p.motore = atti.New(atti.Opzioni{
		Operazioni: c, InSospeso: store.NewAtti(p.deposito), Sessione: p.sessione, Bus: p.bus, Chiave: uuid.NewString, Orologio: time.Now,
		Attendi: func(ctx context.Context, _ time.Duration) error { return ctx.Err() },
	})
	radici, err := verifica.LeggiRadici(p.CA())
	if err != nil {
		p.t.Fatal(err)
	}
	p.registro = assistiti.New(c, c)
	p.bozze = bozze.New(p.deposito, p.sessione, uuid.NewString, time.Now)
	p.redazione = certificati.NewRedazione(certificati.OpzioniRedazione{
		Generatore: gen, Norma: gen, Remoto: c, Lettura: c, Bozze: p.deposito, Sessione: p.sessione, Motore: p.motore, Mostrati: mostrati, Orologio: p.Orologio.Ora, Fuso: time.Local,
	})
	verificatore := verifica.Nuovo(verifica.Opzioni{Radici: verifica.Radici{Prova: radici}, Orologio: p.Orologio.Ora})
	p.archivio = certificati.NewArchivio(certificati.OpzioniArchivio{
		Lettura: c, Documenti: c, Cancellazioni: c, Lettore: gen, Norma: gen, Verificatore: verificatore, Mostrati: mostrati, Bus: p.bus,
	})
	p.firme = certificati.NewFirma(certificati.OpzioniFirma{
		Servizio: c, Atti: c, Lettura: c, Documenti: c, Cancellazioni: c, Portachiavi: keys.NewMemoria(), Sessione: p.sessione,
		Verificatore: verificatore,
		Lettore:      gen, Norma: gen, Motore: p.motore, Mostrati: mostrati, Bus: p.bus,
	})
	p.rilasci = esenzioni.NewRilasci(esenzioni.OpzioniRilasci{
		Proposte: c, Emissione: c, Lettura: c, Certificati: c, Sessione: p.sessione, Motore: p.motore, Bus: p.bus,
	})
	p.pratiche = esenzioni.NewPratiche(esenzioni.OpzioniPratiche{
		Atti: c, Lettura: c, Certificati: c, Sessione: p.sessione, Motore: p.motore, Bus: p.bus,
	})
	p.esenzioni = esenzioni.NewArchivio(c, c)
}

// entra logs in as a doctor would, choosing the first of everything; another one
// who works here leaves first.
func (p *postazione) entra(nomeUtente string) esenpat.Sessione {
	p.t.Helper()
	if _, aperta := p.sessione.Corrente(); aperta && p.medico != nomeUtente {
		p.bene(p.sessione.Esci(p.t.Context()))
	}
	scelte, err := p.sessione.Accedi(p.t.Context(), p.Medico(nomeUtente).Credenziali)
	p.bene(err)
	p.medico = nomeUtente
	r := scelte.Ruoli[0]
	s, err := p.sessione.Apri(p.t.Context(), r.Ruolo.Codice, r.Collocazioni[0].Codice)
	p.bene(err)
	return s
}

func (p *postazione) bene(err error) {
	p.t.Helper()
	if err != nil {
		p.t.Fatalf("%v (%+v)", err, esenpat.AsError(err))
	}
}

func (p *postazione) scheda(cf string) esenpat.SchedaAssistito {
	p.t.Helper()
	righe, err := p.registro.FindAssistiti(p.t.Context(), esenpat.RicercaAssistito{CodiceFiscale: esenpat.CodiceFiscale(cf)})
	p.bene(err)
	s, err := p.registro.Scheda(p.t.Context(), righe[0].ID)
	p.bene(err)
	return s
}

// bozza is a complete draft for 048, saved.
func (p *postazione) bozza(cf string) esenpat.Bozza {
	p.t.Helper()
	unita, err := p.sessione.UnitaProduttive(p.t.Context())
	p.bene(err)
	_, versione, err := p.Client.CatalogoEsenzioni(p.t.Context(), "")
	p.bene(err)
	a := p.scheda(cf).Assistito
	b := esenpat.Bozza{Assistito: a, Dati: esenpat.DatiCertificato{
		Tipologia: esenpat.MalattiaCronica, Esenzione: esenpat.VoceEsenzione{Codice: "048"}, Diagnosi: esenpat.VoceDiagnosi{Codice: "174.9"},
		Patologia: "Carcinoma della mammella in trattamento.\n\nPerché «pT1c» è  seguìta da più anni; 3 < 5 & oltre.", LeggiSpeciali: esenpat.No, UnitaProduttiva: unita[0], Regime: esenpat.RegimeSSN,
		VersioneCatalogo: versione.Versione,
	}}
	if a.Minorenne(esenpat.DataDi(p.Orologio.Ora())) {
		b.Dati.OscuratoGenitore = esenpat.Si
	}
	b, err = p.bozze.Salva(p.t.Context(), b)
	p.bene(err)
	return b
}

func (p *postazione) crea(cf string) esenpat.Certificato {
	p.t.Helper()
	c, err := p.redazione.Crea(p.t.Context(), p.bozza(cf))
	p.bene(err)
	return c
}

// richiesta shows the document and returns a signature of it, with a fresh OTP.
func (p *postazione) richiesta(c esenpat.Certificato) esenpat.RichiestaFirma {
	p.t.Helper()
	pdf, err := p.archivio.Documento(p.t.Context(), c.Assistito.ID, c.ID)
	p.bene(err)
	if len(pdf) != c.PDF.Dimensione {
		p.t.Fatalf("%d bytes, want %d", len(pdf), c.PDF.Dimensione)
	}
	return p.conOTP(riferimento(c), c.ID, c.PDF.SHA256)
}

func riferimento(c esenpat.Certificato) esenpat.RiferimentoCertificato {
	return esenpat.RiferimentoCertificato{AssistitoID: c.Assistito.ID, ID: c.ID, ETag: c.ETag}
}

func (p *postazione) conOTP(rif esenpat.RiferimentoCertificato, id, sha string) esenpat.RichiestaFirma {
	p.t.Helper()
	m := p.Medico(p.medico)
	cr := esenpat.CredenzialiFirma{Provider: m.Provider, Alias: m.Alias, PIN: m.PINFirma}
	p.Orologio.Avanti(5 * time.Minute) // codes are limited in time and number
	_, err := p.firme.RichiediOTP(p.t.Context(), esenpat.RichiestaOTP{
		Credenziali: cr, Modalita: "SMS", Documenti: []esenpat.DocumentoDaFirmare{{ID: id, SHA256: sha}},
	})
	p.bene(err)
	otp, ok := p.UltimoOTP(m.Alias)
	if !ok {
		p.t.Fatal("no code on the telephone")
	}
	cr.OTP = esenpat.NewSecret(otp)
	return esenpat.RichiestaFirma{Riferimento: rif, Credenziali: cr, SHA256: sha}
}

func (p *postazione) firmato(cf string) esenpat.Certificato {
	p.t.Helper()
	f, err := p.firme.FirmaCertificato(p.t.Context(), p.richiesta(p.crea(cf)))
	p.bene(err)
	return f.Esito.Certificato
}

func (p *postazione) vuole(err error, kind esenpat.Kind, code string) {
	p.t.Helper()
	_ = p.rifiuto(err, kind, code)
}

func (p *postazione) rifiuto(err error, kind esenpat.Kind, code string) *esenpat.Error {
	p.t.Helper()
	e := esenpat.AsError(err)
	if e == nil || e.Kind != kind || e.Code != code {
		p.t.Fatalf("error = %v (%+v), want kind %d %q", err, e, kind, code)
	}
	return e
}
