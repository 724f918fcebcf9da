# The page. Words that letters use as well stand in common.ftl.
# <name>…</name> marks words that the page draws as a link, a button or bold.

## Frame

title = { $page } – Pagetally
title-error = Error: { $page } – Pagetally
skip = Skip to content
nav = Sections
tab-start = Start
tab-order = Order
tab-orders = Orders
tab-readings = Meter readings
tab-service = Service
tab-contract = Contract
who-customer = Customer { $no }
who-contract = Contract { $no }
help = Help
sign-out = Sign out
sign-out-basket = Your basket has not been ordered yet. Signing out empties it.
sign-out-service = Your service request has not been sent yet. Signing out deletes the text.
sign-out-readings = We could not save your latest readings. Signing out loses them.
sign-out-anyway = Sign out anyway
sign-out-failed = Signing out did not work. Try again, or close all windows of the browser.
stay = Stay signed in
offline = You are offline right now. What you have entered stays here.
idle-title = Are you still there?
idle-text = For your security you will be signed out at { $time }. Your basket is kept.
last-minutes = At { $time } your sign-in ends after twelve hours. Sign in again then, your basket is kept.
go-on = Keep working
foot-hotline = Questions? <tel>{ $hotline }</tel>, { $hours }
privacy = What we store
loading = Loading …

## Trouble

errors-title = There is a problem
about = { $about }: { $text }
error-prefix = Error:
trouble-offline = We cannot get a connection right now.
trouble-ours = The fault is ours, not yours.
trouble-call = Urgent? Call us: <tel>{ $hotline }</tel>, { $hours }.
try-again = Try again
start-trouble-title = The portal is not answering right now
start-trouble = We could not load your data.
start-trouble-kept = Nothing is lost: orders that you have placed are stored.
not-found-title = This page does not exist
not-found-text = The link may be incomplete, or the order or the case belongs to another contract.
to-start = To the start page
to-orders = See your orders
to-sign-in = To sign-in

## Sign-in

sign-in-title = Sign in with customer and contract number
country = Country
language = Language
customer-no = Customer number
customer-no-hint = 8 digits. Blanks and dots do no harm.
contract-no = Contract number
contract-no-hint = Up to 12 characters, for example SPV-20418.
sign-in = Sign in
sign-in-trouble = Your sign-in did not get through.
sign-in-kept = What you entered is still there.
no-number = Number not at hand? Call us: <tel>{ $hotline }</tel>, { $hours }. Have the serial number of a device ready.
how-it-works = Signing in, ordering, claiming: how it works
expired-title = You were away for a while and have been signed out.
expired-basket = Your basket is still there. After signing in you go on where you left off.
expired-link = Open the link in the e-mail again, or sign in with the two numbers.
expired-text = After signing in you go on where you left off.
where-title = Where the two numbers are
where-letter = Invoice and contract, top right
where-letter-picture = On invoice and contract, customer number and contract number stand one below the other at the top right.
where-sticker = Sticker on the device
where-sticker-picture = On the sticker, customer and contract stand one below the other, right above the serial number.
sticker-customer = Customer
sticker-contract = Contract
sticker-serial = Serial no.
trust-masked = With the two numbers you order to the addresses on file. Names and e‑mail addresses stay masked.
trust-told = When an order is placed by the numbers alone, all confirmed contacts are told by e‑mail.
trust-cookie = No advertising, no tracking, only cookies for signing in.

## Code by mail

code-title = Confirm your sign-in with a code
code-lead = For this contract the two numbers are not enough. We send a code to an e-mail address on file.
code-lead-guessing = An unusual number of wrong numbers is being tried at the moment. As this browser is new here, we send a code to an e-mail address on file to be safe.
code-to = Where shall we send the code?
choose-mailbox = Choose the address that the code shall go to.
send-code = Send code
leave-it = Cancel
code-sent = The code is on its way to <strong>{ $hint }</strong>. { $minutes ->
    [one] It is good for { $minutes } minute.
   *[other] It is good for { $minutes } minutes.
}
code = Code from the e-mail
code-hint = 8 digits. Blanks do no harm.
confirm-code = Confirm code
resend = Send a new code
resend-in = { $count ->
    [one] Nothing there? Look in the spam folder as well. A new code can go out in { $count } second.
   *[other] Nothing there? Look in the spam folder as well. A new code can go out in { $count } seconds.
}
other-mailbox = Choose another address
code-trouble = That did not get through.
no-mailbox = There is no e-mail address on file for this contract. The hotline can help.

## A letter's link

link-title = Report readings without signing in
link-text = The link in your e-mail opens the readings of your contract. You do not need customer or contract number for that.
link-open = Go to the readings
link-only = The link works for 21 days and opens nothing else. You may pass it on if somebody else reads the devices.
link-trouble = The readings could not be opened just now.
link-over-title = This link no longer works
link-over-text = Take the link from our latest e-mail, or sign in with customer and contract number.
by-link = For orders, <link>sign in</link>.

## Start

