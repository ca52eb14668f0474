import { type Data } from './agent';

/** Keys of the records, by what has them; a key that is not listed is refused, so that nothing is passed over in silence. */
const KEYS: Readonly<Record<string, readonly string[]>> = {
  vector: ['about', 'docker', 'given', 'id', 'input', 'inputs', 'observed', 'payload', 'source', 'steps'],
  given: [
    ...['agentConfig', 'busyPorts', 'eni', 'exits', 'hostPort', 'networkModeInHostConfig', 'portMappings'],
    'serviceConnect',
  ],
  agentConfig: [
    ...['ECS_AWSVPC_ADDITIONAL_LOCAL_ROUTES', 'ECS_AWSVPC_BLOCK_IMDS', 'ECS_DYNAMIC_HOST_PORT_RANGE'],
    ...['ECS_RESERVED_PORTS', 'ECS_RESERVED_PORTS_UDP'],
  ],
  observed: [
    ...['agentCalls', 'containers', 'dependencies', 'dependencyOrder', 'dependencyOrderVaries', 'engine', 'error'],
    ...['errorAt', 'exitCodes', 'exits', 'extraContainers', 'hostPortsReserved', 'internalKinds', 'listeners'],
    ...['networkBindings', 'note', 'outcome', 'probes', 'reportError', 'stopOrder', 'stopOrderVaries', 'taskNetworkMode'],
    ...['taskStatus', 'tasks', 'trace', 'validDependencies'],
  ],
  container: [
    ...['capAdd', 'capDrop', 'cni', 'dns', 'dnsSearch', 'dockerName', 'env', 'exitCode', 'exposedPorts', 'extraHosts'],
    ...['hostname', 'hostsFile', 'hostsLines', 'image', 'init', 'interfaces', 'ipcMode', 'linkEnv', 'links', 'logConfig'],
    ...['network', 'networkDisabled', 'networkMode', 'networks', 'pidMode', 'portBindings', 'ports', 'privileged'],
    ...['resolvConf', 'sharesNetworkWith', 'stateError', 'status', 'sysctls', 'user', 'volumesFrom'],
  ],
};

/** A key of a record that is not known; undefined: all are. */
export function unknownKeyOf(vector: Data): string | undefined {
  return (
    unknown('vector', vector) ??
    unknown('given', vector['given']) ??
    unknown('agentConfig', field(vector['given'], 'agentConfig')) ??
    unknownObserved(vector['observed'])
  );
}

function unknownObserved(observed: unknown): string | undefined {
  const tasks = Object.values((field(observed, 'tasks') ?? {}) as Data);
  for (const one of [observed, ...tasks]) {
    const containers = [field(one, 'containers'), field(one, 'extraContainers')];
    const found =
      unknown('observed', one) ??
      containers
        .flatMap((list) => Object.values((list ?? {}) as Data))
        .map((container) => unknown('container', container))
        .find((key) => key !== undefined);
    if (found !== undefined) return found;
  }
  return undefined;
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Data)[name] : undefined;
}

function unknown(kind: string, value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const known = KEYS[kind] ?? [];
  const key = Object.keys(value).find((name) => !known.includes(name));
  return key === undefined ? undefined : `${kind} has a key ${JSON.stringify(key)} that is not known`;
}
