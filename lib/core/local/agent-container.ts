import { type PortBinding } from './port-bindings';

/** What a container of a running task is there for; a balancer stands for a load balancer, and the agent has none. */
export type ContainerRole = 'container' | 'pause' | 'namespace pause' | 'proxy' | 'relay' | 'balancer';

/** The settings with which the ECS agent has Docker create a container, as far as they concern its network and namespaces. */
export interface AgentContainer {
  /** Its name in the task. */
  readonly name: string;
  readonly role: ContainerRole;
  /** As Docker is told it, `container:NAME` by the name in the task; empty: not set. */
  readonly networkMode: string;
  /** Empty: the engine makes one. */
  readonly hostname: string;
  readonly dns: readonly string[];
  readonly dnsSearch: readonly string[];
  /** `name:address` */
  readonly extraHosts: readonly string[];
  /** `target:alias`, the target by its name in the task. */
  readonly links: readonly string[];
  readonly sysctls: Readonly<Record<string, string>>;
  readonly networkDisabled: boolean;
  readonly init: boolean;
  readonly privileged: boolean;
  readonly capAdd: readonly string[];
  readonly capDrop: readonly string[];
  /** Empty: as the image says. */
  readonly user: string;
  /** Names in the task, with `:ro` where they are read only. */
  readonly volumesFrom: readonly string[];
  /** Empty: its own. */
  readonly pidMode: string;
  /** Empty: its own. */
  readonly ipcMode: string;
  /** Containers' ports, as numbers or by the names of listeners, with protocol. */
  readonly exposedPorts: readonly string[];
  readonly portBindings: readonly PortBinding[];
  /** Variables of the definition and of the agent: `NAME=value`; {@link METADATA} and {@link REGION} stand for several. */
  readonly env: readonly string[];
  /** Undefined: as the engine is configured. */
  readonly logConfig: { readonly type: string; readonly options: Readonly<Record<string, string>> } | undefined;
}

/** The variables that name the metadata endpoints of a container. */
export const METADATA = '<metadata>';

/** The variables that name the region. */
export const REGION = '<region>';

/** The one that names where the credentials of the task role are. */
export const CREDENTIALS = 'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI';

/** A container without any setting. */
export const PLAIN: Omit<AgentContainer, 'name' | 'role'> = {
  networkMode: '',
  hostname: '',
  dns: [],
  dnsSearch: [],
  extraHosts: [],
  links: [],
  sysctls: {},
  networkDisabled: false,
  init: false,
  privileged: false,
  capAdd: [],
  capDrop: [],
  user: '',
  volumesFrom: [],
  pidMode: '',
  ipcMode: '',
  exposedPorts: [],
  portBindings: [],
  env: [],
  logConfig: undefined,
};

/** The part of a container's name in Docker that comes from its name in the task: letters, digits and dashes. */
export function dockerNamePart(name: string): string {
  return name.replace(/[^a-zA-Z0-9-]/g, '');
}
