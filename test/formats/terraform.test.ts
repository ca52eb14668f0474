import { Unknown } from '../../lib/core/values/unknown';
import { findingsOf, readInputs, type Input } from '../../lib/formats';

/** Reads one file of Terraform's JSON. */
function read(data: object, name = 'main.tf.json'): Input {
  return readInputs([{ name, text: JSON.stringify(data, undefined, 1) }])[0]!;
}

function rules({ reading }: Input): string[] {
  return findingsOf(reading).map(({ rule }) => rule);
}

const CONTAINERS = JSON.stringify([{ name: 'web', image: 'web', memory: 64 }]);

/** What Terraform writes for a state: each attribute of the provider, with empty texts, lists and zeros for those left out. */
function state(resources: readonly object[]): object {
  return { format_version: '1.0', values: { root_module: { resources } } };
}

function resource(type: string, name: string, values: object): object {
  return { address: `${type}.${name}`, mode: 'managed', type, name, values };
}

describe('a task definition in a state', () => {
  const empty = { cpu: '', memory: '', ipc_mode: '', pid_mode: '', task_role_arn: '', network_mode: '' };
  const lists = { proxy_configuration: [], runtime_platform: [], requires_compatibilities: [] };
  const input = read(
    state([
      resource('aws_ecs_task_definition', 'web', {
        ...{ family: 'web', container_definitions: CONTAINERS },
        ...empty,
        ...lists,
      }),
    ]),
  );

  test('has the default network mode when the state holds an empty text', () => {
    expect(input.reading.tasks[0]).toMatchObject({ networkMode: { name: 'bridge' }, hasProxyConfiguration: false });
    expect(rules(input)).toEqual([]);
  });

  test('has nothing unknown in texts and lists that are empty', () => {
    expect(input.reading.unknown).toEqual([]);
  });
});

test('a service in a state has no more parts than were configured', () => {
  const input = read(
    state([
      resource('aws_ecs_service', 'web', {
        ...{ name: 'web', launch_type: '', platform_version: '', desired_count: 1, network_configuration: [] },
        service_connect_configuration: [],
        load_balancer: [{ container_name: 'web', container_port: 80, elb_name: '', target_group_arn: 'arn:aws:x' }],
        service_registries: [{ registry_arn: 'arn:aws:y', container_name: '', container_port: 0, port: 0 }],
      }),
    ]),
  );
  const [service] = input.reading.services;
  expect(service).not.toHaveProperty('networkConfiguration.subnets');
  expect(service?.serviceConnect).toBeUndefined();
  expect(service?.launchType).toBeUndefined();
  expect(service?.loadBalancers.items[0]?.classicName).toBeUndefined();
  expect(service?.registries.items[0]).toMatchObject({
    containerName: undefined,
    containerPort: undefined,
    port: undefined,
  });
});

test('a network mode that a variable leaves empty is left out', () => {
  const input = read({
    variable: { mode: { default: '' } },
    resource: {
      aws_ecs_task_definition: {
        web: { family: 'web', network_mode: '${var.mode}', container_definitions: CONTAINERS },
      },
    },
  });
  expect(rules(input)).toEqual([]);
  expect(input.reading.tasks[0]?.networkModeGiven).toBeUndefined();
});

/** A plan of resources that the apply creates: what it decides, and what the configuration says. */
interface Planned {
  readonly type: string;
  readonly name: string;
  readonly values: object;
  readonly index?: number | string;
  readonly later?: object;
  readonly expressions?: object;
}

interface PlannedModule {
  readonly resources: readonly Planned[];
  /** By the key of a module, such as `x` or `x["a"]`. */
  readonly modules?: Readonly<Record<string, PlannedModule>>;
}

