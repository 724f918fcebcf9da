//! Files that customers send.
