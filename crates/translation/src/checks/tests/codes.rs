use super::{fine, found};

#[test]
fn placeholders() {
    found("en", "de", "Hello %s", "Hallo", "placeholder %s");
    found(
        "en",
        "de",
        "Hello {name}",
        "Hallo {nombre}",
        "placeholder {name}>{nombre}={name}",
    );
    found("en", "de", "Hello", "Hallo {name}", "placeholder>{name}");
    found(
        "en",
        "de",
        "Run `ls -l` now",
        "Jetzt `ls -a` starten",
        "placeholder `ls -l`>`ls -a`=`ls -l`",
    );
    found(
        "en",
        "de",
        "{{ user }} and {{ place }}",
        "{{ user }} und Ort",
        "placeholder {{ place }}",
    );
    fine("en", "de", "%s has %d files", "%2$d Dateien hat %1$s");
    fine("en", "de", "Hello {{name}}", "Hallo {{ name }}");
    fine("en", "de", "It is $5 now", "Es kostet jetzt 5 $");
    fine("en", "de", "100% sure", "100 % sicher");
    fine("en", "de", "50% discount", "50 % Rabatt");
    fine(
        "en",
        "de",
        "{user} logged in. {user} is here",
        "{user} ist angemeldet und da",
    );
}

#[test]
fn plural_forms_follow_the_language() {
    fine(
        "en",
        "ru",
        "{count, plural, one {# file} other {# files}}",
        "{count, plural, one {# файл} few {# файла} many {# файлов} other {# файла}}",
    );
    found(
        "en",
        "de",
        "{count, plural, one {# file} other {# files}}",
        "{anzahl, plural, one {# Datei} other {# Dateien}}",
        "placeholder {count, plural,>{anzahl, plural,={count, plural,",
    );
}

#[test]
fn tags_and_marks() {
    found(
        "en",
        "de",
        "A <b>bold</b> word",
        "Ein <b>fettes Wort",
        "tag </b>",
    );
    found(
        "en",
        "de",
        "A <b>bold</b> word",
        "Ein fettes Wort",
        "tag <b>; tag </b>",
    );
    found(
        "en",
        "de",
        "A <b>bold</b> word",
        "Ein <i>fettes</i> Wort",
        "tag <b>><i>=<b>; tag </b>></i>=</b>",
    );
    found(
        "en",
        "de",
        "A **bold** word",
        "Ein fettes Wort",
        "tag **; tag **",
    );
    found(
        "en",
        "de",
        "A bold word",
        "Ein **fettes** Wort",
        "tag>**; tag>**",
    );
    fine(
        "en",
        "de",
        "A <a href=\"x\" title=\"Open\">link</a>",
        "Ein <a href=\"x\" title=\"Öffnen\">Link</a>",
    );
    fine("en", "de", "Line<br>two", "Zeile<br/>zwei");
    fine("en", "de", "A *soft* word", "Ein _weiches_ Wort");
    fine(
        "en",
        "ja",
        "This is **important**.",
        "これは**「重要」**です。",
    );
    fine("en", "de", "5 * 3 * 2", "5 · 3 · 2");
    fine("en", "de", "if a < b then", "wenn a < b, dann");
}

#[test]
fn addresses() {
    found(
        "en",
        "de",
        "See https://example.com/a.",
        "Siehe https://example.com/b.",
        "address https://example.com/a>https://example.com/b=https://example.com/a",
    );
    found(
        "en",
        "de",
        "Write to a@example.com",
        "Schreiben Sie",
        "address a@example.com",
    );
    found(
        "en",
        "de",
        "Write to us",
        "Schreiben Sie an a@example.com",
        "address>a@example.com",
    );
    found(
        "en",
        "de",
        "[Help](https://a.example \"More\")",
        "[Hilfe](https://b.example \"Mehr\")",
        "address ](https://a.example \"More\")>](https://b.example \"Mehr\")=](https://a.example \"Mehr\")",
    );
    fine(
        "en",
        "de",
        "See https://example.com/.",
        "Siehe https://example.com.",
    );
    fine(
        "en",
        "zh",
        "See https://example.com for more.",
        "更多信息请见https://example.com。",
    );
    fine(
        "en",
        "de",
        "[Help](https://a.example \"More\")",
        "[Hilfe](https://a.example \"Mehr\")",
    );
    fine(
        "en",
        "ja",
        "Mail a@example.com.",
        "a@example.comにメールしてください。",
    );
}
