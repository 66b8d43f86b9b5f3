package nuovocertificato_test

import (
	"context"
	"image"
	"strings"
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
	"github.com/esenpat/esenpat-desktop/app/present/firma"
	nc "github.com/esenpat/esenpat-desktop/app/present/nuovocertificato"
	"github.com/esenpat/esenpat-desktop/app/present/parti/partitest"
	"github.com/esenpat/esenpat-desktop/app/present/rilascio"
	"github.com/esenpat/esenpat-desktop/app/sessione"
	"github.com/esenpat/esenpat-desktop/app/task/tasktest"
	"github.com/esenpat/esenpat-desktop/services/documento"
	"github.com/esenpat/esenpat-desktop/services/firma/verifica"
	"github.com/esenpat/esenpat-desktop/services/keys"
	"github.com/esenpat/esenpat-desktop/services/regione"
	"github.com/esenpat/esenpat-desktop/services/regione/regionetest"
	"github.com/esenpat/esenpat-desktop/services/store"
)

// vero is the wizard over the real use cases and the test environment, by TLS.
type vero struct {
	*regionetest.Prova
	t        *testing.T
	coda     *tasktest.Coda
	ora      *tasktest.Orologio
	sessione *sessione.Gestore
	firme    *certificati.Firma
	p        *nc.Presenter
	fir      *firma.Presenter
	ril      *rilascio.Presenter
}

// muto shows no pages of its own: pixels are another test's business.
type muto struct{}

func (muto) Pagine(context.Context, []byte, int) ([]image.Image, error) {
	return []image.Image{image.NewGray(image.Rect(0, 0, 4, 4))}, nil
}

func (muto) Genera(context.Context, esenpat.ContenutoCertificato) (esenpat.DocumentoCertificato, error) {
	return esenpat.DocumentoCertificato{PDF: []byte("%PDF")}, nil
}
func (muto) Leggi(context.Context, string) (string, error) { return "", nil }
func (muto) Scrivi(context.Context, string, string) error  { return nil }

func apriVero(t *testing.T) *vero {
	t.Helper()
	v := &vero{t: t, coda: tasktest.NewCoda(), ora: tasktest.NewOrologio(time.Now())}
	bus, deposito, mostrati := &evento.Bus{}, store.NewMemoria(), certificati.NewMostrati()
	v.Prova = regionetest.Avvia(t, regionetest.Opzioni{Client: func(o *regione.Opzioni) {
		o.Osserva = func(err error) { v.sessione.Osserva(err) }
	}})
	c := v.Client
	v.sessione = sessione.New(c, c, nil, c, c, bus)
	motore := atti.New(atti.Opzioni{
		Operazioni: c, InSospeso: store.NewAtti(deposito), Sessione: v.sessione, Bus: bus, Chiave: uuid.NewString, Orologio: time.Now,
		Attendi: func(ctx context.Context, _ time.Duration) error { return ctx.Err() },
	})
	radici, err := verifica.LeggiRadici(v.CA())
	if err != nil {
		t.Fatal(err)
	}
	verificatore := verifica.Nuovo(verifica.Opzioni{Radici: verifica.Radici{Prova: radici}, Orologio: v.Orologio.Ora})
	archivio := certificati.NewArchivio(certificati.OpzioniArchivio{
		Lettura: c, Documenti: c, Cancellazioni: c, Lettore: documento.LettoreCDA{}, Verificatore: verificatore, Mostrati: mostrati, Bus: bus,
	})
	v.firme = certificati.NewFirma(certificati.OpzioniFirma{
		Servizio: c, Atti: c, Lettura: c, Documenti: c, Cancellazioni: c, Portachiavi: keys.NewMemoria(), Sessione: v.sessione,
		Verificatore: verificatore,
		Motore:       motore, Mostrati: mostrati, Bus: bus,
	})
	rilasci := esenzioni.NewRilasci(esenzioni.OpzioniRilasci{
		Proposte: c, Emissione: c, Lettura: c, Certificati: c, Sessione: v.sessione, Motore: motore, Bus: bus,
	})
	redazione := certificati.NewRedazione(certificati.OpzioniRedazione{
		Generatore: muto{}, Remoto: c, Lettura: c, Bozze: deposito, Sessione: v.sessione, Motore: motore, Mostrati: mostrati,
		Orologio: v.Orologio.Ora, Fuso: time.Local,
	})
	txt, ui := partitest.Testi(t, "../../.."), v.coda.Dispatch
	v.fir = firma.New(t.Context(), firma.Params{UI: ui, Dopo: v.ora.Dopo, Adesso: v.ora.Adesso, Testi: txt, Porte: firma.Porte{
		Documenti: archivio, Firme: v.firme, Esiti: v.firme, Credenziali: v.firme, Immagini: muto{}, Preferenze: muto{}, Sessioni: v.sessione,
	}})
	v.ril = rilascio.New(t.Context(), rilascio.Params{UI: ui, Adesso: v.ora.Adesso, Testi: txt, Porte: rilascio.Porte{
		Rilasci: rilasci, Esiti: rilasci, Archivio: esenzioni.NewArchivio(c, c), Sessioni: v.sessione,
	}})
	v.p = nc.New(t.Context(), nc.Params{
		UI: ui, Dopo: v.ora.Dopo, Adesso: v.ora.Adesso, NuovoID: uuid.NewString, Testi: txt, Firma: v.fir, Rilascio: v.ril,
		Porte: nc.Porte{
			Registro: assistiti.New(c, c), Catalogo: catalogoVero(t), Redazione: redazione,
			Bozze: bozze.New(deposito, v.sessione, uuid.NewString, time.Now), Ambulatori: v.sessione, Immagini: muto{}, Preferenze: muto{}, Sessioni: v.sessione,
		},
	})
	v.entra()
	v.p.Apri()
	v.quieto()
	return v
}