due-date = { $date } · Quarter { $quarter }
due-nothing = No meter readings are due until { $opens }.
due-nothing-text = Reporting for quarter { $quarter } of { $year } starts then. Readings are due on { $due }.
due-loading = Readings for quarter { $quarter } are due by { $due }.
due-open = { $count ->
    [one] By { $due }, the reading of <em>{ $shown } device</em> is still to come.
   *[other] By { $due }, the readings of <em>{ $shown } devices</em> are still to come.
}
due-open-text = Readings for quarter { $quarter } are accepted until { $closes }.
due-overdue = { $count ->
    [one] The reading of <em>{ $shown } device</em> is overdue.
   *[other] The readings of <em>{ $shown } devices</em> are overdue.
}
due-overdue-text = They were due on { $due }. They are still accepted until { $closes }.
due-complete = All readings for quarter { $quarter } are in.
due-complete-text = { $count ->
    [one] { $shown } device is reported, there is nothing to do.
   *[other] All { $shown } devices are reported, there is nothing to do.
}
due-final = { $count ->
    [one] The final reading of <em>{ $shown } device</em> is still missing for the end of the contract on { $ends }.
   *[other] The final readings of <em>{ $shown } devices</em> are still missing for the end of the contract on { $ends }.
}
due-final-text = They are taken until { $until }.
due-final-complete = All readings are in for the end of the contract on { $ends }.
due-final-complete-text = Whether status pages are missing is shown under “Contract”.
due-final-loading = For the end of the contract on { $ends } we need a final reading of every device.
due-final-ahead = That is when reporting for the end of the contract on { $ends } begins.
contract-ends = The contract runs until { $date }.
contract-over = This contract is not running at present.
contract-over-text = That is why you cannot order. Your past orders are still here.
task-order = Order supplies
task-order-text = Toner, drums, belts and fusers that fit each device
task-order-act = Order
task-basket = In the basket: { $amounts }
task-review-act = Check basket
task-readings = Report meter readings
task-readings-text = All devices on one sheet, at the end of each quarter
task-readings-act = Report
task-readings-open = { $count ->
    [one] { $count } device open
   *[other] { $count } devices open
}
task-readings-overdue = { $count ->
    [one] { $count } device open, overdue
   *[other] { $count } devices open, overdue
}
task-orders = Follow your orders
task-orders-text = State, content and address of each order, cancel before we start on it
task-orders-act = Orders
task-orders-moving = { $count ->
    [one] { $count } order not delivered yet
   *[other] { $count } orders not delivered yet
}
task-service = Request service
task-service-text = Report a fault, claim defective supplies, ask something
task-service-act = Request
task-service-open = { $count ->
    [one] { $count } case open
   *[other] { $count } cases open
}
task-contract = Contract and contacts
task-contract-text = Term, dealer and who gets your confirmations
task-contract-act = View
task-contract-masked = Names are masked
latest-orders = Latest orders
all-orders = All orders
no-orders = No orders yet
no-orders-text = Nothing has been ordered under this contract yet.
order-brief = { $amounts } for { $street }, { $city }
reference-was = Your reference: { $reference }
dates-title = Dates of quarter { $quarter }, { $year }
dates-opens = Read meters from
dates-due = Due on
dates-closes = Accepted until
dates-help = Which readings are meant is explained in the <link>help</link>.
orders-trouble = Your orders cannot be loaded right now.

## Order

order-page-title = Order supplies
order-defect = <strong>Part defective?</strong> Do not order it again, that can cost you. Tick “Defective” at the item: the replacement is free. Hotline: <tel>{ $hotline }</tel>
choose-device = 1. Choose a device
devices = Devices of this contract, one to choose
device-model = Model
device-serial = Serial number
device-site = Site
device-street = Address
device-city = City
device-customer = Customer no.
device-address = Address
device-name = Customer
filter = filter
filter-by = Filter { $column }
search = Find a device
search-in = Model, serial number, site, address or city
sort-by = Sort by
devices-shown = { $count ->
    [one] { $shown } of { $count } device
   *[other] { $shown } of { $count } devices
}
devices-found = { $shown } of { $count } matching, { $all ->
    [one] { $all } device in all
   *[other] { $all } devices in all
}
devices-none = No device found
show-more = Show { $count } more
fleet-loading = Loading devices …
fleet-coming = More are being loaded …
fleet-trouble = The devices of this contract cannot all be loaded right now.
no-devices = There is no device under this contract at present
no-devices-text = As soon as a device is installed, you order supplies for it here.
quoted = “{ $words }”
nothing-found = No device matches { $words }
nothing-without = { $count ->
    [one] Without the filter “{ $column }” there is { $count } device.
   *[other] Without the filter “{ $column }” there are { $count } devices.
}
clear-filter = Clear filter “{ $column }”
clear-filters = Clear all filters
clear-search = Clear search
choose-articles = 2. Items for { $model }, { $site }
last-reading = last reading { $date }
visit-name = Name at the site
street = Street
postcode = Postcode
city = City
postcode-city = Postcode, city
none = –
delivery-locked = Deliveries go to this address. You can change attention and additional info when you check the order.
articles-loading = Loading items …
articles-trouble = The items for this device cannot be loaded right now.
articles-caption = Items for { $model }, { $site }
no-articles = There is no item on file for this model
no-articles-text = Call the hotline and we will complete the list.
article = Item
labelled = { $label }:
last-delivered = Last ordered
printed-since = Pages since
quantity = Quantity
never-delivered = never
pieces = { $count } pieces
under-way = { $count } on the way
no-reading-since = no reading since the order
nothing-known = –
pages-since = <strong>{ $pages }</strong> pages
pages-of-yield = <strong>{ $pages }</strong> of { $yield }
tick-means = The tick in the bar stands at 60 % of the yield. Before that we ask for the reason.
how-to-both = Reading the counters and printing the status page
how-to-counters = Reading the counters
how-to-status-page = Printing the status page
quantity-of = { $name }: quantity
one-less = { $name }: one less
one-more = { $name }: one more
defect = Defective
claim-says = { $name } is not ordered but claimed as defective and replaced free of charge.
warn-low-use = { $name }: only <strong>{ $pages } of { $yield } pages</strong> were printed since the last order. Is the part defective? Then <claim>we replace it free of charge</claim>.
warn-too-soon = { $days ->
    [0] { $name } was <strong>already ordered today</strong> for this device. Is the part defective? Then <claim>we replace it free of charge</claim>.
    [one] { $name } was <strong>already ordered yesterday</strong> for this device. Is the part defective? Then <claim>we replace it free of charge</claim>.
   *[other] { $name } was <strong>already ordered { $days } days ago</strong> for this device. Is the part defective? Then <claim>we replace it free of charge</claim>.
}
reason = Reason for ordering
reason-needed = Choose a reason.
contact-needed = Choose who gets the confirmation.
reason-choose = Choose a reason
reason-stock = Stock
reason-missing = Last delivery did not arrive
reason-heavy = Heavy use planned
reason-own = Another reason
reason-words = Your reason
supply-no = { $name } { $no }
line-name = { $name }, { $serial }
model-at-site = { $model }, { $site }
basket = Basket
basket-empty = The basket is empty
basket-empty-text = Choose a device and enter quantities at its items.
basket-title = { $amounts }, { $parcels }
parcels = { $count ->
    [one] { $count } delivery
   *[other] { $count } deliveries
}
basket-split = Each delivery address becomes one order.
parcel = Delivery { $number }
times = { $count } ×
claim-tag = Defective
remove = Remove
to-review = Go on to check
to-review-short = Check
basket-kept = Nothing is ordered yet. The basket is kept until you sign out.
basket-safe = Your basket is unchanged.

