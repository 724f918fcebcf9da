use std::io::{Cursor, Write};

use domain::{Language, Refusal, Serial, Text};
use jiff::civil::date;
use sheets::{Column, Format, Line, MAX_ROWS, Sheet};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// What stands before the name of a workbook's part, so that parts are fuzzed and not only their compression.
const PART: &str = "=== ";
/// What stands before texts that are to be in a sheet to fill in.
const TEXTS: &str = "--- ";

/// Parts without which no workbook is read, unless there are others of this name.
const NEEDED: [(&str, &str); 4] = [
    ("[Content_Types].xml", "<Types/>"),
    (
        "_rels/.rels",
        r#"<Relationships><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#,
    ),
    (
        "xl/workbook.xml",
        r#"<workbook><sheets><sheet name="A" sheetId="1" r:id="r1"/></sheets></workbook>"#,
    ),
    (
        "xl/_rels/workbook.xml.rels",
        r#"<Relationships><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#,
    ),
];

/// A file that somebody uploads as a filled-in sheet; or the parts of a workbook, each below a line `=== name`; or, behind `--- `, the texts in a sheet to
/// fill in, which is read back as one that nobody has filled in.
pub fn sheet(data: &[u8]) {
    let text = std::str::from_utf8(data).unwrap_or_default();
    if let Some(parts) = text.strip_prefix(PART) {
        workbook(parts).iter().for_each(|file| read(file));
    } else if let Some(texts) = text.strip_prefix(TEXTS) {
        blank(texts);
    } else {
        read(data);
    }
}

fn read(file: &[u8]) {
    match sheets::read(file) {
        Ok(sheet) => check(&sheet),
        Err(refusals) => assert!(!refusals.is_empty(), "refused without a reason"),
    }
}

fn check(sheet: &Sheet) {
    assert!(sheet.rows.len() <= MAX_ROWS);
    assert!([Column::Serial, Column::Value].iter().all(|needed| sheet.place(*needed).is_some()));
    for row in &sheet.rows {
        assert!(row.number > 0 && row.typed.chars().count() <= 40);
        let again = row.serial.as_ref().map(|serial| Serial::parse(serial.as_str()));
        assert!(again.is_err() || again == Ok(row.serial.clone()));
        let reason = row.reason.clone().ok().flatten().unwrap_or_default();
        assert!(reason.chars().count() <= 200 && !reason.chars().any(char::is_control));
    }
}

fn workbook(parts: &str) -> Option<Vec<u8>> {
    let given: Vec<(&str, &str)> =
        parts.split("\n=== ").filter_map(|part| part.split_once('\n')).collect();
    let has = |name: &str| given.iter().any(|(given, _)| *given == name);
    let needed = NEEDED.iter().copied().filter(|(name, _)| !has(name));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut file = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in needed.chain(given.iter().copied()) {
        file.start_file(name, stored).ok()?;
        file.write_all(content.as_bytes()).ok()?;
    }
    Some(file.finish().ok()?.into_inner())
}

/// Each line of the text is what stands in a column, as far as an import would take it.
fn blank(text: &str) {
    let mut lines = text.lines().take(7).map(|line| Text::line(line, 60).unwrap_or_default());
    let mut next = || lines.next().unwrap_or_default();
    let serial = Serial::parse(&next()).map_or_else(|_| "A".to_owned(), String::from);
    let line = Line {
        serial,
        model: next(),
        site: next(),
        street: next(),
        postcode: next(),
        city: next(),
        counter: next(),
        last: Some((date(2026, 9, 30), 31_482)),
    };
    for (language, format) in [(Language::De, Format::Csv), (Language::En, Format::Xlsx)] {
        let file = sheets::write(std::slice::from_ref(&line), language, format).expect("a file");
        let read = sheets::read(&file).map(|sheet| sheet.rows);
        assert_eq!(read, Err(vec![Refusal::FileWithoutValues]), "{line:?}");
    }
}
