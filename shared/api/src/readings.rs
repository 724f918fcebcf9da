//! What `check_readings` and `submit_readings` have in common: the form, whose rows are answered one by one, and the answer's rows.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    Cause, CheckedReading, Counter, CounterId, Device, Entry, Invalid, Language, NewReading,
    NewValue, Outcome, Reading, Refusal, Result, Serial, Session, Text,
};
use events::{DeviceExchanged, Event, ReportCompleted, ReportedReading};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use store::{ReadingChange, ReadingFacts, new_id};
use utoipa::ToSchema;
use utoipa::openapi::schema::{Object, SchemaType, Type};

use crate::problem::sentence;
use crate::{Field, Unknown};

/// Devices of one request at most.
pub const MAX_READINGS: usize = 400;

/// Readings of one or several devices.
#[derive(Debug, Deserialize, ToSchema)]
pub struct ReadingsForm {
    /// One set a device.
    #[schema(value_type = Vec<ReadingsFormRow>, max_items = 400)]
    readings: Field<Vec<ReadingsFormRow>>,
    #[serde(flatten)]
    #[schema(ignore)]
    unknown: Unknown,
}

/// The counters of one device at one date.
#[derive(Debug, Deserialize, ToSchema)]
pub struct ReadingsFormRow {
    /// The device.
    #[schema(value_type = String, max_length = 30)]
    serial: Field<String>,
    /// The day on which the counters were read.
    #[schema(value_type = String, format = Date)]
    date: Field<String>,
    #[schema(value_type = Vec<ReadingsFormValue>)]
    values: Field<Vec<ReadingsFormValue>>,
    /// Why doubtful values are right all the same.
    #[schema(value_type = Option<String>, max_length = 200)]
    reason: Field<String>,
    /// The id of the set that this one corrects.
    #[schema(value_type = Option<String>)]
    replaces: Field<String>,
    /// `file` where the sender had filled in a file.
    #[schema(value_type = Option<String>, example = "file")]
    source: Field<String>,
    #[serde(flatten)]
    #[schema(ignore)]
    unknown: Unknown,
}

/// One counter's value.
#[derive(Debug, Deserialize, ToSchema)]
pub struct ReadingsFormValue {
    #[schema(value_type = String)]
    counter: Field<String>,
    /// A whole number; as text it may have separators between its thousands.
    #[schema(schema_with = number_or_text)]
    value: Field<Value>,
    /// Why it is lower than before.
    #[schema(value_type = Option<Object>)]
    cause: Field<Cause>,
    #[serde(flatten)]
    #[schema(ignore)]
    unknown: Unknown,
}

fn number_or_text() -> Object {
    Object::builder()
        .schema_type(SchemaType::from_iter([Type::Integer, Type::String]))
        .minimum(Some(0))
        .description(Some("A whole number; as text it may have separators between its thousands."))
        .build()
}

/// A row of the form: a set that can be judged, or why it cannot.
#[derive(Debug)]
pub struct ReadingRow {
    serial: String,
    set: Result<NewReading, (Option<CounterId>, Refusal)>,
}

/// Rows of a request with what the table says to them.
#[derive(Debug)]
pub struct Judged {
    /// What is answered about it.
    pub view: RowView,
    /// What it comes to, unless the row was refused as a whole.
    pub set: Option<JudgedSet>,
}

/// A set with its judgement.
#[derive(Debug)]
pub struct JudgedSet {
    /// The set.
    pub new: NewReading,
    /// Its judgement.
    pub checked: CheckedReading,
    /// The device without the set that this one corrects.
    pub device: Device,
    /// The set that it corrects.
    pub replaced: Option<Reading>,
}

/// A judged row.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct RowView {
    serial: String,
    /// The id of the set, once it is taken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    id: Option<String>,
    /// The id of the set that it corrects.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    replaces: Option<String>,
    #[schema(value_type = Option<String>, format = Date)]
    date: Option<Date>,
    /// `ok`, `doubtful` or `refused`
    #[schema(value_type = String, example = "ok")]
    outcome: Outcome,
    /// The quarter for which it counts; none for an interim reading.
    quarter: Option<String>,
    /// What is wrong with the whole row.
    code: Option<String>,
    /// The same as a sentence.
    detail: Option<String>,
    values: Vec<ValueView>,
}

