import { resolverFile } from '../../../lib/core/engine/answers/resolver-file';
import { EMBEDDED_RESOLVER } from '../../../lib/core/engine/state/resolver-settings';
import { type ContainerSpec } from '../../../lib/core/engine/definition/docker-host';
import { type Listed } from '../../../lib/core/values/listed';
import { Unknown } from '../../../lib/core/values/unknown';
import { topologyOf } from './topology';

const all = <T>(...items: T[]): Listed<T> => ({ items, complete: true });
const HOSTS_OWN = new Unknown('what the host has in its own /etc/resolv.conf');

const fileOf = (network: string | undefined, more: Partial<ContainerSpec> = {}, dns?: object) =>
  resolverFile(
    topologyOf(
      [{ name: 'net' }],
      [{ name: 'web', ...(network === undefined ? {} : { on: [{ network }] }), more }],
      dns === undefined ? {} : { dns: { servers: [], search: [], options: [], ...dns } },
    ),
    'web',
  );

describe('the resolver file of a container', () => {
  test("names the engine's own resolver on networks of one's own, else what that would ask", () => {
    const dns = all('192.0.2.53');
    expect(fileOf('net', { dns })).toEqual({
      nameservers: [EMBEDDED_RESOLVER],
      upstream: ['192.0.2.53'],
      search: HOSTS_OWN,
      options: HOSTS_OWN,
    });
    expect(fileOf(undefined, { dns }).nameservers).toEqual(['192.0.2.53']);
  });

  test("names the engine's own resolver where one of several networks is not the default bridge", () => {
    const on = [{ network: 'bridge' }, { network: 'net' }];
    const topology = topologyOf([{ name: 'net' }], [{ name: 'web', on }]);
    expect(resolverFile(topology, 'web').nameservers).toEqual([EMBEDDED_RESOLVER]);
  });

  test('has no search list where a dot asks for none', () => {
    expect(fileOf(undefined, { dnsSearch: all('.') }).search).toEqual([]);
    expect(fileOf(undefined, { dnsSearch: all('.', 'own.test') }).search).toEqual(['own.test']);
  });

  test('has what the container says, else what the daemon says, else what the host has', () => {
    const daemon = { servers: ['192.0.2.1'], search: ['daemon.test'], options: ['rotate'] };
    const own = { dns: all('192.0.2.2'), dnsSearch: all('own.test'), dnsOptions: all('ndots:2') };
    expect(fileOf(undefined, own, daemon)).toMatchObject({
      nameservers: ['192.0.2.2'],
      search: ['own.test'],
      options: ['ndots:2'],
    });
    expect(fileOf(undefined, {}, daemon)).toMatchObject({
      nameservers: ['192.0.2.1'],
      search: ['daemon.test'],
      options: ['rotate'],
    });
    expect(fileOf(undefined)).toEqual({
      nameservers: HOSTS_OWN,
      upstream: HOSTS_OWN,
      search: HOSTS_OWN,
      options: HOSTS_OWN,
    });
    expect(fileOf(undefined, {}, {}).search).toEqual(HOSTS_OWN);
  });

  test("takes names without dots as they are on networks of one's own, unless somebody says otherwise", () => {
    expect(fileOf('net', { dnsOptions: all('rotate') }).options).toEqual(['rotate', 'ndots:0']);
    expect(fileOf('net', { dnsOptions: all('ndots:3') }).options).toEqual(['ndots:3']);
    expect(fileOf('net', { dnsOptions: all('rotate', 'ndots:3') }).options).toEqual(['rotate', 'ndots:3']);
    expect(fileOf(undefined, { dnsOptions: all('rotate') }).options).toEqual(['rotate']);
  });

  test('is not known as far as its settings are not', () => {
    const open = new Unknown('variable DNS has no value');
    expect(fileOf('net', { dns: all<string | Unknown>('192.0.2.1', open) }).upstream).toBe(open);
    expect(fileOf('net', { dnsSearch: { items: ['own.test'], complete: false } }).search).toEqual(
      new Unknown('not all DNS settings of the container are known'),
    );
  });

  test('is that of the container whose network stack it shares', () => {
    const topology = topologyOf(
      [],
      [
        { name: 'web', more: { dns: all('192.0.2.53') } },
        { name: 'sharer', namespace: { kind: 'container', container: 'web' }, more: { dns: all('192.0.2.99') } },
      ],
    );
    expect(resolverFile(topology, 'sharer').nameservers).toEqual(['192.0.2.53']);
  });
});
