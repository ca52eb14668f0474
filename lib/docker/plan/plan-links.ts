import { type IpAddress } from '../../core/values/address';
import { quoted } from '../../core/values/model-error';
import { automaticAddress } from './automatic-address';
import { type Block, type Plan, type PlanInput, type Remarks } from './plan';
import { movedText, settle } from './settle';
import { DEFAULT_BRIDGE, type AttachmentState, type ContainerState, type NetworkState } from './state';
import { keyOf } from '../../terraform/tokens';

/** What links need: addresses that are known before anything runs, and the entries that lead to them. */
export function planLinks(
  { containers }: PlanInput,
  blocks: ReadonlyMap<NetworkState, readonly Block[]>,
  remarks: Remarks,
): Pick<Plan, 'fixed' | 'linkEntries'> {
  const linkers = containers.filter(({ links }) => links.length > 0);
  const fixed = fixAddresses(containers, linkers, blocks, remarks);
  const linkEntries = new Map<ContainerState, { hostname: string; address: string }[]>();
  for (const linker of linkers) {
    const entries: { hostname: string; address: string }[] = [];
    for (const link of linker.links) {
      const endpoint = link.target.attachments.find(({ network }) => network === link.network);
      const address = endpoint && (endpoint.ipv4 ?? fixed.get(endpoint) ?? endpoint.ipv6);
      if (address !== undefined) entries.push({ hostname: link.alias, address });
    }
    linkEntries.set(linker, entries);
  }
  return { fixed, linkEntries };
}

/** Every link target gets an address that is known before anything runs. */
function fixAddresses(
  containers: readonly ContainerState[],
  linkers: readonly ContainerState[],
  blocks: ReadonlyMap<NetworkState, readonly Block[]>,
  { problems, warnings }: Remarks,
): Map<AttachmentState, string> {
  const wanted = new Map<AttachmentState, { target: ContainerState; network: NetworkState }>();
  for (const linker of linkers) {
    for (const { target, alias, network } of linker.links) {
      const at = { path: linker.construct.node.path };
      const names = `link ${quoted(alias)} to container ${quoted(keyOf(target))} on network ${quoted(keyOf(network))}`;
      if (!linker.attachments.some((one) => one.network === network)) {
        const fix = `connect container ${quoted(keyOf(linker))} to the network, or link on a network that both are on`;
        problems.push({ at, text: `${names} cannot work: the linking container is not on it\n  fix: ${fix}` });
        continue;
      }
      const endpoint = target.attachments.find((one) => one.network === network);
      if (!endpoint) {
        const fix = `connect container ${quoted(keyOf(target))} to the network, or remove the link`;
        problems.push({ at, text: `${names} cannot work: the target is not on it\n  fix: ${fix}` });
      } else if (endpoint.ipv4 === undefined && endpoint.ipv6 === undefined) wanted.set(endpoint, { target, network });
    }
  }
  const fixed = new Map<AttachmentState, string>();
  if (wanted.size === 0) return fixed;
  const taken = takenAddresses(containers, blocks);
  const wishes = [...wanted].map(([endpoint, wish]) => ({ endpoint, ...wish, key: keyOf(wish.target) }));
  wishes.sort((a, b) => (a.key < b.key ? -1 : 1));
  for (const network of new Set(wishes.map((wish) => wish.network))) {
    const here = wishes.filter((wish) => wish.network === network);
    const block = (blocks.get(network) ?? []).find(({ subnet }) => subnet.family === 4);
    const keys = here.map(({ key }) => key);
    const chosen = block ? chooseAddresses(keys, keyOf(network), block, taken.get(network) ?? new Set()) : [];
    for (const [index, { endpoint, target, key }] of here.entries()) {
      const address = chosen[index];
      const at = { path: target.construct.node.path };
      const text = `the address of container ${quoted(key)} on network ${quoted(keyOf(network))}`;
      if (!address) {
        const why = block ? 'its network has no address left' : 'the subnet of its network is not known here';
        const fix = 'give its endpoint there an address: endpoint({ ipv4 })';
        problems.push({ at, text: `a link needs ${text}, but ${why}\n  fix: ${fix}` });
        continue;
      }
      fixed.set(endpoint, address.value.toString());
      const moved = movedText(text, address, 'container', (ipv4) => `endpoint({ ipv4: '${ipv4.toString()}' })`);
      if (moved !== undefined) warnings.push({ at, text: moved });
    }
  }
  return fixed;
}

/** An address for each container that needs one on a network. */
function chooseAddresses(
  keys: readonly string[],
  network: string,
  { subnet, ipRange }: Block,
  used: ReadonlySet<string>,
): ReturnType<typeof settle<IpAddress>> {
  return settle(keys, (key, taken) =>
    automaticAddress(`${key}@${network}`, subnet, ipRange, { has: (one) => used.has(one) || taken.has(one) }),
  );
}

function takenAddresses(
  containers: readonly ContainerState[],
  blocks: ReadonlyMap<NetworkState, readonly Block[]>,
): Map<NetworkState, Set<string>> {
  const taken = new Map<NetworkState, Set<string>>();
  for (const [network, written] of blocks) {
    const used = written.flatMap(({ gateway, auxiliary }) => [
      ...(gateway ? [gateway] : []),
      ...Object.values(auxiliary),
    ]);
    taken.set(network, new Set(used.map(String)));
  }
  for (const { attachments } of containers) {
    for (const { network, ipv4 } of attachments) {
      if (network !== DEFAULT_BRIDGE && ipv4 !== undefined) taken.get(network)?.add(ipv4);
    }
  }
  return taken;
}
