# Letters

letter-greeting = Hello { $name },
letter-customer = This message belongs to the page-price contract of { $name }.
letter-questions = Questions? { $hotline }, { $hours }
letter-article = Article
letter-quantity = Quantity
letter-reason = Reason: { $reason }

## Orders

letter-order-number = Order number
letter-order-day = Ordered on
letter-claim-day = Claimed on
letter-order-ordered = Ordered
letter-order-claimed = Claimed, replaced free of charge
letter-order-button = View order
letter-orders-button = View orders

letter-order-placed-subject = Order { $number } has been received
letter-order-placed-title = We have received your order
letter-order-placed-intro = thank you for your order. This is what we have noted:
letter-order-placed-outlook = You can cancel the order in the portal until we start working on it. Is something wrong? Give us a call.

letter-claim-placed-subject = Claim { $number } has been received
letter-claim-placed-title = We have received your claim
letter-claim-placed-intro = we have noted your claim:
letter-claim-placed-outlook = You can cancel the claim in the portal until we start working on it. Is something wrong? Give us a call.

letter-order-cancelled-subject = Order { $number } has been cancelled
letter-order-cancelled-title = Your order has been cancelled
letter-order-cancelled-intro = this order was cancelled. Nothing will be delivered.
letter-order-cancelled-outlook = Is something wrong? Give us a call.

letter-order-placed-notice-title = Supplies were ordered under your contract
letter-order-placed-notice-intro = somebody signed in with your customer and contract number and ordered this:
letter-order-placed-notice-outlook = If this is fine, there is nothing you need to do. If not, cancel in the portal or call us.

letter-claim-placed-notice-title = Supplies were claimed under your contract
letter-claim-placed-notice-intro = somebody signed in with your customer and contract number and claimed this:
letter-claim-placed-notice-outlook = If this is fine, there is nothing you need to do. If not, cancel in the portal or call us.

letter-order-cancelled-notice-title = An order was cancelled
letter-order-cancelled-notice-intro = somebody signed in with your customer and contract number and cancelled this order:
letter-order-cancelled-notice-outlook = If this is fine, there is nothing you need to do. If not, call us.

## Codes

letter-code-subject = Your code for the portal
letter-code-title = Your code for the portal
letter-code-intro = enter this code on the page where you asked for it:
letter-code-outlook = The code is good for 10 minutes. If you did not ask for it, there is nothing you need to do. Do not pass it on to anyone, not even on the phone.

## Days

long-day = { $weekday ->
    [1] Monday
    [2] Tuesday
    [3] Wednesday
    [4] Thursday
    [5] Friday
    [6] Saturday
   *[7] Sunday
}, { $day } { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
} { $year }

## Readings

letter-readings-due-subject = Page counters by { $due_short }: { $count ->
    [one] one device
   *[other] { $count } devices
}
letter-readings-due-title = Please report your page counters by { $due }
letter-readings-due-intro = { $count ->
    [one] the page counter of this device is missing for quarter { $number } of { $year }:
   *[other] the page counters of these { $count } devices are missing for quarter { $number } of { $year }:
}
letter-readings-due-outlook = As soon as the last one is in, we will stop writing. Counters that are reported late may cost extra.

letter-readings-reminder-subject = Reminder: page counters by { $due_short }, { $count ->
    [one] one device left
   *[other] { $count } devices left
}
letter-readings-reminder-title = { $count ->
    [one] By { $due } the page counter of one device is still missing
   *[other] By { $due } the page counters of { $count } devices are still missing
}
letter-readings-reminder-intro = { $count ->
    [one] only this device is still open for quarter { $number } of { $year }:
   *[other] these devices are still open for quarter { $number } of { $year }:
}
letter-readings-reminder-outlook = As soon as the last one is in, we will stop writing. Counters that are reported late may cost extra.

letter-readings-overdue-subject = Overdue: { $count ->
    [one] page counter of one device
   *[other] page counters of { $count } devices
}
letter-readings-overdue-title = { $count ->
    [one] One page counter is overdue
   *[other] The page counters of { $count } devices are overdue
}
letter-readings-overdue-intro = the page counters of quarter { $number } of { $year } were due on { $due }. { $count ->
    [one] This device is still missing:
   *[other] These devices are still missing:
}
letter-readings-overdue-outlook = You can still report until { $closes }. Counters that are reported late may cost extra.

letter-readings-last = last on { $day }
letter-readings-never = never reported
letter-readings-more = { $count ->
    [one] and one more device
   *[other] and { $count } more devices
}
letter-readings-button = { $count ->
    [one] Report the counter
   *[other] Report { $count } devices
}
letter-readings-link = The link opens this sheet only, without signing in, and is good until { $until }. Hand it only to people who report counters for you.
letter-readings-sign-in = Sign in to the portal with your customer and contract number.

letter-receipt-subject = Page counters reported: { $count ->
    [one] one device
   *[other] { $count } devices
}
letter-receipt-title = { $count ->
    [one] One page counter has arrived
   *[other] Page counters of { $count } devices have arrived
}
letter-receipt-intro = this was reported for your contract on { $day }:
letter-receipt-outlook = Something wrong? In the portal you can correct or take back the latest report of a device as long as the window is open.
letter-receipt-open = Still open, due on { $due }
letter-receipt-pages = { $counter }: { $value } ({ $pages } pages)
letter-receipt-value = { $counter }: { $value }
letter-receipt-button = View the counters

## End of a contract

letter-ending-announced-subject = Your contract ends on { $ends_short }: what we still need
letter-ending-announced-title = Your page-price contract ends on { $ends }
letter-ending-announced-intro = for the end of the contract we need a final counter reading and a status page { $count ->
    [one] of this device:
   *[other] of each of these { $count } devices:
}
letter-ending-announced-outlook = You can report both from { $opens }; they are taken until { $closes }. We will remind you before then.

letter-ending-due-subject = Contract ends on { $ends_short }: { $count ->
    [one] one device still open
   *[other] { $count } devices still open
}
letter-ending-due-title = { $count ->
    [one] One device is still open for the end of the contract
   *[other] { $count } devices are still open for the end of the contract
}
letter-ending-due-intro = your page-price contract ends on { $ends }. This is still missing:
letter-ending-due-outlook = Print the status page at the device and upload it as a PDF or photo in the portal under “Contract”. Once everything is in, we will not write again.

letter-ending-last-subject = Last day of the contract { $ends_short }: { $count ->
    [one] one device missing
   *[other] { $count } devices missing
}
letter-ending-last-title = { $count ->
    [one] The contract ends, one device is still open
   *[other] The contract ends, { $count } devices are still open
}
letter-ending-last-intro = the last day of your page-price contract is { $ends }. This is still missing:
letter-ending-last-outlook = Readings and status pages are taken until { $closes }, and no longer. Upload the status page as a PDF or photo in the portal under “Contract”.

letter-ending-both = reading and status page missing
letter-ending-reading = reading missing
letter-ending-page = status page missing
letter-contract-button = View the contract

letter-closed-subject = End of contract { $ends_short }: everything is in
letter-closed-title = Everything is in for the end of the contract
letter-closed-intro = your page-price contract ended on { $ends }. { $count ->
    [one] Of this device we have the final reading and the status page:
   *[other] Of these { $count } devices we have the final readings and the status pages:
}
letter-closed-outlook = There is nothing left to do. Keep this confirmation with your records.
letter-closed-reading = read on { $day }
letter-closed-page = status page { $day }
