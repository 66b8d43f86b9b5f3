// Package ambiente is the test environment: an HTTPS server that implements
// the contract of assets/openapi for the doctor's flow with real state, real
// documents and real signatures, on invented people. Nothing in it is canned;
// everything it produces says AMBIENTE DI PROVA.
package ambiente
