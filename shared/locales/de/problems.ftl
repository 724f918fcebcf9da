# Refusals: the id is the code that clients see.

## Titles of problem documents

problem_invalid = Prüfen Sie die markierten Angaben.
problem_malformed = Die Anfrage war nicht lesbar. Es wurde nichts gespeichert.
problem_not_json = Die Anfrage hatte das falsche Format. Es wurde nichts gespeichert.
problem_not_a_file = Die Datei kam in einer falschen Form an. Es wurde nichts gespeichert.
problem_too_large = Die Anfrage war zu groß. Es wurde nichts gespeichert.
problem_signed_out = Ihre Anmeldung ist abgelaufen. Melden Sie sich neu an.
problem_wrong_numbers = Zu diesen Angaben gibt es keinen Vertrag. Prüfen Sie Land, Kundennummer und Vertragsnummer.
problem_link_over = Dieser Link gilt nicht mehr. Melden Sie sich mit Kunden- und Vertragsnummer an.
problem_code_needed = Dafür ist ein Code nötig, den wir Ihnen per E-Mail schicken.
problem_sign_in_needed = Ihr Link öffnet nur die Zählerstände. Für alles andere melden Sie sich mit Kunden- und Vertragsnummer an.
problem_wrong_origin = Rufen Sie das Portal über seine eigene Adresse auf.
problem_not_found = Das gibt es in diesem Vertrag nicht.
problem_too_many_attempts = Zu viele Versuche. { $minutes ->
    [one] In einer Minute geht es weiter.
   *[other] In { $minutes } Minuten geht es weiter.
  }
problem_busy = Der Dienst ist gerade überlastet. Versuchen Sie es gleich noch einmal, es wird nichts doppelt gespeichert.
problem_internal = Bei uns ist ein Fehler aufgetreten. Versuchen Sie es noch einmal, es wird nichts doppelt gespeichert.

## Fields

required = Diese Angabe fehlt.
unknown_field = Diese Angabe kennt das Portal nicht.
wrong_type = Diese Angabe hat die falsche Form.
too_long = { $max ->
    [one] Höchstens ein Zeichen.
   *[other] Höchstens { $max } Zeichen.
  }
control_characters = Diese Angabe enthält Steuerzeichen oder Zeilenumbrüche. Tippen Sie sie neu ein.
country_unknown = Wählen Sie ein Land aus der Liste.
language_unknown = Wählen Sie eine Sprache aus der Liste.
customer_no_form = Eine Kundennummer hat 8 Ziffern, zum Beispiel 17102995.
contract_no_form = Eine Vertragsnummer hat höchstens 12 Buchstaben und Ziffern, zum Beispiel SPV-20418.
serial_form = Eine Seriennummer hat höchstens 30 Buchstaben und Ziffern.
article_no_form = Eine Artikelnummer hat höchstens 20 Buchstaben und Ziffern.
id_form = Diese Kennung stammt nicht aus dem Portal.
model_form = Ein Modell hat höchstens 60 Zeichen und kein #.
email_form = Geben Sie eine E-Mail-Adresse ein, zum Beispiel name@firma.de.
phone_form = Geben Sie eine Telefonnummer ein, zum Beispiel 0211 5266 252.
number_form = Eine Auftrags- oder Projektnummer hat 12 Ziffern, zum Beispiel 26327 481920 4.
number_mistyped = In dieser Nummer ist eine Ziffer vertippt.
cursor_form = Laden Sie die Liste neu.
quantity_range = Geben Sie eine Menge von 0 bis { $max } ein.
duplicate_line = Diesen Artikel haben Sie für dieses Gerät schon aufgeführt. Ändern Sie dort die Menge.
duplicate_delivery = Diese Adresse ist doppelt aufgeführt.
no_lines = Wählen Sie mindestens einen Artikel aus.
too_many_lines = Ein Auftrag hat höchstens { $max } Zeilen. Teilen Sie ihn auf.
too_many_devices = Ein Auftrag umfasst höchstens { $max } Geräte. Teilen Sie ihn auf.
too_many_addresses = Ein Auftrag geht an höchstens { $max } Adressen. Teilen Sie ihn auf.
too_many_claims = Auf einmal gehen höchstens { $max } Reklamationen. Teilen Sie sie auf.
reason_needed = Nennen Sie einen Grund für diese Bestellung.
device_unknown = Dieses Gerät gehört nicht zu diesem Vertrag.
device_not_in_use = Dieses Gerät ist nicht mehr oder noch nicht in Betrieb.
article_unknown = Dieser Artikel passt nicht zu diesem Gerät.
contact_missing = Wählen Sie einen Kontakt aus der Liste.
contact_unknown = Wählen Sie einen Kontakt aus der Liste.
delivery_unused = An diese Adresse geht nichts aus diesem Auftrag.
idempotency_key_missing = Der Anfrage fehlt der Schlüssel Idempotency-Key.
idempotency_key_form = Der Schlüssel Idempotency-Key hat 1 bis 255 sichtbare ASCII-Zeichen.
idempotency_key_reused = Dieser Schlüssel gehört schon zu einer anderen Anfrage.
code_form = Der Code hat 8 Ziffern.
code_wrong = Das ist nicht der Code aus der E-Mail. { $left ->
    [0] Fordern Sie einen neuen an.
    [one] Sie haben noch einen Versuch.
   *[other] Sie haben noch { $left } Versuche.
  }
