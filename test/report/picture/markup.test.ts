import { parse } from 'yaml';
import { htmlPage } from '../../../lib/report/picture/html';
import { mermaidPicture } from '../../../lib/report/picture/mermaid';
import { svgPicture } from '../../../lib/report/picture/svg';
import { drawingIn, SHOP, STACK } from './samples';

const EVIL = '</script><script>alert(1)</script>';
const evil = drawingIn('main.tf.json', {
  resource: {
    docker_network: { n: { name: `"><img src=x onerror=alert(2)> & ${EVIL}` } },
    docker_container: {
      a: { name: EVIL, image: EVIL, networks_advanced: [{ name: '${docker_network.n.name}' }] },
      b: { name: `' onload='alert(3)`, ports: [{ internal: 80, external: 8080 }] },
      c: { name: 'two\nlines\u0000\u2028 and \uD800', networks_advanced: [{ name: '${docker_network.n.name}' }] },
    },
  },
});

/** Elements of well-formed markup, opened and closed in order; throws where they are not. */
function elementsOf(svg: string): string[] {
  const open: string[] = [];
  const names: string[] = [];
  const rest = svg
    .replace(/<style>[^<]*<\/style>/g, '')
    .replace(
      /<(\/?)([a-z]+)((?:\s[\w:-]+="[^"<]*")*)\s*(\/?)>/g,
      (_all, close: string, name: string, _attributes, single: string) => {
        if (close === '/') {
          const last = open.pop();
          if (last !== name) throw new Error(`${name} closes ${last ?? 'nothing'}`);
        } else {
          names.push(name);
          if (single === '') open.push(name);
        }
        return '';
      },
    );
  if (open.length > 0) throw new Error(`left open: ${open.join(', ')}`);
  if (/[<>]/.test(rest)) throw new Error(`not an element: ${/.{0,20}[<>].{0,40}/s.exec(rest)?.[0] ?? ''}`);
  if (/&(?!(?:amp|lt|gt|quot|#39|#10);)/.test(rest)) throw new Error('a bare ampersand');
  return names;
}

test.each([
  ['a compose file', drawingIn('compose.json', SHOP)],
  ['a template', drawingIn('template.json', STACK)],
  ['awkward names', evil],
])('the SVG of %s is well-formed, with no element that its input brought', (_what, { picture }) => {
  const elements = new Set(elementsOf(svgPicture('t <&>"', picture)));
  expect([...elements].sort()).toEqual(
    expect.arrayContaining(['g', 'path', 'rect', 'svg', 'text', 'title']) as string[],
  );
  for (const name of ['script', 'img', 'image', 'foreignobject']) expect(elements.has(name)).toBe(false);
});

test('a page runs one script, its own, and names nothing of the network', () => {
  const html = htmlPage(evil);
  expect(html.match(/<script/g)).toHaveLength(2);
  expect(html.match(/<script>/g)).toHaveLength(1);
  expect(html).not.toMatch(/<img|<[a-z]+[^>]* on[a-z]+=/);
  expect(html).not.toMatch(/(?:src|href)="(?!https:\/\/)/);
  expect(html).toMatch(/Content-Security-Policy" content="default-src 'none'/);
  const data = /<script type="application\/json" id="data">(.*?)<\/script>/s.exec(html)?.[1] ?? '';
  const { nodes } = parse(data) as { nodes: { label: string }[] };
  expect(nodes.map(({ label }) => label)).toContain(EVIL);
});

test('a diagram for Mermaid has a line for each node, line and box', () => {
  const { picture } = drawingIn('compose.json', SHOP);
  const lines = mermaidPicture(picture).split('\n');
  expect(lines.filter((line) => line.includes('subgraph '))).toHaveLength(picture.groups.length);
  expect(lines.filter((line) => /--|-\.-/.test(line))).toHaveLength(picture.edges.length);
});
