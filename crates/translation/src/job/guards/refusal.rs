//! Guard: the model declined instead of translating.

use super::echo::base;
use crate::detect;
use crate::fold::fold;

/// Whether the answer is a refusal and not the translation of one. The source's language may be unknown.
pub(in crate::job) fn is_refusal(from: Option<&str>, source: &str, answer: &str) -> bool {
    let answer = fold(&answer.chars().take(300).collect::<String>());
    let begins = answer.trim_start_matches(|c: char| !c.is_alphanumeric());
    let declines = DECLINES.iter().any(|words| begins.starts_with(words));
    let about_itself = ABOUT_ITSELF.iter().any(|words| answer.contains(words));
    if !declines && !about_itself {
        return false;
    }
    let source = fold(&source.chars().take(600).collect::<String>());
    if about_itself && !ABOUT_ITSELF.iter().any(|words| source.contains(words)) {
        return true;
    }
    let has = |list: &[&str]| list.iter().any(|words| source.contains(words));
    // `Wir können Ihre Anfrage nicht bearbeiten` is about the same things, and may be politer in another language.
    let says_so = has(SORRY) || ((has(HELP) || has(HELPS)) && has(NEGATIONS));
    declines
        && !says_so
        && HELP.iter().any(|words| answer.contains(words))
        && can_be_told(from, &source)
}

/// Whether the source's language is one of those whose words of regret are known here.
fn can_be_told(from: Option<&str>, source: &str) -> bool {
    let found = from.or_else(|| detect(source).map(|found| found.tag));
    found.is_none_or(|tag| KNOWN.contains(&base(tag).as_str()))
}

const KNOWN: &[&str] = &[
    "en", "de", "fr", "es", "pt", "it", "nl", "pl", "ru", "uk", "cs", "sv", "nb", "nn", "no", "da",
    "tr", "id", "ms", "vi", "zh", "ja", "ko", "ar", "he", "hi",
];

/// How a refusal begins, folded (see [`crate::fold`]).
#[rustfmt::skip]
const DECLINES: &[&str] = &[
    "im sorry", "i am sorry", "sorry", "i cant", "i cannot", "i can not", "im unable", "i am unable", "im not able",
    "i am not able", "i wont", "i will not", "i must decline", "i apologize", "my apologies", "unfortunately",
    "es tut mir leid", "tut mir leid", "leider", "ich kann nicht", "ich kann das nicht", "ich kann dabei nicht", "entschuldigung", "je suis desole", "desole", "je ne peux pas",
    "je ne suis pas en mesure", "lo siento", "no puedo", "lo lamento", "sinto muito", "desculpe", "nao posso", "mi dispiace",
    "non posso", "mi spiace", "het spijt me", "ik kan niet", "ik kan dat niet", "przykro mi", "przepraszam", "nie moge", "izvin",
    "извините", "к сожалению", "простите", "я не могу", "вибачте", "на жаль", "я не можу", "omlouvam", "bohuzel",
    "jag kan inte", "tyvarr", "forlat", "beklager", "jeg kan ikke", "uzgunum", "maalesef", "maaf", "xin loi", "toi khong the",
    "抱歉", "对不起", "對不起", "很抱歉", "我无法", "我無法", "我不能", "申し訳", "すみません", "ごめんなさい", "恐れ入り", "죄송", "미안", "عذرا", "اسف", "انا اسف", "لا استطيع",
    "لا يمكنني", "מצטער", "אני לא יכול", "माफ", "क्षमा", "मुझे खेद",
];

/// What it is about, folded.
#[rustfmt::skip]
const HELP: &[&str] = &[
    "help", "assist", "translat", "request", "content", "fulfill", "comply", "provide", "helfen", "unterstutz",
    "ubersetz", "anfrage", "inhalt", "aider", "tradui", "traduc", "demande", "contenu", "ayudar", "traducir", "solicitud",
    "contenido", "ajudar", "traduzir", "conteudo", "aiutar", "tradurre", "contenut", "richiesta", "helpen", "vertal",
    "pomoc", "tlumacz", "помочь", "перев", "запрос", "допомог", "перекла", "pomoci", "preloz", "hjalpa", "hjelpe",
    "hjaelpe", "yardim", "cevir", "membantu", "menerjemah", "giup", "dich", "帮助", "幫助", "协助", "協助", "翻译", "翻譯", "内容", "お手伝い", "翻訳", "対応",
    "도와", "번역", "도움", "مساعد", "ترجم", "לעזור", "לתרגם", "मदद", "सहायता", "अनुवाद",
];

/// What a source says of the same, folded.
const HELPS: &[&str] = &[
    "helf",
    "hilf",
    "aide",
    "ayud",
    "aiut",
    "ajud",
    "pomag",
    "помог",
    "помощ",
];

/// How a text denies, folded.
#[rustfmt::skip]
const NEGATIONS: &[&str] = &[
    "not ", "nt ", "no ", "never", "nicht", "kein", "nie", " pas ", "jamais", " ne ", " non ", " nao ", "niet", "geen", "нет", " не ",
    "nem", "inte", "ikke", "degil", "tidak", "khong", "不", "没", "沒", "無", "ない", "ません", "않", "없", " لا ", "لم ", "لن ", "ليس", " לא ", "नहीं", "मत ",
];

/// Only a model says that, in whatever it declines.
#[rustfmt::skip]
const ABOUT_ITSELF: &[&str] = &[
    "as an ai", "as a language model", "as a large language model", "als ki", "als sprachmodell", "en tant quia",
    "en tant que modele", "como modelo de lenguaje", "como modelo de linguagem", "come modello linguistico",
    "как языковая модель", "作为ai", "作为一个ai", "作为人工智能", "aiとして", "ai로서", "content policy", "usage polic",
];

/// Words by which a source is known to say such things itself: then nothing can be told apart.
#[rustfmt::skip]
const SORRY: &[&str] = &[
    "sorry", "apolog", "sadly", "regrettab", "bedau", "schade", "cant", "cannot", "can not", "unable", "wont", "unfortunately", "decline", "refuse", "leid",
    "leider", "entschuldig", "verzeih", "kann nicht", "kann ich nicht", "desol", "pardon", "excus", "peux pas", "malheureusement",
    "regret", "siento", "lament", "perdon", "disculp", "no puedo", "desgraciad", "sinto", "desculp", "nao posso",
    "infeliz", "dispiace", "scus", "non posso", "purtroppo", "spijt", "helaas", "kan niet", "przykro", "przepr",
    "niestety", "nie moge", "извин", "прост", "сожал", "не могу", "вибач", "на жаль", "не можу", "omlouv", "bohuzel",
    "nemohu", "ledsen", "tyvarr", "forlat", "beklag", "unnskyld", "undskyld", "desvaerre", "uzgun", "maalesef", "ozur",
    "maaf", "xin loi", "tiec", "khong the", "抱歉", "对不起", "對不起", "遗憾", "遺憾", "无法", "無法", "不能", "申し訳", "すみません", "ごめん", "残念", "できません", "恐れ入り",
    "죄송", "미안", "유감", "수 없", "عذر", "اسف", "للاسف", "لا استطيع", "لا يمكن", "מצטער", "סליחה", "לצערי", "לא יכול", "माफ", "क्षमा", "खेद", "नहीं",
];
