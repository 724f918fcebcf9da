use std::fmt;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::contract::parsed_text;
use crate::{CaseNo, ContractRef, Level, Refusal, Result, Serial, Session, Text};

/// What a file may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum FileKind {
    /// A document.
    #[serde(rename = "application/pdf")]
    Pdf,
    /// A picture without loss.
    #[serde(rename = "image/png")]
    Png,
    /// A photo.
    #[serde(rename = "image/jpeg")]
    Jpeg,
}

impl FileKind {
    /// Bytes of a file's beginning that say what it is.
    pub const TELLING: usize = 16;

    /// Reads a media type.
    ///
    /// # Errors
    ///
    /// [`Refusal::FileKindUnknown`] for any but these three.
    pub fn parse(raw: &str) -> Result<Self, Refusal> {
        let kinds = [Self::Pdf, Self::Png, Self::Jpeg];
        let kind =
            kinds.into_iter().find(|kind| raw.trim().eq_ignore_ascii_case(kind.media_type()));
        kind.ok_or(Refusal::FileKindUnknown)
    }

    /// What a file is by its first [`FileKind::TELLING`] bytes, whatever it is called.
    pub fn of(beginning: &[u8]) -> Option<Self> {
        match beginning {
            [b'%', b'P', b'D', b'F', b'-', ..] => Some(Self::Pdf),
            [
                0x89,
                b'P',
                b'N',
                b'G',
                b'\r',
                b'\n',
                0x1A,
                b'\n',
                0,
                0,
                0,
                13,
                b'I',
                b'H',
                b'D',
                b'R',
                ..,
            ] => Some(Self::Png),
            [0xFF, 0xD8, 0xFF, ..] => Some(Self::Jpeg),
            _ => None,
        }
    }

    /// E.g. `application/pdf`.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
        }
    }

    /// How names of such files end.
    fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Pdf => &["pdf"],
            Self::Png => &["png"],
            Self::Jpeg => &["jpg", "jpeg"],
        }
    }
}

/// The SHA-256 of a file: 64 hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct FileHash(String);
parsed_text!(FileHash);

impl FileHash {
    /// Reads a hash in either case.
    ///
    /// # Errors
    ///
    /// [`Refusal::Required`] for nothing, [`Refusal::HashForm`] for anything but 64 hexadecimal digits.
    pub fn parse(raw: &str) -> Result<Self, Refusal> {
        match raw.len() {
            0 => Err(Refusal::Required),
            64 if raw.bytes().all(|b| b.is_ascii_hexdigit()) => Ok(Self(raw.to_ascii_lowercase())),
            _ => Err(Refusal::HashForm),
        }
    }
}

/// A file as it is announced, before a byte of it has come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewFile {
    /// What its owner calls it.
    pub name: String,
    /// What it is said to be.
    #[serde(rename = "type")]
    pub kind: FileKind,
    /// Bytes.
    pub size: u64,
    /// The hash of its bytes.
    pub sha256: FileHash,
}

impl NewFile {
    /// Bytes that a file has at most.
    pub const MAX_BYTES: u64 = 10 * 1024 * 1024;
    /// Characters of a name.
    pub const MAX_NAME: usize = 120;

    /// Reads a name; folders in front of it are forgiven.
    ///
    /// # Errors
    ///
    /// As [`Text::line`].
    pub fn parse_name(raw: &str) -> Result<String, Refusal> {
        Text::line(raw.rsplit(['/', '\\']).next().unwrap_or_default(), Self::MAX_NAME)
    }

    /// Reads a size in bytes.
    ///
    /// # Errors
    ///
    /// [`Refusal::FileEmpty`] for none, [`Refusal::FileTooLarge`] for more than [`NewFile::MAX_BYTES`].
    pub fn parse_size(size: u64) -> Result<u64, Refusal> {
        match size {
            0 => Err(Refusal::FileEmpty),
            1..=Self::MAX_BYTES => Ok(size),
            _ => Err(Refusal::FileTooLarge { max: Self::MAX_BYTES / 1024 / 1024 }),
        }
    }

    /// The name by which it is kept elsewhere: it ends as its kind does, so that nothing opens it as something else.
    pub fn name_to_keep(&self) -> String {
        let ending = self.name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
        if ending.is_some_and(|ending| self.kind.endings().contains(&ending.as_str())) {
            self.name.clone()
        } else {
            format!("{}.{}", self.name, self.kind.endings()[0])
        }
    }
}

