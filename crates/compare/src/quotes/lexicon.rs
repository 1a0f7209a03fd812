//! Word lists: what says, who holds a role, what is no name. All in lower case.

use rustc_hash::FxHashSet;
use std::sync::OnceLock;

/// Words for saying, in the forms that news uses, sorted by language. They make the words beside them a speaker.
static SAYS: Words = words(
    "said says say saying told tells telling added adds adding wrote writes writing written tweeted tweets tweeting retweeted posted
     asked asks asking replied replies replying responded responds responding answered answers continued continues continuing noted notes
     noting explained explains explaining stated states stating declared declares declaring declare announced announces announcing
     insisted insists insisting argued argues arguing claimed claims claiming warned warns warning remarked remarks remarking observed
     observes recalled recalls recalling admitted admits admitting acknowledged acknowledges acknowledging concluded concludes concluding
     commented comments confirmed confirms confirming conceded concedes joked jokes joking quipped quips yelled shouted shouting screamed
     exclaimed whispered urged urges urging predicted predicts vowed vows vowing pledged pledges promised promises testified testifies
     testifying countered counters lamented laments complained complains complaining charged alleged alleges alleging asserted asserts
     asserting maintained maintains contended contends suggested suggests suggesting reiterated reiterates reiterating emphasized
     emphasised emphasizes stressed stresses stressing boasted boasts bragged cautioned cautions advised revealed reveals reported
     reports reporting repeated repeats opined mused pleaded demanded demands thundered retorted interjected chimed quoted agreed agrees
     denied denies denying thinks believes believed tell wondered wonders proclaimed proclaims elaborated clarified protested objected
     summed summarized emailed put puts sings sang recounted recounts relayed conveyed chimes gushed raged roared barked intoned volunteered allowed figured guessed read reads reading chanted chanting reasoned ruled snapped fumed scoffed vented blogged texted signed captioned
     penned echoed echoing theorized speculated hinted joshed deadpanned lied swore confessed informed began begins offered offers
     pointed
     sagte sagt erklärte erklärt betonte betont teilte warnte warnt fügte schrieb schreibt meinte meint kritisierte forderte fordert
     berichtete berichtet antwortete fragte ergänzte kündigte behauptete
     dit déclaré déclare affirmé affirme ajouté ajoute expliqué explique estime estimé souligné souligne annoncé précisé précise indiqué
     indique assuré assure lancé répondu écrit raconte
     dijo afirmó declaró añadió explicó señaló aseguró indicó advirtió manifestó agregó anunció expresó comentó sostuvo escribió preguntó
     respondió insistió recordó subrayó destacó
     disse afirmou declarou explicou acrescentou ressaltou escreveu respondeu perguntou destacou
     detto dichiarato afferma affermato spiega spiegato aggiunto aggiunge scrive scritto risposto
     zei zegt aldus verklaarde voegde schreef stelde meldde
     sade säger sa skrev skriver uppger menar berättar sagde siger sier ifølge enligt
     сказал сказала заявил заявила отметил отметила добавил добавила подчеркнул сообщил сообщила",
);

/// Verbs that report the words quoted beside them without being words for saying: `called it "..."`.
static REPORTS: Words = words(
    "called calls calling  described describes describing accused accuses accusing dubbed labeled labelled branded blasted blasts
     slammed slams criticized criticised criticizes criticizing praised praises praising condemned condemns condemning denounced
     denounces denouncing ripped rips hailed hails mocked mocks mocking dismissed dismisses dismissing rejected rejects rejecting blamed
     blames blaming thanked thanks thanking apologized apologised referred refers referring characterized characterizes likened compared
     questioned questions questioning challenged attacked attacks defended defends touted touts cited cites citing expressed expresses
     expressing voiced vented decried lambasted ridiculed deemed considers considered deplored welcomed welcomes applauded lauded railed
        referenced invoked threatened threatens threatening invited encouraged encouraging instructed  seized spoke
     speaks speaking talked talks talking   hopes hoped feels felt found finds finding    recommended
     recommends assured assures  discussed highlighted highlights underscored              reminded         pushed dodged addressed",
);

