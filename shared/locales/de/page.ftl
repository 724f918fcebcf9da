# The page. Words that letters use as well stand in common.ftl.
# <name>…</name> marks words that the page draws as a link, a button or bold.

## Frame

title = { $page } – Pagetally
title-error = Fehler: { $page } – Pagetally
skip = Zum Inhalt
nav = Bereiche
tab-start = Start
tab-order = Bestellen
tab-orders = Aufträge
tab-readings = Zählerstände
tab-service = Service
tab-contract = Vertrag
who-customer = Kunde { $no }
who-contract = Vertrag { $no }
help = Hilfe
sign-out = Abmelden
sign-out-basket = Ihr Korb ist noch nicht bestellt. Beim Abmelden wird er geleert.
sign-out-service = Ihre Serviceanfrage ist noch nicht gesendet. Beim Abmelden wird der Text gelöscht.
sign-out-readings = Ihre letzten Zählerstände konnten wir nicht sichern. Beim Abmelden gehen sie verloren.
sign-out-anyway = Trotzdem abmelden
sign-out-failed = Das Abmelden hat nicht geklappt. Versuchen Sie es noch einmal oder schließen Sie alle Fenster des Browsers.
stay = Angemeldet bleiben
offline = Sie sind gerade offline. Ihre Eingaben bleiben hier erhalten.
idle-title = Sind Sie noch da?
idle-text = Um { $time } Uhr werden Sie aus Sicherheitsgründen abgemeldet. Ihr Korb bleibt erhalten.
last-minutes = Um { $time } Uhr endet Ihre Anmeldung nach zwölf Stunden. Melden Sie sich danach neu an, Ihr Korb bleibt erhalten.
go-on = Weiterarbeiten
foot-hotline = Fragen? <tel>{ $hotline }</tel>, { $hours }
privacy = Was wir speichern
loading = Wird geladen …

## Trouble

errors-title = Es gibt ein Problem
about = { $about }: { $text }
error-prefix = Fehler:
trouble-offline = Wir bekommen gerade keine Verbindung.
trouble-ours = Der Fehler liegt bei uns, nicht bei Ihnen.
trouble-call = Eilt es? Rufen Sie uns an: <tel>{ $hotline }</tel>, { $hours }.
try-again = Noch einmal versuchen
start-trouble-title = Das Portal antwortet gerade nicht
start-trouble = Wir konnten Ihre Daten nicht laden.
start-trouble-kept = Verloren ist nichts: Aufträge, die Sie schon aufgegeben haben, sind gespeichert.
not-found-title = Diese Seite gibt es nicht
not-found-text = Vielleicht ist der Link unvollständig, oder der Auftrag oder das Projekt gehört zu einem anderen Vertrag.
to-start = Zur Startseite
to-orders = Aufträge ansehen
to-sign-in = Zur Anmeldung

## Sign-in

sign-in-title = Mit Kunden- und Vertragsnummer anmelden
country = Land
language = Sprache
customer-no = Kundennummer
customer-no-hint = 8 Ziffern. Leerzeichen und Punkte stören nicht.
contract-no = Vertragsnummer
contract-no-hint = Bis zu 12 Zeichen, zum Beispiel SPV-20418.
sign-in = Anmelden
sign-in-trouble = Die Anmeldung ist nicht durchgekommen.
sign-in-kept = Ihre Eingaben stehen noch da.
no-number = Nummer nicht zur Hand? Rufen Sie uns an: <tel>{ $hotline }</tel>, { $hours }. Halten Sie die Seriennummer eines Geräts bereit.
how-it-works = Anmelden, bestellen, reklamieren: so geht es
expired-title = Sie waren länger nicht aktiv und sind deshalb abgemeldet.
expired-basket = Ihr Korb ist noch da. Nach dem Anmelden geht es an derselben Stelle weiter.
expired-link = Öffnen Sie den Link in der E-Mail noch einmal, oder melden Sie sich mit den beiden Nummern an.
expired-text = Nach dem Anmelden geht es an derselben Stelle weiter.
where-title = Wo die beiden Nummern stehen
where-letter = Rechnung und Vertrag, oben rechts
where-letter-picture = Auf Rechnung und Vertrag stehen Kundennummer und Vertragsnummer untereinander oben rechts.
where-sticker = Aufkleber am Gerät
where-sticker-picture = Auf dem Aufkleber am Gerät stehen Kunde und Vertrag untereinander, direkt über der Seriennummer.
sticker-customer = Kunde
sticker-contract = Vertrag
sticker-serial = Seriennr.
trust-masked = Mit den beiden Nummern bestellen Sie an die hinterlegten Adressen. Namen und E‑Mail-Adressen bleiben verdeckt.
trust-told = Wird nur mit den Nummern bestellt, erfahren es alle bestätigten Kontakte per E‑Mail.
trust-cookie = Keine Werbung, keine Auswertung, nur Cookies für die Anmeldung.

## Code by mail

code-title = Anmeldung mit einem Code bestätigen
code-lead = Für diesen Vertrag reichen die beiden Nummern nicht. Wir schicken einen Code an eine hinterlegte E-Mail-Adresse.
code-lead-guessing = Im Moment werden auffällig viele falsche Nummern ausprobiert. Weil dieser Browser hier neu ist, schicken wir zur Sicherheit einen Code an eine hinterlegte E-Mail-Adresse.
code-to = Wohin schicken wir den Code?
choose-mailbox = Wählen Sie, an welche Adresse der Code gehen soll.
send-code = Code senden
leave-it = Abbrechen
code-sent = Der Code ist unterwegs an <strong>{ $hint }</strong>. { $minutes ->
    [one] Er gilt { $minutes } Minute.
   *[other] Er gilt { $minutes } Minuten.
}
code = Code aus der E-Mail
code-hint = 8 Ziffern. Leerzeichen stören nicht.
confirm-code = Code bestätigen
resend = Neuen Code senden
resend-in = { $count ->
    [one] Nichts angekommen? Sehen Sie auch im Spam-Ordner nach. Ein neuer Code geht in { $count } Sekunde.
   *[other] Nichts angekommen? Sehen Sie auch im Spam-Ordner nach. Ein neuer Code geht in { $count } Sekunden.
}
other-mailbox = Andere Adresse wählen
code-trouble = Das ist nicht durchgekommen.
no-mailbox = Zu diesem Vertrag ist keine E-Mail-Adresse hinterlegt. Die Hotline hilft weiter.

## A letter's link

link-title = Zählerstände melden, ohne Anmeldung
link-text = Der Link aus Ihrer E-Mail öffnet die Zählerstände Ihres Vertrags. Kunden- und Vertragsnummer brauchen Sie dafür nicht.
link-open = Weiter zu den Zählerständen
link-only = Der Link gilt 21 Tage und öffnet nichts anderes. Er lässt sich weitergeben, wenn jemand anderes die Geräte abliest.
link-trouble = Die Zählerstände ließen sich gerade nicht öffnen.
link-over-title = Dieser Link gilt nicht mehr
link-over-text = Nehmen Sie den Link aus unserer neuesten E-Mail, oder melden Sie sich mit Kunden- und Vertragsnummer an.
by-link = Für Bestellungen <link>melden Sie sich an</link>.

## Start

