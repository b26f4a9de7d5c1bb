using System.Text;

namespace LineChat.Tests;

/// <summary>Given names as they are written in many languages: all of them are nicknames.</summary>
public sealed class GivenNamesTests
{
    private static readonly (string Language, string Names)[] Written =
    [
        ("English", "Zoë Renée O'Brien D’Arcy Jean-Luc"),
        ("Irish", "Órla Seán O’Connor"),
        ("Welsh", "Llŷr Siân"),
        ("Catalan", "Marcel·lí Gal·la COL·LETTE"),
        ("Spanish", "Íñigo Begoña"),
        ("Portuguese", "João Conceição"),
        ("French", "Noël François Cœur N’Golo"),
        ("Breton", "Fañch Loeiz-C’hweg"),
        ("German", "Jörg Weiß GROẞ"),
        ("Danish", "Søren Åse"),
        ("Icelandic", "Guðrún Þór Sigurður ÆGIR"),
        ("Finnish", "Väinö"),
        ("Sami", "Áŋŋa Ŧuomas Ruđđi"),
        ("Polish", "Łukasz Żaneta Świętosława"),
        ("Czech", "Jiří Ondřej"),
        ("Slovak", "Ľubomír Zdeno"),
        ("Hungarian", "Győző Örs"),
        ("Romanian", "Ștefan Țuțea"),
        ("Croatian", "Đorđe Ǆon"),
        ("Lithuanian", "Žydrūnė Ąžuolas Jurgįs"),
        ("Latvian", "Ģirts Ņina"),
        ("Maltese", "Ġorġ Ħalima"),
        ("Turkish", "İbrahim Işıl Çağrı IŞIL"),
        ("Azerbaijani", "Əli Gülnarə"),
        ("Vietnamese", "Nguyễn Phượng Đặng Thuỳ"),
        ("Yoruba", "Adébáyọ̀ Ọlájùmọ̀kẹ́ Ṣọlá Ẹ̀bùn"),
        ("Igbo", "Ụ́chẹ Ńkẹ́chi"),
        ("Hausa", "Ɓala Ƙasimu Ɗanladi Sa’adatu Maƴ"),
        ("Ewe", "Kɔɖzo Ŋutsu Ƒoli"),
        ("Kikuyu", "Ng'ang'a Wanjikũ"),
        ("Navajo", "Yázhíʼ Ałtsį́ Dooʼ"),
        ("Hawaiian", "Kaʻiulani ʻAilani Hawai'i Kū‘oko‘a"),
        ("Tongan", "ʻEseta Taufaʻāhau"),
        ("Maori", "Tāne"),
        ("Uzbek", "Oʻtkir Gʻayrat O‘tkir"),
        ("Transliterated Arabic", "ʿAlī Ṣāliḥ Suʾād"),
        ("Transliterated Sanskrit", "Kṛṣṇa Rāmaḥ"),
        ("Greek", "Ελένη Ἀνδρέας ᾍδης Νικόλαος ΐος"),
        ("Coptic", "Ⲙⲁⲣⲓⲁ Ⲓ̀ⲱⲥⲏⲫ"),
        ("Russian", "Фёдор Йосиф Лёв"),
        ("Ukrainian", "Ґалаґан Їжак Лук’ян Мар'яна Лукʼян"),
        ("Serbian", "Ђорђе Љубица"),
        ("Kazakh", "Әсел Ұлан Қанат"),
        ("Church Slavonic", "А҆нна"),
        ("Armenian", "Արամ Աննա Սևակ Աննա֊Մարի"),
        ("Georgian", "ნინო ᲜᲘᲜᲝ გიორგი"),
        ("Hebrew", "משה יוסף יוסי שלמה ג׳ורג׳ גי ד״ר צה״לה רִבְקָה שָׁ֔אוּל ג׳ ג'ורג' צ'"),
        ("Yiddish", "ייִט פֿײגל מײַר"),
        ("Arabic", "محمد فاطمة مُحَمَّد عبدالله إيمان ٱلله محـمد"),
        ("Persian", "علی‌رضا محمدرضا نازنین‌زهرا پگاه"),
        ("Urdu", "زینب ہاجرہ"),
        ("Uyghur", "ئايگۈل"),
        ("Sindhi", "ڄاڻي"),
        ("Syriac", "ܡܪܝܡ ܐܰܒ݂ܪܳܗܳܡ"),
        ("Dhivehi", "މުޙައްމަދު"),
        ("N'Ko", "ߡߊߡߊߘߎ ߝߊ߫ߕߌ߬"),
        ("Adlam", "𞤀𞤥𞤢𞤣𞤵 𞤊𞤢𞥄𞤼𞤭𞤥𞤢"),
        ("Amharic", "አበበ ሃና"),
        ("Tigrinya", "ሰላም"),
        ("Tamazight", "ⵢⴰⵎⵉⵏⴰ ⵎⴰⵙⵉⵏⵉⵙⵙⴰ"),
        ("Vai", "ꕙꔤ ꔖꔤꕨ"),
        ("Hindi", "प्रियंका राहुल कृष्ण ज्योत्स्ना राजन् अंजू क़ासिम"),
        ("Sanskrit", "रामः दुःशासनः"),
        ("Marathi", "सर्‍या ज्ञानेश्वर"),
        ("Nepali", "श्रीजना"),
        ("Bengali", "রবীন্দ্রনাথ র‍্যাচেল দুঃখী চাঁদ উৎপল"),
        ("Assamese", "ৰূপা"),
        ("Punjabi", "ਗੁਰਪ੍ਰੀਤ ਹਰਮਨ ਸਿੰਘ ਪੱਪੂ"),
        ("Gujarati", "કૃષ્ણા દુઃખહર"),
        ("Odia", "ଜଗନ୍ନାଥ"),
        ("Tamil", "முருகன் ஸ்ரீ லக்ஷ்மி"),
        ("Telugu", "శ్రీనివాస్ రాజేష్ లక్ష్మి"),
        ("Kannada", "ರಾಜೇಶ್ ಲಕ್ಷ್ಮೀ ಶ್ರೀ"),
        ("Malayalam", "അനിൽ ലക്ഷ്മി മോഹന്‍ സുരേന്ദ്രൻ"),
        ("Sinhala", "ශ්‍රී කුමාරි චන්ද්‍රිකා ඉන්ද්‍රජිත් ක්‍රිස්"),
        ("Thai", "สุภาพร กิ๊ก น้ำฝน ผู้ใหญ่ เก๋"),
        ("Lao", "ຄຳພູ ນ້ອຍ ສົມຊາຍ"),
        ("Khmer", "សុភា ស្រីពៅ ច័ន្ទ កែវ ភ្នំ"),
        ("Burmese", "ကျော် မျိုး အောင်ဆန်းစုကြည် သန္တာ ခိုင်မြတ်နိုး မြွှော်"),
        ("Shan", "ၸၢႆးၶမ်း"),
        ("Mon", "ဗညာ"),
        ("Tibetan", "བསྟན་འཛིན བཀྲ་ཤིས་ ཚེ་རིང སྒྲོལ་མ རྡོ་རྗེ"),
        ("Dzongkha", "འཇིགས་མེད"),
        ("Mongolian", "ᠲᠡᠮᠦᠵᠢᠨ ᠰᠠᠷ᠎ᠠ"),
        ("Mongolian, Cyrillic", "Сүхбаатар Өлзий"),
        ("Manchu", "ᠨᡠᡵᡤᠠᠴᡳ"),
        ("Chinese", "小明 麗華 李雷 丁一"),
        ("Bopomofo", "ㄨㄤ ㄒㄧㄠˇ"),
        ("Japanese", "さくら くみこ ノブオ ミノル 奈々 マリー 佐々木 山ノ内 マイケル・ジャクソン ガブリエル ｶﾞｺ かぐや ののの くノ一 JUN子"),
        ("Ainu", "ㇷ゚リ アㇱリ"),
        ("Korean", "김민준 서연 한글"),
        ("Yi", "ꀉꑌ"),
        ("Lisu", "ꓡꓲꓢꓴ"),
        ("Javanese", "ꦱꦸꦏꦂꦤꦺꦴ"),
        ("Balinese", "ᬯᬬᬦ᭄"),
        ("Sundanese", "ᮃᮞᮦᮕ᮪"),
        ("Buginese", "ᨒᨙ"),
        ("Cham", "ꨌꩌ"),
        ("Tai Tham", "ᨠᩮᩢ᩠ᩅ ᨾᩉᩣ"),
        ("Limbu", "ᤔᤠᤱᤜᤠᤱ"),
        ("Meitei", "ꯃꯅꯤꯄꯨꯔ"),
        ("Ol Chiki", "ᱥᱤᱫᱷᱩ"),
        ("Chakma", "𑄌𑄋𑄴𑄟"),
        ("Cherokee", "ᏎᏉᏯ ᏣᎳᎩ ꮳꮃꭹ"),
        ("Inuktitut", "ᐱᑕ ᓄᓇᕗᑦ ᔮᓂ ᐳᓗᓯ"),
        ("Cree", "ᐋᐧᐸᐣ ᒋᐢᑌᓯ ᐘᐱᒥᓇ"),
        ("Deseret", "𐐔𐐯𐑆"),
        ("Runic", "ᛋᛁᚵᚢᚱᚦ"),
        ("Gothic", "𐍅𐌿𐌻𐍆𐌹𐌻𐌰"),
    ];

