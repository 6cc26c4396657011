//! Model values at random: every member absent and present, every form of every enum, the odd values in between.
//!
//! A model is made of choices. Where they run out the choice is always the least, so that a failing case shrinks by itself.

#![allow(dead_code, reason = "each test file uses some of it")]

use lastmile::hubrise::TrackingUpdate;
use lastmile::*;
use proptest::collection::vec;
use proptest::num::u32::ANY;
use proptest::strategy::Strategy;

/// What is decided at random, one number after the other.
#[derive(Debug)]
pub(crate) enum Choices {
    Random(std::vec::IntoIter<u32>),
    /// Everything is there, and everything is the one of that number.
    Full(u32),
}

/// A text type's constructor.
type New<T> = fn(String) -> Result<T, Violation>;

const TEXTS: &[&str] =
    &["a", "Apt: 3, floor 4 ", " \"quoted\" \\ back", "שלום עליכם", "João\tda Silva", "x/y~z", "0", "D0", "pending"];

impl Choices {
    pub(crate) fn strategy<T: core::fmt::Debug>(make: fn(&mut Choices) -> T) -> impl Strategy<Value = T> {
        vec(ANY, 0..600).prop_map(move |left| make(&mut Choices::Random(left.into_iter())))
    }

    fn any(&mut self) -> u32 {
        match self {
            Choices::Random(left) => left.next().unwrap_or(0),
            Choices::Full(which) => *which,
        }
    }

    fn below(&mut self, end: u32) -> usize {
        usize::try_from(self.any() % end).unwrap()
    }

    fn is_full(&self) -> bool {
        matches!(self, Choices::Full(_))
    }

    fn count(&mut self, most: u32) -> usize {
        if self.is_full() { 1 } else { self.below(most + 1) }
    }

    pub(crate) fn rarely(&mut self) -> bool {
        self.below(16) == 15
    }

    fn yes(&mut self) -> bool {
        self.below(2) == 1
    }

    fn maybe<T>(&mut self, make: impl FnOnce(&mut Choices) -> T) -> Option<T> {
        (self.is_full() || self.yes()).then(|| make(self))
    }

    fn flag(&mut self) -> Option<bool> {
        self.maybe(Choices::yes)
    }

    fn some<T>(&mut self, most: u32, mut make: impl FnMut(&mut Choices) -> T) -> Vec<T> {
        (0..self.count(most)).map(|_| make(self)).collect()
    }

    fn of<T: Clone>(&mut self, list: &[T]) -> T {
        list[self.below(u32::try_from(list.len()).unwrap())].clone()
    }

    fn valid<T>(&mut self, new: New<T>, texts: &[&str]) -> T {
        new(self.of(texts).to_owned()).unwrap()
    }

    fn text<T>(&mut self, new: New<T>) -> T {
        match self.below(40) {
            39 => new("x".repeat(500)).unwrap(),
            _ => self.valid(new, TEXTS),
        }
    }

    fn maybe_text<T>(&mut self, new: New<T>) -> Option<T> {
        self.maybe(|c| c.text(new))
    }

    fn number(&mut self, most: u32) -> u32 {
        let any = self.any();
        if self.is_full() {
            return any + 1;
        }
        match self.below(5) {
            0 => 0,
            1 => 1.min(most),
            2 => (any % 5000).min(most),
            3 => most,
            _ => any % most.max(1),
        }
    }

    fn phone(&mut self) -> Phone {
        self.valid(Phone::new, &["+972554754407", "112", "053-1234567", "911111111", "(11) 91111.1111"])
    }

    fn email(&mut self) -> Email {
        self.valid(Email::new, &["a@b", "joão@exemplo.com.br"])
    }

    fn link(&mut self) -> Link {
        self.valid(Link::new, &["https://example.com/t?x=1#y", "HTTP://example.com", "https://u:p@example.com/"])
    }

    fn barcode(&mut self) -> Barcode {
        self.valid(Barcode::new, &["4140463900007", "0123452", " 1 "])
    }