## Review

back-to-choice = Back to the items
review-title = Check and order
review-empty-text = There is nothing to check. Choose devices and items.
choose-supplies = Choose items
checking = Checking your basket …
check-trouble = Your basket cannot be checked right now.
check-again = Check again
review-lead = { $count ->
    [one] Everything goes to one address. It becomes one order with one number.
   *[other] Your items go to { $count } addresses. They become { $count } orders with numbers of their own.
}
address-changed = A delivery address has changed in the meantime.
address-changed-text = Nothing is ordered yet. Look through the addresses and send again.
order-of = Order { $at } of { $of }
lines-of-order = Lines of order { $at }
address-locked = On file. <link>Request a change</link>
change-decided = A change of address was decided meanwhile.
address-locked-change = On file, new address requested
change-pending-address = A change of this address is requested from { $date }. Where shall we deliver?
change-pending-device = A new address is requested for device { $serial } from { $date }. Where shall we deliver?
wait-not = To the previous address
wait-not-text = { $street }, without delay
wait = To the new one, once it is confirmed
wait-text = Until then the order waits.
attention-stored = On file: { $hint }
as-stored = As on file
for-device = For
claim = Claim
claimed = Not ordered: replaced free of charge
claimed-pages = Not ordered: replaced free of charge, after { $pages } pages
ask-low-use = Only { $pages } pages were printed since the last order.
ask-too-soon = { $days ->
    [0] The same item was already ordered today for this device.
    [one] The same item was already ordered yesterday for this device.
   *[other] The same item was already ordered { $days } days ago for this device.
}
review-answers = Confirmation and reference
confirmation-to = Confirmation to
confirmation-hint = The order confirmation goes to this e-mail address.
choose-contact = Choose a contact
reference-hint = Appears on confirmation and delivery note.
optional = (optional)
defect-note = Tick defective material as “Defective”. Ordering it again instead can cost you.
act-order = { $count ->
    [one] Order { $count } item
   *[other] Order { $count } items
}
act-claim = { $count ->
    [one] Claim { $count } part
   *[other] Claim { $count } parts
}
act-both = { $articles }, claim { $claims }
send-text = { $count ->
    [one] You see the order number right after this and in the e-mail. You can cancel until we start working on it.
   *[other] You see the { $count } order numbers right after this and in the e-mail. You can cancel until we start working on it.
}
sending = Sending …
place-trouble = We do not know yet whether your order has arrived.
place-kept = What you entered is still there. Send it again unchanged: nothing is ordered twice.
place-unanswered = Your last order may have arrived already.
place-unanswered-text = Sending it brought no answer. Look under <link>Orders</link>. If it is not there, send it again unchanged, with the same contact and details: nothing is ordered twice.

## Receipt

done-title = Ordered
done-numbers = { $count ->
    [one] Your order number
   *[other] Your { $count } order numbers, one for each address
}
done-mail = { $count ->
    [one] The confirmation goes to <strong>{ $contact }</strong>.
   *[other] The confirmations go to <strong>{ $contact }</strong>.
}
done-waits = { $count ->
    [one] The order is waiting for the new address. Once that is confirmed we deliver there and write to you.
   *[other] What is waiting for the new address is delivered there once it is confirmed. We will write to you.
}
done-next = Next we confirm the order and ship the goods. You see the state under “Orders” at any time, and you can cancel until we start working on it.
done-claims = Claimed parts are replaced free of charge.
done-meta = Received { $at }
done-trouble = { $count ->
    [one] Your order { $numbers } has arrived but cannot be shown right now.
   *[other] Your orders { $numbers } have arrived but cannot be shown right now.
}
print = Print
order-more = Order more

## Orders