due-date = { $date } · { $quarter }. Quartal
due-nothing = Bis { $opens } sind keine Zählerstände fällig.
due-nothing-text = Dann beginnt die Meldung für das { $quarter }. Quartal { $year }. Fällig sind die Zählerstände am { $due }.
due-loading = Zählerstände für das { $quarter }. Quartal sind bis { $due } fällig.
due-open = { $count ->
    [one] Bis { $due } fehlt noch der Zählerstand von <em>{ $shown } Gerät</em>.
   *[other] Bis { $due } fehlen noch die Zählerstände von <em>{ $shown } Geräten</em>.
}
due-open-text = Angenommen werden die Zählerstände des { $quarter }. Quartals noch bis { $closes }.
due-overdue = { $count ->
    [one] Der Zählerstand von <em>{ $shown } Gerät</em> ist überfällig.
   *[other] Die Zählerstände von <em>{ $shown } Geräten</em> sind überfällig.
}
due-overdue-text = Fällig waren sie am { $due }. Angenommen werden sie noch bis { $closes }.
due-complete = Für das { $quarter }. Quartal liegen alle Zählerstände vor.
due-complete-text = { $count ->
    [one] { $shown } Gerät ist gemeldet, Sie müssen nichts tun.
   *[other] Alle { $shown } Geräte sind gemeldet, Sie müssen nichts tun.
}
due-final = { $count ->
    [one] Zum Vertragsende am { $ends } fehlt noch der letzte Zählerstand von <em>{ $shown } Gerät</em>.
   *[other] Zum Vertragsende am { $ends } fehlen noch die letzten Zählerstände von <em>{ $shown } Geräten</em>.
}
due-final-text = Angenommen werden sie bis { $until }.
due-final-complete = Zum Vertragsende am { $ends } liegen alle Zählerstände vor.
due-final-complete-text = Ob noch Statusseiten fehlen, steht unter „Vertrag“.
due-final-loading = Zum Vertragsende am { $ends } brauchen wir von jedem Gerät einen letzten Zählerstand.
due-final-ahead = Dann beginnt die Meldung zum Vertragsende am { $ends }.
contract-ends = Der Vertrag läuft bis { $date }.
contract-over = Dieser Vertrag läuft zurzeit nicht.
contract-over-text = Bestellen können Sie deshalb nicht. Ihre bisherigen Aufträge sehen Sie weiterhin.
task-order = Verbrauchsmaterial bestellen
task-order-text = Toner, Trommeln, Transportbänder und Fixiereinheiten, passend zu jedem Gerät
task-order-act = Bestellen
task-basket = Im Korb: { $amounts }
task-review-act = Korb prüfen
task-readings = Zählerstände melden
task-readings-text = Alle Geräte auf einem Blatt, am Ende jedes Quartals
task-readings-act = Melden
task-readings-open = { $count ->
    [one] { $count } Gerät offen
   *[other] { $count } Geräte offen
}
task-readings-overdue = { $count ->
    [one] { $count } Gerät offen, überfällig
   *[other] { $count } Geräte offen, überfällig
}
task-orders = Aufträge verfolgen
task-orders-text = Stand, Inhalt und Lieferadresse jedes Auftrags, Stornieren vor der Bearbeitung
task-orders-act = Aufträge
task-orders-moving = { $count ->
    [one] { $count } Auftrag noch nicht geliefert
   *[other] { $count } Aufträge noch nicht geliefert
}
task-service = Service anfordern
task-service-text = Störung melden, defektes Material reklamieren, etwas fragen
task-service-act = Anfordern
task-service-open = { $count ->
    [one] { $count } Projekt offen
   *[other] { $count } Projekte offen
}
task-contract = Vertrag und Kontakte
task-contract-text = Laufzeit, Fachhändler und wer Ihre Bestätigungen bekommt
task-contract-act = Ansehen
task-contract-masked = Namen sind verdeckt
latest-orders = Letzte Aufträge
all-orders = Alle Aufträge
no-orders = Noch keine Aufträge
no-orders-text = Zu diesem Vertrag wurde noch nichts bestellt.
order-brief = { $amounts } für { $street }, { $city }
reference-was = Ihr Zeichen: { $reference }
dates-title = Termine im { $quarter }. Quartal { $year }
dates-opens = Ablesen ab
dates-due = Fällig am
dates-closes = Angenommen bis
dates-help = Welche Zählerstände gemeint sind, steht in der <link>Hilfe</link>.
orders-trouble = Ihre Aufträge lassen sich gerade nicht laden.

## Order

order-page-title = Verbrauchsmaterial bestellen
order-defect = <strong>Teil defekt?</strong> Nicht neu bestellen, das kann Kosten verursachen. Kreuzen Sie beim Artikel „Defekt“ an: Der Ersatz ist kostenlos. Hotline: <tel>{ $hotline }</tel>
choose-device = 1. Gerät wählen
devices = Geräte dieses Vertrags, eines zur Auswahl
device-model = Modell
device-serial = Seriennummer
device-site = Standort
device-street = Adresse
device-city = Ort
device-customer = Kundennr.
device-address = Adresse
device-name = Kunde
filter = filtern
filter-by = { $column } filtern
search = Gerät suchen
search-in = Modell, Seriennummer, Standort, Adresse oder Ort
sort-by = Sortieren nach
devices-shown = { $count ->
    [one] { $shown } von { $count } Gerät
   *[other] { $shown } von { $count } Geräten
}
devices-found = { $shown } von { $count } passenden, { $all ->
    [one] { $all } Gerät insgesamt
   *[other] { $all } Geräte insgesamt
}
devices-none = Kein Gerät gefunden
show-more = Weitere { $count } anzeigen
fleet-loading = Geräte werden geladen …
fleet-coming = Weitere werden geladen …
fleet-trouble = Die Geräte dieses Vertrags lassen sich gerade nicht vollständig laden.
no-devices = Zu diesem Vertrag gehört zurzeit kein Gerät
no-devices-text = Sobald ein Gerät installiert ist, bestellen Sie hier Verbrauchsmaterial dafür.
quoted = „{ $words }“
nothing-found = Kein Gerät passt zu { $words }
nothing-without = { $count ->
    [one] Ohne den Filter „{ $column }“ ist es { $count } Gerät.
   *[other] Ohne den Filter „{ $column }“ sind es { $count } Geräte.
}
clear-filter = Filter „{ $column }“ leeren
clear-filters = Alle Filter leeren
clear-search = Suche leeren
choose-articles = 2. Artikel für { $model }, { $site }
last-reading = letzter Zählerstand { $date }
visit-name = Besuchsname
street = Straße
postcode = PLZ
city = Ort
postcode-city = PLZ/Ort
none = –
delivery-locked = Geliefert wird an diese Adresse. z. Hd. und Zusätzliche Info ändern Sie beim Prüfen.
articles-loading = Artikel werden geladen …
articles-trouble = Die Artikel zu diesem Gerät lassen sich gerade nicht laden.
articles-caption = Bestellbare Artikel für { $model }, { $site }
no-articles = Für dieses Modell ist kein Artikel hinterlegt
no-articles-text = Rufen Sie die Hotline an, wir ergänzen die Liste.
article = Artikel
labelled = { $label }:
last-delivered = Zuletzt bestellt
printed-since = Seiten seither
quantity = Menge
never-delivered = noch nie
pieces = { $count } Stück
under-way = { $count } unterwegs
no-reading-since = kein Zählerstand seit der Bestellung
nothing-known = –
pages-since = <strong>{ $pages }</strong> Seiten
pages-of-yield = <strong>{ $pages }</strong> von { $yield }
tick-means = Der Strich im Balken steht bei 60 % der Reichweite. Davor fragen wir nach dem Grund.
how-to-both = Zähler ablesen und Statusseite drucken
how-to-counters = Zähler ablesen
how-to-status-page = Statusseite drucken
quantity-of = { $name }: Menge
one-less = { $name }: eins weniger
one-more = { $name }: eins mehr
defect = Defekt
claim-says = { $name } wird nicht bestellt, sondern als defekt reklamiert und ohne Berechnung ersetzt.
warn-low-use = { $name }: Seit der letzten Bestellung wurden erst <strong>{ $pages } von { $yield } Seiten</strong> gedruckt. Ist das Teil defekt? Dann <claim>ersetzen wir es ohne Berechnung</claim>.
warn-too-soon = { $days ->
    [0] { $name } wurde für dieses Gerät <strong>heute schon bestellt</strong>. Ist das Teil defekt? Dann <claim>ersetzen wir es ohne Berechnung</claim>.
    [one] { $name } wurde für dieses Gerät <strong>gestern schon bestellt</strong>. Ist das Teil defekt? Dann <claim>ersetzen wir es ohne Berechnung</claim>.
   *[other] { $name } wurde für dieses Gerät <strong>schon vor { $days } Tagen bestellt</strong>. Ist das Teil defekt? Dann <claim>ersetzen wir es ohne Berechnung</claim>.
}
reason = Grund der Bestellung
reason-needed = Wählen Sie einen Grund.
contact-needed = Wählen Sie, wer die Bestätigung bekommt.
reason-choose = Grund wählen
reason-stock = Vorrat
reason-missing = Letzte Lieferung nicht angekommen
reason-heavy = Hoher Verbrauch geplant
reason-own = Anderer Grund
reason-words = Ihr Grund
supply-no = { $name } { $no }
line-name = { $name }, { $serial }
model-at-site = { $model }, { $site }
basket = Korb
basket-empty = Der Korb ist leer
basket-empty-text = Wählen Sie ein Gerät und geben Sie bei den Artikeln Mengen ein.
basket-title = { $amounts }, { $parcels }
parcels = { $count ->
    [one] { $count } Lieferung
   *[other] { $count } Lieferungen
}
basket-split = Je Lieferadresse entsteht ein Auftrag.
parcel = Lieferung { $number }
times = { $count } ×
claim-tag = Defekt
remove = Entfernen
to-review = Weiter zum Prüfen
to-review-short = Prüfen
basket-kept = Noch nichts bestellt. Der Korb bleibt bis zum Abmelden erhalten.
basket-safe = Ihr Korb ist unverändert.

