//! Stream, bus and schedule: brings events to the asynchronous functions as AWS does, at least once and with retries.

use std::collections::{BTreeMap, VecDeque};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use api::Clock;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use store::Unapplied;
use tokio::sync::Notify;
use tokio::task::JoinHandle;

use crate::Error;
use crate::engine::Memory;
use crate::environments::Failure;
use crate::functions::Functions;
use crate::template::{Rule, Schedule, Stream, Target, Template, matches};

/// Events that the page at `/mail/events.json` remembers.
const REMEMBERED: usize = 1000;
/// How often a function gets an event that it fails on, before the event is set aside.
const TRIES: u32 = 20;
/// Between two looks at the clock.
const SECOND: Duration = Duration::from_secs(1);
/// Between two looks at the stream.
const LOOK: Duration = Duration::from_millis(50);

/// Events in the queues that are listed at most.
const LISTED: usize = 10_000;
/// For how long a queue keeps what was set aside.
const KEPT: SignedDuration = SignedDuration::from_hours(14 * 24);

const ON_BUS: &str = "BUS";
const SET_ASIDE: &str = "DEAD";
const PLACE: &str = "STREAM";

/// Brings events to functions.
#[derive(Clone)]
pub(crate) struct Runner(Arc<Inner>);

struct Inner {
    functions: Functions,
    clock: Clock,
    memory: Memory,
    streams: Vec<Stream>,
    rules: Vec<Rule>,
    schedules: Vec<Schedule>,
    /// Whether places in the stream outlive the process, and so must be written down.
    lasting: bool,
    seen: Mutex<VecDeque<Value>>,
    /// What became of events from outside, by their id on the bus.
    fates: Mutex<VecDeque<(String, Value)>>,
    wake: Notify,
    /// How far each of its functions has dealt with the stream.
    places: Mutex<BTreeMap<String, Option<String>>>,
    /// Calls that are tried again later.
    retries: AtomicUsize,
}

impl Runner {
    pub(crate) fn new(
        functions: Functions,
        clock: Clock,
        memory: Memory,
        template: &Template,
        lasting: bool,
    ) -> Self {
        Self(Arc::new(Inner {
            functions,
            clock,
            memory,
            streams: template.streams.clone(),
            rules: template.rules.clone(),
            schedules: template.schedules.clone(),
            lasting,
            seen: Mutex::default(),
            fates: Mutex::default(),
            wake: Notify::new(),
            places: Mutex::default(),
            retries: AtomicUsize::new(0),
        }))
    }

    /// Starts to watch stream, bus and clock.
    pub(crate) fn start(&self) -> Vec<JoinHandle<()>> {
        let mut tasks = vec![tokio::spawn(self.clone().watch_bus())];
        tasks.extend(
            self.0.streams.iter().map(|s| tokio::spawn(self.clone().watch_stream(s.clone()))),
        );
        tasks.extend(
            self.0.schedules.iter().map(|s| tokio::spawn(self.clone().keep_schedule(s.clone()))),
        );
        tasks
    }

    /// Takes an event onto the bus. It is there for good before this returns.
    ///
    /// # Errors
    ///
    /// When it cannot be kept.
    pub(crate) fn take(&self, event: Value) -> Result<(), Error> {
        let id = store::new_id(Timestamp::now());
        self.0.memory.keep(ON_BUS, &id, &event)?;
        let mut seen = self.0.seen.lock().unwrap_or_else(PoisonError::into_inner);
        seen.push_front(event);
        seen.truncate(REMEMBERED);
        drop(seen);
        self.0.wake.notify_one();
        Ok(())
    }

    /// The events that were on the bus since the start, newest first.
    pub(crate) fn seen(&self) -> Vec<Value> {
        self.0.seen.lock().unwrap_or_else(PoisonError::into_inner).iter().cloned().collect()
    }

    /// Waits until nothing is under way: the stream is dealt with, the bus empty, and no call waits to be tried again.
    ///
    /// # Errors
    ///
    /// When stream or bus cannot be read.
    pub(crate) async fn rest(&self) -> Result<(), Error> {
        let mut quiet = 0;
        while quiet < 2 {
            let mut idle = self.0.retries.load(Ordering::SeqCst) == 0
                && self.0.memory.newest(ON_BUS, 1)?.is_empty();
            for stream in &self.0.streams {
                let places = self.0.places.lock().unwrap_or_else(PoisonError::into_inner).clone();
                let place = places.get(&stream.function).cloned().flatten();
                idle = idle && self.0.memory.stream_after(place.as_deref(), 1)?.is_empty();
            }
            quiet = if idle { quiet + 1 } else { 0 };
            tokio::time::sleep(LOOK / 5).await;
        }
        Ok(())
    }

