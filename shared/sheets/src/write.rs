use domain::Language;
use jiff::civil::Date;
use locales::{FluentArgs, Texts};
use rust_xlsxwriter::{
    Color, DataValidation, DataValidationRule, ExcelDateTime, Format as CellFormat, FormatBorder,
    IgnoreError, Workbook, XlsxError,
};

use crate::Column;

/// The form of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// A workbook.
    Xlsx,
    /// Text that spreadsheets of the language open as a table.
    Csv,
}

/// A counter of a device whose reading is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The device.
    pub serial: String,
    /// Its model.
    pub model: String,
    /// Where in the building it stands.
    pub site: String,
    /// Street of its address.
    pub street: String,
    /// Postcode of its address.
    pub postcode: String,
    /// City of its address.
    pub city: String,
    /// The counter.
    pub counter: String,
    /// Its last reading.
    pub last: Option<(Date, u64)>,
}

/// Paper in millimetres: 297 by 210.
const A4: u8 = 9;
/// Widths of columns in characters.
const WIDTHS: std::ops::RangeInclusive<usize> = 9..=44;
/// The accent of the page, and its softest tone.
const INK: Color = Color::RGB(0x0B_5F_66);
const SOFT: Color = Color::RGB(0xE3_F0_F0);

impl Format {
    /// The ending of the file's name.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Xlsx => "xlsx",
            Self::Csv => "csv",
        }
    }
}

/// A sheet to fill in, with headings, numbers and days of `language`.
///
/// # Errors
///
/// When a workbook cannot be put together: a bug.
pub fn write(lines: &[Line], language: Language, format: Format) -> Result<Vec<u8>, XlsxError> {
    match format {
        Format::Xlsx => workbook(lines, language),
        Format::Csv => Ok(text(lines, language)),
    }
}

/// The name that a sheet for `quarter`, e.g. `2026-Q4`, has among a reader's files.
pub fn file_name(quarter: &str, language: Language, format: Format) -> String {
    let mut args = FluentArgs::new();
    args.set("quarter", quarter);
    let name = Texts::of(language).text_with("sheet-file-name", &args);
    format!("{name}.{}", format.ending())
}

fn heading(column: Column, language: Language) -> String {
    Texts::of(language).text(&format!("sheet-{}", column.id()))
}

impl Line {
    /// What the reader sees in a column of text; none in columns of numbers and days, and in those to fill in.
    fn words(&self, column: Column) -> Option<&str> {
        match column {
            Column::Serial => Some(&self.serial),
            Column::Model => Some(&self.model),
            Column::Site => Some(&self.site),
            Column::Street => Some(&self.street),
            Column::Postcode => Some(&self.postcode),
            Column::City => Some(&self.city),
            Column::Counter => Some(&self.counter),
            Column::LastDate | Column::LastValue => None,
            Column::Value | Column::Date | Column::Reason => None,
        }
    }
}

fn text(lines: &[Line], language: Language) -> Vec<u8> {
    let texts = Texts::of(language);
    // Where the comma is the decimal sign, spreadsheets part columns by semicolons.
    let delimiter = if language == Language::De { b';' } else { b',' };
    // The mark tells Excel that this is UTF-8.
    let mut writer = csv::WriterBuilder::new()
        .delimiter(delimiter)
        .terminator(csv::Terminator::CRLF)
        .from_writer("\u{feff}".as_bytes().to_vec());
    let row = |line: &Line| {
        Column::ALL.map(|column| match (column, line.last) {
            (Column::LastDate, Some((date, _))) => day(date, language),
            (Column::LastValue, Some((_, value))) => texts.number(value),
            _ => line.words(column).map(harmless).unwrap_or_default(),
        })
    };
    let headings = Column::ALL.map(|column| heading(column, language));
    for row in std::iter::once(headings).chain(lines.iter().map(row)) {
        // A vector takes whatever is written.
        let _ = writer.write_record(&row);
    }
    writer.into_inner().unwrap_or_default()
}

/// A day as spreadsheets of the language know it again. English ones differ in the order of day and month.
fn day(date: Date, language: Language) -> String {
    match language {
        Language::De => Texts::of(language).day(date),
        Language::En => date.to_string(),
    }
}

/// What spreadsheets would take for a formula gets the apostrophe that makes it a text.
fn harmless(words: &str) -> String {
    let formula = words.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']);
    if formula { format!("'{words}") } else { words.to_owned() }
}

