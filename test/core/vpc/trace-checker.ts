import { type AwsNetwork, type AclEntry, type Route } from '../../../lib/core/vpc/aws-network';
import { type PathHop } from '../../../lib/core/vpc/path-verdict';

/** What is wrong with a hop: it names nothing of the network, or what it rests on does not say so. */
export function unjustified(network: AwsNetwork, hop: PathHop, port: number): string | undefined {
  const { step, element, by } = hop;
  const named = `${step} ${element.key}`;
  switch (step) {
    case 'group-out':
    case 'group-in': {
      const groups = [...network.groups, ...network.vpcs.map(({ defaultGroup }) => defaultGroup)];
      const group = groups.find(({ key }) => key === by?.key);
      if (!group) return `${named}: no group lets it through`;
      const rules = step === 'group-in' ? group.ingress : group.egress;
      // without rules of its own a group lets everything out
      if (rules === undefined) return undefined;
      const rule = rules.items.find(({ at }) => at.pointer === by?.at.pointer);
      if (!rule) return `${named}: the rule is not one of the group`;
      const covers = rule.protocol === '-1' || (Number(rule.from) <= port && Number(rule.to) >= port);
      return covers && rule.protocol !== 'udp' ? undefined : `${named}: the rule is not for the port`;
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
      return isNamed([...network.tables, ...network.subnets], element.key, named);
    case 'internet-gateway':
      return isNamed(
        network.internetGateways.filter(({ vpcs }) => vpcs.items.length > 0),
        element.key,
        named,
      );
    case 'nat-gateway':
      return isNamed(network.natGateways, element.key, named);
    case 'peering':
      return isNamed(network.peerings, element.key, named);
    case 'egress-only-gateway':
    case 'gateway-endpoint':
    case 'transit-gateway':
    case 'listener':
    case 'name':
    case 'target':
      return isNamed([...network.hosts, ...network.endpoints, ...network.zones], element.key, named);
  }
}

function isNamed(elements: readonly { readonly key: string }[], key: string, named: string): string | undefined {
  return elements.some((element) => element.key === key) ? undefined : `${named}: it is not in the network`;
}
