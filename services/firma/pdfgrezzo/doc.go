// Package pdfgrezzo reads just enough PDF syntax to append a signature and to
// find the signatures of a file: dictionaries with the position of each value,
// and classic cross-reference tables. It never builds an object tree, never
// recurses and never follows more references than it is asked to, so that the
// work stays linear in the size of a hostile file.
package pdfgrezzo
