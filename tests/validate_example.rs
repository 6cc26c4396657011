//! The `validate` example, run as a user runs it.
#![cfg(not(miri))] // Miri starts no programs.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "a test may stop, and this one starts a program and reads files"
)]

#[path = "common/example.rs"]
mod example;

use std::ffi::OsStr;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::LazyLock;
use std::{env, fs};

use example::{Ran, fed};
use serde_json::Value;

const CREATE: &str = "tests/fixtures/gett/create.json";
const CREATED: &str = "tests/fixtures/gett/created.json";
const JOB: &str = "tests/fixtures/instaleap/realistic.json";
const FAULTY: &str = "examples/validate/faulty.json";

static EXAMPLE: LazyLock<PathBuf> = LazyLock::new(|| example::program("validate", &["examples/validate"]));

trait Shows: Sized {
    /// The reports, one a line.
    fn rows(&self) -> Vec<Value>;
    /// Says all of this, in this order.
    fn says(self, words: &[&str]) -> Self;
}

impl Shows for Ran {
    #[track_caller]
    fn rows(&self) -> Vec<Value> {
        self.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    #[track_caller]
    fn says(self, words: &[&str]) -> Ran {
        let mut rest = self.out.as_str();
        for word in words {
            let Some((_, after)) = rest.split_once(word) else { panic!("no {word:?} in\n{rest}\nof\n{}", self.out) };
            rest = after;
        }
        self
    }
}

fn validate<A: AsRef<OsStr>>(args: impl IntoIterator<Item = A>) -> Ran {
    fed(&mut command(), args, "")
}

fn command() -> Command {
    let mut command = Command::new(&*EXAMPLE);
    command.current_dir(env!("CARGO_MANIFEST_DIR"));
    command
}

/// Checks a text as `gett.create` from standard input.
fn create(input: impl Into<Vec<u8>>) -> Ran {
    fed(&mut command(), ["gett.create", "-"], input)
}

fn pointers(row: &Value) -> Vec<&str> {
    row["remarks"].as_array().unwrap().iter().map(|remark| remark["pointer"].as_str().unwrap()).collect()
}

#[test]
fn the_demonstration_looks_like_this() {
    let shown = validate::<&str>([]).has_status(0);
    assert_eq!(shown.err, "");
    let snapshot = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/snapshots/validate.txt");
    if env::var_os("UPDATE_SNAPSHOTS").is_some() {
        fs::create_dir_all(snapshot.parent().unwrap()).unwrap();
        fs::write(&snapshot, &shown.out).unwrap();
    }
    let expected = fs::read_to_string(&snapshot).unwrap();
    assert_eq!(shown.out, expected, "if this is better, run the test with UPDATE_SNAPSHOTS=1");
}

#[test]
fn the_exit_status_says_valid_invalid_or_unreadable() {
    validate(["gett.create", CREATE]).has_status(0);
    validate(["gett.created", CREATED]).has_status(0);
    validate(["instaleap.create", JOB]).has_status(0);
    validate(["instaleap.create", CREATE]).has_status(1);
    validate(["abbiamo.request", "tests/fixtures/abbiamo/full.json"]).has_status(0);
    validate(["gett.create", CREATE, FAULTY]).has_status(1);
    let both = validate(["gett.create", "no such file", CREATE]).has_status(2);
    assert!(both.err.starts_with("validate: no such file: "), "{}", both.err);
    both.says(&["gett.create, valid: 1 warning"]);
    validate(["gett.create", "src"]).has_status(2);
    validate(["--lines", "gett.create", "no such file"]).has_status(2).says(&["0 payloads, 0 invalid"]);
}

#[test]
fn wrong_usage_is_told_with_the_usage() {
    let wrong: [(&[&str], &str); 6] = [
        (&["gett.craete", CREATE], "\"gett.craete\" is no kind"),
        (&["gett.create"], "no file is named"),
        (&["--json"], "no kind of payload is named"),
        (&["--jsn", "gett.create", CREATE], "--jsn"),
        (&["gett.create", "-", "-"], "standard input can be read once"),
        (&["gett\u{1b}[31m\u{202e}", "-"], "gett\u{fffd}[31m\u{fffd}"),
    ];
    for (args, message) in wrong {
        let ran = validate(args).has_status(2);
        assert_eq!(ran.out, "");
        assert!(ran.err.contains(message), "{}", ran.err);
        assert!(ran.err.contains("usage: validate") && ran.err.contains("gett.create, gett.created"), "{}", ran.err);
    }
    validate(["--help"]).has_status(0).says(&["usage: validate", "gett.create, gett.created"]);
}

#[test]
fn standard_input_is_a_file_like_others() {
    create(fs::read(CREATE).unwrap())
        .has_status(0)
        .says(&["--> <stdin>:27:5", "<stdin>: gett.create, valid: 1 warning"]);
}

#[test]
fn json_is_a_report_a_payload() {
    let ran = validate(["--json", "gett.create", CREATE, FAULTY]).has_status(1);
    let rows = ran.rows();
    assert_eq!(rows.len(), 2);
    assert_eq!((&rows[0]["payload"], &rows[0]["source"]), (&"gett.create".into(), &CREATE.into()));
    assert_eq!((&rows[0]["valid"], &rows[1]["valid"]), (&true.into(), &false.into()));
    assert_eq!(pointers(&rows[0]), ["/deliveries"]);
    assert_eq!(rows[1]["remarks"][2]["code"], "latitude.out-of-range");
    let pointers = pointers(&rows[1]);
    for pointer in ["/scheduled_at", "/pickup/lng", "/deliveries/0/deliver_until", "/deliveries/0/parcels/1/barcodes"] {
        assert!(pointers.contains(&pointer), "{pointer} is not in {pointers:?}");
    }
}

#[test]
fn a_remark_points_at_the_value_or_at_what_it_is_missing_from() {
    create(r#"{"product_id": "p", "pickup": {"lat": 91}}"#).has_status(1).says(&[
        "latitude.out-of-range",
        "<stdin>:1:39",
        "^^ found 91",
        "= at: /pickup/lat",
        "<stdin>:1:21",
        "^^^^^^^^ no `lng` here",
        "= at: /pickup/lng",
        "<stdin>:1:1",
        "^ no `pickup_contact` here",
    ]);
    create("{\"product_id\": 1, \"é/~\": 2,\n\"product_id\": 3}").has_status(1).says(&[
        "json.duplicate-name",
        "<stdin>:2:1",
        "^^^^^^^^^^^^ found it again",
    ]);
    create("{\"é/~ \\n\": 2}").has_status(1).says(&["member.unknown", ":1:2", " ^^^^^^^^ found a number"]);
    create("[1,\n2] 3").has_status(1).says(&["json.trailing-data", "<stdin>:2:4", "   ^ found more"]);
    create(r#"{"a": 1e999, xx"#).has_status(1).says(&["json.number-out-of-range", "<stdin>:1:7", "^^^^^"]);
}

#[test]
fn comments_and_trailing_commas_are_passed_over_with_a_warning() {
    let request = fs::read_to_string(CREATE).unwrap();
    let printed = request.replacen('{', "{ // the page's request, é\n/* in /* two\nlines */", 1);
    let end = printed.trim_end().strip_suffix('}').unwrap();
    let printed = format!("{end}, }}\n");

    create(printed.clone()).has_status(0).says(&[
        "warning: this is not JSON as it stands: 2 comments and 1 trailing comma are passed over",
        "<stdin>:1:3",
        "the library takes strict JSON only",
        // Two lines further down than without the comments.
        "<stdin>:29:5",
        "valid: 1 warning",
    ]);
    let rows = fed(&mut command(), ["--json", "gett.create", "-"], printed).has_status(0).rows();
    assert_eq!(rows[0]["blanked"], serde_json::json!({"comments": 2, "trailing_commas": 1}));

    let ran = create("{\"product_id\": \"// no comment, }\", 'x': 1}");
    ran.has_status(1).says(&["json.syntax", "<stdin>:1:36", "1 error"]);
    for broken in ["[,]", "[1,,]", "{/* no end", "{\"a\":,}", "// nothing else"] {
        create(broken).has_status(1).says(&["json.syntax"]);
    }
}

#[test]
fn lines_are_counted_by_severity_and_code() {
    let request = serde_json::from_slice::<Value>(&fs::read(CREATE).unwrap()).unwrap().to_string();
    let far = request.replace("32.109528", "132.109528");
    let lines = format!("{request}\n\r\n  \n{far}\n{far}\nno JSON\n{request}");

    let ran = fed(&mut command(), ["--lines", "gett.create", "-"], lines.clone()).has_status(1);
    assert_eq!(ran.err, "");
    assert_eq!(
        ran.out,
        "\
5 payloads, 3 invalid
error    json.syntax                             1  first at <stdin>:6
error    latitude.out-of-range                   2  first at <stdin>:4 /pickup/lat
warning  bundle.point-to-point-with-many         4  first at <stdin>:1 /deliveries
"
    );

    let ran = fed(&mut command(), ["--lines", "--json", "gett.create", "-"], lines).has_status(1);
    assert!(ran.err.starts_with("5 payloads, 3 invalid"), "{}", ran.err);
    let seen: Vec<_> = ran.rows().iter().map(|row| (row["line"].as_u64(), row["valid"].as_bool())).collect();
    let expected = [(1, true), (4, false), (5, false), (6, false), (7, true)];
    assert_eq!(seen, expected.map(|(line, valid)| (Some(line), Some(valid))));

    fed(&mut command(), ["--lines", "gett.create", "-"], request).has_status(0);
}

#[test]
fn a_line_that_is_too_long_is_told_of_and_the_next_one_is_read() {
    let mut lines = vec![b' '; (64 << 20) + 1];
    lines.extend(b"\n{}\n");
    let ran = fed(&mut command(), ["--lines", "--json", "gett.create", "-"], lines).has_status(1);
    let rows = ran.rows();
    assert_eq!((&rows[0]["line"], &rows[0]["valid"]), (&1.into(), &false.into()));
    assert_eq!(rows[0]["unread"], "a line has at most 67108864 bytes");
    assert_eq!(rows[1]["line"], 2);
    assert!(ran.err.contains("1 line too long to be read"), "{}", ran.err);
}

#[test]
fn a_file_that_is_too_long_is_not_read() {
    let ran = create(vec![b' '; (64 << 20) + 1]).has_status(2);
    assert!(ran.err.contains("a payload has at most 67108864 bytes"), "{}", ran.err);
}

#[test]
fn a_reader_who_leaves_ends_it_quietly() {
    let mut command = command();
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.args(["--lines", "--json", "gett.create", "-"]).spawn().unwrap();
    drop(child.stdout.take());
    let mut stdin = child.stdin.take().unwrap();
    drop(stdin.write_all("{}\n".repeat(1000).as_bytes()));
    drop(stdin);
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(141));
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
}

