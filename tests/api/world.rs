//! What a test needs: a portal, a contract of its own, people who use it, and the letters they get.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicI64, AtomicU32, Ordering};
use std::time::Duration;

use local::{Edition, Options};
use serde_json::{Value, json};

/// A portal for all tests that leave its clock alone.
struct Shared {
    url: String,
    table: String,
}

/// How portals are started: with the functions' own binaries, where `PAGETALLY_FUNCTIONS` names their folder.
pub fn options() -> Options {
    let path = |name| std::env::var_os(name).map(PathBuf::from);
    Options {
        functions: path("PAGETALLY_FUNCTIONS"),
        uses: path("PAGETALLY_USES"),
        logs: path("PAGETALLY_LOGS"),
        // All tests that share a portal fail together.
        failure_budget: Some(100_000),
        record: path("PAGETALLY_RECORD"),
        ..Options::default()
    }
}

fn shared() -> &'static Shared {
    static SHARED: std::sync::OnceLock<Shared> = std::sync::OnceLock::new();
    SHARED.get_or_init(|| {
        let (send, receive) = std::sync::mpsc::channel();
        // A thread and runtime of its own: each test has a runtime that ends with it.
        std::thread::spawn(move || {
            let runtime = tokio::runtime::Runtime::new().unwrap();
            runtime.block_on(async {
                let edition = Edition::start(options()).await.unwrap();
                let shared =
                    Shared { url: edition.url.clone(), table: edition.table_endpoint.clone() };
                send.send(shared).unwrap();
                std::future::pending::<()>().await;
            });
        });
        receive.recv().unwrap()
    })
}

/// Describes the contract of one world before it is imported.
#[derive(Clone)]
pub struct Fleet {
    customer: u32,
    addresses: String,
    devices: String,
    counters: String,
    contacts: String,
    supplies: String,
    articles: String,
    contract: Vec<(&'static str, String)>,
    serials: Vec<String>,
}

/// A contract of its own on a portal.
pub struct World {
    url: String,
    table: String,
    edition: Option<Edition>,
    customer: u32,
    serials: Vec<String>,
    address: std::net::IpAddr,
    /// Seconds that pass before each request to the API.
    pause: AtomicI64,
}

/// What came back.
#[derive(Debug, Clone)]
pub struct Answer {
    pub status: u16,
    pub headers: reqwest::header::HeaderMap,
    pub bytes: Vec<u8>,
    pub text: String,
    pub json: Value,
}

/// A browser of somebody, signed in or not. A clone is another tab: it shares nothing that comes later.
#[derive(Clone)]
pub struct Person<'a> {
    world: &'a World,
    client: reqwest::Client,
    cookie: Option<String>,
    /// What lets the portal know the browser again.
    known: Option<String>,
    language: &'static str,
}

static NEXT: AtomicU32 = AtomicU32::new(0);

/// Each world has a contract number of its own: failed sign-ins are counted by it.
fn contract_no(customer: u32) -> String {
    format!("T-{customer:X}")
}

impl Fleet {
    /// A contract with one contact, Erika Muster, and nothing else.
    pub fn new() -> Self {
        let salt = std::process::id() % 8_000 * 10_000;
        let mut fleet = Self {
            customer: 10_000_000 + salt + NEXT.fetch_add(1, Ordering::Relaxed),
            addresses: String::new(),
            devices: String::new(),
            counters: String::new(),
            contacts: String::new(),
            supplies: String::new(),
            articles: String::new(),
            contract: Vec::new(),
            serials: Vec::new(),
        };
        fleet.contact("Erika", "Muster");
        fleet
    }

    pub fn customer(&self) -> String {
        self.customer.to_string()
    }

    /// The contract number as the operator writes it.
    pub fn contract_no(&self) -> String {
        contract_no(self.customer)
    }

    /// Forgets the devices and what went to them, as an operator's shorter file would.
    pub fn without_devices(&mut self) -> &mut Self {
        self.devices.clear();
        self.counters.clear();
        self.supplies.clear();
        self
    }

    fn key(&self) -> String {
        format!("DE,{},{}", self.customer, contract_no(self.customer))
    }

    /// Another contact; its address tells the world apart: `max.test@10000001.example`.
    pub fn contact(&mut self, first: &str, last: &str) -> &mut Self {
        self.contact_who_reads("de", first, last)
    }

