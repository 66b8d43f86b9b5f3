// Package kit holds the widgets of the program. It exists because the toolkit
// lacks what a hurried doctor needs: dialogs that know Esc and Enter, tabs and
// lists usable by keyboard, a combo that filters while typing, dates typed as
// gg/mm/aaaa, fields with their label and error.
//
// Rules of every widget: a label, a place in the tab order, a keyboard way in,
// a visible focus ring, no animation, no waiting, no knowledge of the domain.
// Colours and sizes come from views/tema, words from assets/locale/it/kit.json
// through tema.RegistraItaliano. Widgets run on the UI thread only and never
// start goroutines; what needs time takes a Tempo. See README.md for one page
// of use.
package kit
