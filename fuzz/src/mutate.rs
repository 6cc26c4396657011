//! Changes to JSON that leave it JSON. Bytes that are changed as bytes are mostly syntax errors, and what is behind them is
//! never seen.

use std::sync::OnceLock;

use lastmile::Payload;
use libfuzzer_sys::fuzzer_mutate;
use serde_json::{Map, Value};

use crate::oracles::Dice;
use crate::oracles::dictionary::{MARKER, VALUES};

/// Changes the payload in `data`, and answers how long it is then.
pub fn json<P: Payload>(data: &mut [u8], size: usize, max_size: usize, seed: u32) -> usize {
    let mut dice = Dice::of(&seed.to_le_bytes());
    let payload = serde_json::from_slice::<Value>(&data[..size]);
    let (Ok(mut payload), true) = (payload, dice.below(8) > 0) else {
        return fuzzer_mutate(data, size, max_size);
    };
    static MEMBERS: OnceLock<Vec<String>> = OnceLock::new();
    let members = MEMBERS.get_or_init(lastmile::payload::members::<P>);
    for _ in 0..=dice.below(3) {
        change(&mut payload, members, &mut dice);
    }
    let mut text = payload.to_string();
    if dice.below(64) == 0 {
        text = twice(&text, &mut dice);
    }
    if text.len() > max_size.min(data.len()) {
        return fuzzer_mutate(data, size, max_size);
    }
    data[..text.len()].copy_from_slice(text.as_bytes());
    text.len()
}

/// One change at one place.
fn change(payload: &mut Value, members: &[String], dice: &mut Dice) {
    let places = count(payload);
    let other = Place::at(payload, dice.below(places)).pointer;
    let Place { pointer, pattern } = Place::at(payload, dice.below(places));
    let other = payload.pointer(&other).cloned().unwrap_or_default();
    let Some(here) = payload.pointer_mut(&pointer) else { return };
    match dice.below(10) {
        0 | 1 => *here = value(dice),
        2 => *here = other,
        3 | 4 => remove(payload, &pointer),
        _ => match here {
            Value::Object(object) => add(object, &pattern, members, other, dice),
            Value::Array(list) => {
                let element = if list.is_empty() { value(dice) } else { dice.one_of(list).clone() };
                let at = dice.below(list.len() + 1);
                list.insert(at, element);
            }
            Value::String(text) => change_text(text, dice),
            Value::Number(number) => {
                let changed = change_number(&number.to_string(), dice);
                *here = serde_json::from_str(&changed).unwrap_or(Value::Null);
            }
            Value::Bool(flag) => *flag = !*flag,
            Value::Null => *here = value(dice),
        },
    }
}

/// How many places there are, the whole included.
fn count(value: &Value) -> usize {
    1 + match value {
        Value::Object(object) => object.values().map(count).sum(),
        Value::Array(list) => list.iter().map(count).sum(),
        _ => 0,
    }
}

/// Where something stands.
#[derive(Default)]
struct Place {
    pointer: String,
    /// As the payload's members have it: `deliveries[].parcels[]`.
    pattern: String,
}

impl Place {
    /// One of the places by its number, the whole being the first.
    fn at(mut value: &Value, mut number: usize) -> Place {
        let mut place = Place::default();
        while number > 0 {
            number -= 1;
            let mut is_here = |child: &Value| {
                let places = count(child);
                let here = number < places;
                number -= if here { 0 } else { places };
                here
            };
            match value {
                Value::Object(object) => {
                    let Some((name, child)) = object.iter().find(|(_, child)| is_here(child)) else { break };
                    let dot = if place.pattern.is_empty() { "" } else { "." };
                    place.pointer += &format!("/{}", name.replace('~', "~0").replace('/', "~1"));
                    place.pattern += &format!("{dot}{name}");
                    value = child;
                }
                Value::Array(list) => {
                    let Some((at, child)) = list.iter().enumerate().find(|(_, child)| is_here(child)) else { break };
                    place.pointer += &format!("/{at}");
                    place.pattern += "[]";
                    value = child;
                }
                _ => break,
            }
        }
        place
    }
}

