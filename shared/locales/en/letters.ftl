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
letter-order-track = Track the parcel
letter-order-carrier = Shipped by
letter-order-reason = Reason

letter-order-placed-subject = Order { $number } has been received
letter-order-placed-title = We have received your order
letter-order-placed-intro = thank you for your order. This is what we have noted:
letter-order-placed-outlook = You can cancel the order in the portal until we start working on it. Is something wrong? Give us a call.

letter-order-cancelled-subject = Order { $number } has been cancelled
letter-order-cancelled-title = Your order has been cancelled
letter-order-cancelled-intro = this order was cancelled. The articles ordered will not be delivered.
letter-order-cancelled-outlook = { $claims ->
    [0] Is something wrong? Give us a call.
   *[other] Parts that were claimed are still replaced free of charge. Is something wrong? Give us a call.
}

letter-order-confirmed-subject = Order { $number } is confirmed
letter-order-confirmed-title = Your order is confirmed
letter-order-confirmed-intro = we have accepted this order:
letter-order-confirmed-outlook = We will write again as soon as the parcel is on its way. Anything to change? Call us.

letter-order-shipped-subject = Order { $number } is on its way
letter-order-shipped-title = Your delivery is on its way
letter-order-shipped-intro = the parcel of this order is on its way:
letter-order-shipped-outlook = Does nothing arrive? Call us.

letter-order-delivered-subject = Order { $number } was delivered
letter-order-delivered-title = Your delivery has arrived
letter-order-delivered-intro = this delivery has arrived:
letter-order-delivered-outlook = Is anything missing or damaged? Call us.

letter-order-called-off-subject = Order { $number } was cancelled
letter-order-called-off-title = We have cancelled your order
letter-order-called-off-intro = we have cancelled this order. The articles ordered will not be delivered.
letter-order-called-off-outlook = Do you still need the articles? Order again, or call us.

letter-order-placed-notice-title = Supplies were ordered under your contract
letter-order-placed-notice-intro = somebody signed in with your customer and contract number and ordered this:
letter-order-placed-notice-outlook = If this is fine, there is nothing you need to do. If not, cancel in the portal or call us.

letter-claim-placed-notice-title = Supplies were claimed under your contract
letter-claim-placed-notice-intro = somebody signed in with your customer and contract number and claimed this:
letter-claim-placed-notice-outlook = If this is fine, there is nothing you need to do. If not, call us.

letter-order-cancelled-notice-title = An order was cancelled
letter-order-cancelled-notice-intro = somebody signed in with your customer and contract number and cancelled this order:
letter-order-cancelled-notice-outlook = If this is fine, there is nothing you need to do. If not, call us.

letter-order-waiting-subject = Order { $number } is waiting for the new address
letter-order-waiting-title = Your order is waiting for the new address
letter-order-waiting-intro = thank you for your order. We will deliver as soon as your change of address is decided:
letter-order-waiting-outlook = Too long to wait? In the portal you can have the order delivered to the previous address, or cancel it.

letter-order-released-subject = Order { $number } goes to the new address
letter-order-released-title = Your order goes to the new address
letter-order-released-intro = your change of address is confirmed. We will deliver this order to the new address:
letter-order-released-outlook = Is anything wrong? Call us.

letter-order-released-old-subject = Order { $number } goes to the previous address
letter-order-released-old-title = Your order goes to the previous address
letter-order-released-old-intro = this order no longer waits. We will deliver to the previous address:
letter-order-released-old-outlook = Is anything wrong? Call us.

letter-order-released-notice-title = An order goes to the previous address
letter-order-released-notice-intro = somebody signed in with your customer and contract number and has this order delivered to the previous address:
letter-order-released-notice-outlook = If that is fine, there is nothing to do. If not, cancel it in the portal or call us.

letter-order-asked-subject = Order { $number }: where shall we deliver?
letter-order-asked-title = Where shall we deliver?
letter-order-asked-intro = we could not make your change of address. So this order is still waiting:
letter-order-asked-outlook = In the portal you can have it delivered to the previous address, or cancel it.

