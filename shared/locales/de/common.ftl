# Words that the page and the letters share.

supply = { $kind ->
    [toner] { $colour ->
        [c] Toner Cyan
        [m] Toner Magenta
        [y] Toner Gelb
        [k] Toner Schwarz
       *[none] Toner
    }
    [drum] { $colour ->
        [c] Bildtrommel Cyan
        [m] Bildtrommel Magenta
        [y] Bildtrommel Gelb
        [k] Bildtrommel Schwarz
       *[none] Bildtrommel
    }
    [belt] Transportband
    [fuser] Fixiereinheit
   *[other] Verbrauchsmaterial
}

order-state = { $state ->
    [received] eingegangen
    [confirmed] bestätigt
    [shipped] unterwegs
    [delivered] geliefert
    [cancelled] storniert
   *[other] { $state }
}

ticket-kind = { $kind ->
    [fault] Störung
    [supply_claim] Defektes Verbrauchsmaterial
    [question] Frage
   *[other] { $kind }
}
ticket-state = { $state ->
    [received] eingegangen
    [scheduled] eingeplant
    [done] abgeschlossen
    [cancelled] storniert
   *[other] { $state }
}
appointment-hours = { $from } bis { $until } Uhr
appointment-from = ab { $from } Uhr
appointment-until = bis { $until } Uhr

articles = { $count } Artikel
claims = { $count ->
    [one] { $count } Reklamation
   *[other] { $count } Reklamationen
}
articles-and-claims = { $articles }, { $claims }
attention = z. Hd.
additional-info = Zusätzliche Info
reference = Ihr Zeichen
delivery-address = Lieferadresse

## The sheet of readings as a file

sheet-file-name = Zaehlerstaende-{ $quarter }
sheet-name = Zählerstände
sheet-serial = Seriennummer
sheet-model = Modell
sheet-site = Standort
sheet-street = Straße
sheet-postcode = PLZ
sheet-city = Ort
sheet-counter = Zähler
sheet-last-date = Zuletzt am
sheet-last-value = Letzter Stand
sheet-value = Neuer Stand
sheet-date = Abgelesen am
sheet-reason = Grund
## Readings of a device, on the page and in a file

quarter-short = { $quarter }. Quartal { $year }
interim = Zwischenstand
reading-state = { $state ->
    [accepted] Angenommen
    [doubtful] Bestätigt, wird geprüft
    [replaced] Korrigiert
    [withdrawn] Zurückgezogen
    [rejected] Abgelehnt
   *[other] { $state }
}
reading-source = { $source ->
    [portal] Portal
    [mail_link] Link in der E-Mail
    [file] Datei
    [operator] Von uns eingetragen
    [technician] Techniker
    [device] Gerät
    [estimate] Schätzung
   *[other] { $source }
}
past-read = Abgelesen am
past-quarter = Quartal
past-pages = { $counter } Seiten
past-state = Status
past-source = Gemeldet über
past-received = Eingegangen am
past-reason = Grund
past-note = Anmerkung
past-file = Zaehlerstaende-{ $serial }.csv
