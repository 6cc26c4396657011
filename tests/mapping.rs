//! `docs/mapping.md` names every member of every payload, and no others; and a payload is named wherever payloads are.
#![cfg(not(miri))] // The text of a page and of the library is read, and next to nothing of it is run.
#![allow(clippy::panic, reason = "a test may panic")]

mod common;

use std::collections::BTreeSet;

use common::{code, for_each_payload, sources, tokens};
use lastmile::Payload;
use lastmile::payload::members;

/// The members in the table below the heading of a payload.
fn documented(payload: &str) -> BTreeSet<String> {
    let page = include_str!("../docs/mapping.md");
    let heading = format!("\n## {payload}\n");
    let Some((_, section)) = page.split_once(&heading) else { panic!("no section for {payload}") };
    let section = section.split("\n## ").next().unwrap_or_default();
    let rows = section.lines().filter_map(|line| line.strip_prefix("| `")?.split_once("` | "));
    rows.map(|(member, place)| {
        assert!(!place.starts_with("| "), "{payload}: {member} has neither a place nor a Loss");
        member.to_owned()
    })
    .collect()
}

#[track_caller]
fn assert_complete<P: Payload>() {
    let page = documented(P::NAME);
    let code: BTreeSet<String> = members::<P>().into_iter().collect();
    let missing: Vec<_> = code.difference(&page).collect();
    let made_up: Vec<_> = page.difference(&code).collect();
    assert!(
        missing.is_empty() && made_up.is_empty(),
        "{}: not in the page {missing:?}, only there {made_up:?}",
        P::NAME
    );
}

#[test]
fn every_member_of_every_payload_is_mapped_and_no_other() {
    for_each_payload!(assert_complete);
}

/// Where the code of each payload is named as `gett::CreateDeliveries`.
const CODE: &[(&str, &str)] = &[
    ("src/bridge.rs", include_str!("../src/bridge.rs")),
    ("examples/batch/make.rs", include_str!("../examples/batch/make.rs")),
    ("examples/validate/kinds.rs", include_str!("../examples/validate/kinds.rs")),
    ("tests/common/hostile.rs", include_str!("common/hostile.rs")),
    ("tests/common/mod.rs", include_str!("common/mod.rs")),
    ("tests/corpus.rs", include_str!("corpus.rs")),
    ("tests/schemas.rs", include_str!("schemas.rs")),
    ("tests/secrets.rs", include_str!("secrets.rs")),
    ("tests/strategies.rs", include_str!("strategies.rs")),
];

/// Where people read of it as `CreateDeliveries`.
const PROSE: &[(&str, &str)] = &[
    ("README.md", include_str!("../README.md")),
    ("src/guide/providers.md", include_str!("../src/guide/providers.md")),
];

/// The payloads: provider and name.
fn payloads() -> Vec<(String, String)> {
    let mut payloads = Vec::new();
    for file in sources() {
        let Some(provider) = file.path.strip_prefix("src/dialect/").and_then(|path| path.split(['/', '.']).next())
        else {
            continue;
        };
        for line in file.code.lines().filter_map(|line| line.strip_prefix("impl Payload for ")) {
            payloads.push((provider.to_owned(), line.trim_end_matches(" {").to_owned()));
        }
    }
    assert!(payloads.len() >= 7, "payloads are not where they are looked for");
    payloads
}

#[test]
fn every_payload_is_named_wherever_payloads_are() {
    let payloads = payloads();
    let mut missing = Vec::new();
    for (path, text) in CODE {
        let text = code(text);
        let words: Vec<&str> = tokens(&text).into_iter().map(|(_, word)| word).collect();
        let is_named = |provider: &str, name: &str| words.windows(3).any(|three| three == [provider, "::", name]);
        missing.extend(payloads.iter().filter(|(provider, name)| !is_named(provider, name)).map(|each| (path, each)));
    }
    for (path, text) in PROSE {
        let is_named = |name: &str| text.contains(&format!("`{name}`"));
        missing.extend(payloads.iter().filter(|(_, name)| !is_named(name)).map(|each| (path, each)));
    }
    assert!(missing.is_empty(), "{missing:?}");
}
