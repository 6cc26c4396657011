//! Whole numbers of any size, by their decimal digits: slow, and plain enough to be believed.

use std::cmp::Ordering;

use lastmile::Rounding;

pub const ROUNDINGS: [Rounding; 4] = [Rounding::HalfUp, Rounding::HalfEven, Rounding::Up, Rounding::Down];

/// A whole number that is not negative: its digits, the greatest first, without zeros in front.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Whole(Vec<u8>);

impl Whole {
    pub fn of(number: u128) -> Whole {
        Whole::of_digits(&number.to_string())
    }

    pub fn of_digits(digits: &str) -> Whole {
        Whole(digits.trim_start_matches('0').bytes().map(|digit| digit - b'0').collect())
    }

    /// The number, if it is not out of all proportion.
    pub fn to_u128(&self) -> Option<u128> {
        self.0.iter().try_fold(0_u128, |sum, digit| sum.checked_mul(10)?.checked_add(u128::from(*digit)))
    }

    fn is_odd(&self) -> bool {
        self.0.last().is_some_and(|digit| digit % 2 == 1)
    }

    pub fn times(&self, factor: u64) -> Whole {
        self.times_and(factor, 0)
    }

    pub fn and_one(&self) -> Whole {
        self.times_and(1, 1)
    }

    fn times_and(&self, factor: u64, add: u64) -> Whole {
        let mut carry = u128::from(add);
        let mut digits = Vec::new();
        for digit in self.0.iter().rev() {
            let sum = u128::from(*digit) * u128::from(factor) + carry;
            digits.push((sum % 10) as u8);
            carry = sum / 10;
        }
        while carry > 0 {
            digits.push((carry % 10) as u8);
            carry /= 10;
        }
        Whole(digits.into_iter().rev().skip_while(|digit| *digit == 0).collect())
    }

    /// With so many zeros behind it.
    pub fn shifted(&self, zeros: usize) -> Whole {
        let mut digits = self.0.clone();
        if !digits.is_empty() {
            digits.resize(digits.len() + zeros, 0);
        }
        Whole(digits)
    }

    /// How often another number, which is not zero, is in it.
    pub fn over(&self, divisor: u64) -> Whole {
        let divisor = u128::from(divisor);
        let mut rest = 0;
        let mut quotient = Vec::new();
        for digit in &self.0 {
            rest = rest * 10 + u128::from(*digit);
            quotient.push((rest / divisor) as u8);
            rest %= divisor;
        }
        Whole(quotient.into_iter().skip_while(|digit| *digit == 0).collect())
    }

    pub fn product(&self, other: &Whole) -> Whole {
        if *other == Whole::of(1) {
            return self.clone();
        }
        let mut sum = Whole(Vec::new());
        for digit in &self.0 {
            sum = sum.shifted(1).plus(&other.times(u64::from(*digit)));
        }
        sum
    }

    fn plus(&self, other: &Whole) -> Whole {
        let mut carry = 0;
        let mut digits = Vec::new();
        let (mut left, mut right) = (self.0.iter().rev(), other.0.iter().rev());
        loop {
            let (a, b) = (left.next(), right.next());
            if a.is_none() && b.is_none() && carry == 0 {
                break;
            }
            let sum = a.copied().unwrap_or(0) + b.copied().unwrap_or(0) + carry;
            digits.push(sum % 10);
            carry = sum / 10;
        }
        Whole(digits.into_iter().rev().skip_while(|digit| *digit == 0).collect())
    }

    pub fn compare(&self, other: &Whole) -> Ordering {
        self.0.len().cmp(&other.0.len()).then_with(|| self.0.cmp(&other.0))
    }
}

/// A number with its sign, as a fraction of two whole numbers.
#[derive(Debug, Clone)]
pub struct Exact {
    pub negative: bool,
    pub above: Whole,
    pub below: Whole,
}

/// More zeros than any type has digits: what stands further left is too large, and further right nothing but a rest.
const FAR: i64 = 60;

