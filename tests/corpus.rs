//! What libFuzzer found worth keeping, once more, without it: each file of `fuzz/corpus` goes through the oracle of its target.
//!
//! The packaged crate has no `fuzz/`; there is nothing to replay there, and the tests say so and pass.
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "a test reads files, looks at the clock and says what it skipped"
)]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

#[path = "common/less.rs"]
mod less;
#[path = "common/oracles/mod.rs"]
mod oracles;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use lastmile::{abbiamo, gett, hubrise, instaleap};
use less::few;
use oracles::{dictionary, identifiers, money, observations, payload, syntax, timestamps, units};

/// The folder of the fuzz targets, if this is not the packaged crate.
fn fuzz() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz");
    folder.exists().then_some(folder)
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        .map(|entry| entry.unwrap().path())
        .collect();
    // By bytes: step by step a path is compared so slowly that Miri took minutes.
    files.sort_by(|one, other| one.as_os_str().cmp(other.as_os_str()));
    files
}

#[track_caller]
fn replay(target: &str, check: fn(&[u8])) {
    let Some(fuzz) = fuzz() else {
        eprintln!("skipped: fuzz/corpus is not part of the package");
        return;
    };
    let corpus = files(&fuzz.join("corpus").join(target));
    assert!(corpus.len() > 3, "{target} has a corpus");
    for file in few(&corpus, 2) {
        let bytes = std::fs::read(file).unwrap();
        if let Err(panic) = std::panic::catch_unwind(|| check(&bytes)) {
            eprintln!("found by {}", file.display());
            std::panic::resume_unwind(panic);
        }
    }
}

macro_rules! targets {
    ($($name:ident, $target:literal: $check:expr, $dictionary:expr;)+) => {
        /// Every target, and the dictionary that is made for it.
        const TARGETS: &[(&str, Option<fn() -> String>)] = &[$(($target, $dictionary)),+];

        $(
            #[test]
            fn $name() {
                replay($target, $check);
            }
        )+
    };
}

targets! {
    nothing_breaks_the_laws_of_gett_s_request, "gett_create_deliveries":
        payload::check::<gett::CreateDeliveries>, Some(dictionary::of::<gett::CreateDeliveries>);
    nothing_breaks_the_laws_of_gett_s_answer, "gett_created_deliveries":
        payload::check::<gett::CreatedDeliveries>, Some(dictionary::of::<gett::CreatedDeliveries>);
    nothing_breaks_the_laws_of_hubrise_s_request, "hubrise_create_delivery":
        payload::check::<hubrise::CreateDelivery>, Some(dictionary::of::<hubrise::CreateDelivery>);
    nothing_breaks_the_laws_of_hubrise_s_answer, "hubrise_delivery":
        payload::check::<hubrise::Delivery>, Some(dictionary::of::<hubrise::Delivery>);
    nothing_breaks_the_laws_of_hubrise_s_update, "hubrise_update_delivery":
        payload::check::<hubrise::UpdateDelivery>, Some(dictionary::of::<hubrise::UpdateDelivery>);
    nothing_breaks_the_laws_of_instaleap_s_request, "instaleap_create_job":
        payload::check::<instaleap::CreateJob>, Some(dictionary::of::<instaleap::CreateJob>);
    nothing_breaks_the_laws_of_abbiamo_s_webhook, "abbiamo_delivery_request":
        payload::check::<abbiamo::DeliveryRequest>, Some(dictionary::of::<abbiamo::DeliveryRequest>);
    two_readers_agree_on_what_is_one_json_value, "json_syntax": syntax::check, None;
    amounts_are_those_of_whole_numbers_of_any_size, "money": money::check, None;
    units_are_those_of_fractions_of_any_size, "units": units::check, None;
    times_are_those_of_a_calendar_counted_by_days, "timestamps": timestamps::check, None;
    timelines_are_sorted_lists, "observations": observations::check, None;
    brazil_s_numbers_follow_from_weights_that_rise, "identifiers": identifiers::check, None;
}

#[test]
fn each_target_has_a_corpus_a_dictionary_and_a_replay() {
    let Some(fuzz) = fuzz() else { return };
    let named: BTreeSet<String> = TARGETS.iter().map(|(target, _)| (*target).to_owned()).collect();
    for folder in ["fuzz_targets", "corpus", "dictionaries"] {
        let found: BTreeSet<String> = files(&fuzz.join(folder))
            .iter()
            .map(|file| file.file_stem().unwrap().to_str().unwrap().to_owned())
            .collect();
        assert_eq!(found, named, "fuzz/{folder}");
    }
}

#[test]
fn the_dictionaries_have_the_names_that_the_pages_have() {
    let Some(fuzz) = fuzz() else { return };
    for (target, dictionary) in few(TARGETS, 3) {
        let Some(dictionary) = dictionary else { continue };
        let path = fuzz.join("dictionaries").join(format!("{target}.dict"));
        let expected = dictionary();
        if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
            std::fs::write(&path, &expected).unwrap();
        }
        let found = std::fs::read_to_string(&path).unwrap_or_default();
        assert_eq!(found, expected, "{} is made with UPDATE_SNAPSHOTS=1", path.display());
    }
}
