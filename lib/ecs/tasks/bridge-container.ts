import * as ecs from 'aws-cdk-lib/aws-ecs';
import { BridgePort } from '../../core/values/port-mapping';
import { assertOwnLink, ContainerLink } from './container-link';
import { declarePort, type PortHandle } from './port-handle';
import { type Entry, method } from '../../constructs/entry';
import { assertGiven, has } from '../../constructs/given';

/** What a container behind the instance's bridge can be given; its ports come through `addPort`. */
export type BridgeContainerProps = Omit<ecs.ContainerDefinitionOptions, 'portMappings'>;

/** A container behind Docker's default bridge of the instance. */
export class BridgeContainer extends ecs.ContainerDefinition {
  readonly #ports: PortHandle[] = [];
  readonly #links: ContainerLink[] = [];

  /** The ports declared so far. */
  get ports(): PortHandle[] {
    return [...this.#ports];
  }

  /**
   * Declares a port that the container listens on, and how it appears on the instance.
   * @throws ModelError port-of-another-mode, port-declared-twice, port-name-taken, protocol-not-on-ecs
   */
  addPort(mapping: BridgePort): PortHandle {
    const handle = declarePort(
      this,
      mapping,
      BridgePort.isBridgePort,
      'BridgePort.dynamic(Port.tcp(80))',
      method(this, 'addPort'),
    );
    this.#ports.push(handle);
    return handle;
  }

  /** Links to other containers of the task, declared so far. */
  get links(): ContainerLink[] {
    return [...this.#links];
  }

  /**
   * Lets this container find another one of the task by name; not the other way round.
   *
   * The other container is started first, and this one sees its environment, credentials included.
   * @throws ModelError link-outside-task, link-circle, link-alias-taken
   */
  link(target: BridgeContainer, alias?: string): ContainerLink {
    return this.#link(target, alias, method(this, 'link'));
  }

  /** CDK's name for {@link link}. */
  override addLink(container: ecs.ContainerDefinition, alias?: string): void {
    this.#link(container, alias, method(this, 'addLink'));
  }

  #link(target: ecs.ContainerDefinition, alias: string | undefined, entry: Entry): ContainerLink {
    assertGiven(has(target, 'containerName'), 'the target of the link', target, 'pass a container of this task', entry);
    const link = new ContainerLink(this, target, alias);
    assertOwnLink(link, entry);
    super.addLink(target, alias);
    this.#links.push(link);
    return link;
  }
}
