//! What the providers' files do alike: they read and write the same kinds of member, and no rule is different.

use alloc::string::ToString;
use alloc::vec::Vec;

use serde_json::Number;

use crate::field::Field;
use crate::place::{Coordinates, Latitude, Longitude};
use crate::report::Scope;
use crate::rule::{Severity, Violation};
use crate::status::{Mapping, Timeline};
use crate::text::Text;
use crate::time::Timestamp;
use crate::units::Centimetres;

// Reading.

pub(super) fn latitude(number: Number) -> Result<Latitude, Violation> {
    Latitude::new(number.as_f64().unwrap_or(f64::NAN))
}

pub(super) fn longitude(number: Number) -> Result<Longitude, Violation> {
    Longitude::new(number.as_f64().unwrap_or(f64::NAN))
}

/// Reads a point of which the page has a member for each half; nothing, if neither is given.
pub(super) fn coordinates(
    s: &mut Scope<'_>,
    (latitude_name, lat): (&str, Field<Number>),
    (longitude_name, lng): (&str, Field<Number>),
) -> Option<Option<Coordinates>> {
    let lat = s.optional(latitude_name, lat, latitude);
    let lng = s.optional(longitude_name, lng, longitude);
    point(s, (latitude_name, lat), (longitude_name, lng))
}

/// A point of two halves as they were read. A half that is missing is named also where the other one is wrong.
pub(super) fn point(
    s: &mut Scope<'_>,
    (latitude_name, latitude): (&str, Option<Option<Latitude>>),
    (longitude_name, longitude): (&str, Option<Option<Longitude>>),
) -> Option<Option<Coordinates>> {
    let point = match (latitude, longitude) {
        (Some(latitude), Some(longitude)) => Coordinates::from_parts(latitude, longitude),
        (Some(None), None) | (None, Some(None)) => Err(Coordinates::half()),
        (None, _) | (_, None) => return None,
    };
    let missing = if latitude == Some(None) { latitude_name } else { longitude_name };
    s.member(missing).check(point)
}

/// Says of a place whose point is 0, 0 that it is doubtful.
pub(super) fn doubt_zero(point: Option<Coordinates>, place: &mut Scope<'_>) {
    if let Some(Err(violation)) = point.map(Coordinates::known) {
        place.warn(violation);
    }
}

/// A size that is known: zero is how the pages say that it is not.
pub(super) fn known<T: PartialEq + Default>(size: Option<T>) -> Option<T> {
    size.filter(|size| *size != T::default())
}

/// Reads a text that may be wrong because somebody else's was: what breaks the rule is named and left out.
pub(super) fn echoed<T>(
    s: &mut Scope<'_>,
    name: &str,
    field: Field<Text>,
    new: fn(Text) -> Result<T, Violation>,
) -> Option<Option<T>> {
    let read = s.optional_with(name, field.blank_is_absent(), |text, here| {
        Some(new(text).map_err(|violation| here.remark(Severity::Loss, violation)).ok())
    })?;
    Some(read.flatten())
}

/// Reads a time that need not be given.
pub(super) fn time(s: &mut Scope<'_>, name: &str, field: Field<Text>) -> Option<Option<Timestamp>> {
    s.optional(name, field.blank_is_absent(), |text| Timestamp::parse(&text))
}

// Writing.

/// A text, or an absent member.
pub(super) fn text<'t, T>(text: &'t Option<T>) -> Field<Text>
where
    Text: From<&'t T>,
{
    text_of(text.as_ref())
}

/// The same of whatever a text is made of.
pub(super) fn text_of<T>(text: Option<T>) -> Field<Text>
where
    Text: From<T>,
{
    text.map(Text::from).into()
}

/// A time as text, or an absent member.
pub(super) fn instant(at: Option<Timestamp>) -> Field<Text> {
    at.map(|at| Text::from(at.to_string())).into()
}

/// A side that is known, in whole centimetres.
pub(super) fn centimetres(side: Option<Centimetres>) -> Field<Number> {
    known(side).map(|side| Number::from(side.get())).into()
}

/// A list that is left out where it is empty.
pub(super) fn list<T>(list: Vec<Field<T>>) -> Field<Vec<Field<T>>> {
    if list.is_empty() { Field::Absent } else { Field::Given(list) }
}

/// Says what a provider could not tell back of a timeline, member by member; of the status, what its word does not say.
pub(super) fn untold(timeline: &Timeline, told_again: &Timeline, mapping: Option<Mapping>, s: &mut Scope<'_>) {
    let said = timeline.status().zip(mapping).map_or(Ok(()), |(status, mapping)| mapping.says_all(status));
    let mut here = s.member("timeline");
    for member in timeline.differences(told_again) {
        match &said {
            Err(violation) if member == "observations" => {
                here.member(member).remark(Severity::Loss, violation.clone());
            }
            _ => here.member(member).lost(),
        }
    }
}

/// Each element of a member, with its place.
pub(super) fn write_each<M, W>(
    name: &str,
    elements: &[M],
    s: &mut Scope<'_>,
    write: impl Fn(&M, &mut Scope<'_>) -> W,
) -> Vec<Field<W>> {
    let mut here = s.member(name);
    elements.iter().enumerate().map(|(at, element)| Field::Given(write(element, &mut here.index(at)))).collect()
}

/// Whether there is a size that says that it is not known.
pub(super) fn is_zero<T: PartialEq + Default>(size: Option<T>) -> bool {
    size == Some(T::default())
}
