package testi

import (
	"golang.org/x/text/collate"
	"golang.org/x/text/language"
)

// Confronto returns the order of Italian words: è stands by e, capitals make no
// difference, and apostrophes and blanks come before letters. One result serves
// one goroutine.
func Confronto() func(a, b string) int {
	return collate.New(language.Italian, collate.IgnoreCase).CompareString
}
