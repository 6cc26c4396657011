//! Where a reader or writer is, and what it has to say about it.

use alloc::boxed::Box;
use alloc::string::ToString;
use alloc::vec::Vec;
use core::fmt;

use serde_json::Value;

use crate::field::{Field, Unknown, Wire, describe};
use crate::report::{Pointer, Report};
use crate::rule::{Found, Rule, Severity, Violation};
use crate::units::codec::Rounded;

/// A place in a document together with the report on it. It costs nothing until there is something to say: the way to it is
/// a chain on the stack.
///
/// Reading asks for each member in turn and goes on after a fault, so that one pass finds all of them; a value is `None`
/// if and only if an error was reported for it.
///
/// ```
/// use lastmile::field::Field;
/// use lastmile::report::{Report, Scope};
/// use lastmile::{Note, PersonName};
///
/// let mut report = Report::default();
/// let mut contact = Scope::new(&mut report);
/// let name = contact.required("name", Field::<String>::Absent, PersonName::new);
/// let note = contact.optional("note", Field::Given("x".repeat(501)), Note::new);
/// assert_eq!((name, note), (None, None));
/// let places: Vec<_> = report.remarks().iter().map(|remark| remark.pointer.to_string()).collect();
/// assert_eq!(places, ["/name", "/note"]);
/// ```
pub struct Scope<'p> {
    way: Way<'p>,
    report: &'p mut Report,
}

/// The last step on the way to a place, and the way before it.
struct Way<'p> {
    before: Option<&'p Way<'p>>,
    step: Step<'p>,
}

#[derive(Clone, Copy)]
enum Step<'p> {
    Root,
    Member(&'p str),
    Index(usize),
}

impl Way<'_> {
    /// From the root down, without recursion on the stack of a caller who nests deeply.
    fn pointer(&self) -> Pointer {
        let mut steps = Vec::new();
        let mut way = Some(self);
        while let Some(Way { before, step }) = way {
            steps.push(*step);
            way = *before;
        }
        let mut pointer = Pointer::default();
        for step in steps.into_iter().rev() {
            match step {
                Step::Root => {}
                Step::Member(name) => pointer.push(name),
                Step::Index(index) => pointer.push(&index.to_string()),
            }
        }
        pointer
    }
}

impl<'p> Scope<'p> {
    /// The whole document.
    pub fn new(report: &'p mut Report) -> Scope<'p> {
        Scope { way: Way { before: None, step: Step::Root }, report }
    }

    /// A member of the object that is here.
    pub fn member<'c>(&'c mut self, name: &'c str) -> Scope<'c> {
        self.below(Step::Member(name))
    }

    /// An element of the list that is here.
    pub fn index(&mut self, index: usize) -> Scope<'_> {
        self.below(Step::Index(index))
    }

    fn below<'c>(&'c mut self, step: Step<'c>) -> Scope<'c> {
        Scope { way: Way { before: Some(&self.way), step }, report: self.report }
    }

    /// The way here.
    pub fn pointer(&self) -> Pointer {
        self.way.pointer()
    }

    /// Says something about this place.
    ///
    /// ```
    /// use lastmile::report::{Report, Scope};
    /// use lastmile::{Phone, Severity};
    ///
    /// // One odd phone number in what a provider sends should not sink it.
    /// let mut report = Report::default();
    /// let mut courier = Scope::new(&mut report);
    /// if let Err(odd) = Phone::new("ask the shop") {
    ///     courier.member("phone").remark(Severity::Loss, odd);
    /// }
    /// assert!(report.is_valid());
    /// assert!(report.to_string().ends_with("found a text of 12 characters [phone.malformed, loss]"));
    /// ```
    #[cold]
    pub fn remark(&mut self, severity: Severity, violation: Violation) {
        let way = &self.way;
        self.report.add(severity, violation, || way.pointer());
    }

    /// There is no value because of this.
    pub fn refuse(&mut self, violation: Violation) {
        self.remark(Severity::Error, violation);
    }

