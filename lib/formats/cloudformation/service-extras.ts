import { type Service } from '../../core/ecs/service';
import { launchOf } from '../../core/ecs/service-reading';
import { type Listed } from '../../core/values/listed';
import { isKnown, type Knowable, type Unknown } from '../../core/values/unknown';
import { type Resource, type Resources } from './resources';
import { Subnets } from './subnets';
import { zonesOf } from './zones';

/** What resources beside a service say about it. */
export class ServiceExtras {
  readonly #subnets: Subnets;
  /** Resource ids of scaling targets, such as `service/${Cluster}/${Web.Name}`. */
  readonly #scaled: string[] = [];
  /** A scaling target of which it is not known what it scales. */
  #open: Unknown | undefined;

  constructor(private readonly resources: Resources) {
    this.#subnets = new Subnets(resources);
    for (const { properties } of resources.of('scaling')) {
      const id = properties.get('resourceId').identity();
      if (id === undefined) continue;
      if (isKnown(id)) this.#scaled.push(id);
      else this.#open ??= id;
    }
  }

  added(resource: Resource, service: Service): Service {
    const network = service.networkConfiguration;
    const startsAfter = resource.dependsOn
      .map((id) => this.resources.at(resource.scope, id))
      .filter((other) => other !== undefined)
      .filter(({ kind }) => kind === 'service')
      .map(({ properties }) => properties.at.path);
    return Object.assign(service, {
      ...(network !== undefined && isKnown(network)
        ? {
            networkConfiguration: {
              ...network,
              // the start of tasks on Fargate is judged with the whole network, where that is in sight
              ...(launchOf(service) === 'FARGATE' && this.#areInSight(network.subnets)
                ? {}
                : { subnetsArePublic: this.#subnets.arePublic(network.subnets) }),
              reachesSessionManager: this.#subnets.reachSessionManager(network.subnets),
              zones: zonesOf(this.resources, network.subnets),
            },
          }
        : {}),
      isScaled: this.#scaled.some((id) => this.#names(id, resource, service)) || (this.#open ?? false),
      startsAfter: { items: startsAfter, complete: true },
    });
  }

  #areInSight({ items }: Listed<Knowable<string>>): boolean {
    return items.every((key) => {
      const vpc = this.resources.find('subnet', key)?.properties.get('vpcId');
      return vpc !== undefined && this.resources.target('vpc', vpc) !== undefined;
    });
  }

  #names(id: string, { key }: Resource, { name }: Service): boolean {
    const last = id.slice(id.lastIndexOf('/') + 1);
    return last === `\${${key}}` || last === `\${${key}.Name}` || last === name || last === key;
  }
}
