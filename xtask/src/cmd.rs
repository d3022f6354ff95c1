//! Running other programs: where they are, with which environment, how long they took.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use crate::Outcome;

/// The top of the repository.
pub fn root() -> PathBuf {
    // `cargo xtask` sets the variable at run time; the compiled-in path serves a bare binary.
    let xtask = std::env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    xtask.parent().map_or(xtask.clone(), Path::to_path_buf)
}

/// Where cargo puts what it builds.
pub fn target_dir() -> PathBuf {
    match std::env::var_os("CARGO_TARGET_DIR") {
        Some(dir) => root().join(dir),
        None => root().join("target"),
    }
}

/// A command run at the top of the repository, without the variables that `cargo run` sets for
/// xtask itself: with them, cargo would build some dependencies again.
pub fn command(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(root());
    for (name, _) in std::env::vars_os() {
        let name_text = name.to_string_lossy();
        let of_cargo_run = ["CARGO_PKG_", "CARGO_MANIFEST_", "CARGO_BIN_"]
            .iter()
            .any(|prefix| name_text.starts_with(prefix));
        if of_cargo_run || name_text == "CARGO_CRATE_NAME" || name_text == "CARGO_PRIMARY_PACKAGE" {
            command.env_remove(&name);
        }
    }
    command
}

/// Cargo, with the pinned toolchain.
pub fn cargo() -> Command {
    command(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// Runs to the end, showing what the program prints; `advice` says what to do when it fails.
pub fn run(command: &mut Command, advice: &str) -> Outcome {
    let status = command
        .stdin(Stdio::null())
        .status()
        .map_err(|e| format!("{} did not start: {e}. {advice}", shown(command)))?;
    if status.success() {
        return Ok(());
    }
    Err(format!("{} failed ({status}). {advice}", shown(command)))
}

/// The same for a program that talks though all is well: what it printed is shown if it failed.
pub fn run_quietly(command: &mut Command, advice: &str) -> Outcome {
    let done = command
        .stdin(Stdio::null())
        .output()
        .map_err(|e| format!("{} did not start: {e}. {advice}", shown(command)))?;
    if done.status.success() {
        return Ok(());
    }
    let said = [done.stdout, done.stderr].concat();
    Err(format!(
        "{} failed ({}). {advice}\n{}",
        shown(command),
        done.status,
        String::from_utf8_lossy(&said).trim()
    ))
}

/// Runs to the end and returns what it printed, or nothing if it failed or is not there.
pub fn output(command: &mut Command) -> Option<String> {
    let output = command
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output()
        .ok()?;
    output
        .status
        .success()
        .then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// The command line, for people: what follows `--key` is nobody's to read, in a CI log least of all.
fn shown(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let mut line = program
        .file_name()
        .unwrap_or(command.get_program())
        .to_string_lossy()
        .into_owned();
    let mut is_key = false;
    for arg in command.get_args().map(OsStr::to_string_lossy) {
        line.push(' ');
        line.push_str(match arg.as_ref() {
            _ if is_key => "***",
            arg if arg.starts_with("--key=") => "--key=***",
            arg => arg,
        });
        is_key = arg == "--key" && !is_key;
    }
    format!("`{line}`")
}

/// A program on PATH.
pub fn which(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let name = format!("{program}{}", std::env::consts::EXE_SUFFIX);
    std::env::split_paths(&path)
        .map(|folder| folder.join(&name))
        .find(|file| file.is_file())
}

/// Raised by Ctrl-C, once [`stop_on_ctrl_c`] was called.
static STOPPED: AtomicBool = AtomicBool::new(false);

/// From here on Ctrl-C does not end xtask: whatever takes long looks at [`stopped`].
pub fn stop_on_ctrl_c() -> Outcome {
    ctrlc::set_handler(|| STOPPED.store(true, Ordering::SeqCst))
        .map_err(|e| format!("Ctrl-C cannot be listened for: {e}."))
}

/// Was it pressed?
pub fn stopped() -> bool {
    STOPPED.load(Ordering::SeqCst)
}

/// Says what is about to happen, does it, and says how long it took.
pub fn step<T>(what: &str, work: impl FnOnce() -> Outcome<T>) -> Outcome<T> {
    if stopped() {
        return Err("Stopped.".into());
    }
    println!("→ {what}");
    let start = Instant::now();
    let done = work()?;
    println!("✓ {what}: {}", seconds(start.elapsed()));
    Ok(done)
}

/// A duration, for people.
pub fn seconds(time: Duration) -> String {
    let whole = time.as_secs();
    if whole >= 60 {
        format!("{} min {:02} s", whole / 60, whole % 60)
    } else {
        format!("{:.1} s", time.as_secs_f64())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::{command, run, shown};

    /// A smoke that failed printed the key.
    #[test]
    fn a_command_line_is_shown_without_the_key() {
        let check = |args: &[&str], expect: &str| {
            let mut smoke = command("folder/smoke");
            assert_eq!(shown(smoke.args(args)), expect);
        };
        check(
            &["--endpoint", "http://x/v1", "--key", "sk-1", "--model", "m"],
            "`smoke --endpoint http://x/v1 --key *** --model m`",
        );
        check(&["--key=sk-1", "-v"], "`smoke --key=*** -v`");
        check(&["--model", "m", "--key"], "`smoke --model m --key`");
        check(&["--key", "--key", "sk"], "`smoke --key *** sk`");
    }

    #[test]
    fn neither_failure_of_a_command_tells_the_key() {
        for program in ["there-is-no-such-program", "false"] {
            let problem = run(command(program).args(["--key", "sk-1"]), "").unwrap_err();
            assert!(
                problem.contains("--key ***") && !problem.contains("sk-1"),
                "{problem}"
            );
        }
    }
}
