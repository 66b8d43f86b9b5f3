// Package docs carries the user guide into the program: the text that F1 shows
// and the page in the repository are the same file.
package docs

import _ "embed"

// Manuale is MANUALE.md, the authoritative text.
//
//go:embed MANUALE.md
var Manuale string

// ManualeInglese is its English translation, for an English window.
//
//go:embed MANUALE-en.md
var ManualeInglese string