    /// Another contact, whose letters are in `language`.
    pub fn contact_who_reads(&mut self, language: &str, first: &str, last: &str) -> &mut Self {
        let local = format!("{first}.{last}").to_lowercase().replace(|c: char| !c.is_ascii(), "");
        let (key, customer) = (self.key(), self.customer);
        writeln!(self.contacts, "{key},{first},{last},{local}@c{customer}.example,,{language},")
            .unwrap();
        self
    }

    /// What a contact is responsible for, e.g. `readings`.
    pub fn responsible(&mut self, first: &str, duties: &str) -> &mut Self {
        let line = |line: &str| {
            let duties = if line.contains(&format!(",{first},")) { duties } else { "" };
            format!("{line}{duties}\n")
        };
        self.contacts = self.contacts.lines().map(line).collect();
        self
    }

    /// A delivery address.
    pub fn address(&mut self, id: &str, street: &str) -> &mut Self {
        self.address_of("Herr Hausmann", id, street)
    }

    /// A delivery address with somebody else in its attention line.
    pub fn address_of(&mut self, attention: &str, id: &str, street: &str) -> &mut Self {
        let key = self.key();
        writeln!(
            self.addresses,
            "{key},{id},Musterwerke,{street},40549,Düsseldorf,DE,{attention},Tor 2"
        )
        .unwrap();
        self
    }

    /// Another street for an address.
    pub fn move_address(&mut self, id: &str, street: &str) -> &mut Self {
        let line = format!(",{id},");
        self.addresses = self
            .addresses
            .lines()
            .filter(|l| !l.contains(&line))
            .map(|l| format!("{l}\n"))
            .collect();
        self.address(id, street)
    }

    /// A device in use since 2024 with a colour and a mono counter, last read on 2026-09-30 at 5 000 and 9 000 pages.
    pub fn device(&mut self, serial: &str, address: &str) -> &mut Self {
        let key = self.key();
        self.serials.push(serial.to_owned());
        writeln!(self.devices, "{key},{serial},M{},Büro,{address},2024-01-01,", self.customer)
            .unwrap();
        writeln!(self.counters, "{key},{serial},FARBE1,colour,FARBE1,999999,2026-09-30,5000")
            .unwrap();
        writeln!(self.counters, "{key},{serial},MONO1,mono,MONO1,999999,2026-09-30,9000").unwrap();
        self
    }

    /// A device in use since 2024 with one counter, last read on that day; never, if `day` is empty.
    pub fn read(&mut self, serial: &str, address: &str, day: &str) -> &mut Self {
        let key = self.key();
        self.serials.push(serial.to_owned());
        writeln!(self.devices, "{key},{serial},M{},Büro,{address},2024-01-01,", self.customer)
            .unwrap();
        let value = if day.is_empty() { "" } else { "9000" };
        writeln!(self.counters, "{key},{serial},MONO1,mono,MONO1,999999,{day},{value}").unwrap();
        self
    }

    /// A device in use since 2015, read on that day at so many colour and mono pages.
    pub fn device_read(
        &mut self,
        serial: &str,
        address: &str,
        day: &str,
        colour: u64,
        mono: u64,
    ) -> &mut Self {
        let key = self.key();
        self.serials.push(serial.to_owned());
        writeln!(self.devices, "{key},{serial},M{},Büro,{address},2015-01-01,", self.customer)
            .unwrap();
        writeln!(self.counters, "{key},{serial},FARBE1,colour,FARBE1,999999,{day},{colour}")
            .unwrap();
        writeln!(self.counters, "{key},{serial},MONO1,mono,MONO1,999999,{day},{mono}").unwrap();
        self
    }

    /// A device with so much to tell that a few hundred of them fill a page of the table.
    pub fn talkative(&mut self, serial: &str, address: &str) -> &mut Self {
        let key = self.key();
        self.serials.push(serial.to_owned());
        writeln!(self.devices, "{key},{serial},M{},Büro,{address},2024-01-01,", self.customer)
            .unwrap();
        for i in 0..8 {
            let label = format!("{i} {}", "lang ".repeat(11));
            writeln!(self.counters, "{key},{serial},C{i},mono,{label},999999,2026-09-30,{i}")
                .unwrap();
        }
        self
    }

    /// A device that left on that day.
    pub fn removed(&mut self, serial: &str, address: &str, day: &str) -> &mut Self {
        let key = self.key();
        writeln!(self.devices, "{key},{serial},M{},Büro,{address},2024-01-01,{day}", self.customer)
            .unwrap();
        writeln!(self.counters, "{key},{serial},MONO1,mono,MONO1,999999,,").unwrap();
        self
    }

