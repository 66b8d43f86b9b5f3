// Package autorita is the signing side of the test environment: certification
// authorities, doctors' credentials with PIN and OTP, time stamps, revocation.
// Everything is real (keys, X.509, argon2id, PAdES) except its legal value:
// every certificate says "AMBIENTE DI PROVA - NON VALIDA".
//
// # Transactions
//
// All state is in the environment's own SQLite database, in tables whose names
// begin with "autorita_". Every method that changes it takes the caller's
// *sql.Tx, so that signature, OTP consumption, document state and idempotency
// record commit together (SB-12).
//
// A refusal is an [*Errore]. It leaves in the transaction nothing but counters
// (a wrong PIN, a wrong OTP): the caller must COMMIT it, or wrong attempts
// would not count. After any other error the caller rolls back. So sign first
// and change the document's state only after FirmaPDF returned no error:
//
//	signed, who, err := a.FirmaPDF(ctx, tx, req, pdf)
//	if refused, ok := errors.AsType[*autorita.Errore](err); ok {
//		return commitAndAnswer(tx, refused)
//	}
package autorita
