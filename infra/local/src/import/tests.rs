use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::types::{
    AttributeDefinition, AttributeValue, BillingMode, KeySchemaElement, KeyType,
    ScalarAttributeType,
};
use domain::{ContractKey, Device, Entry, History, Serial, Source};
use tempfile::TempDir;

use super::*;

const KEY: &str = "country,customer_no,contract_no";

/// A small folder without faults.
fn good() -> BTreeMap<&'static str, String> {
    let countries = "code,time_zone,languages,hotline,hours_de,hours_en,mailbox\n\
        DE,Europe/Berlin,de en,061 827 94 81,Mo–Fr 8–17 Uhr,,flatrate@oki.de\n";
    let contracts = "starts,ends,dealer_name,dealer_phone,dealer_email,code_required,guard_days";
    let addresses = "id,name,street,postcode,city,address_country,attention,additional_info";
    let models = "name,read_counters_de,read_counters_en,print_status_page_de,print_status_page_en";
    BTreeMap::from([
        ("countries.csv", countries.to_owned()),
        ("customers.csv", "country,customer_no,name\nDE,17102995,Oki & Co\n".to_owned()),
        ("contracts.csv", format!("{KEY},{contracts}\nDE,17102995,SPV-20418,2014-01-01,,,,,,\n")),
        (
            "addresses.csv",
            format!("{KEY},{addresses}\nDE,17102995,SPV-20418,A1,Oki,Weg 1,40549,Ort,DE,,\n"),
        ),
        ("models.csv", format!("{models}\nES5462 MFP,Menü,Menu,,\n")),
        (
            "articles.csv",
            "model,no,name,kind,colour,yield\nES5462 MFP,44973512,TONER-K-7K,toner,k,\n".to_owned(),
        ),
        (
            "devices.csv",
            format!(
                "{KEY},serial,model,site,address,installed,removed\n\
                DE,17102995,SPV-20418,F1,ES5462 MFP,Büro,A1,2014-01-15,\n\
                DE,17102995,SPV-20418,F2,ES5462 MFP,Flur,A1,2014-01-15,2015-01-15\n"
            ),
        ),
        (
            "counters.csv",
            format!(
                "{KEY},serial,counter,kind,label,maximum,reading_date,reading\n\
                DE,17102995,SPV-20418,F1,MONO1,mono,MONO1,999999,2015-03-25,5380\n\
                DE,17102995,SPV-20418,F2,MONO1,mono,MONO1,999999,,\n"
            ),
        ),
        (
            "contacts.csv",
            format!(
                "{KEY},first_name,last_name,email,phone,language\n\
                DE,17102995,SPV-20418,Thomas,Lienert,t.lienert@oki.de,0211/5266-252,de\n"
            ),
        ),
        (
            "supplies.csv",
            format!(
                "{KEY},serial,article,date,quantity,pages_at\n\
                DE,17102995,SPV-20418,F1,44973512,2014-09-04,1,3050\n"
            ),
        ),
    ])
}

fn folder<'a>(files: impl IntoIterator<Item = (&'a str, impl AsRef<[u8]>)>) -> TempDir {
    let dir = tempfile::tempdir().expect("a folder");
    for (name, bytes) in files {
        std::fs::write(dir.path().join(name), bytes).expect("it is written");
    }
    dir
}

fn faults_in(dir: &Path) -> Vec<String> {
    match check(dir, false) {
        Ok(_) => Vec::new(),
        Err(ImportError::Faults(faults)) => faults.list().iter().map(Fault::to_string).collect(),
        Err(error) => panic!("{error}"),
    }
}

/// The faults of the good folder with `text` in the place of one file.
fn faults_with(file: &'static str, text: impl AsRef<[u8]>) -> Vec<String> {
    let dir = folder(good());
    std::fs::write(dir.path().join(file), text).expect("it is written");
    faults_in(dir.path())
}

/// The faults of the good folder with `new` for `old` in one file.
fn faults_after(file: &'static str, old: &str, new: &str) -> Vec<String> {
    let text = good().remove(file).expect("a file of the folder");
    assert!(text.contains(old), "{file} has {old:?}");
    faults_with(file, text.replacen(old, new, 1))
}

