package regione

import (
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// ambienteProva is the value of «ambiente» that marks a test environment.
const ambienteProva = "prova"

type credenzialiDTO struct {
	Metodo       string `json:"metodo,omitempty"`
	NomeUtente   string `json:"nome_utente,omitempty"`
	Password     string `json:"password,omitempty"`
	PIN          string `json:"pin,omitempty"`
	CodiceOIDC   string `json:"codice_oidc,omitempty"`
	Verificatore string `json:"verificatore,omitempty"`
	URIRitorno   string `json:"uri_ritorno,omitempty"`
}

type tokenDTO struct {
	AccessToken string    `json:"access_token"`
	ScadeIl     time.Time `json:"scade_il"`
}

func (d tokenDTO) manca() string { return vuoto("access_token", d.AccessToken) }

type servizioDTO struct {
	Nome              string    `json:"nome"`
	Descrizione       string    `json:"descrizione"`
	ServizioAttivo    *bool     `json:"servizio_attivo"`
	VersioneContratto string    `json:"versione_contratto"`
	Ambiente          string    `json:"ambiente"`
	OraServer         time.Time `json:"ora_server"`
	Accessi           struct {
		Certificato bool `json:"certificato"`
		OIDC        *struct {
			Indirizzo string `json:"indirizzo_autorizzazione"`
			Client    string `json:"id_client"`
			Ambito    string `json:"ambito"`
		} `json:"oidc"`
	} `json:"accessi"`
}

func (d servizioDTO) manca() string {
	if d.ServizioAttivo == nil {
		return "servizio_attivo"
	}
	return vuoto("versione_contratto", d.VersioneContratto)
}

func (d servizioDTO) servizio() esenpat.Servizio {
	accessi := esenpat.AccessiAmmessi{Certificato: d.Accessi.Certificato}
	if o := d.Accessi.OIDC; o != nil && o.Indirizzo != "" && o.Client != "" {
		accessi.OIDC = &esenpat.AccessoOIDC{Indirizzo: o.Indirizzo, Client: o.Client, Ambito: o.Ambito}
	}
	return esenpat.Servizio{
		Accessi: accessi,
		Nome:    d.Nome, Descrizione: d.Descrizione, Attivo: d.ServizioAttivo != nil && *d.ServizioAttivo,
		Contratto: d.VersioneContratto, Ambiente: d.Ambiente, OraServer: d.OraServer,
	}
}

type collocazioneDTO struct {
	Codice             string `json:"codice_collocazione"`
	Descrizione        string `json:"descrizione_collocazione"`
	CodiceAzienda      string `json:"codice_azienda"`
	DescrizioneAzienda string `json:"descrizione_azienda"`
}

func (d collocazioneDTO) manca() string { return vuoto("codice_collocazione", d.Codice) }

func (d collocazioneDTO) collocazione() esenpat.Collocazione { return esenpat.Collocazione(d) }

type sceltaSessioneDTO struct {
	CodiceRuolo        string `json:"codice_ruolo"`
	CodiceCollocazione string `json:"codice_collocazione"`
}

type parametriDTO struct {
	OraServer          time.Time    `json:"ora_server"`
	MaxPDF             int          `json:"dimensione_massima_pdf"`
	MaxPatologia       int          `json:"lunghezza_massima_patologia"`
	SoloProprie        bool         `json:"solo_proprie_esenzioni"`
	RadiceDocumenti    string       `json:"radice_documenti"`
	FirmaMassivaLimite int          `json:"firma_massiva_limite"`
	ScadenzaCertFirma  esenpat.Data `json:"scadenza_certificato_firma"`
}

type sessioneDTO struct {
	ID           string           `json:"id_sessione"`
	ScadeIl      time.Time        `json:"scade_il"`
	Utente       utenteDTO        `json:"utente"`
	Ruolo        codificaDTO      `json:"ruolo"`
	Collocazione collocazioneDTO  `json:"collocazione"`
	Azienda      aziendaDTO       `json:"azienda"`
	Azioni       []esenpat.Azione `json:"azioni"`
	TutteLeASL   bool             `json:"tutte_le_asl"`
	Ambiente     string           `json:"ambiente"`
	Parametri    parametriDTO     `json:"parametri"`
}

func (d sessioneDTO) manca() string {
	if campo := d.Utente.manca(); campo != "" {
		return "utente." + campo
	}
	return vuoto("id_sessione", d.ID, "ruolo", d.Ruolo.Codice, "collocazione", d.Collocazione.Codice, "azienda", d.Azienda.IDAzienda)
}

func (d sessioneDTO) sessione() esenpat.Sessione {
	return esenpat.Sessione{
		ID: d.ID, ScadeIl: d.ScadeIl, Utente: d.Utente.utente(), Ruolo: esenpat.Ruolo(d.Ruolo),
		Collocazione: d.Collocazione.collocazione(), Azienda: d.Azienda.azienda(), Azioni: d.Azioni,
		TutteLeASL: d.TutteLeASL, Parametri: esenpat.Parametri(d.Parametri), Prova: d.Ambiente == ambienteProva,
	}
}

type unitaProduttivaDTO struct {
	Matricola   string       `json:"matricola"`
	Descrizione string       `json:"descrizione"`
	Struttura   string       `json:"struttura,omitempty"`
	STS11       string       `json:"sts11,omitempty"`
	Indirizzo   string       `json:"indirizzo,omitempty"`
	Predefinita bool         `json:"predefinita,omitempty"`
	ValidaAl    esenpat.Data `json:"valida_al,omitzero"`
}

func (d unitaProduttivaDTO) manca() string { return vuoto("matricola", d.Matricola) }

func (d unitaProduttivaDTO) unita() esenpat.UnitaProduttiva { return esenpat.UnitaProduttiva(d) }
