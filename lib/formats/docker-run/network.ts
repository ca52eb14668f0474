import {
  type EndpointDefinition,
  type IpamBlock,
  type NetworkDefinition,
} from '../../core/engine/definition/docker-host';
import { Cidr, IpAddress } from '../../core/values/address';
import { quoted } from '../../core/values/model-error';
import { type Place } from '../../core/values/place';
import { isKnown, Unknown, type Knowable } from '../../core/values/unknown';
import { made } from '../../core/reading/field';
import { type Command } from './command';

/** The network of `docker network create`. */
export function readNetwork(command: Command, name: Knowable<string>): NetworkDefinition {
  const path = isKnown(name) ? name : 'network';
  const ipv4 = command.switched('ipv4');
  return made<NetworkDefinition>({
    at: command.at(path),
    name,
    ipamDriver: command.text('ipam-driver'),
    driver: command.text('driver') ?? 'bridge',
    ipam: { items: blocksOf(command, path), complete: true },
    ipv6: command.switched('ipv6') ?? false,
    internal: command.switched('internal') ?? false,
    attachable: command.switched('attachable') ?? false,
    ingress: command.switched('ingress') ?? false,
    options: {
      ...command.pairs('opt'),
      ...(ipv4 === undefined ? {} : { 'com.docker.network.enable_ipv4': String(ipv4) }),
    },
    existing: false,
  });
}

/** A subnet while the options after it are read. */
interface OpenBlock {
  readonly at: Place;
  readonly subnet: Knowable<string>;
  gateway?: Knowable<string>;
  ipRange?: Knowable<string>;
  readonly auxiliary: Record<string, Knowable<string>>;
}

/** Subnets with the gateway, range and reserved addresses that lie in them, as the command line puts them together. */
function blocksOf(command: Command, path: string): IpamBlock[] {
  const blocks = command.given('subnet').map(({ value = '', word }): OpenBlock => ({
    at: command.at(path, word),
    subnet: command.known(value, word, 'subnet', path),
    auxiliary: {},
  }));
  const homeOf = (text: string): OpenBlock | undefined => {
    const wanted = IpAddress.tryParse(text) ?? Cidr.around(text);
    if (!wanted) return blocks[0];
    const isHome = ({ subnet }: { readonly subnet: Knowable<string> }): boolean =>
      !isKnown(subnet) || Cidr.around(subnet)?.contains(wanted) === true;
    // what lies in none of them is for the rules to find, where there is but one
    return blocks.find(isHome) ?? (blocks.length === 1 ? blocks[0] : undefined);
  };
  const place = (name: string, text: string, word: number, put: (block: OpenBlock) => void): void => {
    const home = homeOf(text);
    if (home) put(home);
    else if (blocks.length === 0)
      command.refuse(path, word, 'every ip-range or gateway must have a corresponding subnet');
    else command.refuse(path, word, `no matching subnet for ${name} ${text}`);
  };
  for (const { value = '', word } of command.given('gateway')) {
    place('gateway', value, word, (block) => (block.gateway = command.known(value, word, 'gateway', path)));
  }
  for (const { value = '', word } of command.given('ip-range')) {
    place('range', value, word, (block) => (block.ipRange = command.known(value, word, 'ip-range', path)));
  }
  for (const { value = '', word } of command.given('aux-address')) {
    const [name = '', address = ''] = value.split('=');
    place(
      'aux-address',
      address,
      word,
      (block) => (block.auxiliary[name] = command.known(address, word, 'aux-address', path)),
    );
  }
  return blocks.map((block) => made<IpamBlock>(block));
}

/** What `docker network connect` says about the attachment. */
export function connectionOf(command: Command, network: Knowable<string>, container: string): EndpointDefinition {
  const priority = command.given('gw-priority').at(-1);
  const options = command.pairs('driver-opt');
  return made<EndpointDefinition>({
    at: command.at(`${container}/${isKnown(network) ? network : 'network'}`),
    network,
    aliases: command.texts('alias'),
    ipv4: command.text('ip'),
    ipv6: command.text('ip6'),
    links: command.texts('link'),
    gatewayPriority: priority && numberIn(command, priority.value ?? '', priority.word),
    driverOptions: Object.keys(options).length > 0 ? options : undefined,
    linkLocal: command.given('link-local-ip').length > 0 ? command.texts('link-local-ip') : undefined,
  });
}

export function numberIn(command: Command, text: string, word: number): Knowable<number> {
  const known = command.known(text, word, 'gw-priority');
  if (!isKnown(known)) return known;
  const number = Number(known);
  return Number.isInteger(number) && known.trim() !== '' ? number : new Unknown(`${quoted(known)} is no number`);
}