/// Nouns for those who speak: with `the` before them they stand for somebody named elsewhere.
static ROLES: Words = words(
    "person people somebody someone man teenager driver worker workers engineer contractor builder architect pilot sailor fisherman firefighter paramedic inspector investigator
     detective surgeon trader merchant shopkeeper landlord tenant hydrologist doctor physician nurse spokesman spokeswoman spokesperson spokespeople spokesmen president chairman chairwoman chair chairperson minister premier
     chancellor senator congressman congresswoman representative representatives lawmaker lawmakers governor mayor councilman
     councilwoman councilor judge justice attorney lawyer lawyers prosecutor prosecutors officer officers official officials sheriff
     chief commissioner director head leader leaders secretary ambassador envoy diplomat general colonel captain commander sergeant
     lieutenant major admiral professor doctor expert experts analyst analysts economist economists strategist researcher researchers
     scientist author authors writer reporter reporters journalist correspondent columnist editor host anchor commentator pundit
     candidate nominee activist activists advocate organizer founder co-founder cofounder ceo executive manager aide aides adviser
     advisor advisers advisors counsel counselor source sources witness witnesses resident residents voter voters supporter supporters
     protester protesters critic critics user member members man woman mother father son daughter wife husband brother sister widow
     student teacher pastor bishop pope priest rabbi imam cardinal archbishop king queen prince princess actor actress singer star
     comedian coach player veteran democrat republican speaker whip delegate pollster consultant operative surrogate billionaire
     businessman businesswoman mogul farmer owner neighbor neighbour friend victim suspect defendant plaintiff juror moderator
     administrator superintendent treasurer investigator detective agent deputy assistant undersecretary co-chair vice-president
     ex-president boss partner principal dean fellow scholar historian filmmaker producer blogger statement report letter memo email
     group agency company ministry department court campaign newspaper paper website network outlet committee union organization party
     police authorities government administration crowd family team board panel coalition foundation office army military",
);

/// Roles that are people, for splitting `Chief Economist Paul Ashworth` and for `the senator`; those not in it are groups or papers.
static GROUPS: Words = words(
    "statement report letter memo email group agency company ministry department court campaign newspaper paper website network outlet
     committee union organization party police authorities government administration crowd family team board panel coalition foundation
     office army military",
);

/// Titles before a name that are no part of it.
static HONORIFICS: Words = words(
    "mr mr. mrs mrs. ms ms. miss mx mx. dr dr. prof prof. sir dame lord lady rev rev. reverend fr fr. sen sen. sens. rep rep. reps. gov
     gov. govs. lt lt. gen gen. col col. maj maj. sgt sgt. cpl cpl. capt capt. cmdr cmdr. adm adm. brig brig. hon hon. pres pres. atty
     atty. supt supt. det det. insp insp. sec sec. del del. mme m. mlle herr frau señor señora sr. sra. signor monsieur madame sheikh
     sultan ayatollah ex former then late vice deputy prime first acting senior interim chief co-chair republican democratic democrat
     conservative liberal independent libertarian socialist progressive attorney gop ceo cfo coo cto",
);

/// Abbreviations that keep their full stop, besides single capitals and words with an inner one (`U.S.`).
static ABBREVIATIONS: Words = words(
    "mr mrs ms mx dr prof rev fr sen sens rep reps gov govs lt gen col maj sgt cpl capt cmdr adm brig hon pres atty supt det insp sec jr
     sr st mt ft no nos vs inc corp co ltd llc dept univ assn bros jan feb mar apr aug sept sep oct nov dec ala ariz ark calif colo conn
     del fla ga ill ind kan ky la mass md mich minn miss mo mont neb nev okla ore pa penn tenn tex va vt wash wis wyo etc esq ph approx
     est al mme sra dra",
);

