import { type Service } from '../../core';
import { isKnown } from '../../core/unknown';
import { type Resource, type Resources } from './resources';
import { Subnets } from './subnets';
import { zonesOf } from './zones';

/** What resources beside a service say about it. */
export class ServiceExtras {
  readonly #subnets: Subnets;
  /** Resource ids of scaling targets, such as `service/${Cluster}/${Web.Name}`. */
  readonly #scaled: string[] = [];
  readonly #paths = new Map<string, string>();

  constructor(private readonly resources: Resources) {
    this.#subnets = new Subnets(resources);
    for (const { properties } of resources.of('scaling')) {
      const id = properties.get('resourceId').identity();
      if (id !== undefined && isKnown(id)) this.#scaled.push(id);
    }
    for (const service of resources.of('service')) this.#paths.set(service.key, service.properties.at.path);
  }

  added(resource: Resource, service: Service): Service {
    const network = service.networkConfiguration;
    const startsAfter = resource.dependsOn
      .map((id) => this.#paths.get(resource.key.slice(0, resource.key.length - resource.id.length) + id))
      .filter((path) => path !== undefined);
    return Object.assign(service, {
      ...(network !== undefined && isKnown(network)
        ? {
            networkConfiguration: {
              ...network,
              subnetsArePublic: this.#subnets.arePublic(network.subnets),
              reachesSessionManager: this.#subnets.reachSessionManager(network.subnets),
              zones: zonesOf(this.resources, network.subnets),
            },
          }
        : {}),
      isScaled: this.#scaled.some((id) => this.#names(id, resource, service)),
      startsAfter: { items: startsAfter, complete: true },
    });
  }

  #names(id: string, { key }: Resource, { name }: Service): boolean {
    const last = id.slice(id.lastIndexOf('/') + 1);
    return last === `\${${key}}` || last === `\${${key}.Name}` || last === name || last === key;
  }
}
