//! Words that the sentence rules know, by language, in lower case and without their last full stop.

use crate::Language;

/// The lists of one language; each is words between white space.
pub(super) struct Lists {
    pub(super) titles: &'static str,
    pub(super) joining: &'static str,
    pub(super) number: &'static str,
    pub(super) open: &'static str,
    pub(super) starters: &'static str,
    pub(super) calendar: &'static str,
    pub(super) reporting: &'static str,
    pub(super) ordinals: bool,
}

pub(super) const fn of(language: Language) -> &'static Lists {
    match language {
        Language::German => &GERMAN,
        Language::French => &FRENCH,
        Language::Spanish => &SPANISH,
        Language::Italian => &ITALIAN,
        Language::Dutch => &DUTCH,
        Language::Portuguese => &PORTUGUESE,
        Language::Russian => &RUSSIAN,
        Language::Danish | Language::Norwegian | Language::Swedish => &SCANDINAVIAN,
        Language::Finnish | Language::Hungarian | Language::Turkish => &ORDINAL,
        _ => &ENGLISH,
    }
}

const ENGLISH: Lists = Lists {
    titles: "mr mrs ms dr drs prof profs gen lt col sgt capt cmdr cpl pvt maj adm brig rev hon pres supt det insp messrs mme mlle fr \
             sen sens rep reps gov govs amb sec atty asst assoc dep dir msgr mx cllr cpt esq.mr ven ald comdr lieut pfc spc ssgt sfc lcpl cdr",
    joining: "v vs e.g i.e eg ie cf viz approx ca circa w.r.t resp incl excl",
    number: "no nos p pp fig figs art arts vol vols ch chap sec secs eq eqs para paras pt pts ex ext nr n° tel par line ll app op prop",
    open: "st mt ft jr sr inc corp ltd co cos bros llc plc est dept dist div univ assn assoc ave blvd rd hwy rte pl sq apt bldg \
           jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun \
           ala ariz ark calif colo conn del fla ga ill ind kan ky la md mass mich minn miss mo mont neb nev okla ore pa penn tenn tex va \
           vt wash wis wyo ont que alta \
           u.s u.s.a u.k u.n e.u u.a.e u.s.s.r d.c l.a n.y n.y.c n.j n.c s.c n.h n.d s.d n.m r.i w.va p.r b.c a.d b.c.e c.e \
           ph.d m.d b.a m.a b.sc m.sc d.d.s j.d ll.b ll.m m.b.a r.n p.l.c p.l.o i.q r.i.p o.k a.k.a p.o p.s r.s.v.p \
           oz lb lbs tsp tbsp kg km cm mm hr hrs min mins sq yr yrs ed eds trans govt natl intl mfg mt mts ste sta",
    starters: "the a an this that these those it its he she they we you i his her their our your my there here what when where why who \
               how which while although though if but and or so yet nor for in on at by with from to of as after before since until \
               during under over about against between through because however moreover furthermore meanwhile nevertheless \
               nonetheless therefore thus then also still now once earlier later yesterday today tomorrow last next some many most \
               several all both each every no none not only even just such another other others do does did is are was were has have \
               had can could would should might must let please yes instead despite according asked speaking people everyone someone \
               nobody nothing something perhaps maybe",
    calendar: "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september \
               october november december jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun \
               et est edt ct cst cdt mt mst mdt pt pst pdt gmt bst utc cet cest eet msk ist jst aest eastern central pacific mountain \
               greenwich moscow local",
    reporting: "said says say asked asks added adds told tells wrote writes replied answered explained noted shouted cried wondered \
                continued demanded exclaimed insisted whispered yelled remarked quipped tweeted concluded stated declared recalled called started \
                inquired argued warned joked laughed muttered mused responded retorted snapped begged pleaded",
    ordinals: false,
};

const GERMAN: Lists = Lists {
    titles: "hr hrn fr frl dr prof med phil jur rer nat ing dipl mag st gen obst hptm lt kard präs dir abg",
    joining: "z.b z d.h d u.a u bzw vgl ca ggf evtl sog bspw insb inkl exkl zzgl zit s.a s.o s.u i.d.r v.a o.ä i.d u.u z.t m.e b",
    number: "nr nrn s bd bde art abs kap abb tab ziff anm § jh jhd tel str hs",
    open: "mio mrd tsd jan feb mär apr jun jul aug sept sep okt nov dez mo di mi do fr sa so e.v co inc ltd corp u.s u.s.a \
           u.k geb gest verh allg amtl dt engl franz ital russ ehem str pl",
    starters: "der die das den dem des ein eine einen einem einer er sie es wir ihr ich du man sein seine ihre unser dies diese dieser \
               dieses jene in im am an auf aus bei mit nach von vor zu zum zur über unter für durch gegen ohne um seit während wegen \
               trotz und aber oder doch denn wenn weil da als obwohl nachdem bevor bis damit dass ob wie was wer wo wann warum auch \
               noch nur so dann dort hier jetzt heute gestern morgen zudem außerdem dabei damit dafür darauf jedoch allerdings \
               deshalb daher trotzdem viele einige alle mehrere kein keine nicht nun schon",
    calendar: "montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag januar jänner februar märz april mai juni juli \
               august september oktober november dezember uhr mez mesz",
    reporting: "sagte sagt fragte fragt erklärte erklärt betonte schrieb antwortete rief meinte ergänzte fügte",
    ordinals: true,
};

