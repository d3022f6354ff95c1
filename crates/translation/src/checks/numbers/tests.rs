use super::check;
use crate::checks::side::Side;

/// `lost`, `+extra`, `lost>instead`.
fn shown(from: &str, to: &str, source: &str, target: &str) -> String {
    let tag = Some(from).filter(|from| !from.is_empty());
    let sides = (Side::new(source, tag), Side::new(target, Some(to)));
    let found = check(&sides.0, &sides.1, (tag, to));
    let found: Vec<String> = found
        .iter()
        .map(|finding| match (&finding.source, &finding.target) {
            (Some(one), Some(other)) => {
                format!("{}>{}", &source[one.clone()], &target[other.clone()])
            }
            (Some(one), None) => source[one.clone()].to_owned(),
            (None, Some(other)) => format!("+{}", &target[other.clone()]),
            (None, None) => String::new(),
        })
        .collect();
    found.join(" ")
}

#[track_caller]
fn check_numbers(from: &str, to: &str, source: &str, target: &str, expect: &str) {
    assert_eq!(
        shown(from, to, source, target),
        expect,
        "{source} → {target}"
    );
}

#[track_caller]
fn fine(from: &str, to: &str, source: &str, target: &str) {
    check_numbers(from, to, source, target, "");
}

#[test]
fn changed_lost_and_invented() {
    let wrong = check_numbers;
    wrong(
        "en",
        "de",
        "on 10 December 1948",
        "am 10. Dezember 1984",
        "1948>1984",
    );
    wrong("en", "de", "Article 14", "Artikel 41", "14>41");
    wrong("en", "de", "48 votes", "mit Stimmen", "48");
    wrong("en", "de", "many votes", "48 Stimmen", "+48");
    wrong(
        "en",
        "de",
        "5 mg twice a day",
        "6 mg zweimal täglich",
        "5>6",
    );
    wrong("en", "de", "Take 3 tablets.", "Nehmen Sie Tabletten.", "3");
    wrong("en", "xx", "Take 3 tablets.", "abc 4 def", "3>4");
    wrong(
        "en",
        "de",
        "It costs $1,234.50.",
        "Es kostet 1.243,50 $.",
        "1,234.50>1.243,50",
    );
    wrong("en", "de", "3.5 million", "35 Millionen", "3.5>35");
    wrong("en", "fr", "12 and 15", "15 et 21", "12>21");
    wrong("en", "ar", "in 1948", "في ١٩٨٤", "1948>١٩٨٤");
    wrong("en", "ja", "20 people", "30人", "20>30");
    wrong("en", "ja", "20,000 yen", "20万円", "20,000>20万");
    wrong(
        "ja",
        "en",
        "1億2000万人",
        "12 million people",
        "1億2000万>12",
    );
    wrong("zh", "en", "二十一人", "22 people", "+22");
    wrong("en", "de", "version 2.0.1", "Version 2.0.2", "2.0.1>2.0.2");
    wrong("en", "de", "from 9:30", "ab 9.45 Uhr", "30>9.45");
    wrong("en", "ru", "100 %", "10 %", "100>10");
}

#[test]
fn a_separator_that_means_something_else_there() {
    check_numbers("en", "de", "1,234 people", "1,234 Menschen", "1,234>1,234");
    check_numbers("de", "en", "1.234 Menschen", "1.234 people", "1.234>1.234");
    check_numbers("en", "fr", "1,234 people", "1,234 personnes", "1,234>1,234");
    fine("en", "de-CH", "1,234 people", "1'234 Menschen");
    fine("en", "es", "1,234 people", "1.234 personas");
    fine("en", "es-MX", "1,234 people", "1,234 personas");
    fine("en", "zh", "1,234 people", "1,234人");
    fine("", "de", "1,234 people", "1,234 Menschen");
    // As people write it, if not by the book.
    fine("en", "de", "iOS 17.5", "iOS 17.5");
    fine("en", "de", "1.5 litres", "1.5 Liter");
}

#[test]
fn every_language_writes_them_its_way() {
    fine("en", "de", "1,234.5", "1.234,5");
    fine("en", "fr", "1,234,567.89 euros", "1 234 567,89 euros");
    fine("en", "fr", "1,234 people", "1\u{202f}234 personnes");
    fine("en", "ru", "10,000 rubles", "10 000 рублей");
    fine("en", "de-CH", "1,234,567", "1’234’567");
    fine("en", "ar", "1,234.5", "١٬٢٣٤٫٥");
    fine("en", "fa", "1948", "۱۹۴۸");
    fine("en", "hi", "123,456", "1,23,456");
    fine("en", "hi", "1948 votes", "१९४८ वोट");
    fine("en", "ja", "1948", "１９４８年");
    fine("en", "th", "48", "๔๘");
    fine("en", "th", "in 1948", "ในปี พ.ศ. 2491");
    fine("de", "en", "3,50 Euro", "€3.50");
    fine("de", "en", "3,5 Prozent", "3.50 per cent");
    fine("en", "de", "50%", "50 %");
    fine("en", "tr", "50%", "%50");
    fine("en", "de", "the 21st of May", "der 21. Mai");
    fine("en", "fr", "$5.00", "5 $");
}