## Review

back-to-choice = Zurück zur Auswahl
review-title = Prüfen und bestellen
review-empty-text = Es gibt nichts zu prüfen. Wählen Sie Geräte und Artikel aus.
choose-supplies = Artikel auswählen
checking = Ihr Korb wird geprüft …
check-trouble = Ihr Korb lässt sich gerade nicht prüfen.
check-again = Noch einmal prüfen
review-lead = { $count ->
    [one] Alles geht an eine Adresse. Daraus wird ein Auftrag mit einer Nummer.
   *[other] Ihre Artikel gehen an { $count } Adressen. Daraus werden { $count } Aufträge mit eigenen Nummern.
}
address-changed = Eine Lieferadresse wurde inzwischen geändert.
address-changed-text = Bestellt ist noch nichts. Sehen Sie die Adressen durch und senden Sie noch einmal.
order-of = Auftrag { $at } von { $of }
lines-of-order = Zeilen von Auftrag { $at }
address-locked = Fest hinterlegt. <link>Änderung beantragen</link>
change-decided = Über eine Adressänderung wurde inzwischen entschieden.
address-locked-change = Fest hinterlegt, neue Adresse beantragt
change-pending-address = Für diese Adresse ist eine Änderung ab { $date } beantragt. Wohin sollen wir liefern?
change-pending-device = Für das Gerät { $serial } ist eine neue Adresse ab { $date } beantragt. Wohin sollen wir liefern?
wait-not = An die bisherige Adresse
wait-not-text = { $street }, ohne Verzögerung
wait = An die neue, sobald sie bestätigt ist
wait-text = Bis dahin wartet der Auftrag.
attention-stored = Hinterlegt: { $hint }
as-stored = Wie hinterlegt
for-device = Für
claim = Reklamation
claimed = Wird nicht bestellt: Ersatz ohne Berechnung
claimed-pages = Wird nicht bestellt: Ersatz ohne Berechnung, nach { $pages } Seiten
ask-low-use = Seit der letzten Bestellung wurden erst { $pages } Seiten gedruckt.
ask-too-soon = { $days ->
    [0] Derselbe Artikel wurde für dieses Gerät heute schon bestellt.
    [one] Derselbe Artikel wurde für dieses Gerät gestern schon bestellt.
   *[other] Derselbe Artikel wurde für dieses Gerät schon vor { $days } Tagen bestellt.
}
review-answers = Bestätigung und Zeichen
confirmation-to = Bestätigung an
confirmation-hint = An diese E-Mail-Adresse geht die Auftragsbestätigung.
choose-contact = Kontakt wählen
reference-hint = Steht auf Bestätigung und Lieferschein.
optional = (freiwillig)
defect-note = Defektes Material kreuzen Sie als „Defekt“ an. Wird es stattdessen neu bestellt, können Kosten entstehen.
act-order = { $count } Artikel bestellen
act-claim = { $count ->
    [one] { $count } Teil reklamieren
   *[other] { $count } Teile reklamieren
}
act-both = { $articles }, { $claims } reklamieren
send-text = { $count ->
    [one] Die Auftragsnummer sehen Sie gleich danach und in der E-Mail. Stornieren können Sie, solange der Auftrag noch nicht bearbeitet wird.
   *[other] Die { $count } Auftragsnummern sehen Sie gleich danach und in der E-Mail. Stornieren können Sie, solange ein Auftrag noch nicht bearbeitet wird.
}
sending = Wird gesendet …
place-trouble = Wir wissen noch nicht, ob Ihr Auftrag angekommen ist.
place-kept = Ihre Eingaben stehen noch da. Senden Sie sie unverändert noch einmal: Doppelt bestellt wird dabei nichts.
place-unanswered = Ihre letzte Bestellung ist vielleicht schon angekommen.
place-unanswered-text = Auf das Senden kam keine Antwort. Sehen Sie unter <link>Aufträge</link> nach. Steht sie dort nicht, senden Sie sie unverändert noch einmal, mit demselben Kontakt und denselben Angaben: Doppelt bestellt wird dabei nichts.

## Receipt

done-title = Bestellt
done-numbers = { $count ->
    [one] Ihre Auftragsnummer
   *[other] Ihre { $count } Auftragsnummern, eine je Lieferadresse
}
done-mail = { $count ->
    [one] Die Bestätigung geht an <strong>{ $contact }</strong>.
   *[other] Die Bestätigungen gehen an <strong>{ $contact }</strong>.
}
done-waits = { $count ->
    [one] Der Auftrag wartet auf die neue Adresse. Sobald sie bestätigt ist, liefern wir dorthin und schreiben Ihnen.
   *[other] Was auf eine neue Adresse wartet, liefern wir dorthin, sobald sie bestätigt ist.
}
done-next = Als Nächstes bestätigen wir den Auftrag und versenden die Ware. Den Stand sehen Sie jederzeit unter „Aufträge“, stornieren können Sie, solange der Auftrag noch nicht bearbeitet wird.
done-claims = Reklamierte Teile ersetzen wir ohne Berechnung.
done-meta = Eingegangen am { $at } Uhr
done-trouble = { $count ->
    [one] Ihr Auftrag { $numbers } ist eingegangen, lässt sich aber gerade nicht anzeigen.
   *[other] Ihre Aufträge { $numbers } sind eingegangen, lassen sich aber gerade nicht anzeigen.
}
print = Drucken
order-more = Weiter bestellen

## Orders

orders-title = Aufträge
col-number = Auftrag
col-placed = Bestellt am
col-address = Lieferadresse
col-content = Inhalt
col-reference = Ihr Zeichen
col-state = Status
and-more = und { $count } weitere
orders-shown = { $count ->
    [one] { $count } Auftrag
   *[other] { $count } Aufträge
}
orders-more = Ältere Aufträge laden
back-to-orders = Alle Aufträge
order-title = Auftrag { $number }
order-trouble = Der Auftrag lässt sich gerade nicht laden.
order-content = Inhalt und Lieferadresse
order-details = Angaben
order-history = Verlauf
placed-at = Eingegangen
contact-deleted = Kontakt inzwischen gelöscht
lines-of = Zeilen von Auftrag { $number }
reason-was = Grund: { $reason }
cancel-order = Auftrag stornieren
cancel-question = Auftrag { $number } stornieren?
cancel-consequence = Die bestellten Artikel werden nicht geliefert. Reklamationen aus diesem Auftrag laufen weiter. Rückgängig machen lässt sich das nicht.
cancel-yes = Ja, Auftrag stornieren
cancel-no = Auftrag behalten
cancel-trouble = Wir wissen noch nicht, ob die Stornierung angekommen ist.
cancelled-title = Der Auftrag ist storniert.
cancelled-text = Geliefert wird nichts. Der Kontakt bekommt eine E-Mail.
order-state-waits = wartet auf Adresse
order-waits = Dieser Auftrag wartet auf die neue Adresse.
order-waits-text = Wir liefern, sobald über <link>Ihre Adressänderung</link> entschieden ist. Oder Sie lassen ihn gleich an die bisherige Adresse liefern: { $street }.
order-asks = Wohin sollen wir liefern?
order-asks-text = <link>Ihre Adressänderung</link> konnten wir nicht übernehmen. Lassen Sie den Auftrag an die bisherige Adresse liefern ({ $street }), oder stornieren Sie ihn.
release = An die bisherige Adresse liefern
release-trouble = Wir wissen noch nicht, ob Ihre Entscheidung angekommen ist.
order-called-off = Wir haben diesen Auftrag storniert:
shipped-by = Versand mit
track = Sendung verfolgen
new-window = (neues Fenster)