    public static TheoryData<string> Languages => new(Written.Select(written => written.Language));

    [Theory]
    [MemberData(nameof(Languages))]
    public void A_given_name_is_a_nickname(string language)
    {
        var policy = new NicknamePolicy();
        foreach (string name in NamesOf(language))
        {
            foreach (var form in (ReadOnlySpan<NormalizationForm>)[NormalizationForm.FormC, NormalizationForm.FormD])
            {
                var check = policy.Check(name.Normalize(form));
                Assert.True(check.IsAllowed, $"{name}: {check.Reason}");
                Assert.Equal(name.Normalize(), check.Nickname);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void It_is_one_where_a_dialect_takes_any_too(string language)
    {
        var policy = new NicknamePolicy(255, ChatDialect.Load("java"));
        foreach (string name in NamesOf(language)) Assert.True(policy.Check(name).IsAllowed, $"{name}: {policy.Check(name).Reason}");
    }

    [Fact]
    public void They_are_hundreds_in_a_hundred_languages()
    {
        Assert.True(Written.DistinctBy(written => written.Language).Count() >= 100);
        Assert.True(Written.Sum(written => NamesOf(written.Language).Length) >= 250);
    }

    private static string[] NamesOf(string language) => Written.Single(written => written.Language == language).Names.Split(' ');
}
