import { escaped } from '../../core/values/place';
import { stepsOf } from '../text/pointer';

/** Where the fields of a container stand in what `docker inspect` prints. */
const OF_CONTAINER: Readonly<Record<string, string>> = {
  dns: 'HostConfig/Dns',
  dnsOptions: 'HostConfig/DnsOptions',
  dnsSearch: 'HostConfig/DnsSearch',
  domainname: 'Config/Domainname',
  endpoints: 'NetworkSettings/Networks',
  exposed: 'Config/ExposedPorts',
  extraHosts: 'HostConfig/ExtraHosts',
  hostname: 'Config/Hostname',
  image: 'Config/Image',
  links: 'HostConfig/Links',
  namespace: 'HostConfig/NetworkMode',
  networkMode: 'HostConfig/NetworkMode',
  publishAll: 'HostConfig/PublishAllPorts',
  published: 'HostConfig/PortBindings',
  sysctls: 'HostConfig/Sysctls',
};

/** Those of an endpoint, and of a binding of a port. */
const OF_PARTS: Readonly<Record<string, string>> = {
  aliases: 'Aliases',
  hostAddress: 'HostIp',
  hostPort: 'HostPort',
  hostPortLast: 'HostPort',
  ipv4: 'IPAMConfig/IPv4Address',
  ipv6: 'IPAMConfig/IPv6Address',
  links: 'Links',
  macAddress: 'MacAddress',
  priority: 'GwPriority',
};

/** Those of a network, and of its pools. */
const OF_NETWORK: Readonly<Record<string, string>> = {
  attachable: 'Attachable',
  auxiliary: 'AuxiliaryAddresses',
  driver: 'Driver',
  gateway: 'Gateway',
  ingress: 'Ingress',
  ipam: 'IPAM/Config',
  ipamDriver: 'IPAM/Driver',
  ipRange: 'IPRange',
  ipv6: 'EnableIPv6',
  name: 'Name',
  options: 'Options',
  subnet: 'Subnet',
};

const PARTS: ReadonlySet<string> = new Set(['NetworkSettings', 'PortBindings', 'Ports']);

/** Keys below which names are people's own. */
const NAMED: ReadonlySet<string> = new Set(['Networks', 'Labels', 'Options', 'PortBindings', 'Ports']);

/** The pointer of a field that the model names, in what `docker inspect` prints. */
export function wayOf(pointer: string): string {
  const steps = stepsOf(pointer);
  let isPart = false;
  return steps
    .map((step, index) => {
      const isOwn = NAMED.has(steps[index - 1] ?? '');
      const fields = isPart ? { ...OF_NETWORK, ...OF_PARTS } : { ...OF_NETWORK, ...OF_CONTAINER };
      isPart ||= PARTS.has(step);
      return `/${isOwn || !Object.hasOwn(fields, step) ? escaped(step) : (fields[step] ?? step)}`;
    })
    .join('');
}