    /// A delivery from before the portal, at so many pages of the article's counters.
    pub fn supplied(&mut self, serial: &str, article: &str, day: &str, pages_at: u32) -> &mut Self {
        let key = self.key();
        writeln!(self.supplies, "{key},{serial},{article},{day},1,{pages_at}").unwrap();
        self
    }

    /// Another article of the world's model, beside black toner 4001 and cyan toner 4002.
    pub fn article(&mut self, no: &str, name: &str) -> &mut Self {
        writeln!(self.articles, "M{},{no},{name},toner,k,", self.customer).unwrap();
        self
    }

    /// A column of the contract, e.g. `ends` or `code_required`.
    pub fn contract(&mut self, column: &'static str, value: &str) -> &mut Self {
        self.contract.push((column, value.to_owned()));
        self
    }

    /// Takes back what was said about the contract.
    pub fn forget_contract(&mut self) -> &mut Self {
        self.contract.clear();
        self
    }

    fn write(&self, dir: &Path) {
        let key = self.key();
        let write = |file: &str, text: String| std::fs::write(dir.join(file), text).unwrap();
        let number = "country,customer_no,contract_no";
        write("countries.csv", "code,time_zone,languages,hotline,hours_de,hours_en,mailbox\nDE,Europe/Berlin,de en,0211 5266 0,Mo–Fr 8–17 Uhr,Mon–Fri 8–17,service@test.example\n".into());
        write(
            "customers.csv",
            format!("country,customer_no,name\nDE,{},Musterwerke GmbH\n", self.customer),
        );
        let columns = [
            "starts",
            "ends",
            "dealer_name",
            "dealer_phone",
            "dealer_email",
            "code_required",
            "doubt_percent",
            "doubt_pages",
        ];
        let values = columns.map(|column| {
            let given = self
                .contract
                .iter()
                .find(|(name, _)| *name == column)
                .map(|(_, value)| value.as_str());
            given.unwrap_or(if column == "starts" { "2024-01-01" } else { "" }).to_owned()
        });
        write(
            "contracts.csv",
            format!("{number},{}\n{key},{}\n", columns.join(","), values.join(",")),
        );
        write(
            "models.csv",
            format!(
                "name,read_counters_de,read_counters_en,print_status_page_de,print_status_page_en\nM{},Menü,Menu,Menü,Menu\n",
                self.customer
            ),
        );
        write(
            "articles.csv",
            format!(
                "model,no,name,kind,colour,yield\nM{c},4001,TONER-K-TEST-7K,toner,k,\nM{c},4002,TONER-C-TEST-6K,toner,c,\nM{c},4003,BELT-UNIT-TEST,belt,,\n{}",
                self.articles,
                c = self.customer
            ),
        );
        write(
            "addresses.csv",
            format!(
                "{number},id,name,street,postcode,city,address_country,attention,additional_info\n{}",
                self.addresses
            ),
        );
        write(
            "devices.csv",
            format!("{number},serial,model,site,address,installed,removed\n{}", self.devices),
        );
        write(
            "counters.csv",
            format!(
                "{number},serial,counter,kind,label,maximum,reading_date,reading\n{}",
                self.counters
            ),
        );
        write(
            "contacts.csv",
            format!(
                "{number},first_name,last_name,email,phone,language,responsible_for\n{}",
                self.contacts
            ),
        );
        write(
            "supplies.csv",
            format!("{number},serial,article,date,quantity,pages_at\n{}", self.supplies),
        );
    }

    /// Imports it into the portal that all tests share.
    pub async fn world(&self) -> World {
        let (url, table) = match std::env::var("PAGETALLY_URL") {
            Ok(url) => (url, std::env::var("PAGETALLY_TABLE_ENDPOINT").unwrap()),
            Err(_) => (shared().url.clone(), shared().table.clone()),
        };
        self.import(url, table, None).await
    }

    /// Imports it into a portal of its own, whose clock the test may move.
    pub async fn private_world(&self) -> World {
        self.world_on(options()).await
    }

    /// Imports it into a portal of its own in which each part of a run has time for one page of contracts only.
    pub async fn impatient_world(&self) -> World {
        let patience = Some(Duration::ZERO);
        self.world_on(Options { patience, ..options() }).await
    }

    /// Imports it into a portal of its own whose addresses for files are good for a second.
    pub async fn hasty_world(&self) -> World {
        let put = Some(Duration::from_secs(1));
        self.world_on(Options { put, ..options() }).await
    }

