package nuovocertificato

import (
	"fyne.io/fyne/v2"

	"github.com/esenpat/esenpat-desktop/app/present/avviso"
	"github.com/esenpat/esenpat-desktop/app/present/nuovocertificato"
	"github.com/esenpat/esenpat-desktop/views/kit"
	"github.com/esenpat/esenpat-desktop/views/notizia"
	"github.com/esenpat/esenpat-desktop/views/tema"
)

// passoRiepilogo is step 4: everything again, with a pencil per block.
type passoRiepilogo struct {
	p      *nuovocertificato.Presenter
	t      avviso.Testi
	corpo  *fyne.Container
	avvisi *fyne.Container
	testo  *kit.Etichetta // why the «No» is asked once more
	no     *kit.Casella
	parte  *kit.Riquadro
	blocco []*blocco
}

// blocco is one card of the summary.
type blocco struct {
	scheda *kit.Riquadro
	matita *kit.Bottone
	righe  *fyne.Container
}

func newPassoRiepilogo(p *nuovocertificato.Presenter, t avviso.Testi) *passoRiepilogo {
	r := &passoRiepilogo{p: p, t: t, avvisi: kit.Colonna(kit.Spazio8)}
	r.testo = kit.NewTestoLungo("", kit.Corpo, kit.TonoAvviso)
	r.no = kit.NewCasella(t.T("nuovocertificato.leggi.conferma-no"), p.SetNoLetto)
	r.parte = kit.NewScheda(kit.Colonna(kit.Spazio8, r.testo, r.no))
	r.parte.Hide()
	r.corpo = kit.Colonna(kit.Spazio12, r.avvisi, r.parte)
	return r
}

func (r *passoRiepilogo) render(s nuovocertificato.StatoRiepilogo) {
	for i, b := range s.Blocchi {
		if i == len(r.blocco) {
			r.aggiungi(b)
		}
		kit.Mostra(r.blocco[i].scheda, true)
		notizia.AggiornaRighe(r.blocco[i].righe, b.Righe)
		kit.Mostra(r.blocco[i].matita, b.Campo != "" && !s.Bloccato)
	}
	for _, b := range r.blocco[min(len(s.Blocchi), len(r.blocco)):] {
		kit.Mostra(b.scheda, false) // the exempt services come with the catalogue
	}
	r.avvisi.Objects = nil
	for _, a := range s.Avvisi {
		n := kit.NewAvviso()
		n.Mostra(kit.Notizia{Tono: kit.TonoAvviso, Titolo: a})
		r.avvisi.Add(n)
	}
	kit.Mostra(r.avvisi, len(s.Avvisi) > 0)
	r.testo.ImpostaTesto(s.No.Testo)
	r.no.Imposta(s.No.Letto)
	kit.Mostra(r.parte, s.No.Visibile)
	r.corpo.Refresh()
}

func (r *passoRiepilogo) aggiungi(b nuovocertificato.Blocco) {
	x := &blocco{righe: notizia.Righe(b.Righe)}
	x.matita = kit.NewBottoneIcona(tema.IconaMatita, r.t.T("nuovocertificato.riepilogo.modifica", "blocco", b.Titolo), func() { r.p.Modifica(b.Campo) })
	testa := kit.Bordo(kit.Spazio8, nil, x.matita, kit.NewRiga(b.Titolo, kit.Forte, kit.Neutro))
	x.scheda = kit.NewScheda(kit.Colonna(kit.Spazio8, testa, x.righe))
	r.blocco = append(r.blocco, x)
	r.corpo.Add(x.scheda)
}