    /// There is a value all the same.
    ///
    /// ```
    /// use lastmile::report::{Report, Scope};
    /// use lastmile::{Coordinates, Severity};
    ///
    /// let mut report = Report::default();
    /// let mut place = Scope::new(&mut report);
    /// let point = Coordinates::new(0.0, 0.0)?;
    /// if let Err(doubt) = point.known() {
    ///     place.warn(doubt);
    /// }
    /// assert!(report.is_valid() && report.count(Severity::Warning) == 1);
    /// # Ok::<(), lastmile::Violation>(())
    /// ```
    pub fn warn(&mut self, violation: Violation) {
        self.remark(Severity::Warning, violation);
    }

    /// The target has no place for what is here.
    ///
    /// ```
    /// use lastmile::Barcode;
    /// use lastmile::report::{Report, Scope};
    ///
    /// // A target that has place for one barcode.
    /// let barcodes = [Barcode::new("0123452")?, Barcode::new("0123469")?];
    /// let mut report = Report::default();
    /// let mut parcel = Scope::new(&mut report);
    /// let mut list = parcel.member("barcodes");
    /// for at in 1..barcodes.len() {
    ///     list.index(at).lost();
    /// }
    /// assert_eq!(report.remarks()[0].pointer, "/barcodes/1");
    /// # Ok::<(), lastmile::Violation>(())
    /// ```
    pub fn lost(&mut self) {
        self.remark(Severity::Loss, Rule::Lost.broken());
    }

    /// Says that a member is lost if there is one: `scope.loses("vendor", vendor.is_some())`.
    ///
    /// ```
    /// use lastmile::Severity;
    /// use lastmile::report::{Report, Scope};
    ///
    /// let mut report = Report::default();
    /// let mut delivery = Scope::new(&mut report);
    /// delivery.loses("vendor", true);
    /// delivery.loses("invoice", false);
    /// assert_eq!(report.remarks()[0].pointer, "/vendor");
    /// assert_eq!((report.remarks().len(), report.count(Severity::Loss)), (1, 1));
    /// ```
    pub fn loses(&mut self, name: &str, is_there: bool) {
        if is_there {
            self.member(name).lost();
        }
    }

    /// The target cannot be written without a member that is not there.
    ///
    /// ```
    /// use lastmile::report::{Report, Scope};
    ///
    /// let mut report = Report::default();
    /// Scope::new(&mut report).needs("carrier");
    /// assert_eq!(report.to_string(), "/carrier: the target cannot be written without this member [member.needed]");
    /// ```
    pub fn needs(&mut self, name: &str) {
        self.member(name).refuse(Rule::Needed.broken());
    }

    /// The value, or an error here.
    pub fn check<T>(&mut self, result: Result<T, Violation>) -> Option<T> {
        match result {
            Ok(value) => Some(value),
            Err(violation) => {
                self.refuse(violation);
                None
            }
        }
    }

    /// The value, which may have been rounded, with a warning here; or an error here.
    ///
    /// ```
    /// use lastmile::report::{Report, Scope};
    /// use lastmile::{Grams, Rounding};
    ///
    /// let mut report = Report::default();
    /// let mut weight = Scope::new(&mut report);
    /// let read = weight.rounded(Grams::read_kilograms(&serde_json::from_str("3.1505")?, Rounding::HalfUp));
    /// assert_eq!(read, Some(Grams::new(3151)));
    /// assert_eq!(report.remarks()[0].rule.code(), "weight.fraction-of-gram");
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub fn rounded<T>(&mut self, result: Result<Rounded<T>, Violation>) -> Option<T> {
        let Rounded { value, violation } = self.check(result)?;
        if let Some(violation) = violation {
            self.warn(violation);
        }
        Some(value)
    }

    /// Reads a member that must be there.
    ///
    /// Says [`Rule::Missing`] if it is absent or null, the rule of its kind if it is of another kind, and what `new` says.
    pub fn required<T: Wire, U>(
        &mut self,
        name: &str,
        field: Field<T>,
        new: impl FnOnce(T) -> Result<U, Violation>,
    ) -> Option<U> {
        self.required_with(name, field, |value, here| here.check(new(value)))
    }

