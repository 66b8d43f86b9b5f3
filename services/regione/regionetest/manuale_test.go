package regionetest_test

import (
	"testing"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/ambiente"
	"github.com/esenpat/esenpat-desktop/services/regione/regionetest"
)

// sostituito creates and signs a certificate in place of c.
func (p *postazione) sostituto(c esenpat.Certificato) esenpat.Certificato {
	p.t.Helper()
	b := p.bozza(string(c.Assistito.CodiceFiscale))
	b.Sostituisce = esenpat.RiferimentoDocumento{ID: c.ID, Numero: c.Numero, SHA256: c.PDF.SHA256, Data: c.Date.FirmatoIl}
	b, err := p.bozze.Salva(p.t.Context(), b)
	p.bene(err)
	n, err := p.redazione.Crea(p.t.Context(), b)
	p.bene(err)
	return n
}

// Replacement: until the new certificate is signed nothing changes; then the
// old one is annulled, and its own document says by which.
func TestSostituzione_ilVecchioSiAnnullaAllaFirmaDelNuovo(t *testing.T) {
	p := apri(t)
	p.entra(regionetest.Ferraris)
	vecchio := p.firmato(cfAdulta)

	nuovo := p.sostituto(vecchio)
	if v, err := p.archivio.Certificato(t.Context(), vecchio.Assistito.ID, vecchio.ID); err != nil || v.Stato != esenpat.Valido {
		t.Fatalf("prima della firma il vecchio è %s, %v", v.Stato, err)
	}
	f, err := p.firme.FirmaCertificato(t.Context(), p.richiesta(nuovo))
	p.bene(err)

	v, err := p.archivio.Certificato(t.Context(), vecchio.Assistito.ID, vecchio.ID)
	if err != nil || v.Stato != esenpat.Annullato || f.Esito.Certificato.Legami.Sostituisce != vecchio.ID {
		t.Errorf("il vecchio è %s, il nuovo sostituisce %q, %v", v.Stato, f.Esito.Certificato.Legami.Sostituisce, err)
	}
	b := p.bozza(cfAdulta)
	b.Sostituisce.ID = vecchio.ID
	b, err = p.bozze.Salva(t.Context(), b)
	p.bene(err)
	_, err = p.redazione.Crea(t.Context(), b)
	p.vuole(err, esenpat.Conflict, "certificato.gia-annullato")
}

// cfCuneo is a resident of ASL CN1.
const cfCuneo = "RSSGPP45C19D205U"

// entraIn logs in at one of the doctor's workplaces.
func (p *postazione) entraIn(nomeUtente, collocazione string) {
	p.t.Helper()
	scelte, err := p.sessione.Accedi(p.t.Context(), p.Medico(nomeUtente).Credenziali)
	p.bene(err)
	p.medico = nomeUtente
	for _, r := range scelte.Ruoli {
		for _, c := range r.Collocazioni {
			if c.Codice == collocazione {
				_, err = p.sessione.Apri(p.t.Context(), r.Ruolo.Codice, c.Codice)
				p.bene(err)
				return
			}
		}
	}
	p.t.Fatalf("%s non lavora in %s", nomeUtente, collocazione)
}

// annulla asks for the annulling document and signs it.
func (p *postazione) annulla(c esenpat.Certificato) (esenpat.Certificato, error) {
	p.t.Helper()
	rif := riferimento(c)
	a, err := p.firme.AnnullaCertificato(p.t.Context(), rif, "errore materiale")
	if err != nil {
		return c, err
	}
	rif.ETag = a.ETag
	_, err = p.firme.DocumentoAnnullativo(p.t.Context(), rif)
	p.bene(err)
	f, err := p.firme.FirmaAnnullamento(p.t.Context(), p.conOTP(rif, a.ID, a.PDF.SHA256))
	return f.Esito.Certificato, err
}

// M44, M100, C10: where the service wants it, a certificate still to sign is
// annulled with a signed document; elsewhere it is simply discarded.
// Manual: M44, M100, C10, G10.
func TestAnnullamento_daFirmareDecideIlServizio(t *testing.T) {
	p := apri(t)
	p.entraIn("marco.bianchini", "010203-MED")
	c := p.crea("BRBGNN57A30H355J")

	err := p.archivio.Elimina(t.Context(), riferimento(c))
	p.vuole(err, esenpat.Conflict, "certificato.stato-non-eliminabile")
	dopo, err := p.annulla(c)
	if err != nil || dopo.Stato != esenpat.Annullato {
		t.Fatalf("annullato con la firma: %s, %v", dopo.Stato, err)
	}

	p.bene(p.sessione.Esci(t.Context()))
	p.entra(regionetest.Ferraris)
	c = p.crea(cfAdulta)
	p.bene(p.archivio.Elimina(t.Context(), riferimento(c)))
}

