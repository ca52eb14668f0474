import { type EngineSettings } from '../core/engine/definition/docker-host';
import { check, type Model } from '../core/rules/check';
import { type Problem, type UnknownPart } from '../core/reading/field';
import { type Finding } from '../core/values/finding';
import { seenWith, type OpenResource } from './presence';
import { type SecurityGroup } from './security-group';

export { type Problem, type UnknownPart };

/** What a reader made of its input. */
export interface Reading extends Required<Model> {
  /** The security groups. */
  readonly securityGroups: readonly SecurityGroup[];
  /** Resources that rules could be about, and that no reader understands. */
  readonly passedOver: readonly { readonly what: string; readonly why: string }[];
  /** Resources of which it is open whether they are there. */
  readonly open: readonly OpenResource[];
  /** Values that matter and could not be known. */
  readonly unknown: readonly UnknownPart[];
  /** What the format itself refuses. */
  readonly problems: readonly Problem[];
  /**
   * What the input can mean, one model for each way in which its open conditions can fall; one when nothing is open. When
   * there are too many ways to look at each: the first of them, and one in which what the conditions decide is unknown.
   */
  readonly ways: readonly Model[];
}

/** A reading of nothing, to be filled in. */
export const EMPTY_READING: Reading = {
  tasks: [],
  services: [],
  launches: [],
  clusters: [],
  loadBalancing: [],
  vpcPlans: [],
  cloudMaps: [],
  settings: [],
  dockerHosts: [],
  networks: [],
  taskPrograms: [],
  swarms: [],
  securityGroups: [],
  passedOver: [],
  open: [],
  unknown: [],
  problems: [],
  ways: [],
};

/** A reading whose input means one thing. */
export function readingOf(parts: Partial<Omit<Reading, 'ways'>>): Reading {
  const reading = { ...EMPTY_READING, ...parts };
  return { ...reading, ways: [reading] };
}

/** Readings that each mean one thing, as one. */
export function joinedReading(readings: readonly Reading[]): Reading {
  const all = (key: keyof Reading): readonly unknown[] => readings.flatMap((reading) => [...reading[key]]);
  const keys = Object.keys(EMPTY_READING) as (keyof Reading)[];
  return readingOf(Object.fromEntries(keys.map((key) => [key, all(key)])));
}

/** Readings that have nothing to do with each other, as one: in each way of one, all others are as they are. */
export function readingsBeside(readings: readonly Reading[]): Reading {
  const joined = joinedReading(readings);
  const open = readings.find(({ ways }) => ways.length > 1);
  if (!open) return joined;
  const others = readings.filter((one) => one !== open);
  return { ...joined, ways: open.ways.map((way) => joinedReading([{ ...EMPTY_READING, ...way }, ...others])) };
}

/** A reading whose Docker hosts are run by an engine of which something is known. */
export function onEngine(reading: Reading, engine: Partial<EngineSettings> | undefined): Reading {
  if (engine === undefined || reading.dockerHosts.length === 0) return reading;
  const told = <M extends Model>(model: M): M => ({
    ...model,
    dockerHosts: (model.dockerHosts ?? []).map((host) => ({ ...host, engine: { ...host.engine, ...engine } })),
  });
  return { ...told(reading), ways: reading.ways.map(told) };
}

/**
 * What the rules find in a reading.
 *
 * With open conditions: what holds in every way is reported as it is, what holds in some ways as a warning, and what takes
 * resources that are never there together not at all.
 */
export function findingsOf(reading: Reading): Finding[] {
  return seenWith(reading.open, findingsInWays(reading));
}

function findingsInWays(reading: Reading): Finding[] {
  const [only, ...more] = reading.ways;
  if (!only) return check(reading);
  if (more.length === 0) return check(only);
  const seen = new Map<string, { finding: Finding; ways: number }>();
  for (const way of reading.ways) {
    const here = new Set<string>();
    for (const finding of check(way)) {
      const key = keyOf(finding);
      if (here.has(key)) continue;
      here.add(key);
      const known = seen.get(key);
      if (known) known.ways++;
      else seen.set(key, { finding, ways: 1 });
    }
  }
  return [...seen.values()].map(({ finding, ways }) =>
    ways === reading.ways.length ? finding : { ...finding, effect: 'may go wrong', severity: 'warning' },
  );
}

/** One mistake has one key, in whichever branch of a condition it was met. */
function keyOf({ rule, at }: Finding): string {
  const pointer = at.pointer?.split(/\/Fn::If\/[12]/).join('') ?? '';
  return `${rule}\n${at.file ?? ''}\n${at.path}\n${pointer}`;
}
