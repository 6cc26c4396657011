"""pydantic and msgspec, asked over a pipe by benches/peers/children.rs.

They say what they are, a line each, and a blank line. Then, a line each way:

    load VALID FAULTY   files of one payload a line; "ok" if every valid one is accepted and every faulty one refused
    run NAME TIMES      the nanoseconds that it took to read all valid ones so many times
"""

import json
import pathlib
import sys
import time
from datetime import datetime
from typing import Annotated, Optional

import jsonschema_rs
import msgspec
import orjson
import pydantic
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, model_validator

PHONE = r"^[ +./()-]*(?:[0-9][ +./()-]*){3,15}$"
MOST = 9_999_999_999_999.99


# What a schema does not say, for all of them: periods that run backwards, half a point, parcels with and without barcodes.


def window(start, end):
    if start is not None and end is not None and end < start:
        raise ValueError("a period does not end before it begins")


def point(lat, lng):
    if (lat is None) != (lng is None):
        raise ValueError("a point has a latitude and a longitude")


def whole(bundle):
    if bundle.bundle_id is None and bundle.product_id is None:
        raise ValueError("a bundle is either an existing one or a new one for a product")
    seen = None
    for delivery in bundle.deliveries:
        for parcel in delivery.parcels or ():
            has_one = bool(parcel.barcode or parcel.barcodes)
            if seen is None:
                seen = has_one
            elif seen != has_one:
                raise ValueError("either all parcels of a bundle have a barcode or none has")


# pydantic

Text = Annotated[str, Field(min_length=1)]
Phone = Annotated[str, Field(pattern=PHONE)]
Price = Annotated[float, Field(ge=0, le=MOST)]
Size = Annotated[int, Field(ge=0, le=4294967295)]
Latitude = Annotated[float, Field(ge=-90, le=90)]
Longitude = Annotated[float, Field(ge=-180, le=180)]
Note = Annotated[str, Field(min_length=1, max_length=500)]


class Strict(BaseModel):
    # A text is no number and a number no text; times are texts in JSON all the same.
    model_config = ConfigDict(strict=True)


class Location(Strict):
    lat: Optional[Latitude] = None
    lng: Optional[Longitude] = None
    address: Optional[Text] = None
    note: Optional[Note] = None

    @model_validator(mode="after")
    def both(self):
        point(self.lat, self.lng)
        return self


class Pickup(Strict):
    lat: Latitude
    lng: Longitude
    address: Text
    note: Optional[Note] = None


class DropOff(Location):
    address: Text


class Contact(Strict):
    name: Text
    phone_number: Phone


class AnyContact(Strict):
    name: Optional[Text] = None
    phone_number: Optional[Phone] = None


class Vendor(Strict):
    name: Text


class Exemplar(Strict):
    external_id: Text
    barcode: Text


class Item(Strict):
    external_id: Text
    name: Text
    quantity: Annotated[int, Field(ge=1, le=4294967295)]
    price: Price
    vat_rate: Annotated[float, Field(ge=0, le=100)]
    exemplars: Optional[list[Exemplar]] = None


class Parcel(Strict):
    display_identifier: Optional[Text] = None
    external_identifier: Optional[Text] = None
    size_alias: Optional[Text] = None
    length: Optional[Size] = None
    width: Optional[Size] = None
    height: Optional[Size] = None
    weight: Optional[Annotated[float, Field(ge=0, le=4294967.295)]] = None
    barcode: Optional[Text] = None
    barcodes: Optional[list[Text]] = None
    items: Optional[list[Item]] = None


class Delivery(Strict):
    external_identifier: Optional[Text] = None
    display_identifier: Optional[Text] = None
    drop_off: DropOff
    drop_off_contact: Contact
    deliver_from: Optional[AwareDatetime] = None
    deliver_until: Optional[AwareDatetime] = None
    client_price: Optional[Price] = None
    delivery_price: Optional[Price] = None
    vendor: Optional[Vendor] = None
    parcels: Optional[list[Parcel]] = None
    age_verification_required: Optional[bool] = None
    external_payment_confirmation: Optional[bool] = None

    @model_validator(mode="after")
    def in_order(self):
        window(self.deliver_from, self.deliver_until)
        return self


class CreateDeliveries(Strict):
    bundle_id: Optional[Text] = None
    product_id: Optional[Text] = None
    scheduled_at: Optional[AwareDatetime] = None
    display_identifier: Optional[Text] = None
    avoid_aggregation: Optional[bool] = None
    pickup_interval_from: Optional[AwareDatetime] = None
    pickup_interval_until: Optional[AwareDatetime] = None
    pickup: Pickup
    pickup_contact: Contact
    return_drop_off: Optional[Location] = None
    return_contact: Optional[AnyContact] = None
    deliveries: Annotated[list[Delivery], Field(min_length=1)]

    @model_validator(mode="after")
    def as_a_whole(self):
        window(self.pickup_interval_from, self.pickup_interval_until)
        whole(self)
        return self


# msgspec

Meta = msgspec.Meta
MText = Annotated[str, Meta(min_length=1)]
MPhone = Annotated[str, Meta(pattern=PHONE)]
MPrice = Annotated[float, Meta(ge=0, le=MOST)]
MSize = Annotated[int, Meta(ge=0, le=4294967295)]
MLatitude = Annotated[float, Meta(ge=-90, le=90)]
MLongitude = Annotated[float, Meta(ge=-180, le=180)]
MNote = Annotated[str, Meta(min_length=1, max_length=500)]
MTime = Annotated[datetime, Meta(tz=True)]


