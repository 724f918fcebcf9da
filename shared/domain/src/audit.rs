//! The audit trail's seals: a chain of digests over the entries of a contract, in the order in which they were sealed, so that an entry that was
//! removed, changed or put in later does not go unseen.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt;

use data_encoding::HEXLOWER;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::retention::Kept;

/// An entry that is older must have been sealed: the stream brings what failed for a day.
const SEALED_WITHIN: SignedDuration = SignedDuration::from_hours(25);

/// Who did what, when and from where, as it was written: names and texts, all of them ids.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditEntry {
    /// Its id; sorts by time.
    pub id: String,
    /// When it was written.
    pub at: Timestamp,
    /// All that it says, its place in the table included.
    pub says: BTreeMap<String, String>,
}

/// Where the chain of a contract stands: its last seal.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ChainHead {
    /// Seals so far.
    pub number: u64,
    /// The digest of the last one; empty before the first.
    pub digest: String,
    /// When the last one's entry was written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<Timestamp>,
}

/// What holds an entry in its place of the chain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seal {
    /// Its place, from 1 on.
    pub number: u64,
    /// The entry that it seals.
    pub entry: String,
    /// When that was written.
    pub at: Timestamp,
    /// The chain before it.
    pub before: ChainHead,
    /// SHA-256 over the chain before it and all that the entry says, hexadecimal.
    pub digest: String,
}

impl ChainHead {
    /// Seals the next entry.
    pub fn seal(&self, entry: &AuditEntry) -> Seal {
        Seal {
            number: self.number + 1,
            entry: entry.id.clone(),
            at: entry.at,
            before: self.clone(),
            digest: self.digest_with(entry),
        }
    }

    /// Each part with its length before it, so that no two entries read alike.
    fn digest_with(&self, entry: &AuditEntry) -> String {
        let mut hasher = Sha256::new();
        let mut part = |text: &str| {
            hasher.update(u64::try_from(text.len()).unwrap_or(u64::MAX).to_be_bytes());
            hasher.update(text);
        };
        part(&self.number.to_string());
        part(&self.digest);
        part(&self.at.map(|at| at.to_string()).unwrap_or_default());
        part(&entry.id);
        part(&entry.at.to_string());
        for (name, text) in &entry.says {
            part(name);
            part(text);
        }
        HEXLOWER.encode(&hasher.finalize())
    }
}

impl Seal {
    /// The chain that ends with it.
    pub fn head(&self) -> ChainHead {
        ChainHead { number: self.number, digest: self.digest.clone(), at: Some(self.at) }
    }
}

/// What is wrong with a trail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Flaw {
    /// An entry says something else than when it was sealed, or its seal was changed.
    Changed(String),
    /// An entry that was sealed is gone.
    Removed(String),
    /// An entry should have been sealed long ago: the sealing stands still, or it was put in past the portal.
    Unsealed(String),
    /// The seals before this one are gone, or others than they were.
    Parted(u64),
    /// The chain ends elsewhere than it says.
    HeadMoved,
    /// A seal that was noted earlier is not part of the chain.
    NotAsNoted(u64),
}

impl fmt::Display for Flaw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Changed(entry) => write!(f, "entry {entry} is not what was sealed"),
            Self::Removed(entry) => write!(f, "entry {entry} was sealed and is gone"),
            Self::Unsealed(entry) => write!(f, "entry {entry} was never sealed"),
            Self::Parted(number) => write!(f, "what was before seal {number} is not there"),
            Self::HeadMoved => f.write_str("the chain does not end where it says"),
            Self::NotAsNoted(number) => write!(f, "seal {number} is not the one that was noted"),
        }
    }
}

/// All entries of a contract with their seals.
#[derive(Debug, Clone, Default)]
pub struct Trail {
    /// The entries.
    pub entries: Vec<AuditEntry>,
    /// The seals.
    pub seals: Vec<Seal>,
    /// Where the chain says that it ends.
    pub head: ChainHead,
}

