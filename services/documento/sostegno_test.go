package documento_test

import (
	"io/fs"
	"os"
	"testing"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/testi"
	"github.com/esenpat/esenpat-desktop/services/documento"
)

// assetsFS is the real assets folder: the tests print with the fonts and the
// texts of the product.
func assetsFS() fs.FS { return os.DirFS("../../assets") }

func nuovoGeneratore(tb testing.TB) *documento.Generatore {
	tb.Helper()
	t, err := testi.Load(assetsFS(), "locale/it")
	if err != nil {
		tb.Fatal(err)
	}
	c, err := documento.LeggiCaratteri(assetsFS())
	if err != nil {
		tb.Fatal(err)
	}
	g, err := documento.New(c, t, documento.Opzioni{Produttore: "Esenpat Desktop di prova"})
	if err != nil {
		tb.Fatal(err)
	}
	return g
}

func azienda() esenpat.Azienda {
	return esenpat.Azienda{
		Codice: "010301", Denominazione: "ASL Città di Torino", Indirizzo: "Via San Secondo 29, 10128 Torino",
		Telefono: "011 555 0100", PEC: "protocollo@pec.aslcittaditorino.example.org", PartitaIVA: "00000000000",
	}
}

func torino() esenpat.Comune {
	return esenpat.Comune{CodiceIstat: "001272", CodiceCatastale: "L219", Denominazione: "Torino", Provincia: "TO"}
}

// persona invents somebody with a valid fiscal code.
func persona(cognome, nome string, nascita esenpat.Data, sesso esenpat.Sesso) esenpat.Assistito {
	return esenpat.Assistito{
		ID: "a-1", IDAura: "4711", Cognome: cognome, Nome: nome, Sesso: sesso,
		CodiceFiscale: esenpat.ComponiCodiceFiscale(cognome, nome, nascita, sesso, "L219"),
		Anagrafica: esenpat.Anagrafica{
			DataNascita: nascita, ComuneNascita: torino(), StatoNascita: "100",
			Residenza: esenpat.Residenza{Indirizzo: "Via dell'Esempio 12", CAP: "10121", Comune: torino(), Regione: "010"},
		},
	}
}

func medico() esenpat.Utente {
	return esenpat.Utente{
		CodiceFiscale: esenpat.ComponiCodiceFiscale("Collaudi", "Bruno", esenpat.NewData(1975, 11, 5), esenpat.Maschio, "D205"),
		Cognome:       "Collaudi", Nome: "Bruno", Titolo: "Dott.",
	}
}

func unita() esenpat.UnitaProduttiva {
	return esenpat.UnitaProduttiva{Matricola: "010301.000123.64", Descrizione: "Ambulatorio di Oncologia", Struttura: "Presidio di Esempio", STS11: "010301000123"}
}

// contenuto is a complete certificate; each test changes what it is about.
func contenuto() esenpat.ContenutoCertificato {
	return esenpat.ContenutoCertificato{
		Identita: esenpat.IdentitaDocumento{
			ID: "010301.ESENPAT.20261116103000.7F3A91C2", SetID: "010301.ESENPAT.20261116103000.7F3A91C2",
			Versione: 1, Incontro: "AMB-2026-0004711", Numero: "2026-010301-0000042",
		},
		Assistito: persona("Provetti", "Ada", esenpat.NewData(1968, 3, 12), esenpat.Femmina),
		Medico:    medico(), Azienda: azienda(),
		Dati: esenpat.DatiCertificato{
			Tipologia:     esenpat.MalattiaCronica,
			Esenzione:     esenpat.VoceEsenzione{Codifica: esenpat.CodificaNazionale, Codice: "048", Descrizione: "Soggetti affetti da patologie neoplastiche maligne e da tumori di comportamento incerto", Tipologia: esenpat.MalattiaCronica},
			Diagnosi:      esenpat.VoceDiagnosi{Codice: "174.4", Descrizione: "Tumori maligni del quadrante supero-esterno della mammella della donna", CodiceEsenzione: "048"},
			Patologia:     "Carcinoma duttale infiltrante della mammella destra, quadrante supero-esterno, in trattamento adiuvante.",
			LeggiSpeciali: esenpat.No, UnitaProduttiva: unita(), Regime: esenpat.RegimeSSN,
		},
		Emesso: time.Date(2026, 11, 16, 9, 30, 0, 0, time.UTC),
		Prova:  true,
	}
}

// difficile holds what a doctor can type or paste.
const difficile = "Accenti àèéìòùÀÈÉÌÒÙ «virgolette» “curve” € <tag> & \"apici\" 'x' 5 > 3 < 7.\n\nSeconda riga:  due spazi; greco αβγ Ω µ, ≥ ≤ ± → ½ °C.\nEmoji 😀❤️ 👩‍⚕️ e combinanti e\u0301 q\u0307 z\u0301\u0323; CJK 漢字 e \u202Eocculto\u202C.\nParolalunghissima" + "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz"