## Changes of addresses

change-ask = Lieferadresse ändern
change-planned = { $state ->
    [approved] Neue Lieferadresse ab { $date }.
   *[pending] Neue Lieferadresse ab { $date } beantragt, noch nicht bestätigt.
}
change-one-at-a-time = Eine weitere Änderung können Sie beantragen, wenn diese erledigt ist. <link>Adressänderungen ansehen</link>
change-form-title = Lieferadresse ändern
change-form-lead = Wir prüfen die neue Adresse und schreiben Ihnen. Bis dahin liefern wir an die bisherige.
change-for = Betrifft
change-which = Wählen Sie, für welche Geräte die neue Adresse gilt.
change-device-only = Nur dieses Gerät
change-all = Alle { $count } Geräte an dieser Adresse
change-before = Bisherige Adresse
change-after = Neue Adresse
postcode = PLZ
city = Ort
change-site-hint = Wo das Gerät künftig im Gebäude steht
change-effective = Gültig ab
change-effective-hint = Ein Tag von heute bis in einem Jahr
change-answers = Bestätigung
change-contact-hint = Dieser Kontakt erfährt, wie wir entscheiden.
change-note = Bemerkung
change-note-hint = Was wir sonst noch wissen sollten
change-trouble = Wir wissen noch nicht, ob Ihr Antrag angekommen ist.
change-send = Adressänderung beantragen
change-send-text = Sie bekommen eine Nummer und eine E-Mail.
changes-title = Adressänderungen
changes-trouble = Die Adressänderungen lassen sich gerade nicht laden.
no-changes = Bisher keine Adressänderung
no-changes-text = Eine neue Lieferadresse beantragen Sie beim Bestellen, bei der Adresse des Geräts.
changes-more = Ältere Änderungen laden
change-title = Änderung { $number }
change-state = { $state ->
    [approved] bestätigt
    [rejected] abgelehnt
   *[pending] noch nicht bestätigt
}
change-whole = Alle Geräte an dieser Adresse
change-from = gültig ab { $date }
change-asked-at = beantragt am { $date }
change-reason = Grund
change-asked = Adressänderung { $number } ist beantragt.
change-asked-text = Wir prüfen sie und schreiben Ihnen. Bis dahin liefern wir an die bisherige Adresse.

## Service

service-title = Service anfordern
service-act = Service anfordern
service-device = 1. Gerät wählen
service-no-devices = Sobald ein Gerät installiert ist, fordern Sie hier Service dafür an.
service-device-needed = Wählen Sie das Gerät, um das es geht.
service-reported = { $count ->
    [one] Zu diesem Gerät ist schon etwas gemeldet:
   *[other] Zu diesem Gerät ist schon { $count }-mal etwas gemeldet:
}
service-reported-one = <link>{ $number }</link>: { $kind }, bereits gemeldet am { $date }
service-reported-text = Geht es um dasselbe? Dann schreiben Sie dort eine Nachricht, statt es neu zu melden.
service-place = Einsatzort von { $model }, { $site }
service-about = 2. Worum geht es?
service-part = Welches Teil ist defekt?
service-part-needed = Wählen Sie das defekte Teil.
service-part-device = Wählen Sie zuerst das Gerät. Dann stehen hier die passenden Teile.
service-pieces = Anzahl
service-claim-free = Defektes Material wird nicht neu bestellt: Der Ersatz kostet Sie nichts.
service-contact = 3. Kontakt
service-contact-label = Wer bekommt unsere Nachrichten?
service-contact-hint = An diese E-Mail-Adresse geht die Eingangsbestätigung.
service-contact-details = Angaben zum Kontakt
service-contact-veiled = Name und E-Mail
service-contact-code = Vollständig sehen und ändern lassen sich die Angaben nach der <link>Bestätigung mit einem Code</link>.
service-words = 4. Beschreibung
service-text = Text
service-text-fault = Was geschieht, seit wann, und was zeigt das Gerät an?
service-text-claim = Was ist an dem Teil nicht in Ordnung?
service-text-question = Was möchten Sie wissen?
service-text-needed = Beschreiben Sie kurz, worum es geht.
text-left = Noch { $count } Zeichen
text-over = { $count } Zeichen zu viel
text-too-long = Höchstens { $max } Zeichen. Kürzen Sie den Text.
service-save = Projekt sichern
service-save-text = Die Projektnummer sehen Sie gleich danach und in der E-Mail.
service-clear = Löschen
service-kept = Ihre Eingaben stehen noch da.
service-trouble = Wir wissen noch nicht, ob Ihre Anfrage angekommen ist.
service-trouble-kept = Ihre Eingaben stehen noch da. Senden Sie sie unverändert noch einmal: Doppelt erfasst wird dabei nichts.
service-over-text = Serviceanfragen sind deshalb nicht möglich. Rufen Sie uns an.
service-call = Lieber telefonieren?
service-hotline = Service-Hotline: <tel>{ $hotline }</tel>
service-call-first = Lieber telefonieren? Service-Hotline <tel>{ $hotline }</tel>, { $hours }
service-call-dealer = Fachhändler: { $name }
service-serial = Halten Sie die Seriennummer des Geräts bereit.
service-done = Projekt <strong>{ $number }</strong> erfasst
service-done-mail = Die Eingangsbestätigung geht an <strong>{ $contact }</strong>.
service-done-next = Als Nächstes melden wir uns per E-Mail. Was seither geschehen ist, sehen Sie jederzeit beim Projekt; dort können Sie auch etwas ergänzen.
service-done-claim = Das Teil ersetzen wir ohne Berechnung. Was seither geschehen ist, sehen Sie jederzeit beim Projekt; dort können Sie auch etwas ergänzen.
service-done-trouble = Ihr Projekt { $number } ist erfasst, lässt sich aber gerade nicht anzeigen.
service-more = Weitere Anfrage
ticket-to = Zum Projekt
tickets-title = Projekte
tickets-all = Alle Projekte
tickets-back = Alle Projekte
tickets-open = Offene Projekte
tickets-none-open = Zurzeit ist nichts offen.
tickets-trouble = Ihre Projekte lassen sich gerade nicht laden.
tickets-none = Noch keine Projekte
tickets-none-text = Zu diesem Vertrag wurde noch kein Service angefordert.
tickets-filter = Projekte filtern
tickets-all-choice = Alle ({ $count })
tickets-open-choice = Offene ({ $count })
tickets-closed-choice = Beendete ({ $count })
tickets-all-devices = Alle Geräte
tickets-search = Projekt suchen
tickets-search-in = Nummer, Gerät, Standort, Artikel
tickets-nothing = Kein Projekt passt zu dieser Auswahl
tickets-shown = { $count ->
    [one] { $count } Projekt
   *[other] { $count } Projekte
}
tickets-found = { $shown } von { $count } Projekten
tickets-more = Ältere Projekte laden
ticket = Projekt
ticket-title = Projekt { $number }
ticket-trouble = Das Projekt lässt sich gerade nicht laden.
ticket-about = Anliegen
ticket-part = Defektes Teil
ticket-place = Einsatzort
ticket-contact = Nachrichten an
ticket-order = Auftrag
ticket-order-link = Zusammen mit diesem Auftrag reklamiert
ticket-opened = Erfasst
ticket-last = Zuletzt
ticket-from-us = Nachricht von uns
ticket-from-you = Von Ihrer Seite
ticket-your-words = Ihre Beschreibung
ticket-appointment = Termin
ticket-appointment-at = Termin: { $when }
ticket-conversation = Verlauf
ticket-visit = { $visit }. Besuch
ticket-hidden = { $count ->
    [one] Eine Nachricht ist verdeckt.
   *[other] { $count } Nachrichten sind verdeckt.
}
ticket-hidden-text = Mit den beiden Nummern allein sehen Sie nur, was Sie seit dem Anmelden geschrieben haben. Mit einem Code, den wir an einen hinterlegten Kontakt schicken, sehen Sie alles.
ticket-text-hidden = Text verdeckt
part-pieces = { $name }, { $count } Stück
pages-printed = <strong>{ $pages }</strong> Seiten gedruckt
pages-of-yield-printed = <strong>{ $pages }</strong> von { $yield } Seiten gedruckt
reply-title = Etwas ergänzen
reply-hint = Die Nachricht kommt direkt zu diesem Projekt.
reply-send = Nachricht senden
reply-done = Ihre Nachricht ist angekommen.
reply-trouble = Wir wissen noch nicht, ob Ihre Nachricht angekommen ist.
reply-kept = Ihr Text steht noch da. Senden Sie ihn unverändert noch einmal: Doppelt ankommen wird er nicht.
visit-title = Noch etwas offen?
visit-text = { $state ->
    [cancelled] Dieses Projekt ist storniert.
   *[other] Dieses Projekt ist abgeschlossen.
} Es wird nur wieder aufgenommen, wenn Sie einen weiteren Besuch anfordern.
visit-hint = Was ist noch offen oder wieder aufgetreten?
visit-send = Weiteren Besuch anfordern
visit-done = Der weitere Besuch ist angefordert: Projekt { $number }.
review-claims = { $count ->
    [one] Die Reklamation wird ein Projekt mit eigener Nummer. Der Ersatz kostet nichts.
   *[other] Die { $count } Reklamationen werden Projekte mit eigenen Nummern. Der Ersatz kostet nichts.
}
claims-of-address = Reklamation
send-text-claims = { $count ->
    [one] Die Projektnummer sehen Sie gleich danach und in der E-Mail.
   *[other] Die { $count } Projektnummern sehen Sie gleich danach und in den E-Mails.
}
done-claimed-title = Reklamiert
done-tickets = { $count ->
    [one] Ihre Projektnummer für die Reklamation
   *[other] Ihre { $count } Projektnummern für die Reklamationen
}
claimed-ticket = Wird nicht bestellt: Ersatz ohne Berechnung, <link>zum Projekt</link>