impl Trail {
    /// Looks for what was removed, changed or put in. `noted` is a seal's number and digest that somebody kept elsewhere: whoever can write to the
    /// table at will can make a chain anew, but not one that goes through it.
    pub fn flaws(&self, noted: Option<(u64, &str)>, now: Timestamp) -> Vec<Flaw> {
        let mut flaws = self.broken(now);
        if let Some((number, digest)) = noted.filter(|(number, _)| *number > 0) {
            let kept = self.seals.iter().find(|seal| seal.number == number);
            // One that is not there was missed already, or may be gone.
            if kept.is_some_and(|seal| seal.digest != digest) || number > self.head.number {
                flaws.push(Flaw::NotAsNoted(number));
            }
        }
        let sealed: HashSet<&str> = self.seals.iter().map(|seal| seal.entry.as_str()).collect();
        let late = |entry: &&AuditEntry| {
            !sealed.contains(entry.id.as_str())
                && entry.at + SEALED_WITHIN < now
                && !expired(entry.at, now)
        };
        let late = self.entries.iter().filter(late);
        flaws.extend(late.map(|entry| Flaw::Unsealed(entry.id.clone())));
        flaws
    }

    fn broken(&self, now: Timestamp) -> Vec<Flaw> {
        let mut flaws = Vec::new();
        let entries: HashMap<&str, &AuditEntry> =
            self.entries.iter().map(|entry| (entry.id.as_str(), entry)).collect();
        let mut seals: Vec<&Seal> =
            self.seals.iter().filter(|seal| !expired(seal.at, now)).collect();
        seals.sort_by_key(|seal| seal.number);
        let mut last = ChainHead::default();
        for seal in seals {
            let before = &seal.before;
            if *before != last && !before.at.is_some_and(|at| expired(at, now)) {
                flaws.push(Flaw::Parted(seal.number));
            }
            match entries.get(seal.entry.as_str()) {
                Some(entry) if before.seal(entry) == *seal => (),
                Some(_) => flaws.push(Flaw::Changed(seal.entry.clone())),
                None => flaws.push(Flaw::Removed(seal.entry.clone())),
            }
            last = seal.head();
        }
        if last != self.head && !self.head.at.is_some_and(|at| expired(at, now)) {
            flaws.push(Flaw::HeadMoved);
        }
        flaws
    }
}

