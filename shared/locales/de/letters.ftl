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
letter-order-track = Sendung verfolgen
letter-order-carrier = Versand mit
letter-order-reason = Grund

letter-order-placed-subject = Auftrag { $number } ist eingegangen
letter-order-placed-title = Ihr Auftrag ist eingegangen
letter-order-placed-intro = vielen Dank für Ihre Bestellung. Das haben wir notiert:
letter-order-placed-outlook = Solange der Auftrag noch nicht bearbeitet wird, können Sie ihn im Portal stornieren. Stimmt etwas nicht? Rufen Sie uns an.

letter-order-cancelled-subject = Auftrag { $number } ist storniert
letter-order-cancelled-title = Ihr Auftrag ist storniert
letter-order-cancelled-intro = dieser Auftrag wurde storniert. Die bestellten Artikel werden nicht geliefert.
letter-order-cancelled-outlook = { $claims ->
    [0] Stimmt etwas nicht? Rufen Sie uns an.
   *[other] Reklamierte Teile ersetzen wir trotzdem ohne Berechnung. Stimmt etwas nicht? Rufen Sie uns an.
}

letter-order-confirmed-subject = Auftrag { $number } ist bestätigt
letter-order-confirmed-title = Ihr Auftrag ist bestätigt
letter-order-confirmed-intro = wir haben diesen Auftrag angenommen:
letter-order-confirmed-outlook = Sobald das Paket unterwegs ist, schreiben wir Ihnen wieder. Möchten Sie noch etwas ändern? Rufen Sie uns an.

letter-order-shipped-subject = Auftrag { $number } ist unterwegs
letter-order-shipped-title = Ihre Lieferung ist unterwegs
letter-order-shipped-intro = das Paket zu diesem Auftrag ist unterwegs:
letter-order-shipped-outlook = Kommt nichts an? Rufen Sie uns an.

letter-order-delivered-subject = Auftrag { $number } ist geliefert
letter-order-delivered-title = Ihre Lieferung ist angekommen
letter-order-delivered-intro = diese Lieferung wurde zugestellt:
letter-order-delivered-outlook = Fehlt etwas, oder ist etwas beschädigt? Rufen Sie uns an.

letter-order-called-off-subject = Auftrag { $number } ist storniert
letter-order-called-off-title = Wir haben Ihren Auftrag storniert
letter-order-called-off-intro = diesen Auftrag haben wir storniert. Die bestellten Artikel werden nicht geliefert.
letter-order-called-off-outlook = Brauchen Sie die Artikel weiterhin? Bestellen Sie neu, oder rufen Sie uns an.

letter-order-placed-notice-title = Über Ihren Vertrag wurde bestellt
letter-order-placed-notice-intro = jemand hat sich mit Ihrer Kunden- und Vertragsnummer angemeldet und das bestellt:
letter-order-placed-notice-outlook = Ist das in Ordnung, müssen Sie nichts tun. Wenn nicht, stornieren Sie im Portal oder rufen Sie uns an.

letter-claim-placed-notice-title = Über Ihren Vertrag wurde reklamiert
letter-claim-placed-notice-intro = jemand hat sich mit Ihrer Kunden- und Vertragsnummer angemeldet und das reklamiert:
letter-claim-placed-notice-outlook = Ist das in Ordnung, müssen Sie nichts tun. Wenn nicht, rufen Sie uns an.

letter-order-cancelled-notice-title = Ein Auftrag wurde storniert
letter-order-cancelled-notice-intro = jemand hat sich mit Ihrer Kunden- und Vertragsnummer angemeldet und diesen Auftrag storniert:
letter-order-cancelled-notice-outlook = Ist das in Ordnung, müssen Sie nichts tun. Wenn nicht, rufen Sie uns an.

letter-order-waiting-subject = Auftrag { $number } wartet auf die neue Adresse
letter-order-waiting-title = Ihr Auftrag wartet auf die neue Adresse
letter-order-waiting-intro = vielen Dank für Ihre Bestellung. Wir liefern, sobald über Ihre Adressänderung entschieden ist:
letter-order-waiting-outlook = Möchten Sie nicht so lange warten? Im Portal können Sie den Auftrag an die bisherige Adresse liefern lassen oder stornieren.

