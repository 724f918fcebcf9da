use api::{Body, KnownContracts, Request, Token};
use data_encoding::HEXLOWER;
use domain::{ContactId, ContractKey, ContractRef, LetterLink, MailedCode, Session};
use jiff::Timestamp;
use lambda_http::http::HeaderValue;
use lambda_http::http::header::COOKIE;
use sha2::{Digest, Sha256};

use super::portal::{MARK, app, sealed};

const SECRET: &[u8] = b"secret";

/// Lines of a `Cookie` header, the token of a letter's link, a session's id or a mailed code: nothing invented opens anything.
pub fn cookie(data: &[u8]) {
    header(data);
    let Ok(text) = std::str::from_utf8(data) else { return };
    link(text);
    if let Ok(id) = Session::parse_id(text) {
        assert_eq!(id, text);
    }
    if let Ok(code) = MailedCode::parse(text) {
        let again = MailedCode::parse(&code.shown()).expect("as it is mailed");
        assert!(again.matches(&code));
    }
}

fn header(data: &[u8]) {
    let mut request = Request::new(Body::Empty);
    for line in data.split(|byte| *byte == b'\n') {
        if let Ok(line) = HeaderValue::from_bytes(line) {
            request.headers_mut().append(COOKIE, line);
        }
    }
    let sent = String::from_utf8_lossy(data);
    known(&request, &sent);
    let Ok(token) = Token::from_request(&request, app()) else { return };
    assert_eq!(token.contract().to_string(), "DE#17102995#SPV20418");
    assert!(sent.contains(sealed()), "another seal opens a contract");
    let set = token.set_cookie(app());
    let set = set.to_str().expect("visible ASCII");
    let back = set.split(';').next().and_then(|pair| pair.strip_prefix("session="));
    let back = back.expect("a pair");
    assert!(sent.contains(back), "what is set is not what came");
    // The other half is not checked before the table is asked, under the hash of the whole.
    assert_eq!(token.id(), HEXLOWER.encode(&Sha256::digest(back)));
}

fn known(request: &Request, sent: &str) {
    let contract = ContractKey::from_parts("DE#17102995#SPV20418", '#').expect("a key");
    let marks = KnownContracts::from_request(request, app());
    let known = marks.has(&contract, Timestamp::UNIX_EPOCH);
    assert!(!known || sent.contains(MARK), "another seal makes a browser known");
    assert!(!marks.has(&contract, Timestamp::MAX), "it is known for ever");
}

fn link(text: &str) {
    let made = LetterLink {
        contract_ref: ContractRef::parse("01J00000000000000000000000").expect("a reference"),
        contact: ContactId::parse("01J00000000000000000000001").expect("an id"),
        expires: Timestamp::from_second(1_800_000_000).expect("a moment"),
    };
    if let Some(link) = LetterLink::read(SECRET, text, Timestamp::UNIX_EPOCH) {
        assert_eq!((link, text), (made.clone(), made.token(SECRET).as_str()));
        assert_eq!(LetterLink::read(SECRET, text, made.expires), None, "it opens when it is over");
    }
}
