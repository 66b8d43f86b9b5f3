package main

import "slices"

// chiestaInglese reports whether the command line asks for English, wherever
// the option stands: help ends the reading of the options.
func chiestaInglese(args []string) bool {
	for i, a := range args {
		if slices.Contains([]string{"--lingua=en", "-lingua=en"}, a) || (i > 0 && a == "en" && slices.Contains([]string{"--lingua", "-lingua"}, args[i-1])) {
			return true
		}
	}
	return false
}

// parola returns the usage text in English if english is asked for. The words
// of the command line itself, verbs and options, are Italian in both languages.
func parola(inglese bool, italiano string) string {
	if !inglese {
		return italiano
	}
	if en, ok := usoInglese()[italiano]; ok {
		return en
	}
	return italiano
}

// usoInglese maps the usage texts of this package to English; a test holds that
// none is missing.
func usoInglese() map[string]string {
	return map[string]string{ //nolint:gosec // sentences about a passphrase and a token, none of them
		"uso: ": "usage: ", "[opzioni] [comando]": "[options] [command]", "Senza comando apre la finestra. Comandi:": "Without a command it opens the window. Commands:",
		"Opzioni:": "Options:", " VALORE": " VALUE", " (se manca: ": " (default: ",

		"il lavoro principale, dall'inizio alla fine, su un ambiente di prova nuovo":     "the main job, from beginning to end, on a new test environment",
		"l'ambiente di prova come servizio a sé":                                         "the test environment as a service of its own",
		"i codici di esenzione":                                                          "the exemption codes",
		"disegna una bozza come nella finestra, senza rete":                              "draws a draft as the window does, without network",
		"verifica i certificati firmati, senza rete e senza accesso":                     "checks signed certificates, without network and without login",
		"le bozze di questo profilo":                                                     "the drafts of this profile",
		"apre il programma sull'assistito di una cartella clinica":                       "opens the program at the patient of a clinical record",
		"versioni, OpenGL, portachiavi, archivio e connessione, senza dati di assistiti": "versions, OpenGL, key ring, archive and connection, without data of patients",
		"versione, commit, licenza":                                                      "version, commit, licence",

		"cartella con tutto lo stato di questo utente":                    "folder with all of this user's state",
		"prova, oppure l'indirizzo https del servizio":                    "prova (test environment), or the https address of the service",
		"file PEM di un'autorità di certificazione da riconoscere in più": "PEM file of a certification authority to trust besides",
		"risposte ed errori in JSON":                                      "answers and errors in JSON",
		"it oppure en":                                                    "it or en",
		"file con la passphrase delle bozze, dove non c'è un portachiavi": "file with the passphrase of the drafts, where there is no key ring",
		"dettaglio del registro: debug, info, warn, error":                "detail of the log: debug, info, warn, error",
		"dove ascoltare": "where to listen",
		"cartella dello stato (predefinita: nel profilo)":                                  "folder of the state (default: in the profile)",
		"radice OID degli identificativi dei documenti (predefinita: quella del Piemonte)": "root OID of the documents' identifiers (default: that of Piemonte)",
		"ricomincia da capo: dati, autorità e chiavi nuovi":                                "begins anew: new data, authority and keys",
		"dove scrivere il PDF (obbligatorio)":                                              "where to write the PDF (required)",
		"dove scrivere il CDA":                                                             "where to write the CDA",
		"dove scrivere la prima pagina come immagine":                                      "where to write the first page as an image",
		"nazionale, dm329, veneto, sicilia (icd9cm per cerca e spiega)":                    "nazionale, dm329, veneto, sicilia (icd9cm for cerca and spiega)",
		"giorno di riferimento, AAAA-MM-GG":                                                "day of reference, YYYY-MM-DD",
		"codifica di partenza":                                                             "coding to translate from",
		"codifica di arrivo":                                                               "coding to translate to",
		"chi inserisce il codice (mmg, specialista, …)":                                    "who enters the code (mmg, specialista, …)",
		"farmaceutica oppure specialistica":                                                "farmaceutica (drugs) or specialistica (services)",
		"diagnosi oppure esenzioni":                                                        "diagnosi (diagnoses) or esenzioni (exemptions)",
		"numero massimo di risultati, 0 per tutti":                                         "greatest number of results, 0 for all",
		"settimana di gravidanza, da 1 a 41":                                               "week of pregnancy, 1 to 41",
		"primo giorno dell'ultima mestruazione":                                            "first day of the last menstruation",
		"data presunta del parto":                                                          "due date",
		"giorno della prescrizione":                                                        "day of the prescription",
		"epoca preconcezionale":                                                            "before conception",
		"gravidanza a rischio":                                                             "pregnancy at risk",
		"settimana non quantificabile":                                                     "week not known",
		"mostra che cosa cambierebbe, senza applicarlo":                                    "shows what would change, without applying it",
		"gettone opaco dato dalla cartella clinica":                                        "opaque token given by the clinical record",
		"file JSON privato, o - per lo standard input, con «token» oppure «cf_paziente»":   "private JSON file, or - for the standard input, with «token» or «cf_paziente»",
		"file .zip da scrivere per l'assistenza, con il registro":                          ".zip file to write for support, with the log",
		"cartella dove scrivere (obbligatoria)":                                            "folder to write to (required)",
		"esegue lo stesso lavoro nella finestra vera e ne salva le schermate":              "does the same job in the real window and keeps its pictures",
	}
}
