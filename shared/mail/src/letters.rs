use askama::Template;
use domain::{
    ArticleKind, Colour, Contact, Contract, Country, Email, Error, Line, MailedCode, Order, Result,
};
use jiff::tz::TimeZone;
use locales::{FluentArgs, Texts};

/// A letter, ready to be sent.
#[derive(Debug, Clone)]
pub struct Letter {
    /// To whom.
    pub to: Email,
    /// What it is about, in one line.
    pub subject: String,
    /// The letter as most see it.
    pub html: String,
    /// The letter for everyone else.
    pub text: String,
}

/// For whom a letter is written.
#[derive(Debug, Clone, Copy)]
pub struct Reader<'a> {
    /// The person; decides the language.
    pub contact: &'a Contact,
    /// The contract that it is about.
    pub contract: &'a Contract,
    /// Whose hotline is named.
    pub country: &'a Country,
}

/// What every letter ends with. Never the contract number: with the customer number it opens the portal.
struct Frame {
    language: &'static str,
    title: String,
    greeting: String,
    customer: String,
    questions: String,
}

#[derive(Template)]
#[template(path = "order.html")]
struct OrderHtml<'a> {
    language: &'a str,
    title: &'a str,
    greeting: &'a str,
    customer: &'a str,
    questions: &'a str,
    intro: &'a str,
    number_label: &'a str,
    number: &'a str,
    facts: &'a [(String, Vec<String>)],
    parts: &'a [Part],
    article_label: &'a str,
    quantity_label: &'a str,
    button: &'a str,
    link: &'a str,
    outlook: &'a str,
}

#[derive(Template)]
#[template(path = "order.txt")]
struct OrderText<'a> {
    title: &'a str,
    greeting: &'a str,
    customer: &'a str,
    questions: &'a str,
    intro: &'a str,
    number_label: &'a str,
    number: &'a str,
    facts: &'a [(String, Vec<String>)],
    parts: &'a [Part],
    button: &'a str,
    link: &'a str,
    outlook: &'a str,
}

#[derive(Template)]
#[template(path = "notice.html")]
struct NoticeHtml<'a> {
    language: &'a str,
    title: &'a str,
    greeting: &'a str,
    customer: &'a str,
    questions: &'a str,
    intro: &'a str,
    rows: &'a [NoticeRow],
    button: &'a str,
    link: &'a str,
    outlook: &'a str,
}

#[derive(Template)]
#[template(path = "notice.txt")]
struct NoticeText<'a> {
    title: &'a str,
    greeting: &'a str,
    customer: &'a str,
    questions: &'a str,
    intro: &'a str,
    rows: &'a [NoticeRow],
    button: &'a str,
    link: &'a str,
    outlook: &'a str,
}

/// An order in a notice: enough to recognise it.
struct NoticeRow {
    number: String,
    place: String,
    amount: String,
}

#[derive(Template)]
#[template(path = "code.html")]
struct CodeHtml<'a> {
    language: &'a str,
    title: &'a str,
    greeting: &'a str,
    customer: &'a str,
    questions: &'a str,
    intro: &'a str,
    code: &'a str,
    outlook: &'a str,
}

#[derive(Template)]
#[template(path = "code.txt")]
struct CodeText<'a> {
    title: &'a str,
    greeting: &'a str,
    customer: &'a str,
    questions: &'a str,
    intro: &'a str,
    code: &'a str,
    outlook: &'a str,
}

/// Lines that belong together: what was ordered, what was claimed.
struct Part {
    title: String,
    lines: Vec<LetterLine>,
}

struct LetterLine {
    what: String,
    article: String,
    name: String,
    place: String,
    note: Option<String>,
    quantity: u32,
}

impl Letter {
    /// Confirms that an order has arrived, with every line, the address and the number.
    ///
    /// # Errors
    ///
    /// [`Error::Internal`] when a template fails.
    pub fn order_placed(reader: Reader<'_>, order: &Order, portal: &str) -> Result<Self> {
        Self::about_order(reader, order, portal, "placed")
    }

    /// Confirms that an order was called off.
    ///
    /// # Errors
    ///
    /// [`Error::Internal`] when a template fails.
    pub fn order_cancelled(reader: Reader<'_>, order: &Order, portal: &str) -> Result<Self> {
        Self::about_order(reader, order, portal, "cancelled")
    }