func (v *vero) entra() {
	v.t.Helper()
	scelte, err := v.sessione.Accedi(v.t.Context(), v.Medico(regionetest.Ferraris).Credenziali)
	if err != nil {
		v.t.Fatal(err)
	}
	r := scelte.Ruoli[0]
	if _, err = v.sessione.Apri(v.t.Context(), r.Ruolo.Codice, r.Collocazioni[0].Codice); err != nil {
		v.t.Fatal(err)
	}
}

func (v *vero) quieto() {
	v.coda.Quieta(v.p.Wait, v.fir.Wait, v.ril.Wait)
}

// finoAlRiepilogo writes the certificate of the invented adult.
func (v *vero) finoAlRiepilogo() {
	v.t.Helper()
	v.p.SetCodiceFiscale("rssl ne68d52 l219v")
	v.p.Cerca()
	v.quieto()
	v.p.ConfermaAssistito()
	v.p.ScegliTipologia(esenpat.MalattiaCronica)
	v.p.ScegliEsenzione("048")
	v.p.ScegliDiagnosi(v.p.CercaDiagnosi("174.9")[0].Codice)
	v.p.SetPatologia("Carcinoma della mammella.\nIn trattamento: perché «pT1c».")
	v.p.SetLeggiSpeciali(esenpat.No)
	if d := v.p.State().Lavoro.Dati; d.Unita.Scelta == "" {
		v.p.SetUnita(d.Unita.Opzioni[0].Codice)
	}
	v.p.SetRegime("SSN")
	v.p.ConfermaDati()
	v.quieto()
	if s := v.p.State(); s.Passo != nc.PassoRiepilogo {
		v.t.Fatalf("step %v, %q, %+v", s.Passo, s.Lavoro.Dati.MancaTesto, s.Avviso)
	}
}

// compilaFirma fills the form with a fresh code from the test telephone.
func (v *vero) compilaFirma() {
	v.t.Helper()
	m := v.Medico(regionetest.Ferraris)
	v.fir.PaginaMostrata()
	v.fir.SetProvider(m.Provider)
	v.fir.SetAlias(m.Alias)
	v.fir.SetPIN(m.PINFirma.Reveal())
	v.Orologio.Avanti(5 * time.Minute)
	v.ora.Avanza(5 * time.Minute)
	v.fir.SetRichiediOTP(true)
	v.fir.SetModalita("SMS")
	v.fir.RichiediOTP()
	v.quieto()
	otp, ok := v.UltimoOTP(m.Alias)
	if !ok {
		v.t.Fatalf("no code on the telephone: %+v", v.fir.State())
	}
	v.fir.SetOTP(otp[:3] + " " + otp[3:])
	if s := v.fir.State(); !s.Modulo.PuoFirmare {
		v.t.Fatalf("%q %+v", s.Modulo.Mancano, s.Avviso)
	}
}

