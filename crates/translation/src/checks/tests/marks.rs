use super::{fine, found};

#[test]
fn endings_that_differ() {
    found("en", "de", "Are you here?", "Bist du hier.", "ending ?>.=?");
    found("en", "de", "You are here.", "Du bist hier", "ending .>=.");
    found(
        "en",
        "de",
        "The introduction",
        "Die Einleitung.",
        "ending >.=",
    );
    found(
        "en",
        "de",
        "Note the following:",
        "Beachten Sie Folgendes.",
        "ending :>.=:",
    );
    found("en", "de", "Loading…", "Wird geladen", "ending …>=…");
    found(
        "en",
        "zh",
        "You are here now.",
        "你现在在这里",
        "ending .>=。",
    );
    found("en", "ar", "Are you here?", "هل أنت هنا.", "ending ?>.=؟");
    found("en", "el", "Are you here?", "Είσαι εδώ.", "ending ?>.=;");
    found(
        "en",
        "hi",
        "You are here now.",
        "आप अभी यहाँ हैं",
        "ending .>=।",
    );
    found("en", "de", "Stop!", "Halt", "ending !>=!");
    found("en", "de", "He said “yes.”", "Er sagte „ja“", "ending .>=.");
    found("en", "fr", "As follows:", "Comme suit", "ending :>=\u{a0}:");
}

#[test]
fn endings_that_are_the_same() {
    fine("en", "zh", "You are here.", "你在这里。");
    fine("en", "zh", "Are you here?", "你在这里吗？");
    fine("en", "ja", "Are you here?", "ここにいますか。");
    fine(
        "en",
        "ja",
        "Could you close the door?",
        "ドアを閉めていただけますか。",
    );
    fine("en", "ja", "As follows:", "次のとおりです。");
    fine("en", "ar", "Are you here?", "هل أنت هنا؟");
    fine("en", "ur", "You are here.", "آپ یہاں ہیں۔");
    fine("en", "fa", "You are here.", "شما اینجا هستید.");
    fine("en", "hi", "You are here.", "आप यहाँ हैं।");
    fine("en", "hi", "You are here.", "आप यहाँ हैं.");
    fine("en", "hy", "You are here.", "Դուք այստեղ եք։");
    fine("en", "hy", "Are you here?", "Դուք այստե՞ղ եք։");
    fine("en", "el", "Are you here?", "Είσαι εδώ;");
    fine("en", "th", "You are here.", "คุณอยู่ที่นี่");
    fine("en", "my", "You are here.", "သင်ဒီမှာရှိတယ်");
    fine("en", "am", "You are here.", "እዚህ ነህ።");
    fine("en", "fr", "Are you here?", "Es-tu ici ?");
    fine("en", "fr", "As follows:", "Comme suit :");
    fine("en", "es", "Are you here?", "¿Estás aquí?");
    fine("en", "de", "Stop!", "Halt.");
    fine("en", "zh", "Loading...", "正在加载……");
    fine("en", "zh", "Wait...", "等等。。。");
    fine("en", "de", "Dear John,", "Lieber John!");
    fine("en", "de", "It is 5 p.m.", "Es ist 17 Uhr.");
    fine("en", "de", "At 5 p.m.", "Um 17 Uhr");
    fine("en", "de", "Acme Inc.", "Firma Acme");
    fine(
        "en",
        "de",
        "apples, pears, etc.",
        "Äpfel, Birnen und so weiter",
    );
    fine("en", "de", "on March 3", "am 3. März");
    fine("en", "de", "the 3rd", "der 3.");
    fine("en", "de", "He said, “Yes.”", "Er sagte: „Ja.“");
    fine("en", "de", "He said “yes.”", "Er sagte „ja“.");
    fine("en", "de", "(See below.)", "(Siehe unten.)");
    fine("en", "de", "<b>Note.</b>", "<b>Hinweis.</b>");
    fine("en", "de", "Great! 🎉", "Großartig! 🎉");
    fine("en", "ja", "**Note.**", "**注意。**");
    fine("en", "de", "Hello —", "Hallo –");
    fine("en", "de", "1.", "1");
}

