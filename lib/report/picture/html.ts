import { createHash } from 'node:crypto';
import { type ReportedFinding } from '../report';
import { type Drawing } from './draw';
import { escaped } from './markup';
import { pageData } from './page-data';
import { page } from './page-script';
import { PALETTE, svgPicture } from './svg';

/** A page in one file that loads nothing else: the picture, who reaches whom, and what was found. */
export function htmlPage(drawing: Drawing): string {
  const { title, picture, report } = drawing;
  const script = `(${page.toString()})();`;
  const hash = createHash('sha256').update(script).digest('base64');
  // names from the input are untrusted: only the script of the page itself may run
  const policy = `default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`;
  const findings = report.inputs.flatMap((input) => input.findings);
  const { error, warning } = report.summary;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escaped(title)} · Portwright</title>
<style>${PALETTE}${STYLE}</style>
</head>
<body>
<header>
<h1 title="${escaped(title)}">${escaped(title)}</h1>
<nav role="tablist" aria-label="Views">
<button role="tab" aria-selected="true" aria-controls="picture">Picture</button>
<button role="tab" aria-selected="false" aria-controls="matrix" tabindex="-1">Who gets to whom</button>
<button role="tab" aria-selected="false" aria-controls="findings" tabindex="-1">Findings <b class="${error > 0 ? 'blocked' : warning > 0 ? 'unknown' : ''}">${error + warning}</b></button>
</nav>
<label class="search"><input id="search" type="search" placeholder="Find a name, a port, a network" aria-label="Find a name, a port, a network"><kbd>/</kbd><span id="count" aria-live="polite"></span></label>
<span class="zoom"><button id="further" aria-label="Smaller">−</button><button id="fit">Fit</button><button id="closer" aria-label="Larger">+</button></span>
</header>
<main>
<div id="views">
<div id="picture" role="tabpanel" aria-label="Picture">${svgPicture(title, picture)}</div>
<div id="matrix" role="tabpanel" aria-label="Who gets to whom" class="shut"></div>
<div id="findings" role="tabpanel" aria-label="Findings" class="shut">${findings.length === 0 ? '<p class="soft">Nothing was found.</p>' : findings.map(article).join('\n')}</div>
</div>
<aside id="panel" aria-live="polite" aria-label="What is chosen"></aside>
</main>
<script type="application/json" id="data">${jsonInScript(pageData(drawing))}</script>
<script>${script}</script>
</body>
</html>
`;
}

function article({ severity, rule, path, where, message, fix, source }: ReportedFinding): string {
  const place = where ? `${where.file}:${where.line}` : '';
  // only https addresses become links
  const link = /^https:\/\//.test(source)
    ? `<p><a href="${escaped(source)}" rel="noreferrer">${escaped(source)}</a></p>`
    : '';
  return `<article class="${severity === 'error' ? 'blocked' : 'unknown'}"><h3>${escaped(severity)} <code>${escaped(rule)}</code></h3><p class="soft">${escaped([path, place].filter(Boolean).join(' · '))}</p><p>${escaped(message)}</p><p><b>Fix:</b> ${escaped(fix)}</p>${link}</article>`;
}

/** JSON for a script element, with `<` escaped so that nothing in it ends the element. */
function jsonInScript(data: object): string {
  return JSON.stringify(data)
    .replaceAll('<', '\\u003c')
    .replaceAll('\u2028', '\\u2028')
    .replaceAll('\u2029', '\\u2029');
}

const STYLE = `
*{box-sizing:border-box}html,body{height:100%;margin:0}
body{display:flex;flex-direction:column;background:var(--paper);color:var(--ink);font:14px/1.45 system-ui,-apple-system,"Segoe UI",Roboto,"DejaVu Sans",sans-serif}
header{display:flex;flex-wrap:wrap;gap:8px 16px;align-items:center;padding:8px 14px;border-bottom:1px solid var(--box-line)}
h1{font-size:15px;margin:0;max-width:32ch;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
button{font:inherit;color:inherit;background:var(--box);border:1px solid var(--box-line);border-radius:6px;padding:3px 10px;cursor:pointer}
button:hover{border-color:var(--line)}
:focus-visible{outline:2px solid var(--container-line);outline-offset:1px}
[role=tablist]{display:flex;gap:4px}[role=tab][aria-selected=true]{background:var(--container);border-color:var(--container-line)}
[role=tab] b{font-weight:600;margin-left:2px}
.search{display:flex;align-items:center;gap:6px;flex:1 1 220px;max-width:420px}.search input{flex:1;min-width:0;font:inherit;color:inherit;background:var(--paper);border:1px solid var(--line);border-radius:6px;padding:4px 8px}
kbd{font-size:11px;color:var(--soft);border:1px solid var(--box-line);border-radius:4px;padding:0 5px}#count{color:var(--soft);font-size:12px;white-space:nowrap}
.zoom{display:flex;gap:4px}
main{flex:1;min-height:0;display:grid;grid-template-columns:minmax(0,1fr) 340px}
#views{min-width:0;min-height:0;display:flex}#views>div{flex:1;min-width:0;overflow:auto;padding:12px}.shut{display:none}
#panel{overflow:auto;border-left:1px solid var(--box-line);padding:12px 16px;overflow-wrap:anywhere}
#panel h2{font-size:16px;margin:0 0 4px}#panel h3{font-size:13px;margin:14px 0 4px}
#panel ol,#panel ul{margin:4px 0;padding-left:20px}#panel ul.ways{list-style:none;padding:0}.ways button{width:100%;text-align:left;margin:2px 0;padding:3px 8px}
.actions button{margin-right:6px}.soft{color:var(--soft)}.members{max-height:9em;overflow:auto}
.open{color:var(--good)}.blocked{color:var(--bad)}.unknown{color:var(--unsure)}
.answer{border-left:3px solid;padding-left:10px;margin:10px 0}.answer ol{color:var(--ink)}
#matrix table{border-collapse:separate;border-spacing:0;font-size:12px}
#matrix th{text-align:left;font-weight:600;padding:3px 8px;background:var(--paper);white-space:nowrap;max-width:26ch;overflow:hidden;text-overflow:ellipsis}
#matrix thead th{position:sticky;top:-12px;z-index:1;vertical-align:bottom}#matrix th.to{writing-mode:vertical-rl;transform:rotate(180deg);padding:8px 3px;max-width:none;max-height:24ch}
#matrix tbody th{position:sticky;left:-12px}#matrix td{padding:0;text-align:center;border:1px solid var(--box-line)}
#matrix td button{border:0;border-radius:0;width:26px;height:24px;padding:0;background:none}#matrix td button:hover{background:var(--box)}
article{border-left:3px solid;padding:2px 12px;margin:0 0 16px;max-width:80ch}article>*{color:var(--ink);margin:3px 0}article h3{font-size:14px;color:inherit}article a{color:var(--container-line);overflow-wrap:anywhere}
#picture svg{display:block;max-width:none}[data-node],[data-edge]{cursor:pointer}
.picture .away{opacity:.15}.picture.asked .edges .edge:not(.is-near){opacity:.2}.picture.asked .node:not(.is-chosen,.is-open,.is-blocked,.is-unknown,.is-near){opacity:.35}
.picture .node.is-chosen>rect{stroke-width:3.5}.picture .node.is-open>rect{stroke:var(--good);stroke-width:3}.picture .node.is-blocked>rect{stroke:var(--bad);stroke-width:3;stroke-dasharray:6 3}.picture .node.is-unknown>rect{stroke:var(--unsure);stroke-width:3;stroke-dasharray:2 3}
.picture .edge.is-near .way{stroke-width:3}.picture [data-node]:focus-visible>rect,.picture [data-edge]:focus-visible .way{stroke-width:4}.picture [data-node]:focus,.picture [data-edge]:focus{outline:none}
@media (max-width:820px){main{grid-template-columns:minmax(0,1fr);grid-template-rows:minmax(0,1fr) minmax(120px,38%)}#panel{border-left:0;border-top:1px solid var(--box-line)}}
@media print{html,body,main,#views{height:auto;display:block}nav[role],.search,.zoom{display:none!important}#panel{border:0}#panel:not(:has(h2)){display:none}#views>div,.shut{display:block;overflow:visible}#picture svg{width:100%!important;height:auto!important}#matrix{break-before:page}#matrix::before,#findings::before{content:attr(aria-label);display:block;font-weight:600;margin-bottom:8px}article{break-inside:avoid}}
`;