#[test]
fn a_good_folder_is_counted() {
    let found = check(folder(good()).path(), false).expect("no faults");
    let expected = "1 country, 1 customer, 1 contract, 1 address, 1 model, 1 article, \
        2 devices, 2 counters, 1 delivery, 1 contact";
    assert_eq!(found.to_string(), expected);
}

#[test]
fn a_bad_value_is_named_with_its_file_line_column_and_reason() {
    let long = "x".repeat(61);
    let cases = [
        ("countries.csv", "Europe/Berlin", "Berlin", "time_zone", "is not a time zone such as"),
        ("countries.csv", "de en", "de fr", "languages", "is not a language of the portal"),
        ("countries.csv", "de en", "", "languages", "is empty"),
        ("countries.csv", "061 827 94 81", "", "hotline", "is empty"),
        ("countries.csv", "Mo–Fr 8–17 Uhr", "", "hours_de", "is empty, and so is hours_en"),
        ("countries.csv", "flatrate@oki.de", "oki", "mailbox", "is not an e-mail address"),
        ("customers.csv", "Oki & Co", " ", "name", "is empty"),
        ("contracts.csv", "2014-01-01", "01.01.2014", "starts", "is not a day such as 2026-12-31"),
        ("contracts.csv", "2014-01-01,", "2014-01-02,2014-01-01", "ends", "is before the day in"),
        ("contracts.csv", ",,,,,", ",,,02 11,,", "dealer_name", "is empty, but the dealer has"),
        ("contracts.csv", ",,,,,,", ",,,,,maybe,", "code_required", "is neither yes nor no"),
        ("contracts.csv", ",,,,,,", ",,,,,,400", "guard_days", "is not a whole number from 0 to"),
        ("addresses.csv", "Weg 1", "", "street", "is empty"),
        ("addresses.csv", ",DE,,", ",Germany,,", "address_country", "is not a country code"),
        ("models.csv", "ES5462 MFP", "ES#1", "name", "is not the name of a model: it holds a #"),
        ("articles.csv", "toner,", "ink,", "kind", "is none of toner, drum, belt, fuser, other"),
        ("articles.csv", ",k,", ",black,", "colour", "is none of c, m, y, k"),
        ("articles.csv", ",k,", ",k,7K", "yield", "is not a whole number from 1 to 10000000"),
        ("articles.csv", "44973512", "4497 3512", "no", "is not an article number"),
        ("devices.csv", "F1,", "F 1,", "serial", "is not a serial number"),
        ("devices.csv", "Büro", &long, "site", "has more than 60 characters"),
        ("devices.csv", "Büro", "\"Bü\nro\"", "site", "holds a line break"),
        ("devices.csv", "2014-01-15", "20140115", "installed", "is not a day"),
        ("counters.csv", "mono,", "black,", "kind", "is none of mono, colour"),
        ("counters.csv", "5380", "5.380", "reading", "is not a whole number"),
        ("counters.csv", "5380", "1000000", "reading", "is more than the counter's maximum"),
        ("counters.csv", "5380", "", "reading", "is empty, but has a date"),
        ("counters.csv", "2015-03-25", "", "reading_date", "is empty"),
        ("contacts.csv", "t.lienert@oki.de", "lienert", "email", "is not an e-mail address"),
        ("contacts.csv", ",de", ",it", "language", "is not a language of the portal"),
        ("supplies.csv", ",1,", ",0,", "quantity", "is not a whole number from 1 to 9999"),
        ("supplies.csv", "3050", "", "pages_at", "is empty"),
    ];
    for (file, old, new, column, reason) in cases {
        let faults = faults_after(file, old, new);
        let expected = format!("{file}:2: column {column}: {reason}");
        assert!(
            faults.iter().any(|fault| fault.starts_with(&expected)),
            "{expected}\nis not in {faults:#?}"
        );
    }
}

