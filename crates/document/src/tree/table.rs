//! Tables, in TipTap's shape: rows of header cells and cells, without row groups.

use serde::{Deserialize, Serialize};

use super::{Align, Block};

/// A table.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Table {
    /// Its caption.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub caption: Option<String>,
    /// Its rows. Those at the top that consist of header cells alone are its head.
    #[serde(skip)]
    pub content: Vec<Row>,
}

/// A row of a table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    /// Its cells.
    pub content: Vec<Cell>,
}

/// A cell of a table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Cell {
    /// `tableHeader` rather than `tableCell`.
    #[serde(skip)]
    pub header: bool,
    /// Columns it covers, at least 1.
    pub colspan: u32,
    /// Rows it covers, at least 1.
    pub rowspan: u32,
    /// The alignment of its text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub align: Option<Align>,
    /// What it holds.
    #[serde(skip)]
    pub content: Vec<Block>,
}

impl Default for Cell {
    fn default() -> Self {
        Self { header: false, colspan: 1, rowspan: 1, align: None, content: Vec::new() }
    }
}

/// Columns that a table may have; wider ones are mistakes or attacks.
const MAX_COLUMNS: usize = 200;

impl Table {
    /// How many rows at the top are its head: those that consist of header cells, if others follow.
    #[must_use]
    pub fn head_rows(&self) -> usize {
        let head = self.content.iter().take_while(|r| r.content.iter().all(|c| c.header)).count();
        if head == self.content.len() { 0 } else { head }
    }

    /// Corrects spans that do not fit: cells reach neither beyond their row group nor over each
    /// other, and no column is left in which no cell begins (HTML standard, "forming a table").
    pub fn mend(&mut self) {
        if self.content.iter().flat_map(|r| &r.content).all(|c| c.colspan == 1 && c.rowspan == 1) {
            return;
        }
        // Cutting spans can only make things narrower; head and body are apart throughout.
        let head = self.head_rows();
        let mut begun = [false; MAX_COLUMNS];
        // For each column, the row before which it is taken.
        let mut taken = [0_usize; MAX_COLUMNS];
        let mut starts: Vec<Vec<usize>> = Vec::with_capacity(self.content.len());
        let rows = self.content.len();
        for (y, row) in self.content.iter_mut().enumerate() {
            let group_end = if y < head { head } else { rows };
            let (mut x, mut row_starts) = (0, Vec::with_capacity(row.content.len()));
            for cell in &mut row.content {
                while taken.get(x).is_some_and(|until| *until > y) {
                    x += 1;
                }
                cell.rowspan = cell.rowspan.clamp(1, u32::try_from(group_end - y).unwrap_or(1));
                let free = taken.iter().skip(x).take_while(|until| **until <= y).count().max(1);
                cell.colspan = cell.colspan.clamp(1, u32::try_from(free).unwrap_or(1));
                row_starts.push(x);
                let (width, until) = (cell.colspan as usize, y + cell.rowspan as usize);
                taken.iter_mut().skip(x).take(width).for_each(|t| *t = until);
                if let Some(b) = begun.get_mut(x) {
                    *b = true;
                }
                x += width;
            }
            starts.push(row_starts);
        }
        for (row, starts) in self.content.iter_mut().zip(starts) {
            for (cell, x) in row.content.iter_mut().zip(starts) {
                let kept = begun.iter().skip(x).take(cell.colspan as usize).filter(|b| **b).count();
                cell.colspan = u32::try_from(kept.max(1)).unwrap_or(1);
            }
        }
    }
}
