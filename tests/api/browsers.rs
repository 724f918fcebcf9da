//! Where a request comes from, as browsers tell it.

use local::template::Template;
use serde_json::json;

use crate::world::{Answer, Person, World};

impl Person<'_> {
    /// Sends a request with what a browser would say of its origin.
    async fn sent_by_a_page(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &serde_json::Value,
    ) -> Answer {
        let url = format!("{}{path}", self.world().url());
        let mut request = reqwest::Client::new().request(method.parse().unwrap(), url);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.header("content-type", "application/json").body(body.to_string());
        Answer::of(request.send().await.unwrap()).await
    }
}

#[tokio::test]
async fn nothing_that_the_page_of_another_site_sends_changes_anything() {
    let world = World::with_two_devices().await;
    let ours = world.url();
    let numbers = json!({ "country": "DE", "language": "de", "customer_no": world.customer(), "contract_no": world.contract() });
    let cases: [(&[(&str, &str)], u16); 11] = [
        (&[("sec-fetch-site", "same-origin"), ("origin", ours)], 201),
        (&[("sec-fetch-site", "none")], 201),
        (&[("origin", ours)], 201),
        (&[], 201),
        (&[("sec-fetch-site", "cross-site"), ("origin", ours)], 403),
        (&[("sec-fetch-site", "same-site"), ("origin", ours)], 403),
        (&[("sec-fetch-site", "cross-site, same-origin")], 403),
        (&[("origin", "https://elsewhere.example")], 403),
        (&[("origin", "null")], 403),
        (&[("origin", "https://elsewhere.example"), ("viewer-host", "elsewhere.example")], 403),
        (&[("origin", "http://localhost")], 403),
    ];
    let mut sessions = 0;
    for (headers, status) in cases {
        let answer = world.anyone().sent_by_a_page("POST", "/api/session", headers, &numbers).await;

        sessions += usize::from(status == 201);
        assert_eq!(answer.status, status, "{headers:?}: {}", answer.text);
        assert_eq!(
            answer.problem(),
            if status == 201 { "" } else { "wrong_origin" },
            "{headers:?}"
        );
        assert_eq!(world.items("SESSION").await.len(), sessions, "{headers:?}");
    }
}

#[tokio::test]
async fn every_route_that_changes_something_refuses_other_sites_and_none_that_shows() {
    let world = World::with_two_devices().await;
    let text = std::fs::read_to_string(local::project().join("template.yaml")).unwrap();
    for route in Template::parse(&text).unwrap().routes {
        let path = route.path.replace("{serial}", "A").replace(['{', '}'], "");
        let cross = [("sec-fetch-site", "cross-site")];

        let answer = world.anyone().sent_by_a_page(&route.method, &path, &cross, &json!({})).await;

        let refused = answer.problem() == "wrong_origin";
        assert_eq!(
            refused,
            route.method != "GET",
            "{} {}: {}",
            route.method,
            route.path,
            answer.text
        );
    }
}