code_used_up = Der Code gilt nach zu vielen Versuchen nicht mehr. Fordern Sie einen neuen an.
code_expired = Der Code gilt nicht mehr. Fordern Sie einen neuen an.
address_changed = Die Lieferadresse wurde inzwischen geändert. Prüfen Sie sie noch einmal, es wurde nichts bestellt.
address_change_pending = Für diese Adresse oder dieses Gerät ist schon eine Änderung beantragt oder geplant.
address_unchanged = Das ist die Adresse, die wir schon haben.
effective_range = Wählen Sie einen Tag von heute bis in einem Jahr.
site_of_one_device = Den Standort können Sie nur für ein einzelnes Gerät ändern.
no_change_pending = Für diese Adresse ist keine Änderung offen, auf die der Auftrag warten könnte.
address_change_decided = Über die Adressänderung wurde gerade entschieden. Prüfen Sie die Lieferadresse noch einmal, es wurde nichts bestellt.
order_not_waiting = Dieser Auftrag wartet nicht mehr auf eine Adresse.
contract_not_running = Der Vertrag läuft zurzeit nicht. Bestellungen sind nur während der Laufzeit möglich.
link_form = Ein Link beginnt mit https:// und führt zu einer Adresse im Internet.
contract_ended = Der Vertrag ist am { $ended } abgelaufen. Angenommen werden nur noch Zählerstände und Statusseiten, bis { $until }.
code_by_operator = Für diesen Vertrag verlangt der Betreiber des Portals einen Code. Rufen Sie die Hotline an, wenn sich das ändern soll.
order_not_cancellable = Dieser Auftrag lässt sich nicht mehr stornieren. Rufen Sie die Hotline an.
email_taken = Diese E-Mail-Adresse hat schon ein anderer Kontakt.
last_confirmed_contact = Das ist der letzte bestätigte Kontakt. Bestätigen Sie zuerst einen anderen mit einem Code.
too_many_contacts = Ein Vertrag hat höchstens { $max } Kontakte. Löschen Sie zuerst einen, der nicht mehr gebraucht wird.
duty_twice = Diese Zuständigkeit ist doppelt angegeben.
too_many_devices_chosen = Höchstens { $max } Geräte einzeln. Wählen Sie sonst alle Geräte.
changed_meanwhile = Jemand anderes hat hier im selben Augenblick etwas geändert. Prüfen Sie noch einmal, es wurde nichts gespeichert.

## Readings

