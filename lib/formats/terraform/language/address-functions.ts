import { Cidr, IpAddress } from '../../../core/values/address';
import { FunctionError, number, text, type TerraformFunction } from './arguments';

/** Terraform takes the block that an address with host bits lies in. */
function block(value: unknown): Cidr {
  // zeros in front of a number mean nothing here
  const found = Cidr.around(text(value).replace(/(?<![\d.:a-f])0+(?=\d+\.)|(?<=\.)0+(?=\d)/g, ''));
  if (!found) throw new FunctionError(`${JSON.stringify(value)} is not a block of addresses`);
  return found;
}

/** The part number `index` of a block, when its prefix gets longer by some bits. */
function subnet(whole: Cidr, bits: number, index: number): string {
  const prefix = whole.prefix + bits;
  const most = whole.family === 4 ? 32 : 128;
  if (!Number.isInteger(bits) || bits < 0 || prefix > most) throw new FunctionError(`a prefix of ${prefix} bits is too long`); // prettier-ignore
  const size = 1n << BigInt(most - prefix);
  const first = Number.isInteger(index) && index >= 0 ? whole.at(BigInt(index) * size) : undefined;
  if (!first) throw new FunctionError(`${whole.toString()} has no part number ${index}`);
  return Cidr.of(first, prefix).toString();
}

/** Parts of a block one behind the other, each on a multiple of its own size. */
function subnets(whole: Cidr, bits: readonly number[]): string[] {
  const most = whole.family === 4 ? 32 : 128;
  let next = whole.first.value;
  return bits.map((more) => {
    const prefix = whole.prefix + more;
    if (!Number.isInteger(more) || more < 0 || prefix > most) throw new FunctionError(`a prefix of ${prefix} bits is too long`); // prettier-ignore
    const size = 1n << BigInt(most - prefix);
    const start = ((next + size - 1n) / size) * size;
    const first = whole.at(start - whole.first.value);
    if (!first) throw new FunctionError(`${whole.toString()} has no room for them`);
    next = start + size;
    return Cidr.of(first, prefix).toString();
  });
}

function netmask(whole: Cidr): string {
  if (whole.family === 6) throw new FunctionError('only IPv4 blocks have a netmask');
  const mask = (0xffffffffn << BigInt(32 - whole.prefix)) & 0xffffffffn;
  return IpAddress.parse('0.0.0.0').plus(mask).toString();
}

/** Functions of addresses. */
export const ADDRESS_FUNCTIONS: Readonly<Record<string, TerraformFunction>> = {
  cidrsubnet: ([whole, bits, index]) => subnet(block(whole), number(bits), number(index)),
  cidrsubnets: ([whole, ...bits]) => subnets(block(whole), bits.map(number)),
  cidrhost: ([whole, index]) => {
    const found = block(whole);
    const at = BigInt(Math.trunc(number(index)));
    const address = found.at(at < 0n ? found.size + at : at);
    if (!address) throw new FunctionError(`${found.toString()} has no address number ${String(index)}`);
    return address.toString();
  },
  cidrnetmask: ([whole]) => netmask(block(whole)),
  cidrcontains: ([whole, part]) => {
    const inner = Cidr.around(text(part)) ?? IpAddress.tryParse(text(part));
    if (!inner) throw new FunctionError(`${JSON.stringify(part)} is not an address`);
    return block(whole).contains(inner);
  },
};
