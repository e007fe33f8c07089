# SPDX-FileCopyrightText: 2026 The Medvirk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Bokmål and Nynorsk are complete and equal (språklova § 14), spelt right, and use the agreed terms.

Looks at the catalogues in po/ and at the texts of the demo in data/demo/.
"""
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(os.environ["MV_SOURCE_ROOT"])
PO = ROOT / "po"
DEMO = ROOT / "data" / "demo"
sys.path.insert(0, str(ROOT / "tests" / "support"))
import tap  # noqa: E402

LANGUAGES = {"nb": "nb_NO", "nn": "nn_NO"}
IN_ENGLISH = {**os.environ, "LC_ALL": "C.UTF-8", "LANGUAGE": "en"}

# Words of the other written language. Only words that the language does not have in any meaning.
FOREIGN = {
    "nn": """
        ble bare bidratt bidro bruker da deltaker deltakere dem dere deres disse dokumenter en ennå
        et fikk flere forskning fra ganger gikk gjelder gjøre gjør hjem hjemme hva hvem hver
        hverandre hverdag hvert hvilke hvilken hvilket hvis hvor hvordan hvorfor ikke jeg kommer
        lagret leder leste maskinen mens mer mulig måned måneder nettsiden noe noen nylig pårørende
        rettigheter sammen sammendrag selv senere siden skjermbilder skrev skrevet slettet spørre
        spørsmålene svarer sykehus sykehuset sykepleier tidligere uke uken uker undersøker uten velg
        velge velger vet videre virkning være vært åpen åpne åpner
        """,
    "nb": """
        berre bidrog bidrege deltakar deltakarar dykk dykkar då eg ein eit eitt enno fekk fleire
        forsking forskar forskarar frå gjekk gjer gjere gonger heim heime ikkje innan korleis kva kvar
        kvarandre kven kvifor lagra leiar maskina meir mogleg mykje månad månader nokon noko nokre
        pasientar pårørande saman samandrag seie seier seinare sidan sjukehus sjukehuset sjukepleiar
        sjølv skreiv spørje svarar teke teken tekne tidlegare utan vanleg veit veke veker vere vidare
        vore
        """,
}
FOREIGN = {language: set(text.split()) for language, text in FOREIGN.items()}

# Where the table «instead of» of the design has a better word, the poorer one stands nowhere on a page.
POOR = re.compile(
    r"vennligst|ven[nl]+egast|ver så snill|vær så snill|du har glemt|du har gløymt|ugyldig|ulovleg"
    r"|synkroniser|frakobl|fråkopl|\b(tjener|tenar|server)(en|a)?\b|konflikt|registrer"
    r"|til følgj?e|besvart|svart på|gitt videre|dokker|frem(drift|legg)|!|\.\.\.|[“”„]",
    re.I)
POOR_SOURCE = re.compile(r"\bplease\b|\bsorry\b|\boops\b|\binvalid\b|\bfailed\b|!|\.\.\.|\"", re.I)

PLACEHOLDER = re.compile(
    r"%(?:\d+\$)?[-+ 0#']*\d*(?:\.\d+)?(?:hh|h|ll|l|z)?[diouxXeEfgGsc]|%%|\{[a-z_]+\}")
# As meson's preset «glib» calls it.
KEYWORDS = ["_", "N_", "C_:1c,2", "NC_:1c,2", "g_dcgettext:2", "g_dngettext:2,3",
            "g_dpgettext2:2c,3"]
MARKED = re.compile(r'\b(?:_|C_|N_|NC_|ngettext|g_dngettext|g_dpgettext2)\s*\(\s*(?:"|[A-Z_]+,\s*")')


def fail_on(findings):
    findings = list(findings)
    assert not findings, "\n".join(findings)


def need(tool):
    if not shutil.which(tool):
        raise tap.Skip(f"{tool} is not installed")


# --- Catalogues ----------------------------------------------------------------------------------


class Entry:
    """One message of a catalogue: where it stands, its context, source and translations."""

    def __init__(self, language, fields, places):
        self.language = language
        self.places = places
        self.context = fields.get("msgctxt")
        self.source = fields["msgid"]
        self.plural = fields.get("msgid_plural")
        self.strings = [text for name, text in fields.items() if name.startswith("msgstr")]

    def on_a_page(self):
        """Whether people see it in the program, and not only those who run a server."""
        return any(place.startswith(("ui/", "data/")) for place in self.places)


def unescape(text):
    return re.sub(r"\\(.)", lambda match: {"n": "\n", "t": "\t"}.get(match[1], match[1]), text)


def entries():
    """All messages of both catalogues, without the headers."""
    for language in LANGUAGES:
        text = (PO / f"{language}.po").read_text(encoding="utf-8")
        for block in re.split(r"\n\s*\n", text):
            fields, current, places = {}, None, []
            for line in block.splitlines():
                start = re.match(r'(msg(?:ctxt|id_plural|id|str)(?:\[\d\])?) "(.*)"$', line)
                if start:
                    current = start[1]
                    fields[current] = unescape(start[2])
                elif line.startswith("#:"):
                    places += line[2:].split()
                elif line.startswith('"') and current:
                    fields[current] += unescape(line[1:-1])
            if fields.get("msgid"):
                yield Entry(language, fields, places)


def listed_files():
    lines = (PO / "POTFILES").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def test_complete():
    """Every string of the sources is translated into both, none is fuzzy or left over."""
    for tool in ("xgettext", "msgfmt", "msgcmp"):
        need(tool)
    found = []
    with tempfile.TemporaryDirectory() as folder:
        template = os.path.join(folder, "medvirk.pot")
        subprocess.run(
            ["xgettext", "--from-code=UTF-8", "--add-comments", f"--output={template}",
             *(f"--keyword={word}" for word in KEYWORDS), *listed_files()],
            cwd=ROOT, check=True, capture_output=True, env=IN_ENGLISH)
        for language in LANGUAGES:
            path = PO / f"{language}.po"
            for command in (
                ["msgfmt", "--check", "--check-accelerators=_", "--statistics", "-o", os.devnull, path],
                ["msgcmp", path, template],
                ["msgcmp", "--use-untranslated", template, path],
            ):
                result = subprocess.run(command, capture_output=True, text=True, env=IN_ENGLISH)
                said = result.stderr.strip()
                if result.returncode or re.search(r"fuzzy|untranslated|not used", said):
                    found.append(f"{language}: {command[0]}: {said}")
            if re.search(r"^#(~|, .*fuzzy)", path.read_text(encoding="utf-8"), re.M):
                found.append(f"{language}: has fuzzy or obsolete entries")
    fail_on(found)


def test_sources_listed():
    """POTFILES has every file with strings for people, sorted, and no other."""
    marked = set()
    for folder in ("src", "ui", "data"):
        for path in (ROOT / folder).rglob("*"):
            name = path.relative_to(ROOT).as_posix()
            if path.suffix in (".c", ".h"):
                if MARKED.search(path.read_text(encoding="utf-8")):
                    marked.add(name)
            elif path.suffix == ".ui":
                if 'translatable="yes"' in path.read_text(encoding="utf-8"):
                    marked.add(name)
            elif name.endswith((".desktop.in", ".metainfo.xml.in", ".gschema.xml")):
                marked.add(name)
    listed = listed_files()
    fail_on([f"missing: {name}" for name in sorted(marked - set(listed))]
            + [f"not needed: {name}" for name in sorted(set(listed) - marked)]
            + ([] if listed == sorted(set(listed)) else ["not sorted"]))


def in_order(text):
    """The placeholders in the order in which their arguments come."""
    found = [place for place in PLACEHOLDER.findall(text) if place != "%%"]
    return sorted(found) if any("$" in place for place in found) else found


def test_placeholders():
    """Translations have the placeholders of their source, in the same order."""
    fail_on(
        f"{entry.language}: {entry.source!r} -> {string!r}"
        for entry in entries()
        for string in entry.strings
        if in_order(string) not in (in_order(entry.source), in_order(entry.plural or entry.source)))


def test_ends():
    """A translation starts with a capital and ends with a stop where its source does."""

    def shape(text):
        # A placeholder is filled with a name or a number; what it starts with is not ours to say.
        first = text.lstrip("“«*— ")[:1]
        return (first.isupper() if first.isalpha() else None, re.sub(r"^.*?([.?:…]?)[”»]?$", r"\1", text))

    def differ(one, other):
        return one[1] != other[1] or (None not in (one[0], other[0]) and one[0] != other[0])

    fail_on(
        f"{entry.language}: {entry.source!r} -> {string!r}"
        for entry in entries()
        for string in entry.strings
        if "\n" not in string and differ(shape(entry.source), shape(string)))


def test_terms():
    """Where a source string is an agreed term, the translations are the agreed words."""
    table = [line.split("\t") for line in (PO / "terms.tsv").read_text(encoding="utf-8").splitlines()
             if line and not line.startswith("#")]
    agreed = {english.lower(): {"nb": nb.lower(), "nn": nn.lower()} for english, nb, nn in table}
    fail_on(
        f"{entry.language}: {entry.source!r} is {entry.strings[0]!r}, agreed is"
        f" {agreed[entry.source.lower()][entry.language]!r}"
        for entry in entries()
        if entry.source.lower() in agreed and not entry.plural
        and entry.strings[0].lower() != agreed[entry.source.lower()][entry.language])


def test_tone():
    """No «vennligst», no blame, no exclamation marks, none of the words that have a better one."""
    fail_on(
        [f"{entry.language}: {string!r}"
         for entry in entries() if entry.on_a_page()
         for string in entry.strings if POOR.search(string)]
        + [f"source: {entry.source!r}"
           for entry in entries() if entry.language == "nb" and POOR_SOURCE.search(entry.source)])


# --- Texts of the demo ---------------------------------------------------------------------------


def strings_in(value):
    """All strings in lists and objects, but not those under names that hold codes."""
    codes = {"study", "key", "language", "reviewed", "reviewer", "project", "region", "email", "phone",
             "id", "lenke", "on", "by", "date", "outcome", "phases", "on_behalf_of", "purpose", "due"}
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from strings_in(item)
    elif isinstance(value, dict):
        for name, item in value.items():
            if name not in codes:
                yield from strings_in(item)


def read(name):
    return json.loads((DEMO / name).read_text(encoding="utf-8"))


def demo_texts():
    """Pairs of language and text: by the writer's language, or by the text's own."""
    people = {person["key"]: person["language"] for person in read("people.json")["people"]}
    projects = {project["key"]: project["language"] for project in read("projects.json")}
    for told in read("contributions.json"):
        own, team = people[told["by"]], projects[told["project"]]
        yield own, told["text"]
        yield own, told.get("title", "")
        for answer in [*told["suggestions"], told.get("reply_whole", {})]:
            yield own, answer.get("text", "")
            yield team, answer.get("reply", "")
            yield team, answer.get("reason", "")
    for project in read("projects.json"):
        yield project["language"], project["purpose"]
        for text in strings_in([project["title"], project["meetings"], project["updates"],
                                project["documents"]]):
            if not re.match(r"\d{4}-", text):
                yield project["language"], text
    for study in read("study-texts.json"):
        for text in strings_in(study):
            yield study["language"], text
    for study in read("studies.json"):  # the hospitals' feed is in Bokmål
        for text in strings_in(study):
            yield "nb", text
    for word in read("words.json"):
        for language in LANGUAGES:
            yield language, word[language]
            yield language, word[f"explanation_{language}"]


def names_of_the_demo():
    """Words of the names of people and organisations, which no dictionary has."""
    people = read("people.json")
    names = [thing["name"] for thing in people["people"] + people["organisations"]]
    names += [member["name"] for project in read("projects.json") for member in project["members"]
              if "name" in member]
    names += [told.get("on_behalf_of", "") for told in read("contributions.json")]
    return {word for name in names for word in words_of(name)}


def test_demo_is_equal():
    """Every study text of the demo is told in both languages, with the same parts."""
    parts = {}
    for text in read("study-texts.json"):
        parts.setdefault(text["study"], {})[text["language"]] = set(text)
    fail_on(
        f"{study}: {sorted(texts)}, {sorted(set.union(*texts.values()) - set.intersection(*texts.values()))}"
        for study, texts in parts.items()
        if set(texts) != set(LANGUAGES) or len({frozenset(names) for names in texts.values()}) > 1)


# --- Words of both -------------------------------------------------------------------------------


def words_of(text):
    """The words of a text, without what is not language: addresses, options, codes."""
    text = PLACEHOLDER.sub(" ", text)
    text = re.sub(
        r"<[^>]+>|https?://\S+|\S+@\S+|&[a-z]+;|--[a-z-]+|/[a-z]+|\bX-\S+|medvirk-server"
        r"|\bnb, nn \w+ en\b", " ", text)
    return re.findall(r"[A-Za-zÆØÅæøåÀ-öø-ÿ]+", text)


def all_texts():
    """Pairs of language and text, of the catalogues and of the demo."""
    for entry in entries():
        for string in entry.strings:
            yield entry.language, string
    yield from demo_texts()


def test_not_mixed():
    """No Bokmål word in a Nynorsk text and none the other way."""
    fail_on(
        f"{language}: «{word}» in {text!r}"
        for language, text in all_texts()
        for word in words_of(text)
        if word.lower() in FOREIGN[language])


def unknown_words(dictionary, words):
    result = subprocess.run(
        ["hunspell", "-d", dictionary, "-i", "utf-8", "-l"], input="\n".join(sorted(words)),
        capture_output=True, text=True, env=IN_ENGLISH)
    if result.returncode:
        raise tap.Skip(f"hunspell has no dictionary {dictionary}")
    return set(result.stdout.split())


def own_words(language):
    """The words that are right although the dictionary does not have them."""
    lines = (PO / f"words-{language}.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def test_spelling():
    """Every word is in the dictionary or in our own list."""
    need("hunspell")
    names = names_of_the_demo()
    found = []
    for language, dictionary in LANGUAGES.items():
        known = {word.lower() for word in own_words(language)}
        words = {word for other, text in all_texts() if other == language
                 for word in words_of(text) if len(word) > 1}
        found += [f"{language}: {word}" for word in unknown_words(dictionary, words - names)
                  if word.lower() not in known]
    fail_on(sorted(found))


def test_own_words():
    """Our own lists are sorted, without doubles, and hold nothing the dictionary has."""
    need("hunspell")
    found = []
    for language, dictionary in LANGUAGES.items():
        words = own_words(language)
        if words != sorted(set(words)):
            found.append(f"words-{language}.txt is not sorted")
        found += [f"words-{language}.txt: {word} is in the dictionary"
                  for word in set(words) - unknown_words(dictionary, words)]
        found += [f"words-{language}.txt: {word} is of the other language"
                  for word in words if word.lower() in FOREIGN[language]]
    fail_on(found)


if __name__ == "__main__":
    tap.run([test_complete, test_sources_listed, test_placeholders, test_ends, test_terms, test_tone,
             test_demo_is_equal, test_not_mixed, test_spelling, test_own_words])
