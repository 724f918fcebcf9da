//! Items as domain values and back, and the reads that all nouns share.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::{AttributeValue, KeysAndAttributes};
use domain::{Error, Kept, Result};
use futures_util::future::try_join_all;
use jiff::Timestamp;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::keys::Key;
use crate::{Store, error};

pub(crate) type Item = HashMap<String, AttributeValue>;

/// A page of a partition, in the order of its sort key.
#[derive(Debug, Clone)]
pub(crate) struct Page {
    pub(crate) items: Vec<Item>,
    /// Where the next page begins: the sort key that was read last.
    pub(crate) next: Option<String>,
}

/// The attributes of `value` under `key`.
pub(crate) fn to_item(key: Key, value: &impl Serialize) -> Result<Item> {
    let mut item: Item = serde_dynamo::to_item(value).map_err(Error::internal)?;
    item.extend(key);
    Ok(item)
}

/// As [`to_item`], for what was made then and is not kept for ever.
pub(crate) fn to_kept_item(
    key: Key,
    value: &impl Serialize,
    kept: Kept,
    made: Timestamp,
) -> Result<Item> {
    let mut item = to_item(key, value)?;
    item.insert("expires".into(), number(kept.until(made)));
    Ok(item)
}

pub(crate) fn from_item<T: DeserializeOwned>(item: Item) -> Result<T> {
    serde_dynamo::from_item(item).map_err(Error::internal)
}

pub(crate) fn from_items<T: DeserializeOwned>(items: Vec<Item>) -> Result<Vec<T>> {
    items.into_iter().map(from_item).collect()
}

/// The value of one attribute.
pub(crate) fn value(value: &impl Serialize) -> Result<AttributeValue> {
    serde_dynamo::to_attribute_value(value).map_err(Error::internal)
}

pub(crate) fn text(text: impl Into<String>) -> AttributeValue {
    AttributeValue::S(text.into())
}

pub(crate) fn number(number: impl ToString) -> AttributeValue {
    AttributeValue::N(number.to_string())
}

pub(crate) fn text_of(item: &Item, name: &str) -> Option<String> {
    item.get(name).and_then(|value| value.as_s().ok()).cloned()
}

pub(crate) fn number_of(item: &Item, name: &str) -> Option<i64> {
    item.get(name).and_then(|value| value.as_n().ok()).and_then(|number| number.parse().ok())
}

impl Store {
    pub(crate) async fn get_raw(&self, key: Key) -> Result<Option<Item>> {
        let got = self
            .client
            .get_item()
            .table_name(&self.table)
            .set_key(Some(key))
            .consistent_read(true)
            .send()
            .await;
        Ok(got.map_err(error::from_sdk)?.item)
    }

    pub(crate) async fn get<T: DeserializeOwned>(&self, key: Key) -> Result<Option<T>> {
        self.get_raw(key).await?.map(from_item).transpose()
    }

    /// Items by their keys, in no particular order and a hundred at a time, all at once; those that do not exist are left out.
    pub(crate) async fn get_many(&self, keys: Vec<Key>) -> Result<Vec<Item>> {
        let batches = keys.chunks(100).map(|batch| self.get_batch(batch.to_vec()));
        Ok(try_join_all(batches).await?.concat())
    }

    async fn get_batch(&self, keys: Vec<Key>) -> Result<Vec<Item>> {
        let mut found = Vec::with_capacity(keys.len());
        let mut wanted = keys;
        while !wanted.is_empty() {
            let request = KeysAndAttributes::builder()
                .set_keys(Some(wanted))
                .consistent_read(true)
                .build()
                .map_err(Error::internal)?;
            let got = self.client.batch_get_item().request_items(&self.table, request).send().await;
            let mut got = got.map_err(error::from_sdk)?;
            found.extend(got.responses.take().into_iter().flat_map(HashMap::into_values).flatten());
            wanted = got
                .unprocessed_keys
                .take()
                .into_iter()
                .flat_map(HashMap::into_values)
                .flat_map(|left| left.keys)
                .collect();
        }
        Ok(found)
    }

    /// One page (up to 1 MB, or `limit` items) of the items of `partition` whose sort key begins with `prefix`.
    pub(crate) async fn page(
        &self,
        partition: String,
        prefix: &str,
        after: Option<&str>,
        newest_first: bool,
        limit: Option<i32>,
    ) -> Result<Page> {
        let mut query = self
            .client
            .query()
            .table_name(&self.table)
            .expression_attribute_values(":pk", text(&partition))
            .consistent_read(true)
            .scan_index_forward(!newest_first)
            .set_limit(limit);
        query = if prefix.is_empty() {
            query.key_condition_expression("pk = :pk")
        } else {
            query
                .key_condition_expression("pk = :pk AND begins_with(sk, :prefix)")
                .expression_attribute_values(":prefix", text(prefix))
        };
        if let Some(after) = after {
            query = query
                .exclusive_start_key("pk", text(&partition))
                .exclusive_start_key("sk", text(after));
        }
        let page = query.send().await.map_err(error::from_sdk)?;
        let next = page.last_evaluated_key.as_ref().and_then(|key| text_of(key, "sk"));
        Ok(Page { items: page.items.unwrap_or_default(), next })
    }

    /// All items of `partition` whose sort key begins with `prefix`; for lists that are short by their nature.
    pub(crate) async fn all_items(&self, partition: String, prefix: &str) -> Result<Vec<Item>> {
        let mut page = self.page(partition.clone(), prefix, None, false, None).await?;
        let mut items = page.items;
        while let Some(after) = page.next.take() {
            page = self.page(partition.clone(), prefix, Some(&after), false, None).await?;
            items.append(&mut page.items);
        }
        Ok(items)
    }

    /// As [`Self::all_items`], each as the value that it holds.
    pub(crate) async fn all<T: DeserializeOwned>(
        &self,
        partition: String,
        prefix: &str,
    ) -> Result<Vec<T>> {
        from_items(self.all_items(partition, prefix).await?)
    }
}
