//! Accuracy.
pub(crate) fn run(_args: &super::Args) {}
