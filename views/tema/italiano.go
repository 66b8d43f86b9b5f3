package tema

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
)

// prefissoParole marks the toolkit's own words among those of the kit.
const prefissoParole = "fyne."

// RegistraItaliano is [Registra] for Italian.
func RegistraItaliano(testi fs.FS) error { return Registra(testi, "it") }

// Registra teaches the toolkit the words of a language of ours ("it", "en"), of
// which it does not know Italian, and makes them the answer for every language
// it does know, whatever the system speaks: a half translated window confuses.
// It also loads the kit's own words. Call it once, before building widgets;
// calling it again does no harm. testi is assets.Locale.
func Registra(testi fs.FS, lingua string) error {
	fileParole := path.Join("locale", lingua, "kit.json")
	b, err := fs.ReadFile(testi, fileParole)
	if err != nil {
		return fmt.Errorf("tema: %w", err)
	}
	var m map[string]string
	if err = json.Unmarshal(b, &m); err != nil {
		return fmt.Errorf("tema: %s: %w", fileParole, err)
	}
	parole := make(map[string]string, len(m))
	for k, v := range m {
		parole[strings.TrimPrefix(k, prefissoParole)] = v
	}
	if b, err = json.Marshal(parole); err != nil {
		return fmt.Errorf("tema: %w", err)
	}
	for _, l := range lingue() {
		if err = lang.AddTranslationsForLocale(b, l); err != nil {
			return fmt.Errorf("tema: %w", err)
		}
	}
	return nil
}

// lingue are Italian, the languages the toolkit ships (it would otherwise
// prefer its own words there) and whatever the system says. A system locale
// that cannot be parsed ("C") falls back to English, which is in the list.
func lingue() []fyne.Locale {
	l := []fyne.Locale{
		"it", "en", "cs", "de", "el", "es", "fr", "ja", "pl", "pt", "pt-BR", "ru", "sv", "ta", "uk", "zh-Hans",
	}
	if s := lang.SystemLocale(); s != "" && s.LanguageString() != "C" {
		l = append(l, fyne.Locale(s.LanguageString()))
	}
	return l
}
