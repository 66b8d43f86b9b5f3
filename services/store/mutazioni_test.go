package store_test

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/esenpat/esenpat-desktop/app/task/tasktest"
	"github.com/esenpat/esenpat-desktop/services/store"
)

// danno is one way in which a database file comes to harm.
type danno struct {
	nome  string
	salva bool // the rows that are still there must come back
	fai   func(m *malato)
}

// malato is a profile that is being damaged.
type malato struct {
	sorte   *rand.Rand
	db, wal []byte
	altra   []byte // the -wal of another profile
}

func danni() []danno {
	return []danno{
		{"bits flipped", true, func(m *malato) {
			for range 1 + m.sorte.IntN(12) {
				m.db[m.sorte.IntN(len(m.db))] ^= 1 << m.sorte.IntN(8)
			}
		}},
		{"truncated", true, func(m *malato) { m.db = m.db[:m.sorte.IntN(len(m.db))] }},
		{"page zeroed", true, func(m *malato) {
			p := m.sorte.IntN(len(m.db) / 4096)
			clear(m.db[p*4096 : (p+1)*4096])
		}},
		{"random bytes in the middle", true, func(m *malato) {
			da := m.sorte.IntN(len(m.db))
			m.rumore(m.db[da:min(da+m.sorte.IntN(9000), len(m.db))])
		}},
		{"random file", false, func(m *malato) { m.db = m.db[:m.sorte.IntN(len(m.db))]; m.rumore(m.db) }},
		{"nothing left", false, func(m *malato) { m.db = nil }},
		{"garbage in the log", true, func(m *malato) { m.wal = make([]byte, 1+m.sorte.IntN(60_000)); m.rumore(m.wal) }},
		{"log of another database", true, func(m *malato) { m.wal = bytes.Clone(m.altra) }},
	}
}

func (m *malato) rumore(b []byte) {
	for i := range b {
		b[i] = byte(m.sorte.Uint32())
	}
}

// TestApri_anyDamageIsToldAndWhatIsLeftComesBack guards FT-06: the program
// starts on whatever is left of the file, without a panic; what it cannot use is
// kept in quarantena; of the drafts whose bytes are still there nine of ten
// come back.
func TestApri_anyDamageIsToldAndWhatIsLeftComesBack(t *testing.T) {
	volte := tasktest.Quante(16, 200)
	sano, celle := profiloSano(t)
	altra := logAltrui(t)
	tipi := danni()
	conti := map[string][3]int{} // kind -> damaged, whole rows, rows that came back
	for i := range volte {
		d := tipi[i%len(tipi)]
		m := &malato{sorte: rand.New(rand.NewPCG(uint64(i), 6)), db: bytes.Clone(sano), altra: altra}
		d.fai(m)
		dir := t.TempDir()
		file := filepath.Join(dir, "archivio.db")
		err := os.WriteFile(file, m.db, 0o600)
		if len(m.wal) > 0 {
			err = errors.Join(err, os.WriteFile(file+"-wal", m.wal, 0o600))
		}
		if err != nil {
			t.Fatal(err)
		}

		a, err := store.Apri(t.Context(), store.Opzioni{Dir: dir, Chiavi: chiavi{}, Ora: istante})
		if err != nil {
			t.Fatalf("%d %s: %v", i, d.nome, err)
		}
		bozze, err := a.Bozze(t.Context(), medicoA)
		if err != nil {
			t.Fatalf("%d %s: %v", i, d.nome, err)
		}
		interi, tornati := 0, 0
		for id, c := range celle {
			if !bytes.Contains(m.db, c) {
				continue
			}
			interi++
			for _, b := range bozze {
				if b.ID == id && b.Dati.Patologia == testoMutato(id) {
					tornati++
				}
			}
		}
		guaste, err := a.BozzeGuaste(t.Context(), medicoA) // the doctor is told of these too
		if err != nil {
			t.Fatal(err)
		}
		controllaTenuto(t, fmt.Sprint(i, " ", d.nome), a.Quarantena(), m, len(bozze)+guaste == len(celle))
		salva(t, a, bozza("dopo", "x", 1))
		if err := a.Integra(t.Context()); err != nil {
			t.Errorf("%d %s: %v", i, d.nome, err)
		}
		chiudi(t, a)
		c := conti[d.nome]
		tasktest.Avanza(t, i+1, volte)
		conti[d.nome] = [3]int{c[0] + 1, c[1] + interi, c[2] + tornati}
		if d.salva && tornati*10 < interi*9 {
			t.Errorf("%d %s: %d of %d whole drafts came back", i, d.nome, tornati, interi)
		}
	}
	for _, d := range tipi {
		c := conti[d.nome]
		t.Logf("%-27s %3d files, %5d drafts still whole, %5d came back", d.nome, c[0], c[1], c[2])
	}
}

// controllaTenuto looks for what was damaged, byte by byte, in the quarantine;
// only where every draft is there need nothing have been put aside.
func controllaTenuto(t *testing.T, quale, quarantena string, m *malato, tutte bool) {
	t.Helper()
	if quarantena == "" {
		if !tutte {
			t.Errorf("%s: drafts are gone and nobody is told", quale)
		}
		return
	}
	for coda, b := range map[string][]byte{"": m.db, "-wal": m.wal} {
		tenuto, err := os.ReadFile(filepath.Join(quarantena, "archivio.db"+coda))
		if err == nil && bytes.Equal(tenuto, b) {
			return
		}
	}
	t.Errorf("%s: what was damaged was not kept", quale)
}

// testoMutato has a length that a draft has: some fit a page, some do not.
func testoMutato(id string) string {
	return id + " " + strings.Repeat("testo di una bozza ", 20+len(id)%3)
}

// profiloSano is the file of a profile with drafts and the sealed bytes of each.
func profiloSano(t *testing.T) (file []byte, celle map[string][]byte) {
	t.Helper()
	dir := t.TempDir()
	a := apriIn(t, dir)
	celle = map[string][]byte{}
	for i := range 60 {
		id := strings.Repeat("i", i%5) + fmt.Sprint(i)
		salva(t, a, bozza(id, testoMutato(id), 1))
		celle[id] = nil
	}
	chiudi(t, a)
	db := sqlite(t, dir)
	for id := range celle {
		var c []byte
		if err := db.QueryRowContext(t.Context(), `SELECT contenuto FROM bozze WHERE id = ?`, id).Scan(&c); err != nil {
			t.Fatal(err)
		}
		celle[id] = slices.Clone(c)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	file, err := os.ReadFile(filepath.Join(dir, "archivio.db"))
	if err != nil {
		t.Fatal(err)
	}
	return file, celle
}

// logAltrui is the -wal of a profile that was not closed.
func logAltrui(t *testing.T) []byte {
	t.Helper()
	dir := t.TempDir()
	a := apriIn(t, dir)
	for i := range 20 {
		salva(t, a, bozza(fmt.Sprint("altra", i), strings.Repeat("x", 900), 1))
	}
	wal, err := os.ReadFile(filepath.Join(dir, "archivio.db-wal"))
	if err != nil || len(wal) == 0 {
		t.Fatal(len(wal), err)
	}
	chiudi(t, a)
	return wal
}