orders-title = Orders
col-number = Order
col-placed = Placed on
col-address = Delivery address
col-content = Content
col-reference = Your reference
col-state = State
and-more = and { $count } more
orders-shown = { $count ->
    [one] { $count } order
   *[other] { $count } orders
}
orders-more = Load older orders
back-to-orders = All orders
order-title = Order { $number }
order-trouble = The order cannot be loaded right now.
order-content = Content and delivery address
order-details = Details
order-history = History
placed-at = Received
contact-deleted = Contact deleted in the meantime
lines-of = Lines of order { $number }
reason-was = Reason: { $reason }
cancel-order = Cancel order
cancel-question = Cancel order { $number }?
cancel-consequence = The articles ordered will not be delivered. Claims from this order go on. This cannot be undone.
cancel-yes = Yes, cancel the order
cancel-no = Keep the order
cancel-trouble = We do not know yet whether the cancellation has arrived.
cancelled-title = The order is cancelled.
cancelled-text = Nothing will be delivered. The contact gets an e-mail.
order-state-waits = waiting for address
order-waits = This order is waiting for the new address.
order-waits-text = We will deliver as soon as <link>your change of address</link> is decided. Or have it delivered to the previous address now: { $street }.
order-asks = Where shall we deliver?
order-asks-text = We could not make <link>your change of address</link>. Have the order delivered to the previous address ({ $street }), or cancel it.
release = Deliver to the previous address
release-trouble = We do not know yet whether your decision has arrived.
order-called-off = We have cancelled this order:
shipped-by = Shipped by
track = Track the parcel
new-window = (new window)

## Changes of addresses

change-ask = Change delivery address
change-planned = { $state ->
    [approved] New delivery address from { $date }.
   *[pending] New delivery address from { $date } requested, not confirmed yet.
}
change-one-at-a-time = You can request another change once this one is settled. <link>View changes of address</link>
change-form-title = Change delivery address
change-form-lead = We will check the new address and write to you. Until then we deliver to the previous one.
change-for = Concerns
change-which = Choose the devices for which the new address holds.
change-device-only = This device only
change-all = All { $count } devices at this address
change-before = Previous address
change-after = New address
postcode = Postcode
city = City
change-site-hint = Where in the building the device will stand
change-effective = Valid from
change-effective-hint = A day from today to a year ahead
change-answers = Confirmation
change-contact-hint = This contact will hear what we decide.
change-note = Note
change-note-hint = Anything else that we should know
change-trouble = We do not know yet whether your request has arrived.
change-send = Request change of address
change-send-text = You will get a number and an e-mail.
changes-title = Changes of address
changes-trouble = The changes of address cannot be loaded at the moment.
no-changes = No change of address so far
no-changes-text = You request a new delivery address while ordering, at the device's address.
changes-more = Load older changes
change-title = Change { $number }
change-state = { $state ->
    [approved] confirmed
    [rejected] declined
   *[pending] not confirmed yet
}
change-whole = All devices at this address
change-from = valid from { $date }
change-asked-at = requested on { $date }
change-reason = Reason
change-asked = Change of address { $number } is requested.
change-asked-text = We will check it and write to you. Until then we deliver to the previous address.

## Service

service-title = Request service
service-act = Request service
service-device = 1. Choose the device
service-no-devices = As soon as a device is installed, you can request service for it here.
service-device-needed = Choose the device that it is about.
service-reported = { $count ->
    [one] Something has been reported for this device already:
   *[other] This device has { $count } open cases already:
}
service-reported-one = <link>{ $number }</link>: { $kind }, already reported on { $date }
service-reported-text = Is it about the same thing? Then add a message there instead of reporting it again.
service-place = Place of { $model }, { $site }
service-about = 2. What is it about?
service-part = Which part is defective?
service-part-needed = Choose the defective part.
service-part-device = Choose the device first. The parts that fit it will stand here.
service-pieces = Number
service-claim-free = Defective material is not ordered again: the replacement is free of charge.
service-contact = 3. Contact
service-contact-label = Who gets our messages?
service-contact-hint = The confirmation of receipt goes to this e-mail address.
service-contact-details = Details of the contact
service-contact-veiled = Name and e-mail
service-contact-code = You can see and change all details after <link>confirming yourself with a code</link>.
service-words = 4. Description
service-text = Text
service-text-fault = What happens, since when, and what does the device show?
service-text-claim = What is wrong with the part?
service-text-question = What would you like to know?
service-text-needed = Say briefly what it is about.
text-left = { $count } characters left
text-over = { $count } characters too many
text-too-long = At most { $max } characters. Shorten the text.
service-save = Save case
service-save-text = You will see the case number right afterwards and in the e-mail.
service-clear = Clear
service-kept = Your entries are still there.
service-trouble = We do not know yet whether your request has arrived.
service-trouble-kept = Your entries are still there. Send them again unchanged: nothing will be noted twice.
service-over-text = Service requests are therefore not possible. Please call us.
service-call = Rather call?
service-hotline = Service hotline: <tel>{ $hotline }</tel>
service-call-first = Rather call? Service hotline <tel>{ $hotline }</tel>, { $hours }
service-call-dealer = Dealer: { $name }
service-serial = Have the serial number of the device at hand.
service-done = Case <strong>{ $number }</strong> saved
service-done-mail = The confirmation of receipt goes to <strong>{ $contact }</strong>.
service-done-next = Next, we will write to you by e-mail. You can see what has happened since at the case at any time, and add something there.
service-done-claim = We replace the part free of charge. You can see what has happened since at the case at any time, and add something there.
service-done-trouble = Your case { $number } has been saved but cannot be shown at the moment.
service-more = Another request
ticket-to = Go to the case
tickets-title = Cases
tickets-all = All cases
tickets-back = All cases
tickets-open = Open cases
tickets-none-open = Nothing is open at the moment.
tickets-trouble = Your cases cannot be loaded at the moment.
tickets-none = No cases yet
tickets-none-text = No service has been requested for this contract yet.
tickets-filter = Filter cases
tickets-all-choice = All ({ $count })
tickets-open-choice = Open ({ $count })
tickets-closed-choice = Closed ({ $count })
tickets-all-devices = All devices
tickets-search = Find a case
tickets-search-in = Number, device, site, article
tickets-nothing = No case fits this choice
tickets-shown = { $count ->
    [one] { $count } case
   *[other] { $count } cases
}
tickets-found = { $shown } of { $count } cases
tickets-more = Load older cases
ticket = Case
ticket-title = Case { $number }
ticket-trouble = The case cannot be loaded at the moment.
ticket-about = About
ticket-part = Defective part
ticket-place = Place
ticket-contact = Messages to
ticket-order = Order
ticket-order-link = Claimed together with this order
ticket-opened = Noted
ticket-last = Latest
ticket-from-us = Message from us
ticket-from-you = From your side
ticket-your-words = Your description
ticket-appointment = Appointment
ticket-appointment-at = Appointment: { $when }
ticket-conversation = History
ticket-visit = Visit { $visit }
ticket-hidden = { $count ->
    [one] One message is hidden.
   *[other] { $count } messages are hidden.
}
ticket-hidden-text = With the two numbers alone you see only what you have written since signing in. With a code that we send to a contact on file you see everything.
ticket-text-hidden = Text hidden
part-pieces = { $name }, { $count } pieces
pages-printed = <strong>{ $pages }</strong> pages printed
pages-of-yield-printed = <strong>{ $pages }</strong> of { $yield } pages printed
reply-title = Add something
reply-hint = The message goes straight to this case.
reply-send = Send message
reply-done = Your message has arrived.
reply-trouble = We do not know yet whether your message has arrived.
reply-kept = Your text is still there. Send it again unchanged: it will not arrive twice.
visit-title = Is something still open?
visit-text = { $state ->
    [cancelled] This case is cancelled.
   *[other] This case is closed.
} It is taken up again only if you request another visit.
visit-hint = What is still open, or has come back?
visit-send = Request another visit
visit-done = Another visit has been requested: case { $number }.
review-claims = { $count ->
    [one] The claim becomes a case with a number of its own. The replacement is free of charge.
   *[other] The { $count } claims become cases with numbers of their own. The replacements are free of charge.
}
claims-of-address = Claim
send-text-claims = { $count ->
    [one] You will see the case number right afterwards and in the e-mail.
   *[other] You will see the { $count } case numbers right afterwards and in the e-mails.
}
done-claimed-title = Claimed
done-tickets = { $count ->
    [one] Your case number for the claim
   *[other] Your { $count } case numbers for the claims
}
claimed-ticket = Not ordered: replaced free of charge, <link>go to the case</link>

