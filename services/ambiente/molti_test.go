package ambiente_test

import (
	"maps"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/esenpat/esenpat-desktop/services/ambiente"
)

// lotto is several certificates of one doctor, and one code for all of them.
type lotto struct {
	*cliente
	vv     []creato
	codice string
}

func (b *banco) lotto(t *testing.T, quanti int) *lotto {
	t.Helper()
	l := &lotto{cliente: b.medico(t, ferraris)}
	cit := l.assistito(cfAdulto)
	var docs []oggetto
	for range quanti {
		v := l.crea(cit, l.bozza())
		l.vv = append(l.vv, v)
		docs = append(docs, oggetto{"id": v.id, "sha256": v.sha})
	}
	l.codice = b.otp(l.cliente, docs...)
	return l
}

func (l *lotto) firma(n int, cambia oggetto, oo ...opzione) *esito {
	corpo := oggetto{"provider": "ARUBA", "alias": aliasAnna, "sha256": l.vv[n].sha}
	maps.Copy(corpo, cambia)
	return l.chiama("POST", l.vv[n].percorso()+"/firma", corpo, append([]opzione{chiave(nuovaChiave()), seEtag(l.vv[n].etag)}, oo...)...)
}

// segreti are PIN and OTP for document n and for those after it.
func (l *lotto) segreti(n int) oggetto {
	var altri []oggetto
	for _, v := range l.vv[n+1:] {
		altri = append(altri, oggetto{"id": v.id, "sha256": v.sha})
	}
	return oggetto{"pin": pinAnna, "otp": l.codice, "altri": altri}
}

func TestMolti_unPINeUnOTPFirmanoTutti(t *testing.T) {
	b := avvia(t)
	l := b.lotto(t, 4)
	k := nuovaChiave()

	e := l.firma(0, l.segreti(0), chiave(k)).vuole(200)
	token := e.testo("autorizzazione", "gettone")
	for n := range 3 {
		l.firma(n+1, oggetto{"autorizzazione": token}).vuole(200)
	}

	if n := b.conta(t); n.Firme != 4 {
		t.Errorf("%d signatures", n.Firme)
	}
	ripetuta := l.firma(0, l.segreti(0), chiave(k)).vuole(200)
	if ripetuta.testate.Get("Idempotency-Replayed") != "true" || strings.Contains(string(ripetuta.corpo), token) || token == "" {
		t.Errorf("the token is replayed from the disk: %s", ripetuta.corpo)
	}
	l.firma(1, oggetto{"pin": pinAnna, "otp": l.codice}).rifiuta(409, "GIA_FIRMATO")
}

func TestMolti_laAutorizzazioneValeSoloPerQuelliNominati(t *testing.T) {
	b := avvia(t)
	l := b.lotto(t, 3)
	solo := l.segreti(0)
	solo["altri"] = []oggetto{{"id": l.vv[1].id, "sha256": l.vv[1].sha}}
	token := l.firma(0, solo).vuole(200).testo("autorizzazione", "gettone")

	l.firma(2, oggetto{"autorizzazione": token}).rifiuta(422, "DOCUMENTO_NON_AUTORIZZATO")
	l.firma(1, oggetto{"autorizzazione": "inventata"}).rifiuta(422, "AUTORIZZAZIONE_SCADUTA")
	b.tempo.Avanti(6 * time.Minute)
	l.firma(1, oggetto{"autorizzazione": token}).rifiuta(422, "AUTORIZZAZIONE_SCADUTA")
	l.firma(2, oggetto{"pin": pinAnna, "otp": l.codice}).rifiuta(422, "OTP_USATO")
}

// Only the document that carries PIN and OTP can spend them: one that is
// refused for its own sake leaves both for the next.
func TestMolti_unDocumentoRifiutatoNonConsumaIlCodice(t *testing.T) {
	b := avvia(t)
	l := b.lotto(t, 3)

	l.firma(0, l.segreti(0), seEtag(`"vecchia"`)).rifiuta(412, "VERSIONE_SUPERATA")
	token := l.firma(1, l.segreti(1)).vuole(200).testo("autorizzazione", "gettone")
	l.firma(2, oggetto{"autorizzazione": token}).vuole(200)
	l.firma(0, oggetto{"autorizzazione": token}).rifiuta(422, "DOCUMENTO_NON_AUTORIZZATO")
}

