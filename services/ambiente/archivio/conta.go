package archivio

import (
	"bytes"
	"context"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// ContaStati returns how many certificates are in each state.
func ContaStati(ctx context.Context, q Esecutore) (map[esenpat.StatoCertificato]int, error) {
	tutti, _, err := molti[Certificato](ctx, q, `SELECT rev, corpo FROM certificati`, 0)
	n := map[esenpat.StatoCertificato]int{}
	for _, c := range tutti {
		n[c.Stato]++
	}
	return n, err
}

// ContaFirme returns how many documents carry a signature.
func ContaFirme(ctx context.Context, q Esecutore) (n int, err error) {
	rows, err := q.QueryContext(ctx, `SELECT pdf FROM documenti`)
	if err != nil {
		return 0, err
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var pdf []byte
		if err := rows.Scan(&pdf); err != nil {
			return n, err
		}
		if bytes.Contains(pdf, []byte("ETSI.CAdES.detached")) {
			n++
		}
	}
	return n, rows.Err()
}
