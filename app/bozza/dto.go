package bozza

// The draft file, version 1 (spec 7). Field order is the order of the file.

type dtoComune struct {
	CodiceIstat     string `json:"codice_istat,omitempty"`
	CodiceCatastale string `json:"codice_catastale,omitempty"`
	Denominazione   string `json:"denominazione,omitempty"`
	Provincia       string `json:"provincia,omitempty"`
}

type dtoResidenza struct {
	Indirizzo string    `json:"indirizzo,omitempty"`
	CAP       string    `json:"cap,omitempty"`
	Regione   string    `json:"regione,omitempty"`
	Comune    dtoComune `json:"comune,omitzero"`
}

type dtoAzienda struct {
	Codice        string `json:"codice,omitempty"`
	Denominazione string `json:"denominazione,omitempty"`
	Indirizzo     string `json:"indirizzo,omitempty"`
	Telefono      string `json:"telefono,omitempty"`
	PEC           string `json:"pec,omitempty"`
	PartitaIVA    string `json:"partita_iva,omitempty"`
}

type dtoAssistito struct {
	ID            string       `json:"id,omitempty"`
	IDAura        string       `json:"id_aura,omitempty"`
	CodiceFiscale string       `json:"codice_fiscale,omitempty"`
	Cognome       string       `json:"cognome,omitempty"`
	Nome          string       `json:"nome,omitempty"`
	DataNascita   string       `json:"data_nascita,omitempty"`
	Sesso         string       `json:"sesso,omitempty"`
	StatoNascita  string       `json:"stato_nascita,omitempty"`
	ComuneNascita dtoComune    `json:"comune_nascita,omitzero"`
	Residenza     dtoResidenza `json:"residenza,omitzero"`
	AslResidenza  dtoAzienda   `json:"asl_residenza,omitzero"`
}

type dtoMedico struct {
	CodiceFiscale string     `json:"codice_fiscale,omitempty"`
	Cognome       string     `json:"cognome,omitempty"`
	Nome          string     `json:"nome,omitempty"`
	Titolo        string     `json:"titolo,omitempty"`
	Telefono      string     `json:"telefono,omitempty"`
	Azienda       dtoAzienda `json:"azienda,omitzero"`
}

type dtoUnita struct {
	Matricola   string `json:"matricola,omitempty"`
	Descrizione string `json:"descrizione,omitempty"`
	STS11       string `json:"sts11,omitempty"`
	Struttura   string `json:"struttura,omitempty"`
}

type dtoRiferimento struct {
	ID       string `json:"id,omitempty"`
	SetID    string `json:"set_id,omitempty"`
	Versione int    `json:"versione,omitempty"`
	Numero   string `json:"numero,omitempty"`
	Data     string `json:"data,omitempty"`
	Motivo   string `json:"motivo,omitempty"`
}

type dtoBozza struct {
	Versione            int            `json:"versione"`
	ID                  string         `json:"id,omitempty"`
	Assistito           dtoAssistito   `json:"assistito,omitzero"`
	Medico              dtoMedico      `json:"medico,omitzero"`
	Tipologia           string         `json:"tipologia,omitempty"`
	TipologiaInvalidita string         `json:"tipologia_invalidita,omitempty"`
	Codifica            string         `json:"codifica,omitempty"`
	CodiceEsenzione     string         `json:"codice_esenzione,omitempty"`
	DescrEsenzione      string         `json:"esenzione_descrizione,omitempty"`
	CodiceDiagnosi      string         `json:"codice_diagnosi,omitempty"`
	DescrDiagnosi       string         `json:"diagnosi_descrizione,omitempty"`
	Patologia           string         `json:"patologia,omitempty"`
	LeggiSpeciali       *bool          `json:"soggetto_leggi_speciali,omitempty"`
	Unita               dtoUnita       `json:"unita_produttiva,omitzero"`
	Oscurato            *bool          `json:"oscurato_genitore,omitempty"`
	Regime              string         `json:"regime_documento,omitempty"`
	Data                string         `json:"data,omitempty"`
	Ora                 string         `json:"ora,omitempty"`
	VersioneCatalogo    string         `json:"versione_catalogo,omitempty"`
	Sostituisce         dtoRiferimento `json:"sostituisce,omitzero"`
	Annulla             dtoRiferimento `json:"annulla,omitzero"`
}
