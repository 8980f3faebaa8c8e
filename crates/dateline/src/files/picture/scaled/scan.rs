//! A scan: what is written of blocks, in one go or in many (ISO/IEC 10918-1, annexes F and G).

use super::{
    bits::{Bits, Table},
    frame::Frame,
    planes::{Plane, ZIGZAG},
};

/// One of the components that a scan is about.
pub(super) struct Part {
    pub component: usize,
    dc: usize,
    ac: usize,
}

/// A scan's head (B.2.3).
pub(super) struct Scan {
    pub parts: Vec<Part>,
    from: usize,
    to: usize,
    high: u8,
    low: u8,
}

type Tables = [Option<Table>; 4];

impl Scan {
    pub fn read(head: &[u8], frame: &Frame) -> Option<Scan> {
        let (many, rest) = head.split_first()?;
        let named = rest.get(..2 * usize::from(*many))?;
        let mut parts = Vec::new();
        for pair in named.chunks_exact(2) {
            let [id, tables] = *pair.first_chunk()?;
            let component = frame.components.iter().position(|c| c.id == id)?;
            if parts.iter().any(|part: &Part| part.component == component) {
                return None;
            }
            parts.push(Part { component, dc: usize::from(tables >> 4), ac: usize::from(tables & 15) });
        }
        let [from, to, bits] = *rest.get(named.len()..)?.first_chunk()?;
        let (from, to) = (usize::from(from), usize::from(to));
        let (from, to) = if frame.progressive { (from, to) } else { (0, 63) };
        let (high, low) = if frame.progressive { (bits >> 4, bits & 15) } else { (0, 0) };
        let one_kind = !frame.progressive || (from == 0) == (to == 0);
        let alone = from == 0 || parts.len() == 1;
        (!parts.is_empty() && from <= to && to < 64 && low <= 13 && one_kind && alone).then_some(Scan {
            parts,
            from,
            to,
            high,
            low,
        })
    }

    /// Reads its blocks into the planes.
    pub fn run(
        &self,
        data: &[u8],
        frame: &Frame,
        planes: &mut [Plane],
        dc: &Tables,
        ac: &Tables,
        restart: usize,
    ) -> Option<()> {
        let mut state = State { bits: Bits::of(data), before: [0; 4], run: 0 };
        let table = |tables: &'_ Tables, at: usize| tables.get(at).is_some_and(Option::is_some);
        let (wants_dc, wants_ac) = (self.from == 0 && self.high == 0, self.to > 0);
        for part in &self.parts {
            if (wants_dc && !table(dc, part.dc)) || (wants_ac && !table(ac, part.ac)) {
                return None;
            }
        }
        let (across, down) = match &self.parts[..] {
            [only] => frame.own_blocks(frame.components.get(only.component)?),
            _ => frame.units(),
        };
        for unit in 0..across * down {
            if restart > 0 && unit > 0 && unit % restart == 0 {
                state.bits.restart();
                (state.before, state.run) = ([0; 4], 0);
            }
            let (x, y) = (unit % across, unit / across);
            if let [only] = &self.parts[..] {
                let plane = planes.get_mut(only.component)?;
                let block = y * plane.blocks.0 + x;
                self.block(&mut state, plane, only, block, frame.progressive, dc, ac)?;
                continue;
            }
            for part in &self.parts {
                let component = *frame.components.get(part.component)?;
                let plane = planes.get_mut(part.component)?;
                for v in 0..component.down {
                    for h in 0..component.across {
                        let block = (y * component.down + v) * plane.blocks.0 + x * component.across + h;
                        self.block(&mut state, plane, part, block, frame.progressive, dc, ac)?;
                    }
                }
            }
        }
        Some(())
    }

    #[allow(clippy::too_many_arguments)]
    fn block(
        &self,
        state: &mut State<'_>,
        plane: &mut Plane,
        part: &Part,
        block: usize,
        progressive: bool,
        dc: &Tables,
        ac: &Tables,
    ) -> Option<()> {
        let dc = dc.get(part.dc).and_then(Option::as_ref);
        let ac = ac.get(part.ac).and_then(Option::as_ref);
        match (progressive, self.from, self.high) {
            (false, ..) => state.whole(plane, part.component, block, dc?, ac?),
            (true, 0, 0) => {
                let value = state.dc(part.component, dc?)?;
                *plane.coefficient(block, 0)? = clamped(value << self.low);
                Some(())
            }
            (true, 0, _) => {
                if state.bits.bit() {
                    *plane.coefficient(block, 0)? |= 1 << self.low;
                }
                Some(())
            }
            (true, _, 0) => state.first(plane, block, ac?, self),
            (true, ..) => state.refine(plane, block, ac?, self),
        }
    }
}

