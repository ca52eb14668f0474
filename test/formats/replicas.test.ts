import { findingsOf, readInputs } from '../../lib/formats';

const findings = (service: string): string[] =>
  readInputs([{ name: 'compose.yaml', text: `services:\n  web:\n    image: web\n${service}` }]).flatMap(({ reading }) =>
    findingsOf(reading).map(({ rule, severity }) => `${severity} ${rule}`),
  );

describe('containers of one compose service', () => {
  test('share a host port in a swarm, so deploy.replicas is no error but a warning', () => {
    expect(findings("    ports: ['8080:80']\n    deploy: { replicas: 3 }\n")).toEqual([
      'warning replicas-share-host-port',
    ]);
  });

  test.each([
    ['update_config: { order: start-first }'],
    ['placement: { constraints: [node.role == worker] }'],
    ['endpoint_mode: vip'],
  ])('share a host port without a word where the file is for a swarm, by %s', (setting) => {
    expect(findings(`    ports: ['8080:80']\n    deploy: { replicas: 3, ${setting} }\n`)).toEqual([]);
    const onHost = '    ports: [{ target: 80, published: 8080, mode: host }]\n';
    expect(findings(`${onHost}    deploy: { replicas: 3, ${setting} }\n`)).toEqual([]);
  });

  test('have no fixed name in a swarm', () => {
    expect(findings('    container_name: front\n    deploy: { replicas: 2 }\n')).toEqual([]);
  });

  test('cannot share a host port when compose alone scales them', () => {
    expect(findings("    ports: ['8080:80']\n    scale: 2\n")).toEqual(['error published-port-taken']);
  });
});
