import { wrapped } from '../lines';
import { boxOf, edgeLabelBox, hasRoundEnds, LABEL_HEIGHT, LINE_HEIGHT, PADDING, titleIn } from './box';
import { type Layout, type Point, type Rectangle, type Route } from './geometry';
import { FEW, layoutOf } from './layout';
import { escaped } from './markup';
import { type Picture, type PictureEdge, type PictureGroup, type PictureNode } from './picture';

/** Height of a line of notes below the picture. */
const NOTE = 18;
const LEGEND = 34;

/** A picture as a complete SVG document, with light, dark and print colours. */
export function svgPicture(title: string, picture: Picture): string {
  const layout = layoutOf(picture);
  const notes = picture.notes.flatMap((note) => wrapped(note, 100));
  const width = Math.max(layout.width, 560);
  const height = layout.height + LEGEND + notes.length * NOTE + 12;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" class="picture" aria-label="${escaped(title)}">`,
    `<title>${escaped(title)}</title>`,
    `<style>${PALETTE}${SVG_STYLE}</style>`,
    `<rect class="paper" width="${width}" height="${height}"/>`,
    drawing(picture, layout),
    legend(picture, layout.height),
    ...notes.map((note, index) => text(note, 'note', 16, layout.height + LEGEND + index * NOTE + 12)),
    '</svg>',
    '',
  ].join('\n');
}

/** The content of a picture, for a page that has an `svg` element of its own. */
export function drawing(picture: Picture, layout: Layout): string {
  const groups = picture.groups.map((group) => groupShape(group, layout.groups.get(group.id)));
  // in dense pictures labels of edges would hide the nodes, so they move to tooltips
  const isDense = picture.nodes.length > FEW;
  const edges = picture.edges.map((edge, index) => {
    const route = layout.edges[index];
    return edgeShape(isDense && route?.label === undefined ? tooltipped(edge) : edge, route, index);
  });
  const nodes = picture.nodes.map((node, index) => nodeShape(node, layout.nodes.get(node.id), index));
  return [...groups, `<g class="edges${isDense ? ' dense' : ''}">`, ...edges, '</g>', ...nodes].join('\n');
}

function groupShape({ kind, label }: PictureGroup, place: Rectangle | undefined): string {
  if (!place) return '';
  const { x, y, width, height } = place;
  const shape = `<rect x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" rx="10"/>`;
  return `<g class="group of-${kind}">${shape}<title>${escaped(label)}</title>${text(titleIn(width, label), 'title', x + 12, y + 17)}</g>`;
}

function nodeShape(node: PictureNode, place: Rectangle | undefined, index: number): string {
  if (!place) return '';
  const { x, y, width, height } = place;
  const { label, lines } = boxOf(node);
  const isRound = hasRoundEnds(node.kind);
  const frame = `x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" rx="${isRound ? round(height / 2) : 6}"`;
  const behind =
    node.members.length > 1
      ? `<rect class="behind" x="${round(x + 4)}" y="${round(y - 4)}" width="${round(width)}" height="${round(height)}" rx="6"/>`
      : '';
  const middle = x + width / 2;
  const shown = [
    text(label, 'label', middle, y + PADDING + LABEL_HEIGHT - 5),
    ...lines.map((line, at) => text(line, 'line', middle, y + PADDING + LABEL_HEIGHT + (at + 1) * LINE_HEIGHT - 4)),
  ];
  const classes = ['node', node.kind.replace(' ', '-'), ...(node.isIdle === true ? ['idle'] : [])];
  const tip = [`${node.kind} ${node.label}`, ...node.lines, ...node.details].join('\n');
  return `<g class="${classes.join(' ')}" data-node="${index}"><title>${tooltip(tip)}</title>${behind}<rect ${frame}/>${shown.join('')}</g>`;
}

/** An edge whose label is moved to its tooltip. */
function tooltipped({ label, ...edge }: PictureEdge): PictureEdge {
  return label === undefined ? edge : { ...edge, because: [label, ...edge.because] };
}