    /// Brings a code. It is not in the subject, which shows on locked screens.
    ///
    /// # Errors
    ///
    /// [`Error::Internal`] when a template fails.
    pub fn code(reader: Reader<'_>, code: &MailedCode) -> Result<Self> {
        let texts = Texts::of(reader.contact.language);
        let title = texts.text("letter-code-title");
        let frame = reader.frame(title);
        let (intro, outlook) = (texts.text("letter-code-intro"), texts.text("letter-code-outlook"));
        let shown = code.shown();
        let html = CodeHtml {
            language: frame.language,
            title: &frame.title,
            greeting: &frame.greeting,
            customer: &frame.customer,
            questions: &frame.questions,
            intro: &intro,
            code: &shown,
            outlook: &outlook,
        };
        let text = CodeText {
            title: &frame.title,
            greeting: &frame.greeting,
            customer: &frame.customer,
            questions: &frame.questions,
            intro: &intro,
            code: &shown,
            outlook: &outlook,
        };
        Ok(Self {
            to: reader.contact.email.clone(),
            subject: texts.text("letter-code-subject"),
            html: render(&html)?,
            text: render(&text)?,
        })
    }

    /// Tells somebody that orders were placed by the numbers alone.
    ///
    /// # Errors
    ///
    /// [`Error::Internal`] when a template fails.
    pub fn placed_notice(reader: Reader<'_>, orders: &[Order], portal: &str) -> Result<Self> {
        Self::notice(reader, orders, portal, "placed")
    }

    /// Tells somebody that an order was called off by the numbers alone.
    ///
    /// # Errors
    ///
    /// [`Error::Internal`] when a template fails.
    pub fn cancelled_notice(reader: Reader<'_>, order: &Order, portal: &str) -> Result<Self> {
        Self::notice(reader, std::slice::from_ref(order), portal, "cancelled")
    }

    fn notice(reader: Reader<'_>, orders: &[Order], portal: &str, what: &str) -> Result<Self> {
        let texts = Texts::of(reader.contact.language);
        let id = |part: &str| format!("letter-order-{what}-notice-{part}");
        let frame = reader.frame(texts.text(&id("title")));
        let (intro, outlook) = (texts.text(&id("intro")), texts.text(&id("outlook")));
        let button = texts.text("letter-orders-button");
        let link = format!("{portal}/#/orders");
        let rows: Vec<NoticeRow> = orders.iter().map(|order| notice_row(texts, order)).collect();
        let html = NoticeHtml {
            language: frame.language,
            title: &frame.title,
            greeting: &frame.greeting,
            customer: &frame.customer,
            questions: &frame.questions,
            intro: &intro,
            rows: &rows,
            button: &button,
            link: &link,
            outlook: &outlook,
        };
        let text = NoticeText {
            title: &frame.title,
            greeting: &frame.greeting,
            customer: &frame.customer,
            questions: &frame.questions,
            intro: &intro,
            rows: &rows,
            button: &button,
            link: &link,
            outlook: &outlook,
        };
        let (html, text) = (render(&html)?, render(&text)?);
        Ok(Self { to: reader.contact.email.clone(), subject: frame.title, html, text })
    }

    fn about_order(reader: Reader<'_>, order: &Order, portal: &str, what: &str) -> Result<Self> {
        let texts = Texts::of(reader.contact.language);
        let shown = order.number.shown();
        let number = args([("number", shown.as_str())]);
        let id = |part: &str| format!("letter-order-{what}-{part}");
        let frame = reader.frame(texts.text_with(&id("title"), &number));
        let subject = texts.text_with(&id("subject"), &number);
        let (intro, outlook) = (texts.text(&id("intro")), texts.text(&id("outlook")));
        let facts = facts(texts, reader, order);
        let parts = parts(texts, order);
        let (number_label, button) =
            (texts.text("letter-order-number"), texts.text("letter-order-button"));
        let (article_label, quantity_label) =
            (texts.text("letter-article"), texts.text("letter-quantity"));
        let link = format!("{portal}/#/orders/{}", order.number);
        let html = OrderHtml {
            language: frame.language,
            title: &frame.title,
            greeting: &frame.greeting,
            customer: &frame.customer,
            questions: &frame.questions,
            intro: &intro,
            number_label: &number_label,
            number: &shown,
            facts: &facts,
            parts: &parts,
            article_label: &article_label,
            quantity_label: &quantity_label,
            button: &button,
            link: &link,
            outlook: &outlook,
        };
        let text = OrderText {
            title: &frame.title,
            greeting: &frame.greeting,
            customer: &frame.customer,
            questions: &frame.questions,
            intro: &intro,
            number_label: &number_label,
            number: &shown,
            facts: &facts,
            parts: &parts,
            button: &button,
            link: &link,
            outlook: &outlook,
        };
        let (html, text) = (render(&html)?, render(&text)?);
        Ok(Self { to: reader.contact.email.clone(), subject, html, text })
    }
}