## Contract and contacts

contract-title = Vertrag { $no }
customer = Kunde
contract-time = Laufzeit
contract-from = seit { $from }
contract-from-to = { $from } bis { $to }
contract-running = Läuft
contract-not-running = Läuft zurzeit nicht
contract-ended = Abgelaufen
contract-trouble = Der Vertrag lässt sich gerade nicht vollständig laden.
contract-devices = Geräte
contract-devices-count = { $count ->
    [one] { $shown } Gerät in Betrieb
   *[other] { $shown } Geräte in Betrieb
}
contract-addresses = { $count ->
    [one] { $count } Lieferadresse
   *[other] { $count } Lieferadressen
}
contract-asks = Wir fragen nach
contract-asks-order = Bestellungen: derselbe Artikel für dasselbe Gerät innerhalb von { $days } Tagen oder unter { $percent } % der Reichweite
contract-asks-reading = Zählerstände: mehr als { $percent } % und mehr als { $pages } Seiten über oder unter dem Üblichen
contract-code = Zum Anmelden gehört ein Code per E-Mail.
contract-no-code = Zum Anmelden reichen Kunden- und Vertragsnummer.
end-is = Der Vertrag endet am { $ends }.
end-was = Der Vertrag ist am { $ends } abgelaufen.
end-open = { $count ->
    [one] Noch offen: <link>{ $shown } Gerät</link>.
   *[other] Noch offen: <link>{ $shown } Geräte</link>.
}
end-complete = Es liegt alles vor.
end-over-text = Zählerstände und Statusseiten nehmen wir noch bis { $until } an, sonst ist nichts mehr möglich.
end-title = Vertragsende
end-text = Der letzte Tag ist { $ends }. Von jedem Gerät brauchen wir einen letzten Zählerstand und eine Statusseite. Angenommen wird beides bis { $until }.
end-early-text = Der letzte Tag ist { $ends }. Von jedem Gerät brauchen wir dann einen letzten Zählerstand und eine Statusseite. Beides zählt ab { $opens } und wird bis { $until } angenommen.
end-progress = { $count ->
    [one] { $done } von { $shown } Gerät fertig
   *[other] { $done } von { $shown } Geräten fertig
}
end-caption = Was zum Vertragsende je Gerät vorliegt und fehlt
end-reading = Letzter Zählerstand
end-page = Statusseite
end-missing = Fehlt
end-not-needed = Nicht nötig
end-report = Melden
end-upload = Hochladen
end-receipt-title = Zum Vertragsende liegt alles vor
end-receipt-text = { $count ->
    [one] Letzter Vertragstag: { $ends }. Zählerstand und Statusseite des Geräts sind eingegangen, Sie müssen nichts mehr tun.
   *[other] Letzter Vertragstag: { $ends }. Zählerstände und Statusseiten aller { $shown } Geräte sind eingegangen, Sie müssen nichts mehr tun.
}
dealer = Fachhändler
no-dealer = nicht hinterlegt
hotline = Service-Hotline
mailbox = E-Mail
contacts = Kontakte
contacts-text = Kontakte bekommen Auftragsbestätigungen und Erinnerungen an Zählerstände. Wer hier steht, ist beim Bestellen auswählbar.
no-contacts = Noch kein Kontakt hinterlegt. Legen Sie einen an, damit Bestätigungen ankommen.
contacts-trouble = Die Kontakte lassen sich gerade nicht laden.
contact-add = Neuer Kontakt
contact-new = Neuer Kontakt
contact-edit = Kontakt ändern
contact-added = Der Kontakt ist gespeichert.
contact-changed = Der Kontakt ist geändert.
contact-file = Daten als Datei
contact-file-done = Die Datei mit allem, was zu diesem Kontakt gespeichert ist, liegt bei Ihren Downloads.
contact-file-trouble = Die Datei ließ sich nicht holen.
contact-deleted-done = Der Kontakt ist gelöscht.
contact-trouble = Der Kontakt ist noch nicht gespeichert.
first-name = Vorname
last-name = Nachname
email = E-Mail-Adresse
email-hint = Ist die Adresse schon hinterlegt, nehmen wir den vorhandenen Kontakt.
phone = Telefon
mail-language = Sprache der E-Mails
mails-in = { $language ->
    [en] E-Mails auf Englisch
   *[other] E-Mails auf Deutsch
  }
not-confirmed = Adresse noch nicht bestätigt
duties = Zuständig für
duties-hint = Erinnerungen an Zählerstände gehen an die Zuständigen. Gibt es keine, gehen sie an alle Kontakte.
duties-lack = Wählen Sie mindestens ein Gerät, oder „Alle Geräte“.
duties-are = Zuständig für { $duties }
duty-readings = Zählerstände
duty-orders = Bestellungen
duty-tickets = Störungen
duty-of = { $count ->
    [one] { $duty } ({ $count } Gerät)
   *[other] { $duty } ({ $count } Geräte)
}
scope-all = Alle Geräte
scope-some = Bestimmte Geräte
scope-of = { $duty }: Geräte
devices-chosen = { $count ->
    [one] { $count } Gerät ausgewählt
   *[other] { $count } Geräte ausgewählt
}
devices-more = { $count ->
    [one] { $count } weiteres über die Suche
   *[other] { $count } weitere über die Suche
}
mail-bounced = E-Mail unzustellbar seit { $since } – bitte prüfen
mail-complaint = E-Mails am { $since } als unerwünscht gemeldet – bitte ansprechen
save-contact = Kontakt speichern
discard = Verwerfen
change = Ändern
delete = Löschen
delete-question = { $name } löschen?
delete-consequence = Der Kontakt bekommt keine E-Mails mehr. Aufträge und Projekte bleiben bestehen.
delete-yes = Ja, Kontakt löschen
delete-no = Behalten
access = Ihr Zugang
access-numbers = Sie sind mit den beiden Nummern angemeldet.
access-numbers-text = Namen und E-Mail-Adressen sind verdeckt. Um sie zu sehen und Kontakte zu ändern oder zu löschen, bestätigen Sie sich mit einem Code, den wir an einen hinterlegten Kontakt schicken.
step-up = Mit Code bestätigen
access-confirmed = Sie haben sich mit einem Code bestätigt.
access-confirmed-text = Bis zum Abmelden sehen Sie Namen vollständig und können Kontakte ändern und löschen.

