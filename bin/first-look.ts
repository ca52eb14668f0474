import { dial } from '../lib/core/engine/answers/dial';
import { Topology } from '../lib/core/engine/topology';
import { explain, fixOf } from '../lib/core/rules/check';
import { Port } from '../lib/core/values/port';
import { readInputs } from '../lib/formats/input';
import { findingsOf } from '../lib/formats/reading';
import { fitted } from '../lib/report/lines';

const PORT = Port.tcp(5432);

/** Two services of which one dials the other at its port on the host. */
const compose = (port: number): string =>
  [
    'services:',
    '  web:',
    '    image: shop/web',
    `    environment: {DATABASE_URL: "postgres://db:${port}/shop"}`,
    '  db:',
    '    image: postgres:17',
    '    ports: ["127.0.0.1:5433:5432"]',
  ].join('\n');

/** A mistake, why it is one, the way out, and the same thing right: for whoever sees the package for the first time. */
export function firstLook(width: number): string {
  const wrong = compose(5433);
  return [
    'A compose file with a mistake that no tool complains about:',
    '',
    ...indented(wrong),
    '',
    ...findingsIn(wrong).map((paragraph) => fitted(`  ${paragraph}`, width)),
    '',
    `With db:${PORT.number} in its place: ${findingsIn(compose(PORT.number)).join(' ') || 'nothing is found'},`,
    `and ${answer(compose(PORT.number))}.`,
  ].join('\n');
}

function findingsIn(text: string): string[] {
  const [input] = readInputs([{ name: 'shop/compose.yaml', text }]);
  if (!input) return [];
  return findingsOf(input.reading).flatMap((finding) => {
    const line = input.locate(finding.at)?.line ?? 1;
    return [
      `${finding.severity} ${finding.rule} in line ${line}: ${explain(finding)}`,
      `fix: ${fixOf(finding, input.language)}`,
    ];
  });
}

function answer(text: string): string {
  const [input] = readInputs([{ name: 'shop/compose.yaml', text }]);
  const [host] = input?.reading.dockerHosts ?? [];
  if (!host) return 'nothing can be asked';
  const { verdict, as } = dial(Topology.of(host), 'shop-web-1', 'shop-db-1', PORT);
  return `web -> db ${PORT.toString()} is ${verdict.kind}: dial ${as ?? 'nothing'}`;
}

function indented(text: string): string[] {
  return text.split('\n').map((line) => `    ${line}`);
}