impl Reader<'_> {
    fn frame(&self, title: String) -> Frame {
        let texts = Texts::of(self.contact.language);
        let name = format!("{} {}", self.contact.first_name, self.contact.last_name);
        let hours = self.country.hours_in(self.contact.language);
        Frame {
            language: self.contact.language.code(),
            title,
            greeting: texts.text_with("letter-greeting", &args([("name", name.as_str())])),
            customer: texts.text_with(
                "letter-customer",
                &args([("name", self.contract.customer_name.as_str())]),
            ),
            questions: texts.text_with(
                "letter-questions",
                &args([("hotline", self.country.hotline.as_str()), ("hours", hours)]),
            ),
        }
    }
}

fn facts(texts: &Texts, reader: Reader<'_>, order: &Order) -> Vec<(String, Vec<String>)> {
    let zone = TimeZone::get(&reader.country.time_zone).unwrap_or(TimeZone::UTC);
    let day = zone.to_datetime(order.placed_at).date();
    let address = &order.address;
    let mut facts = vec![
        (texts.text("letter-order-day"), vec![texts.day(day)]),
        (
            texts.text("delivery-address"),
            vec![
                address.name.clone(),
                address.street.clone(),
                format!("{}-{} {}", address.country, address.postcode, address.city),
            ],
        ),
    ];
    let more = [
        ("attention", &address.attention),
        ("additional-info", &address.additional_info),
        ("reference", &order.reference),
    ];
    for (label, value) in more {
        if let Some(value) = value {
            facts.push((texts.text(label), vec![value.clone()]));
        }
    }
    facts
}

fn parts(texts: &Texts, order: &Order) -> Vec<Part> {
    let part = |title: &str, claim: bool| {
        let lines = order.lines.iter().filter(|line| line.claim == claim);
        Part {
            title: texts.text(title),
            lines: lines.map(|line| letter_line(texts, line)).collect(),
        }
    };
    let parts = [part("letter-order-ordered", false), part("letter-order-claimed", true)];
    parts.into_iter().filter(|part| !part.lines.is_empty()).collect()
}

fn letter_line(texts: &Texts, line: &Line) -> LetterLine {
    let place = format!("{} {}, {}", line.model, line.serial, line.site);
    LetterLine {
        what: texts.text_with("supply", &supply_args(line.kind, line.colour)),
        article: line.article.to_string(),
        name: line.name.clone(),
        place,
        note: line
            .reason
            .as_deref()
            .map(|reason| texts.text_with("letter-reason", &args([("reason", reason)]))),
        quantity: line.quantity,
    }
}

fn notice_row(texts: &Texts, order: &Order) -> NoticeRow {
    let address = &order.address;
    let count = |id: &str, number: u32| {
        let args: FluentArgs<'_> = [("count", number)].into_iter().collect();
        texts.text_with(id, &args)
    };
    let amount = match (order.articles(), order.claims()) {
        (articles, 0) => count("articles", articles),
        (0, claims) => count("claims", claims),
        (articles, claims) => {
            let (articles, claims) = (count("articles", articles), count("claims", claims));
            let both = args([("articles", articles.as_str()), ("claims", claims.as_str())]);
            texts.text_with("articles-and-claims", &both)
        }
    };
    NoticeRow {
        number: order.number.shown(),
        place: format!(
            "{}, {}, {} {}",
            address.name, address.street, address.postcode, address.city
        ),
        amount,
    }
}

fn supply_args(kind: ArticleKind, colour: Option<Colour>) -> FluentArgs<'static> {
    let mut args = FluentArgs::new();
    args.set("kind", kind.to_string());
    args.set("colour", colour.map_or_else(|| "none".to_owned(), |colour| colour.to_string()));
    args
}

fn args<'a, const N: usize>(pairs: [(&'a str, &'a str); N]) -> FluentArgs<'a> {
    pairs.into_iter().collect()
}

fn render(template: &impl Template) -> Result<String> {
    template.render().map_err(Error::internal)
}
