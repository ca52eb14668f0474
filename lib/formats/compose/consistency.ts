import { circlesOf } from '../../core/values/graph';
import { quoted } from '../../core/values/model-error';
import { type Place } from '../../core/values/place';
import { isKnown, type Knowable } from '../../core/values/unknown';
import { Field, isData, own, type Data } from '../../core/reading/field';
import { checkDeviceRequests } from './device-requests';
import { asMapping } from './merge';
import { isHealthCheckOff } from './program';
import { type Surroundings } from './services';
import { mountTarget } from '../text/mount-fields';
import { namedBy, startsAfter } from './start-order';

/**
 * What Compose refuses in a project before it asks an engine: settings that are each well formed and contradict each other.
 *
 * @see https://github.com/compose-spec/compose-go/blob/main/loader/validate.go
 */
export function checkConsistency(around: Surroundings): void {
  for (const [name, body] of Object.entries(around.services)) {
    if (isData(body)) checkService(name, body, around);
  }
  const order = new Map(Object.entries(around.services).map(([name, body]) => [name, startsAfter(body, around)]));
  for (const circle of circlesOf(order.keys(), (name) => order.get(name) ?? [])) {
    const [first = ''] = circle;
    const message = `services wait for each other in a circle: ${[...circle, first].join(' -> ')}`;
    around.source.problems.push({ at: around.assembly.place(first, around.written, first), message });
  }
}

function checkService(name: string, body: Data, around: Surroundings): void {
  const { source, assembly, written } = around;
  const service = assembly.place(name, written, name);
  const field = Field.root(source, body, service);
  const refuse = (key: string, message: string): void => {
    const at: Place = { path: name, ...(assembly.origins.of(body, key) ?? service) };
    source.problems.push({ at, message });
  };
  const given = (key: string): boolean => body[key] !== undefined && body[key] !== null;
  // a service that extends another one may have its image from there, and one in an override from the file below it
  const hasImage = given('image') && field.text('image') !== '';
  if (!around.isPart && !hasImage && !['build', 'provider', 'extends'].some(given)) {
    refuse('image', `service ${name} has neither an image nor a build`);
  }
  checkParts(name, field, around, refuse);
  checkDeviceRequests(field, refuse);
  const scale = field.number('scale');
  const replicas = field.get('deploy').number('replicas');
  if (typeof scale === 'number' && typeof replicas === 'number' && scale !== replicas) {
    refuse('scale', `scale is ${scale} and deploy.replicas is ${replicas}, where both mean the number of containers`);
  }
  const count = scale ?? replicas;
  if (given('container_name') && typeof count === 'number' && count > 1) {
    refuse('container_name', `container_name is the name of one container, and service ${name} has ${count}`);
  }
}

/** Settings of a service that are well formed and cannot work, by themselves or with other services. */
function checkParts(
  name: string,
  field: Field,
  { services, source, assembly, isPart }: Surroundings,
  refuse: (key: string, message: string) => void,
): void {
  const test = field.get('healthcheck').get('test');
  const [kind] = Array.isArray(test.value) ? test.strings().items : [];
  if (typeof kind === 'string' && !['CMD', 'CMD-SHELL', 'NONE'].includes(kind))
    refuse('healthcheck', `healthcheck.test begins with CMD, CMD-SHELL or NONE, got ${quoted(kind.split(/\s/)[0])}`);
  checkLimits(field, refuse);
  checkMounts(field, refuse);
  checkBuild(field, services, isPart, refuse);
  for (const { action, target } of field.get('develop').get('watch').list(watched).items) {
    if (target === undefined && action.startsWith('sync'))
      refuse('develop', `develop.watch needs a target for ${action}`);
  }
  for (const key of ['ipc', 'pid'] as const) {
    const mode = field.string(key);
    const owner = typeof mode === 'string' ? /^service:(.+)$/.exec(mode)?.[1] : undefined;
    if (!isPart && owner !== undefined && own(services, owner) === undefined)
      refuse(key, `${key} names service ${quoted(owner)}, which does not exist or is off`);
  }
  for (const item of field.get('volumes_from').strings().items) {
    if (typeof item !== 'string' || item.startsWith('container:')) continue;
    const [owner = ''] = item.split(':');
    if (!isPart && own(services, owner) === undefined)
      refuse('volumes_from', `volumes_from names service ${quoted(owner)}, which does not exist or is off`);
  }
  const variables = field.get('environment');
  if (Array.isArray(variables.value)) {
    const spaced = variables.strings().items.find((one) => typeof one === 'string' && /^[^=]*\s(?:=|$)/.test(one));
    if (typeof spaced === 'string')
      refuse('environment', `the name of variable ${quoted(spaced.split('=')[0])} ends with a blank`);
  }
  for (const [other, how] of Object.entries(asMapping(field.get('depends_on').raw, assembly.origins))) {
    if (!isData(how) || how['condition'] !== 'service_healthy') continue;
    const awaited = own(services, other);
    const check = isData(awaited) ? awaited['healthcheck'] : undefined;
    if (isData(check) && isHealthCheckOff(check, source))
      refuse('depends_on', `${name} waits until ${other} is healthy, whose health check is off`);
  }
}

