import { type DockerProvider } from '@cdktf/provider-docker/lib/provider';
import { TerraformStack } from 'cdktf';
import { Construct, type IConstruct } from 'constructs';
import { DEFAULT_ENGINE, type DockerHost, type EngineSettings } from '../../core/engine/definition/docker-host';
import { type DockerSwarm } from '../../core/engine/swarm/swarm';
import { EngineVersion } from '../../core/engine/definition/engine-version';
import { Topology } from '../../core/engine/topology';
import { check, describe, describeIn, ruleOf } from '../../core/rules/check';
import { rulesOf } from '../../core/rules';
import { Cidr, IpAddress } from '../../core/values/address';
import { type Acknowledgement, type Finding, triage, type Triage } from '../../core/values/finding';
import { ModelError, quoted } from '../../core/values/model-error';
import { PROVIDER_VERSIONS } from '../../local/docker-provider';
import { assertCidr, type Entry, entryOf, methodOf } from '../checks/checks';
import { EngineProvider } from '../write/engine-provider';
import { EngineState } from '../plan/engine-state';
import { type Remark } from '../plan/plan';
import { answeredByFirstStack } from '../../terraform/first-stack';
import { assertTerraformTree, type Made } from '../../terraform/root';
import { isDecidedLater } from '../../terraform/tokens';
import { constructsByPath, nearest, Warnings } from '../../terraform/warnings';

export { PROVIDER_VERSIONS };

// every synth needs them: they are loaded with the library, not in the midst of it
rulesOf('dockerHost');

/** Major version of the provider: from 4 on a service names its networks by `id`, and before by `name`. */
export type ProviderGeneration = 3 | 4;

/** What is asked for where one generation is meant. */
const VERSIONS_OF: Readonly<Record<ProviderGeneration, string>> = { 3: '>= 3.6.2, < 4.0.0', 4: '>= 4.0.0, < 5.0.0' };

/** Props of DockerEngine. */
export interface DockerEngineProps {
  /**
   * Address of the engine: `unix:///var/run/docker.sock`, `tcp://10.0.0.5:2376`, `ssh://user@host:22`.
   * @default - what DOCKER_HOST says where Terraform runs, else the local socket
   */
  readonly endpoint?: string;
  /**
   * Options of the ssh command for an `ssh://` endpoint, such as `['-o', 'StrictHostKeyChecking=yes']`.
   * @default - none
   */
  readonly sshOptions?: readonly string[];
  /**
   * Name of a Docker context. It wins over the endpoint.
   * @default - what DOCKER_CONTEXT says where Terraform runs
   */
  readonly context?: string;
  /**
   * Directory with ca.pem, cert.pem and key.pem for a TLS endpoint.
   * @default - what DOCKER_CERT_PATH says where Terraform runs
   */
  readonly certPath?: string;
  /**
   * Version, flags and addresses of the engine, for the analysis; nothing of it is sent. Automatic subnets stay away from the
   * addresses, from the outside ranges and from the subnet of the default bridge.
   * @default - the newest engine whose behaviour was observed, with its default flags
   */
  readonly settings?: Partial<EngineSettings>;
  /**
   * Ranges that automatic subnets stay away from: the VPN, the VPC, the office.
   * @default - none
   */
  readonly outsideRanges?: readonly Cidr[];
  /**
   * Major version of the provider that Terraform installs, for what its generations write otherwise: the networks of a
   * `SwarmService`, which another generation replaces at every apply. The stack then asks for that generation alone.
   * @default - either, with networks of services as generation 3 has them
   */
  readonly providerGeneration?: ProviderGeneration;
}

/** What the default bridge is called where networks are listed. */
export class DefaultBridge {
  /** A network that has no names: no aliases, no links, no address of one's own. */
  readonly name = 'bridge';
  readonly #engine: DockerEngine;

  /** Use `engine.defaultBridge`. */
  constructor(engine: DockerEngine) {
    this.#engine = engine;
  }

  /** The engine that it belongs to. */
  get engine(): DockerEngine {
    return this.#engine;
  }
}

const STATES = new WeakMap<DockerEngine, EngineState>();
const ENGINES = new WeakMap<TerraformStack, DockerEngine[]>();

/** What an engine holds. For the constructs of this folder. */
export function stateOf(engine: DockerEngine): EngineState {
  const state = STATES.get(engine);
  if (state) return state;
  throw new ModelError(
    'engine-foreign',
    'this engine was made by another copy of the library',
    'load the library once',
  );
}

