//! Dateline and nginx with the same bytes, in turns within one run, so that what else the machine does meets both.

use super::figure::{Figure, Mark};
use crate::{
    Result,
    run::wrk::{Turn, Wrk},
};
use std::path::Path;

/// Both take exactly this, so that both send the same bytes.
pub const CODING: &str = "gzip";

/// One of the two: its address, and which pages are asked for.
pub struct Side<'a> {
    /// An address.
    pub url: String,
    /// Which pages, if it is not the one at the address.
    pub script: Option<&'a Path>,
}

/// Takes turns. Which of the two begins changes from round to round.
pub fn measure(
    wrk: &Wrk,
    rounds: u32,
    what: &str,
    ours: &Side<'_>,
    theirs: &Side<'_>,
    mark: f64,
) -> Result<Vec<Figure>> {
    let turn = |side: &Side<'_>| wrk.run(&side.url, CODING, side.script);
    for side in [ours, theirs] {
        turn(side)?;
    }
    let (mut mine, mut its) = (Vec::new(), Vec::new());
    for round in 0..rounds {
        eprintln!("{what}, round {} of {rounds} …", round + 1);
        if round % 2 == 0 {
            mine.push(turn(ours)?);
            its.push(turn(theirs)?);
        } else {
            its.push(turn(theirs)?);
            mine.push(turn(ours)?);
        }
    }
    let all = |of: &[Turn], what: fn(&Turn) -> f64| of.iter().map(what).collect::<Vec<f64>>();
    let ratios = |what: fn(&Turn) -> f64| {
        mine.iter().zip(&its).map(|(a, b)| what(a) / what(b).max(f64::MIN_POSITIVE)).collect::<Vec<f64>>()
    };
    Ok(vec![
        Figure::of("Dateline", "/s", all(&mine, |t| t.rate)),
        Figure::of("nginx, gzip_static", "/s", all(&its, |t| t.rate)),
        Figure::of("requests, to nginx's", "×", ratios(|t| t.rate)).marked(Mark::AtLeast(mark)),
        Figure::of("Dateline, 50 of 100 within", "ms", all(&mine, |t| t.half)),
        Figure::of("nginx, 50 of 100 within", "ms", all(&its, |t| t.half)),
        Figure::of("Dateline, 99 of 100 within", "ms", all(&mine, |t| t.slow)),
        Figure::of("nginx, 99 of 100 within", "ms", all(&its, |t| t.slow)),
        Figure::of("time of 99 of 100, to nginx's", "×", ratios(|t| t.slow)).marked(Mark::AtMost(1.0)),
    ])
}
