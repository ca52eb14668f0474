import { Topology } from '../../lib/core/engine/topology';
import { reachText } from '../../lib/report/reach-report';
import { inputOf } from './picture/samples';

/** Who reaches whom in a compose file. */
function reached(services: object): string {
  const [host] = inputOf('compose.json', { services, networks: { front: {}, back: {} } }).reading.dockerHosts;
  return host ? reachText('shop', Topology.of(host), undefined) : '';
}

const lineOf = (text: string, start: string): string | undefined =>
  text.split('\n').find((line) => line.startsWith(`  ${start} `));

describe('who reaches whom', () => {
  const clashing = { image: 'x', networks: ['front'], ports: ['8080:80'] };

  test('has each reason that is longer than a line once, as a note below', () => {
    const text = reached({ storefront: clashing, 'internal-admin': clashing });
    const notes = text.split('\n').filter((line) => /^\[\d+\] /.test(line));
    expect(notes).toEqual([...new Set(notes)]);
    expect(notes.map((line) => line.replace(/^\[\d+\] /, ''))).toContain(
      'whether shop-storefront-1 or shop-internal-admin-1 starts first and gets a host port',
    );
    expect(lineOf(text, 'storefront')).toMatch(/^ {2}storefront +not known \[\d\]$/);
    const numbers = [...text.matchAll(/ \[(\d+)\]$/gm)].map(([, number]) => number);
    expect([...new Set(numbers)]).toEqual(notes.map((_, index) => `${index + 1}`));
    const lines = text.split('\n').filter((line) => !notes.includes(line));
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(80);
  });

  test('has short reasons in their lines, and no notes', () => {
    const text = reached({ web: { image: 'x', networks: ['front'] }, db: { image: 'x', networks: ['back'] } });
    expect(lineOf(text, 'db')).toMatch(/^ {2}db +no \(timeout\) shop-web-1 and shop-db-1 share no network$/);
    expect(text).not.toMatch(/\[\d/);
  });
});
