//! Which instructions of the processor the arithmetic is done with. Every path gives the same bytes, so it
//! changes the speed alone; tests hold each that this machine has to the portable one, which every processor
//! without the others takes.

/// A way to do the arithmetic that this machine has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Path(Kind);

/// Only [`Path::all`] makes a path of a kind, and only where the processor has what it needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Portable,
    #[cfg(target_arch = "x86_64")]
    Avx2,
    #[cfg(target_arch = "x86_64")]
    Vnni256,
    #[cfg(target_arch = "x86_64")]
    Vnni512,
}

impl Path {
    /// What every processor has.
    pub const PORTABLE: Path = Path(Kind::Portable);

    /// The paths of this machine, the quickest last.
    pub fn all() -> Vec<Path> {
        let mut all = vec![Path::PORTABLE];
        #[cfg(target_arch = "x86_64")]
        {
            use std::arch::is_x86_feature_detected as has;
            let wide = has!("avx512f") && has!("avx512bw") && has!("avx512dq") && has!("avx512vl");
            let known = [
                (Kind::Avx2, has!("avx2")),
                (Kind::Vnni256, has!("avx2") && has!("avxvnni")),
                (Kind::Vnni512, has!("avx2") && wide && has!("avx512vnni")),
            ];
            all.extend(known.into_iter().filter(|(_, has)| *has).map(|(kind, _)| Path(kind)));
        }
        all
    }

    /// The quickest path of this machine.
    pub fn best() -> Path {
        Path::all().pop().unwrap_or(Path::PORTABLE)
    }

    /// Its name: portable, avx2, avx-vnni or avx512-vnni.
    pub fn name(self) -> &'static str {
        match self.0 {
            Kind::Portable => "portable",
            #[cfg(target_arch = "x86_64")]
            Kind::Avx2 => "avx2",
            #[cfg(target_arch = "x86_64")]
            Kind::Vnni256 => "avx-vnni",
            #[cfg(target_arch = "x86_64")]
            Kind::Vnni512 => "avx512-vnni",
        }
    }

    #[cfg(target_arch = "x86_64")]
    pub(super) fn kind(self) -> Kind {
        self.0
    }
}

/// A function that is compiled for the vectors of each [`Path`], which is its first argument. Its arithmetic is
/// the same to the last bit: compilers may not join or reorder floating-point operations.
macro_rules! wide {
    ($(#[$note:meta])* fn $name:ident($($argument:ident: $kind:ty),* $(,)?) $body:block) => {
        $(#[$note])*
        fn $name(path: $crate::syntax::Path, $($argument: $kind),*) {
            #[inline(always)]
            fn plain($($argument: $kind),*) $body
            #[cfg(target_arch = "x86_64")]
            {
                use $crate::syntax::path::Kind;
                #[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl")]
                fn widest($($argument: $kind),*) {
                    plain($($argument),*)
                }
                #[target_feature(enable = "avx2")]
                fn wider($($argument: $kind),*) {
                    plain($($argument),*)
                }
                // Sound: a path is only ever made where the processor has what it needs.
                #[allow(unsafe_code, reason = "vector instructions, behind a check for each")]
                unsafe {
                    match path.kind() {
                        Kind::Vnni512 => return widest($($argument),*),
                        Kind::Vnni256 | Kind::Avx2 => return wider($($argument),*),
                        Kind::Portable => {}
                    }
                }
            }
            #[cfg(not(target_arch = "x86_64"))]
            let _ = path;
            plain($($argument),*)
        }
    };
}
pub(super) use wide;
