//! A request as code to copy. The key stands in it as an environment variable, never as its value, and what is sent is
//! quoted so that no text of a message can become code.

use crate::pretty::{Literals, is_hidden, json_string, lay_out, pretty_json};
use crate::{HttpRequest, Method};

/// A language to give a request in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Language {
    /// A command for a POSIX shell.
    Curl,
    /// Python 3 with its standard library alone.
    Python,
    /// Rust with `reqwest` (feature `blocking`).
    Rust,
}

/// The request in this language. `env_var` names the environment variable that holds the key; a name that is no
/// identifier is replaced with `OPENAI_API_KEY`.
pub fn snippet(request: &HttpRequest, language: Language, env_var: &str) -> String {
    let is_name = !env_var.is_empty()
        && !env_var.starts_with(|c: char| c.is_ascii_digit())
        && env_var
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    let env_var = if is_name { env_var } else { "OPENAI_API_KEY" };
    match language {
        Language::Curl => curl(request, env_var),
        Language::Python => python(request, env_var),
        Language::Rust => rust(request, env_var),
    }
}

fn curl(request: &HttpRequest, env_var: &str) -> String {
    // -N shows a stream as it comes; --globoff takes brackets in the address as they are.
    let mut out = format!("curl -N --globoff {}", shell(&request.url));
    out.push_str(&format!(" \\\n  -H \"Authorization: Bearer ${env_var}\""));
    for (name, value) in &request.headers {
        out.push_str(&format!(" \\\n  -H {}", shell(&format!("{name}: {value}"))));
    }
    if let Some(body) = &request.body {
        // Not -d, which would read a file for a body that begins with @.
        out.push_str(&format!(" \\\n  --data-raw {}", shell(&pretty_json(body))));
    }
    out.push('\n');
    out
}

/// A word of a POSIX shell: in single quotes nothing has a meaning but the quote itself. NUL cannot be in a word.
fn shell(text: &str) -> String {
    format!("'{}'", text.replace('\0', "").replace('\'', "'\\''"))
}

fn python(request: &HttpRequest, env_var: &str) -> String {
    let mut out = String::from("import json, os, urllib.request\n\n");
    if let Some(body) = &request.body {
        match lay_out(body, &PythonLiterals) {
            Some(data) => out.push_str(&format!("body = json.dumps({data}).encode()\n")),
            None => out.push_str(&format!("body = {}.encode()\n", python_string(body))),
        }
    }
    out.push_str(&format!(
        "request = urllib.request.Request(\n    {},\n",
        python_string(&request.url)
    ));
    if request.body.is_some() {
        out.push_str("    data=body,\n");
    }
    out.push_str(&format!(
        "    method=\"{}\",\n    headers={{\n",
        request.method.name()
    ));
    out.push_str(&format!(
        "        \"Authorization\": \"Bearer \" + os.environ[\"{env_var}\"],\n"
    ));
    for (name, value) in &request.headers {
        out.push_str(&format!(
            "        {}: {},\n",
            python_string(name),
            python_string(value)
        ));
    }
    out.push_str("    },\n)\nwith urllib.request.urlopen(request) as response:\n");
    out.push_str("    for line in response:\n        print(line.decode(), end=\"\")\n");
    out
}

struct PythonLiterals;

impl Literals for PythonLiterals {
    fn string(&self, text: &str, out: &mut String) {
        // What `json_string` escapes, Python escapes in the same way.
        json_string(text, out);
    }

    fn word<'a>(&self, word: &'a str) -> &'a str {
        match word {
            "true" => "True",
            "false" => "False",
            "null" => "None",
            number => number,
        }
    }
}

fn python_string(text: &str) -> String {
    let mut out = String::new();
    json_string(text, &mut out);
    out
}

fn rust(request: &HttpRequest, env_var: &str) -> String {
    let method = match request.method {
        Method::Get => "get",
        Method::Post => "post",
    };
    let mut out = String::from("// reqwest = { version = \"0.12\", features = [\"blocking\"] }\n");
    out.push_str("use std::io::{BufRead, BufReader};\n\nfn main() -> Result<(), Box<dyn std::error::Error>> {\n");
    out.push_str(
        "    let response = reqwest::blocking::Client::builder().timeout(None).build()?\n",
    );
    out.push_str(&format!(
        "        .{method}({})\n",
        rust_string(&request.url)
    ));
    out.push_str(&format!(
        "        .bearer_auth(std::env::var(\"{env_var}\")?)\n"
    ));
    for (name, value) in &request.headers {
        out.push_str(&format!(
            "        .header({}, {})\n",
            rust_string(name),
            rust_string(value)
        ));
    }
    if let Some(body) = &request.body {
        out.push_str(&format!(
            "        .body({})\n",
            rust_raw(&pretty_json(body))
        ));
    }
    out.push_str("        .send()?;\n    for line in BufReader::new(response).lines() {\n");
    out.push_str("        println!(\"{}\", line?);\n    }\n    Ok(())\n}\n");
    out
}

/// A raw string with more hashes than any run that follows a quote in it; a plain one where hidden characters must be
/// escaped, which a raw string cannot do.
fn rust_raw(text: &str) -> String {
    if text.chars().any(|char| is_hidden(char) && char != '\n') {
        return rust_string(text);
    }
    let mut most = 0;
    for after_quote in text.split('"').skip(1) {
        let hashes = after_quote.len() - after_quote.trim_start_matches('#').len();
        most = most.max(hashes + 1);
    }
    let hashes = "#".repeat(most.max(1));
    format!("r{hashes}\"{text}\"{hashes}")
}

fn rust_string(text: &str) -> String {
    let mut out = String::from("\"");
    for char in text.chars() {
        match char {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            char if is_hidden(char) => out.push_str(&format!("\\u{{{:x}}}", u32::from(char))),
            char => out.push(char),
        }
    }
    out.push('"');
    out
}
