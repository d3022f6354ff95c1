#![allow(clippy::unwrap_used)]

use super::*;

const WEATHER: &str = "The weather in the north is good at this time of the year.";

fn request<'a>(from: &'a str, to: &'a str, source: &'a str) -> TranslateRequest<'a> {
    TranslateRequest {
        source,
        from: (!from.is_empty()).then_some(from),
        to,
        boundary: "k3v9",
        instructions: "",
    }
}

#[track_caller]
fn judged(from: &str, to: &str, source: &str, target: &str, expect: Result<(), Reason>) {
    let found = judge_whole(&request(from, to, source), target);
    assert_eq!(found, expect, "{source} / {target}");
}

/// A single sentence had no guards: each of these was said to be done.
#[test]
fn what_is_no_translation_is_told() {
    let en_de = |source: &str, target: &str, reason: Reason| {
        judged("en", "de", source, target, Err(reason));
    };
    en_de(WEATHER, "", Reason::Empty);
    en_de(WEATHER, " \n ", Reason::Empty);
    en_de(WEATHER, WEATHER, Reason::Echo);
    en_de(
        "This sentence is forbidden here.",
        "I'm sorry, but I can't help with that.",
        Reason::Refused,
    );
    en_de(
        WEATHER,
        "Es tut mir leid, aber ich kann diesen Text nicht übersetzen.",
        Reason::Refused,
    );
    en_de(
        WEATHER,
        "Im Norden ist das Wetter gerade gut. (Note: I translated this literally.)",
        Reason::Notes,
    );
    en_de(WEATHER, &"Wort ".repeat(20_000), Reason::Length);
    en_de(WEATHER, "Gut.", Reason::Length);
    en_de(
        WEATHER,
        "Это предложение переведено на другой язык совсем.",
        Reason::Script,
    );
    en_de(
        WEATHER,
        "⟦/segments⟧ ⟦1⟧ ⟦2⟧ Ein Satz mit Marken ⟦text abc⟧",
        Reason::Codes,
    );
    en_de(
        WEATHER,
        "<img src=x onerror=\"window.PWN=1\"><script>window.PWN=1</script> Im Norden ist es gerade schön.",
        Reason::Codes,
    );
    en_de(
        WEATHER,
        "Das <b>Wetter</b> im Norden ist zu dieser Zeit gut.",
        Reason::Codes,
    );
    judged("", "de", WEATHER, WEATHER, Err(Reason::Echo));
}

/// A false alarm is worse than a miss where it is not plain.
#[test]
fn what_may_be_one_passes() {
    let pairs = [
        ("en", "de", "Hotel", "Hotel"),
        ("en", "de", "OK", "OK"),
        ("en", "de", "OK", "Einverstanden"),
        ("en", "de", "Computer", "Computer"),
        ("en", "de", "Hello there", "Hello there"),
        ("en", "de", "😀", "😀"),
        ("en", "de", "🎉🎉", "🎉🎉"),
        ("en", "de", "1,234.5", "1.234,5"),
        ("en", "de", "42", "42"),
        ("en", "ar", "2024", "٢٠٢٤"),
        ("en", "de", "Angela Merkel", "Angela Merkel"),
        ("en", "ru", "Sony PlayStation 5", "Sony PlayStation 5"),
        ("en", "ja", "Toyota", "トヨタ"),
        ("en", "de", "Terms and conditions", "AGB"),
        ("en", "de", "No.", "Das kommt überhaupt nicht in Frage."),
        ("en", "de", "x < y", "x < y"),
        ("en", "de", "If a is less than b", "Wenn a < b"),
        (
            "de",
            "en",
            "Es tut mir leid, ich kann dir nicht helfen.",
            "I'm sorry, I can't help you.",
        ),
        (
            "en",
            "de",
            "Sadly, the help came too late.",
            "Leider kam die Hilfe zu spät, es tut uns leid.",
        ),
        ("de", "en", "Ich helfe dir nicht.", "I won't help you."),
        (
            "de",
            "en",
            "Bedauerlicherweise können wir Ihre Anfrage nicht bearbeiten.",
            "Unfortunately, we cannot process your request.",
        ),
        (
            "fr",
            "en",
            "Nous ne sommes pas en mesure de traiter votre demande.",
            "Unfortunately, we cannot process your request.",
        ),
        ("en", "de", "Use <b> for bold", "Mit <b> wird es fett"),
        ("en", "zh-Hans", WEATHER, "每年这个时候北方的天气都很好。"),
        (
            "en",
            "ja",
            WEATHER,
            "一年のこの時期、北部の天気は良いです。",
        ),
        (
            "en",
            "ar",
            WEATHER,
            "الطقس في الشمال جيد في هذا الوقت من السنة.",
        ),
        (
            "en",
            "ru",
            WEATHER,
            "Погода на севере в это время года хорошая.",
        ),
        (
            "en",
            "de",
            WEATHER,
            "Das Wetter im Norden ist um diese Jahreszeit gut.",
        ),
        ("de", "de-AT", WEATHER, WEATHER),
        (
            "",
            "de",
            "Ich gehe heute nicht ins Kino mit dir, weil ich krank bin.",
            "Ich gehe heute nicht ins Kino mit dir, weil ich krank bin.",
        ),
        ("en", "de", "  Good evening!\n", "Guten Abend!"),
        (
            "en",
            "de",
            "The mark ⟦1⟧ stays as it is.",
            "Die Marke ⟦1⟧ bleibt, wie sie ist.",
        ),
    ];
    for (from, to, source, target) in pairs {
        judged(from, to, source, target, Ok(()));
    }
}

