import { BridgePort } from '../../../lib/core/values/port-mapping';
import { Port } from '../../../lib/core/values/port';
import {
  BridgeNetwork,
  DockerContainer,
  DockerVolume,
  HostContainer,
  IsolatedContainer,
  OneOffJob,
  SidecarContainer,
  VolumeContainer,
} from '../../../lib/docker';
import { container, newEngine, thrown } from '../synth';

const image = 'busybox:latest';

describe('a container in host mode', () => {
  it('is on the stack of the host', () => {
    const engine = newEngine();
    new HostContainer(engine, 'node', { image, dns: ['10.0.0.53'], extraHosts: { db: '10.0.0.7' } });
    expect(container(engine, 'node')).toEqual({
      name: 'node',
      image,
      network_mode: 'host',
      dns: ['10.0.0.53'],
      host: [{ host: 'db', ip: '10.0.0.7' }],
    });
  });

  it('has neither ports to publish nor networks to join', () => {
    const node = new HostContainer(newEngine(), 'node', { image });
    // @ts-expect-error a port in host mode
    expect(() => node.publish(BridgePort.dynamic(Port.tcp(80)))).toThrow(TypeError);
    // @ts-expect-error a network in host mode
    expect(() => node.connect(new BridgeNetwork(node.engine, 'net'))).toThrow(TypeError);
  });
});

describe('a container without a network', () => {
  it('has loopback only', () => {
    const engine = newEngine();
    const app2 = new IsolatedContainer(engine, 'app2', { image, hostname: 'app2' });
    expect(container(engine, 'app2')).toEqual({ name: 'app2', image, network_mode: 'none', hostname: 'app2' });
    expect(app2.spec).toMatchObject({ namespace: { kind: 'none' }, running: true });
  });

  it('has nothing to publish', () => {
    const app2 = new IsolatedContainer(newEngine(), 'app2', { image });
    // @ts-expect-error a port without a network
    expect(() => app2.publish(BridgePort.dynamic(Port.tcp(80)))).toThrow(TypeError);
  });

  it('exchanges files through volumes', () => {
    const engine = newEngine();
    const data = new DockerVolume(engine, 'data', { labels: { keep: 'yes' } });
    const mounts = [
      { source: data, path: '/data' },
      { source: '/srv', path: '/srv', readOnly: true },
    ] as const;
    new VolumeContainer(engine, 'backup', { image, mounts });
    expect(container(engine, 'backup')).toEqual({
      name: 'backup',
      image,
      network_mode: 'none',
      volumes: [
        { volume_name: '${docker_volume.local_data.name}', container_path: '/data' },
        { host_path: '/srv', container_path: '/srv', read_only: true },
      ],
    });
  });

  it('runs one command to its end, and is not started again or removed for it', () => {
    const engine = newEngine();
    const job = new OneOffJob(engine, 'tests', { image, command: ['true'] });
    expect(container(engine, 'tests')).toEqual({
      name: 'tests',
      image,
      network_mode: 'none',
      command: ['true'],
      must_run: false,
      attach: true,
      logs: true,
    });
    expect(job.spec.running).toBe(false);
    // @ts-expect-error a job that is started again
    expect(new OneOffJob(engine, 'again', { image, restart: 'always' }).containerName).toBe('again');
  });
});

describe('a container in the network of another one', () => {
  it('joins it by id, so that a second plan is empty', () => {
    const engine = newEngine();
    const web = new DockerContainer(engine, 'web', { image });
    const shell = new SidecarContainer(engine, 'shell', { image, of: web });
    expect(container(engine, 'shell')).toEqual({
      name: 'shell',
      image,
      network_mode: 'container:${docker_container.local_web.id}',
    });
    expect(shell.spec.namespace).toEqual({ kind: 'container', container: 'web' });
  });

  it('shares what the other one has: the host, nothing, or what that one shares', () => {
    const engine = newEngine();
    const node = new HostContainer(engine, 'node', { image });
    const first = new SidecarContainer(engine, 'first', { image, of: node });
    const second = new SidecarContainer(engine, 'second', { image, of: first });
    expect(second.spec.namespace).toEqual({ kind: 'container', container: 'first' });
  });

  it('is on the same engine, and not waited for by the one that it joins', () => {
    const [engine, other] = [newEngine(), newEngine()];
    const web = new DockerContainer(engine, 'web', { image });
    expect(thrown(() => new SidecarContainer(other, 'shell', { image, of: web }))).toMatchObject({
      code: 'engine-foreign',
    });
    const shell = new SidecarContainer(engine, 'shell', { image, of: web });
    expect(
      thrown(() => {
        web.startAfter(shell);
      }),
    ).toMatchObject({ code: 'start-order-cycle' });
  });
});