    /// Imports it into a portal of its own that keeps its data in `folder`.
    pub async fn world_in(&self, folder: &Path) -> World {
        self.world_on(Options { data: Some(folder.to_owned()), ..options() }).await
    }

    /// Imports it into a portal of its own that is started so.
    pub async fn world_on(&self, options: Options) -> World {
        let edition = Edition::start(options).await.unwrap();
        self.import(edition.url.clone(), edition.table_endpoint.clone(), Some(edition)).await
    }

    async fn import(&self, url: String, table: String, edition: Option<Edition>) -> World {
        let dir = tempfile::tempdir().unwrap();
        self.write(dir.path());
        let store = local::edition::store(&table);
        local::import::import(dir.path(), &store, false).await.unwrap();
        // Failed sign-ins are counted by address: each world comes from one of its own.
        let [_, a, b, c] = (self.customer).to_be_bytes();
        let address = std::net::IpAddr::from([127, a.max(1), b, c]);
        let serials = self.serials.clone();
        let (customer, pause) = (self.customer, AtomicI64::new(0));
        World { url, table, edition, customer, serials, address, pause }
    }
}

impl World {
    /// Two devices, A and B, at one address.
    pub async fn with_two_devices() -> Self {
        Fleet::new()
            .address("H1", "Hansaallee 187")
            .device("A", "H1")
            .device("B", "H1")
            .world()
            .await
    }

    /// Devices A and B at two addresses.
    pub async fn with_two_addresses() -> Self {
        Fleet::new()
            .address("H1", "Hansaallee 187")
            .address("H2", "Hafenstraße 14")
            .device("A", "H1")
            .device("B", "H2")
            .world()
            .await
    }

    /// Imports `fleet` again, as an operator would after a change.
    pub async fn import_again(&self, fleet: &Fleet) {
        let dir = tempfile::tempdir().unwrap();
        fleet.write(dir.path());
        let store = local::edition::store(&self.table);
        local::import::import(dir.path(), &store, false).await.unwrap();
    }

    /// Imports CSV files as an operator would.
    pub async fn import_files(&self, files: BTreeMap<&str, String>) {
        let dir = tempfile::tempdir().unwrap();
        for (file, text) in files {
            std::fs::write(dir.path().join(file), text).unwrap();
        }
        let store = local::edition::store(&self.table);
        local::import::import(dir.path(), &store, false).await.unwrap();
    }

    /// Imports `fleet`, which is wrong somewhere, and says what the importer says.
    pub async fn import_refused(&self, fleet: &Fleet) -> String {
        let dir = tempfile::tempdir().unwrap();
        fleet.write(dir.path());
        let store = local::edition::store(&self.table);
        local::import::import(dir.path(), &store, false).await.unwrap_err().to_string()
    }

    /// Stops the portal; only in a private world.
    pub fn stop(&mut self) {
        drop(self.edition.take());
    }

    /// Stops the portal and starts it again on the data in `folder`; only in a private world.
    pub async fn restart(&mut self, folder: &Path) {
        self.stop();
        let options = Options { data: Some(folder.to_owned()), ..options() };
        let edition = Edition::start(options).await.unwrap();
        (self.url, self.table) = (edition.url.clone(), edition.table_endpoint.clone());
        self.edition = Some(edition);
    }

    /// A call to the table past the portal, as an operator's tool could make it.
    pub async fn table(&self, operation: &str, mut request: Value) -> Value {
        request["TableName"] = json!("pagetally");
        let credential =
            "AWS4-HMAC-SHA256 Credential=local/20260101/eu-central-1/dynamodb/aws4_request";
        let response = reqwest::Client::new()
            .post(&self.table)
            .header("content-type", "application/x-amz-json-1.0")
            .header("x-amz-target", format!("DynamoDB_20120810.{operation}"))
            .header("x-amz-date", "20260101T000000Z")
            .header("authorization", format!("{credential}, SignedHeaders=host, Signature=0"))
            .body(request.to_string())
            .send()
            .await
            .unwrap();
        let (status, text) = (response.status(), response.text().await.unwrap());
        assert!(status.is_success(), "{operation}: {text}");
        serde_json::from_str(&text).unwrap()
    }

    /// The table as an operator's command opens it.
    pub fn store(&self) -> store::Store {
        local::edition::store(&self.table)
    }

    /// Puts `bytes` where an announced file is expected, as a browser would.
    pub async fn put_file(&self, upload: &Value, bytes: Vec<u8>) -> Answer {
        let url = upload["url"].as_str().unwrap_or_else(|| panic!("{upload}"));
        self.put_at(url, &upload["headers"], bytes).await
    }

