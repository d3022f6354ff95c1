//! The command lines of the programs in `src/bin/`: names with a value each, and `--help`.

use std::process::ExitCode;

/// Gives the command line's names and values to `read`, in their order. An argument that is not one of `names`, or has no
/// value, is refused.
///
/// # Errors
/// Where there is nothing to run: what there is to say has been said, and the program ends with the code given back.
pub fn read<T>(
    program: &str,
    help: &str,
    names: &[&str],
    read: impl FnOnce(Vec<(String, String)>) -> Result<T, String>,
) -> Result<T, ExitCode> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    if args.iter().any(|arg| arg == "--help") {
        print!("{help}");
        return Err(ExitCode::SUCCESS);
    }
    pairs(args, names).and_then(read).map_err(|problem| {
        eprintln!("{program}: {problem}\n\n{help}");
        ExitCode::FAILURE
    })
}

fn pairs(args: Vec<String>, names: &[&str]) -> Result<Vec<(String, String)>, String> {
    let mut pairs = Vec::new();
    let mut rest = args.into_iter();
    while let Some(name) = rest.next() {
        if !names.contains(&name.as_str()) {
            return Err(format!("unknown argument {name}"));
        }
        let value = rest.next().ok_or(format!("{name} wants a value"))?;
        pairs.push((name, value));
    }
    Ok(pairs)
}

#[cfg(test)]
mod tests {
    use super::pairs;

    fn check(args: &[&str], expect: Result<&[(&str, &str)], &str>) {
        let args = args.iter().map(|arg| (*arg).to_owned()).collect();
        let found = pairs(args, &["--only", "--runs"]);
        let found = found.as_ref().map(|pairs| {
            let pairs = pairs.iter().map(|(n, v)| (n.as_str(), v.as_str()));
            pairs.collect::<Vec<_>>()
        });
        assert_eq!(
            found.map_err(String::as_str),
            expect.map(<[(&str, &str)]>::to_vec)
        );
    }

    #[test]
    fn names_go_with_values() {
        check(&[], Ok(&[]));
        check(
            &["--only", "load", "--runs", "1", "--only", "sse"],
            Ok(&[("--only", "load"), ("--runs", "1"), ("--only", "sse")]),
        );
    }

    #[test]
    fn what_is_not_understood_is_said() {
        check(&["--runs"], Err("--runs wants a value"));
        check(&["--fast"], Err("unknown argument --fast"));
        check(&["load"], Err("unknown argument load"));
    }
}
