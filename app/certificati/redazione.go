package certificati

import (
	"context"
	"strings"
	"time"

	"github.com/esenpat/esenpat-desktop/app/atti"
	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// Redazione turns a draft into a document and into a certificate.
type Redazione struct{ OpzioniRedazione }

// OpzioniRedazione are the parts of a Redazione.
type OpzioniRedazione struct {
	Generatore Generatore
	Norma      Norma // may be nil: then drafts are not judged before they are sent
	Remoto     Creazione
	Lettura    Lettura
	Bozze      Bozze
	Sessione   Sessione
	Motore     *atti.Motore
	Mostrati   *Mostrati
	Orologio   func() time.Time
	Fuso       *time.Location // Europe/Rome
}

// NewRedazione returns the use case.
func NewRedazione(o OpzioniRedazione) *Redazione { return &Redazione{o} }

// Anteprima renders b as the document that it would become, marked as a draft
// without a number. Incomplete drafts are drawn as far as they go.
func (r *Redazione) Anteprima(ctx context.Context, b esenpat.Bozza) (esenpat.DocumentoCertificato, error) {
	return r.Generatore.Genera(ctx, r.contenuto(b))
}

func (r *Redazione) contenuto(b esenpat.Bozza) esenpat.ContenutoCertificato {
	s, _ := r.Sessione.Corrente()
	c := esenpat.ContenutoCertificato{
		Identita: esenpat.IdentitaDocumento{
			Radice: s.Parametri.RadiceDocumenti, ID: "BOZZA." + b.ID, SetID: "BOZZA." + b.ID, Versione: 1,
			Incontro: "BOZZA." + b.ID, Sostituisce: b.Sostituisce,
		},
		Assistito: b.Assistito, Medico: b.Medico, Azienda: b.Azienda, Dati: b.Dati,
		Emesso: r.Orologio().In(r.Fuso), Prova: s.Prova, Bozza: true,
	}
	if c.Medico.CodiceFiscale == "" {
		c.Medico = s.Utente
	}
	if c.Azienda.Codice == "" {
		c.Azienda = s.Azienda
	}
	return c
}

// Crea turns b into exactly one certificate, whatever happens on the way: its
// Idempotency-Key is durable in the draft before anything is sent, a lost
// answer is looked up, and a copy that the server already has is adopted. The
// draft is dropped once the certificate exists. Errors besides those of the
// service: "certificato.incompleto" (Invalid, Field says what is missing),
// "documento.non-conforme" (Invalid: a document of this draft would break a
// national rule; nothing was sent),
// "certificato.gia-creato" (Conflict, Params numero: an earlier try of this
// draft became a certificate with other data, open it in «Certificati»),
// "certificato.esito-incerto" (Uncertain: press again, nothing is duplicated).
func (r *Redazione) Crea(ctx context.Context, b esenpat.Bozza) (esenpat.Certificato, error) {
	s, ok := r.Sessione.Corrente()
	if !ok {
		return esenpat.Certificato{}, esenpat.NewError(esenpat.Unauthenticated, "sessione.assente", "certificati.Crea")
	}
	if di := b.Medico.CodiceFiscale; di != "" && di != s.Utente.CodiceFiscale {
		return esenpat.Certificato{}, esenpat.NewError(esenpat.Forbidden, "bozza.di-altro-medico", "certificati.Crea")
	}
	if err := completa(b, esenpat.DataDi(r.Orologio().In(r.Fuso))); err != nil {
		return esenpat.Certificato{}, err
	}
	proprietario := string(s.Utente.CodiceFiscale)
	c, err := r.crea(ctx, proprietario, b)
	if err != nil {
		return esenpat.Certificato{}, err
	}
	if !stessiDati(c.Dati, b.Dati) {
		return esenpat.Certificato{}, esenpat.NewError(esenpat.Conflict, "certificato.gia-creato", "certificati.Crea").With("numero", c.Numero)
	}
	r.Mostrati.attendi(c.ID, atteso{dati: b.Dati, assistito: b.Assistito, medico: s.Utente})
	// A draft that cannot be dropped now is harmless: sent again, it finds its
	// certificate.
	_ = r.Bozze.EliminaBozza(context.WithoutCancel(ctx), proprietario, b.ID)
	return c, nil
}

func (r *Redazione) crea(ctx context.Context, proprietario string, b esenpat.Bozza) (esenpat.Certificato, error) {
	b = r.conChiave(ctx, proprietario, b)
	if b.Chiave != "" { // tried before: perhaps it arrived
		if op, noto := r.Motore.Cerca(ctx, proprietario, b.Chiave, false); noto && op.Stato == esenpat.OperazioneRiuscita {
			return r.Lettura.Certificato(ctx, b.Assistito.ID, op.RisorsaID)
		}
	} else {
		if err := r.conforme(b); err != nil {
			return esenpat.Certificato{}, err
		}
		b.Chiave = r.Motore.Chiave()
		if b.CreataIl.IsZero() {
			b.CreataIl = r.Orologio()
		}
		if err := r.Bozze.SalvaBozza(ctx, proprietario, b); err != nil {
			return esenpat.Certificato{}, err
		}
	}
	c, err := r.Remoto.CreaCertificato(ctx, b.Chiave, r.nuovo(b))
	switch {
	case err == nil:
		return c, nil
	case esenpat.CodeOf(err) == "certificato.id-client-esistente":
		return r.adotta(ctx, b, esenpat.AsError(err).Params["certificato_id"])
	case esenpat.KindOf(err) == esenpat.Uncertain:
		return r.ritrova(ctx, proprietario, b, err)
	case rifiutata(err):
		// The key is spent: the corrected draft is another request.
		b.Chiave = ""
		_ = r.Bozze.SalvaBozza(context.WithoutCancel(ctx), proprietario, b)
	}
	return esenpat.Certificato{}, err
}

// conforme judges the document that b would become, before anything is sent.
func (r *Redazione) conforme(b esenpat.Bozza) error {
	if r.Norma == nil {
		return nil
	}
	return r.Norma.ContenutoConforme(r.contenuto(b))
}

// conChiave returns b with the key of an earlier try: the caller's copy may be
// older than that.
func (r *Redazione) conChiave(ctx context.Context, proprietario string, b esenpat.Bozza) esenpat.Bozza {
	if b.Chiave == "" {
		if salvata, err := r.Bozze.Bozza(ctx, proprietario, b.ID); err == nil && salvata.Chiave != "" {
			b.Chiave, b.CreataIl = salvata.Chiave, salvata.CreataIl
		}
	}
	return b
}

// adotta returns the certificate that b has already become; the server may say
// which one it is.
func (r *Redazione) adotta(ctx context.Context, b esenpat.Bozza, id string) (esenpat.Certificato, error) {
	if id != "" {
		return r.Lettura.Certificato(ctx, b.Assistito.ID, id)
	}
	return r.Remoto.CertificatoDiBozza(ctx, b.Assistito.ID, b.ID)
}

// ritrova finds out what became of a creation whose answer was lost.
func (r *Redazione) ritrova(ctx context.Context, proprietario string, b esenpat.Bozza, perso error) (esenpat.Certificato, error) {
	op, noto := r.Motore.Cerca(ctx, proprietario, b.Chiave, true)
	if !noto {
		return esenpat.Certificato{}, esenpat.NewError(esenpat.Uncertain, "certificato.esito-incerto", "certificati.Crea").Because(perso)
	}
	switch op.Stato {
	case esenpat.OperazioneRiuscita:
		return r.Lettura.Certificato(ctx, b.Assistito.ID, op.RisorsaID)
	case esenpat.OperazioneFallita:
		if op.Errore != nil {
			return esenpat.Certificato{}, op.Errore
		}
	case esenpat.OperazioneMaiArrivata, esenpat.OperazioneInCorso:
	}
	return esenpat.Certificato{}, atti.MaiArrivato()
}

func (r *Redazione) nuovo(b esenpat.Bozza) esenpat.NuovoCertificato {
	return esenpat.NuovoCertificato{
		IDClient: b.ID, AssistitoID: b.Assistito.ID, Dati: b.Dati,
		// The instant of writing is part of the request: it must not change
		// between two tries with one key.
		RedattoIl: b.CreataIl, Sostituisce: b.Sostituisce.ID,
	}
}

// rifiutata reports whether the server has decided against the request, so that
// the same key cannot lead to a certificate any more.
func rifiutata(err error) bool {
	switch esenpat.KindOf(err) {
	case esenpat.Invalid, esenpat.NotFound, esenpat.Conflict, esenpat.Forbidden, esenpat.Rejected, esenpat.Firma:
		return true
	case esenpat.Internal, esenpat.Unauthenticated, esenpat.Offline, esenpat.Unavailable, esenpat.Uncertain,
		esenpat.Storage, esenpat.Keyring, esenpat.Canceled:
		return false
	}
	return false
}

// completa reports the first thing that is missing for a creation (M70).
func completa(b esenpat.Bozza, oggi esenpat.Data) error {
	d := b.Dati
	for _, campo := range []struct {
		nome  string
		manca bool
	}{
		{"assistito", b.Assistito.ID == ""},
		{"tipologia", d.Tipologia == ""},
		{"tipologia_invalidita", d.Tipologia == esenpat.Invalidita && d.TipologiaInvalidita == ""},
		{"codice_esenzione", d.Esenzione.Codice == ""},
		{"codice_diagnosi", d.Diagnosi.Codice == "" && !d.Diagnosi.Fittizia && !d.Esenzione.SenzaDiagnosiCodifica},
		{"patologia", strings.TrimSpace(d.Patologia) == ""},
		{"soggetto_leggi_speciali", d.LeggiSpeciali == esenpat.NonScelto},
		{"unita_produttiva", d.UnitaProduttiva.Matricola == ""},
		{"oscurato_genitore", b.Assistito.Minorenne(oggi) && d.OscuratoGenitore == esenpat.NonScelto},
		{"regime_documento", d.Regime == ""},
	} {
		if campo.manca {
			return esenpat.NewError(esenpat.Invalid, "certificato.incompleto", "certificati.Crea").At(campo.nome)
		}
	}
	if b.ID == "" {
		return esenpat.NewError(esenpat.Internal, "certificato.bozza-senza-id", "certificati.Crea")
	}
	return nil
}
