import { Container } from '@cdktf/provider-docker/lib/container';
import { Network } from '@cdktf/provider-docker/lib/network';
import { type IResolvable, Lazy } from 'cdktf';

/** An attribute of a resource that follows from everything on the engine, so it is known at the synth only. */
export interface Late {
  /** Where the resource shows what it was given. */
  readonly input: string;
  readonly put: (value: unknown) => void;
  readonly produce: () => unknown;
}

type Placed = Late & { readonly placeholder: IResolvable };

/** Puts a placeholder in, which whoever sets the attribute himself replaces. */
function placed(late: Late): Placed {
  const placeholder = Lazy.anyValue({ produce: late.produce });
  late.put(placeholder);
  return { ...late, placeholder };
}

/**
 * Writes with the values in place of the placeholders.
 *
 * A token would do as well, but the framework merges no override into a token: `addOverride('ports.0.external', …)` would
 * fail.
 */
function written<T>(resource: object, late: readonly Placed[], write: () => T): T {
  const pending = late.filter(({ input, placeholder }) => Reflect.get(resource, input) === placeholder);
  for (const { put, produce } of pending) put(produce());
  try {
    return write();
  } finally {
    for (const { put, placeholder } of pending) put(placeholder);
  }
}

/** A container resource with attributes that are known late. */
export class LateContainer extends Container {
  #late: readonly Placed[] = [];

  setLate(late: readonly Late[]): void {
    this.#late = late.map(placed);
  }

  override toTerraform(): unknown {
    return written(this, this.#late, () => super.toTerraform() as unknown);
  }

  override toHclTerraform(): unknown {
    return written(this, this.#late, () => super.toHclTerraform() as unknown);
  }
}

/** A network resource with attributes that are known late. */
export class LateNetwork extends Network {
  #late: readonly Placed[] = [];

  setLate(late: readonly Late[]): void {
    this.#late = late.map(placed);
  }

  override toTerraform(): unknown {
    return written(this, this.#late, () => super.toTerraform() as unknown);
  }

  override toHclTerraform(): unknown {
    return written(this, this.#late, () => super.toHclTerraform() as unknown);
  }
}
