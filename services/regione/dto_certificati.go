package regione

import (
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

type durataDTO struct {
	Valore *int   `json:"valore"`
	Tipo   string `json:"tipo"`
	Fonte  string `json:"fonte"`
}

func (d *durataDTO) durata() esenpat.Durata {
	if d == nil {
		return esenpat.Durata{}
	}
	r := esenpat.Durata{Unita: esenpat.UnitaDurata(d.Tipo), Fonte: d.Fonte}
	if d.Valore != nil {
		r.Valore = *d.Valore
	}
	return r
}

type voceEsenzioneDTO struct {
	Codifica             string       `json:"codifica"`
	Codice               string       `json:"codice"`
	Descrizione          string       `json:"descrizione"`
	Tipologia            string       `json:"tipologia"`
	TipologiaAura        string       `json:"tipologia_aura"`
	RiferimentoNormativo string       `json:"riferimento_legislativo"`
	Durata               *durataDTO   `json:"durata"`
	ValidaDal            esenpat.Data `json:"valida_dal"`
	ValidaAl             esenpat.Data `json:"valida_al"`
	SenzaDiagnosi        bool         `json:"senza_diagnosi_codificata"`
	Dimostrativa         bool         `json:"dimostrativa"`
}

func (d voceEsenzioneDTO) manca() string { return vuoto("codice", d.Codice) }

func (d voceEsenzioneDTO) voce() esenpat.VoceEsenzione {
	return esenpat.VoceEsenzione{
		Codifica: esenpat.Codifica(primo(d.Codifica, string(esenpat.CodificaPiemonte))), Codice: d.Codice, Descrizione: d.Descrizione,
		Tipologia: esenpat.Tipologia(d.Tipologia), TipologiaAura: d.TipologiaAura, RiferimentoNormativo: d.RiferimentoNormativo,
		Durata: d.Durata.durata(), ValidaDal: d.ValidaDal, ValidaAl: d.ValidaAl,
		SenzaDiagnosiCodifica: d.SenzaDiagnosi, Dimostrativa: d.Dimostrativa,
	}
}

// diagnosiDTO serves both diagnosi_certificato and voce_diagnosi.
type diagnosiDTO struct {
	Codice          string       `json:"codice"`
	Descrizione     string       `json:"descrizione"`
	CodiceEsenzione string       `json:"codice_esenzione"`
	Fittizia        bool         `json:"fittizia"`
	Durata          *durataDTO   `json:"durata"`
	ValidaDal       esenpat.Data `json:"valida_dal"`
	ValidaAl        esenpat.Data `json:"valida_al"`
	Fonte           string       `json:"fonte"`
}

func (d diagnosiDTO) manca() string { return "" } // absent is «000»

func (d diagnosiDTO) voce() esenpat.VoceDiagnosi {
	return esenpat.VoceDiagnosi{
		Codice: d.Codice, Descrizione: d.Descrizione, CodiceEsenzione: d.CodiceEsenzione, Fittizia: d.Fittizia,
		Durata: d.Durata.durata(), ValidaDal: d.ValidaDal, ValidaAl: d.ValidaAl, Fonte: d.Fonte,
	}
}

type pdfDTO struct {
	SHA256     string `json:"sha256"`
	Dimensione int    `json:"dimensione"`
	Firmato    bool   `json:"firmato"`
}

func (d pdfDTO) riferimento() esenpat.RiferimentoPDF { return esenpat.RiferimentoPDF(d) }

type annullativoDTO struct {
	ID    string      `json:"id"`
	Stato codificaDTO `json:"stato"`
	PDF   pdfDTO      `json:"pdf"`
}

func (d annullativoDTO) manca() string { return vuoto("id", d.ID, "pdf.sha256", d.PDF.SHA256) }

type esitoAnnullamentoDTO struct {
	Annullativo annullativoDTO `json:"annullativo"`
}

func (d esitoAnnullamentoDTO) manca() string { return d.Annullativo.manca() }

type dateDTO struct {
	CreatoIl    time.Time `json:"creato_il"`
	EmessoIl    time.Time `json:"emesso_il"`
	FirmatoIl   time.Time `json:"firmato_il"`
	AnnullatoIl time.Time `json:"annullato_il"`
}

type consegnaDTO struct {
	Esito  string    `json:"esito"`
	Testo  string    `json:"descrizione"`
	Motivo string    `json:"motivo"`
	Quando time.Time `json:"aggiornato_il"`
}

type certificatoDTO struct {
	ID                  string                      `json:"id"`
	IDClient            string                      `json:"id_client"`
	Numero              string                      `json:"numero"`
	Stato               codificaDTO                 `json:"stato"`
	Tipologia           codificaDTO                 `json:"tipologia"`
	TipologiaInvalidita string                      `json:"tipologia_invalidita"`
	Esenzione           voceEsenzioneDTO            `json:"esenzione"`
	Diagnosi            diagnosiDTO                 `json:"diagnosi"`
	Patologia           string                      `json:"patologia"`
	LeggiSpeciali       *bool                       `json:"soggetto_leggi_speciali"`
	UnitaProduttiva     unitaProduttivaDTO          `json:"unita_produttiva"`
	Regime              codificaDTO                 `json:"regime_documento"`
	OscuratoGenitore    *bool                       `json:"oscurato_genitore"`
	VersioneCatalogo    string                      `json:"versione_catalogo"`
	Assistito           assistitoDTO                `json:"assistito"`
	Redattore           utenteDTO                   `json:"redattore"`
	Firmatario          utenteDTO                   `json:"firmatario"`
	Utilizzabile        bool                        `json:"utilizzabile"`
	EsenzioneID         string                      `json:"esenzione_id"`
	AnnullativoID       string                      `json:"annullativo_id"`
	Sostituisce         string                      `json:"sostituisce"`
	Annullativo         *annullativoDTO             `json:"annullativo"`
	Azioni              []esenpat.AzioneCertificato `json:"azioni_ammesse"`
	PDF                 pdfDTO                      `json:"pdf"`
	Fascicolo           consegnaDTO                 `json:"consegna_fascicolo"`
	dateDTO
}

func (d certificatoDTO) manca() string {
	if campo := d.Assistito.manca(); campo != "" {
		return "assistito." + campo
	}
	return vuoto("id", d.ID, "numero", d.Numero, "stato", d.Stato.Codice, "esenzione", d.Esenzione.Codice,
		"redattore", d.Redattore.CodiceFiscale, "pdf.sha256", d.PDF.SHA256)
}

func (d certificatoDTO) certificato(etag string) esenpat.Certificato {
	c := esenpat.Certificato{
		ID: d.ID, Numero: d.Numero, Stato: esenpat.StatoCertificato(d.Stato.Codice), StatoTesto: d.Stato.Descrizione,
		Assistito: d.Assistito.assistito(), Redattore: d.Redattore.utente(), Firmatario: d.Firmatario.utente(),
		Dati: esenpat.DatiCertificato{
			Tipologia: esenpat.Tipologia(d.Tipologia.Codice), TipologiaInvalidita: esenpat.TipologiaInvalidita(d.TipologiaInvalidita),
			Esenzione: d.Esenzione.voce(), Diagnosi: d.Diagnosi.voce(), Patologia: d.Patologia,
			LeggiSpeciali: esenpat.SceltaDi(d.LeggiSpeciali), UnitaProduttiva: d.UnitaProduttiva.unita(),
			OscuratoGenitore: esenpat.SceltaDi(d.OscuratoGenitore), Regime: esenpat.Regime(d.Regime.Codice), VersioneCatalogo: d.VersioneCatalogo,
		},
		Date:   esenpat.DateCertificato(d.dateDTO),
		Legami: esenpat.LegamiCertificato{Utilizzabile: d.Utilizzabile, EsenzioneID: d.EsenzioneID, AnnullativoID: d.AnnullativoID, Sostituisce: d.Sostituisce},
		Azioni: d.Azioni, PDF: d.PDF.riferimento(), ETag: etag, IDClient: d.IDClient, Fascicolo: esenpat.ConsegnaFascicolo(d.Fascicolo),
	}
	if a := d.Annullativo; a != nil {
		c.Legami.AnnullativoID, c.Legami.Annullativo = a.ID, a.PDF.riferimento()
	}
	return c
}

type certificatoSintesiDTO struct {
	ID            string              `json:"id"`
	CitID         string              `json:"cit_id"`
	Numero        string              `json:"numero"`
	Stato         codificaDTO         `json:"stato"`
	Tipologia     codificaDTO         `json:"tipologia"`
	Esenzione     codificaDTO         `json:"esenzione"`
	Diagnosi      diagnosiDTO         `json:"diagnosi"`
	Assistito     assistitoSintesiDTO `json:"assistito"`
	Redattore     string              `json:"redattore"`
	Utilizzabile  bool                `json:"utilizzabile"`
	LeggiSpeciali bool                `json:"soggetto_leggi_speciali"`
	dateDTO
}

func (d certificatoSintesiDTO) manca() string {
	return vuoto("id", d.ID, "cit_id", d.CitID, "numero", d.Numero, "stato", d.Stato.Codice)
}

func (d certificatoSintesiDTO) sintesi() esenpat.CertificatoSintesi {
	return esenpat.CertificatoSintesi{
		ID: d.ID, AssistitoID: d.CitID, Numero: d.Numero, Stato: esenpat.StatoCertificato(d.Stato.Codice), StatoTesto: d.Stato.Descrizione,
		Tipologia: esenpat.Tipologia(d.Tipologia.Codice), Esenzione: d.Esenzione.voce(), Diagnosi: d.Diagnosi.voce(),
		Beneficiario: d.Assistito.sintesi(), Redattore: d.Redattore, Utilizzabile: d.Utilizzabile,
		Date: esenpat.DateCertificato(d.dateDTO), LeggiSpeciali: d.LeggiSpeciali,
	}
}

type eventoStoricoDTO struct {
	Stato  string    `json:"stato"`
	Data   time.Time `json:"data"`
	Utente string    `json:"utente"`
	Nota   string    `json:"nota"`
}

func (d eventoStoricoDTO) manca() string { return vuoto("stato", d.Stato) }

func (d eventoStoricoDTO) evento() esenpat.EventoStorico {
	return esenpat.EventoStorico{Quando: d.Data, Stato: d.Stato, Utente: d.Utente, Nota: d.Nota}
}
