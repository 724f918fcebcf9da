use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};
use std::path::Path;

use csv::{ByteRecord, Position, Reader, ReaderBuilder, Terminator};

use super::fault::{Fault, Faults, Why};

/// A kind of file: its name and its columns.
#[derive(Debug)]
pub(super) struct Form {
    /// The file's name, e.g. `devices.csv`.
    pub file: &'static str,
    /// Columns that the header must name, in any order.
    pub required: &'static [&'static str],
    /// Columns that the header may name.
    pub optional: &'static [&'static str],
}

/// An open file whose header has been read: rows of the form's columns.
pub(super) struct Sheet {
    form: &'static Form,
    reader: Reader<File>,
    record: ByteRecord,
    /// Where each column of the file belongs.
    columns: Vec<&'static str>,
    /// Bytes of the file, and whether its last line is terminated.
    end: (u64, bool),
}

impl Sheet {
    /// Opens the form's file in `dir`; `None` if it is not there or its header is unusable, which is then noted.
    ///
    /// # Errors
    ///
    /// What the file system says.
    pub fn open(dir: &Path, form: &'static Form, faults: &mut Faults) -> io::Result<Option<Self>> {
        let mut file = match File::open(dir.join(form.file)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            opened => opened?,
        };
        let end = end_of(&mut file)?;
        let mut reader = ReaderBuilder::new()
            .delimiter(delimiter(&mut file)?)
            // The usual CRLF would leave the line feed for the next row and so count its line one too low.
            .terminator(Terminator::Any(b'\n'))
            .has_headers(false)
            .flexible(true)
            .from_reader(file);
        let mut record = ByteRecord::new();
        reader.read_byte_record(&mut record)?;
        let Some(columns) = header(form, &record, faults) else { return Ok(None) };
        Ok(Some(Self { form, reader, record, columns, end }))
    }

    /// The next row that is not blank. Rows with too few or too many fields are noted and passed over: nothing in them
    /// can be trusted. Ends early when so much is wrong that reading on helps nobody.
    ///
    /// # Errors
    ///
    /// What the file system says.
    pub fn next<'a>(&'a mut self, faults: &'a mut Faults) -> io::Result<Option<Row<'a>>> {
        let line = loop {
            if faults.full() || !self.reader.read_byte_record(&mut self.record)? {
                return Ok(None);
            }
            if self.record.iter().all(|field| field.trim_ascii().is_empty()) {
                continue;
            }
            let (fields, columns) = (self.record.len(), self.columns.len());
            if fields == columns {
                break self.line();
            }
            faults.push(Fault {
                file: self.form.file.into(),
                line: Some(self.line()),
                column: None,
                reason: format!("has {fields} fields where the header has {columns}"),
            });
        };
        let Self { form, columns, record, .. } = self;
        Ok(Some(Row { file: form.file, columns, record, line, faults }))
    }

    /// The row that begins at `place`.
    ///
    /// # Errors
    ///
    /// What the file system says.
    pub fn at<'a>(
        &'a mut self,
        place: Position,
        faults: &'a mut Faults,
    ) -> io::Result<Option<Row<'a>>> {
        self.reader.seek(place)?;
        self.next(faults)
    }

    /// How many bytes have been read.
    pub fn position(&self) -> u64 {
        self.reader.position().byte()
    }

    /// The line in which the current row begins. The reader's own count is that of a blank line before it.
    fn line(&self) -> u64 {
        let position = self.reader.position();
        let (bytes, terminated) = self.end;
        let finished = u64::from(terminated || position.byte() < bytes);
        let inside = self.record.as_slice().iter().filter(|byte| **byte == b'\n').count() as u64;
        position.line() - inside - finished
    }
}

/// A row of a sheet. What cannot be read of it is noted with its line and column.
pub(super) struct Row<'a> {
    file: &'static str,
    columns: &'a [&'static str],
    record: &'a ByteRecord,
    /// The line in which it begins.
    pub line: u64,
    faults: &'a mut Faults,
}

impl Row<'_> {
    /// Where it begins, for [`Sheet::at`].
    pub fn place(&self) -> Position {
        self.record.position().cloned().unwrap_or_else(Position::new)
    }

    /// Reads the field of `column` with `parse`; a column that the file does not have is empty.
    pub fn take<T, W: Into<Why>>(
        &mut self,
        column: &'static str,
        parse: impl FnOnce(&str) -> Result<T, W>,
    ) -> Option<T> {
        let index = self.columns.iter().position(|name| *name == column);
        let mut field = index.and_then(|index| self.record.get(index)).unwrap_or_default();
        if index.is_some_and(|index| index + 1 == self.record.len()) {
            field = field.strip_suffix(b"\r").unwrap_or(field);
        }
        let parsed = match std::str::from_utf8(field) {
            Ok(text) => parse(text).map_err(Into::into),
            Err(_) => Err(Why::from("is not UTF-8: save the file as \"CSV UTF-8\"")),
        };
        parsed.map_err(|Why(reason)| self.note(Some(column), reason)).ok()
    }

    /// Notes that `column`, or the whole row, is refused.
    pub fn note(&mut self, column: Option<&str>, reason: impl Into<String>) {
        self.faults.push(Fault {
            file: self.file.to_owned(),
            line: Some(self.line),
            column: column.map(str::to_owned),
            reason: reason.into(),
        });
    }
}

/// The form's columns in the file's order; `None` after noting what is wrong with the header.
fn header(
    form: &'static Form,
    record: &ByteRecord,
    faults: &mut Faults,
) -> Option<Vec<&'static str>> {
    let mut good = true;
    let mut note = |column: &str, reason: &str| {
        good = false;
        faults.push(Fault {
            file: form.file.into(),
            line: Some(1),
            column: Some(column.into()),
            reason: reason.into(),
        });
    };
    let known = || form.required.iter().chain(form.optional).copied();
    let mut columns = Vec::new();
    for field in record {
        let name = String::from_utf8_lossy(field.strip_suffix(b"\r").unwrap_or(field));
        match known().find(|known| *known == name) {
            Some(column) if columns.contains(&column) => note(&name, "stands twice in the header"),
            Some(column) => columns.push(column),
            None => note(&name, "is not a column of this file"),
        }
    }
    for column in form.required.iter().filter(|column| !columns.contains(column)) {
        note(column, "is missing in the header");
    }
    good.then_some(columns)
}

/// A semicolon where the header line has one (no column's name does), else a comma.
fn delimiter(file: &mut File) -> io::Result<u8> {
    let mut line = Vec::new();
    BufReader::new(&mut *file).take(10_000).read_until(b'\n', &mut line)?;
    file.rewind()?;
    Ok(if line.contains(&b';') { b';' } else { b',' })
}

/// The file's length and whether its last line is terminated.
fn end_of(file: &mut File) -> io::Result<(u64, bool)> {
    let length = file.seek(SeekFrom::End(0))?;
    let mut last = [0];
    if length > 0 {
        file.seek(SeekFrom::End(-1))?;
        file.read_exact(&mut last)?;
    }
    file.rewind()?;
    Ok((length, last == *b"\n"))
}