    /// Puts `bytes` at any address.
    pub async fn put_at(&self, url: &str, headers: &Value, bytes: Vec<u8>) -> Answer {
        let mut request = reqwest::Client::new().put(url).body(bytes);
        for (name, value) in headers.as_object().unwrap() {
            request = request.header(name, value.as_str().unwrap());
        }
        Answer::of(request.send().await.unwrap()).await
    }

    /// Asks the bucket for something, past the portal.
    pub async fn fetch(&self, url: &str) -> Answer {
        Answer::of(reqwest::get(url).await.unwrap()).await
    }

    /// The items of this contract's `kind`, e.g. `OUTBOX`, as the table holds them.
    pub async fn items(&self, kind: &str) -> Vec<Value> {
        let contract = self.contract().replace('-', "");
        let found = self
            .table(
                "Query",
                json!({
                    "KeyConditionExpression": "pk = :pk",
                    "ExpressionAttributeValues": { ":pk": { "S": format!("{kind}#DE#{}#{contract}", self.customer) } },
                }),
            )
            .await;
        found["Items"].as_array().unwrap().clone()
    }

    /// Closes a ticket past the portal.
    pub async fn close_ticket(&self, number: &str) {
        let contract = self.contract().replace('-', "");
        let partition = format!("TICKET#DE#{}#{contract}", self.customer);
        self.table(
            "UpdateItem",
            json!({
                "Key": { "pk": { "S": partition }, "sk": { "S": number } },
                "UpdateExpression": "SET #state = :done ADD version :one",
                "ExpressionAttributeNames": { "#state": "state" },
                "ExpressionAttributeValues": { ":done": { "S": "done" }, ":one": { "N": "1" } },
            }),
        )
        .await;
    }

    /// The first item of `kind` that is as wanted, once there is one.
    pub async fn item_like(&self, kind: &str, wanted: impl Fn(&Value) -> bool) -> Value {
        for _ in 0..1200 {
            if let Some(found) = self.items(kind).await.into_iter().find(|item| wanted(item)) {
                return found;
            }
            tokio::time::sleep(Duration::from_millis(25)).await;
        }
        panic!("no such {kind} after 30 seconds");
    }

    /// Moves the portal's clock to `moment`, e.g. `2026-12-17T10:00:00Z`; only in a private world.
    pub fn travel_to(&self, moment: &str) {
        let moment: jiff::Timestamp = moment.parse().unwrap();
        self.advance(moment.as_second() - self.edition().clock.now().as_second());
    }

    /// The portal's clock; only in a private world.
    pub fn advance(&self, seconds: i64) {
        self.edition().clock.advance(seconds);
    }

    /// Lets so many seconds pass before each request to the API from now on; only in a private world.
    pub fn take_time(&self, seconds: i64) {
        self.pause.store(seconds, Ordering::Relaxed);
    }

    /// The daily run, on the portal's day, with everything that follows from it; only in a private world.
    pub async fn morning(&self) {
        self.edition().run("PlanReminders").await.unwrap();
        self.rest().await;
    }

    /// Waits until nothing is under way; only in a private world.
    pub async fn rest(&self) {
        self.edition().rest().await.unwrap();
    }

    /// What the table calls the contract.
    pub fn contract_key(&self) -> domain::ContractKey {
        let parts = format!("DE#{}#{}", self.customer, self.contract().replace('-', ""));
        domain::ContractKey::from_parts(&parts, '#').unwrap()
    }

    /// The events of a kind that were on the bus, oldest first.
    pub async fn events_of(&self, kind: &str) -> Vec<Value> {
        let events = self.anyone().get("/mail/events.json").await;
        let events = events.json.as_array().unwrap().iter().rev();
        events.filter(|event| event["detail-type"] == kind).cloned().collect()
    }

    /// Tells the portal what became of a mail, as the mail service would; only in a private world.
    pub fn mail_event(&self, letter: &Value, kind: &str, more: Value) {
        let mut detail =
            json!({ "eventType": kind, "mail": { "messageId": "m-1", "tags": letter["tags"] } });
        for (name, value) in more.as_object().unwrap() {
            detail[name] = value.clone();
        }
        let name = match kind {
            "Bounce" => "Email Bounced",
            _ => "Email Complaint Received",
        };
        self.edition().put_event("aws.ses", name, detail).unwrap();
    }

