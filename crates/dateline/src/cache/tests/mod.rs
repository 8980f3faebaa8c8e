//! The cache's promises, each as a test that fails when it is broken.

mod accept;
mod codings;
mod conditions;
mod endings;
mod limits;
mod model;
mod races;
mod support;
mod times;