/// Whether what was written then may be gone now.
fn expired(at: Timestamp, now: Timestamp) -> bool {
    Kept::Voucher.until(at) <= now.as_second()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(text: &str) -> Timestamp {
        text.parse().expect("a moment")
    }

    fn now() -> Timestamp {
        moment("2026-12-01T12:00:00Z")
    }

    fn entry(id: &str, at: &str) -> AuditEntry {
        let says = [("operation", "place_order"), ("contact", "c1")];
        let says = says.map(|(name, text)| (name.to_owned(), text.to_owned()));
        AuditEntry { id: id.to_owned(), at: moment(at), says: says.into() }
    }

    fn seal(trail: &mut Trail, entry: AuditEntry) {
        let seal = trail.head.seal(&entry);
        trail.head = seal.head();
        trail.seals.push(seal);
        trail.entries.push(entry);
    }

    fn sealed() -> Trail {
        let mut trail = Trail::default();
        for (id, hour) in [("a", 8), ("b", 9), ("c", 10)] {
            seal(&mut trail, entry(id, &format!("2026-11-27T{hour:02}:00:00Z")));
        }
        trail
    }

    #[test]
    fn a_trail_as_it_was_sealed_has_no_flaws() {
        assert_eq!(sealed().flaws(None, now()), []);
        assert_eq!(Trail::default().flaws(None, now()), []);
    }

    #[test]
    fn an_entry_that_is_gone_is_found() {
        let mut trail = sealed();
        trail.entries.remove(1);
        assert_eq!(trail.flaws(None, now()), [Flaw::Removed("b".into())]);
    }

    #[test]
    fn an_entry_of_which_anything_was_changed_is_found() {
        let text = |entry: &mut AuditEntry| *entry.says.get_mut("contact").unwrap() = "c2".into();
        let less = |entry: &mut AuditEntry| drop(entry.says.remove("contact"));
        let more = |entry: &mut AuditEntry| drop(entry.says.insert("x".into(), String::new()));
        let moved = |entry: &mut AuditEntry| entry.at = moment("2026-11-27T09:00:01Z");
        let changes: [&dyn Fn(&mut AuditEntry); 4] = [&text, &less, &more, &moved];
        for change in changes {
            let mut trail = sealed();
            change(&mut trail.entries[1]);
            assert_eq!(trail.flaws(None, now()), [Flaw::Changed("b".into())]);
        }
    }

    #[test]
    fn words_moved_from_one_text_to_another_are_another_entry() {
        let mut trail = sealed();
        trail.entries[0].says = [("operation".into(), "place_ordercontact".into())].into();
        assert_eq!(trail.flaws(None, now()), [Flaw::Changed("a".into())]);
    }

    #[test]
    fn an_entry_that_is_gone_with_its_seal_is_found() {
        let mut trail = sealed();
        trail.entries.remove(1);
        trail.seals.remove(1);
        assert_eq!(trail.flaws(None, now()), [Flaw::Parted(3)]);
    }

    #[test]
    fn the_first_entry_cannot_go_unseen() {
        let mut trail = sealed();
        trail.entries.remove(0);
        trail.seals.remove(0);
        assert_eq!(trail.flaws(None, now()), [Flaw::Parted(2)]);
    }

    #[test]
    fn a_chain_that_was_cut_off_is_found() {
        let mut trail = sealed();
        trail.entries.pop();
        trail.seals.pop();
        assert_eq!(trail.flaws(None, now()), [Flaw::HeadMoved]);
    }

    #[test]
    fn a_trail_without_its_chain_is_found() {
        let trail = Trail { entries: sealed().entries, ..Trail::default() };
        let unsealed = ["a", "b", "c"].map(|id| Flaw::Unsealed(id.into()));
        assert_eq!(trail.flaws(None, now()), unsealed);
    }

    #[test]
    fn an_entry_that_was_put_in_later_is_found_after_a_day() {
        let mut trail = sealed();
        trail.entries.push(entry("put in", "2026-11-27T08:30:00Z"));
        assert_eq!(trail.flaws(None, now()), [Flaw::Unsealed("put in".into())]);
        assert_eq!(trail.flaws(None, moment("2026-11-28T08:30:00Z")), []);
    }

    #[test]
    fn a_chain_that_was_made_anew_does_not_go_through_what_was_noted() {
        let noted = sealed().head;
        let mut forged = Trail::default();
        for mut entry in sealed().entries {
            entry.says.remove("contact");
            seal(&mut forged, entry);
        }
        assert_eq!(forged.flaws(None, now()), []);
        let noted = Some((noted.number, noted.digest.as_str()));
        assert_eq!(forged.flaws(noted, now()), [Flaw::NotAsNoted(3)]);
        assert_eq!(sealed().flaws(noted, now()), []);
    }

    #[test]
    fn a_chain_that_is_shorter_than_what_was_noted_is_found() {
        let mut shorter = sealed();
        let noted = shorter.head.clone();
        shorter.entries.pop();
        shorter.head = shorter.seals.pop().expect("three seals").before;
        let noted = Some((noted.number, noted.digest.as_str()));
        assert_eq!(shorter.flaws(noted, now()), [Flaw::NotAsNoted(3)]);
    }

    #[test]
    fn what_has_expired_may_be_gone() {
        let later = moment("2035-12-04T09:30:00Z");
        let mut trail = sealed();
        assert_eq!(trail.flaws(None, later), []);
        for gone in [0, 0] {
            trail.entries.remove(gone);
            trail.seals.remove(gone);
            assert_eq!(trail.flaws(None, later), []);
        }
        trail.entries.clear();
        assert_eq!(trail.flaws(None, later), [Flaw::Removed("c".into())]);
    }
}