## Addresses

letter-address-number = Number
letter-address-for = Concerns
letter-address-whole = All devices at this address
letter-address-before = So far
letter-address-after = In future
letter-address-effective = Valid from
letter-address-from = from { $day }
letter-address-site = Site
letter-address-note = Note
letter-address-button = View changes of address

letter-address-asked-subject = Change of address { $number } was requested
letter-address-asked-title = Your change of address was requested
letter-address-asked-intro = we are checking this change and will write to you as soon as it is decided:
letter-address-asked-outlook = Until then we deliver to the previous address. Is anything wrong? Call us.

letter-address-approved-subject = Change of address { $number } is confirmed
letter-address-approved-title = Your change of address is confirmed
letter-address-approved-intro = from { $effective } on we deliver to the new address:
letter-address-approved-outlook = What has been shipped by then still arrives at the previous address.

letter-address-rejected-subject = Change of address { $number } was declined
letter-address-rejected-title = We could not make your change of address
letter-address-rejected-intro = we go on delivering to the previous address.
letter-address-rejected-outlook = Any questions? Call us.

letter-address-notice-title = A change of address was requested for your contract
letter-address-notice-intro = somebody signed in with your customer and contract number and requested this new address:
letter-address-notice-outlook = If that is fine, there is nothing to do. If not, call us.

## Tickets

letter-ticket-number = Case
letter-ticket-kind = About
letter-ticket-day = Noted on
letter-ticket-device = Device
letter-ticket-appointment = Appointment
letter-ticket-part = Defective part
letter-ticket-pages = { $pages } pages printed
letter-ticket-pages-of-yield = { $pages } of { $yield } pages printed
letter-ticket-place = Place
letter-ticket-yours = Your message
letter-ticket-ours = Our message
letter-ticket-ours-by = Message from { $author }
letter-ticket-button = View case
letter-tickets-button = View cases
letter-order-ticket = Case { $number }

letter-ticket-opened-subject = Case { $number } has been noted
letter-ticket-opened-title = We have noted your service request
letter-ticket-opened-intro = we have noted your request under this case number:
letter-ticket-opened-outlook = We will write to you by e-mail. You can add something or look things up in the portal at any time. Is it urgent? Call us and quote the case number.

letter-claim-placed-subject = Claim { $number } has been noted
letter-claim-placed-title = We have noted your claim
letter-claim-placed-intro = we have noted your claim under this case number. The replacement is free of charge.
letter-claim-placed-outlook = We will write to you by e-mail. You can add something or look things up in the portal at any time. Is something wrong? Give us a call.

letter-visit-requested-subject = Case { $number }: another visit requested
letter-visit-requested-title = Another visit has been requested
letter-visit-requested-intro = we have taken up your case again:
letter-visit-requested-outlook = We will write to you by e-mail. You can add something or look things up in the portal at any time.

letter-ticket-answered-subject = Case { $number }: a message for you
letter-ticket-answered-title = We have written to you
letter-ticket-answered-intro = there is a message about your case:
letter-ticket-answered-outlook = You can answer in the portal, right at the case.

letter-ticket-answered-closed-subject = Case { $number }: a message for you
letter-ticket-answered-closed-title = We have written to you
letter-ticket-answered-closed-intro = there is one more message about your case, which is closed already:
letter-ticket-answered-closed-outlook = The case stays closed. If something is still open, request another visit in the portal.

letter-ticket-scheduled-subject = Case { $number } is scheduled
letter-ticket-scheduled-title = Your case is scheduled
letter-ticket-scheduled-intro = we have scheduled your case:
letter-ticket-scheduled-outlook = You can add something or look things up in the portal at any time.

letter-ticket-appointment-subject = Case { $number }: appointment on { $day }
letter-ticket-appointment-title = We will come on { $long_day }
letter-ticket-appointment-intro = there is an appointment for your case:
letter-ticket-appointment-outlook = Does it not suit you? Write to us in the portal at the case, or call us.

