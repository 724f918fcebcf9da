//! Every place at which an operation can be disturbed, each kind of fault at each of them, one at a time: whoever repeats the request gets what he would have
//! got, and the table holds what it would have held.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

use local::Options;
use serde_json::{Value, json};

use crate::call::{Call, Fault};
use crate::chance::Chance;
use crate::history::{Asking, Ending, Sent, persist};
use crate::operations::{Lane, Operation};
use crate::wire::{Rewrite, Wire};
use crate::world::World;

/// A place within an invocation: what is called, and how many such calls came before.
type Place = (String, usize);

/// What is put in next, and where.
#[derive(Default)]
struct Armed {
    at: Option<(Place, Fault)>,
    /// The invocation that it is put into: the first one.
    invocation: Option<String>,
    /// Where calls went in that invocation.
    places: BTreeSet<Place>,
    /// Whether that place was reached.
    hit: bool,
}

/// What became of the points of one operation.
#[derive(Debug, Default)]
pub struct Covered {
    pub operation: &'static str,
    pub places: usize,
    pub points: usize,
    pub failures: Vec<String>,
}

/// Puts every kind of fault in at every place of `operation` that `wanted` takes; the build sends what `rewrite` makes of its calls.
pub async fn enumerate(
    operation: Operation,
    wanted: impl Fn(&str) -> bool,
    rewrite: Option<Rewrite>,
) -> Covered {
    let wire = Wire::start().await;
    if let Some(rewrite) = rewrite {
        wire.rewrite(rewrite);
    }
    let options = Options { via: Some(wire.url.clone()), ..Options::default() };
    let world = Lane::fleet().world_on(options).await;
    wire.lead_to(&world.edition().services);
    world.travel_to("2026-12-14T07:00:00Z");
    let mut lane = Lane::new(&world, operation).await;
    let armed = Arc::new(Mutex::new(Armed::default()));
    wire.spoil(by_arm(operation.function(), &armed));

    // The first request fills what a process remembers.
    let mut trial = Trial { wire: &wire, lane: &mut lane, armed: &armed, number: 0 };
    trial.run(None).await;
    trial.run(None).await;
    let undisturbed = trial.run(None).await;
    let places: Vec<Place> = undisturbed.places.into_iter().collect();
    let mut covered =
        Covered { operation: operation.id(), places: places.len(), ..Covered::default() };
    for place in places.iter().filter(|(place, _)| wanted(place)) {
        for fault in Fault::ALL.into_iter().filter(|fault| fault.may_befall(&place.0)) {
            let disturbed = trial.run(Some((place.clone(), fault))).await;
            let expected = (&undisturbed.ending, &undisturbed.made);
            let Result { ending, made, hit, sent, .. } = &disturbed;
            if (ending, made) != expected || !hit || sent.at_a_loss > 0 {
                let found = (ending, made, hit, sent);
                covered.failures.push(format!(
                    "{} with {fault:?} at {place:?}: {found:?}, not {expected:?}",
                    operation.id()
                ));
            }
            covered.points += 1;
        }
    }
    covered
}

/// Puts in what is armed.
fn by_arm(
    function: &'static str,
    armed: &Arc<Mutex<Armed>>,
) -> impl Fn(&Call) -> Option<Fault> + Send + Sync + 'static {
    let armed = Arc::clone(armed);
    move |call| {
        if call.function != function {
            return None;
        }
        let mut armed = armed.lock().unwrap_or_else(PoisonError::into_inner);
        let first = armed.invocation.get_or_insert_with(|| call.invocation.clone());
        if *first != call.invocation {
            return None;
        }
        let place = (call.place.clone(), call.number);
        armed.places.insert(place.clone());
        let fault = armed.at.as_ref().filter(|(at, _)| *at == place).map(|(_, fault)| *fault)?;
        armed.hit = true;
        match fault {
            // The request is held; all attempts after it get lost, so that the next one comes from the client.
            Fault::Late if call.attempt > 1 => Some(Fault::RequestLost),
            fault => Some(fault),
        }
    }
}

struct Trial<'a, 'w> {
    wire: &'a Wire,
    lane: &'a mut Lane<'w>,
    armed: &'a Mutex<Armed>,
    number: usize,
}

/// What a request came to.
#[derive(Debug)]
struct Result {
    /// The answer's status.
    ending: Ending,
    /// How many more items of each kind there are than before.
    made: BTreeMap<String, i64>,
    places: BTreeSet<Place>,
    hit: bool,
    sent: Sent,
}

impl Trial<'_, '_> {
    /// Makes another request, which meets with `at`.
    async fn run(&mut self, at: Option<(Place, Fault)>) -> Result {
        self.number += 1;
        // So that the use of the session has to be noted again.
        self.lane.world.advance(5 * 60 + 1);
        let asking = self.lane.prepare(self.number).await;
        let before = census(self.lane.world, &asking).await;
        let late = at
            .as_ref()
            .is_some_and(|((place, _), fault)| *fault == Fault::Late && Call::may_write(place));
        *self.armed.lock().unwrap() = Armed { at, ..Armed::default() };
        let chance = Chance::new(1);
        let names = |_: &Value| Vec::new();
        let (ending, sent) = persist(&mut self.lane.person, &asking, names, &chance, 0).await;
        let armed = std::mem::take(&mut *self.armed.lock().unwrap());
        if late {
            self.wire.arrived().await;
        }
        let mut made = census(self.lane.world, &asking).await;
        for (kind, count) in before {
            *made.get_mut(&kind).unwrap() -= count;
        }
        Result { ending, made, places: armed.places, hit: armed.hit, sent }
    }
}

/// How many items of each kind the contract has that requests make and unmake, and what was said about the ticket that is asked about.
async fn census(world: &World, asking: &Asking) -> BTreeMap<String, i64> {
    let contract = world.contract_key();
    let kinds = [
        "ORDER",
        "TICKET",
        "READING",
        "DOUBTFUL",
        "CHANGE",
        "STATUSPAGE",
        "CONTRACT",
        "SESSION",
        "IDEMPOTENCY",
        "OUTBOX",
        "AUDIT",
    ];
    let mut partitions: Vec<String> =
        kinds.iter().map(|kind| format!("{kind}#{contract}")).collect();
    if let Some(rest) = asking.path.strip_prefix("/api/tickets/") {
        let number = rest.split('/').next().unwrap_or_default();
        partitions.push(format!("TICKET#{contract}#{number}"));
    }
    let mut counts = BTreeMap::new();
    for partition in partitions {
        let found = world
            .table(
                "Query",
                json!({
                    "KeyConditionExpression": "pk = :pk",
                    "ExpressionAttributeValues": { ":pk": { "S": partition } },
                    "Select": "COUNT",
                }),
            )
            .await;
        let kind = partition.replace(&format!("#{contract}"), "").replace(char::is_numeric, "");
        counts.insert(kind, found["Count"].as_i64().unwrap());
    }
    counts
}
