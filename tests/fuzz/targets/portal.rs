//! A portal that is never asked anything but to read.

use std::sync::LazyLock;

use api::{App, Body, Clock, Front, KnownContracts, Request, Token};
use jiff::Timestamp;
use store::Store;

/// An app whose table nobody reaches, as browsers at `http://localhost` see it.
pub fn app() -> &'static App {
    static APP: LazyLock<App> = LazyLock::new(|| {
        let nowhere = aws::Environment::local("http://127.0.0.1:9");
        let client = aws_sdk_dynamodb::Client::from_conf(Store::config(&nowhere).build());
        let front = Front { plain_http: true, ..Front::default() };
        let app = App::new(Store::new(client, "table"), Clock::default(), front);
        let mut request = Request::new(Body::Empty);
        let cookies = format!("session={TOKEN}; known={MARK}").parse().expect("visible ASCII");
        request.headers_mut().insert("cookie", cookies);
        // Behind a token that opens nothing there would be little to find.
        let token = Token::from_request(&request, &app).expect("made by this app");
        let known = KnownContracts::from_request(&request, &app);
        assert!(known.has(token.contract(), Timestamp::UNIX_EPOCH), "made by this app");
        app
    });
    &APP
}

/// A token that [`app`] made for a session of contract `DE#17102995#SPV20418`.
pub const TOKEN: &str = "ZnV6eiB0YXJnZXRz0F99Sj1tEHMX0r6FAj8xxWldi5eXBnp9IIOcZ8isDm8GoFBo.d2hhdCBvZiBpdCBpcyBkcmF3biBieSBsb3QsIGhlcmU";
/// The mark by which a browser is known that signed in to the same contract.
pub const MARK: &str =
    "ZnV6eiB0YXJnZXQyHViLPXEk5Rg69RYmitXjzwS1YXwCtPyU9Q_iT3gxOvXF773XtRBkWcOZQslKx4s";

/// What of [`TOKEN`] says the contract; the rest is drawn by lot.
pub fn sealed() -> &'static str {
    TOKEN.rsplit_once('.').expect("two parts").0
}
