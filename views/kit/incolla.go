package kit

import "fyne.io/fyne/v2"

// maxIncollato is the longest text that is pasted, in characters. It is over the
// limit of any field, which therefore still sees that there was too much; five
// megabytes would stop the window while the toolkit lays them out.
const maxIncollato = 20_001

// appuntiCorti is a clipboard whose end is not read.
type appuntiCorti struct{ fyne.Clipboard }

// Content implements fyne.Clipboard.
func (a appuntiCorti) Content() string {
	s := a.Clipboard.Content()
	n := 0
	for i := range s {
		if n++; n > maxIncollato {
			return s[:i]
		}
	}
	return s
}