letter-order-released-subject = Auftrag { $number } geht an die neue Adresse
letter-order-released-title = Ihr Auftrag geht an die neue Adresse
letter-order-released-intro = Ihre Adressänderung ist bestätigt. Diesen Auftrag liefern wir an die neue Adresse:
letter-order-released-outlook = Stimmt etwas nicht? Rufen Sie uns an.

letter-order-released-old-subject = Auftrag { $number } geht an die bisherige Adresse
letter-order-released-old-title = Ihr Auftrag geht an die bisherige Adresse
letter-order-released-old-intro = dieser Auftrag wartet nicht länger. Wir liefern an die bisherige Adresse:
letter-order-released-old-outlook = Stimmt etwas nicht? Rufen Sie uns an.

letter-order-released-notice-title = Ein Auftrag geht an die bisherige Adresse
letter-order-released-notice-intro = jemand hat sich mit Ihrer Kunden- und Vertragsnummer angemeldet und lässt diesen Auftrag an die bisherige Adresse liefern:
letter-order-released-notice-outlook = Ist das in Ordnung, müssen Sie nichts tun. Wenn nicht, stornieren Sie im Portal oder rufen Sie uns an.

letter-order-asked-subject = Auftrag { $number }: Wohin sollen wir liefern?
letter-order-asked-title = Wohin sollen wir liefern?
letter-order-asked-intro = Ihre Adressänderung konnten wir nicht übernehmen. Deshalb wartet dieser Auftrag noch:
letter-order-asked-outlook = Im Portal können Sie ihn an die bisherige Adresse liefern lassen oder stornieren.

## Addresses

letter-address-number = Nummer
letter-address-for = Betrifft
letter-address-whole = Alle Geräte an dieser Adresse
letter-address-before = Bisher
letter-address-after = Künftig
letter-address-effective = Gültig ab
letter-address-from = ab { $day }
letter-address-site = Standort
letter-address-note = Bemerkung
letter-address-button = Adressänderungen ansehen

letter-address-asked-subject = Adressänderung { $number } ist beantragt
letter-address-asked-title = Ihre Adressänderung ist beantragt
letter-address-asked-intro = wir prüfen diese Änderung und schreiben Ihnen, sobald darüber entschieden ist:
letter-address-asked-outlook = Bis dahin liefern wir an die bisherige Adresse. Stimmt etwas nicht? Rufen Sie uns an.

letter-address-approved-subject = Adressänderung { $number } ist bestätigt
letter-address-approved-title = Ihre Adressänderung ist bestätigt
letter-address-approved-intro = ab dem { $effective } liefern wir an die neue Adresse:
letter-address-approved-outlook = Was bis dahin schon verschickt ist, kommt noch an die bisherige Adresse.

letter-address-rejected-subject = Adressänderung { $number } ist abgelehnt
letter-address-rejected-title = Wir konnten Ihre Adressänderung nicht übernehmen
letter-address-rejected-intro = wir liefern weiterhin an die bisherige Adresse.
letter-address-rejected-outlook = Fragen dazu? Rufen Sie uns an.

letter-address-notice-title = Für Ihren Vertrag wurde eine Adressänderung beantragt
letter-address-notice-intro = jemand hat sich mit Ihrer Kunden- und Vertragsnummer angemeldet und diese neue Adresse beantragt:
letter-address-notice-outlook = Ist das in Ordnung, müssen Sie nichts tun. Wenn nicht, rufen Sie uns an.

## Tickets

letter-ticket-number = Projekt
letter-ticket-kind = Anliegen
letter-ticket-day = Erfasst am
letter-ticket-device = Gerät
letter-ticket-appointment = Termin
letter-ticket-part = Defektes Teil
letter-ticket-pages = { $pages } Seiten gedruckt
letter-ticket-pages-of-yield = { $pages } von { $yield } Seiten gedruckt
letter-ticket-place = Einsatzort
letter-ticket-yours = Ihre Nachricht
letter-ticket-ours = Unsere Nachricht
letter-ticket-ours-by = Nachricht von { $author }
letter-ticket-button = Projekt ansehen
letter-tickets-button = Projekte ansehen
letter-order-ticket = Projekt { $number }

letter-ticket-opened-subject = Projekt { $number } ist erfasst
letter-ticket-opened-title = Ihre Serviceanfrage ist erfasst
letter-ticket-opened-intro = wir haben Ihre Anfrage unter dieser Projektnummer notiert:
letter-ticket-opened-outlook = Wir melden uns per E-Mail. Etwas ergänzen oder nachsehen können Sie jederzeit im Portal. Eilt es? Rufen Sie uns an und nennen Sie die Projektnummer.

