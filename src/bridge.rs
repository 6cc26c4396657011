//! Other crates' traits on our types: one file and one feature each, and no rule.

#[cfg(feature = "validator")]
mod validator;