// G08: a used certificate is refused with its reason, or annulled with its
// exemption, as the service says; azioni_ammesse says it beforehand.
// Manual: M44, C10, G08.
func TestAnnullamento_usatoDecideIlServizio(t *testing.T) {
	for dove, ammesso := range map[string]bool{"010301-ONC": false, "010210-MED": true} {
		t.Run(dove, func(t *testing.T) {
			p := apri(t)
			cf := cfAdulta
			if ammesso {
				p.entraIn("marco.bianchini", dove)
				cf = cfCuneo
			} else {
				p.entra(regionetest.Ferraris)
			}
			c := p.firmato(cf)
			e, err := p.rilasci.RilasciaEsenzione(t.Context(), esenpat.RichiestaEsenzione{
				AssistitoID: c.Assistito.ID, CertificatoID: c.ID, Modalita: esenpat.Rilascio, DurataPredefinita: true,
			})
			p.bene(err)
			c, err = p.archivio.Certificato(t.Context(), c.Assistito.ID, c.ID)
			p.bene(err)
			if c.Ammette(esenpat.PuoAnnullare) != ammesso {
				t.Fatalf("azioni %v", c.Azioni)
			}

			dopo, err := p.annulla(c)

			if !ammesso {
				p.vuole(err, esenpat.Conflict, "certificato.usato-da-esenzione")
				return
			}
			p.bene(err)
			cessata, err := p.esenzioni.Esenzione(t.Context(), c.Assistito.ID, e.Esenzione.ID)
			if err != nil || dopo.Stato != esenpat.Annullato || cessata.Stato != esenpat.EsenzioneAnnullata {
				t.Errorf("certificato %s, esenzione %s, %v", dopo.Stato, cessata.Stato, err)
			}
		})
	}
}

// G11: an exemption for a rare disease needs two statements, issued or asked for.
// Manual: M122, G11.
func TestMalattiaRara_leDueDichiarazioni(t *testing.T) {
	p := apri(t)
	p.entra(regionetest.Ferraris)
	b := p.bozza("FRRDVD89H08A124Z")
	b.Dati.Tipologia, b.Dati.Esenzione, b.Dati.Diagnosi = esenpat.MalattiaRara, esenpat.VoceEsenzione{Codice: "RFG101"}, esenpat.VoceDiagnosi{Codice: "358.0"}
	b, err := p.bozze.Salva(t.Context(), b)
	p.bene(err)
	c, err := p.redazione.Crea(t.Context(), b)
	p.bene(err)
	_, err = p.firme.FirmaCertificato(t.Context(), p.richiesta(c))
	p.bene(err)
	q, err := p.rilasci.PropostaEsenzione(t.Context(), c.Assistito.ID, c.ID)
	p.bene(err)
	if len(q.Dichiarazioni) != 2 {
		t.Fatalf("dichiarazioni %v", q.Dichiarazioni)
	}

	chiede := esenpat.RichiestaEsenzione{
		AssistitoID: c.Assistito.ID, CertificatoID: c.ID, Modalita: esenpat.Richiesta, DurataPredefinita: true, Dichiarazioni: []string{q.Dichiarazioni[0].Codice},
	}
	_, err = p.rilasci.RilasciaEsenzione(t.Context(), chiede)
	p.vuole(err, esenpat.Invalid, "esenzione.dichiarazioni-mancanti")
	chiede.Dichiarazioni = append(chiede.Dichiarazioni, q.Dichiarazioni[1].Codice)
	e, err := p.rilasci.RilasciaEsenzione(t.Context(), chiede)
	if err != nil || e.Esito != "RICHIESTA_INVIATA" || e.Esenzione.AslCompetente.Codice != "010301" {
		t.Errorf("richiesta %+v, %v (M122: la ASL di residenza)", e, err)
	}
}

// Issue, 5: AURA fails in the middle; the certificate is not burned and the act
// is done once, when it is asked again.
// Manual: G04.
func TestRilascio_auraCadeAMetaIlCertificatoResta(t *testing.T) {
	p := apri(t)
	p.entra(regionetest.Ferraris)
	c := p.firmato(cfAdulta)
	chiede := esenpat.RichiestaEsenzione{AssistitoID: c.Assistito.ID, CertificatoID: c.ID, Modalita: esenpat.Rilascio, DurataPredefinita: true}
	for _, g := range []ambiente.Guasto{
		{Operazione: "rilasciaEsenzione", Codice: "AURA_NON_RAGGIUNGIBILE"},
		{Operazione: "rilasciaEsenzione", Punto: ambiente.PuntoPrimaDelCommit, Chiudi: true}, // all done, nothing kept
	} {
		punto := g.Punto
		p.Guasti().Aggiungi(g)
		if _, err := p.rilasci.RilasciaEsenzione(t.Context(), chiede); err == nil {
			t.Fatalf("%s: AURA non risponde e l'esenzione c'è", punto)
		}
		resta, err := p.archivio.Certificato(t.Context(), c.Assistito.ID, c.ID)
		if err != nil || !resta.Legami.Utilizzabile || !resta.Ammette(esenpat.PuoRilascio) {
			t.Fatalf("%s: il certificato è bruciato: %+v %v", punto, resta.Legami, err)
		}
	}

	e, err := p.rilasci.RilasciaEsenzione(t.Context(), chiede)

	if err != nil || e.Esito != "RILASCIATA" || p.Conteggi().Esenzioni != 1 {
		t.Errorf("esito %+v, esenzioni %d, %v", e.Esito, p.Conteggi().Esenzioni, err)
	}
}
