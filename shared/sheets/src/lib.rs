//! Sheets of readings as files: written for people to fill in, and read back from whatever they send.
//!
//! [`read`] takes bytes from strangers: it knows a file by its content, and its time and memory are bounded by constants. What
//! a row means for a device is not known here, only what stands in it.

mod cell;
mod column;
mod day;
mod read;
mod text;
mod workbook;
mod write;

pub use column::{Column, Place};
pub use read::{MAX_ROWS, Row, Sheet};
pub use write::{Format, Line, file_name, write};

use domain::Refusal;

/// What a compound file begins with: workbooks before 2007, and newer ones behind a password.
const COMPOUND: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

/// Reads a sheet of readings from an XLSX or CSV file.
///
/// # Errors
///
/// Why the file as a whole cannot be read, e.g. [`Refusal::FileNotASheet`]; several reasons where several columns are missing.
/// What is wrong with a single cell is said in its [`Row`].
pub fn read(file: &[u8]) -> Result<Sheet, Vec<Refusal>> {
    let refused = |refusal| Err(vec![refusal]);
    if file.trim_ascii().is_empty() {
        refused(Refusal::FileEmpty)
    } else if file.starts_with(COMPOUND) {
        let encrypted: Vec<u8> = "EncryptedPackage".bytes().flat_map(|b| [b, 0]).collect();
        let locked = file.windows(encrypted.len()).any(|window| window == encrypted);
        refused(if locked { Refusal::FilePassword } else { Refusal::FileOtherFormat })
    } else if file.starts_with(b"PK") {
        workbook::read(file)
    } else {
        text::read(file)
    }
}
