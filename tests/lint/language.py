# SPDX-FileCopyrightText: 2026 The Medvirk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Bokmål and Nynorsk are complete and equal (språklova § 14), spelt right, and use the agreed terms."""
import os
import pathlib
import re
import shutil
import subprocess
import sys

ROOT = pathlib.Path(os.environ["MV_SOURCE_ROOT"])
PO = ROOT / "po"
sys.path.insert(0, str(ROOT / "tests" / "support"))
import tap  # noqa: E402

LANGUAGES = {"nb": "nb_NO", "nn": "nn_NO"}
# Words of the other written language. They catch most slips.
FOREIGN = {
    "nn": "ikke hva dere hvem hvor hvorfor hvordan jeg noen noe mye gjøre være fra".split(),
    "nb": "ikkje kva eit kven kvar kvifor korleis eg nokon noko mykje gjere vere frå ein".split(),
}
PLACEHOLDER = re.compile(r"%(?:\d+\$)?[-+ 0#']*\d*(?:\.\d+)?(?:hh|h|ll|l|z)?[diouxXeEfgGsc]|%%|\{[a-z_]+\}")


def entries(path):
    """Yields (id, plural id, list of translations) of a catalogue, without the header."""
    text = path.read_text(encoding="utf-8")
    for block in re.split(r"\n\s*\n", text):
        if block.lstrip().startswith("#~"):
            continue
        fields, current = {}, None
        for line in block.splitlines():
            start = re.match(r'(msgid_plural|msgid|msgctxt|msgstr(?:\[\d\])?) "(.*)"$', line)
            if start:
                current = start.group(1)
                fields[current] = start.group(2)
            elif line.startswith('"') and current:
                fields[current] += line[1:-1]
        if fields.get("msgid"):
            strings = [value for name, value in fields.items() if name.startswith("msgstr")]
            yield fields["msgid"], fields.get("msgid_plural"), strings


def fail_on(findings):
    findings = list(findings)
    assert not findings, "\n".join(findings)


def need(tool):
    if not shutil.which(tool):
        raise tap.Skip(f"{tool} is not installed")


def test_complete():
    """Every string of the sources is translated, none is fuzzy, and the catalogues are sound."""
    need("msgfmt")
    need("xgettext")
    found = []
    template = pathlib.Path(os.environ["MV_BUILD_ROOT"]) / "meson-private" / "medvirk.pot"
    files = [line for line in (PO / "POTFILES").read_text().split() if not line.startswith("#")]
    subprocess.run(
        ["xgettext", "--from-code=UTF-8", "--add-comments=Translators", "--keyword=_", "--keyword=N_",
         "--keyword=C_:1c,2", "--keyword=NC_:1c,2", "--keyword=ngettext:1,2",
         "--keyword=g_dngettext:2,3", "--keyword=g_dpgettext2:2c,3", f"--output={template}", *files],
        cwd=ROOT, check=True, capture_output=True)
    for language in LANGUAGES:
        path = PO / f"{language}.po"
        result = subprocess.run(
            ["msgfmt", "--check", "--statistics", "-o", os.devnull, str(path)],
            capture_output=True, text=True, env={**os.environ, "LC_ALL": "C"})
        if result.returncode or "fuzzy" in result.stderr or "untranslated" in result.stderr:
            found.append(f"{language}: {result.stderr.strip()}")
        result = subprocess.run(["msgcmp", str(path), str(template)], capture_output=True, text=True)
        if result.returncode:
            found.append(f"{language}: {result.stderr.strip()}")
    fail_on(found)


