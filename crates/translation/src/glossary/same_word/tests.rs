use super::*;
use crate::glossary::endings::ways;
use crate::glossary::tokens::tokens;

fn check(how: fn(&Token, &Token, &Ways) -> bool, lang: &str, term: &str, text: &str, same: bool) {
    let (terms, texts) = (tokens(term), tokens(text));
    let found = how(&terms[0], &texts[0], &ways(Some(lang)));
    assert_eq!(found, same, "{lang}: {term} {text}");
}

fn strict(term: &Token, text: &Token, ways: &Ways) -> bool {
    same_word(term, text, ways, false)
}

fn verb(term: &Token, text: &Token, ways: &Ways) -> bool {
    same_word(term, text, ways, true)
}

#[test]
#[rustfmt::skip]
fn forms_of_a_word() {
    for (lang, term, texts) in [
        ("en", "engine", "engine Engine ENGINES engines"),
        ("en", "party", "parties"),
        ("en", "shelf", "shelves"),
        ("en", "analysis", "analyses"),
        ("en-GB", "box", "boxes"),
        ("de", "Haus", "Häuser Hauses Häusern"),
        ("de", "Vertrag", "Verträge Vertrags Verträgen"),
        ("de", "künstlich", "künstliche künstlichen künstlicher"),
        ("de", "Zentrum", "Zentren"),
        ("nl", "brief", "brieven"),
        ("fr", "journal", "journaux"),
        ("fr", "actif", "active actives"),
        ("es", "canción", "canciones"),
        ("pt", "nação", "nações"),
        ("it", "libro", "libri"),
        ("it", "tedesco", "tedeschi"),
        ("ru", "договор", "договора договорами Договоров"),
        ("ru", "искусственный", "искусственного искусственных"),
        ("pl", "umowa", "umowy umową umowę umowie"),
        ("cs", "smlouva", "smlouvy smlouvou"),
        ("el", "άνθρωπος", "ανθρώπου άνθρωποι"),
        ("tr", "kitap", "kitaplar kitabı kitaplarımızdan"),
        ("fi", "sopimus", "sopimuksen"),
        ("hu", "szerződés", "szerződések szerződésben"),
        ("ko", "번역", "번역을 번역에서 번역이"),
        ("ar", "كتاب", "الكتاب وكتاب والكتاب كتابها للكتاب"),
        ("ar", "مدرسة", "المدرسة مدرستها"),
        ("he", "ספר", "הספר בספר ספרים"),
        ("hi", "लड़का", "लड़के लड़कों"),
        ("", "term", "terms"),
    ] {
        for text in texts.split(' ') {
            check(strict, lang, term, text, true);
        }
    }
}

#[test]
#[rustfmt::skip]
fn other_words() {
    for (lang, term, texts) in [
        ("en", "engine", "engineer engineering gin in"),
        ("en", "car", "care card scar"),
        ("en", "port", "portal porter sport"),
        ("en", "part", "party"),
        ("en", "resume", "résumé"),
        ("en", "deploy", "deployed"),
        ("de", "schon", "schön"),
        ("de", "Bank", "Bankier"),
        ("fr", "mais", "maïs maison"),
        ("zh", "ai", "aid"),
        ("vi", "ma", "má mà"),
        ("tr", "ev", "evet"),
        ("ko", "값", "값진"),
        ("ar", "كتاب", "مكتب كاتب"),
    ] {
        for text in texts.split(' ') {
            check(strict, lang, term, text, false);
        }
    }
}

#[test]
fn verbs() {
    for text in "deploys deployed deploying".split(' ') {
        check(verb, "en", "deploy", text, true);
    }
    check(verb, "en", "save", "saving", true);
    check(verb, "de", "speichern", "speichert", true);
    check(verb, "en", "save", "savage", false);
}

#[test]
fn what_may_be_a_form() {
    for (lang, wanted, texts) in [
        ("de", "Vertrag", "Vertragspartner Kaufvertrag Verträge"),
        ("de", "Motor", "Motoren Dieselmotor"),
        ("pl", "społeczność", "społeczności społecznością"),
        ("cs", "smlouva", "smlouvami smlouvou"),
        ("ar", "كتاب", "كتب الكتب"),
        ("fi", "sopimus", "sopimusten käyttösopimus"),
        ("fr", "déployer", "déployons déployé"),
    ] {
        for text in texts.split(' ') {
            check(may_be, lang, wanted, text, true);
        }
    }
    for (lang, wanted, text) in [
        ("de", "Vertrag", "Vereinbarung"),
        ("de", "Uhr", "Aufruhr"),
        ("en", "engine", "motor"),
        ("fr", "contrat", "subcontrat"),
        ("ar", "كتاب", "مدرسة"),
    ] {
        check(may_be, lang, wanted, text, false);
    }
}
