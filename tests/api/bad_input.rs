//! Whatever is sent: the documented answer, and nothing stored.

use serde_json::{Value, json};

use crate::world::{Answer, Fleet, Person, World};

/// What a field takes.
#[derive(Debug, Clone, Copy)]
enum Kind {
    /// Text of a fixed form, refused with this code.
    Form(&'static str),
    /// A choice from a list, refused with this code, also when it is empty.
    Choice(&'static str),
    /// Any line of text, which may be empty or not.
    Line { required: bool },
    /// An e-mail address.
    Email,
    /// A phone number, if any.
    Phone,
    /// A quantity.
    Quantity,
    /// Yes or no, if anything.
    Flag,
    /// A list, refused with this code when it is missing.
    List(Option<&'static str>),
    /// The contact's id, which a check can do without.
    Contact { required: bool },
}

/// What is put into a field.
#[derive(Debug, Clone, PartialEq)]
enum Bad {
    Missing,
    Empty,
    TooLong,
    Control(&'static str),
    Foreign(&'static str),
    WrongType(Value),
}

impl Bad {
    fn all() -> Vec<Self> {
        let mut all = vec![Self::Missing, Self::WrongType(json!(null)), Self::Empty, Self::TooLong];
        all.extend(["a\0b", "a\u{1b}[31mb", "a\u{202E}b", "a\u{2028}b"].map(Self::Control));
        all.extend(["🖨️👩‍💻", "مرحبا بالعالم", "שלום", "Ж", "=1+1", "<b>"].map(Self::Foreign));
        let types = [
            json!(true),
            json!(7),
            json!(-1),
            json!(1.5),
            json!(1e99),
            json!(u64::MAX),
            json!([]),
            json!([7]),
            json!({}),
            json!("a b"),
        ];
        all.extend(types.map(Self::WrongType));
        all
    }

    /// The code with which a field of `kind` refuses it; none where it is as good as any.
    fn refused_by(&self, kind: Kind) -> Option<&'static str> {
        let missing = *self == Self::Missing || *self == Self::WrongType(json!(null));
        let text =
            matches!(self, Self::Empty | Self::TooLong | Self::Control(_) | Self::Foreign(_));
        let words = *self == Self::WrongType(json!("a b"));
        match kind {
            Kind::Form(_) | Kind::Choice(_) | Kind::Line { required: true } | Kind::Email
                if missing =>
            {
                Some("required")
            }
            Kind::Contact { required: true } if missing => Some("contact_missing"),
            Kind::Quantity if missing => Some("required"),
            Kind::List(code) if missing => code,
            _ if missing => None,
            Kind::Quantity => match self {
                Self::WrongType(value) if *value == json!(7) => None,
                Self::WrongType(value) if *value == json!(u64::MAX) => Some("quantity_range"),
                _ => Some("wrong_type"),
            },
            Kind::Flag if *self == Self::WrongType(json!(true)) => None,
            Kind::List(_) if *self == Self::WrongType(json!([])) => {
                if let Kind::List(Some(_)) = kind { Some("no_lines") } else { None }
            }
            Kind::Flag | Kind::List(_) => Some("wrong_type"),
            _ if !text && !words => Some("wrong_type"),
            Kind::Form(_) | Kind::Contact { .. } if *self == Self::Empty => Some("required"),
            Kind::Form(code) | Kind::Choice(code) => Some(code),
            Kind::Contact { .. } => Some("id_form"),
            Kind::Line { required } => match self {
                Self::Empty if required => Some("required"),
                Self::TooLong => Some("too_long"),
                Self::Control(_) => Some("control_characters"),
                _ => None,
            },
            Kind::Email | Kind::Phone => match (self, kind) {
                (Self::Empty, Kind::Email) => Some("required"),
                (Self::Empty, _) => None,
                (Self::TooLong, _) => Some("too_long"),
                (Self::Control(_), _) => Some("control_characters"),
                (_, Kind::Email) => Some("email_form"),
                _ => Some("phone_form"),
            },
        }
    }

    /// `body` with this in the field at `pointer`.
    fn put_into(&self, body: &Value, pointer: &str) -> Value {
        let mut body = body.clone();
        let (parent, name) = pointer.rsplit_once('/').unwrap();
        let parent = body.pointer_mut(parent).unwrap().as_object_mut().unwrap();
        let value = match self {
            Self::Missing => {
                parent.remove(name);
                return body;
            }
            Self::Empty => json!(""),
            Self::TooLong => json!("x".repeat(5_000)),
            Self::Control(text) | Self::Foreign(text) => json!(text),
            Self::WrongType(value) => value.clone(),
        };
        parent.insert(name.to_owned(), value);
        body
    }
}

/// An operation that reads a body, with one that it takes.
struct Operation {
    method: &'static str,
    path: String,
    body: Value,
    fields: Vec<(&'static str, Kind)>,
    /// Whether what it takes may be sent without storing anything.
    harmless: bool,
}

impl Operation {
    fn log_in(world: &World) -> Self {
        Self {
            method: "POST",
            path: "/api/session".into(),
            body: json!({ "country": "DE", "language": "de", "customer_no": world.customer(), "contract_no": world.contract() }),
            fields: vec![
                ("/country", Kind::Choice("country_unknown")),
                ("/language", Kind::Choice("language_unknown")),
                ("/customer_no", Kind::Form("customer_no_form")),
            ],
            harmless: false,
        }
    }

    fn send_code() -> Self {
        Self {
            method: "POST",
            path: "/api/session/code".into(),
            body: json!({ "contact_id": "01J00000000000000000000000" }),
            fields: vec![("/contact_id", Kind::Form("id_form"))],
            harmless: true,
        }
    }

    fn check_code() -> Self {
        Self {
            method: "PUT",
            path: "/api/session/code".into(),
            body: json!({ "code": "12345678" }),
            fields: vec![("/code", Kind::Form("code_form"))],
            harmless: true,
        }
    }

    fn add_contact() -> Self {
        Self {
            method: "POST",
            path: "/api/contacts".into(),
            body: json!({ "first_name": "Max", "last_name": "Neu", "email": "max@neu.example", "phone": "0211 1234", "language": "de" }),
            fields: vec![
                ("/first_name", Kind::Line { required: true }),
                ("/last_name", Kind::Line { required: true }),
                ("/email", Kind::Email),
                ("/phone", Kind::Phone),
                ("/language", Kind::Choice("language_unknown")),
            ],
            harmless: false,
        }
    }

    fn change_contact(id: &str) -> Self {
        Self { method: "PUT", path: format!("/api/contacts/{id}"), ..Self::add_contact() }
    }

    fn place_order(contact: &str, version: &Value) -> Self {
        Self {
            method: "POST",
            path: "/api/orders".into(),
            body: json!({
                "lines": [{ "serial": "A", "article": "4001", "quantity": 1, "claim": false, "reason": "Vorrat" }],
                "deliveries": [{ "address": "H1", "version": version, "attention": "Frau Neu", "additional_info": "Tor 1" }],
                "reference": "PO-1",
                "contact_id": contact,
            }),
            fields: vec![
                ("/lines", Kind::List(Some("required"))),
                ("/lines/0/serial", Kind::Form("serial_form")),
                ("/lines/0/article", Kind::Form("article_no_form")),
                ("/lines/0/quantity", Kind::Quantity),
                ("/lines/0/claim", Kind::Flag),
                ("/lines/0/reason", Kind::Line { required: false }),
                ("/deliveries", Kind::List(None)),
                ("/deliveries/0/address", Kind::Form("id_form")),
                ("/deliveries/0/version", Kind::Line { required: true }),
                ("/deliveries/0/attention", Kind::Line { required: false }),
                ("/deliveries/0/additional_info", Kind::Line { required: false }),
                ("/reference", Kind::Line { required: false }),
                ("/contact_id", Kind::Contact { required: true }),
            ],
            harmless: false,
        }
    }

    fn check_order(contact: &str, version: &Value) -> Self {
        let mut check = Self::place_order(contact, version);
        let contact = check.fields.last_mut().unwrap();
        *contact = ("/contact_id", Kind::Contact { required: false });
        Self { path: "/api/orders/check".into(), harmless: true, ..check }
    }

    fn delete_contact(id: &str) -> Self {
        let path = format!("/api/contacts/{id}");
        Self { method: "DELETE", path, body: json!({}), fields: Vec::new(), harmless: false }
    }

    fn cancel_order(number: &str) -> Self {
        let path = format!("/api/orders/{number}/cancel");
        Self { method: "POST", path, body: json!({}), fields: Vec::new(), harmless: false }
    }

    /// All of them, for what is left of an order and a contact in `world`.
    async fn all(world: &World, erika: &mut Person<'_>) -> Vec<Self> {
        let contact = erika.contact_id().await;
        let version = erika.get("/api/devices").await.json["addresses"][0]["version"].clone();
        let lines = json!([{ "serial": "B", "article": "4001", "quantity": 1 }]);
        let number = erika.ordered("before", lines).await.remove(0);
        vec![
            Self::log_in(world),
            Self::send_code(),
            Self::check_code(),
            Self::add_contact(),
            Self::change_contact(&contact),
            Self::delete_contact(&contact),
            Self::check_order(&contact, &version),
            Self::place_order(&contact, &version),
            Self::cancel_order(&number),
        ]
    }

    async fn send(&self, person: &mut Person<'_>, body: &Value) -> Answer {
        self.send_text(person, body.to_string().into_bytes()).await
    }

    async fn send_text(&self, person: &mut Person<'_>, body: Vec<u8>) -> Answer {
        self.send_as(person, Some("application/json"), body).await
    }

    async fn send_as(&self, person: &mut Person<'_>, kind: Option<&str>, body: Vec<u8>) -> Answer {
        person.send_as(self.method, &self.path, Some("bad"), kind, body).await
    }

    /// Sends every bad value in every field.
    async fn refuses_bad_fields(&self, person: &mut Person<'_>) {
        for (pointer, kind) in &self.fields {
            for bad in Bad::all() {
                let refusal = bad.refused_by(*kind);
                if refusal.is_none() && !self.harmless {
                    continue;
                }
                let answer = self.send(person, &bad.put_into(&self.body, pointer)).await;
                let what =
                    format!("{} {} {pointer} {bad:?}: {}", self.method, self.path, answer.text);
                match refusal {
                    Some(code) => {
                        let expected = vec![(format!("#{pointer}"), code)];
                        let refused: Vec<_> =
                            answer.refused().into_iter().map(|(p, c)| (p.to_owned(), c)).collect();
                        assert_eq!((answer.status, refused), (422, expected), "{what}");
                    }
                    None => assert!(
                        matches!(answer.status, 200 | 404 | 409),
                        "{} {what}",
                        answer.status
                    ),
                }
            }
        }
    }
}

fn two_devices() -> Fleet {
    let mut fleet = Fleet::new();
    fleet.address("H1", "Hansaallee 187").device("A", "H1").device("B", "H1");
    fleet
}

/// What a bad request could have changed.
async fn stored(erika: &mut Person<'_>) -> Vec<Value> {
    let mut stored = Vec::new();
    for path in ["orders", "contacts", "devices", "devices/A/articles", "devices/B/articles"] {
        stored.push(erika.get(&format!("/api/{path}")).await.json);
    }
    stored
}

// ---- fields

#[tokio::test]
async fn sign_in_refuses_every_bad_field() {
    let world = two_devices().world().await;
    Operation::log_in(&world).refuses_bad_fields(&mut world.anyone()).await;
}

#[tokio::test]
async fn a_contract_number_has_letters_and_digits() {
    let world = two_devices().world().await;
    for wrong in ["A\0B", "ABCDEFGHIJKLM", "Ä1", "مرحبا", "🖨️", "A#B", "A.B/C"] {
        let answer = world.anyone().sign_in_with("DE", &world.customer(), wrong).await;
        assert_eq!(answer.refused(), [("#/contract_no", "contract_no_form")], "{wrong:?}");
    }
}

#[tokio::test]
async fn the_code_routes_refuse_every_bad_field() {
    let world = two_devices().world().await;
    let mut user = world.user().await;
    Operation::send_code().refuses_bad_fields(&mut user).await;
    Operation::check_code().refuses_bad_fields(&mut user).await;
}

#[tokio::test]
async fn contacts_refuse_every_bad_field_and_store_nothing() {
    let world = two_devices().world().await;
    let mut erika = world.confirmed().await;
    let id = erika.contact_id().await;
    let before = stored(&mut erika).await;

    Operation::add_contact().refuses_bad_fields(&mut erika).await;
    Operation::change_contact(&id).refuses_bad_fields(&mut erika).await;

    assert_eq!(stored(&mut erika).await, before);
}

#[tokio::test]
async fn orders_refuse_every_bad_field_and_store_nothing() {
    let world = two_devices().world().await;
    let mut user = world.user().await;
    let contact = user.contact_id().await;
    let version = user.get("/api/devices").await.json["addresses"][0]["version"].clone();
    let before = stored(&mut user).await;

    Operation::place_order(&contact, &version).refuses_bad_fields(&mut user).await;
    Operation::check_order(&contact, &version).refuses_bad_fields(&mut user).await;

    assert_eq!(stored(&mut user).await, before);
}

#[tokio::test]
async fn every_operation_refuses_fields_that_it_does_not_know() {
    let world = two_devices().world().await;
    let mut erika = world.confirmed().await;
    let operations = Operation::all(&world, &mut erika).await;
    let before = stored(&mut erika).await;
    for operation in operations {
        let mut places = vec![""];
        if operation.path.starts_with("/api/orders") && operation.body != json!({}) {
            places.extend(["/lines/0", "/deliveries/0"]);
        }
        for place in places {
            let mut body = operation.body.clone();
            let parent = body.pointer_mut(place).unwrap();
            parent["surprise"] = json!({ "deep": [1] });
            parent["a/b~c"] = json!(null);
            parent["🖨️"] = json!(1);

            let answer = operation.send(&mut erika, &body).await;

            let pointers: Vec<_> = answer
                .refused()
                .iter()
                .map(|(p, code)| (p.to_string(), code.to_string()))
                .collect();
            let expected = ["a~1b~0c", "surprise", "🖨️"]
                .map(|name| (format!("#{place}/{name}"), "unknown_field".to_owned()));
            assert_eq!((answer.status, pointers), (422, expected.to_vec()), "{}", operation.path);
        }
    }
    assert_eq!(stored(&mut erika).await, before);
}

#[tokio::test]
async fn a_flood_of_unknown_fields_gets_a_short_answer() {
    let world = two_devices().world().await;
    let mut user = world.user().await;
    let flood: serde_json::Map<_, _> =
        (0..2_000).map(|i| (format!("{i:05}{}", "x".repeat(15)), json!(1))).collect();

    let answer = user.post("/api/orders/check", Value::Object(flood)).await;

    assert_eq!(answer.status, 422);
    assert!(answer.text.len() < 8_000, "{} bytes", answer.text.len());
}

#[tokio::test]
async fn names_of_every_script_are_stored_and_shown_as_they_are() {
    let world = two_devices().world().await;
    let mut erika = world.confirmed().await;
    for (i, name) in
        ["Jürgen 🖨️", "محمد", "שלום", "<b>Max</b>", "=1+1", "O'Neill \"Bob\"", "Bcc: x@y.de"]
            .iter()
            .enumerate()
    {
        let form = json!({ "first_name": name, "last_name": name, "email": format!("m{i}@neu.example"), "language": "de" });
        let added = erika.keyed("POST", "/api/contacts", &format!("k{i}"), form).await;
        let contacts =
            erika.get("/api/contacts").await.json["contacts"].as_array().unwrap().clone();
        let contact = contacts.iter().find(|c| c["id"] == added.json["id"]).unwrap();
        assert_eq!((&contact["first_name"], &contact["last_name"]), (&json!(name), &json!(name)));
    }
}

#[tokio::test]
async fn the_longest_texts_that_fit_are_taken_and_one_character_more_is_not() {
    let world = two_devices().world().await;
    let mut user = world.user().await;
    let version = user.get("/api/devices").await.json["addresses"][0]["version"].clone();
    let contact = user.contact_id().await;
    let check = Operation::check_order(&contact, &version);
    let limits = [
        ("/reference", 40),
        ("/lines/0/reason", 200),
        ("/deliveries/0/attention", 60),
        ("/deliveries/0/additional_info", 60),
    ];
    for (pointer, limit) in limits {
        for (length, status) in [(limit, 200), (limit + 1, 422)] {
            let mut body = check.body.clone();
            // Characters are counted, not bytes.
            *body.pointer_mut(pointer).unwrap() = json!("ü".repeat(length));
            let answer = check.send(&mut user, &body).await;
            assert_eq!(answer.status, status, "{pointer} {length}: {}", answer.text);
        }
    }
}

#[tokio::test]
async fn an_order_has_90_lines_at_most() {
    let mut fleet = Fleet::new();
    fleet.address("H1", "X 1");
    for i in 0..31 {
        fleet.device(&format!("D{i}"), "H1");
    }
    let world = fleet.world().await;
    let mut user = world.user().await;
    let lines = |count: usize| -> Value {
        (0..count).map(|i| json!({ "serial": format!("D{}", i / 3), "article": format!("400{}", i % 3 + 1), "quantity": 1 })).collect()
    };

    let most = user.post("/api/orders/check", json!({ "lines": lines(90) })).await;
    let more = user.post("/api/orders/check", json!({ "lines": lines(91) })).await;

    assert_eq!(most.status, 200, "{}", most.text);
    assert!(more.refused().contains(&("#/lines", "too_many_lines")), "{}", more.text);
}

#[tokio::test]
async fn the_same_line_or_delivery_twice_is_refused() {
    let world = two_devices().world().await;
    let mut user = world.user().await;
    let version = user.get("/api/devices").await.json["addresses"][0]["version"].clone();
    let line = json!({ "serial": "A", "article": "4001", "quantity": 1 });
    let delivery = json!({ "address": "H1", "version": version });

    let answer = user
        .post(
            "/api/orders/check",
            json!({ "lines": [line, line], "deliveries": [delivery, delivery] }),
        )
        .await;

    let expected =
        [("#/lines/1", "duplicate_line"), ("#/deliveries/1/address", "duplicate_delivery")];
    assert_eq!((answer.status, answer.refused()), (422, expected.to_vec()));
}

#[tokio::test]
async fn another_contracts_article_and_address_are_unknown() {
    let ours = two_devices().world().await;
    let mut theirs = Fleet::new();
    theirs.article("7777", "TONER-X-9K").address("SECRET", "X 1").device("X", "SECRET");
    theirs.world().await;
    let mut user = ours.user().await;
    let line = |article: &str| json!([{ "serial": "A", "article": article, "quantity": 1 }]);

    let foreign = user.order("a", line("7777")).await;
    let missing = user.order("b", line("8888")).await;
    let elsewhere = json!({ "lines": line("4001"), "deliveries": [{ "address": "SECRET", "version": "0123456789ab" }] });
    let address = user.post("/api/orders/check", elsewhere).await;

    assert_eq!((foreign.status, &foreign.text), (404, &missing.text));
    assert_eq!(address.refused(), [("#/deliveries/0/address", "delivery_unused")]);
}

// ---- path and query

#[tokio::test]
async fn bad_path_parameters_are_named() {
    let world = two_devices().world().await;
    let mut erika = world.confirmed().await;
    let long = "x".repeat(3_000);
    for bad in ["%00", "a%00b", "%F0%9F%96%A8", "%D9%85%D8%B1", "a%20b", "%3Cb%3E", &long] {
        let answers = [
            (erika.get(&format!("/api/devices/{bad}/articles")).await, ("#/serial", "serial_form")),
            (erika.get(&format!("/api/orders/{bad}")).await, ("#/number", "number_form")),
            (
                erika.keyed("POST", &format!("/api/orders/{bad}/cancel"), "k", json!({})).await,
                ("#/number", "number_form"),
            ),
            (
                erika.keyed("DELETE", &format!("/api/contacts/{bad}"), "k", json!({})).await,
                ("#/id", "id_form"),
            ),
        ];
        for (answer, refusal) in answers {
            assert_eq!((answer.status, answer.refused()), (422, vec![refusal]), "{bad}");
        }
    }
}

#[tokio::test]
async fn paths_that_are_no_text_or_want_to_climb_are_refused() {
    let world = two_devices().world().await;
    let mut user = world.user().await;
    for bad in ["%FF", "%C0%AF", "%2e%2e%2fsession", "A%2Farticles%2F..", "%25", "%"] {
        for path in [format!("/api/devices/{bad}/articles"), format!("/api/orders/{bad}")] {
            let status = user.get(&path).await.status;
            assert!(matches!(status, 400 | 404 | 422), "{path}: {status}");
        }
    }
}

#[tokio::test]
async fn an_order_number_is_read_however_it_is_spaced() {
    let world = two_devices().world().await;
    let mut user = world.user().await;
    let lines = json!([{ "serial": "A", "article": "4001", "quantity": 1 }]);
    let number = user.ordered("k", lines).await.remove(0);
    let (day, rest) = number.split_at(5);
    for written in [format!("{day}%20{rest}"), format!("{day}-{rest}"), format!("%20{number}%20")] {
        let answer = user.get(&format!("/api/orders/{written}")).await;
        assert_eq!(answer.status, 200, "{written}: {}", answer.text);
    }
}

// ---- bodies

#[tokio::test]
async fn a_body_that_is_not_called_json_is_not_read() {
    let world = two_devices().world().await;
    let mut erika = world.confirmed().await;
    let operations = Operation::all(&world, &mut erika).await;
    let before = stored(&mut erika).await;
    let kinds = [
        None,
        Some("text/plain"),
        Some("application/x-www-form-urlencoded"),
        Some("application/jsonp"),
        Some("text/json"),
        Some("multipart/form-data; boundary=x"),
    ];
    for operation in operations {
        for kind in kinds {
            let body = operation.body.to_string().into_bytes();
            let answer = operation.send_as(&mut erika, kind, body).await;
            assert_eq!(
                (answer.status, answer.problem()),
                (415, "not_json"),
                "{} {kind:?}",
                operation.path
            );
        }
    }
    assert_eq!(stored(&mut erika).await, before);
}

#[tokio::test]
async fn json_may_name_its_charset() {
    let world = two_devices().world().await;
    let mut user = world.user().await;
    let check =
        json!({ "lines": [{ "serial": "A", "article": "4001", "quantity": 1 }] }).to_string();
    for kind in
        ["application/json; charset=utf-8", "Application/JSON", "application/json ;charset=UTF-8"]
    {
        let body = check.clone().into_bytes();
        let answer = user.send_as("POST", "/api/orders/check", None, Some(kind), body).await;
        assert_eq!(answer.status, 200, "{kind}: {}", answer.text);
    }
}

#[tokio::test]
async fn a_body_that_is_no_json_is_malformed() {
    let world = two_devices().world().await;
    let mut erika = world.confirmed().await;
    let operations = Operation::all(&world, &mut erika).await;
    let before = stored(&mut erika).await;
    let deep = "[".repeat(60_000);
    let deep_objects = "{\"a\":".repeat(12_000);
    let bodies: [&[u8]; 12] = [
        b"{",
        b"{\"a\":}",
        b"{'a':1}",
        b"{\"a\":1,}",
        b"NaN",
        b"{\"a\":1e999}",
        b"{\"a\":\"\\ud800\"}",
        b"\xff\xfe",
        b"{\"a\":\"\xff\"}",
        b"{} {}",
        deep.as_bytes(),
        deep_objects.as_bytes(),
    ];
    for operation in operations {
        for body in bodies {
            let answer = operation.send_text(&mut erika, body.to_vec()).await;
            let shown = String::from_utf8_lossy(&body[..body.len().min(20)]);
            assert_eq!(
                (answer.status, answer.problem()),
                (400, "malformed"),
                "{} {shown}",
                operation.path
            );
        }
    }
    assert_eq!(stored(&mut erika).await, before);
}

#[tokio::test]
async fn json_that_is_no_object_is_refused() {
    let world = two_devices().world().await;
    let mut erika = world.confirmed().await;
    let operations = Operation::all(&world, &mut erika).await;
    let before = stored(&mut erika).await;
    for operation in operations {
        for body in
            [json!([]), json!([operation.body]), json!("text"), json!(7), json!(true), json!(null)]
        {
            let answer = operation.send(&mut erika, &body).await;
            assert_eq!(
                (answer.status, answer.refused()),
                (422, vec![("#", "wrong_type")]),
                "{} {body}",
                operation.path
            );
        }
    }
    assert_eq!(stored(&mut erika).await, before);
}

#[tokio::test]
async fn a_body_is_64_kib_at_most() {
    let world = two_devices().world().await;
    let mut erika = world.confirmed().await;
    let operations = Operation::all(&world, &mut erika).await;
    let before = stored(&mut erika).await;
    for operation in operations {
        let padded = |length: usize| {
            let mut body = br#"{"padding":""#.to_vec();
            body.resize(length - 2, b'x');
            body.extend(br#""}"#);
            body
        };
        let fits = operation.send_text(&mut erika, padded(64 * 1024)).await;
        let over = operation.send_text(&mut erika, padded(64 * 1024 + 1)).await;
        assert_eq!(fits.status, 422, "{}: {}", operation.path, fits.text);
        assert_eq!((over.status, over.problem()), (413, "too_large"), "{}", operation.path);
    }
    assert_eq!(stored(&mut erika).await, before);
}

#[tokio::test]
async fn size_and_kind_of_a_body_are_looked_at_before_the_session() {
    let world = two_devices().world().await;
    let mut nobody = world.anyone();
    let send = async |person: &mut Person<'_>, kind: &str, body: Vec<u8>| {
        person.send_as("POST", "/api/orders", Some("k"), Some(kind), body).await.status
    };

    assert_eq!(send(&mut nobody, "application/json", vec![b' '; 64 * 1024 + 1]).await, 413);
    assert_eq!(send(&mut nobody, "text/plain", b"{}".to_vec()).await, 415);
    assert_eq!(send(&mut nobody, "application/json", b"{".to_vec()).await, 400);
    assert_eq!(send(&mut nobody, "application/json", b"{}".to_vec()).await, 401);
}

#[tokio::test]
async fn a_field_that_is_nested_deeply_is_refused_by_name() {
    let world = two_devices().world().await;
    let mut user = world.user().await;
    let list = "[".repeat(100) + &"]".repeat(100);
    let deliveries = r#"{"a":"#.repeat(100) + "1" + &"}".repeat(100);
    let deep = format!(r#"{{"lines":{list},"deliveries":[{deliveries}]}}"#);

    let answer = user.send("POST", "/api/orders/check", None, Some(deep)).await;

    assert_eq!(answer.status, 422, "{}", answer.text);
    assert!(answer.refused().contains(&("#/lines", "wrong_type")), "{}", answer.text);
}

#[tokio::test]
async fn of_a_field_that_comes_twice_the_last_one_counts() {
    let world = two_devices().world().await;
    let mut user = world.user().await;
    let contact = user.contact_id().await;
    let body = format!(
        r#"{{"contact_id":"x","contact_id":"{contact}","lines":[{{"serial":"B","serial":"A","article":"4001","quantity":9,"quantity":2}}]}}"#
    );

    let placed = user.send("POST", "/api/orders", Some("k"), Some(body)).await;

    let line = &placed.json["orders"][0]["lines"][0];
    assert_eq!((&line["serial"], &line["quantity"]), (&json!("A"), &json!(2)), "{}", placed.text);
}

#[tokio::test]
async fn another_spelling_of_the_same_json_is_the_same_request() {
    let world = two_devices().world().await;
    let mut user = world.user().await;
    let contact = user.contact_id().await;
    let compact = format!(
        r#"{{"contact_id":"{contact}","lines":[{{"serial":"A","article":"4001","quantity":1}}]}}"#
    );
    let spaced = format!(
        "{{ \"lines\" : [ {{ \"quantity\": 1, \"article\":\"\\u0034001\", \"serial\":\"A\" }} ],\n\"contact_id\":\"{contact}\" }}"
    );

    let first = user.send("POST", "/api/orders", Some("k"), Some(compact)).await;
    let second = user.send("POST", "/api/orders", Some("k"), Some(spaced)).await;

    assert_eq!((second.status, &second.text), (201, &first.text));
}

// ---- the key

#[tokio::test]
async fn every_change_needs_a_key_of_visible_ascii() {
    let world = two_devices().world().await;
    let mut erika = world.confirmed().await;
    let operations = Operation::all(&world, &mut erika).await;
    let before = stored(&mut erika).await;
    let keyed = operations
        .into_iter()
        .filter(|operation| !operation.harmless && operation.path != "/api/session");
    let long = "x".repeat(256);
    let keys = [
        (None, "idempotency_key_missing"),
        (Some(""), "idempotency_key_form"),
        (Some("\"\""), "idempotency_key_form"),
        (Some("a b"), "idempotency_key_form"),
        (Some("schlüssel"), "idempotency_key_form"),
        (Some("🔑"), "idempotency_key_form"),
        (Some(long.as_str()), "idempotency_key_form"),
    ];
    let mut seen = 0;
    for operation in keyed {
        for (key, code) in keys {
            let body = Some(operation.body.to_string());
            let answer = erika.send(operation.method, &operation.path, key, body).await;
            assert_eq!(
                (answer.status, answer.refused()),
                (422, vec![("#/Idempotency-Key", code)]),
                "{} {key:?}",
                operation.path
            );
        }
        seen += 1;
    }
    assert_eq!((seen, stored(&mut erika).await), (5, before));
}

#[tokio::test]
async fn a_key_may_have_255_characters_and_any_sign_of_ascii() {
    let world = two_devices().world().await;
    let mut user = world.user().await;
    let signs: String = ('!'..='~').collect();
    for key in ["x".repeat(255), signs, "#".into(), "a#b".into()] {
        let lines =
            json!([{ "serial": "A", "article": "4001", "quantity": 1, "reason": "Vorrat" }]);
        let first = user.order(&key, lines.clone()).await;
        let second = user.order(&key, lines).await;
        assert_eq!((first.status, second.header("idempotent-replayed")), (201, "true"), "{key}");
    }
}

#[tokio::test]
async fn a_quoted_key_is_the_plain_one() {
    let world = two_devices().world().await;
    let mut user = world.user().await;
    let lines = json!([{ "serial": "A", "article": "4001", "quantity": 1 }]);

    let plain = user.order("key-1", lines.clone()).await;
    let quoted = user.order("\"key-1\"", lines).await;

    assert_eq!((quoted.status, &quoted.text), (201, &plain.text));
    assert_eq!(quoted.header("idempotent-replayed"), "true");
}

#[tokio::test]
async fn a_key_belongs_to_its_operation() {
    let world = two_devices().world().await;
    let mut user = world.user().await;
    let lines = json!([{ "serial": "A", "article": "4001", "quantity": 1 }]);
    let number = user.ordered("same", lines).await.remove(0);

    let cancelled =
        user.keyed("POST", &format!("/api/orders/{number}/cancel"), "same", json!(null)).await;

    assert_eq!(cancelled.status, 200, "{}", cancelled.text);
}

#[tokio::test]
async fn a_key_of_one_cancelled_order_cannot_cancel_another() {
    let world = two_devices().world().await;
    let mut user = world.user().await;
    let line = |serial: &str| json!([{ "serial": serial, "article": "4001", "quantity": 1 }]);
    let (first, second) = (
        user.ordered("a", line("A")).await.remove(0),
        user.ordered("b", line("B")).await.remove(0),
    );
    user.keyed("POST", &format!("/api/orders/{first}/cancel"), "same", json!(null)).await;

    let other =
        user.keyed("POST", &format!("/api/orders/{second}/cancel"), "same", json!(null)).await;

    assert_eq!(other.refused(), [("#/Idempotency-Key", "idempotency_key_reused")]);
    assert_eq!(user.get(&format!("/api/orders/{second}")).await.json["state"], "received");
}

#[tokio::test]
async fn a_key_is_forgotten_after_30_days() {
    let world = two_devices().private_world().await;
    let line = json!([{ "serial": "A", "article": "4001", "quantity": 1 }]);
    let first = world.user().await.ordered("k", line.clone()).await;

    world.advance(30 * 86_400 - 60);
    assert_eq!(world.user().await.ordered("k", line.clone()).await, first);
    world.advance(120);

    assert_ne!(world.user().await.ordered("k", line).await, first);
}

#[tokio::test]
async fn a_refused_request_does_not_use_up_its_key() {
    let world = two_devices().world().await;
    let mut user = world.user().await;
    let line = |article: &str| json!([{ "serial": "A", "article": article, "quantity": 1 }]);
    let refused = user.order("k", line("9999")).await;
    assert_eq!(refused.status, 404);

    assert_eq!(user.order("k", line("4001")).await.status, 201);
}

// ---- problem documents

#[tokio::test]
async fn a_refusal_is_a_problem_document() {
    let world = two_devices().world().await;
    let mut user = world.user().await;

    let answer = user
        .post(
            "/api/orders/check",
            json!({ "lines": [{ "serial": "A", "article": "4001", "quantity": 100 }] }),
        )
        .await;

    assert_eq!(answer.header("content-type"), "application/problem+json");
    let expected = json!({
        "type": "/problems/invalid", "title": "Prüfen Sie die markierten Angaben.", "status": 422,
        "errors": [{ "pointer": "#/lines/0/quantity", "code": "quantity_range", "detail": "Geben Sie eine Menge von 0 bis 99 ein." }],
    });
    assert_eq!(answer.json, expected);
}

#[tokio::test]
async fn a_refusal_speaks_the_language_asked_for() {
    let world = two_devices().world().await;
    let mut user = world.user().await;
    let check = json!({ "lines": [{ "serial": "A", "article": "4001", "quantity": 100 }] });
    let (german, english) =
        ("Geben Sie eine Menge von 0 bis 99 ein.", "Enter a quantity from 0 to 99.");
    let languages = [
        ("de", german),
        ("en", english),
        ("EN-us", english),
        ("en-GB,en;q=0.9,de;q=0.8", english),
        ("fr, en;q=0.5", english),
        ("en;q=0.5, de", german),
        ("en; q=0.9, de; q=0.1", english),
        ("de ; q=0.2 , en ; q=0.8", english),
        ("fr", german),
        ("*", german),
        ("", german),
        (";;;q=,,,-", german),
    ];
    for (asked, detail) in languages {
        user.speak(asked);
        let answer = user.post("/api/orders/check", check.clone()).await;
        assert_eq!(answer.json["errors"][0]["detail"], detail, "{asked}");
        assert_eq!(answer.refused(), [("#/lines/0/quantity", "quantity_range")], "{asked}");
    }
}

#[tokio::test]
async fn every_kind_of_refusal_has_a_sentence_in_both_languages() {
    let world = two_devices().world().await;
    let mut user = world.user().await;
    let number = user
        .ordered("k", json!([{ "serial": "A", "article": "4001", "quantity": 1 }]))
        .await
        .remove(0);
    let cancel = format!("/api/orders/{number}/cancel");
    user.keyed("POST", &cancel, "c", json!(null)).await;
    let mut titles: Vec<Vec<String>> = Vec::new();
    for language in ["de", "en"] {
        user.speak(language);
        let mut nobody = world.anyone();
        nobody.speak(language);
        let answers = [
            nobody.get("/api/session").await,
            nobody.sign_in_with("DE", &world.customer(), "NONE").await,
            user.keyed("DELETE", "/api/contacts/01J00000000000000000000000", "d", json!(null))
                .await,
            user.get("/api/devices/MISSING/articles").await,
            user.keyed("POST", &cancel, "e", json!(null)).await,
            user.send("POST", "/api/orders/check", None, Some("{".into())).await,
            user.send_as("POST", "/api/orders/check", None, None, b"{}".to_vec()).await,
            user.send("POST", "/api/orders/check", None, Some(" ".repeat(65_537))).await,
            user.get("/api/orders/1").await,
        ];
        for answer in &answers {
            assert_eq!(
                answer.header("content-type"),
                "application/problem+json",
                "{}",
                answer.text
            );
            assert_eq!(answer.json["status"], answer.status);
            let title = answer.json["title"].as_str().unwrap();
            assert!(title.contains(' ') && title.ends_with('.'), "a sentence: {title}");
        }
        titles.push(answers.iter().map(|a| a.json["title"].to_string()).collect());
    }
    for (german, english) in titles[0].iter().zip(&titles[1]) {
        assert_ne!(german, english);
    }
}
