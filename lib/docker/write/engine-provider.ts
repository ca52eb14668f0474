import { DockerProvider } from '@cdktf/provider-docker/lib/provider';
import { TerraformStack } from 'cdktf';

/**
 * The provider of an engine. Providers of one stack come out as a list in the order of the definitions; ours come out in
 * the order of their aliases, so that this order changes nothing.
 */
export class EngineProvider extends DockerProvider {
  override toTerraform(): unknown {
    return this.#substitute().#ownTerraform();
  }

  override toHclTerraform(): unknown {
    return this.#substitute().#ownHclTerraform();
  }

  #ownTerraform(): unknown {
    return super.toTerraform() as unknown;
  }

  #ownHclTerraform(): unknown {
    return super.toHclTerraform() as unknown;
  }

  /** The provider that is written at the place of this one. */
  #substitute(): EngineProvider {
    if (this.alias === undefined) return this;
    const inTree = TerraformStack.of(this)
      .node.findAll()
      .filter((one) => one instanceof EngineProvider);
    const byAlias = [...inTree].sort((a, b) => ((a.alias ?? '') < (b.alias ?? '') ? -1 : 1));
    return byAlias[inTree.indexOf(this)] ?? this;
  }
}
