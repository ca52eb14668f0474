import { type Element } from '../../../lib/core/values/element';
import { isKnown } from '../../../lib/core/values/unknown';
import {
  type AclEntry,
  type AwsNetwork,
  type NetworkAcl,
  type Route,
  type RouteTable,
} from '../../../lib/core/vpc/aws-network';
import { type Obstacle, type PathHop } from '../../../lib/core/vpc/path-verdict';
import { type NetworkQuestion } from '../../../lib/core/vpc/reach';

/**
 * What is wrong with a hop: it names nothing of the network, or what it rests on does not say so. Nothing here decides
 * where packets go: it only looks up what a verdict names.
 */
export function unjustified(network: AwsNetwork, hop: PathHop): string | undefined {
  const { step, element, by } = hop;
  const named = `${step} ${element.key}`;
  switch (step) {
    case 'group-out':
    case 'group-in': {
      const group = groupsOf(network).find(({ key }) => key === by?.key);
      if (!group) return `${named}: no group lets it through`;
      const rules = step === 'group-in' ? group.ingress : group.egress;
      // without rules of its own a group lets everything out
      if (rules === undefined) return undefined;
      const rule = rules.items.find(({ at }) => at.pointer === by?.at.pointer);
      return rule ? undefined : `${named}: the rule is not one of the group`;
    }
    case 'acl-in':
    case 'acl-out':
    case 'acl-return': {
      const acl = network.acls.find(({ key }) => key === element.key);
      const lines: readonly AclEntry[] = [...(acl?.ingress.items ?? []), ...(acl?.egress.items ?? [])];
      const line = lines.find(({ key }) => key === by?.key);
      return line?.allows === true ? undefined : `${named}: no line allows it`;
    }
    case 'route':
    case 'route-back': {
      const table = network.tables.find(({ key }) => key === element.key);
      const route: Route | undefined = table?.routes.items.find(({ key }) => key === by?.key);
      return route ? undefined : `${named}: the route is not one of the table`;
    }
    case 'local-route':
      return isNamed([...network.tables, ...network.subnets], element, named);
    case 'internet-gateway':
      return isNamed(
        network.internetGateways.filter(({ vpcs }) => vpcs.items.length > 0),
        element,
        named,
      );
    case 'nat-gateway':
      return isNamed(
        network.natGateways.filter(({ isPublic }) => isPublic === true),
        element,
        named,
      );
    case 'peering':
      return isNamed(
        network.peerings.filter(({ isAccepted }) => isAccepted === true),
        element,
        named,
      );
    case 'egress-only-gateway':
      return isNamed(network.egressOnlyGateways, element, named);
    case 'transit-gateway':
      return isNamed(
        network.transitGateways.filter(({ key }) => network.transitAttachments.some(({ gateway }) => gateway === key)),
        element,
        named,
      );
    case 'gateway-endpoint':
      return isNamed(
        network.endpoints.filter(({ kind, tables }) => kind === 'gateway' && tables.items.length > 0),
        element,
        named,
      );
    case 'listener':
      return isNamed([...network.balancers, ...network.hosts], element, named);
    case 'name':
      return isNamed(
        [...network.endpoints.filter(({ privateDns }) => privateDns === true), ...network.zones],
        element,
        named,
      );
    case 'target':
      return isNamed(network.balancerTargets, element, named);
  }
}

function groupsOf(network: AwsNetwork): AwsNetwork['groups'] {
  return [...network.groups, ...network.vpcs.map(({ defaultGroup }) => defaultGroup)];
}

function isNamed(elements: readonly Element[], { key }: Element, named: string): string | undefined {
  return elements.some((element) => element.key === key) ? undefined : `${named}: it is not in the network`;
}

const EVERYONE = '0.0.0.0/0';
const PUBLIC: ReadonlySet<string> = new Set(['internet', '198.51.100.7', 'aws:logs', 'aws:s3']);

