package certificati_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"testing"
	"time"

	"github.com/esenpat/esenpat-desktop/app/atti"
	"github.com/esenpat/esenpat-desktop/app/certificati"
	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/evento"
)

const medico = esenpat.CodiceFiscale("VRDLGU70A01L219X")

// servizio is a small world behind the ports: one certificate at most, acts
// known by their key, answers that can be lost after the commit.
type servizio struct {
	cert     *esenpat.Certificato
	pdf, ann []byte
	opere    map[string]esenpat.Operazione
	bozze    map[string]esenpat.Bozza
	salvate  []esenpat.Bozza
	sospesi  []esenpat.AttoInSospeso
	chiavi   map[string]string // key ring

	creazioni, firme, annulli int // that took place
	inviate                   []string
	perdi                     bool // the answer of the next change is lost
	rifiuta                   error
	muto                      bool // Operazione does not answer
	scarica                   error
	salva                     error
	esisteGia                 bool
	redattore                 esenpat.CodiceFiscale
	verifica                  esenpat.Verifica
	cda                       esenpat.DatiCertificato
	nelCDA                    esenpat.ContenutoCertificato // what the document says beside cda
	bozzaRotta, pdfRotto      error                        // verdicts of the national rules
	uscito                    bool
	eventi                    []evento.Evento
	generati                  []esenpat.ContenutoCertificato
	mostrati                  *certificati.Mostrati
	n                         int
	bus                       evento.Bus
}

func nuovoServizio() *servizio {
	s := &servizio{
		opere: map[string]esenpat.Operazione{}, bozze: map[string]esenpat.Bozza{}, chiavi: map[string]string{}, redattore: medico,
		mostrati: certificati.NewMostrati(), cda: bozza().Dati,
		verifica: esenpat.Verifica{Stato: esenpat.VerificaValida, Firme: []esenpat.FirmaVerificata{{Stato: esenpat.VerificaValida, CodiceFiscale: string(medico)}}},
	}
	s.bus.Ascolta(func(e evento.Evento) { s.eventi = append(s.eventi, e) })
	return s
}

// conCertificato is a world where the certificate is already waiting.
func conCertificato() *servizio {
	s := nuovoServizio()
	s.nasce("id-client", bozza().Dati)
	s.creazioni = 0
	return s
}

func (s *servizio) nasce(idClient string, d esenpat.DatiCertificato) {
	s.creazioni++
	s.pdf = []byte("%PDF-1.7 certificato\n%%EOF\n")
	s.cert = &esenpat.Certificato{
		ID: "cert-1", Numero: "42", Stato: esenpat.DaFirmare, IDClient: idClient, ETag: `"1"`, Dati: d,
		Assistito: bozza().Assistito, Redattore: esenpat.Utente{CodiceFiscale: s.redattore}, PDF: esenpat.RiferimentoPDF{SHA256: impronta(s.pdf)},
	}
}

func (s *servizio) compie(chiave, risorsa string) error {
	s.opere[chiave] = esenpat.Operazione{Stato: esenpat.OperazioneRiuscita, RisorsaID: risorsa}
	if s.perdi {
		s.perdi = false
		return esenpat.NewError(esenpat.Uncertain, "finto.esito-incerto", "finto")
	}
	return nil
}

func (s *servizio) CreaCertificato(_ context.Context, chiave string, n esenpat.NuovoCertificato) (esenpat.Certificato, error) {
	s.inviate = append(s.inviate, chiave)
	if b, ok := s.bozze[n.IDClient]; !ok || b.Chiave != chiave {
		return esenpat.Certificato{}, esenpat.NewError(esenpat.Internal, "test.chiave-non-durevole", "finto")
	}
	switch {
	case s.rifiuta != nil:
		return esenpat.Certificato{}, s.rifiuta
	case s.esisteGia:
		s.nasce(n.IDClient, n.Dati)
		return esenpat.Certificato{}, esenpat.NewError(esenpat.Conflict, "certificato.id-client-esistente", "finto")
	}
	s.nasce(n.IDClient, n.Dati)
	return *s.cert, s.compie(chiave, "cert-1")
}

