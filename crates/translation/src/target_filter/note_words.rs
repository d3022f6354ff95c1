//! The words by which notes are known, folded (see [`crate::fold`]).
//!
//! A list too short lets a note through, which the person can see and delete.

/// How an announcement begins.
#[rustfmt::skip]
pub(super) const OPENINGS: &[&str] = &[
    "here is", "heres", "here are", "below is", "the following is", "this is the", "translat", "the translat",
    "hier ist", "hier die", "hier kommt", "ubersetz", "die ubersetz", "nachfolgend", "im folgenden", "voici",
    "traduction", "la traduction", "ci-dessous", "aqui esta", "aqui tiene", "a continuacion", "traducc", "la traducc",
    "ecco", "di seguito", "traduzion", "la traduzion", "segue", "traduc", "a traduc", "abaixo", "以下", "下面", "这是",
    "這是", "翻译", "翻譯", "译文", "譯文", "こちら", "翻訳", "訳文", "다음", "번역", "아래", "вот", "ниже", "перевод", "ось", "нижче",
    "переклад", "إليك", "اليك", "فيما يلي", "الترجمة", "ترجمة", "هذه", "hier is", "hier volgt", "vertaling",
    "de vertaling", "oto", "ponizej", "tlumacz", "zde je", "tady je", "preklad", "har ar", "her er", "overs", "iste",
    "asagida", "ceviri", "यहाँ", "यह रहा", "अनुवाद", "day la", "duoi day", "ban dich", "berikut", "terjemahan",
    "iata", "traducere", "itt van", "forditas", "ορι", "μεταφραση", "ακολουθει", "tassa on", "kaannos", "הנה", "להלן",
    "תרגום", "ترجمه",
];

/// What a model says before it announces anything.
#[rustfmt::skip]
pub(super) const CHATTY: &[&str] = &[
    "sure", "certainly", "of course", "absolutely", "okay", "ok,", "ok!", "understood", "naturlich", "gerne",
    "sicher", "klar", "selbstverstandlich", "bien sur", "certainement", "daccord", "avec plaisir", "claro",
    "por supuesto", "desde luego", "certo", "certamente", "com certeza", "当然", "好的", "當然", "もちろん", "はい", "承知", "물론",
    "네,", "конечно", "хорошо", "звичайно", "بالتأكيد", "بالطبع", "بالتاكيد", "natuurlijk", "zeker", "oczywiscie",
    "samozrejme", "jiste", "sjalvklart", "naturligtvis", "selvfolgelig", "tabii", "elbette", "tentu", "जरूर",
    "desigur", "persze", "βεβαιως", "βεβαια",
];

/// Translation, in the languages models announce one in.
#[rustfmt::skip]
pub(super) const TRANSLATION: &[&str] = &[
    "translat", "ubersetz", "uebersetz", "traduc", "traduz", "tradut", "traduir", "翻译", "翻譯", "译文", "譯文", "翻訳", "訳",
    "번역", "перевод", "перевед", "переклад", "превод", "ترجم", "vertal", "tlumacz", "preklad", "prelozen", "prevod",
    "prijevod", "oversat", "oversett", "oversaett", "cevir", "ceviri", "अनुवाद", "dich ", "ban dich", "terjemah",
    "fordit", "μεταφρα", "kaann", "תרגו", "tolke",
];

/// What a translation is called besides; only in a line that ends with a colon.
#[rustfmt::skip]
pub(super) const VERSION: &[&str] = &[
    "version", "versao", "versione", "fassung", "in german", "in english", "auf deutsch", "en francais", "版本",
];

/// How a comment after a translation begins; a colon must follow.
#[rustfmt::skip]
pub(super) const COMMENTS: &[&str] = &[
    "note", "notes", "translators note", "translator note", "translation note", "translation notes", "explanation",
    "nb", "n.b.", "hinweis", "hinweise", "anmerkung", "anmerkungen", "anmerkung des ubersetzers", "remarque",
    "remarques", "note du traducteur", "nota", "notas", "nota del traductor", "nota do tradutor",
    "nota del traduttore", "observacao", "注", "注意", "备注", "備註", "说明", "說明", "译注", "譯註", "译者注", "注釈", "備考", "補足", "訳注",
    "참고", "주", "примечание", "примечания", "примітка", "примечание переводчика", "ملاحظة", "ملاحظات", "opmerking",
    "uwaga", "poznamka", "obs", "anm", "bemaerk", "merk", "not", "नोट", "टिप्पणी", "luu y", "ghi chu", "catatan",
    "megjegyzes", "σημειωση", "huom", "הערה",
];