    fn tax_id(&mut self) -> TaxId {
        self.valid(TaxId::new, &["07073877014", "88399480000156"])
    }

    pub(crate) fn timestamp(&mut self) -> Timestamp {
        let offset = self.of(&["Z", "+01:00", "-03:00", "+05:30"]);
        let fraction = self.of(&["", ".5", ".000000001", ".123"]);
        let (day, hour, second) = (self.below(28) + 1, self.below(24), self.below(60));
        format!("2023-06-{day:02}T{hour:02}:30:{second:02}{fraction}{offset}").parse().unwrap()
    }

    fn window(&mut self) -> TimeWindow {
        let (one, other) = (self.timestamp(), self.timestamp());
        let (from, until) = if one.to_utc() <= other.to_utc() { (one, other) } else { (other, one) };
        match self.below(3) {
            0 => TimeWindow::starting(from),
            1 => TimeWindow::ending(until),
            _ => TimeWindow::new(from, until).unwrap(),
        }
    }

    fn price(&mut self) -> Price {
        let cents = i64::from(self.number(u32::MAX));
        let large = if self.below(8) == 7 { 200_000 } else { 1 };
        Price::new(Cents::new(cents * large).unwrap()).unwrap()
    }

    fn money(&mut self) -> Money {
        let minor = i64::from(self.number(u32::MAX)) - if self.below(4) == 3 { 1000 } else { 0 };
        Money::new(minor, self.of(&["EUR", "JPY", "BHD", "CLF"]).parse().unwrap()).unwrap()
    }

    pub(crate) fn coordinates(&mut self) -> Coordinates {
        match self.below(6) {
            at if self.is_full() => Coordinates::new(f64::from(u8::try_from(at).unwrap()) + 1.5, 2.5),
            0 => Coordinates::new(0.0, 0.0),
            1 => Coordinates::new(0.0, -180.0),
            2 => Coordinates::new(-90.0, 1e-9),
            _ => Coordinates::new(
                f64::from(self.number(u32::MAX)) / 50_000_000.0,
                -f64::from(self.number(u32::MAX)) / 25_000_000.0,
            ),
        }
        .unwrap()
    }

    fn postal(&mut self) -> PostalAddress {
        let country = self.maybe(|c| c.of(&["BRA", "ARG", "ISR"]).parse::<Country>().unwrap());
        let is_brazil = country.is_none_or(|country| country == Country::BRAZIL);
        let odd = self.below(8) == 7;
        let local = is_brazil != odd;
        PostalAddress {
            zip_code: self.maybe(|c| match local {
                true => ZipCode::Cep(Cep::new("04029904").unwrap()),
                false => ZipCode::Other(c.text(AddressPart::new)),
            }),
            country,
            state: self.maybe(|c| match local {
                true => Region::Brazil(State::SP),
                false => Region::Other(c.text(AddressPart::new)),
            }),
            city: self.maybe_text(AddressPart::new),
            neighborhood: self.maybe_text(AddressPart::new),
            street: self.maybe_text(AddressPart::new),
            street_number: self.maybe_text(AddressPart::new),
            complement: self.maybe_text(AddressPart::new),
            reference: self.maybe_text(AddressPart::new),
        }
    }

    fn place(&mut self) -> Place {
        Place {
            address: self.maybe_text(AddressLine::new),
            postal: self.maybe(|c| Box::new(c.postal())),
            coordinates: self.maybe(Choices::coordinates),
            note: self.maybe_text(Note::new),
        }
    }

    fn contact(&mut self) -> Contact {
        Contact {
            name: self.maybe_text(PersonName::new),
            phone: self.maybe(Choices::phone),
            country_code: self.maybe(|c| c.valid(CallingCode::new, &["55", "+972"])),
            email: self.maybe(Choices::email),
        }
    }

    fn stop(&mut self) -> Stop {
        Stop { place: self.place(), contact: self.contact() }
    }

