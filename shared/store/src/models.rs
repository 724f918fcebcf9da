use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use domain::{Article, Error, Model, ModelName, Result};

use crate::item::{from_item, text_of};
use crate::{Store, keys};

/// How long a process trusts what it read about a model.
const FRESH: Duration = Duration::from_secs(300);

/// A model and the articles that fit it, as a process remembers them.
pub(crate) type Catalogue = Arc<(Model, Vec<Article>)>;

/// The models that this process has read.
#[derive(Clone, Debug, Default)]
pub(crate) struct Models(Arc<Mutex<HashMap<ModelName, (Instant, Catalogue)>>>);

impl Store {
    /// A model and the articles that fit it; from memory if read within five minutes.
    ///
    /// # Errors
    ///
    /// [`Error::Internal`] for a device whose model was never imported, or as every read.
    pub async fn catalogue(&self, name: &ModelName) -> Result<Arc<(Model, Vec<Article>)>> {
        let known = self.models.0.lock().unwrap_or_else(PoisonError::into_inner).get(name).cloned();
        if let Some((read, catalogue)) = known
            && read.elapsed() < FRESH
        {
            return Ok(catalogue);
        }
        let (mut model, mut articles) = (None, Vec::new());
        for item in self.all_items(keys::model_partition(name), "").await? {
            if text_of(&item, "sk").is_some_and(|sk| sk.starts_with(keys::ARTICLE)) {
                articles.push(from_item(item)?);
            } else {
                model = Some(from_item(item)?);
            }
        }
        let model =
            model.ok_or_else(|| Error::internal(format!("no model {name} in the table")))?;
        let catalogue = Arc::new((model, articles));
        let mut known = self.models.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.insert(name.clone(), (Instant::now(), Arc::clone(&catalogue)));
        Ok(catalogue)
    }
}
