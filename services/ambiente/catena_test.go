package ambiente_test

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"testing"
)

// Spec 4, SB-30: after the fact with its outcome, and each line holds the one
// before.
func TestAudit_incatenatoEConEsito(t *testing.T) {
	b := avvia(t)
	c := b.medico(t, ferraris)
	v := c.crea(c.assistito(cfAdulto), c.bozza())
	errato := oggetto{"provider": "ARUBA", "alias": aliasAnna, "pin": "00000000", "otp": b.otp(c, oggetto{"id": v.id, "sha256": v.sha}), "sha256": v.sha}
	c.chiama("POST", v.percorso()+"/firma", errato, chiave(nuovaChiave()), seEtag(v.etag)).rifiuta(422, "PIN_ERRATO")
	b.firma(c, v).vuole(200)

	rows, err := b.Archivio().DB().QueryContext(t.Context(), `SELECT quando, utente, ruolo, azienda, operazione, oggetto, esito, correlazione, precedente, impronta FROM audit ORDER BY id`)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	var prima string
	var esiti []string
	for rows.Next() {
		var r [10]string
		if err := rows.Scan(&r[0], &r[1], &r[2], &r[3], &r[4], &r[5], &r[6], &r[7], &r[8], &r[9]); err != nil {
			t.Fatal(err)
		}
		somma := sha256.Sum256([]byte(strings.Join(r[:9], "\x1f")))
		if r[8] != prima || r[9] != hex.EncodeToString(somma[:]) {
			t.Errorf("the chain is broken at %q", r[4])
		}
		if r[6] == "" || r[7] == "" || r[1] == "" {
			t.Errorf("without outcome, person or correlation: %q", r)
		}
		if prima = r[9]; r[4] == "FIRMA_CERTIFICATO" {
			esiti = append(esiti, r[6])
		}
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(esiti, " "); got != "PIN_ERRATO OK" {
		t.Errorf("outcomes of the signature: %q", got)
	}
	if _, err := b.Archivio().DB().ExecContext(t.Context(), `DELETE FROM audit`); err == nil {
		t.Error("lines can be taken away")
	}
}
