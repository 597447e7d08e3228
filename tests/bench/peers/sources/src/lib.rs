//! Nothing: only the crates that it names are wanted.
