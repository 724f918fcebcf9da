use serde_json::json;

use crate::world::{Fleet, Person, World, join_all, options};

/// Every operation that asks for a session, with a body that it would take.
const SIGNED_IN: [(&str, &str, &str); 14] = [
    ("GET", "/api/session", ""),
    ("POST", "/api/session/code", r#"{"contact_id":"01J00000000000000000000000"}"#),
    ("PUT", "/api/session/code", r#"{"code":"12345678"}"#),
    ("GET", "/api/devices", ""),
    ("GET", "/api/devices/A/articles", ""),
    ("GET", "/api/contacts", ""),
    (
        "POST",
        "/api/contacts",
        r#"{"first_name":"A","last_name":"B","email":"a@b.de","language":"de"}"#,
    ),
    (
        "PUT",
        "/api/contacts/01J00000000000000000000000",
        r#"{"first_name":"A","last_name":"B","email":"a@b.de","language":"de"}"#,
    ),
    ("DELETE", "/api/contacts/01J00000000000000000000000", ""),
    ("POST", "/api/orders/check", r#"{"lines":[{"serial":"A","article":"4001","quantity":1}]}"#),
    (
        "POST",
        "/api/orders",
        r#"{"lines":[{"serial":"A","article":"4001","quantity":1}],"contact_id":"01J00000000000000000000000"}"#,
    ),
    ("GET", "/api/orders", ""),
    ("GET", "/api/orders/263274819204", ""),
    ("POST", "/api/orders/263274819204/cancel", ""),
];

/// A portal of its own, at ten past the hour: what is counted by the hour is not cut in two by its end.
async fn early_in_the_hour(fleet: &Fleet) -> World {
    let world = fleet.private_world().await;
    world.travel_to("2026-11-24T09:10:00Z");
    world
}

/// Sends one of [`SIGNED_IN`].
async fn send(person: &mut Person<'_>, (method, path, body): (&str, &str, &str)) -> (u16, String) {
    let body = Some(body.to_owned()).filter(|body| !body.is_empty());
    let answer = person.send(method, path, Some("k"), body).await;
    (answer.status, answer.text)
}

// ---- the numbers

#[tokio::test]
async fn the_numbers_open_a_session() {
    let world = World::with_two_devices().await;
    let mut person = world.anyone();

    let opened = person.sign_in().await;

    assert_eq!(opened.status, 201, "{}", opened.text);
    assert_eq!(person.get("/api/session").await.status, 200);
}

#[tokio::test]
async fn blanks_dashes_and_small_letters_in_the_numbers_are_forgiven() {
    let world = World::with_two_devices().await;
    let (customer, contract) = (world.customer(), world.contract());
    let spaced = format!(" {} {}-{} ", &customer[..2], &customer[2..5], &customer[5..]);
    let written = [
        (spaced, contract.clone()),
        (customer.clone(), contract.replace('-', "")),
        (customer, format!(" {} ", contract.replace('-', " – ").to_lowercase())),
    ];

    for (customer, contract) in written {
        let answer = world.anyone().sign_in_with("de", &customer, &contract).await;
        assert_eq!(answer.status, 201, "{customer:?} {contract:?}: {}", answer.text);
    }
}

#[tokio::test]
async fn the_session_says_whose_contract_is_open() {
    let mut fleet = Fleet::new();
    fleet
        .contract("starts", "2024-02-01")
        .contract("ends", "2099-12-31")
        .contract("dealer_name", "Druck & Co")
        .contract("dealer_phone", "0211 123");
    let world = fleet.world().await;
    let mut user = world.user().await;

    let session = user.get("/api/session").await.json;

    assert_eq!(session["customer"], json!({ "no": world.customer(), "name": "Musterwerke GmbH" }));
    let dealer = json!({ "name": "Druck & Co", "phone": "0211 123", "email": null });
    let contract = json!({ "no": world.contract(), "starts": "2024-02-01", "ends": "2099-12-31", "running": true, "end": null, "dealer": dealer });
    assert_eq!(session["contract"], contract);
    assert_eq!((&session["level"], &session["language"]), (&json!("numbers"), &json!("de")));
    assert_eq!(session["idle_seconds"], 1800);
}

#[tokio::test]
async fn the_session_names_the_hotline_in_the_language_asked_for() {
    let world = World::with_two_devices().await;
    let mut user = world.user().await;

    user.speak("en");

    let session = user.get("/api/session").await.json;
    let country = json!({ "code": "DE", "languages": ["de", "en"], "hotline": "0211 5266 0", "hours": "Mon–Fri 8–17", "mailbox": "service@test.example" });
    assert_eq!(session["country"], country);
}

#[tokio::test]
async fn the_session_names_the_quarter_that_is_open_or_opens_next() {
    let world = Fleet::new().private_world().await;
    let quarter = |name: &str, opens: &str, due: &str, closes: &str, open: bool| json!({ "name": name, "opens": opens, "due": due, "closes": closes, "open": open });
    let fourth = |open| quarter("2026-Q4", "2026-12-17", "2026-12-31", "2027-01-21", open);
    let cases = [
        ("2026-12-16T12:00:00Z", fourth(false)),
        // The day ends in Germany's time zone: there it is the 17th already.
        ("2026-12-16T23:30:00Z", fourth(true)),
        ("2027-01-21T12:00:00Z", fourth(true)),
        (
            "2027-01-22T12:00:00Z",
            quarter("2027-Q1", "2027-03-17", "2027-03-31", "2027-04-21", false),
        ),
    ];
    for (moment, expected) in cases {
        world.travel_to(moment);
        let session = world.user().await.get("/api/session").await.json;
        assert_eq!(session["quarter"], expected, "{moment}");
    }
}

#[tokio::test]
async fn anyone_may_see_the_countries() {
    let world = World::with_two_devices().await;

    let countries = world.anyone().get("/api/countries").await;

    assert_eq!(countries.status, 200);
    assert_eq!(countries.json["countries"][0]["code"], "DE");
    assert_eq!(countries.json["countries"][0]["hours"], "Mo–Fr 8–17 Uhr");
}

#[tokio::test]
async fn wrong_numbers_of_every_kind_get_the_very_same_answer() {
    let day = |days: i64| {
        let moment = jiff::Timestamp::now() + jiff::SignedDuration::from_hours(24 * days);
        moment.to_string()[..10].to_owned()
    };
    let ours = World::with_two_devices().await;
    let theirs = World::with_two_devices().await;
    let ended = Fleet::new().contract("ends", &day(-32)).world().await;
    let future = Fleet::new().contract("starts", &day(2)).world().await;
    let nobodys = (99_999_999 - ours.customer().parse::<u32>().unwrap()).to_string();
    let mut person = ours.anyone();

    let unknown = person.sign_in_with("DE", &nobodys, &ours.contract()).await;
    let others = [
        ("another's contract", "DE", ours.customer(), theirs.contract()),
        ("no contract", "DE", ours.customer(), "NONE".to_owned()),
        ("wrong country", "FR", ours.customer(), ours.contract()),
        ("ended contract", "DE", ended.customer(), ended.contract()),
        ("contract of the future", "DE", future.customer(), future.contract()),
    ];

    assert_eq!((unknown.status, unknown.problem()), (401, "wrong_numbers"));
    for (kind, country, customer, contract) in others {
        let answer = person.sign_in_with(country, &customer, &contract).await;
        assert_eq!(answer.fingerprint(), unknown.fingerprint(), "{kind}");
    }
}

#[tokio::test]
async fn a_contract_still_opens_30_days_after_its_end() {
    let mut fleet = Fleet::new();
    let world = fleet.contract("ends", "2026-10-31").private_world().await;

    world.travel_to("2026-11-30T22:30:00Z");
    assert_eq!(world.anyone().sign_in().await.status, 201);

    // In Germany it is the first of December.
    world.travel_to("2026-11-30T23:30:00Z");
    assert_eq!(world.anyone().sign_in().await.status, 401);
}

#[tokio::test]
async fn every_misshapen_number_is_named_at_once() {
    let world = World::with_two_devices().await;
    let form = json!({ "country": "Germany", "language": "tlh", "customer_no": "123", "contract_no": "A#B", "remember": true });

    let answer = world.anyone().post("/api/session", form).await;

    assert_eq!(answer.status, 422);
    let expected = [
        ("#/remember", "unknown_field"),
        ("#/country", "country_unknown"),
        ("#/language", "language_unknown"),
        ("#/customer_no", "customer_no_form"),
        ("#/contract_no", "contract_no_form"),
    ];
    assert_eq!(answer.refused(), expected);
}

#[tokio::test]
async fn a_failed_sign_in_leaves_the_session_as_it_is() {
    let world = World::with_two_devices().await;
    let mut user = world.user().await;

    let answer = user.sign_in_with("DE", &world.customer(), "NONE").await;

    assert_eq!(answer.header("set-cookie"), "");
    assert_eq!(user.get("/api/session").await.status, 200);
}

// ---- limits

#[tokio::test]
async fn the_eleventh_failure_for_a_customer_is_one_too_many_also_with_the_right_numbers() {
    let world = early_in_the_hour(&Fleet::new()).await;
    let mut person = world.anyone();
    for i in 0..10 {
        let answer = person.sign_in_with("DE", &world.customer(), &format!("NONE{i}")).await;
        assert_eq!(answer.status, 401, "attempt {i}: {}", answer.text);
    }

    let right = person.sign_in().await;

    assert_eq!((right.status, right.problem()), (429, "too_many_attempts"));
    let seconds: u32 = right.header("retry-after").parse().unwrap();
    assert!((2_900..=3_000).contains(&seconds), "{seconds} seconds to the full hour");
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn another_address_does_not_lift_the_limit_of_a_customer() {
    let world = early_in_the_hour(&Fleet::new()).await;
    for i in 0..10 {
        let mut person = world.person_from([127, 9, 9, i].into());
        person.sign_in_with("DE", &world.customer(), &format!("NONE{i}")).await;
    }

    let right = world.person_from([127, 9, 9, 99].into()).sign_in().await;

    assert_eq!(right.status, 429);
}

#[tokio::test]
async fn failures_are_counted_by_contract_number_too() {
    let world = early_in_the_hour(&Fleet::new()).await;
    let mut person = world.anyone();
    for i in 0..10 {
        let answer =
            person.sign_in_with("DE", &(91_000_000 + i).to_string(), &world.contract()).await;
        assert_eq!(answer.status, 401, "attempt {i}: {}", answer.text);
    }

    assert_eq!(person.sign_in().await.status, 429);
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn the_twenty_first_failure_from_an_address_is_one_too_many() {
    let world = early_in_the_hour(&Fleet::new()).await;
    let mut person = world.person_from([127, 8, 8, 8].into());
    for i in 0..20 {
        let customer = (91_000_000 + i).to_string();
        let answer = person.sign_in_with("DE", &customer, &format!("NONE{i}")).await;
        assert_eq!(answer.status, 401, "attempt {i}: {}", answer.text);
    }

    let here = person.sign_in().await;
    let elsewhere = world.person_from([127, 8, 8, 9].into()).sign_in().await;

    assert_eq!((here.status, elsewhere.status), (429, 201));
}

#[tokio::test]
async fn misshapen_numbers_are_not_counted() {
    let world = early_in_the_hour(&Fleet::new()).await;
    let mut person = world.anyone();
    for _ in 0..25 {
        assert_eq!(person.sign_in_with("DE", &world.customer(), "A#B").await.status, 422);
    }

    assert_eq!(person.sign_in().await.status, 201);
}

#[tokio::test]
async fn successes_are_not_counted() {
    let world = early_in_the_hour(&Fleet::new()).await;
    let mut person = world.anyone();

    for i in 0..30 {
        let answer = person.sign_in().await;
        assert_eq!(answer.status, 201, "sign-in {i}: {}", answer.text);
    }
}

#[tokio::test]
async fn a_success_does_not_forgive_the_failures_before() {
    let world = early_in_the_hour(&Fleet::new()).await;
    let mut person = world.anyone();
    for i in 0..9 {
        person.sign_in_with("DE", &world.customer(), &format!("NONE{i}")).await;
    }
    assert_eq!(person.sign_in().await.status, 201);
    person.sign_in_with("DE", &world.customer(), "NONE9").await;

    assert_eq!(world.anyone().sign_in().await.status, 429);
}

#[tokio::test]
async fn the_limits_are_free_again_in_the_next_hour() {
    let world = early_in_the_hour(&Fleet::new()).await;
    let mut person = world.anyone();
    for i in 0..10 {
        person.sign_in_with("DE", &world.customer(), &format!("NONE{i}")).await;
    }
    let refused = person.sign_in().await;
    assert_eq!(refused.status, 429);

    world.advance(refused.header("retry-after").parse().unwrap());

    assert_eq!(person.sign_in().await.status, 201);
}

#[tokio::test]
async fn no_number_of_guesses_at_once_passes_the_limit() {
    let world = early_in_the_hour(&Fleet::new()).await;
    let person = world.anyone();
    let guesses = (0..200).map(|i| {
        let mut racer = person.clone();
        let (customer, contract) = (world.customer(), format!("NONE{i}"));
        async move { racer.sign_in_with("DE", &customer, &contract).await.status }
    });

    let answers = join_all(guesses).await;

    let count = |wanted| answers.iter().filter(|status| **status == wanted).count();
    let (evaluated, refused, busy) = (count(401), count(429), count(503));
    assert_eq!(evaluated + refused + busy, 200, "{answers:?}");
    // What a refused guess had reserved elsewhere is given back: one after the other, the rest of the ten is left.
    let mut left = 0;
    while person.clone().sign_in_with("DE", &world.customer(), &format!("MORE{left}")).await.status
        == 401
    {
        left += 1;
    }
    assert!(evaluated + left <= 10, "{evaluated} at once and {left} after them");
    // An overloaded machine answers some with 503: their reservations stay.
    assert!(evaluated + left == 10 || busy > 0, "{evaluated} at once and {left} after them");
}

// ---- what everybody may fail together

/// A portal in which everybody together may fail four times an hour.
async fn impatient_with_guesses() -> World {
    let options = local::Options { failure_budget: Some(4), ..options() };
    let world = Fleet::new().world_on(options).await;
    world.travel_to("2026-11-24T09:10:00Z");
    world
}

/// Guesses, each at another customer and from another place.
async fn guess(world: &World, times: u8) -> Vec<u16> {
    let guesses = (0..times).map(|i| async move {
        let mut guesser = world.person_from([127, 9, 9, i].into());
        guesser.sign_in_with("DE", &format!("999900{i:02}"), &format!("NONE{i}")).await.status
    });
    join_all(guesses).await
}

#[tokio::test]
async fn above_the_budget_of_failures_a_browser_that_nobody_knows_needs_a_code() {
    let world = impatient_with_guesses().await;
    assert_eq!(world.anyone().sign_in().await.status, 201);
    assert_eq!(guess(&world, 4).await, [401; 4]);

    let mut erika = world.anyone();
    let wanted = erika.sign_in().await;

    assert_eq!((wanted.status, &wanted.json["cause"]), (202, &json!("guessing")));
    assert_eq!(erika.get("/api/devices").await.status, 403);
    let contact = json!({ "contact_id": wanted.json["contacts"][0]["id"] });
    assert_eq!(erika.post("/api/session/code", contact).await.status, 202);
    let code = world.mailed_code(1).await;
    assert_eq!(erika.put("/api/session/code", json!({ "code": code })).await.status, 201);
}

#[tokio::test]
async fn guesses_at_once_share_the_budget_of_everybody() {
    let world = impatient_with_guesses().await;
    guess(&world, 40).await;

    let counted = world
        .table(
            "GetItem",
            json!({ "Key": { "pk": { "S": "ATTEMPT#everybody" }, "sk": { "S": hour() } } }),
        )
        .await;

    assert_eq!(counted["Item"]["failures"], json!({ "N": "4" }));
}

/// The hour of [`impatient_with_guesses`] as counts are named by it.
fn hour() -> String {
    let moment: jiff::Timestamp = "2026-11-24T09:10:00Z".parse().unwrap();
    moment.as_second().div_euclid(3600).to_string()
}

#[tokio::test]
async fn the_budget_begins_anew_with_the_hour() {
    let world = impatient_with_guesses().await;
    guess(&world, 4).await;
    world.travel_to("2026-11-24T10:00:00Z");

    assert_eq!(world.anyone().sign_in().await.status, 201);
}

#[tokio::test]
async fn a_browser_that_signed_in_before_needs_no_code_above_the_budget() {
    let world = impatient_with_guesses().await;
    let mut erika = world.user().await;
    guess(&world, 4).await;

    assert_eq!(erika.sign_in().await.status, 201);
}

/// Lets a stranger fail until the numbers of the world are locked.
async fn lock(world: &World) -> Person<'_> {
    let mut stranger = world.person_from([127, 9, 9, 9].into());
    for i in 0..10 {
        stranger.sign_in_with("DE", &world.customer(), &format!("NONE{i}")).await;
    }
    assert_eq!(stranger.sign_in().await.status, 429);
    stranger
}

#[tokio::test]
async fn a_browser_that_signed_in_before_gets_in_while_its_numbers_are_locked() {
    let world = early_in_the_hour(&Fleet::new()).await;
    let mut erika = world.user().await;
    lock(&world).await;

    assert_eq!(erika.sign_in().await.status, 201);
}

#[tokio::test]
async fn a_browser_is_forgotten_after_180_days() {
    let world = early_in_the_hour(&Fleet::new()).await;
    let mut erika = world.user().await;
    world.travel_to("2027-05-24T09:10:00Z");
    lock(&world).await;

    assert_eq!(erika.sign_in().await.status, 429);
}

#[tokio::test]
async fn a_mark_of_another_contract_lifts_no_limit() {
    let world = early_in_the_hour(&Fleet::new()).await;
    lock(&world).await;
    let other = Fleet::new();
    world.import_again(&other).await;
    let mut person = world.anyone();
    let entered = person.sign_in_with("DE", &other.customer(), &other.contract_no()).await;
    assert_eq!((entered.status, person.known_by().is_some()), (201, true));

    assert_eq!(person.sign_in().await.status, 429);
}

#[tokio::test]
async fn a_mark_that_was_bent_lifts_no_limit() {
    let world = early_in_the_hour(&Fleet::new()).await;
    let good = world.user().await.known_by().unwrap().to_owned();
    let mut stranger = lock(&world).await;
    for place in ("known=".len()..good.len()).step_by(7) {
        let mut bent = good.clone().into_bytes();
        bent[place] = if bent[place] == b'A' { b'B' } else { b'A' };
        stranger.steal_known(Some(&String::from_utf8(bent).unwrap()));

        assert_eq!(stranger.sign_in().await.status, 429, "bent at {place}");
    }
}

#[tokio::test]
async fn a_mark_opens_nothing_by_itself() {
    let world = early_in_the_hour(&Fleet::new()).await;
    let mark = world.user().await.known_by().unwrap().replace("known=", "");
    for cookie in [format!("known={mark}"), format!("session={mark}")] {
        let mut thief = world.anyone();
        thief.steal_cookie(Some(&cookie));

        assert_eq!(thief.get("/api/session").await.status, 401, "{cookie}");
    }
    assert!(!mark.contains(&world.customer()));
}

// ---- the session

#[tokio::test]
async fn a_session_ends_after_30_idle_minutes() {
    let world = Fleet::new().private_world().await;
    let mut user = world.user().await;

    world.advance(30 * 60 + 1);

    let answer = user.get("/api/session").await;
    assert_eq!((answer.status, answer.problem()), (401, "signed_out"));
}

#[tokio::test]
async fn a_session_in_use_lives_on_and_ends_after_12_hours_in_any_case() {
    let world = Fleet::new().private_world().await;
    let mut user = world.user().await;

    let mut minutes = 0;
    while minutes + 25 < 12 * 60 {
        minutes += 25;
        world.advance(25 * 60);
        assert_eq!(user.get("/api/session").await.status, 200, "after {minutes} minutes");
    }
    world.advance(20 * 60 + 1);

    assert_eq!(user.get("/api/session").await.status, 401);
}

#[tokio::test]
async fn logging_out_ends_the_session_on_the_server() {
    let world = World::with_two_devices().await;
    let mut user = world.user().await;
    let mut thief = world.anyone();
    thief.steal_cookie(user.cookie());
    assert_eq!(thief.get("/api/session").await.status, 200);

    let left = user.delete("/api/session").await;

    assert_eq!(left.status, 204);
    assert_eq!(thief.get("/api/session").await.status, 401);
}

#[tokio::test]
async fn logging_out_takes_the_cookie_and_what_the_browser_kept() {
    let world = World::with_two_devices().await;
    let mut user = world.user().await;

    let left = user.delete("/api/session").await;

    assert_eq!(user.cookie(), None);
    let cookie = "session=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict";
    assert_eq!(left.header("set-cookie"), cookie);
    assert_eq!(left.header("clear-site-data"), r#""cache", "storage""#);
}

#[tokio::test]
async fn logging_out_is_fine_without_a_session() {
    let world = World::with_two_devices().await;
    assert_eq!(world.anyone().delete("/api/session").await.status, 204);
}

#[tokio::test]
async fn cookies_are_for_this_site_and_no_script() {
    let world = World::with_two_devices().await;

    let opened = world.anyone().sign_in().await;

    let cookies = opened.headers.get_all("set-cookie").iter().map(|cookie| {
        let (name, rest) = cookie.to_str().unwrap().split_once('=').unwrap();
        (name, rest.split_once("; ").unwrap().1)
    });
    // On plain http://localhost browsers refuse the `__Host-` prefix and `Secure`.
    let expected = [
        ("session", "Path=/; Max-Age=43200; HttpOnly; SameSite=Strict"),
        ("known", "Path=/; Max-Age=15552000; HttpOnly; SameSite=Strict"),
    ];
    assert_eq!(cookies.collect::<Vec<_>>(), expected);
}

#[tokio::test]
async fn two_sign_ins_are_two_sessions() {
    let world = World::with_two_devices().await;
    let (mut first, mut second) = (world.user().await, world.user().await);

    first.delete("/api/session").await;

    assert_eq!(second.get("/api/session").await.status, 200);
}

#[tokio::test]
async fn the_table_holds_nothing_that_works_as_a_cookie() {
    let world = Fleet::new().private_world().await;
    let user = world.user().await;
    let token = user.cookie().unwrap().strip_prefix("session=").unwrap();
    let random = token.rsplit('.').next().unwrap();

    let stored = world.table("Scan", json!({})).await.to_string();

    assert!(stored.contains("SESSION#"), "the session is stored");
    assert!(!stored.contains(random), "its token is not");
    let session = &world.items("SESSION").await[0];
    let id = session["sk"]["S"].as_str().unwrap();
    for invented in [id.to_owned(), token.replace(random, id)] {
        let mut thief = world.anyone();
        thief.steal_cookie(Some(&format!("session={invented}")));
        assert_eq!(thief.get("/api/session").await.status, 401, "{invented}");
    }
}

#[tokio::test]
async fn nobody_does_anything_without_a_session() {
    let world = World::with_two_devices().await;
    for operation in SIGNED_IN {
        let (status, text) = send(&mut world.anyone(), operation).await;
        assert_eq!(status, 401, "{operation:?}: {text}");
        assert!(text.contains("/problems/signed_out"), "{operation:?}: {text}");
    }
}

#[tokio::test]
async fn an_invented_cookie_is_no_better_than_none() {
    let world = World::with_two_devices().await;
    let real = world.user().await.cookie().unwrap().to_owned();
    let random = real.rsplit('.').next().unwrap();
    let invented = [
        "session=".to_owned(),
        "session=x".to_owned(),
        real.replace(random, &"A".repeat(random.len())),
        real.replace(random, ""),
        format!("{real}A"),
        real.replace("session=", "__Host-session="),
        format!("session={}", "x".repeat(5_000)),
    ];
    for operation in SIGNED_IN {
        let nobody = send(&mut world.anyone(), operation).await;
        for cookie in &invented {
            let mut forger = world.anyone();
            forger.steal_cookie(Some(cookie));
            assert_eq!(send(&mut forger, operation).await, nobody, "{operation:?} {cookie}");
        }
    }
}

#[tokio::test]
async fn a_token_opens_no_contract_but_its_own() {
    let (ours, theirs) = (World::with_two_devices().await, World::with_two_devices().await);
    let (our_user, their_user) = (ours.user().await, theirs.user().await);
    let (mine, other) = (our_user.cookie().unwrap(), their_user.cookie().unwrap());
    // Their contract with our random part, and our contract with theirs.
    let (our_contract, our_random) = mine.rsplit_once('.').unwrap();
    let (their_contract, their_random) = other.rsplit_once('.').unwrap();
    let their_contract = their_contract.strip_prefix("session=").unwrap();
    let bent = format!("session={their_contract}.{our_random}");

    let mut thief = theirs.anyone();
    for cookie in [bent, format!("{our_contract}.{their_random}")] {
        thief.steal_cookie(Some(&cookie));
        assert_eq!(thief.get("/api/devices").await.status, 401, "{cookie}");
    }
}

#[tokio::test]
async fn a_cookie_does_not_name_the_numbers() {
    let world = World::with_two_devices().await;
    let cookie = world.user().await.cookie().unwrap().to_owned();

    assert!(!cookie.contains(&world.customer()), "{cookie}");
    assert!(!cookie.contains(&world.contract().replace('-', "")), "{cookie}");
}

#[tokio::test]
async fn who_is_not_signed_in_does_not_learn_which_fields_are_wrong() {
    let world = World::with_two_devices().await;
    for (method, path, body) in SIGNED_IN {
        for wrong in [r#"{"surprise":1}"#, "[]", "7"] {
            let body = if body.is_empty() && method == "GET" { "" } else { wrong };
            let (status, text) = send(&mut world.anyone(), (method, path, body)).await;
            assert_eq!(status, 401, "{method} {path} {body}: {text}");
        }
    }
}

// ---- the step up

#[tokio::test]
async fn a_mailed_code_opens_the_upper_step_under_a_new_cookie() {
    let world = World::with_two_devices().await;
    let mut user = world.user().await;
    let before = user.cookie().unwrap().to_owned();
    let code = world.code_for(&mut user, 1).await;

    let opened = user.put("/api/session/code", json!({ "code": code })).await;

    assert_eq!((opened.status, &opened.json["level"]), (201, &json!("confirmed")));
    assert_ne!(user.cookie().unwrap(), before);
    assert_eq!(user.get("/api/session").await.json["level"], "confirmed");
    let mut thief = world.anyone();
    thief.steal_cookie(Some(&before));
    assert_eq!(thief.get("/api/session").await.status, 401, "the old cookie is dead");
}

#[tokio::test]
async fn the_answer_to_a_code_request_says_where_it_went_and_for_how_long_it_is_good() {
    let world = World::with_two_devices().await;
    let mut user = world.user().await;
    let id = user.contact_id().await;

    let sent = user.post("/api/session/code", json!({ "contact_id": id })).await;

    assert_eq!(sent.status, 202);
    let hint = format!("e••••@c{}.example", world.customer());
    assert_eq!(sent.json, json!({ "hint": hint, "expires_in": 600 }));
}

#[tokio::test]
async fn a_code_is_read_with_and_without_blanks() {
    let world = World::with_two_devices().await;
    let mut user = world.user().await;
    let code = world.code_for(&mut user, 1).await.replace(' ', "-");

    assert_eq!(user.put("/api/session/code", json!({ "code": code })).await.status, 201);
}

#[tokio::test]
async fn a_code_works_once() {
    let world = World::with_two_devices().await;
    let mut user = world.user().await;
    let code = world.code_for(&mut user, 1).await;
    user.put("/api/session/code", json!({ "code": code })).await;

    let again = user.put("/api/session/code", json!({ "code": code })).await;

    assert_eq!((again.status, again.problem()), (409, "code_expired"));
}

#[tokio::test]
async fn one_code_makes_one_session_however_many_send_it_at_once() {
    let world = World::with_two_devices().await;
    let mut user = world.user().await;
    let code = world.code_for(&mut user, 1).await;
    let racers = (0..4).map(|_| {
        let (mut racer, code) = (user.clone(), code.clone());
        async move { racer.put("/api/session/code", json!({ "code": code })).await.status }
    });

    let answers = join_all(racers).await;

    let opened = answers.iter().filter(|status| **status == 201).count();
    assert_eq!(opened, 1, "{answers:?}");
}

#[tokio::test]
async fn a_wrong_code_says_how_many_tries_are_left() {
    let world = World::with_two_devices().await;
    let mut user = world.user().await;
    let wrong = wrong(&world.code_for(&mut user, 1).await);

    let answer = user.put("/api/session/code", json!({ "code": wrong })).await;

    assert_eq!((answer.status, answer.refused()), (422, vec![("#/code", "code_wrong")]));
    let detail = answer.json["errors"][0]["detail"].as_str().unwrap();
    assert!(detail.contains("noch 4 Versuche"), "{detail}");
}

/// A code that is not `code`.
fn wrong(code: &str) -> String {
    let other = if code.starts_with('1') { "2" } else { "1" };
    format!("{other}{}", &code[1..])
}

#[tokio::test]
async fn after_five_wrong_tries_the_right_code_is_used_up() {
    let world = World::with_two_devices().await;
    let mut user = world.user().await;
    let code = world.code_for(&mut user, 1).await;
    for i in 0..5 {
        let answer = user.put("/api/session/code", json!({ "code": wrong(&code) })).await;
        assert_eq!(answer.status, 422, "try {i}");
    }

    let right = user.put("/api/session/code", json!({ "code": code })).await;

    assert_eq!((right.status, right.problem()), (409, "code_used_up"));
}

#[tokio::test]
async fn tries_at_once_share_the_five() {
    let world = World::with_two_devices().await;
    let mut user = world.user().await;
    let code = wrong(&world.code_for(&mut user, 1).await);
    let racers = (0..20).map(|_| {
        let (mut racer, code) = (user.clone(), code.clone());
        async move { racer.put("/api/session/code", json!({ "code": code })).await.status }
    });

    let answers = join_all(racers).await;

    assert_eq!(answers.iter().filter(|status| **status == 422).count(), 5, "{answers:?}");
    assert_eq!(answers.iter().filter(|status| **status == 409).count(), 15, "{answers:?}");
}

#[tokio::test]
async fn a_misshapen_code_costs_no_try() {
    let world = World::with_two_devices().await;
    let mut user = world.user().await;
    let code = world.code_for(&mut user, 1).await;
    for typed in ["123", "1234567", "123456789", "abcd efgh", "１２３４５６７８"].repeat(2)
    {
        let answer = user.put("/api/session/code", json!({ "code": typed })).await;
        assert_eq!(answer.refused(), [("#/code", "code_form")], "{typed}");
    }

    assert_eq!(user.put("/api/session/code", json!({ "code": code })).await.status, 201);
}

#[tokio::test]
async fn a_code_is_good_for_ten_minutes() {
    let world = Fleet::new().private_world().await;
    let mut user = world.user().await;
    let code = world.code_for(&mut user, 1).await;

    world.advance(601);

    let late = user.put("/api/session/code", json!({ "code": code })).await;
    assert_eq!((late.status, late.problem()), (409, "code_expired"));
}

#[tokio::test]
async fn a_code_that_was_never_asked_for_is_over() {
    let world = World::with_two_devices().await;
    let mut user = world.user().await;

    let answer = user.put("/api/session/code", json!({ "code": "12345678" })).await;

    assert_eq!((answer.status, answer.problem()), (409, "code_expired"));
}

#[tokio::test]
async fn a_new_code_ends_the_one_before() {
    let world = Fleet::new().private_world().await;
    let mut user = world.user().await;
    let first = world.code_for(&mut user, 1).await;
    world.advance(61);
    let second = world.code_for(&mut user, 2).await;
    assert_ne!(first, second);

    let old = user.put("/api/session/code", json!({ "code": first })).await;
    let new = user.put("/api/session/code", json!({ "code": second })).await;

    assert_eq!((old.refused(), new.status), (vec![("#/code", "code_wrong")], 201));
}

#[tokio::test]
async fn a_new_code_brings_five_new_tries() {
    let world = Fleet::new().private_world().await;
    let mut user = world.user().await;
    let first = world.code_for(&mut user, 1).await;
    for _ in 0..5 {
        user.put("/api/session/code", json!({ "code": wrong(&first) })).await;
    }

    world.advance(61);
    let second = world.code_for(&mut user, 2).await;

    assert_eq!(user.put("/api/session/code", json!({ "code": second })).await.status, 201);
}

#[tokio::test]
async fn a_code_may_be_asked_for_once_a_minute() {
    let world = Fleet::new().private_world().await;
    let mut user = world.user().await;
    let id = user.contact_id().await;
    user.post("/api/session/code", json!({ "contact_id": id })).await;

    let again = user.post("/api/session/code", json!({ "contact_id": id })).await;

    assert_eq!((again.status, again.problem()), (429, "too_many_attempts"));
    let seconds: i64 = again.header("retry-after").parse().unwrap();
    assert!((1..=60).contains(&seconds), "{seconds}");
    world.advance(seconds);
    let later = user.post("/api/session/code", json!({ "contact_id": id })).await;
    assert_eq!(later.status, 202, "{}", later.text);
}

#[tokio::test]
async fn who_was_added_by_the_numbers_gets_no_code() {
    let world = World::with_two_devices().await;
    let mut user = world.user().await;
    let form = json!({ "first_name": "Eve", "last_name": "Fremd", "email": "eve@evil.example", "language": "de" });
    let added = user.keyed("POST", "/api/contacts", "eve", form).await;

    let answer = user.post("/api/session/code", json!({ "contact_id": added.json["id"] })).await;

    assert_eq!((answer.status, answer.refused()), (404, vec![("#/contact_id", "contact_unknown")]));
}

#[tokio::test]
async fn a_foreign_contact_and_a_missing_one_get_no_code_and_the_same_answer() {
    let (ours, theirs) = (World::with_two_devices().await, World::with_two_devices().await);
    let theirs = theirs.user().await.contact_id().await;
    let mut user = ours.user().await;

    let foreign = user.post("/api/session/code", json!({ "contact_id": theirs })).await;
    let nobody = json!({ "contact_id": "01J00000000000000000000000" });
    let missing = user.post("/api/session/code", nobody).await;

    assert_eq!(foreign.status, 404);
    assert_eq!(foreign.fingerprint(), missing.fingerprint());
}

#[tokio::test]
async fn a_code_of_one_session_is_nothing_to_another() {
    let world = World::with_two_devices().await;
    let (mut first, mut second) = (world.user().await, world.user().await);
    let code = world.code_for(&mut first, 1).await;
    world.code_for(&mut second, 2).await;

    let answer = second.put("/api/session/code", json!({ "code": code })).await;

    assert_eq!(answer.refused(), [("#/code", "code_wrong")]);
}

#[tokio::test]
async fn stepping_up_does_not_prolong_the_12_hours() {
    let world = Fleet::new().private_world().await;
    let mut user = world.user().await;
    let ends = user.get("/api/session").await.json["expires_at"].clone();
    world.advance(20 * 60);
    let code = world.code_for(&mut user, 1).await;

    let opened = user.put("/api/session/code", json!({ "code": code })).await;

    assert_eq!(opened.json["expires_at"], ends);
}

// ---- contracts that ask for a code as well

/// A contract that the numbers alone do not open.
async fn guarded() -> World {
    let mut fleet = Fleet::new();
    fleet.contract("code_required", "yes").address("H1", "Hansaallee 187").device("A", "H1");
    fleet.world().await
}

#[tokio::test]
async fn where_a_code_is_required_the_numbers_bring_no_more_than_masked_contacts() {
    let world = guarded().await;

    let answer = world.anyone().sign_in().await;

    assert_eq!(answer.status, 202, "{}", answer.text);
    let hint = format!("Er••• M•••••• · e••••@c{}.example", world.customer());
    let contact = &answer.json["contacts"][0];
    assert_eq!(contact["hint"], hint);
    let fields: Vec<_> = contact.as_object().unwrap().keys().collect();
    assert_eq!(fields, ["confirmed", "hint", "id", "language"]);
    let fields: Vec<_> = answer.json.as_object().unwrap().keys().collect();
    assert_eq!(fields, ["cause", "contacts"]);
}

#[tokio::test]
async fn before_the_code_nothing_is_allowed_but_the_code() {
    let world = guarded().await;
    let mut person = world.anyone();
    person.sign_in().await;

    for operation in SIGNED_IN.into_iter().filter(|(_, path, _)| *path != "/api/session/code") {
        let (status, text) = send(&mut person, operation).await;
        assert_eq!(status, 403, "{operation:?}: {text}");
        assert!(text.contains("/problems/code_needed"), "{operation:?}: {text}");
    }
}

#[tokio::test]
async fn the_code_opens_a_guarded_contract_at_the_upper_step() {
    let world = guarded().await;
    let mut person = world.anyone();
    let wanted = person.sign_in().await;
    let id = &wanted.json["contacts"][0]["id"];
    person.post("/api/session/code", json!({ "contact_id": id })).await;
    let code = world.mailed_code(1).await;

    let opened = person.put("/api/session/code", json!({ "code": code })).await;

    assert_eq!((opened.status, &opened.json["level"]), (201, &json!("confirmed")));
    assert_eq!(person.get("/api/devices").await.status, 200);
}

#[tokio::test]
async fn who_waits_for_a_code_can_leave() {
    let world = guarded().await;
    let mut person = world.anyone();
    person.sign_in().await;
    let mut thief = person.clone();

    assert_eq!(person.delete("/api/session").await.status, 204);
    assert_eq!(thief.get("/api/session").await.status, 401);
}

#[tokio::test]
async fn a_contract_gets_ten_codes_an_hour_however_many_sessions_ask() {
    let world = Fleet::new().private_world().await;
    let mut answers = Vec::new();
    for _ in 0..11 {
        let mut user = world.user().await;
        let id = user.contact_id().await;
        answers.push(user.post("/api/session/code", json!({ "contact_id": id })).await);
    }

    assert!(answers[..10].iter().all(|answer| answer.status == 202));
    assert_eq!((answers[10].status, answers[10].problem()), (429, "too_many_attempts"));
}
