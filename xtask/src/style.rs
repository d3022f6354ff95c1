//! The style sheets: the files in style/, joined in the order that style/order.txt gives. One
//! request on first load, and the cascade stays what the order says. What stands below the line
//! `later` there is a second sheet, of parts that are fetched on first use, and comes with them.

use std::fs;
use std::path::Path;

use crate::Outcome;
use crate::cmd;

/// Where index.html looks for the results: the first sheet, and the one that comes later.
const SHEETS: [&str; 2] = ["target/style/parlance.css", "target/style/later.css"];
/// The line in the order that ends the first sheet.
const LATER: &str = "later";
const ORDER: &str = "style/order.txt";

/// Joins the files. What has not changed is not written, so that nothing is built again for it.
pub fn join() -> Outcome {
    let root = cmd::root();
    if !root.join(ORDER).is_file() {
        return Ok(());
    }
    let order = read(&root.join(ORDER))?;
    let names: Vec<&str> = order
        .lines()
        .map(str::trim)
        .filter(|name| !name.is_empty())
        .collect();
    if let Some(unlisted) = unlisted(&root.join("style"), &names) {
        return Err(format!(
            "style/{unlisted} is not in {ORDER}: say there where it belongs."
        ));
    }
    let mut sheets = names.split(|name| *name == LATER);
    for file in SHEETS {
        let sheet = joined(&root.join("style"), sheets.next().unwrap_or_default())?;
        write(&root.join(file), &sheet)?;
    }
    match sheets.next() {
        Some(_) => Err(format!("{ORDER} has the line {LATER:?} more than once.")),
        None => Ok(()),
    }
}

fn joined(folder: &Path, names: &[&str]) -> Outcome<String> {
    let mut sheet = String::new();
    for name in names {
        sheet.push_str(without_comments(&read(&folder.join(name))?).trim_end());
        sheet.push('\n');
    }
    Ok(sheet)
}

fn write(file: &Path, sheet: &str) -> Outcome {
    if fs::read_to_string(file).is_ok_and(|old| old == sheet) {
        return Ok(());
    }
    let folder = file.parent().unwrap_or(file);
    fs::create_dir_all(folder)
        .and_then(|()| fs::write(file, sheet))
        .map_err(|e| format!("{} cannot be written: {e}.", file.display()))
}

/// Comments are for those who read style/, not for the first load. None of our strings holds what begins one.
fn without_comments(sheet: &str) -> String {
    let mut parts = sheet.split("/*");
    let mut done = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        done.push_str(part.split_once("*/").map_or("", |(_, after)| after));
    }
    done
}

fn unlisted(folder: &Path, names: &[&str]) -> Option<String> {
    let files = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut names_there = files.map(|entry| entry.file_name().to_string_lossy().into_owned());
    names_there.find(|name| name.ends_with(".css") && !names.contains(&name.as_str()))
}

fn read(file: &Path) -> Outcome<String> {
    fs::read_to_string(file).map_err(|e| format!("{} cannot be read: {e}.", file.display()))
}

#[cfg(test)]
mod tests {
    use super::without_comments;

    #[test]
    fn comments_go_and_rules_stay() {
        let sheet = "/* one */a { b: c } /* two\n lines */\nd { e: url(f/g) }/* open";
        assert_eq!(without_comments(sheet), "a { b: c } \nd { e: url(f/g) }");
    }
}