sign-in-setting = Anmeldung
code-free-text = Diese Nummern stehen auf jeder Rechnung. Sicherer ist es, wenn zusätzlich ein Code per E-Mail verlangt wird.
code-required-text = So meldet sich nur an, wer das Postfach eines bestätigten Kontakts liest.
code-by-operator = Das hat der Betreiber des Portals so festgelegt.
code-require = Code verlangen
code-drop = Ohne Code anmelden
code-consequence = Ab sofort meldet sich nur noch an, wer einen Code aus dem Postfach eines bestätigten Kontakts eingibt. Wer jetzt ohne Code angemeldet ist, wird abgemeldet. Alle bestätigten Kontakte bekommen eine E-Mail.
code-require-yes = Ja, Code verlangen
code-require-no = So lassen
code-required-done = Zum Anmelden gehört ab sofort ein Code.
code-dropped-done = Zum Anmelden reichen wieder Kunden- und Vertragsnummer.
access-trouble = Das hat nicht geklappt
sessions = Angemeldet
sessions-text = Wer gerade bei diesem Vertrag angemeldet ist. Eine Anmeldung endet nach 30 Minuten ohne Eingabe von selbst.
sessions-trouble = Die Anmeldungen lassen sich gerade nicht laden
sessions-end = Alle anderen abmelden
sessions-ended = Alle anderen sind abgemeldet.
session-numbers = Ohne Namen
session-current = Sie, in diesem Browser
session-level = { $level ->
    [pending] wartet auf einen Code
    [link] über den Link aus einer E-Mail
    [confirmed] mit Code bestätigt
   *[numbers] mit Kunden- und Vertragsnummer
}
session-began = seit { $began }
session-used = zuletzt { $used } Uhr
session-end = Abmelden
session-ended = Diese Anmeldung ist beendet.

## Readings

readings-title = Zählerstände { $quarter }. Quartal { $year }
late-costs = Für nicht rechtzeitig gemeldete Zählerstände können zusätzliche Kosten entstehen.
interim-welcome = Einen Zwischenstand können Sie jederzeit melden.
no-readings-text = Sobald ein Gerät installiert ist, melden Sie hier seine Zählerstände.
print-sheet = Ableseblatt drucken
read-on = Abgelesen am
show = Anzeigen
show-open = Nur offene ({ $count })
show-all = Alle Geräte ({ $count })
show-asked = Mit Rückfrage ({ $count })
search-short = Modell, Nummer, Ort
search-all = In allen Geräten suchen
nothing-open = Offen ist nichts
paste-hint = Werte aus einer Tabelle fügen Sie im ersten Feld ein. Mit Enter geht es zum nächsten.
pasted = { $count ->
    [one] { $count } Wert eingefügt
   *[other] { $count } Werte eingefügt
}
files-region = Zählerstände als Datei
files-lead = Lieber in Excel ausfüllen?
file-xlsx = Excel-Datei herunterladen
file-csv = CSV-Datei herunterladen
file-upload = Ausgefüllte Datei hochladen
file-drag = oder hierher ziehen
file-drop = Datei hier ablegen
file-fetching = Die Datei wird vorbereitet …
file-reading = { $name } wird gelesen …
file-read = { $count ->
    [one] Ein Gerät aus { $name } übernommen.
   *[other] { $count } Geräte aus { $name } übernommen.
}
file-read-next = Gemeldet ist noch nichts: Sehen Sie die Prüfung durch und melden Sie dann unten.
file-nothing = Aus { $name } ließ sich kein Gerät übernehmen.
file-errors = { $count ->
    [one] Eine Stelle in der Datei passt noch nicht.
   *[other] { $count } Stellen in der Datei passen noch nicht.
}
file-errors-next = Verbessern Sie die Werte hier, oder berichtigen Sie die Datei und laden Sie sie noch einmal hoch.
file-place = Zeile { $row }, Spalte { $column } ({ $heading })
file-place-row = Zeile { $row }
file-left-out = { $count } weitere sind hier nicht aufgeführt.
file-refused = { $name } lässt sich nicht lesen.
file-too-large = Die Datei ist größer als 4 MB. Laden Sie nur die Tabelle mit den Zählerständen hoch.
file-gone = Die Datei wurde inzwischen geändert oder gelöscht. Wählen Sie sie noch einmal aus.
file-trouble = { $name } lässt sich gerade nicht hochladen.
file-fetch-trouble = Die Datei lässt sich gerade nicht herunterladen.
file-close = Hinweis ausblenden
sheet-caption = Zählerstände je Gerät und Zähler
for-machine = Gerät
counter = Zähler
last-date = Zuletzt am
last-value = Letzter Stand
new-value = Neuer Stand
printed-pages = Gedruckte Seiten
checked = Prüfung
new-value-of = { $name }, { $counter }: neuer Stand
counter-at = { $counter } { $value }
how-to = Zähler ablesen
how-to-short = Wo ablesen?
how-to-missing = Für dieses Modell ist keine Anleitung hinterlegt. Die Hotline hilft weiter.
how-to-trouble = Die Anleitung lässt sich gerade nicht laden.
other-date = Anderes Datum
standing-reported = Gemeldet
standing-overdue = Überfällig
standing-missing = Fehlt
standing-partial = { $filled } von { $count } eingetragen
standing-successor = Seriennummer fehlt
standing-checking = Wird geprüft …
standing-ok = In Ordnung
standing-confirmed = Bestätigt: { $reason }
standing-doubtful = Bitte ansehen
standing-refused = So nicht möglich
not-a-number = „{ $typed }“ ist keine ganze Zahl. Tragen Sie nur Ziffern ein; Tausenderpunkte stören nicht.
take-slip = { $values } einsetzen
swap-devices = Werte beider Geräte tauschen
it-is-right = Stimmt, Grund angeben
reading-reason = Warum stimmt der Wert?
reading-more = Mehr gedruckt als sonst
reading-less = Weniger gedruckt als sonst
reading-idle = Gerät wurde nicht benutzt
what-happened = Was ist passiert?
cause-board-exchanged = Zählerplatine getauscht
cause-device-exchanged = Gerät getauscht
cause-overflow = Zähler begann wieder bei 0
cause-earlier-wrong = Frühere Ablesung war falsch
board-last = Letzter Stand der alten Platine
board-last-hint = Steht auf dem Bericht des Technikers.
board-start = Erster Stand der neuen Platine
board-start-hint = Oft 0.
report-region = Melden
ready-of = { $count ->
    [one] { $ready } von { $count } Gerät bereit
   *[other] { $ready } von { $count } Geräten bereit
}
reported-of = { $count ->
    [one] { $reported } von { $count } Gerät gemeldet
   *[other] { $reported } von { $count } Geräten gemeldet
}
single-ready = Bereit zum Melden
single-open = Noch nicht vollständig
asked-look = { $count ->
    [one] { $count } Gerät mit Rückfrage ansehen
   *[other] { $count } Geräte mit Rückfrage ansehen
}
asked-single = Sehen Sie die Rückfrage oben an.
draft-saving = Entwurf wird gesichert …
draft-saved = Entwurf gesichert um { $time }.
draft-unsaved = Entwurf noch nicht gesichert. Ihre Eingaben stehen in diesem Fenster.
report-later = Offene Geräte können Sie später melden.
act-report = { $count ->
    [one] { $count } Gerät melden
   *[other] { $count } Geräte melden
}
act-accept = Akzeptieren
none-taken = { $count ->
    [one] Das Gerät ist noch nicht gemeldet. Sehen Sie die Rückfrage an.
   *[other] Noch ist keines der { $count } Geräte gemeldet. Sehen Sie die Rückfragen an.
}
report-trouble = Wir wissen noch nicht, ob Ihre Zählerstände angekommen sind.
report-kept = Ihre Eingaben stehen noch da. Melden Sie sie unverändert noch einmal: Doppelt gezählt wird dabei nichts.
readings-check-trouble = Ihre Zählerstände lassen sich gerade nicht prüfen.
readings-kept = Ihre Eingaben stehen noch da.
back-to-sheet = Alle Zählerstände
serial-is = Seriennummer { $serial }
history-title = Bisherige Ablesungen
history-trouble = Die bisherigen Ablesungen lassen sich gerade nicht laden.
history-empty = Für dieses Gerät liegt noch keine Ablesung vor.
history-more = Ältere Ablesungen laden
col-read = Abgelesen
pages = { $count ->
    [one] { $shown } Seite
   *[other] { $shown } Seiten
}
correct = Korrigieren
withdraw = Zurückziehen
col-change = Ändern
correctable-until = Änderbar bis { $date }
correcting-title = Sie korrigieren eine gemeldete Ablesung.
correcting-text = Die neuen Werte treten an ihre Stelle. In der Liste unten bleibt sie als korrigiert stehen.
correcting-leave = Nichts ändern
act-correct = Korrektur melden
withdraw-question = Ablesung vom { $date } zurückziehen?
withdraw-consequence = Sie zählt dann nicht mehr. Fehlt dem Quartal damit ein Zählerstand, ist das Gerät wieder offen.
withdraw-yes = Ja, zurückziehen
withdraw-no = Behalten
withdraw-trouble = Wir wissen noch nicht, ob die Ablesung zurückgezogen ist.
withdrawn-title = Die Ablesung ist zurückgezogen.
withdrawn-due = Das Gerät ist wieder offen. Melden Sie den richtigen Stand oben.
withdrawn-text = Es gilt wieder der Stand davor.
note-was = Anmerkung: { $note }
received-on = am { $date }
exchanged-for = Ersetzt durch { $serial }
pages-title = Gedruckte Seiten je Quartal
series-mono = Schwarzweiß
series-colour = Farbe
series-usual = üblich, nach den Ablesungen davor
chart-region = Diagramm. Dieselben Zahlen stehen in der Tabelle darunter.
chart-says = Seiten je Quartal von { $from } bis { $to }, zuletzt { $pages }
chart-table = Zahlen als Tabelle
usual-range = üblich { $least } bis { $most }
quarter-unread = nicht abgelesen
history-file = Als CSV-Datei speichern
history-file-code = Für die Datei ist ein Code nötig, den wir an einen hinterlegten Kontakt schicken.
history-file-trouble = Die Datei lässt sich gerade nicht laden.
exchange-act = Gerät wurde getauscht
exchange-title = Das Gerät wurde getauscht.
exchange-text = Tragen Sie bei „Neuer Stand“ die letzten Stände des alten Geräts ein und als Datum den Tag des Tauschs. Das neue Gerät tragen wir ein, danach melden Sie seine Stände.
exchange-serial = Seriennummer des neuen Geräts
exchange-not = Doch nicht getauscht
exchange-pending = Wird durch { $serial } ersetzt, angemeldet am { $date }.
exchange-short = wird durch { $serial } ersetzt
exchange-waits = Das neue Gerät erscheint hier, sobald wir es eingetragen haben.
reported-title = Zählerstände gemeldet
reported-nothing = In diesem Fenster wurde noch nichts gemeldet
reported-count = { $count ->
    [one] Die Zählerstände von { $count } Gerät sind eingegangen.
   *[other] Die Zählerstände von { $count } Geräten sind eingegangen.
}
reported-kept = { $count ->
    [one] { $count } Gerät steht mit einer Rückfrage noch auf dem Blatt.
   *[other] { $count } Geräte stehen mit Rückfragen noch auf dem Blatt.
}
report-more = Weitere melden
reported-values = Gemeldete Werte
still-loading = Noch offen
still-none = Für dieses Quartal ist nichts mehr offen
still-open = { $count ->
    [one] Noch offen: { $count } Gerät, fällig am { $due }
   *[other] Noch offen: { $count } Geräte, fällig am { $due }
}

