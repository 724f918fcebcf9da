# Words that the page and the letters share.

supply = { $kind ->
    [toner] { $colour ->
        [c] Cyan toner
        [m] Magenta toner
        [y] Yellow toner
        [k] Black toner
       *[none] Toner
    }
    [drum] { $colour ->
        [c] Cyan image drum
        [m] Magenta image drum
        [y] Yellow image drum
        [k] Black image drum
       *[none] Image drum
    }
    [belt] Transfer belt
    [fuser] Fuser unit
   *[other] Supplies
}

order-state = { $state ->
    [received] received
    [confirmed] confirmed
    [shipped] on its way
    [delivered] delivered
    [cancelled] cancelled
   *[other] { $state }
}

ticket-kind = { $kind ->
    [fault] Fault
    [supply_claim] Defective supplies
    [question] Question
   *[other] { $kind }
}
ticket-state = { $state ->
    [received] received
    [scheduled] scheduled
    [done] closed
    [cancelled] cancelled
   *[other] { $state }
}
appointment-hours = { $from } to { $until }
appointment-from = from { $from }
appointment-until = until { $until }

articles = { $count ->
    [one] { $count } item
   *[other] { $count } items
}
claims = { $count ->
    [one] { $count } claim
   *[other] { $count } claims
}
articles-and-claims = { $articles }, { $claims }
attention = Attention
additional-info = Additional info
reference = Your reference
delivery-address = Delivery address

## The sheet of readings as a file

sheet-file-name = readings-{ $quarter }
sheet-name = Readings
sheet-serial = Serial number
sheet-model = Model
sheet-site = Site
sheet-street = Street
sheet-postcode = Postcode
sheet-city = City
sheet-counter = Counter
sheet-last-date = Last read
sheet-last-value = Last reading
sheet-value = New reading
sheet-date = Read on
sheet-reason = Reason
## Readings of a device, on the page and in a file

quarter-short = Quarter { $quarter } of { $year }
interim = Interim reading
reading-state = { $state ->
    [accepted] Accepted
    [doubtful] Confirmed, being checked
    [replaced] Corrected
    [withdrawn] Withdrawn
    [rejected] Rejected
   *[other] { $state }
}
reading-source = { $source ->
    [portal] Portal
    [mail_link] Link in the e-mail
    [file] File
    [operator] Entered by us
    [technician] Technician
    [device] Device
    [estimate] Estimate
   *[other] { $source }
}
past-read = Read on
past-quarter = Quarter
past-pages = { $counter } pages
past-state = State
past-source = Reported by
past-received = Received on
past-reason = Reason
past-note = Note
past-file = Readings-{ $serial }.csv
