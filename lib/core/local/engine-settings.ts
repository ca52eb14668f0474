import { type ContainerInput } from '../ecs/task-input';
import { type TaskDefinition } from '../ecs/task';
import { inputOf } from '../reading/known-input';

/** Settings of a container that are passed to the engine as they are: no network depends on them, and every kind of file has them. */
export interface PassedSettings {
  readonly labels: Readonly<Record<string, string>>;
  readonly ulimits: NonNullable<ContainerInput['ulimits']>;
  /** Undefined: as the engine is configured. */
  readonly stopSeconds: number | undefined;
  /** Relative weight; undefined: as any other. */
  readonly cpuShares: number | undefined;
  /** MiB of memory and swap together; undefined: as the engine has it. */
  readonly memoryAndSwap: number | undefined;
  /** MiB; undefined: as the engine is configured. */
  readonly sharedMemory: number | undefined;
  readonly devices: readonly { readonly host: string; readonly container: string; readonly permissions: string }[];
  /** Options of file systems in memory, by their paths. */
  readonly tmpfs: Readonly<Record<string, string>>;
  readonly interactive: boolean;
  readonly terminal: boolean;
  readonly securityOptions: readonly string[];
}

/** The fields of a container that become {@link PassedSettings}; those in linuxParameters by their own names. */
export const AS_ENGINE_SETTINGS: readonly string[] = [
  ...['dockerLabels', 'ulimits', 'stopTimeout', 'cpu', 'interactive', 'pseudoTerminal', 'dockerSecurityOptions'],
  ...['sharedMemorySize', 'devices', 'tmpfs', 'maxSwap'],
];

/** The least weight that Linux takes. */
const MIN_SHARES = 2;

const LETTERS: Readonly<Record<string, string>> = { read: 'r', write: 'w', mknod: 'm' };

/** The settings of each container of a task, in the order of the definition. */
export function engineSettingsOf(task: TaskDefinition): readonly PassedSettings[] {
  return (inputOf(task)?.input.containerDefinitions ?? []).map(settingsOf);
}

/** Whether a definition asks for any of them. */
export function setsAny(settings: PassedSettings | undefined): boolean {
  return Object.values(settings ?? {}).some((value: unknown) =>
    typeof value === 'object' && value !== null
      ? Object.keys(value).length > 0
      : value !== undefined && value !== false,
  );
}

function settingsOf(container: ContainerInput): PassedSettings {
  const { cpu = 0, memory, linuxParameters: linux = {} } = container;
  return {
    labels: container.dockerLabels ?? {},
    ulimits: container.ulimits ?? [],
    stopSeconds: container.stopTimeout,
    cpuShares: cpu > 0 ? Math.max(cpu, MIN_SHARES) : undefined,
    // without a limit of its memory, that of its swap means nothing
    memoryAndSwap: memory !== undefined && linux.maxSwap !== undefined ? memory + linux.maxSwap : undefined,
    sharedMemory: linux.sharedMemorySize,
    devices: (linux.devices ?? []).map(({ hostPath, containerPath = hostPath, permissions }) => ({
      host: hostPath,
      container: containerPath,
      permissions: permissions === undefined ? 'rwm' : permissions.map((one) => LETTERS[one] ?? '').join(''),
    })),
    tmpfs: Object.fromEntries(
      (linux.tmpfs ?? []).map(({ containerPath, size, mountOptions = [] }) => [
        containerPath,
        [`size=${size}m`, ...mountOptions].join(','),
      ]),
    ),
    interactive: container.interactive ?? false,
    terminal: container.pseudoTerminal ?? false,
    securityOptions: container.dockerSecurityOptions ?? [],
  };
}
