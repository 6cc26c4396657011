//! Feature `proptest`: values and payloads at random, for the tests of a host.
//!
//! Every value of the model and every payload is [`Arbitrary`](proptest::arbitrary::Arbitrary): `any::<Bundle>()`,
//! `any::<gett::CreateDeliveries>()`. All members are absent in some and there in others, every form of every enum comes up,
//! and odd values do: texts of five hundred characters, amounts at their limits, other scripts, words that no page lists. A
//! failing case shrinks to the least that fails.
//!
//! | a test needs | it takes |
//! | --- | --- |
//! | any value of the model | `any::<Bundle>()` |
//! | values with every member, say to see that a database keeps them all | [`full::<Bundle>()`](full()) |
//! | a payload that is read without an error, as wire struct, JSON or bytes | `any::<P>()`, [`json::<P>()`](json()), [`bytes::<P>()`](bytes()) |
//! | a model that a payload can say | [`writable::<P>()`](writable()) |
//! | a payload with so many faults, and which they are | [`faulty::<P>(3)`](faulty()) |
//! | each fault once, nothing at random | [`each_fault::<P>()`](each_fault()) |
//!
//! A host's test of what it answers to a request that is wrong:
//!
//! ```
//! use lastmile::strategies::{Faulty, faulty};
//! use lastmile::{from_json, gett};
//! use proptest::prelude::*;
//! use proptest::test_runner::TestRunner;
//! use serde_json::{Value, json};
//!
//! /// What the host answers: a problem document.
//! fn answer(body: &[u8]) -> Value {
//!     match from_json::<gett::CreateDeliveries>(body) {
//!         Ok(_) => json!({"status": 201}),
//!         Err(report) => json!({"status": 422, "errors": report.errors().collect::<Vec<_>>()}),
//!     }
//! }
//!
//! # let config = ProptestConfig { cases: 20, failure_persistence: None, ..ProptestConfig::default() };
//! # let mut runner = TestRunner::new(config);
//! # #[cfg(any())]
//! let mut runner = TestRunner::default();
//! runner.run(&faulty::<gett::CreateDeliveries>(3), |Faulty { json, faults }| {
//!     let answer = answer(json.to_string().as_bytes());
//!     prop_assert_eq!(&answer["status"], 422);
//!     let errors = answer["errors"].as_array().unwrap();
//!     prop_assert_eq!(errors.len(), faults.len());
//!     for fault in faults {
//!         let named = |error: &Value| error["pointer"] == fault.pointer.as_str() && error["code"] == fault.rule.code();
//!         prop_assert!(errors.iter().any(named), "{} is not named", fault.pointer);
//!     }
//!     Ok(())
//! })?;
//! # Ok::<(), proptest::test_runner::TestError<Faulty>>(())
//! ```

mod choices;
mod faults;
mod filling;
mod jobs;
mod models;
mod payloads;
mod values;

mod abbiamo;
mod gett;
mod hubrise;
mod instaleap;

pub use choices::Generate;
pub use faults::{Fault, Faulty};
pub use payloads::{GeneratePayload, bytes, each_fault, faulty, full, json, writable};
