import { TerraformStack, TerraformVariable } from 'cdktf';
import { Cidr } from '../../../lib/core/values/address';
import { BridgePort } from '../../../lib/core/values/port-mapping';
import { Port, PortRange } from '../../../lib/core/values/port';
import {
  BridgeNetwork,
  DockerContainer,
  type DockerContainerProps,
  type DockerEngine,
  DockerImage,
} from '../../../lib/docker';
import { container, newEngine, synthesize, thrown } from '../synth';

const image = 'busybox:latest';
const onIsolated = (engine = newEngine()): { engine: DockerEngine; isolated: BridgeNetwork } => ({
  engine,
  isolated: new BridgeNetwork(engine, 'isolated_nw', { subnets: [Cidr.parse('172.25.0.0/16')] }),
});

describe('a container', () => {
  it('is on the default bridge when no network is named', () => {
    const engine = newEngine();
    new DockerContainer(engine, 'container1', { image });
    expect(container(engine, 'container1')).toEqual({ name: 'container1', image, network_mode: 'bridge' });
  });

  it('is only on the networks that are named', () => {
    const { engine, isolated } = onIsolated();
    const networks = [isolated.endpoint({ ipv4: '172.25.3.3', aliases: ['db', 'database'] })] as const;
    new DockerContainer(engine, 'container3', { image, networks });
    expect(container(engine, 'container3')['networks_advanced']).toEqual([
      {
        name: '${docker_network.local_isolated_nw.id}',
        aliases: ['database', 'db'],
        ipv4_address: '172.25.3.3',
      },
    ]);
  });

  it('stays on the default bridge when it is connected to a network later', () => {
    const { engine, isolated } = onIsolated();
    const container2 = new DockerContainer(engine, 'container2', { image });
    container2.connect(isolated);
    expect(container(engine, 'container2')['networks_advanced']).toEqual([
      { name: 'bridge' },
      { name: '${docker_network.local_isolated_nw.id}' },
    ]);
  });

  it('leaves a network, and has loopback only without its last one', () => {
    const { engine, isolated } = onIsolated();
    const container2 = new DockerContainer(engine, 'container2', { image });
    container2.connect(isolated);
    container2.disconnect(engine.defaultBridge);
    expect(container(engine, 'container2')).toMatchObject({
      network_mode: 'bridge',
      networks_advanced: [{ name: '${docker_network.local_isolated_nw.id}' }],
    });
    container2.disconnect(isolated);
    expect(container(engine, 'container2')).toEqual({ name: 'container2', image, network_mode: 'none' });
    expect(container2.spec.namespace).toEqual({ kind: 'none' });
  });

  it('publishes ports in the order in which they are read back', () => {
    const engine = newEngine();
    const web = new DockerContainer(engine, 'web', { image });
    web.publish(BridgePort.fixed(Port.udp(53), 53));
    web.publish(BridgePort.dynamic(Port.tcp(8080)));
    web.publish(BridgePort.fixed(Port.tcp(53), 53), { address: '127.0.0.1' });
    web.publishRange(PortRange.tcp(80, 82), 8181);
    expect(container(engine, 'web')['ports']).toEqual([
      { internal: 53, protocol: 'tcp', external: 53, ip: '127.0.0.1' },
      { internal: 53, protocol: 'udp', external: 53 },
      { internal: 80, protocol: 'tcp', external: 8181 },
      { internal: 81, protocol: 'tcp', external: 8182 },
      { internal: 82, protocol: 'tcp', external: 8183 },
      { internal: 8080, protocol: 'tcp' },
    ]);
  });

  it('publishes a range on host ports that Terraform decides', () => {
    const engine = newEngine();
    const web = new DockerContainer(engine, 'web', { image });
    const first = new TerraformVariable(TerraformStack.of(engine), 'first', { type: 'number' });
    web.publishRange(PortRange.tcp(80, 82), first.numberValue);
    expect(container(engine, 'web')['ports']).toMatchInlineSnapshot(`
     [
       {
         "external": "\${var.first}",
         "internal": 80,
         "protocol": "tcp",
       },
       {
         "external": "\${(var.first + 1)}",
         "internal": 81,
         "protocol": "tcp",
       },
       {
         "external": "\${(var.first + 2)}",
         "internal": 82,
         "protocol": "tcp",
       },
     ]
    `);
    expect(web.spec.published.items.map(({ hostPort }) => hostPort)).toMatchInlineSnapshot(`
     [
       Unknown {
         "why": "Terraform decides \${var.first} when it applies",
       },
       Unknown {
         "why": "Terraform decides \${(var.first + 1)} when it applies",
       },
       Unknown {
         "why": "Terraform decides \${(var.first + 2)} when it applies",
       },
     ]
    `);
    expect(
      thrown(() => {
        web.publishRange(PortRange.tcp(80, 82), 65534);
      }).message,
    ).toBe('3 host ports from 65534 on are not all from 1 to 65535\n  fix: start at a host port from 1 to 65533');
  });

  it('publishes a range as one port after the other, each on a port that the engine picks', () => {
    const engine = newEngine();
    new DockerContainer(engine, 'web', { image }).publish(BridgePort.range(PortRange.udp(5000, 5001)));
    expect(container(engine, 'web')['ports']).toEqual([
      { internal: 5000, protocol: 'udp' },
      { internal: 5001, protocol: 'udp' },
    ]);
  });

  it('publishes what it exposes when everything is published, apart from what was published by hand', () => {
    const engine = newEngine();
    const props = { image, expose: [Port.tcp(80), Port.tcp(443)], publishAll: true };
    const web = new DockerContainer(engine, 'web', props);
    web.publish(BridgePort.fixed(Port.tcp(443), 8443));
    expect(container(engine, 'web')).toMatchObject({
      publish_all_ports: true,
      ports: [
        { internal: 80, protocol: 'tcp' },
        { internal: 443, protocol: 'tcp', external: 8443 },
      ],
    });
  });

  it('writes names, servers, checks and capabilities in the form in which they are read back', () => {
    const engine = newEngine();
    new DockerContainer(engine, 'web', {
      image,
      hostname: 'www',
      domainname: 'shop.example',
      dns: ['10.0.0.53', 'FD00:0::53'],
      dnsSearch: ['internal'],
      dnsOptions: ['ndots:2'],
      sysctls: { 'net.ipv6.conf.all.disable_ipv6': '1' },
      extraHosts: { db: '10.0.0.7', host: 'host-gateway' },
      environment: { B: '2', A: '1' },
      restart: 'unless-stopped',
      capabilities: { add: ['net_admin', 'NET_ADMIN', 'CAP_sys_time'], drop: ['all'] },
      healthCheck: { command: 'wget -q localhost', intervalSeconds: 60, timeoutSeconds: 0.5, startPeriodSeconds: 3661 },
    });
    expect(container(engine, 'web')).toEqual({
      name: 'web',
      image,
      network_mode: 'bridge',
      hostname: 'www',
      domainname: 'shop.example',
      dns: ['10.0.0.53', 'fd00::53'],
      dns_search: ['internal'],
      dns_opts: ['ndots:2'],
      sysctls: { 'net.ipv6.conf.all.disable_ipv6': '1' },
      host: [
        { host: 'db', ip: '10.0.0.7' },
        { host: 'host', ip: 'host-gateway' },
      ],
      env: ['A=1', 'B=2'],
      restart: 'unless-stopped',
      capabilities: { add: ['CAP_NET_ADMIN', 'CAP_SYS_TIME'], drop: ['ALL'] },
      healthcheck: {
        test: ['CMD-SHELL', 'wget -q localhost'],
        interval: '1m0s',
        timeout: '500ms',
        start_period: '1h1m1s',
      },
      labels: [{ label: 'portwright.health-check', value: expect.stringMatching(/^[0-9a-f]{12}$/) as string }],
    });
  });

  it('may have empty words in its entrypoint, after the program', () => {
    const engine = newEngine();
    new DockerContainer(engine, 'web', { image, entrypoint: ['echo', ''] });
    expect(container(engine, 'web')).toMatchObject({ entrypoint: ['echo', ''] });
  });

  it('waits until another one is healthy', () => {
    const engine = newEngine();
    const db = new DockerContainer(engine, 'db', { image, healthCheck: { command: ['true'] } });
    const api = new DockerContainer(engine, 'api', { image });
    api.startAfter(db, { healthy: true, timeoutSeconds: 20 });
    expect(container(engine, 'db')).toMatchObject({ wait: true, wait_timeout: 20 });
    expect(container(engine, 'api')).toMatchObject({ depends_on: ['docker_container.local_db'] });
    for (const timeoutSeconds of [-5, 0, 1.5]) {
      expect(
        thrown(() => {
          api.startAfter(db, { healthy: true, timeoutSeconds });
        }),
      ).toMatchObject({ code: 'number-out-of-range' });
    }
  });

  it('is replaced when its health check is edited, because the provider would change nothing', () => {
    const digest = (command: string): unknown => {
      const engine = newEngine();
      new DockerContainer(engine, 'web', { image, healthCheck: { command } });
      return container(engine, 'web')['labels'];
    };
    expect(digest('true')).toEqual(digest('true'));
    expect(digest('true')).not.toEqual(digest('false'));
  });

  it('runs an image of the app by its id, and one by name without pulling what is there', () => {
    const engine = newEngine();
    const busybox = new DockerImage(engine, 'busybox', { name: image });
    new DockerContainer(engine, 'one', { image: busybox });
    expect(container(engine, 'one')['image']).toBe('${docker_image.local_busybox.image_id}');
    expect(synthesize(engine)).toMatchObject({
      resource: { docker_image: { local_busybox: { name: image, keep_locally: true } } },
    });
  });
});

