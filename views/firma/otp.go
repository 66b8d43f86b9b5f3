package firma

import (
	"slices"

	"fyne.io/fyne/v2"

	"github.com/esenpat/esenpat-desktop/app/present/avviso"
	"github.com/esenpat/esenpat-desktop/app/present/firma"
	"github.com/esenpat/esenpat-desktop/views/kit"
	"github.com/esenpat/esenpat-desktop/views/notizia"
	"github.com/esenpat/esenpat-desktop/views/tema"
)

// parteOTP is the part of the form about the one-time code.
type parteOTP struct {
	t        avviso.Testi
	corpo    *fyne.Container
	check    *kit.Casella
	modalita *kit.Tendina
	richiedi *kit.Bottone
	richiest *fyne.Container
	codice   *kit.Testo
	campo    *kit.Campo
	inviato  *kit.Etichetta
	nota     *kit.Etichetta
	scadenza *kit.Etichetta
	azzera   int
	quali    []string
}

func newParteOTP(p *firma.Presenter, t avviso.Testi, invio func()) *parteOTP {
	o := &parteOTP{
		t: t, inviato: kit.NewTestoLungo("", kit.Corpo, kit.TonoOK), scadenza: kit.NewRiga("", kit.Piccolo, kit.TonoSecondario),
		nota: kit.NewTestoLungo("", kit.Corpo, kit.TonoSecondario),
	}
	o.check = kit.NewCasella(t.T("firma.otp.check"), p.SetRichiediOTP)
	o.modalita = kit.NewTendina(t.T("firma.otp.modalita.segnaposto"), nil, func(v kit.Voce) { p.SetModalita(v.Codice) })
	o.richiedi = kit.NewBottone(kit.Secondario, t.T("firma.otp.richiedi"), tema.IconaTelefono, p.RichiediOTP)
	o.codice = kit.NewTesto("")
	o.codice.TextStyle = fyne.TextStyle{Monospace: true}
	o.codice.OnChanged = p.SetOTP
	o.codice.OnInvio = func(string) { invio() }
	o.campo = kit.NewCampo(t.T("firma.otp"), false, o.codice)
	o.richiest = kit.Colonna(0, kit.NewCampo(t.T("firma.otp.modalita"), true, kit.Colonne(160, o.modalita, o.richiedi)))
	o.modalita.ImpostaEtichetta(t.T("firma.otp.modalita"))
	o.corpo = kit.Colonna(kit.Spazio8, o.check, o.richiest, o.inviato, o.nota, o.campo, o.scadenza)
	return o
}

func (o *parteOTP) render(s firma.StatoOTP, m firma.StatoModulo) {
	kit.Mostra(o.corpo, s.Visibile)
	kit.Mostra(o.check, s.PuoChiedere)
	o.check.Imposta(s.Richiedi)
	kit.Mostra(o.richiest, s.PuoChiedere && s.Richiedi)
	quali := make([]string, len(s.Modalita))
	for i, m := range s.Modalita {
		quali[i] = m.Codice
	}
	if !slices.Equal(quali, o.quali) {
		o.quali = quali
		o.modalita.ImpostaVoci(notizia.Voci(s.Modalita))
	}
	if v, _ := o.modalita.Scelta(); v.Codice != s.ModalitaScelta {
		o.modalita.Imposta(s.ModalitaScelta)
	}
	o.richiedi.ImpostaTesto(s.BottoneTesto)
	o.richiedi.Imposta(s.BottoneAttivo, "")
	o.inviato.ImpostaTesto(s.Inviato)
	kit.Mostra(o.inviato, s.Inviato != "")
	o.nota.ImpostaTesto(s.Nota)
	kit.Mostra(o.nota, s.Nota != "")
	o.scadenza.ImpostaTesto(s.Scadenza)
	kit.Mostra(o.scadenza, s.Scadenza != "")
	switch {
	case s.Obbligatorio:
		o.campo.Aiuto(s.Regola)
	default:
		o.campo.Aiuto(o.t.T("firma.otp.facoltativo"))
	}
	if m.AzzeraOTP != o.azzera {
		o.azzera = m.AzzeraOTP
		if o.codice.Text != "" {
			o.codice.SetText("")
		}
	}
}

func (o *parteOTP) focalizzaModalita() {
	if o.richiest.Visible() {
		kit.Focalizza(o.modalita)
		return
	}
	kit.Focalizza(o.codice)
}
