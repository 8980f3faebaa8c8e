//! The bits of a scan, and Huffman's codes in them (ISO/IEC 10918-1, annexes C and F).

/// Codes up to this length are looked up at once.
const QUICK: u32 = 9;

/// A table of codes.
pub(super) struct Table {
    /// By the next nine bits: the code's length and its symbol; length 0 for a longer code.
    quick: Vec<(u8, u8)>,
    /// By length: the first code that is too large, in the form of 16 bits, and what to add to find a symbol.
    longer: [(u32, i32); 17],
    symbols: Vec<u8>,
}

impl Table {
    /// From how many codes there are of each length, and their symbols. `None` if no table can be so.
    pub fn new(counts: &[u8; 16], symbols: &[u8]) -> Option<Table> {
        let mut quick = vec![(0u8, 0u8); 1 << QUICK];
        let mut longer = [(0u32, 0i32); 17];
        let (mut code, mut at) = (0u32, 0usize);
        for (length, count) in (1u32..).zip(counts) {
            let first = code;
            let place = i32::try_from(at).ok()? - i32::try_from(first).ok()?;
            for _ in 0..*count {
                let symbol = *symbols.get(at)?;
                if code >= 1 << length {
                    return None;
                }
                if length <= QUICK {
                    let from = (code << (QUICK - length)) as usize;
                    let many = 1usize << (QUICK - length);
                    quick.get_mut(from..from + many)?.fill((length as u8, symbol));
                }
                code += 1;
                at += 1;
            }
            *longer.get_mut(length as usize)? = (code << (16 - length), place);
            code <<= 1;
        }
        Some(Table { quick, longer, symbols: symbols.to_vec() })
    }
}

/// A scan's bits. Behind its end come zeros, as decoders have it: what is missing is grey.
pub(super) struct Bits<'a> {
    data: &'a [u8],
    at: usize,
    kept: u64,
    many: u32,
}

impl<'a> Bits<'a> {
    pub fn of(data: &'a [u8]) -> Self {
        Bits { data, at: 0, kept: 0, many: 0 }
    }

    fn fill(&mut self) {
        while self.many <= 48 {
            let byte = match self.data.get(self.at) {
                Some(0xff) => match self.data.get(self.at + 1) {
                    Some(0) => {
                        self.at += 2;
                        0xff
                    }
                    Some(0xff) => {
                        self.at += 1;
                        continue;
                    }
                    // A marker: it stays where it is.
                    _ => 0,
                },
                Some(byte) => {
                    self.at += 1;
                    *byte
                }
                None => 0,
            };
            self.kept = self.kept << 8 | u64::from(byte);
            self.many += 8;
        }
    }

    /// The next bits, at most 16, as a number.
    pub fn take(&mut self, many: u32) -> u32 {
        if self.many < many {
            self.fill();
        }
        self.many -= many;
        (self.kept >> self.many) as u32 & ((1 << many) - 1)
    }

    /// The next bit.
    pub fn bit(&mut self) -> bool {
        self.take(1) == 1
    }

    /// The next symbol; `None` for a code that the table does not have.
    pub fn symbol(&mut self, table: &Table) -> Option<u8> {
        if self.many < 16 {
            self.fill();
        }
        let next = (self.kept >> (self.many - 16)) as u32 & 0xffff;
        let (length, symbol) = *table.quick.get((next >> (16 - QUICK)) as usize)?;
        if length > 0 {
            self.many -= u32::from(length);
            return Some(symbol);
        }
        for length in QUICK + 1..=16 {
            let (end, place) = *table.longer.get(length as usize)?;
            if next < end {
                self.many -= length;
                let code = i32::try_from(next >> (16 - length)).ok()?;
                return table.symbols.get(usize::try_from(code + place).ok()?).copied();
            }
        }
        None
    }

    /// A number of so many bits, below zero if it begins with 0 (F.2.2.1).
    pub fn signed(&mut self, many: u32) -> i32 {
        if many == 0 {
            return 0;
        }
        let value = self.take(many) as i32;
        if value < 1 << (many - 1) { value - (1 << many) + 1 } else { value }
    }

    /// Goes on behind the next restart marker, if there is one (F.2.2.5).
    pub fn restart(&mut self) {
        (self.kept, self.many) = (0, 0);
        let rest = self.data.get(self.at..).unwrap_or_default();
        let marker = rest.windows(2).position(|pair| matches!(pair, [0xff, 0xd0..=0xd7]));
        self.at = marker.map_or(self.data.len(), |found| self.at + found + 2);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_found_by_their_bits() {
        // One code each of 1, 2 and 12 bits: 0, 10, 110000000000.
        let mut counts = [0; 16];
        (counts[0], counts[1], counts[11]) = (1, 1, 1);
        let table = Table::new(&counts, &[7, 8, 9]).unwrap();
        let mut bits = Bits::of(&[0b0101_1000, 0b0000_0001, 0xff, 0, 0xff, 0xd9]);
        assert_eq!((bits.symbol(&table), bits.symbol(&table)), (Some(7), Some(8)));
        assert_eq!(bits.symbol(&table), Some(9));
        assert_eq!((bits.take(1), bits.take(8), bits.take(16)), (1, 0xff, 0), "behind the end are zeros");
        counts[0] = 3;
        assert!(Table::new(&counts, &[1, 2, 3, 4, 5]).is_none(), "three codes of one bit");
    }

    #[test]
    fn numbers_have_signs() {
        let mut bits = Bits::of(&[0b0110_1000]);
        assert_eq!((bits.signed(2), bits.signed(2), bits.signed(1), bits.signed(0)), (-2, 2, 1, 0));
    }
}
