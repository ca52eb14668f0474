import { type Service } from '../../core/ecs/service';
import { type TaskDefinition } from '../../core/ecs/task';
import { quoted } from '../../core/values/model-error';
import { isKnown, Unknown, type Knowable } from '../../core/values/unknown';
import { asChosen, readService, readTargetGroup } from '../ecs/service';
import { readTask } from '../ecs/task';
import { Field, made, Reference, type Source } from '../field';
import { blockOf, expressionsOf, type Block, type Names, type TerraformSource } from './source';

/** Task definitions and services of Terraform's AWS provider. */
export function readEcs(source: TerraformSource, names: Names): { tasks: TaskDefinition[]; services: Service[] } {
  const tasks = new Map<string, TaskDefinition>();
  const blocks = [...names.blocks.values()].filter(({ copy, isData }) => copy && !isData);
  for (const block of blocks) {
    if (block.type === 'aws_ecs_task_definition') tasks.set(block.address, task(source, block));
  }
  const groups = new Map(blocks.filter(isTargetGroup).map((block) => [block.address, block]));
  const links = {
    cluster: (field: Field) => clusterKey(field),
    task: (field: Field): Knowable<TaskDefinition> => {
      const reference = field.reference() ?? revisionOf(field);
      const found = reference ? tasks.get(reference.id) : byFamily(tasks, field.text());
      return found ?? new Unknown('the task definition is not in the files given');
    },
    targetGroup: (field: Field) => {
      const block = groups.get(field.reference()?.id ?? '');
      return block ? targetGroup(source, block) : new Unknown('the target group is not in the files given');
    },
    recordTypes: (field: Field) => recordTypes(source, field),
  };
  const services = blocks
    .filter(({ type }) => type === 'aws_ecs_service')
    .map((block) => asSent(readService(Field.root(source.ofFilled(block), block.body, block.place), links)));
  return { tasks: [...tasks.values()], services };
}

function isTargetGroup({ type }: Block): boolean {
  return type === 'aws_lb_target_group' || type === 'aws_alb_target_group';
}

function task(source: TerraformSource, block: Block): TaskDefinition {
  const field = Field.root(source.ofFilled(block), block.body, block.place);
  return readTask(field, containersOf(source.of(block), field.get('containerDefinitions')));
}

/** The container definitions that a text of JSON holds; its places are all that of the text. */
function containersOf(source: TerraformSource, field: Field): Field {
  const inner = new JsonSource(source);
  const text = field.value instanceof Unknown && typeof field.raw === 'string' ? field.raw : field.text();
  let data: unknown;
  if (text instanceof Unknown || text === undefined) data = text;
  else {
    try {
      data = JSON.parse(text);
    } catch {
      data =
        field.value instanceof Unknown
          ? field.value
          : new Unknown(`container_definitions is not JSON: ${quoted(text.slice(0, 40))}`);
    }
  }
  return Field.root(inner, data, field.here);
}

/** JSON inside of a text: names as the ECS API has them, references as Terraform has them. */
class JsonSource implements Source {
  readonly blocks = false;
  readonly interpolates = true;
  readonly keys = undefined;
  hop = '';

  constructor(private readonly outer: TerraformSource) {}

  get unknown(): Source['unknown'] {
    return this.outer.unknown;
  }

  get problems(): Source['problems'] {
    return this.outer.problems;
  }

  resolve(raw: unknown): unknown {
    return this.outer.resolve(raw);
  }

  identify(raw: unknown): Knowable<string> | undefined {
    return this.outer.identify(raw);
  }
}

/**
 * A service as the provider sends it. Of a daemon service that is no number of tasks, no maximum percent, and no minimum
 * percent of 100: its own defaults for the other services, and what the API filled in, stand in plans and states.
 */
function asSent(service: Service): Service {
  const sent = asChosen(service);
  if (sent.scheduling !== 'DAEMON' || sent.minimumHealthyPercent !== 100) return sent;
  return made<Service>({ ...sent, minimumHealthyPercent: undefined });
}

function clusterKey(field: Field): Knowable<string> {
  const key = field.identity() ?? 'default';
  return isKnown(key) && key.startsWith('arn:') ? key.slice(key.lastIndexOf('/') + 1) : key;
}

function byFamily(
  tasks: ReadonlyMap<string, TaskDefinition>,
  name: Knowable<string> | undefined,
): TaskDefinition | undefined {
  if (name === undefined || !isKnown(name)) return undefined;
  const family = name.slice(name.lastIndexOf('/') + 1).split(':')[0];
  return [...tasks.values()].find((one) => one.family === family);
}

/** The task definition in `family:revision`, both of one. */
function revisionOf(field: Field): Reference | undefined {
  const { raw, source } = field;
  const [family, colon, revision, ...more] = typeof raw === 'string' ? expressionsOf(raw) : [];
  const address = family?.expression?.replace(/\.family$/, '');
  if (colon?.text !== ':' || revision?.expression !== `${address}.revision` || more.length > 0) return undefined;
  const value = source.resolve(revision.text);
  return value instanceof Reference ? value : undefined;
}

function targetGroup(source: TerraformSource, block: Block): ReturnType<typeof readTargetGroup> {
  const unknown = new Unknown('listeners are not followed in Terraform files');
  return readTargetGroup(Field.root(source.ofFilled(block), block.body, block.place), {
    loadBalancer: unknown,
    listenerProtocols: { items: [], complete: false },
    loadBalancerSecurityGroups: { items: [], complete: false },
  });
}

function recordTypes(source: TerraformSource, field: Field): Knowable<readonly string[]> {
  const block = blockOf(field.reference());
  if (block?.type !== 'aws_service_discovery_service') return new Unknown('the registry is not in the files given');
  const records = Field.root(source.ofFilled(block), block.body, field.at)
    .get('dnsConfig')
    .get('dnsRecords')
    .list((record) => record.string('type'));
  return records.complete ? records.items.filter(isKnown) : new Unknown('the record types are decided later');
}
