//! The `axum_webhook` example, run as a user runs it and talked to over a socket.
#![cfg(not(miri))] // Miri starts no programs.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::arithmetic_side_effects,
    clippy::disallowed_methods,
    reason = "a test may stop, and this one starts a program"
)]

#[path = "common/example.rs"]
mod example;

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::LazyLock;
use std::thread;
use std::time::Duration;

use lastmile::{from_json, gett};
use serde_json::{Value, json};

const WEBHOOK: &str = include_str!("fixtures/abbiamo/full.json");
const MARKER: &str = "Zq7Marker";

static EXAMPLE: LazyLock<PathBuf> = LazyLock::new(|| example::program("axum_webhook", &["examples/axum_webhook"]));

/// The program while it runs.
struct Host {
    program: Child,
    address: SocketAddr,
    /// What it said on both outputs, when it has ended.
    said: Vec<thread::JoinHandle<String>>,
}

struct Answer {
    status: u16,
    head: String,
    body: Vec<u8>,
}

impl Host {
    fn start() -> Host {
        let mut command = Command::new(&*EXAMPLE);
        let mut program = command.arg("127.0.0.1:0").stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut out = BufReader::new(program.stdout.take().unwrap());
        let mut err = program.stderr.take().unwrap();
        let mut first = String::new();
        out.read_line(&mut first).unwrap();
        let address = first.trim().strip_prefix("listening on http://").and_then(|rest| rest.strip_suffix("/abbiamo"));
        let address = address.unwrap_or_else(|| panic!("{first:?}")).parse().unwrap();
        let said = vec![
            thread::spawn(move || {
                let mut text = String::new();
                out.read_to_string(&mut text).unwrap();
                text
            }),
            thread::spawn(move || {
                let mut text = String::new();
                err.read_to_string(&mut text).unwrap();
                text
            }),
        ];
        Host { program, address, said }
    }

    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
        stream
    }

    /// Sends a request as it stands, and reads the answer to the end.
    #[track_caller]
    fn send(&self, request: &[u8]) -> Answer {
        let mut stream = self.connect();
        stream.write_all(request).unwrap();
        Answer::read(stream)
    }

    #[track_caller]
    fn post_as(&self, content_type: &str, body: &[u8]) -> Answer {
        let head = format!(
            "POST /abbiamo HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n{content_type}content-length: {}\r\n\r\n",
            body.len()
        );
        self.send(&[head.as_bytes(), body].concat())
    }

    #[track_caller]
    fn post(&self, body: impl AsRef<[u8]>) -> Answer {
        self.post_as("content-type: application/json\r\n", body.as_ref())
    }

    /// Asks it to stop, as the system does, and returns its log.
    #[cfg(unix)]
    #[track_caller]
    fn stop(mut self) -> String {
        let id = self.program.id().to_string();
        assert!(Command::new("kill").args(["-s", "TERM", &id]).status().unwrap().success());
        let status = self.program.wait().unwrap();
        let said: String = self.said.drain(..).map(|output| output.join().unwrap()).collect();
        assert!(status.success(), "{status}: {said}");
        said
    }
}

impl Drop for Host {
    fn drop(&mut self) {
        // It may have ended.
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}

impl Answer {
    #[track_caller]
    fn read(mut stream: TcpStream) -> Answer {
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        let end = bytes.windows(4).position(|window| window == b"\r\n\r\n").expect("a head and a body");
        let head = String::from_utf8(bytes[..end].to_vec()).unwrap().to_ascii_lowercase();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        Answer { status, head, body: bytes[end + 4..].to_vec() }
    }

    #[track_caller]
    fn has_header(&self, line: &str) {
        assert!(self.head.lines().any(|header| header == line), "no {line:?} in\n{}", self.head);
    }

