#![allow(clippy::unwrap_used)]

use super::{Languages, check, clean, is_refusal, letters};
use crate::inline::protect;
use crate::job::outcome::{Flag, Reason};
use crate::{Formality, Tone};

/// What a guard says of one translation: the reason, or how many flags it has.
fn verdict(
    from: &str,
    to: &str,
    source: &str,
    others: &[&str],
    answer: &str,
) -> Result<usize, Reason> {
    let source = protect(source);
    let others: Vec<String> = others.iter().map(|other| super::plain(other)).collect();
    let languages = Languages {
        from: (!from.is_empty()).then_some(from),
        to,
        letters: letters(to, ""),
    };
    let coded = clean("k3v9", &source, answer);
    check(languages, &source, &others, coded)
        .map(|taken| taken.flags.len())
        .map_err(|fault| fault.reason)
}

#[track_caller]
fn en_de(source: &str, answer: &str, expect: Result<usize, Reason>) {
    assert_eq!(verdict("en", "de", source, &[], answer), expect, "{answer}");
}

#[track_caller]
fn pair(from: &str, to: &str, source: &str, answer: &str, expect: Result<usize, Reason>) {
    assert_eq!(verdict(from, to, source, &[], answer), expect, "{answer}");
}

#[test]
fn empty() {
    en_de("Hello", "", Err(Reason::Empty));
    en_de("Hello", " \n ", Err(Reason::Empty));
    en_de("Hello", "Hallo", Ok(0));
}

#[test]
fn echo() {
    let echo = Err(Reason::Echo);
    en_de(
        "The quick brown fox jumps over the dog.",
        "The quick brown fox jumps over the dog.",
        echo,
    );
    en_de(
        "The quick brown fox jumps over the dog.",
        "the quick brown fox jumps over the dog",
        echo,
    );
    en_de(
        "The quick brown fox jumps over the lazy dog, and it never comes back to this house.",
        "The quick brown fox jumps over the lazy dog, and it never comes zurück to this house.",
        echo,
    );
    // Once more, as it is short; the job takes it the second time.
    en_de("Computer", "Computer", echo);
    en_de("Hello there", "Hello there", echo);
    pair("ja", "zh-Hans", "東京", "東京", echo);
    // Numbers, codes and names.
    en_de("1,234.5", "1,234.5", Ok(0));
    en_de("<b>42</b>", "⟦1⟧42⟦/1⟧", Ok(0));
    en_de("Angela Merkel", "Angela Merkel", Ok(1));
    en_de("iPhone 15 Pro Max", "iPhone 15 Pro Max", Ok(1));
    en_de("BBC", "BBC", Ok(1));
    // Both are German.
    pair(
        "de",
        "de-AT",
        "Ich gehe heute nicht ins Kino mit dir.",
        "Ich gehe heute nicht ins Kino mit dir.",
        Ok(1),
    );
    pair(
        "",
        "de",
        "Ich gehe heute nicht ins Kino mit dir, weil ich krank bin.",
        "Ich gehe heute nicht ins Kino mit dir, weil ich krank bin.",
        Ok(1),
    );
}

#[test]
fn anothers_source() {
    let check = |others: &[&str], answer: &str, expect: Result<usize, Reason>| {
        assert_eq!(
            verdict("en", "de", "I know that you are here.", others, answer),
            expect
        );
    };
    check(
        &["We have seen nothing at all."],
        "We have seen nothing at all.",
        Err(Reason::Echo),
    );
    check(
        &["We have seen nothing at all."],
        "Ich weiß, dass du hier bist.",
        Ok(0),
    );
    check(
        &["Ich weiß, dass du hier bist."],
        "Ich weiß, dass du hier bist.",
        Ok(0),
    );
}

#[test]
fn length() {
    let long = "It was a bright cold day in April, and the clocks were striking thirteen when he came home.";
    en_de(long, "Es war ein Tag.", Err(Reason::Length));
    en_de(
        long,
        &"Es war ein klarer, kalter Tag im April und nichts weiter. ".repeat(6),
        Err(Reason::Length),
    );
    en_de(
        long,
        "Es war ein klarer, kalter Tag im April, und die Uhren schlugen gerade dreizehn, als er heimkam.",
        Ok(0),
    );
    // Odd: the job takes it the second time.
    en_de(long, "Es war ein klarer, kalter Tag.", Err(Reason::Length));
    // The same once more.
    let twice = "Es war ein klarer, kalter Tag im April. ".repeat(2);
    en_de(long, &twice, Err(Reason::Length));
    en_de(long, &format!("{twice} Ja."), Err(Reason::Length));
    en_de(&long.repeat(2), &twice.repeat(2), Ok(0));
    // Short texts vary.
    en_de("OK", "Einverstanden", Ok(0));
    en_de("Terms and conditions", "AGB", Ok(0));
    en_de("No.", "Das kommt überhaupt nicht in Frage.", Ok(0));
    // A character of Chinese says more than a letter.
    pair(
        "en",
        "zh-Hans",
        long,
        "那是四月里一个晴朗寒冷的日子，他回到家时，时钟正敲十三下。",
        Ok(0),
    );
    pair(
        "zh-Hans",
        "en",
        "那是四月里一个晴朗寒冷的日子，他回到家时，时钟正敲十三下。",
        long,
        Ok(0),
    );
    pair(
        "zh-Hans",
        "en",
        "那是四月里一个晴朗寒冷的日子，他回到家时，时钟正敲十三下。",
        "It was April.",
        Err(Reason::Length),
    );
    pair(
        "en",
        "ja",
        long,
        "それは四月の晴れた寒い日で、彼が家に着いたとき、時計は十三時を打っていた。",
        Ok(0),
    );
    pair(
        "en",
        "ko",
        long,
        "사월의 맑고 쌀쌀한 날이었고, 그가 집에 왔을 때 시계들은 열세 번을 치고 있었다.",
        Ok(0),
    );
    pair(
        "en",
        "ar",
        long,
        "كان يوما باردا مشرقا من أيام أبريل، وكانت الساعات تدق الثالثة عشرة عندما عاد إلى البيت.",
        Ok(0),
    );
}