/**
 * One Docker Engine: one host, so one port space, one address space and one provider. Networks and containers are made below
 * it. Several engines in one stack work: each gets a provider alias.
 *
 * What can never work fails the synth, with everything that was found; what may surprise is a warning on the construct.
 *
 * @see https://registry.terraform.io/providers/kreuzwerker/docker/latest/docs
 */
export class DockerEngine extends Construct {
  /**
   * The engine that a construct is below.
   * @throws ModelError engine-missing
   */
  static of(construct: IConstruct): DockerEngine {
    return engineAbove(construct, DockerEngine.of);
  }

  /** The provider of every resource on this engine. */
  readonly provider: DockerProvider;
  /** The bridge that the engine has by itself. */
  readonly defaultBridge: DefaultBridge;
  /** Major version of the provider that what is written is for. */
  readonly providerGeneration: ProviderGeneration;
  readonly #acknowledgements: Acknowledgement[] = [];

  /** @throws ModelError foreign-root, stack-missing, endpoint-unreadable */
  constructor(scope: Construct, id: string, props: DockerEngineProps = {}) {
    assertTerraformTree(scope, id, DockerEngine);
    super(scope, id);
    const { endpoint, sshOptions, context, certPath, settings = {}, outsideRanges = [], providerGeneration } = props;
    if (endpoint !== undefined) assertEndpoint(endpoint);
    for (const range of outsideRanges) assertCidr('an outside range', range, entryOf(DockerEngine));
    this.provider = new EngineProvider(this, 'Provider', {
      ...(endpoint === undefined ? {} : { host: endpoint }),
      ...(sshOptions === undefined ? {} : { sshOpts: [...sshOptions] }),
      ...(context === undefined ? {} : { context }),
      ...(certPath === undefined ? {} : { certPath }),
    });
    const stack = TerraformStack.of(this);
    this.providerGeneration = providerGeneration ?? 3;
    // the bindings ask for exactly the release they were made from
    const versions = providerGeneration === undefined ? PROVIDER_VERSIONS : VERSIONS_OF[providerGeneration];
    // one engine of the stack that says a generation says it for all
    if (providerGeneration !== undefined || !ENGINES.has(stack))
      stack.addOverride('terraform.required_providers.docker.version', versions);
    this.defaultBridge = new DefaultBridge(this);
    const outside = [...outsideRanges, ...(settings.outsideRanges ?? []).map((range) => Cidr.parse(range))];
    const ranges = outside.length === 0 ? {} : { outsideRanges: outside.map(String) };
    if (settings.version !== undefined) EngineVersion.of(settings.version, entryOf(DockerEngine));
    const model: EngineSettings = { ...DEFAULT_ENGINE, ...settings, ...ranges };
    const own = model.addresses.flatMap((text) => IpAddress.tryParse(text) ?? []);
    const state = new EngineState(this.node.path, this.provider, model, [
      Cidr.parse(model.defaultBridgeSubnet),
      ...outside,
      ...own.map((address) => Cidr.of(address, address.family === 4 ? 32 : 128)),
    ]);
    STATES.set(this, state);
    nameProviders(stack, this);
    this.node.addValidation({ validate: () => this.#validate() });
    answeredByFirstStack({
      at: this,
      errors: () => {
        const report = this.errorReport();
        return report === undefined ? [] : [`[${this.node.path}] ${report}`];
      },
    });
  }

  /** What will be written, as the core's model: networks and containers by path. */
  get host(): DockerHost {
    return stateOf(this).model();
  }

  /** Who reaches whom once everything runs. */
  get topology(): Topology {
    return Topology.of(this.host);
  }

  /** The services of the swarm that the engine is a manager of; undefined: there are none. */
  get swarm(): DockerSwarm | undefined {
    return stateOf(this).swarmModel(this.host);
  }

  /** Everything that is wrong or may surprise, acknowledged or not. */
  get findings(): Finding[] {
    const { host, swarm } = this;
    const tasks = [...new Set(stateOf(this).localRuns.flatMap((run) => run.tasks))];
    return check({ dockerHosts: [host], swarms: swarm ? [swarm] : [], tasks });
  }

  /** The findings, sorted into open and acknowledged. */
  get triage(): Triage {
    return triage(this.findings, this.#acknowledgements);
  }

  /**
   * Accepts a warning, with the reason kept for audit. Errors stay: they cannot work.
   * @param acknowledgement rule id, reason, and the construct path below which it holds
   * @throws ModelError acknowledgement-without-reason
   */
  acknowledge(acknowledgement: Acknowledgement): void {
    if (acknowledgement.reason.trim() === '') {
      throw new ModelError(
        'acknowledgement-without-reason',
        `the acknowledgement of ${quoted(acknowledgement.rule)} gives no reason`,
        'say in a sentence why it is accepted',
        methodOf(DockerEngine, 'acknowledge'),
      );
    }
    this.#acknowledgements.push(acknowledgement);
  }

  /** Errors of this host in one text; undefined when there are none. */
  errorReport(): string | undefined {
    return this.#errorText(this.triage);
  }

  #errorText({ open }: Triage): string | undefined {
    const texts = [
      ...stateOf(this).plan.problems.map(remarkText),
      ...stateOf(this).localRuns.flatMap(({ refusals }) =>
        refusals.map((one) => `${remarkText(one)}; it cannot be run`),
      ),
      ...open.filter(({ severity }) => severity === 'error').map(findingText),
    ];
    if (texts.length === 0) return undefined;
    const count = texts.length === 1 ? 'one error' : `${texts.length} errors`;
    const lines = texts.flatMap((text) => text.split('\n')).map((line) => `    ${line}`);
    return `${count} in the definition of this Docker host\n${lines.join('\n')}`;
  }

  #validate(): string[] {
    const found = this.triage;
    this.#warn(found);
    const report = this.#errorText(found);
    return report === undefined ? [] : [report];
  }

  readonly #warnings = new Warnings();

  #warn(found: Triage): void {
    const { open, unused } = found;
    const { plan, localRuns } = stateOf(this);
    const warnings = [
      ...plan.warnings.map((remark) => ({ at: remark.at, text: remarkText(remark) })),
      ...open
        .filter(({ severity }) => severity === 'warning')
        .map((finding) => ({ at: finding.at, text: findingText(finding) })),
    ];
    for (const { construct, reductions } of localRuns) {
      for (const remark of reductions) this.#warnings.say(construct, remarkText(remark));
    }
    if (warnings.length === 0 && unused.length === 0) return;
    const parts = constructsByPath(this);
    // what is found in a definition stands at the construct that runs it
    for (const { construct, tasks } of localRuns) for (const { at } of tasks) parts.set(at.path, construct);
    for (const { at, text } of warnings) this.#warnings.say(nearest(parts, at.path) ?? this, text);
    this.#warnings.sayUnused(this, found);
  }
}

