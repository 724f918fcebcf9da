use domain::fold;

/// A column of the sheet, in the order in which it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Column {
    /// Serial number of the device.
    Serial,
    /// Its model.
    Model,
    /// Where in the building it stands.
    Site,
    /// Street of its address.
    Street,
    /// Postcode of its address.
    Postcode,
    /// City of its address.
    City,
    /// The counter's label.
    Counter,
    /// Day of the last reading.
    LastDate,
    /// The last reading.
    LastValue,
    /// The reading that is asked for.
    Value,
    /// The day on which it was read.
    Date,
    /// Why it is right, unlikely as it may seem.
    Reason,
}

impl Column {
    /// All of them.
    pub const ALL: [Self; 12] = [
        Self::Serial,
        Self::Model,
        Self::Site,
        Self::Street,
        Self::Postcode,
        Self::City,
        Self::Counter,
        Self::LastDate,
        Self::LastValue,
        Self::Value,
        Self::Date,
        Self::Reason,
    ];

    /// Its name in text ids: `serial`, `last-date`.
    pub fn id(self) -> &'static str {
        match self {
            Self::Serial => "serial",
            Self::Model => "model",
            Self::Site => "site",
            Self::Street => "street",
            Self::Postcode => "postcode",
            Self::City => "city",
            Self::Counter => "counter",
            Self::LastDate => "last-date",
            Self::LastValue => "last-value",
            Self::Value => "value",
            Self::Date => "date",
            Self::Reason => "reason",
        }
    }

    /// Headings that people and their programs give it, folded and without blanks and signs. Columns that are only for the reader
    /// are not looked for.
    fn headings(self) -> &'static [&'static str] {
        match self {
            Self::Serial => &[
                "seriennummer",
                "seriennr",
                "serial",
                "serialnumber",
                "serialno",
                "maschinennr",
                "maschinennummer",
                "geratenummer",
                "geraetenummer",
            ],
            Self::Counter => {
                &["zahler", "zaehler", "zahlerart", "zaehlerart", "counter", "countertype"]
            }
            Self::LastDate => &["zuletztam", "letztesdatum", "lastread", "lastreadon", "lastdate"],
            Self::Value => &[
                "neuerstand",
                "neuerzahlerstand",
                "neuerzaehlerstand",
                "neuerwert",
                "zahlerstand",
                "zaehlerstand",
                "newreading",
                "newvalue",
                "newcounter",
                "reading",
            ],
            Self::Date => &[
                "abgelesenam",
                "ablesedatum",
                "ablesetag",
                "datum",
                "readon",
                "readingdate",
                "date",
            ],
            Self::Reason => &["grund", "begrundung", "begruendung", "reason"],
            _ => &[],
        }
    }

    /// The column that is meant by a heading, in any language, case and spelling.
    pub(crate) fn by_heading(heading: &str) -> Option<Self> {
        // Longer than any heading: not worth folding.
        if heading.len() > 100 {
            return None;
        }
        let plain: String = fold(heading).chars().filter(|c| c.is_ascii_alphanumeric()).collect();
        Self::ALL.into_iter().find(|column| column.headings().contains(&plain.as_str()))
    }
}

/// Where a column stands in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// From 0.
    pub index: usize,
    /// Its heading, as it stands there.
    pub heading: String,
}

impl Place {
    /// Its letter as spreadsheets show it: `A` to `Z`, then `AA`.
    pub fn letter(&self) -> String {
        let mut letters = Vec::new();
        let mut rest = self.index + 1;
        while rest > 0 {
            letters.push(char::from(b'A' + u8::try_from((rest - 1) % 26).unwrap_or(0)));
            rest = (rest - 1) / 26;
        }
        letters.iter().rev().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_is_known_in_both_languages_and_any_spelling() {
        let cases = [
            ("Seriennummer", Some(Column::Serial)),
            ("SERIAL NO.", Some(Column::Serial)),
            (" zähler ", Some(Column::Counter)),
            ("Zaehler", Some(Column::Counter)),
            ("Neuer\nStand", Some(Column::Value)),
            ("New reading", Some(Column::Value)),
            ("Last reading", None),
            ("Abgelesen am:", Some(Column::Date)),
            ("Begründung", Some(Column::Reason)),
            ("Kostenstelle", None),
            ("", None),
        ];
        for (heading, expected) in cases {
            assert_eq!(Column::by_heading(heading), expected, "heading {heading:?}");
        }
    }

    #[test]
    fn columns_have_the_letters_of_spreadsheets() {
        for (index, letter) in [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")] {
            assert_eq!(Place { index, heading: String::new() }.letter(), letter);
        }
    }
}