## Contract and contacts

contract-title = Contract { $no }
customer = Customer
contract-time = Term
contract-from = since { $from }
contract-from-to = { $from } to { $to }
contract-running = Running
contract-not-running = Not running at present
contract-ended = Ended
contract-trouble = The contract cannot all be loaded right now.
contract-devices = Devices
contract-devices-count = { $count ->
    [one] { $shown } device in use
   *[other] { $shown } devices in use
}
contract-addresses = { $count ->
    [one] { $count } delivery address
   *[other] { $count } delivery addresses
}
contract-asks = When we ask
contract-asks-order = Orders: the same item for the same device within { $days } days or below { $percent } % of its yield
contract-asks-reading = Readings: more than { $percent } % and more than { $pages } pages above or below what is usual
contract-code = Signing in takes a code by e-mail as well.
contract-no-code = Customer and contract number are enough to sign in.
end-is = The contract ends on { $ends }.
end-was = The contract ended on { $ends }.
end-open = { $count ->
    [one] Still open: <link>{ $shown } device</link>.
   *[other] Still open: <link>{ $shown } devices</link>.
}
end-complete = Everything is in.
end-over-text = Readings and status pages are taken until { $until }; nothing else is possible any more.
end-title = End of the contract
end-text = The last day is { $ends }. We need a final reading and a status page of every device. Both are taken until { $until }.
end-early-text = The last day is { $ends }. We will need a final reading and a status page of every device. Both count from { $opens } and are taken until { $until }.
end-progress = { $count ->
    [one] { $done } of { $shown } device done
   *[other] { $done } of { $shown } devices done
}
end-caption = What is in and what is missing of each device at the end of the contract
end-reading = Final reading
end-page = Status page
end-missing = Missing
end-not-needed = Not needed
end-report = Report
end-upload = Upload
end-receipt-title = Everything is in for the end of the contract
end-receipt-text = { $count ->
    [one] Last day of the contract: { $ends }. The reading and the status page of the device are in, there is nothing left to do.
   *[other] Last day of the contract: { $ends }. The readings and status pages of all { $shown } devices are in, there is nothing left to do.
}
dealer = Dealer
no-dealer = not on file
hotline = Service hotline
mailbox = E-mail
contacts = Contacts
contacts-text = Contacts get order confirmations and reminders about readings. Whoever stands here can be chosen when ordering.
no-contacts = No contact on file yet. Add one, so that confirmations arrive.
contacts-trouble = The contacts cannot be loaded right now.
contact-add = New contact
contact-new = New contact
contact-edit = Change contact
contact-added = The contact is saved.
contact-changed = The contact is changed.
contact-file = Data as a file
contact-file-done = The file with all that is stored about this contact is in your downloads.
contact-file-trouble = The file could not be fetched.
contact-deleted-done = The contact is deleted.
contact-trouble = The contact is not saved yet.
first-name = First name
last-name = Last name
email = E-mail address
email-hint = If the address is on file already, we take the contact that has it.
phone = Phone
mail-language = Language of e-mails
mails-in = { $language ->
    [en] E-mails in English
   *[other] E-mails in German
  }
