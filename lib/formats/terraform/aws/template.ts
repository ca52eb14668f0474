import { type Place } from '../../../core/values/place';
import { type Template } from '../../cloudformation/template';
import { Reference } from '../../../core/reading/field';
import { type Presence } from '../../presence';
import { blockOf, resourceOf, type Block } from '../configuration/block';
import { plain, type Origins } from '../language/value';
import { balancingMakers } from './balancing';
import { capacityMakers } from './capacity';
import { ecsMakers, Tasks } from './ecs';
import { hostMakers } from './hosts';
import { type Maker } from './made';
import { securityMakers } from './security';
import { Shaper } from './shape';
import { vpcMakers } from './vpc';

/**
 * The resources of Terraform's AWS provider as a template of CloudFormation: what they mean is read in one place. What
 * the two do differently by default is the provider's.
 */
export function awsTemplate(
  blocks: readonly Block[],
  origins: Origins,
  region: string | undefined,
): Template | undefined {
  const byAddress = new Map(blocks.map((block) => [block.address, block]));
  const isThere = ({ isData, copy, type }: Block): boolean => !isData && (copy !== undefined || !COUNTED.has(type));
  const shaper = new Shaper(origins, (block) => isThere(block) && isRead(block.type), defaultsOf(blocks));
  const certain = blocks.filter(isThere);
  const tasks = new Tasks(certain.filter(({ type }) => type === 'aws_ecs_task_definition'));
  const makers: Readonly<Record<string, Maker>> = {
    ...ecsMakers(shaper, tasks),
    ...securityMakers(shaper),
    ...balancingMakers(shaper),
    ...capacityMakers(shaper, (address) => byAddress.get(address)),
    ...vpcMakers(shaper),
    ...hostMakers(shaper),
  };
  const isRead = (type: string): boolean => Object.hasOwn(makers, type);
  const read = certain.filter(({ type }) => isRead(type));
  if (read.length === 0) return undefined;

  const waits = waiting(blocks);
  const resources: Record<string, unknown> = {};
  const places = new Map<string, Place>();
  const presences = new Map<string, Presence>();
  for (const block of read) {
    const maker = makers[block.type];
    if (!maker) continue;
    for (const { type, properties, part } of maker(block.body, { Ref: block.address })) {
      const id = part === undefined ? block.address : `${block.address} ${part}`;
      resources[id] = { Type: type, DependsOn: waits(block), Properties: properties };
      places.set(id, block.place);
      if (block.presence) presences.set(id, block.presence);
    }
  }
  return {
    body: { Resources: resources },
    closedByDefault: true,
    // providers with an alias may have another region
    ...(region !== undefined && read.every(({ provider }) => provider === 'aws') ? { region } : {}),
    isComplete: true,
    isShown: read.some(({ isShown }) => isShown === true),
    presenceOf: (id) => presences.get(id),
    placeOf: (id) => places.get(id),
    written: (value) => shaper.written(value),
    wording: (data, key) => shaper.wording(data, key),
  };
}

/** Which resource takes over what a VPC has by itself. */
function defaultsOf(blocks: readonly Block[]): (type: string, vpc: string) => string | undefined {
  return (type, vpc) => blocks.find((block) => block.type === type && vpcOf(block) === vpc)?.address;
}

function vpcOf({ body }: Block): string | undefined {
  const named = plain(body['vpc_id']);
  return named instanceof Reference ? blockOf(named)?.address : undefined;
}

/** The resources that a block waits for, by address: a module stands for all that is in it, a resource for its copies. */
function waiting(blocks: readonly Block[]): (block: Block) => readonly string[] {
  let byResource: Map<string, string[]> | undefined;
  const index = (): Map<string, string[]> => {
    if (byResource) return byResource;
    byResource = new Map();
    for (const block of blocks) {
      for (const key of [resourceOf(block), block.address, ...modulesOf(block.module)]) {
        const known = byResource.get(key);
        if (known) known.push(block.address);
        else byResource.set(key, [block.address]);
      }
    }
    return byResource;
  };
  return ({ dependsOn }) => [...new Set(dependsOn.flatMap((name) => index().get(name) ?? []))];
}

/** Resources that are not reported while their number is not known. */
const COUNTED: ReadonlySet<string> = new Set(['aws_ecs_task_definition', 'aws_ecs_service', 'aws_ecs_task_set']);

/** A module's address and those around it, with and without indexes. */
function modulesOf(module: string): string[] {
  if (module === '') return [];
  const parts = module.match(/module\.[\w-]+(?:\[(?:\d+|"[^"]*")\])?/g) ?? [];
  return parts.flatMap((_, index) => {
    const address = parts.slice(0, index + 1).join('.');
    return [...new Set([address, address.replace(/\[[^\]]*\]$/, '')])];
  });
}
