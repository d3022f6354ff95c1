use super::{fine, found};

#[test]
fn untranslated() {
    let whole = "untranslated";
    found(
        "en",
        "de",
        "The engine does not start in the cold.",
        "The engine does not start in the cold.",
        whole,
    );
    found(
        "en",
        "ja",
        "The engine does not start in the cold.",
        "The engine does not start in the cold.",
        whole,
    );
    found(
        "",
        "de",
        "The engine does not start in the cold.",
        "The engine does not start in the cold.",
        whole,
    );
    found("en", "de", "turn it off", "turn it off", whole);
    found(
        "en",
        "de",
        "Turn the key and wait until the light goes out before you start.",
        "Drehen Sie den Schlüssel and wait until the light goes out before you start.",
        "untranslated and wait until the light goes out before you start>and wait until the light goes out before you start",
    );
}

#[test]
fn rightly_the_same() {
    fine("en", "de", "Angela Merkel", "Angela Merkel");
    fine("en", "de", "OK", "OK");
    fine("en", "de", "Computer", "Computer");
    fine("en", "de", "iPhone 15 Pro", "iPhone 15 Pro");
    fine("en", "fr", "Restaurant", "Restaurant");
    fine("en", "de", "1948", "1948");
    fine(
        "en",
        "en-GB",
        "The colour is the same as it was.",
        "The colour is the same as it was.",
    );
    fine(
        "da",
        "nb",
        "Det er en god dag for alle i landet.",
        "Det er en god dag for alle i landet.",
    );
    fine("zh-Hans", "zh-Hant", "人人生而自由。", "人人生而自由。");
    fine(
        "id",
        "ms",
        "Semua orang dilahirkan merdeka.",
        "Semua orang dilahirkan merdeka.",
    );
    fine(
        "en",
        "de",
        "He read The Lord of the Rings by J. R. R. Tolkien.",
        "Er las The Lord of the Rings von J. R. R. Tolkien.",
    );
    fine(
        "en",
        "de",
        "The phrase “to be or not to be that is it” is famous.",
        "Der Satz „to be or not to be that is it“ ist berühmt.",
    );
    // Already in the target's language.
    fine(
        "en",
        "de",
        "Ich bin ein Berliner und ich bleibe hier.",
        "Ich bin ein Berliner und ich bleibe hier.",
    );
}

#[test]
fn wrong_script() {
    found(
        "en",
        "ru",
        "The engine does not start.",
        "Dvigatel ne zapuskaetsya.",
        "script",
    );
    found(
        "en",
        "de",
        "The engine does not start.",
        "Двигатель не запускается.",
        "script>Двигатель",
    );
    found(
        "en",
        "ru",
        "The process is over.",
        "Процеcc окончен.",
        "script>Процеcc",
    );
    found(
        "en",
        "ru",
        "The weather is fine today.",
        "Сегодня хорошая 天气.",
        "script>天气",
    );
    found(
        "en",
        "de",
        "The weather is fine today.",
        "Das 天 Wetter ist heute schön.",
        "script>天",
    );
    found(
        "en",
        "zh",
        "It is mine and not yours.",
        "这是我の物ですよ。",
        "script>ですよ",
    );
    found(
        "en",
        "ja",
        "The weather is fine today.",
        "今日は 날씨がいいです。",
        "script>날씨",
    );
    found(
        "en",
        "ar",
        "The weather is fine today.",
        "الطقس хороший اليوم.",
        "script>хороший",
    );
}

