package store

import (
	"encoding/json"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// schemaBozza is the version of the record inside a draft's cell. A change
// that an older reader would misread gets a new number and a case in
// decodificaBozza; the old ones stay readable for ever.
const schemaBozza = 1

// The records mirror the domain field by field: the domain has no JSON names
// because the disk is not its business. Where a record is converted as a whole,
// a field added to the domain does not compile until it is added here too, so
// that no new field is ever lost in a draft.
type (
	recBozza struct {
		ID           string         `json:"id"`
		Medico       recUtente      `json:"medico"`
		Azienda      recAzienda     `json:"azienda"`
		Assistito    recAssistito   `json:"assistito"`
		Dati         recDati        `json:"dati"`
		Stato        string         `json:"stato"`
		Passo        string         `json:"passo"`
		Chiave       string         `json:"chiave"`
		CreataIl     time.Time      `json:"creata_il"`
		ModificataIl time.Time      `json:"modificata_il"`
		Sequenza     int64          `json:"sequenza"`
		Motivo       recMotivo      `json:"motivo"`
		Sostituisce  recRiferimento `json:"sostituisce"`
		Pratica      recPratica     `json:"pratica,omitzero"`
		Coda         int64          `json:"coda,omitempty"`
		AvvisataIl   time.Time      `json:"avvisata_il,omitzero"`
		Origine      []byte         `json:"origine,omitempty"`
	}
	recPratica struct {
		ID     string `json:"id"`
		Numero string `json:"numero"`
	}
	recUtente struct {
		CodiceFiscale esenpat.CodiceFiscale `json:"codice_fiscale"`
		Cognome       string                `json:"cognome"`
		Nome          string                `json:"nome"`
		Titolo        string                `json:"titolo"`
		UltimoAccesso time.Time             `json:"ultimo_accesso"`
	}
	recAzienda struct {
		Codice        string `json:"codice"`
		Denominazione string `json:"denominazione"`
		Indirizzo     string `json:"indirizzo"`
		Telefono      string `json:"telefono"`
		PEC           string `json:"pec"`
		PartitaIVA    string `json:"partita_iva"`
	}
	recMotivo struct {
		Codice string `json:"codice"`
		Testo  string `json:"testo"`
	}
	recRiferimento struct {
		ID       string    `json:"id"`
		SetID    string    `json:"set_id"`
		Versione int       `json:"versione"`
		Numero   string    `json:"numero"`
		SHA256   string    `json:"sha256"`
		Data     time.Time `json:"data"`
		Motivo   string    `json:"motivo"`
	}
	recComune struct {
		CodiceIstat     string `json:"codice_istat"`
		CodiceCatastale string `json:"codice_catastale"`
		Denominazione   string `json:"denominazione"`
		Provincia       string `json:"provincia"`
	}
	recAssistito struct {
		ID               string                `json:"id"`
		IDAura           string                `json:"id_aura"`
		CodiceFiscale    esenpat.CodiceFiscale `json:"codice_fiscale"`
		Cognome          string                `json:"cognome"`
		Nome             string                `json:"nome"`
		Sesso            esenpat.Sesso         `json:"sesso"`
		DataNascita      esenpat.Data          `json:"data_nascita"`
		ComuneNascita    recComune             `json:"comune_nascita"`
		StatoNascita     string                `json:"stato_nascita"`
		Indirizzo        string                `json:"indirizzo"`
		CAP              string                `json:"cap"`
		Comune           recComune             `json:"comune"`
		Regione          string                `json:"regione"`
		DataDecesso      esenpat.Data          `json:"data_decesso"`
		FineSSN          esenpat.Data          `json:"fine_ssn"`
		Piemontese       bool                  `json:"piemontese"`
		TesseraRegionale string                `json:"tessera_regionale"`
		AslResidenza     recAzienda            `json:"asl_residenza"`
		PuoCertificare   bool                  `json:"puo_certificare"`
		PuoRilasciare    bool                  `json:"puo_rilasciare"`
		Motivo           recMotivo             `json:"motivo"`
		DaVerificare     bool                  `json:"da_verificare"`
		VersioneAnagrafe string                `json:"versione_anagrafe"`
	}
)

func codificaBozza(b esenpat.Bozza) ([]byte, error) {
	out, err := json.Marshal(recBozza{
		ID: b.ID, Medico: recUtente(b.Medico), Azienda: recAzienda(b.Azienda), Assistito: recordAssistito(b.Assistito),
		Dati: recordDati(b.Dati), Stato: string(b.Stato), Passo: b.Passo, Chiave: b.Chiave, CreataIl: b.CreataIl,
		ModificataIl: b.ModificataIl, Sequenza: b.Sequenza, Motivo: recMotivo(b.Motivo), Sostituisce: recRiferimento(b.Sostituisce),
		Pratica: recPratica(b.Pratica), Coda: b.Coda, AvvisataIl: b.AvvisataIl, Origine: b.Origine,
	})
	if err != nil {
		return nil, esenpat.NewError(esenpat.Internal, "errore.imprevisto", "store.codificaBozza").Because(err)
	}
	return out, nil
}

// decodificaBozza reads a record of any schema up to the present one.
func decodificaBozza(schema int, chiaro []byte) (esenpat.Bozza, error) {
	if schema != schemaBozza {
		return esenpat.Bozza{}, esenpat.NewError(esenpat.Storage, "archivio.schema-nuovo", "store.decodificaBozza")
	}
	var r recBozza
	if json.Unmarshal(chiaro, &r) != nil { // its error would quote what the doctor wrote
		return esenpat.Bozza{}, esenpat.NewError(esenpat.Storage, "bozza.illeggibile", "store.decodificaBozza")
	}
	return esenpat.Bozza{
		ID: r.ID, Medico: esenpat.Utente(r.Medico), Azienda: esenpat.Azienda(r.Azienda), Assistito: r.Assistito.dominio(),
		Dati: r.Dati.dominio(), Stato: esenpat.StatoBozza(r.Stato), Passo: r.Passo, Chiave: r.Chiave, CreataIl: r.CreataIl,
		ModificataIl: r.ModificataIl, Sequenza: r.Sequenza, Motivo: esenpat.Motivo(r.Motivo),
		Sostituisce: esenpat.RiferimentoDocumento(r.Sostituisce), Pratica: esenpat.PraticaDiBozza(r.Pratica), Coda: r.Coda, AvvisataIl: r.AvvisataIl, Origine: r.Origine,
	}, nil
}

func recordAssistito(a esenpat.Assistito) recAssistito {
	n, res := a.Anagrafica, a.Anagrafica.Residenza
	return recAssistito{
		ID: a.ID, IDAura: a.IDAura, CodiceFiscale: a.CodiceFiscale, Cognome: a.Cognome, Nome: a.Nome, Sesso: a.Sesso,
		DataNascita: n.DataNascita, ComuneNascita: recComune(n.ComuneNascita), StatoNascita: n.StatoNascita,
		Indirizzo: res.Indirizzo, CAP: res.CAP, Comune: recComune(res.Comune), Regione: res.Regione,
		DataDecesso: n.DataDecesso, FineSSN: n.FineSSN, Piemontese: n.Piemontese,
		TesseraRegionale: a.TesseraRegionale, AslResidenza: recAzienda(a.AslResidenza),
		PuoCertificare: a.Competenza.PuoCertificare, PuoRilasciare: a.Competenza.PuoRilasciare,
		Motivo: recMotivo(a.Competenza.Motivo), DaVerificare: a.DaVerificare, VersioneAnagrafe: a.VersioneAnagrafe,
	}
}

func (r recAssistito) dominio() esenpat.Assistito {
	return esenpat.Assistito{
		ID: r.ID, IDAura: r.IDAura, CodiceFiscale: r.CodiceFiscale, Cognome: r.Cognome, Nome: r.Nome, Sesso: r.Sesso,
		Anagrafica: esenpat.Anagrafica{
			DataNascita: r.DataNascita, ComuneNascita: esenpat.Comune(r.ComuneNascita), StatoNascita: r.StatoNascita,
			Residenza:   esenpat.Residenza{Indirizzo: r.Indirizzo, CAP: r.CAP, Comune: esenpat.Comune(r.Comune), Regione: r.Regione},
			DataDecesso: r.DataDecesso, FineSSN: r.FineSSN, Piemontese: r.Piemontese,
		},
		TesseraRegionale: r.TesseraRegionale, AslResidenza: esenpat.Azienda(r.AslResidenza),
		Competenza:   esenpat.Competenza{PuoCertificare: r.PuoCertificare, PuoRilasciare: r.PuoRilasciare, Motivo: esenpat.Motivo(r.Motivo)},
		DaVerificare: r.DaVerificare, VersioneAnagrafe: r.VersioneAnagrafe,
	}
}
