//! `validator::Validate` for every payload, made from the report, so that a host's `Valid<Json<T>>` extractors work as they
//! are. No rule is written here.

use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;

use validator::{Validate, ValidationError, ValidationErrors, ValidationErrorsKind};

use crate::payload::{Payload, read};
use crate::report::{Remark, Report};

macro_rules! validate {
    ($($payload:ty,)+) => {$(
        /// Feature `validator`. Warnings, losses and notices are not errors here.
        impl Validate for $payload {
            fn validate(&self) -> Result<(), ValidationErrors> {
                check(self)
            }
        }
    )+};
}

for_each_payload!(validate);

/// What the payload's own reader says.
fn check<P: Payload + Clone>(payload: &P) -> Result<(), ValidationErrors> {
    read(payload.clone()).map(drop).map_err(|report| ValidationErrors::from(&report))
}

/// Feature `validator`. The errors of a report, as a tree by member and index; each carries its `pointer` and what was
/// `found` in its parameters. What is wrong with a whole that also has faults within it stands under `__all__` of the object
/// around it, as `validator` does with rules of a struct.
impl From<&Report> for ValidationErrors {
    fn from(report: &Report) -> ValidationErrors {
        let mut root = Node::default();
        for remark in report.errors() {
            let place = remark.pointer.steps().fold(&mut root, |node, step| node.below.entry(step).or_default());
            place.here.push(error(remark));
        }
        root.into_errors()
    }
}

fn error(remark: &Remark) -> ValidationError {
    let mut error = ValidationError::new(remark.rule.code());
    error.message = Some(Cow::Borrowed(remark.rule.says()));
    error.params.insert(Cow::Borrowed("pointer"), remark.pointer.as_str().into());
    if !remark.found.is_empty() {
        error.params.insert(Cow::Borrowed("found"), remark.found.as_str().into());
    }
    error
}

/// What is wrong with one place, and with the places below it.
#[derive(Default)]
struct Node {
    here: Vec<ValidationError>,
    below: BTreeMap<String, Node>,
}

impl Node {
    fn into_errors(self) -> ValidationErrors {
        let mut whole = self.here;
        let mut errors = ValidationErrors::new();
        for (name, mut node) in self.below {
            let kind = if node.below.is_empty() {
                ValidationErrorsKind::Field(node.here)
            } else {
                whole.append(&mut node.here);
                node.into_kind()
            };
            errors.errors_mut().insert(Cow::Owned(name), kind);
        }
        if !whole.is_empty() {
            errors.errors_mut().insert(Cow::Borrowed("__all__"), ValidationErrorsKind::Field(whole));
        }
        errors
    }

    /// A list if everything below has an index, else an object.
    fn into_kind(self) -> ValidationErrorsKind {
        if self.below.keys().any(|step| index(step).is_none()) {
            return ValidationErrorsKind::Struct(Box::new(self.into_errors()));
        }
        let elements = self.below.into_iter();
        ValidationErrorsKind::List(
            elements.filter_map(|(step, node)| Some((index(&step)?, Box::new(node.into_errors())))).collect(),
        )
    }
}

/// As a pointer writes it: `01` and `+1` are names, and would be taken for the same element.
fn index(step: &str) -> Option<usize> {
    let has_one_form = step == "0" || !step.starts_with(['0', '+']);
    if has_one_form { step.parse().ok() } else { None }
}
