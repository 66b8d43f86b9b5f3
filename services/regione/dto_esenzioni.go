package regione

import (
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

type esenzioneAURADTO struct {
	Codice          string       `json:"codice"`
	Descrizione     string       `json:"descrizione"`
	CodiceDiagnosi  string       `json:"codice_diagnosi"`
	Diagnosi        string       `json:"diagnosi"`
	DataEmissione   esenpat.Data `json:"data_emissione"`
	DataScadenza    esenpat.Data `json:"data_scadenza"`
	DataSospensione esenpat.Data `json:"data_sospensione"`
	CodiceAttestato string       `json:"codice_attestato"`
	Fonte           string       `json:"fonte"`
	Attiva          bool         `json:"attiva"`
	LeggiSpeciali   bool         `json:"soggetto_leggi_speciali"`
}

func (d esenzioneAURADTO) manca() string { return vuoto("codice", d.Codice) }

func (d esenzioneAURADTO) esenzione() esenpat.EsenzioneAURA { return esenpat.EsenzioneAURA(d) }

type limitiDataDTO struct {
	DataMinima  esenpat.Data `json:"data_minima"`
	DataMassima esenpat.Data `json:"data_massima"`
}

type propostaDTO struct {
	CodiceEsenzione string            `json:"codice_esenzione"`
	CodiceDiagnosi  string            `json:"codice_diagnosi"`
	DataInizio      esenpat.Data      `json:"data_inizio"`
	DataFine        esenpat.Data      `json:"data_fine_proposta"`
	Durata          *durataDTO        `json:"durata"`
	Illimitata      bool              `json:"illimitata"`
	Rilasciabile    bool              `json:"rilasciabile"`
	Richiedibile    bool              `json:"richiedibile"`
	Motivo          motivoDTO         `json:"motivo"`
	AttivaAURA      *esenzioneAURADTO `json:"esenzione_attiva_aura"`
	Limiti          limitiDataDTO     `json:"limiti"`
	AslCompetente   aziendaDTO        `json:"asl_competente"`
	Dichiarazioni   []motivoDTO       `json:"dichiarazioni"`
}

func (d propostaDTO) manca() string {
	return vuoto("codice_esenzione", d.CodiceEsenzione, "data_inizio", d.DataInizio.String())
}

func (d propostaDTO) proposta() esenpat.PropostaEsenzione {
	p := esenpat.PropostaEsenzione{
		CodiceEsenzione: d.CodiceEsenzione, CodiceDiagnosi: primo(d.CodiceDiagnosi, esenpat.CodiceNessunaDiagnosi),
		DataInizio: d.DataInizio, DataFine: d.DataFine, Durata: d.Durata.durata(), Rilasciabile: d.Rilasciabile, Richiedibile: d.Richiedibile,
		Motivo: d.Motivo.motivo(), DataMinima: d.Limiti.DataMinima, DataMassima: d.Limiti.DataMassima, AslCompetente: d.AslCompetente.azienda(),
	}
	for _, m := range d.Dichiarazioni {
		p.Dichiarazioni = append(p.Dichiarazioni, m.motivo())
	}
	if d.Illimitata {
		p.Durata.Unita = esenpat.DurataIllimitata
	}
	if d.AttivaAURA != nil {
		p.AttivaAURA = d.AttivaAURA.esenzione()
	}
	return p
}

type dateEsenzioneDTO struct {
	RichiestaIl time.Time    `json:"data_richiesta"`
	Inizio      esenpat.Data `json:"data_inizio_validita"`
	Fine        esenpat.Data `json:"data_fine_validita"`
}

type prestazioneDTO struct {
	Codice      string `json:"codice"`
	CodiceDM96  string `json:"codice_dm96"`
	Descrizione string `json:"descrizione"`
	Nota        string `json:"nota"`
}

type esenzioneDTO struct {
	ID            string           `json:"id"`
	Numero        string           `json:"numero_pratica"`
	Stato         codificaDTO      `json:"stato"`
	Esenzione     voceEsenzioneDTO `json:"esenzione"`
	Diagnosi      diagnosiDTO      `json:"diagnosi"`
	Assistito     assistitoDTO     `json:"assistito"`
	CertificatoID string           `json:"certificato_id"`
	Prestazioni   []prestazioneDTO `json:"prestazioni"`
	Origine       string           `json:"origine"`
	AslCompetente aziendaDTO       `json:"asl_competente"`
	LeggiSpeciali *bool            `json:"soggetto_leggi_speciali"`
	Oscurato      *bool            `json:"oscurato_genitore"`

	Compilatore     string `json:"compilatore"`
	Note            string `json:"note"`
	CodiceAttestato string `json:"codice_attestato"`

	Comunicazione comunicazioneDTO          `json:"comunicazione_asl"`
	Azioni        []esenpat.AzioneEsenzione `json:"azioni_ammesse"`
	dateEsenzioneDTO
}

// comunicazioneDTO is what the ASL wrote about a request.
type comunicazioneDTO struct {
	Motivo codificaDTO `json:"motivo"`
	Note   string      `json:"note"`
	Data   time.Time   `json:"data"`
}

// conETag is valore with the version that state-changing calls name.
func (d esenzioneDTO) conETag(etag string) esenpat.Esenzione {
	e := d.valore()
	e.ETag = etag
	return e
}

func (d esenzioneDTO) manca() string {
	return vuoto("id", d.ID, "numero_pratica", d.Numero, "stato", d.Stato.Codice, "esenzione", d.Esenzione.Codice)
}

func (d esenzioneDTO) valore() esenpat.Esenzione {
	e := esenpat.Esenzione{
		ID: d.ID, Numero: d.Numero, Stato: esenpat.StatoEsenzione(d.Stato.Codice), StatoTesto: d.Stato.Descrizione,
		Voce: d.Esenzione.voce(), Diagnosi: d.Diagnosi.voce(), Beneficiario: d.Assistito.assistito(),
		Date: esenpat.DateEsenzione(d.dateEsenzioneDTO), CertificatoID: d.CertificatoID, Origine: d.Origine, AslCompetente: d.AslCompetente.azienda(),
		LeggiSpeciali: protetta(d.LeggiSpeciali), OscuratoGenitore: esenpat.SceltaDi(d.Oscurato),
		Compilatore: d.Compilatore, Note: d.Note, CodiceAttestato: d.CodiceAttestato, Azioni: d.Azioni,
		Comunicazione: esenpat.ComunicazioneASL{
			Motivo: esenpat.Motivo{Codice: d.Comunicazione.Motivo.Codice, Testo: d.Comunicazione.Motivo.Descrizione},
			Note:   d.Comunicazione.Note, Il: d.Comunicazione.Data,
		},
	}
	for _, p := range d.Prestazioni {
		e.Prestazioni = append(e.Prestazioni, esenpat.Prestazione(p))
	}
	return e
}

type esitoEsenzioneDTO struct {
	Esito              string       `json:"esito"`
	Esenzione          esenzioneDTO `json:"esenzione"`
	ScadenzaPrecedente esenpat.Data `json:"scadenza_precedente"`
}

func (d esitoEsenzioneDTO) manca() string {
	if campo := d.Esenzione.manca(); campo != "" {
		return "esenzione." + campo
	}
	return vuoto("esito", d.Esito)
}

type esenzioneSintesiDTO struct {
	ID            string              `json:"id"`
	CitID         string              `json:"cit_id"`
	Numero        string              `json:"numero_pratica"`
	Stato         codificaDTO         `json:"stato"`
	Esenzione     codificaDTO         `json:"esenzione"`
	Diagnosi      diagnosiDTO         `json:"diagnosi"`
	Assistito     assistitoSintesiDTO `json:"assistito"`
	Compilatore   string              `json:"compilatore"`
	Asl           string              `json:"asl"`
	CertificatoID string              `json:"certificato_id"`
	LeggiSpeciali *bool               `json:"soggetto_leggi_speciali"`
	dateEsenzioneDTO
}

func (d esenzioneSintesiDTO) manca() string {
	return vuoto("id", d.ID, "cit_id", d.CitID, "numero_pratica", d.Numero, "stato", d.Stato.Codice)
}

func (d esenzioneSintesiDTO) sintesi() esenpat.EsenzioneSintesi {
	return esenpat.EsenzioneSintesi{
		ID: d.ID, AssistitoID: d.CitID, Numero: d.Numero, Stato: esenpat.StatoEsenzione(d.Stato.Codice), StatoTesto: d.Stato.Descrizione,
		Esenzione: d.Esenzione.voce(), Diagnosi: d.Diagnosi.voce(), Beneficiario: d.Assistito.sintesi(), Compilatore: d.Compilatore,
		Asl: d.Asl, Date: esenpat.DateEsenzione(d.dateEsenzioneDTO), CertificatoID: d.CertificatoID,
		LeggiSpeciali: protetta(d.LeggiSpeciali),
	}
}

// protetta: where the service does not say, what the law protects is not shown.
func protetta(leggiSpeciali *bool) bool { return leggiSpeciali == nil || *leggiSpeciali }