func (s *servizio) CertificatoDiBozza(_ context.Context, _, idClient string) (esenpat.Certificato, error) {
	if s.cert == nil || s.cert.IDClient != idClient {
		return esenpat.Certificato{}, esenpat.NewError(esenpat.NotFound, "certificato.non-trovato", "finto")
	}
	return *s.cert, nil
}

func (s *servizio) FindCertificati(context.Context, esenpat.FiltroCertificati) (esenpat.Pagina[esenpat.CertificatoSintesi], error) {
	return esenpat.Pagina[esenpat.CertificatoSintesi]{Totale: 1}, nil
}

func (s *servizio) Certificato(context.Context, string, string) (esenpat.Certificato, error) {
	if s.cert == nil {
		return esenpat.Certificato{}, esenpat.NewError(esenpat.NotFound, "certificato.non-trovato", "finto")
	}
	return *s.cert, nil
}

func (s *servizio) StoricoCertificato(context.Context, string, string) ([]esenpat.EventoStorico, error) {
	return []esenpat.EventoStorico{{Stato: "DA_FIRMARE"}}, nil
}

func (s *servizio) DocumentoCertificato(context.Context, string, string) ([]byte, error) {
	return bytes.Clone(s.pdf), s.scarica
}

func (s *servizio) DocumentoAnnullativo(context.Context, string, string) ([]byte, error) {
	return bytes.Clone(s.ann), s.scarica
}

func (s *servizio) EliminaCertificato(context.Context, esenpat.RiferimentoCertificato) error {
	if s.rifiuta != nil {
		return s.rifiuta
	}
	s.cert = nil
	return s.compie("elimina", "cert-1")
}

func (s *servizio) ScartaAnnullamento(context.Context, esenpat.RiferimentoCertificato) error {
	if s.rifiuta != nil {
		return s.rifiuta
	}
	s.cert.Legami.AnnullativoID = ""
	return s.compie("scarta", "cert-1")
}

func (s *servizio) FirmaCertificato(_ context.Context, chiave string, _ esenpat.RichiestaFirma) (esenpat.EsitoFirma, error) {
	s.inviate = append(s.inviate, chiave)
	if s.rifiuta != nil {
		return esenpat.EsitoFirma{}, s.rifiuta
	}
	s.firme++
	s.pdf = append(s.pdf, "firma\n%%EOF\n"...)
	s.cert.Stato, s.cert.Date.FirmatoIl = esenpat.Valido, time.Unix(1, 0)
	return esenpat.EsitoFirma{Certificato: *s.cert}, s.compie(chiave, "cert-1")
}

func (s *servizio) FirmaAnnullamento(_ context.Context, chiave string, _ esenpat.RichiestaFirma) (esenpat.EsitoFirma, error) {
	s.annulli++
	s.ann = append(s.ann, "firma\n%%EOF\n"...)
	s.cert.Stato, s.cert.Date.AnnullatoIl = esenpat.Annullato, time.Unix(2, 0)
	return esenpat.EsitoFirma{Certificato: *s.cert}, s.compie(chiave, "cert-1")
}

func (s *servizio) AnnullaCertificato(_ context.Context, chiave string, _ esenpat.RiferimentoCertificato, _ string) (esenpat.Annullativo, error) {
	s.ann = []byte("%PDF-1.7 annullativo\n%%EOF\n")
	s.nelCDA.Identita.Annulla.ID = "doc-1"
	s.cert.Legami.AnnullativoID, s.cert.Legami.Annullativo, s.cert.ETag = "ann-1", esenpat.RiferimentoPDF{SHA256: impronta(s.ann)}, `"2"`
	return esenpat.Annullativo{ID: "ann-1", Stato: esenpat.DaFirmare, PDF: s.cert.Legami.Annullativo, ETag: `"2"`}, s.compie(chiave, "ann-1")
}

