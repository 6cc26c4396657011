//! The `follow` example, run as a user runs it.
#![cfg(not(miri))] // Miri starts no programs.
#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "a test may stop, and this one starts a program")]

#[path = "common/example.rs"]
mod example;

use std::path::PathBuf;
use std::process::Command;
use std::sync::LazyLock;

use example::{Ran, fed};

static EXAMPLE: LazyLock<PathBuf> = LazyLock::new(|| example::program("follow", &["examples/follow.rs"]));

fn follow(args: &[&str], input: &[u8]) -> Ran {
    fed(&mut Command::new(&*EXAMPLE), args, input)
}

#[test]
fn what_a_delivery_is_judged_by_does_not_depend_on_which_line_says_it() {
    let a = r#"{"delivery":"A","status":"picked_up","at":"2020-09-12T17:10:00Z"}"#;
    let b = r#"{"delivery":"A","status":"approaching_pickup","at":"2020-09-12T17:00:00Z","provider":"gett"}"#;
    let c = r#"{"delivery":"A","status":"cancelled","at":"2020-09-12T17:20:00Z"}"#;
    for order in [[a, b, c], [a, c, b], [b, a, c], [b, c, a], [c, a, b], [c, b, a]] {
        let out = follow(&["-"], order.join("\n").as_bytes()).has_status(0).out;
        assert!(out.contains("approaching_pickup   Foreign") && out.contains("cancelled            OffPath"), "{out}");
    }
}

#[test]
fn a_line_that_is_no_text_is_left_out_and_the_others_are_not() {
    let input = b"{\"delivery\":\"A\",\"status\":40}\n\xff\n{\"delivery\":\"B\",\"status\":70}\n";
    let out = follow(&["-"], input).has_status(0).out;
    for said in ["A: picked_up", "B: completed", "  line 2: a payload is one JSON value"] {
        assert!(out.contains(said), "{said}\n{out}");
    }
}

#[test]
fn a_file_that_is_not_there_is_named() {
    assert!(follow(&["nowhere.ndjson"], b"").has_status(1).err.contains("nowhere.ndjson"));
}

#[test]
fn the_stream_that_is_built_in_is_told_line_by_line() {
    let out = follow(&[], b"").has_status(0).out;
    for said in ["DR-1: completed since 2020-09-12T17:41:30Z", "DR-2: rejected since", "DR-3: cancelled since"] {
        assert!(out.contains(said), "{said}\n{out}");
    }
    assert!(out.contains("  line 10: ") && out.contains("status.contradiction"), "{out}");
}
