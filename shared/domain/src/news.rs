use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::contract::parsed_text;
use crate::{Order, OrderState, Refusal, Result, Stage};

/// Where a parcel is followed on its way: an https address of up to 500 visible ASCII characters, without a name or password in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct TrackingLink(String);
parsed_text!(TrackingLink);

impl TrackingLink {
    const MAX: usize = 500;

    /// Reads a link. It ends up in letters and pages, so it must lead where it seems to.
    ///
    /// # Errors
    ///
    /// [`Refusal::Required`] for nothing, [`Refusal::TooLong`] above 500 characters, [`Refusal::LinkForm`] for anything else.
    pub fn parse(raw: &str) -> Result<Self, Refusal> {
        let link = raw.trim();
        if link.is_empty() {
            return Err(Refusal::Required);
        }
        if link.len() > Self::MAX {
            return Err(Refusal::TooLong { max: Self::MAX });
        }
        let seen = |b: u8| b.is_ascii_graphic() && !b"\"'<>\\^`{|}".contains(&b);
        let host = link.strip_prefix("https://").map(|rest| {
            let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
            &rest[..end]
        });
        let good = host.is_some_and(|host| {
            let named = host.bytes().all(|b| b.is_ascii_alphanumeric() || b"-.:".contains(&b));
            named && host.contains('.') && !host.starts_with(['.', ':'])
        });
        if good && link.bytes().all(seen) {
            Ok(Self(link.to_owned()))
        } else {
            Err(Refusal::LinkForm)
        }
    }
}

/// Who brings the parcel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shipment {
    /// The carrier's name.
    pub carrier: String,
    /// Where the parcel is followed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tracking: Option<TrackingLink>,
}

impl Shipment {
    /// Characters of a carrier's name at most.
    pub const CARRIER_MAX: usize = 60;
}

/// What the operator tells of an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OrderNews {
    /// It was accepted.
    Confirmed,
    /// The parcel is on its way.
    Shipped(Shipment),
    /// The parcel has arrived.
    Delivered,
    /// It was called off, and why, in words for the customer.
    Cancelled(Option<String>),
}

impl OrderNews {
    /// Characters of a reason at most.
    pub const REASON_MAX: usize = 200;

    /// The state that it tells of.
    pub fn state(&self) -> OrderState {
        match self {
            Self::Confirmed => OrderState::Confirmed,
            Self::Shipped(_) => OrderState::Shipped,
            Self::Delivered => OrderState::Delivered,
            Self::Cancelled(_) => OrderState::Cancelled,
        }
    }
}

/// What the operator's word does to an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Told {
    /// The order as it is now.
    Applied(Box<Order>),
    /// It is as told already.
    Before,
    /// It has gone on since: nothing changes.
    Overtaken,
    /// It cannot be: somebody has to look.
    Illegal(&'static str),
}

