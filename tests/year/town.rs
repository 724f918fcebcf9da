//! A town of small customers: their contracts, and the portal that asks them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use api::Clock;
use jiff::Span;
use jiff::civil::{Date, date};
use local::{Edition, Options};
use serde_json::{Value, json};

use crate::Letter;

/// Numbers that look random and are the same each time.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub fn below(&mut self, limit: u64) -> u64 {
        // SplitMix64
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % limit
    }

    pub fn chance(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }
}

pub struct Device {
    serial: String,
    installed: Date,
    removed: Option<Date>,
    last: Date,
}

pub struct Contract {
    pub no: String,
    starts: Date,
    ends: Option<Date>,
    devices: Vec<Device>,
    /// First names, and whether they are responsible for readings.
    contacts: Vec<(String, bool)>,
}

const CUSTOMER: &str = "40000000";

impl Contract {
    fn random(index: usize, dice: &mut Dice) -> Self {
        let some_day = |dice: &mut Dice| {
            date(2026, 10, 1)
                .saturating_add(Span::new().days(i64::try_from(dice.below(365)).unwrap()))
        };
        let mut devices = Vec::new();
        for number in 0..1 + dice.below(3) {
            let installed = if dice.chance(15) { some_day(dice) } else { date(2024, 1, 1) };
            let removed = dice.chance(10).then(|| some_day(dice)).filter(|day| installed <= *day);
            devices.push(Device {
                serial: format!("D{number}"),
                installed,
                removed,
                last: date(2026, 9, 30),
            });
        }
        let ends = dice.chance(10).then(|| some_day(dice));
        let mut contacts = vec![("erika".to_owned(), false)];
        if dice.chance(6) {
            contacts.push(("max".to_owned(), dice.chance(50)));
        }
        Self { no: format!("Y{index}"), starts: date(2024, 1, 1), ends, devices, contacts }
    }

    /// It ran on the day on which readings were due.
    pub fn owes(&self, due: Date) -> bool {
        self.starts <= due && self.ends.is_none_or(|ends| ends >= due)
    }

    /// Devices that were there on the due date and have no reading from 14 days before it to 21 days after.
    pub fn missing(&self, due: Date) -> Vec<&str> {
        let there = |device: &&Device| {
            device.installed <= due && device.removed.is_none_or(|removed| removed >= due)
        };
        let read = |device: &&Device| {
            let from_due = (device.last - due).get_days();
            (-14..=21).contains(&from_due)
        };
        let devices = self.devices.iter().filter(there).filter(|device| !read(device));
        devices.map(|device| device.serial.as_str()).collect()
    }

    /// Those who are responsible for readings, or everybody.
    pub fn readers(&self) -> impl Iterator<Item = &str> {
        let nobody = !self.contacts.iter().any(|(_, reads)| *reads);
        self.contacts
            .iter()
            .filter(move |(_, reads)| nobody || *reads)
            .map(|(name, _)| name.as_str())
    }
}

pub struct Town {
    pub contracts: Vec<Contract>,
    folder: PathBuf,
    clock: Clock,
    today: Date,
    edition: Option<Edition>,
    client: reqwest::Client,
}

impl Town {
    pub async fn build(folder: &Path, size: usize, dice: &mut Dice) -> Self {
        let contracts: Vec<_> = (0..size).map(|index| Contract::random(index, dice)).collect();
        let mut town = Self {
            contracts,
            folder: folder.to_owned(),
            clock: Clock::default(),
            today: date(2026, 12, 1),
            edition: None,
            client: reqwest::Client::new(),
        };
        town.travel_to(date(2026, 12, 1));
        town.start().await;
        town.import().await;
        town
    }

    async fn start(&mut self) {
        let options = Options {
            data: Some(self.folder.clone()),
            clock: Some(self.clock.clone()),
            ..Options::default()
        };
        self.edition = Some(Edition::start(options).await.unwrap());
    }

    fn edition(&self) -> &Edition {
        self.edition.as_ref().unwrap()
    }