function plan(root: PlannedModule): object {
  const changes: object[] = [];
  const address = ({ type, name, index }: Planned, path: string): string =>
    `${path}${type}.${name}${index === undefined ? '' : `[${JSON.stringify(index)}]`}`;
  const values = ({ resources, modules = {} }: PlannedModule, module?: string): object => {
    const path = module === undefined ? '' : `${module}.`;
    for (const one of resources)
      changes.push({ address: address(one, path), change: { after_unknown: { id: true, ...one.later } } });
    return {
      ...(module === undefined ? {} : { address: module }),
      resources: resources.map((one) => ({ ...resource(one.type, one.name, one.values), address: address(one, path) })),
      child_modules: Object.entries(modules).map(([key, inner]) => values(inner, `${path}module.${key}`)),
    };
  };
  const configured = ({ resources, modules = {} }: PlannedModule): object => ({
    resources: resources.map(({ type, name, expressions = {} }) => ({
      address: `${type}.${name}`,
      type,
      name,
      expressions,
    })),
    module_calls: Object.fromEntries(
      Object.entries(modules).map(([key, inner]) => [key.replace(/\[.*/, ''), { module: configured(inner) }]),
    ),
  });
  const planned = values(root);
  return {
    format_version: '1.2',
    planned_values: { root_module: planned },
    resource_changes: changes,
    configuration: { root_module: configured(root) },
  };
}

/** What an expression refers to, as Terraform writes it. */
function refersTo(...references: readonly string[]): object {
  return { references };
}

/** A container on a network whose name the apply decides. */
function planned(name: string, network: string, index?: number): Planned {
  return {
    ...{ type: 'docker_container', name, values: { name, image: 'web', networks_advanced: [{ aliases: null }] } },
    later: { networks_advanced: [{ name: true }] },
    expressions: { networks_advanced: [{ name: refersTo(`${network}.id`, network) }] },
    ...(index === undefined ? {} : { index }),
  };
}

function network(name: string, engineName: string, index?: number | string): Planned {
  const expressions = { name: { constant_value: engineName } };
  return {
    ...{ type: 'docker_network', name, values: { name: engineName }, expressions },
    ...(index === undefined ? {} : { index }),
  };
}

/** The networks that containers of a plan are on, by name; why not, where they are not known. */
function networksOf({ reading }: Input): Record<string, unknown> {
  const containers = reading.dockerHosts.flatMap((host) => host.containers.items);
  return Object.fromEntries(
    containers.map(({ name, endpoints }) => [
      name,
      endpoints.items.map((one) => (typeof one.network === 'string' ? one.network : one.network.why)).join(),
    ]),
  );
}

describe('a reference in a plan', () => {
  test('is to the resource of its own module', () => {
    const web = planned('web', 'docker_network.net');
    const db = planned('db', 'docker_network.net');
    const module = { resources: [network('net', 'inner'), db] };
    const input = read(plan({ resources: [network('net', 'outer'), web], modules: { x: module } }));
    expect(networksOf(input)).toEqual({ web: 'outer', db: 'inner' });
  });

  test('is not to a resource of the root that its module does not have', () => {
    const module = { resources: [planned('db', 'docker_network.net')] };
    const input = read(plan({ resources: [network('net', 'outer')], modules: { x: module } }));
    expect(networksOf(input)).toEqual({ db: 'known after apply' });
  });

  test('is to the resource of its own copy of the module', () => {
    const module = (name: string): PlannedModule => ({
      resources: [
        network('net', `${name}net`),
        { ...planned('web', 'docker_network.net'), values: { name, networks_advanced: [{}] } },
      ],
    });
    const input = read(plan({ resources: [], modules: { 'x["a.b"]': module('a'), 'x["c"]': module('c') } }));
    expect(networksOf(input)).toEqual({ a: 'anet', c: 'cnet' });
  });

  test('is to the copy that its index says', () => {
    const resources = [network('net', 'first', 0), network('net', 'second', 1), network('by', 'third', 'a.b')];
    const web = planned('web', 'docker_network.net[1]');
    const input = read(plan({ resources: [...resources, web, planned('db', 'docker_network.by["a.b"]')] }));
    expect(networksOf(input)).toEqual({ web: 'second', db: 'third' });
  });

  test('says nothing where it could be to any of several copies or resources', () => {
    const resources = [network('net', 'first', 0), network('net', 'second', 1), network('other', 'third')];
    const web: Planned = {
      ...planned('web', 'docker_network.net'),
      expressions: { networks_advanced: [{ name: refersTo('docker_network.net', 'count.index') }] },
    };
    const either = refersTo('docker_network.net[0].id', 'docker_network.net[0]', 'docker_network.net', 'docker_network.other.id', 'docker_network.other'); // prettier-ignore
    const db: Planned = { ...planned('db', ''), expressions: { networks_advanced: [{ name: either }] } };
    const input = read(plan({ resources: [...resources, web, db] }));
    expect(networksOf(input)).toEqual({ web: 'known after apply', db: 'known after apply' });
  });

  test('gives a service the task definition of its own module', () => {
    const task = (mode: string, containerPort?: number): Planned => ({
      ...{ type: 'aws_ecs_task_definition', name: 'app' },
      values: {
        family: mode,
        network_mode: mode,
        container_definitions: JSON.stringify([
          {
            name: 'web',
            image: 'web',
            memory: 128,
            portMappings: containerPort === undefined ? [] : [{ containerPort }],
          },
        ]),
      },
    });
    const service: Planned = {
      ...{ type: 'aws_ecs_service', name: 'app', later: { task_definition: true } },
      values: { name: 'app', launch_type: 'EC2', load_balancer: [{ container_name: 'web', container_port: 80 }] },
      expressions: { task_definition: refersTo('aws_ecs_task_definition.app.arn', 'aws_ecs_task_definition.app') },
    };
    const module = { resources: [task('bridge', 80), service] };
    const input = read(plan({ resources: [task('host')], modules: { x: module } }));
    expect(input.reading.services[0]?.task).toMatchObject({ family: 'bridge' });
    expect(rules(input)).toEqual([]);
    // one of the root is none of the module
    const without = read(plan({ resources: [task('host')], modules: { x: { resources: [service] } } }));
    expect(without.reading.services[0]?.task).toEqual(new Unknown('known after apply'));
  });
});

describe('a state that names networks and containers by their ids', () => {
  const [net, owner] = ['6b1f', 'aaaa'].map((id) => id.repeat(16)) as [string, string];
  const container = (name: string, values: object): object => resource('docker_container', name, { name, ...values });
  const net1 = resource('docker_network', 'net', { id: net, name: 'app' });
  const web = container('web', { id: owner, networks_advanced: [{ name: net }] });
  const db = container('db', { networks_advanced: [{ name: 'app' }] });
  const side = container('side', { network_mode: `container:${owner}` });

  test('puts a container on the network that has the id', () => {
    const input = read(state([net1, web, db]));
    expect(networksOf(input)).toEqual({ web: 'app', db: 'app' });
    expect(rules(input)).toEqual([]);
  });

  test('shares the stack of the container that has the id', () => {
    const input = read(state([net1, web, side]));
    expect(input.reading.dockerHosts[0]?.containers.items[1]?.namespace).toEqual({
      kind: 'container',
      container: 'web',
    });
    expect(rules(input)).toEqual([]);
  });

  test('does not call undefined what Terraform does not keep', () => {
    const input = read(state([web, container('side', { network_mode: `container:${'b'.repeat(64)}` })]));
    expect(networksOf(input)).toEqual({ web: 'what has the id 6b1f6b1f6b1f is not in the files given', side: '' });
    expect(rules(input)).toEqual([]);
    expect(input.reading.unknown.map(({ at, what }) => `${at.path} ${what}`)).toEqual([
      'docker_container.web networks_advanced.0.name',
      'docker_container.side network_mode',
    ]);
  });
});

test('a container of a plan shares the stack of a container that the apply makes', () => {
  const web: Planned = { type: 'docker_container', name: 'web', values: { name: 'web' } };
  const side: Planned = {
    ...{ type: 'docker_container', name: 'side', values: { name: 'side' }, later: { network_mode: true } },
    expressions: { network_mode: refersTo('docker_container.web.id', 'docker_container.web') },
  };
  const { reading } = read(plan({ resources: [web, side] }));
  expect(reading.dockerHosts[0]?.containers.items[1]).toMatchObject({
    namespace: { kind: 'container', container: 'web' },
    endpoints: { items: [], complete: true },
  });
});

describe('a resource with copies', () => {
  const task = (values: object): object => ({
    resource: { aws_ecs_task_definition: { web: { family: '${each.key}', network_mode: 'none', ...values } } },
  });

  test('is checked copy by copy, each with its own key and value', () => {
    const containers =
      '[{"name":"web","image":"x","memory":128,"portMappings":[{"containerPort":"${each.value.port}"}]}]';
    const input = read(
      task({ for_each: { a: { port: 80 }, b: { port: '${var.port}' } }, container_definitions: containers }),
    );
    expect(input.reading.tasks.map(({ family }) => family)).toEqual(['a', 'b']);
    expect(findingsOf(input.reading).map(({ rule, at }) => `${rule} ${at.path}`)).toEqual([
      'ports-on-none aws_ecs_task_definition.web["a"]/web',
      'ports-on-none aws_ecs_task_definition.web["b"]/web',
    ]);
    expect(input.reading.unknown.map(({ at, what, why }) => `${at.path} ${what}: ${why}`)).toEqual([
      'aws_ecs_task_definition.web["b"]/web/port0 containerPort: variable port has no value',
    ]);
  });

  test('has them from a set of texts and of what is known', () => {
    const names = { locals: { names: ['b', 'c'] } };
    const some = { for_each: '${toset(["a", local.first, "a"])}', container_definitions: CONTAINERS };
    const { reading } = read({ locals: { first: 'b' }, ...task(some) });
    expect(reading.tasks.map(({ at }) => at.path)).toEqual(['aws_ecs_task_definition.web["a"]', 'aws_ecs_task_definition.web["b"]']); // prettier-ignore
    const all = { for_each: '${toset(local.names)}', container_definitions: CONTAINERS };
    expect(read({ ...names, ...task(all) }).reading.tasks.map(({ family }) => family)).toEqual(['b', 'c']);
  });

  test('publishes the port of each copy', () => {
    const input = read({
      variable: { copies: { default: 2 } },
      resource: {
        docker_network: { net: { count: 2, name: 'net${count.index}' } },
        docker_container: {
          web: {
            count: '${var.copies}',
            name: 'web-${count.index}',
            networks_advanced: { name: '${docker_network.net[count.index].id}' },
            ports: { internal: 80, external: 8080 },
          },
          db: { name: 'db', networks_advanced: { name: '${docker_network.net[1].name}' } },
        },
      },
    });
    expect(networksOf(input)).toEqual({ 'web-0': 'net0', 'web-1': 'net1', db: 'net1' });
    expect(findingsOf(input.reading).map(({ rule, at }) => `${rule} ${at.path}`)).toEqual([
      'published-port-taken docker_container.web[1]/port 80/tcp',
    ]);
  });

  test.each([
    ['count', '${length(data.aws_subnets.all.ids)}'],
    ['count', 1_000_000],
    ['for_each', '${var.services}'],
    ['for_each', '${toset([docker_network.net.id])}'],
  ])('is listed as unknown with %s %s', (what, often) => {
    const container = { [what]: often, name: 'web', network_mode: 'host', ports: { internal: 80 } };
    const input = read({
      resource: { docker_container: { web: container }, docker_network: { net: { name: 'net' } } },
    });
    expect(input.reading.unknown).toEqual([
      {
        at: { path: 'docker_container.web', file: 'main.tf.json', pointer: '/resource/docker_container/web' },
        what,
        why: 'how many copies there are is worked out by Terraform',
      },
    ]);
    expect(input.reading.dockerHosts[0]?.containers).toEqual({ items: [], complete: false });
  });

  test('is not there when there are no copies', () => {
    const { reading } = read({ resource: { docker_container: { web: { count: 0 }, db: { for_each: {} } } } });
    expect(reading.dockerHosts).toEqual([]);
    expect(reading.unknown).toEqual([]);
  });
});

describe('a dynamic block', () => {
  const made = { for_each: '${var.names}', content: { name: '${networks_advanced.value}' } };
  const one = (values: object): Input => read({ resource: { docker_container: { web: { name: 'web', ...values } } } });
  const why = (kind: string): string =>
    `how many blocks ${kind} there are is worked out by Terraform: variable names has no value`;

  test.each([
    ['once', { networks_advanced: made }],
    ['in a list', [{ networks_advanced: made }]],
    ['beside others of its kind', { networks_advanced: [made, made] }],
  ])('leaves open what networks there are when it stands %s', (_how, dynamic) => {
    const { reading } = one({ dynamic });
    expect(reading.dockerHosts[0]?.containers.items[0]?.endpoints).toEqual({ items: [], complete: false });
    expect(new Set(reading.unknown.map(({ why: reason }) => reason))).toEqual(new Set([why('networks_advanced')]));
  });

  test('leaves the blocks that are written out', () => {
    const ports = {
      dynamic: { ports: { for_each: '${var.names}', content: {} } },
      ports: { internal: 443, external: 8443 },
    };
    const { items, complete } = one(ports).reading.dockerHosts[0]!.containers.items[0]!.published;
    expect(items.map(({ containerPort }) => containerPort)).toEqual([443]);
    expect(complete).toBe(false);
  });

  test('in a block leaves that block open', () => {
    const service = { port_name: 'web', dynamic: { client_alias: { for_each: '${var.names}', content: {} } } };
    const connect = { enabled: true, namespace: 'shop', service: [service] };
    const { reading } = read({ resource: { aws_ecs_service: { web: { service_connect_configuration: connect } } } });
    expect(reading.services[0]).toHaveProperty('serviceConnect.entries.items.0.aliases', {
      items: [],
      complete: false,
    });
  });

  test('is none when it is a key of a map', () => {
    const options = { dynamic: { mode: 'x' } };
    const { reading } = read({ resource: { docker_network: { net: { name: 'net', options } } } });
    expect(Object.keys(reading.dockerHosts[0]?.networks.items[0]?.options ?? {})).toEqual(['dynamic']);
  });
});

describe('a plan of what is made for the first time', () => {
  const net: Planned = {
    ...{ type: 'docker_network', name: 'net', values: { name: 'app' } },
    later: { driver: true, internal: true, options: true, ipam_config: true },
    expressions: { name: { constant_value: 'app' } },
  };
  const networkOf = (one: Planned): unknown =>
    read(plan({ resources: [one] })).reading.dockerHosts[0]?.networks.items[0];

  test('has the default where an attribute that the provider fills in was left out', () => {
    expect(networkOf(net)).toMatchObject({ driver: 'bridge', internal: false, options: {} });
  });

  test('has nothing where the attribute is worked out', () => {
    const expressions = { internal: refersTo('var.internal'), driver: {} };
    const later = new Unknown('known after apply');
    expect(networkOf({ ...net, expressions })).toMatchObject({ driver: later, internal: later });
  });

  test('has nothing for blocks, which a dynamic one may make', () => {
    expect(networkOf(net)).toMatchObject({ ipam: { items: [], complete: false } });
    const web: Planned = {
      ...{ type: 'docker_container', name: 'web', values: { name: 'web' } },
      later: { networks_advanced: true, ports: true },
    };
    const container = read(plan({ resources: [web] })).reading.dockerHosts[0]?.containers.items[0];
    expect(container).toMatchObject({ endpoints: { complete: false }, published: { complete: false } });
  });

  test('leaves the host port to the engine where none was asked for', () => {
    const port = (external: object): unknown => {
      const web: Planned = {
        ...{ type: 'docker_container', name: 'web', values: { name: 'web', ports: [{ internal: 80 }] } },
        later: { ports: [{ external: true }] },
        expressions: { ports: [{ internal: { constant_value: 80 }, ...external }] },
      };
      const { items } = read(plan({ resources: [web] })).reading.dockerHosts[0]!.containers.items[0]!.published;
      return items[0]?.hostPort;
    };
    expect(port({})).toBeUndefined();
    expect(port({ external: refersTo('random_integer.port.result') })).toEqual(new Unknown('known after apply'));
  });

  test('has an alias and an option that are worked out', () => {
    const web = planned('web', 'docker_network.net');
    const input = read(
      plan({
        resources: [
          { ...net, values: { name: 'app', options: { known: 'x' } }, later: { options: { open: true } } },
          {
            ...web,
            values: { name: 'web', networks_advanced: [{ aliases: ['a', null] }] },
            later: { networks_advanced: [{ name: true, aliases: [false, true] }] },
          },
        ],
      }),
    );
    const later = new Unknown('known after apply');
    const host = input.reading.dockerHosts[0];
    expect(host?.networks.items[0]?.options).toEqual({ known: 'x', open: later });
    expect(host?.containers.items[0]?.endpoints.items[0]?.aliases.items).toEqual(['a', later]);
  });
});

describe('blocks of a set, which a plan has in another order', () => {
  const nets = [network('front', 'front'), network('back', 'back')];
  const to = (name: string, more: object = {}): object => ({
    name: refersTo(`docker_network.${name}.id`, `docker_network.${name}`),
    ...more,
  });
  const endpoints = (values: readonly object[], written: readonly object[]): Record<string, unknown> => {
    const web: Planned = {
      ...{ type: 'docker_container', name: 'web', values: { name: 'web', networks_advanced: values } },
      later: { networks_advanced: values.map(() => ({ name: true })) },
      expressions: { networks_advanced: written },
    };
    const { items } = read(plan({ resources: [...nets, web] })).reading.dockerHosts[0]!.containers.items[0]!.endpoints;
    return Object.fromEntries(
      items.map(({ aliases, ipv4, network: name }) => [
        [...aliases.items, ipv4].find((one) => typeof one === 'string') ?? '',
        name instanceof Unknown ? name.why : name,
      ]),
    );
  };
  const [a, b] = ['a', 'b'].map((alias) => ({ aliases: [alias], ipv4_address: null })) as [object, object];
  const aliases = (alias: string): object => ({ aliases: { constant_value: [alias] } });

  test('are told apart by what is written out in them', () => {
    expect(endpoints([a, b], [to('front', aliases('b')), to('back', aliases('a'))])).toEqual({ a: 'back', b: 'front' });
  });

  test('are told apart by what others are', () => {
    const values = [{ ipv4_address: '10.0.0.5' }, { ipv4_address: null }];
    const written = [to('front'), to('back', { ipv4_address: { constant_value: '10.0.0.5' } })];
    expect(endpoints(values, written)).toEqual({ '10.0.0.5': 'back', '': 'front' });
    expect(endpoints([a, { aliases: null }], [to('front'), to('back', { aliases: refersTo('var.a') })])).toEqual({
      a: 'back',
      '': 'front',
    });
  });

  test('are left open where nothing tells them apart', () => {
    const worked = { aliases: refersTo('var.aliases') };
    const open = { a: 'known after apply', b: 'known after apply' };
    expect(endpoints([a, b], [to('front', worked), to('back', worked)])).toEqual(open);
    expect(endpoints([a, b], [to('front', worked), to('front', worked)])).toEqual({ a: 'front', b: 'front' });
    // a dynamic block makes the other
    expect(endpoints([a, b], [to('front', worked)])).toEqual(open);
  });
});

test('a daemon service in a state has no mistakes of whoever read it back', () => {
  const filled = { desired_count: 3, deployment_maximum_percent: 200, deployment_minimum_healthy_percent: 100 };
  const daemon = { name: 'agent', launch_type: 'EC2', scheduling_strategy: 'DAEMON', ...filled };
  const input = read(state([resource('aws_ecs_service', 'agent', daemon)]));
  expect(rules(input)).toEqual([]);
  const replicas = { ...daemon, scheduling_strategy: 'REPLICA', deployment_maximum_percent: 100 };
  expect(rules(read(state([resource('aws_ecs_service', 'agent', replicas)])))).toEqual(['deployment-blocked']);
});

describe('the task definition of a service', () => {
  const task = (name: string): object => ({ family: name, network_mode: 'bridge', container_definitions: CONTAINERS });
  const taskOf = (reference: string, more: object = {}): unknown => {
    const aws_ecs_task_definition = { web: task('web'), api: { for_each: { a: 1, b: 2 }, ...task('${each.key}') } };
    const aws_ecs_service = { web: { name: 'web', task_definition: reference, ...more } };
    const { reading } = read({ resource: { aws_ecs_task_definition, aws_ecs_service } });
    const found = reading.services[0]?.task;
    return found instanceof Unknown ? found.why : found?.at.path;
  };
  const none = 'the task definition is not in the files given';

  test.each([
    ['${aws_ecs_task_definition.web.arn}', 'aws_ecs_task_definition.web'],
    ['${aws_ecs_task_definition.web.family}:${aws_ecs_task_definition.web.revision}', 'aws_ecs_task_definition.web'],
    ['${aws_ecs_task_definition.api["b"].family}:${aws_ecs_task_definition.api["b"].revision}', 'aws_ecs_task_definition.api["b"]'], // prettier-ignore
    ['${aws_ecs_task_definition.web.family}:7', 'aws_ecs_task_definition.web'],
    ['${aws_ecs_task_definition.web.family}', 'aws_ecs_task_definition.web'],
    ['${aws_ecs_task_definition.web.family}:${aws_ecs_task_definition.api["b"].revision}', none],
    ['${aws_ecs_task_definition.web.family}:${data.aws_ecs_task_definition.web.revision}', none],
    ['${aws_ecs_task_definition.gone.family}:${aws_ecs_task_definition.gone.revision}', none],
  ])('is, with %s, %s', (reference, path) => {
    expect(taskOf(reference)).toBe(path);
  });

  test('has the key of the service', () => {
    const one = 'aws_ecs_task_definition.api[each.key]';
    expect(taskOf(`\${${one}.family}:\${${one}.revision}`, { for_each: { a: 1 } })).toBe(
      'aws_ecs_task_definition.api["a"]',
    );
  });
});

describe('several files', () => {
  const container = (key: string, name: string, values: object = {}): object => ({
    resource: { docker_container: { [key]: { name, ...values } } },
  });
  const readAll = (files: Readonly<Record<string, object>>): Input => {
    const inputs = readInputs(Object.entries(files).map(([name, data]) => ({ name, text: JSON.stringify(data) })));
    expect(inputs).toHaveLength(1);
    return inputs[0]!;
  };

  test('with the same address are different configurations, each checked', () => {
    const broken = { network_mode: 'none', ports: { internal: 80 } };
    const input = readAll({
      'a.tf.json': container('web', 'one', broken),
      'b.tf.json': container('web', 'two', broken),
    });
    expect(networksOf(input)).toEqual({ one: '', two: '' });
    expect(findingsOf(input.reading).map(({ rule, at }) => `${rule} ${at.file}`)).toEqual([
      'ports-in-none-mode a.tf.json',
      'ports-in-none-mode b.tf.json',
    ]);
  });

  test('of one folder belong together', () => {
    const on = { networks_advanced: { name: '${docker_network.net.id}' } };
    const net = (name: string): object => ({ resource: { docker_network: { net: { name } } } });
    const input = readAll({
      ...{ 'a/net.tf.json': net('neta'), 'b/net.tf.json': net('netb') },
      ...{ 'b/web.tf.json': container('web', 'one', on), 'a/web.tf.json': container('web', 'two', on) },
    });
    expect(networksOf(input)).toEqual({ one: 'netb', two: 'neta' });
  });

  test('are one configuration otherwise', () => {
    const input = readAll({ 'a/web.tf.json': container('web', 'one'), 'b/db.tf.json': container('db', 'one') });
    expect(rules(input)).toEqual(['engine-container-name-taken']);
  });
});

test.each([
  ['"container_port": 81', { load_balancer: [{ target_group_arn: '${var.group}', container_name: 'web', container_port: 81 }] }], // prettier-ignore
  ['"ordered_placement_strategy": [', { scheduling_strategy: 'DAEMON', ordered_placement_strategy: [{ type: 'spread' }] }], // prettier-ignore
  ['"deployment_maximum_percent": 100', { deployment_maximum_percent: 100 }],
])('what is wrong with a service is found at the line %s', (expected, values) => {
  const task = { family: 'web', network_mode: 'bridge', container_definitions: CONTAINERS };
  const service = { name: 'web', launch_type: 'EC2', task_definition: '${aws_ecs_task_definition.web.arn}', ...values };
  const data = { resource: { aws_ecs_task_definition: { web: task }, aws_ecs_service: { web: service } } };
  const input = read(data);
  const lines = JSON.stringify(data, undefined, 1).split('\n');
  expect(findingsOf(input.reading).map(({ at }) => lines[input.locate(at)!.line - 1]?.trim())).toEqual([expected]);
});