    /// Brings each event on the bus to the functions whose rules match.
    async fn watch_bus(self) {
        loop {
            match self.0.memory.newest(ON_BUS, 100) {
                Ok(waiting) if !waiting.is_empty() => {
                    for (id, event) in waiting.into_iter().rev() {
                        self.deliver(&id, event).await;
                    }
                }
                Ok(_) => self.0.wake.notified().await,
                Err(err) => {
                    tracing::error!("the bus cannot be read: {err}");
                    tokio::time::sleep(Duration::from_secs(1)).await;
                }
            }
        }
    }

    async fn deliver(&self, id: &str, event: Value) {
        for rule in self.0.rules.iter().filter(|rule| matches(&rule.pattern, &event)) {
            let function = match &rule.target {
                Target::Function(function) => function,
                Target::Queue(queue) => {
                    let id = event["detail"]["id"].as_str().unwrap_or("without an id");
                    let why = format!("event {id} is set aside: its type is not known");
                    self.set_aside(queue, &event, &why);
                    continue;
                }
            };
            // A function that fails holds up nobody else: its retries go on by themselves.
            if let Err(err) = self.call(function, &event).await {
                tracing::warn!(function, "failed on an event, will try again: {err}");
                self.0.retries.fetch_add(1, Ordering::SeqCst);
                tokio::spawn(self.clone().try_again(function.clone(), event.clone()));
            }
        }
        if let Err(err) = self.0.memory.forget(ON_BUS, id) {
            tracing::error!("an event could not be taken off the bus: {err}");
        }
    }

    /// Calls a function with an event. One that the function refuses for good is set aside at once: tries would end alike.
    async fn call(&self, function: &str, event: &Value) -> Result<(), Error> {
        match self.0.functions.call(function, event.clone()).await {
            Ok(Value::Null) => Ok(()),
            Ok(became) => {
                self.note_fate(event, &became);
                Ok(())
            }
            Err(err) if for_good(&err) => {
                self.set_aside(&dead_letters_of(function), event, &err.to_string());
                Ok(())
            }
            Err(err) => Err(err),
        }
    }

    async fn try_again(self, function: String, event: Value) {
        self.keep_trying(&function, event).await;
        self.0.retries.fetch_sub(1, Ordering::SeqCst);
    }

    async fn keep_trying(&self, function: &str, event: Value) {
        let mut pause = Duration::from_secs(1);
        let mut why = String::new();
        for _ in 1..TRIES {
            tokio::time::sleep(pause).await;
            pause = (pause * 2).min(Duration::from_secs(300));
            match self.call(function, &event).await {
                Ok(()) => return,
                Err(err) => {
                    tracing::warn!(function, "failed again on an event: {err}");
                    why = err.to_string();
                }
            }
        }
        self.set_aside(&dead_letters_of(function), &event, &why);
    }

    /// Puts an event into a queue where a person looks at it.
    fn set_aside(&self, queue: &str, event: &Value, why: &str) {
        tracing::warn!(queue, "an event was set aside: {why}");
        let now = Timestamp::now();
        let aside = json!({ "queue": queue, "at": now.to_string(), "why": why, "event": event });
        if let Err(err) = self.0.memory.keep(SET_ASIDE, &store::new_id(now), &aside) {
            tracing::error!("an event was lost: {err}");
        }
        self.note_fate(event, &json!({ "set_aside": why }));
    }

    /// What lies in the queues of events that were set aside, oldest first.
    ///
    /// # Errors
    ///
    /// When they cannot be read.
    pub(crate) fn in_queues(&self) -> Result<Vec<Value>, Error> {
        in_queues(&self.0.memory)
    }

    fn note_fate(&self, event: &Value, fate: &Value) {
        let id = event["id"].as_str().unwrap_or_default().to_owned();
        let mut fates = self.0.fates.lock().unwrap_or_else(PoisonError::into_inner);
        fates.push_front((id, fate.clone()));
        fates.truncate(REMEMBERED);
    }

    /// What became of an event by its id on the bus, where a function has said so.
    pub(crate) fn fate(&self, id: &str) -> Option<Value> {
        let fates = self.0.fates.lock().unwrap_or_else(PoisonError::into_inner);
        fates.iter().find(|(of, _)| of == id).map(|(_, fate)| fate.clone())
    }

