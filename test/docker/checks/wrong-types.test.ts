import { Cidr } from '../../../lib/core/values/address';
import { ModelError } from '../../../lib/core/values/model-error';
import { BridgePort } from '../../../lib/core/values/port-mapping';
import { Port } from '../../../lib/core/values/port';
import { BridgeNetwork, type BridgeNetworkProps, DockerContainer, DockerEngine } from '../../../lib/docker';
import { newEngine, thrown } from '../synth';

const image = 'busybox:latest';

/** What JavaScript or a cast lets through, with the message and the way out. */
const WRONG: Readonly<Record<string, readonly [(on: Parts) => unknown, string, string]>> = {
  'a number published': [
    ({ one }) => {
      one.publish(80 as never);
    },
    'a port is published as a BridgePort, got 80',
    'write it as BridgePort.fixed(Port.tcp(80), 8080), or BridgePort.dynamic(Port.tcp(80))',
  ],
  'a port published that is no mapping': [
    ({ one }) => {
      one.publish(Port.tcp(80) as never);
    },
    'a port is published as a BridgePort, got Port',
    'write it as BridgePort.fixed(Port.tcp(80), 8080), or BridgePort.dynamic(Port.tcp(80))',
  ],
  'a mapping of a number': [
    () => BridgePort.fixed(80 as never, 8080),
    'the container side of a mapping is a Port, got 80',
    'write it as Port.tcp(80)',
  ],
  'a subnet as text': [
    ({ engine }) => new BridgeNetwork(engine, 'text', { subnets: ['172.25.0.0/16' as never] }),
    'a subnet is a Cidr, got "172.25.0.0/16"',
    "write it as Cidr.parse('172.25.0.0/16')",
  ],
  'a range as text': [
    ({ engine }) => new BridgeNetwork(engine, 'text', ranged('172.25.0.0/24')),
    'the range of a subnet is a Cidr, got "172.25.0.0/24"',
    "write it as Cidr.parse('172.25.0.0/16')",
  ],
  'one subnet in place of a list': [
    ({ engine }) => new BridgeNetwork(engine, 'single', { subnets: Cidr.parse('172.25.0.0/16') as never }),
    'subnets is a list, got Cidr',
    "write it as [Cidr.parse('172.25.0.0/16')]",
  ],
  'an outside range as text': [
    ({ engine }) => new DockerEngine(engine, 'inner', { outsideRanges: ['10.0.0.0/8' as never] }),
    'an outside range is a Cidr, got "10.0.0.0/8"',
    "write it as Cidr.parse('172.25.0.0/16')",
  ],
  'one network in place of a list': [
    ({ engine, net }) => new DockerContainer(engine, 'two', { image, networks: net as never }),
    'networks is a list, got BridgeNetwork',
    'write it as [network]',
  ],
  'a network by its name': [
    ({ engine }) => new DockerContainer(engine, 'two', { image, networks: ['na' as never] }),
    'a container is on networks, got "na"',
    'pass a network of its engine, such as a BridgeNetwork',
  ],
  'a network by its name, later': [
    ({ one }) => {
      one.connect('na' as never);
    },
    'a container is on networks, got "na"',
    'pass a network of its engine, such as a BridgeNetwork',
  ],
  'a network to leave by its name': [
    ({ one }) => {
      one.disconnect('na' as never);
    },
    'a container is on networks, got "na"',
    'pass a network of its engine, such as a BridgeNetwork',
  ],
  'a link on the default bridge': [
    ({ engine, one }) => {
      one.link(one.as('me'), engine.defaultBridge as never);
    },
    'on the default bridge there are no links: its addresses are known to nobody before it runs',
    'make a BridgeNetwork, connect both containers to it, and link there',
  ],
  'a link by a name': [
    ({ net, one }) => {
      one.link('db' as never, net);
    },
    'a link is made by the container that it leads to, got "db"',
    "write it as db.as('database')",
  ],
  'one alias in place of a list': [
    ({ net }) => net.endpoint({ aliases: 'db' as never }),
    'aliases is a list, got "db"',
    "write it as ['db']",
  ],
  'a command as text': [
    ({ engine }) => new DockerContainer(engine, 'two', { image, command: 'sleep 60' as never }),
    'a command is a list, got "sleep 60"',
    "write it as ['sleep', '60']",
  ],
};

interface Parts {
  readonly engine: DockerEngine;
  readonly net: BridgeNetwork;
  readonly one: DockerContainer;
}

function ranged(ipRange: string): BridgeNetworkProps {
  return { subnets: [{ subnet: Cidr.parse('172.25.0.0/16'), ipRange: ipRange as never }] };
}

describe('a value of the wrong type is refused where it is given', () => {
  it.each(Object.entries(WRONG))('%s', (_, [act, problem, fix]) => {
    const engine = newEngine();
    const net = new BridgeNetwork(engine, 'net');
    const one = new DockerContainer(engine, 'one', { image });
    const error = thrown(() => act({ engine, net, one }));
    expect(error.message).toBe(`${problem}\n  fix: ${fix}`);
    expect(ModelError.isModelError(error)).toBe(true);
  });
});