    /// How events name the contract.
    pub async fn contract_ref(&self) -> String {
        let contract = self.store().contract(&self.contract_key()).await.unwrap().unwrap();
        contract.contract_ref.to_string()
    }

    /// An event of the operator's systems about this contract, as they would put it on the bus.
    pub async fn told(&self, id: &str, kind: &str, data: Value) -> Value {
        json!({
            "version": 1,
            "id": id,
            "occurred_at": self.edition().clock.now(),
            "contract_ref": self.contract_ref().await,
            "type": kind,
            "data": data,
        })
    }

    /// Puts an event of the operator's systems on the bus; only in a private world.
    pub fn put(&self, event: &Value) {
        let kind = event["type"].as_str().unwrap();
        self.edition().put_event("operator", kind, event.clone()).unwrap();
    }

    /// Puts an event on the bus and waits until everything that follows is done; only in a private world.
    pub async fn tell(&self, id: &str, kind: &str, data: Value) {
        self.put(&self.told(id, kind, data).await);
        self.rest().await;
    }

    /// What was set aside: queue, id of the event, and why; only in a private world.
    pub fn set_aside(&self) -> Vec<(String, String, String)> {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let aside = self.edition().set_aside().unwrap();
        let line = |aside: &Value| {
            (text(&aside["queue"]), text(&aside["event"]["detail"]["id"]), text(&aside["why"]))
        };
        aside.iter().map(line).collect()
    }

    /// The portal itself; only in a private world.
    pub fn edition(&self) -> &Edition {
        self.edition.as_ref().expect("this needs a private world")
    }

    pub fn customer(&self) -> String {
        self.customer.to_string()
    }

    /// The contract number as the operator writes it.
    pub fn contract(&self) -> String {
        contract_no(self.customer)
    }

    pub fn url(&self) -> &str {
        &self.url
    }

    pub fn serials(&self) -> &[String] {
        &self.serials
    }

    /// A browser that is not signed in.
    pub fn anyone(&self) -> Person<'_> {
        self.person_from(self.address)
    }

    /// A browser at another address.
    pub fn person_from(&self, address: std::net::IpAddr) -> Person<'_> {
        let builder = reqwest::Client::builder().timeout(Duration::from_secs(30));
        // Other systems have one loopback address only.
        let builder =
            if cfg!(target_os = "linux") { builder.local_address(address) } else { builder };
        Person {
            world: self,
            client: builder.build().unwrap(),
            cookie: None,
            known: None,
            language: "de",
        }
    }

    /// Somebody signed in by the numbers.
    pub async fn user(&self) -> Person<'_> {
        let mut person = self.anyone();
        let answer = person.sign_in().await;
        assert_eq!(answer.status, 201, "{}", answer.text);
        person
    }

    /// Erika Muster, signed in and confirmed by a mailed code.
    pub async fn confirmed(&self) -> Person<'_> {
        let mut person = self.user().await;
        let id = person.contact_id().await;
        let sent = person.post("/api/session/code", json!({ "contact_id": id })).await;
        assert_eq!(sent.status, 202, "{}", sent.text);
        let code = self.mailed_code(1).await;
        let answer = person.put("/api/session/code", json!({ "code": code })).await;
        assert_eq!(answer.status, 201, "{}", answer.text);
        person
    }

    /// Asks for a code for the first contact and waits for the letter; it is this session's `codes`-th.
    pub async fn code_for(&self, person: &mut Person<'_>, codes: usize) -> String {
        let id = person.contact_id().await;
        let sent = person.post("/api/session/code", json!({ "contact_id": id })).await;
        assert_eq!(sent.status, 202, "{}", sent.text);
        self.mailed_code(codes).await
    }

    /// Erika's address.
    pub fn mail_address(&self) -> String {
        format!("erika.muster@c{}.example", self.customer)
    }

    /// The letters to this world's people, oldest first, once there are `at_least` so many.
    pub async fn letters(&self, at_least: usize) -> Vec<Value> {
        let host = format!("@c{}.example", self.customer);
        self.eventually("letters", at_least, "/mail/letters.json", |letter| {
            letter["to"].as_str().is_some_and(|to| to.ends_with(&host))
        })
        .await
    }

    /// The letters to one of this world's people, e.g. `erika.muster`, oldest first, once there are `at_least` so many.
    pub async fn letters_to(&self, name: &str, at_least: usize) -> Vec<Value> {
        let address = format!("{name}@c{}.example", self.customer);
        self.eventually("letters", at_least, "/mail/letters.json", |letter| letter["to"] == address)
            .await
    }

    /// The code in the newest of `codes` letters with codes.
    pub async fn mailed_code(&self, codes: usize) -> String {
        let host = format!("@c{}.example", self.customer);
        let letters = self
            .eventually("codes", codes, "/mail/letters.json", |letter| {
                letter["to"].as_str().is_some_and(|to| to.ends_with(&host))
                    && letter["subject"] == "Ihr Code für das Portal"
            })
            .await;
        let text = letters.last().unwrap()["text"].as_str().unwrap();
        let code = text
            .lines()
            .find(|line| line.len() == 9 && line.replace(' ', "").parse::<u32>().is_ok());
        code.unwrap().to_owned()
    }

    /// Our events on the bus that name `number`, oldest first, once there are `at_least` so many.
    pub async fn events_about(&self, number: &str, at_least: usize) -> Vec<Value> {
        self.eventually("events", at_least, "/mail/events.json", |event| {
            event["source"] == "pagetally" && event["detail"]["data"].to_string().contains(number)
        })
        .await
    }

    async fn eventually(
        &self,
        what: &str,
        at_least: usize,
        path: &str,
        wanted: impl Fn(&Value) -> bool,
    ) -> Vec<Value> {
        for _ in 0..1200 {
            let answer = self.anyone().get(path).await;
            let found: Vec<Value> = answer
                .json
                .as_array()
                .unwrap()
                .iter()
                .rev()
                .filter(|v| wanted(v))
                .cloned()
                .collect();
            if found.len() >= at_least {
                return found;
            }
            tokio::time::sleep(Duration::from_millis(25)).await;
        }
        panic!("fewer than {at_least} {what} after 30 seconds");
    }
}

