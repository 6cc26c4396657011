//! Values are made of choices: numbers, taken one after the other. Where they run out the choice is always the least, so that a
//! failing case shrinks by itself.

use alloc::borrow::ToOwned;
use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::{self, Vec};
use core::fmt::Debug;

use proptest::arbitrary::any;
use proptest::collection::vec as list;
use proptest::strategy::{BoxedStrategy, Strategy};

use crate::rare::Rare;
use crate::rule::Violation;

/// What is decided, one number after the other.
#[derive(Debug)]
pub enum Choices {
    /// At random.
    Random(vec::IntoIter<u32>),
    /// Everything is there, and everything is the one of that number.
    Full(u32),
}

/// A value that can be made of choices.
///
/// ```
/// use lastmile::strategies::{Generate, full};
/// use lastmile::{Job, Tracking};
///
/// /// Whether a host's store keeps all of a value.
/// fn is_kept<T: Generate + PartialEq>(store: impl Fn(&T) -> T) -> bool {
///     full::<T>().take(5).all(|value| store(&value) == value)
/// }
/// assert!(is_kept::<Job>(Job::clone));
/// assert!(!is_kept::<Tracking>(|tracking| Tracking { link: None, ..tracking.clone() }), "it drops the link");
/// ```
pub trait Generate: Debug + Sized + 'static {
    /// The value. No choice leads to an error; if one does, the value is passed over.
    #[doc(hidden)]
    fn draw(choices: &mut Choices) -> Result<Self, Violation>;
}

/// Values made of at most so many choices.
pub(super) fn chosen<T: Debug + 'static>(
    most: usize,
    draw: impl Fn(&mut Choices) -> Result<T, Violation> + 'static,
) -> BoxedStrategy<T> {
    let choices = list(any::<u32>(), 0..=most);
    choices
        .prop_filter_map("the value would break a rule", move |choices| {
            draw(&mut Choices::Random(choices.into_iter())).ok()
        })
        .boxed()
}

/// Declares how values are drawn, and with it `Arbitrary`: at most so many choices, then a row for each type.
macro_rules! drawn {
    ($most:expr; $($value:ty: |$choices:pat_param| $draw:expr;)+) => {$(
        impl $crate::strategies::Generate for $value {
            fn draw($choices: &mut $crate::strategies::choices::Choices) -> Result<Self, $crate::rule::Violation> {
                $draw
            }
        }

        /// Feature `proptest`.
        impl proptest::arbitrary::Arbitrary for $value {
            type Parameters = ();
            type Strategy = proptest::strategy::BoxedStrategy<$value>;

            fn arbitrary_with((): ()) -> Self::Strategy {
                $crate::strategies::choices::chosen($most, <$value as $crate::strategies::Generate>::draw)
            }
        }
    )+};
}
pub(super) use drawn;

/// A text type's constructor.
type New<T> = fn(String) -> Result<T, Violation>;

/// Texts that any type of text takes.
const TEXTS: &[&str] =
    &["a", "Apt: 3, floor 4 ", " \"quoted\" \\ back", "שלום עליכם", "João\tda Silva", "x/y~z", "0", "D0", "pending"];

/// What other texts are made of, after a first letter.
const LETTERS: &[char] =
    &['a', 'Z', '0', '7', ' ', '-', '/', '~', '"', '\\', '\'', '<', '&', 'é', 'ß', '中', '🚚', '\u{301}'];

impl Choices {
    /// A value of the type that is asked for.
    pub(super) fn draw<T: Generate>(&mut self) -> Result<T, Violation> {
        T::draw(self)
    }

    /// One, or none.
    pub(super) fn maybe<T: Generate>(&mut self) -> Result<Option<T>, Violation> {
        self.maybe_with(T::draw)
    }

    /// At most so many.
    pub(super) fn some<T: Generate>(&mut self, most: u32) -> Result<Vec<T>, Violation> {
        self.some_with(most, T::draw)
    }

