package annullamento_test

import (
	"context"
	"image"
	"sync/atomic"
	"testing"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/annullamento"
	"github.com/esenpat/esenpat-desktop/app/present/firma"
	"github.com/esenpat/esenpat-desktop/app/present/parti/partitest"
	"github.com/esenpat/esenpat-desktop/app/task/tasktest"
)

type fuori struct {
	annulla   func() (esenpat.Annullativo, error)
	elimina   func() error
	motivo    string
	annullati atomic.Int32
	scartati  atomic.Int32
	firmati   []esenpat.RichiestaFirma
	documenti int
}

func (f *fuori) AnnullaCertificato(_ context.Context, _ esenpat.RiferimentoCertificato, motivo string) (esenpat.Annullativo, error) {
	f.annullati.Add(1)
	f.motivo = motivo
	return f.annulla()
}

func (f *fuori) ScartaAnnullamento(context.Context, esenpat.RiferimentoCertificato) error {
	f.scartati.Add(1)
	return nil
}

func (f *fuori) Elimina(context.Context, esenpat.RiferimentoCertificato) error { return f.elimina() }

func (f *fuori) Documento(context.Context, string, string) ([]byte, error) { return nil, nil }
func (f *fuori) Certificato(context.Context, string, string) (esenpat.Certificato, error) {
	return esenpat.Certificato{}, nil
}

func (f *fuori) FirmaCertificato(context.Context, esenpat.RichiestaFirma) (esenpat.CertificatoFirmato, error) {
	panic("an annulment signs the annulling document only")
}

func (f *fuori) FirmaAnnullamento(_ context.Context, r esenpat.RichiestaFirma) (esenpat.CertificatoFirmato, error) {
	f.firmati = append(f.firmati, r)
	return esenpat.CertificatoFirmato{Verifica: esenpat.Verifica{Stato: esenpat.VerificaValida}}, nil
}

func (f *fuori) DocumentoAnnullativo(context.Context, esenpat.RiferimentoCertificato) ([]byte, error) {
	f.documenti++
	return []byte("%PDF annullativo"), nil
}

func (f *fuori) RichiediOTP(context.Context, esenpat.RichiestaOTP) (esenpat.OTPInviato, error) {
	return esenpat.OTPInviato{}, nil
}

func (f *fuori) ProviderFirma(context.Context) ([]esenpat.ProviderFirma, error) {
	return []esenpat.ProviderFirma{{Codice: "AUTO", OTP: esenpat.OTPMai}}, nil
}

func (f *fuori) Alias(context.Context, string) ([]string, error) {
	return []string{"ALIAS"}, nil
}

func (f *fuori) RicordaAlias(context.Context, string, string) error   { return nil }
func (f *fuori) DimenticaAlias(context.Context, string, string) error { return nil }
func (f *fuori) Pagine(context.Context, []byte, int) ([]image.Image, error) {
	return []image.Image{image.NewGray(image.Rect(0, 0, 4, 4))}, nil
}
func (f *fuori) Leggi(context.Context, string) (string, error) { return "", nil }
func (f *fuori) Scrivi(context.Context, string, string) error  { return nil }
func (f *fuori) Corrente() (esenpat.Sessione, bool)            { return esenpat.Sessione{}, true }

type banco struct {
	*fuori
	coda *tasktest.Coda
	fir  *firma.Presenter
	p    *annullamento.Presenter
	s    annullamento.State
}

func errore(k esenpat.Kind, codice string) *esenpat.Error {
	return esenpat.NewError(k, codice, "prova")
}

func nuovo(t *testing.T) *banco {
	t.Helper()
	txt := partitest.Testi(t, "../../..")
	f := &fuori{
		annulla: func() (esenpat.Annullativo, error) { return esenpat.Annullativo{ID: "x1", ETag: `"2"`}, nil },
		elimina: func() error { return errore(esenpat.Conflict, "certificato.firma-richiesta") },
	}
	b := &banco{fuori: f, coda: tasktest.NewCoda()}
	ora := tasktest.NewOrologio(time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC))
	b.fir = firma.New(t.Context(), firma.Params{
		UI: b.coda.Dispatch, Dopo: ora.Dopo, Adesso: ora.Adesso, Testi: txt,
		Porte: firma.Porte{Documenti: f, Firme: f, Credenziali: f, Immagini: f, Preferenze: f, Sessioni: f},
	})
	b.p = annullamento.New(t.Context(), annullamento.Params{UI: b.coda.Dispatch, Testi: txt, Annulli: f, Scarti: f, Firma: b.fir})
	b.p.Render = func(s annullamento.State) { b.s = s }
	return b
}

func (b *banco) quieto() {
	b.coda.Quieta(b.p.Wait, b.fir.Wait)
}

