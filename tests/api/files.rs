//! The sheet of readings as a file: handed out, filled in, read back.

use std::io::{Cursor, Write as _};

use calamine::{Data, Reader, Xlsx};
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};
use serde_json::{Value, json};

use crate::world::{Answer, Fleet, Person, World};

/// The headings that everything can be said with.
const HEADINGS: &str = "Seriennummer;Zähler;Neuer Stand;Abgelesen am;Grund";

/// Row, column and code.
type Faults = &'static [(u64, &'static str, &'static str)];

async fn upload(user: &mut Person<'_>, file: impl Into<Vec<u8>>) -> Answer {
    user.upload("/api/readings/file", file.into()).await
}

/// A CSV file of these rows below the headings.
fn csv(rows: &[&str]) -> String {
    format!("{HEADINGS}\r\n{}\r\n", rows.join("\r\n"))
}

/// A workbook of these rows; what looks like a number is one.
fn workbook<R: AsRef<[S]>, S: AsRef<str>>(rows: impl IntoIterator<Item = R>) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for (at, row) in (0..).zip(rows) {
        for (column, cell) in (0..).zip(row.as_ref()) {
            match cell.as_ref().parse::<f64>() {
                Ok(number) => sheet.write(at, column, number).unwrap(),
                Err(_) => sheet.write(at, column, cell.as_ref()).unwrap(),
            };
        }
    }
    workbook.save_to_buffer().unwrap()
}

/// The cells of a workbook's first sheet.
fn cells(file: &[u8]) -> Vec<Vec<Data>> {
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(file)).unwrap();
    let range = workbook.worksheet_range_at(0).unwrap().unwrap();
    range.rows().map(<[Data]>::to_vec).collect()
}

