# Letters

letter-greeting = Guten Tag { $name },
letter-customer = Diese Nachricht gehört zum Seitenpreisvertrag von { $name }.
letter-questions = Fragen? { $hotline }, { $hours }
letter-article = Artikel
letter-quantity = Menge
letter-reason = Grund: { $reason }

## Orders

letter-order-number = Auftragsnummer
letter-order-day = Bestellt am
letter-claim-day = Reklamiert am
letter-order-ordered = Bestellt
letter-order-claimed = Reklamiert, Ersatz ohne Berechnung
letter-order-button = Auftrag ansehen
letter-orders-button = Aufträge ansehen

letter-order-placed-subject = Auftrag { $number } ist eingegangen
letter-order-placed-title = Ihr Auftrag ist eingegangen
letter-order-placed-intro = vielen Dank für Ihre Bestellung. Das haben wir notiert:
letter-order-placed-outlook = Solange der Auftrag noch nicht bearbeitet wird, können Sie ihn im Portal stornieren. Stimmt etwas nicht? Rufen Sie uns an.

letter-claim-placed-subject = Reklamation { $number } ist eingegangen
letter-claim-placed-title = Ihre Reklamation ist eingegangen
letter-claim-placed-intro = wir haben Ihre Reklamation notiert:
letter-claim-placed-outlook = Solange die Reklamation noch nicht bearbeitet wird, können Sie sie im Portal stornieren. Stimmt etwas nicht? Rufen Sie uns an.

letter-order-cancelled-subject = Auftrag { $number } ist storniert
letter-order-cancelled-title = Ihr Auftrag ist storniert
letter-order-cancelled-intro = dieser Auftrag wurde storniert. Es wird nichts geliefert.
letter-order-cancelled-outlook = Stimmt etwas nicht? Rufen Sie uns an.

letter-order-placed-notice-title = Über Ihren Vertrag wurde bestellt
letter-order-placed-notice-intro = jemand hat sich mit Ihrer Kunden- und Vertragsnummer angemeldet und das bestellt:
letter-order-placed-notice-outlook = Ist das in Ordnung, müssen Sie nichts tun. Wenn nicht, stornieren Sie im Portal oder rufen Sie uns an.

letter-claim-placed-notice-title = Über Ihren Vertrag wurde reklamiert
letter-claim-placed-notice-intro = jemand hat sich mit Ihrer Kunden- und Vertragsnummer angemeldet und das reklamiert:
letter-claim-placed-notice-outlook = Ist das in Ordnung, müssen Sie nichts tun. Wenn nicht, stornieren Sie im Portal oder rufen Sie uns an.

letter-order-cancelled-notice-title = Ein Auftrag wurde storniert
letter-order-cancelled-notice-intro = jemand hat sich mit Ihrer Kunden- und Vertragsnummer angemeldet und diesen Auftrag storniert:
letter-order-cancelled-notice-outlook = Ist das in Ordnung, müssen Sie nichts tun. Wenn nicht, rufen Sie uns an.

## Codes

letter-code-subject = Ihr Code für das Portal
letter-code-title = Ihr Code für das Portal
letter-code-intro = geben Sie diesen Code auf der Seite ein, auf der Sie ihn angefordert haben:
letter-code-outlook = Der Code gilt 10 Minuten. Wenn Sie ihn nicht angefordert haben, müssen Sie nichts tun. Geben Sie ihn an niemanden weiter, auch nicht am Telefon.

## Days

long-day = { $weekday ->
    [1] Montag
    [2] Dienstag
    [3] Mittwoch
    [4] Donnerstag
    [5] Freitag
    [6] Samstag
   *[7] Sonntag
}, { $day }. { $month ->
    [1] Januar
    [2] Februar
    [3] März
    [4] April
    [5] Mai
    [6] Juni
    [7] Juli
    [8] August
    [9] September
    [10] Oktober
    [11] November
   *[12] Dezember
} { $year }

## Readings

letter-readings-due-subject = Zählerstände bis { $due_short }: { $count ->
    [one] ein Gerät
   *[other] { $count } Geräte
}
letter-readings-due-title = Bitte melden Sie bis { $due } die Zählerstände
letter-readings-due-intro = { $count ->
    [one] für dieses Gerät fehlt der Zählerstand des { $number }. Quartals { $year }:
   *[other] für diese { $count } Geräte fehlen die Zählerstände des { $number }. Quartals { $year }:
}
letter-readings-due-outlook = Sobald der letzte Stand da ist, schreiben wir nicht mehr. Für nicht rechtzeitig gemeldete Zählerstände können zusätzliche Kosten entstehen.

letter-readings-reminder-subject = Erinnerung: Zählerstände bis { $due_short }, { $count ->
    [one] noch ein Gerät
   *[other] noch { $count } Geräte
}
letter-readings-reminder-title = { $count ->
    [one] Bis { $due } fehlt noch der Zählerstand eines Geräts
   *[other] Bis { $due } fehlen noch die Zählerstände von { $count } Geräten
}
letter-readings-reminder-intro = { $count ->
    [one] nur dieses Gerät ist für das { $number }. Quartal { $year } noch offen:
   *[other] diese Geräte sind für das { $number }. Quartal { $year } noch offen:
}
letter-readings-reminder-outlook = Sobald der letzte Stand da ist, schreiben wir nicht mehr. Für nicht rechtzeitig gemeldete Zählerstände können zusätzliche Kosten entstehen.

