//! `practice`: the endpoint (and, if asked, the page) for trying things by hand.

use std::process::ExitCode;

use practice::{Limits, Options, serve_page, start};

const HELP: &str = "\
practice: a local OpenAI-compatible endpoint that only pretends

  --port N        port of the endpoint (11811; 0 picks a free one)
  --key K         accept this key only (any, or none)
  --rpm N         requests a minute (no limit)
  --tpm N         tokens a minute (no limit)
  --cors C        openai, off or ollama (openai)
  --page DIR      serve this folder as well, with this endpoint as its default
  --page-port N   port of the page (11812; 0 picks a free one)
  --mount PATH    path the folder is served under (/)
  --list          print the models and what each does
  --help          print this
";

struct Arguments {
    options: Options,
    page: Option<String>,
    page_port: u16,
    mount: String,
}

#[tokio::main]
async fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if arguments.iter().any(|argument| argument == "--help") {
        print!("{HELP}");
        return ExitCode::SUCCESS;
    }
    if arguments.iter().any(|argument| argument == "--list") {
        print!("{}", practice::faults::listing());
        return ExitCode::SUCCESS;
    }
    let result = match read(&arguments) {
        Ok(arguments) => run(arguments).await,
        Err(problem) => Err(format!("{problem}\n\n{HELP}")),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("practice: {problem}");
            ExitCode::FAILURE
        }
    }
}

async fn run(arguments: Arguments) -> Result<(), String> {
    let running = start(arguments.options)
        .await
        .map_err(|error| format!("{error}; --port sets it"))?;
    println!("practice endpoint ready on {}", running.base_url());
    let mut page = None;
    if let Some(dir) = arguments.page {
        let started = serve_page(
            dir,
            arguments.mount,
            arguments.page_port,
            Some(&running.base_url()),
        )
        .await
        .map_err(|error| format!("{error}; --page-port and --page set them"))?;
        println!("page ready on {}", started.url());
        page = Some(started);
    }
    tokio::signal::ctrl_c()
        .await
        .map_err(|error| format!("cannot wait for Ctrl+C: {error}"))?;
    if let Some(page) = page {
        page.stop().await;
    }
    running.stop().await;
    Ok(())
}

fn read(arguments: &[String]) -> Result<Arguments, String> {
    let mut out = Arguments {
        options: Options {
            port: 11_811,
            ..Options::default()
        },
        page: None,
        page_port: 11_812,
        mount: "/".to_owned(),
    };
    let (mut rpm, mut tpm) = (None, None);
    let mut rest = arguments.iter();
    while let Some(name) = rest.next() {
        let mut value = || rest.next().cloned().ok_or(format!("{name} wants a value"));
        match name.as_str() {
            "--port" => out.options.port = number(name, &value()?)?,
            "--page-port" => out.page_port = number(name, &value()?)?,
            "--rpm" => rpm = Some(number(name, &value()?)?),
            "--tpm" => tpm = Some(number(name, &value()?)?),
            "--key" => out.options.key = Some(value()?),
            "--page" => out.page = Some(value()?),
            "--mount" => out.mount = value()?,
            "--cors" => {
                out.options.cors = match value()?.as_str() {
                    "openai" => practice::Cors::OpenAi,
                    "off" => practice::Cors::Off,
                    "ollama" => practice::Cors::OllamaStyle,
                    other => return Err(format!("--cors is openai, off or ollama, not {other}")),
                }
            }
            other => return Err(format!("unknown argument {other}")),
        }
    }
    if rpm.is_some() || tpm.is_some() {
        out.options.limits = Some(Limits {
            requests_per_minute: rpm.unwrap_or(u32::MAX),
            tokens_per_minute: tpm.unwrap_or(u32::MAX),
        });
    }
    Ok(out)
}

fn number<N: std::str::FromStr>(name: &str, value: &str) -> Result<N, String> {
    value
        .parse()
        .map_err(|_| format!("{name} wants a number, not {value}"))
}
