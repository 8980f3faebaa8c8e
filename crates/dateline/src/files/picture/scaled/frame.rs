//! The frame of a JPEG picture: its size and its components (ISO/IEC 10918-1, B.2.2).

/// A component: luminance or one of the colours.
#[derive(Debug, Clone, Copy)]
pub(super) struct Component {
    pub id: u8,
    /// Sampling factors.
    pub across: usize,
    pub down: usize,
    pub quantisation: usize,
}

/// The frame.
#[derive(Debug, Clone)]
pub(super) struct Frame {
    pub progressive: bool,
    pub width: usize,
    pub height: usize,
    pub components: Vec<Component>,
    /// The largest sampling factors.
    pub across: usize,
    pub down: usize,
}

impl Frame {
    pub fn read(body: &[u8], progressive: bool) -> Option<Frame> {
        let [8, h1, h2, w1, w2, many] = *body.first_chunk::<6>()? else { return None };
        let height = usize::from(u16::from_be_bytes([h1, h2]));
        let width = usize::from(u16::from_be_bytes([w1, w2]));
        // Four are CMYK, of which each program makes colours in its own way.
        if width == 0 || height == 0 || !matches!(many, 1 | 3) {
            return None;
        }
        let mut components = Vec::new();
        for part in body.get(6..6 + 3 * usize::from(many))?.chunks_exact(3) {
            let [id, sampling, quantisation] = *part.first_chunk()?;
            let (across, down) = (usize::from(sampling >> 4), usize::from(sampling & 15));
            if !matches!(across, 1 | 2 | 4) || !matches!(down, 1 | 2 | 4) {
                return None;
            }
            components.push(Component { id, across, down, quantisation: usize::from(quantisation) });
        }
        if let [only] = &mut components[..] {
            // Of one component the factors say nothing (A.2.2).
            (only.across, only.down) = (1, 1);
        }
        let across = components.iter().map(|c| c.across).max()?;
        let down = components.iter().map(|c| c.down).max()?;
        Some(Frame { progressive, width, height, components, across, down })
    }

    /// How many units of all components stand across and down.
    pub fn units(&self) -> (usize, usize) {
        (self.width.div_ceil(8 * self.across), self.height.div_ceil(8 * self.down))
    }

    /// How many blocks a component has by itself, without those that fill up its last units (A.2.2).
    pub fn own_blocks(&self, component: &Component) -> (usize, usize) {
        let part = |whole: usize, own: usize, most: usize| (whole * own).div_ceil(most).div_ceil(8);
        (part(self.width, component.across, self.across), part(self.height, component.down, self.down))
    }
}
