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
