package tema

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// Colours of the product that the toolkit has no name for. All kit widgets
// ask the theme for them by name, so a change of theme reaches everything.
const (
	Sfondo      fyne.ThemeColorName = "esenpat.bg"       // window
	Superficie  fyne.ThemeColorName = "esenpat.surface"  // cards, dialogs, inputs
	Rialzato    fyne.ThemeColorName = "esenpat.raised"   // open menus: they lie on cards
	Testo       fyne.ThemeColorName = "esenpat.text"     // body text
	Testo2      fyne.ThemeColorName = "esenpat.text2"    // labels, secondary lines
	Primario    fyne.ThemeColorName = "esenpat.primary"  // main action, links, focus ring
	SuPrimario  fyne.ThemeColorName = "esenpat.onprim"   // text on Primario
	Successo    fyne.ThemeColorName = "esenpat.ok"       // firmato, valida, salvato
	Attenzione  fyne.ThemeColorName = "esenpat.warn"     // da firmare, da rivedere
	Errore      fyne.ThemeColorName = "esenpat.error"    // annullato, errors
	SuErrore    fyne.ThemeColorName = "esenpat.onerror"  // text on a filled Errore
	Selezionato fyne.ThemeColorName = "esenpat.selected" // selected row, hover
	Linea       fyne.ThemeColorName = "esenpat.line"     // hairlines only
	BordoCampo  fyne.ThemeColorName = "esenpat.input"    // border of an input, 3 to 1
	Disattivo   fyne.ThemeColorName = "esenpat.disabled" // text of what is off
	FondoSpento fyne.ThemeColorName = "esenpat.off"      // fill of what is off
	Velo        fyne.ThemeColorName = "esenpat.veil"     // behind dialogs
	Ombra       fyne.ThemeColorName = "esenpat.shadow"   // under dialogs, at the edge of scrolls
	Trasparente fyne.ThemeColorName = "esenpat.none"     // nothing
	CartaPDF    fyne.ThemeColorName = "esenpat.paper"    // desk under document pages
)

// Modo is which palette is used.
type Modo string

// Palettes. Sistema follows light or dark of the desktop.
const (
	Sistema       Modo = "sistema"
	Chiaro        Modo = "chiaro"
	Scuro         Modo = "scuro"
	AltoContrasto Modo = "contrasto"
)

// rgb returns the opaque colour 0xRRGGBB.
func rgb(v uint32) color.NRGBA {
	return color.NRGBA{R: uint8(v >> 16 & 0xff), G: uint8(v >> 8 & 0xff), B: uint8(v & 0xff), A: 0xff}
}

