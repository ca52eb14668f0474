import { reachWhere } from '../core/ecs/capability';
import { launchTypeNamed, LAUNCH_TYPES, type LaunchTypeFacts, type OperatingSystem } from '../core/ecs/launch-type';
import { NETWORK_MODES, type NetworkMode, type NetworkSetting } from '../core/ecs/network-mode';
import { joined } from '../core/values/phrase';
import { cell } from './rules-document';

const SYSTEM_NAMES: Readonly<Record<OperatingSystem, string>> = { linux: 'Linux', windows: 'Windows' };

const SETTING_NAMES: Readonly<Record<NetworkSetting, string>> = {
  links: '`links`',
  hostname: '`hostname`',
  dnsServers: '`dnsServers`',
  dnsSearchDomains: '`dnsSearchDomains`',
  extraHosts: '`extraHosts`',
  disableNetworking: '`disableNetworking`',
  netSystemControls: '`systemControls` of `net.*`',
  proxyConfiguration: '`proxyConfiguration`',
  faultInjection: '`enableFaultInjection`',
  portNames: '`name` of a port mapping',
};

/** A row of a table: what is compared, and what each column answers. */
type Feature<T> = readonly [what: string, answer: (column: T) => string];

const MODE_FEATURES: readonly Feature<NetworkMode>[] = [
  ['whose address peers dial', ({ addressOwner }) => OWNERS[addressOwner]],
  ['a container port on the host', hostPortText],
  ['filtered by the security group of', ({ securityGroup }) => GROUPS[securityGroup]],
  ['load balancer target', ({ targetType }) => targetType ?? 'none'],
  ['service discovery records', ({ discoveryRecords }) => listed(discoveryRecords)],
  ['Service Connect', ({ serviceConnect }) => serviceConnect],
  ['protocols of port mappings', ({ protocols }) => listed(protocols)],
  ['port ranges', ({ takesPortRanges }) => yesOrNo(takesPortRanges)],
  ['containers of a task meet', ({ namesInTask }) => MEETING[namesInTask]],
  ['copies per instance', copiesText],
  [
    'network configuration of the service',
    ({ needsNetworkConfiguration }) => (needsNetworkConfiguration ? 'required' : 'none'),
  ],
  ['task role, ECS Exec, log routers', ({ reachesNetwork }) => yesOrNo(reachesNetwork)],
  ['metadata of the instance', ({ instanceMetadata }) => instanceMetadata],
  ['instances run', ({ operatingSystems }) => listed(operatingSystems.map((one) => SYSTEM_NAMES[one]))],
  ['launch types', ({ launchTypes }) => listed(launchTypes.map((name) => launchTypeNamed(name)?.title ?? name))],
];

const OWNERS = { task: "the task's", instance: "the instance's", nobody: "nobody's" } as const;
const GROUPS = { task: 'the task', instance: 'the instance', none: 'nothing' } as const;
const MEETING = { links: 'through links', localhost: 'on localhost', none: 'not' } as const;

const LAUNCH_TYPE_FEATURES: readonly Feature<LaunchTypeFacts>[] = [
  ...NETWORK_MODES.map((mode): Feature<LaunchTypeFacts> => [
    `network mode ${headOf(mode)}`,
    ({ networkModes }) => yesOrNo(networkModes.includes(mode.name)),
  ]),
  ['load balancer targets', (type) => listed(inModes(type, ({ targetType }) => (targetType ? [targetType] : [])))],
  ['service discovery records', (type) => listed(inModes(type, ({ discoveryRecords }) => discoveryRecords))],
  [
    'Service Connect',
    (type) => {
      const modes = modesOf(type).filter((mode) => reachOn(type, mode).serviceConnect !== 'none');
      return modes.length === 0
        ? 'none'
        : `in ${joined(
            modes.map(({ name }) => name),
            'and',
          )} mode`;
    },
  ],
  [
    'counted against host ports and interfaces of instances in the template',
    ({ onClusterInstances }) => yesOrNo(onClusterInstances),
  ],
  ['daemon services', ({ takesDaemons }) => yesOrNo(takesDaemons)],
  [
    'public address for a task',
    ({ givesPublicAddresses: gives }) => (gives === undefined ? 'AWS does not say' : yesOrNo(gives)),
  ],
  [
    'capacity providers that every cluster has',
    ({ capacityProviders }) => listed(capacityProviders.map((name) => `\`${name}\``)),
  ],
];

/** The tables of the documents that are made from the network modes and launch types, by their names in the documents. */
export const MODE_TABLES = {
  'features by network mode': () => tableOf(NETWORK_MODES, headOf, MODE_FEATURES),
  'settings by network mode': () =>
    tableOf(
      NETWORK_MODES,
      headOf,
      (Object.keys(SETTING_NAMES) as NetworkSetting[]).map((setting) => [
        SETTING_NAMES[setting],
        ({ settings }) => settings[setting],
      ]),
    ),
  'limits of network modes': () =>
    rowsOf([
      ['mode', 'what it does not give'],
      ...NETWORK_MODES.map((mode) => [headOf(mode), mode.limits.map(cell).join('<br>')]),
    ]),
  'features by launch type': () => tableOf(LAUNCH_TYPES, ({ title }) => title, LAUNCH_TYPE_FEATURES),
} as const satisfies Readonly<Record<string, () => string>>;

function headOf({ name, operatingSystems }: NetworkMode): string {
  return operatingSystems.includes('linux')
    ? name
    : `${name} (${listed(operatingSystems.map((one) => SYSTEM_NAMES[one]))})`;
}

function hostPortText({ hostPort, namespace }: NetworkMode): string {
  if (hostPort === 'absent' || namespace === 'task') return 'not at all';
  return hostPort === 'same' ? 'under its own number' : 'under a chosen number';
}

function copiesText({ claimsHostPorts, hostPort, takesNetworkInterface }: NetworkMode): string {
  if (takesNetworkInterface) return 'one per free network interface';
  if (!claimsHostPorts) return 'any';
  return hostPort === 'same' ? 'one per declared port' : 'one with a fixed port, else any';
}

function modesOf({ networkModes }: LaunchTypeFacts): readonly NetworkMode[] {
  return NETWORK_MODES.filter(({ name }) => networkModes.includes(name));
}

function reachOn({ hasEndpoints }: LaunchTypeFacts, mode: NetworkMode): ReturnType<typeof reachWhere> {
  return reachWhere(mode, { external: !hasEndpoints, windows: false });
}

/** What the modes of a launch type give, each once. */
function inModes(
  type: LaunchTypeFacts,
  given: (reach: ReturnType<typeof reachWhere>) => readonly string[],
): readonly string[] {
  return [...new Set(modesOf(type).flatMap((mode) => given(reachOn(type, mode))))].sort();
}

function tableOf<T>(columns: readonly T[], head: (of: T) => string, features: readonly Feature<T>[]): string {
  return rowsOf([
    ['', ...columns.map(head)],
    ...features.map(([what, answer]) => [what, ...columns.map((one) => cell(answer(one)))]),
  ]);
}

function rowsOf([head = [], ...body]: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`.replace('|  |', '| |');
  return [line(head), line(head.map(() => '---')), ...body.map(line)].join('\n');
}

function listed(names: readonly string[]): string {
  return names.length === 0 ? 'none' : names.join(', ');
}

function yesOrNo(answer: boolean): string {
  return answer ? 'yes' : 'no';
}
