//! Black-box suites: `api/` over HTTP, `browser/` in a browser, `template/` over the deployed system's description, `deployed/` over the functions' own
//! binaries, `sam/` over functions in containers, `fuzz/` over any bytes.