#[test]
fn large_ones_are_shortened() {
    fine("en", "de", "2 million people", "2.000.000 Menschen");
    fine("en", "de", "2,000,000 people", "2 Mio. Menschen");
    fine("en", "de", "3.5 billion dollars", "3,5 Milliarden Dollar");
    fine("en", "de", "$3.5bn", "3.500.000.000 $");
    fine("en", "zh", "2 million people", "200万人");
    fine("en", "zh", "12,000 people", "1.2万人");
    fine("en", "ja", "120 million people", "1億2000万人");
    fine("ja", "en", "1億2000万人", "120 million people");
    fine("en", "ko", "30,000 people", "3만 명");
    fine("zh", "en", "三千万", "30 million");
    fine("en", "ru", "5 thousand", "5 тыс.");
    fine("en", "hi", "100,000 rupees", "1 लाख रुपये");
    fine("en", "de", "5k users", "5.000 Nutzer");
    fine("en", "es", "2 billion", "2.000 millones");
}

#[test]
fn words_count_where_the_other_has_digits() {
    fine("en", "de", "3 cats", "drei Katzen");
    fine("en", "de", "two cats", "2 Katzen");
    fine("en", "de", "a 3-year-old child", "ein dreijähriges Kind");
    fine("en", "de", "21 people", "einundzwanzig Menschen");
    fine("en", "fr", "72 people", "soixante-douze personnes");
    fine("en", "fr", "95 theses", "quatre-vingt-quinze thèses");
    fine("en", "fr", "the 1st time", "la première fois");
    fine("en", "es", "1 file", "un archivo");
    fine("en", "ru", "2 files", "два файла");
    fine("en", "ru", "with 5 friends", "с пятью друзьями");
    fine("en", "de", "2,000 years", "zweitausend Jahre");
    fine("en", "de", "200 years", "zweihundert Jahre");
    fine("en", "ar", "3 books", "ثلاثة كتب");
    fine("en", "ar", "2 books", "كتابان");
    fine("en", "zh", "3 people", "三个人");
    fine("en", "ja", "10 years", "十年");
    fine("zh", "en", "三个人", "3 people");
    fine("zh", "de", "一九四八年", "1948");
    fine("ja", "en", "第二十一条", "Article 21");
    fine("en", "it", "12 eggs", "una dozzina di uova");
    fine("en", "xx", "2 cats", "abc def");
    fine("", "de", "iki kedi", "2 Katzen");
    fine("en", "fr", "the 20th century", "le XXe siècle");
    fine("en", "ru", "the 19th century", "XIX век");
    fine("fr", "en", "Louis XIV", "Louis 14");
    fine("en", "de", "1/2 cup", "eine halbe Tasse");
    fine("en", "fr", "½ cup", "1/2 tasse");
}

#[test]
fn dates_and_times() {
    fine("en", "de", "10 December 1948", "10.12.1948");
    fine("en", "de", "12/10/1948", "10. Dezember 1948");
    fine("en", "zh", "10 December 1948", "1948年12月10日");
    fine("zh", "en", "1948年12月10日", "10 December 1948");
    fine("en", "ja", "1948-12-10", "1948年12月10日");
    fine("en", "de", "2024-03-15", "15. März 2024");
    fine("en", "ko", "March 15, 2024", "2024년 3월 15일");
    fine("en", "de", "5 pm", "17 Uhr");
    fine("en", "de", "5:30 p.m.", "17:30 Uhr");
    fine("en", "fr", "at 5:30 pm", "à 17h30");
    fine("en", "de", "5:30 pm", "17.30 Uhr");
    fine("en", "de", "17:00", "17 Uhr");
    fine("en", "zh", "5:30 pm", "下午5点半");
    fine("de", "en", "um 18 Uhr", "at 6 pm");
    fine("en", "de", "the 1980s", "die 80er-Jahre");
    fine("en", "zh", "the 1980s", "80年代");
    fine("en", "de", "1914–1918", "1914–18");
    fine("ja", "en", "昭和23年", "1948");
    fine("ja", "en", "平成10年3月", "March 1998");
    fine("en", "de", "24/7", "rund um die Uhr, 24/7");
}

#[test]
fn what_is_no_number_or_said_again() {
    fine("en", "de", "COVID-19", "COVID-19");
    fine("en", "de", "Q3 results", "Ergebnisse des 3. Quartals");
    fine("en", "de", "H2O", "Wasser");
    fine("en", "de", "an MP3 player", "ein Musikspieler");
    fine("en", "de", "m2", "m²");
    fine(
        "en",
        "de",
        "10 apples and 10 pears",
        "je 10 Äpfel und Birnen",
    );
    fine(
        "en",
        "de",
        "Article 14 applies.",
        "Artikel 14 gilt; Artikel 14 zählt.",
    );
    fine("en", "de", "%1$s of %2$d", "%2$d von %1$s");
    fine("en", "de", "see https://a.example/2024/05", "siehe dort");
    fine("en", "de", "it&#39;s", "es ist");
    fine("en", "de", "<h1>Title</h1>", "Titel");
    fine("en", "de", "+49 30 123456", "+49 (0)30 12 34 56");
    fine("en", "de", "(555) 123-4567", "555 1234567");
    fine("en", "fr", "pages 5-10", "pages 5 à 10");
}

#[test]
fn what_would_be_right() {
    let fix = |from: &str, to: &str, source: &str, target: &str| {
        let sides = (Side::new(source, Some(from)), Side::new(target, Some(to)));
        let found = check(&sides.0, &sides.1, (Some(from), to));
        found.first().and_then(|finding| finding.fix.clone())
    };
    assert_eq!(fix("en", "de", "1948", "1984").as_deref(), Some("1948"));
    assert_eq!(fix("en", "ar", "1948", "١٩٨٤").as_deref(), Some("١٩٤٨"));
    assert_eq!(
        fix("en", "de", "1,234 men", "1,234 Männer").as_deref(),
        Some("1.234")
    );
    assert_eq!(fix("en", "de", "1,234.5 kg", "1.243,5 kg"), None);
    assert_eq!(fix("en", "de", "48 votes", "Stimmen"), None);
}
