//! Words with a full stop that ends no sentence, by language.

use std::collections::HashSet;

/// What follows a stop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Next {
    Lower,
    Upper,
    /// A letter of no case, or code.
    Letter,
    Digit,
}

/// The rules of a language.
pub(super) struct Rules {
    /// Whether `;` asks a question.
    pub(super) greek: bool,
    /// Whether a stop makes a number an ordinal: `3. Mai`.
    ordinals: bool,
    /// After these it goes on, in small letters and without the last stop.
    always: HashSet<&'static str>,
    /// After these it goes on if a number follows.
    before_numbers: HashSet<&'static str>,
}

impl Rules {
    /// Those of the language with this tag, and what all have in common; what can be said of all languages if there is no tag.
    pub(super) fn of(lang: Option<&str>) -> Self {
        let language = lang.and_then(|tag| tag.split(['-', '_']).next());
        let language = language.map(str::to_ascii_lowercase);
        let is = |tags: &str| match &language {
            Some(language) => tags.split(' ').any(|tag| tag == language),
            None => true,
        };
        let mut rules = Self {
            greek: language.as_deref() == Some("el"),
            ordinals: is(ORDINALS),
            always: EVERYWHERE.split_whitespace().collect(),
            before_numbers: NUMBERS.split_whitespace().collect(),
        };
        for table in TABLES.iter().filter(|table| is(table.tags)) {
            let words = table.always.split_whitespace();
            // What is an abbreviation in one language is a word of another, unless it has a stop in it.
            rules
                .always
                .extend(words.filter(|word| language.is_some() || word.contains('.')));
            rules
                .before_numbers
                .extend(table.before_numbers.split_whitespace());
        }
        rules
    }

    /// Whether the sentence goes on after a full stop, given what of it is before the stop and what comes after it.
    /// Where it is not certain it does: two sentences in one segment do less harm than half of one.
    pub(super) fn go_on(&self, before: &str, next: Next) -> bool {
        let word = last_word(before);
        if word.is_empty() {
            return false;
        }
        if word.bytes().all(|b| b.is_ascii_digit() || b == b'.') {
            let digits = word.len();
            // `1. First`, `2.1. Second` at the beginning is a number of a list.
            let numbers_it = before.trim_start().len() == digits && digits < 6;
            return numbers_it || (self.ordinals && digits < 3 && next != Next::Letter);
        }
        if self.ordinals && word.len() > 1 && word.bytes().all(|b| b"IVXLC".contains(&b)) {
            return true;
        }
        // `EE. UU.`: in Spanish and Italian a plural has its letters twice.
        let mut chars = word.chars();
        if let (Some(first), Some(second), None) = (chars.next(), chars.next(), chars.next())
            && first == second
            && first.is_uppercase()
        {
            return true;
        }
        let lower = word.to_lowercase();
        // `J. R. R.`, `z. B.`, `U.S.`; but five o'clock may end a sentence.
        let last = lower.rsplit('.').next().unwrap_or_default();
        let mut letters = last.chars().filter(|c| !super::chars::is_joined(*c));
        let single = letters.next().is_some_and(char::is_alphabetic) && letters.next().is_none();
        if single {
            return next == Next::Digit || !matches!(lower.as_str(), "a.m" | "p.m");
        }
        self.always.contains(lower.as_str())
            || (next == Next::Digit && self.before_numbers.contains(lower.as_str()))
    }
}

/// The word at the end, with the stops in it; empty if it is longer than any abbreviation, or there is none.
fn last_word(text: &str) -> &str {
    /// In characters.
    const LONGEST: usize = 16;
    let in_word = |c: char| {
        c.is_alphanumeric()
            || matches!(c, '.' | '-' | '\u{2011}' | '’' | '\'')
            || super::chars::is_joined(c)
    };
    let mut start = text.len();
    for (at, c) in text.char_indices().rev().take(LONGEST) {
        if !in_word(c) {
            return text[start..].trim_start_matches(['\'', '’', '-', '.']);
        }
        start = at;
    }
    if start == 0 {
        text.trim_start_matches(['\'', '’', '-', '.'])
    } else {
        ""
    }
}

/// Languages that write ordinals as a number and a stop.
const ORDINALS: &str =
    "de da nb nn no fo is fi et lv cs sk sl hr sr bs hu pl tr az lb dsb hsb gsw nds";

/// Titles, and what is Latin to all.
const EVERYWHERE: &str = "dr prof mr mrs ms st vs cf ca e.g i.e eg ie viz resp dipl-ing";