// Manual: M51.
func TestServizio_fromTheFiscalCodeToTheExemption(t *testing.T) {
	v := apriVero(t)
	v.finoAlRiepilogo()
	v.p.Primario()
	v.quieto()
	if s := v.p.State(); !strings.HasPrefix(s.Lavoro.Riepilogo.Creato, "È stato creato un nuovo certificato con n. ") {
		t.Fatalf("%+v", s.Avviso)
	}
	v.p.Primario()
	v.quieto()
	v.compilaFirma()
	v.p.Primario()
	v.quieto()
	s := v.fir.State()
	if s.Fase != firma.FaseFirmata || !s.Esito.Valida || s.Esito.Identico == "" || !s.Esito.CreaValida.Attivo {
		t.Fatalf("%v %+v %+v", s.Fase, s.Esito, s.Avviso)
	}
	v.fir.CreaValida()
	v.quieto()
	if m := v.ril.State().Modulo; m.DataFine == "" {
		t.Fatalf("%+v %+v", m, v.ril.State().Avviso)
	}
	v.p.Primario()
	v.quieto()
	if r := v.ril.State(); r.Fase != rilascio.FaseFatta || !r.Esito.Promemoria {
		t.Fatalf("%v %+v", r.Fase, r.Avviso)
	}
	if c := v.Conteggi(); c.Certificati != 1 || c.Firme != 1 || c.Esenzioni != 1 {
		t.Errorf("on the server: %+v", c)
	}
}

// TestServizio_faultsAtEveryStepLeaveExactlyOne ends the session and cuts the
// connection under each step; the doctor presses ten times everywhere.
func TestServizio_faultsAtEveryStepLeaveExactlyOne(t *testing.T) {
	v := apriVero(t)
	g, rientri := v.Guasti(), 0
	v.p.Eventi.SessioneScaduta = func(riprendi func()) {
		rientri++
		v.entra()
		riprendi()
	}
	dieci := func(f func()) {
		for range 10 {
			f()
		}
		v.quieto()
	}

	g.ScadiSessione("cercaAssistiti", 1)
	v.finoAlRiepilogo()
	g.ScadiSessione("creaCertificato", 1)
	g.PerdiRisposta("creaCertificato", 1)
	dieci(v.p.Primario)
	if s := v.p.State(); s.Lavoro.Riepilogo.Creato == "" {
		t.Fatalf("%+v", s.Avviso)
	}
	v.p.Primario()
	v.quieto()

	v.compilaFirma()
	v.fir.SetPIN("00000000")
	dieci(v.p.Primario)
	if s := v.fir.State(); s.Avviso.Codice != "firma.pin-errato" || s.Fuoco.Campo != firma.CampoPIN {
		t.Fatalf("%+v %+v", s.Avviso, s.Fuoco)
	}
	v.compilaFirma()
	g.ScadiSessione("firmaCertificato", 1)
	dieci(v.p.Primario)
	if s := v.fir.State(); s.Modulo.Alias == "" || s.Modulo.PuoFirmare || s.SessioneScaduta {
		t.Fatalf("%+v", s.Modulo)
	}
	v.compilaFirma()
	g.PerdiRisposta("firmaCertificato", 1)
	dieci(v.p.Primario)
	if s := v.fir.State(); s.Fase != firma.FaseFirmata || s.Esito.Identico == "" {
		t.Fatalf("%v %+v", s.Fase, s.Avviso)
	}
	v.fir.CreaValida()
	v.quieto()
	g.PerdiRisposta("rilasciaEsenzione", 1)
	dieci(v.p.Primario)
	if s := v.ril.State(); s.Fase != rilascio.FaseFatta {
		t.Fatalf("%v %+v", s.Fase, s.Avviso)
	}

	if c := v.Conteggi(); c.Certificati != 1 || c.Firme != 1 || c.Esenzioni != 1 || rientri < 3 {
		t.Errorf("on the server: %+v, %d logins", c, rientri)
	}
}

// Manual: M55.
func TestServizio_patientsWhoCannotHaveOne(t *testing.T) {
	v := apriVero(t)
	for cf, parola := range map[string]string{"GLLPTR40E05L219P": "deceduto", "BRMPLA72B02F205X": "Piemonte"} {
		v.p.SetCodiceFiscale(cf)
		v.p.Cerca()
		v.quieto()
		v.p.Primario()
		v.quieto()

		s := v.p.State()
		detto := s.Avviso.Titolo + s.Avviso.Causa
		if s.Scheda != nil {
			detto += s.Scheda.Rifiuto
		}
		if s.Passo != nc.PassoAssistito || !strings.Contains(detto, parola) {
			t.Errorf("%s: step %v, %q", cf, s.Passo, detto)
		}
	}
}
