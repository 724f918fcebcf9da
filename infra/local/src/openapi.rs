//! The API's description, generated from the handlers' types and completed with what all operations have in common.

use serde_json::{Value, json};
use utoipa::OpenApi;

use crate::{Error, functions};

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Pagetally",
        description = "Customer portal for page-price contracts of printer fleets.",
        license(name = "MIT OR Apache-2.0")
    ),
    components(schemas(api::Problem)),
    paths(
        show_countries::handle,
        log_in::handle,
        show_session::handle,
        log_out::handle,
        show_contract::handle,
        send_code::handle,
        check_code::handle,
        open_link::handle,
        list_sessions::handle,
        end_session::handle,
        end_other_sessions::handle,
        change_sign_in::handle,
        list_devices::handle,
        show_device::handle,
        list_articles::handle,
        list_contacts::handle,
        add_contact::handle,
        change_contact::handle,
        delete_contact::handle,
        check_order::handle,
        place_order::handle,
        list_orders::handle,
        show_order::handle,
        cancel_order::handle,
        release_order::handle,
        request_address_change::handle,
        list_address_changes::handle,
        check_readings::handle,
        submit_readings::handle,
        export_readings::handle,
        read_readings_file::handle,
        list_readings::handle,
        show_draft::handle,
        save_draft::handle,
        export_contact::handle,
        export_history::handle,
        withdraw_reading::handle,
        list_status_pages::handle,
        add_status_page::handle,
        show_status_page::handle,
        fetch_status_page::handle,
        open_ticket::handle,
        list_tickets::handle,
        show_ticket::handle,
        reply_ticket::handle,
        request_visit::handle,
        add_ticket_file::handle,
        fetch_ticket_file::handle,
    )
)]
struct Description;

/// Operations that change something and carry an `Idempotency-Key`.
const KEYED: [&str; 17] = [
    "submit_readings",
    "withdraw_reading",
    "add_contact",
    "change_contact",
    "delete_contact",
    "change_sign_in",
    "end_session",
    "end_other_sessions",
    "place_order",
    "cancel_order",
    "add_status_page",
    "add_ticket_file",
    "release_order",
    "request_address_change",
    "open_ticket",
    "reply_ticket",
    "request_visit",
];

/// The description as JSON.
///
/// # Errors
///
/// When an operation of it has no function.
pub fn document() -> Result<Value, Error> {
    let mut document = serde_json::to_value(Description::openapi())?;
    let operations = functions::http();
    let access =
        |id: &str| operations.values().map(|f| f.operation).find(|o| o.id == id).map(|o| o.access);
    let paths = document["paths"].as_object_mut().ok_or("no paths")?;
    for operation in paths.values_mut().flat_map(|path| path.as_object_mut().into_iter().flatten())
    {
        let (_, operation) = operation;
        let id = operation["operationId"].as_str().unwrap_or_default().to_owned();
        let access = access(&id).ok_or_else(|| format!("{id} has no function"))?;
        let problem = json!({
            "description": "A problem document",
            "content": { "application/problem+json": { "schema": { "$ref": "#/components/schemas/Problem" } } },
        });
        operation["responses"]["default"] = problem;
        match access {
            api::Access::Anyone => operation["security"] = json!([]),
            api::Access::Session(level) => operation["x-level"] = serde_json::to_value(level)?,
        }
        let mut parameters = operation["parameters"].as_array().cloned().unwrap_or_default();
        parameters.push(json!({ "name": "Accept-Language", "in": "header", "required": false, "schema": { "type": "string", "examples": ["de"] } }));
        if KEYED.contains(&id.as_str()) {
            parameters.push(json!({ "name": "Idempotency-Key", "in": "header", "required": true,
                "description": "Chosen by the client, the same for every retry. Kept for 30 days, scoped to contract and operation.",
                "schema": { "type": "string", "minLength": 1, "maxLength": 255 } }));
        }
        operation["parameters"] = json!(parameters);
    }
    let session = json!({ "type": "apiKey", "in": "cookie", "name": "__Host-session" });
    document["components"]["securitySchemes"] = json!({ "session": session });
    document["security"] = json!([{ "session": [] }]);
    close_forms(&mut document);
    Ok(document)
}

/// Forms know their fields: whatever else is sent is refused.
fn close_forms(document: &mut Value) {
    let mut open: Vec<String> = Vec::new();
    let paths = document["paths"].as_object().into_iter().flatten();
    for operation in paths.flat_map(|(_, path)| path.as_object().into_iter().flatten()) {
        open.extend(references(&operation.1["requestBody"]));
    }
    while let Some(name) = open.pop() {
        let schema = &mut document["components"]["schemas"][&name];
        if schema.get("additionalProperties").is_none() {
            schema["additionalProperties"] = json!(false);
            open.extend(references(schema));
        }
    }
}

/// The names of the schemas that `value` refers to.
fn references(value: &Value) -> Vec<String> {
    match value {
        Value::Object(fields) => fields
            .iter()
            .flat_map(|(key, value)| match (key.as_str(), value.as_str()) {
                ("$ref", Some(target)) => {
                    target.rsplit('/').next().map(str::to_owned).into_iter().collect()
                }
                _ => references(value),
            })
            .collect(),
        Value::Array(items) => items.iter().flat_map(references).collect(),
        _ => Vec::new(),
    }
}

/// The description as it is committed, in the order in which people read.
///
/// # Errors
///
/// As [`document`].
pub fn yaml() -> Result<String, Error> {
    let document = document()?;
    let mut text = String::new();
    for part in ["openapi", "info", "security", "paths", "components"] {
        text += &yaml_serde::to_string(&json!({ part: document[part] }))?;
    }
    Ok(text)
}