/// What is wrong with a file that has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FileFault {
    /// It is not of the kind that it was announced as.
    OtherKind,
    /// Its bytes are not those that were announced.
    OtherContent,
}

impl From<FileFault> for Refusal {
    fn from(fault: FileFault) -> Self {
        match fault {
            FileFault::OtherKind => Self::FileOtherKind,
            FileFault::OtherContent => Self::FileOtherContent,
        }
    }
}

/// What is found out about a file while it is read once, piece by piece.
#[derive(Debug, Clone, Default)]
pub struct FileFacts {
    beginning: Vec<u8>,
    size: u64,
}

impl FileFacts {
    /// Notes the next piece.
    pub fn note(&mut self, piece: &[u8]) {
        let missing = FileKind::TELLING.saturating_sub(self.beginning.len());
        self.beginning.extend(piece.iter().take(missing));
        self.size += piece.len() as u64;
    }

    /// Whether this is `file`, when its bytes have the hash `sha256`.
    ///
    /// # Errors
    ///
    /// What is wrong with it.
    pub fn check(&self, file: &NewFile, sha256: &FileHash) -> Result<(), FileFault> {
        if self.size != file.size || *sha256 != file.sha256 {
            return Err(FileFault::OtherContent);
        }
        if FileKind::of(&self.beginning) == Some(file.kind) {
            Ok(())
        } else {
            Err(FileFault::OtherKind)
        }
    }
}

/// The id of an upload: 26 letters and digits that sort by time.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct UploadId(String);
parsed_text!(UploadId);

impl UploadId {
    /// Reads an id.
    ///
    /// # Errors
    ///
    /// [`Refusal::Required`] for nothing, [`Refusal::IdForm`] for anything but 26 letters and digits.
    pub fn parse(raw: &str) -> Result<Self, Refusal> {
        match raw.len() {
            0 => Err(Refusal::Required),
            26 if raw.bytes().all(|b| b.is_ascii_alphanumeric()) => Ok(Self(raw.to_owned())),
            _ => Err(Refusal::IdForm),
        }
    }
}

/// How far an upload is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UploadState {
    /// It may come.
    Announced,
    /// It has come and was found to be what it was announced as.
    Accepted,
    /// It has come and was found to be something else; it is gone.
    Refused,
}

/// A file that is to come, has come, or was refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Upload {
    /// Its id.
    pub id: UploadId,
    /// What was announced.
    #[serde(flatten)]
    pub file: NewFile,
    /// When it was announced.
    pub announced_at: Timestamp,
    /// The session that announced it: SHA-256, as sessions are known.
    pub session: String,
    /// The step of the ladder that it had reached.
    #[serde(default = "Level::highest")]
    pub level: Level,
    /// How far it is.
    pub state: UploadState,
    /// When it was accepted or refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub settled_at: Option<Timestamp>,
    /// What was wrong with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fault: Option<FileFault>,
}

impl Upload {
    /// Minutes for which the address of an upload is good.
    pub const MINUTES: u64 = 10;
    /// Days for which one may stay announced: as long as the bucket keeps what nobody has looked at, and one.
    pub const DAYS_ANNOUNCED: i64 = 8;
    /// Days for which a refused one is shown.
    pub const DAYS_REFUSED: i64 = 90;

    /// An upload that `session` announces.
    pub fn announced(id: UploadId, file: NewFile, session: &Session, now: Timestamp) -> Self {
        Self {
            id,
            file,
            announced_at: now,
            session: session.id.clone(),
            level: session.level,
            state: UploadState::Announced,
            settled_at: None,
            fault: None,
        }
    }
}

/// A status page that a customer sends.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatusPage {
    /// The device that printed it.
    pub serial: Serial,
    /// Its file.
    #[serde(flatten)]
    pub upload: Upload,
}

/// A file of a ticket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TicketFile {
    /// Its place among the ticket's files, from 1.
    pub place: u32,
    /// The file.
    #[serde(flatten)]
    pub upload: Upload,
}

impl TicketFile {
    /// Files of a ticket at most.
    pub const MAX: u32 = 5;
    /// For how long a file that was announced keeps its place, should it never come.
    pub const KEEPS_PLACE: SignedDuration = SignedDuration::from_hours(1);