/** Limits that a service and its `deploy` can both have, and that must then be the same. */
const LIMITS = [
  ['cpus', 'limits', 'cpus', Number],
  ['mem_limit', 'limits', 'memory', bytesIn],
  ['mem_reservation', 'reservations', 'memory', bytesIn],
  ['pids_limit', 'limits', 'pids', Number],
] as const;

function checkLimits(field: Field, refuse: (key: string, message: string) => void): void {
  for (const [key, part, name, amount] of LIMITS) {
    const own = field.get(key).value;
    const deployed = field.get('deploy').get('resources').get(part);
    // where deploy has limits at all, one that is left out means no limit
    const other = deployed.get(name).value ?? (isData(deployed.value) ? 0 : undefined);
    if (!isAmount(own) || !isAmount(other)) continue;
    const [mine, theirs] = [amount(own), amount(other)];
    if (mine === 0 || Number.isNaN(mine) || Number.isNaN(theirs) || mine === theirs) continue;
    refuse(key, `${key} is ${own} and deploy.resources.${part}.${name} is ${other === 0 ? 'left out' : other}`);
  }
}

function isAmount(value: unknown): value is string | number {
  return typeof value === 'number' || typeof value === 'string';
}

const UNITS = 'bkmgtp';

/** An amount of memory in bytes, with units of 1024; NaN when it is not one. */
function bytesIn(amount: string | number): number {
  const [, number = '', unit = 'b'] = /^(\d+(?:\.\d+)?) ?(?:([kmgtp])i?)?b?$/i.exec(String(amount)) ?? [];
  return number === '' ? Number.NaN : Number(number) * 1024 ** UNITS.indexOf(unit.toLowerCase());
}

/** Refuses a tmpfs at the target of a volume, since the engine takes one mount for a path. */
function checkMounts(field: Field, refuse: (key: string, message: string) => void): void {
  const tmpfs = field.get('tmpfs');
  const texts = typeof tmpfs.value === 'string' ? [tmpfs.value] : tmpfs.isAbsent ? [] : tmpfs.strings().items;
  const paths = new Set(texts.flatMap((text) => (isKnown(text) ? [text.split(':')[0]] : [])));
  const volumes = field.get('volumes').value;
  if (paths.size === 0 || !Array.isArray(volumes)) return;
  for (const [index, raw] of volumes.entries()) {
    const item = field.get('volumes').item(index, raw);
    const target = isData(item.value) ? item.string('target') : targetIn(item.value);
    if (typeof target === 'string' && paths.has(target))
      refuse('volumes', `${target} is a tmpfs and the target of a volume, and one path takes one of them`);
  }
}

/** The path inside of `data:/data:ro`. */
function targetIn(value: unknown): string | undefined {
  if (typeof value !== 'string' || value.includes('$')) return undefined;
  return mountTarget(value);
}

function watched(item: Field): { readonly action: string; readonly target: Knowable<string> | undefined } {
  const [action, target] = [item.string('action') ?? '', item.string('target')];
  return { action: isKnown(action) ? action : '', target: target === '' ? undefined : target };
}

function checkBuild(
  field: Field,
  services: Surroundings['services'],
  isPart: boolean,
  refuse: (key: string, message: string) => void,
): void {
  const build = field.get('build');
  if (!isData(build.value)) return;
  if (build.string('dockerfile') !== undefined && build.string('dockerfile_inline') !== undefined)
    refuse('build', 'build.dockerfile and build.dockerfile_inline are two Dockerfiles for one image');
  const platform = field.string('platform');
  const { items: platforms } = build.get('platforms').strings();
  if (typeof platform === 'string' && platforms.length > 0 && platforms.every(isKnown) && !platforms.includes(platform))
    refuse('build', `build.platforms does not have ${platform}, which the service runs on`);
  for (const [, context] of build.get('additional_contexts').entries()) {
    const value = context.string();
    const other = typeof value === 'string' ? /^service:(.+)$/.exec(value)?.[1] : undefined;
    if (other === undefined || isPart) continue;
    const body = own(services, other);
    if (body === undefined)
      refuse('build', `build.additional_contexts names service ${quoted(other)}, which does not exist or is off`);
    else if (isData(body) && body['build'] === undefined && body['extends'] === undefined)
      refuse('build', `build.additional_contexts names service ${quoted(other)}, which has no build`);
  }
}

/** Whether a service names another one that the files do not have: then they are taken for a part of a project. */
export function namesOthers(around: Surroundings): boolean {
  return Object.values(around.services).some((body) =>
    namedBy(body, around).some((name) => own(around.written, name) === undefined),
  );
}
