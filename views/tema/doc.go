// Package tema is the look of the program: colours, type, sizes and icons in
// light, dark and high contrast, and the toolkit's own words in Italian. It
// exists so that no view ever writes a colour or a size by itself.
//
// Sources: docs page on the look (tokens computed for contrast) and DM/AGID
// face Titillium Web, OFL.
package tema