/// A judged value.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct ValueView {
    counter: String,
    value: Option<u64>,
    #[schema(value_type = String, example = "ok")]
    outcome: Outcome,
    /// Printed pages since the last reading.
    pages: Option<u64>,
    last: Option<LastView>,
    code: Option<String>,
    detail: Option<String>,
    /// The likely mistake and what repairs it.
    slip: Option<SlipView>,
    /// Explanations that a value below the last one can be given.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    causes: Vec<String>,
}

/// The reading before.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct LastView {
    #[schema(value_type = String, format = Date)]
    date: Date,
    value: u64,
}

/// A likely mistake.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct SlipView {
    kind: String,
    detail: String,
    values: Vec<SlipValue>,
}

/// A value that repairs a mistake.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct SlipValue {
    serial: String,
    counter: String,
    value: u64,
}

impl ReadingsForm {
    /// The rows, each parsed for itself: one that is broken does not hold up the others.
    ///
    /// # Errors
    ///
    /// [`domain::Error::Invalid`] when there are none or too many, or the form has unknown fields.
    pub fn rows(&self) -> Result<Vec<ReadingRow>> {
        let mut invalid = Invalid::default();
        self.unknown.refuse("#", &mut invalid);
        self.readings.required("#/readings", &mut invalid, |rows| match rows.len() {
            0 => Err(Refusal::NoReadings),
            1..=MAX_READINGS => Ok(()),
            _ => Err(Refusal::TooManyReadings { max: MAX_READINGS }),
        });
        invalid.finish()?;
        let mut seen = BTreeSet::new();
        let rows = self.readings.items().iter().map(|row| {
            let mut row = row.parse();
            if let Ok(set) = &row.set
                && !seen.insert(set.serial.clone())
            {
                row.set = Err((None, Refusal::DeviceTwice));
            }
            row
        });
        Ok(rows.collect())
    }
}

impl ReadingsFormRow {
    fn parse(&self) -> ReadingRow {
        let serial = match &self.serial {
            Field::Given(serial) => serial.chars().take(40).collect(),
            _ => String::new(),
        };
        ReadingRow { serial, set: self.set() }
    }

    fn set(&self) -> Result<NewReading, (Option<CounterId>, Refusal)> {
        let mut invalid = Invalid::default();
        self.unknown.refuse("#", &mut invalid);
        let serial = self.serial.required("#", &mut invalid, |raw| Serial::parse(raw));
        let date = self
            .date
            .required("#", &mut invalid, |raw| raw.trim().parse().map_err(|_| Refusal::DateForm));
        self.values.required("#", &mut invalid, |_| Ok(()));
        let reason = self.reason.optional("#", &mut invalid, |raw| Text::optional_line(raw, 200));
        let replaces = self.replaces.optional("#", &mut invalid, |raw| entry_id(raw));
        let from_file = self.source.optional("#", &mut invalid, |raw| match raw.as_str() {
            "file" => Ok(()),
            _ => Err(Refusal::WrongType),
        });
        let first = invalid.0.into_iter().next().map(|field| field.refusal);
        let (Some(serial), Some(date), None) = (serial, date, &first) else {
            return Err((None, first.unwrap_or(Refusal::WrongType)));
        };
        let mut values = BTreeMap::new();
        for value in self.values.items() {
            let (id, value) = value.parse()?;
            if values.insert(id.clone(), value).is_some() {
                return Err((Some(id), Refusal::CounterTwice));
            }
        }
        let (reason, from_file) = (reason.flatten(), from_file.is_some());
        Ok(NewReading { serial, date, values, reason, replaces, from_file })
    }
}

impl ReadingsFormValue {
    fn parse(&self) -> Result<(CounterId, NewValue), (Option<CounterId>, Refusal)> {
        let mut invalid = Invalid::default();
        self.unknown.refuse("#", &mut invalid);
        let id = self.counter.required("#", &mut invalid, |raw| CounterId::parse(raw));
        let value = self.value.required("#", &mut invalid, whole_number);
        let cause = self.cause.optional("#", &mut invalid, |cause| Ok(cause.clone()));
        let refused = invalid.0.into_iter().next().map(|field| match &self.cause {
            Field::Wrong if matches!(field.refusal, Refusal::WrongType) => Refusal::CauseForm,
            _ => field.refusal,
        });
        match (id, value, refused) {
            (Some(id), Some(value), None) => Ok((id, NewValue { value, cause })),
            (id, _, refused) => Err((id, refused.unwrap_or(Refusal::WrongType))),
        }
    }
}

