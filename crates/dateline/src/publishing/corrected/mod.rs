//! What readers see of an article's corrections: rows that are made of the truth whenever the article is shown, and go when it is
//! withdrawn. The verbs that issue corrections stand in `corrections`, to the right of this feature.

pub mod store;