#[test]
fn a_row_that_refers_to_nothing_is_refused() {
    let cases = [
        ("customers.csv", "DE", "AT", "column country: is not in countries.csv"),
        ("contracts.csv", "17102995", "17102996", "column customer_no: is not in customers.csv"),
        ("addresses.csv", "20418", "1", "column contract_no: is not in contracts.csv"),
        ("articles.csv", "ES5462 MFP", "ES1", "column model: is not in models.csv"),
        ("devices.csv", "20418", "1", "column contract_no: is not in contracts.csv"),
        ("devices.csv", "A1", "A2", "column address: is not in addresses.csv for this contract"),
        ("devices.csv", "ES5462 MFP", "ES1", "column model: is not in models.csv"),
        ("counters.csv", "F1", "F3", "column serial: is not in devices.csv for this contract"),
        ("contacts.csv", "20418", "1", "column contract_no: is not in contracts.csv"),
        ("supplies.csv", "F1", "F3", "column serial: is not in devices.csv for this contract"),
        ("supplies.csv", "44973512", "1", "column article: is not in articles.csv for the device"),
    ];
    for (file, old, new, reason) in cases {
        let faults = faults_after(file, old, new);
        let expected = format!("{file}:2: {reason}");
        assert!(
            faults.iter().any(|fault| fault.starts_with(&expected)),
            "{expected}\nis not in {faults:#?}"
        );
    }
}

#[test]
fn the_same_thing_twice_is_refused_with_the_line_of_the_first() {
    let columns = [
        ("countries.csv", "code"),
        ("customers.csv", "customer_no"),
        ("contracts.csv", "contract_no"),
        ("addresses.csv", "id"),
        ("models.csv", "name"),
        ("articles.csv", "no"),
        ("devices.csv", "serial"),
        ("counters.csv", "counter"),
        ("contacts.csv", "email"),
        ("supplies.csv", "date"),
    ];
    for (file, column) in columns {
        let text = good().remove(file).expect("a file of the folder");
        let row = text.lines().nth(1).expect("a row");
        let last = text.lines().count() + 1;
        let faults = faults_with(file, format!("{text}{row}\n"));
        let expected = format!("{file}:{last}: column {column}: is the same as in line 2");
        assert_eq!(faults, [expected]);
    }
}

#[test]
fn two_spellings_of_a_number_or_an_e_mail_are_the_same_thing() {
    let twice = "DE,1710 2995,spv20418,Th.,Lienert,T.Lienert@OKI.de,,de\n";
    let text = good().remove("contacts.csv").expect("a file of the folder");
    let faults = faults_with("contacts.csv", text + twice);
    assert_eq!(faults, ["contacts.csv:3: column email: is the same as in line 2"]);
}

#[test]
fn one_slip_is_not_reported_again_by_all_that_refers_to_it() {
    let faults = faults_after("contracts.csv", "2014-01-01", "soon");
    assert_eq!(faults, ["contracts.csv:2: column starts: is not a day such as 2026-12-31"]);
}

#[test]
fn a_device_without_counters_is_refused() {
    let counters = good().remove("counters.csv").expect("a file of the folder");
    let one: Vec<&str> = counters.lines().take(2).collect();
    let faults = faults_with("counters.csv", one.join("\n"));
    assert_eq!(faults.len(), 1);
    assert!(faults[0].starts_with("devices.csv:3: column serial: has no row in counters.csv"));
}

#[test]
fn a_header_names_every_column_once_and_no_other() {
    let faults = faults_with("customers.csv", "country,Name,country\nDE,x,DE\n");
    let expected = [
        "customers.csv:1: column Name: is not a column of this file",
        "customers.csv:1: column country: stands twice in the header",
        "customers.csv:1: column customer_no: is missing in the header",
        "customers.csv:1: column name: is missing in the header",
    ];
    assert_eq!(faults, expected);
    assert_eq!(faults_with("customers.csv", "").len(), 3);
}

#[test]
fn columns_may_stand_in_any_order() {
    let text = "name,customer_no,country\r\nOki & Co,1710 2995,DE\r\n";
    assert_eq!(faults_with("customers.csv", text), [""; 0]);
}

#[test]
fn a_row_with_too_few_or_too_many_fields_is_refused() {
    let text = "country,customer_no,name\nDE,17102995,Oki\nDE,17102996\nDE,17102997,A,B\n";
    let expected = [
        "customers.csv:3: has 2 fields where the header has 3",
        "customers.csv:4: has 4 fields where the header has 3",
    ];
    assert_eq!(faults_with("customers.csv", text), expected);
}

