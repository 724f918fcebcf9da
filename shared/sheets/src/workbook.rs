//! Sheets as XLSX workbooks, made by anybody: what they say about themselves is not believed.

use std::collections::BTreeMap;
use std::io::{BufReader, Cursor, Read, Seek, copy, sink};
use std::panic::catch_unwind;

use calamine::{DataRef, Reader, Xlsx, XlsxError};
use domain::Refusal;
use jiff::civil::Date;
use quick_xml::events::Event;
use zip::ZipArchive;

use crate::Sheet;
use crate::cell::Cell;
use crate::read::{Found, MAX_COLUMNS, Merged, Reading};

/// Parts of a workbook at most.
const MAX_PARTS: usize = 1_000;
/// Bytes of all parts together, unpacked. A sheet of 20 000 rows has a third of it.
const MAX_UNPACKED: u64 = 32 * 1024 * 1024;
/// Bytes of a part that is no sheet.
const MAX_PART: u64 = 8 * 1024 * 1024;
/// Bytes of the styles, which need a multiple of it in memory.
const MAX_STYLES: u64 = 1024 * 1024;
/// Sheets that are looked through.
const MAX_SHEETS: usize = 50;

pub(crate) fn read(file: &[u8]) -> Result<Sheet, Vec<Refusal>> {
    check_parts(file).map_err(|refusal| vec![refusal])?;
    // The reader is made for files of friends: what it cannot do with others is a broken file.
    match catch_unwind(|| sheets(file)) {
        Ok(Ok(found)) => match found {
            Found::Sheet(sheet) => Ok(sheet),
            Found::Blank => Err(vec![Refusal::FileWithoutValues]),
            Found::Missing(_, missing) => Err(missing),
        },
        Ok(Err(Trouble::Refused(refusal))) => Err(vec![refusal]),
        Ok(Err(Trouble::Unreadable)) | Err(_) => Err(vec![Refusal::FileBroken]),
    }
}

/// Why a workbook could not be read to its end.
enum Trouble {
    Refused(Refusal),
    Unreadable,
}

impl From<XlsxError> for Trouble {
    fn from(_: XlsxError) -> Self {
        Self::Unreadable
    }
}

impl From<Refusal> for Trouble {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

/// Unpacks everything once into nothing: neither a part nor the whole may be larger than is good, whatever the directory says.
fn check_parts(file: &[u8]) -> Result<(), Refusal> {
    let mut archive = ZipArchive::new(Cursor::new(file)).map_err(|_| Refusal::FileBroken)?;
    if archive.len() > MAX_PARTS {
        return Err(Refusal::FileUnpackedTooLarge);
    }
    let names = archive.file_names().map(|name| name.map(|name| plain(&name)));
    let names: Vec<String> = names.collect::<Result<_, _>>().map_err(|_| Refusal::FileBroken)?;
    let has = |name: &str| names.iter().any(|one| one == name);
    if has("xl/workbook.bin") || has("content.xml") || has("index/document.iwa") {
        return Err(Refusal::FileOtherFormat);
    }
    if !has("[content_types].xml") || !names.iter().any(|name| name.ends_with("workbook.xml")) {
        return Err(Refusal::FileNotASheet);
    }
    let mut left = MAX_UNPACKED;
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(|_| Refusal::FileBroken)?;
        let name = part.name().map(|name| plain(&name)).map_err(|_| Refusal::FileBroken)?;
        let limit = match name.rsplit('/').next() {
            Some("styles.xml") => MAX_STYLES,
            _ if name.contains("worksheets") => left,
            _ => MAX_PART,
        };
        let limit = limit.min(left);
        let mut part = part.take(limit + 1);
        let size = if name.ends_with("sharedstrings.xml") {
            let mut bytes = Vec::new();
            part.read_to_end(&mut bytes).map_err(|_| Refusal::FileBroken)?;
            check_strings(&bytes)?;
            bytes.len() as u64
        } else {
            copy(&mut part, &mut sink()).map_err(|_| Refusal::FileBroken)?
        };
        if size > limit {
            return Err(Refusal::FileUnpackedTooLarge);
        }
        left -= size;
    }
    Ok(())
}