func TestMolti_unPINErratoNonNeConsumaAltri(t *testing.T) {
	b := avvia(t)
	l := b.lotto(t, 3)
	s := l.segreti(0)
	s["pin"] = "00000000"

	e := l.firma(0, s)
	e.rifiuta(422, "PIN_ERRATO")
	if e.dettaglio("tentativi_residui") != "2" {
		t.Errorf("%s", e.corpo)
	}
	l.firma(0, l.segreti(0)).vuole(200)
}

// A fault at each position, before and after the commit: what was signed is
// found out by its key, the rest goes on with the same authorisation.
func TestMolti_guastiInOgniPosizione(t *testing.T) {
	for _, punto := range []ambiente.Punto{ambiente.PuntoArrivo, ambiente.PuntoPrimaDelCommit, ambiente.PuntoDopoIlCommit} {
		for guasto := range 3 {
			b := avvia(t)
			l := b.lotto(t, 3)
			dati, firmate := l.segreti(0), 0
			for n := range 3 {
				if n == guasto {
					b.Guasti().Aggiungi(ambiente.Guasto{Operazione: "firmaCertificato", Punto: punto, Chiudi: true})
				}
				k := nuovaChiave()
				e := l.firma(n, dati, chiave(k))
				if e.err != nil {
					op := l.chiama("GET", "/operazioni/"+k, nil)
					if op.stato == http.StatusOK && op.testo("stato") == "RIUSCITA" {
						if firmate++; n == 0 { // signed, but the authorisation was in the lost answer
							break
						}
						continue
					}
					e = l.firma(n, dati, chiave(k))
				}
				e.vuole(200)
				if firmate++; n == 0 {
					dati = oggetto{"autorizzazione": e.testo("autorizzazione", "gettone")}
				}
			}
			if n := b.conta(t); n.Firme != firmate || firmate == 0 {
				t.Errorf("%s at %d: %d signatures, the client knows of %d", punto, guasto, n.Firme, firmate)
			}
			b.ferma(t)
		}
	}
}

func TestMolti_nonPiuDiQuantiNeAmmetteIlProvider(t *testing.T) {
	b := avvia(t)
	c := b.medico(t, "marco.bianchini")
	provider, alias, pin := b.credenziali(t, "marco.bianchini")
	cit := c.assistito(cfAdulto)
	var docs []oggetto
	for range 6 {
		v := c.crea(cit, c.bozza())
		docs = append(docs, oggetto{"id": v.id, "sha256": v.sha})
	}
	c.chiama("POST", "/firma/otp", oggetto{"provider": provider, "alias": alias, "pin": pin, "documenti": docs}, chiave(nuovaChiave())).rifiuta(422, "TROPPI_DOCUMENTI")
	c.chiama("POST", "/firma/otp", oggetto{"provider": provider, "alias": alias, "documenti": docs[:5]}, chiave(nuovaChiave())).vuole(202)
}

func TestCredenziali_comeStannoECheCosaChiedono(t *testing.T) {
	b := avvia(t)
	for nome, otp := range map[string]bool{ferraris: true, "luisa.gallo": false, "paolo.martini": true} {
		c := b.medico(t, nome)
		provider, alias, _ := b.credenziali(t, nome)
		una := c.chiama("POST", "/firma/credenziali/_search", oggetto{"provider": provider, "alias": alias}).vuole(200).elenco()
		if len(una) != 1 || una[0]["otp_richiesto"] != otp || una[0]["stato"] != "VALIDO" {
			t.Errorf("%s: %v", nome, una)
		}
		if tutte := c.chiama("POST", "/firma/credenziali/_search", oggetto{}).vuole(200).elenco(); len(tutte) == 0 {
			t.Errorf("%s: %v", nome, tutte)
		}
	}
	c := b.medico(t, ferraris)
	c.chiama("POST", "/firma/credenziali/_search", oggetto{"provider": "ARUBA", "alias": "nessuno"}).rifiuta(422, "ALIAS_SCONOSCIUTO")
	c.chiama("POST", "/firma/credenziali/_search", oggetto{"provider": "ARUBA"}).rifiuta(400, "PARAMETRI_MANCANTI")
	e := c.chiama("POST", "/firma/credenziali/_search", oggetto{"provider": "NAMIRIAL", "alias": "gallo-prova"})
	e.rifiuta(403, "ALIAS_ALTRUI")
	if e.dettaglio("intestatario") != "Luisa Gallo" {
		t.Errorf("%s", e.corpo)
	}
}