#[test]
fn letters_at_home_anywhere() {
    fine(
        "en",
        "ru",
        "Microsoft Office is here.",
        "Microsoft Office уже здесь.",
    );
    fine(
        "en",
        "ja",
        "I use Linux every day.",
        "毎日Linuxを使っています。",
    );
    fine("en", "ru", "Open the PDFs.", "Откройте PDFы.");
    fine(
        "en",
        "de",
        "The angle α is 30°.",
        "Der Winkel α beträgt 30°.",
    );
    fine(
        "en",
        "de",
        "A resistor of 5 kΩ.",
        "Ein Widerstand von 5 kΩ.",
    );
    fine(
        "en",
        "de",
        "The word 猫 means cat.",
        "Das Wort 猫 bedeutet Katze.",
    );
    fine("en", "ko", "It rained hard.", "비(雨)가 많이 왔다.");
    fine(
        "en",
        "sr",
        "The weather is fine today.",
        "Vreme je danas lepo.",
    );
    fine("en", "ja", "Sony", "Sony");
    fine(
        "ru",
        "en",
        "Слово «мир» значит две вещи.",
        "The word “мир” means two things.",
    );
}

#[test]
fn length() {
    found(
        "en",
        "de",
        "The engine does not start in the cold because the battery is too weak to turn it over.",
        "Der Motor startet nicht.",
        "short",
    );
    found(
        "en",
        "de",
        "The engine does not start.",
        "Der Motor startet nicht, und das liegt, wie wir alle wissen, an der Kälte, an der Batterie und an der Straße.",
        "long",
    );
    fine(
        "en",
        "zh",
        "The engine does not start in the cold.",
        "发动机在寒冷中无法启动。",
    );
    fine("en", "de", "Undo", "Rückgängig machen");
    fine(
        "zh",
        "en",
        "发动机在寒冷中无法启动。",
        "The engine does not start in the cold.",
    );
}

#[test]
fn doubled_words() {
    found(
        "en",
        "de",
        "The cat sleeps.",
        "Die Katze Katze schläft.",
        "",
    );
    found("en", "de", "The cat sleeps.", "Die die Katze schläft.", "");
    found(
        "en",
        "de",
        "The cat and the dog.",
        "Die Katze und und der Hund.",
        "doubled>und und=und",
    );
    found(
        "de",
        "en",
        "Die Katze schläft.",
        "The the cat sleeps.",
        "doubled>The the=The",
    );
    found(
        "en",
        "fr",
        "The cat of the house.",
        "Le chat de de la maison.",
        "doubled>de de=de",
    );
    found(
        "en",
        "es",
        "The cat of the house.",
        "El gato de\u{a0}de la casa.",
        "doubled>de\u{a0}de=de",
    );
    found(
        "en",
        "ru",
        "The cat is in the house.",
        "Кот в в доме.",
        "doubled>в в=в",
    );
    found(
        "en",
        "ja",
        "I see a cat.",
        "猫をを見る。",
        "doubled>をを=を",
    );
}

#[test]
fn words_that_are_rightly_doubled() {
    fine(
        "de",
        "en",
        "Ich weiß, dass das stimmt.",
        "I know that that is true.",
    );
    fine("de", "en", "Er hatte gegessen.", "He had had a meal.");
    fine(
        "en",
        "de",
        "They wash themselves if they want.",
        "Wenn sie sie waschen wollen.",
    );
    fine("en", "de", "Those who come.", "Die, die die Katze mögen.");
    fine("en", "fr", "We are washing.", "Nous nous lavons.");
    fine("en", "fr", "You get up.", "Vous vous levez.");
    fine("en", "zh", "Thank you, look slowly.", "谢谢，慢慢看看。");
    fine(
        "en",
        "ja",
        "People go from time to time.",
        "人々は時々行く。",
    );
    fine("en", "id", "The books are old.", "Buku buku itu tua.");
    fine("en", "vi", "Always be happy.", "Luôn luôn vui vẻ.");
    fine("en", "tr", "Walk slowly.", "Yavaş yavaş yürü.");
    fine("en", "hi", "Walk slowly.", "धीरे धीरे चलो।");
    fine("en", "de", "Bye bye, see you.", "Tschüs tschüs, bis dann.");
    fine("en", "de", "Duran Duran played.", "Duran Duran spielte.");
    fine("en", "de", "He said yes, yes.", "Er sagte tja, tja.");
    fine(
        "en",
        "ru",
        "I know that this is so.",
        "Я знаю, что что-то не так.",
    );
}