    async fn import(&self) {
        let key = "country,customer_no,contract_no";
        let mut contracts = format!("{key},starts,ends,dealer_name,dealer_phone,dealer_email\n");
        let mut addresses = format!(
            "{key},id,name,street,postcode,city,address_country,attention,additional_info\n"
        );
        let mut devices = format!("{key},serial,model,site,address,installed,removed\n");
        let mut counters =
            format!("{key},serial,counter,kind,label,maximum,reading_date,reading\n");
        let mut contacts =
            format!("{key},first_name,last_name,email,phone,language,responsible_for\n");
        let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
        for contract in &self.contracts {
            let whose = format!("DE,{CUSTOMER},{}", contract.no);
            contracts += &format!("{whose},{},{},,,\n", contract.starts, day(contract.ends));
            addresses += &format!("{whose},H1,Viele,Weg 1,40549,Düsseldorf,DE,,\n");
            for device in &contract.devices {
                let Device { serial, installed, removed, last } = device;
                devices += &format!("{whose},{serial},MX,Büro,H1,{installed},{}\n", day(*removed));
                counters += &format!("{whose},{serial},MONO1,mono,MONO1,999999,{last},1000\n");
            }
            for (name, reads) in &contract.contacts {
                let duty = if *reads { "readings" } else { "" };
                contacts += &format!(
                    "{whose},{name},Muster,{name}@{}.example,,de,{duty}\n",
                    contract.no.to_lowercase()
                );
            }
        }
        let dir = tempfile::tempdir().unwrap();
        let write = |file: &str, text: &str| std::fs::write(dir.path().join(file), text).unwrap();
        write(
            "countries.csv",
            "code,time_zone,languages,hotline,hours_de,hours_en,mailbox\nDE,Europe/Berlin,de en,0211 5266 0,Mo–Fr 8–17 Uhr,Mon–Fri 8–17,service@test.example\n",
        );
        write("customers.csv", &format!("country,customer_no,name\nDE,{CUSTOMER},Viele GmbH\n"));
        write(
            "models.csv",
            "name,read_counters_de,read_counters_en,print_status_page_de,print_status_page_en\nMX,Menü,Menu,Menü,Menu\n",
        );
        write("contracts.csv", &contracts);
        write("addresses.csv", &addresses);
        write("devices.csv", &devices);
        write("counters.csv", &counters);
        write("contacts.csv", &contacts);
        local::import::import(dir.path(), &self.edition().store(), false).await.unwrap();
    }

    /// Five in the morning of a day, as the schedule has it.
    pub fn travel_to(&mut self, day: Date) {
        self.today = day;
        let morning: jiff::Timestamp = format!("{day}T05:00:00Z").parse().unwrap();
        self.clock.advance(morning.as_second() - self.clock.now().as_second());
    }

    /// The day's run, `times` at once, with everything that follows from it.
    pub async fn run(&self, times: usize) {
        let edition = self.edition();
        let first = edition.run("PlanReminders");
        if times > 1 {
            let (first, second) = tokio::join!(first, edition.run("PlanReminders"));
            first.and(second).unwrap();
        } else {
            first.await.unwrap();
        }
        edition.rest().await.unwrap();
    }

    /// The day's run, ended by a kill after so long, and a portal that starts again from what is on the disk.
    pub async fn run_and_kill(&mut self, after: Duration) {
        let edition = self.edition.take().unwrap();
        let _ = tokio::time::timeout(after, async {
            edition.run("PlanReminders").await.unwrap();
            edition.rest().await.unwrap();
        })
        .await;
        drop(edition);
        self.start().await;
    }

    /// Those who still have to report do so, each with a chance of so many percent.
    pub async fn some_report(&mut self, percent: u64, dice: &mut Dice) {
        let today = self.today;
        let due = crate::DUE
            .iter()
            .map(|(_, due)| *due)
            .find(|due| (-14..=21).contains(&(today - *due).get_days()));
        let Some(due) = due else { return };
        for index in 0..self.contracts.len() {
            let contract = &self.contracts[index];
            let open: Vec<String> = contract.missing(due).into_iter().map(str::to_owned).collect();
            let usable = |serial: &&String| {
                let device = contract.devices.iter().find(|d| d.serial == **serial).unwrap();
                device.installed <= today && device.removed.is_none_or(|removed| today <= removed)
            };
            let usable: Vec<String> = open.iter().filter(usable).cloned().collect();
            if usable.is_empty() || !contract.owes(due) || !dice.chance(percent) {
                continue;
            }
            // One in five forgets a device.
            let some = if dice.chance(20) { &usable[..1] } else { &usable[..] };
            if self.report(index, some).await {
                for device in &mut self.contracts[index].devices {
                    if some.contains(&device.serial) {
                        device.last = today;
                    }
                }
            }
        }
    }