    #[track_caller]
    fn is_problem(&self, status: u16) -> Value {
        let text = String::from_utf8_lossy(&self.body);
        assert_eq!(self.status, status, "{text}");
        self.has_header("content-type: application/problem+json");
        let problem: Value = serde_json::from_slice(&self.body).unwrap();
        assert_eq!(problem["status"], status);
        assert!(problem["type"].is_string() && problem["title"].is_string(), "{problem}");
        problem
    }
}

fn webhook() -> Value {
    serde_json::from_str(WEBHOOK).unwrap()
}

/// A webhook with an id of its own.
fn webhook_for(delivery: &str) -> Value {
    let mut webhook = webhook();
    webhook["deliveries"][0]["delivery_id"] = delivery.into();
    webhook
}

/// Which faults at which places.
fn faults(problem: &Value) -> Vec<(&str, &str)> {
    let errors = problem["errors"].as_array().unwrap();
    errors.iter().map(|error| (error["pointer"].as_str().unwrap(), error["code"].as_str().unwrap())).collect()
}

#[test]
fn the_page_s_webhook_is_answered_with_a_request_that_gett_would_take() {
    let host = Host::start();
    let answer = host.post(WEBHOOK);
    assert_eq!(answer.status, 200, "{}", String::from_utf8_lossy(&answer.body));
    answer.has_header("content-type: application/json");
    let read = from_json::<gett::CreateDeliveries>(&answer.body).unwrap();
    assert!(read.report.is_empty(), "{}", read.report);
    let delivery = &read.value.deliveries[0];
    assert_eq!(delivery.reference.as_ref().unwrap().as_str(), webhook()["deliveries"][0]["delivery_id"]);
    assert_eq!(delivery.drop_off.contact.phone.as_ref().unwrap().as_str(), "+55911111111");
}

#[test]
fn what_is_wrong_is_named_at_its_place_in_one_pass() {
    let host = Host::start();
    let mut wrong = webhook();
    wrong["event_type"] = "DELIVERY_REQEST".into();
    wrong["source_address"]["latitude"] = json!(91);
    wrong["deliveries"][0]["customer"]["document_number"] = "07073877015".into();
    wrong["deliveries"][0]["volumes"][0]["weight"] = "heavy".into();
    wrong["deliveries"][0].as_object_mut().unwrap().remove("delivery_id");
    let problem = host.post(wrong.to_string()).is_problem(422);
    assert_eq!(problem["type"], "urn:lastmile:problem:invalid");
    assert_eq!(problem["detail"], "there are 5 errors to be put right; each is at its place in `errors`");
    assert_eq!(
        faults(&problem),
        [
            ("/event_type", "event.unknown"),
            ("/source_address/latitude", "latitude.out-of-range"),
            ("/deliveries/0/delivery_id", "member.missing"),
            ("/deliveries/0/volumes/0/weight", "type.number"),
            ("/deliveries/0/customer/document_number", "cpf.check-digits"),
        ]
    );
    assert_eq!(problem["errors"][1]["found"], "91");

    // Warnings are no faults: the page's own sample has some.
    assert_eq!(host.post(WEBHOOK).status, 200);
}

#[test]
fn what_only_gett_requires_is_named_where_abbiamo_would_say_it() {
    let host = Host::start();
    let mut bare = webhook();
    for member in ["source_address", "seller"] {
        bare.as_object_mut().unwrap().remove(member);
    }
    for member in ["customer", "destination_address"] {
        bare["deliveries"][0].as_object_mut().unwrap().remove(member);
    }
    let problem = host.post(bare.to_string()).is_problem(422);
    assert_eq!(problem["type"], "urn:lastmile:problem:not-enough");
    let places: Vec<_> = faults(&problem).into_iter().map(|(pointer, _)| pointer).collect();
    assert!(places.contains(&"/source_address"), "{places:?}");
    assert!(places.contains(&"/deliveries/0/destination_address"), "{places:?}");

    // It can be said, and is then asked for.
    assert_eq!(host.post(WEBHOOK).status, 200);
}

#[test]
fn what_is_no_json_or_not_called_json_or_too_long_is_told_by_the_status() {
    let host = Host::start();
    let cut = host.post(&WEBHOOK[..200]).is_problem(400);
    assert_eq!(cut["type"], "urn:lastmile:problem:syntax");
    assert_eq!(faults(&cut).len(), 1);
    host.post("").is_problem(400);
    host.post([WEBHOOK.as_bytes(), b"{}"].concat()).is_problem(400);

    for content_type in ["", "content-type: text/plain\r\n", "content-type: application/jsonp\r\n"] {
        let answer = host.post_as(content_type, WEBHOOK.as_bytes());
        answer.is_problem(415);
        answer.has_header("accept: application/json");
    }
    let named = host.post_as("Content-Type: Application/JSON ; charset=utf-8\r\n", WEBHOOK.as_bytes());
    assert_eq!(named.status, 200);

    let longest = 1 << 20;
    let mut long = WEBHOOK.as_bytes().to_vec();
    long.resize(longest, b' ');
    assert_eq!(host.post(&long).status, 200);
    long.push(b' ');
    host.post(&long).is_problem(413);
    // As soon as its length is known, whether it is sent or not.
    let head = "POST /abbiamo HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\ncontent-type: application/json\r\n";
    host.send(format!("{head}content-length: 99999999999\r\n\r\n").as_bytes()).is_problem(413);
    let mut chunked = format!("{head}transfer-encoding: chunked\r\n\r\n{:x}\r\n", long.len()).into_bytes();
    chunked.extend(&long);
    chunked.extend(b"\r\n0\r\n\r\n");
    host.send(&chunked).is_problem(413);

    host.send(b"POST /gett HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n").is_problem(404);
    let answer = host.send(b"GET /abbiamo HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n");
    answer.is_problem(405);
    answer.has_header("allow: post");
}

#[cfg(unix)]
#[test]
fn the_same_webhook_gets_the_same_answer_and_is_worked_on_once() {
    let host = Host::start();
    let first = host.post(WEBHOOK);
    assert_eq!(first.status, 200);
    // Other blanks are no other webhook.
    let again = [host.post(WEBHOOK), host.post(webhook().to_string())];
    assert!(again.iter().all(|answer| answer.status == 200 && answer.body == first.body));

    // The same delivery in other words is another webhook, and so is one in other company.
    let mut other = webhook();
    other["deliveries"][0]["amount"] = json!(6910);
    let problem = host.post(other.to_string()).is_problem(409);
    assert_eq!(faults(&problem), [("/deliveries/0/delivery_id", "delivery.known")]);
    let mut more = webhook();
    let known = more["deliveries"][0].clone();
    let new = webhook_for("another")["deliveries"][0].clone();
    more["deliveries"] = json!([new, known]);
    let problem = host.post(more.to_string()).is_problem(409);
    assert_eq!(faults(&problem), [("/deliveries/1/delivery_id", "delivery.known")]);
    // One that was refused is not remembered.
    more["deliveries"] = json!([new]);
    assert_eq!(host.post(more.to_string()).status, 200);
    more["deliveries"] = json!([webhook_for("twice")["deliveries"][0], webhook_for("twice")["deliveries"][0]]);
    let problem = host.post(more.to_string()).is_problem(409);
    assert_eq!(faults(&problem), [("/deliveries/1/delivery_id", "delivery.known")]);
    assert_eq!(problem["title"], "Deliveries have been asked for already", "it was in the same webhook");

    let log = host.stop();
    assert_eq!(log.matches("taken").count(), 2, "{log}");
    assert_eq!(log.matches("repeated").count(), 2, "{log}");
}

#[cfg(unix)]
#[test]
fn many_at_a_time_are_each_worked_on_once() {
    let host = Host::start();
    let answers: Vec<(usize, Vec<u8>)> = thread::scope(|scope| {
        let senders: Vec<_> = (0..8)
            .map(|sender| {
                let host = &host;
                scope.spawn(move || {
                    let ask = |round: usize| {
                        // Everybody sends the same five webhooks, each beginning with another one.
                        let which = (sender + round) % 5;
                        let answer = host.post(webhook_for(&format!("delivery-{which}")).to_string());
                        assert_eq!(answer.status, 200);
                        (which, answer.body)
                    };
                    (0..20).map(ask).collect::<Vec<_>>()
                })
            })
            .collect();
        senders.into_iter().flat_map(|sender| sender.join().unwrap()).collect()
    });
    for which in 0..5 {
        let mut same: Vec<_> = answers.iter().filter(|(of, _)| *of == which).map(|(_, body)| body).collect();
        assert_eq!(same.len(), 32);
        same.dedup();
        assert_eq!(same.len(), 1, "one answer");
        let read = from_json::<gett::CreateDeliveries>(same[0]).unwrap().value;
        assert_eq!(read.deliveries[0].reference.as_ref().unwrap().as_str(), format!("delivery-{which}"));
    }
    let log = host.stop();
    assert_eq!(log.matches("taken").count(), 5, "{log}");
    assert_eq!(log.matches("repeated").count(), 155, "{log}");
}

/// Puts a marker into every text and every name.
fn mark(value: &mut Value) {
    match value {
        Value::String(text) => text.push_str(MARKER),
        Value::Array(list) => list.iter_mut().for_each(mark),
        Value::Object(object) => {
            object.values_mut().for_each(mark);
            object.insert(format!("{MARKER} {}", object.len()), MARKER.into());
        }
        _ => {}
    }
}

#[cfg(unix)]
#[test]
fn nothing_that_stood_in_a_payload_is_in_the_log() {
    let host = Host::start();
    // Refused, with marked names and texts.
    let mut marked = webhook();
    mark(&mut marked);
    host.post(marked.to_string()).is_problem(422);
    // Taken, with marks wherever a text may be anything.
    let mut marked = webhook_for(MARKER);
    for place in [
        "/seller/seller_name",
        "/seller/seller_id",
        "/seller/seller_contacts/0/name",
        "/logistic_data/headers/Authorization",
        "/source_address/street",
        "/deliveries/0/customer/name",
        "/deliveries/0/destination_address/street",
        "/deliveries/0/destination_address/complement",
        "/deliveries/0/carrier_additional_information/observation",
        "/deliveries/0/tracking",
    ] {
        *marked.pointer_mut(place).unwrap() = MARKER.into();
    }
    marked["deliveries"][0][MARKER] = MARKER.into();
    let answer = host.post(marked.to_string());
    assert_eq!(answer.status, 200, "{}", String::from_utf8_lossy(&answer.body));
    // Again, in other words, with a name twice, cut, and in the request line and headers.
    assert_eq!(host.post(marked.to_string()).status, 200);
    marked["deliveries"][0]["amount"] = json!(1);
    host.post(marked.to_string()).is_problem(409);
    host.post(format!("{{\"{MARKER}\": 1, \"{MARKER}\": 2}}")).is_problem(422);
    host.post(format!("{{\"{MARKER}\": [\"{MARKER}")).is_problem(400);
    host.post_as(&format!("content-type: {MARKER}\r\n"), MARKER.as_bytes()).is_problem(415);
    let lost = format!("GET /{MARKER}?{MARKER} HTTP/1.1\r\nhost: {MARKER}\r\nconnection: close\r\n\r\n");
    host.send(lost.as_bytes()).is_problem(404);

    let log = host.stop();
    assert!(!log.contains(MARKER), "{log}");
    for personal in ["Machado", "911111111", "Sales", "Silveira", "Bearer", "851dc274"] {
        assert!(!log.contains(personal), "{personal} in\n{log}");
    }
    // It says where and what all the same.
    assert!(log.contains("/deliveries/0/*") && log.contains("member.unknown"), "{log}");
    assert!(log.contains("/deliveries/0/customer/document_number"), "{log}");
}

#[cfg(unix)]
#[test]
fn a_request_that_has_begun_is_answered_before_it_stops() {
    let host = Host::start();
    let mut stream = host.connect();
    let (begun, rest) = WEBHOOK.as_bytes().split_at(500);
    let head = format!(
        "POST /abbiamo HTTP/1.1\r\nhost: localhost\r\nexpect: 100-continue\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n",
        WEBHOOK.len()
    );
    stream.write_all(head.as_bytes()).unwrap();
    // It asks for the body: so it has begun.
    let mut asked = [0; 25];
    stream.read_exact(&mut asked).unwrap();
    assert_eq!(&asked, b"HTTP/1.1 100 Continue\r\n\r\n");
    stream.write_all(begun).unwrap();
    let stopping = thread::spawn(move || host.stop());
    thread::sleep(Duration::from_millis(200));
    stream.write_all(rest).unwrap();
    let answer = Answer::read(stream);
    assert_eq!(answer.status, 200);
    let log = stopping.join().unwrap();
    assert!(log.contains("taken") && log.contains("stopped"), "{log}");
}

#[test]
fn it_listens_on_the_loopback_interface_only() {
    for address in ["0.0.0.0:0", "nowhere"] {
        let ended = Command::new(&*EXAMPLE).arg(address).output().unwrap();
        assert_eq!((ended.status.code(), ended.stdout.as_slice()), (Some(1), &b""[..]));
    }
}