class MLocation(msgspec.Struct):
    lat: Optional[MLatitude] = None
    lng: Optional[MLongitude] = None
    address: Optional[MText] = None
    note: Optional[MNote] = None

    def __post_init__(self):
        point(self.lat, self.lng)


class MPickup(msgspec.Struct):
    lat: MLatitude
    lng: MLongitude
    address: MText
    note: Optional[MNote] = None


class MDropOff(msgspec.Struct, kw_only=True):
    lat: Optional[MLatitude] = None
    lng: Optional[MLongitude] = None
    address: MText
    note: Optional[MNote] = None

    def __post_init__(self):
        point(self.lat, self.lng)


class MContact(msgspec.Struct):
    name: MText
    phone_number: MPhone


class MAnyContact(msgspec.Struct):
    name: Optional[MText] = None
    phone_number: Optional[MPhone] = None


class MVendor(msgspec.Struct):
    name: MText


class MExemplar(msgspec.Struct):
    external_id: MText
    barcode: MText


class MItem(msgspec.Struct):
    external_id: MText
    name: MText
    quantity: Annotated[int, Meta(ge=1, le=4294967295)]
    price: MPrice
    vat_rate: Annotated[float, Meta(ge=0, le=100)]
    exemplars: Optional[list[MExemplar]] = None


class MParcel(msgspec.Struct):
    display_identifier: Optional[MText] = None
    external_identifier: Optional[MText] = None
    size_alias: Optional[MText] = None
    length: Optional[MSize] = None
    width: Optional[MSize] = None
    height: Optional[MSize] = None
    weight: Optional[Annotated[float, Meta(ge=0, le=4294967.295)]] = None
    barcode: Optional[MText] = None
    barcodes: Optional[list[MText]] = None
    items: Optional[list[MItem]] = None


class MDelivery(msgspec.Struct, kw_only=True):
    external_identifier: Optional[MText] = None
    display_identifier: Optional[MText] = None
    drop_off: MDropOff
    drop_off_contact: MContact
    deliver_from: Optional[MTime] = None
    deliver_until: Optional[MTime] = None
    client_price: Optional[MPrice] = None
    delivery_price: Optional[MPrice] = None
    vendor: Optional[MVendor] = None
    parcels: Optional[list[MParcel]] = None
    age_verification_required: Optional[bool] = None
    external_payment_confirmation: Optional[bool] = None

    def __post_init__(self):
        window(self.deliver_from, self.deliver_until)


class MCreateDeliveries(msgspec.Struct, kw_only=True):
    bundle_id: Optional[MText] = None
    product_id: Optional[MText] = None
    scheduled_at: Optional[MTime] = None
    display_identifier: Optional[MText] = None
    avoid_aggregation: Optional[bool] = None
    pickup_interval_from: Optional[MTime] = None
    pickup_interval_until: Optional[MTime] = None
    pickup: MPickup
    pickup_contact: MContact
    return_drop_off: Optional[MLocation] = None
    return_contact: Optional[MAnyContact] = None
    deliveries: Annotated[list[MDelivery], Meta(min_length=1)]

    def __post_init__(self):
        window(self.pickup_interval_from, self.pickup_interval_until)
        whole(self)


# jsonschema-rs behind orjson: a schema, and the rest by hand on what it lets through.

SCHEMA_FILE = pathlib.Path(__file__).with_name("create.schema.json")
SCHEMA = jsonschema_rs.Draft7Validator(json.loads(SCHEMA_FILE.read_text("utf-8")), validate_formats=True)


def text_window(start, end):
    if start is not None and end is not None:
        window(datetime.fromisoformat(start), datetime.fromisoformat(end))


def by_schema(line):
    value = orjson.loads(line)
    SCHEMA.validate(value)
    text_window(value.get("pickup_interval_from"), value.get("pickup_interval_until"))
    seen = None
    for delivery in value["deliveries"]:
        text_window(delivery.get("deliver_from"), delivery.get("deliver_until"))
        for parcel in delivery.get("parcels") or ():
            has_one = bool(parcel.get("barcode") or parcel.get("barcodes"))
            if seen is None:
                seen = has_one
            elif seen != has_one:
                raise ValueError("either all parcels of a bundle have a barcode or none has")
    return value


READ = {
    "pydantic": CreateDeliveries.model_validate_json,
    "msgspec": msgspec.json.Decoder(MCreateDeliveries).decode,
    "orjson": by_schema,
}
# That of pydantic is a ValueError, too, as are those by hand.
REFUSALS = (ValueError, msgspec.ValidationError, jsonschema_rs.ValidationError)


def is_read(read, line):
    try:
        read(line)
        return True
    except REFUSALS:
        return False


def main():
    print(f"pydantic\tpydantic {pydantic.VERSION}")
    print(f"msgspec\tmsgspec {msgspec.__version__}")
    print(f"orjson\torjson {orjson.__version__}, jsonschema-rs")
    print(flush=True)
    valid = []
    for request in sys.stdin:
        match request.rstrip("\n").split("\t"):
            case ["load", path, faulty]:
                with open(path, "rb") as file:
                    valid = file.read().splitlines()
                with open(faulty, "rb") as file:
                    refused = file.read().splitlines()
                wrong = [name for name, read in READ.items() if not all(is_read(read, line) for line in valid)]
                wrong += [name for name, read in READ.items() if any(is_read(read, line) for line in refused)]
                print("ok" if not wrong else f"not as it should be: {wrong}", flush=True)
            case ["run", name, times]:
                read = READ[name]
                start = time.perf_counter_ns()
                for _ in range(int(times)):
                    for line in valid:
                        read(line)
                print(time.perf_counter_ns() - start, flush=True)


main()
