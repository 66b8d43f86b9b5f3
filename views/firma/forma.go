package firma

import (
	"strings"

	"github.com/esenpat/esenpat-desktop/app/present/avviso"
	"github.com/esenpat/esenpat-desktop/app/present/firma"
	"github.com/esenpat/esenpat-desktop/views/kit"
	"github.com/esenpat/esenpat-desktop/views/notizia"
	"github.com/esenpat/esenpat-desktop/views/tema"
)

// forma is what the height of the form depends on.
type forma struct {
	fase                                                   firma.Fase
	otp, chiedere, richiedi, senza, esenzione              bool
	inviato, scade, mancano, aiuto, avviso, fatto, nota, a string
	alias, cert, frase, limite, motivo, otpNota            string
	altri                                                  int
	ferma, noto, spento, valida                            bool
}

func formaDi(s firma.State) forma {
	scade := ""
	if s.OTP.Scadenza != "" {
		scade = "si"
	}
	motivo := ""
	if s.Lotto.Aperto {
		motivo = s.Lotto.Voci[s.Lotto.Qui].Motivo
	}
	return forma{
		s.Fase, s.OTP.Visibile, s.OTP.PuoChiedere, s.OTP.Richiedi, s.Documento.SenzaVista, s.Esito.Esenzione,
		s.OTP.Inviato, scade, s.Modulo.Mancano, s.Modulo.Aiuto, s.Documento.Avviso.Codice, s.Esito.Fatto, s.Esito.NotaAlias, s.Modulo.ProviderScelto,
		s.Modulo.NotaAlias, s.Modulo.NotaCert, s.Lotto.Frase, s.Lotto.Limite, motivo, s.OTP.Nota,
		len(s.Modulo.AltriAlias), s.Lotto.PuoFermare, s.Modulo.AliasNoto, s.Modulo.AliasSpento != "", s.Esito.Valida,
	}
}

// notizia offers what can be done about it: try again where the list of
// providers is missing, sign without the time stamp where that is allowed, save
// the report of a failed verification, look at the settings of the connection.
func (m *Modulo) notizia(s firma.State) kit.Notizia {
	if len(s.Lotto.NonLetti) > 0 {
		return m.lotto.nonLetti(s.Lotto.NonLetti)
	}
	var azioni []kit.Azione
	switch {
	case s.Esito.Rapporto:
		azioni = append(azioni, kit.Azione{Testo: m.t.T("firma.rapporto"), Icona: tema.IconaScarica, Fai: m.p.SalvaRapporto})
	case s.SenzaMarca:
		azioni = append(azioni, kit.Azione{Testo: m.t.T("firma.senza-marca"), Icona: tema.IconaFirma, Fai: m.p.FirmaSenzaMarca})
	case s.Fase == firma.FaseModulo && len(s.Modulo.Provider) == 0 && !s.Avviso.DiOrologio():
		azioni = append(azioni, kit.Azione{Testo: m.t.T("firma.riprova"), Icona: tema.IconaAggiorna, Fai: m.p.RicaricaProvider})
	}
	if s.Rete {
		azioni = append(azioni, notizia.Connessione(m.t, m.p.Impostazioni))
	}
	return notizia.Di(s.Avviso, azioni...)
}

// diAvviso is what the banner depends on: drawn again only when it changes, it
// keeps its details open and its buttons under the finger.
type diAvviso struct {
	avviso   avviso.Avviso
	marca    bool
	rapporto bool
	nonLetti string
	provider int
}

func avvisoDi(s firma.State) diAvviso {
	return diAvviso{s.Avviso, s.SenzaMarca, s.Esito.Rapporto, strings.Join(s.Lotto.NonLetti, ","), len(s.Modulo.Provider)}
}
