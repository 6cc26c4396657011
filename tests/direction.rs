//! Modules name only modules on a lower floor, so that a rule never depends on who uses it.
#![cfg(not(miri))] // The text of the library is read, and nothing of it is run.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::arithmetic_side_effects,
    reason = "a test may panic"
)]

mod common;

use std::collections::BTreeSet;

use common::{code, sources, tokens};

/// The floors, and the order on each. A module may name those with a smaller pair, and itself.
const FLOORS: &[(&str, (u8, u8))] = &[
    ("rule", (0, 0)),
    // How every type of the model reads its own form.
    ("own", (0, 1)),
    ("units", (1, 0)),
    // One value each. Text stands below: ids are texts, places have an address, in Brazil by its own rules,
    // contacts a place and a phone number.
    ("text", (2, 0)),
    ("edit", (2, 0)),
    ("rare", (2, 0)),
    ("id", (2, 1)),
    ("time", (2, 1)),
    ("money", (2, 1)),
    ("headers", (2, 1)),
    ("brazil", (2, 2)),
    ("place", (2, 3)),
    ("contact", (2, 4)),
    // What is carried, and how it fares; the lifecycle knows no model.
    ("status", (3, 0)),
    ("item", (3, 0)),
    ("seller", (3, 0)),
    ("carrier", (3, 0)),
    ("parcel", (3, 1)),
    ("tracking", (3, 1)),
    ("delivery", (3, 2)),
    ("bundle", (3, 3)),
    ("job", (3, 3)),
    // A report describes fields, a payload is read with a report; a field knows neither.
    ("field", (4, 0)),
    ("report", (4, 1)),
    ("payload", (4, 2)),
    ("dialect", (5, 0)),
    // From one noun to another, with a report.
    ("crossing", (5, 0)),
    // Bridges to other crates, one feature each.
    ("bridge", (6, 0)),
    ("strategies", (6, 0)),
    // Prose about all of them; there in the documentation only.
    ("guide", (7, 0)),
];

/// A macro that is exported stands at the root, not in the module that declares it.
const MACROS: &[(&str, &str)] = &[("wire", "field")];

fn floor(module: &str) -> Option<(u8, u8)> {
    FLOORS.iter().find(|(name, _)| *name == module).map(|(_, floor)| *floor)
}

/// The modules of a path such as `src/units/codec.rs`; none for `src/lib.rs`.
fn modules(path: &str) -> Vec<&str> {
    let path = path.strip_prefix("src/").unwrap().strip_suffix(".rs").unwrap();
    path.split('/').filter(|module| *module != "lib").collect()
}

/// The names directly below the crate's root that some code uses, each with its line.
fn uses(code: &str, depth: usize) -> Vec<(usize, &str)> {
    let tokens = tokens(code);
    let word = |at: usize| tokens.get(at).map_or("", |(_, word)| *word);
    let mut uses = Vec::new();
    for at in 0..tokens.len() {
        // `super::super::x` in a file of depth two.
        let supers = (0..).take_while(|n| word(at + 2 * n) == "super" && word(at + 2 * n + 1) == "::").count();
        let is_first = at < 2 || word(at - 1) != "::";
        let behind = match word(at) {
            "crate" if word(at + 1) == "::" => at + 2,
            "super" if is_first && supers == depth => at + 2 * supers,
            _ => continue,
        };
        if word(behind) == "{" {
            // The names at the top of a group.
            let mut open = 0;
            for at in behind.. {
                match word(at) {
                    "{" => open += 1,
                    "}" => open -= 1,
                    "" => break,
                    _ => {}
                }
                if open == 0 {
                    break;
                }
                if open == 1 && matches!(word(at), "{" | ",") && !matches!(word(at + 1), "{" | "}" | ",") {
                    uses.push(tokens[at + 1]);
                }
            }
        } else if let Some(found) = tokens.get(behind) {
            uses.push(*found);
        }
    }
    uses
}