function remarkText({ at, text }: Remark): string {
  return `[${at.path}] ${text}`;
}

/** A finding in an ECS task speaks of the definition, which is in a file. */
function findingText(finding: Finding): string {
  return ruleOf(finding.rule).subject === 'task' ? describeIn('task-definition', finding) : describe(finding);
}

function assertEndpoint(endpoint: string): void {
  if (isDecidedLater(endpoint) || /^(?:unix|npipe|tcp|http|https|ssh|fd):\/\/\S+$/.test(endpoint)) return;
  throw new ModelError(
    'endpoint-unreadable',
    `the endpoint of an engine is a URL with unix, npipe, tcp, http, https or ssh, got ${quoted(endpoint)}`,
    "write it as 'unix:///var/run/docker.sock', 'tcp://10.0.0.5:2376' or 'ssh://user@host:22'",
    entryOf(DockerEngine),
  );
}

/** One engine needs no alias; of several each has one, so that it does not matter which was first. */
function nameProviders(stack: TerraformStack, engine: DockerEngine): void {
  const engines = [...(ENGINES.get(stack) ?? []), engine];
  ENGINES.set(stack, engines);
  if (engines.length < 2) return;
  for (const one of engines) {
    const path = one.node.path.slice(stack.node.path.length + 1);
    one.provider.alias = path.replaceAll(/[^A-Za-z0-9_-]/g, '_').replace(/^(?=[^A-Za-z_])/, '_');
  }
}

function engineAbove(construct: IConstruct, entry: Entry): DockerEngine {
  const engine = construct.node.scopes.reverse().find((one) => one instanceof DockerEngine);
  if (engine) return engine;
  throw new ModelError(
    'engine-missing',
    `${quoted(construct.node.path)} is on no Docker Engine`,
    "pass a DockerEngine, or something below one, as scope: new DockerEngine(stack, 'local')",
    entry,
  );
}

/**
 * The engine for something that is made below a scope.
 * @throws ModelError wrong-type, foreign-root, stack-missing, engine-missing
 */
export function engineFor(scope: Construct, id: string, made: Made): DockerEngine {
  assertTerraformTree(scope, id, made);
  return engineAbove(scope, made as unknown as Entry);
}
