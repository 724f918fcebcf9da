use domain::{ContactId, Level, MailedCode, Order, OrderState, Result};
use events::Event;

use crate::{Letter, Reader};

/// What letters are about, fetched from the table.
#[derive(Debug, Clone)]
pub enum Matter {
    /// Orders that were placed together.
    Placed(Vec<Order>),
    /// An order that was called off.
    Cancelled(Box<Order>),
    /// A code that was asked for.
    Code(MailedCode),
}

/// To whom an event is written, and how far whoever acted was trusted; most events are written to nobody.
pub fn audience(event: &Event) -> Option<(&ContactId, Level)> {
    match event {
        Event::OrderPlaced(placed) => Some((&placed.contact, placed.level)),
        Event::OrderCancelled(cancelled) => Some((&cancelled.contact, cancelled.level)),
        Event::CodeRequested(requested) => Some((&requested.contact, Level::Confirmed)),
        Event::ReadingsSubmitted(_)
        | Event::ReadingWithdrawn(_)
        | Event::ReadingJudged(_)
        | Event::DeviceExchanged(_)
        | Event::ContactAdded(_)
        | Event::ContactChanged(_)
        | Event::ContactDeleted(_) => None,
    }
}

impl Matter {
    /// The orders among `orders` whose arrival is still news; nothing when all have gone on since.
    pub fn placed(mut orders: Vec<Order>) -> Option<Self> {
        orders.retain(|order| order.state == OrderState::Received);
        (!orders.is_empty()).then_some(Self::Placed(orders))
    }

    /// The letters to one reader, each with what it is about: an order's number, or a word. Somebody who is only told gets a
    /// notice, one for all orders.
    ///
    /// # Errors
    ///
    /// [`domain::Error::Internal`] when a template fails.
    pub fn letters(
        &self,
        reader: Reader<'_>,
        notice: bool,
        portal: &str,
    ) -> Result<Vec<(String, Letter)>> {
        if notice {
            let letter = match self {
                Self::Placed(orders) => Letter::placed_notice(reader, orders, portal)?,
                Self::Cancelled(order) => Letter::cancelled_notice(reader, order, portal)?,
                Self::Code(_) => return Ok(Vec::new()),
            };
            return Ok(vec![("notice".to_owned(), letter)]);
        }
        match self {
            Self::Placed(orders) => orders
                .iter()
                .map(|order| {
                    Ok((order.number.to_string(), Letter::order_placed(reader, order, portal)?))
                })
                .collect(),
            Self::Cancelled(order) => {
                let letter = Letter::order_cancelled(reader, order, portal)?;
                Ok(vec![(order.number.to_string(), letter)])
            }
            Self::Code(code) => Ok(vec![("code".to_owned(), Letter::code(reader, code)?)]),
        }
    }
}