/// What a file names and may not, each as `file:line: what`.
fn offenders(path: &str, code: &str) -> Vec<String> {
    let way = modules(path);
    let Some(own) = way.first() else { return Vec::new() };
    let Some(own_floor) = floor(own) else { return vec![format!("{path}: `{own}` has no floor")] };
    let mut offenders = Vec::new();
    for (line, name) in uses(code, way.len()) {
        let module = MACROS.iter().find(|(exported, _)| *exported == name).map_or(name, |(_, module)| *module);
        let fault = match floor(module) {
            _ if module == *own || module == "__private" => continue,
            Some(other) if other < own_floor => continue,
            Some(_) => "is not on a lower floor",
            None => "is not a module; name the one that owns it",
        };
        offenders.push(format!("{path}:{line}: `{name}` {fault}"));
    }
    offenders
}

#[test]
fn modules_name_only_modules_on_a_lower_floor() {
    let offenders: Vec<String> = sources().iter().flat_map(|source| offenders(&source.path, &source.code)).collect();
    assert!(offenders.is_empty(), "{}", offenders.join("\n"));
}

#[test]
fn every_module_stands_on_a_floor() {
    let sources = sources();
    let tops: BTreeSet<&str> = sources.iter().filter_map(|source| modules(&source.path).first().copied()).collect();
    let without: Vec<_> = tops.iter().filter(|module| floor(module).is_none()).collect();
    assert!(without.is_empty(), "give them a floor: {without:?}");
    let gone: Vec<_> = FLOORS.iter().filter(|(name, _)| !tops.contains(name)).collect();
    assert!(gone.is_empty(), "these are no modules: {gone:?}");
}

#[test]
fn every_way_to_name_a_module_is_seen() {
    #[track_caller]
    fn seen(path: &str, text: &str, expected: &[&str]) {
        let code = code(text);
        let found: Vec<String> = offenders(path, &code);
        let expected: Vec<String> = expected.iter().map(|end| format!("{path}:{end}")).collect();
        assert_eq!(found, expected, "{text}");
    }
    let lower = "is not on a lower floor";
    seen("src/units/mass.rs", "use crate::rule::Rule;\nuse crate::units::Factor;", &[]);
    seen("src/units/mass.rs", "use core::fmt;\nuse crate::parcel::Parcel;", &[&format!("2: `parcel` {lower}")]);
    seen("src/item.rs", "fn f(_: crate::bundle::Bundle) {}", &[&format!("1: `bundle` {lower}")]);
    seen("src/field.rs", "use crate::report::Report;", &[&format!("1: `report` {lower}")]);
    seen("src/report/scope.rs", "use crate::field::Field;", &[]);
    seen("src/status/set.rs", "use crate::item::Failure;", &[&format!("1: `item` {lower}")]);
    seen("src/text.rs", "macro_rules! m { () => { $crate::dialect::gett } }", &[&format!("1: `dialect` {lower}")]);
    seen("src/text.rs", "use crate::{rule::{Rule, Found}, time::Timestamp};", &[&format!("1: `time` {lower}")]);
    seen("src/place.rs", "use super::text::Note;\nuse super::bundle::Bundle;", &[&format!("2: `bundle` {lower}")]);
    seen("src/units/mass.rs", "use super::exact::Factor;\nuse super::super::time;", &[&format!("2: `time` {lower}")]);
    seen("src/dialect/gett/a.rs", "use super::bundle;\nuse crate::bundle::Bundle;\ncrate::wire! {}", &[]);
    seen("src/units.rs", "crate::wire! {}", &[&format!("1: `wire` {lower}")]);
    seen("src/units.rs", "use crate::Rule;", &["1: `Rule` is not a module; name the one that owns it"]);
    seen("src/lib.rs", "pub use crate::bundle::Bundle;", &[]);
    seen("src/text.rs", "// use crate::time;\n/* crate::time */ const A: &str = \"crate::time\";", &[]);
    seen("src/text.rs", "#[cfg(test)]\nmod tests { use crate::bundle::Bundle; }", &[]);
    assert_eq!(offenders("src/new.rs", ""), ["src/new.rs: `new` has no floor"]);
}