/// Words that may begin a sentence with a capital and are no part of a name.
static FUNCTION: Words = words(
    "a an the this that these those and but or nor so yet for of in on at by to from with without within as if when while where why how
     who whom whose what which because since until till although though unless after before during despite under over between among amid
     against about above below across through into onto upon toward towards he she it they we you i his her hers its their theirs our
     ours my your him them us me himself herself themselves itself not no yes also still then there here now meanwhile however moreover
     instead indeed later earlier recently today yesterday tomorrow once even just only both either neither all any some many most more
     much few each every several such other others another last next like unlike
     according asked speaking responding writing citing is are was were be been do does did has have had can could will would should may
     might must let let's lets it's that's there's he's she's they're we're i'm don't didn't perhaps maybe again thus hence therefore
     otherwise besides additionally finally previously nearly almost nobody nothing everyone everybody everything someone anyone per via
     plus except whether never ever often sometimes well oh ok okay please 
                       pictured watch image
     photo video read file notably similarly separately specifically apparently clearly certainly obviously regarding following asking
     saying calling noting adding back out up down off along near around rather too",
);

/// Last or first words of names of organisations.
static ORGANISATION: Words = words(
    "department ministry court house senate congress party university college school institute committee commission council agency bank
     union association foundation federation society center centre group inc inc. corp corp. company co. ltd llc times post journal news
     network press organization organisation administration bureau office board service services church hospital project campaign
     coalition league alliance nations states kingdom police army navy force forces guard reserve treasury pentagon kremlin parliament
     assembly cabinet government republicans democrats act street avenue tower hall square river city county state province district
     republic island daily tribune herald gazette magazine radio television tv report review fund trust club team museum library airport
     airlines motors technologies systems industries holdings partners capital economics research media sports studios pictures records
     security intelligence justice defense defence affairs health labor labour commerce energy education transportation interior homeland
     fox cnn msnbc nbc abc cbs npr pbs bbc ap afp upi reuters bloomberg politico breitbart twitter facebook instagram youtube google
     amazon apple microsoft nato un eu us u.s. uk u.k. u.n. e.u. fbi cia nsa doj gop aclu nra irs epa ice dhs isis taliban hamas
     constitution amendment bible christmas america american americans africa europe european asia russia russian russians china chinese
     ukraine ukrainian germany german france french britain british england english iran iranian iraq iraqi israel israeli palestinian
     syria syrian turkey turkish india indian pakistan afghanistan afghan japan japanese korea korean mexico mexican canada canadian cuba
     cuban brazil australia italy spain poland hungary hungarian romania libya egypt washington moscow beijing london paris berlin
     brussels kyiv kiev tehran jerusalem york jersey hampshire carolina dakota virginia california texas florida ohio pennsylvania
     michigan wisconsin minnesota iowa nevada arizona colorado georgia alabama mississippi louisiana tennessee kentucky missouri kansas
     oklahoma nebraska indiana illinois massachusetts maryland maine vermont connecticut delaware oregon utah idaho montana wyoming
     alaska hawaii chicago boston philadelphia detroit dallas houston angeles francisco vegas orleans miami atlanta seattle",
);

/// Numbers and the words of the calendar: no names either, but they tell something.
static CALENDAR: Words = words(
    "one two three four five six seven eight nine ten monday tuesday wednesday thursday friday saturday sunday january february march
     april june july august september october november december mon tue wed thu fri sat sun",
);

/// Words at the end of the name of a body that may go on with `of`.
static BODIES: Words = words(
    "bank society university department ministry board bureau council house court league institute college church office organization
     chamber federation union association academy museum library school party",
);