#[test]
fn brackets() {
    found(
        "en",
        "de",
        "A cat (black)",
        "Eine Katze (schwarz",
        "bracket>(",
    );
    found(
        "en",
        "de",
        "A cat (black)",
        "Eine Katze schwarz)",
        "bracket>)",
    );
    found("en", "zh", "A cat (black)", "一只猫（黑色", "bracket>（");
    found(
        "en",
        "de",
        "A [black] cat",
        "Eine [schwarze Katze",
        "bracket>[",
    );
    fine("en", "zh", "A cat (black)", "一只猫（黑色）");
    fine("en", "zh", "A cat (black)", "一只猫(黑色）");
    fine("en", "de", "a) the first", "a) der erste");
    fine("en", "de", "(a) the first", "a) der erste");
    fine("en", "de", "1) the first", "1) der erste");
    fine("en", "de", "Nice :)", "Schön :)");
    fine("en", "de", "Nice.", "Schön. :-)");
    fine("en", "de", "(This goes on.", "(Dies geht weiter.");
    fine("en", "ar", "A cat (black)", "قطة (سوداء)");
    fine(
        "en",
        "de",
        "A cat – black – here",
        "Eine Katze (schwarz) hier",
    );
}

#[test]
fn quotation_marks() {
    found(
        "en",
        "de",
        "A “black” cat",
        "Eine „schwarze Katze",
        "quote>„",
    );
    found("en", "fr", "A “black” cat", "Un chat « noir", "quote>«");
    found("en", "ja", "A “black” cat", "「黒い猫", "quote>「");
    found("en", "ja", "A “black” cat", "『黒い』」猫", "quote>」");
    found(
        "en",
        "de",
        "A \"black\" cat",
        "Eine schwarze\" Katze",
        "quote>\"",
    );
    fine("en", "de", "A “black” cat", "Eine „schwarze“ Katze");
    fine("en", "sv", "A “black” cat", "En ”svart” katt");
    fine("en", "da", "A “black” cat", "En »sort« kat");
    fine("en", "fr", "A “black” cat", "Un chat « noir »");
    fine("en", "ja", "A “black” cat", "「黒い」猫");
    fine("en", "zh", "A “black” cat", "“黑”猫");
    fine("en", "pl", "A “black” cat", "„Czarny” kot");
    fine("en", "he", "The army", "צה\"ל");
    fine("en", "de", "It's John's", "Es ist Johns");
    fine("en", "fr", "The tree of the child", "L’arbre de l’enfant");
    fine("en", "de", "A 5\" screen", "Ein 5\"-Bildschirm");
    fine("en", "de", "A 5-inch screen", "Ein 5\"-Bildschirm");
    // The quotation goes on in the next sentence.
    fine("en", "de", "“First comes this.", "„Zuerst kommt dies.");
}

#[test]
fn spaces() {
    found("en", "de", "A cat", "Eine  Katze", "double-space>  = ");
    found(
        "en",
        "fr",
        "A cat here!",
        "Un chat \u{a0}ici !",
        "double-space> \u{a0}= ",
    );
    found("en", "de", " cat", "Katze", "edge-space  >= ");
    found("en", "de", "cat", "Katze ", "edge-space > =");
    fine(
        "en",
        "de",
        "A cat.  It sleeps.",
        "Eine Katze.  Sie schläft.",
    );
    fine("en", "de", "  cat ", "  Katze ");
    fine("en", "zh", "A cat", "\u{3000}\u{3000}一只猫");
    fine("en", "de", "one\n  two", "eins\n  zwei");
    fine("en", "de", "one  \ntwo", "eins  \nzwei");
    fine("en", "fr", "Here: yes!", "Ici\u{a0}: oui\u{202f}!");
}