#[test]
fn hostile_files_get_a_report() {
    let deep = "[".repeat(100_000);
    create(deep.clone()).has_status(1).says(&["json.too-deep", "<stdin>:1:128"]);
    create(format!("/* c */{deep}")).has_status(1).says(&["json.syntax", "<stdin>:1:1"]);
    create(format!("{{\"a\":1,\"a\":{deep}")).has_status(1).says(&["json.duplicate-name", "<stdin>:1:8"]);
    create(*b"{\"a\": \"b\xff\xfe\"}").has_status(1).says(&["json.encoding", "<stdin>:1:9"]);
    create("\u{feff}{}").has_status(1).says(&["json.byte-order-mark", "<stdin>:1:1"]);
    create("").has_status(1).says(&["json.syntax", "<stdin>:1:1"]);
    create("{\"a\":\n\"\\ud800\"}").has_status(1).says(&["json.syntax", "<stdin>:2:"]);
    create("{\r\n\"a\": \"\u{1}\"\r\n}").has_status(1).says(&["json.syntax", "<stdin>:2:"]);
    // What the library says of the place is the place that is shown, also at the beginning of a line.
    create(" \n\n").has_status(1).says(&["json.syntax", "<stdin>:3:1", "^ found its end at line 3, column 1"]);
    create("{\"a\": 1,\n").has_status(1).says(&["json.syntax", "<stdin>:2:1", "^ found its end at line 2, column 1"]);
}

