//! The operator's word on changes of addresses, and what follows from it for orders that have waited.

use domain::{AddressChange, CaseNo, ChangeState, Decided, Error, Level, Order};
use events::outside::Notice;
use events::{AddressChangeSettled, Event, OrderAddressAsked, OrderReleased};
use jiff::Timestamp;
use serde_json::Value;
use store::{Became, Heard, Store, Unapplied, Written};
use tracing::Instrument;

/// How often a change is looked at again because somebody else changed what it concerns.
const LOOKS: u32 = 5;

/// Applies one event: its `detail-type` and `detail`. Applied twice it changes nothing, but completes what a crash has left open.
///
/// # Errors
///
/// [`Unapplied::SetAside`] for what cannot be read, names no change, or says otherwise than an earlier decision; [`Unapplied::Table`] when the event may
/// come again.
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
        let said = notice.report.address_change().map_err(|why| notice.set_aside(why))?;
        let (number, approved, reason) =
            said.ok_or_else(|| notice.set_aside("is not about a change of an address"))?;
        let (heard, before) = store.hear_again(&notice, now).await?;
        let became = match before {
            true => Became::Before,
            false => decide(&store, &heard, number, approved, reason.as_deref()).await?,
        };
        settle_waiting(&store, &heard, number).await?;
        tracing::info!(change.approved = approved, became = ?became, "heard of a change of an address");
        Ok(became)
    };
    // Boxed, because futures of the SDK nested as deep as here are more than the compiler lays out.
    Box::pin(apply).instrument(span).await
}

async fn decide(
    store: &Store,
    heard: &Heard<'_>,
    number: CaseNo,
    approved: bool,
    reason: Option<&str>,
) -> Result<Became, Unapplied> {
    let notice = heard.notice;
    for _ in 0..LOOKS {
        let (change, addresses) = tokio::join!(
            store.address_change(&heard.contract, number),
            store.addresses(&heard.contract)
        );
        let change =
            change?.ok_or_else(|| notice.set_aside("the contract has no change of this number"))?;
        let decided = match change.decided(approved, reason.map(str::to_owned), heard.now) {
            Decided::Applied(decided) => decided,
            Decided::Before => return store.pass_over(heard, Became::Before).await,
            Decided::Contrary => {
                let why = format!("the change was {} before", change.state);
                return Err(notice.set_aside(why).into());
            }
        };
        let event = Event::AddressChangeSettled(AddressChangeSettled {
            change: number,
            approved,
            contact: decided.contact.clone(),
        });
        let addresses = addresses?;
        let known = decided.known(&addresses);
        match store.decide_change(heard, &decided, known, &event).await? {
            Written::Done => return Ok(Became::Applied),
            Written::Before => return Ok(Became::Before),
            Written::Raced => {}
        }
    }
    Err(Error::Busy.into())
}

/// Brings the decision to the orders that have waited for it, each by itself: they may be more than one transaction takes.
async fn settle_waiting(store: &Store, heard: &Heard<'_>, number: CaseNo) -> Result<(), Unapplied> {
    let change = store.address_change(&heard.contract, number).await?;
    let Some(change) = change.filter(|change| change.state != ChangeState::Pending) else {
        return Ok(());
    };
    for waiting in &change.waiting {
        let Some(order) = store.order(&heard.contract, *waiting).await? else { continue };
        let Some(after) = order.after_decision(&change) else { continue };
        let event = told(&after, &change);
        let whose = (&heard.contract, &heard.notice.contract_ref);
        store.settle_waiting(whose, (&order, &after), &event, heard.now).await?;
    }
    Ok(())
}

fn told(after: &Order, change: &AddressChange) -> Event {
    if after.hold.is_some() {
        return Event::OrderAddressAsked(OrderAddressAsked {
            order: after.number,
            change: change.number,
            contact: after.contact.clone(),
        });
    }
    Event::OrderReleased(OrderReleased {
        order: after.number,
        change: change.number,
        changed: true,
        effective: Some(change.effective),
        contact: after.contact.clone(),
        level: Level::Confirmed,
    })
}
