import { type EngineSettings } from '../core/engine/definition/docker-host';
import { EngineVersion } from '../core/engine/definition/engine-version';
import { findRule } from '../core/rules';
import { IpAddress } from '../core/values/address';
import { isData } from '../core/reading/field';
import { type Acknowledgement, ruleAcknowledged } from '../core/values/finding';
import { ModelError } from '../core/values/model-error';
import { readDaemonFile } from '../formats/daemon/daemon-file';
import { type InputOptions } from '../formats/input';
import { InputError } from '../formats/text/input-error';
import { parseText, withoutFurther, type TextDocument } from '../formats/text/document';
import { type Arguments } from './command';
import { type Files } from './files';
import { UsageError } from './usage-error';

export type FailOn = 'error' | 'warning' | 'never';

/** What the options and the config file say together; options win. */
export interface Settings {
  readonly failOn: FailOn;
  readonly acknowledgements: readonly Acknowledgement[];
  readonly reading: InputOptions;
}

const CONFIG_FILE = 'portwright.config.json';

/** @throws UsageError, InputError */
export function settingsOf(args: Arguments, files: Files): Settings {
  const config = readConfig(args, files);
  const parameters = { ...config.parameters, ...Object.fromEntries(args.list('param').map(pair)) };
  const project = args.value('project');
  const engine = { ...config.engine, ...engineOf(args, files) };
  const type = args.value('type') as InputOptions['type'] | undefined;
  return {
    failOn: (args.value('fail-on') as FailOn | undefined) ?? config.failOn,
    acknowledgements: [...config.acknowledge, ...args.list('acknowledge').map(acknowledgement)],
    reading: {
      parameters,
      profiles: [...config.profiles, ...args.list('profile')],
      load: (file) => files.tryRead(file),
      list: (folder) => files.list(folder),
      environment: process.env,
      ...(Object.keys(engine).length === 0 ? {} : { engine }),
      ...(type === undefined ? {} : { type }),
      ...(project === undefined ? {} : { project, isOneProject: true }),
    },
  };
}

/** The engine of `--engine` and `--daemon`. */
function engineOf(args: Arguments, files: Files): Partial<EngineSettings> {
  const [version, daemon] = [args.value('engine'), args.value('daemon')];
  if (version !== undefined && !isVersion(version)) {
    throw new UsageError(
      `--engine is a version of Docker Engine such as 20.10 or 29.4.1, got ${JSON.stringify(version)}`,
    );
  }
  return {
    ...(daemon === undefined ? {} : readDaemonFile(withoutFurther(parseText(files.read(daemon), daemon)))),
    ...(version === undefined ? {} : { version }),
  };
}

function isVersion(text: string): boolean {
  try {
    EngineVersion.of(text);
    return true;
  } catch (error) {
    if (ModelError.isModelError(error)) return false;
    throw error;
  }
}

function pair(text: string): [string, string] {
  const at = text.indexOf('=');
  if (at > 0) return [text.slice(0, at), text.slice(at + 1)];
  const port = /^\d+(?:\/\w+)?$/.test(text) ? `; a port to dial is --port ${text}` : '';
  throw new UsageError(`--param (-p) is NAME=VALUE, got ${JSON.stringify(text)}${port}`);
}

/** Reads `RULE=REASON` and `RULE@PATH=REASON`. */
function acknowledgement(text: string): Acknowledgement {
  const equals = text.indexOf('=');
  const what = equals < 0 ? text : text.slice(0, equals);
  const reason = equals < 0 ? '' : text.slice(equals + 1).trim();
  if (reason === '') throw new UsageError(`--acknowledge is RULE[@PATH]=REASON, got ${JSON.stringify(text)}`);
  const at = what.indexOf('@');
  const rule = ruleAcknowledged(at < 0 ? what : what.slice(0, at));
  if (!findRule(rule)) throw new UsageError(`--acknowledge names rule ${JSON.stringify(rule)}, which does not exist`);
  return at < 0 ? { rule, reason } : { rule, path: what.slice(at + 1), reason };
}

