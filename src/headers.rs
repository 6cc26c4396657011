//! Headers of an HTTP call that a provider asks for. Their values are secrets, or are treated as if they were.

use alloc::collections::{BTreeMap, BTreeSet, btree_map};

use serde::Serialize;

use crate::own::own_made_of;
use crate::rule::{Found, Rule, Violation};
use crate::text::text_types;

text_types! {
    /// The name of a header: a token. Its case is kept: two names are equal only if they are written alike. That `X-Token` and
    /// `x-token` are one header, [`Headers`] knows.
    ///
    /// Broken: [`Rule::HeaderNameShape`]. Source: RFC 9110, section 5.1.
    ///
    /// ```
    /// use lastmile::{HeaderName, Rule};
    ///
    /// assert_eq!(HeaderName::new("Authorization")?.as_str(), "Authorization");
    /// assert_eq!(HeaderName::new("X Token").unwrap_err().rule(), Rule::HeaderNameShape);
    /// # Ok::<(), lastmile::Violation>(())
    /// ```
    plain HeaderName: |text| {
        let is_token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
        if !text.is_empty() && text.bytes().all(is_token) {
            Ok(())
        } else {
            Err(Rule::HeaderNameShape.broken_by(Found::text(text)))
        }
    };

    /// The value of a header, always masked. It may be empty, and has no line break, no null and no other control character
    /// but the tab.
    ///
    /// Broken: [`Rule::HeaderValueShape`]. Source: RFC 9110, section 5.5.
    ///
    /// ```
    /// use lastmile::{HeaderValue, Rule};
    ///
    /// assert_eq!(format!("{:?}", HeaderValue::new("Bearer xxx")?), "HeaderValue(10 characters)");
    /// assert_eq!(HeaderValue::new("a\r\nX-Admin: 1").unwrap_err().rule(), Rule::HeaderValueShape);
    /// # Ok::<(), lastmile::Violation>(())
    /// ```
    masked HeaderValue: |text| {
        if text.bytes().any(|byte| byte.is_ascii_control() && byte != b'\t') {
            Err(Rule::HeaderValueShape.broken_by(Found::text(text)))
        } else {
            Ok(())
        }
    };
}

/// Headers that go with each call to a provider: few, small, and each once.
///
/// Source: Abbiamo, `logistic_data.headers`.
///
/// ```
/// use lastmile::{HeaderName, Headers, HeaderValue, Rule};
///
/// let header = |name: &str, value: &str| Ok((HeaderName::new(name)?, HeaderValue::new(value)?));
/// let headers = Headers::new([header("Authorization", "Bearer xxx")?])?;
/// assert_eq!(headers.get("authorization").map(HeaderValue::as_str), Some("Bearer xxx"));
/// assert!(!format!("{headers:?}").contains("Bearer"));
/// for (name, value) in &headers {
///     // request.header(name.as_str(), value.as_str())
/// #   assert_eq!((name.as_str(), value.as_str(), headers.len()), ("Authorization", "Bearer xxx", 1));
/// }
///
/// let twice = Headers::new([header("X-Token", "a")?, header("x-token", "b")?]);
/// assert_eq!(twice.unwrap_err().rule(), Rule::HeaderTwice);
/// let many = (0..=Headers::MAX).map(|n| header(&format!("X-{n}"), "")).collect::<Result<Vec<_>, _>>()?;
/// assert_eq!(Headers::new(many).unwrap_err().rule(), Rule::TooManyHeaders);
/// # Ok::<(), lastmile::Violation>(())
/// ```
#[doc(alias("logistic_data"))]
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize)]
pub struct Headers(BTreeMap<HeaderName, HeaderValue>);

impl Headers {
    /// The most headers.
    pub const MAX: usize = 100;

    /// The most bytes of all names and values together.
    pub const MAX_BYTES: usize = 16_384;

    /// These headers.
    ///
    /// # Errors
    ///
    /// [`Rule::TooManyHeaders`], [`Rule::HeadersTooLarge`], [`Rule::HeaderTwice`].
    pub fn new(headers: impl IntoIterator<Item = (HeaderName, HeaderValue)>) -> Result<Headers, Violation> {
        let mut kept = BTreeMap::new();
        let mut names = BTreeSet::new();
        let mut bytes = 0_usize;
        for (name, value) in headers {
            bytes = bytes.saturating_add(name.as_str().len()).saturating_add(value.as_str().len());
            if names.len() == Headers::MAX {
                return Err(Rule::TooManyHeaders.broken());
            }
            if bytes > Headers::MAX_BYTES {
                return Err(Rule::HeadersTooLarge.broken());
            }
            if !names.insert(name.as_str().to_ascii_lowercase()) {
                return Err(Rule::HeaderTwice.broken_by(Found::shown(&name)));
            }
            kept.insert(name, value);
        }
        Ok(Headers(kept))
    }

    /// The value of a header, whatever the case of its name.
    pub fn get(&self, name: &str) -> Option<&HeaderValue> {
        self.iter().find(|(own, _)| own.as_str().eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    /// Names and values, by name.
    pub fn iter(&self) -> btree_map::Iter<'_, HeaderName, HeaderValue> {
        self.0.iter()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }
}

impl<'a> IntoIterator for &'a Headers {
    type Item = (&'a HeaderName, &'a HeaderValue);
    type IntoIter = btree_map::Iter<'a, HeaderName, HeaderValue>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

own_made_of!(BTreeMap<HeaderName, HeaderValue> => Headers);

impl TryFrom<BTreeMap<HeaderName, HeaderValue>> for Headers {
    type Error = Violation;

    fn try_from(headers: BTreeMap<HeaderName, HeaderValue>) -> Result<Headers, Violation> {
        Headers::new(headers)
    }
}
