//! Small lists of what sites print around articles, in lower case. A cue never decides alone: form or position must agree.

/// Lines that are nothing else, with the reason they give.
pub(super) static WHOLE: &[(&str, Phrases)] = &[
    (
        "advertisement",
        phrases(
            "advertisement|advertisements|ad|ads|sponsored|sponsored content|promoted|article continues below|\
             article continues below advertisement|article continues after advertisement|story continues|story continues below|\
             story continues below advertisement|story continued below|continue reading below|continue reading|continues below|\
             scroll to continue|scroll to continue with content|advertisement - continue reading below|paid advertisement|anzeige|werbung|\
             publicité|publicidad|anuncio|pubblicità|publicidade|advertentie|annons|реклама",
        ),
    ),
    (
        "share",
        phrases(
            "share|share this|share this article|share this story|share on facebook|share on twitter|tweet|tweet this|facebook|twitter|\
             email|email this|print|print this article|save|pin|pin it|whatsapp|reddit|linkedin|copy link|copy the link|share this with|\
             share via email|facebook twitter|facebook twitter email|facebook twitter linkedin|share tweet|share tweet email|like this|\
             like|teilen|partager|compartir|condividi|compartilhar|delen|поделиться|listen|listen to this article|text size|bookmark|\
             gift article|share on facebook share on twitter|view comments",
        ),
    ),
    (
        "comment",
        phrases(
            "comments|comment|leave a comment|leave your comment|leave a reply|post a comment|add a comment|join the conversation|\
             show comments|view comments|read comments|no comments|no comments yet|kommentare|commentaires|comentarios|commenti|reacties|\
             комментарии|write a comment|comments are closed",
        ),
    ),
    (
        "source_link",
        phrases(
            "source link|source|sources|source site|via|original article|original source|read the original article|read full article|\
             read the full article|read the full story|view original|link|permalink|quelle|fuente|fonte|bron|источник|read original|\
             click to see details|click: see details|see details",
        ),
    ),
    (
        "related",
        phrases(
            "related|related stories|related articles|related content|related topics|related news|read more|read also|also read|see also|\
             more|more on this|more on this story|more stories|more news|more from|most read|most popular|most viewed|trending|\
             trending now|recommended|recommended for you|recommended stories|you may also like|you might also like|you may like|\
             our readers are reading too|what to read next|up next|editor's picks|editors' picks|top stories|latest news|in other news|\
             watch|watch now|watch below|watch live|full coverage|keep reading|don't miss|mehr zum thema|lesen sie auch|auch interessant|\
             lire aussi|à lire aussi|sur le même sujet|lee también|te puede interesar|noticias relacionadas|leggi anche|leia também|\
             leia mais|veja também|lees ook|läs också|läs mer|читайте также|see more",
        ),
    ),
    (
        "media",
        phrases(
            "close|loading|play video|play|video|photos|photo|gallery|slideshow|replay|next|previous|skip|expand|x|hide caption|\
             toggle caption|media caption|autoplay|show more|hide|embed|transcript|image|enlarge this image",
        ),
    ),
    (
        "subscribe",
        phrases(
            "subscribe|subscribe now|sign up|sign up now|newsletter|newsletters|newsletter sign-up|manage newsletters|log in|sign in|\
             register|abonnieren|s'abonner|suscríbete|abbonati|assine|подписаться|jetzt abonnieren|donate|donate now|support us",
        ),
    ),
    (
        "update",
        phrases(
            "this story has been updated|this post has been updated|this article has been updated|this is a developing story|\
             this is a breaking news story|developing story|breaking news|developing|breaking|check back for updates|\
             this is a developing story. check back for updates|corrections & amplifications|exclusive|analysis/opinion|opinion|analysis|\
             editorial|commentary",
        ),
    ),
];