letter-claim-placed-subject = Reklamation { $number } ist erfasst
letter-claim-placed-title = Ihre Reklamation ist erfasst
letter-claim-placed-intro = wir haben Ihre Reklamation unter dieser Projektnummer notiert. Der Ersatz kostet Sie nichts.
letter-claim-placed-outlook = Wir melden uns per E-Mail. Etwas ergänzen oder nachsehen können Sie jederzeit im Portal. Stimmt etwas nicht? Rufen Sie uns an.

letter-visit-requested-subject = Projekt { $number }: weiterer Besuch angefordert
letter-visit-requested-title = Ein weiterer Besuch ist angefordert
letter-visit-requested-intro = wir haben Ihr Projekt wieder aufgenommen:
letter-visit-requested-outlook = Wir melden uns per E-Mail. Etwas ergänzen oder nachsehen können Sie jederzeit im Portal.

letter-ticket-answered-subject = Projekt { $number }: Nachricht für Sie
letter-ticket-answered-title = Wir haben Ihnen geschrieben
letter-ticket-answered-intro = zu Ihrem Projekt gibt es eine Nachricht:
letter-ticket-answered-outlook = Antworten können Sie im Portal, direkt beim Projekt.

letter-ticket-answered-closed-subject = Projekt { $number }: Nachricht für Sie
letter-ticket-answered-closed-title = Wir haben Ihnen geschrieben
letter-ticket-answered-closed-intro = zu Ihrem Projekt, das schon abgeschlossen ist, gibt es noch eine Nachricht:
letter-ticket-answered-closed-outlook = Das Projekt bleibt abgeschlossen. Ist noch etwas offen, fordern Sie im Portal einen weiteren Besuch an.

letter-ticket-scheduled-subject = Projekt { $number } ist eingeplant
letter-ticket-scheduled-title = Ihr Projekt ist eingeplant
letter-ticket-scheduled-intro = wir haben Ihr Projekt eingeplant:
letter-ticket-scheduled-outlook = Etwas ergänzen oder nachsehen können Sie jederzeit im Portal.

letter-ticket-appointment-subject = Projekt { $number }: Termin am { $day }
letter-ticket-appointment-title = Wir kommen am { $long_day }
letter-ticket-appointment-intro = für Ihr Projekt steht ein Termin fest:
letter-ticket-appointment-outlook = Passt der Termin nicht? Schreiben Sie uns im Portal beim Projekt, oder rufen Sie uns an.

letter-ticket-done-subject = Projekt { $number } ist abgeschlossen
letter-ticket-done-title = Ihr Projekt ist abgeschlossen
letter-ticket-done-intro = dieses Projekt haben wir abgeschlossen:
letter-ticket-done-outlook = Ist noch etwas offen? Dann fordern Sie im Portal einen weiteren Besuch zum selben Projekt an.

letter-ticket-cancelled-subject = Projekt { $number } ist storniert
letter-ticket-cancelled-title = Ihr Projekt ist storniert
letter-ticket-cancelled-intro = dieses Projekt haben wir storniert:
letter-ticket-cancelled-outlook = War das nicht gewünscht? Fordern Sie im Portal einen weiteren Besuch zum selben Projekt an, oder rufen Sie uns an.

letter-ticket-opened-notice-title = Über Ihren Vertrag wurde eine Serviceanfrage gestellt
letter-ticket-opened-notice-intro = jemand hat sich mit Ihrer Kunden- und Vertragsnummer angemeldet und dieses Projekt eröffnet:
letter-ticket-opened-notice-outlook = Ist das in Ordnung, müssen Sie nichts tun. Wenn nicht, rufen Sie uns an.

letter-ticket-replied-notice-title = Zu einem Projekt wurde etwas geschrieben
letter-ticket-replied-notice-intro = jemand hat sich mit Ihrer Kunden- und Vertragsnummer angemeldet und zu diesem Projekt geschrieben:
letter-ticket-replied-notice-outlook = Ist das in Ordnung, müssen Sie nichts tun. Wenn nicht, rufen Sie uns an.

