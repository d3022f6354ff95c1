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
    /// Stems of each number; empty where none are known.
    table: Vec<Vec<String>>,
}

/// Indices in the table: 0 to 20 are those numbers, then come the tens from 30.
const TENS: u64 = 18;
const HUNDRED: usize = 28;
const THOUSAND: usize = 29;

impl<'a> Words<'a> {
    pub(super) fn of(text: &str, lang: &'a str) -> Words<'a> {
        let stems = |entry: &str| entry.split('|').map(fold).collect();
        let table: Vec<Vec<String>> =
            table(lang).map_or(Vec::new(), |table| table.split(' ').map(stems).collect());
        let folded = if table.is_empty() {
            String::new()
        } else {
            fold(text)
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
        match number {
            _ if self.table.is_empty() => false,
            // كتابان: two of something is a form of its word.
            2 if ["ar", "he"].contains(&self.lang) && self.any(is_dual) => true,
            0..=20 => usize::try_from(number).is_ok_and(|number| self.has(number)),
            21..=99 => {
                self.has_tens(number / 10) && (number.is_multiple_of(10) || self.has_ones(number))
            }
            100..=999 => {
                let (hundreds, rest) = (number / 100, number % 100);
                self.has(HUNDRED)
                    && (hundreds == 1 || self.have(hundreds))
                    && (rest == 0 || self.have(rest))
            }
            1_000..=999_999 if number.is_multiple_of(1_000) => {
                self.has(THOUSAND) && (number == 1_000 || self.have(number / 1_000))
            }
            _ => false,
        }
    }

    fn has_tens(&self, tens: u64) -> bool {
        match tens {
            2 => self.has(20),
            // soixante-douze, quatre-vingt-douze.
            7 | 9 if self.lang == "fr" && self.has_tens(tens - 1) => true,
            _ => usize::try_from(tens + TENS).is_ok_and(|index| self.has(index)),
        }
    }

    fn has_ones(&self, number: u64) -> bool {
        let (tens, ones) = (number / 10, number % 10);
        if self.lang == "fr" && matches!(tens, 7 | 9) {
            return true;
        }
        // einundzwanzig.
        let stems = usize::try_from(ones)
            .ok()
            .and_then(|ones| self.table.get(ones));
        stems.is_some_and(|stems| {
            self.any(|word| stems.iter().any(|stem| word.contains(stem.as_str())))
        })
    }

    fn has(&self, index: usize) -> bool {
        let stems = self.table.get(index);
        stems.is_some_and(|stems| self.any(|word| stems.iter().any(|stem| is(word, stem))))
    }

    fn any(&self, such: impl Fn(&str) -> bool) -> bool {
        self.words.iter().any(|word| such(word))
    }
}

fn is_dual(word: &str) -> bool {
    let ending = ["ان", "ين", "יים"]
        .iter()
        .any(|ending| word.ends_with(ending));
    ending && word.chars().count() >= 4
}

/// A short stem is a whole word but for an ending.
fn is(word: &str, stem: &str) -> bool {
    if stem.chars().count() >= 4 {
        return word.contains(stem);
    }
    word.strip_prefix(stem)
        .is_some_and(|ending| ending.chars().count() <= 2)
}

fn table(lang: &str) -> Option<&'static str> {
    let lang = if lang == "no" || lang == "nn" {
        "nb"
    } else {
        lang
    };
    let found = WORDS.iter().find(|(known, _)| *known == lang);
    found.map(|(_, table)| *table)
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

#[test]
fn every_language_has_all_of_them() {
    for (lang, words) in WORDS {
        assert_eq!(words.split(' ').count(), THOUSAND + 1, "{lang}");
    }
}
