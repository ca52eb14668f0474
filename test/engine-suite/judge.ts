import { DEFAULT_ENGINE, type DockerHost } from '../../lib/core/engine/definition/docker-host';
import type { Destination, Origin } from '../../lib/core/engine/flow/verdict';
import { Topology } from '../../lib/core/engine/topology';
import { check, describe as textOf } from '../../lib/core/rules/check';
import type { Finding } from '../../lib/core/values/finding';
import { Port } from '../../lib/core/values/port';
import { Unknown } from '../../lib/core/values/unknown';
import { readInputs } from '../../lib/formats/input';
import type { Problem } from '../../lib/formats/reading';
import { InputError } from '../../lib/formats/text/input-error';
import { factOf } from './facts';
import { unknownKeys } from './keys';
import { AGREE, type Outcome } from './outcome';
import { swarmOutcome } from './swarm-judge';
import type { DescribedCheck, ReachCheck, RefuseCheck, ResolveCheck, SuiteCase, SuiteCheck } from './suite-case';

/** What the engine takes, and is an error all the same: it is without effect. */
const TAKEN: ReadonlySet<string> = new Set([
  'engine-link-alias-taken',
  'ipv6-subnet-unused',
  'ports-in-host-mode',
  'ports-in-none-mode',
  'ports-without-way-in',
]);

/** What the engine refuses unless there is something that the definition does not show: a plugin, a network, a subnet, a container. */
const UNLESS: ReadonlySet<string> = new Set([
  'ipam-driver-unusable',
  'link-target-undefined',
  'network-driver-unknown',
  'network-undefined',
  'stack-owner-undefined',
  'static-address-without-subnet',
]);

const GRAVITY = ['agree', 'unknown', 'cannot be expressed', 'disagree'] as const;

/** The definition of a case on one version of the engine, as far as it can be read. */
interface Setting {
  readonly version: string;
  readonly host: DockerHost | undefined;
  readonly problems: readonly Problem[];
  readonly findings: readonly Finding[];
  readonly topology: () => Topology;
}

/** The worst outcome of the checks of a case. */
export function judge(one: SuiteCase): Outcome {
  const strangers = unknownKeys(one);
  if (strangers.length > 0) return { kind: 'disagree', why: `unknown key ${strangers.join(', ')}` };
  const { checks = [] } = one;
  if (checks.length === 0) {
    return { kind: 'cannot be expressed', why: one.cannotBeExpressed ?? 'it has no checks' };
  }
  const { swarm } = one;
  if (swarm) return worstOf(checks.map((each) => told('swarm', each, swarmOutcome(each, swarm, one))));
  return worstOf(
    settingsOf(one).flatMap((setting) =>
      checks.map((each) => told(`engine ${setting.version}`, each, outcomeOf(each, setting))),
    ),
  );
}

function told(where: string, each: SuiteCheck, outcome: Outcome): Outcome {
  if (outcome.kind === 'agree') return outcome;
  return { kind: outcome.kind, why: `${where}: ${nameOf(each)}: ${outcome.why}` };
}

function worstOf(outcomes: readonly Outcome[]): Outcome {
  return outcomes.reduce(
    (worst, one) => (GRAVITY.indexOf(one.kind) > GRAVITY.indexOf(worst.kind) ? one : worst),
    AGREE,
  );
}

function settingsOf(one: SuiteCase): Setting[] {
  const { hosts, compose, versions = Object.keys(hosts ?? {}).map(Number) } = one;
  if (compose === undefined) {
    return Object.entries(hosts ?? {}).map(([version, host]) => settingOf(one, version, host, []));
  }
  return versions.map((version) => {
    try {
      const [input] = readInputs([{ name: 'p/compose.yaml', text: compose }], {
        type: 'compose',
        project: 'p',
        parameters: one.variables ?? {},
      });
      const read = input?.reading.dockerHosts[0];
      const engine = { ...DEFAULT_ENGINE, addresses: ['192.168.120.2', 'fd30:e631:f886::2'], version, ...one.engine };
      return settingOf(one, String(version), read && { ...read, engine }, input?.reading.problems ?? []);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      return settingOf(one, String(version), undefined, [{ at: { path: 'p' }, message: error.message }]);
    }
  });
}

function settingOf(
  { actions = [], topologyOptions }: SuiteCase,
  version: string,
  host: DockerHost | undefined,
  problems: readonly Problem[],
): Setting {
  let topology: Topology | undefined;
  return {
    version,
    host,
    problems,
    findings: host ? check({ dockerHosts: [host] }) : [],
    topology: () => {
      if (!host) throw new Error('the compose file was not read');
      return (topology ??= Topology.of(host, topologyOptions).after(...actions));
    },
  };
}