impl Order {
    /// What becomes of it by the operator's word that at `at` something happened; told at `now`.
    ///
    /// States have ranks. A higher one is reached from any lower one; a lower one that is told late changes nothing. An order that was
    /// shipped is not called off any more, one that was called off goes nowhere, and one that is held was not handed to the operator.
    pub fn told(&self, news: &OrderNews, at: Timestamp, now: Timestamp) -> Told {
        let state = news.state();
        match (self.state, state) {
            (OrderState::Cancelled, OrderState::Cancelled) => return Told::Before,
            (OrderState::Cancelled, _) => return Told::Illegal("the order was cancelled"),
            (OrderState::Shipped | OrderState::Delivered, OrderState::Cancelled) => {
                return Told::Illegal("the order was shipped before");
            }
            (OrderState::Shipped, OrderState::Shipped) => {
                return match news {
                    OrderNews::Shipped(shipment) if self.shipment.as_ref() != Some(shipment) => {
                        Told::Illegal("the order was shipped before, by another parcel")
                    }
                    _ => Told::Before,
                };
            }
            (is, told) if is == told => return Told::Before,
            (is, told) if is > told => return Told::Overtaken,
            _ => {}
        }
        if self.hold.is_some() && state != OrderState::Cancelled {
            return Told::Illegal("the order waits for its address and was not released");
        }
        let mut order = self.clone();
        order.hold = None;
        let last = order.history.last().map_or(order.placed_at, |stage| stage.at);
        order.state = state;
        order.history.push(Stage { state, at: at.min(now).max(last) });
        match news {
            OrderNews::Shipped(shipment) => order.shipment = Some(shipment.clone()),
            OrderNews::Cancelled(reason) => order.cancel_reason.clone_from(reason),
            OrderNews::Confirmed | OrderNews::Delivered => {}
        }
        Told::Applied(Box::new(order))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::samples;

    fn shipment() -> Shipment {
        Shipment { carrier: "DHL".into(), tracking: None }
    }

    fn news() -> [OrderNews; 4] {
        [
            OrderNews::Confirmed,
            OrderNews::Shipped(shipment()),
            OrderNews::Delivered,
            OrderNews::Cancelled(None),
        ]
    }

    fn moment(second: i64) -> Timestamp {
        Timestamp::from_second(1_800_000_000 + second).expect("a moment")
    }

    fn after(told: &[OrderNews]) -> Order {
        told.iter().fold(samples::order(moment(0)), |order, news| {
            match order.told(news, moment(1), moment(2)) {
                Told::Applied(order) => *order,
                _ => order,
            }
        })
    }

    #[test]
    fn a_tracking_link_leads_where_it_seems_to() {
        let long = format!("https://dhl.de/{}", "a".repeat(500));
        let cases = [
            ("https://www.dhl.de/de/privatkunden.html?piececode=00340434161094022115", true),
            (" https://track.example:8443/a%20b#c ", true),
            ("http://www.dhl.de/", false),
            ("javascript:alert(1)", false),
            ("https://dhl.de@evil.example/", false),
            ("https:///dhl.de", false),
            ("https://localhost/", false),
            ("https://dhl.de/a b", false),
            ("https://dhl.de/\"><script>", false),
            ("https://dhl.de/ä", false),
            ("", false),
            (long.as_str(), false),
        ];
        for (raw, good) in cases {
            assert_eq!(TrackingLink::parse(raw).is_ok(), good, "input {raw:?}");
        }
    }

    #[test]
    fn a_word_about_an_order_counts_by_its_rank() {
        use OrderNews::{Cancelled, Confirmed, Delivered};
        let shipped = || OrderNews::Shipped(shipment());
        let other = OrderNews::Shipped(Shipment { carrier: "UPS".into(), tracking: None });
        let cases: [(&[OrderNews], OrderNews, &str); 14] = [
            (&[], Confirmed, "applied"),
            (&[], shipped(), "applied"),
            (&[], Delivered, "applied"),
            (&[], Cancelled(None), "applied"),
            (&[Confirmed], Confirmed, "before"),
            (&[Confirmed], Cancelled(None), "applied"),
            (&[shipped()], Confirmed, "overtaken"),
            (&[shipped()], shipped(), "before"),
            (&[shipped()], other, "illegal"),
            (&[shipped()], Cancelled(None), "illegal"),
            (&[Delivered], shipped(), "overtaken"),
            (&[Cancelled(None)], Cancelled(None), "before"),
            (&[Cancelled(None)], Confirmed, "illegal"),
            (&[Cancelled(None)], Delivered, "illegal"),
        ];
        for (before, news, expected) in cases {
            let became = match after(before).told(&news, moment(1), moment(2)) {
                Told::Applied(order) if order.state == news.state() => "applied",
                Told::Applied(_) => "something else",
                Told::Before => "before",
                Told::Overtaken => "overtaken",
                Told::Illegal(_) => "illegal",
            };
            assert_eq!(became, expected, "{news:?} after {before:?}");
        }
    }

    #[test]
    fn a_state_is_dated_neither_before_the_one_before_it_nor_in_the_future() {
        for (at, expected) in [(-5, 0), (1, 1), (9, 2)] {
            let told = samples::order(moment(0)).told(&OrderNews::Confirmed, moment(at), moment(2));
            let Told::Applied(order) = told else { panic!("{told:?}") };
            assert_eq!(order.history.last().map(|stage| stage.at), Some(moment(expected)));
        }
    }

    proptest! {
        #[test]
        fn whatever_comes_in_whatever_order_the_state_is_the_highest_that_could_be_reached(
            told in prop::collection::vec(0..4usize, 0..12)
        ) {
            let told: Vec<OrderNews> = told.into_iter().map(|index| news()[index].clone()).collect();
            let order = after(&told);
            let cancelled = told.iter().position(|news| news.state() == OrderState::Cancelled);
            let way = told.iter().position(|news| {
                matches!(news.state(), OrderState::Shipped | OrderState::Delivered)
            });
            let expected = match (cancelled, way) {
                (Some(cancelled), way) if way.is_none_or(|way| cancelled < way) => OrderState::Cancelled,
                _ => {
                    let states = told.iter().map(OrderNews::state);
                    let ranked = states.filter(|state| *state != OrderState::Cancelled);
                    ranked.max().unwrap_or(OrderState::Received)
                }
            };
            prop_assert_eq!(order.state, expected);
            prop_assert!(order.history.is_sorted_by(|a, b| a.state < b.state && a.at <= b.at));
        }
    }
}
