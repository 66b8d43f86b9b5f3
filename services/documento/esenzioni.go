package documento

import (
	"context"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/documento/pagina"
	"github.com/esenpat/esenpat-desktop/services/documento/pdfa"
)

// Emissione is who issues a promemoria or an attestato, and when.
type Emissione struct {
	Azienda esenpat.Azienda
	Emesso  time.Time
	Prova   bool // mark AMBIENTE DI PROVA
}

// Promemoria returns the reminder of one exemption as PDF/A-3b: number, patient,
// validity, code and all its exempt services. Errors as [Generatore.Attestato].
func (g *Generatore) Promemoria(ctx context.Context, e esenpat.Esenzione, em Emissione) ([]byte, error) {
	titolo := g.testi.T("promemoria.titolo")
	quando := inItalia(em.Emesso)
	f := g.foglio(titolo, e.Numero, em.Prova, false, quando)
	g.intestazione(f, em.Azienda)
	f.Titolo(titolo, g.testi.T("promemoria.pratica", "numero", e.Numero))
	f.Segue(persona(e.Beneficiario))
	f.Scheda(g.segnaVuote(false, g.assistitoConTessera(e.Beneficiario)))
	f.Spazio(7)
	f.Sezione(g.testi.T("promemoria.esenzione"))
	f.Elenco(g.segnaVuote(false, g.esenzione(e)))
	f.Spazio(5)
	f.Sezione(g.testi.T("promemoria.prestazioni"))
	g.prestazioni(f, e.Prestazioni)
	f.Chiusura(g.rilascio(em, quando), nil, g.testi.T("promemoria.nota"))
	return g.finisci(ctx, f, titolo, em, quando)
}

// Attestato returns the statement of all active exemptions of an assistito, in
// the order given: one table with validity and legal reference, then the exempt
// services of each. Errors: Internal "documento.non-generato", Kind Canceled
// when ctx ended.
func (g *Generatore) Attestato(ctx context.Context, a esenpat.Assistito, attive []esenpat.Esenzione, em Emissione) ([]byte, error) {
	titolo := g.testi.T("attestato.titolo")
	quando := inItalia(em.Emesso)
	f := g.foglio(titolo, "", em.Prova, false, quando)
	g.intestazione(f, em.Azienda)
	f.Titolo(titolo, g.testi.T("attestato.al", "data", esenpat.DataDi(quando).Italiana()))
	f.Segue(persona(a))
	f.Scheda(g.segnaVuote(false, g.assistitoConTessera(a)))
	f.Spazio(7)
	f.Sezione(g.testi.T("attestato.esenzioni"))
	if len(attive) == 0 {
		f.Paragrafo(g.testi.T("attestato.nessuna"), pagina.Testo())
	} else {
		g.tabellaEsenzioni(f, attive)
	}
	for _, e := range attive {
		if len(e.Prestazioni) > 0 {
			f.Spazio(4)
			f.Sezione(g.testi.T("attestato.prestazioni", "codice", e.Voce.Codice))
			g.prestazioni(f, e.Prestazioni)
		}
	}
	f.Chiusura(g.rilascio(em, quando), nil, g.testi.T("attestato.nota"))
	return g.finisci(ctx, f, titolo, em, quando)
}

func (g *Generatore) tabellaEsenzioni(f *pagina.Foglio, attive []esenpat.Esenzione) {
	righe := make([][]string, len(attive))
	for i, e := range attive {
		righe[i] = []string{
			e.Voce.Codice, trattino("\n", e.Voce.Descrizione, e.Voce.RiferimentoNormativo),
			e.Date.Inizio.Italiana(), g.scadenza(e.Date.Fine), e.AslCompetente.Denominazione,
		}
	}
	piccolo := pagina.Testo()
	piccolo.Corpo = 9.5
	f.Tabella([]pagina.Colonna{
		{Titolo: g.testi.T("documento.codice"), Largo: 22, Stile: pagina.Codice()},
		{Titolo: g.testi.T("attestato.descrizione"), Stile: piccolo},
		{Titolo: g.testi.T("attestato.dal"), Largo: 21, Stile: piccolo},
		{Titolo: g.testi.T("attestato.scadenza"), Largo: 21, Stile: piccolo},
		{Titolo: g.testi.T("attestato.asl"), Largo: 27, Stile: piccolo},
	}, righe)
}