describe('a container cannot exist', () => {
  it.each<[string, DockerContainerProps & { name?: string }, string]>([
    ['under a name of one character', { image, name: 'a' }, 'container-name-invalid'],
    ['under a name that starts with a slash', { image, name: '/web' }, 'container-name-invalid'],
    ['with a host name that nobody can resolve', { image, hostname: 'my host' }, 'name-unresolvable'],
    ['with a DNS server that is no address', { image, dns: ['dns'] }, 'address-unreadable'],
    ['with an entry of its hosts file that is no address', { image, extraHosts: { db: 'nope' } }, 'address-unreadable'],
    ['with an empty command', { image, command: [''] }, 'command-empty'],
    ['with an empty word in its command', { image, command: ['echo', ''], entrypoint: ['sh'] }, 'command-empty'],
    ['with an entrypoint that is no program', { image, command: ['x'], entrypoint: [''] }, 'entrypoint-empty'],
    ['on no network at all', { image, networks: [] as never }, 'networks-empty'],
    ['with a mount at a relative path', { image, mounts: [{ source: './data', path: '/d' }] }, 'mount-path-relative'],
    ['with negative retries', { image, healthCheck: { command: 'x', retries: -1 } }, 'number-out-of-range'],
    ['with a negative interval', { image, healthCheck: { command: 'x', intervalSeconds: -1 } }, 'duration-negative'],
  ])('%s', (_, props, code) => {
    expect(thrown(() => new DockerContainer(newEngine(), 'one', props))).toMatchObject({ name: 'ModelError', code });
  });

  it('twice on one network: the engine would drop the second endpoint', () => {
    const { engine, isolated } = onIsolated();
    const one = new DockerContainer(engine, 'one', { image, networks: [isolated] });
    expect(
      thrown(() => {
        one.connect(isolated, { aliases: ['db'] });
      }).message,
    ).toBe(
      'container "one" is on network "isolated_nw" already\n' +
        '  fix: the engine would keep the first endpoint and drop this one: put all aliases and addresses into one',
    );
  });

  it('with names or addresses on a network that no engine takes', () => {
    const { engine, isolated } = onIsolated();
    expect(thrown(() => isolated.endpoint({ aliases: ['-db'] }))).toMatchObject({ code: 'name-unresolvable' });
    expect(thrown(() => isolated.endpoint({ aliases: ['10.0.0.1'] }))).toMatchObject({ code: 'name-unresolvable' });
    expect(thrown(() => isolated.endpoint({ ipv4: '10.1.1' }))).toMatchObject({ code: 'address-unreadable' });
    expect(thrown(() => isolated.endpoint({ ipv4: 'fd00::1' }))).toMatchObject({ code: 'address-unreadable' });
    const one = new DockerContainer(engine, 'one', { image });
    expect(
      thrown(() => {
        one.disconnect(isolated);
      }),
    ).toMatchObject({ code: 'endpoint-missing' });
  });

  it('on a network of another engine', () => {
    const { isolated } = onIsolated();
    const one = new DockerContainer(newEngine(), 'one', { image });
    expect(
      thrown(() => {
        one.connect(isolated);
      }),
    ).toMatchObject({ code: 'engine-foreign' });
  });

  it('after what it already started before, however many ways lead there', () => {
    const engine = newEngine();
    const containers = Array.from({ length: 60 }, (_, at) => new DockerContainer(engine, `c${at}`, { image }));
    for (const [at, container] of containers.entries()) {
      for (const other of containers.slice(Math.max(0, at - 2), at)) container.startAfter(other);
    }
    expect(
      thrown(() => {
        containers[0]!.startAfter(containers[59]!);
      }),
    ).toMatchObject({ code: 'start-order-cycle' });
    new DockerContainer(engine, 'last', { image }).startAfter(containers[59]!);
  });

  it('before itself, or waiting for a health check that is not there', () => {
    const engine = newEngine();
    const [one, two] = ['one', 'two'].map((id) => new DockerContainer(engine, id, { image }));
    two!.startAfter(one!);
    expect(
      thrown(() => {
        one!.startAfter(two!);
      }),
    ).toMatchObject({ code: 'start-order-cycle' });
    expect(
      thrown(() => {
        two!.startAfter(one!, { healthy: true });
      }),
    ).toMatchObject({ code: 'health-check-missing' });
  });
});

describe('what the type checker refuses', () => {
  it('names and addresses on the default bridge, which has none', () => {
    const engine = newEngine();
    const one = new DockerContainer(engine, 'one', { image });
    const withAlias = (): void => {
      // @ts-expect-error an alias on the default bridge
      one.connect(engine.defaultBridge, { aliases: ['db'] });
    };
    const withLink = (): void => {
      // @ts-expect-error a link on the default bridge
      one.link(one.as('me'), engine.defaultBridge);
    };
    expect(withAlias).toThrow('is on network "bridge" already');
    expect(thrown(withLink)).toMatchObject({ code: 'link-on-default-bridge' });
  });
});
