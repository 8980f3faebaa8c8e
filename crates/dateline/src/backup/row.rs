//! A row as a line of JSON: numbers and texts as they are, bytes as `{"hex": "…"}`.

use crate::db::Cell;
use serde_json::Value;

/// Appends a row and the end of its line.
pub fn append(cells: &[Cell], out: &mut Vec<u8>) {
    let all: Vec<Value> = cells
        .iter()
        .map(|cell| match cell {
            Cell::Null => Value::Null,
            Cell::Int(number) => Value::from(*number),
            Cell::Text(text) => Value::from(text.as_str()),
            Cell::Bytes(bytes) => {
                let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
                serde_json::json!({ "hex": hex })
            }
        })
        .collect();
    out.extend_from_slice(Value::Array(all).to_string().as_bytes());
    out.push(b'\n');
}

/// Reads a row of `width` columns into `cells`.
pub fn read(line: &[u8], width: usize, cells: &mut Vec<Cell>) -> Result<(), String> {
    let values: Vec<Value> =
        serde_json::from_slice(line).map_err(|e| format!("is no list of values: {e}"))?;
    if values.len() != width {
        return Err(format!("has {} values for {width} columns", values.len()));
    }
    cells.clear();
    for value in values {
        cells.push(match value {
            Value::Null => Cell::Null,
            Value::Number(number) => {
                Cell::Int(number.as_i64().ok_or_else(|| format!("{number} is no whole number"))?)
            }
            Value::String(text) => Cell::Text(text),
            Value::Object(map) => {
                Cell::Bytes(map.get("hex").and_then(bytes).ok_or("holds an unknown kind of value")?)
            }
            other => return Err(format!("holds {other}, which is no value of a column")),
        });
    }
    Ok(())
}

fn bytes(hex: &Value) -> Option<Vec<u8>> {
    let digits: Option<Vec<u8>> =
        hex.as_str()?.chars().map(|c| c.to_digit(16).and_then(|d| u8::try_from(d).ok())).collect();
    let digits = digits.filter(|d| d.len() % 2 == 0)?;
    Some(digits.chunks_exact(2).map(|pair| pair.iter().fold(0, |byte, digit| byte << 4 | digit)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_survives() {
        let row = vec![
            Cell::Null,
            Cell::Int(i64::MIN),
            Cell::Int(i64::MAX),
            Cell::Text("Fog\u{0}\n\t\\ on the “Old Basin” 🌫".into()),
            Cell::Bytes(vec![0, 255, 16]),
            Cell::Text(String::new()),
        ];
        let mut line = Vec::new();
        append(&row, &mut line);
        assert_eq!(line.iter().filter(|b| **b == b'\n').count(), 1);
        let mut again = Vec::new();
        read(&line, row.len(), &mut again).unwrap();
        assert_eq!(again, row);
    }

    #[test]
    fn other_lines_are_refused() {
        for line in ["", "{}", "[1]", "[1,2,3]", "[1.5,2]", "[true,2]", "[{\"hex\":\"abc\"},2]", "[[1],2]"] {
            assert!(read(line.as_bytes(), 2, &mut Vec::new()).is_err(), "{line}");
        }
    }
}