const FRENCH: Lists = Lists {
    titles: "m mm mme mmes mlle mlles dr pr me mgr st ste gén col cap lt prof",
    joining: "p.ex cf c.-à-d env vs ex i.e",
    number: "n no nos p pp art fig vol chap t tél n° al ch",
    open: "janv févr avr juil sept oct nov déc inc ltd co corp cie s.a av bd bld éd u.s u.s.a n.d.l.r j.-c",
    starters: "le la les l un une des du de ce cet cette ces il elle ils elles on nous vous je tu mon ma mes son sa ses leur leurs \
               notre votre y en dans sur sous par pour avec sans chez vers depuis pendant après avant et mais ou donc or ni car si \
               quand lorsque comme puisque que qui quoi où comment pourquoi aussi ainsi alors cependant toutefois pourtant enfin \
               ensuite puis hier aujourd demain selon malgré tout tous toute toutes plusieurs certains aucun ne c d à au aux est a",
    calendar: "lundi mardi mercredi jeudi vendredi samedi dimanche janvier février mars avril mai juin juillet août septembre octobre \
               novembre décembre gmt",
    reporting: "dit demande déclare affirme explique répond ajoute lance écrit estime",
    ordinals: false,
};

const SPANISH: Lists = Lists {
    titles: "sr sra sres sras srta dr dra d dña prof profa lic ing arq gral cnel tte cap sto sta mons fr rvdo excmo",
    joining: "p.ej ej vs aprox cf i.e",
    number: "n no núm nro nº p pp pág págs art arts fig vol cap tel",
    open: "ene feb mar abr may jun jul ago sep sept oct nov dic ee.uu ee uu u.s s.a cía inc ltd ltda co av avda a.c d.c ud uds vd vds",
    starters: "el la los las lo un una unos unas este esta estos estas ese esa eso aquel él ella ellos ellas nosotros yo tú usted su \
               sus mi mis nuestro en de del con por para sin sobre entre hasta desde durante según tras ante y e o u pero sino aunque \
               porque si cuando donde como que qué quién quiénes cómo dónde cuándo cuál también además así entonces sin ahora hoy ayer \
               mañana después antes luego todo todos toda todas muchos algunos varios ningún no ya se le les al a",
    calendar: "lunes martes miércoles jueves viernes sábado domingo enero febrero marzo abril mayo junio julio agosto septiembre \
               octubre noviembre diciembre gmt",
    reporting: "dijo dice preguntó pregunta afirmó aseguró explicó señaló añadió respondió declaró escribió exclamó",
    ordinals: false,
};

const ITALIAN: Lists = Lists {
    titles: "sig sig.ra sig.na sigg dott dott.ssa dr prof prof.ssa ing avv arch geom gen col cap on sen mons rag cav comm egr spett s",
    joining: "p.es es ad.es vs ca cfr i.e",
    number: "n nn nr p pp pag pagg art artt fig vol cap tel",
    open: "gen feb mar apr mag giu lug ago set sett ott nov dic s.p.a s.r.l spa srl inc ltd co u.s u.s.a a.c d.c",
    starters: "il lo la i gli le l un uno una questo questa questi queste quello quella egli ella lui lei loro noi voi io tu suo sua suoi \
               in di da del della dei con per su tra fra nel nella sul a al alla dopo prima durante secondo senza e ed ma o però se \
               quando dove come perché che chi cosa anche inoltre così allora quindi oggi ieri domani ora poi tutti tutto molti \
               alcuni nessuno non è si ci",
    calendar: "lunedì martedì mercoledì giovedì venerdì sabato domenica gennaio febbraio marzo aprile maggio giugno luglio agosto \
               settembre ottobre novembre dicembre gmt",
    reporting: "disse dice chiese chiede afferma affermò spiega spiegò aggiunge aggiunse risponde rispose dichiara",
    ordinals: false,
};

