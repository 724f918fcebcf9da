//! What is fuzzed. Each target takes any bytes, and panics where a promise does not hold.

mod address;
mod cookie;
mod cursor;
mod http_event;
mod outside_event;
mod portal;
mod sheet;
mod uploaded_file;

pub use address::address;
pub use cookie::cookie;
pub use cursor::cursor;
pub use http_event::http_event;
pub use outside_event::outside_event;
pub use sheet::sheet;
pub use uploaded_file::uploaded_file;
