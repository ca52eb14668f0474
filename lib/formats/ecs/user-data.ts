import { DYNAMIC_PORTS } from '../../core/values/dynamic-ports';
import { RESERVED_TCP_PORTS, TASK_ROLES_PORT, type AmiFamily } from '../../core/ecs/capacity';
import { type OperatingSystem } from '../../core/ecs/launch-type';
import { PortRange } from '../../core/values/port';
import { type Knowable } from '../../core/values/unknown';
import { isKnown, Unknown } from '../../core/values/unknown';

/** The settings of the agent in user data. */
export interface AgentSettings {
  /** As written after `ECS_CLUSTER=`; undefined when it is not set. */
  readonly cluster: Knowable<string | undefined>;
  readonly reservedTcpPorts: Knowable<readonly number[]>;
  readonly reservedUdpPorts: Knowable<readonly number[]>;
  readonly dynamicPorts: Knowable<PortRange>;
  readonly dynamicPortsGiven: boolean;
}

/** Reads the agent's settings out of user data. */
export function agentSettings(
  userData: Knowable<string | undefined>,
  operatingSystem: Knowable<OperatingSystem>,
): AgentSettings {
  if (!isKnown(userData)) {
    const unknown = userData;
    return {
      cluster: unknown,
      reservedTcpPorts: unknown,
      reservedUdpPorts: unknown,
      dynamicPorts: unknown,
      dynamicPortsGiven: false,
    };
  }
  const text = userData ?? '';
  const range = setting(text, 'ECS_DYNAMIC_HOST_PORT_RANGE');
  const reserved =
    ports(setting(text, 'ECS_RESERVED_PORTS')) ??
    (isKnown(operatingSystem) ? RESERVED_TCP_PORTS[operatingSystem] : operatingSystem);
  return {
    cluster: setting(text, 'ECS_CLUSTER') ?? argument(text, '-Cluster'),
    reservedTcpPorts: isKnown(reserved) && text.includes(TASK_ROLES_SWITCH) ? withTaskRoles(reserved) : reserved,
    reservedUdpPorts: ports(setting(text, 'ECS_RESERVED_PORTS_UDP')) ?? [],
    dynamicPorts: range === undefined ? defaultRange(operatingSystem) : portRange(range),
    dynamicPortsGiven: range !== undefined,
  };
}

/** A switch of the agent's start on Windows. */
const TASK_ROLES_SWITCH = '-EnableTaskIAMRole';

function withTaskRoles(reserved: readonly number[]): readonly number[] {
  return reserved.includes(TASK_ROLES_PORT) ? reserved : [...reserved, TASK_ROLES_PORT];
}

/** The last value that a script gives to a variable, quotes and redirection cut off. */
function setting(text: string, name: string): string | undefined {
  let value: string | undefined;
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + name.length)) {
    if (wordCharacter(text[at - 1])) continue;
    // a shell's assignment, or the arguments of PowerShell's SetEnvironmentVariable
    ASSIGNED.lastIndex = at + name.length;
    if (ASSIGNED.test(text)) value = unquoted(text.slice(ASSIGNED.lastIndex));
  }
  return value;
}

const ASSIGNED = /=|["']\s*,\s*/y;

function argument(text: string, name: string): string | undefined {
  const at = text.indexOf(`${name} `);
  return at < 0 ? undefined : unquoted(text.slice(at + name.length + 1).trimStart());
}

function wordCharacter(character: string | undefined): boolean {
  return character !== undefined && /\w/.test(character);
}

function unquoted(rest: string): string {
  const quote = rest[0];
  if (quote === '"' || quote === "'") {
    const end = rest.indexOf(quote, 1);
    return end < 0 ? rest.slice(1) : rest.slice(1, end);
  }
  if (quote === '[') {
    const end = rest.indexOf(']');
    return end < 0 ? rest : rest.slice(0, end + 1);
  }
  return (/^[^\s;"'>|&\\]*/.exec(rest) ?? [''])[0];
}

function ports(text: string | undefined): Knowable<readonly number[]> | undefined {
  if (text === undefined) return undefined;
  const numbers = text
    .replace(/[[\]\s\\"']/g, '')
    .split(',')
    .filter((part) => part !== '')
    .map(Number);
  return numbers.every(Number.isInteger) ? numbers : new Unknown(`ECS_RESERVED_PORTS is ${JSON.stringify(text)}`);
}

function defaultRange(operatingSystem: Knowable<OperatingSystem>): Knowable<PortRange> {
  if (!isKnown(operatingSystem)) return operatingSystem;
  const [first, last] = DYNAMIC_PORTS[operatingSystem];
  return PortRange.tcp(first, last);
}

function portRange(text: string): Knowable<PortRange> {
  const [first, last, more] = text.split('-').map(Number);
  const whole = (value: number | undefined): value is number =>
    value !== undefined && Number.isInteger(value) && value >= 1 && value <= 65535;
  if (more === undefined && whole(first) && whole(last) && first < last) return PortRange.tcp(first, last);
  return new Unknown(`ECS_DYNAMIC_HOST_PORT_RANGE is ${JSON.stringify(text)}`);
}

/** The family of an image from the name of the public parameter that points to it. */
export function amiFamilyOf(image: string): AmiFamily | undefined {
  const name = image.toLowerCase();
  if (name.includes('bottlerocket')) return 'bottlerocket';
  if (name.includes('windows')) return 'windows';
  if (name.includes('amazon-linux-2023')) return 'amazon-linux-2023';
  if (name.includes('amazon-linux-2')) return 'amazon-linux-2';
  return undefined;
}

/** The system that boots, by the family of the image, or else by the language of its script. */
export function instanceSystem(
  amiFamily: Knowable<AmiFamily>,
  userData: Knowable<string | undefined>,
): Knowable<OperatingSystem> {
  if (isKnown(amiFamily)) return amiFamily === 'windows' ? 'windows' : 'linux';
  if (isKnown(userData) && userData !== undefined) {
    const text = userData.trimStart();
    if (text.startsWith('<powershell>') || text.startsWith('<script>')) return 'windows';
    if (text.startsWith('#!') || text.startsWith('#cloud-') || text.startsWith('Content-Type: multipart'))
      return 'linux';
  }
  return amiFamily;
}
