import { Image } from '@cdktf/provider-docker/lib/image';
import { Construct } from 'constructs';
import { type DockerEngine, engineFor } from './docker-engine';

/** Props of DockerImage. */
export interface DockerImageProps {
  /**
   * Name of the image, with tag or digest: `busybox:1.36`.
   * @default - the id
   */
  readonly name?: string;
  /**
   * Whether the image stays on the engine when the resource is destroyed.
   * @default true
   */
  readonly keepLocally?: boolean;
}

/**
 * An image on an engine. It is pulled only when the engine does not have it.
 *
 * @see https://registry.terraform.io/providers/kreuzwerker/docker/latest/docs/resources/image
 */
export class DockerImage extends Construct {
  /** The engine that has it. */
  readonly engine: DockerEngine;
  /** Name and tag. */
  readonly imageName: string;
  /** The Terraform resource. */
  readonly resource: Image;

  constructor(scope: Construct, id: string, props: DockerImageProps = {}) {
    const engine = engineFor(scope, id, DockerImage);
    super(scope, id);
    this.engine = engine;
    this.imageName = props.name ?? id;
    this.resource = new Image(this, 'Resource', {
      provider: engine.provider,
      name: this.imageName,
      keepLocally: props.keepLocally ?? true,
    });
  }
}
