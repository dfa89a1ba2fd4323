//! The recurrent part of a layer in training: half of the numbers are carried to the right, half to the left.
//! A row of sums holds candidates and gates to the right, then candidates and gates to the left.

use verbale::syntax::kernels::gate;

/// Places of candidate, gate and result in their rows, for number `c` of `width`.
fn places(c: usize, width: usize) -> (usize, usize) {
    let half = width / 2;
    let candidate = if c < half { c } else { width + c - half };
    (candidate, candidate + half)
}

/// Lets gates begin open to different degrees, so that some numbers are carried far and others not.
pub(crate) fn set_gates(bias: &mut [f32], width: usize) {
    for c in 0..width {
        let (_, gates) = places(c, width);
        bias[gates] = 3.0 * (c % (width / 2)) as f32 / (width / 2) as f32;
    }
}

/// What is carried, `width` numbers a row; rows that are no words carry nothing.
pub(crate) fn forward(z: &[f32], width: usize, words: &[bool]) -> Vec<f32> {
    let count = words.len();
    let mut out = vec![0.0; count * width];
    for c in 0..width {
        let (candidate, gates) = places(c, width);
        let mut kept = 0.0;
        for n in 0..count {
            let t = if c < width / 2 { n } else { count - 1 - n };
            let open = gate(z[t * 2 * width + gates]);
            kept = if words[t] { open * kept + (1.0 - open) * z[t * 2 * width + candidate] } else { 0.0 };
            out[t * width + c] = kept;
        }
    }
    out
}

/// The gradient of the sums.
pub(crate) fn backward(z: &[f32], carried: &[f32], dout: &[f32], width: usize, words: &[bool]) -> Vec<f32> {
    let count = words.len();
    let mut dz = vec![0.0; z.len()];
    for c in 0..width {
        let (candidate, gates) = places(c, width);
        let rightward = c < width / 2;
        let mut dkept = 0.0f32;
        // Against the direction in which it was carried.
        for n in 0..count {
            let t = if rightward { count - 1 - n } else { n };
            if !words[t] {
                dkept = 0.0;
                continue;
            }
            let before = if rightward { t.checked_sub(1) } else { Some(t + 1).filter(|t| *t < count) };
            let before = before.map_or(0.0, |t| carried[t * width + c]);
            let (x, value) = (z[t * 2 * width + gates], z[t * 2 * width + candidate]);
            let open = gate(x);
            let d = dout[t * width + c] + dkept;
            let slope = 0.5 / ((1.0 + x.abs()) * (1.0 + x.abs()));
            dz[t * 2 * width + candidate] = d * (1.0 - open);
            dz[t * 2 * width + gates] = d * (before - value) * slope;
            dkept = d * open;
        }
    }
    dz
}

#[cfg(test)]
mod tests {
    use super::{backward, forward};

    #[test]
    fn gradients_agree_with_differences() {
        let (width, words) = (4, [false, true, true, true, false, true, true]);
        let z: Vec<f32> = (0..words.len() * 8).map(|n| ((n * 37 % 19) as f32 - 9.0) / 6.0).collect();
        let weights: Vec<f32> = (0..words.len() * 4).map(|n| ((n * 11 % 7) as f32 - 3.0) / 3.0).collect();
        let loss =
            |z: &[f32]| -> f32 { forward(z, width, &words).iter().zip(&weights).map(|(a, b)| a * b).sum() };
        let mut dout = weights.clone();
        // Rows that are no words give nothing on.
        for (t, word) in words.iter().enumerate().filter(|(_, word)| !**word) {
            let _ = word;
            dout[t * width..(t + 1) * width].fill(0.0);
        }
        let dz = backward(&z, &forward(&z, width, &words), &dout, width, &words);
        for at in 0..z.len() {
            let (mut up, mut down) = (z.clone(), z.clone());
            up[at] += 1e-2;
            down[at] -= 1e-2;
            let slope = (loss(&up) - loss(&down)) / 2e-2;
            assert!((slope - dz[at]).abs() < 5e-3, "{at}: {slope} {}", dz[at]);
        }
    }
}
