//! Black-box suites: `api/` over HTTP, `browser/` in a browser, `template/` over the deployed system's description.
