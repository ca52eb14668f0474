import { Cidr, type IpAddress, IpAddress as Address } from '../../core/values/address';
import { ModelError, quoted } from '../../core/values/model-error';
import { addressText, assertCidr, assertList, type Entry } from '../checks/checks';
import { type SubnetRequest } from '../plan/state';
import { isDecidedLater } from '../../terraform/tokens';

/** One subnet of a network, with what is reserved in it. */
export interface Subnet {
  /** The block. */
  readonly subnet: Cidr;
  /**
   * Address of the host (or router) in it.
   * @default - the first address that is not auxiliary
   */
  readonly gateway?: string | IpAddress;
  /**
   * Part of the subnet that the engine gives out by itself. Fixed addresses belong outside of it.
   * @default - the whole subnet
   */
  readonly ipRange?: Cidr;
  /**
   * Addresses that the engine gives to nobody, by a name for each: routers, printers.
   * @default - none
   */
  readonly auxiliary?: Readonly<Record<string, string | IpAddress>>;
}

/** Reads a list of subnets. */
export function subnetList(given: readonly (Cidr | Subnet)[], entry: Entry, gatewayOptional = false): SubnetRequest[] {
  assertList('subnets', given, "[Cidr.parse('172.25.0.0/16')]", entry);
  return given.map((one) => subnetRequest(one, entry, gatewayOptional));
}

/** Reads what was given for a subnet; everything in it lies inside of it, or it cannot exist. */
function subnetRequest(given: Cidr | Subnet, entry: Entry, gatewayOptional: boolean): SubnetRequest {
  const asked: Subnet = given instanceof Cidr || typeof given !== 'object' ? { subnet: given } : given;
  const { subnet, gateway, ipRange, auxiliary = {} } = asked;
  assertCidr('a subnet', subnet, entry);
  if (ipRange !== undefined) assertCidr('the range of a subnet', ipRange, entry);
  const { family } = subnet;
  if (subnet.prefix > (family === 4 ? 30 : 126)) {
    throw new ModelError(
      'subnet-too-small',
      `subnet ${quoted(subnet.toString())} has no room for a gateway and a container`,
      `use a prefix of at most ${family === 4 ? 30 : 126}`,
      entry,
    );
  }
  const inside = (what: string, value: string | IpAddress): IpAddress => {
    const text = addressText(what, value, family, entry);
    if (isDecidedLater(text)) {
      throw new ModelError(
        'address-undecided',
        `${what} has to be known before Terraform runs, got a token`,
        'pass a text or an IpAddress',
        entry,
      );
    }
    const address = Address.parse(text);
    const edge = family === 4 && (address.equals(subnet.first) || address.equals(subnet.last));
    if (subnet.contains(address) && !edge) return address;
    throw new ModelError(
      'address-outside-subnet',
      `${what} is ${edge ? 'the network or broadcast address of' : 'outside'} subnet ${subnet.toString()}: ${quoted(text)}`,
      `use one from ${subnet.first.plus(1).toString()} to ${subnet.last.plus(family === 4 ? -1 : 0).toString()}`,
      entry,
    );
  };
  if (ipRange && !subnet.contains(ipRange)) {
    throw new ModelError(
      'range-outside-subnet',
      `range ${quoted(ipRange.toString())} is not inside subnet ${quoted(subnet.toString())}`,
      'the engine would ignore it or refuse it; use a part of the subnet',
      entry,
    );
  }
  const reserved = Object.entries(auxiliary).map(
    ([name, value]) => [name, inside(`auxiliary address ${quoted(name)}`, value)] as const,
  );
  const router = gateway === undefined ? undefined : inside('the gateway', gateway);
  const seen = new Map<string, string>(router ? [[router.toString(), 'the gateway']] : []);
  for (const [name, address] of reserved) {
    const holder = seen.get(address.toString());
    if (holder !== undefined) {
      throw new ModelError(
        'address-reserved-twice',
        `auxiliary address ${quoted(name)} is already ${holder}: ${quoted(address.toString())}`,
        'give each its own address',
        entry,
      );
    }
    seen.set(address.toString(), `auxiliary address ${quoted(name)}`);
  }
  return {
    family,
    subnet,
    ...(router && { gateway: router }),
    ...(ipRange && { ipRange }),
    ...(gatewayOptional && { gatewayOptional }),
    auxiliary: Object.fromEntries(reserved),
  };
}
