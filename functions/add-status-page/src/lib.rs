//! `POST /api/devices/{serial}/status-pages`: announces a status page, and says where to put it.

use api::files::FileForm;
use api::{Access, Admission, App, Body, Command, Operation, Request, Response, StatusCode};
use domain::{
    Device, Error, FileOwner, FilePlace, Level, NewFile, Result, Serial, Session, StatusPage,
    Upload, UploadId,
};
use files::{Announced, Expected, Files};

/// This operation.
pub const OPERATION: Operation = Operation::new("add_status_page", Access::Session(Level::Numbers));

/// Announces a file and signs an address for it, afresh for each retry. The contract's last thirty days after its end are enough.
///
/// # Errors
///
/// [`Error::Invalid`] with every broken field; [`Error::NotFound`] for a device that is not this contract's.
#[utoipa::path(post, path = "/api/devices/{serial}/status-pages", operation_id = "add_status_page", tag = "status pages",
    params(("serial" = String, Path, description = "The device that printed the page")),
    request_body = FileForm, responses((status = 201, body = Expected)))]
pub async fn handle(app: App, files: Files, request: Request) -> Result<Response<Body>> {
    let command = api::command(&app, &request, &OPERATION)?;
    let read = async {
        let serial = api::path(&request, "serial", Serial::parse)?;
        let file = command.form::<FileForm>()?.parse()?;
        Ok((app.store.device(command.contract(), &serial).await?, file))
    };
    let answer = match app.admit(&command, read).await? {
        Admission::Fresh(session, (device, file)) => {
            let device = device.ok_or_else(Error::not_found)?;
            announce(&app, &command, &session, &device, file).await?
        }
        Admission::Replay(answer) => answer,
    };
    let (announced, file) = (api::files::said::<Announced>(&answer)?, command.form::<FileForm>()?);
    let expected = files.expect(announced, &file.parse()?, app.clock.now()).await?;
    api::files::saying(answer, &expected)
}

async fn announce(
    app: &App,
    command: &Command,
    session: &Session,
    device: &Device,
    file: NewFile,
) -> Result<Response<Body>> {
    let now = app.clock.now();
    let id: UploadId = store::new_id(now).try_into()?;
    let contract_ref = session.contract_ref.clone();
    let place = FilePlace { contract_ref, owner: FileOwner::StatusPage, id: id.clone() };
    let upload = Upload::announced(id, file, session, now);
    let page = StatusPage { serial: device.serial.clone(), upload };
    // Nothing has happened yet: the event follows once the page is inspected.
    let answer = (StatusCode::CREATED, &Announced::new(&place));
    let effect = command.effect(app, session, answer, None)?;
    let outcome = app.store.announce_status_page(&effect, &page).await?;
    command.finish(effect, outcome)
}
