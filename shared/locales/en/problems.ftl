# Refusals: the id is the code that clients see.

## Titles of problem documents

problem_invalid = Check the marked fields.
problem_malformed = The request could not be read. Nothing was saved.
problem_not_json = The request had the wrong format. Nothing was saved.
problem_not_a_file = The file arrived in the wrong form. Nothing was saved.
problem_too_large = The request was too large. Nothing was saved.
problem_signed_out = You are signed out. Sign in again.
problem_wrong_numbers = There is no contract with these details. Check country, customer number and contract number.
problem_link_over = This link is no longer good. Sign in with your customer and contract number.
problem_code_needed = This needs a code that we send you by e-mail.
problem_sign_in_needed = Your link opens the counters only. For everything else sign in with customer and contract number.
problem_wrong_origin = Open the portal at its own address.
problem_not_found = There is no such thing in this contract.
problem_too_many_attempts = Too many attempts. { $minutes ->
    [one] You can go on in a minute.
   *[other] You can go on in { $minutes } minutes.
  }
problem_busy = The service is busy. Try again in a moment; nothing is saved twice.
problem_internal = Something went wrong on our side. Try again; nothing is saved twice.

## Fields

required = This is missing.
unknown_field = The portal does not know this field.
wrong_type = This has the wrong form.
too_long = { $max ->
    [one] One character at most.
   *[other] { $max } characters at most.
  }
control_characters = This contains control characters or line breaks. Type it again.
country_unknown = Choose a country from the list.
language_unknown = Choose a language from the list.
customer_no_form = A customer number has 8 digits, for example 17102995.
contract_no_form = A contract number has up to 12 letters and digits, for example SPV-20418.
serial_form = A serial number has up to 30 letters and digits.
article_no_form = An article number has up to 20 letters and digits.
id_form = This id does not come from the portal.
model_form = A model has up to 60 characters and no #.
email_form = Enter an e-mail address, for example name@company.com.
phone_form = Enter a phone number, for example 0211 5266 252.
number_form = An order or case number has 12 digits, for example 26327 481920 4.
number_mistyped = A digit of this number is mistyped.
cursor_form = Load the list again.
quantity_range = Enter a quantity from 0 to { $max }.
duplicate_line = You have this article for this device already. Change the quantity there.
duplicate_delivery = This address is listed twice.
no_lines = Choose at least one article.
too_many_lines = An order has { $max } lines at most. Split it.
too_many_devices = An order covers { $max } devices at most. Split it.
too_many_addresses = An order goes to { $max } addresses at most. Split it.
too_many_claims = { $max } claims at most can be sent at once. Split them.
reason_needed = Give a reason for this order.
device_unknown = This device does not belong to this contract.
device_not_in_use = This device is no longer or not yet in use.
article_unknown = This article does not fit this device.
contact_missing = Choose a contact from the list.
contact_unknown = Choose a contact from the list.
delivery_unused = Nothing of this order goes to this address.
idempotency_key_missing = The request lacks its Idempotency-Key.
idempotency_key_form = The Idempotency-Key has 1 to 255 visible ASCII characters.
idempotency_key_reused = This key belongs to another request already.
code_form = The code has 8 digits.
code_wrong = This is not the code from the e-mail. { $left ->
    [0] Ask for a new one.
    [one] You have one try left.
   *[other] You have { $left } tries left.
  }
code_used_up = After too many tries the code is no longer valid. Ask for a new one.
code_expired = The code is no longer valid. Ask for a new one.
address_changed = The delivery address has been changed meanwhile. Check it again; nothing was ordered.
address_change_pending = A change is requested or planned for this address or device already.
address_unchanged = This is the address that we have already.
effective_range = Choose a day from today to a year ahead.
site_of_one_device = The site can be changed for a single device only.
no_change_pending = No change of this address is open that the order could wait for.
address_change_decided = The change of address was decided a moment ago. Check the delivery address once more; nothing was ordered.
order_not_waiting = This order no longer waits for an address.
contract_not_running = The contract is not running at present. Orders are possible during its term only.
link_form = A link begins with https:// and leads to an address on the internet.
contract_ended = The contract ended on { $ended }. Only counter readings and status pages are still taken, until { $until }.
code_by_operator = The operator of the portal requires a code for this contract. Call the hotline if that should change.
order_not_cancellable = This order can no longer be cancelled. Call the hotline.
email_taken = Another contact has this e-mail address already.
last_confirmed_contact = This is the last confirmed contact. Confirm another one by a code first.
too_many_contacts = A contract has { $max } contacts at most. Delete one that is no longer needed first.
duty_twice = This responsibility is given twice.
too_many_devices_chosen = At most { $max } single devices. Otherwise choose all devices.
changed_meanwhile = Somebody else changed something here at the same moment. Check again; nothing was saved.

## Readings

