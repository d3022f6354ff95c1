//! What Debian and its kin can install by themselves.

use crate::Outcome;
use crate::cmd::{self, step, which};

/// Installs packages with apt-get, where that works without a password; `args` may hold options too. A failure is a
/// note and no more: whoever asked looks whether what it wants is there now.
pub fn install(args: &[&str], takes: &str) {
    let root = cmd::output(cmd::command("id").arg("-u")).as_deref() == Some("0");
    let sudo = || cmd::output(cmd::command("sudo").args(["-n", "true"])).is_some();
    if which("apt-get").is_none() || !(root || sudo()) {
        return;
    }
    let apt = |args: &[&str]| -> Outcome {
        let mut command = cmd::command(if root { "apt-get" } else { "sudo" });
        if !root {
            command.args(["-n", "apt-get"]);
        }
        command.args(args).env("DEBIAN_FRONTEND", "noninteractive");
        cmd::run(&mut command, "Going on with what else is there.")
    };
    let packages: Vec<&str> = args
        .iter()
        .copied()
        .filter(|arg| !arg.starts_with('-'))
        .collect();
    let installed = step(
        &format!(
            "Installing {} with apt-get ({takes})",
            packages.join(" and ")
        ),
        || {
            // One broken source among many need not be the one that is wanted.
            if let Err(problem) = apt(&["-qq", "update"]) {
                println!("  {problem}");
            }
            apt(&[&["-qq", "-y", "install"], args].concat())
        },
    );
    if let Err(problem) = installed {
        println!("  {problem}");
    }
}
