package documento_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/documento/cda"
	"github.com/esenpat/esenpat-desktop/services/documento/pdfa"
)

// a caso returns a certificate with difficult names, places and texts; the same
// seed gives the same one.
func aCaso(seme uint64) esenpat.ContenutoCertificato {
	r := rand.New(rand.NewPCG(seme, 7))
	uno := func(s ...string) string { return s[r.IntN(len(s))] }
	c := contenuto()
	cognome := uno("D'Àlò", "Müller-Lüdenscheidt", "De' Paoli", "Żółć", "Nguyễn", "Ñandú", "O'Brien", "Bellocchio dei Conti di Sant'Ambrogio e Monteverde", "Ș", "Sørensen", "D’Annunzio")
	nome := uno("Maria José", "Jean-François", "Þóra", "Zoë", "Gian Màrio", "Lea", "Ðặng", "A", "Πέτρος", "Дмитрий")
	nascita := esenpat.NewData(1925+r.IntN(100), time.Month(1+r.IntN(12)), 1+r.IntN(28))
	sesso := esenpat.Maschio
	if r.IntN(2) == 0 {
		sesso = esenpat.Femmina
	}
	a := persona(cognome, nome, nascita, sesso)
	if r.IntN(4) == 0 {
		a.CodiceFiscale = a.CodiceFiscale.Omocodia(1 + r.IntN(7))
	}
	switch r.IntN(5) {
	case 0:
		a.Anagrafica.ComuneNascita = esenpat.Comune{CodiceIstat: "999219", CodiceCatastale: "Z110", Denominazione: "Francia", Provincia: "EE"}
		a.Anagrafica.StatoNascita = "219"
	case 1:
		a.Anagrafica.ComuneNascita = esenpat.Comune{CodiceIstat: "004078", Denominazione: "Cuneo \"la Granda\" & <dintorni>", Provincia: "CN"}
	case 2:
		a.Anagrafica.Residenza = esenpat.Residenza{}
	case 3:
		a.Anagrafica.Residenza.Indirizzo = "Località Sant’Ànna, n° 3/bis – scala «B» <int. 4> & C."
	}
	if r.IntN(3) == 0 {
		a.IDAura = ""
	}
	c.Assistito = a
	c.Medico.Cognome, c.Medico.Nome, c.Medico.Titolo = uno("Dell'Òrto", "Collaudi", "Š"), uno("Bruno", "Éloïse"), uno("Dott.", "Dott.ssa", "")
	c.Azienda.Denominazione = uno("ASL Città di Torino", "A.S.L. VCO - «Verbano Cusio Ossola»", "Azienda Ospedaliero-Universitaria \"San Luigi\" & C.")
	c.Azienda.Telefono = uno("011 555 0100", "+39 0161/593.111", "")
	c.Dati.UnitaProduttiva.Descrizione = uno("Ambulatorio di Oncologia", "S.C. Malattie <Infettive> & Tropicali", "Amb. n° 5 – D.E.A. «B»")
	c.Dati.UnitaProduttiva.STS11 = uno("010301000123", "")
	c.Dati.Patologia = testoACaso(r)
	c.Dati.Diagnosi = []esenpat.VoceDiagnosi{
		{Codice: "174.4", Descrizione: "Tumori maligni & <altro>"},
		{Codice: "042", Descrizione: "Infezione da HIV"},
		{Codice: "V10.3", Descrizione: "Anamnesi «personale»"},
		{Codice: "F048", Fittizia: true, Descrizione: "Nessuna diagnosi codificata"},
		{},
	}[r.IntN(5)]
	c.Dati.LeggiSpeciali = esenpat.Scelta(1 + r.IntN(2))
	c.Identita.ID = fmt.Sprintf("010301.ESENPAT.20260101000000.%08X", seme)
	c.Identita.SetID = c.Identita.ID
	c.Emesso = time.Date(2020+r.IntN(10), time.Month(1+r.IntN(12)), 1+r.IntN(28), r.IntN(24), r.IntN(60), r.IntN(60), r.IntN(1e9), time.UTC)
	return c
}

func testoACaso(r *rand.Rand) string {
	pezzi := []string{
		"è", "À", "ß", "ﬁ", "œ", "«a»", "“b”", "’", "€", "<", ">", "&", "\"", "]]>", "&amp;", "<br/>", "α", "Ω", "Ж", "😀", "👩‍⚕️", "🇮🇹", "e\u0301", "o\u0302\u0323", "漢", "ﷺ", "ا", "\u202E", "\u00A0", "\u2028", "\u200B",
		"parola", "adenocarcinoma", "T2N0M0", "10⁹/L", "≥ 50 %", "µg", "°C", "±", "→", "½", "x²", "m₂", " ", "  ", "\n", "\n\n", "\t", "\r\n", ".", ",", "un-trattino", strings.Repeat("W", 120),
	}
	var b strings.Builder
	b.WriteString("Testo ")
	for range 1 + r.IntN(400) {
		b.WriteString(pezzi[r.IntN(len(pezzi))])
		if r.IntN(3) == 0 {
			b.WriteByte(' ')
		}
	}
	s := []rune(b.String())
	return string(s[:min(len(s), 4000)])
}

func TestGenera_difficultCertificatesSurviveTheRoundTrip(t *testing.T) {
	g := nuovoGeneratore(t)
	quanti := uint64(60)
	if dirUscita() != "" {
		quanti = 500
	}
	for seme := range quanti {
		c := aCaso(seme)
		d, err := g.Genera(t.Context(), c)
		if err != nil {
			t.Fatalf("seed %d: %v", seme, err)
		}
		salva(t, fmt.Sprintf("caso-%03d", seme), d)
		dentro, err := pdfa.EstraiCDA(d.PDF)
		if err != nil {
			t.Fatalf("seed %d: %v", seme, err)
		}
		letto, err := cda.Leggi(dentro)
		if err != nil {
			t.Fatalf("seed %d: %v", seme, err)
		}
		atteso, err := cda.Di(c, cda.RadicePredefinita)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cda.Confronta(atteso, letto); len(diff) > 0 {
			t.Fatalf("seed %d: %+v", seme, diff)
		}
		if len(d.PDF) > 1<<20 {
			t.Fatalf("seed %d: %d bytes", seme, len(d.PDF))
		}
	}
}