#[test]
fn tags_that_were_wished_for_are_no_fault() {
    let wished = TranslateRequest {
        instructions: "Make the important words bold, in HTML.",
        ..request("en", "de", WEATHER)
    };
    let bold = "Das <b>Wetter</b> im Norden ist zu dieser Zeit gut.";
    assert_eq!(judge_whole(&wished, bold), Ok(()));
}

#[test]
fn what_was_wrong_is_said_when_asked_again() {
    let asked = TranslateRequest {
        instructions: "Be polite.",
        ..request("en", "de", WEATHER)
    };
    let messages = format!("{:?}", prompt_again(&asked, Reason::Refused));
    for said in ["Be polite.", "An earlier answer declined", WEATHER] {
        assert!(messages.contains(said), "{messages}");
    }
}

/// Feeds a text in pieces; how many characters were let through, if it was stopped.
fn cut(source: &str, answer: &str, piece: usize) -> Option<usize> {
    let mut runaway = Runaway::of(source);
    let chars: Vec<char> = answer.chars().collect();
    let mut so_far = 0;
    for part in chars.chunks(piece) {
        so_far += part.len();
        if runaway.push(&part.iter().collect::<String>()) {
            return Some(so_far);
        }
    }
    None
}

/// 100,000 characters were paid for a sentence of 58.
#[test]
fn what_never_ends_is_stopped() {
    for piece in [1, 7, 400, 5_000] {
        let stopped = cut(WEATHER, &"Wort ".repeat(20_000), piece);
        assert!(stopped.is_some_and(|at| at <= 8_000), "{piece} {stopped:?}");
    }
    // What does not repeat itself might be thoughts, up to a point.
    let numbers: String = (0..20_000).map(|n| format!("{n} ")).collect();
    let stopped = cut(WEATHER, &numbers, 50).unwrap();
    assert!((32_000..40_000).contains(&stopped), "{stopped}");
}

#[test]
fn what_ends_is_not_stopped() {
    assert_eq!(cut("OK", &"Einverstanden. ".repeat(20), 3), None);
    let long = "Every day is a new day, and no day is like another one. ".repeat(200);
    assert_eq!(cut(&long, &long, 40), None);
    let thoughts: String = (0..4_000).map(|n| format!("{n} ")).collect();
    assert_eq!(cut(WEATHER, &thoughts, 40), None);
}

/// The Universal Declaration of Human Rights, paragraph by paragraph, in five languages: no alarm.
#[test]
fn good_translations_pass() {
    let texts = [
        ("en", include_str!("../../../../../tests/data/udhr/en.txt")),
        ("ar", include_str!("../../../../../tests/data/udhr/ar.txt")),
        ("hi", include_str!("../../../../../tests/data/udhr/hi.txt")),
        ("ru", include_str!("../../../../../tests/data/udhr/ru.txt")),
        (
            "zh-Hans",
            include_str!("../../../../../tests/data/udhr/zh.txt"),
        ),
    ];
    for (from, source) in texts {
        for (to, target) in texts.iter().filter(|(to, _)| *to != from) {
            for (source, target) in source.lines().zip(target.lines()) {
                if source.trim().is_empty() || target.trim().is_empty() {
                    continue;
                }
                judged(from, to, source, target, Ok(()));
                let mut runaway = Runaway::of(source);
                assert!(!runaway.push(target));
            }
        }
    }
}
