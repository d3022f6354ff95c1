//! Addresses: every trick by which a key could be sent elsewhere than the person reads.

#![allow(clippy::unwrap_used)]

use BaseUrlProblem::*;
use wire::*;

fn good(input: &str, text: &str, origin: &str, reach: Reach) {
    let url = BaseUrl::parse(input).unwrap_or_else(|problem| panic!("{input:?}: {problem:?}"));
    assert_eq!(url.as_str(), text, "{input:?}");
    assert_eq!(url.origin(), origin, "{input:?}");
    assert_eq!(url.reach(), reach, "{input:?}");
    assert_eq!(
        BaseUrl::parse(url.as_str()),
        Ok(url.clone()),
        "{input:?} does not come back"
    );
    assert_eq!(url.join("models"), format!("{text}/models"));
}

fn bad(input: &str, problem: BaseUrlProblem) {
    assert_eq!(BaseUrl::parse(input), Err(problem), "{input:?}");
}

#[test]
fn the_presets() {
    for (text, reach) in [
        ("https://api.openai.com/v1", Reach::Https),
        ("https://openrouter.ai/api/v1", Reach::Https),
        ("https://api.groq.com/openai/v1", Reach::Https),
        (
            "https://generativelanguage.googleapis.com/v1beta/openai",
            Reach::Https,
        ),
        ("http://localhost:11434/v1", Reach::Loopback),
        ("http://127.0.0.1:1234/v1", Reach::Loopback),
    ] {
        let end = text
            .find('/')
            .map(|slash| text[slash + 2..].find('/').unwrap() + slash + 2)
            .unwrap();
        good(text, text, &text[..end], reach);
    }
}

#[test]
fn as_people_paste_them() {
    let openai = "https://api.openai.com";
    good(
        "  https://api.openai.com/v1/  ",
        "https://api.openai.com/v1",
        openai,
        Reach::Https,
    );
    good(
        "api.openai.com/v1",
        "https://api.openai.com/v1",
        openai,
        Reach::Https,
    );
    good("https://api.openai.com", openai, openai, Reach::Https);
    good(
        "https://api.openai.com/v1///",
        "https://api.openai.com/v1",
        openai,
        Reach::Https,
    );
    good(
        "https://api.openai.com/v1/chat/completions",
        "https://api.openai.com/v1",
        openai,
        Reach::Https,
    );
    good(
        "https://api.openai.com/v1/chat/completions/",
        "https://api.openai.com/v1",
        openai,
        Reach::Https,
    );
    good(
        "HTTPS://API.OpenAI.com/V1",
        "https://api.openai.com/V1",
        openai,
        Reach::Https,
    );
    good(
        "https://api.openai.com:443/v1",
        "https://api.openai.com/v1",
        openai,
        Reach::Https,
    );
    good(
        "https://api.openai.com:8443",
        "https://api.openai.com:8443",
        "https://api.openai.com:8443",
        Reach::Https,
    );
    good(
        "https://api.openai.com./v1",
        "https://api.openai.com/v1",
        openai,
        Reach::Https,
    );
    good(
        "localhost:11434/v1",
        "http://localhost:11434/v1",
        "http://localhost:11434",
        Reach::Loopback,
    );
    good(
        "localhost",
        "http://localhost",
        "http://localhost",
        Reach::Loopback,
    );
    good(
        "http://localhost:80/v1",
        "http://localhost/v1",
        "http://localhost",
        Reach::Loopback,
    );
    good(
        "http://localhost:443",
        "http://localhost:443",
        "http://localhost:443",
        Reach::Loopback,
    );
    good(
        "https://localhost:8443",
        "https://localhost:8443",
        "https://localhost:8443",
        Reach::Loopback,
    );
    good(
        "api.example.com:8443/v1",
        "https://api.example.com:8443/v1",
        "https://api.example.com:8443",
        Reach::Https,
    );
    good(
        "https://a.example/p%2Fq/~x;y=1@2",
        "https://a.example/p%2Fq/~x;y=1@2",
        "https://a.example",
        Reach::Https,
    );
}

