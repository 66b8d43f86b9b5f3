package fascicolo

import (
	"encoding/json"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// Testi looks up a sentence; see app/testi.
type Testi interface {
	T(key string, kv ...string) string
}

// Rapporto is the report of a verification as JSON, on the command line and in
// the file that «Salva rapporto» writes.
type Rapporto struct {
	File      string                `json:"file"`
	Stato     esenpat.StatoVerifica `json:"stato"`
	Prova     bool                  `json:"ambiente_di_prova"`
	Firme     []Firma               `json:"firme"`
	Byte      int                   `json:"byte,omitempty"`
	SHA256    string                `json:"sha256,omitempty"`
	Eseguita  string                `json:"eseguita,omitempty"`
	Fascicolo *Contenuto            `json:"fascicolo,omitempty"`
}

// Firma is one signature of a Rapporto.
type Firma struct {
	Stato         esenpat.StatoVerifica `json:"stato"`
	Firmatario    string                `json:"firmatario"`
	CodiceFiscale string                `json:"codice_fiscale"`
	Emittente     string                `json:"emittente"`
	Data          string                `json:"data"`
	DataGarantita bool                  `json:"data_garantita"`
	Livello       string                `json:"livello,omitempty"`
	Prova         bool                  `json:"ambiente_di_prova"`
	Controlli     []Controllo           `json:"controlli"`
}

// Controllo is one check of a Firma.
type Controllo struct {
	ID     string                 `json:"id"`
	Esito  esenpat.EsitoControllo `json:"esito"`
	Testo  string                 `json:"testo"`
	Valore string                 `json:"valore,omitempty"`
}

// Contenuto is what the CDA inside says, compared with the pages.
type Contenuto struct {
	Confrontato bool   `json:"confrontato"`
	Voci        []Voce `json:"voci"`
}

// Voce is one thing that the CDA says.
type Voce struct {
	Campo  string                 `json:"campo"`
	Nome   string                 `json:"nome"`
	Valore string                 `json:"valore"`
	Pagine esenpat.EsitoControllo `json:"sulle_pagine"`
}

// Di returns r ready to be written, its instants in the zone fuso.
func Di(t Testi, fuso *time.Location, r esenpat.RapportoVerifica) Rapporto {
	out := Rapporto{
		File: r.Nome, Stato: r.Verifica.Stato, Prova: r.Verifica.Prova, Firme: []Firma{}, Byte: r.Byte, SHA256: r.SHA256,
		Eseguita: istante(r.Eseguita, fuso),
	}
	for _, f := range r.Verifica.Firme {
		uno := Firma{
			Stato: f.Stato, Firmatario: f.Firmatario, CodiceFiscale: f.CodiceFiscale, Emittente: f.Emittente, Data: istante(f.Data, fuso),
			DataGarantita: f.DataGarantita, Livello: f.Livello, Prova: f.Prova, Controlli: []Controllo{},
		}
		for _, c := range f.Controlli {
			uno.Controlli = append(uno.Controlli, Controllo{c.ID, c.Esito, t.T(c.Testo), c.Valore})
		}
		out.Firme = append(out.Firme, uno)
	}
	if len(r.Fascicolo) > 0 {
		out.Fascicolo = &Contenuto{Confrontato: r.Confrontato}
		for _, v := range r.Fascicolo {
			out.Fascicolo.Voci = append(out.Fascicolo.Voci, Voce{v.Campo, t.T("fascicolo.voce." + v.Campo), v.Valore, v.Esito})
		}
	}
	return out
}

// JSON returns the file of «Salva rapporto», indented for a person.
func JSON(t Testi, fuso *time.Location, r esenpat.RapportoVerifica) ([]byte, error) {
	b, err := json.MarshalIndent(Di(t, fuso, r), "", "  ")
	if err != nil {
		return nil, esenpat.NewError(esenpat.Internal, "errore.imprevisto", "fascicolo.JSON").Because(err)
	}
	return append(b, '\n'), nil
}

func istante(t time.Time, fuso *time.Location) string {
	if t.IsZero() {
		return ""
	}
	return t.In(fuso).Format(time.RFC3339)
}