/// What numbers follow, in many languages.
const NUMBERS: &str = "no nr nos art vol fig tab pp p pag pos cap ch sec abb tel fax lit op rev ver v jan feb mar apr \
    jun jul aug sep sept oct okt nov dec dez";

struct Table {
    tags: &'static str,
    always: &'static str,
    before_numbers: &'static str,
}

const fn table(tags: &'static str, always: &'static str, before_numbers: &'static str) -> Table {
    Table {
        tags,
        always,
        before_numbers,
    }
}

const TABLES: &[Table] = &[
    table(
        "en",
        "messrs mmes gen col lt capt cmdr adm sgt maj brig gov sen rep hon rev pres supt fr sr jr mt ft ave blvd \
        rd dept univ approx esp incl al est assn bros ed eds trans",
        "ex eq eqs par para nov art sect app bk",
    ),
    table(
        "de lb nds gsw",
        "hr fr frl dres hl bzw bspw bzgl ca d.h d.i dgl ggf ggfs evtl evt etw einschl exkl inkl insb insbes \
        jew lt mind max min o.g o.ä sog st str tgl u.a u.ä usf vgl vorm nachm z.b z.t zzgl zz zit ehem geb gest verh \
        allg amtl bes betr bgm biol chem christl dipl ebd eigtl engl entspr erg europ franz frz gegr gek gem gesch griech \
        ital jap jährl jh jhd kath kgl komm lat mtl nördl od offiz österr östl phil rel röm russ schr schweiz span städt \
        südl techn theol tschech türk übers übl ugs ursp urspr veröff wahrsch westl wirtsch wiss zool zus abk \
        mio mrd tsd m.e m.w n.chr v.chr i.d.r i.a s.o s.u a.d",
        "abs abschn anh anl anm bd bde bl bsp hft h jg kap rn rz s ziff zf ziffer nrn § §§ seite bj",
    ),
    table(
        "fr",
        "m mm mme mmes mlle mlles mgr me mtre pr st ste sts stes c.-à-d c-à-d p.ex ex env éd éds cie av bd boul \
        fg dép apr.j.-c av.j.-c j.-c cad notam r.v",
        "n nº chap t th ill pl janv févr avr juill déc art al par réf",
    ),
    table(
        "es gl",
        "sr sra sres sras srta srtas d dª dña dn dra drs ud uds vd vds lic ing arq gral cnel cap mons pbro \
        p.ej pej ej av avda c/ pza pzs ctra dpto depto admón aprox ee.uu art.º núm.º izq dcha excmo ilmo sto sta",
        "núm núms nº pág págs vol vols caps tomo fasc ene abr ago dic párr inc",
    ),
    table(
        "pt",
        "sr sra srs sras srta d dª dra drs prof profa exmo exma exmos v.exa v.ex v.s eng arq av r pça rod \
        aprox ex p.ex gen cel cap sgt ten maj des jr pe sto sta dep",
        "núm nº pág págs vol vols caps art arts inc séc fev abr mai ago set out dez fl fls",
    ),
    table(
        "it",
        "sig sigg sig.ra sig.na sig.ri dott dott.ssa dr.ssa prof.ssa proff avv ing geom arch rag on sen gen col \
        cap mons card ecc es p.es ad.es es.m ecc.to v.le p.zza p.le c.so s.p.a s.r.l ss a.c d.c cfr",
        "n nn pag pagg capp tav art artt vol voll sec gen febbr magg giu lug ago sett ott dic",
    ),
    table(
        "nl af",
        "dhr mevr mw mej ir drs mr ds bv b.v bijv d.w.z d.m.v e.e.a i.p.v i.v.m m.a.w m.b.t m.n o.a o.b.v \
        t.a.v t.b.v t.g.v t.o.v t.w z.o.z z.s.m ca circa evt excl incl jl ll m.i max min o.i.d ong resp st tgov \
        vlg wnd zgn zg zgn jhr mgr",
        "nr nrs blz pag hfdst hst art lid bijl afb jrg mrt mei",
    ),
    table(
        "pl",
        "p pp np m.in tzn tzw tj ul al pl os ks św śp bł bp abp gen płk ppłk mjr kpt por sierż inż mgr \
        hab doc dyr zob por wg ok tys mln mld godz min pn pd wsch zach woj pow gm m.st ww np red",
        "nr s str ss t tab rys rozdz art ust pkt poz ryc zał par z",
    ),
    table(
        "ru uk be bg",
        "т.е т.к т.н т.д т.п т.о т.ч тж см ср напр акад проф доц канд чл-кор ген \
        кап лейт св ул просп пер пл наб бул обл р-н пос дер оз тыс млн млрд англ нем фр лат греч рус \
        исп ит яп букв устар разг совр бывш гос зам зав нач ред сост пер изд кв корп м.б н.э \
        вул просп обл напр ін т.зв гр г-н г-жа тов",
        "стр с ст гл рис табл п пп ч т тт кн вып № илл прим разд д кв тел абз",
    ),
    table(
        "cs sk",
        "mgr ing bc judr mudr rndr phdr mvdr paeddr thdr csc drsc ph.d doc akad gen plk mjr kpt por sv např \
        tzv tj apod mj resp popř příp cca tzn pozn zejm násl ml st nám ul tř event r.č č.j čj tis mil mld \
        napr t.j t.z tzv p pí sl",
        "č s str sv odst par tab obr kap roč r čl písm zv ods hod",
    ),
    table(
        "sv da nb nn no is fo",
        "hr fr frk dr civ.ing ing bl.a d.v.s dvs e.d e.dyl e.kr f.d f.kr f.n fr.o.m from fsv ff \
        inkl exkl jfr jf m.a.o m.fl m.m m.v o.d o.dyl p.g.a pga resp s.k sk t.ex tex t.o.m t.h t.v \
        ca eks f.eks feks bl.andet m.h.t mht m.h.p iht ift evt eg egl vedr pr tlf nuv tidl såk sml d.y d.æ \
        adj st sta n:r",
        "nr sid s kap bd fig tab st stk pkt art kl jan feb mars apr aug sep okt nov dec sidst",
    ),
    table(
        "fi et",
        "esim ts ks vrt mm eli puh os ent synt kuol n nk tk st ekr jkr eaa tri maist \
        nt s.o s.t vm lk pr hr dots akad",
        "nro n:o s ss luku kuva taul lk klo lg ptk joon tab",
    ),
    table(
        "ro",
        "dl dna d-l d-na dlui drd ing arh av acad gen col mr cpt lt pr sf str bd șos al mun jud com nr.crt \
        ex de.ex aprox max min inv conf cca a.c î.hr d.hr ș.a ș.a.m.d",
        "nr pag pg vol cap art alin lit fig tab sec ian iun iul noi",
    ),
    table(
        "hu",
        "dr id ifj özv pl ill kb ún bp u vö ld vmi vki közp min max ezr alezr őrgy szds hdgy prof",
        "sz old o kb fej bek pont ábra táb jan febr márc ápr máj jún júl szept okt dec §",
    ),
    table(
        "hr sr bs sl",
        "npr tj tzv dr mr sc prof doc akad ing dipl g gđa gđica gosp gospa ul tr sv st ml god \
        odn usp cca inž mag oz npr t.i t.j gdč",
        "br str st tel čl sl tab pogl god č št odst ods",
    ),
    table(
        "tr az",
        "dr doç yrd prof av müh mim alb korg tümg yzb bçvş sn hz sok cad mah apt blv no.lu örn bkz krş \
        yy mö ms yak ort",
        "no s sf bkz cilt c md şek böl",
    ),
    table(
        "el",
        "κ κκ κα δρ π.χ πχ δηλ αρ λ.χ μ.χ βλ πρβλ τηλ οδ λεωφ αγ καθ μμ πμ χλμ",
        "αρ σελ τ τόμ κεφ εικ πίν άρθρ παρ",
    ),
    table("hi mr ne", "डॉ श्री प्रो पं मो स्व सु कु रु क्र सं पृ इं", "क्र सं पृ रु"),
    table("ar fa ur", "أ.د ص.ب", "ص رقم ج ط"),
    table("he", "פרופ גב רח שד", "מס עמ"),
    table(
        "id ms",
        "dr drs ir tn ny nn sdr yth jl gg kec kab prov tsb a.n u.b s.d bpk",
        "no hlm hal jil bab ps",
    ),
    table("vi", "ths pgs gs bs ks tp q p đ tr vd", "số tr q đ"),
    table(
        "lt lv",
        "pvz t.t t.y kt gyd al pr g dr prof doc inž akad žr plg vad p.st piem t.i t.s resp sk red",
        "nr p psl pav lent str sk lpp",
    ),
];