#[test]
fn lines_are_counted_as_an_editor_does() {
    for end in ["\n", "\r\n"] {
        for last in ["", end] {
            let lines = [
                "country,customer_no,name",
                "",
                "DE,17102995,Oki & Co",
                ",,",
                "DE,1,\"two",
                "lines\"",
                "DE,2,x",
            ];
            let faults = faults_with("customers.csv", lines.join(end) + last);
            let lines: Vec<&str> =
                faults.iter().filter_map(|fault| fault.split(": ").next()).collect();
            let expected = ["customers.csv:5", "customers.csv:5", "customers.csv:7"];
            assert_eq!(lines, expected, "line end {end:?}, file end {last:?}");
        }
    }
}

#[test]
fn a_byte_order_mark_semicolons_and_crlf_are_what_excel_writes() {
    let files = good().into_iter().map(|(file, text)| {
        let text = text.replace(',', ";").replace('\n', "\r\n");
        (file, format!("\u{feff}{text}"))
    });
    assert_eq!(faults_in(folder(files).path()), [""; 0]);
}

#[test]
fn text_that_is_not_utf_8_is_refused_where_it_stands() {
    let text = b"country,customer_no,name\nDE,17102995,M\xFCller\n";
    let faults = faults_with("customers.csv", text);
    let expected = "customers.csv:2: column name: is not UTF-8: save the file as \"CSV UTF-8\"";
    assert_eq!(faults, [expected]);
}

#[test]
fn the_faults_of_all_files_are_listed_in_their_order() {
    let mut files = good();
    for (file, old, new) in [
        ("supplies.csv", "3050", "-1"),
        ("devices.csv", "2014-01-15", "2014-13-15"),
        ("customers.csv", "Oki & Co", ""),
    ] {
        let text = files.get_mut(file).expect("a file of the folder");
        *text = text.replacen(old, new, 1);
    }
    let faults = faults_in(folder(files).path());
    let files: Vec<&str> = faults.iter().filter_map(|fault| fault.split(':').next()).collect();
    assert_eq!(files, ["customers.csv", "devices.csv", "supplies.csv"]);
}

#[test]
fn after_1000_faults_the_import_stops_and_says_so() {
    let text = "country,customer_no,name\n".to_owned() + &"DE,1,\n".repeat(600);
    let dir = folder([("customers.csv", text)]);
    let Err(ImportError::Faults(faults)) = check(dir.path(), false) else {
        panic!("the folder is refused");
    };
    assert_eq!((faults.list().len(), faults.full()), (1_000, true));
    assert!(faults.to_string().ends_with("Stopped after 1000 errors. Nothing was imported."));
}

#[test]
fn a_file_that_is_not_there_is_taken_to_be_in_the_table() {
    let mut files = good();
    files.retain(|file, _| matches!(*file, "devices.csv" | "counters.csv"));
    assert_eq!(faults_in(folder(files).path()), [""; 0]);
}

#[test]
fn a_file_that_says_nothing_without_another_is_refused_alone() {
    for (file, needed) in [
        ("contracts.csv", "customers.csv"),
        ("customers.csv", "contracts.csv"),
        ("counters.csv", "devices.csv"),
        ("supplies.csv", "devices.csv"),
        ("articles.csv", "models.csv"),
    ] {
        let faults = faults_in(folder([(file, &good()[file])]).path());
        let first = faults.first().expect("a fault");
        assert!(first.starts_with(&format!("{file}: ")) && first.contains(needed), "{first}");
    }
}

#[test]
fn a_misspelt_file_and_an_empty_folder_are_refused() {
    let dir = folder([("device.csv", ""), ("notes.txt", "")]);
    let faults = faults_in(dir.path());
    assert_eq!(faults[0], "device.csv: is none of the files that are imported");
    assert!(faults[1].ends_with("holds none of the files that are imported"));
}

#[test]
fn a_folder_that_cannot_be_read_is_named() {
    let error = check(Path::new("no/such/folder"), false).expect_err("there is none");
    assert!(error.to_string().starts_with("no/such/folder: "));
}