letter-visit-requested-notice-title = Zu einem Projekt wurde ein weiterer Besuch angefordert
letter-visit-requested-notice-intro = jemand hat sich mit Ihrer Kunden- und Vertragsnummer angemeldet und zu diesem Projekt einen weiteren Besuch angefordert:
letter-visit-requested-notice-outlook = Ist das in Ordnung, müssen Sie nichts tun. Wenn nicht, rufen Sie uns an.

## What those who are known are told

letter-contact-added-notice-title = Zu Ihrem Vertrag wurde ein Kontakt hinzugefügt
letter-contact-added-notice-intro = jemand hat sich mit Ihrer Kunden- und Vertragsnummer angemeldet und diesen Kontakt hinzugefügt:
letter-contact-added-notice-outlook = Ist das in Ordnung, müssen Sie nichts tun. Wenn nicht, löschen Sie den Kontakt im Portal oder rufen Sie uns an.

letter-reading-withdrawn-notice-title = Ein Zählerstand wurde zurückgenommen
letter-reading-withdrawn-notice-intro = jemand hat sich mit Ihrer Kunden- und Vertragsnummer angemeldet und den letzten Zählerstand dieses Geräts zurückgenommen:
letter-reading-withdrawn-notice-outlook = Ist das in Ordnung, müssen Sie nichts tun. Wenn nicht, melden Sie den Stand noch einmal oder rufen Sie uns an.

letter-status-page-notice-title = Eine Statusseite wurde gesendet
letter-status-page-notice-intro = jemand hat sich mit Ihrer Kunden- und Vertragsnummer oder über einen Link angemeldet und für dieses Gerät eine Statusseite gesendet:
letter-status-page-notice-outlook = Ist das in Ordnung, müssen Sie nichts tun. Wenn nicht, rufen Sie uns an.
letter-status-page-button = Statusseiten ansehen

letter-ticket-file-notice-title = Zu einem Projekt wurde eine Datei gesendet
letter-ticket-file-notice-intro = jemand hat sich mit Ihrer Kunden- und Vertragsnummer angemeldet und zu diesem Projekt eine Datei gesendet:
letter-ticket-file-notice-outlook = Ist das in Ordnung, müssen Sie nichts tun. Wenn nicht, rufen Sie uns an.

letter-code-required-notice-title = Die Anmeldung braucht jetzt einen Code
letter-code-required-notice-intro = { $name } hat eingestellt, dass sich bei Ihrem Vertrag niemand mehr allein mit Kunden- und Vertragsnummer anmelden kann. Dazu gehört ab sofort ein Code, den wir per E-Mail schicken.
letter-code-required-notice-outlook = Wer ohne Code angemeldet war, wurde abgemeldet. Ist das in Ordnung, müssen Sie nichts tun. Wenn nicht, ändern Sie es im Portal oder rufen Sie uns an.

letter-code-dropped-notice-title = Die Anmeldung braucht keinen Code mehr
letter-code-dropped-notice-intro = { $name } hat eingestellt, dass bei Ihrem Vertrag wieder Kunden- und Vertragsnummer genügen, um sich anzumelden.
letter-code-dropped-notice-outlook = Ist das in Ordnung, müssen Sie nichts tun. Wenn nicht, verlangen Sie den Code im Portal wieder oder rufen Sie uns an.

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

## Status pages

letter-status-pages-subject = { $count ->
    [one] Statusseite eines Geräts
   *[other] Statusseiten von { $count } Geräten
}{ $dated ->
    [yes] {" "}bis { $until_short }
   *[no] {" "}erbeten
}
letter-status-pages-title = { $count ->
    [one] Bitte schicken Sie uns eine Statusseite
   *[other] Bitte schicken Sie uns { $count } Statusseiten
}
letter-status-pages-intro = { $count ->
    [one] wir brauchen die Statusseite dieses Geräts
   *[other] wir brauchen die Statusseiten dieser { $count } Geräte
}{ $dated ->
    [yes] {" "}bis { $until }:
   *[no] :
}
letter-status-pages-outlook = Drucken Sie die Statusseite am Gerät aus und laden Sie sie im Portal hoch, als Foto oder als PDF. Wie das Gerät sie druckt, steht dort neben jedem Gerät.
letter-status-pages-note = Hinweis dazu: „{ $note }“
letter-status-pages-button = { $count ->
    [one] Statusseite hochladen
   *[other] Statusseiten hochladen
}

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