date_in_future = Zählerstände lassen sich nur bis heute melden.
date_form = Geben Sie einen Tag ein, den es gibt, zum Beispiel 31.12.2026.
date_before_contract = Der Vertrag beginnt erst am { $starts }.
date_before_last = Für dieses Gerät gibt es schon einen Zählerstand vom { $last }.
counter_unknown = Das Gerät hat keinen Zähler { $counter }.
counter_missing = Der Stand von { $counter } fehlt.
counter_twice = Dieser Zähler ist doppelt angegeben.
device_twice = Dieses Gerät ist doppelt angegeben.
value_form = Geben Sie eine ganze Zahl ab 0 ein.
value_above_maximum = Dieser Zähler zeigt höchstens { $max }.
value_below_last = Das ist weniger als beim letzten Mal ({ $last }). Was ist geschehen?
final_below_last = Das ist weniger als beim letzten Mal ({ $last }). Tragen Sie hier den letzten Stand des alten Geräts ein.
device_exchanged = Dieses Gerät wurde am { $date } durch { $successor } ersetzt. Gemeldet wird das neue, sobald wir es eingetragen haben.
exchange_differs = Geben Sie nur eine Seriennummer für das neue Gerät an.
exchange_same = Das ist die Seriennummer des alten Geräts. Geben Sie die des neuen an.
exchange_known = Dieses Gerät stand schon vorher im Vertrag. Geben Sie die Seriennummer des neuen an.
cause_form = Wählen Sie eine Erklärung aus und ergänzen Sie ihre Angaben.
board_last_below = Der letzte Stand der alten Platine liegt unter dem Stand vom letzten Mal ({ $last }).
board_start_above = Die neue Platine begann bei { $start }, der Stand ist aber niedriger.
overflow_implausible = Über den Höchststand hinweg wären das { $pages } Seiten. Das ist zu viel für einen Überlauf.
earlier_reading_wrong = Die frühere Meldung war also falsch. Wie viele Seiten seither gedruckt sind, lässt sich damit nicht sagen.
no_pages = Seit dem letzten Mal wurde keine Seite gedruckt, üblich wären hier etwa { $expected }.
many_pages = Das wären { $pages } Seiten, üblich sind hier { $least } bis { $most }.
few_pages = Das wären nur { $pages } Seiten, üblich sind hier { $least } bis { $most }.
no_readings = Geben Sie mindestens einen Zählerstand ein.
too_many_readings = Auf einmal gehen höchstens { $max } Geräte. Teilen Sie die Meldung auf.
draft_full = Der Entwurf ist voll. Melden Sie zuerst die Geräte, die fertig sind.
reading_unknown = Diese Ablesung gibt es bei diesem Gerät nicht.
reading_void = Diese Ablesung gilt nicht mehr: Sie wurde schon ersetzt, zurückgezogen oder abgelehnt.
reading_of_operator = Diesen Zählerstand haben wir eingetragen. Ist er falsch, rufen Sie die Hotline an.
reading_not_latest = Es gibt schon einen späteren Zählerstand vom { $last }. Ändern lässt sich nur der letzte.
correction_closed = Diese Ablesung ließ sich bis { $closed } ändern. Ist sie falsch, rufen Sie die Hotline an.

slip_swapped = Die beiden Zähler sind vertauscht: { $counter } steht auf { $value }.
slip_total_in_mono = Das ist die Summe beider Zähler: { $counter } steht auf { $value }.
slip_digit_doubled = Eine Ziffer ist doppelt: { $counter } steht auf { $value }.
slip_digit_missing = Eine Ziffer fehlt: { $counter } steht auf { $value }.
slip_neighbour_swapped = Die Werte sind mit denen von { $model }, { $site } ({ $serial }) vertauscht.
slip_neighbour_repeated = Dieselben Werte stehen schon bei { $model }, { $site } ({ $serial }).

## Tickets