function edgeShape(edge: PictureEdge, route: Route | undefined, index: number): string {
  if (!route) return '';
  const { kind, state, both, label, because } = edge;
  const isDirected = kind !== 'member' && kind !== 'shares';
  const ends = isDirected ? [arrowHead(route.points), ...(both ? [arrowHead([...route.points].reverse())] : [])] : [];
  const at = route.label ?? middleOf(route.points);
  const mark = isDirected && state !== 'open' ? stateMark(state, at) : '';
  const size = label === undefined ? undefined : edgeLabelBox(label);
  // above the line, or above the mark on the line
  const shift = mark === '' ? 6 : 14;
  const shown = size === undefined ? '' : text(size.text, 'edge-label', at.x, at.y + 4 - shift);
  const tip = because.length === 0 ? '' : `<title>${tooltip(because.join('\n'))}</title>`;
  const way = `d="${curve(route.points)}"`;
  return `<g class="edge ${kind.replace(' ', '-')} ${state}" data-edge="${index}">${tip}<path class="hit" ${way}/><path class="way" ${way}/>${ends.join('')}${mark}${shown}</g>`;
}

/** A tooltip; line breaks are kept. */
function tooltip(lines: string): string {
  return lines.split('\n').map(escaped).join('&#10;');
}

function stateMark(state: 'blocked' | 'unknown', { x, y }: Point): string {
  const [cx, cy] = [round(x), round(y)];
  const sign =
    state === 'blocked'
      ? `<path d="M${round(x - 3.5)} ${round(y - 3.5)}l7 7m0-7l-7 7"/>`
      : `<text x="${cx}" y="${round(y + 4)}">?</text>`;
  return `<g class="mark"><circle cx="${cx}" cy="${cy}" r="8"/>${sign}</g>`;
}

function arrowHead(points: readonly Point[]): string {
  const [tip, before] = [points.at(-1), points.at(-2)];
  if (!tip || !before) return '';
  const angle = Math.atan2(tip.y - before.y, tip.x - before.x);
  const corner = (turn: number): string =>
    `${round(tip.x - 9 * Math.cos(angle + turn))} ${round(tip.y - 9 * Math.sin(angle + turn))}`;
  return `<path class="head" d="M${round(tip.x)} ${round(tip.y)}L${corner(0.4)}L${corner(-0.4)}z"/>`;
}

/** A point of a line near its middle: a curve runs through the middles between its inner points, and past the points. */
function middleOf(points: readonly Point[]): Point {
  const at = Math.max(0, Math.floor(points.length / 2) - 1);
  const [one, other] = [points[at], points[at + 1]];
  return { x: ((one?.x ?? 0) + (other?.x ?? 0)) / 2, y: ((one?.y ?? 0) + (other?.y ?? 0)) / 2 };
}

/** A smooth curve through the midpoints between the points of a line. */
function curve(points: readonly Point[]): string {
  const [first, ...more] = points;
  const last = more.pop();
  if (!first || !last) return '';
  const parts = more.map((point, index) => {
    const next = more[index + 1] ?? last;
    const end = index === more.length - 1 ? next : { x: (point.x + next.x) / 2, y: (point.y + next.y) / 2 };
    return `Q${round(point.x)} ${round(point.y)} ${round(end.x)} ${round(end.y)}`;
  });
  return `M${round(first.x)} ${round(first.y)}${parts.length === 0 ? `L${round(last.x)} ${round(last.y)}` : parts.join('')}`;
}

const SIGNS: readonly (readonly [EdgeSign: string, words: string, fits: (edge: PictureEdge) => boolean])[] = [
  ['member open', 'on the network', ({ kind }) => kind === 'member'],
  ['published open', 'published or listened on', ({ kind, state }) => kind === 'published' && state === 'open'],
  ['intent open', 'told to dial, arrives', ({ kind, state }) => kind === 'intent' && state === 'open'],
  ['flow open', 'gets through', ({ kind, state }) => kind === 'flow' && state === 'open'],
  ['way-out open', 'way out', ({ kind, state }) => kind === 'way out' && state === 'open'],
  ['flow blocked', 'blocked', ({ kind, state }) => kind !== 'member' && state === 'blocked'],
  ['flow unknown', 'not known', ({ state }) => state === 'unknown'],
];

/** A legend for the kinds of lines that occur in a picture. */
function legend({ edges }: Picture, top: number): string {
  let x = 16;
  const y = top + 12;
  const parts = SIGNS.filter(([, , fits]) => edges.some(fits)).map(([classes, words]) => {
    const at = x;
    x += 48 + words.length * 6.4;
    const way = `<path class="way" d="M${round(at)} ${y}h26"/>`;
    const isDirected = !classes.startsWith('member');
    const head = isDirected
      ? arrowHead([
          { x: at, y },
          { x: at + 28, y },
        ])
      : '';
    return `<g class="edge ${classes}">${way}${head}${text(words, 'note', at + 34, y + 4)}</g>`;
  });
  return `<g class="legend">${parts.join('')}</g>`;
}

