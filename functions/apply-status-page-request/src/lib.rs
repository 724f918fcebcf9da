//! The operator's requests for status pages.

use std::collections::BTreeSet;

use domain::{Device, Error, Serial, StatusPageRequest};
use events::outside::{Notice, StatusPagesAsked};
use events::{Event, StatusPagesDue};
use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::Value;
use store::{Became, Heard, Store, Unapplied, Written};
use tracing::Instrument;

/// Applies one event: its `detail-type` and `detail`. Applied twice it changes nothing; what cannot be fails, so that it is set aside where it is seen.
///
/// # Errors
///
/// [`Unapplied::SetAside`] for what cannot be read or names a device that is not the contract's; [`Unapplied::Table`] when the event may come again.
pub async fn handle(
    store: Store,
    kind: &str,
    detail: &Value,
    now: Timestamp,
) -> Result<Became, Unapplied> {
    let notice = Notice::read(kind, detail)?;
    let contract_ref = &notice.contract_ref;
    let span = tracing::info_span!("event", event.id = notice.id, %contract_ref);
    let apply = async {
        let Some(heard) = store.hear(&notice, now).await? else { return Ok(Became::Before) };
        let became = apply(&store, &heard).await?;
        tracing::info!(became = ?became, "heard of status pages");
        Ok(became)
    };
    // Boxed, because futures of the SDK nested as deep as here are more than the compiler lays out.
    Box::pin(apply).instrument(span).await
}

async fn apply(store: &Store, heard: &Heard<'_>) -> Result<Became, Unapplied> {
    let notice = heard.notice;
    let (country, devices) =
        tokio::join!(store.country(&heard.contract.country), store.all_devices(&heard.contract),);
    let zone = country?.ok_or_else(Error::not_found)?.zone();
    let since = zone.to_datetime(notice.occurred_at.min(heard.now)).date();
    let asked = notice.report.status_pages(since).map_err(|why| notice.set_aside(why))?;
    let Some((wanted, request)) = asked else {
        return Err(notice.set_aside("is not about status pages").into());
    };
    let today = zone.to_datetime(heard.now).date();
    let meant = meant(&devices?, &(wanted, request.clone()), today);
    let meant =
        meant.map_err(|serial| notice.set_aside(format!("the contract has no device {serial}")))?;
    if meant.is_empty() {
        return store.pass_over(heard, Became::Overtaken).await;
    }
    let StatusPageRequest { since, until, .. } = request;
    let event = Event::StatusPagesDue(StatusPagesDue { since, until, devices: meant.len() });
    match store.request_status_pages(heard, &meant, &request, &event).await? {
        Written::Done => Ok(Became::Applied),
        Written::Before => Ok(Became::Before),
        Written::Raced => Err(Error::Busy.into()),
    }
}

/// The devices for which a request is news.
///
/// # Errors
///
/// The serial number that is none of theirs.
fn meant(
    devices: &[Device],
    (wanted, request): &StatusPagesAsked,
    today: Date,
) -> Result<Vec<Serial>, Serial> {
    let known: BTreeSet<&Serial> = devices.iter().map(|device| &device.serial).collect();
    if let Some(foreign) = wanted.iter().flatten().find(|serial| !known.contains(serial)) {
        return Err(foreign.clone());
    }
    let asked = |device: &&Device| match wanted {
        Some(serials) => serials.contains(&device.serial),
        None => device.in_use_on(today),
    };
    let news = devices.iter().filter(asked).filter(|device| device.heeds(request));
    Ok(news.map(|device| device.serial.clone()).collect())
}
