//go:build linux

package stampatest

// backend is a printer: it writes what it was asked for and what it got down a
// pipe. CUPS calls it with job, user, title, copies, options and maybe a file.
const backend = `#!/bin/sh
[ $# -eq 0 ] && exit 0
{ printf '%s\n' "$PRINTER" "$3" "$4" "$5"; if [ -n "$6" ]; then cat "$6"; else cat; fi; } >"${DEVICE_URI#carta:}"
`

const configurazione = `Listen DIR/s
Browsing No
WebInterface No
LogLevel info
DefaultPolicy prova
<Location />
  Order allow,deny
  Allow all
</Location>
<Policy prova>
  JobPrivateAccess all
  JobPrivateValues none
  SubscriptionPrivateAccess all
  SubscriptionPrivateValues none
  <Limit All>
    Order deny,allow
  </Limit>
</Policy>
`

const cartelle = `ServerRoot DIR/etc
ServerBin DIR/bin
RequestRoot DIR/spool
CacheDir DIR/cache
StateDir DIR/stato
TempDir DIR/tmp
AccessLog DIR/accessi
PageLog DIR/pagine
ErrorLog stderr
Printcap
Sandboxing relaxed
`

// ppd describes a printer that takes a PDF as it is.
const ppd = `*PPD-Adobe: "4.3"
*FormatVersion: "4.3"
*FileVersion: "1.0"
*LanguageVersion: English
*LanguageEncoding: ISOLatin1
*PCFileName: "PROVA.PPD"
*Manufacturer: "Prova"
*Product: "(Prova)"
*PSVersion: "(3010.000) 0"
*ModelName: "Prova"
*ShortNickName: "Prova"
*NickName: "Prova"
*cupsVersion: 2.4
*cupsFilter2: "application/pdf application/pdf 0 -"
*OpenUI *PageSize/Media Size: PickOne
*DefaultPageSize: Letter
*PageSize A4/A4: "<</PageSize[595 842]>>setpagedevice"
*PageSize Letter/Letter: "<</PageSize[612 792]>>setpagedevice"
*CloseUI: *PageSize
*OpenUI *PageRegion/Media Size: PickOne
*DefaultPageRegion: Letter
*PageRegion A4/A4: "<</PageSize[595 842]>>setpagedevice"
*PageRegion Letter/Letter: "<</PageSize[612 792]>>setpagedevice"
*CloseUI: *PageRegion
*DefaultImageableArea: Letter
*ImageableArea A4/A4: "12 12 583 830"
*ImageableArea Letter/Letter: "12 12 600 780"
*DefaultPaperDimension: Letter
*PaperDimension A4/A4: "595 842"
*PaperDimension Letter/Letter: "612 792"
`

// ppdDuplex says that it prints on both sides.
const ppdDuplex = `*OpenUI *Duplex/2-Sided Printing: PickOne
*DefaultDuplex: None
*Duplex None/Off: ""
*Duplex DuplexNoTumble/Long-Edge: ""
*Duplex DuplexTumble/Short-Edge: ""
*CloseUI: *Duplex
`
