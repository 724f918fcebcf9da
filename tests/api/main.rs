//! The portal as browsers and operators meet it: HTTP in, HTTP out, a real table behind.
#![allow(clippy::unwrap_used, missing_docs)]

mod addresses;
mod audit;
mod bad_input;
mod browsers;
mod contacts;
mod contract;
mod corrections;
mod devices;
mod drafts;
mod end;
mod files;
mod import;
mod letters;
mod orders;
mod outside;
mod readings;
mod reminders;
mod sessions;
mod sign_in;
mod status_pages;
mod strangers;
mod ticket_events;
mod ticket_files;
mod tickets;
mod world;
