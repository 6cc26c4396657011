//! Faults that are put into a payload, each at a place where it breaks one rule and no other.

use alloc::borrow::ToOwned;
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::ops::Bound;

use serde_json::Value;

use super::choices::Choices;
use crate::report::{Pointer, Remark, Report};
use crate::rule::Rule;

/// What is wrong with a place of a payload.
///
/// ```
/// use lastmile::strategies::Fault;
/// use lastmile::{Rule, from_json, hubrise};
///
/// let report = from_json::<hubrise::UpdateDelivery>(br#"{"status": "gone", "fee": null}"#).unwrap_err();
/// let faults = Fault::all_of(&report);
/// assert_eq!(faults.iter().map(|fault| fault.rule).collect::<Vec<_>>(), [Rule::Immutable, Rule::StatusWord]);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fault {
    /// Where.
    pub pointer: Pointer,
    /// The rule that is broken there.
    pub rule: Rule,
}

impl Fault {
    /// The errors of a report, in the order of their pointers.
    pub fn all_of(report: &Report) -> Vec<Fault> {
        let fault = |remark: &Remark| Fault { pointer: remark.pointer.clone(), rule: remark.rule };
        let mut faults: Vec<Fault> = report.errors().map(fault).collect();
        faults.sort();
        faults
    }
}

/// A payload with faults, and which they are.
///
/// ```
/// use lastmile::strategies::{Faulty, each_fault};
/// use lastmile::{abbiamo, from_json};
///
/// let Faulty { json, faults } = each_fault::<abbiamo::DeliveryRequest>().next().ok_or("a fault")?;
/// let report = from_json::<abbiamo::DeliveryRequest>(json.to_string().as_bytes()).unwrap_err();
/// assert!(report.errors().all(|remark| remark.pointer == faults[0].pointer && remark.rule == faults[0].rule));
/// # Ok::<(), &str>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Faulty {
    /// The payload.
    pub json: Value,
    /// What is wrong with it, and nothing else is; in the order of the pointers.
    pub faults: Vec<Fault>,
}

impl Faulty {
    /// The payload as it would be sent.
    pub fn to_bytes(&self) -> Vec<u8> {
        self.json.to_string().into_bytes()
    }
}

/// A way to get a member wrong.
#[derive(Debug, Clone, Copy)]
pub struct Wrong {
    /// The members: how their patterns end, such as `pickup.lat`; with a point in front, the payload's own.
    at: &'static [&'static str],
    rule: Rule,
    how: How,
    /// Members of the same object that must be there. They are part of the fault: nothing else is done to them.
    with: &'static [&'static str],
    /// Members of the same object that must not be there, and are part of the fault.
    without: &'static [&'static str],
    /// Members of the same object without whose right value the fault would not be seen.
    beside: &'static [&'static str],
    /// Pointers to members without whose right value the fault would not be seen.
    under: &'static [&'static str],
}

#[derive(Debug, Clone, Copy)]
enum How {
    /// It is taken away.
    Remove,
    /// It is another value.
    Put(fn() -> Value),
    /// It is another value, if what is around it allows for one.
    PutIf(fn(&Value) -> Option<Value>),
    /// It is there, and was not.
    Add(fn() -> Value),
}

