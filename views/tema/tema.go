package tema

import (
	"image/color"
	"io/fs"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// Sizes of the product that the toolkit has no name for.
const (
	// Scala is the text-size setting itself, 1 for normal.
	Scala fyne.ThemeSizeName = "esenpat.scale"
)

// Stile is the program's theme. Its values never change after Nuovo: another
// setting is another Stile.
type Stile struct {
	modo    Modo
	scala   float32
	chiaro  map[fyne.ThemeColorName]color.Color
	scuro   map[fyne.ThemeColorName]color.Color
	normale fyne.Resource
	nero    fyne.Resource
	fisso   fyne.Resource
	fissoN  fyne.Resource
	base    fyne.Theme
}

// Nuovo returns the theme for m with all sizes multiplied by scala (1 is
// normal; values outside 0.8-2.5 are brought inside). Fonts are read from
// terzi, the directory of pinned third-party files (assets.Terzi); a missing
// font falls back to the toolkit's own, so that the program still starts.
func Nuovo(m Modo, scala float32, terzi fs.FS) *Stile {
	s := &Stile{
		modo: m, scala: min(max(scala, 0.8), 2.5), base: theme.DefaultTheme(),
		chiaro: tavolozza(m), scuro: tavolozza(m),
		normale: carattere(terzi, "TitilliumWeb-Regular.ttf"), nero: carattere(terzi, "TitilliumWeb-SemiBold.ttf"),
		fisso: carattere(terzi, "IBMPlexMono-Regular.ttf"), fissoN: carattere(terzi, "IBMPlexMono-SemiBold.ttf"),
	}
	if m == Sistema {
		s.chiaro, s.scuro = tavolozza(Chiaro), tavolozza(Scuro)
	}
	return s
}

func carattere(terzi fs.FS, nome string) fyne.Resource {
	b, err := fs.ReadFile(terzi, "terzi/"+nome)
	if err != nil {
		return nil
	}
	return fyne.NewStaticResource(nome, b)
}

// Modo returns the palette that was asked for.
func (s *Stile) Modo() Modo { return s.modo }

// Color implements fyne.Theme for the toolkit's names and for ours.
func (s *Stile) Color(n fyne.ThemeColorName, v fyne.ThemeVariant) color.Color {
	t := s.chiaro
	if v == theme.VariantDark {
		t = s.scuro
	}
	switch n {
	case theme.ColorNameHover, theme.ColorNamePressed, theme.ColorNameFocus:
		return velo(t[Primario])
	}
	if c, ok := t[nomiFyne(n)]; ok {
		return c
	}
	return s.base.Color(n, v)
}

// velo is a colour that lets what is under it be seen: the toolkit lays it over
// its own buttons, whose words must stay readable.
func velo(c color.Color) color.Color {
	r, g, b, _ := c.RGBA()
	return color.NRGBA{R: uint8(r >> 8), G: uint8(g >> 8), B: uint8(b >> 8), A: 0x22}
}

// Font implements fyne.Theme. There is no italic: it is hard to read on cheap
// panels and the product never uses it.
func (s *Stile) Font(st fyne.TextStyle) fyne.Resource {
	r := s.normale
	switch {
	case st.Symbol:
		r = nil
	case st.Monospace && st.Bold:
		r = s.fissoN
	case st.Monospace:
		r = s.fisso
	case st.Bold:
		r = s.nero
	}
	if r == nil {
		return s.base.Font(st)
	}
	return r
}

// Icon implements fyne.Theme with the toolkit's icons, used only inside its
// own menus; everything else uses Icona.
func (s *Stile) Icon(n fyne.ThemeIconName) fyne.Resource { return s.base.Icon(n) }

// Size implements fyne.Theme.
func (s *Stile) Size(n fyne.ThemeSizeName) float32 {
	if n == Scala {
		return s.scala
	}
	if v := fissa(n); v > 0 {
		return v
	}
	if v := testuale(n); v > 0 {
		return v * s.scala
	}
	return s.base.Size(n) * s.scala
}

// fissa returns the sizes that do not grow with the text.
func fissa(n fyne.ThemeSizeName) float32 {
	switch n {
	case theme.SizeNameSeparatorThickness:
		return 1
	case theme.SizeNameInputBorder:
		return 2 // focus ring of an input, and width of its caret
	case theme.SizeNameInputRadius, theme.SizeNameButtonRadius, theme.SizeNameCardRadius,
		theme.SizeNameDialogRadius, theme.SizeNamePopupRadius, theme.SizeNameMenuRadius:
		return 6
	case theme.SizeNameSelectionRadius:
		return 4
	default:
		return 0
	}
}

// testuale returns the base of the sizes that grow with the text.
func testuale(n fyne.ThemeSizeName) float32 {
	switch n {
	case theme.SizeNameText:
		return 15
	case theme.SizeNameCaptionText:
		return 13
	case theme.SizeNameSubHeadingText:
		return 18
	case theme.SizeNameHeadingText:
		return 22
	case theme.SizeNamePadding:
		return 4
	case theme.SizeNameInnerPadding:
		return 8
	case theme.SizeNameLineSpacing:
		return 4
	case theme.SizeNameInlineIcon:
		return 20
	case theme.SizeNameScrollBar:
		return 12
	case theme.SizeNameScrollBarSmall:
		return 5
	default:
		return 0
	}
}

// Colore returns the colour n for the object o under the current theme.
func Colore(o fyne.CanvasObject, n fyne.ThemeColorName) color.Color {
	app := fyne.CurrentApp()
	if app == nil {
		return tavolozza(Chiaro)[n]
	}
	return theme.CurrentForWidget(o).Color(n, app.Settings().ThemeVariant())
}

// Misura returns n multiplied by the text-size setting, for spaces and
// targets that must grow with the text.
func Misura(o fyne.CanvasObject, n float32) float32 {
	if fyne.CurrentApp() == nil {
		return n
	}
	if s := theme.CurrentForWidget(o).Size(Scala); s > 0 {
		return n * s
	}
	return n
}
