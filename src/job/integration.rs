//! What the provider's other applications are to know: free members, of which two are known.

use alloc::string::String;
use core::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de, ser};
use serde_json::{Map, Value};

use crate::own::{Own, own_form};
use crate::rule::{Found, Rule, Violation};
use crate::text::{Link, not_blank, text_types};

own_form! {
    /// What each of the provider's applications is to know.
    ///
    /// Source: Instaleap, create job, `external_data`.
    ///
    /// ```
    /// use lastmile::{Integration, IntegrationKey, Integrations};
    ///
    /// let till = Integration { key: Some(IntegrationKey::new("sk_live_7f3a")?), ..Integration::default() };
    /// let told = Integrations { back_office: Some(till), ..Integrations::default() };
    /// assert!(!told.is_empty() && Integrations::default().is_empty());
    /// # Ok::<(), lastmile::Violation>(())
    /// ```
    #[doc(alias("external_data"))]
    #[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
    pub struct Integrations {
        /// What its webhooks send along.
        pub webhook: Option<Integration>,
        /// What its back office shows.
        pub back_office: Option<Integration>,
        /// What the people who pick the goods see.
        pub shopper_app: Option<Integration>,
    }
}

impl Integrations {
    /// Whether there are none.
    pub const fn is_empty(&self) -> bool {
        let Integrations { webhook, back_office, shopper_app } = self;
        webhook.is_none() && back_office.is_none() && shopper_app.is_none()
    }
}

own_form! {
    /// What one application is to know: members that the host chooses, of which the page's sample shows two.
    ///
    /// Source: Instaleap, create job, `external_data.webhook`, `external_data.backoffice`, `external_data.shopper_app`.
    ///
    /// ```
    /// use lastmile::{Integration, IntegrationKey, Link};
    ///
    /// let webhook = Integration {
    ///     key: Some(IntegrationKey::new("sk_live_7f3a")?),
    ///     url: Some(Link::new("https://shop.example.com/hooks/instaleap")?),
    ///     ..Integration::default()
    /// };
    /// assert!(!format!("{webhook:?}").contains("sk_"));
    /// # Ok::<(), lastmile::Violation>(())
    /// ```
    #[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
    pub struct Integration {
        /// The key to it.
        pub key: Option<IntegrationKey>,
        /// Where it is.
        pub url: Option<Link>,
        /// All other members.
        #[serde(default)]
        pub others: Metadata,
    }
}

text_types! {
    /// A key to an application; masked in `Debug`.
    ///
    /// Broken: [`Rule::Blank`]. Source: Instaleap, create job, `external_data.webhook.key`.
    ///
    /// ```
    /// # use lastmile::IntegrationKey;
    /// assert_eq!(format!("{:?}", IntegrationKey::new("sk_live_7f3a")?), "IntegrationKey(12 characters)");
    /// # Ok::<(), lastmile::Violation>(())
    /// ```
    masked IntegrationKey: not_blank;
}

/// An object whose members the host chooses. Nobody knows what is in it, so `Debug` shows how many there are.
///
/// Formats that are not made for people carry it as JSON in a text: they could not say which kind each member is.
///
/// Source: Instaleap, create job, `payment_info.payment.metadata`.
///
/// ```
/// use lastmile::Metadata;
/// use serde_json::json;
///
/// let metadata: Metadata = serde_json::from_value(json!({"card": "4111"}))?;
/// assert_eq!(metadata.as_map()["card"], "4111");
/// assert_eq!(format!("{metadata:?}"), "Metadata(1 members)");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Metadata(Map<String, Value>);

impl Metadata {
    /// Those members.
    pub const fn new(members: Map<String, Value>) -> Metadata {
        Metadata(members)
    }

    /// The members.
    pub const fn as_map(&self) -> &Map<String, Value> {
        &self.0
    }

    /// The members, to change them.
    pub fn into_map(self) -> Map<String, Value> {
        self.0
    }

    /// Whether a payment can have it: at most 1,000 characters, as compact JSON.
    ///
    /// ```
    /// use lastmile::{Metadata, Rule};
    /// use serde_json::{Map, json};
    ///
    /// let mut members = Map::from_iter([("till".to_owned(), json!(4))]);
    /// Metadata::new(members.clone()).check()?;
    /// members.insert("log".to_owned(), "x".repeat(1000).into());
    /// let long = Metadata::new(members);
    /// assert_eq!(long.check().unwrap_err().rule(), Rule::MetadataTooLong);
    /// assert_eq!(long.into_map().len(), 2, "it is kept all the same");
    /// # Ok::<(), lastmile::Violation>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Rule::MetadataTooLong`], which is a warning where a payload is read.
    pub fn check(&self) -> Result<(), Violation> {
        // An object of JSON values is always written.
        match serde_json::to_string(&self.0).map_or(0, |text| text.chars().count()) {
            0..=1000 => Ok(()),
            length => Err(Rule::MetadataTooLong.broken_by(length)),
        }
    }
}

impl fmt::Debug for Metadata {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Metadata({} members)", self.0.len())
    }
}

impl Serialize for Metadata {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            return self.0.serialize(serializer);
        }
        let text = serde_json::to_string(&self.0).map_err(ser::Error::custom)?;
        serializer.serialize_str(&text)
    }
}

impl<'de> Deserialize<'de> for Metadata {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Metadata, D::Error> {
        if !deserializer.is_human_readable() {
            let text = String::deserialize(Own(deserializer))?;
            // serde_json's own words would repeat what stands there.
            return serde_json::from_str(&text).map(Metadata).map_err(|_| {
                de::Error::custom(format_args!("expected an object as JSON text, found {}", Found::text(&text)))
            });
        }
        // Read as what it is, because a number comes as an object where numbers keep their text.
        let found = match Value::deserialize(Own(deserializer))? {
            Value::Object(map) => return Ok(Metadata(map)),
            Value::Null => Found::from("null"),
            Value::Bool(flag) => Found::shown(flag),
            Value::Number(_) => Found::from("a number"),
            Value::String(text) => Found::text(&text),
            Value::Array(_) => Found::from("a list"),
        };
        Err(de::Error::custom(format_args!("expected an object, found {found}")))
    }
}
