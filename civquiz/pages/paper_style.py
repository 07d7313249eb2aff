"""How a paper looks, printed and on a screen: black on white, for A4 and Letter."""


def style(foot: str) -> str:
    """The CSS of a paper; `foot` is the text at the foot of each printed page."""
    return _STYLE.replace("FOOT", _string(foot))


def _string(text: str) -> str:
    """The text as a string of CSS, in which anything but letters and digits is its escape."""
    return '"' + "".join(each if each.isascii() and each.isalnum() else f"\\{ord(each):06x}" for each in text) + '"'


# The margins are set and the size is not: it is that of the paper in the printer.
_STYLE = """\
@page {
  margin: 18mm 17mm 20mm;
  @bottom-left { content: FOOT; font: 8pt sans-serif; }
  @bottom-right { content: counter(page); font: 8pt sans-serif; }
}
@page key {
  @bottom-left { content: "Key. " FOOT; font: 8pt sans-serif; }
}
:root { color-scheme: light; color: #000; background: #fff; font: 10.5pt/1.4 sans-serif; overflow-wrap: anywhere; }
body { max-width: 44em; margin: 1.5em auto; padding: 0 1.5em; }
h1 { margin: 0; font-size: 1.5em; line-height: 1.2; }
h2 { margin: 0 0 1em; font-size: 1.15em; font-weight: normal; }
p, ol, ul, table { margin: 0.3em 0 0; }
ol, ul { padding-inline-start: 1.8em; }
li { margin-top: 0.3em; padding-inline-start: 0.2em; }
ul[role=list] { padding: 0; list-style: none; }
ul[role=list] li { padding: 0; }
.entry { position: relative; margin-top: 1.3em; padding-inline-start: 2.2em; break-inside: avoid; }
.entry h3 { position: absolute; inset-inline-start: 0; margin: 0; font-size: 1em; }
.entry h3 + * { margin-top: 0; }
.stem { white-space: pre-wrap; font-weight: bold; }
.as-of { font-weight: normal; white-space: nowrap; }
.task { font-style: italic; }
.fields { display: flex; flex-wrap: wrap; gap: 0.6em 1.5em; margin-bottom: 1em; }
.fields li { display: flex; align-items: end; gap: 0.4em; }
.fields .blank { width: 6em; }
.fields li:first-child { flex: 1; }
.fields li:first-child .blank { flex: 1; min-width: 12em; }
.blank { display: inline-block; width: 24em; max-width: 100%; height: 1.9em; border-bottom: 1px solid #000; }
.box { display: inline-block; width: 1em; height: 1em; margin-inline-end: 0.15em; border: 1px solid #000; }
.box { vertical-align: -0.15em; }
.row { display: flex; flex-wrap: wrap; gap: 0 2em; }
.beside { display: flex; flex-wrap: wrap; align-items: start; gap: 0 2.5em; }
.beside > * { flex: 1 1 14em; }
th { padding: 0.3em 0 0; padding-inline-end: 0.8em; font-weight: normal; text-align: start; }
thead th { padding: 0; }
footer { margin-top: 2em; font-size: 0.85em; }
.key { margin-top: 3em; border-top: 2px solid #000; padding-top: 1em; }
.key .entry { margin-top: 0.7em; }
.key li { margin-top: 0; }
.why { margin-top: 0.1em; font-size: 0.85em; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@media print {
  body { max-width: none; margin: 0; padding: 0; }
  h1, h2, h3 { break-after: avoid; }
  .key { page: key; break-before: page; margin: 0; border: 0; padding: 0; }
}
"""
