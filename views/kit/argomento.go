package kit

import (
	"slices"

	"fyne.io/fyne/v2"
)

// conArgomento is an overlay of the kit that the guide has a chapter about.
type conArgomento interface{ argomentoDiCima() string }

func (m *modale) argomentoDiCima() string { return m.argomento }

// Argomento names the chapter of the guide about this dialog.
func (d *Dialogo) Argomento(s string) { d.modale.argomento = s }

// Argomento names the chapter of the guide about what the frame shows now.
func (p *Procedura) Argomento(s string) { p.modale.argomento = s }

// ArgomentoDi returns the chapter of the topmost layer of c that has one, empty
// if there is none: then what the window itself shows counts.
func ArgomentoDi(c fyne.Canvas) string {
	for _, strato := range slices.Backward(c.Overlays().List()) {
		if a, ok := strato.(conArgomento); ok && a.argomentoDiCima() != "" {
			return a.argomentoDiCima()
		}
	}
	return ""
}