    fn failure(&mut self) -> Failure {
        Failure {
            description: self.maybe_text(FreeText::new),
            reason_id: self.maybe(|c| c.of(&[0, -1, 7, i64::MAX])),
            reason: self.maybe_text(Word::new),
        }
    }

    fn piece_status(&mut self) -> PieceStatus {
        if self.yes() { PieceStatus::Initial } else { PieceStatus::from(self.text(Word::new)) }
    }

    fn exemplar(&mut self) -> Exemplar {
        Exemplar {
            reference: self.maybe_text(Reference::new),
            barcode: self.maybe(Choices::barcode),
            status: self.maybe(Choices::piece_status),
            failure: self.maybe(Choices::failure),
        }
    }

    fn item(&mut self) -> Item {
        Item {
            reference: self.maybe_text(Reference::new),
            name: self.maybe_text(Name::new),
            quantity: self.maybe(|c| Quantity::new(c.number(u32::MAX).max(1)).unwrap()),
            price: self.maybe(Choices::price),
            vat_rate: self.maybe(|c| Percent::new(u16::try_from(c.number(10_000)).unwrap()).unwrap()),
            exemplars: self.some(2, Choices::exemplar),
            status: self.maybe(Choices::piece_status),
            failure: self.maybe(Choices::failure),
        }
    }

    pub(crate) fn parcel(&mut self) -> Parcel {
        Parcel {
            id: self.maybe_text(ParcelId::new),
            label: self.maybe_text(Label::new),
            reference: self.maybe_text(Reference::new),
            size_alias: self.maybe_text(SizeAlias::new),
            length: self.maybe(|c| Centimetres::new(c.number(u32::MAX))),
            width: self.maybe(|c| Centimetres::new(c.number(u32::MAX))),
            height: self.maybe(|c| Centimetres::new(c.number(u32::MAX))),
            weight: self.maybe(|c| Grams::new(c.number(u32::MAX))),
            volume: self.maybe(|c| CubicCentimetres::new(u64::from(c.number(u32::MAX)))),
            barcodes: self.some(2, Choices::barcode),
            items: self.some(2, Choices::item),
            status: self.maybe(Choices::piece_status),
            failure: self.maybe(Choices::failure),
        }
    }

    pub(crate) fn status(&mut self) -> Status {
        self.of(Status::ALL)
    }

    fn timeline(&mut self) -> Timeline {
        let mut timeline = match self.below(4) {
            0 => Timeline::new(),
            1 => Timeline::under(Lifecycle::CANONICAL),
            2 => Timeline::under(gett::LIFECYCLE),
            _ => Timeline::under(hubrise::LIFECYCLE),
        };
        for _ in 0..self.count(3) {
            let (status, at) = (self.status(), self.maybe(Choices::timestamp));
            timeline.observe(status, at);
        }
        for _ in 0..self.count(2) {
            let (status, at) = (self.status(), self.maybe(Choices::timestamp));
            timeline.set_time(status, at);
        }
        timeline
    }

    fn courier(&mut self) -> Courier {
        Courier {
            name: self.maybe_text(PersonName::new),
            phone: self.maybe(Choices::phone),
            access_code: self.maybe_text(AccessCode::new),
            position: self.maybe(Choices::coordinates),
            picture: self.maybe(Choices::link),
            vehicle: Vehicle {
                colour: self.maybe_text(FreeText::new),
                model: self.maybe_text(FreeText::new),
                licence_plate: self.maybe_text(FreeText::new),
            },
        }
    }

    fn unknown_status(&mut self) -> UnknownStatus {
        UnknownStatus {
            word: self.maybe(|c| c.valid(Word::new, &["teleported", "pending", "picked_up", "pickup_enroute"])),
            code: self.maybe(|c| c.of(&[0, 266, 10, 25, -1])),
        }
    }

