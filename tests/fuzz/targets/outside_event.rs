use aws_lambda_events::event::dynamodb;
use aws_lambda_events::event::eventbridge::EventBridgeEvent;
use events::Envelope;
use events::outside::{Notice, Report};
use jiff::civil::date;
use mail::Occasion;
use serde_json::Value;
use store::Recorded;

/// An event that the operator's systems put on the bus, or a batch of the table's stream: what is taken says the same when it comes again.
pub fn outside_event(data: &[u8]) {
    if let Ok(event) = serde_json::from_slice::<EventBridgeEvent<Value>>(data) {
        told(&event.detail_type, &event.detail);
    }
    if let Ok(batch) = serde_json::from_slice::<dynamodb::Event>(data) {
        let images = batch.records.into_iter().map(|record| record.change.new_image);
        images.flat_map(Recorded::from_image).for_each(|recorded| carried(&recorded.envelope));
    }
}

fn told(kind: &str, detail: &Value) {
    let notice = match Notice::read(kind, detail) {
        Ok(notice) => notice,
        Err(aside) => {
            let lines = aside.id.chars().any(char::is_control);
            assert!(!lines && aside.id.chars().count() <= Notice::ID_MAX, "{:?}", aside.id);
            return;
        }
    };
    assert!(Report::KINDS.contains(&kind));
    let again: Value = serde_json::from_str(&detail.to_string()).expect("JSON");
    assert_eq!(Notice::read(kind, &again).as_ref(), Ok(&notice));
    let report = serde_json::to_value(&notice.report).expect("JSON");
    assert_eq!(serde_json::from_value::<Report>(report).ok().as_ref(), Some(&notice.report));

    let said = [
        notice.report.order().map(|said| said.is_some()),
        notice.report.address_change().map(|said| said.is_some()),
        notice.report.ticket(notice.occurred_at).map(|said| said.is_some()),
        notice.report.status_pages(date(2026, 11, 24)).map(|said| said.is_some()),
    ];
    let about = said.iter().filter(|said| !matches!(said, Ok(false))).count();
    assert_eq!(about, 1, "it is about one thing, or that cannot be: {said:?}");
}

fn carried(envelope: &Envelope) {
    let text = serde_json::to_string(envelope).expect("JSON");
    assert_eq!(serde_json::from_str::<Envelope>(&text).ok().as_ref(), Some(envelope));
    let _ = Occasion::of(&envelope.event);
}
