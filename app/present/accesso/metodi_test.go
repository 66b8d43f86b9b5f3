package accesso_test

import (
	"slices"
	"testing"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

func tutti() esenpat.AccessiAmmessi {
	return esenpat.AccessiAmmessi{Certificato: true, OIDC: &esenpat.AccessoOIDC{Indirizzo: "https://idp.example/a", Client: "c"}}
}

func TestMetodi_onlyWhatServiceAndWorkstationOffer(t *testing.T) {
	b := nuovo(t, scelte(1))

	b.p.Offri(tutti(), false)
	if got := b.p.State().Metodi; !slices.Equal(got, []esenpat.MetodoAccesso{esenpat.AccessoFile, esenpat.AccessoBrowser}) {
		t.Errorf("without smart cards: %v", got)
	}
	b.p.Offri(tutti(), true)
	b.p.Scegli(esenpat.AccessoCarta)
	b.p.Offri(esenpat.AccessiAmmessi{}, true)
	if s := b.p.State(); s.Metodo != esenpat.AccessoCredenziali || len(s.Metodi) != 0 {
		t.Errorf("a way that went away is still shown: %+v", s.Metodo)
	}
}

// Manual: M02.
func TestMetodi_eachWayLogsInWithWhatItNeeds(t *testing.T) {
	for metodo, entra := range map[esenpat.MetodoAccesso]func(*banco){
		esenpat.AccessoCarta:   func(b *banco) { b.p.ConCarta(esenpat.NewSecret("12345")) },
		esenpat.AccessoFile:    func(b *banco) { b.p.ConFile(" /tmp/mio.p12 ", esenpat.NewSecret("p")) },
		esenpat.AccessoBrowser: func(b *banco) { b.p.ConBrowser() },
	} {
		b := nuovo(t, scelte(1))
		b.p.Offri(tutti(), true)
		b.p.Scegli(metodo)

		entra(b)
		b.quieto()

		if len(b.accessi) != 1 || b.accessi[0].Metodo != metodo || !slices.Equal(b.entrati, []string{"Aldo Conti"}) {
			t.Errorf("%s: %d logins, in as %v", metodo, len(b.accessi), b.entrati)
		}
	}
}

func TestMetodi_whatIsMissingIsSaidAndNothingIsTried(t *testing.T) {
	b := nuovo(t, scelte(1))
	b.p.Scegli(esenpat.AccessoCarta)
	b.p.ConCarta(esenpat.Secret{})
	if s := b.p.State(); s.ErrPIN == "" || s.Fuoco.Campo != "pin_carta" {
		t.Errorf("%+v", s.Fuoco)
	}
	b.p.Scegli(esenpat.AccessoFile)
	b.p.ConFile("", esenpat.Secret{})
	if s := b.p.State(); s.ErrFile == "" || s.ErrPIN != "" || len(b.accessi) != 0 {
		t.Errorf("%q, %q", s.ErrFile, s.ErrPIN)
	}
}

func TestMetodi_aWrongCardPINIsAskedAgainThere(t *testing.T) {
	b := nuovo(t, scelte(1))
	b.p.Scegli(esenpat.AccessoCarta)
	b.errore = esenpat.NewError(esenpat.Invalid, "carta.pin-errato", "prova")
	prima := b.p.State().Svuota

	b.p.ConCarta(esenpat.NewSecret("99999"))
	b.quieto()

	if s := b.p.State(); s.Fuoco.Campo != "pin_carta" || s.Svuota == prima || s.Avviso.Vuoto() || len(b.accessi) != 1 {
		t.Errorf("%+v after %d tries", s.Fuoco, len(b.accessi))
	}
}

func TestMetodi_aFileThatCannotBeReadIsWhereTheFocusGoes(t *testing.T) {
	for campo, err := range map[string]*esenpat.Error{
		"file":          esenpat.NewError(esenpat.Invalid, "identita.file-illeggibile", "prova").At("file"),
		"password_file": esenpat.NewError(esenpat.Invalid, "identita.password-errata", "prova").At("password"),
	} {
		b := nuovo(t, scelte(1))
		b.p.Scegli(esenpat.AccessoFile)
		b.errore = err

		b.p.ConFile("mio.p12", esenpat.NewSecret("p"))
		b.quieto()

		if s := b.p.State(); s.Fuoco.Campo != campo {
			t.Errorf("%s: focus on %s", err.Code, s.Fuoco.Campo)
		}
	}
}