    /// Whether another file may have its place at `now`.
    pub fn gives_way(&self, now: Timestamp) -> bool {
        match self.upload.state {
            UploadState::Accepted => false,
            UploadState::Refused => true,
            UploadState::Announced => self.upload.announced_at + Self::KEEPS_PLACE < now,
        }
    }

    /// The first place that is free at `now`.
    ///
    /// # Errors
    ///
    /// [`Refusal::TooManyFiles`] where there is none.
    pub fn free_place(files: &[Self], now: Timestamp) -> Result<u32, Refusal> {
        let taken =
            |place: &u32| files.iter().any(|file| file.place == *place && !file.gives_way(now));
        let free = (1..=Self::MAX).find(|place| !taken(place));
        free.ok_or(Refusal::TooManyFiles { max: Self::MAX })
    }
}

/// What a file belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileOwner {
    /// It is a status page.
    StatusPage,
    /// It belongs to a ticket.
    Ticket(CaseNo),
}

/// Where a file is: as an object's key, without the pair of numbers that opens the portal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FilePlace {
    /// Whose.
    pub contract_ref: ContractRef,
    /// What it belongs to.
    pub owner: FileOwner,
    /// Which one.
    pub id: UploadId,
}

impl FilePlace {
    /// What the keys of files begin with that nobody has looked at.
    pub const INCOMING: &str = "incoming/";

    /// The key under which it comes.
    pub fn incoming(&self) -> String {
        format!("{}{self}", Self::INCOMING)
    }

    /// Reads the key of a file that came; nothing for a key that this portal did not make.
    pub fn of_incoming(key: &str) -> Option<Self> {
        let own = key.strip_prefix(Self::INCOMING)?;
        let parts: Vec<&str> = own.split('/').collect();
        let place = |owner, contract_ref, id| {
            let contract_ref = ContractRef::parse(contract_ref).ok()?;
            Some(Self { contract_ref, owner, id: UploadId::parse(id).ok()? })
        };
        let place = match parts[..] {
            ["status", contract_ref, id] => place(FileOwner::StatusPage, contract_ref, id),
            ["tickets", contract_ref, number, id] => {
                place(FileOwner::Ticket(CaseNo::parse(number).ok()?), contract_ref, id)
            }
            _ => None,
        };
        // People may write a ticket's number in more ways than one; the portal does not.
        place.filter(|place| place.to_string() == own)
    }
}

