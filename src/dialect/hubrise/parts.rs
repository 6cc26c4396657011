//! What the three payloads have in common.

use alloc::string::String;

use crate::dialect::shared::text_of;
use crate::field::Field;
use crate::place::{Coordinates, Latitude, Longitude};
use crate::report::Scope;
use crate::text::{Link, Text};

/// Who speaks.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Voice {
    /// The host: all of it must be right.
    Request,
    /// The provider: what is new or odd does not sink the rest.
    Answer,
}

// Reading.

/// Reads a link, which is shown to people and opened by them.
pub(super) fn link(text: Text, here: &mut Scope<'_>) -> Option<Link> {
    let link = here.check(Link::new(text))?;
    if let Err(violation) = link.without_user() {
        here.warn(violation);
    }
    Some(link)
}

/// Reads a latitude that stands in a text.
pub(super) fn latitude(text: Text, here: &mut Scope<'_>) -> Option<Latitude> {
    here.rounded(Latitude::read_text(&text))
}

/// Reads a longitude that stands in a text.
pub(super) fn longitude(text: Text, here: &mut Scope<'_>) -> Option<Longitude> {
    here.rounded(Longitude::read_text(&text))
}

/// The point, unless it stands for one that is not known.
pub(super) fn known(s: &mut Scope<'_>, point: Coordinates) -> Option<Coordinates> {
    point.known().map_err(|violation| s.member("driver_latitude").warn(violation)).ok()
}

// Writing.

/// Where a courier is, as two texts, and whether that is lost: 0, 0 would be read as no position.
pub(super) fn degrees(point: Option<Coordinates>) -> (Field<Text>, Field<Text>, bool) {
    let known = point.filter(|point| !point.is_zero());
    let text = |degrees: fn(Coordinates) -> String| text_of(known.map(degrees));
    (text(|point| point.latitude.to_text()), text(|point| point.longitude.to_text()), known != point)
}