fn zipped(name: &str, content: &[u8]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in
        [("[Content_Types].xml", &b""[..]), ("xl/workbook.xml", b""), (name, content)]
    {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// The refusal of a file as a whole.
fn codes(answer: &Answer) -> (u16, Vec<&str>) {
    (answer.status, answer.refused().into_iter().map(|(_, code)| code).collect())
}

/// Row, column and code of every fault.
fn faults(answer: &Answer) -> Vec<(u64, &str, &str)> {
    assert_eq!(answer.status, 200, "{}", answer.text);
    let errors = answer.json["errors"].as_array().unwrap().iter();
    errors
        .map(|error| {
            let column = error["column"].as_str().unwrap_or_default();
            (error["row"].as_u64().unwrap(), column, error["code"].as_str().unwrap())
        })
        .collect()
}

/// Device, counter and value of every reading.
fn values(answer: &Answer) -> Vec<(String, String, Value)> {
    assert_eq!(answer.status, 200, "{}", answer.text);
    let readings = answer.json["readings"].as_array().unwrap().iter();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    readings
        .flat_map(|reading| {
            let values = reading["values"].as_array().unwrap().iter();
            values.map(move |value| {
                (text(&reading["serial"]), text(&value["counter"]), value["value"].clone())
            })
        })
        .collect()
}

fn of_both_devices() -> Vec<(String, String, Value)> {
    let value = |serial: &str, counter: &str, value: u32| {
        (serial.to_owned(), counter.to_owned(), json!(value))
    };
    vec![
        value("A", "FARBE1", 6_000),
        value("A", "MONO1", 9_501),
        value("B", "FARBE1", 6_002),
        value("B", "MONO1", 9_503),
    ]
}

// ---- there and back

#[tokio::test]
async fn a_csv_sheet_comes_back_filled_in_whatever_the_language() {
    let world = World::with_two_devices().await;
    let mut user = world.user().await;
    for (language, delimiter, numbers) in [
        ("de", ';', ["6.000", "9.501", "6.002", "9.503"]),
        ("en", ',', ["\"6,000\"", "\"9,501\"", "\"6,002\"", "\"9,503\""]),
    ] {
        user.speak(language);
        let sheet = user.get("/api/readings/file?format=csv").await;
        let mut lines = sheet.text.lines().map(str::to_owned);
        let mut filled = lines.next().unwrap();
        for (line, number) in lines.zip(numbers) {
            let open = line.strip_suffix(&delimiter.to_string().repeat(3)).unwrap();
            filled += &format!("\r\n{open}{delimiter}{number}{delimiter}{delimiter}");
        }

        let answer = upload(&mut user, filled).await;

        assert_eq!((values(&answer), faults(&answer)), (of_both_devices(), vec![]));
        assert_eq!(answer.json["rows"][1]["outcome"], "ok", "{}", answer.text);
    }
}

#[tokio::test]
async fn a_workbook_comes_back_filled_in_whatever_the_language() {
    let world = World::with_two_devices().await;
    let mut user = world.user().await;
    for language in ["de", "en"] {
        user.speak(language);
        let sheet = user.get("/api/readings/file?format=xlsx").await;
        let mut rows: Vec<Vec<String>> = cells(&sheet.bytes)
            .iter()
            .map(|row| row.iter().map(ToString::to_string).collect())
            .collect();
        for (row, number) in rows[1..].iter_mut().zip(["6000", "9501", "6002", "9503"]) {
            row[9] = number.to_owned();
        }

        let answer = upload(&mut user, workbook(rows)).await;

        assert_eq!((values(&answer), faults(&answer)), (of_both_devices(), vec![]));
    }
}

#[tokio::test]
async fn a_csv_file_begins_with_the_mark_that_excel_needs() {
    let world = World::with_two_devices().await;
    let mut user = world.user().await;

    let sheet = user.get("/api/readings/file?format=csv").await;

    assert!(sheet.bytes.starts_with(b"\xEF\xBB\xBFSeriennummer;"), "{}", sheet.text);
    let name = sheet.header("content-disposition");
    assert!(name.starts_with("attachment; filename=\"Zaehlerstaende-2"), "{name}");
    assert!(name.ends_with(".csv\""), "{name}");
}

#[tokio::test]
async fn a_workbook_holds_real_numbers_and_days_and_its_texts_are_no_formulas() {
    let mut fleet = Fleet::new();
    fleet.address("H1", "=1+1").device("A", "H1");
    let world = fleet.world().await;
    let mut user = world.user().await;

    let sheet = user.get("/api/readings/file").await;

    let row = &cells(&sheet.bytes)[1];
    assert_eq!(row[3], Data::String("=1+1".into()));
    assert!(matches!(row[7], Data::DateTime(_)), "{row:?}");
    assert_eq!(row[8], Data::Float(5_000.0));
}

#[tokio::test]
async fn a_sheet_asks_for_what_is_due_and_for_everything_when_nothing_is() {
    let mut fleet = Fleet::new();
    fleet.address("H1", "Hansaallee 187").device("A", "H1").device("B", "H1");
    fleet.removed("GONE", "H1", "2026-06-30");
    let world = fleet.private_world().await;
    world.travel_to("2026-12-28T10:00:00Z");
    let mut user = world.user().await;
    let reading = json!({ "readings": [{ "serial": "A", "date": "2026-12-28", "values": [
        { "counter": "FARBE1", "value": 6_000 }, { "counter": "MONO1", "value": 9_500 },
    ] }] });
    user.keyed("POST", "/api/readings", "k", reading).await;
    let serials = async |user: &mut Person<'_>, query: &str| {
        let sheet = user.get(&format!("/api/readings/file?format=csv{query}")).await;
        let mut serials: Vec<String> =
            sheet.text.lines().skip(1).map(|l| l.split(';').next().unwrap().to_owned()).collect();
        serials.dedup();
        serials
    };

    let due = serials(&mut user, "").await;
    let all = serials(&mut user, "&devices=all").await;
    world.travel_to("2027-02-10T10:00:00Z");
    let mut user = world.user().await;
    let quiet = serials(&mut user, "&devices=due").await;

    assert_eq!(
        (due, all, quiet),
        (vec!["B".into()], vec!["A".into(), "B".into()], vec!["A".into(), "B".into()])
    );
}

#[tokio::test]
async fn a_format_that_does_not_exist_is_refused() {
    let world = World::with_two_devices().await;
    let mut user = world.user().await;

    let answer = user.get("/api/readings/file?format=pdf").await;

    assert_eq!((answer.status, answer.refused()), (422, vec![("#/format", "wrong_type")]));
}

#[tokio::test]
async fn a_file_is_only_looked_at_until_its_readings_are_submitted() {
    let world = World::with_two_devices().await;
    let mut user = world.user().await;
    let rows = ["A;FARBE1;6.000;;", "A;MONO1;9.500;;Großauftrag"];

    let read = upload(&mut user, csv(&rows)).await;
    let before = user.get("/api/devices").await;
    let body = json!({ "readings": read.json["readings"] });
    let taken = user.keyed("POST", "/api/readings", "k", body).await;

    assert_eq!(before.json["devices"][0]["counters"][0]["last"]["value"], 5_000);
    assert_eq!(taken.json["accepted"][0]["serial"], "A", "{}", taken.text);
    let history = user.get("/api/devices/A/readings").await;
    assert_eq!(history.json["readings"][0]["reason"], "Großauftrag");
}

#[tokio::test]
async fn a_row_without_a_date_is_of_today_and_goes_by_the_other_rows_of_its_device() {
    let world = World::with_two_devices().await;
    let mut user = world.user().await;
    let today = user.get("/api/session").await.json["today"].clone();
    let rows = ["A;FARBE1;6000;01.10.2026;", "A;MONO1;9500;;", "B;FARBE1;6000;;", "B;MONO1;9500;;"];

    let answer = upload(&mut user, csv(&rows)).await;

    let dates: Vec<&Value> =
        answer.json["readings"].as_array().unwrap().iter().map(|r| &r["date"]).collect();
    assert_eq!(dates, [&json!("2026-10-01"), &today]);
}

// ---- what people send

#[tokio::test]
async fn a_workbook_may_hold_formulas_real_dates_and_merged_serial_numbers() {
    let world = World::with_two_devices().await;
    let mut user = world.user().await;
    let mut workbook = Workbook::new();
    workbook.add_worksheet().set_name("Hinweise").unwrap().write(0, 0, "Bitte ausfüllen").unwrap();
    let sheet = workbook.add_worksheet();
    for (column, heading) in (0..).zip(["New reading", "Read on", "Counter", "Serial number"]) {
        sheet.write(2, column, heading).unwrap();
    }
    let day = ExcelDateTime::from_ymd(2026, 10, 1).unwrap();
    let days = Format::new().set_num_format("dd.mm.yyyy");
    sheet.write(3, 0, Formula::new("=5000+1000").set_result("6000")).unwrap();
    sheet.write(4, 0, 9_501).unwrap();
    sheet.write_with_format(3, 1, &day, &days).unwrap().write(4, 1, 46_296).unwrap();
    sheet.write(3, 2, "farbe1").unwrap().write(4, 2, "MONO1").unwrap();
    sheet.merge_range(3, 3, 4, 3, "A", &Format::new()).unwrap();

    let answer = upload(&mut user, workbook.save_to_buffer().unwrap()).await;

    assert_eq!((values(&answer), faults(&answer)), (of_both_devices()[..2].to_vec(), vec![]));
    assert_eq!(answer.json["readings"][0]["date"], "2026-10-01");
}

#[tokio::test]
async fn every_fault_names_its_row_and_column() {
    let world = World::with_two_devices().await;
    let mut user = world.user().await;
    let cases: [(&[&str], Faults); 17] = [
        (&["A;FARBE1;85OO;;", "A;MONO1;9500;;"], &[(2, "C", "value_form")]),
        (&["A;FARBE1;=1+1;;", "A;MONO1;9500;;"], &[(2, "C", "value_form")]),
        (&["A;FARBE1;6000;;", "A;MONO1;9500;31.02.2026;"], &[(3, "D", "date_form")]),
        (&["A;FARBE1;6000;04/05/2026;", "A;MONO1;9500;;"], &[(2, "D", "date_ambiguous")]),
        (&["A;FARBE1;6000;1.10.26;", "A;MONO1;9500;2.10.26;"], &[(3, "D", "dates_differ")]),
        (&["A;FARBE1;6000;1.10.2099;", "A;MONO1;9500;;"], &[(2, "D", "date_in_future")]),
        (&["A;FARBE1;6000;29.9.2026;", "A;MONO1;9500;;"], &[(2, "D", "date_before_last")]),
        (&["A;FARBE1;6000;;", "A;FARBE1;6000;;", "A;MONO1;9500;;"], &[(3, "B", "row_twice")]),
        (&["A;FAX;6000;;", "A;MONO1;9500;;"], &[(2, "B", "counter_unknown")]),
        (&["A;;6000;;", "A;MONO1;9500;;"], &[(2, "B", "counter_not_named")]),
        (&["A;FARBE1;6000;;", "A;MONO1;;;"], &[(2, "C", "counter_missing")]),
        (&["A;FARBE1;4000;;", "A;MONO1;9500;;"], &[(2, "C", "value_below_last")]),
        (&["A;FARBE1;6000;;", "A;MONO1;1000000;;"], &[(3, "C", "value_above_maximum")]),
        (&[";FARBE1;6000;;"], &[(2, "A", "required")]),
        (&["A B;FARBE1;6000;;"], &[(2, "A", "serial_form")]),
        (&["XX;FARBE1;6000;;"], &[(2, "A", "device_unknown")]),
        (&["A;FARBE1;6000;;a\u{202e}b", "A;MONO1;9500;;"], &[(2, "E", "control_characters")]),
    ];
    for (rows, expected) in cases {
        let answer = upload(&mut user, csv(rows)).await;
        assert_eq!(faults(&answer), expected, "{rows:?}: {}", answer.text);
        let error = &answer.json["errors"][0];
        let column = expected[0].1.bytes().next().unwrap() - b'A';
        let heading = HEADINGS.split(';').nth(column.into()).unwrap();
        assert_eq!(error["heading"], heading);
        assert!(error["detail"].as_str().unwrap().ends_with(['.', '?']), "{error}");
    }
}

#[tokio::test]
async fn a_value_that_cannot_be_read_stays_as_it_was_written() {
    let world = World::with_two_devices().await;
    let mut user = world.user().await;

    let answer = upload(&mut user, csv(&["A;FARBE1;85OO;;", "A;MONO1;9500;;"])).await;

    assert_eq!(values(&answer)[0].2, "85OO");
    assert_eq!(answer.json["rows"][0]["values"][0]["code"], "value_form", "{}", answer.text);
}

#[tokio::test]
async fn a_device_without_a_clear_day_is_left_out_and_the_others_stay() {
    let world = World::with_two_devices().await;
    let mut user = world.user().await;
    let rows = ["A;FARBE1;6000;gestern;", "A;MONO1;9500;;", "B;FARBE1;6002;;", "B;MONO1;9503;;"];

    let answer = upload(&mut user, csv(&rows)).await;

    assert_eq!(values(&answer), of_both_devices()[2..]);
}

#[tokio::test]
async fn a_foreign_device_and_a_missing_one_are_told_alike() {
    let ours = World::with_two_devices().await;
    let theirs = Fleet::new().address("H1", "X 1").device("SECRET-3", "H1").world().await;
    let mut user = ours.user().await;

    let foreign = upload(&mut user, csv(&[&format!("{};MONO1;1;;", theirs.serials()[0])])).await;
    let missing = upload(&mut user, csv(&["MISSING3;MONO1;1;;"])).await;

    assert_eq!(foreign.text.replace("SECRET-3", "MISSING3"), missing.text);
    assert_eq!(missing.json["rows"][0]["code"], "device_unknown");
}

#[tokio::test]
async fn more_faults_than_an_answer_names_are_counted() {
    let world = World::with_two_devices().await;
    let mut user = world.user().await;

    let answer = upload(&mut user, csv(&["A B;MONO1;1;;"; 250])).await;

    assert_eq!((faults(&answer).len(), &answer.json["errors_left_out"]), (200, &json!(50)));
}

#[tokio::test]
async fn a_file_that_cannot_be_read_says_why() {
    let world = World::with_two_devices().await;
    let mut user = world.user().await;
    let compound = [&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1][..], &[0; 512]].concat();
    let locked: Vec<u8> = "EncryptedPackage".bytes().flat_map(|b| [b, 0]).collect();
    let whole = workbook([["Serial", "New reading"], ["A", "1"]]);
    let long = vec![["A", "1"]; 50_000];
    let bomb = zipped("xl/worksheets/sheet1.xml", &vec![b' '; 40 * 1024 * 1024]);
    assert!(bomb.len() < 64 * 1024);
    let cases: [(Vec<u8>, &[&str]); 14] = [
        (vec![], &["file_empty"]),
        (b"\r\n".to_vec(), &["file_empty"]),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec(), &["file_not_a_sheet"]),
        (b"Serial,New reading\nA\0,1".to_vec(), &["file_not_a_sheet"]),
        ([&compound[..], &locked].concat(), &["file_password"]),
        (compound, &["file_other_format"]),
        (whole[..whole.len() / 2].to_vec(), &["file_broken"]),
        (b"\xFF\xFEA\0;\0\x00".to_vec(), &["file_encoding"]),
        (bomb, &["file_unpacked_too_large"]),
        (workbook([&["Serial", "New reading"]].into_iter().chain(&long)), &["file_too_many_rows"]),
        (b"Serial;Counter\nA;MONO1\n".to_vec(), &["file_column_missing"]),
        (b"Hello".to_vec(), &["file_column_missing", "file_column_missing"]),
        (csv(&[]).into_bytes(), &["file_without_values"]),
        (csv(&["A;FARBE1;;;"]).into_bytes(), &["file_without_values"]),
    ];
    for (file, expected) in cases {
        let answer = upload(&mut user, file).await;
        assert_eq!(codes(&answer), (422, expected.to_vec()), "{}", answer.text);
    }
}