not-confirmed = address not confirmed yet
duties = Responsible for
duties-hint = Reminders about readings go to whoever is responsible. If nobody is, they go to all contacts.
duties-lack = Choose one device at least, or “All devices”.
duties-are = Responsible for { $duties }
duty-readings = readings
duty-orders = orders
duty-tickets = faults
duty-of = { $count ->
    [one] { $duty } ({ $count } device)
   *[other] { $duty } ({ $count } devices)
}
scope-all = All devices
scope-some = Certain devices
scope-of = { $duty }: devices
devices-chosen = { $count ->
    [one] { $count } device chosen
   *[other] { $count } devices chosen
}
devices-more = { $count ->
    [one] { $count } more by searching
   *[other] { $count } more by searching
}
mail-bounced = E-mail undeliverable since { $since } – please check
mail-complaint = E-mails reported as unwanted on { $since } – please ask
save-contact = Save contact
discard = Discard
change = Change
delete = Delete
delete-question = Delete { $name }?
delete-consequence = The contact gets no more e-mails. Orders and cases stay as they are.
delete-yes = Yes, delete the contact
delete-no = Keep
access = Your access
access-numbers = You are signed in with the two numbers.
access-numbers-text = Names and e-mail addresses are masked. To see them and to change or delete contacts, confirm yourself with a code that we send to a contact on file.
step-up = Confirm with a code
access-confirmed = You have confirmed yourself with a code.
access-confirmed-text = Until you sign out you see names in full and can change and delete contacts.

sign-in-setting = Signing in
code-free-text = These numbers stand on every invoice. It is safer to ask for a code by e-mail as well.
code-required-text = So only those sign in who read the mailbox of a confirmed contact.
code-by-operator = The operator of the portal has decided so.
code-require = Require a code
code-drop = Sign in without a code
code-consequence = From now on, signing in takes a code from the mailbox of a confirmed contact. Whoever is signed in without a code is signed out. All confirmed contacts get an e-mail.
code-require-yes = Yes, require a code
code-require-no = Leave it
code-required-done = Signing in now takes a code.
code-dropped-done = Customer and contract number are enough to sign in again.
access-trouble = That did not work
sessions = Signed in
sessions-text = Who is signed in to this contract now. A session ends by itself after 30 minutes without a click.
sessions-trouble = The sessions cannot be loaded right now
sessions-end = Sign all others out
sessions-ended = All others are signed out.
session-numbers = No name
session-current = You, in this browser
session-level = { $level ->
    [pending] waiting for a code
    [link] by the link of an e-mail
    [confirmed] confirmed with a code
   *[numbers] with customer and contract number
}
session-began = since { $began }
session-used = last active { $used }
session-end = Sign out
session-ended = This session has ended.

## Readings

