import { type TerraformElement, TerraformStack } from 'cdktf';
import { type ContainerSpec, type NetworkDefinition } from '../../core/engine/definition/docker-host';
import { type SwarmService } from '../../core/engine/swarm/swarm';
import { type Place } from '../../core/values/place';
import { type Knowable, Unknown } from '../../core/values/unknown';
import { Field, Reference, type Source } from '../../core/reading/field';
import * as resource from '../../formats/terraform/docker-resource';
import { snakeCased } from '../../formats/text/pointer';
import { isDecidedLater, resolveIn } from '../../terraform/tokens';

type Json = Readonly<Record<string, unknown>>;

/** Names of the parts of an engine by what their references look like in the output. */
export type Names = ReadonlyMap<string, Knowable<string>>;

/**
 * What a resource becomes in the output, overrides of the resource and of its stack included.
 *
 * A stack keeps its overrides to itself; they are the only thing that is looked up behind its back.
 */
export function finalJson(
  resource: TerraformElement & { readonly terraformResourceType: string },
  kind = 'resource',
): Json {
  const { terraformResourceType: type, friendlyUniqueId: id } = resource;
  const rendered = resolveIn(resource, resource.toTerraform());
  const written = object(object(object(object(rendered)[kind])[type])[id]);
  return merged(written, object(object(stackOverrides(resource, kind)[type])[id])) as Json;
}

/** Overrides that a stack holds for its resources. */
export function stackOverrides(resource: TerraformElement, kind = 'resource'): Json {
  return object(object(Reflect.get(TerraformStack.of(resource), 'rawOverrides'))[kind]);
}

function merged(below: unknown, above: unknown): unknown {
  if (typeof above !== 'object' || above === null || Array.isArray(above)) return above === undefined ? below : above;
  const result: Record<string, unknown> = { ...object(below) };
  for (const [key, value] of Object.entries(above)) result[key] = merged(result[key], value);
  return result;
}

function object(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};
}

/** A resource as the framework writes it: in place of what another resource is called stands a reference to it. */
class WrittenSource implements Source, resource.EngineNames {
  readonly unknown = [];
  readonly problems = [];
  readonly blocks = true;
  readonly interpolates = true;
  readonly keys = new Map<string, string>();
  hop = '';

  constructor(private readonly names: Names) {}

  spell(name: string): string {
    return snakeCased(name);
  }

  resolve(raw: unknown): unknown {
    if (!isDecidedLater(raw)) return raw ?? undefined;
    const text = String(raw);
    const name = this.names.get(text);
    if (name === undefined) return new Unknown(`Terraform decides ${JSON.stringify(raw)} when it applies`);
    return text.endsWith('.id}') ? new Reference(text, 'id', {}, name) : name;
  }

  identify(raw: unknown): Knowable<string> | undefined {
    return this.nameOf(this.resolve(raw));
  }

  nameOf(value: unknown): Knowable<string> | undefined {
    if (value instanceof Reference) return value.scope as Knowable<string>;
    if (value === undefined || value instanceof Unknown) return value;
    return typeof value === 'string' ? value : JSON.stringify(value);
  }

  imageOf(value: unknown): Knowable<string> | undefined {
    return this.nameOf(value);
  }

  sharedIn({ raw }: Field): unknown {
    return typeof raw === 'string' && raw.startsWith(resource.SHARED)
      ? this.resolve(raw.slice(resource.SHARED.length))
      : undefined;
  }
}

const NO_NAMES: Names = new Map();

/** A network as it is written in the end. */
export function readNetwork(at: Place, json: Json): NetworkDefinition {
  return resource.readNetwork(Field.root(new WrittenSource(NO_NAMES), json, at), '', false);
}

/** A service of a swarm as it is written in the end. */
export function readService(at: Place, json: Json, names: Names): SwarmService {
  const source = new WrittenSource(names);
  return resource.readService(Field.root(source, json, at), '', source);
}

/** A container as it is written in the end. */
export function readContainer(at: Place, json: Json, names: Names): ContainerSpec {
  const source = new WrittenSource(names);
  return resource.readContainer(Field.root(source, json, at), '', source);
}