    pub(super) fn maybe_with<T>(
        &mut self,
        draw: impl FnOnce(&mut Choices) -> Result<T, Violation>,
    ) -> Result<Option<T>, Violation> {
        if self.is_full() || self.yes() { draw(self).map(Some) } else { Ok(None) }
    }

    pub(super) fn some_with<T>(
        &mut self,
        most: u32,
        mut draw: impl FnMut(&mut Choices) -> Result<T, Violation>,
    ) -> Result<Vec<T>, Violation> {
        let count = if self.is_full() { 1 } else { self.below(most.saturating_add(1)) };
        (0..count).map(|_| draw(self)).collect()
    }

    fn any(&mut self) -> u32 {
        match self {
            Choices::Random(left) => left.next().unwrap_or(0),
            Choices::Full(which) => *which,
        }
    }

    /// One of so many, from 0.
    pub(super) fn below(&mut self, end: u32) -> usize {
        usize::try_from(self.any().checked_rem(end).unwrap_or(0)).unwrap_or(0)
    }

    /// Whether it is the rarest of so many cases.
    pub(super) fn last_of(&mut self, cases: u32) -> bool {
        self.below(cases).saturating_add(1) == usize::try_from(cases).unwrap_or(0)
    }

    pub(super) const fn is_full(&self) -> bool {
        matches!(self, Choices::Full(_))
    }

    pub(super) fn yes(&mut self) -> bool {
        self.below(2) == 1
    }

    pub(super) fn flag(&mut self) -> Option<bool> {
        (self.is_full() || self.yes()).then(|| self.yes())
    }

    /// One of a list, which is not empty.
    pub(super) fn of<'l, T>(&mut self, list: &'l [T]) -> Option<&'l T> {
        list.get(self.below(u32::try_from(list.len()).unwrap_or(u32::MAX)))
    }

    /// One of some texts.
    pub(super) fn one_of(&mut self, texts: &[&'static str]) -> &'static str {
        self.of(texts).copied().unwrap_or_default()
    }

    /// One of some texts, as it is taken by its type.
    pub(super) fn valid<T>(&mut self, new: New<T>, texts: &[&'static str]) -> Result<T, Violation> {
        new(self.one_of(texts).to_owned())
    }

    /// Any text.
    pub(super) fn text<T>(&mut self, new: New<T>) -> Result<T, Violation> {
        match self.below(40) {
            39 => new("x".repeat(500)),
            20..39 => {
                let rest = self.some_with(11, |choices| Ok(choices.of(LETTERS).copied().unwrap_or('a')))?;
                new(core::iter::once('t').chain(rest).collect())
            }
            _ => self.valid(new, TEXTS),
        }
    }

    /// So many digits.
    pub(super) fn digits(&mut self, count: usize) -> String {
        (0..count).map(|_| char::from_digit(u32::try_from(self.below(10)).unwrap_or(0), 10).unwrap_or('0')).collect()
    }

    /// A number from 0 to `most`, often one at the limits.
    pub(super) fn number(&mut self, most: u32) -> u32 {
        let any = self.any();
        if self.is_full() {
            return any.saturating_add(1);
        }
        match self.below(5) {
            0 => 0,
            1 => 1.min(most),
            2 => any.checked_rem(5000).unwrap_or(0).min(most),
            3 => most,
            _ => any.checked_rem(most.max(1)).unwrap_or(0),
        }
    }
}

/// What is drawn in a box.
impl<T: Generate> Generate for Rare<T>
where
    Rare<T>: Debug,
{
    fn draw(choices: &mut Choices) -> Result<Self, Violation> {
        choices.draw::<T>().map(Rare::from)
    }
}

impl<T: Generate> Generate for Box<T> {
    fn draw(choices: &mut Choices) -> Result<Self, Violation> {
        choices.draw().map(Box::new)
    }
}