    /// Brings the records that pass the filter to the stream's function, batch by batch; a failed batch comes again from its first failure.
    async fn watch_stream(self, stream: Stream) {
        let function = &stream.function;
        let mut place = self.0.memory.newest(PLACE, self.0.streams.len()).ok().and_then(|kept| {
            let own = kept.into_iter().find(|(of, _)| of == function);
            own.and_then(|(_, place)| place.as_str().map(str::to_owned))
        });
        loop {
            self.note_place(function, place.clone());
            match self.next_batch(&stream, place.as_deref()).await {
                Ok(Some(next)) => {
                    if self.0.lasting
                        && let Err(err) = self.0.memory.keep(PLACE, function, &json!(next))
                    {
                        tracing::error!("the place in the stream was not kept: {err}");
                    }
                    place = Some(next);
                }
                Ok(None) => tokio::time::sleep(LOOK).await,
                Err(err) => {
                    tracing::warn!(
                        function = stream.function,
                        "failed on the stream, will try again: {err}"
                    );
                    tokio::time::sleep(Duration::from_secs(1)).await;
                }
            }
        }
    }

    fn note_place(&self, function: &str, place: Option<String>) {
        let mut places = self.0.places.lock().unwrap_or_else(PoisonError::into_inner);
        places.insert(function.to_owned(), place);
    }

    /// The place behind what was dealt with; none when there was nothing new.
    async fn next_batch(
        &self,
        stream: &Stream,
        place: Option<&str>,
    ) -> Result<Option<String>, Error> {
        let (memory, from) = (self.0.memory.clone(), place.map(str::to_owned));
        let records =
            tokio::task::spawn_blocking(move || memory.stream_after(from.as_deref(), 500))
                .await??;
        let mut reached = None;
        let place_of = |record: &Value| {
            record["dynamodb"]["SequenceNumber"].as_str().unwrap_or_default().to_owned()
        };
        let wanted = |record: &&Value| {
            stream.filters.is_empty() || stream.filters.iter().any(|filter| matches(filter, record))
        };
        let passing: Vec<&Value> = records.iter().filter(wanted).collect();
        for batch in passing.chunks(stream.batch) {
            let answer =
                self.0.functions.call(&stream.function, json!({ "Records": batch })).await?;
            if let Some(failed) = answer["batchItemFailures"][0]["itemIdentifier"].as_str() {
                let kept =
                    batch.iter().map(|record| place_of(record)).take_while(|p| p != failed).last();
                return match kept.or(reached) {
                    Some(place) => Ok(Some(place)),
                    None => Err("the first record of the batch failed".into()),
                };
            }
            reached = batch.last().map(|record| place_of(record));
        }
        Ok(records.last().map(place_of))
    }

    /// Runs a function at the start, so that a machine which was off catches up, and then on its schedule.
    async fn keep_schedule(self, schedule: Schedule) {
        let clock = &self.0.clock;
        let mut last = clock.now();
        let mut beat = tokio::time::interval(SECOND);
        let mut first = true;
        loop {
            beat.tick().await;
            let now = clock.now();
            if !std::mem::take(&mut first) && !schedule.at.lies_between(last, now) {
                continue;
            }
            last = now;
            let event = scheduled(now);
            if let Err(err) = self.0.functions.call(&schedule.function, event).await {
                tracing::warn!(function = schedule.function, "failed on schedule: {err}");
            }
        }
    }
}

/// Whether every further try would end alike.
fn for_good(err: &Error) -> bool {
    matches!(err.downcast_ref(), Some(Unapplied::SetAside(_)))
        || err.downcast_ref::<Failure>().is_some_and(|failure| failure.kind == Unapplied::SET_ASIDE)
}

/// The queue of what a function failed on for good, as the template names it.
fn dead_letters_of(function: &str) -> String {
    format!("{function}DeadLetters")
}

/// What was set aside and is still kept, oldest first.
///
/// # Errors
///
/// When the data cannot be read.
pub(crate) fn in_queues(memory: &Memory) -> Result<Vec<Value>, Error> {
    let over = store::new_id(Timestamp::now() - KEPT);
    let mut kept = Vec::new();
    for (id, aside) in memory.newest(SET_ASIDE, LISTED)?.into_iter().rev() {
        if id < over {
            memory.forget(SET_ASIDE, &id)?;
        } else {
            kept.push(aside);
        }
    }
    Ok(kept)
}

/// What a schedule sends at `now`.
pub(crate) fn scheduled(now: Timestamp) -> Value {
    json!({ "id": store::new_id(now), "source": "aws.events", "detail-type": "Scheduled Event", "time": now.to_string(), "detail": {} })
}
