/**
 * What the API answers, as docs/api.md describes it.
 *
 * @typedef {{ code: string, languages: string[], hotline: string, hours: string, mailbox: string }} Country
 * @typedef {{ name: string, opens: string, due: string, closes: string, open: boolean }} Quarter
 * @typedef {{ name: string, phone?: string | null, email?: string | null }} Dealer
 * @typedef {object} Session
 * @property {"pending" | "link" | "numbers" | "confirmed"} level
 * @property {string} language
 * @property {string} expires_at
 * @property {number} idle_seconds
 * @property {string} today
 * @property {{ no: string, name: string }} customer
 * @property {{ no: string, starts: string, ends?: string | null, running: boolean, end?: EndDates | null, dealer?: Dealer | null }} contract
 * @property {Country} country
 * @property {Quarter} quarter
 *
 * @typedef {{ opens: string, closes: string }} EndDates the days on which a reading or a status page counts for the end
 * @typedef {object} EndDevice
 * @property {string} serial
 * @property {string} model
 * @property {string} site
 * @property {string} address
 * @property {("reading" | "status_page")[]} missing
 * @property {string | null} [reading]
 * @property {string | null} [status_page]
 * @typedef {object} ContractDetail
 * @property {string} no
 * @property {{ no: string, name: string }} customer
 * @property {Dealer | null} [dealer]
 * @property {string} starts
 * @property {string | null} [ends]
 * @property {boolean} running
 * @property {Country} country
 * @property {{ code_required: boolean, code_by_operator: boolean, guard_days: number, guard_percent: number, doubt_percent: number, doubt_pages: number }} settings
 * @property {Address[]} addresses
 * @property {number} devices
 * @property {(EndDates & { done: number, devices: EndDevice[] }) | null} [end]
 *
 * @typedef {object} SignedIn a session of the contract
 * @property {string} id
 * @property {'pending' | 'link' | 'numbers' | 'confirmed'} level
 * @property {string | null} contact
 * @property {string} began
 * @property {string} last_used
 * @property {boolean} current
 *
 * @typedef {object} Address
 * @property {string} id
 * @property {string} version
 * @property {string} name
 * @property {string} street
 * @property {string} postcode
 * @property {string} city
 * @property {string} country
 * @property {string | null} [additional_info]
 * @property {string | null} [attention]
 * @property {string | null} [attention_hint]
 * @property {Planned} [change]
 *
 * @typedef {"pending" | "approved" | "rejected"} ChangeState
 * @typedef {{ number: string, shown: string, effective: string, state: ChangeState }} Planned a change of an address
 * @typedef {object} AddressChange
 * @property {string} number
 * @property {string} shown
 * @property {string} asked_at
 * @property {ChangeState} state
 * @property {string} serial
 * @property {boolean} whole_address
 * @property {string} effective
 * @property {Address} before
 * @property {Address} wanted
 * @property {string | null} [site]
 * @property {string | null} [note]
 * @property {string | null} [reason]
 *
 * @typedef {object} Device
 * @property {string} serial
 * @property {string} model
 * @property {string} site
 * @property {string} address
 * @property {string} installed
 * @property {string | null} [removed]
 * @property {{ id: string, kind: string, label: string, last?: { date: string, value: number } | null }[]} counters
 * @property {boolean} due
 * @property {boolean} overdue
 * @property {{ successor: string, date: string, reported_at: string } | null} [exchange] another device stands in its place
 * @property {{ since: string, until?: string | null, note?: string | null } | null} [status_page_requested]
 * @property {Planned | null} [change]
 * @typedef {{ addresses: Address[], devices: Device[], next: string | null }} DevicePage
 * @typedef {Device & { how_to: HowTo }} DeviceDetail
 *
 * @typedef {{ id: string, upload: { url: string, method: string, headers: Record<string, string>, expires_at: string } }} Expected a file that may be put
 * @typedef {object} Upload
 * @property {string} id
 * @property {string | null} [name]
 * @property {string} type
 * @property {number} size
 * @property {string} announced_at
 * @property {"announced" | "accepted" | "refused"} state
 * @property {string | null} [settled_at]
 * @property {string | null} [code]
 * @property {string | null} [detail]
 * @property {boolean} openable
 * @typedef {{ serial: string, requested?: Device["status_page_requested"], at_end?: string | null, received?: string | null, uploads: Upload[] }} DeviceStatusPages
 *
 * @typedef {"toner" | "drum" | "belt" | "fuser" | "other"} Kind
 * @typedef {"c" | "m" | "y" | "k"} Colour
 * @typedef {object} Guard
 * @property {{ date: string, quantity: number } | null} [last]
 * @property {number | null} [days_since]
 * @property {number | null} [pages_since]
 * @property {boolean} no_reading_since
 * @property {number} under_way
 * @property {"too_soon" | "low_use" | null} [warning]
 * @typedef {{ no: string, name: string, kind: Kind, colour?: Colour | null, yield?: number | null, guard: Guard }} Article
 * @typedef {{ counters: string, status_page: string }} HowTo
 * @typedef {{ serial: string, model: string, reading_date?: string | null, how_to: HowTo, articles: Article[] }} DeviceArticles
 *
 * @typedef {"board_exchanged" | "device_exchanged" | "overflow" | "earlier_wrong"} CauseKind
 * @typedef {{ kind: CauseKind, last?: number, start?: number, serial?: string }} Cause
 * @typedef {{ serial: string, date: string, values: { counter: string, value: number, cause?: Cause }[], reason?: string, replaces?: string }} Reading
 * @typedef {"ok" | "doubtful" | "refused"} Outcome
 * @typedef {{ kind: string, detail: string, values: { serial: string, counter: string, value: number }[] }} Slip
 *
 * @typedef {object} CheckedValue
 * @property {string} counter
 * @property {number | null} [value]
 * @property {Outcome} outcome
 * @property {number | null} [pages]
 * @property {{ date: string, value: number } | null} [last]
 * @property {string | null} [code]
 * @property {string | null} [detail]
 * @property {Slip | null} [slip]
 * @property {CauseKind[] | null} [causes]
 *
 * @typedef {object} CheckedRow
 * @property {string} serial
 * @property {string | null} [date]
 * @property {Outcome} outcome
 * @property {string | null} [quarter]
 * @property {string | null} [code]
 * @property {string | null} [detail]
 * @property {CheckedValue[]} values
 *
 * @typedef {{ serial: string, date: string, values: { counter: string, value: number | string }[], reason?: string }} FileReading a value that is no number stands as it was written
 * @typedef {{ row: number, column?: string | null, heading?: string | null, serial?: string | null, counter?: string | null, code: string, detail: string }} FileError
 * @typedef {{ readings: FileReading[], rows: CheckedRow[], errors: FileError[], errors_left_out: number }} ReadFile
 *
 * @typedef {"accepted" | "doubtful" | "replaced" | "withdrawn" | "rejected"} ReadingState
 * @typedef {object} PastReading
 * @property {string} id
 * @property {string} date
 * @property {string} received_at
 * @property {string | null} [quarter]
 * @property {ReadingState} state
 * @property {string} source
 * @property {string | null} [replaces]
 * @property {string | null} [replaced_by]
 * @property {boolean} correctable
 * @property {string | null} [correctable_until]
 * @property {string | null} [reason]
 * @property {string | null} [note]
 * @property {string | null} [successor]
 * @property {{ counter: string, label: string, value: number, pages?: number | null, cause?: CauseKind | null }[]} values
 * @typedef {{ counter: string, pages?: number | null, least?: number | null, most?: number | null }} CounterQuarter
 * @typedef {{ quarter: string, read: boolean, counters: CounterQuarter[] }} QuarterPages
 * @typedef {{ serial: string, readings: PastReading[], quarters: QuarterPages[], next: string | null }} ReadingPage
 *
 * @typedef {object} SavedEntry what stands in the fields of a device, as the server keeps it
 * @property {Record<string, string>} values
 * @property {Record<string, { kind: CauseKind, last: string, start: string }>} [causes]
 * @property {string | null} [date]
 * @property {string | null} [reason]
 * @typedef {{ date: string | null, devices: Record<string, SavedEntry> }} SavedDraft
 *
 * @typedef {object} Contact
 * @property {string} id
 * @property {string} language
 * @property {string} [hint]
 * @property {string} [first_name]
 * @property {string} [last_name]
 * @property {string} [email]
 * @property {string | null} [phone]
 * @property {boolean} [confirmed] whether a code can be mailed to it
 * @property {Duty[]} [duties]
 * @property {{ since: string, why: "bounce" | "complaint" } | null} [undeliverable] letters do not get through
 * @typedef {"readings" | "orders" | "tickets"} DutyKind
 * @typedef {{ duty: DutyKind, devices?: string[] }} Duty for all devices where none are named
 * @typedef {{ id: string, hint: string }} CodeContact
 * @typedef {{ contacts: CodeContact[], cause: "contract" | "guessing" }} CodeWanted why the numbers are not enough, and where a code can go
 *
 * @typedef {object} CheckedLine
 * @property {string} serial
 * @property {string} model
 * @property {string} site
 * @property {string} article
 * @property {string} name
 * @property {Kind} kind
 * @property {Colour | null} [colour]
 * @property {number} quantity
 * @property {boolean} claim
 * @property {string | null} [reason]
 * @property {Guard} guard
 * @property {boolean} reason_needed
 * @typedef {{ number: string, shown: string, effective: string, serial?: string | null }} PendingChange of an address, or of this device's
 * @typedef {{ address: Address, change?: PendingChange | null, waits: boolean, articles: number, claims: number, lines: CheckedLine[] }} CheckedOrder
 *
 * @typedef {"received" | "confirmed" | "shipped" | "delivered" | "cancelled"} OrderState
 * @typedef {object} OrderSummary
 * @property {string} number
 * @property {string} shown
 * @property {string} placed_at
 * @property {boolean} waits for a change of its address
 * @property {OrderState} state
 * @property {string | null} [reference]
 * @property {string} name
 * @property {string} street
 * @property {string} postcode
 * @property {string} city
 * @property {number} articles
 * @property {number} claims
 * @property {string[]} serials
 *
 * @typedef {object} OrderLine
 * @property {string} serial
 * @property {string} model
 * @property {string} site
 * @property {string} article
 * @property {string} name
 * @property {Kind} kind
 * @property {Colour | null} [colour]
 * @property {number} quantity
 * @property {boolean} claim
 * @property {string | null} [reason]
 * @property {string | null} [ticket] of a claim
 *
 * @typedef {object} Order
 * @property {string} number
 * @property {string} shown
 * @property {string} placed_at
 * @property {OrderState} state
 * @property {{ state: OrderState, at: string }[]} history
 * @property {string | null} [reference]
 * @property {Address} address
 * @property {OrderLine[]} lines
 * @property {Contact | null} contact
 * @property {boolean} cancellable
 * @property {{ change: string, asks: boolean } | null} [waits] for a change of its address
 * @property {{ carrier: string, tracking?: string | null } | null} [shipment]
 * @property {string | null} [reason] why the operator cancelled it
 *
 * @typedef {"fault" | "supply_claim" | "question"} TicketKind
 * @typedef {"received" | "scheduled" | "done" | "cancelled"} TicketState
 * @typedef {{ date: string, from?: string | null, until?: string | null }} Appointment
 * @typedef {{ article: string, name: string, kind: Kind, colour?: Colour | null, quantity: number, delivered?: string | null, pages?: number | null, yield?: number | null }} Part
 * @typedef {object} Ticket
 * @property {string} number
 * @property {string} shown
 * @property {number} visit
 * @property {TicketKind} kind
 * @property {TicketState} state
 * @property {string} opened_at
 * @property {string} changed_at
 * @property {string} serial
 * @property {string} model
 * @property {string} site
 * @property {Part | null} [part]
 * @property {Appointment | null} [appointment]
 * @property {number} message_count
 * @property {"customer" | "operator" | null} [last_from]
 * @property {string | null} [order]
 * @typedef {{ tickets: Ticket[], next: string | null }} TicketPage
 * @typedef {{ visit: number, state: TicketState, at: string, appointment?: Appointment | null }} TicketStage
 * @typedef {{ number: number, visit: number, from: "customer" | "operator", at: string, text?: string, author?: string | null }} TicketMessage without a text where this session may not see it
 * @typedef {Ticket & { open: boolean, history: TicketStage[], address: Address, contact: Contact | null, messages: TicketMessage[], files: Upload[], hidden?: { count: number, needs: string } | null }} TicketDetail
 *
 * @typedef {{ pointer?: string, code?: string, detail: string }} FieldProblem
 */
export {};
