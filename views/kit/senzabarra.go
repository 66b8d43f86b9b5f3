package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
)

// senzaBarra draws o without scroll bars: the toolkit puts one under the text of
// a one-line entry that is longer than its field, over the border.
func senzaBarra(o fyne.CanvasObject) fyne.CanvasObject {
	return container.NewThemeOverride(o, temaSenzaBarra{})
}

// temaSenzaBarra is the program's theme of the moment with bars of no size.
type temaSenzaBarra struct{}

// Color implements fyne.Theme.
func (temaSenzaBarra) Color(n fyne.ThemeColorName, v fyne.ThemeVariant) color.Color {
	if n == theme.ColorNameScrollBar || n == theme.ColorNameScrollBarBackground {
		return color.Transparent
	}
	return corrente().Color(n, v)
}

// Font implements fyne.Theme.
func (temaSenzaBarra) Font(s fyne.TextStyle) fyne.Resource { return corrente().Font(s) }

// Icon implements fyne.Theme.
func (temaSenzaBarra) Icon(n fyne.ThemeIconName) fyne.Resource { return corrente().Icon(n) }

// Size implements fyne.Theme.
func (temaSenzaBarra) Size(n fyne.ThemeSizeName) float32 {
	if n == theme.SizeNameScrollBar || n == theme.SizeNameScrollBarSmall {
		return 0
	}
	return corrente().Size(n)
}

func corrente() fyne.Theme { return fyne.CurrentApp().Settings().Theme() }