fn workbook(lines: &[Line], language: Language) -> Result<Vec<u8>, XlsxError> {
    let day_format = if language == Language::De { "dd.mm.yyyy" } else { "yyyy-mm-dd" };
    let head = CellFormat::new()
        .set_bold()
        .set_font_color(Color::White)
        .set_background_color(INK)
        .set_text_wrap();
    let (days, numbers) =
        (CellFormat::new().set_num_format(day_format), CellFormat::new().set_num_format("#,##0"));
    let open = CellFormat::new()
        .set_background_color(SOFT)
        .set_border(FormatBorder::Thin)
        .set_border_color(Color::RGB(0xA9_C9_CB))
        .set_unlocked();

    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.set_name(Texts::of(language).text("sheet-name"))?;
    for (at, column) in (0u16..).zip(Column::ALL) {
        let heading = heading(column, language);
        let words = lines.iter().filter_map(|line| line.words(column));
        let widest = words.map(|words| words.chars().count()).max().unwrap_or(0);
        let least = if column == Column::Reason { 30 } else { heading.chars().count() };
        let width = (widest.max(least) + 3).clamp(*WIDTHS.start(), *WIDTHS.end());
        sheet.set_column_width(at, width as f64)?;
        sheet.write_string_with_format(0, at, heading, &head)?;
        for (row, line) in (1u32..).zip(lines) {
            match (column, line.last) {
                (Column::LastDate, Some((date, _))) => {
                    let part = |part: i8| u8::try_from(part).unwrap_or(1);
                    let year = u16::try_from(date.year()).unwrap_or(1900);
                    let date = ExcelDateTime::from_ymd(year, part(date.month()), part(date.day()))?;
                    sheet.write_datetime_with_format(row, at, date, &days)?;
                }
                (Column::LastValue, Some((_, value))) => {
                    sheet.write_number_with_format(row, at, value as f64, &numbers)?;
                }
                (Column::Value, _) => {
                    sheet.write_blank(row, at, &open.clone().set_num_format("#,##0"))?;
                }
                (Column::Date, _) => {
                    sheet.write_blank(row, at, &open.clone().set_num_format(day_format))?;
                }
                (Column::Reason, _) => {
                    sheet.write_blank(row, at, &open)?;
                }
                _ => {
                    if let Some(words) = line.words(column).filter(|words| !words.is_empty()) {
                        sheet.write_string(row, at, words)?;
                    }
                }
            }
        }
    }
    let (last_row, last_column) = (lines.len() as u32, Column::ALL.len() as u16 - 1);
    sheet.set_freeze_panes(1, 0)?;
    sheet.autofilter(0, 0, last_row, last_column)?;
    if !lines.is_empty() {
        let value = Column::ALL.iter().position(|one| *one == Column::Value).unwrap_or(0) as u16;
        let whole =
            DataValidation::new().allow_whole_number(DataValidationRule::GreaterThanOrEqualTo(0));
        sheet.add_data_validation(1, value, last_row, value, &whole)?;
        sheet.ignore_error_range(1, 0, last_row, last_column, IgnoreError::NumberStoredAsText)?;
    }
    sheet.set_landscape().set_paper_size(A4).set_print_fit_to_pages(1, 0);
    sheet.set_repeat_rows(0, 0)?;
    workbook.save_to_buffer()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn line(serial: &str, site: &str) -> Line {
        Line {
            serial: serial.into(),
            model: "C612dn".into(),
            site: site.into(),
            street: "Hansaallee 187".into(),
            postcode: "01067".into(),
            city: "Dresden".into(),
            counter: "FARBE1".into(),
            last: Some((date(2026, 9, 30), 31_482)),
        }
    }

    fn csv(lines: &[Line], language: Language) -> String {
        String::from_utf8(write(lines, language, Format::Csv).expect("a file")).expect("UTF-8")
    }

    #[test]
    fn german_csv_has_semicolons_points_and_german_days() {
        assert_eq!(
            csv(&[line("A", "Büro; 1. OG")], Language::De),
            "\u{feff}Seriennummer;Modell;Standort;Straße;PLZ;Ort;Zähler;Zuletzt am;Letzter Stand;Neuer Stand;Abgelesen am;Grund\r\n\
             A;C612dn;\"Büro; 1. OG\";Hansaallee 187;01067;Dresden;FARBE1;30.09.2026;31.482;;;\r\n"
        );
    }

    #[test]
    fn english_csv_has_commas_and_days_that_every_country_reads_alike() {
        assert_eq!(
            csv(&[line("A", "Office")], Language::En).lines().nth(1),
            Some("A,C612dn,Office,Hansaallee 187,01067,Dresden,FARBE1,2026-09-30,\"31,482\",,,")
        );
    }

    #[test]
    fn nothing_in_a_text_becomes_a_formula() {
        for site in ["=1+1", "+49 211", "-5", "@SUM(A1)", "\tx"] {
            let file = csv(&[line("-A", site)], Language::De);
            assert!(file.contains("\r\n'-A;") && file.contains(&format!("'{site}")), "{file}");
        }
    }

    #[test]
    fn what_is_written_is_known_again() {
        for language in Language::ALL {
            for format in [Format::Xlsx, Format::Csv] {
                let file = write(&[line("A", "Büro")], language, format).expect("a file");
                let blank = crate::read(&file).expect_err("nothing is filled in");
                assert_eq!(blank, [domain::Refusal::FileWithoutValues], "{language} {format:?}");
            }
        }
    }
}
