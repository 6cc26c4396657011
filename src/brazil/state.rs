//! The 27 states, the federal district being one.

use core::fmt;
use core::str::FromStr;

use serde::Serialize;

use crate::own::own_words;
use crate::rule::{Found, Rule, Violation};

macro_rules! states {
    ($($code:literal $state:ident $name:literal,)+) => {
        own_words! {
            /// A state of Brazil, by its two letters. Source: IBGE; Abbiamo, `source_address.state`.
            ///
            /// ```
            /// use lastmile::{Rule, State};
            ///
            /// let state: State = "SP".parse()?;
            /// assert_eq!((state, state.code(), state.name()), (State::SP, 35, "São Paulo"));
            /// assert_eq!(State::from_code(42), Some(State::SC));
            /// assert_eq!("XX".parse::<State>().unwrap_err().rule(), Rule::StateUnknown);
            /// # Ok::<(), lastmile::Violation>(())
            /// ```
            #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
            pub enum State {
                $(#[doc = concat!($name, ", ", $code, ".")] $state,)+
            }
        }

        impl State {
            /// All of them, in the order of their numbers.
            pub const ALL: [State; 27] = [$(State::$state),+];

            /// The number that IBGE gives it, with which an invoice's access key begins.
            pub const fn code(self) -> u32 {
                match self { $(State::$state => $code,)+ }
            }

            /// The state of that number.
            pub const fn from_code(code: u32) -> Option<State> {
                match code { $($code => Some(State::$state),)+ _ => None }
            }

            /// The two letters.
            pub const fn as_str(self) -> &'static str {
                match self { $(State::$state => stringify!($state),)+ }
            }

            /// What it is called.
            pub const fn name(self) -> &'static str {
                match self { $(State::$state => $name,)+ }
            }
        }
    };
}

states! {
    11 RO "Rondônia",
    12 AC "Acre",
    13 AM "Amazonas",
    14 RR "Roraima",
    15 PA "Pará",
    16 AP "Amapá",
    17 TO "Tocantins",
    21 MA "Maranhão",
    22 PI "Piauí",
    23 CE "Ceará",
    24 RN "Rio Grande do Norte",
    25 PB "Paraíba",
    26 PE "Pernambuco",
    27 AL "Alagoas",
    28 SE "Sergipe",
    29 BA "Bahia",
    31 MG "Minas Gerais",
    32 ES "Espírito Santo",
    33 RJ "Rio de Janeiro",
    35 SP "São Paulo",
    41 PR "Paraná",
    42 SC "Santa Catarina",
    43 RS "Rio Grande do Sul",
    50 MS "Mato Grosso do Sul",
    51 MT "Mato Grosso",
    52 GO "Goiás",
    53 DF "Distrito Federal",
}

impl FromStr for State {
    type Err = Violation;

    /// Two capital letters, without blanks.
    ///
    /// # Errors
    ///
    /// [`Rule::StateUnknown`].
    fn from_str(text: &str) -> Result<State, Violation> {
        let known = State::ALL.into_iter().find(|state| state.as_str() == text);
        known.ok_or_else(|| Rule::StateUnknown.broken_by(Found::text(text)))
    }
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
