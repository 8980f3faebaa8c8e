//! The vocabulary of a small harbour town that does not exist.

/// Who acts in a sentence.
pub const WHO: &[&str] = &[
    "the harbour master",
    "the ferry crew",
    "the allotment society",
    "the town band",
    "the bakery on Quay Street",
    "the lifeboat station",
    "the swimming club",
    "the school orchestra",
    "the chess circle",
    "the market traders",
    "the lighthouse keeper",
    "the library",
    "the rowing club",
    "the bus depot",
    "the clockmaker",
    "the fishing cooperative",
    "the botanic garden",
    "the night bakers",
    "the choir of Saint Brannoc",
    "the cycling group",
    "the model railway club",
    "the beekeepers",
    "the weather station",
    "the boatyard",
];

/// What they do, in the past.
pub const DID: &[&str] = &[
    "opened",
    "repaired",
    "measured",
    "painted",
    "moved",
    "presented",
    "lent out",
    "counted",
    "planted",
    "rebuilt",
    "postponed",
    "restored",
    "catalogued",
    "tested",
    "celebrated",
    "photographed",
    "widened",
    "cleaned",
    "sold",
    "announced",
    "inspected",
    "borrowed",
    "replaced",
    "numbered",
];

/// To what.
pub const WHAT: &[&str] = &[
    "the old slipway",
    "a new timetable",
    "forty apple trees",
    "the tide clock",
    "a row of benches",
    "the footbridge over the Merrow",
    "the winter programme",
    "two hundred lanterns",
    "the weather vane",
    "the small ferry",
    "a wooden dinghy",
    "the reading room",
    "a map of the sea wall",
    "the bandstand",
    "the greenhouse",
    "a collection of postcards",
    "the oyster beds",
    "the swimming steps",
    "the bus shelter",
    "the harbour railing",
    "an honest set of scales",
    "the brass barometer",
    "the salt store",
    "the summer stage",
];

/// How or where.
pub const HOW: &[&str] = &[
    "before the first tide",
    "after a long winter",
    "with the help of neighbours",
    "near the eastern pier",
    "at the foot of Lantern Hill",
    "in less than a week",
    "for the third time since spring",
    "to quiet applause",
    "between two showers",
    "on the market square",
    "behind the fish hall",
    "without spending a penny more",
    "under a borrowed tarpaulin",
    "while the gulls looked on",
    "by the light of the harbour lamps",
    "as the morning fog lifted",
    "against the advice of the almanac",
    "in the yard of the old ropeworks",
];

/// How a sentence goes on.
pub const THEN: &[&str] = &[
    "which had been planned since last autumn",
    "although the wind had turned to the north",
    "and nobody in Port Merrow seemed surprised",
    "because the old one had rusted through",
    "so that the children could see it too",
    "and the soup lasted until noon",
    "while the band played on",
    "as it had been done in the days of steam",
    "and the queue reached the chandler's door",
    "which the almanac had not foreseen",
    "and the bell was rung twice",
    "although only nine chairs were left",
];

/// Who is quoted.
pub const SAID: &[&str] = &[
    "Ada Pellow",
    "Tomas Quill",
    "Bryony Vance",
    "Edwin Marrack",
    "Hettie Lorne",
    "Jory Penhale",
    "Ines Tarrow",
    "Oswin Blythe",
    "Petra Skell",
    "Rufus Tamblyn",
    "Sabina Creed",
    "Walter Onions",
];

/// What they say.
pub const WORDS: &[&str] = &[
    "It is a small thing, but it is ours",
    "We measured twice and the tide measured once",
    "I have waited for this since I was nine",
    "Nobody fell in, which is more than we can say of last year",
    "The paint needs another day",
    "You can hear it from the far side of the water",
    "We will do it again, only with more biscuits",
    "It looks better in the rain",
];

/// The top of the tree of sections, each with those below it.
pub const SECTIONS: &[(&str, &[&str])] = &[
    ("Harbour", &["Ferries", "Fishing", "Boatyard"]),
    ("Town", &["Streets", "Market", "Schools"]),
    ("Culture", &["Music", "Books", "Stage", "Exhibitions"]),
    ("Sport", &["Rowing", "Swimming", "Chess"]),
    ("Nature", &["Gardens", "Birds", "Tides"]),
    ("Food", &["Bakeries", "Recipes"]),
    ("History", &["Archive", "Letters"]),
    ("Weather", &[]),
];

/// Words of which topics are made: each first word with each second one.
pub const TOPIC_FIRST: &[&str] = &[
    "Harbour", "Winter", "Summer", "Lantern", "Market", "River", "Night", "Old", "Small", "Eastern", "Salt",
    "Garden", "School", "Sunday", "Brass",
];
/// The second words.
pub const TOPIC_SECOND: &[&str] = &[
    "bridges", "boats", "music", "bread", "walks", "lights", "stories", "birds", "fairs", "clubs", "maps",
    "tools", "trees", "trains", "swims", "letters",
];

/// First names of those who write.
pub const FIRST: &[&str] = &["Maren", "Colby", "Isolde", "Duncan", "Flora", "Gideon", "Nell", "Orrin"];
/// Their family names.
pub const LAST: &[&str] = &["Ashdown", "Bright", "Carrow", "Dunmore", "Eastlake"];
