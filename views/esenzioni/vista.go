// Package esenzioni draws the tab «Esenzioni»: list and detail.
package esenzioni

import (
	"fyne.io/fyne/v2"

	"github.com/esenpat/esenpat-desktop/app/present/esenzioni"
	"github.com/esenpat/esenpat-desktop/views/elenco"
	"github.com/esenpat/esenpat-desktop/views/kit"
	"github.com/esenpat/esenpat-desktop/views/tema"
)

// Vista is the tab: built once, drawn again from each state.
type Vista struct {
	*elenco.Cornice

	nessuna, protette                  string // said in place of the exempt services
	dati, storico                      *elenco.Scheda
	prestazioni                        *fyne.Container
	piu                                *kit.Bottone
	certificato, promemoria, attestato *kit.Bottone
	vai, assistito                     *kit.Bottone
	carta                              [3]*kit.Bottone // prints certificate, promemoria, attestato
	pratica                            pratica
}

// New builds the tab and binds it to its presenter; lettore may be nil.
func New(p *esenzioni.Presenter, t elenco.Testi, tempo kit.Tempo, toast *kit.Toast, lettore *kit.Lettore) *Vista {
	v := &Vista{nessuna: t.T("esenzioni.prestazioni.nessuna"), protette: t.T("dettaglio.protette"), prestazioni: kit.Colonna(kit.Spazio4)}
	v.Cornice = elenco.NewCornice(elenco.Params{
		P: p.Elenco, Testi: t, Tempo: tempo, Area: "esenzioni", Icona: tema.IconaDocumento, Lettore: lettore,
	}, p, toast)
	v.dati = elenco.NewScheda(t.T("esenzioni.dati"))
	v.storico = elenco.NewScheda(t.T("dettaglio.storico"))
	v.piu = kit.NewBottone(kit.Legame, "", tema.IconaNessuna, p.Piu)
	esenti := kit.NewScheda(kit.Colonna(kit.Spazio12, kit.NewEtichetta(t.T("esenzioni.prestazioni"), kit.Sezione, kit.Neutro),
		v.prestazioni, kit.Riga(0, v.piu, kit.Molla())))
	v.certificato = kit.NewBottone(kit.Secondario, t.T("esenzioni.scarica-certificato"), tema.IconaScarica, p.ScaricaCertificato)
	v.promemoria = kit.NewBottone(kit.Primario, t.T("esenzioni.promemoria"), tema.IconaScarica, p.Promemoria)
	v.attestato = kit.NewBottone(kit.Secondario, t.T("esenzioni.attestato"), tema.IconaScarica, p.Attestato)
	for i, x := range []struct {
		nome   string
		stampa func()
	}{{"certificato", p.StampaCertificato}, {"promemoria", p.StampaPromemoria}, {"attestato", p.StampaAttestato}} {
		v.carta[i] = kit.NewBottone(kit.Discreto, t.T("certificati.stampa"), tema.IconaStampa, x.stampa)
		v.carta[i].ImpostaNome(t.T("stampa.foglio.stampa-" + x.nome))
	}
	v.assistito = kit.NewBottone(kit.Secondario, t.T("stampa.assistito"), tema.IconaStampa, p.StampaAssistito)
	v.vai = kit.NewBottone(kit.Legame, t.T("esenzioni.vai-certificato"), tema.IconaDestra, p.VaiCertificato)
	v.pratica = nuovaPratica(p, t)
	v.Riempi(kit.Colonna(kit.Spazio12, v.pratica.asl.Contenuto(), v.dati.Contenuto(), v.Beneficiario.Contenuto()),
		kit.Colonna(kit.Spazio12, v.storico.Contenuto(), esenti, v.pratica.aura.Contenuto()))
	p.Elenco.Render = v.RenderElenco
	p.Render = v.render
	v.render(p.State())
	return v
}

func (v *Vista) render(s esenzioni.Dettaglio) { v.Disegna(s.Dettaglio, func() { v.disegna(s) }) }

func (v *Vista) disegna(s esenzioni.Dettaglio) {
	v.dati.Righe(s.Esenzione)
	v.storico.Righe(s.Storico)
	kit.Mostra(v.storico.Contenuto(), len(s.Storico) > 0)
	v.prestazioni.Objects = nil
	for _, x := range s.Prestazioni {
		v.prestazioni.Add(kit.NewTestoLungo(x, kit.Corpo, kit.Neutro))
	}
	if len(s.Prestazioni) == 0 {
		perche := v.nessuna
		if s.Nascosto() {
			perche = v.protette
		}
		v.prestazioni.Add(kit.NewTestoLungo(perche, kit.Corpo, kit.TonoSecondario))
	}
	v.piu.ImpostaTesto(s.Piu)
	kit.Mostra(v.piu, s.Piu != "")
	v.pratica.render(s)
	pulsante := elenco.NewPulsante
	// A button that prints is there when its download is: the reason why not is said once.
	accanto := func(n int, a esenzioni.Azione) elenco.Pulsante {
		return pulsante(v.carta[n], esenzioni.Azione{Visibile: a.Visibile && a.Attivo, Bottone: a.Bottone})
	}
	v.Pagina.Pulsanti("", append(
		v.pratica.pulsanti(s),
		pulsante(v.certificato, s.ScaricaCertificato), accanto(0, s.ScaricaCertificato), pulsante(v.vai, s.VaiCertificato),
		pulsante(v.attestato, s.Attestato), accanto(2, s.Attestato), pulsante(v.promemoria, s.Promemoria), accanto(1, s.Promemoria),
		pulsante(v.assistito, s.Assistito),
	)...)
}
