//! The payload that everybody is given: a Gett request, 1.8 KB a delivery.

use std::fmt::Write as _;

/// A valid request: so many deliveries of two parcels of two items of two exemplars, each with other values, and other ones
/// for each seed.
pub(crate) fn payload(deliveries: u32, seed: u32) -> String {
    let mut json =
        String::from(r#"{"product_id":"04a5a00a-553a-4a2a-bc68-f3bde4828e3a","scheduled_at":"2020-08-26T16:54:29Z","#);
    json.push_str(r#""display_identifier":"Test ","pickup":{"lat":32.109528,"lng":34.840088,"#);
    json.push_str(r#""address":"HaBarzel 25, Tel Aviv","note":"Apt: 3, floor: 4"},"#);
    json.push_str(r#""pickup_contact":{"name":"John Doe","phone_number":"972528801054"},"deliveries":["#);
    let mut vary = Vary(u64::from(seed));
    list(&mut json, deliveries, |json| delivery(json, &mut vary));
    json.push_str("]}");
    json
}

/// The same with a fault in every delivery: its phone number is none.
pub(crate) fn faulty(valid: &str) -> String {
    valid.replace("\"phone_number\":\"97254", "\"phone_number\":\"call ")
}

/// Requests of two deliveries, each with one fault of its own, for those who are to have the same rules.
#[allow(dead_code, reason = "not everybody who makes payloads compares rules")]
pub(crate) fn refused() -> Vec<String> {
    let long = format!(r#""note":"{}""#, "x".repeat(501));
    [
        (r#""product_id":"04a5a00a-553a-4a2a-bc68-f3bde4828e3a","#, ""),
        (r#""2020-08-26T16:54:29Z""#, r#""2020-08-26 16h""#),
        (r#""lat":32.109528"#, r#""lat":91"#),
        (r#""lng":34.840088,"#, ""),
        (r#""address":"HaBarzel 25, Tel Aviv""#, r#""address":7"#),
        (r#""note":"Apt: 3, floor: 4""#, long.as_str()),
        ("972528801054", "9725288010549725"),
        (r#""name":"Dean Smith","#, ""),
        (r#""lng":34."#, r#""was":34."#),
        (r#""deliver_until":"2018"#, r#""deliver_until":"2017"#),
        (r#""delivery_price":35.4"#, r#""delivery_price":-35.4"#),
        (r#""width":23"#, r#""width":23.5"#),
        (r#""weight":"#, r#""weight":-"#),
        (r#""barcodes":["#, r#""barcodes":[],"were":["#),
        (r#""quantity":2"#, r#""quantity":0"#),
        (r#""vat_rate":"#, r#""vat_rate":100.5,"was":"#),
        (r#""exemplars":[{"external_id":"#, r#""exemplars":[{"id":"#),
    ]
    .into_iter()
    .map(|(right, wrong)| {
        let valid = payload(2, 0);
        assert!(valid.contains(right), "nothing to put wrong: {right}");
        valid.replacen(right, wrong, 1)
    })
    .collect()
}

fn delivery(json: &mut String, vary: &mut Vary) {
    // Most notes are plain, some have letters beyond ASCII, some an escape.
    let note = ["Floor 5, Door 7", "Ring twice, please", "Étage 3, à gauche", r#"Behind the \"Café Noir\""#];
    let (lat, lng) = (vary.up_to(90_000), vary.up_to(90_000));
    write!(json, r#"{{"external_identifier":"O-{:08}","display_identifier":"J48793U{:06}","#, vary.next(), vary.next())
        .unwrap();
    write!(json, r#""drop_off":{{"lat":32.{lat:05}7,"lng":34.{lng:05}3,"#).unwrap();
    write!(
        json,
        r#""address":"HaArad {}, Tel Aviv-Yafo, Israel","note":"{}"}},"#,
        vary.up_to(200),
        note[vary.up_to(4)]
    )
    .unwrap();
    write!(json, r#""drop_off_contact":{{"name":"Dean Smith","phone_number":"97254{:07}"}},"#, vary.next()).unwrap();
    let hour = 8 + vary.up_to(10);
    write!(json, r#""deliver_from":"2018-11-29T{hour:02}:00:00+02:00","#).unwrap();
    write!(json, r#""deliver_until":"2018-11-29T{:02}:30:00+02:00","#, hour + 2).unwrap();
    write!(json, r#""client_price":{}.4,"delivery_price":35.4,"vendor":{{"name":"gillette"}},"#, vary.up_to(500))
        .unwrap();
    json.push_str(r#""parcels":["#);
    list(json, 2, |json| parcel(json, vary));
    json.push_str("]}");
}

fn parcel(json: &mut String, vary: &mut Vary) {
    let size = ["XS", "S", "M", "L"];
    write!(json, r#"{{"display_identifier":"{}","external_identifier":"P-{:06}","#, vary.up_to(9000), vary.next())
        .unwrap();
    write!(json, r#""size_alias":"{}","length":{},"#, size[vary.up_to(4)], 1 + vary.up_to(120)).unwrap();
    write!(json, r#""width":23,"height":10,"weight":{}.{},"#, vary.up_to(30), 1 + vary.up_to(9)).unwrap();
    write!(json, r#""barcodes":["{:07}","hgcgf{:04}"],"#, vary.next(), vary.up_to(10_000)).unwrap();
    json.push_str(r#""items":["#);
    list(json, 2, |json| item(json, vary));
    json.push_str("]}");
}

fn item(json: &mut String, vary: &mut Vary) {
    let (rate, name) =
        (["10", "5.5", "17"], ["Oxford shirt, white, 42", "Cotton shirt, blue, slim fit", "Razor with five blades"]);
    write!(json, r#"{{"external_id":"60414{:08}","name":"{}","#, vary.next(), name[vary.up_to(3)]).unwrap();
    write!(json, r#""quantity":2,"price":{}.{}5,"#, vary.up_to(400), vary.up_to(10)).unwrap();
    write!(json, r#""vat_rate":{},"exemplars":["#, rate[vary.up_to(3)]).unwrap();
    list(json, 2, |json| {
        write!(json, r#"{{"external_id":"63900{:08}","barcode":"01ygitf{:08}"}}"#, vary.next(), vary.next()).unwrap();
    });
    json.push_str("]}");
}

fn list(json: &mut String, length: u32, mut element: impl FnMut(&mut String)) {
    for at in 0..length {
        if at > 0 {
            json.push(',');
        }
        element(json);
    }
}

/// Numbers that look random and are the same in every run.
struct Vary(u64);

impl Vary {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % 1_000_000
    }

    fn up_to(&mut self, limit: usize) -> usize {
        usize::try_from(self.next()).unwrap() % limit
    }
}
