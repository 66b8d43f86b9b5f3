package mondo

import (
	"fmt"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

func (m *Mondo) leggiAziende() error {
	var righe []struct {
		Codice        string `json:"codice"`
		Denominazione string `json:"denominazione"`
		Indirizzo     string `json:"indirizzo"`
		Telefono      string `json:"telefono"`
		PEC           string `json:"pec"`
		PartitaIVA    string `json:"partita_iva"`
		Ospedale      bool   `json:"ospedale"`

		ScartoConFirma bool `json:"scarto_con_firma"`
		AnnullaUsati   bool `json:"annulla_usati"`
	}
	if err := leggiJSON("aziende.json", &righe); err != nil {
		return err
	}
	for _, r := range righe {
		m.Aziende[r.Codice] = Azienda{Azienda: esenpat.Azienda{
			Codice: r.Codice, Denominazione: r.Denominazione, Indirizzo: r.Indirizzo,
			Telefono: r.Telefono, PEC: r.PEC, PartitaIVA: r.PartitaIVA,
		}, Ospedale: r.Ospedale, ScartoConFirma: r.ScartoConFirma, AnnullaUsati: r.AnnullaUsati}
	}
	return nil
}

func (m *Mondo) leggiComuni() error {
	rr, err := righe(dati, "dati/comuni.csv")
	if err != nil {
		return err
	}
	for _, r := range rr {
		m.Comuni[r["codice_catastale"]] = Comune{esenpat.Comune{
			CodiceIstat: r["codice_istat"], CodiceCatastale: r["codice_catastale"],
			Denominazione: r["denominazione"], Provincia: r["provincia"],
		}, r["cap"], r["codice_regione"], r["id_azienda"]}
	}
	return nil
}

// Collocazione is a workplace with the units a certificate can be made in.
type Collocazione struct {
	esenpat.Collocazione
	Unita []esenpat.UnitaProduttiva
}

func (m *Mondo) leggiCollocazioni() error {
	var rr []struct {
		Codice      string `json:"codice"`
		Descrizione string `json:"descrizione"`
		Azienda     string `json:"azienda"`
		Unita       []struct {
			Matricola   string `json:"matricola"`
			Descrizione string `json:"descrizione"`
			Struttura   string `json:"struttura"`
			STS11       string `json:"sts11"`
			Indirizzo   string `json:"indirizzo"`
			Predefinita bool   `json:"predefinita"`
		} `json:"unita"`
	}
	if err := leggiJSON("collocazioni.json", &rr); err != nil {
		return err
	}
	for _, r := range rr {
		az, ok := m.Aziende[r.Azienda]
		if !ok {
			return fmt.Errorf("collocazioni.json: azienda %s", r.Azienda)
		}
		c := Collocazione{Collocazione: esenpat.Collocazione{
			Codice: r.Codice, Descrizione: r.Descrizione, CodiceAzienda: az.Codice, DescrizioneAzienda: az.Denominazione,
		}}
		for _, u := range r.Unita {
			c.Unita = append(c.Unita, esenpat.UnitaProduttiva{
				Matricola: u.Matricola, Descrizione: u.Descrizione, Struttura: u.Struttura,
				STS11: u.STS11, Indirizzo: u.Indirizzo, Predefinita: u.Predefinita,
			})
		}
		m.Collocazioni[r.Codice] = c
	}
	return nil
}