    fn rejection(&mut self) -> Rejection {
        use RejectionReason::*;
        const SAID: &[&str] = &["manual reject", "out of the defined service area", "no"];
        Rejection {
            reason: self.maybe(|c| c.of(&[InvalidPhone, OutOfServiceArea, Manual, AddressNotFound])),
            description: self.maybe(|c| c.valid(FreeText::new, SAID)),
            error: self.maybe(|c| c.valid(FreeText::new, SAID)),
        }
    }

    fn verification(&mut self) -> Verification {
        Verification {
            kind: self.maybe_text(Word::new),
            proved_at: self.maybe(Choices::timestamp),
            recipient_category: self.maybe_text(Word::new),
            recipient_name: self.maybe_text(PersonName::new),
            verified_by: self.maybe_text(FreeText::new),
            signature_provided: self.flag(),
            code_provided: self.flag(),
        }
    }

    pub(crate) fn tracking(&mut self) -> Tracking {
        Tracking {
            carrier: self.maybe(|c| Carrier { name: c.text(Name::new), id: c.maybe_text(CarrierId::new) }),
            tracking_number: self.maybe_text(TrackingNumber::new),
            fee: self.maybe(Choices::money),
            estimates: Estimates { pickup: self.maybe(Choices::timestamp), drop_off: self.maybe(Choices::timestamp) },
            link: self.maybe(Choices::link),
            timeline: self.timeline(),
            unknown_status: if self.below(4) == 3 { Some(self.unknown_status()) } else { None },
            courier: self.maybe(Choices::courier),
            rejection: self.maybe(Choices::rejection),
            failure: self.maybe(Choices::failure),
            verifications: self.some(2, Choices::verification),
        }
    }

    fn invoice(&mut self) -> Invoice {
        const KEY: &str = "42081183123141000200550010000007010046403276";
        Invoice {
            number: self.maybe_text(InvoiceNumber::new),
            access_key: self.maybe(|_| InvoiceAccessKey::new(KEY).unwrap()),
            created_at: self.maybe(Choices::timestamp),
        }
    }

    pub(crate) fn delivery(&mut self) -> Delivery {
        Delivery {
            id: self.maybe_text(DeliveryId::new),
            reference: self.maybe_text(Reference::new),
            label: self.maybe_text(Label::new),
            drop_off: self.stop(),
            recipient_tax_id: self.maybe(Choices::tax_id),
            pickup: self.maybe(Choices::stop),
            window: self.maybe(Choices::window),
            client_price: self.maybe(Choices::price),
            delivery_price: self.maybe(Choices::price),
            amount: self.maybe(Choices::price),
            expected_price: self.maybe(Choices::price),
            vendor: self.maybe_text(Name::new),
            parcels: self.some(2, Choices::parcel),
            age_verification_required: self.yes(),
            external_payment_confirmation: self.yes(),
            product: self.maybe_text(ProductId::new),
            route: self.maybe_text(RouteId::new),
            order: self.maybe_text(OrderId::new),
            location: self.maybe_text(LocationId::new),
            order_number: self.maybe_text(OrderNumber::new),
            invoice: self.maybe(Choices::invoice),
            handling: Handling {
                keep_prescription: self.flag(),
                thermolabile: self.flag(),
                pos_terminal_required: self.flag(),
                return_to_origin: self.flag(),
                observation: self.maybe_text(FreeText::new),
            },
            channel: self.maybe_text(Channel::new),
            scheduled_at: self.maybe(Choices::timestamp),
            created_at: self.maybe(Choices::timestamp),
            tracking: self.tracking(),
        }
    }

    /// Some deliveries, of whose parcels all have a barcode or none has.
    fn deliveries(&mut self) -> Vec<Delivery> {
        let (all, barcode) = (self.is_full() || self.yes(), self.barcode());
        let mut deliveries = self.some(3, Choices::delivery);
        for parcel in deliveries.iter_mut().flat_map(|delivery| &mut delivery.parcels) {
            match all {
                true if parcel.barcodes.is_empty() => parcel.barcodes.push(barcode.clone()),
                true => {}
                false => parcel.barcodes.clear(),
            }
        }
        deliveries
    }

