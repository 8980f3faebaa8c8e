//! Looks for inconsistencies.
