use std::fmt;

use data_encoding::HEXLOWER;
use hmac::{Hmac, KeyInit, Mac};
use jiff::{SignedDuration, Timestamp};
use sha2::Sha256;

use crate::{ContactId, ContractRef};

/// A link in a letter: opens the reading sheet of one contract for one contact, for 21 days.
///
/// It is stored nowhere: the letter and the portal both derive it from a secret, so a copy of the table opens nothing. It names the
/// contract by its reference, never by the pair of numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LetterLink {
    /// Whose sheet.
    pub contract_ref: ContractRef,
    /// To whom it was mailed.
    pub contact: ContactId,
    /// From when on it opens nothing, in whole seconds.
    pub expires: Timestamp,
}

impl LetterLink {
    /// Days for which a link is good.
    pub const DAYS: i64 = 21;

    /// The link that a letter about what happened at `then` carries.
    pub fn new(contract_ref: &ContractRef, contact: &ContactId, then: Timestamp) -> Self {
        let expires = then + SignedDuration::from_hours(24 * Self::DAYS);
        let expires = Timestamp::from_second(expires.as_second()).unwrap_or(expires);
        Self { contract_ref: contract_ref.clone(), contact: contact.clone(), expires }
    }

    /// What stands in the letter.
    pub fn token(&self, secret: &[u8]) -> String {
        format!("{self}.{}", HEXLOWER.encode(&self.mac(secret).finalize().into_bytes()))
    }

    /// The link behind a token; nothing when it was not made with `secret`, or is over at `now`.
    pub fn read(secret: &[u8], token: &str, now: Timestamp) -> Option<Self> {
        let (said, mac) = token.rsplit_once('.')?;
        let mut parts = said.split('.');
        let link = Self {
            contract_ref: ContractRef::parse(parts.next()?).ok()?,
            contact: ContactId::parse(parts.next()?).ok()?,
            expires: Timestamp::from_second(parts.next()?.parse().ok()?).ok()?,
        };
        let mac = HEXLOWER.decode(mac.as_bytes()).ok()?;
        link.mac(secret).verify_slice(&mac).ok()?;
        // A number can be written in more ways than the one that was mailed.
        (now < link.expires && link.to_string() == said).then_some(link)
    }

    fn mac(&self, secret: &[u8]) -> Hmac<Sha256> {
        let mut mac =
            Hmac::<Sha256>::new_from_slice(secret).expect("HMAC takes keys of any length");
        // Mailed codes are made with the same secret: what they are made of never begins like this.
        mac.update(b"link ");
        mac.update(self.to_string().as_bytes());
        mac
    }
}

/// What of the token is no secret.
impl fmt::Display for LetterLink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.contract_ref, self.contact, self.expires.as_second())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &[u8] = b"secret";

    fn moment(text: &str) -> Timestamp {
        text.parse().expect("a moment")
    }

    fn link() -> LetterLink {
        let contract_ref = ContractRef::parse("01J00000000000000000000000").expect("a reference");
        let contact = ContactId::parse("01J00000000000000000000001").expect("an id");
        LetterLink::new(&contract_ref, &contact, moment("2026-12-28T05:00:00.5Z"))
    }

    #[test]
    fn a_link_is_good_for_21_days() {
        let token = link().token(SECRET);
        let cases = [
            ("2026-12-28T05:00:01Z", true),
            ("2027-01-18T04:59:59Z", true),
            ("2027-01-18T05:00:00Z", false),
        ];
        for (now, good) in cases {
            let read = LetterLink::read(SECRET, &token, moment(now));
            assert_eq!(read, good.then(link), "at {now}");
        }
    }

    #[test]
    fn a_link_that_was_changed_anywhere_opens_nothing() {
        let token = link().token(SECRET);
        let now = moment("2026-12-29T00:00:00Z");
        for place in 0..token.len() {
            let mut bytes = token.clone().into_bytes();
            bytes[place] = if bytes[place] == b'1' { b'2' } else { b'1' };
            let changed = String::from_utf8(bytes).expect("ASCII");
            assert_eq!(LetterLink::read(SECRET, &changed, now), None, "{changed}");
        }
        for other in [
            "",
            ".",
            "...",
            &token[..token.len() - 2],
            &format!("{token}.1"),
            &format!("{token}00"),
            &token.replacen(".1", ".+1", 1),
            &token.replacen(".1", ".01", 1),
        ] {
            assert_eq!(LetterLink::read(SECRET, other, now), None, "{other}");
        }
    }

    #[test]
    fn another_secret_makes_another_link() {
        let token = link().token(b"other");
        assert_eq!(LetterLink::read(SECRET, &token, moment("2026-12-29T00:00:00Z")), None);
    }
}
