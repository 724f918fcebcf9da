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
