package anteprima_test

import (
	"bytes"
	"compress/zlib"
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/anteprima"
)

// conContenuto is a page whose content stream is deflated from n times parte.
func conContenuto(tb testing.TB, parte string, n int) []byte {
	tb.Helper()
	var z bytes.Buffer
	w := zlib.NewWriter(&z)
	blocco := []byte(strings.Repeat(parte, 1+(1<<20)/len(parte)))
	for scritti := 0; scritti < n*len(parte); scritti += len(blocco) {
		if _, err := w.Write(blocco); err != nil {
			tb.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		tb.Fatal(err)
	}
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n")
	var offset []int
	for i, corpo := range []string{
		"<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
		"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>",
		fmt.Sprintf("<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream", z.Len(), z.Bytes()),
		"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
	} {
		offset = append(offset, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, corpo)
	}
	x := b.Len()
	b.WriteString("xref\n0 6\n0000000000 65535 f \n")
	for _, o := range offset {
		fmt.Fprintf(&b, "%010d 00000 n \n", o)
	}
	fmt.Fprintf(&b, "trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", x)
	return b.Bytes()
}

func TestTesto_readsEachPage(t *testing.T) {
	m := nuovo(t)

	testi, err := m.Testo(t.Context(), foglio(t, 2))

	if err != nil || len(testi) != 2 || !strings.Contains(testi[1], "Certificato di prova") {
		t.Fatalf("%q %v", testi, err)
	}
}

// A file of a few kilobytes can ask for half a gigabyte: its reading ends in an
// error, whatever the time it is given, and the next file is read.
func TestTesto_aFileThatGrowsInMemoryIsRefused(t *testing.T) {
	m := anteprima.New(anteprima.Opzioni{Wasm: wasm(t), Cache: cacheComune(t), Tempo: time.Hour, MemoriaTesto: 40 << 20})
	t.Cleanup(func() { _ = m.Chiudi(context.Background()) })

	_, err := m.Testo(t.Context(), conContenuto(t, "0 0 m 1 1 l S\n", 1<<18))

	if esenpat.KindOf(err) != esenpat.Invalid {
		t.Fatalf("got %v", err)
	}
	if testi, err := m.Testo(t.Context(), conContenuto(t, "BT /F 9 Tf (ciao) Tj ET\n", 1)); err != nil || !strings.Contains(testi[0], "ciao") {
		t.Errorf("afterwards: %.20q %v", testi, err)
	}
}

// A drawing may have left the renderer large: reading begins with a small one.
func TestTesto_worksAfterALargeDrawing(t *testing.T) {
	m := nuovo(t)
	if _, err := m.Pagine(t.Context(), foglio(t, 1), 400); err != nil {
		t.Fatal(err)
	}

	testi, err := m.Testo(t.Context(), foglio(t, 1))

	if err != nil || len(testi) != 1 {
		t.Errorf("%q %v", testi, err)
	}
}