impl Person<'_> {
    /// Where the portal and the bucket are.
    pub fn world(&self) -> &World {
        self.world
    }

    /// Signs in by the numbers of the world.
    pub async fn sign_in(&mut self) -> Answer {
        let customer = self.world.customer();
        let contract = self.world.contract();
        self.sign_in_with("DE", &customer, &contract).await
    }

    /// Tries to sign in by any numbers.
    pub async fn sign_in_with(&mut self, country: &str, customer: &str, contract: &str) -> Answer {
        let form = json!({ "country": country, "language": "de", "customer_no": customer, "contract_no": contract });
        self.post("/api/session", form).await
    }

    pub fn speak(&mut self, language: &'static str) {
        self.language = language;
    }

    pub fn cookie(&self) -> Option<&str> {
        self.cookie.as_deref()
    }

    /// The cookie by which the portal knows the browser again.
    pub fn known_by(&self) -> Option<&str> {
        self.known.as_deref()
    }

    /// Another browser that would be known like this.
    pub fn steal_known(&mut self, known: Option<&str>) {
        self.known = known.map(str::to_owned);
    }

    /// Another browser with the same cookie.
    pub fn steal_cookie(&mut self, cookie: Option<&str>) {
        self.cookie = cookie.map(str::to_owned);
    }

    /// The id of the first contact.
    pub async fn contact_id(&mut self) -> String {
        let contacts = self.get("/api/contacts").await;
        contacts.json["contacts"][0]["id"]
            .as_str()
            .unwrap_or_else(|| panic!("{}", contacts.text))
            .to_owned()
    }

    pub async fn get(&mut self, path: &str) -> Answer {
        self.send("GET", path, None, None).await
    }

    /// Without an idempotency key.
    pub async fn post(&mut self, path: &str, body: Value) -> Answer {
        self.send("POST", path, None, Some(body.to_string())).await
    }

    pub async fn put(&mut self, path: &str, body: Value) -> Answer {
        self.send("PUT", path, None, Some(body.to_string())).await
    }

    pub async fn delete(&mut self, path: &str) -> Answer {
        self.send("DELETE", path, None, None).await
    }

    /// With the idempotency key `key`.
    pub async fn keyed(&mut self, method: &str, path: &str, key: &str, body: Value) -> Answer {
        let body = if body.is_null() { None } else { Some(body.to_string()) };
        self.send(method, path, Some(key), body).await
    }

    /// Orders `lines`, for the first contact, under a key of its own.
    pub async fn order(&mut self, key: &str, lines: Value) -> Answer {
        let contact = self.contact_id().await;
        self.keyed("POST", "/api/orders", key, json!({ "lines": lines, "contact_id": contact }))
            .await
    }

    /// Orders and says the numbers.
    pub async fn ordered(&mut self, key: &str, lines: Value) -> Vec<String> {
        let answer = self.order(key, lines).await;
        assert_eq!(answer.status, 201, "{}", answer.text);
        let orders = answer.json["orders"].as_array().unwrap();
        orders.iter().map(|order| order["number"].as_str().unwrap().to_owned()).collect()
    }

    /// Sends a file.
    pub async fn upload(&mut self, path: &str, file: Vec<u8>) -> Answer {
        Box::pin(self.send_as("POST", path, None, Some("application/octet-stream"), file)).await
    }

    pub async fn send(
        &mut self,
        method: &str,
        path: &str,
        key: Option<&str>,
        body: Option<String>,
    ) -> Answer {
        let kind = body.as_ref().map(|_| "application/json");
        // On the heap: a test that sends dozens of requests holds a future for each.
        Box::pin(self.send_as(method, path, key, kind, body.unwrap_or_default().into_bytes())).await
    }

    pub async fn send_as(
        &mut self,
        method: &str,
        path: &str,
        key: Option<&str>,
        kind: Option<&str>,
        body: Vec<u8>,
    ) -> Answer {
        let pause = self.world.pause.load(Ordering::Relaxed);
        if pause > 0 && path.starts_with("/api/") {
            self.world.advance(pause);
        }
        let method = method.parse().unwrap();
        let mut request = self.client.request(method, format!("{}{path}", self.world.url));
        request = request.header("accept-language", self.language).body(body);
        if let Some(kind) = kind {
            request = request.header("content-type", kind);
        }
        if let Some(key) = key {
            let key = reqwest::header::HeaderValue::from_bytes(key.as_bytes()).unwrap();
            request = request.header("idempotency-key", key);
        }
        let cookies: Vec<&str> =
            self.known.iter().chain(&self.cookie).map(String::as_str).collect();
        if !cookies.is_empty() {
            request = request.header("cookie", cookies.join("; "));
        }
        let answer = Answer::of(request.send().await.unwrap()).await;
        for cookie in answer.headers.get_all("set-cookie") {
            let pair = cookie.to_str().unwrap().split(';').next().unwrap().to_owned();
            let kept = if pair.starts_with("known=") { &mut self.known } else { &mut self.cookie };
            *kept = Some(pair).filter(|pair| !pair.ends_with('='));
        }
        answer
    }
}

