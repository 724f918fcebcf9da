#![no_main]

use std::panic::set_hook;

// The reader of workbooks is let panic, which makes a broken file: only what gets out of it ends the run.
libfuzzer_sys::fuzz_target!(
    init: set_hook(Box::new(|panic| {
        if panic.location().is_some_and(|place| place.file().starts_with("targets")) {
            eprintln!("{panic}");
        }
    })),
    |data: &[u8]| targets::sheet(data)
);