fn value(dice: &mut Dice) -> Value {
    if dice.below(50) == 0 {
        return "x".repeat(499 + dice.below(4)).into();
    }
    serde_json::from_str(dice.one_of(VALUES)).unwrap_or_default()
}

fn remove(payload: &mut Value, pointer: &str) {
    let Some((parent, name)) = pointer.rsplit_once('/') else { return };
    match payload.pointer_mut(parent) {
        Some(Value::Object(object)) => drop(object.remove(&name.replace("~1", "/").replace("~0", "~"))),
        Some(Value::Array(list)) => drop(name.parse().ok().map(|at: usize| list.remove(at))),
        _ => {}
    }
}

/// A member that the page has there, or one that it has somewhere else, or one that nobody knows.
fn add(object: &mut Map<String, Value>, pattern: &str, members: &[String], other: Value, dice: &mut Dice) {
    let dot = if pattern.is_empty() { "" } else { "." };
    let prefix = format!("{pattern}{dot}");
    let here: Vec<&str> = members.iter().filter_map(|member| member.strip_prefix(&prefix)).collect();
    let way = match dice.below(8) {
        0 => MARKER,
        1 => dice.one_of(members),
        _ if here.is_empty() => dice.one_of(members),
        _ => dice.one_of(&here),
    };
    let value = if dice.below(4) == 0 { other } else { value(dice) };
    insert(object, way, value);
}

/// `parcels[].weight` becomes `{"parcels": [{"weight": ..}]}`, beside what is there.
fn insert(object: &mut Map<String, Value>, way: &str, value: Value) {
    let (name, rest) = way.split_once('.').map_or((way, None), |(name, rest)| (name, Some(rest)));
    let plain = name.trim_end_matches("[]");
    let lists = (name.len() - plain.len()) / 2;
    let there = object.entry(plain).or_insert_with(|| {
        let inner = if rest.is_some() { Value::Object(Map::new()) } else { value.clone() };
        (0..lists).fold(inner, |inner, _| Value::Array(vec![inner]))
    });
    let mut inner = there;
    while let Value::Array(list) = inner {
        let Some(last) = list.last_mut() else { return };
        inner = last;
    }
    match (inner, rest) {
        (Value::Object(object), Some(rest)) => insert(object, rest, value),
        (inner, None) => *inner = value,
        _ => {}
    }
}

fn change_text(text: &mut String, dice: &mut Dice) {
    let bounds: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let at = *dice.one_of(&bounds);
    match dice.below(6) {
        0 => text.insert_str(at, MARKER),
        1 => text.truncate(at),
        2 if at < text.len() => drop(text.remove(at)),
        3 => text.insert(at, *dice.one_of(&['0', '9', ' ', '-', '.', ',', 'Z', '/', '~', '\u{e9}', '\u{202e}', '\n'])),
        4 if at < text.len() => {
            text.remove(at);
            text.insert(at, *dice.one_of(&['0', '1', '5', '9', 'a', 'A', ':', 'T']));
        }
        _ => {
            if let Value::String(other) = value(dice) {
                *text = other;
            }
        }
    }
}

fn change_number(text: &str, dice: &mut Dice) -> String {
    match dice.below(6) {
        0 => text.strip_prefix('-').map_or_else(|| format!("-{text}"), str::to_owned),
        1 if !text.contains(['.', 'e']) => format!("{text}.5"),
        2 if !text.contains(['e']) => format!("{text}e{}", dice.below(7)),
        3 => format!("{text}{}", dice.below(10)),
        4 => text[..text.len() - 1].to_owned(),
        _ => dice.one_of(VALUES).to_string(),
    }
}

/// A member of an object given twice, which no `Value` can hold.
fn twice(text: &str, dice: &mut Dice) -> String {
    let objects: Vec<usize> = text.match_indices("{\"").map(|(at, _)| at).collect();
    if objects.is_empty() {
        return text.to_owned();
    }
    let at = *dice.one_of(&objects);
    let name = text[at + 1..].split(':').next().unwrap_or_default();
    format!("{}{{{name}:{},{}", &text[..at], dice.one_of(VALUES), &text[at + 1..])
}