const DUTCH: Lists = Lists {
    titles: "dhr mevr mw mr dr drs ir ing prof ds gen kol st past burg",
    joining: "bijv bv d.w.z m.a.w o.a t.o.v t.a.v i.p.v m.b.t n.a.v incl excl ca vgl resp z.g zgn",
    number: "nr nrs blz p pp art afb fig hfst tel",
    open: "jan feb mrt apr jun jul aug sept sep okt nov dec inc ltd co n.v b.v v.chr n.chr u.s e.d m.i",
    starters: "de het een dit dat deze die er hij zij ze wij we ik je jij u jullie zijn haar hun ons mijn in op aan met van voor door bij \
               naar uit over onder tegen tussen sinds tijdens na volgens zonder om en maar of want dus als toen terwijl omdat hoewel \
               wie wat waar wanneer waarom hoe ook nog nu dan daar hier toch echter daarom vandaag gisteren morgen alle veel sommige \
               geen niet te",
    calendar: "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag januari februari maart april mei juni juli augustus september \
               oktober november december uur gmt",
    reporting: "zei zegt vroeg vraagt verklaarde schreef antwoordde riep meldt meldde",
    ordinals: false,
};

const PORTUGUESE: Lists = Lists {
    titles: "sr sra srs sras srta dr dra prof profa eng arq gen cel cap ten d dom exmo ilmo sto sta",
    joining: "p.ex ex vs aprox cf i.e",
    number: "n nº núm p pp pág págs art arts fig vol cap tel",
    open: "jan fev mar abr mai jun jul ago set out nov dez e.u.a eua s.a ltda cia inc ltd co av a.c d.c u.s",
    starters: "o a os as um uma uns umas este esta estes estas esse essa isso isto aquele aquela ele ela eles elas nós eu tu você seu sua \
               seus suas meu minha em no na nos nas de do da dos das com por para sem sobre entre até desde durante segundo após e ou \
               mas porém se quando onde como porque que quem também além assim então agora hoje ontem amanhã depois antes todo todos \
               toda todas muitos alguns vários nenhum não já ao à",
    calendar: "segunda terça quarta quinta sexta sábado domingo janeiro fevereiro março abril maio junho julho agosto setembro outubro \
               novembro dezembro gmt",
    reporting: "disse diz perguntou pergunta afirmou explicou acrescentou respondeu declarou escreveu",
    ordinals: false,
};

const RUSSIAN: Lists = Lists {
    titles: "г-н г-жа гр акад проф доц ген полк им св тов адм",
    joining: "т.е т.к т.н напр см ср т.д.и",
    number: "стр с рис табл гл п пп ст тел д кв корп № илл",
    open: "г гг в вв н.э т.д т.п др пр тыс млн млрд трлн руб коп долл куб кв м км см мм кг янв февр апр июн июл авг сент окт нояб дек ул \
           просп пер наб о обл р т.н с.ш ю.ш",
    starters: "он она оно они мы вы я ты это этот эта эти тот та те то его её ее их наш в во на с со к ко по о об от до из у за над под при \
               для без после перед через между и а но или однако если когда где как что кто чтобы потому поэтому также тоже кроме \
               сегодня вчера завтра сейчас теперь потом затем все всё многие некоторые не ни так там здесь",
    calendar: "понедельник вторник среда четверг пятница суббота воскресенье января февраля марта апреля мая июня июля августа сентября \
               октября ноября декабря мск",
    reporting: "сказал сказала спросил спросила заявил заявила ответил добавил пояснил отметил",
    ordinals: false,
};

const SCANDINAVIAN: Lists = Lists {
    titles: "hr fr frk skt sct dr prof st gen dir adv ing mag",
    joining: "f.eks bl.a dvs d.v.s t.ex bl jf jfr ca cirka pga p.g.a mht ift iht evt ev resp s.k såk fx eks inkl ekskl ml vedr",
    number: "nr n° s sid side kap art fig tlf stk § kl",
    open: "m.m m.fl mm mfl o.l mio mia mill milj mrd jan febr feb mar apr jun jul aug sept sep okt nov dec des kr \
           f.kr e.kr a/s a.s u.s inc ltd co st",
    starters: "den det de en et ett denne dette disse detta dessa han hun hon jeg jag vi du i på av til till fra från med for för om efter \
               etter under over över ved vid mod mot uden utan før og och men eller så da då når när hvis om hvor var hvad vad hva \
               hvem vem hvorfor varför hvordan hur også også även nu nå her här der där siden sedan alle alla mange många noen nogle \
               ingen ikke inte er är",
    calendar: "mandag tirsdag onsdag torsdag fredag lørdag søndag måndag tisdag torsdag lördag söndag januar januari februar februari \
               marts mars april maj mai juni juli august augusti september oktober november december desember",
    reporting: "sa sagde säger siger sier spurgte frågade spurte svarte svarede svarade forklarer skriver",
    ordinals: true,
};

const ORDINAL: Lists = Lists { ordinals: true, ..ENGLISH };
