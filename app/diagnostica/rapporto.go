// Package diagnostica is what the assistance needs to know of a workstation:
// versions, screen, key ring, database, connection. It exists so that nobody
// has to send a whole profile: nothing in it is of a patient or of a doctor.
package diagnostica

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// Outcomes of a check.
const (
	Bene   = "bene"
	Avviso = "avviso"
	Guasto = "guasto"
)

// Controllo is one thing that was tried.
type Controllo struct {
	Esito        string `json:"esito"`
	Codice       string `json:"codice,omitempty"` // of the error, see assets/locale
	Millisecondi int64  `json:"ms"`
}

// Prova runs f and returns how it went; ora is the clock.
func Prova(ora func() time.Time, f func() error) Controllo {
	inizio := ora()
	err := f()
	c := Controllo{Esito: Bene, Millisecondi: ora().Sub(inizio).Milliseconds()}
	if err != nil {
		c.Esito, c.Codice = Guasto, esenpat.CodeOf(err)
	}
	return c
}

// Versioni are those of the program and its parts.
type Versioni struct {
	Versione string `json:"versione"`
	Commit   string `json:"commit"`
	Go       string `json:"go"`
	Fyne     string `json:"fyne"`
	Schema   int    `json:"schema"`
}

// Sistema is the computer.
type Sistema struct {
	Nome         string `json:"nome"`
	Architettura string `json:"architettura"`
	Processori   int    `json:"processori"`
	Fuso         string `json:"fuso_orario"`
	Proxy        string `json:"proxy"` // which kind; its address may hold a password
}

// Archivio is the local database, read without changing it.
type Archivio struct {
	Controllo
	Schema      int   `json:"schema"`
	Byte        int64 `json:"byte"`
	Bozze       int   `json:"bozze"`
	BozzeGuaste int   `json:"bozze_messe_da_parte"`
	Atti        int   `json:"atti_senza_esito"`
	Quarantene  int   `json:"archivi_in_quarantena"`
}

// Profilo is the folder of this user.
type Profilo struct {
	Controllo
	SpazioLibero int64 `json:"spazio_libero"`
	Aperti       int   `json:"file_leggibili_da_altri"` // must be 0 (SE-05)
	Temporanei   int   `json:"copie_temporanee"`
	Passphrase   int   `json:"chiavi_con_passphrase"`
}

// Portachiavi is the key ring of the system.
type Portachiavi struct{ Controllo }

// Schermo says whether a window with OpenGL can open.
type Schermo struct{ Controllo }

// Passo is one step of the connection test.
type Passo struct {
	Nome string `json:"nome"`
	Controllo
	Dettaglio string `json:"dettaglio,omitempty"`
}

// Connessione is the way to the service.
type Connessione struct {
	Controllo
	Ambiente string  `json:"ambiente"` // "prova" or "servizio"
	Host     string  `json:"host,omitempty"`
	Passi    []Passo `json:"passi"`
}

// Impostazioni are the settings that change how the program behaves.
type Impostazioni struct {
	Tema          string `json:"tema"`
	Scala         string `json:"scala"`
	Autorita      bool   `json:"autorita_aggiunta"`
	RicordaAlias  bool   `json:"ricorda_alias"`
	MinutiBlocco  string `json:"minuti_blocco"`
	LivelloDiario string `json:"livello_registro"`
}

// Rapporto is all of it.
type Rapporto struct {
	Generata     time.Time    `json:"generata"`
	Versioni     Versioni     `json:"versioni"`
	Sistema      Sistema      `json:"sistema"`
	Schermo      Schermo      `json:"opengl"`
	Portachiavi  Portachiavi  `json:"portachiavi"`
	Archivio     Archivio     `json:"archivio"`
	Profilo      Profilo      `json:"profilo"`
	Impostazioni Impostazioni `json:"impostazioni"`
	Connessione  Connessione  `json:"connessione"`
}

// File is one file of the package for the assistance.
type File struct {
	Nome  string
	Testo []byte
}

// Impacchetta puts the report and the log, already masked, into one zip file.
func Impacchetta(r Rapporto, testo string, registro []File) ([]byte, error) {
	const op = "diagnostica.Impacchetta"
	dati, err := json.MarshalIndent(r, "", "  ")
	if err != nil {
		return nil, esenpat.NewError(esenpat.Internal, "errore.imprevisto", op).Because(err)
	}
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	tutti := append([]File{{"diagnostica.txt", []byte(testo)}, {"diagnostica.json", append(dati, '\n')}}, registro...)
	for _, f := range tutti {
		w, err := z.CreateHeader(&zip.FileHeader{Name: f.Nome, Method: zip.Deflate, Modified: r.Generata})
		if err == nil {
			_, err = w.Write(f.Testo)
		}
		if err != nil {
			return nil, esenpat.NewError(esenpat.Internal, "errore.imprevisto", op).Because(err)
		}
	}
	if err := z.Close(); err != nil {
		return nil, esenpat.NewError(esenpat.Internal, "errore.imprevisto", op).Because(err)
	}
	return b.Bytes(), nil
}