/// The id of an entry as it stands in a path or a row.
///
/// # Errors
///
/// [`Refusal::IdForm`] for what this portal did not make.
pub fn entry_id(raw: &str) -> Result<String, Refusal> {
    let good = raw.len() == 26 && raw.bytes().all(|b| b.is_ascii_alphanumeric());
    if good { Ok(raw.to_owned()) } else { Err(Refusal::IdForm) }
}

/// The devices that rows name, those that stand in the place of others included, and those of them whose readings rows correct.
pub fn named(rows: &[ReadingRow]) -> (BTreeSet<Serial>, BTreeSet<Serial>) {
    let sets = || rows.iter().filter_map(|row| row.set.as_ref().ok());
    let all = sets().flat_map(|set| set.successors().chain([&set.serial]).cloned()).collect();
    let corrected = sets().filter(|set| set.replaces.is_some()).map(|set| set.serial.clone());
    (all, corrected.collect())
}

/// The rows as transactions of `most` actions take them. Goes by what the request says alone, so that a retry finds the same parts.
pub fn parts(rows: &[ReadingRow], most: usize) -> Vec<&[ReadingRow]> {
    let (mut parts, mut from, mut actions) = (Vec::new(), 0, 0);
    for (at, row) in rows.iter().enumerate() {
        let needs = row.set().map_or(0, |set| {
            // Its entry and its device; a doubtful set is marked, a corrected one is marked no more, an exchange is an event.
            let more = [set.reason.is_some(), set.replaces.is_some(), set.successors().count() > 0];
            2 + more.into_iter().filter(|more| *more).count()
        });
        if actions + needs > most {
            parts.push(&rows[from..at]);
            (from, actions) = (at, 0);
        }
        actions += needs;
    }
    parts.push(&rows[from..]);
    parts
}

/// A whole number, or a text that is one.
fn whole_number(raw: &Value) -> Result<u64, Refusal> {
    match raw {
        Value::Number(number) => number.as_u64().ok_or(Refusal::ValueForm),
        Value::String(text) => Counter::parse_value(text),
        _ => Err(Refusal::ValueForm),
    }
}

/// Rows that asked something are compared with so many others that did, in the order of the request.
const NEIGHBOURS: usize = 20;

/// Judges all rows of a request: each for itself, and then those that ask something with the others.
pub fn judge(
    rows: &[ReadingRow],
    facts: &ReadingFacts,
    today: Date,
    language: Language,
) -> Vec<Judged> {
    let mut judged: Vec<Judged> =
        rows.iter().map(|row| row.judge(facts, today, language)).collect();
    let asks = |at: &usize| {
        judged[*at].set.as_ref().is_some_and(|set| set.checked.outcome() != Outcome::Ok)
    };
    let asking: Vec<usize> = (0..judged.len()).filter(asks).collect();
    let mut slips = BTreeMap::new();
    for (place, at) in asking.iter().enumerate() {
        let Some(mine) = judged[*at].set.as_ref().filter(|_| !slips.contains_key(at)) else {
            continue;
        };
        let others = asking[place + 1..].iter().take(NEIGHBOURS);
        let mut others = others.filter_map(|at| Some((*at, judged[*at].set.as_ref()?)));
        let mixed = others.find(|(other, theirs)| {
            let pair = (&theirs.new, &theirs.device);
            !slips.contains_key(other)
                && mine.new.mixed_up_with(&mine.device, pair, &facts.contract, today)
        });
        if let Some((other, theirs)) = mixed {
            slips.insert(*at, neighbour_slip(mine, theirs, true, language));
            slips.insert(other, neighbour_slip(theirs, mine, true, language));
        }
    }
    for at in asking {
        let Some(mine) = &judged[at].set else { continue };
        let others = judged.iter().enumerate().filter(|(other, _)| *other != at);
        let mut others = others.filter_map(|(_, row)| row.set.as_ref());
        let unexplained = !slips.contains_key(&at) && !judged[at].view.has_slip();
        if let Some(same) = others.find(|other| unexplained && mine.new.repeats(&other.new)) {
            slips.insert(at, neighbour_slip(mine, same, false, language));
        }
    }
    for (at, slip) in slips {
        judged[at].view.explain(slip);
    }
    judged
}