def test_sources_listed():
    """Every source file with strings for people stands in POTFILES, and nothing else does."""
    listed = {line for line in (PO / "POTFILES").read_text().split("\n") if line and line[0] != "#"}
    marked = set()
    for folder in ("src", "ui", "data"):
        for path in (ROOT / folder).rglob("*"):
            name = path.relative_to(ROOT).as_posix()
            if path.suffix in (".c", ".h"):
                text = path.read_text(encoding="utf-8")
                if re.search(r'\b(_|C_|N_|NC_|ngettext)\s*\(\s*"', text):
                    marked.add(name)
            elif path.suffix == ".ui" and 'translatable="yes"' in path.read_text(encoding="utf-8"):
                marked.add(name)
            elif path.name.endswith((".desktop.in", ".metainfo.xml.in", ".gschema.xml")):
                marked.add(name)
    fail_on([f"missing: {name}" for name in sorted(marked - listed)]
            + [f"not needed: {name}" for name in sorted(listed - marked)])


def test_placeholders():
    """Translations have the placeholders of their source."""
    fail_on(
        f"{language}: {source!r} -> {string!r}"
        for language in LANGUAGES
        for source, plural, strings in entries(PO / f"{language}.po")
        for string in strings
        if sorted(PLACEHOLDER.findall(string))
        not in (sorted(PLACEHOLDER.findall(source)), sorted(PLACEHOLDER.findall(plural or source))))


def words_of(text):
    text = PLACEHOLDER.sub(" ", text.replace("\\n", " ").replace('\\"', '"'))
    text = re.sub(r"<[^>]+>|https?://\S+|\S+@\S+|&[a-z]+;|--[a-z-]+", " ", text)
    return re.findall(r"[A-Za-zÆØÅæøåéèêóòôàüöÉÓ]+", text)


def test_not_mixed():
    """No Bokmål word in the Nynorsk catalogue and none the other way."""
    fail_on(
        f"{language}: «{word}» in {string!r}"
        for language in LANGUAGES
        for _, _, strings in entries(PO / f"{language}.po")
        for string in strings
        for word in words_of(string)
        if word.lower() in FOREIGN[language])


def test_tone():
    """No «vennligst», no exclamation marks, no three full stops for an ellipsis."""
    bad = re.compile(r"vennligst|venlegast|ver så snill|du har glemt|du har gløymt|!|\.\.\.", re.I)
    fail_on(
        f"{language}: {string!r}"
        for language in LANGUAGES
        for _, _, strings in entries(PO / f"{language}.po")
        for string in strings
        if bad.search(string))


def test_spelling():
    """Every word is in the dictionary or in our own list."""
    need("hunspell")
    found = []
    for language, dictionary in LANGUAGES.items():
        own = PO / f"words-{language}.txt"
        known = {line.strip().lower() for line in own.read_text(encoding="utf-8").split("\n")}
        words = {
            word
            for _, _, strings in entries(PO / f"{language}.po")
            for string in strings
            for word in words_of(string)}
        result = subprocess.run(
            ["hunspell", "-d", dictionary, "-i", "utf-8", "-l"], input="\n".join(sorted(words)),
            capture_output=True, text=True, env={**os.environ, "LC_ALL": "C.UTF-8"})
        if result.returncode:
            raise tap.Skip(f"hunspell has no dictionary {dictionary}")
        found += [f"{language}: {word}" for word in result.stdout.split()
                  if word.lower() not in known and len(word) > 1]
    fail_on(sorted(set(found)))


def test_terms():
    """Where a source string is an agreed term, the translations are the agreed words."""
    table = [line.split("\t") for line in (PO / "terms.tsv").read_text(encoding="utf-8").splitlines()
             if line and not line.startswith("#")]
    agreed = {english.lower(): {"nb": nb, "nn": nn} for english, nb, nn in table}
    fail_on(
        f"{language}: {source!r} is {strings[0]!r}, agreed is {agreed[source.lower()][language]!r}"
        for language in LANGUAGES
        for source, plural, strings in entries(PO / f"{language}.po")
        if source.lower() in agreed and not plural
        and strings[0].lower() != agreed[source.lower()][language].lower())


if __name__ == "__main__":
    tap.run([test_complete, test_sources_listed, test_placeholders, test_not_mixed, test_tone,
             test_spelling, test_terms])
