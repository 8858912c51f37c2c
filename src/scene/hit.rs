//! Which element is under a point.
