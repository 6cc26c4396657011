//! Brazil's documents and postal codes: what they look like, and that their check digits are right.
//!
//! Numbers of people, companies and invoices are *hidden*: `Debug` shows both ends of a company's and an invoice's and nothing
//! of a person's, there is no `Display`, and no error repeats them. Each is kept as it is written on the wire, without points
//! and dashes: `07073877014`.
//!
//! ```
//! use lastmile::{Rule, TaxId};
//!
//! let company = TaxId::new("12ABC34501DE35")?;
//! assert_eq!(format!("{company:?}"), "Cnpj(Cnpj(12…35))");
//! assert_eq!(TaxId::new("07073877015").unwrap_err().rule(), Rule::CpfCheckDigits);
//! # Ok::<(), lastmile::Violation>(())
//! ```

mod document;
mod invoice_key;
mod state;

pub use document::{Cnpj, Cpf, TaxId};
pub use invoice_key::InvoiceAccessKey;
pub use state::State;

use crate::rule::{Found, Rule};
use crate::text::text_types;

text_types! {
    /// A Brazilian zip code: eight digits, without a dash; those in front are often zeros.
    ///
    /// Broken: [`Rule::CepFormat`]. Source: Abbiamo, `source_address.zip_code`.
    ///
    /// ```
    /// use lastmile::{Cep, Rule};
    ///
    /// assert_eq!(Cep::new("04029904")?.as_str(), "04029904");
    /// assert_eq!(Cep::new("4029904").unwrap_err().rule(), Rule::CepFormat);
    /// # Ok::<(), lastmile::Violation>(())
    /// ```
    #[doc(alias("zip_code"))]
    masked Cep: |text| {
        if text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit()) {
            Ok(())
        } else {
            Err(Rule::CepFormat.broken_by(Found::text(text)))
        }
    };
}

/// The digit that follows from those before it. From the right, each counts 2, 3 and so on up to `most` times, then 2 times
/// again; a letter counts as its ASCII code less 48.
#[expect(
    clippy::arithmetic_side_effects,
    reason = "43 characters of at most 207 each, eleven times, are far from 32 bits"
)]
fn check_digit(body: &[u8], most: u32) -> u8 {
    let (mut sum, mut weight) = (0, 2);
    for byte in body.iter().rev() {
        sum += u32::from(byte.saturating_sub(b'0')) * weight;
        weight = if weight == most { 2 } else { weight + 1 };
    }
    match u8::try_from(sum % 11) {
        Ok(rest @ 2..=10) => b'0' + (11 - rest),
        _ => b'0',
    }
}