interface Config {
  readonly acknowledge: readonly Acknowledgement[];
  readonly failOn: FailOn;
  readonly parameters: Readonly<Record<string, string>>;
  readonly profiles: readonly string[];
  readonly engine: Partial<EngineSettings>;
}

const DEFAULTS: Config = { acknowledge: [], failOn: 'error', parameters: {}, profiles: [], engine: {} };

function readConfig(args: Arguments, files: Files): Config {
  const given = args.value('config');
  const file = given ?? CONFIG_FILE;
  const text = given === undefined ? files.tryRead(file) : files.read(file);
  if (text === undefined) return DEFAULTS;
  const document = withoutFurther(parseText(text, file));
  const fail = (pointer: string, expected: string): never => {
    throw new InputError(file, document.locate(pointer), `expected ${expected}`);
  };
  const { data } = document;
  if (!isData(data)) return fail('', 'an object with acknowledge, failOn, parameters, profiles, engine');
  for (const key of Object.keys(data)) {
    if (!(key in DEFAULTS)) fail(`/${key}`, `one of ${Object.keys(DEFAULTS).join(', ')}, got ${JSON.stringify(key)}`);
  }
  const { acknowledge = [], failOn = 'error', parameters = {}, profiles = [] } = data;
  if (failOn !== 'error' && failOn !== 'warning' && failOn !== 'never') fail('/failOn', 'error, warning or never');
  if (!isData(parameters)) return fail('/parameters', 'an object of texts by name');
  if (!Array.isArray(profiles)) return fail('/profiles', 'a list of texts');
  if (!Array.isArray(acknowledge)) return fail('/acknowledge', 'a list of objects with rule, path and reason');
  return {
    acknowledge: acknowledge.map((one: unknown, index): Acknowledgement => {
      if (!isData(one) || typeof one['rule'] !== 'string' || typeof one['reason'] !== 'string') {
        return fail(`/acknowledge/${index}`, 'an object with rule and reason');
      }
      const { reason, path } = one;
      const rule = ruleAcknowledged(one['rule']);
      if (!findRule(rule)) fail(`/acknowledge/${index}/rule`, 'the id of a rule');
      return { rule, reason, ...(typeof path === 'string' ? { path } : {}) };
    }),
    failOn: failOn as FailOn,
    parameters: Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, String(value)])),
    profiles: profiles.map(String),
    engine: engineIn(document, data['engine']),
  };
}

/** `{ "version": "20.10", "addresses": ["192.0.2.1"], "daemon": { "icc": false } }`, the last one as in `daemon.json`. */
function engineIn(document: TextDocument, given: unknown): Partial<EngineSettings> {
  if (given === undefined) return {};
  const fail = (pointer: string, expected: string): never => {
    throw new InputError(document.file, document.locate(pointer), `expected ${expected}`);
  };
  if (!isData(given)) return fail('/engine', 'an object with version, addresses, daemon');
  const { version, addresses, daemon, ...others } = given;
  const [strange] = Object.keys(others);
  if (strange !== undefined)
    fail(`/engine/${strange}`, `one of version, addresses, daemon, got ${JSON.stringify(strange)}`);
  const isText = typeof version === 'string' || typeof version === 'number';
  if (version !== undefined && !(isText && isVersion(String(version))))
    fail('/engine/version', 'a version of Docker Engine such as 20.10');
  const known = addresses ?? [];
  const isAddress = (one: unknown): one is string => typeof one === 'string' && IpAddress.tryParse(one) !== undefined;
  if (!Array.isArray(known) || !known.every(isAddress))
    return fail('/engine/addresses', 'a list of addresses of the host');
  return {
    ...(daemon === undefined ? {} : readDaemonFile(document, '/engine/daemon', daemon)),
    ...(isText ? { version: String(version) } : {}),
    ...(known.length > 0 ? { addresses: known } : {}),
  };
}
