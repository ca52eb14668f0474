import { type IpamBlock, type NetworkDefinition, PREDEFINED_NETWORKS } from '../../core/engine/definition/docker-host';
import { Cidr } from '../../core/values/address';
import { Unknown } from '../../core/values/unknown';
import { isData, type Data, type Field } from '../../core/reading/field';
import { filled, textsIn } from '../../core/reading/texts';
import { type SeenHost } from './seen';

/** A network as the engine has it, with the subnets that it picked. */
export function readNetwork(field: Field): NetworkDefinition {
  const ipam = field.get('IPAM');
  const ipv4 = field.boolean('EnableIPv4');
  return {
    at: field.at,
    name: field.string('Name') ?? field.at.path,
    driver: field.string('Driver') ?? 'bridge',
    ipamDriver: ipam.string('Driver') ?? 'default',
    ipam: ipam.get('Config').list((block) => readBlock(block, field)),
    ipv6: field.boolean('EnableIPv6') ?? false,
    internal: field.boolean('Internal') ?? false,
    attachable: field.boolean('Attachable') ?? false,
    ingress: field.boolean('Ingress') ?? false,
    options: {
      ...textsIn(field.get('Options')),
      ...(ipv4 === false ? { 'com.docker.network.enable_ipv4': 'false' } : {}),
    },
    // other hosts of a swarm have containers on it as well
    existing: field.text('Scope') === 'swarm',
  };
}

function readBlock(block: Field, network: Field): IpamBlock {
  const gateway = filled(block.string('Gateway'));
  const subnet = filled(block.string('Subnet'));
  const ipRange = filled(block.string('IPRange'));
  return {
    at: block.placeIn(network.at, 'subnet'),
    ...(subnet === undefined ? {} : { subnet }),
    // some engines print it with the length of the subnet
    ...(gateway === undefined
      ? {}
      : { gateway: typeof gateway === 'string' ? (gateway.split('/')[0] ?? '') : gateway }),
    ...(ipRange === undefined ? {} : { ipRange }),
    auxiliary: textsIn(block.get('AuxiliaryAddresses')),
  };
}

/** Networks that containers are on and of which nothing else was seen: the containers know their subnets. */
export function glimpsedNetworks({ containers, networks }: SeenHost): NetworkDefinition[] {
  const known = new Set<unknown>([...PREDEFINED_NETWORKS, ...networks.map(({ data }) => data['Name'])]);
  const glimpsed = new Map<string, NetworkDefinition>();
  for (const { data, at } of containers) {
    for (const [name, endpoint] of endpointsIn(data)) {
      if (known.has(name) || glimpsed.has(name)) continue;
      const unseen = new Unknown(`network ${name} was not read; docker inspect ${name} prints it`);
      const place = { path: name, ...at };
      glimpsed.set(name, {
        at: place,
        name,
        driver: unseen,
        ipam: {
          items: subnetsOf(endpoint).map((block) => ({ at: place, ...block, ipRange: unseen, auxiliary: {} })),
          complete: false,
        },
        ipv6: typeof endpoint['GlobalIPv6Address'] === 'string' && endpoint['GlobalIPv6Address'] !== '',
        internal: unseen,
        attachable: unseen,
        ingress: false,
        options: {},
        existing: true,
      });
    }
  }
  return [...glimpsed.values()];
}

/** The endpoints of a container by their networks, as they are printed. */
export function endpointsIn(container: Data): [string, Data][] {
  const settings = container['NetworkSettings'];
  const networks = isData(settings) ? settings['Networks'] : undefined;
  if (!isData(networks)) return [];
  return Object.entries(networks).filter((entry): entry is [string, Data] => isData(entry[1]));
}

/** The subnets that the addresses of an endpoint are in. */
export function subnetsOf(endpoint: Data): { readonly subnet: string; readonly gateway?: string }[] {
  const families = [
    [endpoint['IPAddress'], endpoint['IPPrefixLen'], endpoint['Gateway']],
    [endpoint['GlobalIPv6Address'], endpoint['GlobalIPv6PrefixLen'], endpoint['IPv6Gateway']],
  ] as const;
  return families.flatMap(([address, prefix, gateway]) => {
    const around =
      typeof address === 'string' && address !== '' ? Cidr.around(`${address}/${String(prefix)}`) : undefined;
    if (around === undefined) return [];
    const subnet = around.toString();
    return typeof gateway === 'string' && gateway !== '' ? [{ subnet, gateway }] : [{ subnet }];
  });
}
