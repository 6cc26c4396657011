//! What the provider's other applications are to know: `external_data`.

use crate::dialect::shared::text;
use crate::job::{Integration, IntegrationKey, Integrations, Metadata};
use crate::report::Scope;
use crate::text::{Link, Text};

// The wire.

crate::wire! {
    /// What the provider's other applications are to know: `external_data`.
    ///
    /// ```
    /// use lastmile::instaleap::ExternalData;
    ///
    /// let wire: ExternalData = serde_json::from_str(r#"{"webhook": {"key": "sk_test_webhook"}, "erp": {}}"#)?;
    /// assert!(wire.webhook.as_given().is_some() && wire.backoffice.is_absent());
    /// assert_eq!(wire.unknown.iter().map(|(name, _)| name).collect::<Vec<_>>(), ["erp"]);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub struct ExternalData {
        /// For the webhooks.
        pub webhook: Field<IntegrationDetails>,
        /// For the back office.
        pub backoffice: Field<IntegrationDetails>,
        /// For the people who pick the goods.
        pub shopper_app: Field<IntegrationDetails>,
    }

    /// What one application is to know. All members are free; the sample shows two, and others are in `unknown`.
    ///
    /// ```
    /// let json = r#"{"key":"sk_test_backoffice","URL":"https://backoffice.example.com","newKey":"more"}"#;
    /// let wire: lastmile::instaleap::IntegrationDetails = serde_json::from_str(json)?;
    /// assert_eq!(wire.url.as_given().map(|url| url.as_str()), Some("https://backoffice.example.com"));
    /// assert_eq!(serde_json::to_string(&wire)?, json, "free members are kept");
    /// assert!(!format!("{wire:?}").contains("sk_test"), "no log shows the key");
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub struct IntegrationDetails {
        /// The key to it.
        pub key: Field<Text>,
        /// Where it is.
        pub url: Field<Text> = "URL",
    }
}

// Reading and writing.

impl ExternalData {
    pub(super) fn read(self, s: &mut Scope<'_>) -> Option<Integrations> {
        let ExternalData { webhook, backoffice, shopper_app, unknown } = self;
        let webhook = s.optional_with("webhook", webhook, IntegrationDetails::read);
        let back_office = s.optional_with("backoffice", backoffice, IntegrationDetails::read);
        let shopper_app = s.optional_with("shopper_app", shopper_app, IntegrationDetails::read);
        s.unknown(&unknown);
        Some(Integrations { webhook: webhook?, back_office: back_office?, shopper_app: shopper_app? })
    }

    pub(super) fn write(integrations: &Integrations, s: &mut Scope<'_>) -> ExternalData {
        let Integrations { webhook, back_office, shopper_app } = integrations;
        let mut each = |name, integration: &Option<Integration>| {
            integration.as_ref().map(|integration| IntegrationDetails::write(integration, &mut s.member(name))).into()
        };
        ExternalData {
            webhook: each("webhook", webhook),
            backoffice: each("back_office", back_office),
            shopper_app: each("shopper_app", shopper_app),
            unknown: Default::default(),
        }
    }
}

impl IntegrationDetails {
    fn read(self, s: &mut Scope<'_>) -> Option<Integration> {
        let IntegrationDetails { key, url, unknown } = self;
        let key = s.optional("key", key.blank_is_absent(), IntegrationKey::new);
        let url = s.optional("URL", url.blank_is_absent(), Link::new);
        // The host chooses the members, so none of them is unknown.
        let others = Metadata::new(unknown.into());
        Some(Integration { key: key?, url: url?, others })
    }

    fn write(integration: &Integration, s: &mut Scope<'_>) -> IntegrationDetails {
        let Integration { key, url, others } = integration;
        let mut others = others.as_map().clone();
        // A name is given once in an object, and these two have a place of their own.
        for name in ["key", "URL"] {
            let is_double = others.remove(name).is_some();
            s.member("others").loses(name, is_double);
        }
        IntegrationDetails { key: text(key), url: text(url), unknown: others.into() }
    }
}