func (g *Generatore) prestazioni(f *pagina.Foglio, p []esenpat.Prestazione) {
	if len(p) == 0 {
		f.Paragrafo(g.testi.T("promemoria.senza_prestazioni"), pagina.Testo())
		f.Spazio(2)
		return
	}
	righe := make([][]string, len(p))
	for i, x := range p {
		codice := x.Codice
		if codice == "" {
			codice = x.CodiceDM96
		}
		righe[i] = []string{codice, trattino("\n", x.Descrizione, x.Nota)}
	}
	piccolo := pagina.Testo()
	piccolo.Corpo = 9.5
	f.Tabella([]pagina.Colonna{
		{Titolo: g.testi.T("documento.codice"), Largo: 32, Stile: pagina.Codice()},
		{Titolo: g.testi.T("promemoria.prestazione"), Stile: piccolo},
	}, righe)
}

func (g *Generatore) assistitoConTessera(a esenpat.Assistito) []pagina.Voce {
	return append(g.paziente(a), pagina.Voce{Etichetta: g.testi.T("promemoria.tessera"), Valore: a.TesseraRegionale, Stile: pagina.Codice(), Facoltativa: true})
}

func (g *Generatore) esenzione(e esenpat.Esenzione) []pagina.Voce {
	diagnosi := e.Diagnosi.Descrizione
	if c := e.Diagnosi.CodiceVisibile(); c != esenpat.CodiceNessunaDiagnosi {
		diagnosi = trattino(" - ", c, diagnosi)
	} else {
		diagnosi = "-" // as on the certificate
	}
	voce := func(chiave, valore string, st pagina.Stile) pagina.Voce {
		return pagina.Voce{Etichetta: g.testi.T(chiave), Valore: valore, Stile: st}
	}
	return []pagina.Voce{
		voce("documento.codice", e.Voce.Codice, pagina.Codice()),
		voce("documento.descrizione", e.Voce.Descrizione, pagina.Testo()),
		voce("documento.diagnosi", diagnosi, pagina.Testo()),
		voce("promemoria.riferimento", e.Voce.RiferimentoNormativo, pagina.Testo()),
		voce("promemoria.dal", e.Date.Inizio.Italiana(), pagina.Forte()),
		voce("promemoria.al", g.scadenza(e.Date.Fine), pagina.Forte()),
		voce("promemoria.asl", e.AslCompetente.Denominazione, pagina.Testo()),
	}
}

// scadenza prints the last day, or «Senza scadenza».
func (g *Generatore) scadenza(d esenpat.Data) string {
	if d.Vuota() {
		return g.testi.T("promemoria.senza_scadenza")
	}
	return d.Italiana()
}

func (g *Generatore) rilascio(em Emissione, quando time.Time) []string {
	return []string{g.testi.T("documento.data"), esenpat.DataDi(quando).Italiana(), em.Azienda.Denominazione}
}

func (g *Generatore) finisci(ctx context.Context, f *pagina.Foglio, titolo string, em Emissione, quando time.Time) ([]byte, error) {
	if ctx.Err() != nil {
		return nil, annullato(ctx, "documento.Attestato")
	}
	base, err := f.Chiudi()
	if err != nil {
		return nil, internal("documento.Attestato", err)
	}
	pdf, err := pdfa.Completa(base, nil, pdfa.Descrizione{
		Titolo: titolo, Autore: em.Azienda.Denominazione, Produttore: g.opz.Produttore, Lingua: "it-IT", Creato: metadata(quando),
	})
	if err != nil {
		return nil, internal("documento.Attestato", err)
	}
	return pdf, nil
}

func inItalia(t time.Time) time.Time {
	if roma, err := time.LoadLocation("Europe/Rome"); err == nil {
		return t.In(roma).Truncate(time.Second)
	}
	return t.Truncate(time.Second)
}