    /// Reads a member that must be there and has remarks of its own to make.
    ///
    /// Says [`Rule::Missing`] if it is absent or null, and the rule of its kind if it is of another kind.
    ///
    /// ```
    /// use lastmile::field::Field;
    /// use lastmile::report::{Report, Scope};
    /// use lastmile::{Contact, PersonName, Phone, gett};
    ///
    /// let mut report = Report::default();
    /// let mut payload = Scope::new(&mut report);
    /// let wire = Field::Given(gett::ContactDetails { name: Field::Given("Dan".into()), ..Default::default() });
    /// let contact = payload.required_with("contact", wire, |wire, here| {
    ///     let name = here.required("name", wire.name, PersonName::new);
    ///     let phone = here.required("phone_number", wire.phone_number, Phone::new);
    ///     here.unknown(&wire.unknown);
    ///     Some(Contact { name: Some(name?), phone: Some(phone?), ..Contact::default() })
    /// });
    /// assert_eq!(contact, None);
    /// assert_eq!(report.remarks()[0].pointer, "/contact/phone_number");
    /// ```
    pub fn required_with<T: Wire, U>(
        &mut self,
        name: &str,
        field: Field<T>,
        read: impl FnOnce(T, &mut Scope<'_>) -> Option<U>,
    ) -> Option<U> {
        self.member(name).value(field, read)
    }

    /// Reads a member that may be absent or null.
    ///
    /// Says the rule of its kind if it is of another kind, and what `new` says.
    pub fn optional<T: Wire, U>(
        &mut self,
        name: &str,
        field: Field<T>,
        new: impl FnOnce(T) -> Result<U, Violation>,
    ) -> Option<Option<U>> {
        self.optional_with(name, field, |value, here| here.check(new(value)))
    }

    /// Reads a member that may be absent or null and has remarks of its own to make.
    ///
    /// ```
    /// use lastmile::field::Field;
    /// use lastmile::report::{Report, Scope};
    /// use lastmile::{Grams, Rounding};
    /// use serde_json::Number;
    ///
    /// let mut report = Report::default();
    /// let mut parcel = Scope::new(&mut report);
    /// let kilograms = |number: Number, here: &mut Scope<'_>| here.rounded(Grams::read_kilograms(&number, Rounding::HalfUp));
    /// assert_eq!(parcel.optional_with("weight", Field::Null, kilograms), Some(None), "there is none, and nothing is wrong");
    /// assert_eq!(parcel.optional_with("weight", Field::Given((-1).into()), kilograms), None);
    /// assert_eq!(report.remarks()[0].rule.code(), "weight.negative");
    /// ```
    pub fn optional_with<T: Wire, U>(
        &mut self,
        name: &str,
        field: Field<T>,
        read: impl FnOnce(T, &mut Scope<'_>) -> Option<U>,
    ) -> Option<Option<U>> {
        match field {
            Field::Absent | Field::Null => Some(None),
            given => self.member(name).value(given, read).map(Some),
        }
    }

    /// Reads a list that may be absent or null, element by element; such a list is empty.
    ///
    /// ```
    /// use lastmile::field::Field;
    /// use lastmile::report::{Report, Scope};
    /// use lastmile::{Barcode, text::Text};
    ///
    /// let wire: Field<Vec<Field<Text>>> = serde_json::from_str(r#"["0123452", "", 7]"#)?;
    /// let mut report = Report::default();
    /// let mut parcel = Scope::new(&mut report);
    /// let barcodes = parcel.list("barcodes", wire, |text, here| here.check(Barcode::new(text)));
    /// assert_eq!(barcodes, None);
    /// let places: Vec<_> = report.remarks().iter().map(|remark| remark.pointer.as_str()).collect();
    /// assert_eq!(places, ["/barcodes/1", "/barcodes/2"], "all of them, also behind a fault");
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub fn list<T: Wire, U>(
        &mut self,
        name: &str,
        field: Field<Vec<Field<T>>>,
        mut read: impl FnMut(T, &mut Scope<'_>) -> Option<U>,
    ) -> Option<Vec<U>> {
        Some(self.optional_with(name, field, |list, here| here.each(list, &mut read))?.unwrap_or_default())
    }

    /// Reads the elements of the list that is here, all of them, also behind a fault.
    ///
    /// ```
    /// use lastmile::field::Field;
    /// use lastmile::report::{Report, Scope};
    /// use lastmile::{Barcode, Rule, text::Text};
    ///
    /// // A page that wants at least one.
    /// let wire: Field<Vec<Field<Text>>> = serde_json::from_str("[]")?;
    /// let mut report = Report::default();
    /// let barcodes = Scope::new(&mut report).required_with("barcodes", wire, |list, here| {
    ///     if list.is_empty() {
    ///         here.refuse(Rule::Missing.broken());
    ///         return None;
    ///     }
    ///     here.each(list, |text, here| here.check(Barcode::new(text)))
    /// });
    /// assert_eq!(barcodes, None);
    /// assert_eq!(report.errors().next().map(|remark| remark.rule), Some(Rule::Missing));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub fn each<T: Wire, U>(
        &mut self,
        list: Vec<Field<T>>,
        mut read: impl FnMut(T, &mut Scope<'_>) -> Option<U>,
    ) -> Option<Vec<U>> {
        let length = list.len();
        let mut values = Some(Vec::new());
        for (at, element) in list.into_iter().enumerate() {
            match (self.index(at).element(element, &mut read), &mut values) {
                (Some(value), Some(values)) => {
                    if values.capacity() == 0 {
                        *values = Vec::with_capacity(length);
                    }
                    values.push(value);
                }
                (Some(_), None) => {}
                // Nobody gets the rest of the list: it is read for what there is to say of it.
                (None, _) => values = None,
            }
        }
        values
    }

    /// Reads what must be here.
    fn value<T: Wire, U>(&mut self, field: Field<T>, read: impl FnOnce(T, &mut Scope<'_>) -> Option<U>) -> Option<U> {
        match field {
            Field::Given(value) => return read(value, self),
            Field::Absent => self.missing(None),
            Field::Null => self.missing(Some("null")),
            Field::Misfit(value) => self.misfit(T::EXPECTS, value),
        }
        None
    }

    /// Reads what is here where nothing can be missing: an element of a list, or the whole.
    pub(crate) fn element<T: Wire, U>(
        &mut self,
        field: Field<T>,
        read: impl FnOnce(T, &mut Scope<'_>) -> Option<U>,
    ) -> Option<U> {
        match field {
            Field::Given(value) => return read(value, self),
            Field::Absent | Field::Null => self.misfit(T::EXPECTS, Box::default()),
            Field::Misfit(value) => self.misfit(T::EXPECTS, value),
        }
        None
    }

    #[cold]
    fn missing(&mut self, found: Option<&'static str>) {
        self.refuse(Rule::Missing.broken_by(found.map(Found::from).unwrap_or_default()));
    }

    /// Takes the value, so that no caller has it to drop.
    #[cold]
    fn misfit(&mut self, expected: Rule, value: Box<Value>) {
        self.refuse(expected.broken_by(describe(&value)));
    }

    /// Says of each member that nobody described that it is kept and not understood.
    ///
    /// ```
    /// use lastmile::gett;
    /// use lastmile::report::{Report, Scope};
    ///
    /// let wire: gett::VendorDetails = serde_json::from_str(r#"{"name": "gillette", "colour": "blue"}"#)?;
    /// let mut report = Report::default();
    /// Scope::new(&mut report).member("vendor").unknown(&wire.unknown);
    /// assert_eq!((report.remarks()[0].pointer.as_str(), report.is_valid()), ("/vendor/colour", true));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    #[inline]
    pub fn unknown(&mut self, unknown: &Unknown) {
        if !unknown.is_empty() {
            self.notice(unknown);
        }
    }

    #[cold]
    fn notice(&mut self, unknown: &Unknown) {
        for (name, value) in unknown.iter() {
            self.member(name).remark(Severity::Notice, Rule::UnknownMember.broken_by(describe(value)));
        }
    }
}

impl fmt::Debug for Scope<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Scope({:?})", self.pointer())
    }
}
