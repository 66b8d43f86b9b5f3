package store

import "github.com/esenpat/esenpat-desktop/app/esenpat"

type (
	recDati struct {
		Tipologia           esenpat.Tipologia           `json:"tipologia"`
		TipologiaInvalidita esenpat.TipologiaInvalidita `json:"tipologia_invalidita"`
		Esenzione           recEsenzione                `json:"esenzione"`
		Diagnosi            recDiagnosi                 `json:"diagnosi"`
		Patologia           string                      `json:"patologia"`
		LeggiSpeciali       *bool                       `json:"soggetto_leggi_speciali"`
		UnitaProduttiva     recUnita                    `json:"unita_produttiva"`
		OscuratoGenitore    *bool                       `json:"oscurato_genitore"`
		Regime              esenpat.Regime              `json:"regime_documento"`
		VersioneCatalogo    string                      `json:"versione_catalogo"`
	}
	recEsenzione struct {
		Codifica              esenpat.Codifica  `json:"codifica"`
		Codice                string            `json:"codice"`
		Descrizione           string            `json:"descrizione"`
		Tipologia             esenpat.Tipologia `json:"tipologia"`
		TipologiaAura         string            `json:"tipologia_aura"`
		RiferimentoNormativo  string            `json:"riferimento_normativo"`
		Durata                recDurata         `json:"durata"`
		ValidaDal             esenpat.Data      `json:"valida_dal"`
		ValidaAl              esenpat.Data      `json:"valida_al"`
		SenzaDiagnosiCodifica bool              `json:"senza_diagnosi_codificata"`
		Dimostrativa          bool              `json:"dimostrativa"`
		Nota                  string            `json:"nota"`
	}
	recDiagnosi struct {
		Codice          string       `json:"codice"`
		Descrizione     string       `json:"descrizione"`
		CodiceEsenzione string       `json:"codice_esenzione"`
		Fittizia        bool         `json:"fittizia"`
		Durata          recDurata    `json:"durata"`
		ValidaDal       esenpat.Data `json:"valida_dal"`
		ValidaAl        esenpat.Data `json:"valida_al"`
		Fonte           string       `json:"fonte"`
	}
	recDurata struct {
		Valore int                 `json:"valore"`
		Unita  esenpat.UnitaDurata `json:"unita"`
		Fonte  string              `json:"fonte"`
	}
	recUnita struct {
		Matricola   string       `json:"matricola"`
		Descrizione string       `json:"descrizione"`
		Struttura   string       `json:"struttura"`
		STS11       string       `json:"sts11"`
		Indirizzo   string       `json:"indirizzo"`
		Predefinita bool         `json:"predefinita"`
		ValidaAl    esenpat.Data `json:"valida_al"`
	}
)

func recordDati(d esenpat.DatiCertificato) recDati {
	e, g := d.Esenzione, d.Diagnosi
	return recDati{
		Tipologia: d.Tipologia, TipologiaInvalidita: d.TipologiaInvalidita,
		Esenzione: recEsenzione{
			Codifica: e.Codifica, Codice: e.Codice, Descrizione: e.Descrizione, Tipologia: e.Tipologia, TipologiaAura: e.TipologiaAura,
			RiferimentoNormativo: e.RiferimentoNormativo, Durata: recDurata(e.Durata), ValidaDal: e.ValidaDal, ValidaAl: e.ValidaAl,
			SenzaDiagnosiCodifica: e.SenzaDiagnosiCodifica, Dimostrativa: e.Dimostrativa, Nota: e.Nota,
		},
		Diagnosi: recDiagnosi{
			Codice: g.Codice, Descrizione: g.Descrizione, CodiceEsenzione: g.CodiceEsenzione, Fittizia: g.Fittizia,
			Durata: recDurata(g.Durata), ValidaDal: g.ValidaDal, ValidaAl: g.ValidaAl, Fonte: g.Fonte,
		},
		Patologia: d.Patologia, LeggiSpeciali: d.LeggiSpeciali.Bool(), UnitaProduttiva: recUnita(d.UnitaProduttiva),
		OscuratoGenitore: d.OscuratoGenitore.Bool(), Regime: d.Regime, VersioneCatalogo: d.VersioneCatalogo,
	}
}

func (r recDati) dominio() esenpat.DatiCertificato {
	e, g := r.Esenzione, r.Diagnosi
	return esenpat.DatiCertificato{
		Tipologia: r.Tipologia, TipologiaInvalidita: r.TipologiaInvalidita,
		Esenzione: esenpat.VoceEsenzione{
			Codifica: e.Codifica, Codice: e.Codice, Descrizione: e.Descrizione, Tipologia: e.Tipologia, TipologiaAura: e.TipologiaAura,
			RiferimentoNormativo: e.RiferimentoNormativo, Durata: esenpat.Durata(e.Durata), ValidaDal: e.ValidaDal, ValidaAl: e.ValidaAl,
			SenzaDiagnosiCodifica: e.SenzaDiagnosiCodifica, Dimostrativa: e.Dimostrativa, Nota: e.Nota,
		},
		Diagnosi: esenpat.VoceDiagnosi{
			Codice: g.Codice, Descrizione: g.Descrizione, CodiceEsenzione: g.CodiceEsenzione, Fittizia: g.Fittizia,
			Durata: esenpat.Durata(g.Durata), ValidaDal: g.ValidaDal, ValidaAl: g.ValidaAl, Fonte: g.Fonte,
		},
		Patologia: r.Patologia, LeggiSpeciali: esenpat.SceltaDi(r.LeggiSpeciali), UnitaProduttiva: esenpat.UnitaProduttiva(r.UnitaProduttiva),
		OscuratoGenitore: esenpat.SceltaDi(r.OscuratoGenitore), Regime: r.Regime, VersioneCatalogo: r.VersioneCatalogo,
	}
}
