//! `cargo xtask smoke`: the main job in a real browser, against any endpoint.

use crate::Outcome;
use crate::bench::on_dist;

const USAGE: &str = "Give an endpoint: `cargo xtask smoke --endpoint http://127.0.0.1:8080/v1 --key KEY --model MODEL`. An endpoint that needs no key takes any.";

/// Checks the arguments, so that a missing one is told before a long build, and runs the program.
pub fn run(args: &[String]) -> Outcome {
    for name in ["--endpoint", "--model"] {
        let value = args
            .iter()
            .position(|arg| arg == name)
            .and_then(|at| args.get(at + 1));
        if value.is_none_or(|value| value.starts_with("--")) {
            return Err(format!("`smoke` needs {name}. {USAGE}"));
        }
    }
    // The program's own complaint would name it, key and all.
    if args.iter().any(|arg| arg.starts_with("--key=")) {
        return Err(format!("The key is an argument of its own. {USAGE}"));
    }
    on_dist(
        "smoke",
        args,
        "The sentence above says which step of the main job failed, and with what.",
    )
}
