use std::collections::HashMap;
use std::fmt::Debug;

use api::{Body, Cursor, Request, RequestExt};
use domain::{CaseNo, Refusal, Result, Serial};

/// The cursor of a list, or a place that one could name: what a list writes it reads, and it reads nothing that names more than a place.
pub fn cursor(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    every_place(text, CaseNo::parse);
    every_place(text, Serial::parse);
    every_place(text, list_readings::place);
}

fn every_place<T>(text: &str, parse: fn(&str) -> Result<T, Refusal>)
where
    T: Debug + PartialEq + ToString,
{
    let asked: Result<Option<T>> = Cursor::read(&with_cursor(text), parse);
    let read = asked.ok().map(|place| place.expect("a cursor was given"));
    for place in read.into_iter().chain(parse(text)) {
        let place_text = place.to_string();
        assert!(place_text.len() <= 60, "{place:?} is longer than any key");
        assert!(
            place_text.bytes().all(|b| b.is_ascii_graphic()),
            "{place:?} has more in it than keys have"
        );
        let again = Cursor::read(&with_cursor(&Cursor::write(&place)), parse);
        assert_eq!(again.expect("its own cursor"), Some(place));
    }
}

fn with_cursor(text: &str) -> Request {
    let query = HashMap::from([("cursor".to_owned(), vec![text.to_owned()])]);
    Request::new(Body::Empty).with_query_string_parameters(query)
}
