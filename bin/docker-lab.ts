import { App, TerraformStack } from 'cdktf';
import { type Topology } from '../lib/core/engine/topology';
import { Cidr } from '../lib/core/values/address';
import { BridgePort } from '../lib/core/values/port-mapping';
import { Port } from '../lib/core/values/port';
import {
  BridgeNetwork,
  DockerContainer,
  DockerEngine,
  DockerVolume,
  HostContainer,
  IsolatedContainer,
  OneOffJob,
  SidecarContainer,
  VolumeContainer,
} from '../lib/docker';

const IMAGE = 'busybox:latest';

/** A container that stays, and answers on port 80 with its own name. */
const serve = (name: string): { image: string; command: string[]; listens: Port[] } => ({
  image: IMAGE,
  command: ['sh', '-c', `echo ${name} > /index.html && httpd -f -p 80 -h /`],
  listens: [Port.tcp(80)],
});

/**
 * The walk-through of Docker's networking guide: a network of one's own beside the default bridge, links and aliases that
 * hold on one network only, one alias on several containers; and published ports, each on its own network.
 */
function networkWalkThrough(engine: DockerEngine): void {
  // the range keeps what the engine gives out away from fixed addresses
  const isolated = new BridgeNetwork(engine, 'isolated_nw', {
    subnets: [{ subnet: Cidr.parse('172.25.0.0/16'), ipRange: Cidr.parse('172.25.0.0/24') }],
  });
  const local = new BridgeNetwork(engine, 'local_alias', {
    subnets: [{ subnet: Cidr.parse('172.26.0.0/24'), ipRange: Cidr.parse('172.26.0.0/25') }],
  });
  new BridgeNetwork(engine, 'simple-network');

  new DockerContainer(engine, 'container1', serve('container1'));
  const container2 = new DockerContainer(engine, 'container2', serve('container2'));
  container2.connect(isolated);
  new DockerContainer(engine, 'container3', {
    ...serve('container3'),
    networks: [isolated.endpoint({ ipv4: '172.25.3.3' })],
  });

  const container4 = new DockerContainer(engine, 'container4', { ...serve('container4'), networks: [isolated] });
  const container5 = new DockerContainer(engine, 'container5', { ...serve('container5'), networks: [isolated] });
  container4.link(container5.as('c5'), isolated);
  container5.link(container4.as('c4'), isolated);
  container4.connect(local, { links: [container5.as('foo')] });
  container5.connect(local, { links: [container4.as('bar')] });

  const container6 = new DockerContainer(engine, 'container6', {
    ...serve('container6'),
    networks: [isolated.endpoint({ aliases: ['app'] })],
  });
  container6.connect(local, { aliases: ['scoped-app'] });
  new DockerContainer(engine, 'container7', {
    ...serve('container7'),
    networks: [isolated.endpoint({ aliases: ['app'] })],
  });
}

/** Ports on the host: on an address of the network's choosing, on a fixed number, and without any mapping. */
function publishedPorts(engine: DockerEngine): void {
  const mine = new BridgeNetwork(engine, 'my-network', {
    subnets: [Cidr.parse('172.23.0.0/16')],
    hostBinding: '172.23.0.1',
  });
  const redis = new DockerContainer(engine, 'redis', {
    image: IMAGE,
    command: ['sh', '-c', 'echo redis > /index.html && httpd -f -p 6379 -h /'],
    networks: [mine],
    listens: [Port.tcp(6379)],
  });
  redis.publish(BridgePort.dynamic(Port.tcp(6379)));
  const web = new DockerContainer(engine, 'web', serve('web'));
  web.publish(BridgePort.fixed(Port.tcp(80), 8080));
  new SidecarContainer(engine, 'web-shell', { image: IMAGE, command: ['sleep', '1000000'], of: web, listens: [] });
  new HostContainer(engine, 'on-host', {
    image: IMAGE,
    command: ['sh', '-c', 'echo on-host > /index.html && httpd -f -p 8081 -h /'],
    listens: [Port.tcp(8081)],
  });
}

/** The none driver: loopback only, files only, and a command that ends. */
function noneRecipes(engine: DockerEngine): void {
  new IsolatedContainer(engine, 'app2', serve('app2'));
  const data = new DockerVolume(engine, 'app2-data');
  new VolumeContainer(engine, 'backup', {
    image: IMAGE,
    command: ['sh', '-c', 'while true; do ls -l /data > /data/.listing; sleep 60; done'],
    mounts: [{ source: data, path: '/data' }],
    listens: [],
  });
  new OneOffJob(engine, 'interfaces', { image: IMAGE, command: ['cat', '/proc/net/dev'], listens: [] });
}

export interface DockerLab {
  readonly app: App;
  readonly engines: readonly DockerEngine[];
  readonly topology: Topology;
}

/**
 * The Docker lab, not yet written.
 * @param outdir where `app.synth()` writes; `cdktf.out` when left out
 */
export function dockerLab(outdir?: string): DockerLab {
  const app = new App(outdir === undefined ? {} : { outdir });
  const engine = new DockerEngine(new TerraformStack(app, 'docker-lab'), 'local');
  networkWalkThrough(engine);
  publishedPorts(engine);
  noneRecipes(engine);
  return { app, engines: [engine], topology: engine.topology };
}

if (require.main === module) dockerLab().app.synth();