impl Wrong {
    const fn new(at: &'static [&'static str], rule: Rule, how: How) -> Wrong {
        Wrong { at, rule, how, with: &[], without: &[], beside: &[], under: &[] }
    }

    pub(super) const fn removed(at: &'static [&'static str], rule: Rule) -> Wrong {
        Wrong::new(at, rule, How::Remove)
    }

    pub(super) const fn missing(at: &'static [&'static str]) -> Wrong {
        Wrong::removed(at, Rule::Missing)
    }

    pub(super) const fn null(at: &'static [&'static str]) -> Wrong {
        Wrong::put(at, Rule::Missing, || Value::Null)
    }

    pub(super) const fn put(at: &'static [&'static str], rule: Rule, value: fn() -> Value) -> Wrong {
        Wrong::new(at, rule, How::Put(value))
    }

    pub(super) const fn put_if(at: &'static [&'static str], rule: Rule, value: fn(&Value) -> Option<Value>) -> Wrong {
        Wrong::new(at, rule, How::PutIf(value))
    }

    pub(super) const fn add(at: &'static [&'static str], rule: Rule, value: fn() -> Value) -> Wrong {
        Wrong::new(at, rule, How::Add(value))
    }

    pub(super) const fn with(self, with: &'static [&'static str]) -> Wrong {
        Wrong { with, ..self }
    }

    pub(super) const fn without(self, without: &'static [&'static str]) -> Wrong {
        Wrong { without, ..self }
    }

    pub(super) const fn beside(self, beside: &'static [&'static str]) -> Wrong {
        Wrong { beside, ..self }
    }

    pub(super) const fn under(self, under: &'static [&'static str]) -> Wrong {
        Wrong { under, ..self }
    }

    /// What becomes of the member of that name, if it can be got wrong in this way.
    fn change(&self, object: &Value, name: &str) -> Option<Change> {
        let is_given = |name: &str| object.get(name).is_some_and(|value| !value.is_null());
        if !self.with.iter().all(|name| is_given(name)) || self.without.iter().any(|name| is_given(name)) {
            return None;
        }
        match self.how {
            How::Remove if is_given(name) => Some(Change::Remove),
            How::Put(value) if is_given(name) => Some(Change::Put(value())),
            How::PutIf(value) if is_given(name) => value(object).map(Change::Put),
            How::Add(value) if object.get(name).is_none() => Some(Change::Put(value())),
            _ => None,
        }
    }
}

#[derive(Debug, Clone)]
enum Change {
    Remove,
    Put(Value),
}

/// One fault that could be put in.
#[derive(Debug)]
struct Candidate {
    /// The object or list that is changed, and what of it.
    parent: String,
    name: String,
    pattern: String,
    change: Change,
    fault: Fault,
    /// What belongs to the fault.
    touches: Vec<String>,
    /// What must be right for it to be seen.
    needs: Vec<String>,
}

/// The members of a payload's objects, by the patterns of the objects.
#[derive(Debug, Default)]
pub(super) struct Shape {
    members: BTreeMap<String, BTreeSet<String>>,
    patterns: BTreeSet<String>,
}

impl Shape {
    /// That of the members of a payload.
    pub(super) fn of(members: &[String]) -> Shape {
        let mut shape = Shape::default();
        for member in members {
            let mut object = String::new();
            for step in member.split('.') {
                let name = step.trim_end_matches("[]");
                shape.members.entry(object.clone()).or_default().insert(name.to_owned());
                let mut pattern = join(&object, name);
                shape.patterns.insert(pattern.clone());
                for _ in step.matches("[]") {
                    pattern.push_str("[]");
                    shape.patterns.insert(pattern.clone());
                }
                object = pattern;
            }
        }
        shape
    }

    /// The members that an object of that pattern may have; none if it is free.
    pub(super) fn members(&self, pattern: &str) -> impl Iterator<Item = &String> {
        self.members.get(pattern).into_iter().flatten()
    }
}

/// The pattern of a member of an object.
pub(super) fn join(object: &str, name: &str) -> String {
    if object.is_empty() { name.to_owned() } else { format!("{object}.{name}") }
}

/// The pointer to a member.
fn below(parent: &str, name: &str) -> String {
    format!("{parent}/{}", name.replace('~', "~0").replace('/', "~1"))
}

fn pointer(text: &str) -> Pointer {
    let mut pointer = Pointer::default();
    for step in text.split('/').skip(1) {
        pointer.push(&step.replace("~1", "/").replace("~0", "~"));
    }
    pointer
}

/// Whether a member's pattern ends like that; with a point in front, whether it is that.
fn ends(pattern: &str, end: &str) -> bool {
    match end.strip_prefix('.') {
        Some(whole) => pattern == whole,
        None => pattern.strip_suffix(end).is_some_and(|before| before.is_empty() || before.ends_with('.')),
    }
}