/// First names by gender: `m` and `f` in the words of [`gender`].
static MEN: Words = words(
    "aaron adam alan albert alex alexander alfredo allen andre andrew anthony antonio antony arthur austin barack barry ben benjamin
     bernard bernie bill billy bob bobby boris brad brandon brett brian bruce carl carlos carlton charles charlie chris christopher chuck
     corey craig dan daniel darrell dave david dean dennis derek dick dmitry don donald doug douglas dwight ed eddie edward elijah elon
     emmanuel eric ernest evan francis frank franklin fred frederick gary gavin gene geoff george gerald glenn gordon greg gregory harold
     harry harvey henry herbert howard hugh hugo ian isaac ivan jack jacob jake james jamie jared jason jay jeff jeffrey jeremy jerry
     jesse jim jimmy joe joel john johnny jon jonathan jordan jose joseph josh joshua juan justin karl keith ken kenneth kevin kurt kyle
     larry lawrence lee leo leon leonard lewis lindsey lloyd louis lucas luis luke malcolm manuel marc marco mario mark martin marvin
     matt matthew max michael miguel mike mitch mitt mohammad mohammed muhammad nathan ned neil newt nicholas nick nicolas nigel noah
     norman oliver oscar owen pat patrick paul pedro pete peter phil philip phillip rafael ralph randy raymond reince ricardo richard
     rick rob robert roberto roger ron ronald roy rudy russell ryan samuel scott sean sergei sergey seth shane shawn simon stanley
     stephen steve steven stuart ted terrence thomas tim timothy todd tom tommy tony travis trevor tyler victor vincent viktor vladimir
     volodymyr wallace walter warren wayne wesley will william xi zach zachary hans jean pierre giovanni jorge pablo ahmed ali hassan
     ibrahim omar yusuf olaf björn lars erik jens jürgen",
);
/// See [`MEN`].
static WOMEN: Words = words(
    "abigail alexandra alexa alice alison allison amanda amber amy andrea angela angelina anita ann anna anne annie april ashley barbara
     beth betsy betty beverly bonnie brenda brittany candace carly carmen carol caroline carolyn catherine cecilia cecillia charlotte
     chelsea cheryl christina christine cindy claire clara condoleezza courtney crystal cynthia dana danielle dawn dawna debbie deborah
     debra denise diana diane dianne donna doris dorothy elaine eleanor elena elizabeth ellen emily emma erica erin eva evelyn florence
     frances gail gina gloria grace hadas hannah heather heidi helen hillary holly huma irene ivanka jackie jacqueline jane janet janice
     jean jeanne jen jenna jennifer jessica jill joan joanne joy joyce judith judy julia julie kamala karen kate katherine kathleen
     kathryn kathy katie katrina kay kayleigh kellyanne kelly kerri kim kimberly kirsten kristen laura lauren leana leslie linda lisa liz
     loretta lori lucy lynn madeleine margaret maria marie marine martha mary maura maureen maxine megan melania melissa meredith
     michelle mollie molly monica nancy natalie natasha nicole nikki nina nora norma olivia pamela patricia patty paula peggy phyllis
     rachel rebecca renee rhonda robin rosa rose ruth sally samantha sandra sara sarah shannon sharon sheila shelley sherry shirley
     sophia sophie staci stacey stacy stephanie sue susan suzanne sylvia tamara tammy tara teresa theresa tiffany tina tracy valerie
     vanessa victoria virginia vivian wendy whitney yvonne zoe ursula jacinda christiane sabine annalena ingrid astrid lucia giorgia
     fatima aisha",
);

/// A list, and the set made of it when it is first asked.
struct Words(&'static str, OnceLock<FxHashSet<&'static str>>);

const fn words(list: &'static str) -> Words {
    Words(list, OnceLock::new())
}

fn holds(list: &Words, word: &str) -> bool {
    list.1.get_or_init(|| list.0.split_whitespace().collect()).contains(word)
}

/// Whether a lower-cased word says something.
pub(crate) fn says(word: &str) -> bool {
    holds(&SAYS, word)
}

/// Whether a lower-cased word reports the words quoted beside it without saying them.
pub(crate) fn reports(word: &str) -> bool {
    holds(&REPORTS, word)
}

