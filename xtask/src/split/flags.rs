//! What the compiler is told when the wasm is to be split.

use std::env;
use std::path::{Path, PathBuf};

use crate::cmd;

/// Between two flags.
const SEPARATOR: char = '\u{1f}';

/// In the order in which cargo looks for a person's own flags: it takes the first that is set.
const SETTINGS: [&str; 3] = [
    "RUSTFLAGS",
    "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS",
    "CARGO_BUILD_RUSTFLAGS",
];

/// What CARGO_ENCODED_RUSTFLAGS has to be: the person's own flags, if the environment has some, and
/// ours. That variable, since it comes before all others and takes paths with spaces; it also
/// comes before cargo's configuration files, whose flags do not reach this build.
pub fn encoded() -> String {
    // As cargo finds it.
    let cargo_home = env::var_os("CARGO_HOME")
        .map(PathBuf::from)
        .or_else(|| Some(env::home_dir()?.join(".cargo")));
    let mut flags = theirs(|name| env::var(name).ok());
    flags.extend(ours(
        &cmd::root(),
        &cmd::target_dir(),
        cargo_home.as_deref(),
    ));
    flags.join(&SEPARATOR.to_string())
}

fn theirs(setting: impl Fn(&str) -> Option<String>) -> Vec<String> {
    let encoded = setting("CARGO_ENCODED_RUSTFLAGS");
    let flags: Vec<String> = match &encoded {
        Some(flags) => flags.split(SEPARATOR).map(str::to_owned).collect(),
        None => SETTINGS
            .iter()
            .find_map(|name| setting(name))
            .iter()
            .flat_map(|flags| flags.split_whitespace().map(str::to_owned))
            .collect(),
    };
    flags.into_iter().filter(|flag| !flag.is_empty()).collect()
}

fn ours(root: &Path, target: &Path, cargo_home: Option<&Path>) -> Vec<String> {
    // One type for all views instead of hundreds: a tenth of the whole, gzipped.
    let mut flags = vec!["--cfg".to_owned(), "erase_components".to_owned()];
    // What the splitter reads. It leaves nothing of it in the files.
    flags.push("-Clink-args=--emit-relocs".to_owned());
    // No folder of this machine in the shipped files, which are the smaller for it. Where several
    // fit the compiler takes the last, so the inner folder comes after the outer one.
    let mut remap = |from: &Path, to: &str| {
        flags.push(format!("--remap-path-prefix={}={to}", from.display()));
    };
    remap(root, "");
    remap(target, "target");
    if let Some(home) = cargo_home {
        remap(&home.join("registry").join("src"), "");
    }
    flags
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{ours, theirs};

    #[test]
    fn the_persons_flags_are_those_cargo_would_take() {
        let set = |settings: &'static [(&str, &str)]| {
            theirs(|name| {
                let found = settings.iter().find(|(n, _)| *n == name);
                found.map(|(_, flags)| (*flags).to_owned())
            })
        };
        assert!(set(&[]).is_empty());
        assert_eq!(set(&[("CARGO_BUILD_RUSTFLAGS", "-Cb")]), ["-Cb"]);
        assert_eq!(
            set(&[
                ("CARGO_BUILD_RUSTFLAGS", "-Cb"),
                ("RUSTFLAGS", " -Ca  -D x ")
            ]),
            ["-Ca", "-D", "x"]
        );
        assert_eq!(
            set(&[
                ("RUSTFLAGS", "-Ca"),
                ("CARGO_ENCODED_RUSTFLAGS", "-Cx=a b\u{1f}-Cy")
            ]),
            ["-Cx=a b", "-Cy"]
        );
        assert!(set(&[("CARGO_ENCODED_RUSTFLAGS", ""), ("RUSTFLAGS", "-Ca")]).is_empty());
    }

    #[test]
    fn folders_of_this_machine_are_renamed() {
        let flags = ours(
            Path::new("/a b"),
            Path::new("/a b/target"),
            Some(Path::new("/a b/.cargo")),
        );
        let wanted = [
            "--remap-path-prefix=/a b=",
            "--remap-path-prefix=/a b/target=target",
            "--remap-path-prefix=/a b/.cargo/registry/src=",
        ];
        assert!(flags.ends_with(&wanted.map(str::to_owned)), "{flags:?}");
    }
}