letter-ticket-done-subject = Case { $number } is closed
letter-ticket-done-title = Your case is closed
letter-ticket-done-intro = we have closed this case:
letter-ticket-done-outlook = Is something still open? Then request another visit for the same case in the portal.

letter-ticket-cancelled-subject = Case { $number } is cancelled
letter-ticket-cancelled-title = Your case is cancelled
letter-ticket-cancelled-intro = we have cancelled this case:
letter-ticket-cancelled-outlook = Was this not what you wanted? Request another visit for the same case in the portal, or call us.

letter-ticket-opened-notice-title = A service request was made under your contract
letter-ticket-opened-notice-intro = somebody signed in with your customer and contract number and opened this case:
letter-ticket-opened-notice-outlook = If this is fine, there is nothing you need to do. If not, call us.

letter-ticket-replied-notice-title = Something was written about a case
letter-ticket-replied-notice-intro = somebody signed in with your customer and contract number and wrote about this case:
letter-ticket-replied-notice-outlook = If this is fine, there is nothing you need to do. If not, call us.

letter-visit-requested-notice-title = Another visit was requested for a case
letter-visit-requested-notice-intro = somebody signed in with your customer and contract number and requested another visit for this case:
letter-visit-requested-notice-outlook = If this is fine, there is nothing you need to do. If not, call us.

## What those who are known are told

letter-contact-added-notice-title = A contact was added to your contract
letter-contact-added-notice-intro = somebody signed in with your customer and contract number and added this contact:
letter-contact-added-notice-outlook = If this is fine, there is nothing you need to do. If not, delete the contact in the portal or call us.

letter-reading-withdrawn-notice-title = A counter reading was taken back
letter-reading-withdrawn-notice-intro = somebody signed in with your customer and contract number and took back the last reading of this device:
letter-reading-withdrawn-notice-outlook = If this is fine, there is nothing you need to do. If not, report the reading again or call us.

letter-status-page-notice-title = A status page was sent
letter-status-page-notice-intro = somebody signed in with your customer and contract number, or by a link, and sent a status page of this device:
letter-status-page-notice-outlook = If this is fine, there is nothing you need to do. If not, call us.
letter-status-page-button = See status pages

letter-ticket-file-notice-title = A file was sent for a case
letter-ticket-file-notice-intro = somebody signed in with your customer and contract number and sent a file for this case:
letter-ticket-file-notice-outlook = If this is fine, there is nothing you need to do. If not, call us.

letter-code-required-notice-title = Signing in now takes a code
letter-code-required-notice-intro = { $name } has decided that nobody can sign in to your contract with customer and contract number alone any more. From now on it takes a code as well, which we send by e-mail.
letter-code-required-notice-outlook = Whoever was signed in without a code has been signed out. If this is fine, there is nothing you need to do. If not, change it in the portal or call us.

letter-code-dropped-notice-title = Signing in takes no code any more
letter-code-dropped-notice-intro = { $name } has decided that customer and contract number are enough again to sign in to your contract.
letter-code-dropped-notice-outlook = If this is fine, there is nothing you need to do. If not, ask for the code again in the portal or call us.

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

## Status pages

letter-status-pages-subject = { $count ->
    [one] Status page of one device
   *[other] Status pages of { $count } devices
}{ $dated ->
    [yes] {" "}by { $until_short }
   *[no] {" "}wanted
}
letter-status-pages-title = { $count ->
    [one] Please send us a status page
   *[other] Please send us { $count } status pages
}
letter-status-pages-intro = { $count ->
    [one] we need the status page of this device
   *[other] we need the status pages of these { $count } devices
}{ $dated ->
    [yes] {" "}by { $until }:
   *[no] :
}
letter-status-pages-outlook = Print the status page at the device and upload it in the portal, as a photo or as a PDF. How the device prints it is explained there beside each device.
letter-status-pages-note = A note on this: “{ $note }”
letter-status-pages-button = { $count ->
    [one] Upload the status page
   *[other] Upload the status pages
}

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
