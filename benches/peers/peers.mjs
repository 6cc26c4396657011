// zod and ajv, asked over a pipe by benches/peers/children.rs; peers.py says how.

import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { createRequire } from "node:module";

// What is installed lies under target/.
const require = createRequire(process.argv[2]);
const Ajv = require("ajv").default;
const addFormats = require("ajv-formats").default;
const z = require("zod");
const version = (name) => require(`${name}/package.json`).version;

const PHONE = /^[ +./()-]*(?:[0-9][ +./()-]*){3,15}$/;
const MOST = 9999999999999.99;

// What a schema does not say, for both.

const inOrder = (from, until) => from == null || until == null || Date.parse(from) <= Date.parse(until);
const isPoint = (place) => (place.lat == null) === (place.lng == null);
const isTarget = (bundle) => bundle.bundle_id != null || bundle.product_id != null;

function barcodesAgree(bundle) {
  let seen;
  for (const delivery of bundle.deliveries) {
    for (const parcel of delivery.parcels ?? []) {
      const hasOne = Boolean(parcel.barcode) || Boolean(parcel.barcodes?.length);
      seen ??= hasOne;
      if (seen !== hasOne) return false;
    }
  }
  return true;
}

// zod

const text = z.string().min(1);
const phone = z.string().regex(PHONE);
const time = z.iso.datetime({ offset: true });
const price = z.number().min(0).max(MOST);
const size = z.int().min(0).max(4294967295);
const latitude = z.number().min(-90).max(90);
const longitude = z.number().min(-180).max(180);
const note = text.max(500);
const location = z.object({
  lat: latitude.nullish(),
  lng: longitude.nullish(),
  address: text.nullish(),
  note: note.nullish(),
});
const contact = z.object({ name: text, phone_number: phone });
const item = z.object({
  external_id: text,
  name: text,
  quantity: z.int().min(1).max(4294967295),
  price,
  vat_rate: z.number().min(0).max(100),
  exemplars: z.array(z.object({ external_id: text, barcode: text })).nullish(),
});
const parcel = z.object({
  display_identifier: text.nullish(),
  external_identifier: text.nullish(),
  size_alias: text.nullish(),
  length: size.nullish(),
  width: size.nullish(),
  height: size.nullish(),
  weight: z.number().min(0).max(4294967.295).nullish(),
  barcode: text.nullish(),
  barcodes: z.array(text).nullish(),
  items: z.array(item).nullish(),
});
const delivery = z
  .object({
    external_identifier: text.nullish(),
    display_identifier: text.nullish(),
    drop_off: location.extend({ address: text }).refine(isPoint),
    drop_off_contact: contact,
    deliver_from: time.nullish(),
    deliver_until: time.nullish(),
    client_price: price.nullish(),
    delivery_price: price.nullish(),
    vendor: z.object({ name: text }).nullish(),
    parcels: z.array(parcel).nullish(),
    age_verification_required: z.boolean().nullish(),
    external_payment_confirmation: z.boolean().nullish(),
  })
  .refine((it) => inOrder(it.deliver_from, it.deliver_until));
const bundle = z
  .object({
    bundle_id: text.nullish(),
    product_id: text.nullish(),
    scheduled_at: time.nullish(),
    display_identifier: text.nullish(),
    avoid_aggregation: z.boolean().nullish(),
    pickup_interval_from: time.nullish(),
    pickup_interval_until: time.nullish(),
    pickup: location.extend({ lat: latitude, lng: longitude, address: text }),
    pickup_contact: contact,
    return_drop_off: location.refine(isPoint).nullish(),
    return_contact: z.object({ name: text.nullish(), phone_number: phone.nullish() }).nullish(),
    deliveries: z.array(delivery).min(1),
  })
  .refine((it) => isTarget(it) && inOrder(it.pickup_interval_from, it.pickup_interval_until) && barcodesAgree(it));

// ajv

const ajv = addFormats(new Ajv({ strict: true, allowUnionTypes: true, strictRequired: false }));
const validate = ajv.compile(JSON.parse(readFileSync(new URL("create.schema.json", import.meta.url), "utf8")));

function byAjv(value) {
  return (
    validate(value) &&
    inOrder(value.pickup_interval_from, value.pickup_interval_until) &&
    value.deliveries.every((it) => inOrder(it.deliver_from, it.deliver_until)) &&
    barcodesAgree(value)
  );
}

const ACCEPTS = {
  zod: (line) => bundle.safeParse(JSON.parse(line)).success,
  ajv: (line) => byAjv(JSON.parse(line)),
};

// From bytes, as they come from the network.
const lines = (path) => {
  const bytes = readFileSync(path);
  const found = [];
  for (let at = 0, end; at < bytes.length; at = end + 1) {
    end = bytes.indexOf(10, at);
    found.push(bytes.subarray(at, end));
  }
  return found;
};

console.log(`zod\tzod ${version("zod")}, node ${process.versions.node}`);
console.log(`ajv\tajv ${version("ajv")}, node ${process.versions.node}`);
console.log();
let valid = [];
for await (const request of createInterface({ input: process.stdin })) {
  const [verb, first, second] = request.split("\t");
  if (verb === "load") {
    valid = lines(first);
    const refused = lines(second);
    const wrong = Object.entries(ACCEPTS)
      .filter(([, accepts]) => !valid.every((it) => accepts(it)) || refused.some((it) => accepts(it)))
      .map(([name]) => name);
    console.log(wrong.length ? `not as it should be: ${wrong}` : "ok");
  } else if (verb === "run") {
    const accepts = ACCEPTS[first];
    const start = process.hrtime.bigint();
    for (let time = 0; time < Number(second); time++) {
      for (const line of valid) accepts(line);
    }
    console.log(String(process.hrtime.bigint() - start));
  }
}