/// What a value of another kind is, and the rule that it breaks in the place of this one.
fn other_kind(value: &Value) -> Option<(Value, Rule)> {
    Some(match value {
        Value::Null => return None,
        Value::Bool(_) => (Value::from("yes"), Rule::NotFlag),
        Value::Number(_) => (Value::from(true), Rule::NotNumber),
        Value::String(_) => (Value::from(true), Rule::NotText),
        Value::Array(_) => (Value::from(true), Rule::NotList),
        Value::Object(_) => (Value::from(true), Rule::NotObject),
    })
}

/// The ways to get a payload wrong.
#[derive(Debug)]
pub(super) struct Ways {
    pub(super) shape: Shape,
    pub(super) faults: &'static [Wrong],
    pub(super) kinds: &'static [(&'static str, Rule)],
}

impl Ways {
    /// All the faults that could be put into a payload.
    fn candidates(&self, json: &Value) -> Vec<Candidate> {
        let mut search = Search { ways: self, found: Vec::new() };
        search.look(json, "", "");
        search.found
    }

    /// A payload once with each of the faults, if that is not yet among those that were seen: the pattern and the rule.
    pub(super) fn each(&self, json: &Value, seen: &mut BTreeSet<(String, Rule)>) -> Vec<Faulty> {
        let mut candidates = self.candidates(json);
        candidates.retain(|candidate| seen.insert((candidate.pattern.clone(), candidate.fault.rule)));
        candidates.into_iter().map(|candidate| put(json.clone(), [candidate])).collect()
    }

    /// Puts so many faults into a payload in which there are none; fewer if there is no place for so many.
    pub(super) fn some(&self, json: Value, count: usize, c: &mut Choices) -> Faulty {
        let mut picked = independent(self.candidates(&json), count, c);
        if picked.len() < count {
            // A list that is none leaves no place for what is wrong with its elements.
            let mut leaves = self.candidates(&json);
            let is_leaf = |at: &str| json.pointer(at).is_none_or(|value| !value.is_object() && !value.is_array());
            leaves.retain(|candidate| is_leaf(candidate.fault.pointer.as_str()));
            let others = independent(leaves, count, c);
            if others.len() > picked.len() {
                picked = others;
            }
        }
        put(json, picked)
    }
}

/// The search for places that can be got wrong.
struct Search<'a> {
    ways: &'a Ways,
    found: Vec<Candidate>,
}

impl Search<'_> {
    fn look(&mut self, value: &Value, place: &str, pattern: &str) {
        match value {
            Value::Object(object) => {
                for (name, child) in object {
                    self.step(value, (place, name), child, (pattern, &join(pattern, name)));
                }
                for wrong in self.ways.faults.iter().filter(|wrong| matches!(wrong.how, How::Add(_))) {
                    for at in wrong.at {
                        let name = at.rsplit('.').next().unwrap_or(at);
                        let added = join(pattern, name);
                        if self.is_meant(pattern, &added, at) {
                            self.consider(wrong, value, (place, name), &added);
                        }
                    }
                }
            }
            Value::Array(list) => {
                let element = format!("{pattern}[]");
                for (at, child) in list.iter().enumerate() {
                    self.step(value, (place, &at.to_string()), child, (pattern, &element));
                }
            }
            _ => {}
        }
    }

    /// Whether a member is one that is named by how its pattern ends. Of an object whose names the host chooses, a member is
    /// named together with the object.
    fn is_meant(&self, around: &str, pattern: &str, end: &str) -> bool {
        let is_known = self.ways.shape.patterns.contains(pattern)
            || (end.contains('.')
                && self.ways.shape.patterns.contains(around)
                && !self.ways.shape.members.contains_key(around));
        is_known && ends(pattern, end)
    }

    fn step(&mut self, parent: &Value, (place, name): (&str, &str), child: &Value, (around, pattern): (&str, &str)) {
        if self.ways.shape.patterns.contains(pattern)
            && let Some((value, rule)) = other_kind(child)
        {
            let rule = self.ways.kinds.iter().find(|(end, _)| ends(pattern, end)).map_or(rule, |(_, rule)| *rule);
            self.found.push(candidate((place, name), pattern, Change::Put(value), rule));
        }
        for wrong in self.ways.faults.iter().filter(|wrong| !matches!(wrong.how, How::Add(_))) {
            if wrong.at.iter().any(|at| self.is_meant(around, pattern, at)) {
                self.consider(wrong, parent, (place, name), pattern);
            }
        }
        self.look(child, &below(place, name), pattern);
    }

    fn consider(&mut self, wrong: &Wrong, parent: &Value, (place, name): (&str, &str), pattern: &str) {
        // The name of an element is a number.
        let change = match (parent, wrong.how) {
            (Value::Array(_), How::Put(value)) => Some(Change::Put(value())),
            _ => wrong.change(parent, name),
        };
        if let Some(change) = change {
            let here = |name: &&str| below(place, name);
            let candidate = candidate((place, name), pattern, change, wrong.rule);
            let touches =
                candidate.touches.into_iter().chain(wrong.with.iter().chain(wrong.without).map(here)).collect();
            let under = wrong.under.iter().map(|at| (*at).to_owned());
            let needs = wrong.beside.iter().map(here).chain(under).collect();
            self.found.push(Candidate { touches, needs, ..candidate });
        }
    }
}

