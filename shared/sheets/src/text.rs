//! Sheets as text: CSV of any delimiter and encoding.

use std::collections::BTreeMap;

use domain::Refusal;
use encoding_rs::{Encoding, UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::Sheet;
use crate::cell::Cell;
use crate::read::{Found, MAX_COLUMNS, Reading};

const DELIMITERS: [u8; 3] = [b';', b',', b'\t'];

pub(crate) fn read(file: &[u8]) -> Result<Sheet, Vec<Refusal>> {
    let text = decode(file).map_err(|refusal| vec![refusal])?;
    if text.trim_start().starts_with('<') {
        // Web pages and XML that call themselves workbooks.
        return Err(vec![Refusal::FileOtherFormat]);
    }
    let mut closest = (0, Vec::new());
    for delimiter in DELIMITERS {
        match rows(&text, delimiter).map_err(|refusal| vec![refusal])? {
            Found::Sheet(sheet) => return Ok(sheet),
            Found::Blank => return Err(vec![Refusal::FileWithoutValues]),
            Found::Missing(known, missing) => {
                if closest.1.is_empty() || known > closest.0 {
                    closest = (known, missing);
                }
            }
        }
    }
    Err(closest.1)
}

fn rows(text: &str, delimiter: u8) -> Result<Found, Refusal> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text.as_bytes());
    let mut reading = Reading::default();
    let mut record = csv::StringRecord::new();
    let mut number = 0;
    loop {
        let start = usize::try_from(reader.position().byte()).unwrap_or(text.len());
        if !reader.read_record(&mut record).map_err(|_| Refusal::FileNotASheet)? {
            return Ok(reading.finish());
        }
        // The reader passes over empty lines, spreadsheets count them.
        let empty = text.as_bytes()[start..].iter().take_while(|b| **b == b'\n').count();
        number += 1 + u32::try_from(empty).unwrap_or(u32::MAX / 2);
        let cells: BTreeMap<usize, Cell> = record
            .iter()
            .take(MAX_COLUMNS)
            .enumerate()
            .filter_map(|(index, field)| Some((index, Cell::text(field)?)))
            .collect();
        if !cells.is_empty() && reading.row(number, &cells)?.is_break() {
            return Ok(reading.finish());
        }
    }
}

/// The file as text, with one kind of line ends.
fn decode(file: &[u8]) -> Result<String, Refusal> {
    let text = match Encoding::for_bom(file) {
        Some((encoding, mark)) => strict(encoding, &file[mark..])?,
        None => match guess(file) {
            Some(encoding) => strict(encoding, file)?,
            None => match std::str::from_utf8(file) {
                Ok(text) => text.to_owned(),
                Err(_) => WINDOWS_1252.decode_without_bom_handling(file).0.into_owned(),
            },
        },
    };
    let odd = text.chars().filter(|c| c.is_control() && !c.is_ascii_whitespace()).count();
    if text.contains('\0') || odd * 100 > text.len() {
        return Err(Refusal::FileNotASheet);
    }
    Ok(text.replace("\r\n", "\n").replace('\r', "\n"))
}

fn strict(encoding: &'static Encoding, bytes: &[u8]) -> Result<String, Refusal> {
    let text = encoding.decode_without_bom_handling_and_without_replacement(bytes);
    text.map(std::borrow::Cow::into_owned).ok_or(Refusal::FileEncoding)
}