function outcomeOf(one: SuiteCheck, setting: Setting): Outcome {
  const { problems, findings } = setting;
  const errors = findings.filter(({ severity }) => severity === 'error');
  switch (one.kind) {
    case 'reader-accepts':
      return problems.length === 0 ? AGREE : { kind: 'disagree', why: problems[0]?.message ?? '' };
    case 'reader-refuses':
      return problems.length > 0 || errors.length > 0 ? AGREE : { kind: 'disagree', why: 'no problem found' };
    case 'accept': {
      const counted = errors.filter((one) => !isTerseName(one) && !TAKEN.has(one.rule));
      const [first] = [...problems.map(({ message }) => message), ...counted.map(textOf)];
      return first === undefined ? AGREE : { kind: 'disagree', why: first };
    }
    case 'refuse':
      return refusal(one, setting);
    case 'reach':
      return reached(one, setting.topology());
    case 'resolve':
      return resolved(one, setting.topology());
    case 'described':
      return described(one, setting);
  }
}

/** Whoever wrote a case calls its containers as he likes; the tests themselves name none with one letter. */
function isTerseName({ rule, facts }: Finding): boolean {
  return rule === 'container-name-invalid' && String(facts['name'] ?? facts['container'] ?? '').length === 1;
}

/** Where no rule is named, any error will do, and what is refused unless somebody else made it. */
function refusal({ rules }: RefuseCheck, { problems, findings }: Setting): Outcome {
  const errors = findings.filter((one) => one.severity === 'error' && !isTerseName(one));
  const unless = findings.some(({ rule }) => UNLESS.has(rule));
  if (rules === undefined && (problems.length + errors.length > 0 || unless)) return AGREE;
  if (errors.some(({ rule }) => rules?.includes(rule) === true)) return AGREE;
  const found = errors.map(({ rule }) => rule).join(', ');
  return { kind: 'disagree', why: `wants ${rules?.join(' or ') ?? 'a finding'}, found ${found || 'none'}` };
}

function reached({ from, to, port, want, by, after = [] }: ReachCheck, topology: Topology): Outcome {
  const dialled = port === undefined ? {} : { port: Port.parse(port) };
  const verdict = topology.after(...after).reach({ from: from as Origin, to: to as Destination, ...dialled });
  if (verdict.kind === 'unknown') return { kind: 'unknown', why: verdict.missing };
  const [wanted, failures] = want.split(':');
  if (verdict.kind === 'blocked') {
    const fits = wanted === 'no' && (failures === undefined || failures.split(/[,|]/).includes(verdict.failure));
    return fits ? AGREE : { kind: 'disagree', why: `wants ${want}, blocked (${verdict.failure}): ${verdict.by}` };
  }
  if (wanted !== 'yes') return { kind: 'disagree', why: `wants ${want}, reached ${verdict.by.join(', ')}` };
  if (by === undefined || verdict.by.includes(by)) return AGREE;
  return { kind: 'disagree', why: `wants ${by} to answer, ${verdict.by.join(', ')} does` };
}

function resolved({ from, name, want, after = [] }: ResolveCheck, topology: Topology): Outcome {
  const resolution = topology.after(...after).resolve(from as Origin, name);
  if (resolution.kind === 'unknown') return { kind: 'unknown', why: resolution.missing };
  if (resolution.kind === 'no-such-name') {
    return want === 'no' ? AGREE : { kind: 'disagree', why: `wants ${String(want)}: ${resolution.why}` };
  }
  if (want === 'yes') return AGREE;
  const addresses = resolution.answers.map(({ address }) => address);
  const open = addresses.find((one) => one instanceof Unknown);
  if (open instanceof Unknown) return { kind: 'unknown', why: open.why };
  const given = [...new Set(addresses.map(String))].sort();
  if (want !== 'no' && same([...want].sort(), given)) return AGREE;
  return { kind: 'disagree', why: `wants ${String(want)}, answered with ${given.join(', ')}` };
}

function described({ label, want, after = [] }: DescribedCheck, { host, topology, findings }: Setting): Outcome {
  if (!host) return { kind: 'disagree', why: 'the compose file was not read' };
  const fact = factOf(label, want, { topology: topology().after(...after), findings });
  if (fact === undefined) return { kind: 'cannot be expressed', why: 'no fact of that name' };
  if (fact instanceof Unknown) return { kind: 'unknown', why: fact.why };
  return same(fact, want)
    ? AGREE
    : { kind: 'disagree', why: `wants ${JSON.stringify(want)}, is ${JSON.stringify(fact)}` };
}

function nameOf(one: SuiteCheck): string {
  switch (one.kind) {
    case 'reach':
      return `${shown(one.from)} to ${shown(one.to)} ${one.port ?? 'ping'}`;
    case 'resolve':
      return `${shown(one.from)} resolves ${one.name}`;
    case 'described':
      return one.label;
    case 'accept':
    case 'refuse':
    case 'reader-accepts':
    case 'reader-refuses':
      return one.kind;
  }
}

function shown(node: string | object): string {
  return typeof node === 'string' ? node : Object.values(node).join(' ');
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
