//! What a courier carries: parcels, and the sizes that providers know by an alias.

use alloc::boxed::Box;
use alloc::collections::BTreeMap;
use alloc::vec;
use alloc::vec::Vec;

use serde::Serialize;

use crate::id::{ParcelId, Reference};
use crate::item::{Failure, Item, PieceStatus};
use crate::own::own_form;
use crate::rule::{Found, Rule, Violation};
use crate::text::{Barcode, Label, SizeAlias};
use crate::units::{Centimetres, CubicCentimetres, Dimensions, Grams};

own_form! {
    /// One package.
    ///
    /// Source: Gett, create delivery, `deliveries[].parcels[]`; Abbiamo, `deliveries[].volumes[]`.
    ///
    /// ```
    /// use lastmile::{Barcode, Centimetres, Grams, Parcel};
    ///
    /// let parcel = Parcel {
    ///     length: Some(Centimetres::new(125)),
    ///     width: Some(Centimetres::new(23)),
    ///     height: Some(Centimetres::new(10)),
    ///     weight: Some(Grams::new(3150)),
    ///     barcodes: vec![Barcode::new("0123452")?],
    ///     ..Parcel::default()
    /// };
    /// assert_eq!(parcel.dimensions().map(|size| size.volume()).transpose()?.map(|volume| volume.get()), Some(28_750));
    /// # Ok::<(), lastmile::Violation>(())
    /// ```
    #[doc(alias("volume", "package", "box", "colli"))]
    #[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize)]
    pub struct Parcel {
        /// The provider's id.
        pub id: Option<ParcelId>,
        /// What the courier is shown; it goes before the delivery's own label.
        pub label: Option<Label>,
        /// The host's id.
        pub reference: Option<Reference>,
        /// The provider's name for its size.
        pub size_alias: Option<SizeAlias>,
        /// The side lengthwise, where it is known.
        pub length: Option<Centimetres>,
        /// The side across, where it is known.
        pub width: Option<Centimetres>,
        /// The side upwards, where it is known.
        pub height: Option<Centimetres>,
        /// What it weighs, where it is known.
        pub weight: Option<Grams>,
        /// The room it takes, where the provider says it beside the sides or without them.
        pub volume: Option<CubicCentimetres>,
        /// What is printed on its labels, in order. In a bundle either all parcels have one or none has; see
        /// [`Deliveries`](crate::Deliveries).
        #[serde(default)]
        pub barcodes: Vec<Barcode>,
        /// What is in it.
        #[serde(default)]
        pub items: Vec<Item>,
        /// How it fares, as the provider says.
        pub status: Option<PieceStatus>,
        /// Why it was not delivered.
        pub failure: Option<Box<Failure>>,
    }
}

impl Parcel {
    /// All three sides, if all are known.
    ///
    /// ```
    /// use lastmile::{Centimetres, Parcel};
    ///
    /// let flat = Parcel { length: Some(Centimetres::new(40)), width: Some(Centimetres::new(30)), ..Parcel::default() };
    /// assert_eq!(flat.dimensions(), None, "nobody knows how high it is");
    /// let whole = Parcel { height: Some(Centimetres::new(20)), ..flat };
    /// assert_eq!(whole.dimensions().map(|sides| sides.to_string()), Some("40 x 30 x 20 cm".to_owned()));
    /// ```
    pub fn dimensions(&self) -> Option<Dimensions> {
        Some(Dimensions { length: self.length?, width: self.width?, height: self.height? })
    }

    /// All three sides; where they are not all known, those that the alias stands for.
    pub fn dimensions_by(&self, sizes: &Sizes) -> Option<Dimensions> {
        self.dimensions().or_else(|| sizes.get(self.size_alias.as_ref()?))
    }

    /// Whether the volume is that of the sides, where all of them are known.
    ///
    /// ```
    /// use lastmile::{Centimetres, CubicCentimetres, Parcel, Rule};
    ///
    /// let side = Some(Centimetres::new(10));
    /// let parcel = Parcel { length: side, width: side, height: side, ..Parcel::default() };
    /// assert!(Parcel { volume: Some(CubicCentimetres::new(1000)), ..parcel.clone() }.agreeing_in_volume().is_ok());
    /// let other = Parcel { volume: Some(CubicCentimetres::new(999)), ..parcel }.agreeing_in_volume();
    /// assert_eq!(other.unwrap_err().rule(), Rule::VolumeDiffers);
    /// ```
    ///
    /// # Errors
    ///
    /// [`Rule::VolumeDiffers`] if it is another one.
    pub fn agreeing_in_volume(&self) -> Result<(), Violation> {
        let (Some(sides), Some(volume)) = (self.dimensions(), self.volume) else { return Ok(()) };
        if sides.volume().is_ok_and(|of_sides| of_sides == volume) {
            return Ok(());
        }
        Err(Rule::VolumeDiffers.broken_by(Found::shown(format_args!("{volume}, {sides}"))))
    }

    /// What is in it; where nothing is named, one item called like the parcel, as the provider makes it.
    ///
    /// ```
    /// use lastmile::{Label, Parcel};
    ///
    /// let parcel = Parcel { label: Some(Label::new("M87483H8F889_1")?), ..Parcel::default() };
    /// let items = parcel.items_or_implied();
    /// assert_eq!(items[0].name.as_ref().map(|name| name.as_str()), Some("M87483H8F889_1"));
    /// # Ok::<(), lastmile::Violation>(())
    /// ```
    pub fn items_or_implied(&self) -> alloc::borrow::Cow<'_, [Item]> {
        if self.items.is_empty() {
            vec![Item::implied(self.label.as_ref())].into()
        } else {
            self.items.as_slice().into()
        }
    }
}

/// What the aliases of a provider stand for. Each integration has a table of its own, so the host supplies it.
///
/// Source: Gett, create delivery, `deliveries[].parcels[].size_alias`.
///
/// ```
/// use lastmile::{Centimetres, Dimensions, Parcel, SizeAlias, Sizes};
///
/// let cube = |side| Dimensions { length: Centimetres::new(side), width: Centimetres::new(side), height: Centimetres::new(side) };
/// let sizes = Sizes::new([(SizeAlias::new("S")?, cube(20)), (SizeAlias::new("M")?, cube(40))])?;
///
/// let parcel = Parcel { size_alias: Some(SizeAlias::new("M")?), ..Parcel::default() };
/// assert_eq!(parcel.dimensions_by(&sizes), Some(cube(40)));
/// assert!(Sizes::new([(SizeAlias::new("S")?, cube(20)), (SizeAlias::new("S")?, cube(21))]).is_err());
/// # Ok::<(), lastmile::Violation>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sizes(BTreeMap<SizeAlias, Dimensions>);

impl Sizes {
    /// A table of sizes.
    ///
    /// # Errors
    ///
    /// [`Rule::SizeAliasTwice`].
    pub fn new(sizes: impl IntoIterator<Item = (SizeAlias, Dimensions)>) -> Result<Sizes, Violation> {
        let mut table = BTreeMap::new();
        for (alias, size) in sizes {
            if table.contains_key(&alias) {
                return Err(Rule::SizeAliasTwice.broken_by(Found::shown(&alias)));
            }
            table.insert(alias, size);
        }
        Ok(Sizes(table))
    }

    /// What an alias stands for; letter case counts.
    pub fn get(&self, alias: &SizeAlias) -> Option<Dimensions> {
        self.0.get(alias).copied()
    }
}