/// Whether a lower-cased noun names somebody or something that speaks.
pub(crate) fn role(word: &str) -> bool {
    holds(&ROLES, word)
}

/// Whether a lower-cased noun names a person who speaks.
pub(crate) fn person_role(word: &str) -> bool {
    role(word) && !holds(&GROUPS, word)
}

/// Whether a word, in any case, stands before a name as a title.
pub(crate) fn honorific(word: &str) -> bool {
    holds(&HONORIFICS, &word.to_lowercase())
}

/// Whether a word keeps the full stop after it.
pub(crate) fn abbreviation(word: &str) -> bool {
    let mut chars = word.chars();
    let single = chars.next().is_some_and(char::is_uppercase) && chars.next().is_none();
    single
        || (word.contains('.') && word.chars().all(|c| c.is_alphabetic() || c == '.'))
        || (word.starts_with(char::is_uppercase) || matches!(word, "vs" | "etc")) && holds(&ABBREVIATIONS, &word.to_lowercase())
}

/// Whether a lower-cased word is no part of a name.
pub(crate) fn function_word(word: &str) -> bool {
    grammatical(word) || calendar(word)
}

/// Whether a lower-cased word names a day or a month.
pub(crate) fn calendar(word: &str) -> bool {
    holds(&CALENDAR, word)
}

/// Whether a lower-cased word is one of grammar, which any sentence may have.
pub(crate) fn grammatical(word: &str) -> bool {
    holds(&FUNCTION, word)
}
/// Whether a lower-cased word belongs to the name of an organisation or a place.
pub(crate) fn organisation(word: &str) -> bool {
    holds(&ORGANISATION, word)
}

/// Whether a lower-cased word tells where something comes from and names nobody: `russian`, `chinese`.
pub(crate) fn demonym(word: &str) -> bool {
    organisation(word)
        && (["ian", "ese", "ish", "ican", "ean", "aeli", "raqi"].iter().any(|end| word.ends_with(end))
            || matches!(word, "french" | "german" | "afghan" | "cuban" | "pakistani"))
}

/// Whether a lower-cased word may go on with `of` in the name of a body.
pub(crate) fn body(word: &str) -> bool {
    holds(&BODIES, word)
}

/// The gender a pronoun or a name tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Gender {
    Man,
    Woman,
}

/// The gender that a title or a first name, in any case, lets expect.
pub(crate) fn gender(word: &str) -> Option<Gender> {
    let word = word.to_lowercase();
    match word.trim_end_matches('.') {
        "mr" | "sir" | "lord" | "congressman" | "chairman" | "spokesman" | "councilman" | "king" | "prince" | "businessman" | "pope"
        | "father" | "son" | "husband" | "brother" | "herr" | "señor" | "monsieur" => Some(Gender::Man),
        "mrs" | "ms" | "miss" | "dame" | "lady" | "congresswoman" | "chairwoman" | "spokeswoman" | "councilwoman" | "queen"
        | "princess" | "businesswoman" | "mother" | "daughter" | "wife" | "widow" | "sister" | "actress" | "frau" | "señora" | "madame" => {
            Some(Gender::Woman)
        }
        w if w.len() > 5 && w.ends_with("woman") => Some(Gender::Woman),
        w if w.len() > 5 && w.ends_with("man") && !holds(&MEN, w) && !matches!(w, "german" | "roman" | "human" | "norman") => {
            Some(Gender::Man)
        }
        w if holds(&WOMEN, w) && !holds(&MEN, w) => Some(Gender::Woman),
        w if holds(&MEN, w) && !holds(&WOMEN, w) => Some(Gender::Man),
        _ => None,
    }
}

/// Whether a word, in any case, is a common first name.
pub(crate) fn first_name(word: &str) -> bool {
    let word = word.to_lowercase();
    holds(&MEN, &word) || holds(&WOMEN, &word)
}