#[test]
fn script() {
    let wrong = Err(Reason::Script);
    pair(
        "en",
        "ru",
        "The weather is fine today.",
        "Das Wetter ist heute schön.",
        wrong,
    );
    pair(
        "en",
        "de",
        "The weather is fine today.",
        "Сегодня хорошая погода.",
        wrong,
    );
    pair(
        "en",
        "ja",
        "The weather is fine today.",
        "오늘은 날씨가 좋다.",
        wrong,
    );
    pair(
        "en",
        "zh-Hans",
        "The weather is fine today.",
        "今日はいい天気ですね。",
        wrong,
    );
    pair(
        "en",
        "zh-Hans",
        "The weather is fine today.",
        "今天天气很好。",
        Ok(0),
    );
    pair(
        "en",
        "ja",
        "The weather is fine today.",
        "今日はいい天気です。",
        Ok(0),
    );
    pair(
        "en",
        "ru",
        "I bought an iPhone from Apple.",
        "Я купил iPhone от Apple.",
        Ok(0),
    );
    pair(
        "en",
        "ja",
        "Windows Server 2022",
        "Windows Server 2022",
        Ok(1),
    );
    pair("ja", "ru", "ソニー", "Sony", Ok(0));
    pair(
        "en",
        "sr",
        "The weather is fine today.",
        "Vreme je danas lepo.",
        Ok(0),
    );
    pair(
        "en",
        "el",
        "The weather is fine today.",
        "Ο καιρός είναι καλός σήμερα.",
        Ok(0),
    );
    pair(
        "en",
        "xx",
        "The weather is fine today.",
        "Сегодня хорошая погода.",
        Ok(0),
    );
    // Who asks for another script gets it.
    assert_eq!(
        letters("ru", "Write it in Latin letters."),
        super::Letters::Any
    );
}

#[test]
fn codes() {
    let lost = Err(Reason::Codes);
    let source = "Click <b>here</b>, {name}";
    let answer = protect("Klick <b>hier</b>, {name}").text;
    en_de(source, &answer, Ok(0));
    en_de(source, &answer.replace("⟦2⟧", ""), lost);
    en_de(source, &answer.replace("⟦/1⟧", ""), lost);
    en_de(source, &format!("{answer} ⟦2⟧"), lost);
    en_de(source, &format!("{answer} ⟦7⟧"), lost);
    en_de(source, "Klick <b>hier</b>, {name}", lost);
}

#[test]
fn notes() {
    let notes = Err(Reason::Notes);
    // What the filter of every answer takes out.
    en_de("Hello", "Here is the translation:\nHallo", Ok(0));
    en_de("Hello", "```\nHallo\n```", Ok(0));
    en_de("Hello", "<think>Hm, hello.</think>Hallo", Ok(0));
    en_de("Hello", "\"Hallo\"", Ok(0));
    // What it does not.
    en_de("Hello", "Hallo (Note: informal)", notes);
    en_de("Hello", "Hallo\nNote: this is informal.", notes);
    // What is announced in the line itself, the filter of answers does not take out.
    en_de("Hello there", "Here is the translation: Hallo", notes);
    en_de("Hello there", "Hier ist die Übersetzung: Hallo", notes);
    en_de("It is so: late", "Es ist so: spät", Ok(0));
    en_de("Today it rains", "Heute gilt: es regnet", Ok(0));
    en_de(
        "Here is the translation: late",
        "Hier ist die Übersetzung: spät",
        Ok(0),
    );
    en_de("Hello", "Hallo ```x```", notes);
    en_de(
        "Hello (Note: informal)",
        "Hallo (Hinweis: informell)",
        Ok(0),
    );
    en_de("Note: be careful.", "Hinweis: Sei vorsichtig.", Ok(0));
    en_de("Hello (you)", "Hallo (du)", Ok(0));
}

