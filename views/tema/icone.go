package tema

import (
	"bytes"
	"fmt"
	"image/color"

	"fyne.io/fyne/v2"

	"github.com/esenpat/esenpat-desktop/assets"
)

// Icona is the name of a line icon, a file of assets/icone.
type Icona string

// The family: 20x20, one stroke width, drawn for this product.
const (
	IconaNessuna      Icona = ""
	IconaUtente       Icona = "utente"
	IconaCerca        Icona = "cerca"
	IconaPiu          Icona = "piu"
	IconaMatita       Icona = "matita"
	IconaSpunta       Icona = "spunta"
	IconaAvviso       Icona = "avviso"
	IconaErrore       Icona = "errore"
	IconaInfo         Icona = "info"
	IconaOrologio     Icona = "orologio"
	IconaDocumento    Icona = "documento"
	IconaScarica      Icona = "scarica"
	IconaStampa       Icona = "stampa"
	IconaFirma        Icona = "firma"
	IconaLucchetto    Icona = "lucchetto"
	IconaOpzioni      Icona = "impostazioni"
	IconaCasa         Icona = "casa"
	IconaChiudi       Icona = "chiudi"
	IconaSu           Icona = "su"
	IconaGiu          Icona = "giu"
	IconaSinistra     Icona = "sinistra"
	IconaDestra       Icona = "destra"
	IconaCalendario   Icona = "calendario"
	IconaOcchio       Icona = "occhio"
	IconaOcchioNo     Icona = "occhio-no"
	IconaAdatta       Icona = "adatta"
	IconaAggiorna     Icona = "aggiorna"
	IconaAiuto        Icona = "aiuto"
	IconaFuoriLinea   Icona = "fuori-linea"
	IconaChiave       Icona = "chiave"
	IconaTelefono     Icona = "telefono"
	IconaEsci         Icona = "esci"
	IconaSalva        Icona = "salva"
	IconaCestino      Icona = "cestino"
	IconaPuntoCerchio Icona = "cerchio"
)

// Risorsa returns the icon drawn in colour c. The toolkit recolours fills only
// and these are strokes, so the colour is written into the drawing; the name
// carries it because the toolkit caches drawings by name.
func (i Icona) Risorsa(c color.Color) fyne.Resource {
	b, err := assets.Icone.ReadFile("icone/" + string(i) + ".svg")
	if err != nil {
		b = []byte(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 20"></svg>`)
	}
	r, g, bl, _ := c.RGBA()
	hex := fmt.Sprintf("#%02x%02x%02x", r>>8, g>>8, bl>>8)
	return fyne.NewStaticResource("icona-"+string(i)+hex[1:]+".svg", bytes.ReplaceAll(b, []byte("#000000"), []byte(hex)))
}
