//! The functions' own processes, ended by `kill -9` at moments that they do not choose.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use local::Options;

use crate::call::{Call, Fault};
use crate::chance::Chance;
use crate::checker::Findings;
use crate::rig::Rig;
use crate::wire::Wire;

/// The functions at work here that change something.
const KILLED: [&str; 9] = [
    "place-order",
    "cancel-order",
    "submit-readings",
    "open-ticket",
    "reply-ticket",
    "publish-events",
    "send-mail",
    "settle-mail",
    "seal-audit",
];

/// The functions' binaries in a folder of their own, so that no process but those of this test runs from there.
pub fn binaries() -> tempfile::TempDir {
    let built = std::env::var_os("PAGETALLY_FUNCTIONS").expect("PAGETALLY_FUNCTIONS");
    let built = PathBuf::from(built).canonicalize().unwrap();
    let folder = tempfile::tempdir().unwrap();
    for function in std::fs::read_dir(local::project().join("functions")).unwrap() {
        let name = function.unwrap().file_name();
        let (from, to) = (built.join(&name), folder.path().join(&name));
        if KILLED.iter().any(|killed| name == **killed) {
            std::fs::copy(from, to).unwrap();
        } else {
            std::os::unix::fs::symlink(from, to).unwrap();
        }
    }
    folder
}

/// Ends every process of `function` that runs from `folder`, and says how many these were.
fn kill(folder: &Path, function: &str) -> usize {
    let binary = folder.join(function);
    let own =
        |process: &Path| std::fs::read_link(process.join("exe")).is_ok_and(|exe| exe == binary);
    let processes = std::fs::read_dir("/proc").unwrap().flatten();
    let mut killed = 0;
    for process in processes.map(|process| process.path()).filter(|process| own(process)) {
        let id = process.file_name().unwrap_or_default();
        killed +=
            usize::from(Command::new("kill").arg("-KILL").arg(id).status().unwrap().success());
    }
    killed
}

/// Lets offices work while processes are ended: `at_calls` of a hundred calls end the process that makes them, before or after the call is done, and
/// besides one function is ended whenever `pause` is over.
pub async fn run(
    seed: u64,
    offices: usize,
    requests: usize,
    at_calls: usize,
    pause: Duration,
) -> (usize, Findings) {
    let folder = binaries();
    let functions = Some(folder.path().to_owned());
    let mut rig = Rig::start_with(Options { functions, ..Options::default() }).await;
    let chance = Chance::new(seed);
    rig.open(offices).await;
    rig.edition.rest().await.unwrap();

    let killed = Arc::new(AtomicUsize::new(0));
    let killer = Killer { folder: folder.path().to_owned(), wire: rig.wire.clone(), killed };
    let (at, moments) = (Chance::new(chance.next()), Chance::new(chance.next()));
    let at_call = killer.clone();
    rig.wire.spoil(move |call| at_call.meets(call, &at, at_calls));
    let at_random = async {
        loop {
            tokio::time::sleep(pause / 2 + pause * moments.below(100) as u32 / 100).await;
            killer.end(KILLED[moments.below(KILLED.len())]);
        }
    };
    tokio::select! {
        () = rig.work(requests, 5, &chance) => (),
        () = at_random => (),
    }
    let findings = rig.settle().await;
    (killer.killed.load(Ordering::SeqCst), findings)
}

#[derive(Clone)]
struct Killer {
    folder: PathBuf,
    wire: Wire,
    killed: Arc<AtomicUsize>,
}

impl Killer {
    fn end(&self, function: &str) {
        let killed = kill(&self.folder, function);
        self.killed.fetch_add(killed, Ordering::SeqCst);
        if function == "send-mail" && killed > 0 {
            self.wire.mailer_ended();
        }
    }

    /// Ends the process that makes `call`, sometimes: the call is done or not, and there is nobody any more to hear of it.
    fn meets(&self, call: &Call, chance: &Chance, percent: usize) -> Option<Fault> {
        if !KILLED.contains(&call.function.as_str()) || !chance.hits(percent) {
            return None;
        }
        self.end(&call.function);
        Some(if chance.hits(50) { Fault::RequestLost } else { Fault::ReplyLost })
    }
}
