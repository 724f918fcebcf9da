//! Every function by its logical id in the template. A function without a line here, or a line without a function, fails the start.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use api::{App, Operation, Request, Response};
use aws_lambda_events::event::eventbridge::EventBridgeEvent;
use bus::Publisher;
use events::{EndsPlanned, Envelope, ShardPlanned};
use files::Files;
use futures_util::future::BoxFuture;
use inspect_upload::ObjectCreated;
use lambda_http::Body;
use send_mail::Mailroom;
use serde_json::Value;
use settle_mail::MailEvent;

use crate::Error;
use crate::calls::Ledger;
use crate::environments::Environments;

type HttpHandler = Arc<dyn Fn(Tools, Request) -> BoxFuture<'static, Response<Body>> + Send + Sync>;

/// Where the functions run.
#[derive(Clone)]
pub(crate) enum Functions {
    /// In this process.
    Here(Arc<Workshop>),
    /// In processes of their own, as they are deployed.
    Apart(Environments),
}

impl Functions {
    /// Lets an HTTP function answer an event of API Gateway; its calls to the table are noted in `ledger`.
    ///
    /// # Errors
    ///
    /// When the event is none, or the function failed instead of answering.
    pub(crate) async fn answer(
        &self,
        function: &HttpFunction,
        id: &str,
        event: &str,
        ledger: &Ledger,
    ) -> Result<Response<Body>, Error> {
        match self {
            Self::Here(workshop) => {
                let mut request = lambda_http::request::from_str(event)?;
                request.extensions_mut().insert(context_of_call());
                let handled = (function.handler)(workshop.tools(), request);
                // Through what the Lambda runtime makes of it: text by its content type, everything else in base64.
                Ok(lambda_http::IntoResponse::into_response(ledger.note(handled).await).await)
            }
            Self::Apart(environments) => environments.answer(id, event, ledger).await,
        }
    }

    /// Calls an asynchronous function with an event as AWS would send it.
    ///
    /// # Errors
    ///
    /// What the function fails with, or an event that is not the function's.
    pub(crate) async fn call(&self, id: &str, event: Value) -> Result<Value, Error> {
        match self {
            Self::Here(workshop) => workshop.call(id, event).await,
            Self::Apart(environments) => environments.call(id, &event).await,
        }
    }
}

fn context_of_call() -> lambda_http::Context {
    let mut context = lambda_http::Context::default();
    context.request_id = store::new_id(jiff::Timestamp::now());
    context
}

/// What HTTP functions work with.
#[derive(Clone)]
pub(crate) struct Tools {
    pub(crate) app: App,
    pub(crate) files: Files,
}

/// A function that answers HTTP.
#[derive(Clone)]
pub(crate) struct HttpFunction {
    pub(crate) operation: &'static Operation,
    pub(crate) handler: HttpHandler,
}

/// What functions in this process work with.
pub(crate) struct Workshop {
    pub(crate) app: App,
    pub(crate) files: Files,
    pub(crate) publisher: Publisher,
    pub(crate) mailroom: Mailroom,
    /// Instead of [`PATIENCE`], for tests of what happens when time runs out.
    pub(crate) patience: Option<Duration>,
}

/// The HTTP functions.
pub(crate) fn http() -> BTreeMap<&'static str, HttpFunction> {
    macro_rules! functions {
        ($($id:literal => $function:ident $($needs:ident)?,)*) => {
            BTreeMap::from([$(($id, HttpFunction {
                operation: &$function::OPERATION,
                handler: Arc::new(|tools, request| Box::pin(async move {
                    let Tools { app, files: _files } = tools;
                    let handle = handler!($function _files $($needs)?);
                    let answer = api::answer(&$function::OPERATION, handle, app, request);
                    let Ok(response) = answer.await;
                    response
                })),
            }),)*])
        };
    }
    macro_rules! handler {
        ($function:ident $files:ident) => {
            $function::handle
        };
        ($function:ident $files:ident files) => {
            move |app, request| $function::handle(app, $files.clone(), request)
        };
    }
    functions! {
        "AddContact" => add_contact,
        "AddStatusPage" => add_status_page files,
        "AddTicketFile" => add_ticket_file files,
        "CancelOrder" => cancel_order,
        "ChangeContact" => change_contact,
        "ChangeSignIn" => change_sign_in,
        "CheckCode" => check_code,
        "CheckOrder" => check_order,
        "CheckReadings" => check_readings,
        "DeleteContact" => delete_contact,
        "EndOtherSessions" => end_other_sessions,
        "EndSession" => end_session,
        "ExportContact" => export_contact,
        "ExportHistory" => export_history,
        "ExportReadings" => export_readings,
        "FetchStatusPage" => fetch_status_page files,
        "FetchTicketFile" => fetch_ticket_file files,
        "ListAddressChanges" => list_address_changes,
        "ListArticles" => list_articles,
        "ListContacts" => list_contacts,
        "ListDevices" => list_devices,
        "ListOrders" => list_orders,
        "ListReadings" => list_readings,
        "ListSessions" => list_sessions,
        "ListStatusPages" => list_status_pages,
        "ListTickets" => list_tickets,
        "LogIn" => log_in,
        "LogOut" => log_out,
        "OpenLink" => open_link,
        "OpenTicket" => open_ticket,
        "PlaceOrder" => place_order,
        "ReadReadingsFile" => read_readings_file,
        "ReleaseOrder" => release_order,
        "RequestAddressChange" => request_address_change,
        "ReplyTicket" => reply_ticket,
        "RequestVisit" => request_visit,
        "SaveDraft" => save_draft,
        "SendCode" => send_code,
        "ShowContract" => show_contract,
        "ShowCountries" => show_countries,
        "ShowDevice" => show_device,
        "ShowDraft" => show_draft,
        "ShowOrder" => show_order,
        "ShowSession" => show_session,
        "ShowStatusPage" => show_status_page,
        "ShowTicket" => show_ticket,
        "SubmitReadings" => submit_readings,
        "WithdrawReading" => withdraw_reading,
    }
}