/// The name of a part as the reader compares it.
fn plain(name: &str) -> String {
    name.to_lowercase().replace('\\', "/")
}

/// The reader makes room for as many strings as the part announces: it must not announce more than it can hold.
fn check_strings(part: &[u8]) -> Result<(), Refusal> {
    let mut reader = quick_xml::Reader::from_reader(BufReader::new(part));
    reader.config_mut().check_end_names = false;
    reader.config_mut().expand_empty_elements = true;
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer).map_err(|_| Refusal::FileBroken)? {
            Event::Start(start) if start.local_name().as_ref() == "sst" => {
                let mut attributes = start.attributes();
                let announced = attributes.with_checks(false).flatten();
                let mut announced = announced.filter(|one| one.key.as_ref() == "uniqueCount");
                let fits =
                    |count: &str| count.parse().is_ok_and(|count: usize| count <= part.len());
                let good = announced.all(|count| fits(count.value.trim()));
                return if good { Ok(()) } else { Err(Refusal::FileBroken) };
            }
            Event::Eof => return Err(Refusal::FileBroken),
            _ => (),
        }
    }
}

/// The first sheet with headings and new values below them.
fn sheets(file: &[u8]) -> Result<Found, Trouble> {
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(file))?;
    let mut best: Option<Found> = None;
    for name in workbook.sheet_names().into_iter().take(MAX_SHEETS) {
        let found = sheet(&mut workbook, &name)?;
        best = match (best, found) {
            (_, Found::Sheet(sheet)) => return Ok(Found::Sheet(sheet)),
            (_, Found::Blank) | (Some(Found::Blank), _) => Some(Found::Blank),
            (Some(Found::Missing(most, missing)), Found::Missing(known, _)) if most >= known => {
                Some(Found::Missing(most, missing))
            }
            (_, found) => Some(found),
        };
    }
    best.ok_or(Trouble::Unreadable)
}

fn sheet<R: Read + Seek>(workbook: &mut Xlsx<R>, name: &str) -> Result<Found, Trouble> {
    let merged = workbook.merge_cells_by_sheet_name(name)?.into_iter().filter_map(|area| {
        let column = usize::try_from(area.start.1).ok().filter(|column| *column < MAX_COLUMNS)?;
        let (first, last) = (area.start.0.checked_add(1)?, area.end.0.checked_add(1)?);
        (first < last).then_some(Merged { column, first, last })
    });
    let mut reading = Reading::with_merged(merged.collect());
    let mut cells = match workbook.worksheet_cells_reader(name) {
        // A chart, say.
        Err(XlsxError::NotAWorksheet(_)) => return Ok(reading.finish()),
        cells => cells?,
    };
    let (mut at, mut row) = (0, BTreeMap::new());
    while let Some(record) = cells.next_cell_with_formula_metadata()? {
        let (number, column) = record.pos;
        if number != at {
            if !row.is_empty() && reading.row(at + 1, &row)?.is_break() {
                return Ok(reading.finish());
            }
            (at, row) = (number, BTreeMap::new());
        }
        let column = usize::try_from(column).unwrap_or(usize::MAX);
        if column < MAX_COLUMNS
            && let Some(cell) = cell(&record.value, record.formula.is_some())
        {
            row.insert(column, cell);
        }
    }
    if !row.is_empty() {
        let _ = reading.row(at + 1, &row)?;
    }
    Ok(reading.finish())
}

