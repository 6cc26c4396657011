//! Who brings a delivery.

use crate::dialect::shared::{echoed, text};
use crate::report::Scope;
use crate::text::{FreeText, Link, PersonName, Phone, Text};
use crate::tracking::{Courier, Vehicle};

crate::wire! {
    /// Who brings it.
    ///
    /// ```
    /// let wire: lastmile::gett::CourierDetails = serde_json::from_str(r#"{"name": "Noa", "phone": "972541111111"}"#)?;
    /// assert_eq!(wire.phone.as_given().map(|phone| phone.as_str()), Some("972541111111"));
    /// assert!(!format!("{wire:?}").contains("9725"), "no log shows it");
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub struct CourierDetails {
        /// Their name.
        pub name: Field<Text>,
        /// Their phone number, in any form.
        pub phone: Field<Text>,
        /// A picture of them; empty if there is none.
        pub picture_url: Field<Text>,
        /// The colour of the vehicle.
        pub color: Field<Text>,
        /// The vehicle's plate.
        pub license_plate: Field<Text>,
        /// What the vehicle is.
        pub model: Field<Text>,
    }
}

impl CourierDetails {
    pub(super) fn read(self, s: &mut Scope<'_>) -> Option<Courier> {
        let CourierDetails { name, phone, picture_url, color, license_plate, model, unknown } = self;
        let name = s.optional("name", name.blank_is_absent(), PersonName::new);
        let phone = echoed(s, "phone", phone, Phone::new);
        let picture = echoed(s, "picture_url", picture_url, Link::new);
        let colour = s.optional("color", color.blank_is_absent(), FreeText::new);
        let licence_plate = s.optional("license_plate", license_plate.blank_is_absent(), FreeText::new);
        let model = s.optional("model", model.blank_is_absent(), FreeText::new);
        s.unknown(&unknown);
        let vehicle = Vehicle { colour: colour?, model: model?, licence_plate: licence_plate? };
        Some(Courier { name: name?, phone: phone?, access_code: None, position: None, picture: picture?, vehicle })
    }

    pub(super) fn write(courier: &Courier, s: &mut Scope<'_>) -> CourierDetails {
        let Courier { name, phone, access_code, position, picture, vehicle: Vehicle { colour, model, licence_plate } } =
            courier;
        s.loses("access_code", access_code.is_some());
        s.loses("position", position.is_some());
        CourierDetails {
            name: text(name),
            phone: text(phone),
            picture_url: text(picture),
            color: text(colour),
            license_plate: text(licence_plate),
            model: text(model),
            unknown: Default::default(),
        }
    }
}
