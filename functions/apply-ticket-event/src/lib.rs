//! The operator's word on tickets: answers and states.

use domain::{Advance, CaseNo, Error, Message, Ticket, TicketNews};
use events::outside::Notice;
use events::{Event, TicketAnswered, TicketProgressed};
use jiff::Timestamp;
use serde_json::Value;
use store::{Became, Heard, Store, Unapplied, Written};
use tracing::Instrument;

/// How often a ticket is looked at again because somebody else changed it.
const LOOKS: u32 = 10;

/// Applies one event: its `detail-type` and `detail`. Applied twice it changes nothing; what cannot be fails, so that it is set aside where it is seen.
///
/// # Errors
///
/// [`Unapplied::SetAside`] for what cannot be read, names no ticket, or cannot become of this one; [`Unapplied::Table`] when the event may
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
        let told = notice.report.ticket(notice.occurred_at.min(now));
        let Some((number, news)) = told.map_err(|why| notice.set_aside(why))? else {
            return Err(notice.set_aside("is not about a ticket").into());
        };
        let Some(heard) = store.hear(&notice, now).await? else { return Ok(Became::Before) };
        let became = apply(&store, &heard, number, &news).await?;
        tracing::info!(became = ?became, "heard of a ticket");
        Ok(became)
    };
    apply.instrument(span).await
}

async fn apply(
    store: &Store,
    heard: &Heard<'_>,
    number: CaseNo,
    news: &TicketNews,
) -> Result<Became, Unapplied> {
    let notice = heard.notice;
    for _ in 0..LOOKS {
        let ticket = store.ticket(&heard.contract, number).await?;
        let mut ticket =
            ticket.ok_or_else(|| notice.set_aside("the contract has no ticket of this number"))?;
        let at = notice.occurred_at.min(heard.now);
        let told = told(&mut ticket, news, at).map_err(|why| notice.set_aside(why))?;
        let Some((message, event)) = told else {
            return store.pass_over(heard, Became::Overtaken).await;
        };
        match store.advance_ticket(heard, &ticket, message.as_ref(), &event).await? {
            Written::Done => return Ok(Became::Applied),
            Written::Before => return Ok(Became::Before),
            Written::Raced => {}
        }
    }
    Err(Error::Busy.into())
}

/// What becomes of `ticket`, with what was said and what is to be mailed; nothing where it was past that already and nothing was said.
/// Words are never lost: those that come with a state that was passed are an answer like any other.
fn told(
    ticket: &mut Ticket,
    news: &TicketNews,
    at: Timestamp,
) -> Result<Option<(Option<Message>, Event)>, &'static str> {
    match news {
        TicketNews::Words { text, author } => {
            let message = ticket.tell(text.clone(), author.clone(), at);
            Ok(Some((Some(message.clone()), answered(ticket, &message))))
        }
        TicketNews::State(progress, note) => {
            let moved = ticket.progress(*progress).map_err(|refused| refused.code())?;
            let message = note.clone().map(|note| ticket.tell(note, None, at));
            Ok(match (moved, message) {
                (Advance::On, message) => {
                    let event = progressed(ticket, message.as_ref());
                    Some((message, event))
                }
                (Advance::Overtaken, Some(message)) => {
                    let event = answered(ticket, &message);
                    Some((Some(message), event))
                }
                (Advance::Overtaken, None) => None,
            })
        }
    }
}

fn answered(ticket: &Ticket, message: &Message) -> Event {
    Event::TicketAnswered(TicketAnswered {
        ticket: ticket.number,
        visit: ticket.visit,
        message: message.number,
        device: ticket.patient.serial.clone(),
        contact: ticket.contact.clone(),
    })
}

fn progressed(ticket: &Ticket, message: Option<&Message>) -> Event {
    Event::TicketProgressed(TicketProgressed {
        ticket: ticket.number,
        visit: ticket.visit,
        state: ticket.state,
        message: message.map(|message| message.number),
        device: ticket.patient.serial.clone(),
        contact: ticket.contact.clone(),
    })
}