function text(content: string, kind: string, x: number, y: number): string {
  return `<text class="${kind}" x="${round(x)}" y="${round(y)}">${escaped(content)}</text>`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

const LIGHT =
  '--paper:#fff;--ink:#1f2933;--soft:#5b6773;--line:#9aa5b1;--box:#f6f8fa;--box-line:#d5dbe1;--good:#11734b;--bad:#c0262d;--unsure:#9a6200;' +
  '--container:#e8f1fd;--container-line:#3f7fc4;--network:#e9f6ee;--network-line:#3d9a68;--outside:#f1edf9;--outside-line:#8063b8;--missing:#fdecec;--resource:#fdf4e3;--resource-line:#b98a2f;';
const DARK =
  '--paper:#12171d;--ink:#e6ebf0;--soft:#a3afbb;--line:#6b7885;--box:#19202a;--box-line:#2f3945;--good:#4cc38a;--bad:#ff7b80;--unsure:#e0ac4c;' +
  '--container:#16304f;--container-line:#5d9fe6;--network:#15372a;--network-line:#4fb881;--outside:#2b2343;--outside-line:#a58be0;--missing:#45191c;--resource:#3a2e14;--resource-line:#d3a64c;';

/** CSS variables for the colours of a picture. */
export const PALETTE = `:root,svg.picture{${LIGHT}}@media (prefers-color-scheme:dark){:root,svg.picture{${DARK}}}@media print{:root,svg.picture{${LIGHT}}}`;

/** CSS rules for the shapes of a picture. */
export const SVG_STYLE =
  '.picture text{font-family:system-ui,-apple-system,"Segoe UI",Roboto,"DejaVu Sans",sans-serif;fill:var(--ink)}' +
  '.picture .paper{fill:var(--paper)}' +
  '.picture .group>rect{fill:var(--box);stroke:var(--box-line)}.picture .group>.title{font-size:12px;font-weight:600;fill:var(--soft)}' +
  '.picture .of-network>rect{fill:var(--paper);stroke:var(--network-line);stroke-opacity:.55}' +
  '.picture .node>rect{fill:var(--container);stroke:var(--container-line);stroke-width:1.3}' +
  '.picture .network>rect{fill:var(--network);stroke:var(--network-line)}' +
  '.picture .outside>rect,.picture .host>rect,.picture .gateway>rect{fill:var(--outside);stroke:var(--outside-line)}' +
  '.picture .resource>rect,.picture .load-balancer>rect{fill:var(--resource);stroke:var(--resource-line)}' +
  '.picture .security-group>rect{fill:var(--network);stroke:var(--network-line);stroke-dasharray:5 3}' +
  '.picture .missing>rect{fill:var(--missing);stroke:var(--bad);stroke-dasharray:5 3}.picture .idle{opacity:.6}' +
  '.picture .label{font-size:13px;font-weight:600;text-anchor:middle}.picture .line{font-size:11px;fill:var(--soft);text-anchor:middle}' +
  '.picture .note{font-size:12px;fill:var(--soft)}' +
  '.picture .edge-label{font-size:11px;text-anchor:middle;paint-order:stroke;stroke:var(--box);stroke-width:4px;stroke-linejoin:round}' +
  '.picture .dense .way{stroke-opacity:.6}.picture .edge{--stroke:var(--line)}.picture .edge .way{fill:none;stroke:var(--stroke);stroke-width:1.4}.picture .edge .head{fill:var(--stroke)}' +
  '.picture .edge .hit{fill:none;stroke:transparent;stroke-width:12}' +
  '.picture .intent,.picture .flow{--stroke:var(--good)}.picture .published{--stroke:var(--outside-line)}.picture .way-out{--stroke:var(--resource-line)}' +
  '.picture .intent .way{stroke-width:2.2}.picture .shares .way{stroke-dasharray:2 3}' +
  '.picture .edge.blocked{--stroke:var(--bad)}.picture .edge.blocked .way{stroke-dasharray:6 4}' +
  '.picture .edge.unknown{--stroke:var(--unsure)}.picture .edge.unknown .way{stroke-dasharray:2 4}' +
  '.picture .mark circle{fill:var(--paper);stroke:var(--stroke);stroke-width:1.4}.picture .mark path{stroke:var(--stroke);stroke-width:1.8}.picture .mark text{font-size:11px;font-weight:700;fill:var(--stroke);text-anchor:middle}';