#[tokio::test]
async fn more_devices_than_one_report_takes_are_refused_whole() {
    let world = World::with_two_devices().await;
    let mut user = world.user().await;
    let rows: Vec<String> = (0..401).map(|i| format!("D{i};MONO1;1;;")).collect();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();

    let (most, more) =
        (upload(&mut user, csv(&rows[1..])).await, upload(&mut user, csv(&rows)).await);

    assert_eq!(most.json["rows"].as_array().unwrap().len(), 400);
    assert_eq!(codes(&more), (422, vec!["too_many_readings"]));
}

#[tokio::test]
async fn a_file_is_sent_as_bytes_up_to_4_mib() {
    let world = World::with_two_devices().await;
    let mut user = world.user().await;
    let limit = 4 * 1024 * 1024;
    let row = csv(&["A;FARBE1;6000;;"]);
    let padded = |size: usize| format!("{row}{}", " ".repeat(size - row.len())).into_bytes();
    let json = user.post("/api/readings/file", json!({})).await;

    assert_eq!((json.status, json.problem()), (415, "not_a_file"));
    assert_eq!(upload(&mut user, padded(limit)).await.status, 200);
    let large = upload(&mut user, padded(limit + 1)).await;
    assert_eq!((large.status, large.problem()), (413, "too_large"));
}

#[tokio::test]
async fn a_stranger_neither_gets_a_sheet_nor_sends_one() {
    let world = World::with_two_devices().await;
    let mut stranger = world.anyone();

    let (sheet, sent) =
        (stranger.get("/api/readings/file").await, upload(&mut stranger, csv(&[])).await);

    assert_eq!((sheet.status, sent.status), (401, 401));
}