    fn target(&mut self) -> BundleTarget {
        match self.below(3) {
            0 => BundleTarget::Unnamed,
            1 => BundleTarget::New { product: self.text(ProductId::new) },
            _ => BundleTarget::Existing { bundle: self.text(BundleId::new), product: self.maybe_text(ProductId::new) },
        }
    }

    fn headers(&mut self) -> Headers {
        let mut headers = self.some(1, |c| (HeaderName::new("X-Token").unwrap(), c.text(HeaderValue::new)));
        headers.extend(self.maybe(|_| (HeaderName::new("x~1!").unwrap(), HeaderValue::new("").unwrap())));
        Headers::new(headers).unwrap()
    }

    fn carrier_order(&mut self) -> CarrierOrder {
        CarrierOrder {
            carrier: self.maybe_text(Name::new),
            method: self.maybe(|c| DeliveryMethod {
                id: c.maybe_text(MethodId::new),
                reference: c.maybe_text(Reference::new),
                name: c.maybe_text(Name::new),
                speed: c.maybe(|c| Speed::from(c.valid(Word::new, &["D0", "D1", "D2"]))),
            }),
            dispatch_by: self.maybe(|c| c.of(&["14:00:00-03", "09:30:00.5Z", "23:59:59+05:30"]).parse().unwrap()),
            expected_delivery: self.maybe(Choices::timestamp),
            expected_price: self.maybe(Choices::price),
        }
    }

    pub(crate) fn bundle(&mut self) -> Bundle {
        let mut deliveries = self.deliveries();
        let pickup = self.maybe(Choices::stop);
        let scheduled_at = self.maybe(Choices::timestamp);
        for delivery in &mut deliveries {
            // What repeats what the bundle says.
            match self.below(6) {
                _ if self.is_full() => {}
                3 => delivery.pickup.clone_from(&pickup),
                4 => delivery.scheduled_at = scheduled_at,
                _ => {}
            }
        }
        Bundle {
            target: self.target(),
            label: self.maybe_text(Label::new),
            reference: self.maybe_text(Reference::new),
            pickup_time: PickupTime { scheduled_at, window: self.maybe(Choices::window) },
            aggregation: self.of(&[Aggregation::Allowed, Aggregation::PointToPoint]),
            pickup,
            return_to: self.maybe(Choices::stop),
            return_mode: self.maybe_text(Word::new),
            deliveries: Deliveries::new(deliveries).unwrap(),
            company: self.maybe_text(CompanyId::new),
            process_type: self.maybe_text(Word::new),
            created_at: self.maybe(Choices::timestamp),
            seller: self.maybe(|c| Seller {
                name: c.maybe_text(Name::new),
                id: c.maybe_text(SellerId::new),
                tax_id: c.maybe(Choices::tax_id),
                group: c.maybe_text(SellerGroupId::new),
                contacts: c.some(2, Choices::contact),
            }),
            carrier: self.maybe(Choices::carrier_order),
            route: self.maybe(|c| Route { id: c.text(RouteId::new), name: c.text(Name::new) }),
            courier_must_return: self.flag(),
            headers: self.headers(),
        }
    }

    fn amount(&mut self, currency: Currency) -> Money {
        let minor = i64::from(self.number(u32::MAX)) - if self.below(4) == 3 { 1000 } else { 0 };
        Money::new(minor, currency).unwrap()
    }

