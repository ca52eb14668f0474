import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { serviceFlows } from '../../lib/core/ecs/reach/service-reach';
import { networkPaths } from '../../lib/core/vpc/network-paths';
import { isKnown } from '../../lib/core/values/unknown';
import { findingsOf, readInputs, type Reading } from '../../lib/formats';
import { type Emulator } from './emulator';
import { type Snapshot } from './mended';

/** What is said of a network, with the names of a template in it. */
export interface Answers {
  readonly findings: readonly string[];
  /** Each question with its verdict. */
  readonly verdicts: Readonly<Record<string, string>>;
}

/** The same network as a template and as an account says it. */
export interface RoundTrip {
  readonly written: Answers;
  readonly described: Answers;
  /** Resources that were not made, by type. */
  readonly leftOut: Readonly<Record<string, readonly string[]>>;
}

/** Values of parameters, and of exports that a template imports. */
export type Given = Readonly<Record<string, string>>;

/** Makes what a template describes in an emulator, has it described, and reads both. */
export async function roundTrip(emulator: Emulator, template: string, given: Given): Promise<RoundTrip> {
  await emulator.reset();
  run(emulator, 'deploy.py');
  // what a template finds in an account is not in the template
  const before = Object.values(given).some((value) => value.startsWith('$')) ? described(emulator) : [];
  const { ids, leftOut, ...made } = madeIn(emulator, template, given);
  const named = namesBy(ids);
  return {
    written: answersOf(readingOf([{ name: 'template.json', text: template }, ...before], made.given), named),
    described: answersOf(readingOf(described(emulator)), named),
    leftOut,
  };
}

/** What the calls of docs/aws-snapshot.md print. */
function described(emulator: Emulator): { readonly name: string; readonly text: string }[] {
  const { files } = JSON.parse(run(emulator, 'snapshot.py')) as Snapshot;
  return Object.entries(files).map(([name, data]) => ({ name: `${name}.json`, text: asAwsPrints(data) }));
}

/**
 * An answer of the emulator without what AWS does not say: a security policy of a listener without TLS, and of a launch
 * configuration that nothing was said about public addresses.
 */
function asAwsPrints(data: object): string {
  return JSON.stringify(data, (_, value: unknown) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    const { Protocol: protocol, SslPolicy: policy, AssociatePublicIpAddress: hasAddress, ...rest } = value as Printed;
    return {
      ...rest,
      ...(protocol !== undefined && { Protocol: protocol }),
      ...((protocol === 'HTTPS' || protocol === 'TLS') && { SslPolicy: policy }),
      ...(hasAddress === true && { AssociatePublicIpAddress: true }),
    };
  });
}

interface Printed {
  readonly Protocol?: unknown;
  readonly SslPolicy?: unknown;
  readonly AssociatePublicIpAddress?: unknown;
}

function readingOf(files: readonly { name: string; text: string }[], parameters: Given = {}): Reading {
  const [input, ...more] = readInputs(files, { parameters });
  if (!input || more.length > 0) throw new Error(`expected one input, got ${more.length + (input ? 1 : 0)}`);
  return input.reading;
}

interface Made {
  readonly ids: Given;
  readonly given: Given;
  readonly leftOut: RoundTrip['leftOut'];
}

function madeIn(emulator: Emulator, template: string, given: Given): Made {
  const folder = mkdtempSync(join(tmpdir(), 'portwright-template-'));
  try {
    writeFileSync(join(folder, 'template.json'), template);
    writeFileSync(join(folder, 'given.json'), JSON.stringify(given));
    return JSON.parse(run(emulator, 'deploy.py', join(folder, 'template.json'), join(folder, 'given.json'))) as Made;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function run(emulator: Emulator, script: string, ...args: string[]): string {
  const python = join(dirname(emulator.program), 'python');
  const { status, stdout, stderr } = spawnSync(python, [join(__dirname, script), ...args], {
    env: emulator.environment,
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
  });
  if (status !== 0) throw new Error(`${script}: ${stderr}`);
  return stdout;
}

function answersOf(reading: Reading, named: (text: string) => string): Answers {
  const { clusters, networks } = reading;
  const flows = clusters.flatMap((cluster) =>
    serviceFlows(cluster).map(({ from, to, verdict }) => {
      const [one, other] = [from, to.service].map(({ name, at }) =>
        isKnown(name) && name !== undefined ? name : at.path,
      );
      return [`${named(one!)} to ${named(other!)} ${to.port}/${to.protocol}`, verdict.kind] as const;
    }),
  );
  const paths = networks.flatMap((network) =>
    networkPaths(network).map(({ from, to, port, verdict }) => {
      return [`${named(from)} to ${named(to)} ${port ?? ''}`.trim(), verdict.kind] as const;
    }),
  );
  return {
    findings: findingsOf(reading)
      .map(({ rule, severity }) => `${severity} ${rule}`)
      .sort(),
    verdicts: Object.fromEntries([...flows, ...paths].sort(([one], [other]) => (one < other ? -1 : 1))),
  };
}

/** Calls what an account knows by an id, or by the last part of it, as the template does. */
function namesBy(ids: Given): (text: string) => string {
  const names = new Map(
    Object.entries(ids).flatMap(([logical, id]) =>
      [id, id.split('/').at(-1)!, id.split('/').at(-2) ?? id].map((one) => [one, logical] as const),
    ),
  );
  return (text) => names.get(text) ?? names.get(text.split('/').at(-1)!) ?? text;
}
