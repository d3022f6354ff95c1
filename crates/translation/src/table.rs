//! The table of languages: tag, own name (as CLDR or its speakers write it), English name (CLDR's), sorted by the
//! last. Kept as rows of a macro so that a language is one line.

use crate::language::Language;

macro_rules! table {
    ($($tag:literal $own:literal $english:literal $direction:ident)*) => {
        &[$(Language { tag: $tag, own_name: $own, english: $english, rtl: table!(@$direction) }),*]
    };
    (@ltr) => { false };
    (@rtl) => { true };
}

#[rustfmt::skip]
pub(crate) const LANGUAGES: &[Language] = table! {
    "af" "Afrikaans" "Afrikaans" ltr
    "ak" "Akan" "Akan" ltr
    "sq" "shqip" "Albanian" ltr
    "am" "አማርኛ" "Amharic" ltr
    "ar" "العربية" "Arabic" rtl
    "ar-EG" "العربية المصرية" "Arabic (Egypt)" rtl
    "ar-MA" "الدارجة المغربية" "Arabic (Morocco)" rtl
    "ar-SA" "العربية (السعودية)" "Arabic (Saudi Arabia)" rtl
    "an" "aragonés" "Aragonese" ltr
    "hy" "հայերեն" "Armenian" ltr
    "as" "অসমীয়া" "Assamese" ltr
    "ast" "asturianu" "Asturian" ltr
    "ay" "aymar aru" "Aymara" ltr
    "az" "azərbaycanca" "Azerbaijani" ltr
    "bm" "bamanankan" "Bambara" ltr
    "ba" "башҡорт теле" "Bashkir" ltr
    "eu" "euskara" "Basque" ltr
    "be" "беларуская" "Belarusian" ltr
    "bn" "বাংলা" "Bengali" ltr
    "bho" "भोजपुरी" "Bhojpuri" ltr
    "bs" "bosanski" "Bosnian" ltr
    "br" "brezhoneg" "Breton" ltr
    "bg" "български" "Bulgarian" ltr
    "my" "မြန်မာ" "Burmese" ltr
    "yue" "粵語" "Cantonese" ltr
    "ca" "català" "Catalan" ltr
    "ceb" "Binisaya" "Cebuano" ltr
    "ckb" "کوردیی ناوەندی" "Central Kurdish" rtl
    "ny" "Chichewa" "Chichewa" ltr
    "zh-Hans" "简体中文" "Chinese (Simplified)" ltr
    "zh-Hant" "繁體中文" "Chinese (Traditional)" ltr
    "zh-HK" "繁體中文（香港）" "Chinese (Traditional, Hong Kong)" ltr
    "cv" "чӑвашла" "Chuvash" ltr
    "co" "corsu" "Corsican" ltr
    "crh" "qırımtatarca" "Crimean Tatar" ltr
    "hr" "hrvatski" "Croatian" ltr
    "cs" "čeština" "Czech" ltr
    "da" "dansk" "Danish" ltr
    "prs" "دری" "Dari" rtl
    "dv" "ދިވެހި" "Dhivehi" rtl
    "doi" "डोगरी" "Dogri" ltr
    "nl" "Nederlands" "Dutch" ltr
    "nl-BE" "Vlaams" "Dutch (Belgium)" ltr
    "dz" "རྫོང་ཁ" "Dzongkha" ltr
    "en" "English" "English" ltr
    "en-AU" "English (Australia)" "English (Australia)" ltr
    "en-CA" "English (Canada)" "English (Canada)" ltr
    "en-IN" "English (India)" "English (India)" ltr
    "en-IE" "English (Ireland)" "English (Ireland)" ltr
    "en-NZ" "English (New Zealand)" "English (New Zealand)" ltr
    "en-ZA" "English (South Africa)" "English (South Africa)" ltr
    "en-GB" "English (United Kingdom)" "English (United Kingdom)" ltr
    "en-US" "English (United States)" "English (United States)" ltr
    "eo" "Esperanto" "Esperanto" ltr
    "et" "eesti" "Estonian" ltr
    "ee" "eʋegbe" "Ewe" ltr
    "fo" "føroyskt" "Faroese" ltr
    "fj" "Na Vosa Vakaviti" "Fijian" ltr
    "fil" "Filipino" "Filipino" ltr
    "fi" "suomi" "Finnish" ltr
    "fr" "français" "French" ltr
    "fr-BE" "français (Belgique)" "French (Belgium)" ltr
    "fr-CA" "français (Canada)" "French (Canada)" ltr
    "fr-CH" "français (Suisse)" "French (Switzerland)" ltr
    "fur" "furlan" "Friulian" ltr
    "gl" "galego" "Galician" ltr
    "lg" "Luganda" "Ganda" ltr
    "ka" "ქართული" "Georgian" ltr
    "de" "Deutsch" "German" ltr
    "de-AT" "Deutsch (Österreich)" "German (Austria)" ltr
    "de-CH" "Deutsch (Schweiz)" "German (Switzerland)" ltr
    "el" "Ελληνικά" "Greek" ltr
    "gn" "avañe’ẽ" "Guarani" ltr
    "gu" "ગુજરાતી" "Gujarati" ltr
    "ht" "kreyòl ayisyen" "Haitian Creole" ltr
    "ha" "Hausa" "Hausa" ltr
    "haw" "ʻŌlelo Hawaiʻi" "Hawaiian" ltr
    "he" "עברית" "Hebrew" rtl
    "hi" "हिन्दी" "Hindi" ltr
    "hmn" "Hmoob" "Hmong" ltr
    "hu" "magyar" "Hungarian" ltr
    "is" "íslenska" "Icelandic" ltr
    "ig" "Igbo" "Igbo" ltr
    "ilo" "Ilokano" "Iloko" ltr
    "id" "Bahasa Indonesia" "Indonesian" ltr
    "ga" "Gaeilge" "Irish" ltr
    "it" "italiano" "Italian" ltr
    "it-CH" "italiano (Svizzera)" "Italian (Switzerland)" ltr
    "ja" "日本語" "Japanese" ltr
    "jv" "Basa Jawa" "Javanese" ltr
    "kl" "kalaallisut" "Kalaallisut" ltr
    "kn" "ಕನ್ನಡ" "Kannada" ltr
    "ks" "کٲشُر" "Kashmiri" rtl
    "kk" "қазақ тілі" "Kazakh" ltr
    "km" "ខ្មែរ" "Khmer" ltr
    "rw" "Ikinyarwanda" "Kinyarwanda" ltr
    "gom" "कोंकणी" "Konkani" ltr
    "ko" "한국어" "Korean" ltr
    "kri" "Krio" "Krio" ltr
    "ku" "kurdî" "Kurdish" ltr
    "ky" "кыргызча" "Kyrgyz" ltr
    "lo" "ລາວ" "Lao" ltr
    "la" "Latina" "Latin" ltr
    "lv" "latviešu" "Latvian" ltr
    "lij" "ligure" "Ligurian" ltr
    "ln" "lingála" "Lingala" ltr
    "lt" "lietuvių" "Lithuanian" ltr
    "lmo" "lombard" "Lombard" ltr
    "lb" "Lëtzebuergesch" "Luxembourgish" ltr
    "mk" "македонски" "Macedonian" ltr
    "mai" "मैथिली" "Maithili" ltr
    "mg" "Malagasy" "Malagasy" ltr
    "ms" "Bahasa Melayu" "Malay" ltr
    "ml" "മലയാളം" "Malayalam" ltr
    "mt" "Malti" "Maltese" ltr
    "mni" "ꯃꯤꯇꯩ ꯂꯣꯟ" "Manipuri" ltr
    "mi" "te reo Māori" "Maori" ltr
    "mr" "मराठी" "Marathi" ltr
    "lus" "Mizo ṭawng" "Mizo" ltr
    "mn" "монгол" "Mongolian" ltr
    "sr-ME" "crnogorski" "Montenegrin" ltr
    "ne" "नेपाली" "Nepali" ltr
    "se" "davvisámegiella" "Northern Sami" ltr
    "nso" "Sesotho sa Leboa" "Northern Sotho" ltr
    "nb" "norsk bokmål" "Norwegian Bokmål" ltr
    "nn" "norsk nynorsk" "Norwegian Nynorsk" ltr
    "oc" "occitan" "Occitan" ltr
    "or" "ଓଡ଼ିଆ" "Odia" ltr
    "om" "Afaan Oromoo" "Oromo" ltr
    "os" "ирон" "Ossetic" ltr
    "pap" "Papiamentu" "Papiamento" ltr
    "ps" "پښتو" "Pashto" rtl
    "fa" "فارسی" "Persian" rtl
    "pl" "polski" "Polish" ltr
    "pt-BR" "português (Brasil)" "Portuguese (Brazil)" ltr
    "pt-PT" "português (Portugal)" "Portuguese (Portugal)" ltr
    "pa" "ਪੰਜਾਬੀ" "Punjabi" ltr
    "pnb" "پنجابی" "Punjabi (Western)" rtl
    "qu" "Runasimi" "Quechua" ltr
    "ro" "română" "Romanian" ltr
    "rm" "rumantsch" "Romansh" ltr
    "rn" "Ikirundi" "Rundi" ltr
    "ru" "русский" "Russian" ltr
    "sm" "Gagana faʻa Sāmoa" "Samoan" ltr
    "sa" "संस्कृतम्" "Sanskrit" ltr
    "sat" "ᱥᱟᱱᱛᱟᱲᱤ" "Santali" ltr
    "sc" "sardu" "Sardinian" ltr
    "gd" "Gàidhlig" "Scottish Gaelic" ltr
    "sr" "српски" "Serbian" ltr
    "sr-Latn" "srpski (latinica)" "Serbian (Latin)" ltr
    "sn" "chiShona" "Shona" ltr
    "scn" "sicilianu" "Sicilian" ltr
    "szl" "ślōnski" "Silesian" ltr
    "sd" "سنڌي" "Sindhi" rtl
    "si" "සිංහල" "Sinhala" ltr
    "sk" "slovenčina" "Slovak" ltr
    "sl" "slovenščina" "Slovenian" ltr
    "so" "Soomaali" "Somali" ltr
    "st" "Sesotho" "Southern Sotho" ltr
    "es" "español" "Spanish" ltr
    "es-AR" "español (Argentina)" "Spanish (Argentina)" ltr
    "es-419" "español (Latinoamérica)" "Spanish (Latin America)" ltr
    "es-MX" "español (México)" "Spanish (Mexico)" ltr
    "es-ES" "español (España)" "Spanish (Spain)" ltr
    "su" "Basa Sunda" "Sundanese" ltr
    "sw" "Kiswahili" "Swahili" ltr
    "ss" "siSwati" "Swati" ltr
    "sv" "svenska" "Swedish" ltr
    "gsw" "Schwiizertüütsch" "Swiss German" ltr
    "syr" "ܣܘܪܝܝܐ" "Syriac" rtl
    "ty" "reo Tahiti" "Tahitian" ltr
    "tg" "тоҷикӣ" "Tajik" ltr
    "ta" "தமிழ்" "Tamil" ltr
    "tt" "татарча" "Tatar" ltr
    "te" "తెలుగు" "Telugu" ltr
    "th" "ไทย" "Thai" ltr
    "bo" "བོད་སྐད་" "Tibetan" ltr
    "ti" "ትግርኛ" "Tigrinya" ltr
    "tpi" "Tok Pisin" "Tok Pisin" ltr
    "to" "lea fakatonga" "Tongan" ltr
    "ts" "Xitsonga" "Tsonga" ltr
    "tn" "Setswana" "Tswana" ltr
    "tr" "Türkçe" "Turkish" ltr
    "tk" "türkmençe" "Turkmen" ltr
    "udm" "удмурт" "Udmurt" ltr
    "uk" "українська" "Ukrainian" ltr
    "hsb" "hornjoserbšćina" "Upper Sorbian" ltr
    "ur" "اردو" "Urdu" rtl
    "ug" "ئۇيغۇرچە" "Uyghur" rtl
    "uz" "o‘zbek" "Uzbek" ltr
    "uz-Cyrl" "ўзбекча" "Uzbek (Cyrillic)" ltr
    "ve" "Tshivenḓa" "Venda" ltr
    "vec" "veneto" "Venetian" ltr
    "vi" "Tiếng Việt" "Vietnamese" ltr
    "war" "Winaray" "Waray" ltr
    "cy" "Cymraeg" "Welsh" ltr
    "fy" "Frysk" "Western Frisian" ltr
    "wo" "Wolof" "Wolof" ltr
    "xh" "isiXhosa" "Xhosa" ltr
    "sah" "саха тыла" "Yakut" ltr
    "yi" "ייִדיש" "Yiddish" rtl
    "yo" "Yorùbá" "Yoruba" ltr
    "zu" "isiZulu" "Zulu" ltr
};