#[test]
fn the_demos_have_no_faults() {
    let demo = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../demo"));
    for name in ["guide", "fleet", "ending"] {
        assert_eq!(faults_in(&demo.join(name)), [""; 0], "{name}");
    }
}

/// A table of its own.
struct Table {
    client: Client,
    store: Store,
}

type Item = HashMap<String, AttributeValue>;

impl Table {
    async fn new() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("its number");
        let database = dynoxide::Database::memory().expect("a database");
        tokio::spawn(dynoxide::server::serve_on(listener, database));
        let environment = aws::Environment::local(format!("http://{address}"));
        let client = Client::from_conf(Store::config(&environment).build());
        let mut table =
            client.create_table().table_name("portal").billing_mode(BillingMode::PayPerRequest);
        for (name, kind) in [("pk", KeyType::Hash), ("sk", KeyType::Range)] {
            let attribute = AttributeDefinition::builder()
                .attribute_name(name)
                .attribute_type(ScalarAttributeType::S);
            let key = KeySchemaElement::builder().attribute_name(name).key_type(kind);
            table = table
                .attribute_definitions(attribute.build().expect("it is complete"))
                .key_schema(key.build().expect("it is complete"));
        }
        table.send().await.expect("the table is made");
        Self { store: Store::new(client.clone(), "portal"), client }
    }

    async fn import(&self, files: &BTreeMap<&'static str, String>) -> Summary {
        import(folder(files.clone()).path(), &self.store, false).await.expect("it is imported")
    }

    /// Everything, by its key.
    async fn items(&self) -> BTreeMap<String, Item> {
        let found = self.client.scan().table_name("portal").send().await.expect("a scan");
        let key = |item: &Item| format!("{:?} {:?}", item["pk"], item["sk"]);
        found.items.unwrap_or_default().into_iter().map(|item| (key(&item), item)).collect()
    }

    async fn device(&self, serial: &str) -> Device {
        let serial = Serial::parse(serial).expect("a serial number");
        self.store.device(&contract(), &serial).await.expect("an answer").expect("a device")
    }

    async fn entries(&self, serial: &str) -> Vec<Entry> {
        let serial = Serial::parse(serial).expect("a serial number");
        self.store.entries(&contract(), &serial).await.expect("an answer")
    }

    /// Deletes a contact and what guards its e-mail, as the portal does.
    async fn delete_contacts(&self) {
        for item in self.items().await.into_values() {
            let AttributeValue::S(sk) = &item["sk"] else { panic!("a sort key is text") };
            if sk.starts_with("CONTACT#") || sk.starts_with("EMAIL#") {
                let delete = self.client.delete_item().table_name("portal");
                let delete = delete.key("pk", item["pk"].clone()).key("sk", item["sk"].clone());
                delete.send().await.expect("it is deleted");
            }
        }
    }
}

fn contract() -> ContractKey {
    ContractKey::from_parts("DE#17102995#SPV20418", '#').expect("a key")
}

