import { explain, fixOf } from '../../lib/core';
import { findingsOf } from '../../lib/formats';
import { readInputs, type Input } from '../../lib/formats/input';

function read(services: string, more = ''): Input {
  return readInputs([{ name: 'compose.yaml', text: `name: shop\nservices:\n${services}${more}` }])[0]!;
}

/** What is found, in one line each. */
const found = (input: Input): string[] =>
  findingsOf(input.reading).map((finding) => `${finding.rule}: ${explain(finding)}`);

describe('a service in the network stack of a container that another service starts', () => {
  const VPN = '  vpn: {image: shop/vpn, container_name: tunnel}\n';
  const sharing = (more: string, others = ''): string[] =>
    found(read(`${VPN}  job: {image: shop/job, network_mode: "container:tunnel"${more}}\n${others}`));

  test('may be started first', () => {
    expect(sharing('')).toEqual([
      'stack-owner-not-awaited: container shop-job-1 uses the stack of tunnel, and may be started before it',
    ]);
  });

  test('waits where it says so, itself or by another service', () => {
    expect(sharing(', depends_on: [vpn]')).toEqual([]);
    expect(sharing(', depends_on: [db]', '  db: {image: shop/db, depends_on: [vpn]}\n')).toEqual([]);
  });

  test('says nothing of its order where somebody else starts the container', () => {
    const other = found(read('  job: {image: shop/job, network_mode: "container:elsewhere"}\n'));
    expect(other.filter((one) => one.startsWith('stack-owner-not-awaited'))).toEqual([]);
  });

  test('is at localhost for those who share it', () => {
    const services = `${VPN}  web: {image: shop/web, network_mode: "service:vpn", environment: {JOBS_URL: "http://job:9117"}}
  job: {image: shop/job, network_mode: "service:vpn"}\n`;
    expect(found(read(services))).toEqual([
      'dialled-name-unknown: container shop-web-1 dials job:9117 (JOBS_URL), but shop-job-1 shares its network namespace, where it is at localhost:9117',
    ]);
  });
});

test('a network mode that is misspelt is said to be one', () => {
  const input = read('  vpn: {image: shop/vpn}\n  job: {image: shop/job, network_mode: "services:vpn"}\n');
  const [finding] = findingsOf(input.reading);
  expect(finding?.rule).toBe('network-undefined');
  expect(finding && fixOf(finding, 'compose')).toBe('write service:vpn: a name with a colon is no network');
});

test('what a file says beside `external` says nothing of the network', () => {
  const networks = 'networks: {shared: {external: true, driver: overlay, attachable: false}}\n';
  expect(found(read('  app: {image: shop/app, networks: [shared]}\n', networks))).toEqual([]);
});

test('a health check as a text leaves nothing unknown', () => {
  const input = read('  app: {image: shop/app, healthcheck: {test: "curl -f http://localhost:3000"}}\n');
  expect(input.reading.unknown).toEqual([]);
});
