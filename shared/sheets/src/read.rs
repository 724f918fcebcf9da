use std::collections::BTreeMap;
use std::ops::ControlFlow;

use domain::{Refusal, Result, Serial};
use jiff::civil::Date;

use crate::cell::Cell;
use crate::day::Order;
use crate::{Column, Place};

/// Rows below the headings that are read at most.
pub const MAX_ROWS: usize = 20_000;
/// Columns that are looked at.
pub(crate) const MAX_COLUMNS: usize = 256;
/// Rows among which the headings must be.
const HEADINGS_WITHIN: usize = 50;
/// Columns without which there is nothing to read.
const NEEDED: [Column; 2] = [Column::Serial, Column::Value];

/// What was found in a file.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    /// The rows with something in the column for new values, as they stand there.
    pub rows: Vec<Row>,
    columns: BTreeMap<Column, Place>,
}

/// A row of the sheet, each cell for itself.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// From 1, as spreadsheets count.
    pub number: u32,
    /// The device.
    pub serial: Result<Serial, Refusal>,
    /// How the counter is called; may be empty.
    pub counter: String,
    /// The new value.
    pub value: Result<u64, Refusal>,
    /// The same as it stands there, at most 40 characters.
    pub typed: String,
    /// The day on which it was read, where one is given.
    pub date: Result<Option<Date>, Refusal>,
    /// Why it is right, where that is said.
    pub reason: Result<Option<String>, Refusal>,
}

impl Sheet {
    /// Where a column stands, if the sheet has it.
    pub fn place(&self, column: Column) -> Option<&Place> {
        self.columns.get(&column)
    }
}

/// Rows of a column that are merged into one cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Merged {
    pub(crate) column: usize,
    /// From 1.
    pub(crate) first: u32,
    pub(crate) last: u32,
}

/// How the search for a sheet ended.
pub(crate) enum Found {
    Sheet(Sheet),
    /// Headings, and nothing new below them.
    Blank,
    /// Headings of which the needed ones are not all there: how many are, and what is missing.
    Missing(usize, Vec<Refusal>),
}

/// Reads a sheet row by row.
#[derive(Default)]
pub(crate) struct Reading {
    /// Sorted.
    merged: Vec<Merged>,
    columns: BTreeMap<Column, Place>,
    begun: bool,
    seen: usize,
    order: Order,
    /// What the first cell of a merged one holds.
    carried: BTreeMap<Column, (u32, Cell)>,
    rows: Vec<(u32, BTreeMap<Column, Cell>)>,
}

impl Reading {
    pub(crate) fn with_merged(mut merged: Vec<Merged>) -> Self {
        merged.sort_unstable();
        Self { merged, ..Self::default() }
    }

    /// Takes the next row with its cells by column from 0; rows without any are not handed over. Breaks once there are no headings
    /// to be expected.
    pub(crate) fn row(
        &mut self,
        number: u32,
        cells: &BTreeMap<usize, Cell>,
    ) -> Result<ControlFlow<()>, Refusal> {
        self.seen += 1;
        if self.begun {
            if self.seen > MAX_ROWS {
                return Err(Refusal::FileTooManyRows { max: MAX_ROWS });
            }
            self.take(number, cells);
        } else {
            self.look_for_headings(cells);
            if !self.begun && self.seen >= HEADINGS_WITHIN {
                return Ok(ControlFlow::Break(()));
            }
        }
        Ok(ControlFlow::Continue(()))
    }

    fn look_for_headings(&mut self, cells: &BTreeMap<usize, Cell>) {
        let mut columns = BTreeMap::new();
        for (index, cell) in cells {
            if let Cell::Text(heading) = cell
                && let Some(column) = Column::by_heading(heading)
            {
                let place = || Place { index: *index, heading: heading.clone() };
                columns.entry(column).or_insert_with(place);
            }
        }
        self.begun = NEEDED.iter().all(|column| columns.contains_key(column));
        if self.begun || columns.len() > self.columns.len() {
            self.columns = columns;
            self.seen = if self.begun { 0 } else { self.seen };
        }
    }

    fn take(&mut self, number: u32, cells: &BTreeMap<usize, Cell>) {
        let mut row = BTreeMap::new();
        for (column, place) in &self.columns {
            let cell = cells.get(&place.index).cloned();
            let cell = match merged_at(&self.merged, place.index, number) {
                None => cell,
                Some(merged) if merged.first == number => {
                    if let Some(cell) = &cell {
                        self.carried.insert(*column, (number, cell.clone()));
                    }
                    // Which of its rows is meant?
                    if *column == Column::Value {
                        cell.map(|cell| Cell::Merged(cell.shown()))
                    } else {
                        cell
                    }
                }
                Some(_) if *column == Column::Value => None,
                Some(merged) => {
                    let carried = self.carried.get(column);
                    carried
                        .filter(|(first, _)| *first == merged.first)
                        .map(|(_, cell)| cell.clone())
                }
            };
            if let Some(cell) = cell {
                if let (Column::Date | Column::LastDate, Cell::Text(day)) = (column, &cell) {
                    self.order.learn(day);
                }
                row.insert(*column, cell);
            }
        }
        if row.contains_key(&Column::Value) {
            self.rows.push((number, row));
        }
    }

    pub(crate) fn finish(self) -> Found {
        if !self.begun {
            let missing = NEEDED.into_iter().filter(|column| !self.columns.contains_key(column));
            let missing =
                missing.map(|column| Refusal::FileColumnMissing { column: column.id() }).collect();
            return Found::Missing(self.columns.len(), missing);
        }
        if self.rows.is_empty() {
            return Found::Blank;
        }
        let order = self.order;
        let rows = self.rows.into_iter().map(|(number, cells)| row(number, &cells, order));
        Found::Sheet(Sheet { rows: rows.collect(), columns: self.columns })
    }
}

fn row(number: u32, cells: &BTreeMap<Column, Cell>, order: Order) -> Row {
    let shown = |column| cells.get(&column).map(Cell::shown).unwrap_or_default();
    Row {
        number,
        serial: Serial::parse(&shown(Column::Serial)),
        counter: shown(Column::Counter),
        value: cells.get(&Column::Value).map_or(Err(Refusal::Required), Cell::value),
        typed: shown(Column::Value).chars().take(40).collect(),
        date: cells.get(&Column::Date).map(|cell| cell.day(order)).transpose(),
        reason: cells.get(&Column::Reason).map_or(Ok(None), Cell::line),
    }
}

/// The merged cell that covers this place.
fn merged_at(merged: &[Merged], column: usize, row: u32) -> Option<Merged> {
    let after = merged.partition_point(|one| (one.column, one.first) <= (column, row));
    let before = merged[..after].last()?;
    (before.column == column && row <= before.last).then_some(*before)
}