/// The slip of somebody who mixed up two devices: the other one by name, and what repairs both rows. Where it only repeats the
/// other one there is nothing to repair it with.
fn neighbour_slip(
    mine: &JudgedSet,
    theirs: &JudgedSet,
    mixed: bool,
    language: Language,
) -> SlipView {
    let kind = if mixed { "neighbour_swapped" } else { "neighbour_repeated" };
    let mut args = locales::FluentArgs::new();
    args.set("model", theirs.device.model.to_string());
    args.set("site", theirs.device.site.clone());
    args.set("serial", theirs.device.serial.to_string());
    let to = |device: &Device, values: &NewReading| {
        let serial = device.serial.to_string();
        let values = values.values.iter().map(|(id, new)| SlipValue {
            serial: serial.clone(),
            counter: id.to_string(),
            value: new.value,
        });
        values.collect::<Vec<_>>()
    };
    let values = match mixed {
        true => [to(&mine.device, &theirs.new), to(&theirs.device, &mine.new)].concat(),
        false => Vec::new(),
    };
    let texts = locales::Texts::of(language);
    let detail = texts.text_with(&format!("slip_{kind}"), &args);
    SlipView { kind: kind.to_owned(), detail, values }
}

impl ReadingRow {
    /// The set that the row holds, if it can be one.
    pub fn set(&self) -> Option<&NewReading> {
        self.set.as_ref().ok()
    }

    /// Judges the row by itself. A foreign device and one that does not exist are refused alike.
    fn judge(&self, facts: &ReadingFacts, today: Date, language: Language) -> Judged {
        let set = match &self.set {
            Ok(set) => set,
            Err((counter, refusal)) => {
                return Judged {
                    view: self.refused(None, counter.as_ref(), refusal, language),
                    set: None,
                };
            }
        };
        let refused = |refusal: &Refusal| Judged {
            view: self.refused(Some(set.date), None, refusal, language),
            set: None,
        };
        let Some(device) = facts.devices.get(&set.serial) else {
            return refused(&Refusal::DeviceUnknown);
        };
        let (device, replaced) = match before(set, device, facts, today) {
            Ok(before) => before,
            Err(refusal) => return refused(&refusal),
        };
        if let Some(refusal) = set.successors().find_map(|known| was_there(known, &device, facts)) {
            return refused(&refusal);
        }
        match set.check(&device, &facts.contract, today) {
            Err(refusal) => refused(&refusal),
            Ok(checked) => {
                let slip = match checked.outcome() {
                    Outcome::Ok => None,
                    _ => set.slip(&device, &facts.contract, today),
                };
                let slip = slip.map(|slip| slip_view(&set.serial, &device, &slip, language));
                let view = view(set, &checked, slip.as_ref(), language);
                Judged {
                    view,
                    set: Some(JudgedSet { new: set.clone(), checked, device, replaced }),
                }
            }
        }
    }

    fn refused(
        &self,
        date: Option<Date>,
        counter: Option<&CounterId>,
        refusal: &Refusal,
        language: Language,
    ) -> RowView {
        let (code, detail) = (refusal.code().to_owned(), sentence(language, refusal));
        let (row, values) = match counter {
            None => (Some((code, detail)), Vec::new()),
            Some(counter) => {
                let value = ValueView {
                    counter: counter.to_string(),
                    value: None,
                    outcome: Outcome::Refused,
                    pages: None,
                    last: None,
                    code: Some(code),
                    detail: Some(detail),
                    slip: None,
                    causes: Vec::new(),
                };
                (None, vec![value])
            }
        };
        let (code, detail) = row.unzip();
        let outcome = Outcome::Refused;
        RowView {
            serial: self.serial.clone(),
            id: None,
            replaces: None,
            date,
            outcome,
            quarter: None,
            code,
            detail,
            values,
        }
    }
}

