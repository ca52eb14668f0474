import { Container } from '@cdktf/provider-docker/lib/container';
import { Network } from '@cdktf/provider-docker/lib/network';
import { type DockerProvider } from '@cdktf/provider-docker/lib/provider';
import { TerraformStack } from 'cdktf';
import { type ContainerSpec, type NetworkDefinition } from '../../core/engine/definition/docker-host';
import { type Place } from '../../core/values/place';
import { type Knowable } from '../../core/values/unknown';
import { finalJson, type Names, readContainer, readNetwork } from './final-json';
import { knowable } from '../../terraform/tokens';

/** Resources of an engine that were made with the bindings, beside our constructs. */
export interface RawResources {
  readonly networks: readonly Network[];
  readonly containers: readonly Container[];
}

/**
 * Networks and containers of a stack that go to an engine's provider and that no construct of ours made. Without a provider
 * they go to the one without an alias.
 */
export function rawResources(provider: DockerProvider, ours: ReadonlySet<unknown>): RawResources {
  const networks: Network[] = [];
  const containers: Container[] = [];
  for (const one of TerraformStack.of(provider).node.findAll()) {
    if (!(one instanceof Network || one instanceof Container) || ours.has(one)) continue;
    if (one.provider ? one.provider !== provider : provider.alias !== undefined) continue;
    if (one instanceof Network) networks.push(one);
    else containers.push(one);
  }
  return { networks, containers };
}

/** Their names by what references to them look like. */
export function rawNames({ networks, containers }: RawResources): [string, Knowable<string>][] {
  return [...networks, ...containers].flatMap((one) => {
    const name = knowable(one, one.nameInput ?? '');
    const address = `${one.terraformResourceType}.${one.friendlyUniqueId}`;
    return ['id', 'name'].map((attribute): [string, Knowable<string>] => [`\${${address}.${attribute}}`, name]);
  });
}

export function rawNetwork(resource: Network): NetworkDefinition {
  return readNetwork(placeOf(resource), finalJson(resource));
}

export function rawContainer(resource: Container, names: Names): ContainerSpec {
  return readContainer(placeOf(resource), finalJson(resource), names);
}

function placeOf(resource: Network | Container): Place {
  return { path: resource.node.path };
}
