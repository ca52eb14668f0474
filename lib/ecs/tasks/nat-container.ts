import * as ecs from 'aws-cdk-lib/aws-ecs';
import { NatPort } from '../../core/values/port-mapping';
import { method } from '../../constructs/entry';
import { refuseLink } from './none-container';
import { declarePort, type PortHandle } from './port-handle';

/** What a container on a Windows instance can be given; its ports come through `addPort`. */
export type WindowsContainerProps = Omit<
  ecs.ContainerDefinitionOptions,
  | 'portMappings'
  | 'dnsServers'
  | 'dnsSearchDomains'
  | 'extraHosts'
  | 'disableNetworking'
  | 'linuxParameters'
  | 'privileged'
  | 'user'
  | 'ulimits'
  | 'readonlyRootFilesystem'
  | 'systemControls'
>;

/** A container behind the NAT network of a Windows instance. */
export class NatContainer extends ecs.ContainerDefinition {
  readonly #ports: PortHandle[] = [];

  /** The ports declared so far. */
  get ports(): PortHandle[] {
    return [...this.#ports];
  }

  /**
   * Declares a port that the container listens on, and how it appears on the instance.
   * @throws ModelError port-of-another-mode, port-declared-twice, protocol-not-on-ecs
   */
  addPort(mapping: NatPort): PortHandle {
    const handle = declarePort(
      this,
      mapping,
      NatPort.isNatPort,
      'NatPort.dynamic(Port.tcp(80))',
      method(this, 'addPort'),
    );
    this.#ports.push(handle);
    return handle;
  }

  /**
   * Refused: Windows has no links.
   * @throws ModelError link-outside-bridge
   */
  override addLink(container: never, alias?: never): never {
    return refuseLink(this, container, alias, method(this, 'addLink'));
  }
}
