//! The bucket's events: looks into each file that came, keeps what is what it was announced as, and removes everything else.

use domain::{
    CaseNo, ContractKey, Error, FileFault, FileOwner, FilePlace, Result, Upload, UploadState,
};
use files::Files;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use store::Store;
use tracing::Instrument;

/// What S3 tells about an object that came: the `detail` of its event, as far as it is read here.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ObjectCreated {
    /// The object.
    pub object: Object,
}

/// An object.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Object {
    /// Its key.
    pub key: String,
}

/// Inspects the file that `event` is about, once: an event that comes again finds it settled.
///
/// # Errors
///
/// [`Error::Busy`] or [`Error::Internal`]; the event comes again, and the file stays where it came until then.
pub async fn handle(
    store: Store,
    files: Files,
    event: ObjectCreated,
    now: Timestamp,
) -> Result<()> {
    let Some(place) = FilePlace::of_incoming(&event.object.key) else {
        tracing::error!("an object came that nobody announced");
        return Ok(());
    };
    let contract_ref = place.contract_ref.as_str();
    let span = tracing::info_span!("upload", upload.id = %place.id, contract_ref);
    // Boxed, because futures of the SDK nested as deep as here are more than the compiler lays out.
    Box::pin(Inspector { store, files, place, now }.inspect()).instrument(span).await
}

/// Looks into one file.
struct Inspector {
    store: Store,
    files: Files,
    place: FilePlace,
    now: Timestamp,
}

impl Inspector {
    async fn inspect(&self) -> Result<()> {
        let contract = self.store.contract_of(&self.place.contract_ref).await?;
        match &self.place.owner {
            FileOwner::StatusPage => self.inspect_status_page(&contract).await,
            FileOwner::Ticket(number) => self.inspect_ticket_file(&contract, *number).await,
        }
    }

    async fn inspect_status_page(&self, contract: &ContractKey) -> Result<()> {
        let (page, country) = tokio::join!(
            self.store.status_page(contract, &self.place.id),
            self.store.country(&contract.country),
        );
        let country = country?.ok_or_else(Error::not_found)?;
        let Some(page) = page? else { return self.nobody_waits().await };
        let Some(verdict) = self.verdict(&page.upload).await? else { return Ok(()) };
        let today = country.zone().to_datetime(self.now).date();
        let whose = (contract, &self.place.contract_ref);
        self.store.settle_status_page(whose, &page, verdict, today, self.now).await?;
        self.clear(verdict).await
    }

    async fn inspect_ticket_file(&self, contract: &ContractKey, number: CaseNo) -> Result<()> {
        let files = self.store.ticket_files(contract, number).await?;
        let file = files.into_iter().find(|file| file.upload.id == self.place.id);
        let Some(file) = file else { return self.nobody_waits().await };
        let Some(verdict) = self.verdict(&file.upload).await? else { return Ok(()) };
        let whose = (contract, &self.place.contract_ref);
        self.store.settle_ticket_file(whose, (number, &file), verdict, self.now).await?;
        self.clear(verdict).await
    }

    /// What is wrong with the file of `upload`; `None` when it is settled. What is accepted is kept before anybody is told.
    async fn verdict(&self, upload: &Upload) -> Result<Option<Result<(), FileFault>>> {
        match upload.state {
            UploadState::Announced => {}
            UploadState::Accepted => return Ok(None),
            // A crash may have come between the verdict and the removal, and the address may have been used again.
            UploadState::Refused => {
                self.files.remove(&self.place).await?;
                return Ok(None);
            }
        }
        let Some(verdict) = self.files.inspect(&self.place, &upload.file).await? else {
            tracing::warn!("a file was gone before it was inspected");
            return Ok(None);
        };
        if verdict.is_ok() {
            self.files.keep(&self.place).await?;
        }
        Ok(Some(verdict))
    }

    /// Removes what was refused.
    async fn clear(&self, verdict: Result<(), FileFault>) -> Result<()> {
        match verdict {
            Ok(()) => tracing::info!("kept a file"),
            Err(fault) => {
                tracing::info!(upload.fault = ?fault, "refused a file");
                self.files.remove(&self.place).await?;
            }
        }
        Ok(())
    }

    /// The announcement is over: nobody could fetch the file.
    async fn nobody_waits(&self) -> Result<()> {
        tracing::warn!("a file came that is not announced any more");
        self.files.remove(&self.place).await
    }
}