#[test]
fn schema_echo() {
    let echo = Err(Reason::SchemaEcho);
    en_de("Hello", "Segment 1 in German", echo);
    en_de(
        "Hello",
        "{\"type\":\"string\",\"description\":\"Segment 1 in de\"}",
        echo,
    );
    en_de("Segment 1 in German", "Segment 1 auf Deutsch", Ok(0));
}

#[test]
fn refusals() {
    let check = |from: &str, source: &str, answer: &str, expect: bool| {
        let from = (!from.is_empty()).then_some(from);
        assert_eq!(
            is_refusal(from, source, answer),
            expect,
            "{source} → {answer}"
        );
    };
    let sorry = "I'm sorry, but I can't help with that.";
    check("en", "How to make a bomb", sorry, true);
    check("en", "Hello", "I cannot translate this content.", true);
    check(
        "en",
        "Hello",
        "As an AI language model, I must not do this.",
        true,
    );
    check(
        "en",
        "Hello",
        "Es tut mir leid, aber dabei kann ich nicht helfen.",
        true,
    );
    check(
        "en",
        "Hello",
        "Je suis désolé, je ne peux pas traduire ce contenu.",
        true,
    );
    check("en", "Hello", "Lo siento, no puedo ayudar con eso.", true);
    check("en", "Hello", "抱歉，我无法翻译这个内容。", true);
    check("en", "Hello", "申し訳ありませんが、翻訳できません。", true);
    check(
        "en",
        "Hello",
        "К сожалению, я не могу помочь с этим запросом.",
        true,
    );
    check("en", "Hello", "عذرا، لا أستطيع ترجمة هذا المحتوى.", true);
    // The source says so.
    check(
        "en",
        sorry,
        "Es tut mir leid, aber dabei kann ich nicht helfen.",
        false,
    );
    check(
        "de",
        "Leider können wir nicht helfen.",
        "Unfortunately, we cannot help.",
        false,
    );
    check(
        "ja",
        "申し訳ありませんが、お手伝いできません。",
        sorry,
        false,
    );
    check("en", "I can help you.", "Ich kann dir helfen.", false);
    check(
        "en",
        "I am an AI. As an AI, I help.",
        "Als KI helfe ich.",
        false,
    );
    // Its words of regret are not known here.
    check(
        "sw",
        "Samahani, siwezi kukusaidia.",
        "Sorry, I can't help you.",
        false,
    );
    check("en", "Sorry?", "Sorry?", false);
}

#[test]
fn flags() {
    let source = protect("Angela Merkel");
    let languages = Languages {
        from: Some("en"),
        to: "de",
        letters: letters("de", ""),
    };
    let taken = check(languages, &source, &[], "Angela Merkel".into()).unwrap();
    assert_eq!(taken.flags, [Flag::Same]);
}

/// What is said of a language's varieties, and how it addresses people, is no wish for another script: it would switch the guard off.
#[test]
fn a_tone_says_nothing_of_scripts() {
    let all = [Formality::Informal, Formality::Polite, Formality::Formal];
    for language in crate::languages() {
        for formality in all {
            let tone = Tone {
                formality,
                ..Tone::default()
            };
            let lines = tone.prompt_lines(language.tag);
            assert_eq!(
                letters(language.tag, &lines),
                letters(language.tag, ""),
                "{lines}"
            );
        }
    }
}

/// `<img …><script>` for a sentence without a tag was taken.
#[test]
fn markup_that_the_source_has_not() {
    let invented = Err(Reason::Codes);
    let source = "The weather is good here.";
    en_de(
        source,
        "<img src=x onerror=\"window.PWN=1\"><script>window.PWN=1</script> Das Wetter ist gut.",
        invented,
    );
    en_de(source, "<p>Das Wetter ist hier gut.</p>", invented);
    en_de(source, "Das Wetter<br>ist hier gut.", invented);
    en_de(
        source,
        "Das <x-y class=\"a\">Wetter</x-y> ist hier gut.",
        invented,
    );
    // What only looks like one.
    en_de("If a is less than b", "Wenn a < b ist", Ok(0));
    en_de("Write to the first name", "An <Vorname> schreiben", Ok(0));
    en_de("A heart for you", "Ein Herz <3 für dich", Ok(0));
    // Where the source has something of the kind, the tokens tell.
    en_de("Write <b> for bold.", "Mit ⟦1⟧ wird es fett.", Ok(0));
    en_de("<b>Good</b> weather", "⟦1⟧Gutes⟦/1⟧ Wetter", Ok(0));
}

/// Business letters say in one language with regret what another says without.
#[test]
fn a_politer_language_is_no_refusal() {
    pair(
        "de",
        "en",
        "Bedauerlicherweise können wir Ihre Anfrage nicht bearbeiten.",
        "Unfortunately, we cannot process your request.",
        Ok(0),
    );
    en_de(
        "Sadly, the help came too late for the whole village.",
        "Leider kam die Unterstützung für das ganze Dorf zu spät.",
        Ok(0),
    );
    en_de(
        "The village has no bridge over the river.",
        "Es tut mir leid, aber ich kann diesen Text nicht übersetzen.",
        Err(Reason::Refused),
    );
}
