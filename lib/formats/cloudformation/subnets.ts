import { type Knowable, type Listed } from '../../core';
import { isKnown, Unknown } from '../../core/unknown';
import { type Resource, type Resources } from './resources';

const EVERYWHERE: ReadonlySet<unknown> = new Set(['0.0.0.0/0', '::/0']);

/** Which subnets have their default route to an internet gateway. */
export class Subnets {
  readonly #tableOf = new Map<string, string>();
  readonly #public = new Map<string, boolean>();

  constructor(resources: Resources) {
    for (const { properties } of resources.of('tableAssociation')) {
      const [subnet, table] = [properties.get('subnetId').identity(), properties.get('routeTableId').identity()];
      if (typeof subnet === 'string' && typeof table === 'string') this.#tableOf.set(subnet, table);
    }
    for (const route of resources.of('route')) this.#note(resources, route);
  }

  /** Whether all of them are public; unknown when one of them is not in sight. */
  arePublic(subnets: Listed<Knowable<string>>): Knowable<boolean> {
    const verdicts = subnets.items.map((subnet) => (isKnown(subnet) ? this.#isPublic(subnet) : undefined));
    if (verdicts.includes(false)) return false;
    if (verdicts.length === 0 || verdicts.includes(undefined) || !subnets.complete) {
      return new Unknown('the routes of the subnets are not in the templates given');
    }
    return true;
  }

  #isPublic(subnet: string): boolean | undefined {
    const table = this.#tableOf.get(subnet);
    return table === undefined ? undefined : this.#public.get(table);
  }

  #note(resources: Resources, { properties, certain }: Resource): void {
    const destination =
      properties.get('destinationCidrBlock').text() ?? properties.get('destinationIpv6CidrBlock').text();
    const table = properties.get('routeTableId').identity();
    if (!certain || !EVERYWHERE.has(destination) || typeof table !== 'string') return;
    const gateway = properties.get('gatewayId');
    if (gateway.isAbsent) {
      if (!this.#public.has(table)) this.#public.set(table, false);
    } else if (resources.target('internetGateway', gateway)) this.#public.set(table, true);
  }
}