/// Why `successor` cannot stand in the place of `device`: it was there while that one was still read.
fn was_there(successor: &Serial, device: &Device, facts: &ReadingFacts) -> Option<Refusal> {
    let known = facts.devices.get(successor).filter(|known| known.serial != device.serial)?;
    let read = device.reading_date().unwrap_or(device.installed);
    (known.installed < read).then_some(Refusal::ExchangeKnown)
}

/// The device as it was before the set: without the one that the set corrects, which is named too.
fn before(
    set: &NewReading,
    device: &Device,
    facts: &ReadingFacts,
    today: Date,
) -> Result<(Device, Option<Reading>), Refusal> {
    let Some(id) = &set.replaces else { return Ok((device.clone(), None)) };
    let history = facts.histories.get(&set.serial).ok_or(Refusal::ReadingUnknown)?;
    if !history.matches(device) {
        return Err(Refusal::ChangedMeanwhile);
    }
    let replaced = history.changeable(id, today)?.reading.clone();
    Ok((history.without(device, id), Some(replaced)))
}

impl JudgedSet {
    /// What it changes; nothing where it is not taken: refused, or doubtful without a reason.
    pub fn change(self, session: &Session, now: Timestamp) -> Option<ReadingChange> {
        let Self { new, checked, mut device, replaced } = self;
        match checked.outcome() {
            Outcome::Ok => (),
            Outcome::Doubtful if new.reason.is_some() => (),
            Outcome::Doubtful | Outcome::Refused => return None,
        }
        let reading = Reading::taken(&new, &checked, &device, session, new_id(now), now);
        device.take(&reading);
        let event = reading.successor().map(|successor| {
            Event::DeviceExchanged(DeviceExchanged {
                device: reading.serial.clone(),
                successor: successor.clone(),
                date: reading.date,
            })
        });
        Some(ReadingChange { entry: Entry::Reading(reading), device, settles: replaced, event })
    }
}

/// The event by which the receipt for rows that were taken is mailed, once for the whole report.
pub fn completed(accepted: &[RowView], session: &Session) -> Event {
    let readings = accepted.iter().filter_map(RowView::reported);
    let readings =
        readings.map(|(device, date, reading)| ReportedReading { device, date, reading });
    Event::ReportCompleted(ReportCompleted {
        readings: readings.collect(),
        contact: session.contact.clone(),
        level: session.level,
    })
}

impl RowView {
    /// The device that the row names.
    pub fn serial(&self) -> &str {
        &self.serial
    }

    /// What was refused: the counter that it is about, none for the row as a whole, its code and its sentence.
    pub fn refused(&self) -> impl Iterator<Item = (Option<&str>, &str, &str)> {
        let row = self.code.as_deref().zip(self.detail.as_deref());
        let values = self.values.iter().filter(|value| value.outcome == Outcome::Refused);
        let values = values.filter_map(|value| {
            Some((Some(value.counter.as_str()), value.code.as_deref()?, value.detail.as_deref()?))
        });
        row.map(|(code, detail)| (None, code, detail)).into_iter().chain(values)
    }

    /// Device, day and id of the set that was taken; none for a row that was not.
    fn reported(&self) -> Option<(Serial, Date, String)> {
        Some((Serial::parse(&self.serial).ok()?, self.date?, self.id.clone()?))
    }

    /// The row once its set was taken under this id.
    pub fn taken(self, id: String) -> Self {
        Self { id: Some(id), ..self }
    }

    fn has_slip(&self) -> bool {
        self.values.iter().any(|value| value.slip.is_some())
    }

    /// Says the likely mistake, once, at the first value that it is about.
    fn explain(&mut self, slip: SlipView) {
        for value in &mut self.values {
            value.slip = None;
        }
        if let Some(first) = self.values.iter_mut().find(|value| value.outcome != Outcome::Ok) {
            first.slip = Some(slip);
        }
    }

    /// The row of a device that somebody else changed at the same moment.
    pub fn raced(mut self, language: Language) -> Self {
        let refusal = Refusal::ChangedMeanwhile;
        self.outcome = Outcome::Refused;
        self.code = Some(refusal.code().to_owned());
        self.detail = Some(sentence(language, &refusal));
        self
    }
}

