import { dockerFlows } from '../../../lib/core/intent/docker-flows';
import { runningFlows } from '../../../lib/core/intent/running-flows';
import { readInputs } from '../../../lib/formats/input';

/** The verdicts of both on a database with a fixed address, which a program dials. */
function verdicts(address: string): { readonly looked: string[]; readonly running: string[] } {
  const text = `services:
  web: {image: shop, networks: [n], environment: {DATABASE_URL: "postgres://db:5432"}}
  db: {image: postgres, networks: {n: {ipv4_address: ${address}}}}
networks: {n: {ipam: {config: [{subnet: 10.20.0.0/24}]}}}
`;
  const [host] = readInputs([{ name: 'compose.yaml', text }])[0]!.reading.dockerHosts;
  return {
    looked: dockerFlows(host!).map(({ verdict }) => verdict.kind),
    running: runningFlows(host!).map(({ verdict }) => (verdict.kind === 'blocked' ? verdict.reason : verdict.kind)),
  };
}

test('nobody answers in a container that does not start, whatever rules say of the way to it', () => {
  expect(verdicts('10.20.0.5')).toEqual({ looked: ['reachable'], running: ['reachable'] });
  expect(verdicts('10.99.0.5')).toEqual({ looked: ['reachable'], running: ['way-blocked'] });
});