#[test]
fn private_networks() {
    for host in [
        "10.0.0.1",
        "192.168.1.20",
        "172.16.0.1",
        "172.31.255.255",
        "169.254.1.1",
        "100.64.0.1",
        "nas",
        "box.local",
        "gpu.lan",
        "a.internal",
        "a.home.arpa",
    ] {
        let text = format!("http://{host}:8080/v1");
        good(&text, &text, &format!("http://{host}:8080"), Reach::Private);
    }
    for host in ["127.0.0.1", "127.255.255.254", "app.localhost"] {
        let text = format!("http://{host}");
        good(&text, &text, &text, Reach::Loopback);
    }
}

#[test]
fn http_to_the_internet() {
    for host in [
        "api.openai.com",
        "8.8.8.8",
        "172.32.0.1",
        "172.15.0.1",
        "192.169.0.1",
        "100.128.0.1",
        "11.0.0.1",
        "128.0.0.1",
        "localhost.evil.example",
        "10.evil.example",
        "127.0.0.1.evil.example",
        "evil.example.local.com",
        "notlocalhost.com",
    ] {
        bad(&format!("http://{host}/v1"), InsecureHttp);
    }
}

#[test]
fn names_before_the_host() {
    bad("https://api.openai.com@evil.example/v1", UserInfo);
    bad("https://api.openai.com:443@evil.example", UserInfo);
    bad("https://user:pass@api.openai.com", UserInfo);
    bad("https://@api.openai.com", UserInfo);
    bad("api.openai.com@evil.example", UserInfo);
    bad("user:pass@evil.example", UserInfo);
    bad("https://api.openai.com%40evil.example", Host);
    bad("https://api.openai.com%2Fevil.example", Host);
    bad("https://api.openai.com%00.evil.example", Host);
}

#[test]
fn look_alikes_are_other_origins() {
    let openai = BaseUrl::parse("https://api.openai.com/v1").unwrap();
    for other in [
        "https://api.openai.com.evil.example/v1",
        "https://evil.example/api.openai.com/v1",
        "https://evil.example/https://api.openai.com/v1",
        "https://api-openai.com/v1",
        "https://xn--pi-openai-y2g.com/v1",
        "https://api.openai.com:8443/v1",
        "https://api.openai.co/v1",
        "https://openai.com/v1",
    ] {
        let other = BaseUrl::parse(other).unwrap();
        assert!(!same_origin(&openai, &other), "{other}");
    }
    for same in [
        "https://api.openai.com",
        "https://API.OPENAI.COM:443/v2",
        "https://api.openai.com./x",
    ] {
        assert!(
            same_origin(&openai, &BaseUrl::parse(same).unwrap()),
            "{same}"
        );
    }
    let http = BaseUrl::parse("http://localhost:8080").unwrap();
    let https = BaseUrl::parse("https://localhost:8080").unwrap();
    assert!(!same_origin(&http, &https));
}

#[test]
fn characters_that_browsers_drop_or_turn() {
    bad("https://api.openai.com\t.evil.example", Characters);
    bad("https://api.openai.com\n/v1", Characters);
    bad("ht\ntps://api.openai.com", Characters);
    bad("https:\\\\api.openai.com", Characters);
    bad("https://evil.example\\@api.openai.com", Characters);
    bad("https://api.openai.com\\.evil.example", Characters);
    bad("https://api openai.com", Characters);
    bad("https://api.openai.com/\u{0}", Characters);
    bad("https://api.openai.com\u{3000}x", Characters);
    bad("https://api.openai.com\u{7f}", Characters);
}

#[test]
fn queries_and_fragments() {
    bad("https://api.openai.com/v1?key=1", Query);
    bad("https://api.openai.com?x", Query);
    bad("https://api.openai.com/v1#x", Fragment);
    bad("https://api.openai.com#@evil.example", Fragment);
    bad("https://evil.example?@api.openai.com", Query);
}

#[test]
fn other_schemes() {
    for text in [
        "javascript:alert(1)",
        "data:text/html,x",
        "ftp://a.example",
        "ws://a.example",
        "file:///etc/passwd",
        "mailto:a",
        "blob:https://a.example/x",
        "https:api.openai.com",
        "https:/api.openai.com",
        "javascript://api.openai.com/%0aalert(1)",
        "view-source:https://a.example",
    ] {
        bad(text, Scheme);
    }
    bad("//evil.example/v1", Empty);
    bad("https://", Empty);
    bad("https:///v1", Empty);
    bad("", Empty);
    bad("   ", Empty);
    bad("/v1", Empty);
}

