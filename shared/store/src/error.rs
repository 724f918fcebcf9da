use aws_sdk_dynamodb::error::{ProvideErrorMetadata, SdkError};
use domain::Error;

/// Whether an item stood in the way: the call's condition failed, and nothing else.
pub(crate) fn refused<E: ProvideErrorMetadata>(err: &SdkError<E>) -> bool {
    err.code() == Some("ConditionalCheckFailedException")
}

/// Whether the item would have become larger than the table's 400 KB.
pub(crate) fn outgrown<E: ProvideErrorMetadata>(err: &SdkError<E>) -> bool {
    let said = err.message().unwrap_or_default();
    err.code() == Some("ValidationException")
        && said.contains("Item size")
        && said.contains("exceeded the maximum allowed size")
}

/// The only place where a DynamoDB failure that is not a failed condition gets its meaning.
pub(crate) fn from_sdk<E>(err: SdkError<E>) -> Error
where
    E: ProvideErrorMetadata + std::error::Error + Send + Sync + 'static,
{
    let busy = match &err {
        SdkError::TimeoutError(_) | SdkError::DispatchFailure(_) | SdkError::ResponseError(_) => {
            true
        }
        _ => matches!(
            err.code(),
            Some(
                "ThrottlingException"
                    | "ProvisionedThroughputExceededException"
                    | "RequestLimitExceeded"
                    | "InternalServerError"
                    | "TransactionInProgressException"
            )
        ),
    };
    if busy {
        tracing::warn!(error.code = err.code(), "the table did not answer: {err}");
        Error::Busy
    } else {
        Error::internal(err)
    }
}
