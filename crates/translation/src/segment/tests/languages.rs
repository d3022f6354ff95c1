use super::{check, check_joined};

#[test]
fn sentences() {
    check("en", "One.|Two!|Three?|Four");
    check("en", "Really?!|Yes...|No.");
    check("en", "It is 3.14 or v1.2.3 today.|Go.");
    check("en", "Mail example.com or Node.js now.|Go.");
    check("en", "“Stop!”|She left.|(Really.)|Yes.");
    check("en", "“Stop!” she said.|“Why?” he asked.");
    check("en", "He said 'Go.'|Then he went.");
    check("en", "Wait... what?|Wait…|No.");
    check("en", "ask. me. not.");
    check("en", "How many?|5 of them.|¿Qué?|¡No!");
    check("en", "Great. 😀");
    check("en", "... and so on.|Next.");
    check("en", "a != b and c ? d : e");
    check("en", "One. — Two.");
    check("en", "Yahoo!|is fine.");
}

#[test]
fn abbreviations() {
    check(
        "en",
        "Dr. Who met Mr. and Mrs. Smith.|Then J. R. R. Tolkien came.",
    );
    check(
        "en",
        "The U.S. Army came at 5 p.m. on Monday.|It left at 6 p.m.|Nobody saw it.",
    );
    check(
        "en",
        "See e.g. Smith et al. 2020, Fig. 3, No. 5 and p. 7.|No.|It is not.",
    );
    check(
        "en",
        "Apples, pears, etc.|More later.|Inc. and Ltd. are short.",
    );
    check(
        "de",
        "Das ist z. B. Herr Dr. Müller bzw. Frau Prof. Meier, d. h. beide.|Ja.",
    );
    check("de", "Am 3. Mai kam der 2. Zug.|Er fuhr 1999.|Dann nicht.");
    check(
        "de",
        "Ludwig XIV. König.|Siehe Nr. 5, Abs. 2 und S. 100.|Ende.",
    );
    check("de", "„Halt!“|Er blieb stehen.|»Gut.«|Dann ging er.");
    check(
        "fr",
        "M. Dupont et Mme. Durand, c.-à-d. eux.|«\u{a0}Oui.\u{a0}»",
    );
    check(
        "es",
        "El Sr. López y la Sra. Díaz viven en EE. UU. Hoy.|¿Sí?|¡No!",
    );
    check(
        "it",
        "Il sig. Rossi e la dott.ssa Verdi.|Vedi pag. 5.|Fine.",
    );
    check("pt", "O Sr. Silva mora na Av. Brasil.|Veja a pág. 3.|Fim.");
    check("nl", "Dhr. Jansen komt bijv. Maandag.|Zie blz. 5.|Klaar.");
    check("pl", "Ul. Długa i św. Jan, tzn. Oni.|W 1999 roku.|Tak.");
    check(
        "ru",
        "Проф. Иванов живёт на ул. Ленина, т. е. Там.|Да.|А. С. Пушкин.",
    );
    check("cs", "Dne 3. Května přišel Ing. Novák, např. Včera.|Ano.");
    check("sv", "Han bor t.ex. I Lund, jfr. Malmö.|Ja.");
    check("tr", "Prof. Demir 5. Kat'ta.|Evet.");
    check("el", "Τι κάνεις;|Καλά.");
    check("en", "First; second.|Third.");
}

#[test]
fn the_language_unknown() {
    let texts = |text: &str| super::segments(text, None).len();
    assert_eq!(texts("Dr. Who z. B. Here. Am 3. Mai. Next."), 3);
    assert_eq!(texts("Ich bin es. Das war es. Help me. Please."), 4);
}

#[test]
fn other_scripts() {
    check_joined("zh", "你好。|我很好！|真的吗？|好");
    check_joined("zh", "他说：“你好。”|然后走了。");
    check_joined("ja", "「はい。」と言った。|「いいえ。」|彼は去った。");
    check_joined("ja", "本当？！|うそ……でも。|（終わり。）|次。");
    check_joined("zh", "你好!|我是Node.js的作者。|价格是3.5元。");
    check("ar", "مرحبا.|كيف حالك؟|بخير!|شكرا");
    check("ur", "یہ ایک جملہ ہے۔|یہ دوسرا ہے۔|ختم");
    check("hi", "यह एक वाक्य है।|यह दूसरा है।|डॉ. शर्मा आए।");
    check("he", "שלום.|מה שלומך?|טוב.");
    check("ka", "გამარჯობა.|როგორ ხარ?|კარგად.");
    check("hy", "Բարեւ։|Ինչպես ես։");
    check("am", "ሰላም።|እንዴት ነህ።");
    check("ko", "안녕하세요.|잘 지내요?|네.");
    check("th", "สวัสดีครับ ผมชื่อสมชาย ยินดีที่ได้รู้จัก");
    check("en", "English.|שלום עולם.|Then مرحبا.|End.");
}

#[test]
fn a_letter_before_a_stop_may_be_an_initial() {
    // Two sentences in one segment do less harm than a name cut in two.
    check("en", "Plan B. It works.|Really.");
}