text_control = Der Text enthält Steuerzeichen. Tippen Sie die Stelle neu ein.
ticket_kind_form = Wählen Sie aus, worum es geht.
part_missing = Wählen Sie das defekte Teil aus.
part_without_claim = Ein Teil wird nur genannt, wenn es defekt ist.
pieces_range = Geben Sie eine Anzahl von 1 bis { $max } ein.
ticket_done = Dieses Projekt ist abgeschlossen. Ist noch etwas offen, fordern Sie einen weiteren Besuch an.
ticket_open = Dieses Projekt ist noch offen. Schreiben Sie eine Nachricht dazu.
ticket_full = Dieses Projekt hat schon sehr viele Nachrichten. Rufen Sie die Hotline an.
visit_unknown = Diesen Besuch gibt es in dem Projekt nicht.

## Files of readings

file_empty = Die Datei ist leer.
file_kind_unknown = Das Portal nimmt PDF, PNG und JPEG. Speichern Sie die Datei in einem dieser Formate, oder machen Sie ein Foto.
file_too_large = Die Datei ist größer als { $max } MB. Verkleinern Sie das Bild, oder speichern Sie es als PDF.
hash_form = Die Prüfsumme besteht aus 64 Hexadezimalziffern.
file_other_kind = Die Datei ist kein PDF, PNG oder JPEG, auch wenn ihr Name so endet. Wählen Sie eine andere Datei.
file_other_content = Die Datei ist nicht so angekommen, wie sie abgeschickt wurde. Laden Sie sie noch einmal hoch.
file_not_there = Diese Datei ist noch nicht angekommen oder wurde nicht angenommen.
too_many_files = Ein Projekt hat höchstens { $max } Dateien. Schreiben Sie, was fehlt, in eine Nachricht.
file_password = Die Datei ist mit einem Kennwort geschützt. Speichern Sie sie ohne Kennwort und laden Sie sie noch einmal hoch.
file_other_format = Dieses Dateiformat kann das Portal nicht lesen. Speichern Sie die Tabelle als Excel-Arbeitsmappe (XLSX) oder als CSV.
file_not_a_sheet = Das ist keine Tabelle. Laden Sie eine Excel-Arbeitsmappe (XLSX) oder eine CSV-Datei hoch.
file_broken = Die Datei ist beschädigt. Öffnen Sie sie in Ihrer Tabellenkalkulation, speichern Sie sie neu und laden Sie sie noch einmal hoch.
file_encoding = Der Text in der Datei ist beschädigt. Speichern Sie die Tabelle noch einmal, am besten als Excel-Arbeitsmappe (XLSX).
file_unpacked_too_large = In der Datei steckt zu viel. Löschen Sie Bilder, andere Blätter und leere Zeilen, oder teilen Sie sie auf.
file_too_many_rows = Die Tabelle hat mehr als { $max } Zeilen. Teilen Sie sie auf mehrere Dateien auf.
file_column_missing = { $column ->
    [serial] In der Tabelle fehlt die Spalte „Seriennummer“.
   *[value] In der Tabelle fehlt die Spalte „Neuer Stand“.
  }
file_without_values = In der Tabelle steht kein neuer Zählerstand. Tragen Sie die Stände in die Spalte „Neuer Stand“ ein.
cell_without_result = Hier steht eine Formel ohne Ergebnis. Tragen Sie die Zahl selbst ein.
cell_merged = Diese Zelle ist über mehrere Zeilen verbunden. Heben Sie die Verbindung auf und tragen Sie jeden Zählerstand einzeln ein.
date_ambiguous = Tag und Monat lassen sich hier nicht unterscheiden. Schreiben Sie das Datum zum Beispiel als 31.12.2026.
dates_differ = In Zeile { $row } steht für dieses Gerät ein anderes Datum. Alle Zähler eines Geräts brauchen dasselbe.
row_twice = Dieser Zähler des Geräts steht schon in Zeile { $row }.
counter_not_named = Dieses Gerät hat mehrere Zähler. Nennen Sie den, der gemeint ist.
