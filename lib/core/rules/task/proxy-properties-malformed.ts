import { Cidr, IpAddress } from '../../values/address';
import { containerOf, knowsContainers } from '../../ecs/task-reading';
import { type ProxyProperty, type TaskDefinition } from '../../ecs/task';
import { type Effect } from '../../values/finding';
import { isPortNumber } from '../../values/port';
import { isKnown } from '../../values/unknown';
import { quoted } from '../../values/model-error';
import { FINE } from '../violations';
import { defineRule, type Violation } from '../rule';
import { API_TASK } from '../sources';

export const proxyPropertiesMalformed = defineRule<'task', { problem: string }>({
  id: 'proxy-properties-malformed',
  subject: 'task',
  effect: 'cannot work',
  title: 'an App Mesh proxy with ports, users or addresses that do not fit',
  why: 'the rules that redirect traffic are made of these properties when the task starts',
  broken: 'the task does not start, or its traffic goes in a circle, past the proxy, or to nobody',
  fix: 'write ports from 1 to 65535 and addresses, separated by commas; two different ports of the proxy; the user of its container as IgnoredUID; and 169.254.170.2 among the addresses that are not redirected',
  sources: [
    'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ProxyConfiguration.html',
    'https://github.com/aws/amazon-ecs-cni-plugins/blob/master/plugins/aws-appmesh/README.md',
    API_TASK,
  ],
  catalogue: ['CT-15'],
  explain: ({ problem }) => problem,
  check(task) {
    const { proxy } = task;
    if (!proxy?.values || !proxy.properties.complete || !proxy.properties.items.every(isKnown)) return FINE;
    return problems(task, proxy.values);
  },
});

const PORTS: ReadonlySet<string> = new Set(['ProxyIngressPort', 'ProxyEgressPort', 'AppPorts', 'EgressIgnoredPorts']);

/** Properties that are lists, and may be empty ones. */
const LISTS: ReadonlySet<string> = new Set(['AppPorts', 'EgressIgnoredIPs', 'EgressIgnoredPorts']);

/** Where credentials of the task come from. */
const CREDENTIALS = '169.254.170.2';

function problems(task: TaskDefinition, values: readonly ProxyProperty[]): Violation<{ problem: string }>[] {
  const found: Violation<{ problem: string }>[] = [];
  const say = (at: ProxyProperty['at'], problem: string, effect?: Effect): void => {
    found.push({ at, facts: { problem }, ...(effect ? { effect } : {}) });
  };
  const of = (name: string): ProxyProperty | undefined => values.find((one) => one.name === name);
  const text = (name: string): string | undefined => {
    const value = of(name)?.value;
    return value !== undefined && isKnown(value) && value !== '' ? value : undefined;
  };
  for (const { at, name, value } of values) {
    // an empty list names nothing that could be wrong
    if (!isKnown(value) || (value === '' && LISTS.has(name))) continue;
    const wrong = listed(value).find((item) =>
      PORTS.has(name) ? !isPort(item) : name === 'EgressIgnoredIPs' && !isAddress(item),
    );
    if (wrong !== undefined) {
      say(at, `${name} of the proxy has ${quoted(wrong)}, which is not ${PORTS.has(name) ? 'a port' : 'an address'}`);
    }
  }
  const ports = [text('ProxyIngressPort'), text('ProxyEgressPort')];
  if (ports[0] !== undefined && ports[0] === ports[1]) {
    const at = of('ProxyEgressPort')?.at ?? task.at;
    say(at, `the proxy takes what comes in and what goes out at one port, ${ports[0]}`);
  }
  const mapped = portsOf(task);
  for (const [name, port] of [
    ['ProxyIngressPort', text('ProxyIngressPort')],
    ['ProxyEgressPort', text('ProxyEgressPort')],
  ] as const) {
    if (port === undefined) continue;
    const at = of(name)?.at ?? task.at;
    if (listed(text('AppPorts') ?? '').includes(port))
      say(at, `port ${port} is ${name} of the proxy and one of AppPorts`);
    else if (mapped?.includes(Number(port)) === true)
      say(at, `port ${port} is ${name} of the proxy and that of another container`);
  }
  const apps = listed(text('AppPorts') ?? '').filter(isPort);
  if (mapped && mapped.length > 0 && apps.length > 0 && !apps.some((port) => mapped.includes(Number(port)))) {
    const at = of('AppPorts')?.at ?? task.at;
    say(at, `AppPorts is ${apps.join(', ')}; the containers map ${mapped.join(', ')}`, 'may go wrong');
  }
  if (!of('IgnoredUID') && !of('IgnoredGID')) {
    say(
      task.proxy?.at ?? task.at,
      'the proxy has neither IgnoredUID nor IgnoredGID, so its own traffic comes back to it',
    );
  }
  const [uid, user] = [text('IgnoredUID'), userOf(task)];
  if (uid !== undefined && user !== undefined && uid !== user) {
    say(of('IgnoredUID')?.at ?? task.at, `IgnoredUID is ${uid}, but the container of the proxy runs as user ${user}`);
  }
  const spared = text('EgressIgnoredIPs');
  if (spared !== undefined && !listed(spared).some(sparesCredentials)) {
    const at = of('EgressIgnoredIPs')?.at ?? task.at;
    say(at, `EgressIgnoredIPs leaves out ${CREDENTIALS}, where the task gets its credentials`, 'may go wrong');
  }
  return found;
}

const listed = (text: string): string[] => text.split(',').map((item) => item.trim());

const isPort = (text: string): boolean => /^\d+$/.test(text) && isPortNumber(Number(text));

const isAddress = (text: string): boolean => Cidr.around(text) !== undefined || IpAddress.tryParse(text) !== undefined;

const sparesCredentials = (text: string): boolean =>
  text === CREDENTIALS || Cidr.around(text)?.contains(IpAddress.parse(CREDENTIALS)) === true;

/** The ports that the containers beside the proxy map; undefined where they are not all known. */
function portsOf(task: TaskDefinition): number[] | undefined {
  const proxy = task.proxy?.container;
  if (!knowsContainers(task) || proxy === undefined || !isKnown(proxy)) return undefined;
  const mappings = task.containers.items.filter(({ name }) => name !== proxy).map(({ portMappings }) => portMappings);
  const ports = mappings.flatMap(({ items }) => items.map(({ containerPort }) => containerPort));
  const isWhole = mappings.every(({ complete }) => complete) && ports.every((port) => typeof port === 'number');
  return isWhole ? ports : undefined;
}

/** The number of the user that the container of the proxy runs as, where it is said. */
function userOf(task: TaskDefinition): string | undefined {
  const name = task.proxy?.container;
  const container = name !== undefined && isKnown(name) && knowsContainers(task) ? containerOf(task, name) : undefined;
  const user = container?.user;
  return typeof user === 'string' ? /^\d+(?=:|$)/.exec(user)?.[0] : undefined;
}
