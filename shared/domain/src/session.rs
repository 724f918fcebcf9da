use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::{ContactId, ContractKey, ContractRef, Language, Refusal, Result};

/// Minutes without a request that end a session.
pub const IDLE_MINUTES: i64 = 30;
/// Hours after which a session ends in any case.
pub const ABSOLUTE_HOURS: i64 = 12;
/// How far one machine's clock may be behind another's.
const CLOCKS_DIFFER: SignedDuration = SignedDuration::from_secs(5);

/// The ladder of trust: what a session may do. Each operation declares the step that it needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// The numbers were right, but this contract asks for a mailed code as well.
    Pending,
    /// A link in a letter: the reading sheet of its contract, and nothing else.
    Link,
    /// Customer and contract number: the daily jobs, people masked.
    Numbers,
    /// A mailed code was answered: people in full.
    Confirmed,
}

impl Level {
    /// The step of what was stored before steps were: nobody is told of it any more.
    pub fn highest() -> Self {
        Self::Confirmed
    }
}

/// A signed-in browser. Its token is known to the browser alone; stored is the token's hash.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// SHA-256 of the token, hexadecimal.
    pub id: String,
    /// Whose data it opens.
    pub contract: ContractKey,
    /// The contract's name in logs and events.
    pub contract_ref: ContractRef,
    /// The step of the ladder.
    pub level: Level,
    /// IANA name of the zone in which the contract's days end.
    pub time_zone: String,
    /// The language chosen at sign-in.
    pub language: Language,
    /// Who answered the mailed code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<ContactId>,
    /// When it began.
    pub began: Timestamp,
    /// The last use that was written down; follows at most every five minutes.
    pub last_used: Timestamp,
    /// Where the request at hand comes from, for the audit trail: the first three parts of an IPv4 address, or an IPv6 /48. Not part of what is stored.
    #[serde(skip)]
    pub network: String,
}

impl Session {
    /// Reads a session's id.
    ///
    /// # Errors
    ///
    /// [`Refusal::IdForm`] for anything but 64 hexadecimal digits.
    pub fn parse_id(raw: &str) -> Result<String, Refusal> {
        let good = raw.len() == 64 && raw.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        if good { Ok(raw.to_owned()) } else { Err(Refusal::IdForm) }
    }

    /// Minutes by which the stored last use may lag behind.
    const STAMP_MINUTES: i64 = 5;

    /// The contract's day at `now`.
    pub fn day(&self, now: Timestamp) -> Date {
        TimeZone::get(&self.time_zone).unwrap_or(TimeZone::UTC).to_datetime(now).date()
    }

    /// When it ends in any case.
    pub fn ends(&self) -> Timestamp {
        self.began + SignedDuration::from_hours(ABSOLUTE_HOURS)
    }

    /// Whether it still counts: neither idle for too long nor too old. What lags behind is the noted use, so an idle session may end by
    /// five minutes early, never late; and the clocks of two machines may differ by a few seconds.
    pub fn alive(&self, now: Timestamp) -> bool {
        let idle = SignedDuration::from_mins(IDLE_MINUTES);
        self.began <= now + CLOCKS_DIFFER && now < self.ends() && now < self.last_used + idle
    }

    /// Whether the last use should be written down again.
    pub fn stamp_due(&self, now: Timestamp) -> bool {
        now >= self.last_used + SignedDuration::from_mins(Self::STAMP_MINUTES)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{ContractKey, ContractRef};

    #[test]
    fn a_session_ends_after_30_idle_minutes_and_after_12_hours() {
        let began: Timestamp = "2026-11-23T08:00:00Z".parse().expect("a moment");
        let session = |last_used: &str| Session {
            id: String::new(),
            contract: ContractKey::from_parts("DE#17102995#SPV20418", '#').expect("a key"),
            contract_ref: ContractRef::parse("01J00000000000000000000000").expect("a reference"),
            level: Level::Numbers,
            time_zone: "Europe/Berlin".into(),
            language: Language::De,
            contact: None,
            began,
            last_used: last_used.parse().expect("a moment"),
            network: String::new(),
        };
        let cases = [
            ("2026-11-23T08:00:00Z", "2026-11-23T08:29:59Z", true),
            ("2026-11-23T08:00:00Z", "2026-11-23T08:30:00Z", false),
            ("2026-11-23T19:50:00Z", "2026-11-23T19:59:59Z", true),
            ("2026-11-23T19:50:00Z", "2026-11-23T20:00:00Z", false),
            ("2026-11-23T08:00:00Z", "2026-11-23T07:59:55Z", true),
            ("2026-11-23T08:00:00Z", "2026-11-23T07:59:54Z", false),
        ];
        for (last_used, now, alive) in cases {
            let now: Timestamp = now.parse().expect("a moment");
            assert_eq!(session(last_used).alive(now), alive, "last used {last_used}, now {now}");
        }
    }
}