/// The good folder with `new` for `old` in one file.
fn changed(file: &'static str, old: &str, new: &str) -> BTreeMap<&'static str, String> {
    let mut files = good();
    let text = files.get_mut(file).expect("a file of the folder");
    assert!(text.contains(old), "{file} has {old:?}");
    *text = text.replacen(old, new, 1);
    files
}

#[tokio::test]
async fn what_is_imported_can_be_read_by_the_portal() {
    let table = Table::new().await;
    let summary = table.import(&good()).await;
    assert_eq!(summary.contacts_added, Some(1));
    let stored = table.store.contract(&contract()).await.expect("an answer").expect("a contract");
    assert_eq!((stored.no.as_str(), stored.customer_name.as_str()), ("SPV-20418", "Oki & Co"));
    let pointed = table.store.contract_of(&stored.contract_ref).await.expect("a contract");
    assert_eq!(pointed, contract());
    let device = table.device("F1").await;
    assert_eq!(device.readings.values().map(|last| last.printed).collect::<Vec<_>>(), [5_380]);
    assert_eq!(device.supplies.len(), 1);
    let catalogue = table.store.catalogue(&device.model).await.expect("a model");
    assert_eq!(catalogue.1[0].nominal_yield, Some(7_000));
    let contacts = table.store.contacts(&contract()).await.expect("an answer");
    assert!(contacts[0].confirmed);
    assert_eq!(table.store.addresses(&contract()).await.expect("an answer").len(), 1);
    assert_eq!(table.store.countries().await.expect("an answer").len(), 1);
}

#[tokio::test]
async fn a_repeated_import_changes_nothing() {
    let table = Table::new().await;
    table.import(&good()).await;
    let before = table.items().await;
    let summary = table.import(&good()).await;
    assert_eq!(summary.contacts_added, Some(0));
    assert_eq!(table.items().await, before);
}

#[tokio::test]
async fn a_bad_folder_leaves_the_table_as_it_was() {
    let table = Table::new().await;
    let dir = folder(changed("supplies.csv", "3050", "many"));
    import(dir.path(), &table.store, false).await.expect_err("it is refused");
    assert!(table.items().await.is_empty());
}

#[tokio::test]
async fn what_the_operator_owns_follows_the_files() {
    let table = Table::new().await;
    table.import(&changed("contracts.csv", ",,,,,,", ",2030-12-31,Händler,,,yes,20")).await;
    let files = changed("devices.csv", "Büro,A1,2014-01-15,", "Keller,A1,2014-01-15,2015-06-30");
    table.import(&files).await;
    let device = table.device("F1").await;
    assert_eq!((device.site.as_str(), device.removed.is_some()), ("Keller", true));
    table.import(&good()).await;
    assert_eq!(table.device("F1").await.removed, None);
    let stored = table.store.contract(&contract()).await.expect("an answer").expect("a contract");
    assert_eq!((stored.ends, stored.dealer), (None, None));
    // A row that sets nothing leaves the settings to the portal.
    assert!(stored.settings.code_required);
}

#[tokio::test]
async fn readings_and_deliveries_that_the_portal_knows_are_never_replaced() {
    let table = Table::new().await;
    table.import(&good()).await;
    let before = table.device("F1").await;
    table.import(&changed("counters.csv", "2015-03-25,5380", "2014-12-31,17")).await;
    table.import(&changed("supplies.csv", "2014-09-04,1", "2014-01-16,9")).await;
    let mut without = good();
    without.retain(|file, _| !matches!(*file, "counters.csv" | "supplies.csv"));
    table.import(&without).await;
    assert_eq!(table.device("F1").await, before);
}

#[tokio::test]
async fn a_first_reading_may_come_with_a_later_import() {
    let table = Table::new().await;
    table.import(&changed("counters.csv", "2015-03-25,5380", ",")).await;
    assert_eq!(table.device("F1").await.reading_date(), None);
    table.import(&good()).await;
    assert!(table.device("F1").await.reading_date().is_some());
}

#[tokio::test]
async fn a_reading_that_is_taken_is_an_entry_and_only_that() {
    let table = Table::new().await;
    table.import(&changed("counters.csv", "2015-03-25,5380", ",")).await;
    assert!(table.entries("F1").await.is_empty());
    table.import(&good()).await;
    let taken = table.entries("F1").await;
    table.import(&changed("counters.csv", "2015-03-25,5380", "2015-03-26,6000")).await;
    assert_eq!(table.entries("F1").await, taken);
    let device = table.device("F1").await;
    let history = History::new(&device, taken);
    let sets: Vec<_> = history.counting().map(|set| (set.date, set.source)).collect();
    assert_eq!(sets, [(jiff::civil::date(2015, 3, 25), Source::Operator)]);
    assert!(history.matches(&device));
    assert_eq!(device.replayed(history.counting()), device);
}

#[tokio::test]
async fn a_contact_is_neither_overwritten_nor_brought_back() {
    let table = Table::new().await;
    table.import(&good()).await;
    table.import(&changed("contacts.csv", "Thomas", "Theodor")).await;
    let contacts = table.store.contacts(&contract()).await.expect("an answer");
    assert_eq!((contacts.len(), contacts[0].first_name.as_str()), (1, "Thomas"));
    table.delete_contacts().await;
    let summary = table.import(&good()).await;
    assert_eq!(summary.contacts_added, Some(0));
    assert!(table.store.contacts(&contract()).await.expect("an answer").is_empty());
}