fn view(
    set: &NewReading,
    checked: &CheckedReading,
    slip: Option<&SlipView>,
    language: Language,
) -> RowView {
    let mut slip = slip.cloned();
    let values = checked.values.iter().map(|(id, value)| ValueView {
        counter: id.to_string(),
        value: Some(value.new.value),
        outcome: value.outcome,
        pages: value.pages,
        last: value.last.map(|last| LastView { date: last.date, value: last.value }),
        code: value.why.as_ref().map(|why| why.code().to_owned()),
        detail: value.why.as_ref().map(|why| sentence(language, why)),
        // Said once, at the first value that it is about.
        slip: if value.outcome == Outcome::Ok { None } else { slip.take() },
        causes: match value.why {
            Some(Refusal::ValueBelowLast { .. } | Refusal::FinalBelowLast { .. }) => {
                Cause::KINDS.map(str::to_owned).into()
            }
            _ => Vec::new(),
        },
    });
    RowView {
        serial: set.serial.to_string(),
        id: None,
        replaces: set.replaces.clone(),
        date: Some(set.date),
        outcome: checked.outcome(),
        quarter: checked.quarter.map(|quarter| quarter.to_string()),
        code: None,
        detail: None,
        values: values.collect(),
    }
}

fn slip_view(
    serial: &Serial,
    device: &Device,
    slip: &domain::Slip,
    language: Language,
) -> SlipView {
    let texts = locales::Texts::of(language);
    let mut args = locales::FluentArgs::new();
    if let Some((id, value)) = slip.values.first() {
        args.set("counter", device.label(id));
        args.set("value", texts.number(*value));
    }
    let values = slip.values.iter().map(|(id, value)| SlipValue {
        serial: serial.to_string(),
        counter: id.to_string(),
        value: *value,
    });
    SlipView {
        kind: slip.kind.to_owned(),
        detail: texts.text_with(&format!("slip_{}", slip.kind), &args),
        values: values.collect(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn no_part_needs_more_actions_than_a_transaction_has() {
        let row = |at: usize, more: Value| {
            let mut row = json!({ "serial": format!("S{at}"), "date": "2026-12-28", "values": [{ "counter": "MONO1", "value": 1 }] });
            row.as_object_mut()
                .expect("an object")
                .extend(more.as_object().expect("one too").clone());
            row
        };
        let all = json!({ "reason": "x", "replaces": "01J00000000000000000000000" });
        let cases = [
            (json!({}), vec![45, 45, 10]),
            (json!({ "reason": "x" }), vec![30, 30, 30, 10]),
            (all, vec![22, 22, 22, 22, 12]),
        ];
        for (more, expected) in cases {
            let rows: Vec<Value> = (0..100).map(|at| row(at, more.clone())).collect();
            let form: ReadingsForm =
                serde_json::from_value(json!({ "readings": rows })).expect("a form");
            let rows = form.rows().expect("rows");
            let sizes: Vec<usize> = parts(&rows, 90).iter().map(|part| part.len()).collect();
            assert_eq!(sizes, expected, "{more}");
        }
    }

    #[test]
    fn a_value_is_read_with_the_separators_of_every_language() {
        let cases = [
            (json!(8500), Ok(8_500)),
            (json!("8500"), Ok(8_500)),
            (json!(" 8.500 "), Ok(8_500)),
            (json!("8,500"), Ok(8_500)),
            (json!("1'008'500"), Ok(1_008_500)),
            (json!("0"), Ok(0)),
            (json!("85.00"), Err(Refusal::ValueForm)),
            (json!("8500.5"), Err(Refusal::ValueForm)),
            (json!(-1), Err(Refusal::ValueForm)),
            (json!(1.5), Err(Refusal::ValueForm)),
            (json!("85OO"), Err(Refusal::ValueForm)),
            (json!(""), Err(Refusal::ValueForm)),
            (json!(true), Err(Refusal::ValueForm)),
        ];
        for (raw, expected) in cases {
            assert_eq!(whole_number(&raw), expected, "input {raw}");
        }
    }
}
