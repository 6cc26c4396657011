//! An example, built and found, to be run as a user runs it.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::SystemTime;
use std::{env, fs};

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