## Status pages

status-title = Statusseiten
status-one = Statusseite
status-missing = { $count ->
    [one] Von <em>einem Gerät</em> fehlt die Statusseite
   *[other] Von <em>{ $count } Geräten</em> fehlt die Statusseite
}
status-none-missing = Es fehlt keine Statusseite
status-lead = Drucken Sie die Seite am Gerät aus und schicken Sie sie hier als Foto oder PDF, höchstens 10 MB.
status-lead-none = Wenn wir eine brauchen, schreiben wir Ihnen, und das Gerät steht dann hier.
status-other = Eine Statusseite können Sie jederzeit auch von sich aus schicken: <link>Gerät wählen</link>.
status-masked = Was andere geschickt haben, können Sie herunterladen, sobald Sie sich <link>mit einem Code bestätigt</link> haben.
status-wanted = erbeten am { $date }
status-wanted-until = erbeten bis { $date }
status-at-end = fehlt zum Vertragsende am { $date }
status-late = war erbeten bis { $date }
status-received = angekommen am { $date }
status-refused = am { $date } nicht angenommen
status-none = noch keine geschickt
status-note = Hinweis dazu: „{ $note }“
status-print = So druckt dieses Gerät sie:
status-upload = Statusseite hochladen
status-upload-new = Neue Statusseite hochladen
status-trouble = Die Statusseiten lassen sich gerade nicht laden.
status-see = Ansehen und hochladen
task-status-text = Fotografieren oder als PDF hochladen
task-status-open = { $count ->
    [one] ein Gerät offen
   *[other] { $count } Geräte offen
}
task-status-act = Hochladen
device-named = für { $model }, Seriennummer { $serial }

## Uploads

upload-reading = „{ $name }“ wird vorbereitet …
upload-sending = „{ $name }“ wird hochgeladen …
upload-inspecting = „{ $name }“ ist da und wird geprüft …
upload-slow = „{ $name }“ ist da. Die Prüfung dauert länger als sonst, Sie müssen nicht darauf warten.
upload-accepted = „{ $name }“ ist angekommen.
upload-not-accepted = „{ $name }“ wurde nicht angenommen.
upload-not-arrived = „{ $name }“ ist nicht angekommen.
upload-empty = Die Datei ist leer. Wählen Sie eine andere.
upload-too-large = Die Datei ist größer als 10 MB. Verkleinern Sie das Bild, oder speichern Sie es als PDF.
upload-other-kind = Das Portal nimmt PDF, PNG und JPEG. Speichern Sie die Datei in einem dieser Formate, oder machen Sie ein Foto.
upload-gone = Die Datei lässt sich nicht mehr lesen. Wählen Sie sie noch einmal aus.
upload-changed = Sie ist nicht so angekommen, wie sie abgeschickt wurde. Wählen Sie sie noch einmal aus.
upload-broken = Die Übertragung ist abgebrochen. Prüfen Sie Ihre Verbindung und versuchen Sie es noch einmal.
upload-over = Die Zeit zum Hochladen war abgelaufen. Versuchen Sie es noch einmal.
upload-trouble = Das Portal antwortet gerade nicht. Versuchen Sie es in einer Minute noch einmal.
upload-another = Andere Datei wählen
upload-look = Jetzt nachsehen
upload-leave = Nicht mehr versuchen
upload-fetch = „{ $name }“ herunterladen
upload-fetch-trouble = Die Datei lässt sich gerade nicht herunterladen.