    fn billing(&mut self) -> Billing {
        const WORDS: &[&str] = &["TAXES", "SUBTOTAL", "CASH", "SUCCEEDED", "EXIT_STORE", "barter"];
        let currency: Currency = self.of(&["COP", "JPY", "BHD", "CLF"]).parse().unwrap();
        let prices = self.maybe(|c| Prices {
            order_value: c.amount(currency),
            shipping_fee: c.maybe(|c| c.amount(currency)),
            taxes: c.maybe(|c| c.amount(currency)),
            discounts: c.maybe(|c| c.amount(currency)),
            subtotal: c.maybe(|c| c.amount(currency)),
            attributes: c.some(2, |c| PriceAttribute {
                kind: c.of(WORDS).parse().unwrap(),
                name: c.text(Name::new),
                value: c.amount(currency),
            }),
            adjustments: c.some(2, |c| Adjustment {
                kind: c.maybe_text(Word::new),
                name: c.maybe_text(Name::new),
                value: c.maybe(|c| c.amount(currency)),
            }),
        });
        let payment = self.maybe(|c| Payment {
            id: c.maybe_text(PaymentId::new),
            status: c.maybe(|c| c.of(WORDS).parse().unwrap()),
            status_details: c.maybe_text(FreeText::new),
            method_details: c.maybe_text(FreeText::new),
            blocking_policy: c.maybe(|c| c.of(WORDS).parse().unwrap()),
            method: c.of(WORDS).parse().unwrap(),
            reference: c.maybe_text(Reference::new),
            value: c.maybe(|c| c.amount(currency)),
            metadata: c.maybe(Choices::metadata),
        });
        Billing::new(self.maybe(|_| currency), prices, payment).unwrap()
    }

    fn metadata(&mut self) -> Metadata {
        let names = self.some(3, |c| c.of(&["deep", "key", "URL", "a/b~c"]));
        let members = names.into_iter().map(|name| (name.to_owned(), serde_json::json!({"x": [1.5, null, "y"]})));
        Metadata::new(members.collect())
    }

    fn integration(&mut self) -> Integration {
        Integration {
            key: self.maybe_text(IntegrationKey::new),
            url: self.maybe(Choices::link),
            others: self.metadata(),
        }
    }

    pub(crate) fn job(&mut self) -> Job {
        Job {
            slot: Slot { id: self.text(SlotId::new), expires_at: self.maybe(Choices::timestamp) },
            reference: self.text(Reference::new),
            recipient: Recipient {
                name: self.text(PersonName::new),
                email: self.email(),
                phone: self.phone(),
                identification: self.maybe(|c| Identification {
                    number: c.maybe_text(IdentificationNumber::new),
                    kind: c.maybe_text(Word::new),
                }),
            },
            billing: self.maybe(Choices::billing),
            delivery_code: self.of(&[DeliveryCodeWish::AsUsual, DeliveryCodeWish::Wanted, DeliveryCodeWish::Unwanted]),
            comment: self.maybe_text(FreeText::new),
            contact_less: self.maybe(|c| ContactLess {
                wish: c.of(&["LeaveAtTheDoor", "LeaveInReception", "throw it"]).parse().unwrap(),
                cash_receiver: c.text(PersonName::new),
                phone: c.phone(),
            }),
            integrations: Integrations {
                webhook: self.maybe(Choices::integration),
                back_office: self.maybe(Choices::integration),
                shopper_app: self.maybe(Choices::integration),
            },
        }
    }

    fn edit<T>(&mut self, make: impl FnOnce(&mut Choices) -> T) -> Edit<T> {
        match self.below(3) {
            _ if self.is_full() => Edit::Set(make(self)),
            0 => Edit::Keep,
            1 => Edit::Clear,
            _ => Edit::Set(make(self)),
        }
    }

    pub(crate) fn update(&mut self) -> TrackingUpdate {
        TrackingUpdate {
            tracking_number: self.edit(|c| c.text(TrackingNumber::new)),
            status: self.maybe(Choices::status),
            estimated_pickup: self.edit(Choices::timestamp),
            estimated_drop_off: self.edit(Choices::timestamp),
            link: self.edit(Choices::link),
            courier_name: self.edit(|c| c.text(PersonName::new)),
            courier_phone: self.edit(Choices::phone),
            access_code: self.edit(|c| c.text(AccessCode::new)),
            position: self.edit(Choices::coordinates),
            assigned_at: self.edit(Choices::timestamp),
            pickup_at: self.edit(Choices::timestamp),
            delivered_at: self.edit(Choices::timestamp),
            cancelled_at: self.edit(Choices::timestamp),
        }
    }
}

