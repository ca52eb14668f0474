import { findingsOf } from '../../lib/formats';
import { readInputs } from '../../lib/formats/input';
import { InputError } from '../../lib/formats/text/input-error';

const shown = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : 'nothing';

const FIRST = `name: shop
services:
  web:
    image: shop/web
    ports: ["8080:80"]
`;

/** The containers of a file with what they publish, and its problems with their lines. */
function read(text: string): { readonly containers: string[]; readonly problems: string[] } {
  const { reading, locate } = readInputs([{ name: 'compose.yaml', text }])[0]!;
  return {
    containers: reading.dockerHosts.flatMap(({ containers }) =>
      containers.items.map(
        ({ name, published }) => `${shown(name)} ${published.items.map(({ hostPort }) => shown(hostPort)).join(', ')}`,
      ),
    ),
    problems: reading.problems.map(({ at, message }) => `${locate(at)?.line}: ${message}`),
  };
}

describe('a compose file with several documents', () => {
  test('is merged as further files are', () => {
    const text = `${FIRST}---\nservices:\n  web: {ports: ["9090:90"]}\n  db: {image: shop/db}\n---\nservices:\n  db: {ports: ["5432:5432"]}\n`;
    expect(read(text)).toEqual({ containers: ['shop-web-1 8080, 9090', 'shop-db-1 5432'], problems: [] });
  });

  test('has places in each of them', () => {
    const text = `${FIRST}---\nservices:\n  db:\n    image: shop/db\n    network_mode: host\n    ports: ["5432:5432"]\n`;
    const { reading, locate } = readInputs([{ name: 'compose.yaml', text }])[0]!;
    expect(findingsOf(reading).map(({ rule, at }) => `${rule} ${locate(at)!.line}`)).toEqual(['ports-in-host-mode 11']);
  });

  test('says of what is refused where it stands', () => {
    const text = `${FIRST}---\nservices:\n  db: {image: shop/db, depends_on: [nobody]}\n`;
    expect(read(text).problems).toEqual(['8: depends_on names service "nobody", which does not exist or is off']);
  });

  test('has empty documents, which say nothing', () => {
    expect(read(`---\n${FIRST}---\n`).containers).toEqual(['shop-web-1 8080']);
  });

  test('has anchors in the document in which they stand', () => {
    expect(() => read(`x-a: &a {image: shop/a}\n${FIRST}---\nservices:\n  b: *a\n`)).toThrow(InputError);
  });

  test('is not extended by more than its first document, and that is said', () => {
    const files: Record<string, string> = { 'base.yaml': `${FIRST}---\nservices:\n  web: {ports: ["1:1"]}\n` };
    const text = 'name: shop\nservices:\n  web: {extends: {file: base.yaml, service: web}}\n';
    const load = (file: string): string | undefined => files[file];
    const { reading } = readInputs([{ name: 'compose.yaml', text }], { load })[0]!;
    expect(reading.problems.map(({ message }) => message)).toEqual([
      'file "base.yaml" has several documents, and the first is read here',
    ]);
  });
});

test('a template has one document', () => {
  const text = 'Resources:\n  Cluster: {Type: AWS::ECS::Cluster}\n---\nResources: {}\n';
  expect(() => readInputs([{ name: 'a.yaml', text }])).toThrow(
    'a second document begins here, and one is read: put each into a file of its own, and give both',
  );
});