/// The key under which it is kept once it is accepted: `status/<contract>/<id>`, `tickets/<contract>/<number>/<id>`.
impl fmt::Display for FilePlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { contract_ref, owner, id } = self;
        match owner {
            FileOwner::StatusPage => write!(f, "status/{contract_ref}/{id}"),
            FileOwner::Ticket(number) => write!(f, "tickets/{contract_ref}/{number}/{id}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0";

    fn hash(digit: &str) -> FileHash {
        FileHash::parse(&digit.repeat(64)).expect("a hash")
    }

    fn file(name: &str, kind: FileKind, size: u64) -> NewFile {
        NewFile { name: name.to_owned(), kind, size, sha256: hash("a") }
    }

    #[test]
    fn a_file_is_what_its_first_bytes_say_whatever_it_is_called() {
        let cases: [(&[u8], Option<FileKind>); 9] = [
            (b"%PDF-1.7\n", Some(FileKind::Pdf)),
            (PNG, Some(FileKind::Png)),
            (b"\xff\xd8\xff\xe0\0\x10JFIF", Some(FileKind::Jpeg)),
            (b"MZ\x90\0\x03", None),
            (b"\x7fELF\x02\x01", None),
            (b"<svg xmlns=", None),
            (b"<!doctype html>", None),
            (b"MZ %PDF-1.7", None),
            (b"", None),
        ];
        for (beginning, expected) in cases {
            assert_eq!(FileKind::of(beginning), expected, "{beginning:?}");
        }
    }

    #[test]
    fn a_file_that_comes_must_be_the_one_that_was_announced() {
        let cases = [
            (file("a.png", FileKind::Png, PNG.len() as u64), hash("a"), Ok(())),
            (file("a.pdf", FileKind::Pdf, PNG.len() as u64), hash("a"), Err(FileFault::OtherKind)),
            (file("a.png", FileKind::Png, 17), hash("a"), Err(FileFault::OtherContent)),
            (
                file("a.png", FileKind::Png, PNG.len() as u64),
                hash("b"),
                Err(FileFault::OtherContent),
            ),
        ];
        for (file, sha256, expected) in cases {
            let mut facts = FileFacts::default();
            for piece in PNG.chunks(5) {
                facts.note(piece);
            }
            assert_eq!(facts.check(&file, &sha256), expected, "{file:?}");
        }
    }

    #[test]
    fn a_file_has_one_byte_to_ten_mebibytes() {
        let most = 10 * 1024 * 1024;
        let cases = [
            (0, Err(Refusal::FileEmpty)),
            (1, Ok(1)),
            (most, Ok(most)),
            (most + 1, Err(Refusal::FileTooLarge { max: 10 })),
        ];
        for (size, expected) in cases {
            assert_eq!(NewFile::parse_size(size), expected, "{size} bytes");
        }
    }

    #[test]
    fn a_kept_file_ends_as_its_kind_does() {
        let cases = [
            ("Statusseite.pdf", FileKind::Pdf, "Statusseite.pdf"),
            ("IMG_0001.JPEG", FileKind::Jpeg, "IMG_0001.JPEG"),
            ("setup.exe", FileKind::Pdf, "setup.exe.pdf"),
            ("Scan", FileKind::Png, "Scan.png"),
        ];
        for (name, kind, expected) in cases {
            assert_eq!(file(name, kind, 1).name_to_keep(), expected);
        }
    }

    #[test]
    fn a_name_is_read_without_its_folders() {
        assert_eq!(NewFile::parse_name("C:\\fakepath\\Seite.pdf"), Ok("Seite.pdf".to_owned()));
        assert_eq!(NewFile::parse_name("../../Seite.pdf"), Ok("Seite.pdf".to_owned()));
        assert_eq!(NewFile::parse_name("a\r\nb"), Err(Refusal::ControlCharacters));
    }

    #[test]
    fn a_file_that_was_refused_or_never_came_gives_its_place_to_another() {
        let now: Timestamp = "2026-11-23T10:00:00Z".parse().expect("a moment");
        let file = |place, state, announced: &str| TicketFile {
            place,
            upload: Upload {
                id: UploadId::parse("01K00000000000000000000000").expect("an id"),
                file: file("a.pdf", FileKind::Pdf, 1),
                announced_at: announced.parse().expect("a moment"),
                session: String::new(),
                level: Level::Numbers,
                state,
                settled_at: None,
                fault: None,
            },
        };
        let full: Vec<_> = (1..=5)
            .map(|place| file(place, UploadState::Accepted, "2026-11-23T09:00:00Z"))
            .collect();
        let with = |at: usize, one: TicketFile| {
            let mut files = full.clone();
            files[at] = one;
            TicketFile::free_place(&files, now)
        };
        let none = Err(Refusal::TooManyFiles { max: 5 });
        assert_eq!(TicketFile::free_place(&[], now), Ok(1));
        assert_eq!(TicketFile::free_place(&full, now), none);
        assert_eq!(with(2, file(3, UploadState::Refused, "2026-11-23T09:59:00Z")), Ok(3));
        assert_eq!(with(3, file(4, UploadState::Announced, "2026-11-23T08:59:00Z")), Ok(4));
        assert_eq!(with(3, file(4, UploadState::Announced, "2026-11-23T09:30:00Z")), none);
    }

    #[test]
    fn the_key_of_a_file_reads_back_what_it_wrote() {
        let number = CaseNo::parse("263274819204").expect("a number");
        for owner in [FileOwner::StatusPage, FileOwner::Ticket(number)] {
            let place = FilePlace {
                contract_ref: ContractRef::parse("01J00000000000000000000000")
                    .expect("a reference"),
                owner,
                id: UploadId::parse("01K00000000000000000000000").expect("an id"),
            };
            assert_eq!(FilePlace::of_incoming(&place.incoming()), Some(place));
        }
        for other in [
            "",
            "incoming/",
            "status/01J00000000000000000000000/01K00000000000000000000000",
            "incoming/status/x/y",
            "incoming/tickets/01J00000000000000000000000/26327-481920-4/01K00000000000000000000000",
        ] {
            assert_eq!(FilePlace::of_incoming(other), None, "{other:?}");
        }
    }
}
