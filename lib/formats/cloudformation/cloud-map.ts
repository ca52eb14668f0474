import { type CloudMap, type NamespaceKind, type Registry } from '../../core/ecs/cloud-map';
import { type ResolverOff } from '../../core/ecs/service';
import { type Namespace } from '../../core/intent/task-programs';
import { type Place } from '../../core/values/place';
import { isKnown, Unknown, type Knowable } from '../../core/values/unknown';
import { made, type Field } from '../../core/reading/field';
import { type Resource, type Resources } from './resources';

const KINDS = { privateNamespace: 'private', publicNamespace: 'public', httpNamespace: 'http' } as const;

/** What the templates say of AWS Cloud Map. */
export class Registries {
  readonly all: CloudMap;

  constructor(private readonly resources: Resources) {
    this.all = { registries: resources.of('discovery').map((resource) => this.#read(resource)) };
  }

  /** Record types of the registry that a field names. */
  recordTypes(field: Field): Knowable<readonly string[]> {
    const registry = this.resources.target('discovery', field);
    if (!registry) return new Unknown('the registry is not in the templates given');
    const { items, complete } = recordTypesOf(registry);
    const unknown = items.find((type) => type instanceof Unknown);
    if (unknown instanceof Unknown) return unknown;
    return complete ? items.filter(isKnown) : new Unknown('the record types are decided later');
  }

  /** Where the records of the registry are written that a field names. */
  placeOf(field: Field): Place | undefined {
    const registry = this.resources.target('discovery', field);
    if (!registry) return undefined;
    const { at } = registry.properties;
    const { pointer } = registry.properties.get('dnsConfig').get('dnsRecords');
    return pointer === undefined ? at : { ...at, pointer };
  }

  /** The name that the records of a registry have; undefined when it or its namespace is not in sight. */
  dnsName(field: Field): Knowable<string> | undefined {
    const registry = this.resources.target('discovery', field);
    const name = registry?.properties.text('name');
    const zone = registry && this.#privateNamespaceOf(registry)?.properties.text('name');
    if (name === undefined || zone === undefined) return undefined;
    return isKnown(name) && isKnown(zone) ? `${name}.${zone}` : isKnown(name) ? zone : name;
  }

  /** Whether the resolver of the VPC answers from the private namespace of a registry; undefined when none is in sight. */
  namesResolve(field: Field): Knowable<boolean> | undefined {
    const vpc = this.#vpcOf(field);
    if (!vpc) return undefined;
    const { enableDnsSupport: support, enableDnsHostnames: names } = resolverOf(vpc);
    if (support === false || names === false) return false;
    return isKnown(support) ? names : support;
  }

  /** What keeps that resolver from answering, where something is known to. */
  resolverOff(field: Field): ResolverOff | undefined {
    const vpc = this.#vpcOf(field);
    if (!vpc) return undefined;
    const set = resolverOf(vpc);
    const settings = RESOLVER.filter((name) => set[name] === false);
    return settings.length === 0 ? undefined : { vpc: vpc.properties.at, settings };
  }

  /** The VPC of the private namespace of a registry. */
  #vpcOf(field: Field): Resource | undefined {
    const namespace = this.privateNamespaceAt(field);
    return namespace && this.resources.target('vpc', namespace.properties.get('vpc'));
  }

  /** The private namespace of the registry that a field names; undefined when none is in sight. */
  privateNamespaceAt(field: Field): Resource | undefined {
    const registry = this.resources.target('discovery', field);
    return registry && this.#privateNamespaceOf(registry);
  }

  #privateNamespaceOf(registry: Resource): Resource | undefined {
    return this.resources.target('privateNamespace', namespaceField(registry));
  }

  #read(resource: Resource): Registry {
    const { properties } = resource;
    const namespace = namespaceField(resource);
    const dns = properties.get('dnsConfig');
    const check = properties.get('healthCheckConfig');
    const kinds = Object.entries(KINDS) as [keyof typeof KINDS, NamespaceKind][];
    return made<Registry>({
      at: properties.at,
      name: properties.string('name'),
      namespace: namespace.identity(),
      namespaceKind: kinds.find(([kind]) => this.resources.target(kind, namespace))?.[1],
      hasDnsConfig: !dns.isAbsent && !(dns.value instanceof Unknown),
      recordTypes: recordTypesOf(resource),
      routingPolicy: dns.string('routingPolicy') ?? 'MULTIVALUE',
      healthCheck:
        check.isAbsent || check.value instanceof Unknown
          ? undefined
          : {
              at: check.here,
              type: check.string('type'),
              failureThreshold: check.number('failureThreshold'),
              hasPath: !check.get('resourcePath').isAbsent,
            },
      hasCustomHealthCheck: !properties.get('healthCheckCustomConfig').isAbsent,
    });
  }
}

/** The namespaces of the templates. */
export function readNamespaces(resources: Resources): Namespace[] {
  return (Object.keys(KINDS) as (keyof typeof KINDS)[]).flatMap((kind) =>
    resources.of(kind).map(({ key, properties }) => ({
      key,
      name: properties.text('name') ?? new Unknown('its name is left out'),
    })),
  );
}

const RESOLVER = ['enableDnsSupport', 'enableDnsHostnames'] as const;

/** What a VPC says of its resolver; a new one has host names off. */
function resolverOf({ properties }: Resource): Readonly<Record<(typeof RESOLVER)[number], Knowable<boolean>>> {
  return {
    enableDnsSupport: properties.boolean('enableDnsSupport') ?? true,
    enableDnsHostnames: properties.boolean('enableDnsHostnames') ?? false,
  };
}

function namespaceField({ properties }: Resource): Field {
  const own = properties.get('namespaceId');
  return own.isAbsent ? properties.get('dnsConfig').get('namespaceId') : own;
}

function recordTypesOf({ properties }: Resource): Registry['recordTypes'] {
  return properties
    .get('dnsConfig')
    .get('dnsRecords')
    .list((record) => record.string('type'));
}