func (s *servizio) CredenzialiFirma(context.Context, string, string) ([]esenpat.CredenzialeFirma, error) {
	return nil, nil
}

func (s *servizio) ProviderFirma(context.Context) ([]esenpat.ProviderFirma, error) {
	return []esenpat.ProviderFirma{{Codice: "ARUBA"}}, nil
}

func (s *servizio) RichiediOTP(_ context.Context, chiave string, _ esenpat.RichiestaOTP) (esenpat.OTPInviato, error) {
	s.inviate = append(s.inviate, chiave)
	return esenpat.OTPInviato{Modalita: "SMS"}, nil
}

func (s *servizio) Operazione(_ context.Context, chiave string) (esenpat.Operazione, error) {
	if s.muto {
		return esenpat.Operazione{}, esenpat.NewError(esenpat.Offline, "rete.assente", "finto")
	}
	if op, ok := s.opere[chiave]; ok {
		return op, nil
	}
	return esenpat.Operazione{Stato: esenpat.OperazioneMaiArrivata}, nil
}

func (s *servizio) motore() *atti.Motore {
	return atti.New(atti.Opzioni{
		Operazioni: s, InSospeso: s, Bus: &s.bus, Orologio: time.Now,
		Chiave:  func() string { s.n++; return "k" + strconv.Itoa(s.n) },
		Attendi: func(ctx context.Context, _ time.Duration) error { return ctx.Err() },
	})
}

func (s *servizio) redazione() *certificati.Redazione {
	return certificati.NewRedazione(certificati.OpzioniRedazione{
		Generatore: s, Norma: s, Remoto: s, Lettura: s, Bozze: s, Sessione: s, Motore: s.motore(), Mostrati: s.mostrati,
		Orologio: func() time.Time { return time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC) }, Fuso: time.UTC,
	})
}

func (s *servizio) archivio() *certificati.Archivio {
	return certificati.NewArchivio(certificati.OpzioniArchivio{
		Lettura: s, Documenti: s, Cancellazioni: s, Lettore: s, Norma: s, Verificatore: s, Mostrati: s.mostrati, Bus: &s.bus,
	})
}

func (s *servizio) firma() *certificati.Firma {
	return certificati.NewFirma(certificati.OpzioniFirma{
		Servizio: s, Atti: s, Lettura: s, Documenti: s, Cancellazioni: s, Verificatore: s, Lettore: s, Norma: s, Portachiavi: s, Sessione: s,
		Motore: s.motore(), Mostrati: s.mostrati, Bus: &s.bus,
	})
}

func bozza() esenpat.Bozza {
	return esenpat.Bozza{
		ID: "b1", Assistito: esenpat.Assistito{ID: "assistito-1", Cognome: "Provetti", Nome: "Ada", Anagrafica: esenpat.Anagrafica{DataNascita: esenpat.NewData(1980, 1, 31)}},
		Dati: esenpat.DatiCertificato{
			Tipologia: esenpat.MalattiaCronica, Esenzione: esenpat.VoceEsenzione{Codice: "048"}, Diagnosi: esenpat.VoceDiagnosi{Codice: "174.9"},
			Patologia: "Testo della patologia.", LeggiSpeciali: esenpat.No, UnitaProduttiva: esenpat.UnitaProduttiva{Matricola: "m1", Descrizione: "Oncologia"}, Regime: esenpat.RegimeSSN,
		},
	}
}

func impronta(b []byte) string {
	h := sha256.Sum256(b)
	return hex.EncodeToString(h[:])
}

func codice(t *testing.T, err error, kind esenpat.Kind, code string) {
	t.Helper()
	_ = erroreDi(t, err, kind, code)
}

func erroreDi(t *testing.T, err error, kind esenpat.Kind, code string) *esenpat.Error {
	t.Helper()
	e := esenpat.AsError(err)
	if e == nil || e.Kind != kind || e.Code != code {
		t.Fatalf("error = %v, want kind %d %q", err, kind, code)
	}
	return e
}