#[test]
fn a_long_line_is_shown_in_part() {
    let many = (0..20_000).map(|n| format!("\"k{n}\":1")).collect::<Vec<_>>().join(",");
    let long = "x".repeat(10 << 20);
    let ran = create(format!("{{{many},\"pickup\":{{\"lat\":91,\"note\":\"{long}\"}}}}")).has_status(1);
    let widest = ran.out.lines().map(|line| line.chars().count()).max().unwrap();
    assert!(widest < 200, "{widest}");
    ran.says(&["latitude.out-of-range", "\"pickup\":{\"lat\":91,\"note\":\"xxx", "note.too-long", "…"]);
}

#[test]
fn nothing_in_a_payload_commands_the_terminal() {
    let marks = "\u{202e}\u{9b}31m\u{7f}\u{2066}\u{200f}\u{2028}\u{feff}";
    let text = format!("{{\"{marks}\": \"{marks}\", \"pickup\": \"{marks}\\u001b[31m\"}}");
    let ran = create(text).has_status(1);
    let bad = ran.out.chars().find(|c| marks.replace("31m", "").contains(*c) || (c.is_control() && *c != '\n'));
    assert_eq!(bad, None, "{:?}", ran.out);
    ran.says(&["type.object", "member.unknown"]);
}

#[test]
fn a_sample_that_is_printed_with_comments_and_a_trailing_comma_is_checked_all_the_same() {
    for (name, comments) in [("full", 3), ("minimal", 2)] {
        let printed = format!("tests/fixtures/abbiamo/{name}.printed.txt");
        let clean = format!("tests/fixtures/abbiamo/{name}.json");
        validate(["abbiamo.request", &printed]).has_status(0).says(&["email.malformed", "valid: 3 warnings, 1 loss"]);
        let rows = validate(["--json", "abbiamo.request", &printed, &clean]).has_status(0).rows();
        assert_eq!(rows[0]["blanked"]["comments"], comments, "{}", rows[0]);
        assert_eq!(rows[0]["blanked"]["trailing_commas"], 1);
        assert_eq!(rows[0]["remarks"], rows[1]["remarks"]);
    }
}