date_in_future = Readings can be reported up to today only.
date_form = Enter a day that exists, for example 31 Dec 2026.
date_before_contract = The contract begins on { $starts } only.
date_before_last = This device has a reading of { $last } already.
counter_unknown = The device has no counter { $counter }.
counter_missing = The value of { $counter } is missing.
counter_twice = This counter is given twice.
device_twice = This device is given twice.
value_form = Enter a whole number from 0.
value_above_maximum = This counter shows { $max } at most.
value_below_last = This is less than last time ({ $last }). What happened?
final_below_last = This is less than last time ({ $last }). Enter the final value of the old device here.
device_exchanged = This device was exchanged for { $successor } on { $date }. The new one is reported as soon as we have entered it.
exchange_differs = Enter only one serial number for the new device.
exchange_same = This is the serial number of the old device. Enter that of the new one.
exchange_known = This device was in the contract before. Enter the serial number of the new one.
cause_form = Choose an explanation and complete it.
board_last_below = The last value of the old board is below last time's ({ $last }).
board_start_above = The new board began at { $start }, but the value is lower.
overflow_implausible = Past the maximum this would be { $pages } pages. That is too many for an overflow.
earlier_reading_wrong = So the earlier reading was wrong. How many pages were printed since then cannot be told.
no_pages = No page was printed since last time; about { $expected } would be usual here.
many_pages = This would be { $pages } pages; { $least } to { $most } are usual here.
few_pages = This would be { $pages } pages only; { $least } to { $most } are usual here.
no_readings = Enter at least one reading.
too_many_readings = { $max } devices at most can be sent at once. Split them.
draft_full = The draft is full. Send the devices that are ready first.
reading_unknown = This device has no such reading.
reading_void = This reading no longer counts: it was replaced, withdrawn or rejected before.
reading_of_operator = We entered this reading. If it is wrong, call the hotline.
reading_not_latest = There is a later reading, of { $last }. Only the latest one can be changed.
correction_closed = This reading could be changed until { $closed }. If it is wrong, call the hotline.

slip_swapped = The two counters are swapped: { $counter } shows { $value }.
slip_total_in_mono = This is the sum of both counters: { $counter } shows { $value }.
slip_digit_doubled = A digit is doubled: { $counter } shows { $value }.
slip_digit_missing = A digit is missing: { $counter } shows { $value }.
slip_neighbour_swapped = These values are swapped with those of { $model }, { $site } ({ $serial }).
slip_neighbour_repeated = The same values stand at { $model }, { $site } ({ $serial }) already.

## Tickets

text_control = The text contains control characters. Type that part again.
ticket_kind_form = Choose what it is about.
part_missing = Choose the defective part.
part_without_claim = A part is named only when it is defective.
pieces_range = Enter a number from 1 to { $max }.
ticket_done = This case is closed. If something is still open, request another visit.
ticket_open = This case is still open. Add a message to it.
ticket_full = This case has a great many messages already. Please call the hotline.
visit_unknown = This case has no such visit.

## Files of readings

file_empty = The file is empty.
file_kind_unknown = The portal takes PDF, PNG and JPEG. Save the file in one of these formats, or take a photo.
file_too_large = The file is larger than { $max } MB. Make the picture smaller, or save it as PDF.
hash_form = The checksum has 64 hexadecimal digits.
file_other_kind = The file is no PDF, PNG or JPEG, even though its name ends that way. Choose another file.
file_other_content = The file did not arrive as it was sent. Upload it once more.
file_not_there = This file has not arrived yet, or was not accepted.
too_many_files = A case has { $max } files at most. Write what is missing in a message.
file_password = The file is protected by a password. Save it without one and upload it again.
file_other_format = The portal cannot read this file format. Save the table as an Excel workbook (XLSX) or as CSV.
file_not_a_sheet = This is not a table. Upload an Excel workbook (XLSX) or a CSV file.
file_broken = The file is damaged. Open it in your spreadsheet program, save it again and upload it once more.
file_encoding = The text in the file is damaged. Save the table again, preferably as an Excel workbook (XLSX).
file_unpacked_too_large = There is too much in this file. Delete pictures, other sheets and empty rows, or split it.
file_too_many_rows = The table has more than { $max } rows. Split it into several files.
file_column_missing = { $column ->
    [serial] The table lacks the column “Serial number”.
   *[value] The table lacks the column “New reading”.
  }
file_without_values = There is no new reading in the table. Enter the readings in the column “New reading”.
cell_without_result = There is a formula without a result here. Enter the number itself.
cell_merged = This cell is merged over several rows. Unmerge it and enter each reading by itself.
date_ambiguous = Day and month cannot be told apart here. Write the date as in 2026-12-31.
dates_differ = Row { $row } has another date for this device. All counters of a device need the same one.
row_twice = This counter of the device is in row { $row } already.
counter_not_named = This device has several counters. Name the one that is meant.
