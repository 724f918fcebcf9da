use std::fmt;

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use subtle::ConstantTimeEq;

use crate::{Refusal, Result};

/// A code that is mailed to a contact: 8 digits, derived from a secret, the session and the request for it.
///
/// It is stored nowhere: the letter and the check both derive it, so a copy of the table opens nothing.
#[derive(Clone)]
pub struct MailedCode([u8; 8]);

impl MailedCode {
    /// Seconds for which a code is good.
    pub const SECONDS: i64 = 600;
    /// Wrong tries that it stands.
    pub const TRIES: u32 = 5;
    /// Seconds until the next one may be asked for.
    pub const PAUSE: i64 = 60;

    /// The code for one request, `id`, of one session.
    pub fn derive(secret: &[u8], session: &str, id: &str) -> Self {
        let mut mac =
            Hmac::<Sha256>::new_from_slice(secret).expect("HMAC takes keys of any length");
        mac.update(session.as_bytes());
        mac.update(&[0]);
        mac.update(id.as_bytes());
        let digest = mac.finalize().into_bytes();
        let number = digest.iter().take(8).fold(0u64, |n, byte| n << 8 | u64::from(*byte));
        let mut digits = [b'0'; 8];
        digits.copy_from_slice(format!("{:08}", number % 100_000_000).as_bytes());
        Self(digits)
    }

    /// Reads a code as people type it: blanks and dashes are forgiven.
    ///
    /// # Errors
    ///
    /// [`Refusal::Required`] for nothing, [`Refusal::CodeForm`] for anything but 8 digits.
    pub fn parse(raw: &str) -> Result<Self, Refusal> {
        let text = crate::text::compact(raw);
        if text.is_empty() {
            return Err(Refusal::Required);
        }
        let digits: [u8; 8] = text.as_bytes().try_into().map_err(|_| Refusal::CodeForm)?;
        if digits.iter().all(u8::is_ascii_digit) {
            Ok(Self(digits))
        } else {
            Err(Refusal::CodeForm)
        }
    }

    /// Whether both are the same, in a time that does not tell where they differ.
    pub fn matches(&self, other: &Self) -> bool {
        self.0.ct_eq(&other.0).into()
    }

    /// In two groups for reading: `1234 5678`.
    pub fn shown(&self) -> String {
        let digits = String::from_utf8_lossy(&self.0);
        format!("{} {}", &digits[..4], &digits[4..])
    }
}

/// Never the digits: a code must not reach a log.
impl fmt::Debug for MailedCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MailedCode(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_the_same_for_the_letter_and_the_check() {
        let mailed = MailedCode::derive(b"secret", "session", "1");
        let typed = MailedCode::parse(&mailed.shown()).expect("8 digits");
        assert!(typed.matches(&MailedCode::derive(b"secret", "session", "1")));
    }

    #[test]
    fn another_request_session_or_secret_has_another_code() {
        let code = MailedCode::derive(b"secret", "session", "1");
        for (secret, session, id) in
            [("secret", "session", "2"), ("secret", "other", "1"), ("other", "session", "1")]
        {
            assert!(!code.matches(&MailedCode::derive(secret.as_bytes(), session, id)));
        }
    }

    #[test]
    fn a_code_never_shows_in_debug_output() {
        let code = MailedCode::derive(b"secret", "session", "1");
        assert_eq!(format!("{code:?}"), "MailedCode(..)");
    }
}