readings-title = Meter readings for quarter { $quarter } of { $year }
late-costs = Readings that are late may cost extra.
interim-welcome = You can report an interim reading at any time.
no-readings-text = As soon as a device is installed, you report its readings here.
print-sheet = Print a sheet to fill in
read-on = Read on
show = Show
show-open = Open only ({ $count })
show-all = All devices ({ $count })
show-asked = With a question ({ $count })
search-short = Model, number, city
search-all = Search all devices
nothing-open = Nothing is open
paste-hint = Paste values from a spreadsheet into the first field. Enter takes you to the next one.
pasted = { $count ->
    [one] { $count } value pasted
   *[other] { $count } values pasted
}
files-region = Readings as a file
files-lead = Rather fill it in with Excel?
file-xlsx = Download Excel file
file-csv = Download CSV file
file-upload = Upload the filled-in file
file-drag = or drag it here
file-drop = Drop the file here
file-fetching = The file is being prepared …
file-reading = { $name } is being read …
file-read = { $count ->
    [one] One device taken from { $name }.
   *[other] { $count } devices taken from { $name }.
}
file-read-next = Nothing is reported yet: look through the check, then report below.
file-nothing = No device could be taken from { $name }.
file-errors = { $count ->
    [one] One place in the file is not right yet.
   *[other] { $count } places in the file are not right yet.
}
file-errors-next = Correct the values here, or correct the file and upload it again.
file-place = Row { $row }, column { $column } ({ $heading })
file-place-row = Row { $row }
file-left-out = { $count } more are not listed here.
file-refused = { $name } cannot be read.
file-too-large = The file is larger than 4 MB. Upload only the table with the readings.
file-gone = The file was changed or deleted meanwhile. Choose it again.
file-trouble = { $name } cannot be uploaded right now.
file-fetch-trouble = The file cannot be downloaded right now.
file-close = Hide this note
sheet-caption = Readings by device and counter
for-machine = Device
counter = Counter
last-date = Last read
last-value = Last reading
new-value = New reading
printed-pages = Pages printed
checked = Check
new-value-of = { $name }, { $counter }: new reading
counter-at = { $counter } { $value }
how-to = Reading the counters
how-to-short = Where to look?
how-to-missing = There are no instructions on file for this model. The hotline can help.
how-to-trouble = The instructions cannot be loaded right now.
other-date = Another date
standing-reported = Reported
standing-overdue = Overdue
standing-missing = Missing
standing-partial = { $filled } of { $count } entered
standing-successor = Serial number missing
standing-checking = Checking …
standing-ok = In order
standing-confirmed = Confirmed: { $reason }
standing-doubtful = Please look
standing-refused = Not possible like this
not-a-number = “{ $typed }” is not a whole number. Enter digits only; thousands separators do no harm.
take-slip = Use { $values }
swap-devices = Swap both devices' values
it-is-right = It is right, give a reason
reading-reason = Why is the reading right?
reading-more = Printed more than usual
reading-less = Printed less than usual
reading-idle = The device was not used
what-happened = What happened?
cause-board-exchanged = Counter board exchanged
cause-device-exchanged = Device exchanged
cause-overflow = Counter began again at 0
cause-earlier-wrong = Earlier reading was wrong
board-last = Last reading of the old board
board-last-hint = It is on the technician’s report.
board-start = First reading of the new board
board-start-hint = Often 0.
report-region = Report
ready-of = { $count ->
    [one] { $ready } of { $count } device ready
   *[other] { $ready } of { $count } devices ready
}
reported-of = { $count ->
    [one] { $reported } of { $count } device reported
   *[other] { $reported } of { $count } devices reported
}
single-ready = Ready to report
single-open = Not complete yet
asked-look = { $count ->
    [one] See { $count } device with a question
   *[other] See { $count } devices with a question
}
asked-single = See the question above.
draft-saving = Saving the draft …
draft-saved = Draft saved at { $time }.
draft-unsaved = Draft not saved yet. What you entered is in this window.
report-later = You can report open devices later.
act-report = { $count ->
    [one] Report { $count } device
   *[other] Report { $count } devices
}
act-accept = Accept
none-taken = { $count ->
    [one] The device is not reported yet. See the question.
   *[other] None of the { $count } devices is reported yet. See the questions.
}
report-trouble = We do not know yet whether your readings have arrived.
report-kept = What you entered is still there. Report it again unchanged: nothing is counted twice.
readings-check-trouble = Your readings cannot be checked right now.
readings-kept = What you entered is still there.
back-to-sheet = All meter readings
serial-is = Serial number { $serial }
history-title = Readings so far
history-trouble = The readings so far cannot be loaded right now.
history-empty = There is no reading of this device yet.
history-more = Load older readings
col-read = Read on
pages = { $count ->
    [one] { $shown } page
   *[other] { $shown } pages
}
correct = Correct
withdraw = Withdraw
col-change = Change
correctable-until = Can be changed until { $date }
correcting-title = You are correcting a reading that was reported.
correcting-text = The new values take its place. It stays in the list below, marked as corrected.
correcting-leave = Change nothing
act-correct = Report correction
withdraw-question = Withdraw the reading of { $date }?
withdraw-consequence = It no longer counts then. If its quarter has no other reading, the device is open again.
withdraw-yes = Yes, withdraw
withdraw-no = Keep it
withdraw-trouble = We do not know yet whether the reading is withdrawn.
withdrawn-title = The reading is withdrawn.
withdrawn-due = The device is open again. Report the right values above.
withdrawn-text = The reading before it counts again.
note-was = Note: { $note }
received-on = on { $date }
exchanged-for = Exchanged for { $serial }
pages-title = Pages printed by quarter
series-mono = Black and white
series-colour = Colour
series-usual = usual, by the readings before
chart-region = Chart. The table below holds the same numbers.
chart-says = Pages by quarter from { $from } to { $to }, most recently { $pages }
chart-table = Numbers as a table
usual-range = usual { $least } to { $most }
quarter-unread = not read
history-file = Save as CSV file
history-file-code = The file needs a code, which we send to a contact on file.
history-file-trouble = The file cannot be loaded right now.
exchange-act = Device was exchanged
exchange-title = The device was exchanged.
exchange-text = Under “New value”, enter the last values of the old device, and as the date the day of the exchange. We enter the new device; after that you report its values.
exchange-serial = Serial number of the new device
exchange-not = Not exchanged after all
exchange-pending = Being exchanged for { $serial }, reported on { $date }.
exchange-short = being exchanged for { $serial }
exchange-waits = The new device appears here as soon as we have entered it.
reported-title = Readings reported
reported-nothing = Nothing has been reported in this window yet
reported-count = { $count ->
    [one] The readings of { $count } device have arrived.
   *[other] The readings of { $count } devices have arrived.
}
reported-kept = { $count ->
    [one] { $count } device is still on the sheet with a question.
   *[other] { $count } devices are still on the sheet with questions.
}
report-more = Report more
reported-values = Readings reported
still-loading = Still open
still-none = Nothing is open any more for this quarter
still-open = { $count ->
    [one] Still open: { $count } device, due on { $due }
   *[other] Still open: { $count } devices, due on { $due }
}

## Status pages

status-title = Status pages
status-one = Status page
status-missing = { $count ->
    [one] The status page of <em>one device</em> is missing
   *[other] The status pages of <em>{ $count } devices</em> are missing
}
status-none-missing = No status page is missing
status-lead = Print the page at the device and send it here as a photo or PDF, 10 MB at most.
status-lead-none = When we need one we will write to you, and the device will be listed here.
status-other = You may also send a status page of your own accord at any time: <link>choose a device</link>.
status-masked = You can download what others have sent once you have <link>confirmed yourself with a code</link>.
status-wanted = asked for on { $date }
status-wanted-until = wanted by { $date }
status-at-end = missing for the end of the contract on { $date }
status-late = was wanted by { $date }
status-received = arrived on { $date }
status-refused = not accepted on { $date }
status-none = none sent yet
status-note = A note on this: “{ $note }”
status-print = How this device prints it:
status-upload = Upload status page
status-upload-new = Upload a new status page
status-trouble = The status pages cannot be loaded at the moment.
status-see = View and upload
task-status-text = Take a photo or upload a PDF
task-status-open = { $count ->
    [one] one device open
   *[other] { $count } devices open
}
task-status-act = Upload
device-named = for { $model }, serial number { $serial }

## Uploads

