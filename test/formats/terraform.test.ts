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
