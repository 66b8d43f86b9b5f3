package regione

import (
	"context"
	"net/http"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

const opRichiediOTP = "richiediOtp"

// ProviderFirma returns the signing providers.
func (c *Client) ProviderFirma(ctx context.Context) ([]esenpat.ProviderFirma, error) {
	d, _, err := chiedi[elenco[providerFirmaDTO]](ctx, c, get("providerFirma", "/firma/provider", nil))
	return converti(d, providerFirmaDTO.provider), err
}

// RichiediOTP asks a provider to send a code; sent once.
func (c *Client) RichiediOTP(ctx context.Context, chiave string, r esenpat.RichiestaOTP) (esenpat.OTPInviato, error) {
	corpo := richiestaOTPDTO{Provider: r.Credenziali.Provider, Alias: r.Credenziali.Alias, PIN: r.Credenziali.PIN.Reveal(), Modalita: r.Modalita}
	for _, d := range r.Documenti {
		corpo.Documenti = append(corpo.Documenti, documentoDaFirmareDTO(d))
	}
	d, _, err := chiedi[otpInviatoDTO](ctx, c, chiamata{
		op: opRichiediOTP, metodo: http.MethodPost, percorso: "/firma/otp", corpo: corpo, chiave: chiave, classe: sola,
	})
	return esenpat.OTPInviato(d), err
}

// FirmaCertificato is the act of signing; sent once.
func (c *Client) FirmaCertificato(ctx context.Context, chiave string, r esenpat.RichiestaFirma) (esenpat.EsitoFirma, error) {
	return c.firma(ctx, "firmaCertificato", percorsoCertificato+"/firma", chiave, r)
}

// FirmaAnnullamento is the act of signing an annulment; sent once.
func (c *Client) FirmaAnnullamento(ctx context.Context, chiave string, r esenpat.RichiestaFirma) (esenpat.EsitoFirma, error) {
	return c.firma(ctx, "firmaAnnullamento", percorsoCertificato+"/annullamento/firma", chiave, r)
}

func (c *Client) firma(ctx context.Context, op, percorso, chiave string, r esenpat.RichiestaFirma) (esenpat.EsitoFirma, error) {
	d, risp, err := chiedi[esitoFirmaDTO](ctx, c, chiamata{
		op: op, metodo: http.MethodPost, percorso: percorso, parametri: certificato(r.Riferimento.AssistitoID, r.Riferimento.ID),
		corpo:  corpoFirma(r),
		chiave: chiave, ifMatch: r.Riferimento.ETag, classe: sola, incerto: "firma.esito-incerto",
	})
	if err != nil {
		return esenpat.EsitoFirma{}, err
	}
	return esenpat.EsitoFirma{
		Certificato: d.Certificato.certificato(risp.intestazioni.Get("ETag")), IDOperazione: d.IDOperazione, TipoFirma: d.TipoFirma,
		FirmatoIl: d.FirmatoIl, OraServer: d.OraServer,
		Autorizzazione: esenpat.AutorizzazioneFirma{
			Gettone: esenpat.NewSecret(d.Autorizzazione.Gettone), ScadeIl: d.Autorizzazione.ScadeIl, Firme: d.Autorizzazione.Firme,
		},
	}, nil
}

// corpoFirma: with an authorisation neither PIN nor OTP travels again.
func corpoFirma(r esenpat.RichiestaFirma) richiestaFirmaDTO {
	c := richiestaFirmaDTO{
		Provider: r.Credenziali.Provider, Alias: r.Credenziali.Alias, SHA256: r.SHA256, SenzaMarca: r.SenzaMarca,
		Autorizzazione: r.Autorizzazione.Reveal(),
	}
	if r.Autorizzazione.Empty() {
		c.PIN, c.OTP = r.Credenziali.PIN.Reveal(), r.Credenziali.OTP.Reveal()
	}
	for _, d := range r.Altri {
		c.Altri = append(c.Altri, documentoDaFirmareDTO(d))
	}
	return c
}

// CredenzialiFirma tells how the doctor's signing credentials stand: the one of
// an alias, or all that the service knows when alias is empty. A read.
func (c *Client) CredenzialiFirma(ctx context.Context, provider, alias string) ([]esenpat.CredenzialeFirma, error) {
	d, _, err := chiedi[elenco[credenzialeFirmaDTO]](ctx, c, chiamata{
		op: "credenzialiFirma", metodo: http.MethodPost, percorso: "/firma/credenziali/_search",
		corpo: ricercaCredenzialiDTO{Provider: provider, Alias: alias}, classe: lettura,
	})
	return converti(d, credenzialeFirmaDTO.credenziale), err
}

// AnnullaCertificato is the act of asking for the annulling document; sent once.
func (c *Client) AnnullaCertificato(ctx context.Context, chiave string, rif esenpat.RiferimentoCertificato, motivo string) (esenpat.Annullativo, error) {
	d, r, err := chiedi[esitoAnnullamentoDTO](ctx, c, chiamata{
		op: "annullaCertificato", metodo: http.MethodPost, percorso: percorsoCertificato + "/annullamento",
		parametri: certificato(rif.AssistitoID, rif.ID), corpo: annullamentoDTO{Motivo: motivo},
		chiave: chiave, ifMatch: rif.ETag, classe: sola, incerto: "certificato.esito-incerto",
	})
	if err != nil {
		return esenpat.Annullativo{}, err
	}
	a := d.Annullativo
	return esenpat.Annullativo{
		ID: a.ID, Stato: esenpat.StatoCertificato(a.Stato.Codice), PDF: a.PDF.riferimento(), ETag: r.intestazioni.Get("ETag"),
	}, nil
}

// Operazione returns what the service recorded under an Idempotency-Key.
func (c *Client) Operazione(ctx context.Context, chiave string) (esenpat.Operazione, error) {
	d, _, err := chiedi[operazioneDTO](ctx, c, get("operazione", "/operazioni/{idempotency_key}", map[string]string{"idempotency_key": chiave}))
	switch {
	case err == nil:
	case esenpat.KindOf(err) == esenpat.NotFound:
		return esenpat.Operazione{Stato: esenpat.OperazioneMaiArrivata}, nil
	default:
		return esenpat.Operazione{}, err
	}
	o := esenpat.Operazione{Stato: esenpat.StatoOperazione(d.Stato), Tipo: d.Tipo, RisorsaID: d.RisorsaID}
	if d.Errore != nil {
		o.Errore = c.errore(*d.Errore, "operazione")
	}
	return o, nil
}
