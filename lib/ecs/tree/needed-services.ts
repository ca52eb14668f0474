import { CfnResource, Stack } from 'aws-cdk-lib';
import { CfnService, CfnTaskDefinition, type BaseService } from 'aws-cdk-lib/aws-ecs';
import { type IConstruct } from 'constructs';
import { type Need } from '../../core/vpc/task-start';
import { readCloudFormation } from '../../formats/cloudformation/reader';
import { isRelevant } from '../../formats/cloudformation/resources';

/** The AWS services that the tasks of a service need, by the last part of the names of their endpoints. */
export function servicesNeeded(service: BaseService): readonly string[] {
  const body = service.node.findAll().find((one) => one instanceof CfnService);
  const task = service.taskDefinition.node.defaultChild;
  if (!body || !(task instanceof CfnTaskDefinition)) return [];
  const stack = Stack.of(service);
  const [serviceId, taskId] = [idOf(stack, body.logicalId), idOf(stack, task.logicalId)];
  const properties = rendered(body, serviceId);
  // secrets and repositories of the stack are recognized by their resource types
  const others = stack.node.findAll().filter((one) => CfnResource.isCfnResource(one));
  const kinds = others.filter(({ cfnResourceType }) => !isRelevant(cfnResourceType));
  const { networks } = readCloudFormation({
    body: {
      Resources: {
        ...Object.fromEntries(kinds.map((one) => [idOf(stack, one.logicalId), { Type: one.cfnResourceType }])),
        [taskId]: { Type: CfnTaskDefinition.CFN_RESOURCE_TYPE_NAME, Properties: rendered(task, taskId) },
        [serviceId]: {
          Type: CfnService.CFN_RESOURCE_TYPE_NAME,
          Properties: { ...properties, TaskDefinition: { Ref: taskId } },
        },
      },
    },
  });
  const needs = networks.flatMap(({ starts }) => starts).flatMap(({ needs: all }) => all);
  const sessions = properties['EnableExecuteCommand'] === true ? ['ssmmessages'] : [];
  return [...needs.flatMap(regional), ...sessions];
}

/** The service that an endpoint can be made for; none for hosts of the internet and file systems. */
function regional(need: Need): readonly string[] {
  return need.kind === 'aws' ? [need.service] : [];
}

interface Renderable {
  _toCloudFormation(): unknown;
}

type Data = Readonly<Record<string, unknown>>;

function rendered(resource: IConstruct & Renderable, id: string): Data {
  const whole = Stack.of(resource).resolve(resource._toCloudFormation()) as {
    readonly Resources: Readonly<Record<string, { readonly Properties?: Data }>>;
  };
  return whole.Resources[id]?.Properties ?? {};
}

/** A text for a token, the same for equal tokens. */
export function idOf(scope: IConstruct, value: unknown): string {
  const id: unknown = Stack.of(scope).resolve(value);
  return typeof id === 'string' ? id : JSON.stringify(id);
}