/// Drives all futures at once on this task.
pub async fn join_all<T>(futures: impl IntoIterator<Item = impl Future<Output = T>>) -> Vec<T> {
    let mut pending: Vec<_> = futures.into_iter().map(|future| (Box::pin(future), None)).collect();
    std::future::poll_fn(|context| {
        let mut ready = true;
        for (future, result) in &mut pending {
            if result.is_none() {
                match future.as_mut().poll(context) {
                    std::task::Poll::Ready(value) => *result = Some(value),
                    std::task::Poll::Pending => ready = false,
                }
            }
        }
        if ready { std::task::Poll::Ready(()) } else { std::task::Poll::Pending }
    })
    .await;
    pending.into_iter().filter_map(|(_, result)| result).collect()
}

impl Answer {
    pub async fn of(response: reqwest::Response) -> Self {
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let bytes = response.bytes().await.unwrap().to_vec();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let json = serde_json::from_str(&text).unwrap_or(Value::Null);
        Self { status, headers, bytes, text, json }
    }

    /// All that a caller could tell two answers apart by, and how many calls to the table each took.
    pub fn fingerprint(&self) -> (u16, Vec<(String, String)>, &str) {
        let mut own = vec!["date", "request-id", "table-depth"];
        // Processes of a function's own remember models each for themselves: which one answers is chance.
        if options().functions.is_some() {
            own.push("table-calls");
        }
        let mut headers: Vec<_> = self
            .headers
            .iter()
            .map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned()))
            .filter(|(name, _)| !own.contains(&name.as_str()))
            .collect();
        headers.sort();
        (self.status, headers, &self.text)
    }

    /// The problem's type, without its path.
    pub fn problem(&self) -> &str {
        self.json["type"].as_str().unwrap_or_default().trim_start_matches("/problems/")
    }

    /// Pointer and code of every refused field.
    pub fn refused(&self) -> Vec<(&str, &str)> {
        let fields = self.json["errors"].as_array().map_or(&[][..], Vec::as_slice);
        fields
            .iter()
            .map(|f| (f["pointer"].as_str().unwrap(), f["code"].as_str().unwrap()))
            .collect()
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }
}