letter-readings-overdue-subject = Überfällig: { $count ->
    [one] Zählerstand eines Geräts
   *[other] Zählerstände von { $count } Geräten
}
letter-readings-overdue-title = { $count ->
    [one] Ein Zählerstand ist überfällig
   *[other] Die Zählerstände von { $count } Geräten sind überfällig
}
letter-readings-overdue-intro = am { $due } waren die Zählerstände des { $number }. Quartals { $year } fällig. { $count ->
    [one] Dieses Gerät fehlt noch:
   *[other] Diese Geräte fehlen noch:
}
letter-readings-overdue-outlook = Nachmelden können Sie bis { $closes }. Für nicht rechtzeitig gemeldete Zählerstände können zusätzliche Kosten entstehen.

letter-readings-last = zuletzt { $day }
letter-readings-never = noch nie gemeldet
letter-readings-more = { $count ->
    [one] und ein weiteres Gerät
   *[other] und { $count } weitere Geräte
}
letter-readings-button = { $count ->
    [one] Zählerstand melden
   *[other] { $count } Geräte melden
}
letter-readings-link = Der Link öffnet nur dieses Meldeblatt, ohne Anmeldung, und gilt bis { $until }. Geben Sie ihn nur an Menschen weiter, die für Sie Zählerstände melden.
letter-readings-sign-in = Melden Sie sich im Portal mit Kunden- und Vertragsnummer an.

letter-receipt-subject = Zählerstände gemeldet: { $count ->
    [one] ein Gerät
   *[other] { $count } Geräte
}
letter-receipt-title = { $count ->
    [one] Ein Zählerstand ist eingegangen
   *[other] Zählerstände von { $count } Geräten sind eingegangen
}
letter-receipt-intro = das wurde am { $day } für Ihren Vertrag gemeldet:
letter-receipt-outlook = Stimmt etwas nicht? Im Portal können Sie die letzte Meldung eines Geräts berichtigen oder zurückziehen, solange die Meldefrist läuft.
letter-receipt-open = Noch offen, fällig am { $due }
letter-receipt-pages = { $counter }: { $value } ({ $pages } Seiten)
letter-receipt-value = { $counter }: { $value }
letter-receipt-button = Zählerstände ansehen

## End of a contract

letter-ending-announced-subject = Ihr Vertrag endet am { $ends_short }: Das brauchen wir noch
letter-ending-announced-title = Ihr Seitenpreisvertrag endet am { $ends }
letter-ending-announced-intro = zum Vertragsende brauchen wir { $count ->
    [one] von diesem Gerät
   *[other] von diesen { $count } Geräten
} einen letzten Zählerstand und eine Statusseite:
letter-ending-announced-outlook = Beides können Sie ab { $opens } melden, angenommen wird es bis { $closes }. Vorher erinnern wir Sie noch einmal.

letter-ending-due-subject = Vertragsende am { $ends_short }: { $count ->
    [one] noch ein Gerät offen
   *[other] noch { $count } Geräte offen
}
letter-ending-due-title = { $count ->
    [one] Zum Vertragsende ist noch ein Gerät offen
   *[other] Zum Vertragsende sind noch { $count } Geräte offen
}
letter-ending-due-intro = Ihr Seitenpreisvertrag endet am { $ends }. Das fehlt uns noch:
letter-ending-due-outlook = Die Statusseite drucken Sie am Gerät. Laden Sie sie als PDF oder Foto im Portal unter „Vertrag“ hoch. Sobald alles da ist, schreiben wir nicht mehr.

letter-ending-last-subject = Letzter Vertragstag { $ends_short }: { $count ->
    [one] ein Gerät fehlt
   *[other] { $count } Geräte fehlen
}
letter-ending-last-title = { $count ->
    [one] Der Vertrag läuft ab, ein Gerät ist noch offen
   *[other] Der Vertrag läuft ab, { $count } Geräte sind noch offen
}
letter-ending-last-intro = letzter Tag Ihres Seitenpreisvertrags ist { $ends }. Das fehlt uns noch:
letter-ending-last-outlook = Zählerstände und Statusseiten nehmen wir bis { $closes } an, danach nicht mehr. Die Statusseite laden Sie als PDF oder Foto im Portal unter „Vertrag“ hoch.

letter-ending-both = Zählerstand und Statusseite fehlen
letter-ending-reading = Zählerstand fehlt
letter-ending-page = Statusseite fehlt
letter-contract-button = Vertrag ansehen

letter-closed-subject = Vertragsende { $ends_short }: Es liegt alles vor
letter-closed-title = Zum Vertragsende liegt alles vor
letter-closed-intro = Ihr Seitenpreisvertrag endete am { $ends }. { $count ->
    [one] Von diesem Gerät haben wir den letzten Zählerstand und die Statusseite:
   *[other] Von diesen { $count } Geräten haben wir die letzten Zählerstände und die Statusseiten:
}
letter-closed-outlook = Sie müssen nichts mehr tun. Bewahren Sie diese Bestätigung bei Ihren Unterlagen auf.
letter-closed-reading = abgelesen { $day }
letter-closed-page = Statusseite { $day }