// tavolozza returns the palette of m; each value is stated once, here.
func tavolozza(m Modo) map[fyne.ThemeColorName]color.Color {
	switch m {
	case Scuro:
		return map[fyne.ThemeColorName]color.Color{
			Sfondo: rgb(0x0F1A26), Superficie: rgb(0x182736), Rialzato: rgb(0x263B50), Testo: rgb(0xEDF3F9), Testo2: rgb(0xA9BACB),
			Primario: rgb(0x6FB1F5), SuPrimario: rgb(0x0B1622), Successo: rgb(0x5FD0A3), Attenzione: rgb(0xF2B35E),
			Errore: rgb(0xFF8C9B), SuErrore: rgb(0x0B1622), Selezionato: rgb(0x21384F), Linea: rgb(0x35495E),
			BordoCampo: rgb(0x7D92A8), Disattivo: rgb(0x8C9DB0), FondoSpento: rgb(0x223345),
			Velo: color.NRGBA{A: 0x99}, Ombra: color.NRGBA{A: 0x50}, Trasparente: color.Transparent, CartaPDF: rgb(0x2A3B4D),
		}
	case AltoContrasto:
		return map[fyne.ThemeColorName]color.Color{
			Sfondo: rgb(0x000000), Superficie: rgb(0x000000), Rialzato: rgb(0x1E1E1E), Testo: rgb(0xFFFFFF), Testo2: rgb(0xFFFFFF),
			Primario: rgb(0xFFE600), SuPrimario: rgb(0x000000), Successo: rgb(0x5CFF9D), Attenzione: rgb(0xFFC14D),
			Errore: rgb(0xFF9AA6), SuErrore: rgb(0x000000), Selezionato: rgb(0x26265C), Linea: rgb(0xFFFFFF),
			BordoCampo: rgb(0xFFFFFF), Disattivo: rgb(0xC0C0C0), FondoSpento: rgb(0x1E1E1E),
			Velo: color.NRGBA{A: 0xCC}, Ombra: color.NRGBA{A: 0x80}, Trasparente: color.Transparent, CartaPDF: rgb(0x333333),
		}
	case Chiaro, Sistema:
	}
	return map[fyne.ThemeColorName]color.Color{
		Sfondo: rgb(0xF5F7FA), Superficie: rgb(0xFFFFFF), Rialzato: rgb(0xFFFFFF), Testo: rgb(0x17324D), Testo2: rgb(0x4A6178),
		Primario: rgb(0x0066CC), SuPrimario: rgb(0xFFFFFF), Successo: rgb(0x006B47), Attenzione: rgb(0x8A5300),
		Errore: rgb(0xB3243D), SuErrore: rgb(0xFFFFFF), Selezionato: rgb(0xE6F0FA), Linea: rgb(0xC5D0DB),
		BordoCampo: rgb(0x7A8CA0), Disattivo: rgb(0x566A7F), FondoSpento: rgb(0xE9EDF2),
		Velo: color.NRGBA{R: 0x0F, G: 0x1A, B: 0x26, A: 0x80}, Ombra: color.NRGBA{R: 0x0F, G: 0x1A, B: 0x26, A: 0x2E}, Trasparente: color.Transparent, CartaPDF: rgb(0xDDE4EB),
	}
}

// nomiFyne maps the toolkit's colour names to ours, so that its own widgets
// (scroll bars, entries, menus) look like the kit's.
func nomiFyne(n fyne.ThemeColorName) fyne.ThemeColorName {
	switch n {
	case theme.ColorNameBackground:
		return Sfondo
	case theme.ColorNameForeground:
		return Testo
	case theme.ColorNamePrimary, theme.ColorNameHyperlink:
		return Primario
	case theme.ColorNameForegroundOnPrimary, theme.ColorNameForegroundOnSuccess, theme.ColorNameForegroundOnWarning:
		return SuPrimario
	case theme.ColorNameForegroundOnError:
		return SuErrore
	case theme.ColorNamePlaceHolder:
		return Testo2
	case theme.ColorNameDisabled:
		return Disattivo
	case theme.ColorNameError:
		return Errore
	case theme.ColorNameWarning:
		return Attenzione
	case theme.ColorNameSuccess:
		return Successo
	default:
		return nomiSuperfici(n)
	}
}

// nomiSuperfici maps the names of surfaces and lines.
func nomiSuperfici(n fyne.ThemeColorName) fyne.ThemeColorName {
	switch n {
	case theme.ColorNameDisabledButton:
		return FondoSpento
	case theme.ColorNameInputBackground, theme.ColorNameOverlayBackground, theme.ColorNameButton:
		return Superficie
	case theme.ColorNameMenuBackground:
		return Rialzato
	case theme.ColorNameHeaderBackground, theme.ColorNameSelection:
		return Selezionato
	case theme.ColorNameSeparator:
		return Linea
	case theme.ColorNameScrollBar:
		return BordoCampo
	case theme.ColorNameScrollBarBackground, theme.ColorNameInputBorder:
		return Trasparente // inputs draw their own border, see kit.Testo
	case theme.ColorNameShadow:
		return Ombra
	default:
		return n
	}
}
