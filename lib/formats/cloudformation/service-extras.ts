import { type Service } from '../../core/ecs/service';
import { type Listed } from '../../core/values/listed';
import { isKnown, type Knowable, type Unknown } from '../../core/values/unknown';
import { type Field } from '../../core/reading/field';
import { type Registries } from './cloud-map';
import { type LoadBalancers } from './load-balancing';
import { type Resource, type Resources } from './resources';
import { type VpcPlans } from './vpc-plan';
import { zonesOf } from './zones';

/** What resources beside a service say about it. */
export class ServiceExtras {
  /** Resource ids of scaling targets, such as `service/${Cluster}/${Web.Name}`. */
  readonly #scaled: string[] = [];
  /** A scaling target of which it is not known what it scales. */
  #open: Unknown | undefined;

  constructor(
    private readonly resources: Resources,
    private readonly balancers: LoadBalancers,
    private readonly plans: VpcPlans,
    private readonly registries: Registries,
  ) {
    for (const { properties } of resources.of('scaling')) {
      const id = properties.get('resourceId').identity();
      if (id === undefined) continue;
      if (isKnown(id)) this.#scaled.push(id);
      else this.#open ??= id;
    }
  }

  /** @param registries the entries of registries that the service is read from */
  added(resource: Resource, service: Service, registries: Field): Service {
    const network = service.networkConfiguration;
    const startsAfter = resource.dependsOn
      .map((id) => this.resources.at(resource.scope, id))
      .filter((other) => other !== undefined)
      .filter(({ kind }) => kind === 'service')
      .map(({ properties }) => properties.at.path);
    const complete: Service = Object.assign(service, {
      ...(network !== undefined && isKnown(network)
        ? {
            networkConfiguration: {
              ...network,
              zones: zonesOf(this.resources, network.subnets),
              ...this.#addresses(network.subnets),
            },
          }
        : {}),
      loadBalancers: this.#awaited(resource, service),
      isScaled: this.#scaled.some((id) => this.#names(id, resource, service)) || (this.#open ?? false),
      startsAfter: { items: startsAfter, complete: resource.scope.template.exists !== true },
    });
    const entries = registries.array();
    this.plans.noteService(complete, (index) => {
      const entry = Array.isArray(entries) ? registries.item(index, entries[index]) : registries;
      return this.registries.privateNamespaceAt(entry.get('registryArn'));
    });
    return complete;
  }

  /** Its entries of load balancers, with what attaches their target groups and is not waited for. */
  #awaited(resource: Resource, { loadBalancers: { items, complete } }: Service): Service['loadBalancers'] {
    return {
      complete,
      items: items.map((entry) => {
        const { targetGroup } = entry;
        const before =
          targetGroup && isKnown(targetGroup) ? this.balancers.notAwaited(resource, targetGroup) : undefined;
        return before ? { ...entry, madeBefore: before } : entry;
      }),
    };
  }

  #addresses(subnets: Listed<Knowable<string>>): { addresses?: number } {
    const addresses = this.plans.addressesIn(subnets);
    return addresses === undefined ? {} : { addresses };
  }

  #names(id: string, { key }: Resource, { name }: Service): boolean {
    const last = id.slice(id.lastIndexOf('/') + 1);
    return last === `\${${key}}` || last === `\${${key}.Name}` || last === name || last === key;
  }
}