/// The functions behind stream, bus and schedule.
pub(crate) const ASYNCHRONOUS: [&str; 13] = [
    "ApplyAddressDecision",
    "ApplyOrderEvent",
    "ApplyStatusPageRequest",
    "ApplyTicketEvent",
    "InspectUpload",
    "PlanReminders",
    "PublishEvents",
    "RemindEnds",
    "RemindShard",
    "SealAudit",
    "SendMail",
    "SettleMail",
    "SweepOutbox",
];

/// How long a part of a run takes before it hands on the rest, as a function's time-out would make it.
const PATIENCE: Duration = Duration::from_secs(40);

impl Workshop {
    fn tools(&self) -> Tools {
        Tools { app: self.app.clone(), files: self.files.clone() }
    }

    async fn call(&self, function: &str, event: Value) -> Result<Value, Error> {
        let now = self.app.clock.now();
        match function {
            "InspectUpload" => {
                let event: EventBridgeEvent<ObjectCreated> = serde_json::from_value(event)?;
                let (store, files) = (self.app.store.clone(), self.files.clone());
                inspect_upload::handle(store, files, event.detail, now).await?;
                Ok(Value::Null)
            }
            "ApplyAddressDecision" => {
                let event: EventBridgeEvent<Value> = serde_json::from_value(event)?;
                let (store, kind) = (self.app.store.clone(), &event.detail_type);
                let became =
                    apply_address_decision::handle(store, kind, &event.detail, now).await?;
                Ok(serde_json::to_value(became)?)
            }
            "ApplyOrderEvent" => {
                let event: EventBridgeEvent<Value> = serde_json::from_value(event)?;
                let (store, kind) = (self.app.store.clone(), &event.detail_type);
                let became = apply_order_event::handle(store, kind, &event.detail, now).await?;
                Ok(serde_json::to_value(became)?)
            }
            "ApplyStatusPageRequest" => {
                let event: EventBridgeEvent<Value> = serde_json::from_value(event)?;
                let (store, kind) = (self.app.store.clone(), &event.detail_type);
                let became =
                    apply_status_page_request::handle(store, kind, &event.detail, now).await?;
                Ok(serde_json::to_value(became)?)
            }
            "ApplyTicketEvent" => {
                let event: EventBridgeEvent<Value> = serde_json::from_value(event)?;
                let (store, kind) = (self.app.store.clone(), &event.detail_type);
                let became = apply_ticket_event::handle(store, kind, &event.detail, now).await?;
                Ok(serde_json::to_value(became)?)
            }
            "PlanReminders" => {
                let run = plan_reminders::run_of(&serde_json::from_value(event)?, now);
                plan_reminders::handle(self.publisher.clone(), run, now).await?;
                Ok(Value::Null)
            }
            "PublishEvents" => {
                let event = serde_json::from_value(event)?;
                let answer = publish_events::handle(self.publisher.clone(), event, now).await?;
                Ok(serde_json::to_value(answer)?)
            }
            "RemindEnds" => {
                let event: EventBridgeEvent<EndsPlanned> = serde_json::from_value(event)?;
                remind_ends::handle(self.app.store.clone(), event.detail, now).await?;
                Ok(Value::Null)
            }
            "RemindShard" => {
                let event: EventBridgeEvent<ShardPlanned> = serde_json::from_value(event)?;
                let until = Instant::now() + self.patience.unwrap_or(PATIENCE);
                remind_shard::handle(self.publisher.clone(), event.detail, now, until).await?;
                Ok(Value::Null)
            }
            "SealAudit" => {
                let event = serde_json::from_value(event)?;
                let answer = seal_audit::handle(self.app.store.clone(), event).await?;
                Ok(serde_json::to_value(answer)?)
            }
            "SendMail" => {
                let event: EventBridgeEvent<Envelope> = serde_json::from_value(event)?;
                send_mail::handle(self.mailroom.clone(), event.detail, now).await?;
                Ok(Value::Null)
            }
            "SettleMail" => {
                let event: EventBridgeEvent<MailEvent> = serde_json::from_value(event)?;
                settle_mail::handle(self.app.store.clone(), event.detail, now).await?;
                Ok(Value::Null)
            }
            "SweepOutbox" => {
                sweep_outbox::handle(self.publisher.clone(), now).await?;
                Ok(Value::Null)
            }
            _ => Err(format!("{function} is no asynchronous function").into()),
        }
    }
}