// What a payload requires is filled in, so that most models can be written.

fn fill<T>(member: &mut Option<T>, value: T) {
    member.get_or_insert(value);
}

fn fill_contact(contact: &mut Contact) {
    fill(&mut contact.name, PersonName::new("Dana").unwrap());
    fill(&mut contact.phone, Phone::new("972554754407").unwrap());
}

fn fill_address(place: &mut Place) {
    fill(&mut place.address, AddressLine::new("HaArad 7, Tel Aviv").unwrap());
}

fn with_deliveries(bundle: &mut Bundle, mut change: impl FnMut(&mut Delivery)) {
    let mut deliveries = bundle.deliveries.clone().into_vec();
    deliveries.iter_mut().for_each(&mut change);
    bundle.deliveries = Deliveries::new(deliveries).unwrap();
}

fn at_least_one_delivery(bundle: &mut Bundle) {
    if bundle.deliveries.is_empty() {
        bundle.deliveries = Deliveries::new(vec![Delivery::default()]).unwrap();
    }
}

/// What Gett's request must say.
pub(crate) fn fill_gett_create(bundle: &mut Bundle) {
    if bundle.target == BundleTarget::Unnamed {
        bundle.target = BundleTarget::New { product: ProductId::new("04a5").unwrap() };
    }
    at_least_one_delivery(bundle);
    let pickup = bundle.pickup.get_or_insert_default();
    fill(&mut pickup.place.coordinates, Coordinates::new(32.1, 34.8).unwrap());
    fill_address(&mut pickup.place);
    fill_contact(&mut pickup.contact);
    with_deliveries(bundle, |delivery| {
        fill_address(&mut delivery.drop_off.place);
        fill_contact(&mut delivery.drop_off.contact);
        for item in delivery.parcels.iter_mut().flat_map(|parcel| &mut parcel.items) {
            fill(&mut item.reference, Reference::new("1").unwrap());
            fill(&mut item.name, Name::new("Milk").unwrap());
            fill(&mut item.quantity, Quantity::ONE);
            fill(&mut item.price, Price::ZERO);
            fill(&mut item.vat_rate, Percent::ZERO);
            for exemplar in &mut item.exemplars {
                fill(&mut exemplar.reference, Reference::new("1").unwrap());
                fill(&mut exemplar.barcode, Barcode::new("1").unwrap());
            }
        }
    });
}

fn fill_status(timeline: &mut Timeline, status: Status) {
    if timeline.status().is_none() {
        timeline.observe(status, None);
    }
}

/// What Gett's answer must say.
pub(crate) fn fill_gett_created(bundle: &mut Bundle) {
    if bundle.target.bundle().is_none() {
        bundle.target = BundleTarget::Existing { bundle: BundleId::new("B-86").unwrap(), product: None };
    }
    with_deliveries(bundle, |delivery| {
        fill(&mut delivery.id, DeliveryId::new("DR-1").unwrap());
        fill_status(&mut delivery.tracking.timeline, Status::AtPickup);
    });
}

/// What Abbiamo's request must say.
pub(crate) fn fill_abbiamo_request(bundle: &mut Bundle) {
    at_least_one_delivery(bundle);
    with_deliveries(bundle, |delivery| fill(&mut delivery.id, DeliveryId::new("851dc274").unwrap()));
}

/// What HubRise's request must say.
pub(crate) fn fill_hubrise_create(tracking: &mut Tracking) {
    fill(&mut tracking.carrier, Carrier { name: Name::new("Uber").unwrap(), id: None });
    fill_status(&mut tracking.timeline, Status::Pending);
    tracking.unknown_status = None;
}

/// What HubRise's answer must say.
pub(crate) fn fill_hubrise_delivery(delivery: &mut Delivery) {
    fill(&mut delivery.id, DeliveryId::new("5r8aa").unwrap());
    fill_status(&mut delivery.tracking.timeline, Status::Pending);
}
