//! The `batch` example, run as a user runs it.
#![cfg(not(miri))] // Miri starts no programs.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::disallowed_methods,
    reason = "a test may stop, and this one starts a program and reads files"
)]

#[path = "common/example.rs"]
mod example;

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;
use std::{env, fs};

use example::{Ran, fed};
use lastmile::{from_json, gett};
use serde_json::Value;

const SOURCES: &[&str] =
    &["examples/batch", "examples/validate/input.rs", "examples/validate/kinds.rs", "benches/gett/payload.rs"];

static EXAMPLE: LazyLock<PathBuf> = LazyLock::new(|| example::program("batch", SOURCES));

fn batch<A: AsRef<OsStr>>(args: impl IntoIterator<Item = A>, input: impl Into<Vec<u8>>) -> Ran {
    fed(&mut Command::new(&*EXAMPLE), args, input)
}

fn scratch(name: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join(name)
}

/// The page's request on a line.
fn request() -> String {
    serde_json::from_str::<Value>(include_str!("fixtures/gett/create.json")).unwrap().to_string()
}

/// Valid and invalid lines, with blank ones between.
fn lines() -> String {
    let request = request();
    let far = request.replace("32.109528", "132.109528");
    let odd = request.replacen('{', r#"{"say \"a, b\"": 1,"#, 1);
    format!("{request}\n\r\n  \n{far}\n{far}\nno JSON\n{odd}")
}

const TABLE: &str = "\
5 payloads, 3 invalid
severity  rule                                remarks    payloads        first in line
error     json.syntax                               1           1   20.0%  6
error     latitude.out-of-range                     2           2   40.0%  4 /pickup/lat
warning   bundle.point-to-point-with-many           4           4   80.0%  1 /deliveries
notice    member.unknown                            1           1   20.0%  7 /say \"a, b\"
error: 3 by 2 rules
warning: 4 by 1 rules
notice: 1 by 1 rules
";

const ROWS: &str = "\
line,severity,code,pointer,found
1,warning,bundle.point-to-point-with-many,/deliveries,2
4,error,latitude.out-of-range,/pickup/lat,132.109528
4,warning,bundle.point-to-point-with-many,/deliveries,2
5,error,latitude.out-of-range,/pickup/lat,132.109528
5,warning,bundle.point-to-point-with-many,/deliveries,2
";

#[test]
fn lines_are_counted_by_severity_and_rule() {
    let ran = batch(["gett.create", "-"], lines()).has_status(1);
    assert_eq!(ran.out, TABLE);
    assert!(ran.err.starts_with("5 lines, "), "{}", ran.err);
    let file = scratch("lines.ndjson");
    fs::write(&file, lines()).unwrap();
    let ran = batch([OsStr::new("--threads"), OsStr::new("2"), OsStr::new("gett.create"), file.as_os_str()], "");
    assert_eq!(ran.has_status(1).out, TABLE);

    let ran = batch(["gett.create", "-"], format!("{}\n", request())).has_status(0);
    assert!(ran.out.starts_with("1 payloads, 0 invalid\n"), "{}", ran.out);
    assert_eq!(batch(["gett.create", "-"], "").has_status(0).out, "0 payloads, 0 invalid\n");
}

#[test]
fn the_remarks_are_rows_in_the_order_of_the_lines() {
    let file = scratch("remarks.csv");
    let args = [OsStr::new("--csv"), file.as_os_str(), OsStr::new("gett.create"), OsStr::new("-")];
    assert_eq!(batch(args, lines()).has_status(1).out, TABLE);
    let rows = fs::read_to_string(&file).unwrap();
    let rest = rows.strip_prefix(ROWS).unwrap_or_else(|| panic!("{rows}"));
    let rest: Vec<_> = rest.lines().collect();
    assert!(rest[0].starts_with("6,error,json.syntax,,"), "{rows}");
    assert!(rest[1..].contains(&r#"7,notice,member.unknown,"/say ""a, b""",a number"#), "{rows}");
    assert_eq!(rest.len(), 3, "{rows}");

    // Twice the same with many chunks and any number of threads.
    let many = batch(["--make", "3000", "--wrong", "7", "gett.create"], "").has_status(0).out;
    assert!(many.len() > 4 << 20, "more than a batch of one thread");
    let all = ["1", "2", "5"].map(|threads| {
        let args = ["--threads", threads, "--csv"].map(OsStr::new);
        let args = args.into_iter().chain([file.as_os_str(), OsStr::new("gett.create"), OsStr::new("-")]);
        let ran = batch(args, many.clone()).has_status(1);
        assert!(ran.out.starts_with("3000 payloads, 428 invalid\n"), "{}", ran.out);
        (ran.out, fs::read_to_string(&file).unwrap())
    });
    assert!(all[0] == all[1] && all[1] == all[2]);
    let numbers = all[0].1.lines().skip(1).map(|row| row.split(',').next().unwrap().parse::<u64>().unwrap());
    assert!(numbers.is_sorted());
    // Every line with an error is one that was made wrong, and the other way round.
    let mut wrong: Vec<u64> = Vec::new();
    for row in all[0].1.lines().filter(|row| row.contains(",error,")) {
        wrong.push(row.split(',').next().unwrap().parse().unwrap());
    }
    wrong.dedup();
    assert!(wrong.iter().copied().eq((1..=428).map(|nth| nth * 7)));
}

#[test]
fn samples_of_every_kind_are_what_they_are_said_to_be() {
    for kind in [
        "gett.create",
        "gett.created",
        "hubrise.create",
        "hubrise.delivery",
        "hubrise.update",
        "instaleap.create",
        "abbiamo.request",
    ] {
        let made = batch(["--make", "60", "--wrong", "5", kind], "").has_status(0).out;
        assert_eq!(made.lines().count(), 60, "{kind}");
        let ran = batch([kind, "-"], made).has_status(1);
        assert!(ran.out.starts_with("60 payloads, 12 invalid\n"), "{kind}: {}", ran.out);
        batch([kind, "-"], batch(["--make", "60", kind], "").has_status(0).out).has_status(0);
    }
    let made = batch(["--make", "2", "gett.create"], "").out;
    let [first, second] = [0, 1].map(|at| made.lines().nth(at).unwrap());
    assert_ne!(first, second);
    assert!(from_json::<gett::CreateDeliveries>(first.as_bytes()).unwrap().report.is_empty());
}

#[test]
fn a_line_that_is_too_long_is_told_of_and_the_next_one_is_read() {
    let most = 64 << 20;
    let mut lines = b"{}\n".to_vec();
    lines.resize(3 + most, b' ');
    lines.extend(b"\n");
    lines.resize(lines.len() + most + 1, b' ');
    lines.extend(b"\n[]\n");
    let ran = batch(["gett.create", "-"], lines).has_status(1);
    assert!(ran.out.starts_with("3 payloads, 3 invalid\n1 too long to be read, the first in line 3\n"), "{}", ran.out);
    assert!(ran.out.contains(" 4\n"), "the [] is in line 4: {}", ran.out);
}

#[test]
fn what_cannot_be_done_is_told_by_the_status() {
    let wrong: [(&[&str], &str); 9] = [
        (&[], "no kind of payload is named"),
        (&["gett.craete", "-"], "\"gett.craete\" is no kind"),
        (&["gett.create"], "no file is named"),
        (&["gett.create", "-", "-"], "one kind and one file"),
        (&["--threads", "0", "gett.create", "-"], "number would be zero"),
        (&["--threads", "1025", "gett.create", "-"], "at most 1024 threads"),
        (&["--wrong", "2", "gett.create", "-"], "do not go together"),
        (&["--make", "2", "--csv", "x", "gett.create"], "do not go together"),
        (&["--fast"], "--fast"),
    ];
    for (args, message) in wrong {
        let ran = batch(args, "").has_status(2);
        assert_eq!(ran.out, "");
        assert!(ran.err.contains(message) && ran.err.contains("usage: batch"), "{}", ran.err);
    }
    let ran = batch(["gett.create", "no such file"], "").has_status(2);
    assert!(ran.err.contains("batch: no such file: "), "{}", ran.err);
    assert_eq!(ran.out, "0 payloads, 0 invalid\n");
    batch(["gett.create", "src"], "").has_status(2);
    batch(["--csv", "no such folder/x", "gett.create", "-"], "").has_status(2);
    assert!(batch(["--help"], "").has_status(0).out.starts_with("usage: batch"));
}

#[test]
fn the_remarks_never_take_the_place_of_the_payloads() {
    let payloads = scratch("both.ndjson");
    fs::write(&payloads, lines()).unwrap();
    // The same file by another way.
    let other_way = payloads.parent().unwrap().join(".").join(payloads.file_name().unwrap());
    let ran = batch([OsStr::new("--csv"), other_way.as_os_str(), OsStr::new("gett.create"), payloads.as_os_str()], "");
    let ran = ran.has_status(2);
    assert!(ran.err.contains("the remarks would take the place of the payloads"), "{}", ran.err);
    assert_eq!(fs::read_to_string(&payloads).unwrap(), lines());
    fs::remove_file(payloads).unwrap();
}

#[test]
fn the_bench_has_a_row_for_each_number_of_threads() {
    let rows = batch(["--bench", "50"], "").has_status(0).out;
    assert!(rows.starts_with("  1 threads: 50 lines, "), "{rows}");
    assert!(rows.lines().all(|row| row.contains(" lines/s, ") && row.ends_with(" times one")), "{rows}");
}
