//! An example, built and found, to be run as a user runs it.

#![allow(dead_code, reason = "each test file uses some of it")]

use std::ffi::OsStr;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::SystemTime;
use std::{env, fs, thread};

/// What a program did.
pub(crate) struct Ran {
    pub(crate) status: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Ran {
    #[track_caller]
    pub(crate) fn has_status(self, status: i32) -> Ran {
        assert_eq!(self.status, Some(status), "{}{}", self.out, self.err);
        self
    }
}

/// Runs a program to its end with something on its standard input.
pub(crate) fn fed<A: AsRef<OsStr>>(
    command: &mut Command,
    args: impl IntoIterator<Item = A>,
    input: impl Into<Vec<u8>>,
) -> Ran {
    let input = input.into();
    command.args(args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    // A program that does not read to the end is no fault of the one who writes.
    let writer = thread::spawn(move || drop(stdin.write_all(&input)));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    Ran {
        status: output.status.code(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

/// The program of an example. Cargo builds examples next to the tests, unless only one test was asked for: then it may be missing
/// or old. `sources` are the files and folders it is made of, besides `src`.
pub(crate) fn program(name: &str, sources: &[&str]) -> PathBuf {
    let test = env::current_exe().unwrap();
    let profile = test.parent().and_then(Path::parent).unwrap();
    let example = profile.join("examples").join(name).with_extension(env::consts::EXE_EXTENSION);
    if !is_newer_than(&example, sources) {
        let mut cargo = Command::new(env::var_os("CARGO").unwrap());
        cargo.args(["build", "--example", name, "--target-dir"]).arg(profile.parent().unwrap());
        if profile.ends_with("release") {
            cargo.arg("--release");
        }
        assert!(cargo.current_dir(env!("CARGO_MANIFEST_DIR")).status().unwrap().success());
    }
    example
}

fn is_newer_than(example: &Path, sources: &[&str]) -> bool {
    let Ok(built) = fs::metadata(example).and_then(|file| file.modified()) else { return false };
    fn is_older(path: &Path, built: SystemTime) -> bool {
        if path.is_dir() {
            fs::read_dir(path).unwrap().all(|entry| is_older(&entry.unwrap().path(), built))
        } else {
            path.metadata().unwrap().modified().unwrap() <= built
        }
    }
    let crate_folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    sources.iter().chain(&["src"]).all(|source| is_older(&crate_folder.join(source), built))
}
