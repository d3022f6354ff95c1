//! Numbers in words: whether a text has one, so that a `3` that became `drei` is not taken for lost.

use crate::fold::fold;

/// Whether anything is known of this language's words; where not, a small number without digits is not called lost.
pub(super) fn known(lang: &str) -> bool {
    ["zh", "ja", "yue"].contains(&lang) || table(lang).is_some()
}

/// The words of a text, to look for numbers among them.
pub(super) struct Words<'a> {
    lang: &'a str,
    words: Vec<String>,
    table: Option<&'static [Vec<String>]>,
}

impl<'a> Words<'a> {
    pub(super) fn of(text: &str, lang: &'a str) -> Words<'a> {
        let table = table(lang);
        let folded = if table.is_some() {
            fold(text)
        } else {
            String::new()
        };
        let words = folded.split(|c: char| !c.is_alphanumeric());
        Words {
            lang,
            words: words
                .filter(|word| !word.is_empty())
                .map(str::to_owned)
                .collect(),
            table,
        }
    }

    /// Whether the text seems to have this number in words: rather yes than no.
    pub(super) fn have(&self, number: u64) -> bool {
        let words: Vec<&str> = self.words.iter().map(String::as_str).collect();
        self.table
            .is_some_and(|table| spelled(&words, table, self.lang, number))
    }
}

fn spelled(words: &[&str], table: &[Vec<String>], lang: &str, number: u64) -> bool {
    let entry = |index: usize| {
        let stems = table.get(index).map_or(&[][..], Vec::as_slice);
        stems
            .iter()
            .any(|stem| words.iter().any(|word| is(word, stem)))
    };
    // einundzwanzig.
    let within = |index: usize| {
        let stems = table.get(index).map_or(&[][..], Vec::as_slice);
        stems
            .iter()
            .any(|stem| words.iter().any(|word| word.contains(stem.as_str())))
    };
    let small = |number: u64| match number {
        0..=20 => usize::try_from(number).is_ok_and(entry),
        21..=99 => {
            let (tens, ones) = (number / 10, number % 10);
            let tens_there = match lang {
                // soixante-douze, quatre-vingt-douze.
                "fr" if tens == 7 => entry(22 + 2) || entry(22 + 3),
                "fr" if tens == 9 => entry(22 + 4) || entry(22 + 5),
                _ if tens == 2 => entry(20),
                _ => usize::try_from(tens).is_ok_and(|tens| entry(21 + tens - 3)),
            };
            let ones_there = lang == "fr" && matches!(tens, 7 | 9)
                || ones == 0
                || usize::try_from(ones).is_ok_and(within);
            tens_there && ones_there
        }
        _ => false,
    };
    match number {
        // كتابان: two of something is a form of its word.
        2 if ["ar", "he"].contains(&lang) && words.iter().any(|word| is_dual(word)) => true,
        0..=99 => small(number),
        100..=999 => {
            entry(HUNDRED)
                && (number == 100 || small(number / 100))
                && (number % 100 == 0 || small(number % 100))
        }
        1_000..=999_999 if number % 1_000 == 0 => {
            entry(THOUSAND) && (number == 1_000 || spelled(words, table, lang, number / 1_000))
        }
        _ => false,
    }
}

fn is_dual(word: &str) -> bool {
    let ending = ["ان", "ين", "יים"]
        .iter()
        .any(|ending| word.ends_with(ending));
    ending && word.chars().count() >= 4
}

const HUNDRED: usize = 28;
const THOUSAND: usize = 29;

/// A short stem is a whole word but for an ending.
fn is(word: &str, stem: &str) -> bool {
    if stem.chars().count() >= 4 {
        return word.contains(stem);
    }
    word.strip_prefix(stem)
        .is_some_and(|ending| ending.chars().count() <= 2)
}

fn table(lang: &str) -> Option<&'static [Vec<String>]> {
    use std::sync::OnceLock;
    static TABLES: OnceLock<Vec<(&'static str, Vec<Vec<String>>)>> = OnceLock::new();
    let tables = TABLES.get_or_init(|| {
        let stems = |entry: &str| entry.split('|').map(fold).collect();
        let read =
            |&(lang, words): &(&'static str, &str)| (lang, words.split(' ').map(stems).collect());
        WORDS.iter().map(read).collect()
    });
    let lang = if lang == "no" || lang == "nn" {
        "nb"
    } else {
        lang
    };
    let found = tables.iter().find(|(known, _)| *known == lang);
    found.map(|(_, table)| table.as_slice())
}

/// Stems of the numbers from 0 to 20, of the tens from 30 to 90, of 100 and 1000, with ordinals and what else says the
/// number (`both`, `dozen`).
#[rustfmt::skip]
const WORDS: &[(&str, &str)] = &[
    ("en", "zero|no|none|nil one|first|once|a|an|single|sole two|second|twice|both|pair|couple|double|half three|third|thrice|triple|trio four|quarter five|fifth six seven eight nine|nint ten|tent eleven twel|dozen thirteen fourteen fifteen sixteen seventeen eighteen nineteen twent thirt fort fift sixt sevent eight ninet hundred thousand"),
    ("de", "null|kein ein|erst|einzig|einmal zwei|zwo|beid|doppel|paar|halb|hälft drei|dritt vier fünf sechs|sechst sieb|siebt acht neun zehn elf zwölf|dutzend dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig hundert tausend"),
    ("fr", "zéro|aucun|nul un|une|premi|seul deux|second|double|paire|demi|moiti trois|tiers|trio|tripl quatre|quatri|quart cinq six|sixi sept|septi huit neuf|neuvi dix|dixi onz douz treiz quatorz quinz seiz dix-sept|sept dix-huit|huit dix-neuf|neuf vingt trent quarant cinquant soixant septante|soixant quatre|huitante|octante nonante|quatre cent mill"),
    ("es", "cero|ningun|nul un|una|uno|primer|solo dos|segund|amb|par|doble|medi|mitad tres|tercer|trio|tripl cuatro|cuart cinco|quint seis|sext siete|septim|séptim ocho|octav nueve|noven diez|decim|décim once|undécim doce|docena|duodécim trece catorce quince dieciséis|dieciseis diecisiet dieciocho diecinuev veint treint cuarent cincuent sesent setent ochent novent cien mil"),
    ("it", "zero|nessun un|uno|una|prim|sol due|second|entramb|doppi|coppi|mezz|metà tre|terz|tripl quattro|quart cinque|quint sei|sest sette|settim otto|ottav nove|nono|nona dieci|decim undici dodici|dozzin tredici quattordici quindici sedici diciassett diciott diciannov vent trent quarant cinquant sessant settant ottant novant cent mill|mila"),
    ("pt", "zero|nenhum um|uma|primeir|só|único dois|duas|segund|amb|par|dobr|mei|metade três|tres|terceir|trio|tripl quatro|quart cinco|quint seis|sext sete|sétim oito|oitav nove|non dez|décim onze doze|duzia|dúzia treze quatorze|catorze quinze dezesseis|dezasseis dezessete|dezassete dezoito dezenove|dezanove vint trinta|trig quarent cinquent sessent setent oitent novent cem|cent mil"),
    ("nl", "nul|geen een|één|eerst|enig|eén twee|tweed|beid|dubbel|paar|half|helft drie|derd vier|vierd vijf|vijfd zes|zesd zeven acht negen tien elf twaalf|dozijn dertien veertien vijftien zestien zeventien achttien negentien twintig dertig veertig vijftig zestig zeventig tachtig negentig honderd duizend"),
    ("sv", "noll|ingen|inga en|ett|först|enda två|andra|båda|dubbel|par|halv tre|tredj fyra|fjärd fem sex|sjätt sju åtta|åttond nio tio elva|elft tolv|dussin tretton fjorton femton sexton sjutton arton nitton tjugo trettio fyrtio femtio sextio sjuttio åttio nittio hundra tusen"),
    ("da", "nul|ingen en|et|først|eneste to|anden|andet|begge|dobbelt|par|halv tre|tredj fire|fjerd fem|femt seks|sjett syv otte|ottend ni ti elleve|ellevt tolv|dusin tretten fjorten femten seksten sytten atten nitten tyve tredive fyrre halvtreds tres halvfjerds firs halvfems hundred tusind"),
    ("nb", "null|ingen en|ett|et|ein|først|eneste to|andre|annen|begge|dobbel|par|halv tre|tredj fire|fjerd fem|femt seks|sjett sju|syv åtte ni ti elleve|ellevt tolv|dusin tretten fjorten femten seksten sytten atten nitten tjue|tyve tretti|tredve førti femti seksti sytti åtti nitti hundre tusen"),
    ("fi", "nolla|ei yksi|yhde|yhden|yht|ensimm|ainoa kaksi|kahde|kaht|toinen|toise|molem|pari|puol kolm neljä|nelj viisi|viide|viid|viit kuusi|kuude|kuut seitsem kahdeksa yhdeksä kymmen yksitoista|yhdentoista kaksitoista|kahdentoista|tusina kolmetoista neljätoista viisitoista kuusitoista seitsemäntoista kahdeksantoista yhdeksäntoista kaksikym kolmekym neljäkym viisikym kuusikym seitsemänkym kahdeksankym yhdeksänkym sata|sada tuha"),
    ("pl", "zero|żaden|żadn jeden|jedn|pierwsz dwa|dwie|dwó|dwu|dwoj|drug|oba|obie|obu|obo|para|parę|pół|połow trz|trze cztere|czter|czwart pięć|pięci|piąt sześ|szóst siedem|siedmi|siódm osiem|ośmi|ósm dziewię|dziewią dziesię|dziesią jedenaś|jedenast dwanaś|dwunast|tuzin trzynaś|trzynast czternaś|czternast piętnaś|piętnast szesnaś|szesnast siedemnaś|siedemnast osiemnaś|osiemnast dziewiętnaś|dziewiętnast dwadzie|dwudzie trzydzie czterdzie pięćdzie|pięćdzies sześćdzie siedemdzie osiemdzie dziewięćdzie sto|stu|setk|setn|dwieś|trzys tysi|tysią"),
    ("cs", "nula|nul|žádn jed|jedn|prvn dva|dvě|dvou|dvěm|druh|oba|obě|dvoj|půl|polov tři|tří|třet čtyř|čtvr pět|pát šest sedm osm devět|devá deset|desá jedenác dvanác|tucet třinác čtrnác patnác šestnác sedmnác osmnác devatenác dvacet|dvacá třicet čtyřicet padesát šedesát sedmdesát osmdesát devadesát sto|set|stě tisíc"),
    ("ru", "нол|нул один|одн|перв|едино два|две|двух|двум|двой|двое|втор|оба|обе|обо|пар|полов три|трех|трём|трет|трое|трой четыр|четвер|четвёр пят шест сем|седьм восем|восьм девят десят одиннадцат двенадцат|дюжин тринадцат четырнадцат пятнадцат шестнадцат семнадцат восемнадцат девятнадцат двадцат тридцат сорок пятьдесят|пятидесят шестьдесят|шестидесят семьдесят|семидесят восемьдесят|восьмидесят девяност сто|сот|двест|трист тысяч"),
    ("uk", "нул один|одн|перш дв|дві|двох|двом|двій|друг|обид|обо|пара|полов три|трьох|трет|троє чотир|четвер п'ят|пят шіст|шест|шост сім|сьом вісім|восьм девят|дев'ят десят одинадцят дванадцят|дюжин тринадцят чотирнадцят пятнадцят|п'ятнадцят шістнадцят сімнадцят вісімнадцят девятнадцят|дев'ятнадцят двадцят тридцят сорок пятдесят|п'ятдесят шістдесят сімдесят вісімдесят девяност|дев'яност сто|сот тисяч"),
    ("tr", "sıfır|hiç bir|ilk|tek iki|her|çift|yarı üç dört beş altı yedi sekiz dokuz on onbir|bir oniki|iki|düzine onüç|üç ondört|dört onbeş|beş onaltı|altı onyedi|yedi onsekiz|sekiz ondokuz|dokuz yirmi otuz kırk elli altmış yetmiş seksen doksan yüz bin"),
    ("el", "μηδ|κανέν ένα|ένας|μία|μια|μιας|ενός|έναν|πρώτ|μόν δύο|δυο|δεύτερ|διπλ|ζευγ|μισ τρεις|τρία|τριών|τρίτ τέσσερ|τεσσάρ|τέταρτ πέντε|πέμπτ έξι|έκτ επτά|εφτά|έβδομ οκτώ|οχτώ|όγδο εννέα|εννιά|ένατ δέκα|δέκατ έντεκα|ενδέκατ δώδεκα|δωδέκατ|ντουζίνα δεκατρ|τρί δεκατέσσερ δεκαπέντε δεκαέξι δεκαεπτά|δεκαεφτά δεκαοκτώ|δεκαοχτώ δεκαεννέα|δεκαεννιά είκοσι|εικοστ τριάντα σαράντα πενήντα εξήντα εβδομήντα ογδόντα ενενήντα εκατό χίλι|χιλιάδ"),
    ("ar", "صفر|لا واحد|أحد|احد|أول|اول|أولى|مرة اثن|ثان|كلا|كلتا|ضعف|نصف|ان|ين|تان|تين|مرتي ثلاث|ثالث أربع|رابع|ربع خمس|خامس ست|سادس|سدس سبع|سابع ثمان|ثامن تسع|تاسع عشر|عاشر عشر عشر|دزين ثلاث|ثالث أربع|رابع خمس|خامس ست|سادس سبع|سابع ثمان|ثامن تسع|تاسع عشرون|عشرين ثلاثون|ثلاثين أربعون|أربعين خمسون|خمسين ستون|ستين سبعون|سبعين ثمانون|ثمانين تسعون|تسعين مئة|مائة|مئت|مائت ألف|آلاف|الف"),
];
