//! What an update does to one member: keep it, clear it, or set it.

use serde::{Deserialize, Deserializer, Serialize, Serializer, ser};

use crate::own::{Member, Own};

/// What an update does to a member that may be there or not.
///
/// Its own JSON is that of a merge patch (RFC 7396): an absent member keeps, null clears, a value sets. A struct that has
/// one says `#[serde(default, skip_serializing_if = "Edit::is_keep")]`. In formats that are not made for people it says
/// which of the three it is; where such a format has no names, no member may be left out.
///
/// ```
/// use lastmile::Edit;
///
/// assert_eq!(Edit::Keep.applied_to(Some(1)), Some(1));
/// assert_eq!(Edit::Clear.applied_to(Some(1)), None);
/// assert_eq!(Edit::Set(2).applied_to(Some(1)), Some(2));
/// assert_eq!(Edit::between(Some(&1), Some(&1)), Edit::Keep);
/// assert_eq!(Edit::between(Some(&1), None), Edit::Clear);
///
/// #[derive(serde::Serialize, serde::Deserialize)]
/// struct Patch {
///     #[serde(default, skip_serializing_if = "Edit::is_keep")]
///     floor: Edit<u8>,
///     #[serde(default, skip_serializing_if = "Edit::is_keep")]
///     bell: Edit<String>,
/// }
/// let patch: Patch = serde_json::from_str(r#"{"floor": null}"#)?;
/// assert!(patch.floor == Edit::Clear && patch.bell.is_keep());
/// assert_eq!(serde_json::to_string(&patch)?, r#"{"floor":null}"#);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Edit<T> {
    /// It stays as it is.
    #[default]
    Keep,
    /// It is not there any more.
    Clear,
    /// It is this.
    Set(T),
}

impl<T> Edit<T> {
    /// Whether nothing is done.
    pub const fn is_keep(&self) -> bool {
        matches!(self, Edit::Keep)
    }

    /// What there is afterwards.
    #[must_use]
    pub fn applied_to(self, before: Option<T>) -> Option<T> {
        match self {
            Edit::Keep => before,
            Edit::Clear => None,
            Edit::Set(value) => Some(value),
        }
    }
}

impl<T: Clone + PartialEq> Edit<T> {
    /// The least that makes the one of the other.
    #[must_use]
    pub fn between(before: Option<&T>, after: Option<&T>) -> Edit<T> {
        match after {
            _ if before == after => Edit::Keep,
            None => Edit::Clear,
            Some(value) => Edit::Set(value.clone()),
        }
    }
}

/// One that keeps has no value to write: null would clear. Where members may have no names none can be left out, and it is
/// said which of the three it is.
impl<T: Serialize> Serialize for Edit<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if !serializer.is_human_readable() {
            let said = match self {
                Edit::Keep => Said::Keep,
                Edit::Clear => Said::Clear,
                Edit::Set(value) => Said::Set(value),
            };
            return said.serialize(serializer);
        }
        match self {
            Edit::Keep => Err(ser::Error::custom("a member that is kept is left out")),
            Edit::Clear => serializer.serialize_none(),
            Edit::Set(value) => serializer.serialize_some(value),
        }
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Edit<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Edit<T>, D::Error> {
        if !deserializer.is_human_readable() {
            return Ok(match Said::deserialize(Own(deserializer))? {
                Said::Keep => Edit::Keep,
                Said::Clear => Edit::Clear,
                Said::Set(value) => Edit::Set(value),
            });
        }
        Ok(Option::deserialize(Member(deserializer))?.map_or(Edit::Clear, Edit::Set))
    }
}

#[derive(Serialize, Deserialize)]
enum Said<T> {
    Keep,
    Clear,
    Set(T),
}
