/**
 * The style of the page, for light and dark screens, phones and paper. No line may begin with two colons, which is a command in
 * the log of GitHub.
 */
export const style = `
:root {
  color-scheme: light dark;
  --page: #ffffff; --card: #f6f8fa; --text: #1f2328; --quiet: #57606a; --line: #d0d7de; --link: #0550ae;
  --error: #b42318; --warning: #8a5a00; --note: #0b5cad; --on: #ffffff;
  --error-back: #fdecea; --warning-back: #fff4d6; --note-back: #e7f1fb; --mark: #ffe08a; --mark-text: #1f2328;
  --ok: #2f9e6e; --soon: #e0a100; --over: #d1382c; --maybe: #c77d2a; --paid: #8aa4c0; --now: #1f2328;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --page: #0d1117; --card: #161b22; --text: #e6edf3; --quiet: #9da7b3; --line: #30363d; --link: #79b8ff;
    --error: #ff8d84; --warning: #e9b949; --note: #79b8ff; --on: #0d1117;
    --error-back: #3a1613; --warning-back: #33270a; --note-back: #10263f; --mark: #6b5300; --mark-text: #fff3cf;
    --ok: #3fb984; --soon: #d9a514; --over: #f0584b; --maybe: #d98e3b; --paid: #5b7492; --now: #e6edf3;
  }
}
* { box-sizing: border-box; }
html { background: var(--page); color: var(--text); font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
body { margin: 0 auto; max-width: 76rem; padding: 1.5rem clamp(1rem, 4vw, 3rem) 4rem; overflow-wrap: anywhere; }
a { color: var(--link); text-underline-offset: .15em; }
h1 { font-size: clamp(1.4rem, 3.2vw, 2rem); line-height: 1.25; margin: .2rem 0 .5rem; }
h2 { font-size: 1.35rem; margin: 3rem 0 .75rem; padding-bottom: .35rem; border-bottom: 1px solid var(--line); }
h3 { font-size: 1.05rem; margin: 1.75rem 0 .5rem; }
p { margin: .4rem 0; }
code, pre { font: .875em/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace; }
header > p { color: var(--quiet); }
.tool { font-weight: 700; letter-spacing: .02em; margin: 0; }
nav ul { display: flex; flex-wrap: wrap; gap: .35rem 1.25rem; list-style: none; margin: 1rem 0 0; padding: .6rem 0; border-block: 1px solid var(--line); }
.numbers { display: grid; grid-template-columns: repeat(auto-fit, minmax(8.5rem, 1fr)); gap: .75rem; margin: 0 0 1rem; }
.numbers div { background: var(--card); border: 1px solid var(--line); border-radius: .5rem; padding: .6rem .9rem; display: flex; flex-direction: column-reverse; justify-content: flex-end; }
.numbers dt { color: var(--quiet); font-size: .875rem; }
.numbers dd { margin: 0; font-size: 1.75rem; line-height: 1.2; font-weight: 650; font-variant-numeric: tabular-nums; }
.numbers .error dd { color: var(--error); } .numbers .warning dd { color: var(--warning); } .numbers .note dd { color: var(--note); }
.incomplete { border-left: .3rem solid var(--error); background: var(--error-back); padding: .6rem .9rem; font-weight: 600; }
table { border-collapse: collapse; width: 100%; font-size: .95rem; }
caption { text-align: left; color: var(--quiet); font-size: .875rem; padding-bottom: .4rem; }
th, td { text-align: left; vertical-align: top; padding: .5rem .75rem .5rem 0; border-bottom: 1px solid var(--line); font-weight: 400; }
thead th { color: var(--quiet); font-size: .875rem; font-weight: 600; }
tbody th { font-weight: 600; }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.wide { width: 55%; } .bars { width: 30%; padding-right: 0; vertical-align: middle; }
.share { display: block; }
.share .error { fill: var(--over); } .share .warning { fill: var(--soon); } .share .note { fill: var(--paid); }
.level { display: inline-block; white-space: nowrap; border-radius: .25rem; padding: 0 .45em; font-size: .8125rem; font-weight: 650; line-height: 1.6; }
.level.error { color: var(--error); background: var(--error-back); }
.level.warning { color: var(--warning); background: var(--warning-back); }
.level.note { color: var(--note); background: var(--note-back); }
.legend, .about, .more, .at, .related, .evidence, .value { color: var(--quiet); font-size: .875rem; }
.legend > span { white-space: nowrap; margin-right: .9rem; }
.key { display: inline-block; width: 1.1rem; height: .6rem; margin-right: .2rem; border-radius: .15rem; background: var(--ok); }
.key.soon { background: var(--soon); } .key.over { background: var(--over); } .key.maybe { background: var(--maybe); }
.key.paid { background: var(--paid); height: .3rem; vertical-align: .15rem; }
.key.now { background: var(--now); width: .15rem; height: 1rem; vertical-align: -.15rem; border-radius: 0; }
.timeline { list-style: none; margin: 0; padding: 0; }
.row { display: grid; grid-template-columns: minmax(20rem, 5fr) 6fr; gap: 0 1.5rem; align-items: center; padding: .35rem 0; border-bottom: 1px solid var(--line); }
.axis { border: 0; padding: 0; }
.about { display: block; font-weight: 400; } time { white-space: nowrap; }
.bar { display: block; overflow: visible; }
.bar text { fill: var(--quiet); font-size: .75rem; text-anchor: middle; }
.bar .year { stroke: var(--line); } .bar .now { stroke: var(--now); stroke-width: 2; }
.bar .ok { fill: var(--ok); } .bar .soon { fill: var(--soon); } .bar .over { fill: var(--over); } .bar .maybe { fill: var(--maybe); } .bar .paid { fill: var(--paid); }
.bar .end { fill: var(--page); stroke: var(--now); stroke-width: 2; }
.file { margin: 0 0 1rem; content-visibility: auto; contain-intrinsic-size: auto 20rem; }
.place { border: 1px solid var(--line); border-radius: .5rem; padding: .75rem 1rem; margin: .75rem 0; break-inside: avoid; }
pre { background: var(--card); border-radius: .35rem; margin: 0 0 .6rem; padding: .5rem .75rem; white-space: pre-wrap; }
.line { color: var(--quiet); padding-right: 1em; user-select: none; }
mark { background: var(--mark); color: var(--mark-text); border-radius: .15rem; padding: .1em 0; }
.findings { list-style: none; margin: 0; padding: 0; }
.findings li { padding: .2rem 0; }
.file h3 { margin: 1.25rem 0 .5rem; } .file h3 code { font-size: 1rem; font-weight: 700; }
.message { font-weight: 600; }
.evidence { display: block; } .evidence b { font-weight: 600; color: var(--text); }
.related { margin: .4rem 0; padding-left: 1.25rem; }
.todo { border-left: .25rem solid var(--ok); padding-left: .75rem; margin: .6rem 0 0; }
.origins div { display: grid; grid-template-columns: 12rem 1fr; gap: 0 1rem; padding: .3rem 0; border-bottom: 1px solid var(--line); }
.origins { margin: 0; } .origins dt { color: var(--quiet); } .origins dd { margin: 0; grid-column: 2; }
footer { margin-top: 3rem; color: var(--quiet); font-size: .875rem; }
@media (max-width: 44rem) {
  .row { grid-template-columns: 1fr; }
  .axis span { display: none; }
  .origins div { grid-template-columns: 1fr; } .origins dd { grid-column: 1; }
  .bars { display: none; }
  th, td { padding-right: .5rem; }
}
@media print {
  :root { color-scheme: light; }
  body { max-width: none; padding: 0; }
  nav { display: none; }
  .file { content-visibility: visible; }
  svg, mark, .key, .level { print-color-adjust: exact; }
  h2, h3 { break-after: avoid; }
}
`;

/** The SHA-256 of the style in base64; a test says what it is after a change. */
export const styleHash = "Nu2kdNfEYXBXI61jE9EMbQV7wpLaKu5XSp51BD0GFeI=";
