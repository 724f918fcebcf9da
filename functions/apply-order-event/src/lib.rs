//! The operator's word on orders: confirmed, shipped, delivered, cancelled.

use domain::{CaseNo, Error, Order, OrderNews, Told};
use events::outside::Notice;
use events::{Event, OrderStateChanged};
use jiff::Timestamp;
use serde_json::Value;
use store::{Became, Heard, Store, Unapplied, Written};
use tracing::Instrument;

/// How often an order is looked at again because somebody else changed it.
const LOOKS: u32 = 5;

/// Applies one event: its `detail-type` and `detail`. Applied twice it changes nothing; what cannot be fails, so that it is set aside where it is seen.
///
/// # Errors
///
/// [`Unapplied::SetAside`] for what cannot be read, names no order, or cannot become of this one; [`Unapplied::Table`] when the event may
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
        let Some((number, news)) = notice.report.order().map_err(|why| notice.set_aside(why))?
        else {
            return Err(notice.set_aside("is not about an order").into());
        };
        let Some(heard) = store.hear(&notice, now).await? else { return Ok(Became::Before) };
        let became = apply(&store, &heard, number, &news).await?;
        tracing::info!(order.state = %news.state(), became = ?became, "heard of an order");
        Ok(became)
    };
    // Boxed, because futures of the SDK nested as deep as here are more than the compiler lays out.
    Box::pin(apply).instrument(span).await
}

async fn apply(
    store: &Store,
    heard: &Heard<'_>,
    number: CaseNo,
    news: &OrderNews,
) -> Result<Became, Unapplied> {
    let notice = heard.notice;
    for _ in 0..LOOKS {
        let order = store.order(&heard.contract, number).await?;
        let order =
            order.ok_or_else(|| notice.set_aside("the contract has no order of this number"))?;
        let after = match order.told(news, notice.occurred_at, heard.now) {
            Told::Applied(after) => after,
            Told::Before => return store.pass_over(heard, Became::Before).await,
            Told::Overtaken => return store.pass_over(heard, Became::Overtaken).await,
            Told::Illegal(why) => return Err(notice.set_aside(why).into()),
        };
        match write(store, heard, &order, &after).await? {
            Written::Done => return Ok(Became::Applied),
            Written::Before => return Ok(Became::Before),
            Written::Raced => {}
        }
    }
    Err(Error::Busy.into())
}

async fn write(
    store: &Store,
    heard: &Heard<'_>,
    before: &Order,
    after: &Order,
) -> Result<Written, Unapplied> {
    let devices = store.devices_named(&heard.contract, after.supplied()).await?;
    let event = Event::OrderStateChanged(OrderStateChanged {
        order: after.number,
        state: after.state,
        contact: after.contact.clone(),
    });
    store.advance_order(heard, (before, after), &devices, &event).await
}
