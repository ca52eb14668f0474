import { type Listed } from '../../core/values/listed';
import { type Knowable } from '../../core/values/unknown';
import { isKnown, Unknown } from '../../core/values/unknown';
import { type Resource, type Resources } from './resources';

const EVERYWHERE: ReadonlySet<unknown> = new Set(['0.0.0.0/0', '::/0']);

/** Where the routes of subnets lead. */
export class Subnets {
  readonly #tableOf = new Map<string, string>();
  readonly #public = new Map<string, boolean>();
  /** Route tables of which all routes are in the templates, and none leads out. */
  readonly #closed: Set<string>;
  readonly #hasSessionEndpoint: boolean;

  constructor(resources: Resources) {
    for (const { properties } of resources.of('tableAssociation')) {
      const [subnet, table] = [properties.get('subnetId').identity(), properties.get('routeTableId').identity()];
      if (typeof subnet === 'string' && typeof table === 'string') this.#tableOf.set(subnet, table);
    }
    // a virtual private gateway may bring a default route of its own
    const tables = resources.of('propagation').length > 0 ? [] : resources.of('routeTable');
    this.#closed = new Set(tables.map(({ key }) => key));
    for (const route of resources.of('route')) this.#note(resources, route);
    // routes of the old main table may be routes of the one in its place
    if (resources.of('mainTableAssociation').length > 0) this.#closed.clear();
    this.#hasSessionEndpoint = resources.of('endpoint').some(isForSessions);
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

  /** Whether tasks in them can have a way to Systems Manager; false where none of the subnets has one. */
  reachSessionManager(subnets: Listed<Knowable<string>>): Knowable<boolean> {
    if (this.#hasSessionEndpoint) return true;
    const isClosed = (subnet: Knowable<string>): boolean =>
      isKnown(subnet) && this.#closed.has(this.#tableOf.get(subnet) ?? '');
    if (subnets.complete && subnets.items.length > 0 && subnets.items.every(isClosed)) return false;
    return new Unknown('the routes of the subnets are not in the templates given');
  }

  #isPublic(subnet: string): boolean | undefined {
    const table = this.#tableOf.get(subnet);
    return table === undefined ? undefined : this.#public.get(table);
  }

  #note(resources: Resources, { properties, certain }: Resource): void {
    const destination = properties.text('destinationCidrBlock') ?? properties.text('destinationIpv6CidrBlock');
    const table = properties.get('routeTableId').identity();
    if (typeof table !== 'string') {
      // it may be the way out of any of them
      this.#closed.clear();
      return;
    }
    // a destination that is not known may be everywhere
    if (typeof destination !== 'string' || EVERYWHERE.has(destination)) this.#closed.delete(table);
    if (!certain || !EVERYWHERE.has(destination)) return;
    const gateway = properties.get('gatewayId');
    if (gateway.isAbsent) {
      if (!this.#public.has(table)) this.#public.set(table, false);
    } else if (resources.target('internetGateway', gateway)) this.#public.set(table, true);
  }
}

/** An interface endpoint for ECS Exec, or one of which that is not known. */
function isForSessions({ properties }: Resource): boolean {
  const service = properties.get('serviceName').identity();
  return service === undefined || !isKnown(service) || service.endsWith('.ssmmessages') || !service.includes('.');
}
