//! Ascending numbers in few bits: the steps between them in Rice's code (Rice 1979), as for the postings of an index.
//!
//! In go numbers below 2^31, each greater than the one before; out come a byte that says how many low bits each step
//! has, and the steps: what is above those bits as so many ones and a zero, then the low bits. Refused on reading:
//! bytes that hold too few numbers, numbers too high, or anything after them.

/// Writes the numbers behind `bytes`.
pub(super) fn write(numbers: &[u32], bytes: &mut Vec<u8>) {
    let Some(&last) = numbers.last() else { return bytes.push(0) };
    let mean = last / u32::try_from(numbers.len()).unwrap_or(u32::MAX).max(1);
    let low = mean.max(1).ilog2();
    bytes.push(u8::try_from(low).expect("below 32"));
    let mut bits = Bits { bytes, free: 0 };
    let mut before = 0;
    for &number in numbers {
        let step = number - before;
        for _ in 0..step >> low {
            bits.push(1);
        }
        bits.push(0);
        for at in (0..low).rev() {
            bits.push(step >> at & 1);
        }
        before = number + 1;
    }
}

/// Reads `count` numbers below `limit`.
pub(super) fn read(bytes: &[u8], count: usize, limit: u32) -> Option<Vec<u32>> {
    let (&low, rest) = bytes.split_first()?;
    let low = u32::from(low).min(LONGEST);
    let mut numbers = Vec::with_capacity(count);
    let (mut next, mut at) = (0u32, 0usize);
    for _ in 0..count {
        let mut high = 0u32;
        loop {
            let ones = bits(rest, at).leading_ones();
            (high, at) = (high.checked_add(ones)?, at + ones as usize);
            if ones < LONGEST {
                break;
            }
        }
        at += 1;
        let below = if low == 0 { 0 } else { bits(rest, at) >> (LONGEST - low) };
        at += low as usize;
        let step = high.checked_shl(low).filter(|step| step >> low == high)? | below;
        let number = next.checked_add(step).filter(|&number| number < limit)?;
        numbers.push(number);
        next = number + 1;
    }
    let padded = rest.len() == at.div_ceil(8) && bits(rest, at) == 0;
    padded.then_some(numbers)
}

/// Bits that are looked at in one go.
const LONGEST: u32 = 32;

/// The next 32 bits; behind the last byte there are none but zeros.
fn bits(bytes: &[u8], at: usize) -> u32 {
    let mut next = [0u8; 8];
    let from = bytes.get(at / 8..).unwrap_or_default();
    let length = from.len().min(5);
    next[..length].copy_from_slice(&from[..length]);
    (u64::from_be_bytes(next) << (at % 8) >> 32) as u32
}

/// Bits behind bytes.
struct Bits<'b> {
    bytes: &'b mut Vec<u8>,
    /// Bits of the last byte that are not written yet.
    free: u32,
}

impl Bits<'_> {
    fn push(&mut self, bit: u32) {
        if self.free == 0 {
            self.bytes.push(0);
            self.free = 8;
        }
        self.free -= 1;
        if let Some(last) = self.bytes.last_mut() {
            *last |= u8::try_from(bit & 1).unwrap_or(0) << self.free;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{read, write};

    fn check(numbers: &[u32]) {
        let mut bytes = Vec::new();
        write(numbers, &mut bytes);
        assert_eq!(read(&bytes, numbers.len(), 1 << 20).as_deref(), Some(numbers));
        assert_eq!(read(&bytes, numbers.len() + 40, 1 << 20), None, "more than there are");
        bytes.push(0);
        assert_eq!(read(&bytes, numbers.len(), 1 << 20), None, "a byte too many");
    }

    #[test]
    fn numbers_come_back() {
        check(&[]);
        check(&[0]);
        check(&[(1 << 20) - 1]);
        check(&[0, 1, 2, 3, 900_000]);
        check(&(0..60).map(|n| n * n * 250).collect::<Vec<_>>());
    }

    #[test]
    fn sixty_numbers_below_a_million_stay_short_whatever_they_are() {
        for shape in [
            |n: u32| n,
            |n: u32| n * 17_476,
            |n: u32| if n < 59 { n } else { 1_048_575 },
            |n: u32| 1_048_000 + n,
        ] {
            let mut bytes = Vec::new();
            write(&(0..60).map(shape).collect::<Vec<_>>(), &mut bytes);
            assert!(bytes.len() <= 125, "{}", bytes.len());
        }
    }
}