impl Exact {
    /// The number that a JSON number says, its point moved right by some digits. `None` if the text is no JSON number.
    pub fn of_json(text: &str, digits: i64) -> Option<Exact> {
        let negative = text.starts_with('-');
        let text = if negative { &text[1..] } else { text };
        let at = text.find(['e', 'E']);
        let (mantissa, exponent) = at.map_or((text, "0"), |at| (&text[..at], &text[at + 1..]));
        let at = mantissa.find('.');
        let (whole, fraction) = at.map_or((mantissa, "0"), |at| (&mantissa[..at], &mantissa[at + 1..]));
        let exponent_digits = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
        let are_digits = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_digit());
        let shaped = [whole, fraction, exponent_digits].into_iter().all(are_digits);
        if !shaped || (whole.len() > 1 && whole.starts_with('0')) {
            return None;
        }
        let far = i64::try_from(text.len()).unwrap() + FAR;
        let power = exponent_digits.parse::<i64>().unwrap_or(i64::MAX).min(2 * far);
        let power = if exponent.starts_with('-') { -power } else { power };
        let power = (power + digits - i64::try_from(fraction.len()).unwrap()).clamp(-2 * far, 2 * far);
        let mantissa = Whole::of_digits(&format!("{whole}{fraction}"));
        let zeros = usize::try_from(power.unsigned_abs()).unwrap();
        let one = Whole::of(1);
        let (above, below) = if power < 0 { (mantissa, one.shifted(zeros)) } else { (mantissa.shifted(zeros), one) };
        Some(Exact { negative, above, below })
    }

    /// Whether it is whole, and what it is without a rest, rounded up, and rounded as asked. Of the magnitude.
    fn parts(&self, rounding: Rounding) -> (bool, Whole, Whole) {
        // Powers of ten below are the rule; the digits in front of the point are then the quotient.
        let zeros = self.below.0.iter().rev().take_while(|digit| **digit == 0).count();
        let rest = Whole(self.below.0[..self.below.0.len() - zeros].to_vec());
        let cut = Whole(self.above.0[..self.above.0.len().saturating_sub(zeros)].to_vec());
        let down = cut.over(u64::try_from(rest.to_u128().unwrap()).unwrap());
        let product = |times: &Whole| times.product(&rest).shifted(zeros);
        let is_whole = product(&down) == self.above;
        let up = if is_whole { down.clone() } else { down.and_one() };
        // Twice what is there beside twice what is taken and one more: more than half is left over, or less.
        let half = self.above.times(2).compare(&product(&down.times_and(2, 1)));
        let nearest_is_up = match (rounding, half) {
            (Rounding::Up, _) => true,
            (Rounding::Down, _) => false,
            (_, Ordering::Greater) => true,
            (_, Ordering::Less) => false,
            (Rounding::HalfUp, Ordering::Equal) => true,
            (Rounding::HalfEven, Ordering::Equal) => down.is_odd(),
        };
        let rounded = if nearest_is_up { up.clone() } else { down };
        (is_whole, up, rounded)
    }

    /// As a whole number from a least to a greatest one: the number and whether it was rounded, or that it is outside on
    /// that side. Outside is what is there before rounding or after.
    pub fn within(&self, least: i128, greatest: i128, rounding: Rounding) -> Result<(i128, bool), Outside> {
        let (is_whole, up, rounded) = self.parts(rounding);
        let outside = if self.negative { Outside::Below } else { Outside::Above };
        let signed = |magnitude: &Whole| -> Option<i128> {
            let magnitude = i128::try_from(magnitude.to_u128()?).ok()?;
            Some(if self.negative { -magnitude } else { magnitude })
        };
        let is_within = |number: i128| (least..=greatest).contains(&number);
        let (Some(furthest), Some(rounded)) = (signed(&up), signed(&rounded)) else { return Err(outside) };
        if is_within(furthest) && is_within(rounded) {
            return Ok((rounded, !is_whole));
        }
        // Zero may be outside, too.
        let number = if is_within(furthest) { rounded } else { furthest };
        Err(if number < least { Outside::Below } else { Outside::Above })
    }
}

/// On which side of the limits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outside {
    Below,
    Above,
}
