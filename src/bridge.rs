//! Other crates' traits on our types: one file and one feature each, and no rule.

#[cfg(feature = "schemars")]
pub(crate) mod schemars;
#[cfg(feature = "validator")]
mod validator;
