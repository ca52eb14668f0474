import { TerraformResource } from 'cdktf';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dockerLab } from '../../bin/docker-lab';
import { type Verdict } from '../../lib/core/engine/flow/verdict';
import { Port } from '../../lib/core/values/port';
import { written } from '../docker/synth';

const lab = (): ReturnType<typeof dockerLab> => dockerLab(mkdtempSync(join(tmpdir(), 'portwright-lab-')));
const by = (verdict: Verdict): string =>
  verdict.kind === 'reachable'
    ? verdict.by.join(' or ')
    : verdict.kind === 'blocked'
      ? verdict.failure
      : `unknown: ${verdict.missing}`;

it('writes the whole walk-through', () => {
  const { app } = lab();
  app.synth();
  const text = written(app, 'docker-lab')
    .replaceAll(/_[0-9A-F]{8}\b/g, '_HASH')
    .replaceAll(/"path": "\/.*tfstate"/g, '"path": "STATE"')
    .replaceAll(/"version": "\d[^"]*"/g, '"version": "VERSION"');
  expect(JSON.parse(text)).toMatchSnapshot();
});

it('has nothing wrong in it', () => {
  const [engine] = lab().engines;
  expect(engine!.errorReport()).toBeUndefined();
});

it('is the same model, read from the output or from the constructs', () => {
  const [engine] = lab().engines;
  const before = engine!.host;
  for (const one of engine!.node.findAll())
    if (TerraformResource.isTerraformResource(one)) one.addOverride('//.seen', true);
  expect(engine!.host).toEqual(before);
});

it('answers every question of the walk-through', () => {
  const { topology } = lab();
  const tcp = (from: string, to: string | { readonly name: string } | { readonly address: string }): string =>
    by(topology.reach({ from, to, port: Port.tcp(80) }));
  // two containers that share no network
  expect(tcp('container3', 'container1')).toBe('timeout');
  // by name on a network of one's own, never on the default bridge
  expect(tcp('container2', { name: 'container3' })).toBe('container3');
  expect(tcp('container2', { address: '172.25.3.3' })).toBe('container3');
  expect(tcp('container2', { name: 'container1' })).toBe('no-such-name');
  expect(tcp('container2', 'container1')).toBe('container1');
  // links: names for the linking container only, on each network its own
  expect(tcp('container4', { name: 'c5' })).toBe('container5');
  expect(tcp('container5', { name: 'c4' })).toBe('container4');
  expect(tcp('container4', { name: 'foo' })).toBe('container5');
  expect(tcp('container5', { name: 'bar' })).toBe('container4');
  expect(tcp('container6', { name: 'foo' })).toBe('no-such-name');
  expect(tcp('container7', { name: 'c5' })).toBe('no-such-name');
  // aliases: names for every member of one network
  expect(tcp('container4', { name: 'app' })).toBe('container6 or container7');
  expect(tcp('container4', { name: 'scoped-app' })).toBe('container6');
  expect(tcp('container3', { name: 'scoped-app' })).toBe('no-such-name');
});

it('says what the steps of the walk-through change', () => {
  const { topology } = lab();
  const tcp = (after: typeof topology, from: string, name: string): string =>
    by(after.reach({ from, to: { name }, port: Port.tcp(80) }));
  const left = topology.after({ do: 'disconnect', container: 'container2', network: 'isolated_nw' });
  expect(tcp(left, 'container2', 'container3')).toBe('no-such-name');
  const stopped = topology.after({ do: 'stop', container: 'container6' });
  expect(tcp(stopped, 'container4', 'app')).toBe('container7');
  const again = stopped.after({ do: 'start', container: 'container6' });
  expect(tcp(again, 'container4', 'app')).toBe('container7 or container6');
});

it('keeps containers without a network to themselves', () => {
  const { topology } = lab();
  const app2 = (to: Parameters<typeof topology.reach>[0]['to']): string =>
    by(topology.reach({ from: 'app2', to, port: Port.tcp(80) }));
  expect(app2({ address: '127.0.0.1' })).toBe('app2');
  expect(app2('container1')).toBe('no-route');
  expect(by(topology.reach({ from: 'container1', to: 'app2', port: Port.tcp(80) }))).toBe('no-route');
});
