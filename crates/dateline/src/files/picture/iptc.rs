//! IPTC-IIM as Photoshop keeps it in JPEG: image resource blocks, one of which holds records
//! (IPTC-IIM 4.2; Photoshop file format, "Image Resources").

use super::take;

/// Texts of the application record.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Iptc {
    /// 2:120
    pub(super) caption: Option<String>,
    /// 2:110
    pub(super) credit: Option<String>,
    /// 2:80, the first
    pub(super) byline: Option<String>,
    /// 2:116
    pub(super) copyright: Option<String>,
}

/// Reads the resource blocks of a `Photoshop 3.0` segment.
pub(super) fn read_photoshop(mut blocks: &[u8]) -> Iptc {
    while let Some(rest) = blocks.strip_prefix(b"8BIM") {
        let Some((id, name)) = take::<2>(rest, 0).zip(rest.get(2)) else { break };
        // The name and its length together are padded to an even number of bytes.
        let name = (1 + usize::from(*name)).next_multiple_of(2);
        let Some(size) = take::<4>(rest, 2 + name).map(|size| u32::from_be_bytes(size) as usize) else {
            break;
        };
        let start = 2 + name + 4;
        let Some(data) = start.checked_add(size).and_then(|end| rest.get(start..end)) else { break };
        if id == [0x04, 0x04] {
            return read_records(data);
        }
        blocks = rest.get(start + size.next_multiple_of(2)..).unwrap_or_default();
    }
    Iptc::default()
}

fn read_records(mut records: &[u8]) -> Iptc {
    let mut iptc = Iptc::default();
    while let Some([0x1c, record, dataset, high, low]) = take::<5>(records, 0) {
        // A length with its highest bit set announces more bytes of length: no text here is that long.
        let length = usize::from(u16::from_be_bytes([high, low]));
        let Some(data) = records.get(5..5 + length) else { break };
        if record == 2 {
            let field = match dataset {
                120 => Some(&mut iptc.caption),
                110 => Some(&mut iptc.credit),
                80 => Some(&mut iptc.byline),
                116 => Some(&mut iptc.copyright),
                _ => None,
            };
            if let Some(field) = field {
                field.get_or_insert_with(|| text(data));
            }
        }
        records = records.get(5 + length..).unwrap_or_default();
    }
    iptc
}

/// UTF-8 where it is that, whatever 1:90 says, which is often forgotten; else Latin-1.
fn text(data: &[u8]) -> String {
    match std::str::from_utf8(data) {
        Ok(text) => text.to_owned(),
        Err(_) => data.iter().map(|byte| char::from(*byte)).collect(),
    }
}

#[cfg(test)]
pub(super) mod made {
    /// A `Photoshop 3.0` body with these application records.
    pub fn photoshop(records: &[(u8, &[u8])]) -> Vec<u8> {
        let mut data = Vec::new();
        for (dataset, text) in records {
            data.extend([0x1c, 2, *dataset]);
            data.extend((text.len() as u16).to_be_bytes());
            data.extend(*text);
        }
        let mut bytes = b"8BIM\x04\x25\0\0\0\0\0\x018BIM\x04\x04\0\0".to_vec();
        // The first block has one byte and its filling.
        bytes.splice(12..12, [7, 0]);
        bytes.extend((data.len() as u32).to_be_bytes());
        bytes.extend(data);
        bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn records_are_read_behind_another_block() {
        let bytes =
            made::photoshop(&[(120, "Die Mole".as_bytes()), (110, b"Caf\xe9"), (80, b"A"), (80, b"B")]);
        let iptc = read_photoshop(&bytes);
        assert_eq!(iptc.caption.as_deref(), Some("Die Mole"));
        assert_eq!(iptc.credit.as_deref(), Some("Café"));
        assert_eq!(iptc.byline.as_deref(), Some("A"));
    }

    proptest! {
        #[test]
        fn any_bytes_are_answered(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let mut blocks = b"8BIM\x04\x04\0\0".to_vec();
            blocks.extend(&bytes);
            let _ = read_photoshop(&blocks);
            let mut records = vec![0x1c, 2, 120];
            records.extend(&bytes);
            let _ = read_records(&records);
        }
    }
}
