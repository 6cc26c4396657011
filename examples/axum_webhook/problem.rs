//! RFC 9457 problem documents.

use axum::http::{HeaderName, StatusCode, header};
use axum::response::{IntoResponse, Response};
use lastmile::{Kind, Remark, Report};
use serde::Serialize;

/// Why there is no answer but this.
#[derive(Serialize)]
pub(crate) struct Problem {
    #[serde(rename = "type")]
    kind: &'static str,
    title: &'static str,
    #[serde(serialize_with = "number")]
    pub(crate) status: StatusCode,
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) errors: Vec<Fault>,
    /// How many errors there are beyond those.
    #[serde(skip_serializing_if = "is_zero")]
    omitted: u64,
}

/// What is wrong in one place.
#[derive(Serialize)]
#[serde(untagged)]
pub(crate) enum Fault {
    /// As the report has it.
    Remark(Remark),
    /// What only this host knows.
    Own { pointer: String, code: &'static str, detail: &'static str },
}

impl Fault {
    pub(crate) fn pointer(&self) -> &str {
        match self {
            Fault::Remark(remark) => remark.pointer.as_str(),
            Fault::Own { pointer, .. } => pointer,
        }
    }

    pub(crate) fn code(&self) -> &'static str {
        match self {
            Fault::Remark(remark) => remark.rule.code(),
            Fault::Own { code, .. } => code,
        }
    }
}

impl Problem {
    /// A problem that HTTP has a name for.
    pub(crate) fn of_status(status: StatusCode) -> Problem {
        let title = status.canonical_reason().unwrap_or("Error");
        Problem { kind: "about:blank", title, status, detail: None, errors: Vec::new(), omitted: 0 }
    }

    /// What is wrong with a webhook: 400 if it is not JSON, 422 if it is.
    pub(crate) fn of_report(report: &Report) -> Problem {
        let is_json = !report.errors().any(|remark| remark.rule.kind() == Kind::Syntax);
        let (kind, title, status) = if is_json {
            ("urn:lastmile:problem:invalid", "The webhook is not valid", StatusCode::UNPROCESSABLE_ENTITY)
        } else {
            ("urn:lastmile:problem:syntax", "The webhook is not JSON", StatusCode::BAD_REQUEST)
        };
        let errors: Vec<_> = report.errors().cloned().map(Fault::Remark).collect();
        let kept = u64::try_from(errors.len()).unwrap_or(u64::MAX);
        let omitted = report.count(lastmile::Severity::Error).saturating_sub(kept);
        let detail =
            Some(format!("{} to be put right; each is at its place in `errors`", counted(errors.len(), omitted)));
        Problem { kind, title, status, detail, errors, omitted }
    }

    /// What Gett requires and the webhook does not say. The places are those where the webhook would say it.
    pub(crate) fn of_needs(report: &Report) -> Problem {
        let needs = report.errors().map(|remark| Fault::Own {
            pointer: place_in_webhook(remark.pointer.as_str()),
            code: remark.rule.code(),
            detail: "the carrier cannot be asked without what belongs here",
        });
        Problem {
            kind: "urn:lastmile:problem:not-enough",
            title: "The webhook does not say all that the carrier must know",
            status: StatusCode::UNPROCESSABLE_ENTITY,
            detail: None,
            errors: needs.collect(),
            omitted: 0,
        }
    }

    /// The deliveries have been asked for already, and not like this.
    pub(crate) fn of_known_deliveries(deliveries: &[usize]) -> Problem {
        let known = deliveries.iter().map(|at| Fault::Own {
            pointer: format!("/deliveries/{at}/delivery_id"),
            code: "delivery.known",
            detail: "a delivery is asked for once, or again in the same words",
        });
        Problem {
            kind: "urn:lastmile:problem:known",
            title: "Deliveries have been asked for already",
            status: StatusCode::CONFLICT,
            detail: None,
            errors: known.collect(),
            omitted: 0,
        }
    }
}

/// Where Abbiamo says what the model has at a place, as far down as the two are alike.
fn place_in_webhook(pointer: &str) -> String {
    let mut steps = pointer.split('/').skip(1);
    match (steps.next(), steps.next(), steps.next(), steps.next()) {
        (Some("pickup"), Some("contact"), ..) => String::from("/seller/seller_contacts/0"),
        (Some("pickup"), ..) => String::from("/source_address"),
        (Some("deliveries"), Some(at), Some("drop_off"), Some("contact")) => format!("/deliveries/{at}/customer"),
        (Some("deliveries"), Some(at), Some("drop_off"), _) => format!("/deliveries/{at}/destination_address"),
        _ => pointer.to_owned(),
    }
}

fn counted(kept: usize, omitted: u64) -> String {
    match u64::try_from(kept).unwrap_or(u64::MAX).saturating_add(omitted) {
        1 => String::from("there is 1 error"),
        n => format!("there are {n} errors"),
    }
}

fn number<S: serde::Serializer>(status: &StatusCode, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_u16(status.as_u16())
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
fn is_zero(count: &u64) -> bool {
    *count == 0
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        // A document of texts and numbers can be written; if not, the status says enough.
        let body = serde_json::to_vec(&self).unwrap_or_default();
        let mut headers: Vec<(HeaderName, &str)> = vec![(header::CONTENT_TYPE, "application/problem+json")];
        if self.status == StatusCode::UNSUPPORTED_MEDIA_TYPE {
            headers.push((header::ACCEPT, "application/json"));
        }
        let mut response = (self.status, body).into_response();
        for (name, value) in headers {
            response.headers_mut().insert(name, axum::http::HeaderValue::from_static(value));
        }
        response
    }
}