// Each would be kept as an address, and some looked up in the network as a host's name.
#[test]
fn keys_in_the_wrong_field() {
    for key in [
        "sk-canary-0123456789abcdef",
        "  sk-proj-AbCdEfGhIjKlMnOp0123_-x  ",
        "http://gsk_0123456789abcdefABCDEF",
        "AIzaSyA0123456789abcdefghijklmnopqrstuv",
        "AQ.Ab8RN6J0123456789abcdefghijklmnopqrstuv",
        "tgp_v1_0123456789abcdefghij-KLMNOP",
        "0123456789abcdef0123456789abcdef",
        "A1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6",
        "https://api.openai.com/v1/sk-0123456789abcdef",
        "api.openai.com/v1?key=sk-0123456789abcdef",
        "https://api.openai.com/v1#sk-0123456789abcdef",
    ] {
        bad(key, Key);
    }
    // Hosts that are only long, or begin like a key.
    for host in [
        "https://sk-gateway-of-ours.example.com",
        "my-openai-compatible-gateway-01.example.com",
        "http://my-openai-compatible-gateway-01:8080",
        "my-openai-compatible-gateway-01:8080/v1",
        "an-inference-server-without-digits",
        "gateway-of-ours-number-0123.xn--p1ai",
    ] {
        assert!(BaseUrl::parse(host).is_ok(), "{host}");
    }
}

#[test]
fn hosts_and_ports() {
    bad("http://[::1]:8080/v1", Ipv6);
    bad("https://[2001:db8::1]", Ipv6);
    bad("[::1]:11434", Ipv6);
    bad("https://::1/", Ipv6);
    bad("http://0.0.0.0:8000/v1", Unspecified);
    bad("https://аpi.openai.com", NotAscii);
    bad("https://bücher.example", NotAscii);
    bad("https://api。openai。com", NotAscii);
    bad("https://api..openai.com", Host);
    bad("https://.openai.com", Host);
    bad("https://api.openai.com..", Host);
    bad("https://.", Host);
    bad("https://a,b.example", Host);
    bad("https://*.example", Host);
    bad(&format!("https://{}.example", "a".repeat(64)), Host);
    for number in [
        "2130706433",
        "0x7f000001",
        "127.1",
        "0177.0.0.1",
        "127.0.0.0x1",
        "1.2.3.4.5",
        "256.1.1.1",
        "1.2.3",
        "foo.0x",
        "a.1",
        "017700000001",
    ] {
        bad(&format!("http://{number}"), Host);
    }
    bad("https://a.example:", Port);
    bad("https://a.example:0", Port);
    bad("https://a.example:65536", Port);
    bad("https://a.example:8a", Port);
    bad("https://a.example:+80", Port);
    bad("https://a.example:99999999999999999999", Port);
}

#[test]
fn paths() {
    bad("https://a.example/../x", Path);
    bad("https://a.example/v1/.", Path);
    bad("https://a.example/%2e%2E/x", Path);
    bad("https://a.example/.%2e", Path);
    bad("https://a.example/%zz", Path);
    bad("https://a.example/%2", Path);
    bad("https://a.example/<x>", Path);
    bad("https://a.example/ü", Path);
    good(
        "https://a.example/v1/..x",
        "https://a.example/v1/..x",
        "https://a.example",
        Reach::Https,
    );
}

#[test]
fn dialect_by_the_host_alone() {
    let of = |text| Dialect::of(&BaseUrl::parse(text).unwrap());
    assert_eq!(of("https://api.anthropic.com/v1"), Dialect::Anthropic);
    assert_eq!(of("https://API.Anthropic.com/v1"), Dialect::Anthropic);
    assert_eq!(
        of("https://api.anthropic.com.evil.example"),
        Dialect::OpenAi
    );
    assert_eq!(
        of("https://evil.example/api.anthropic.com"),
        Dialect::OpenAi
    );
}