/// UTF-16 without a mark: every other byte of most European text is 0.
fn guess(file: &[u8]) -> Option<&'static Encoding> {
    let start = &file[..file.len().min(1000)];
    let zeros = |odd: usize| {
        start.iter().enumerate().filter(|(at, byte)| at % 2 == odd && **byte == 0).count()
    };
    let (even, odd) = (zeros(0), zeros(1));
    let many = start.len() / 4;
    if odd > many && even == 0 {
        Some(UTF_16LE)
    } else if even > many && odd == 0 {
        Some(UTF_16BE)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Column;

    const GERMAN: &str = "Seriennummer;Zähler;Zuletzt am;Letzter Stand;Neuer Stand;Abgelesen am;Grund\r\n\
        A;FARBE1;30.09.2026;5.000;6.000;;\r\n\
        A;MONO1;30.09.2026;9.000;9.500;31.12.2026;Großauftrag\r\n";

    fn values(file: &[u8]) -> Vec<(u32, u64)> {
        let sheet = crate::read(file).expect("readable");
        sheet.rows.iter().map(|row| (row.number, row.value.clone().expect("a value"))).collect()
    }

    fn refusal(file: &[u8]) -> Vec<Refusal> {
        crate::read(file).expect_err("not readable")
    }

    fn utf_16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes).collect()
    }

    #[test]
    fn every_encoding_reads_alike() {
        let marked = format!("\u{feff}{GERMAN}");
        let files = [
            GERMAN.as_bytes().to_vec(),
            marked.clone().into_bytes(),
            WINDOWS_1252.encode(GERMAN).0.into_owned(),
            utf_16(&marked, u16::to_le_bytes),
            utf_16(&marked, u16::to_be_bytes),
            utf_16(GERMAN, u16::to_le_bytes),
            utf_16(GERMAN, u16::to_be_bytes),
        ];
        for file in files {
            let sheet = crate::read(&file).expect("readable");
            assert_eq!(sheet.rows[1].reason, Ok(Some("Großauftrag".into())));
            assert_eq!(
                sheet.place(Column::Counter).map(|place| place.heading.as_str()),
                Some("Zähler")
            );
        }
    }

    #[test]
    fn every_delimiter_and_line_end_reads_alike() {
        let lines = ["Serial number|New reading|Site", "A|\"1,234\"|\"Floor 1\nWest\"", "B|1'234|"];
        for delimiter in [";", ",", "\t"] {
            for end in ["\n", "\r\n", "\r"] {
                let file = lines.join(end).replace('|', delimiter);
                assert_eq!(values(file.as_bytes()), [(2, 1_234), (3, 1_234)], "{file:?}");
            }
        }
    }

    #[test]
    fn rows_count_as_in_a_spreadsheet() {
        for end in ["\n", "\r\n"] {
            let file = [
                "sep=;",
                "",
                "Stand der Dinge",
                "Seriennummer;Neuer Stand",
                "",
                ";",
                "A;1",
                "\"\n\n\";",
                "B;2",
            ];
            assert_eq!(values(file.join(end).as_bytes()), [(7, 1), (9, 2)]);
        }
    }

    #[test]
    fn headings_may_stand_in_any_order_among_others() {
        let sheet = crate::read(b"Kostenstelle,NEUER STAND,zaehler,Serial No\n4711,7,MONO1,A\n");

        let sheet = sheet.expect("readable");

        assert_eq!((sheet.rows[0].counter.as_str(), &sheet.rows[0].value), ("MONO1", &Ok(7)));
        assert_eq!(sheet.place(Column::Value).map(crate::Place::letter), Some("B".into()));
    }

    #[test]
    fn a_row_without_a_new_value_is_passed_over() {
        assert_eq!(values(b"Serial,New reading\nA,\nB, \nC,5\n"), [(4, 5)]);
    }

    #[test]
    fn a_cell_that_cannot_be_read_does_not_hold_up_the_others() {
        let file =
            "Seriennummer;Neuer Stand;Abgelesen am\nA B;85OO;31.02.2026\n;1;\nC;2;31.12.26\n";

        let rows = crate::read(file.as_bytes()).expect("readable").rows;

        assert_eq!(rows[0].serial, Err(Refusal::SerialForm));
        assert_eq!((&rows[0].value, rows[0].typed.as_str()), (&Err(Refusal::ValueForm), "85OO"));
        assert_eq!(rows[0].date, Err(Refusal::DateForm));
        assert_eq!(rows[1].serial, Err(Refusal::Required));
        assert_eq!(rows[2].date, Ok(Some(jiff::civil::date(2026, 12, 31))));
    }

    #[test]
    fn a_file_that_is_no_sheet_says_why() {
        let missing = |column| Refusal::FileColumnMissing { column };
        let broken_utf_16 = [&[0xFF, 0xFE][..], &utf_16(GERMAN, u16::to_le_bytes), &[0]].concat();
        let lone_half = [0xFF, 0xFE, 0x00, 0xD8, 0x41, 0x00];
        let cases: [(&[u8], Vec<Refusal>); 13] = [
            (b"", vec![Refusal::FileEmpty]),
            (b" \r\n\r\n", vec![Refusal::FileEmpty]),
            (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", vec![Refusal::FileNotASheet]),
            (b"Serial,New reading\nA\0,1\n", vec![Refusal::FileNotASheet]),
            (&broken_utf_16, vec![Refusal::FileEncoding]),
            (&lone_half, vec![Refusal::FileEncoding]),
            (b"\xEF\xBB\xBFSerial,New reading\nA,\xFF\n", vec![Refusal::FileEncoding]),
            (b"<html><table>", vec![Refusal::FileOtherFormat]),
            (b"Serial,New reading\n", vec![Refusal::FileWithoutValues]),
            (b"Serial,New reading\nA,\n", vec![Refusal::FileWithoutValues]),
            (b"Model,New reading\nA,1\n", vec![missing("serial")]),
            (b"Serial;Counter\nA;1\n", vec![missing("value")]),
            (b"Hello, world", vec![missing("serial"), missing("value")]),
        ];
        for (file, expected) in cases {
            assert_eq!(refusal(file), expected, "{:?}", String::from_utf8_lossy(file));
        }
    }

    #[test]
    fn more_rows_than_are_read_are_refused_whole() {
        let file = |rows: usize| format!("Serial,New reading\n{}", "A,1\n".repeat(rows));

        assert_eq!(values(file(crate::MAX_ROWS).as_bytes()).len(), crate::MAX_ROWS);
        let max = crate::MAX_ROWS;
        assert_eq!(refusal(file(max + 1).as_bytes()), [Refusal::FileTooManyRows { max }]);
    }

    proptest::proptest! {
        #[test]
        fn no_bytes_make_it_panic(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..2_000)) {
            let _ = crate::read(&bytes);
        }

        #[test]
        fn no_cells_make_it_panic(cells in "[\\PC\n;\"']{0,300}") {
            let _ = crate::read(format!("Seriennummer;Neuer Stand;Abgelesen am;Grund\n{cells}").as_bytes());
        }

        #[test]
        fn no_day_makes_it_panic(day in "\\PC{0,12}") {
            let _ = crate::read(format!("Serial;New reading;Read on\nA;1;{day}").as_bytes());
        }
    }
}
