use std::sync::LazyLock;

use api::files::FileForm;
use data_encoding::HEXLOWER;
use domain::{
    ContractRef, FileFacts, FileFault, FileHash, FileKind, FileOwner, FilePlace, NewFile, UploadId,
};
use files::Files;
use sha2::{Digest, Sha256};

/// How a file is announced, in a line of JSON, and its bytes: it is taken only if it is what it was announced as, and its name is nothing but a name to
/// whoever fetches it. The line may be the key of an object instead.
pub fn uploaded_file(data: &[u8]) {
    let (first, bytes) = match data.iter().position(|byte| *byte == b'\n') {
        Some(end) => (&data[..end], &data[end + 1..]),
        None => (data, &[][..]),
    };
    if let Some(place) = std::str::from_utf8(first).ok().and_then(FilePlace::of_incoming) {
        assert_eq!(place.incoming().as_bytes(), first, "two keys are one place");
    }
    let form = serde_json::from_slice::<FileForm>(first).ok();
    let Some(announced) = form.and_then(|form| form.parse().ok()) else { return };
    inspected(&announced, bytes);
    fetched(&announced);
}

fn inspected(announced: &NewFile, bytes: &[u8]) {
    let mut facts = FileFacts::default();
    // Pieces of every length come, and none says where a file's kind is told.
    bytes.chunks(1 + bytes.len() % 7).for_each(|piece| facts.note(piece));
    let hash = HEXLOWER.encode(&Sha256::digest(bytes));
    let hash = FileHash::parse(&hash).expect("a hash");
    let size = bytes.len() as u64;
    let kind = FileKind::of(bytes);
    let same = announced.size == size && announced.sha256 == hash;
    let fault = match (same, kind == Some(announced.kind)) {
        (false, _) => Err(FileFault::OtherContent),
        (true, false) => Err(FileFault::OtherKind),
        (true, true) => Ok(()),
    };
    assert_eq!(facts.check(announced, &hash), fault);
    // Whoever announces rightly what these bytes are gets them taken, and whoever says that they are something else does not.
    for claimed in [FileKind::Pdf, FileKind::Png, FileKind::Jpeg] {
        let file = NewFile { kind: claimed, size, sha256: hash.clone(), ..announced.clone() };
        assert_eq!(facts.check(&file, &hash).is_ok(), kind == Some(claimed));
    }
}

fn fetched(file: &NewFile) {
    let name = file.name_to_keep();
    assert!(!name.contains(['/', '\\']) && !name.chars().any(char::is_control), "{name:?}");
    let ending = name.rsplit_once('.').expect("an ending").1.to_ascii_lowercase();
    let own: &[&str] = match file.kind {
        FileKind::Pdf => &["pdf"],
        FileKind::Png => &["png"],
        FileKind::Jpeg => &["jpg", "jpeg"],
    };
    assert!(own.contains(&ending.as_str()), "{name:?} is opened as something else");

    let said = disposition(file);
    let (plain, named) = said
        .strip_prefix("attachment; filename=\"")
        .and_then(|rest| rest.split_once("\"; filename*=UTF-8''"))
        .expect("a file to be kept, by two names");
    let harmless = |b: u8| b.is_ascii_alphanumeric() || b"-._ ".contains(&b);
    assert!(plain.bytes().all(harmless), "{said:?}");
    assert!(named.bytes().all(|b| b == b'%' || b != b' ' && harmless(b)), "{said:?}");
}

/// What the address to fetch a file from makes the bucket say about it.
fn disposition(file: &NewFile) -> String {
    static FILES: LazyLock<Files> =
        LazyLock::new(|| Files::new(&aws::Environment::local("http://127.0.0.1:9"), "files"));
    let place = FilePlace {
        contract_ref: ContractRef::parse("01J00000000000000000000000").expect("a reference"),
        owner: FileOwner::StatusPage,
        id: UploadId::parse("01J00000000000000000000001").expect("an id"),
    };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build();
    let url = runtime.expect("a runtime").block_on(FILES.fetch_url(&place, file));
    let url: lambda_http::http::Uri = url.expect("signed").parse().expect("an address");
    let query = url.query().unwrap_or_default().split('&');
    let said = query.filter_map(|pair| pair.strip_prefix("response-content-disposition="));
    let [said] = said.collect::<Vec<_>>()[..] else { panic!("not said once: {url}") };
    let mut bytes = Vec::new();
    let mut rest = said.bytes();
    while let Some(byte) = rest.next() {
        let mut digit = || char::from(rest.next().expect("a digit")).to_digit(16).expect("a digit");
        let decoded = if byte == b'%' { (digit() * 16 + digit()) as u8 } else { byte };
        bytes.push(decoded);
    }
    String::from_utf8(bytes).expect("ASCII")
}