    /// Whether the portal let the contract in and took the readings.
    async fn report(&self, index: usize, serials: &[String]) -> bool {
        let (url, contract) = (&self.edition().url, &self.contracts[index]);
        let form = json!({ "country": "DE", "language": "de", "customer_no": CUSTOMER, "contract_no": contract.no });
        let opened =
            self.client.post(format!("{url}/api/session")).json(&form).send().await.unwrap();
        if opened.status() != 201 {
            // The contract's last month is over.
            assert!(contract.ends.is_some_and(|ends| ends < self.today));
            return false;
        }
        let cookie =
            opened.headers()["set-cookie"].to_str().unwrap().split(';').next().unwrap().to_owned();
        let row = |serial: &String| {
            json!({
                "serial": serial, "date": self.today, "reason": "stimmt",
                "values": [{ "counter": "MONO1", "value": 1_000 + i64::from((self.today - date(2026, 9, 30)).get_days()) * 30 }],
            })
        };
        let body = json!({ "readings": serials.iter().map(row).collect::<Vec<_>>() });
        let key = format!("{}-{}", self.today, serials.len());
        let request =
            self.client.post(format!("{url}/api/readings")).header("idempotency-key", key);
        let answer = request.header("cookie", cookie).json(&body).send().await.unwrap();
        let answer: Value = answer.json().await.unwrap();
        assert_eq!(answer["accepted"].as_array().map(Vec::len), Some(serials.len()), "{answer}");
        true
    }

    /// What has reached the mailbox since the last look: the letters' ids, and how often each came.
    pub async fn new_mail(&self) -> BTreeMap<String, usize> {
        let mail = self.client.get(format!("{}/mail/letters.json", self.edition().url));
        let mail: Value = mail.send().await.unwrap().json().await.unwrap();
        let mail = mail.as_array().unwrap();
        let since: Vec<&Value> = mail
            .iter()
            .filter(|letter| {
                letter["at"].as_str().unwrap() >= format!("{}T05:00", self.today).as_str()
            })
            .collect();
        assert!(since.len() < 500, "the mailbox shows no more");
        let ids = since.iter().map(|letter| letter["tags"]["letter"][0].as_str().unwrap());
        let mut times = BTreeMap::new();
        // Receipts are mailed, too.
        for id in ids.filter(|id| id.contains("_readings_")) {
            *times.entry(id.to_owned()).or_default() += 1;
        }
        times
    }

    /// Every letter about readings that the table knows as sent, with its id.
    pub async fn letters(&self) -> BTreeMap<Letter, String> {
        let mut letters = BTreeMap::new();
        for contract in &self.contracts {
            let partition = |kind: &str| format!("{kind}#DE#{CUSTOMER}#{}", contract.no);
            let text =
                |item: &Value, name: &str| item[name]["S"].as_str().unwrap_or_default().to_owned();
            let mut names = BTreeMap::new();
            for item in self.query(&partition("CONTRACT"), "CONTACT#").await {
                names.insert(text(&item, "id"), text(&item, "first_name"));
            }
            let mut stages = BTreeMap::new();
            for item in self.query(&partition("REMINDER"), "2").await {
                if !text(&item, "event").is_empty() {
                    stages.insert(text(&item, "event"), text(&item, "sk"));
                }
            }
            for item in self.query(&partition("LETTER"), "0").await {
                let id = text(&item, "sk");
                let (event, rest) = id.split_once('_').unwrap();
                if !stages.contains_key(event) {
                    continue;
                }
                let (quarter, stage) = stages[event].split_once('#').unwrap();
                let name = names[rest.rsplit('_').next().unwrap()].clone();
                assert!(item.get("delivered").is_some(), "{item}");
                let letter = (contract.no.clone(), quarter.to_owned(), stage.to_owned(), name);
                assert_eq!(letters.insert(letter, id), None, "two letters for one stage");
            }
        }
        letters
    }

    async fn query(&self, pk: &str, prefix: &str) -> Vec<Value> {
        let request = json!({
            "TableName": "pagetally",
            "KeyConditionExpression": "pk = :pk AND begins_with(sk, :prefix)",
            "ExpressionAttributeValues": { ":pk": { "S": pk }, ":prefix": { "S": prefix } },
        });
        let credential =
            "AWS4-HMAC-SHA256 Credential=local/20260101/eu-central-1/dynamodb/aws4_request";
        let answer = self
            .client
            .post(&self.edition().table_endpoint)
            .header("content-type", "application/x-amz-json-1.0")
            .header("x-amz-target", "DynamoDB_20120810.Query")
            .header("x-amz-date", "20260101T000000Z")
            .header("authorization", format!("{credential}, SignedHeaders=host, Signature=0"))
            .body(request.to_string());
        let answer: Value = answer.send().await.unwrap().json().await.unwrap();
        answer["Items"].as_array().unwrap().clone()
    }
}