/// Openings that make a line without a full stop, or a short one, furniture.
pub(super) static OPENINGS: &[(&str, Phrases)] = &[
    (
        "related",
        phrases(
            "more:|see also:|related:|read more:|read:|read also:|also read:|watch:|see photos:|photos:|video:|related story:|\
             related stories:|related article:|opinion:|live updates:|full coverage:|must read:|recommended:|listen:|podcast:|gallery:|\
             in pictures:|in photos:|explainer:|fact check:|more from|more on|read more about|read more from|click here to read|\
             click here for|read the full|see more:|mehr:|lesen sie auch:|lire aussi|à lire aussi|lee también:|leggi anche:|leia também:|\
             leia mais:|lees ook:|читайте также:",
        ),
    ),
    (
        "caption",
        phrases(
            "listen to this|file photo|file -|file –|file —|file image|in this file|image copyright|image caption|image:|photo:|photo by|photograph:|\
             picture:|pictured:|photo credit|credit:|cover image|cover photo|featured image|enlarge this image|toggle caption|\
             hide caption|media playback is unsupported|media caption|slideshow|image source|foto:|bild:|bildquelle|crédit photo|photo :|\
             imagen:|immagine:",
        ),
    ),
    (
        "credit",
        phrases(
            "contributing:|with post wires|with ap|with afp|with reuters|reporting by|additional reporting by|additional reporting:|\
             edited by|editing by|written by|compiled by|produced by|writing by|contributors:|with reporting by|with inputs from|\
             with agency inputs|source:|quelle:|fuente:|fonte:|write to|contact us|contact:|send tips|send a tip|have a tip|got a tip|\
             reach the|reach him|reach her|email:|e-mail:|follow|source site",
        ),
    ),
    ("copyright", phrases("copyright|©|(c) 20|all rights reserved|(©")),
    (
        "subscribe",
        phrases(
            "sign up|subscribe|get the|get our|get breaking|get more|get all the latest|get daily|get fox|get instant|download the|\
             download our|want this|want more|want to|start the day|start your day|join our|join the|support our|support the|\
             like what you|enjoying|click here to|click here for|click to get|click the|tap here|let our news|never miss|stay informed|\
             stay up to date|stay on top|be the first|by signing up|register for|donate to|become a|abonnieren sie|jetzt|abonnez-vous|\
             inscrivez-vous|suscríbete|recibe|iscriviti|assine|inscreva-se|подписывайтесь|interested in|something to consider|\
             enter your email|thank you for|thanks for reading|visit|listen to|the news moves fast|politico playbook|choose the|\
             don't miss",
        ),
    ),
    (
        "update",
        phrases(
            "updated at|updated on|updated:|last updated|published:|published at|published on|posted on|posted:|first published|\
             this story has been updated|this post has been updated|this article has been updated|this article is more than|\
             this article was originally|this story was originally|editor's note|editors' note|correction:|clarification:|\
             this is a developing story|this article originally|this story originally",
        ),
    ),
    (
        "comment",
        phrases(
            "leave a comment|leave your comment|join the conversation|what do you think|let us know|share your thoughts|tell us what|\
             view comments",
        ),
    ),
    ("share", phrases("share this|share on|read or share this")),
];

/// Phrases that mark a request to the reader. Two of them, or one with the form of a notice, decide.
pub(super) static REQUESTS: Phrases = phrases(
    "newsletter|your inbox|sign up|sign-up|subscribe|subscription|subscribers|click here|clicking here|download the|our app|\
     news app|privacy policy|terms of service|terms of use|terms and conditions|cookie|recaptcha|delivered to|delivered daily|\
     delivered weekday|on twitter|on facebook|on instagram|on youtube|email address|e-mail address|email us|unsubscribe|\
     your email|follow us|follow @|free trial|breaking news alerts|the latest news|our readers|our journalism|\
     explanatory journalism|homepage for more|make a contribution|our site|our website|this site|licensing opportunities|\
     eligible news publisher|paywall|app for|reprint permission|rights reserved|may not be|redistributed|the fox news app|\
     editors@|tips@|to our|here.|your support|our audience|your in-box|sent to your|top stories|news roundup|podcast|\
     become a member|member today|as an interest to stay",
);

/// Names that picture credits end with.
pub(super) static AGENCIES: Phrases = phrases(
    "reuters|ap|afp|getty|getty images|ap photo|associated press|the associated press|epa|epa-efe|efe|shutterstock|bloomberg|\
     istock|upi|tass|xinhua|dpa|pa|pa wire|pa images|anadolu|anadolu agency|ansa|sipa|zuma|zuma press|rex|alamy|ap images|\
     usa today|usa today sports|cnp|sputnik|ritzau|tt|keystone|imago|picture alliance|wireimage|redux|polaris|file|pool|handout|\
     file photo|staff|stringer|screenshot|youtube|twitter|facebook|instagram|flickr|wikimedia|wikimedia commons|\
     the new york times|the washington post|cq roll call|nurphoto|barcroft|national review|the atlantic|npr|ap file|reuters file",
);

/// Verbs of picture captions, which are in the present.
pub(super) static CAPTION_VERBS: Phrases = phrases(
    "watches|watch|speaks|speak|is seen|are seen|is pictured|are pictured|walks|walk|arrives|arrive|holds|hold|stands|stand|\
     looks on|look on|gestures|gesture|listens|listen|waves|wave|attends|attend|poses|pose|participates|participate|delivers|\
     talks|talk|takes part|gather|gathers|leaves|leave|smiles|reacts|react|sits|sit|testifies|carry|carries|shakes hands|\
     shake hands|greets|greet|signs|fly|flies|board|boards|chant|chants|protest|spray|search|inspect|clear|wear|wears|rally|\
     answers questions|addresses|departs|exits|enters|applauds",
);

/// Months by the first three letters of their names, English and of the languages whose names differ.
pub(super) static MONTHS: Phrases = phrases(
    "january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sep|sept|\
     oct|nov|dec|januar|februar|märz|mai|juni|juli|oktober|dezember|janvier|février|mars|avril|juin|juillet|août|septembre|\
     octobre|novembre|décembre|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|gennaio|\
     febbraio|aprile|maggio|giugno|luglio|settembre|ottobre|dicembre",
);

/// A list of phrases, parted by `|`.
pub(super) struct Phrases(&'static str);

const fn phrases(list: &'static str) -> Phrases {
    Phrases(list)
}

impl Phrases {
    /// The phrases, in the order of the list.
    pub(super) fn iter(&self) -> impl Iterator<Item = &'static str> + use<> {
        self.0.split('|')
    }

    /// Whether a phrase is in the list.
    pub(super) fn contains(&self, phrase: &str) -> bool {
        self.iter().any(|p| p == phrase)
    }
}
