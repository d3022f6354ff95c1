//! The wasm target, Trunk and wasm-bindgen: what cargo and rustup provide.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::{Tool, folder, version};
use crate::Outcome;
use crate::cmd::{self, step, which};

/// 0.22 wants a newer compiler than the pinned one.
const TRUNK: &str = "0.21.14";
const WASM: &str = "wasm32-unknown-unknown";

/// Makes sure the pinned toolchain can build for the browser.
pub fn wasm_target() -> Outcome {
    let there = cmd::output(cmd::command("rustc").args(["--print", "sysroot"]))
        .is_some_and(|sysroot| Path::new(&sysroot).join("lib/rustlib").join(WASM).is_dir());
    if there {
        return Ok(());
    }
    if which("rustup").is_none() {
        return Err(format!(
            "The Rust on PATH cannot build for {WASM}, and there is no rustup to add it. Install rustup (https://rustup.rs), then run this again."
        ));
    }
    step(
        "Adding the wasm32 target to the toolchain (some seconds, once)",
        || {
            cmd::run(
                cmd::command("rustup").args(["target", "add", WASM, "--toolchain", &toolchain()?]),
                "Check the network, then run this again.",
            )
        },
    )
}

/// A Trunk that fits.
pub fn trunk() -> Outcome<Tool> {
    let fits = |program: &Path| version(program).as_deref() == Some(TRUNK);
    cargo_tool(&Wanted {
        package: "trunk",
        version: TRUNK,
        folder: format!("trunk-{TRUNK}"),
        programs: &["trunk"],
        fits: &fits,
        // A debug Trunk is good enough, and half the time.
        args: &[
            "--locked",
            "--debug",
            "--no-default-features",
            "--features",
            "rustls",
        ],
        takes: "about 4 minutes, once",
    })
}

/// The wasm-bindgen that equals the one in Cargo.lock, and its test runner.
pub fn wasm_bindgen() -> Outcome<Tool> {
    let wanted = locked("wasm-bindgen")?;
    let fits = |program: &Path| version(program).as_deref() == Some(wanted.as_str());
    cargo_tool(&Wanted {
        package: "wasm-bindgen-cli",
        version: &wanted,
        folder: format!("wasm-bindgen-{wanted}"),
        programs: &["wasm-bindgen", "wasm-bindgen-test-runner"],
        fits: &fits,
        // Not --locked: its lock file names a version that the registry no longer has.
        args: &[],
        takes: "about 3 minutes, once",
    })
}

struct Wanted<'a> {
    package: &'a str,
    version: &'a str,
    folder: String,
    programs: &'a [&'a str],
    fits: &'a dyn Fn(&Path) -> bool,
    args: &'a [&'a str],
    takes: &'a str,
}

impl Wanted<'_> {
    /// The programs in a folder of ours, when all are there and fit.
    fn in_folder(&self, bin: &Path) -> Option<Tool> {
        let program = self.all(|program| {
            let file = bin.join(format!("{program}{}", std::env::consts::EXE_SUFFIX));
            file.is_file().then_some(file)
        })?;
        Some(Tool {
            program,
            folder: Some(bin.to_owned()),
        })
    }

    /// The same on PATH.
    fn on_path(&self) -> Option<Tool> {
        let program = self.all(which)?;
        Some(Tool {
            program,
            folder: None,
        })
    }

    /// The first program, when all are where `place` says, and fit.
    fn all(&self, place: impl Fn(&str) -> Option<PathBuf>) -> Option<PathBuf> {
        let mut files = Vec::new();
        for program in self.programs {
            files.push(place(program).filter(|file| (self.fits)(file))?);
        }
        files.into_iter().next()
    }
}

/// Ours, then the one on PATH, then a ready-made one through cargo-binstall, then built here.
fn cargo_tool(wanted: &Wanted) -> Outcome<Tool> {
    let home = folder()?.join(&wanted.folder);
    let bin = home.join("bin");
    if let Some(tool) = wanted.in_folder(&bin).or_else(|| wanted.on_path()) {
        return Ok(tool);
    }
    let name = format!("{} {}", wanted.package, wanted.version);
    if which("cargo-binstall").is_some() {
        let fetched = step(&format!("Fetching {name} with cargo-binstall"), || {
            let spec = format!("{}@{}", wanted.package, wanted.version);
            let mut binstall = outside(&home)?;
            binstall.args([
                "binstall",
                "--no-confirm",
                "--disable-strategies",
                "compile",
                "--root",
            ]);
            cmd::run(binstall.arg(&home).arg(spec), "Building it instead.")
        });
        if let Err(problem) = fetched {
            println!("  {problem}");
        } else if let Some(tool) = wanted.in_folder(&bin) {
            return Ok(tool);
        }
    }
    step(&format!("Building {name} ({})", wanted.takes), || {
        let build = home.with_extension("build");
        let mut install = outside(&home)?;
        install
            .args(["install", wanted.package, "--version", wanted.version])
            .args(wanted.args)
            .arg("--root")
            .arg(&home)
            .env("CARGO_TARGET_DIR", &build)
            .env("CARGO_PROFILE_RELEASE_LTO", "false")
            .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16");
        let built = cmd::run(
            &mut install,
            "Check the network and the free disk space, then run this again.",
        );
        // Only the programs are worth keeping, whether or not that worked.
        let _ = fs::remove_dir_all(&build);
        built
    })?;
    wanted.in_folder(&bin).ok_or_else(|| {
        format!(
            "{name} was built, but what is in {} does not answer with that version. Delete {} and run this again.",
            bin.display(),
            home.display()
        )
    })
}

/// Cargo, run outside the repository: its configuration and target folder must not leak in.
fn outside(home: &Path) -> Outcome<Command> {
    fs::create_dir_all(home).map_err(|e| format!("{} cannot be made: {e}.", home.display()))?;
    let mut cargo = cmd::cargo();
    cargo
        .current_dir(home)
        .env("RUSTUP_TOOLCHAIN", toolchain()?);
    for name in [
        "CARGO_BUILD_TARGET",
        "CARGO_BUILD_TARGET_DIR",
        "CARGO_BUILD_RUSTFLAGS",
        "CARGO_ENCODED_RUSTFLAGS",
        "RUSTFLAGS",
    ] {
        cargo.env_remove(name);
    }
    Ok(cargo)
}

/// The pinned toolchain's name, from rust-toolchain.toml.
fn toolchain() -> Outcome<String> {
    let text = read("rust-toolchain.toml")?;
    text.lines()
        .find_map(|line| line.strip_prefix("channel"))
        .and_then(quoted)
        .ok_or_else(|| "rust-toolchain.toml names no channel.".into())
}

/// The version of a package in Cargo.lock.
fn locked(package: &str) -> Outcome<String> {
    let text = read("Cargo.lock")?;
    let mut lines = text
        .lines()
        .skip_while(|line| *line != format!("name = \"{package}\""));
    lines
        .nth(1)
        .and_then(|line| line.strip_prefix("version"))
        .and_then(quoted)
        .ok_or_else(|| format!("Cargo.lock has no {package}. Run `cargo fetch`, then this again."))
}

fn quoted(rest: &str) -> Option<String> {
    rest.split('"').nth(1).map(str::to_owned)
}

fn read(name: &str) -> Outcome<String> {
    fs::read_to_string(cmd::root().join(name)).map_err(|e| format!("{name} cannot be read: {e}."))
}