files-title = Fotos und Dokumente
files-add = Fotos oder Dokumente
files-hint = PDF, PNG oder JPEG, bis zu { $max } Dateien mit je höchstens 10 MB.
files-choose = Dateien hinzufügen
files-drop = Entfernen
files-too-many = Mehr als { $max } Dateien nimmt ein Projekt nicht auf. Die übrigen wurden weggelassen.
files-unfit = Eine der Dateien lässt sich so nicht senden. Entfernen Sie sie, oder wählen Sie eine andere.
files-fetch = herunterladen
files-hidden = Datei, die jemand anderes geschickt hat

## Help

help-title = Hilfe
help-sign-in-title = Anmelden
help-sign-in = Sie brauchen <strong>Kundennummer</strong> und <strong>Vertragsnummer</strong>. Beide stehen auf jeder Rechnung, im Vertrag und auf dem Aufkleber am Gerät. Land und Sprache merkt sich Ihr Browser.
help-sign-in-code = Manche Verträge verlangen zusätzlich einen Code. Den schicken wir an eine E-Mail-Adresse, die zum Vertrag hinterlegt ist.
help-order-title = Verbrauchsmaterial bestellen
help-order-1 = Öffnen Sie <strong>Bestellen</strong>. Die Tabelle zeigt alle Geräte Ihres Vertrags.
help-order-2 = Filtern Sie nach Modell, Seriennummer, Standort, Adresse oder Ort und wählen Sie das Gerät mit einem Klick auf die Zeile.
help-order-3 = Geben Sie bei den passenden Artikeln die <strong>Menge</strong> ein. Daneben steht, wann der Artikel zuletzt bestellt wurde und wie viele Seiten seither gedruckt sind.
help-order-4 = Für ein weiteres Gerät wählen Sie einfach die nächste Zeile. Geräte an verschiedenen Adressen sind kein Problem: Wir teilen den Korb nach Adressen auf, jede bekommt ihre eigene Auftragsnummer.
help-order-5 = Unter <strong>Weiter zum Prüfen</strong> sehen Sie Adressen, z. Hd. und Zusätzliche Info. Wählen Sie den Kontakt für die Bestätigung. Fehlt er, legen Sie ihn mit „Neuer Kontakt“ an; er bleibt für das nächste Mal gespeichert.
help-order-6 = Nach dem Absenden stehen die <strong>Auftragsnummern</strong> auf dem Bildschirm und in der E-Mail.
help-address = Die Lieferadresse selbst ist fest hinterlegt. Stimmt sie nicht, beantragen Sie beim Bestellen eine Änderung. Bis wir sie bestätigen, liefern wir an die bisherige Adresse, oder Ihr Auftrag wartet so lange.
help-defect-title = Defektes Material
help-defect = Technisch defektes Material wird reklamiert, nicht neu bestellt. Kreuzen Sie beim Artikel <strong>Defekt</strong> an: Der Ersatz kostet nichts. Ohne Bestellung, und bei Störungen am Gerät selbst, öffnen Sie <strong>Service</strong>: Gerät und Kontakt wählen, beschreiben, sichern. Telefonisch hilft Ihr Fachhändler oder die Service-Hotline <tel>{ $hotline }</tel>, { $hours }. Halten Sie die Seriennummer bereit.
help-readings-title = Zählerstände und Termine
help-readings = Am Ende von <strong>März, Juni, September und Dezember</strong> werden die Zählerstände aller Geräte gebraucht. Das genaue Datum und was noch fehlt, steht auf der Startseite.
help-readings-window = Gezählt wird der Tag, an dem Sie den Zählerstand am Gerät ablesen. Er darf von 14 Tagen vor dem Termin bis 21 Tage danach liegen. Für nicht rechtzeitig gemeldete Zählerstände können zusätzliche Kosten entstehen.
help-report-1 = Öffnen Sie <strong>Zählerstände</strong>. Das Blatt zeigt jedes Gerät mit seinen Zählern, offene zuerst. „Wo ablesen?“ sagt, wie es bei diesem Modell geht.
help-report-2 = Tragen Sie die neuen Stände ein. Die gedruckten Seiten stehen sofort daneben, das Datum ist heute und lässt sich ändern. Werte aus einer Tabelle fügen Sie im ersten Feld ein.
help-report-3 = Passt ein Wert nicht zu den bisherigen, fragen wir nach: Nehmen Sie den Vorschlag an, oder geben Sie einen Grund an.
help-report-4 = Der Knopf unten meldet, was in Ordnung ist. Der Rest bleibt stehen und lässt sich später melden. Was Sie eintragen, sichern wir laufend: Sie können sich abmelden und später weitermachen.
help-pages-title = Konfigurationsseite zum Vertragsende
help-pages = Spätestens zum Vertragsende brauchen wir zu jedem Gerät eine aktuelle Konfigurationsseite, auch Statusseite genannt, ohne dass wir dazu auffordern. Wie Sie sie drucken und die Zähler ablesen, steht unter „Bestellen“ bei jedem Gerät: Öffnen Sie dort <strong>Zähler ablesen und Statusseite drucken</strong>.
help-ask-title = Noch Fragen?
help-ask = Rufen Sie uns an: <tel>{ $hotline }</tel>, { $hours }. Oder schreiben Sie an <mail>{ $mailbox }</mail>.

## Privacy

privacy-lead = So wenig wie möglich, und nur für Ihre Bestellungen, Zählerstände und Serviceanfragen.
privacy-device-title = In Ihrem Browser
privacy-device = Zwei Cookies für die Anmeldung. Das eine verschwindet mit dem Abmelden. Am anderen erkennen wir 180 Tage lang, dass hier schon einmal jemand bei Ihrem Vertrag angemeldet war: So sperren falsche Nummern, die andere ausprobieren, Sie nicht aus. Es öffnet nichts. Land und Sprache merkt sich der Browser, der Korb und begonnene Zählerstände bleiben bis zum Abmelden in diesem Fenster; Namen und E-Mail-Adressen stehen nicht darin. Es gibt keine Werbung, keine Auswertung und nichts von anderen Anbietern.
privacy-orders-title = Zu Ihrem Vertrag
privacy-orders = Geräte mit Standort und Zählerständen, Lieferadressen, Ihre Aufträge mit Artikel, Menge, Grund, Zeichen und Stand und Ihre Serviceanfragen mit allem, was dazu geschrieben wurde. Begonnene Zählerstände bewahren wir auf, bis sie gemeldet sind, höchstens 60 Tage nach der letzten Änderung.
privacy-people-title = Zu Personen
privacy-people = Von Kontakten Name, E-Mail-Adresse, Sprache, Zuständigkeit und, wenn angegeben, Telefon. Wer nur mit den beiden Nummern angemeldet ist, sieht sie verdeckt. Nach der Bestätigung mit einem Code lassen sie sich ändern und löschen, und unter „Vertrag“ lässt sich als Datei abholen, was zu einem Kontakt gespeichert ist. Ist ein Kontakt gelöscht, steht er auch in älteren Aufträgen und Anfragen nicht mehr.
privacy-sign-in-title = Zur Sicherheit
privacy-sign-in = Wir zählen fehlgeschlagene Anmeldungen für eine Stunde, damit niemand Nummern durchprobiert. Anmeldungen liegen bei uns nur als Prüfsumme, Codes gar nicht. Zu jeder Änderung halten wir fest, wann und aus welchem Netz sie kam und welcher Kontakt sich bestätigt hatte.
privacy-kept-title = Wie lange wir etwas aufbewahren
privacy-kept = Aufträge, Serviceanfragen und Adressänderungen 7 Jahre, Zählerstände, Statusseiten und das Protokoll der Änderungen 9 Jahre, weil das Gesetz Geschäftsbriefe und Belege so lange verlangt. Was aus E-Mails wurde, 400 Tage. Danach wird es von selbst gelöscht.
privacy-time-title = Wie lange eine Anmeldung gilt
privacy-time = 30 Minuten ohne Eingabe, höchstens 12 Stunden. Danach melden Sie sich neu an.
privacy-ask-title = Auskunft und Löschung
privacy-ask = Schreiben Sie an <mail>{ $mailbox }</mail>.
