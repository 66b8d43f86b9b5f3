package tema_test

import (
	"image/color"
	"math"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"github.com/esenpat/esenpat-desktop/assets"
	"github.com/esenpat/esenpat-desktop/views/tema"
)

// luminanza is the relative luminance of WCAG 2.1.
func luminanza(c color.Color) float64 {
	r, g, b, _ := c.RGBA()
	l := func(v uint32) float64 {
		x := float64(v) / 0xffff
		if x <= 0.04045 {
			return x / 12.92
		}
		return math.Pow((x+0.055)/1.055, 2.4)
	}
	return 0.2126*l(r) + 0.7152*l(g) + 0.0722*l(b)
}

func contrasto(a, b color.Color) float64 {
	x, y := luminanza(a), luminanza(b)
	return (math.Max(x, y) + 0.05) / (math.Min(x, y) + 0.05)
}

type palette struct {
	nome string
	modo tema.Modo
	v    fyne.ThemeVariant
}

func palettes() []palette {
	return []palette{
		{"chiaro", tema.Chiaro, theme.VariantLight},
		{"scuro", tema.Scuro, theme.VariantLight},
		{"contrasto", tema.AltoContrasto, theme.VariantDark},
		{"sistema chiaro", tema.Sistema, theme.VariantLight},
		{"sistema scuro", tema.Sistema, theme.VariantDark},
	}
}

func TestColori_testoSiLeggeSuOgniFondo(t *testing.T) {
	testi := []fyne.ThemeColorName{
		tema.Testo, tema.Testo2, tema.Primario, tema.Successo, tema.Attenzione, tema.Errore,
		theme.ColorNameForeground, theme.ColorNamePlaceHolder, theme.ColorNameHyperlink,
	}
	fondi := []fyne.ThemeColorName{tema.Sfondo, tema.Superficie, tema.Selezionato}
	for _, p := range palettes() {
		s := tema.Nuovo(p.modo, 1, assets.Terzi)
		for _, testo := range testi {
			for _, fondo := range fondi {
				if c := contrasto(s.Color(testo, p.v), s.Color(fondo, p.v)); c < 4.5 {
					t.Errorf("%s: %s su %s ha contrasto %.2f, serve 4.5", p.nome, testo, fondo, c)
				}
			}
		}
	}
}

func TestColori_testoDeiBottoniPieniSiLegge(t *testing.T) {
	coppie := [][2]fyne.ThemeColorName{
		{tema.SuPrimario, tema.Primario}, {tema.SuErrore, tema.Errore}, {tema.Disattivo, tema.FondoSpento}, {tema.Disattivo, tema.Superficie},
	}
	for _, p := range palettes() {
		s := tema.Nuovo(p.modo, 1, assets.Terzi)
		for _, k := range coppie {
			if c := contrasto(s.Color(k[0], p.v), s.Color(k[1], p.v)); c < 4.5 {
				t.Errorf("%s: %s su %s ha contrasto %.2f", p.nome, k[0], k[1], c)
			}
		}
	}
}

func TestColori_bordoDeiCampiSiVede(t *testing.T) {
	for _, p := range palettes() {
		s := tema.Nuovo(p.modo, 1, assets.Terzi)
		for _, fondo := range []fyne.ThemeColorName{tema.Sfondo, tema.Superficie} {
			for _, bordo := range []fyne.ThemeColorName{tema.BordoCampo, tema.Primario, tema.Errore} {
				if c := contrasto(s.Color(bordo, p.v), s.Color(fondo, p.v)); c < 3 {
					t.Errorf("%s: %s su %s ha contrasto %.2f, serve 3", p.nome, bordo, fondo, c)
				}
			}
		}
	}
}

func TestStile_dimensioniCresconoConLaScala(t *testing.T) {
	uno, grande := tema.Nuovo(tema.Chiaro, 1, assets.Terzi), tema.Nuovo(tema.Chiaro, 1.5, assets.Terzi)

	for _, n := range []fyne.ThemeSizeName{theme.SizeNameText, theme.SizeNameCaptionText, theme.SizeNameHeadingText, theme.SizeNameInnerPadding, tema.Scala} {
		if got, want := grande.Size(n), uno.Size(n)*1.5; math.Abs(float64(got-want)) > 0.01 {
			t.Errorf("%s a scala 1.5 è %v, atteso %v", n, got, want)
		}
	}
	if uno.Size(theme.SizeNameText) != 15 || uno.Size(theme.SizeNameInputBorder) != 2 {
		t.Error("il corpo è 15 e l'anello del fuoco 2")
	}
	if s := tema.Nuovo(tema.Chiaro, 9, assets.Terzi).Size(tema.Scala); s != 2.5 {
		t.Errorf("una scala impossibile diventa %v, atteso 2.5", s)
	}
}

func TestStile_usaIPropriCaratteri(t *testing.T) {
	s := tema.Nuovo(tema.Chiaro, 1, assets.Terzi)
	for stile, nome := range map[fyne.TextStyle]string{
		{}: "TitilliumWeb-Regular.ttf", {Bold: true}: "TitilliumWeb-SemiBold.ttf",
		{Monospace: true}: "IBMPlexMono-Regular.ttf", {Monospace: true, Bold: true}: "IBMPlexMono-SemiBold.ttf",
	} {
		if got := s.Font(stile).Name(); got != nome {
			t.Errorf("Font(%+v) = %s, atteso %s", stile, got, nome)
		}
	}
}

func TestIcona_ognunaHaIlSuoDisegnoNelColoreChiesto(t *testing.T) {
	voci, err := assets.Icone.ReadDir("icone")
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, v := range voci {
		nome := v.Name()
		if !strings.HasSuffix(nome, ".svg") || nome == "esenpat.svg" { // the program's own icon has its colours
			continue
		}
		n++
		c := color.NRGBA{R: 0x12, G: 0x34, B: 0x56, A: 0xff}
		r := tema.Icona(nome[:len(nome)-4]).Risorsa(c)
		if s := string(r.Content()); !strings.Contains(s, "#123456") || strings.Contains(s, "#000000") {
			t.Errorf("%s non prende il colore", nome)
		}
	}
	if n < 30 {
		t.Errorf("solo %d icone", n)
	}
}

// The words «Apri» and «Salva» of the toolkit's file dialog were white on light
// blue under the mouse.
func TestColori_theToolkitsButtonsStayReadableUnderTheMouse(t *testing.T) {
	for _, p := range palettes() {
		s := tema.Nuovo(p.modo, 1, assets.Terzi)
		pieno := color.NRGBAModel.Convert(s.Color(theme.ColorNamePrimary, p.v)).(color.NRGBA) //nolint:forcetypeassert // the model returns its own type
		for _, n := range []fyne.ThemeColorName{theme.ColorNameHover, theme.ColorNameFocus, theme.ColorNamePressed} {
			v := color.NRGBAModel.Convert(s.Color(n, p.v)).(color.NRGBA) //nolint:forcetypeassert // as above
			misto := func(a, b uint8) uint8 { return uint8((int(a)*(255-int(v.A)) + int(b)*int(v.A)) / 255) }
			sopra := color.NRGBA{R: misto(pieno.R, v.R), G: misto(pieno.G, v.G), B: misto(pieno.B, v.B), A: 255}
			if c := contrasto(s.Color(theme.ColorNameForegroundOnPrimary, p.v), sopra); c < 4.5 {
				t.Errorf("%s: %s lascia un contrasto di %.2f", p.nome, n, c)
			}
		}
	}
}