func certificato(stato esenpat.StatoCertificato) esenpat.Certificato {
	return esenpat.Certificato{ID: "c1", Numero: "12", Stato: stato, ETag: `"1"`, Assistito: esenpat.Assistito{ID: "a1"}}
}

// Manual: M98, M100, G09.
func TestAnnullamento_siThenSignature(t *testing.T) {
	b := nuovo(t)
	fatto := 0
	b.p.Eventi.Annullato = func() { fatto++ }
	b.p.Apri(certificato(esenpat.Valido), "VERDI ANNA")
	b.p.SetMotivo(" errore nella diagnosi ")

	for range 10 {
		b.p.Si()
	}
	b.quieto()

	if b.annullati.Load() != 1 || b.motivo != "errore nella diagnosi" || b.s.Fase != annullamento.FaseFirma {
		t.Fatalf("%d sent, motive %q, phase %v", b.annullati.Load(), b.motivo, b.s.Fase)
	}
	if titolo := b.fir.State().Titolo; titolo != "Firma dell'annullamento del certificato n. 12" {
		t.Errorf("%q", titolo)
	}
	b.fir.PaginaMostrata()
	b.fir.FirmaDocumento()
	b.quieto()

	if s := b.fir.State(); s.Esito.Frase != "Il certificato n. 12 è stato annullato." || s.Esito.Esenzione {
		t.Errorf("%+v", s.Esito)
	}
	if len(b.firmati) != 1 || b.firmati[0].Riferimento.ETag != `"2"` || fatto != 1 {
		t.Errorf("%+v, told %d times", b.firmati, fatto)
	}
	b.p.Chiudi()
	b.quieto()
	if b.scartati.Load() != 0 {
		t.Error("a signed annulment was taken back")
	}
}

// Manual: M99.
func TestAnnullamento_noChangesNothing(t *testing.T) {
	b := nuovo(t)
	b.p.Apri(certificato(esenpat.Valido), "")

	b.p.No()
	b.quieto()

	if b.annullati.Load() != 0 || b.scartati.Load() != 0 || b.s.Fase != annullamento.FaseChiusa {
		t.Errorf("phase %v", b.s.Fase)
	}
}

// Manual: M103.
func TestAnnullamento_leavingTheSignatureTakesTheDocumentBack(t *testing.T) {
	b := nuovo(t)
	b.p.Apri(certificato(esenpat.Valido), "")
	b.p.Si()
	b.quieto()

	b.p.Chiudi()
	b.quieto()

	if b.scartati.Load() != 1 || len(b.firmati) != 0 {
		t.Errorf("%d taken back", b.scartati.Load())
	}
}

// Manual: C10, G10.
func TestAnnullamento_unsignedIsDroppedWhereTheServerAllows(t *testing.T) {
	b := nuovo(t)
	b.elimina = func() error { return nil }
	b.p.Apri(certificato(esenpat.DaFirmare), "")
	b.p.Si()
	b.quieto()
	if b.s.Fase != annullamento.FaseScartato || b.s.Esito == "" || b.annullati.Load() != 0 {
		t.Fatalf("%+v", b.s)
	}

	b = nuovo(t) // this server wants a signature
	b.p.Apri(certificato(esenpat.DaFirmare), "")
	b.p.Si()
	b.quieto()
	if b.s.Fase != annullamento.FaseFirma || b.annullati.Load() != 1 {
		t.Errorf("phase %v", b.s.Fase)
	}
}

func TestAnnullamento_refusalShowsTheReason(t *testing.T) {
	b := nuovo(t)
	b.annulla = func() (esenpat.Annullativo, error) {
		return esenpat.Annullativo{}, errore(esenpat.Conflict, "certificato.usato-da-esenzione")
	}
	b.p.Apri(certificato(esenpat.Valido), "")
	b.p.SetMotivo("x")

	b.p.Si()
	b.quieto()

	if b.s.Fase != annullamento.FaseConferma || b.s.Avviso.Codice != "certificato.usato-da-esenzione" || b.s.Motivo != "x" || !b.s.PuoDecidere {
		t.Errorf("%+v", b.s)
	}
}

func TestAnnullamento_sessionExpiredKeepsTheMotive(t *testing.T) {
	b := nuovo(t)
	var riprendi func()
	b.p.Eventi.SessioneScaduta = func(r func()) { riprendi = r }
	b.annulla = func() (esenpat.Annullativo, error) {
		return esenpat.Annullativo{}, errore(esenpat.Unauthenticated, "sessione.scaduta")
	}
	b.p.Apri(certificato(esenpat.Valido), "")
	b.p.SetMotivo("motivo")
	b.p.Si()
	b.quieto()
	riprendi()

	if b.s.SessioneScaduta || b.s.Motivo != "motivo" || !b.s.PuoDecidere || b.annullati.Load() != 1 {
		t.Errorf("%+v", b.s)
	}
}
