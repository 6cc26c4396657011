//! HTTP: what reaches the intake, and how its answer goes back.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, FromRequest, Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use tokio::time::timeout;

use crate::intake::Intake;
use crate::journal;
use crate::problem::Problem;

pub(crate) const PATH: &str = "/abbiamo";

/// The longest webhook, in bytes: some five hundred deliveries.
const LONGEST: usize = 1 << 20;
/// How long a body may take to arrive.
const PATIENCE: Duration = Duration::from_secs(10);

pub(crate) fn router(intake: Arc<Intake>) -> Router {
    Router::new()
        .route(PATH, post(webhook))
        .method_not_allowed_fallback(async || Problem::of_status(StatusCode::METHOD_NOT_ALLOWED))
        .fallback(async || Problem::of_status(StatusCode::NOT_FOUND))
        .layer(DefaultBodyLimit::max(LONGEST))
        .with_state(intake)
}

async fn webhook(State(intake): State<Arc<Intake>>, request: Request) -> Response {
    let answer = match body(request).await {
        Ok(body) => intake.take(&body),
        Err(problem) => Err(problem),
    };
    match answer {
        Ok(request) => ([(header::CONTENT_TYPE, "application/json")], request).into_response(),
        Err(problem) => {
            journal::refused(&problem);
            problem.into_response()
        }
    }
}

/// The body, if it is called JSON, is not too long and arrives in time.
async fn body(request: Request) -> Result<Bytes, Problem> {
    if !is_json(request.headers()) {
        return Err(Problem::of_status(StatusCode::UNSUPPORTED_MEDIA_TYPE));
    }
    // Whoever says beforehand that it is too long need not send it.
    if length(request.headers()).is_some_and(|length| length > LONGEST) {
        return Err(Problem::of_status(StatusCode::PAYLOAD_TOO_LARGE));
    }
    match timeout(PATIENCE, Bytes::from_request(request, &())).await {
        Ok(body) => body.map_err(|rejection| Problem::of_status(rejection.status())),
        Err(_) => Err(Problem::of_status(StatusCode::REQUEST_TIMEOUT)),
    }
}

fn is_json(headers: &HeaderMap) -> bool {
    let value = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let essence = value.split_once(';').map_or(value, |(essence, _)| essence);
    essence.trim().eq_ignore_ascii_case("application/json")
}

fn length(headers: &HeaderMap) -> Option<usize> {
    headers.get(header::CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}
