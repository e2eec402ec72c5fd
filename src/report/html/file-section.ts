import { isValueLocation } from "../../domain/build/build.ts";
import type { Finding } from "../../domain/rule/finding.ts";
import { sentenceCase } from "../../domain/rule/message.ts";
import { LineIndex } from "../../text/line-index.ts";
import type { LocationFindings } from "../location-groups.ts";
import { byLocation, mostSevere } from "../location-groups.ts";
import { shortMessage } from "../concise.ts";
import { heldBackText, isListed } from "../held-back.ts";
import type { FileReport } from "../reporter.ts";
import { rulePageUri } from "../rule-page.ts";
import { sourceExcerpt } from "../source-excerpt.ts";
import { describeLocation } from "../text/describe-location.ts";
import type { Content, Markup } from "./markup.ts";
import { markup } from "./markup.ts";
import type { Sources } from "./sources.ts";

/** What the sections of files share. */
export interface FileView {
  readonly verbose: boolean;
  readonly showSuppressed: boolean;
  readonly homepage: string;
  readonly sources: Sources;
}

/** Longer lines are cut around the token. */
const maxColumns = 200;

/** A file with its findings, place by place; null where none is shown. @param number of the file, for links */
export function fileSection(
  { path, source, findings }: FileReport,
  number: number,
  view: FileView,
): Markup | null {
  const shown = findings.filter((finding) => isListed(finding, view));
  if (shown.length === 0) return null;
  const text = new LineIndex(source?.text ?? "");
  const isDockerfile = source?.kind === undefined;
  const places = Array.from(byLocation(shown), (location) =>
    placeSection(location, { text, isDockerfile }, view),
  );
  return markup`<article class="file" id="f${number}">
    <h3><code>${path}</code></h3>
    ${places}
  </article>
  `;
}

function placeSection(
  location: LocationFindings,
  { text, isDockerfile }: { readonly text: LineIndex; readonly isDockerfile: boolean },
  view: FileView,
): Markup {
  const { values } = describeLocation(location, { source: text, isDockerfile }, maxColumns);
  const resolved = values.map(
    ({ reference, origins }) =>
      markup`<p class="value">= <code>${reference}</code>${origins === "" ? null : ` (${origins})`}</p>
      `,
  );
  return markup`<div class="place">
    ${excerpt(text, location)}${resolved}
    <ul class="findings">
      ${location.map((finding) => findingItem(finding, view))}
    </ul>
    ${relatedList(location, values.length > 0)}
    <p class="todo"><b>What to do:</b> ${mostSevere(location).message.remedy.text}</p>
  </div>
  `;
}

/** The source line with the token marked; where it is not known, the place alone. */
function excerpt(text: LineIndex, [{ region }]: LocationFindings): Content {
  const { startLine, startColumn } = region;
  const parts = sourceExcerpt(text, region, maxColumns);
  if (parts === null || parts.token === "")
    return markup`<p class="at">Line ${startLine}, column ${startColumn}</p>
    `;
  const { before, token, after } = parts;
  return markup`<pre><span class="line">${startLine}</span>${before}<mark>${token}</mark>${after}</pre>
  `;
}

function findingItem(finding: Finding, { verbose, homepage, sources }: FileView): Markup {
  const { level, ruleId, message, evidence } = finding;
  const heldBack = heldBackText(finding);
  const facts = sources.evidence(evidence);
  const details = [
    verbose ? markup` ${message.long}` : null,
    heldBack === null ? null : markup` <em>(${heldBack})</em>`,
    evidence.length === 0 ? null : markup`<span class="evidence">${facts}</span>`,
  ];
  return markup`<li>
    <span class="level ${level}">${level}</span>
    <a href="${rulePageUri(ruleId, homepage)}">${ruleId}</a>
    <span class="message">${sentenceCase(shortMessage(finding))}</span>${details}</li>
    `;
}

/** The places that explain the findings, each once; without the origins of values where they are shown with these. */
function relatedList(location: LocationFindings, hasValues: boolean): Content {
  const texts = location
    .flatMap(({ related }) => related)
    .filter((other) => !(hasValues && isValueLocation(other)))
    .map(({ message, region }) => `Line ${region.startLine}: ${message}`);
  const unique = [...new Set(texts)];
  if (unique.length === 0) return null;
  return markup`<ul class="related">
    ${unique.map((text) => markup`<li>${text}</li>`)}</ul>
    `;
}
