use aws_sdk_sesv2::Client;
use aws_sdk_sesv2::config::endpoint::{DefaultResolver, Params, ResolveEndpoint};
use aws_sdk_sesv2::error::ProvideErrorMetadata;
use aws_sdk_sesv2::types::{Body, Content, Destination, EmailContent, Message, MessageTag};
use domain::ContractRef;

use crate::Letter;

/// Why a letter did not leave.
#[derive(Debug, thiserror::Error)]
pub enum SendError {
    /// It never will: the service refuses this very letter.
    #[error("the mail service refuses this letter: {0}")]
    Final(String),
    /// It may later.
    #[error("the mail service did not take the letter: {0}")]
    Passing(String),
}

/// The mail service.
#[derive(Debug, Clone)]
pub struct Mailer {
    client: Client,
    from: String,
    configuration_set: Option<String>,
    /// Where links in letters lead, without a slash at the end.
    pub portal: String,
}

impl Mailer {
    /// Sends as Pagetally, `from`, through SES at `environment`.
    pub fn new(
        environment: &aws::Environment,
        from: &str,
        configuration_set: Option<String>,
        portal: impl Into<String>,
    ) -> Self {
        let client = Client::new(&environment.sdk());
        Self {
            client,
            from: format!("Pagetally <{from}>"),
            configuration_set,
            portal: portal.into(),
        }
    }

    /// Reads `MAIL_FROM`, `MAIL_CONFIGURATION_SET`, `PORTAL_URL` and the AWS environment, and opens a connection.
    ///
    /// # Errors
    ///
    /// The name of the variable that is missing.
    pub async fn from_env() -> Result<Self, String> {
        let required = |name| std::env::var(name).map_err(|_| format!("{name} is not set"));
        let environment = aws::Environment::from_env()?;
        let (from, portal) = (required("MAIL_FROM")?, required("PORTAL_URL")?);
        let set = std::env::var("MAIL_CONFIGURATION_SET").ok().filter(|set| !set.is_empty());
        environment.open(&endpoint(&environment).await?, 1).await;
        Ok(Self::new(&environment, &from, set, portal))
    }

    /// Hands a letter to the service and says by which id it knows it.
    ///
    /// `tag` comes back with every event about the letter, so that what a crash left open can be settled.
    ///
    /// # Errors
    ///
    /// [`SendError::Final`] when no retry helps, else [`SendError::Passing`].
    pub async fn send(
        &self,
        letter: &Letter,
        tag: &str,
        contract_ref: &ContractRef,
    ) -> Result<String, SendError> {
        let built = |text: &str| Content::builder().data(text).charset("UTF-8").build();
        let content = || -> Result<Message, aws_sdk_sesv2::error::BuildError> {
            let body = Body::builder().html(built(&letter.html)?).text(built(&letter.text)?);
            Ok(Message::builder().subject(built(&letter.subject)?).body(body.build()).build())
        };
        let message = content().map_err(|err| SendError::Final(err.to_string()))?;
        let tags =
            [("letter", tag), ("contract_ref", contract_ref.as_str())].map(|(name, value)| {
                MessageTag::builder()
                    .name(name)
                    .value(value)
                    .build()
                    .expect("name and value are set")
            });
        let sent = self
            .client
            .send_email()
            .from_email_address(&self.from)
            .set_configuration_set_name(self.configuration_set.clone())
            .destination(Destination::builder().to_addresses(letter.to.as_str()).build())
            .content(EmailContent::builder().simple(message).build())
            .set_email_tags(Some(tags.into()))
            .send()
            .await;
        match sent {
            Ok(sent) => Ok(sent.message_id.unwrap_or_default()),
            Err(err) => {
                let code = err.code().unwrap_or("no answer").to_owned();
                match code.as_str() {
                    "MessageRejected" | "BadRequestException" => Err(SendError::Final(code)),
                    _ => Err(SendError::Passing(code)),
                }
            }
        }
    }
}

/// Where the SDK calls SES.
async fn endpoint(environment: &aws::Environment) -> Result<String, String> {
    let asked = Params::builder().region(&environment.region);
    let asked = asked.set_endpoint(environment.endpoint.clone()).build();
    let asked = asked.map_err(|err| err.to_string())?;
    let found = DefaultResolver::new().resolve_endpoint(&asked).await;
    found.map(|endpoint| endpoint.url().to_owned()).map_err(|err| err.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn connections_are_opened_to_the_service_of_the_region() {
        let mut environment = aws::Environment::local("");
        environment.endpoint = None;
        assert_eq!(
            endpoint(&environment).await,
            Ok("https://email.eu-central-1.amazonaws.com".to_owned())
        );
    }
}
