//! designfile.
