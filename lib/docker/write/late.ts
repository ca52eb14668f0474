import { type Container } from '@cdktf/provider-docker/lib/container';
import { type Network } from '@cdktf/provider-docker/lib/network';

/** An attribute of a resource that follows from everything on the engine, so it is known at the synth only. */
export interface Late {
  /** Where the resource shows what it was given. */
  readonly input: string;
  readonly put: (value: unknown) => void;
  readonly produce: () => unknown;
  /** What the attribute has until then. @default - an empty list of its own */
  readonly placeholder?: unknown;
}

type Placed = Late & { readonly placeholder: unknown };

/** Puts a placeholder in, which whoever sets the attribute himself replaces. */
function placed(resource: object, late: Late): Placed {
  if (late.placeholder === undefined) late.put([]);
  return { ...late, placeholder: Reflect.get(resource, late.input) as unknown };
}

/**
 * Writes with the values in place of the placeholders.
 *
 * A token would do as well, but the framework merges no override into a token: `addOverride('ports.0.external', …)` would
 * fail.
 */
function written(resource: object, late: readonly Placed[], write: () => unknown): unknown {
  const pending = late.filter(({ input, placeholder }) => Reflect.get(resource, input) === placeholder);
  for (const { put, produce } of pending) put(produce());
  try {
    return withoutUndefined(write());
  } finally {
    for (const { put, placeholder } of pending) put(placeholder);
  }
}

/** The framework looks for tokens in every attribute, twice; most attributes of most resources are not set. */
function withoutUndefined(fragment: unknown): unknown {
  const { resource = {} } = fragment as { resource?: Record<string, Record<string, Record<string, unknown>>> };
  for (const byId of Object.values(resource)) {
    for (const attributes of Object.values(byId)) {
      for (const key of Object.keys(attributes)) {
        // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- the fragment was made for this call
        if (attributes[key] === undefined) delete attributes[key];
      }
    }
  }
  return fragment;
}

/** Lets a resource be written with attributes that are known late. */
export function writeLate(resource: Container | Network, late: readonly Late[]): void {
  const all = late.map((one) => placed(resource, one));
  const json = resource.toTerraform.bind(resource) as () => unknown;
  const hcl = resource.toHclTerraform.bind(resource) as () => unknown;
  resource.toTerraform = () => written(resource, all, json);
  resource.toHclTerraform = () => written(resource, all, hcl);
}