/// A fault that touches nothing but its own place.
fn candidate((place, name): (&str, &str), pattern: &str, change: Change, rule: Rule) -> Candidate {
    let here = below(place, name);
    Candidate {
        parent: place.to_owned(),
        name: name.to_owned(),
        pattern: pattern.to_owned(),
        change,
        fault: Fault { pointer: pointer(&here), rule },
        touches: Vec::from([here]),
        needs: Vec::new(),
    }
}

/// Places that are taken.
#[derive(Default)]
struct Taken(BTreeSet<String>);

impl Taken {
    /// Whether one of them is this one, around it, or within it.
    fn has(&self, place: &str) -> bool {
        let around = place.match_indices('/').filter_map(|(end, _)| place.get(..end));
        let start = format!("{place}/");
        let within = self.0.range::<str, _>((Bound::Included(start.as_str()), Bound::Unbounded)).next();
        self.0.contains(place)
            || around.into_iter().any(|place| self.0.contains(place))
            || within.is_some_and(|other| other.starts_with(&start))
    }
}

/// So many of them, of which none touches what belongs to another; fewer if there are not so many.
fn independent(mut candidates: Vec<Candidate>, count: usize, c: &mut Choices) -> Vec<Candidate> {
    let (mut touched, mut needed) = (Taken::default(), Taken::default());
    let mut picked = Vec::new();
    while picked.len() < count && !candidates.is_empty() {
        let at = c.below(u32::try_from(candidates.len()).unwrap_or(u32::MAX));
        let candidate = candidates.swap_remove(at);
        let is_free = !candidate.touches.iter().any(|place| touched.has(place) || needed.has(place))
            && !candidate.needs.iter().any(|place| touched.has(place));
        if is_free {
            touched.0.extend(candidate.touches.iter().cloned());
            needed.0.extend(candidate.needs.iter().cloned());
            picked.push(candidate);
        }
    }
    picked
}

/// Puts faults into a payload.
fn put(mut json: Value, candidates: impl IntoIterator<Item = Candidate>) -> Faulty {
    let mut faults = Vec::new();
    for Candidate { parent, name, change, fault, .. } in candidates {
        match (json.pointer_mut(&parent), change) {
            (Some(Value::Object(object)), Change::Put(value)) => drop(object.insert(name, value)),
            (Some(Value::Object(object)), Change::Remove) => drop(object.remove(&name)),
            (Some(Value::Array(list)), Change::Put(value)) => {
                if let Some(element) = name.parse().ok().and_then(|at: usize| list.get_mut(at)) {
                    *element = value;
                }
            }
            _ => {}
        }
        faults.push(fault);
    }
    faults.sort();
    Faulty { json, faults }
}