/** What is wrong with a cause of a question about IPv4: what it names does not block, as it is written. */
export function unfounded(
  network: AwsNetwork,
  { reason, element, facts }: Obstacle,
  asked: NetworkQuestion,
): string | undefined {
  const named = `${reason} ${element.key}`;
  const check = (isFounded: boolean, why: string): string | undefined => (isFounded ? undefined : `${named}: ${why}`);
  switch (reason) {
    case 'group-does-not-admit':
    case 'group-lets-nothing-out': {
      const group = groupsOf(network).find(({ key }) => key === element.key);
      const rules = reason === 'group-does-not-admit' ? group?.ingress : group?.egress;
      const lets = rules?.items.some(
        ({ protocol, peer }) => protocol === '-1' && peer?.kind === 'block' && peer.block === EVERYONE,
      );
      return check(group === undefined || lets === false, 'the group lets everybody through');
    }
    case 'acl-denies':
    case 'acl-denies-answers': {
      const acl = network.acls.find(({ key }) => key === element.key);
      const subnet = network.subnets.find(({ key }) => key === facts['subnet']);
      const vpc = subnet && isKnown(subnet.vpc) ? subnet.vpc : '';
      const isIts = subnet?.acl === element.key || element.key === `${vpc}.DefaultNetworkAcl`;
      const first = acl && firstLine(acl, facts['direction'] === 'egress' ? 'egress' : 'ingress');
      return (
        check(isIts, 'it is not the one of the subnet') ??
        check(!first || !isForAll(first) || first.allows !== true, 'its first line lets everything through')
      );
    }
    case 'route-missing':
    case 'route-back-missing': {
      const subnet = network.subnets.find(({ key }) => key === element.key);
      if (subnet) return check(subnet.table === undefined, 'it has a route table');
      const table = network.tables.find(({ key }) => key === element.key);
      const isOut = PUBLIC.has(asked.to) && reason === 'route-missing';
      return check(table !== undefined && !(isOut && leadsOut(network, table)), 'it has a default route');
    }
    case 'endpoint-missing': {
      const here = [...network.tables, ...network.subnets].find(({ key }) => key === element.key)?.vpc;
      const fitting = network.endpoints.filter(({ service, vpc }) => service === facts['missing'] && vpc === here);
      return check(!fitting.some(({ privateDns }) => privateDns === true), 'there is one');
    }
    case 'endpoint-name-unused':
      return check(network.endpoints.find(({ key }) => key === element.key)?.privateDns === false, 'its name is used');
    case 'nat-without-way-out': {
      const nat = network.natGateways.find(({ key }) => key === element.key);
      const home = network.subnets.find(({ key }) => key === nat?.subnet);
      const table = network.tables.find(({ key }) => key === home?.table);
      return check(
        nat !== undefined && !(table && leadsOut(network, table)),
        'its subnet leads to an internet gateway',
      );
    }
    case 'gateway-unattached':
      return check(
        [...network.internetGateways, ...network.egressOnlyGateways].some(({ key }) => key === facts['gateway']),
        'there is no such gateway',
      );
    case 'balancer-internal':
      return check(network.balancers.find(({ key }) => key === element.key)?.isInternetFacing === false, 'it is not');
    case 'port-not-listened-on': {
      const balancer = network.balancers.find(({ key }) => key === element.key);
      const ports = balancer?.listeners.items.map(({ port }) => port) ?? [];
      const host = network.hosts.find(({ key }) => key === element.key);
      const listens = [...ports, ...(host?.ports?.items ?? [])].includes(asked.port);
      return check(!listens || asked.protocol === 'udp', 'it listens there');
    }
    case 'not-called-over-network':
      return check(network.hosts.find(({ key }) => key === element.key)?.onlyCalls === true, 'it is called so');
    case 'dns-support-off':
      return check(network.vpcs.find(({ key }) => key === element.key)?.dnsSupport === false, 'it is on');
    case 'public-access-blocked':
      return check(network.publicAccessBlocks.find(({ key }) => key === element.key)?.mode !== 'off', 'it is off');
    case 'no-public-address':
      return check(
        [...network.hosts, ...network.balancers].some(({ key }) => key === element.key),
        'nothing of the network has that name',
      );
    // these rest on where packets go, which is not looked up here
    case 'address-private':
    case 'balancer-subnet-private':
    case 'dns-names-off':
    case 'dns64-off':
    case 'egress-only':
    case 'forwards-nowhere':
    case 'groups-left-out':
    case 'hairpin':
    case 'instance-does-not-forward':
    case 'mount-target-missing':
    case 'namespace-without-dns':
    case 'nat-private':
    case 'nat-of-other-vpc':
    case 'nat-without-gateway':
    case 'nat-zone-missing':
    case 'peering-not-accepted':
    case 'peering-not-transitive':
    case 'peering-of-others':
    case 'record-missing':
    case 'route-elsewhere':
    case 'route-not-for-family':
    case 'transit-not-associated':
    case 'transit-route-drops':
    case 'transit-tables-missing':
    case 'transit-route-missing':
    case 'transit-unattached':
    case 'transit-zone-missing':
    case 'zone-not-enabled':
    case 'zone-of-other-vpc':
      return undefined;
  }
}

function firstLine(acl: NetworkAcl, direction: 'ingress' | 'egress'): AclEntry | undefined {
  return [...acl[direction].items].sort((one, other) => Number(one.number) - Number(other.number))[0];
}

function isForAll({ protocol, block }: AclEntry): boolean {
  return protocol === -1 && isKnown(block) && block.toString() === EVERYONE;
}

/** Whether a table has a default route to an internet gateway of its VPC. */
function leadsOut(network: AwsNetwork, { routes, vpc }: RouteTable): boolean {
  return routes.items.some(
    ({ destination, target }) =>
      destination.kind === 'block' &&
      isKnown(destination.block) &&
      destination.block.toString() === EVERYONE &&
      isKnown(target) &&
      target.kind === 'internet-gateway' &&
      network.internetGateways.some(({ key, vpcs }) => key === target.key && vpcs.items.includes(vpc)),
  );
}