fn clamped(value: i32) -> i16 {
    i16::try_from(value).unwrap_or(if value < 0 { i16::MIN } else { i16::MAX })
}

struct State<'a> {
    bits: Bits<'a>,
    /// Of each component, the mean of the block before.
    before: [i32; 4],
    /// So many blocks that follow have nothing more in this scan.
    run: u32,
}

impl State<'_> {
    /// F.2.2.1.
    fn dc(&mut self, component: usize, table: &Table) -> Option<i32> {
        let size = u32::from(self.bits.symbol(table)?);
        if size > 15 {
            return None;
        }
        let more = self.bits.signed(size);
        let before = self.before.get_mut(component)?;
        // Eleven bits are the most that a picture needs; what is beyond is no picture.
        *before = (*before + more).clamp(-(1 << 16), 1 << 16);
        Some(*before)
    }

    /// A block in one go, which becomes pixels at once (F.2.2).
    fn whole(
        &mut self,
        plane: &mut Plane,
        component: usize,
        block: usize,
        dc: &Table,
        ac: &Table,
    ) -> Option<()> {
        let quantisation = plane.quantisation?;
        let mut frequencies = [0.0f32; 64];
        let mut set = |k: usize, value: i32| -> Option<()> {
            *frequencies.get_mut(usize::from(*ZIGZAG.get(k)?))? =
                value as f32 * f32::from(*quantisation.get(k)?);
            Some(())
        };
        set(0, self.dc(component, dc)?)?;
        let mut k = 1;
        while k < 64 {
            let symbol = self.bits.symbol(ac)?;
            let (zeros, size) = (usize::from(symbol >> 4), u32::from(symbol & 15));
            if size == 0 {
                if zeros < 15 {
                    break;
                }
                k += 16;
                continue;
            }
            k += zeros;
            let value = self.bits.signed(size);
            if k > 63 {
                return None;
            }
            if plane.keeps(k) {
                set(k, value)?;
            }
            k += 1;
        }
        plane.paint(block, &frequencies);
        Some(())
    }

    /// The first scan of some frequencies (G.1.2.2).
    fn first(&mut self, plane: &mut Plane, block: usize, ac: &Table, scan: &Scan) -> Option<()> {
        if self.run > 0 {
            self.run -= 1;
            return Some(());
        }
        let mut k = scan.from;
        while k <= scan.to {
            let symbol = self.bits.symbol(ac)?;
            let (zeros, size) = (u32::from(symbol >> 4), u32::from(symbol & 15));
            if size == 0 {
                if zeros < 15 {
                    self.run = (1 << zeros) - 1 + self.bits.take(zeros);
                    break;
                }
                k += 16;
                continue;
            }
            k += zeros as usize;
            let value = self.bits.signed(size) << scan.low;
            if k > 63 {
                return None;
            }
            Self::set(plane, block, k, clamped(value))?;
            k += 1;
        }
        Some(())
    }

    fn set(plane: &mut Plane, block: usize, k: usize, value: i16) -> Option<()> {
        *plane.nonzero.get_mut(block)? |= 1 << k;
        if let Some(kept) = plane.coefficient(block, k) {
            *kept = value;
        }
        Some(())
    }

    /// A further scan of some frequencies, one bit of each (G.1.2.3).
    fn refine(&mut self, plane: &mut Plane, block: usize, ac: &Table, scan: &Scan) -> Option<()> {
        let one = 1i16 << scan.low;
        let mut k = scan.from;
        if self.run == 0 {
            while k <= scan.to {
                let symbol = self.bits.symbol(ac)?;
                let (mut zeros, size) = (u32::from(symbol >> 4), symbol & 15);
                let mut new = 0;
                if size == 0 {
                    if zeros < 15 {
                        self.run = (1 << zeros) + self.bits.take(zeros);
                        break;
                    }
                } else {
                    new = if self.bits.bit() { one } else { -one };
                }
                while k <= scan.to {
                    if plane.nonzero.get(block)? >> k & 1 == 1 {
                        self.correct(plane, block, k, one);
                    } else if zeros == 0 {
                        break;
                    } else {
                        zeros -= 1;
                    }
                    k += 1;
                }
                if new != 0 && k <= scan.to {
                    Self::set(plane, block, k, new)?;
                }
                k += 1;
            }
        }
        if self.run > 0 {
            while k <= scan.to {
                if plane.nonzero.get(block)? >> k & 1 == 1 {
                    self.correct(plane, block, k, one);
                }
                k += 1;
            }
            self.run -= 1;
        }
        Some(())
    }

    fn correct(&mut self, plane: &mut Plane, block: usize, k: usize, one: i16) {
        if self.bits.bit()
            && let Some(kept) = plane.coefficient(block, k)
            && *kept & one == 0
        {
            *kept = kept.saturating_add(if *kept >= 0 { one } else { -one });
        }
    }
}
