use crate::estimate_tokens;

/// Passages of the Universal Declaration of Human Rights and their true number of tokens (`o200k`).
#[rustfmt::skip]
static PASSAGES: &[(&str, u64, &str)] = &[
    ("eng", 40, "ghts should be protected by the rule of law, Whereas it is essential to promote the development of friendly relations between nations, Whereas the peoples of the United Nations have in the Charter reaffirmed their faith"),
    ("deu", 48, "der Mensch nicht gezwungen wird, als letztes Mittel zum Aufstand gegen Tyrannei und Unterdrückung zu greifen, da es notwendig ist, die Entwicklung freundschaftlicher Beziehungen zwischen den Nationen zu fördern, da die V"),
    ("fra", 53, "gime de droit pour que l’homme ne soit pas contraint, en suprême recours, à la révolte contre la tyrannie et l’oppression, Considérant qu’il est essentiel d’encourager le développement de relations amicales entre nations"),
    ("spa", 47, "n protegidos por un régimen de Derecho, a fin de que el hombre no se vea compelido al supremo recurso de la rebelión contra la tiranía y la opresión; Considerando también esencial promover el desarrollo de relaciones ami"),
    ("pol", 73, "o buntu przeciw tyranii i uciskowi, ZWAŻYWSZY, że konieczne jest popieranie rozwoju przyjaznych stosunków między narodami, ZWAŻYWSZY, że Narody Zjednoczone przywróciły swą wiarę w podstawowe prawa człowieka, godność i wa"),
    ("fin", 62, "nona nousta kapinaan pakkovaltaa ja sortoa vastaan, kun on tähdellistä edistää ystävällisten suhteiden kehittymistä kansojen välille, kun Yhdistyneiden Kansakuntien kansat ovat peruskirjassa vahvistaneet uskonsa ihmisten"),
    ("tur", 58, "sında dostça ilişkiler geliştirilmesini teşvik etmenin esaslı bir zaruret olmasına, Birleşmiş Milletler halklarının, Antlaşmada, insanın ana haklarına, insan şahsının haysiyet ve değerine, erkek ve kadınların eşitliğine"),
    ("vie", 125, "ệ để mỗi người không buộc phải nổi loạn như là biện pháp cuối cùng để chống lại chế độ cường quyền và áp bức, Cần phải khuyến khích việc phát triển quan hệ bằng hữu giữa các dân tộc, N"),
    ("arb", 60, "ى الحياة في جو من الحرية أفسح. ولما كانت الدول الأعضاء قد تعهدت بالتعاون مع الأمم المتحدة على ضمان إطراد مراعاة حقوق الإنسان والحريات الأساسية واحترامها. ولما كان للإدراك العام لهذه الحقوق والحريات الأهمية الكبرى للوفاء"),
    ("heb", 82, "גבר ולאשה; ומנוי וגמור אתם לסייע לקדמה חברתית ולהעלאת רמת החיים בתוך יתר חירות. הואיל והמדינות החברות התחייבו לפעול, בשיתוף עם ארגון האומות המאוחדות, לטיפול יחס כבוד כללי אל זכויות האדם ואל חירויות היסוד והקפדה על קיומן."),
    ("hin", 63, "के बीच मैत्रीपूर्ण सम्बन्धों को बढ़ाना ज़रूरी है, चूंकि संयुक्त राष्ट्रों के सदस्य देशों की जनताओं ने बुनियादी मानव अधिकारों में, मानव व्यक्तित्व के गौरव और योग्यता में और नरनारियों के समान अधिकारों में अपने विश्वास को अधि"),
    ("rus", 54, "последнего средства, к восстанию против тирании и угнетения; и принимая во внимание, что необходимо содействовать развитию дружественных отношений между народами; и принимая во внимание, что народы Объединенных Наций под"),
    ("cmn", 182, "他任何主权受限制的情况之下。 第三条 人人有权享有生命、自由和人身安全。 第四条 任何人不得使为奴隶或奴役;一切形式的奴隶制度和奴隶买卖,均应予以禁止。 第五条 任何人不得加以酷刑,或施以残忍的、不人道的或侮辱性的待遇或刑罚。 第六条 人人在任何地方有权被承认在法律前的人格。 第七条 法律之前人人平等,并有权享受法律的平等保护,不受任何歧视。人人有权享受平等保护,以免受违反本宣言的任何歧视行为以及煽动这种歧视的任何行为之害。 第八条 任"),
    ("jpn", 184, "平等である。人間は、理性と良心とを授けられており、互いに同胞の精神をもって行動しなければならない。 第２条 すべて人は、人種、皮膚の色、性、言語、宗教、政治上その他の意見、国民的もしくは社会的出身、財産、門地その他の地位又はこれに類するいかなる自由による差別をも受けることなく、この宣言に掲げるすべての権利と自由とを享有することができる。 さらに、個人の属する国又は地域が独立国であると、信託統治地域であると、非自治地域であると、又は他のな"),
    ("kor", 126, "이에서 이러한 권리와 자유가 보편적이고 효과적으로 인식되고 준수되도록 노력하도록 하기 위하여, 모든 사람과 국가가 성취하여야 할 공통의 기준으로서 이 세계인권선언을 선포한다. 제 1 조 모든 인간은 태어날 때부터 자유로우며 그 존엄과 권리에 있어 동등하다. 인간은 천부적으로 이성과 양심을 부여받았으며 서로 형제애의 정신으로 행동하여야 한다. 제 2 조 모든 사람은 인종, 피부색, 성, 언어,"),
    ("tha", 99, "ยที่ประชากรแห่งสหประชาชาติได้ยืนยันไว้ในกฎบัตรถึงความเชื่อมั่นในสิทธิมนุษยชนอันเป็นหลักมูล ในเกียรติศักดิ์และคุณค่าของมนุษย์และในสิทธิเท่าเทียมกันของบรรดาชายและหญิง และได้ตกลงใจที่จะส่งเสริมความก้าวหน้าทางสังคม และมาตรฐา"),
    ("ben", 72, "নের প্রয়াস গ্রহণ করা অত্যাবশ্যক; যেহেতু সদস্য জাতিসমূহ জাতিসংঘের সনদে মৌলিক মানবাধিকার, মানব দেহের মর্যাদা ও মূল্য এবং নারী পুরুষের সমান অধিকারের প্রতি তাঁদের বিশ্বাস পুনর্ব্যক্ত করেছেন এবং বৃহত্তর স্বাধীনতার পরিমণ্ডলে"),
    ("tam", 78, "எதிரெழுச்சி செய்வதற்கு மனிதன் கட்டாயப்படுத்தப்படாமலிருக்க வேண்டுமெனில் சட்டத்தின் ஆட்சியால் மனிதவுரிமைகள் பாதுகாக்கப்படுவது இன்றியமையாததாக உள்ளதாதலாலும், நாடுகளிடையேயான நட்புறவை மேம்படுத்துவது இன்றியமையாததாக உள்ளதாதலாலு"),
    ("ell", 81, "ρώπινα δικαιώματα από ένα καθεστώς δικαίου, ώστε ο άνθρωπος να μην αναγκάζεται να προσφεύγει, ως έσχατο καταφύγιο, στην εξέγερση κατά της τυραννίας και της καταπίεσης. Επειδή έχει ουσιαστική σημασία να ενθαρρύνεται η ανά"),
    ("amh", 434, "ባር፡ወይም፡ቅጣት፡አይፈጸምበትም። አንቀጽ፡፮፤ እያንዳንዱ፡ሰው፡በሕግ፡ፊት፡በሰው፡ዘርነቱ፡የመታወቅ፡መብት፡አለው። አንቀጽ፡፯፤ ሰው፡ሁሉ፡በሕግ፡ፊት፡እኩል፡ነው።፡ያለአንዳች፡ልዩነትም፡ሕጉ፡ደህንነቱን፡እንዲጠበቅለት፡እኩል፡የሆነ፡መብት፡አለው።፡ይህንን፡ውሳኔ፡በመጣስ፡ከሚደረግ፡ልዩነት፡ለማድረግ፡ከሚነሳሳ፡እንዲጠበቅ፡ሁሉም፡የእኩል፡መብት፡አለው።፡ አንቀጽ፡፰፤ እ"),
    ("kat", 62, "ს აჯანყებას, როგორც ტირანიისა და ჩაგვრის წინააღმდეგ უკანასკნელ საშუალებას, ვინაიდან, აუცილებელია ხელის შეწყობა ერთა შორის მეგობრულ ურთიერთობათა განვითარებისათვის, ვინაიდან, გაერთიანებული ერების ხალხებმა წესდებაში დაადასტ"),
    ("swh", 62, "a kuendeleza uhusiano wa kirafiki kati ya mataifa, Kwa kuwa watu wa Umoja wa Mataifa wamethibitisha tena katika Mkataba wao imani yao katika haki za asili, heshima na thamani ya binadamu na katika usawa wa haki kwa wanau"),
];

#[test]
fn near_the_truth_in_many_languages() {
    for (language, truth, text) in PASSAGES {
        let ratio = estimate_tokens(text) as f64 / *truth as f64;
        assert!((0.7..1.5).contains(&ratio), "{language}: {ratio:.2}");
    }
}

#[test]
fn small_things() {
    assert_eq!(estimate_tokens(""), 0);
    assert_eq!(estimate_tokens("a"), 1);
    assert_eq!(estimate_tokens("Hello"), 2);
    assert!((1..=3).contains(&estimate_tokens("😀")));
    let json = r#"{"model":"gpt-5-mini","messages":[{"role":"user","content":"Hi"}],"stream":true,"max_completion_tokens":1024}"#;
    assert!((28..=44).contains(&estimate_tokens(json)));
}

#[test]
fn more_text_is_never_fewer_tokens() {
    let text = "Alle Menschen 人人生而自由 سواسية 😀\n";
    let mut last = 0;
    for end in text.char_indices().map(|(at, _)| at) {
        let now = estimate_tokens(&text[..end]);
        assert!(now >= last);
        last = now;
    }
}