fn cell(value: &DataRef<'_>, formula: bool) -> Option<Cell> {
    match value {
        DataRef::Empty => formula.then_some(Cell::WithoutResult),
        DataRef::String(text) => Cell::text(text),
        DataRef::SharedString(text) => Cell::text(text),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => Cell::text(text),
        DataRef::Int(number) => Some(Cell::Number(*number as f64)),
        DataRef::Float(number) => Some(Cell::Number(*number)),
        DataRef::DateTime(moment) => {
            let (year, month, day, ..) = moment.to_ymd_hms_milli();
            let signed = |part: u8| i8::try_from(part).unwrap_or(0);
            let date = Date::new(i16::try_from(year).unwrap_or(0), signed(month), signed(day));
            Some(match date {
                Ok(date) => Cell::Day(date, moment.as_f64()),
                Err(_) => Cell::Number(moment.as_f64()),
            })
        }
        DataRef::Bool(truth) => Some(Cell::Other(truth.to_string())),
        DataRef::Error(error) => Some(Cell::Other(error.to_string())),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use jiff::civil::date;
    use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};
    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;

    const CONTENT_TYPES: (&str, &str) = ("[Content_Types].xml", "<Types/>");
    const PACKAGE: (&str, &str) = (
        "_rels/.rels",
        r#"<Relationships><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#,
    );
    const WORKBOOK: (&str, &str) = (
        "xl/workbook.xml",
        r#"<workbook><sheets><sheet name="A" sheetId="1" r:id="r1"/></sheets></workbook>"#,
    );
    const RELATIONS: (&str, &str) = (
        "xl/_rels/workbook.xml.rels",
        r#"<Relationships><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#,
    );

    fn zipped(parts: &[(&str, &str)]) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in parts {
            zip.start_file(*name, SimpleFileOptions::default()).unwrap();
            zip.write_all(text.as_bytes()).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    /// A workbook whose only sheet has these rows as its XML.
    fn raw(rows: &str) -> Vec<u8> {
        let sheet = format!("<worksheet><sheetData>{rows}</sheetData></worksheet>");
        zipped(&[CONTENT_TYPES, PACKAGE, WORKBOOK, RELATIONS, ("xl/worksheets/sheet1.xml", &sheet)])
    }

    const HEADINGS: &str = r#"<row r="1"><c r="A1" t="inlineStr"><is><t>Serial</t></is></c><c r="B1" t="inlineStr"><is><t>New reading</t></is></c></row>"#;

    fn made(fill: impl FnOnce(&mut Workbook) -> Result<(), rust_xlsxwriter::XlsxError>) -> Vec<u8> {
        let mut workbook = Workbook::new();
        fill(&mut workbook).unwrap();
        workbook.save_to_buffer().unwrap()
    }

    fn refusal(file: &[u8]) -> Vec<Refusal> {
        crate::read(file).expect_err("not readable")
    }

    #[test]
    fn a_sheet_that_is_not_the_first_is_found() {
        let file = made(|workbook| {
            workbook.add_worksheet().set_name("Notizen")?.write(0, 0, "Serial")?;
            let sheet = workbook.add_worksheet();
            sheet.write(4, 2, "Seriennummer")?.write(4, 3, "Neuer Stand")?;
            sheet.write(6, 2, "A")?.write(6, 3, 8_500)?;
            Ok(())
        });

        let sheet = crate::read(&file).expect("readable");

        assert_eq!((sheet.rows[0].number, &sheet.rows[0].value), (7, &Ok(8_500)));
        assert_eq!(sheet.place(crate::Column::Value).unwrap().letter(), "D");
    }

    #[test]
    fn days_are_read_from_real_dates_numbers_and_texts() {
        let file = made(|workbook| {
            let sheet = workbook.add_worksheet();
            for (column, heading) in (0..).zip(["Serial", "New reading", "Read on"]) {
                sheet.write(0, column, heading)?;
            }
            for row in 1..=3 {
                sheet.write(row, 0, 4711)?.write(row, 1, "8.500")?;
            }
            let day = ExcelDateTime::from_ymd(2026, 12, 31)?;
            sheet.write_with_format(1, 2, &day, &Format::new().set_num_format("dd.mm.yy"))?;
            sheet.write(2, 2, 46_387)?.write(3, 2, "31.12.2026")?;
            Ok(())
        });

        let rows = crate::read(&file).expect("readable").rows;

        assert!(rows.iter().all(|row| row.date == Ok(Some(date(2026, 12, 31)))), "{rows:?}");
        assert!(rows.iter().all(|row| row.value == Ok(8_500)), "{rows:?}");
        assert_eq!(rows[0].serial.as_ref().unwrap().as_str(), "4711");
    }

    #[test]
    fn a_formula_counts_by_the_result_that_was_saved() {
        let file = made(|workbook| {
            let sheet = workbook.add_worksheet();
            sheet.write(0, 0, "Serial")?.write(0, 1, "New reading")?;
            sheet.write(1, 0, "A")?.write(1, 1, Formula::new("=8000+500").set_result("8500"))?;
            Ok(())
        });

        assert_eq!(crate::read(&file).expect("readable").rows[0].value, Ok(8_500));
    }

    #[test]
    fn a_formula_without_a_result_is_a_fault_of_its_cell() {
        let cell = |value: &str| {
            raw(&format!(
                r#"{HEADINGS}<row r="2"><c r="A2" t="inlineStr"><is><t>A</t></is></c><c r="B2"><f>1+1</f>{value}</c></row>"#
            ))
        };
        for file in [cell(""), cell("<v/>"), cell("<v></v>")] {
            let rows = crate::read(&file).expect("readable").rows;
            assert_eq!(rows[0].value, Err(Refusal::CellWithoutResult));
        }
    }

    #[test]
    fn an_error_of_the_spreadsheet_is_no_value() {
        let row = r#"<row r="2"><c r="A2" t="inlineStr"><is><t>A</t></is></c><c r="B2" t="e"><v>#REF!</v></c></row>"#;

        let rows = crate::read(&raw(&format!("{HEADINGS}{row}"))).expect("readable").rows;

        assert_eq!((&rows[0].value, rows[0].typed.as_str()), (&Err(Refusal::ValueForm), "#REF!"));
    }

    #[test]
    fn a_merged_serial_number_stands_in_each_of_its_rows_and_a_merged_value_in_none() {
        let file = made(|workbook| {
            let (sheet, plain) = (workbook.add_worksheet(), Format::new());
            for (column, heading) in (0..).zip(["Serial", "Counter", "New reading"]) {
                sheet.write(0, column, heading)?;
            }
            sheet.merge_range(1, 0, 2, 0, "A", &plain)?.write(3, 0, "B")?;
            sheet.write(1, 1, "FARBE1")?.write(2, 1, "MONO1")?;
            sheet.write(1, 2, 1)?.write(2, 2, 2)?;
            sheet.merge_range(3, 2, 4, 2, "7", &plain)?;
            Ok(())
        });

        let rows = crate::read(&file).expect("readable").rows;

        let serials: Vec<_> =
            rows.iter().map(|row| row.serial.as_ref().unwrap().as_str()).collect();
        assert_eq!(serials, ["A", "A", "B"]);
        assert_eq!((&rows[1].value, &rows[2].value), (&Ok(2), &Err(Refusal::CellMerged)));
    }

    #[test]
    fn a_cell_far_away_costs_nothing() {
        let file = raw(&format!(
            r#"{HEADINGS}<row r="2"><c r="A2" t="inlineStr"><is><t>A</t></is></c><c r="B2"><v>7</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>"#
        ));

        assert_eq!(crate::read(&file).expect("readable").rows.len(), 1);
    }

    #[test]
    fn fifty_thousand_rows_are_refused() {
        let file = made(|workbook| {
            let sheet = workbook.add_worksheet();
            sheet.write(0, 0, "Serial")?.write(0, 1, "New reading")?;
            for row in 1..=50_000 {
                sheet.write(row, 0, "A")?.write(row, 1, row)?;
            }
            Ok(())
        });

        assert_eq!(refusal(&file), [Refusal::FileTooManyRows { max: crate::MAX_ROWS }]);
    }

    #[test]
    fn what_is_larger_unpacked_is_refused_before_it_is_read() {
        let zeros = " ".repeat(usize::try_from(MAX_UNPACKED).unwrap() + 1);
        let parts =
            |name| zipped(&[CONTENT_TYPES, PACKAGE, WORKBOOK, RELATIONS, (name, zeros.as_str())]);
        let bombs = ["xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/media/image1.png"].map(parts);
        // The directory says that it is small.
        let mut liar = bombs[0].clone();
        let size = u32::try_from(zeros.len()).unwrap().to_le_bytes();
        while let Some(at) = liar.windows(4).position(|window| window == size) {
            liar[at..at + 4].copy_from_slice(&7_u32.to_le_bytes());
        }
        let names: Vec<String> = (0..=MAX_PARTS).map(|i| format!("xl/{i}.xml")).collect();
        let many: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "")).collect();
        for bomb in bombs.iter().chain([&zipped(&many)]) {
            assert_eq!(refusal(bomb), [Refusal::FileUnpackedTooLarge]);
        }
        assert!(matches!(
            refusal(&liar)[..],
            [Refusal::FileUnpackedTooLarge | Refusal::FileBroken]
        ));
    }

    #[test]
    fn a_part_that_announces_more_strings_than_it_holds_is_broken() {
        let strings = r#"<?xml version="1.0"?><sst uniqueCount="99999999999"/>"#;

        let file = zipped(&[CONTENT_TYPES, PACKAGE, WORKBOOK, ("xl/sharedStrings.xml", strings)]);

        assert_eq!(refusal(&file), [Refusal::FileBroken]);
    }

    #[test]
    fn other_files_say_what_they_are() {
        let whole = raw(HEADINGS);
        let locked: Vec<u8> = "EncryptedPackage".bytes().flat_map(|b| [b, 0]).collect();
        let cases = [
            ([crate::COMPOUND, &[0; 600], &locked].concat(), Refusal::FilePassword),
            ([crate::COMPOUND, &[0; 600]].concat(), Refusal::FileOtherFormat),
            (zipped(&[("mimetype", ""), ("content.xml", "")]), Refusal::FileOtherFormat),
            (zipped(&[CONTENT_TYPES, ("xl/workbook.bin", "")]), Refusal::FileOtherFormat),
            (zipped(&[CONTENT_TYPES, ("word/document.xml", "")]), Refusal::FileNotASheet),
            (whole[..whole.len() / 2].to_vec(), Refusal::FileBroken),
            (b"PK\x03\x04".to_vec(), Refusal::FileBroken),
            (zipped(&[CONTENT_TYPES, PACKAGE, WORKBOOK, RELATIONS]), Refusal::FileBroken),
            (whole, Refusal::FileWithoutValues),
        ];
        for (file, expected) in cases {
            assert_eq!(refusal(&file), [expected]);
        }
    }

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig::with_cases(64))]

        #[test]
        fn no_rows_make_it_panic(rows in "(<row r=\"[0-9]{1,12}\">(<c r=\"[A-Z]{0,9}[0-9]{0,12}\"( t=\"[a-z]{1,3}\")?>(<v>\\PC{0,9}</v>)?</c>){0,3}</row>|\\PC){0,5}") {
            let _ = crate::read(&raw(&format!("{HEADINGS}{rows}")));
        }

        #[test]
        fn no_damage_makes_it_panic(at in 0..1_500_usize, byte: u8) {
            let mut file = raw(HEADINGS);
            let at = at % file.len();
            file[at] = byte;
            let _ = crate::read(&file);
        }
    }
}