upload-reading = “{ $name }” is being prepared …
upload-sending = “{ $name }” is being uploaded …
upload-inspecting = “{ $name }” is here and is being checked …
upload-slow = “{ $name }” is here. The check is taking longer than usual; you need not wait for it.
upload-accepted = “{ $name }” has arrived.
upload-not-accepted = “{ $name }” was not accepted.
upload-not-arrived = “{ $name }” has not arrived.
upload-empty = The file is empty. Choose another one.
upload-too-large = The file is larger than 10 MB. Make the picture smaller, or save it as PDF.
upload-other-kind = The portal takes PDF, PNG and JPEG. Save the file in one of these formats, or take a photo.
upload-gone = The file can no longer be read. Choose it once more.
upload-changed = It did not arrive as it was sent. Choose it once more.
upload-broken = The transfer broke off. Check your connection and try again.
upload-over = The time for the upload was over. Try again.
upload-trouble = The portal is not answering at the moment. Try again in a minute.
upload-another = Choose another file
upload-look = Look now
upload-leave = Stop trying
upload-fetch = Download “{ $name }”
upload-fetch-trouble = The file cannot be downloaded at the moment.

files-title = Photos and documents
files-add = Photos or documents
files-hint = PDF, PNG or JPEG, up to { $max } files of 10 MB each at most.
files-choose = Add files
files-drop = Remove
files-too-many = A case takes no more than { $max } files. The others were left out.
files-unfit = One of the files cannot be sent like this. Remove it, or choose another one.
files-fetch = download
files-hidden = A file that somebody else sent

## Help

help-title = Help
help-sign-in-title = Signing in
help-sign-in = You need the <strong>customer number</strong> and the <strong>contract number</strong>. Both are on every invoice, in the contract and on the sticker on the device. Your browser remembers country and language.
help-sign-in-code = Some contracts ask for a code as well. We send it to an e-mail address that is on file for the contract.
help-order-title = Ordering supplies
help-order-1 = Open <strong>Order</strong>. The table shows all devices of your contract.
help-order-2 = Filter by model, serial number, site, address or city and choose the device with a click on its row.
help-order-3 = Enter the <strong>quantity</strong> at the items that fit. Beside it you see when the item was last ordered and how many pages were printed since.
help-order-4 = For another device just choose the next row. Devices at different addresses are fine: we split the basket by address, and each gets its own order number.
help-order-5 = Under <strong>Go on to check</strong> you see addresses, attention and additional info. Choose the contact for the confirmation. If it is missing, add it with “New contact”; it is kept for the next time.
help-order-6 = After sending, the <strong>order numbers</strong> are on the screen and in the e-mail.
help-address = The delivery address itself is on file. If it is wrong, request a change while ordering. Until we confirm it we deliver to the previous address, or your order waits for it.
help-defect-title = Defective material
help-defect = Technically defective material is claimed, not ordered again. Tick <strong>Defective</strong> at the item: the replacement costs nothing. Without an order, and for trouble with the device itself, open <strong>Service</strong>: choose device and contact, describe it, save. By phone, your dealer or the service hotline helps: <tel>{ $hotline }</tel>, { $hours }. Have the serial number ready.
help-readings-title = Meter readings and dates
help-readings = At the end of <strong>March, June, September and December</strong> the readings of all devices are needed. The exact date and what is still missing stand on the start page.
help-readings-window = What counts is the day on which you read the meter at the device. It may lie from 14 days before the due date to 21 days after. Readings that are late may cost extra.
help-report-1 = Open <strong>Meter readings</strong>. The sheet shows each device with its counters, open ones first. “Where to look?” tells how to read this model.
help-report-2 = Enter the new readings. The pages printed stand beside them at once; the date is today and can be changed. Paste values from a spreadsheet into the first field.
help-report-3 = If a reading does not fit the ones before, we ask: take the suggestion, or give a reason.
help-report-4 = The button at the bottom reports what is in order. The rest stays and can be reported later. What you enter is saved as you go: you can sign out and go on later.
help-pages-title = Status page at the end of the contract
help-pages = At the latest at the end of the contract we need a current status page of every device, without being asked. How to print it and how to read the counters stands under “Order” at each device: open <strong>Reading the counters and printing the status page</strong> there.
help-ask-title = More questions?
help-ask = Call us: <tel>{ $hotline }</tel>, { $hours }. Or write to <mail>{ $mailbox }</mail>.

## Privacy

privacy-lead = As little as possible, and only for your orders, readings and service requests.
privacy-device-title = In your browser
privacy-device = Two cookies for signing in. One goes when you sign out. By the other we know for 180 days that somebody has signed in to your contract here before: wrong numbers that others try do not shut you out then. It opens nothing. The browser remembers country and language, the basket and readings that you have begun stay in this window until you sign out; names and e-mail addresses are not in it. There is no advertising, no tracking and nothing from other providers.
privacy-orders-title = About your contract
privacy-orders = Devices with site and readings, delivery addresses, your orders with item, quantity, reason, reference and state, and your service requests with all that was written about them. Readings that you have begun are kept until they are reported, for 60 days after the last change at most.
privacy-people-title = About people
privacy-people = Of contacts the name, e-mail address, language, what they are responsible for and, if given, phone. Whoever is signed in with the two numbers only sees them masked. After confirming with a code they can be changed and deleted, and under “Contract” all that is stored about a contact can be taken as a file. Once a contact is deleted, older orders and requests do not name it any more either.
privacy-sign-in-title = For security
privacy-sign-in = We count failed sign-ins for an hour, so that nobody tries out numbers. Sign-ins are kept only as checksums, codes not at all. Of each change we note when it came, from which network, and which contact had confirmed itself.
privacy-kept-title = How long things are kept
privacy-kept = Orders, service requests and changes of addresses for 7 years, readings, status pages and the record of changes for 9 years, as the law wants business letters and vouchers for so long. What became of e-mails, for 400 days. After that it is deleted by itself.
privacy-time-title = How long a sign-in lasts
privacy-time = 30 minutes without activity, 12 hours at most. After that you sign in again.
privacy-ask-title = Questions and deletion
privacy-ask = Write to <mail>{ $mailbox }</mail>.
