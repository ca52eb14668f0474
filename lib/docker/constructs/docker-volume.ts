import { Volume } from '@cdktf/provider-docker/lib/volume';
import { Construct } from 'constructs';
import { ModelError, quoted } from '../../core/values/model-error';
import { type Entry } from '../checks/checks';
import { type DockerEngine, engineFor } from './docker-engine';
import { labelBlocks } from '../write/attributes';
import { isDecidedLater } from '../../terraform/tokens';

/** Props of DockerVolume. */
export interface DockerVolumeProps {
  /**
   * Name on the engine.
   * @default - the id
   */
  readonly name?: string;
  /** @default - none */
  readonly labels?: Readonly<Record<string, string>>;
}

/** A volume of an engine: files that outlive containers, and that containers without a network can share. */
export class DockerVolume extends Construct {
  /** The engine that has it. */
  readonly engine: DockerEngine;
  /** The Terraform resource. */
  readonly resource: Volume;

  constructor(scope: Construct, id: string, props: DockerVolumeProps = {}) {
    const engine = engineFor(scope, id, DockerVolume);
    super(scope, id);
    this.engine = engine;
    const { name = id, labels = {} } = props;
    this.resource = new Volume(this, 'Resource', {
      provider: engine.provider,
      name,
      ...(Object.keys(labels).length === 0 ? {} : { labels: labelBlocks(labels) }),
    });
  }
}

/** Files that a container sees. */
export interface Mount {
  /** A volume, or an absolute path of the host. */
  readonly source: DockerVolume | string;
  /** Absolute path in the container. */
  readonly path: string;
  /** @default false */
  readonly readOnly?: boolean;
}

/** What is written into `volumes`. */
export function volumeBlock(
  { source, path, readOnly = false }: Mount,
  entry: Entry,
): {
  containerPath: string;
  readOnly?: boolean;
  volumeName?: string;
  hostPath?: string;
} {
  for (const one of typeof source === 'string' ? [source, path] : [path]) {
    if (one.startsWith('/') || isDecidedLater(one)) continue;
    throw new ModelError(
      'mount-path-relative',
      `a path of a mount is absolute, got ${quoted(one)}`,
      "write it from the root, such as '/data'; for a volume pass a DockerVolume",
      entry,
    );
  }
  return {
    containerPath: path,
    ...(readOnly && { readOnly }),
    ...(typeof source === 'string' ? { hostPath: source } : { volumeName: source.resource.name }),
  };
}
